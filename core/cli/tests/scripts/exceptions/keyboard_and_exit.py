# SystemExit and KeyboardInterrupt are exceptions like others, but not Exception.
def attempt(action):
    try:
        try:
            action()
        except Exception as e:
            print("exception", repr(e))
    except BaseException as e:
        print("base", repr(e), getattr(e, "code", "no code"))

def interrupt(): raise KeyboardInterrupt("now")
def leave(): raise SystemExit("message")
import sys
attempt(interrupt)
# expect: base KeyboardInterrupt('now') no code
attempt(leave)
# expect: base SystemExit('message') message
attempt(lambda: sys.exit())
# expect: base SystemExit() None
attempt(lambda: sys.exit(3))
# expect: base SystemExit(3) 3
attempt(lambda: sys.exit((1, 2)))
# expect: base SystemExit(1, 2) (1, 2)
def gen_exit(): raise GeneratorExit
attempt(gen_exit)
# expect: base GeneratorExit() no code
attempt(lambda: sys.exit(None))
# expect: base SystemExit() None
