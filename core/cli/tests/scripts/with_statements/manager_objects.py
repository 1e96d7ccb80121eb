# Locks, memoryviews and files of the language are context managers.
import _thread

lock = _thread.allocate_lock()
with lock as got:
    print(got, lock.locked())
    # expect: True True
print(lock.locked())
# expect: False
rlock = _thread.RLock()
with rlock, rlock:
    print("twice")
    # expect: twice
with memoryview(b"abc") as m:
    print(m[0])
    # expect: 97
try:
    m[0]
except ValueError as e:
    print(e)
    # expect: operation forbidden on released memoryview object
try:
    with lock:
        raise ValueError("in lock")
except ValueError as e:
    print(e, lock.locked())
    # expect: in lock False
with open(__file__) as file:
    print(file.readline().rstrip()[:7], file.closed)
    # expect: # Locks False
print(file.closed)
# expect: True
