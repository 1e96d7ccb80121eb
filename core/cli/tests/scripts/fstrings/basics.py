# Replacement fields, conversions, nested quotes, doubled braces and debug form.
x, name = 5, "Ann"
print(f"{x} {name!r} {name!s} {'é'!a} {{literal}} {x + 1}")
# expect: 5 'Ann' Ann '\xe9' {literal} 6
print(f"{x=} {x = } {name=} {name=!s} {x + 1=} {x=:>4}")
# expect: x=5 x = 5 name='Ann' name=Ann x + 1=6 x=   5
print(f"{'nested "quotes" inside'} {f'{f"{x}"}'} {"same quotes"}")
# expect: nested "quotes" inside 5 same quotes
print(f"{x:5}|{x:<5}|{x:^5}|{x:05}|{name:>{x + 2}}|{3.14159:.{x - 3}f}")
# expect:     5|5    |  5  |00005|    Ann|3.14
print(f"{ {'a': 1}['a'] } {[i for i in range(3)]} {(lambda q: q * 2)(x)}")
# expect: 1 [0, 1, 2] 10
print(f"" f"a" "b{x}" f"{x}" 'c')
# expect: ab{x}5c
print(f"{x!r:>5}{name!r:*^9}")
# expect:     5**'Ann'**
print(f"{'yes' if x else 'no'} {x > 3 and x < 9} {(y := 7)} {y}")
# expect: yes True 7 7
