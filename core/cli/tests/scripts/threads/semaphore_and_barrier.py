# Semaphores bound how many are inside; barriers let all pass together.
import threading

sem = threading.BoundedSemaphore(3)
lock = threading.Lock()
inside = peak = 0

def work():
    global inside, peak
    for _ in range(20):
        with sem:
            with lock:
                inside += 1
                peak = max(peak, inside)
            with lock:
                inside -= 1

threads = [threading.Thread(target=work) for _ in range(8)]
for t in threads: t.start()
for t in threads: t.join()
print(inside, 1 <= peak <= 3)
# expect: 0 True
try:
    sem.release()
except ValueError as e:
    print(e)
    # expect: Semaphore released too many times
s = threading.Semaphore(0)
print(s.acquire(blocking=False), s.acquire(timeout=0.01), s.release(2), s.acquire(), s.acquire(), s.acquire(blocking=False))
# expect: False False None True True False
phases = []
barrier = threading.Barrier(6, action=lambda: phases.append("all here"))

def phased(i):
    for phase in range(3):
        phases.append(phase)
        barrier.wait()

threads = [threading.Thread(target=phased, args=(i,)) for i in range(6)]
for t in threads: t.start()
for t in threads: t.join()
print(phases == [x for p in range(3) for x in [p] * 6 + ["all here"]])
# expect: True
barrier.abort()
try:
    barrier.wait()
except threading.BrokenBarrierError:
    print("broken", barrier.broken, barrier.parties)
    # expect: broken True 6
