# Names, idents, current_thread and enumerate.
import threading

gate = threading.Barrier(5)
release = threading.Event()
info = []

def work():
    me = threading.current_thread()
    info.append((me.name, me.ident == threading.get_ident(), me.is_alive(), isinstance(me, threading.Thread), me.native_id == threading.get_native_id()))
    gate.wait()
    release.wait()

threads = [threading.Thread(target=work, name=f"named-{i}") for i in range(4)]
for t in threads: t.start()
gate.wait()
alive = threading.enumerate()
print(all(t in alive for t in threads), threading.active_count() >= 5, len({t.ident for t in threads}))
# expect: True True 4
release.set()
for t in threads: t.join()
print(sorted(info) == [(f"named-{i}", True, True, True, True) for i in range(4)])
# expect: True
t = threading.Thread(target=lambda: None)
print(t.name.startswith("Thread-"), "(<lambda>)" in t.name, repr(t).startswith("<Thread(") and "initial" in repr(t))
# expect: True True True
t.name = "changed"
t.start()
t.join()
print(t.name, "stopped" in repr(t), t in threading.enumerate())
# expect: changed True False
