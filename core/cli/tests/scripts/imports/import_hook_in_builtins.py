# The import statement calls __import__ of the frame's builtins.
import builtins

calls = []

def fake_import(name, globals=None, locals=None, fromlist=(), level=0):
    calls.append((name, fromlist, level, globals is space, locals is space if locals is not None else None))
    return type(builtins)(name) if not fromlist else made

made = type(builtins)("made")
made.x, made.y = 1, 2
space = {"__builtins__": {**vars(builtins), "__import__": fake_import}, "__name__": "m", "__package__": "p"}
exec("import a.b\nfrom q import x, y as z\nfrom .rel import x as r\nfrom . import y", space)
for call in calls:
    print(call)
# expect: ('a.b', None, 0, True, True)
# expect: ('q', ('x', 'y'), 0, True, True)
# expect: ('rel', ('x',), 1, True, True)
# expect: ('', ('y',), 1, True, True)
print(space["a"].__name__, space["x"], space["z"], space["r"], space["y"])
# expect: a.b 1 2 1 2
del space["__builtins__"]["__import__"]
try:
    exec("import sys", space)
except ImportError as e:
    print(e)
    # expect: __import__ not found
