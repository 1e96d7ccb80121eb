# add_note collects strings in __notes__, in order.
e = ValueError("v")
print(hasattr(e, "__notes__"))
# expect: False
e.add_note("first")
e.add_note("second\nline")
print(e.__notes__, str(e), e.args)
# expect: ['first', 'second\nline'] v ('v',)
try:
    e.add_note(5)
except TypeError as err:
    print(err)
    # expect: add_note() argument must be str, not int
try:
    try:
        raise e
    except ValueError as v:
        v.add_note("in handler")
        raise
except ValueError as again:
    print(again.__notes__[-1], again is e)
    # expect: in handler True
e.__notes__ = "not a list"
try:
    e.add_note("more")
except TypeError as err:
    print(err)
    # expect: Cannot add note: __notes__ is not a list
