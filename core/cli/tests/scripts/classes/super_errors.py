# super() where it cannot work, and attributes it does not find.
class A:
    pass

class B(A):
    def missing(self): return super().nothing
    def no_args(): return super()
    def deleted(self):
        del self
        return super()
    def assigns(self): super().x = 1

def attempt(action):
    try:
        action()
    except (RuntimeError, AttributeError, TypeError) as e:
        print(type(e).__name__, e)

b = B()
attempt(b.missing)
# expect: AttributeError 'super' object has no attribute 'nothing'
attempt(B.no_args)
# expect: RuntimeError super(): no arguments
attempt(b.deleted)
# expect: RuntimeError super(): arg[0] deleted
attempt(b.assigns)
# expect: AttributeError 'super' object has no attribute 'x' and no __dict__ for setting new attributes
attempt(lambda: super())
# expect: RuntimeError super(): no arguments
attempt(lambda: super(B, A()))
# expect: TypeError super(type, obj): obj (instance of A) is not an instance or subtype of type (B).
attempt(lambda: super(1))
# expect: TypeError super() argument 1 must be a type, not int

def outside(self):
    return super().m()

B.outside = outside
attempt(b.outside)
# expect: RuntimeError super(): __class__ cell not found
