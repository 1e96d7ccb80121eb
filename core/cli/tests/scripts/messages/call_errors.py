# Calling what cannot be called, and built-ins with wrong numbers of arguments.
import builtins

class C: pass

number, text, nothing, items = 5, "s", None, []

def attempt(action):
    try:
        action()
    except TypeError as e:
        print(e)

attempt(lambda: number())
# expect: 'int' object is not callable
attempt(lambda: text())
# expect: 'str' object is not callable
attempt(lambda: nothing())
# expect: 'NoneType' object is not callable
attempt(lambda: C()())
# expect: 'C' object is not callable
attempt(lambda: items(1))
# expect: 'list' object is not callable
attempt(lambda: len())
# expect: len() takes exactly one argument (0 given)
attempt(lambda: len(1, 2))
# expect: len() takes exactly one argument (2 given)
attempt(lambda: len(x=[]))
# expect: len() takes no keyword arguments
attempt(lambda: C(1))
# expect: C() takes no arguments
attempt(lambda: C(x=1))
# expect: C() takes no arguments
attempt(lambda: int(1, 2, 3))
# expect: int expected at most 2 arguments, got 3
attempt(lambda: [].append())
# expect: list.append() takes exactly one argument (0 given)
attempt(lambda: [].append(x=1))
# expect: list.append() takes no keyword arguments
attempt(lambda: "".join())
# expect: str.join() takes exactly one argument (0 given)
attempt(lambda: {}.get(1, 2, 3))
# expect: get expected at most 2 arguments, got 3
attempt(lambda: isinstance(1))
# expect: isinstance expected 2 arguments, got 1
attempt(lambda: "".split(1, 2, 3))
# expect: split() takes at most 2 arguments (3 given)
attempt(lambda: "a".encode(nope=1))
# expect: encode() got an unexpected keyword argument 'nope'
attempt(lambda: builtins.print(1, nope=2))
# expect: print() got an unexpected keyword argument 'nope'
attempt(lambda: sorted())
# expect: sorted expected 1 argument, got 0
attempt(lambda: dict([], []))
# expect: dict expected at most 1 argument, got 2
attempt(lambda: type.__call__())
# expect: descriptor '__call__' of 'type' object needs an argument
attempt(lambda: object.__new__())
# expect: object.__new__(): not enough arguments
attempt(lambda: super(int, "a"))
# expect: super(type, obj): obj (instance of str) is not an instance or subtype of type (int).
attempt(lambda: __build_class__())
# expect: __build_class__: not enough arguments
