# A missing global is a NameError with its name; builtins are looked up last.
try:
    missing_thing
except NameError as e:
    print(e, "|", e.name)
    # expect: name 'missing_thing' is not defined | missing_thing

def f():
    return other_missing

try:
    f()
except NameError as e:
    print(e, "|", e.name)
    # expect: name 'other_missing' is not defined | other_missing
len = lambda x: "shadowed"
print(len([]))
# expect: shadowed
del len
print(len([]))
# expect: 0
try:
    del len
except NameError as e:
    print(e)
    # expect: name 'len' is not defined
