# Each thread has its own current exception, and its tracebacks show its own frames.
import sys
import threading

gate = threading.Barrier(8)
bad = []

def work(i):
    for n in range(100):
        try:
            if i % 2:
                raise KeyError(i, n)
            raise ValueError(i, n)
        except (KeyError, ValueError) as e:
            if n % 25 == 0:
                gate.wait()
            if sys.exception() is not e or e.args != (i, n):
                bad.append(i)
            try:
                raise OSError(n)
            except OSError as o:
                if o.__context__ is not e:
                    bad.append(("context", i))
            if e.__traceback__.tb_frame.f_code.co_name != "work" or e.__traceback__.tb_frame.f_locals["i"] != i:
                bad.append(("frame", i))
        if sys.exception() is not None:
            bad.append(("left", i))

threads = [threading.Thread(target=work, args=(i,)) for i in range(8)]
for t in threads: t.start()
for t in threads: t.join()
print(bad)
# expect: []
