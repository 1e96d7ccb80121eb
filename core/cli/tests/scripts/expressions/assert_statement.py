# assert raises AssertionError with its message, and evaluates the message only then.
def boom():
    raise RuntimeError("message evaluated")

assert True, boom()
try:
    assert 0
except AssertionError as e:
    print(repr(e), e.args)
    # expect: AssertionError() ()
try:
    assert [], {"why": 1}
except AssertionError as e:
    print(repr(e))
    # expect: AssertionError({'why': 1})
try:
    assert False, boom()
except RuntimeError as e:
    print(e)
    # expect: message evaluated
assert [1, 2]
assert not ()
