# A traceback's frames give the locals and the callers of the moment.
def inner(x):
    y = x * 2
    raise ValueError

def outer():
    z = "outer's"
    inner(21)

try:
    outer()
except ValueError as e:
    tb = e.__traceback__
    while tb.tb_next:
        tb = tb.tb_next
    frame = tb.tb_frame
    print(frame.f_code.co_name, frame.f_locals)
    # expect: inner {'x': 21, 'y': 42}
    print(frame.f_back.f_code.co_name, frame.f_back.f_locals["z"])
    # expect: outer outer's
    print(frame.f_globals is globals(), frame.f_lineno == tb.tb_lineno)
    # expect: True True
    frame.f_locals["y"] = "changed"
    print(frame.f_locals["y"])
    # expect: changed
    print(type(tb).__name__, type(frame).__name__)
    # expect: traceback frame
import sys
def caller(): return sys._getframe(1).f_code.co_name
def named(): return caller()
print(named(), sys._getframe().f_code.co_name)
# expect: named <module>
Traceback = type(tb)
made = Traceback(None, frame, 0, 77)
print(made.tb_lineno, made.tb_next)
# expect: 77 None
try:
    made.tb_next = made
except ValueError as e:
    print(e)
    # expect: traceback loop detected
