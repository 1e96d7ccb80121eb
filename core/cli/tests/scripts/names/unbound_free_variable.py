# A free variable that is not bound yet, or no more, is a NameError of its own kind.
def f():
    def g():
        return late

    try:
        g()
    except NameError as e:
        print(type(e).__name__, e)
    late = 1
    print(g())
    del late
    try:
        g()
    except NameError as e:
        print(e, "|", e.name)

f()
# expect: NameError cannot access free variable 'late' where it is not associated with a value in enclosing scope
# expect: 1
# expect: cannot access free variable 'late' where it is not associated with a value in enclosing scope | late
