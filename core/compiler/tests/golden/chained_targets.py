for a.b, c[0] in x: pass
with x as (a, b): pass
