# mode: main-only (replaces threading.excepthook)
# An exception that leaves a thread goes to threading.excepthook; the others go on.
import threading

seen = []

def hook(args):
    seen.append((args.exc_type.__name__, str(args.exc_value), args.thread.name, args.exc_traceback is not None))

old = threading.excepthook
threading.excepthook = hook
try:
    def fails(i):
        raise ValueError(f"from {i}")

    threads = [threading.Thread(target=fails, args=(i,), name=f"t{i}") for i in range(8)]
    for t in threads: t.start()
    for t in threads: t.join()
finally:
    threading.excepthook = old
quiet = threading.Thread(target=lambda: exec("raise SystemExit"))
quiet.start()
quiet.join()
print(sorted(seen) == [("ValueError", f"from {i}", f"t{i}", True) for i in range(8)], len(seen))
# expect: True 8
