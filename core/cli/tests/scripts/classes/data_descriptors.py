# Data descriptors win over the instance dict, which wins over other descriptors.
class Data:
    def __get__(self, obj, cls): return "data"
    def __set__(self, obj, value): obj.__dict__["log"] = ("set", value)
    def __delete__(self, obj): obj.__dict__["log"] = "deleted"

class NonData:
    def __get__(self, obj, cls): return "nondata" if obj is not None else cls.__name__

class SetOnly:
    def __set__(self, obj, value): obj.__dict__["so"] = value * 2

class C:
    d = Data()
    n = NonData()
    so = SetOnly()

c = C()
c.__dict__.update(d="in dict", n="in dict")
print(c.d, c.n, C.n, C().n)
# expect: data in dict C nondata
c.d = 5
print(c.log)
# expect: ('set', 5)
del c.d
print(c.log, c.__dict__["d"])
# expect: deleted in dict
print(type(c.so).__name__)
# expect: SetOnly
c.so = 4
print(c.so)
# expect: 8
try:
    del c.so
except AttributeError as e:
    print(e)
    # expect: __delete__
