# An AttributeError from a descriptor reaches __getattr__; other errors pass through.
class Fails:
    def __init__(self, error): self.error = error
    def __get__(self, obj, cls): raise self.error

class C:
    attr = Fails(AttributeError("from descriptor"))
    value = Fails(ValueError("other"))

    def __getattr__(self, name):
        return f"fallback {name}"

c = C()
print(c.attr, c.missing)
# expect: fallback attr fallback missing
try:
    c.value
except ValueError as e:
    print(e)
    # expect: other
print(hasattr(c, "attr"), getattr(c, "nothing", "default"))
# expect: True fallback nothing

class D:
    attr = C.__dict__["attr"]

print(hasattr(D(), "attr"), getattr(D(), "attr", "default"))
# expect: False default
try:
    D().attr
except AttributeError as e:
    print(e)
    # expect: from descriptor
