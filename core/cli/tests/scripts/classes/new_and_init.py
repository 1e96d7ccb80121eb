# __new__ makes the object; __init__ runs only if it is an instance of the class.
log = []

class A:
    def __new__(cls, *args):
        log.append(("A.new", args))
        return super().__new__(cls)

    def __init__(self, *args):
        log.append(("A.init", args))

class Other:
    def __new__(cls, x):
        return [x]

    def __init__(self, x):
        log.append("never")

class Single:
    instance = None

    def __new__(cls):
        if cls.instance is None:
            cls.instance = object.__new__(cls)
        return cls.instance

A(1, 2)
print(log, Other(5), Single() is Single())
# expect: [('A.new', (1, 2)), ('A.init', (1, 2))] [5] True

class BadInit:
    def __init__(self): return 1

for action in (BadInit, lambda: object(1), lambda: object.__new__(int), lambda: object.__new__(A, 1), lambda: Single(1),
               lambda: int.__new__(str)):
    try:
        action()
        print("ok")
    except TypeError as e:
        print(e)
# expect: __init__() should return None, not 'int'
# expect: object() takes no arguments
# expect: object.__new__(int) is not safe, use int.__new__()
# expect: object.__new__() takes exactly one argument (the type to instantiate)
# expect: Single.__new__() takes 1 positional argument but 2 were given
# expect: int.__new__(str): str is not a subtype of int
