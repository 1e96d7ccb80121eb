# Names that begin with two underscores in a class get the class's name in front.
class Secret:
    __hidden = 1
    __also__ = 2

    def __init__(self):
        self.__value = 3
        __local = 4
        self.names = sorted(locals())

    def get(self):
        return self.__value, self.__hidden

    def other(self, obj):
        return obj.__value

print(sorted(n for n in vars(Secret) if "hidden" in n or "also" in n))
# expect: ['_Secret__hidden', '__also__']
s = Secret()
print(s.get(), s.__dict__["_Secret__value"], s.names)
# expect: (3, 1) 3 ['_Secret__local', 'self']

class _Under(Secret):
    def read(self):
        return self.__value

try:
    _Under().read()
except AttributeError as e:
    print(e)
    # expect: '_Under' object has no attribute '_Under__value'
print(Secret._Secret__hidden)
# expect: 1
