# exec with a __builtins__ of one's own sees only those.
space = {"__builtins__": {"len": lambda x: "fake len", "__build_class__": __build_class__}}
exec("a = len([1])", space)
print(space["a"])
# expect: fake len
try:
    exec("abs(1)", space)
except NameError as e:
    print(e)
    # expect: name 'abs' is not defined
exec("class C:\n    x = len('')", space | {"__name__": "m"}, space)
print(space["C"].x)
# expect: fake len
