# _thread alone: starting threads, locks as joins, identities, exit.
import _thread

done = [_thread.allocate_lock() for _ in range(8)]
seen = []

def work(i):
    try:
        seen.append((i, _thread.get_ident()))
        if i == 3:
            _thread.exit()
        seen.append((i, "end"))
    finally:
        done[i].release()

for i, lock in enumerate(done):
    lock.acquire()
    _thread.start_new_thread(work, (i,))
for lock in done:
    lock.acquire()
idents = {ident for i, ident in seen if ident != "end"}
print(len(seen), sorted(i for i, what in seen if what == "end"), _thread.get_ident() in idents)
# expect: 15 [0, 1, 2, 4, 5, 6, 7] False
for bad in (lambda: _thread.start_new_thread(5, ()), lambda: _thread.start_new_thread(work, []), lambda: _thread.start_new_thread(work), lambda: _thread.start_new_thread(work, (1,), 5)):
    try:
        bad()
    except TypeError as e:
        print("TypeError")
# expect: TypeError
# expect: TypeError
# expect: TypeError
# expect: TypeError
