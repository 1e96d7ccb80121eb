# args, and the extra attributes of the built-in exceptions.
e = Exception(1, "two")
print(e.args, str(e), repr(e), str(Exception()), str(Exception("one")), repr(Exception("one")))
# expect: (1, 'two') (1, 'two') Exception(1, 'two')  one Exception('one')
e.args = ("new",)
print(e, e.args)
# expect: new ('new',)
e.extra = 5
print(e.__dict__)
# expect: {'extra': 5}
k = KeyError("key")
print(str(k), k.args, str(KeyError(1, 2)), str(KeyError()))
# expect: 'key' ('key',) (1, 2)
s = StopIteration("value")
print(s.value, StopIteration().value, StopIteration(1, 2).value)
# expect: value None 1
print(SystemExit(3).code, SystemExit().code, SystemExit(1, 2).code)
# expect: 3 None (1, 2)
a = AttributeError("m", name="n", obj=[1])
print(a.name, a.obj, a, AttributeError("m").name)
# expect: n [1] m None
n = NameError("m", name="n")
print(n.name)
# expect: n
i = ImportError("m", name="mod", path="p")
print(i.name, i.path, i.msg, i)
# expect: mod p m m
try:
    ImportError("m", other=1)
except TypeError as err:
    print(err)
    # expect: ImportError() got an unexpected keyword argument 'other'
try:
    Exception(key=1)
except TypeError as err:
    print(err)
    # expect: Exception() takes no keyword arguments
