# format_map takes any mapping as it is.
class Default(dict):
    def __missing__(self, key): return f"<{key}>"

class Lookup:
    def __getitem__(self, key): return key.upper()

print("{a} {b}".format_map(Default(a=1)), "{x}-{y:>3}".format_map(Lookup()))
# expect: 1 <b> X-  Y
for m in ({}, 5, [1]):
    try:
        print("{a}".format_map(m))
    except Exception as e:
        print(type(e).__name__, e)
# expect: KeyError 'a'
# expect: TypeError 'int' object is not subscriptable
# expect: TypeError list indices must be integers or slices, not str
try:
    "{0}".format_map({"0": "by string"})
except ValueError as e:
    print(e)
    # expect: Format string contains positional fields
print("{a[b]}".format_map({"a": {"b": "deep"}}))
# expect: deep
