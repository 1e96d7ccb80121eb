# Daemon threads: the flag, its inheritance and its errors; they do not keep the process.
import threading

stop = threading.Event()
t = threading.Thread(target=stop.wait, daemon=True)
print(t.daemon, threading.Thread(daemon=False).daemon)
# expect: True False
t.start()
try:
    t.daemon = False
except RuntimeError as e:
    print(e)
    # expect: cannot set daemon status of active thread
inherited = []
child = threading.Thread(target=lambda: inherited.append(threading.Thread().daemon), daemon=True)
child.start()
child.join()
print(inherited, t.is_alive())
# expect: [True] True
stop.set()
t.join()
print(t.is_alive())
# expect: False
forever = threading.Thread(target=threading.Event().wait, daemon=True)
forever.start()
print("the process ends although a daemon thread waits")
# expect: the process ends although a daemon thread waits
