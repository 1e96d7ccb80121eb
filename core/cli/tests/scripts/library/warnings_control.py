# mode: main-only (warning filters belong to the process)
# warnings: catching, filtering, turning into errors, once per place.
import warnings

def old(): warnings.warn("old is deprecated", DeprecationWarning, stacklevel=2)

with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")
    old(); old()
    warnings.warn("plain")
print([(str(w.message), w.category.__name__) for w in caught])
# expect: [('old is deprecated', 'DeprecationWarning'), ('old is deprecated', 'DeprecationWarning'), ('plain', 'UserWarning')]
with warnings.catch_warnings():
    warnings.simplefilter("error")
    try:
        old()
    except DeprecationWarning as e:
        print("raised", e)
        # expect: raised old is deprecated
with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("default")
    for _ in range(3): warnings.warn("same place")
print(len(caught))
# expect: 1
with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")
    warnings.filterwarnings("ignore", message="skip")
    warnings.warn("skip me"); warnings.warn("keep me")
print([str(w.message) for w in caught])
# expect: ['keep me']

@warnings.deprecated("use new()")
def f(): return 5

with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")
    print(f(), caught[0].message, f.__deprecated__)
    # expect: 5 use new() use new()
for bad in (lambda: warnings.warn("x", int), lambda: warnings.simplefilter("nope"), lambda: warnings.warn()):
    try:
        bad()
    except (TypeError, ValueError, AssertionError) as e:
        print(type(e).__name__)
# expect: TypeError
# expect: ValueError
# expect: TypeError
print(issubclass(DeprecationWarning, Warning), warnings.formatwarning("m", UserWarning, "f.py", 3, "code"))
# expect: True f.py:3: UserWarning: m
# expect:   code
# expect:
