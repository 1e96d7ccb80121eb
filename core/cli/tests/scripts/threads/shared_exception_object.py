# One exception object raised by many threads at once stays whole.
import threading

shared = ValueError("shared")
shared.add_note("noted")
gate = threading.Barrier(8)
bad = []

def work(i):
    gate.wait()
    for n in range(300):
        try:
            raise shared
        except ValueError as e:
            if e is not shared or e.args != ("shared",):
                bad.append(i)
            try:
                raise KeyError(i) from e
            except KeyError as k:
                if k.__cause__ is not shared:
                    bad.append(i)
        shared.with_traceback(None)

threads = [threading.Thread(target=work, args=(i,)) for i in range(8)]
for t in threads: t.start()
for t in threads: t.join()
print(bad, shared.args, shared.__notes__)
# expect: [] ('shared',) ['noted']
