# Threads run their target with its arguments; join waits for them.
import threading

results = {}

def work(name, n, *, factor=1):
    results[name] = sum(range(n)) * factor

threads = [threading.Thread(target=work, args=(f"t{i}", i * 100), kwargs={"factor": i}) for i in range(8)]
print(all(not t.is_alive() and t.ident is None for t in threads))
# expect: True
for t in threads:
    t.start()
for t in threads:
    t.join()
print(results == {f"t{i}": sum(range(i * 100)) * i for i in range(8)}, any(t.is_alive() for t in threads))
# expect: True False
t = threading.Thread(target=work, args=("x", 1))
try:
    t.join()
except RuntimeError as e:
    print(e)
    # expect: cannot join thread before it is started
t.start()
t.join()
try:
    t.start()
except RuntimeError as e:
    print(e)
    # expect: threads can only be started once
t.join()

def join_itself():
    try:
        threading.current_thread().join()
    except RuntimeError as e:
        results["itself"] = str(e)

t = threading.Thread(target=join_itself)
t.start()
t.join()
print(results["itself"])
# expect: cannot join current thread
