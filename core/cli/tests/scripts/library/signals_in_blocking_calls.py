# A signal's handler runs while a call waits, and what it raises ends the wait.
import os
import select
import signal
import socket
import time

class Arrived(Exception):
    pass

def handler(number, frame):
    raise Arrived

signal.signal(signal.SIGALRM, handler)
r, w = os.pipe()
a, b = socket.socketpair()
child = os.fork()
if child == 0:
    time.sleep(100)
    os._exit(0)
for wait in (
    lambda: os.read(r, 1),
    lambda: open(r, "rb", buffering=0, closefd=False).read(1),
    lambda: os.fdopen(r, closefd=False).readline(),
    lambda: a.recv(1),
    lambda: os.waitpid(child, 0),
    lambda: select.select([r], [], []),
    lambda: time.sleep(100),
):
    signal.setitimer(signal.ITIMER_REAL, 0.05)
    try:
        wait()
    except Arrived:
        pass
    else:
        assert False
os.kill(child, signal.SIGKILL)
assert os.waitpid(child, 0)[1] == signal.SIGKILL

# One that raises nothing: the call goes on.
signal.signal(signal.SIGALRM, lambda number, frame: os.write(w, b"x"))
signal.setitimer(signal.ITIMER_REAL, 0.05)
assert os.read(r, 1) == b"x"
