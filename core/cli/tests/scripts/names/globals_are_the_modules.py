# A function's globals are those of the module it was made in, also when called from elsewhere.
space = {"name": "theirs"}
exec("def get(): return name\ndef put(v):\n    global name\n    name = v", space)
name = "ours"
print(space["get"](), name)
# expect: theirs ours
space["put"]("changed")
print(space["get"](), name, space["name"])
# expect: changed ours changed
print(space["get"].__globals__ is space, (lambda: 0).__globals__ is globals())
# expect: True True
globals()["made_up"] = 5
print(made_up)
# expect: 5
space["name"] = "again"
print(space["get"]())
# expect: again
