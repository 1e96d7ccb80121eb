# NameErrors of all kinds, with name and text.
import sys

def attempt(action):
    try:
        action()
    except NameError as e:
        print(type(e).__name__, "|", e, "|", e.name)

def unbound():
    print(v)
    v = 1

def deleted():
    v = 1
    del v
    del v

def free():
    def g(): return later
    g()
    later = 1

def free_deleted():
    v = 1
    def g():
        nonlocal v
        del v
        del v
    g()

def in_class():
    class K:
        missing_in_class

def global_deleted():
    global gone
    gone = 1
    del gone
    del gone

attempt(lambda: missing_name)
# expect: NameError | name 'missing_name' is not defined | missing_name
attempt(unbound)
# expect: UnboundLocalError | cannot access local variable 'v' where it is not associated with a value | None
attempt(deleted)
# expect: UnboundLocalError | cannot access local variable 'v' where it is not associated with a value | None
attempt(free)
# expect: NameError | cannot access free variable 'later' where it is not associated with a value in enclosing scope | later
attempt(free_deleted)
# expect: NameError | cannot access free variable 'v' where it is not associated with a value in enclosing scope | v
attempt(in_class)
# expect: NameError | name 'missing_in_class' is not defined | missing_in_class
attempt(global_deleted)
# expect: NameError | name 'gone' is not defined | gone
attempt(lambda: [missing_in_comp for _ in [1]])
# expect: NameError | name 'missing_in_comp' is not defined | missing_in_comp
attempt(lambda: f"{missing_in_fstring}")
# expect: NameError | name 'missing_in_fstring' is not defined | missing_in_fstring
attempt(lambda: eval("missing_in_eval"))
# expect: NameError | name 'missing_in_eval' is not defined | missing_in_eval
attempt(lambda: prnt("close to print"))
# expect: NameError | name 'prnt' is not defined | prnt
attempt(lambda: self)
# expect: NameError | name 'self' is not defined | self
