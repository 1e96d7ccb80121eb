# __call__ is looked up on the class, and instances of such classes are callable.
class Adder:
    def __init__(self, n):
        self.n = n

    def __call__(self, x, *, times=1):
        return x + self.n * times

add = Adder(3)
print(add(1), add(1, times=3), callable(add), list(map(add, [1, 2])))
# expect: 4 10 True [4, 5]
add.__call__ = lambda x: "ignored"
print(add(1), add.__call__(1))
# expect: 4 ignored

class Plain:
    pass

p = Plain()
p.__call__ = lambda: 1
print(callable(p))
# expect: False
try:
    p()
except TypeError as e:
    print(e)
    # expect: 'Plain' object is not callable
class Chain:
    __call__ = Adder(10)
print(Chain()(5))
# expect: 15
