# Two locks taken in a fixed order, and by trying: transfers keep the sum and end.
import threading

class Account:
    def __init__(self, n, money): self.n, self.money, self.lock = n, money, threading.Lock()

accounts = [Account(i, 100) for i in range(6)]

def ordered(seed):
    x = seed
    for _ in range(400):
        x = (x * 1103515245 + 12345) % 2 ** 31
        a, b = accounts[x >> 8 & 3], accounts[(x >> 12) % 6]
        if a is b: continue
        first, second = sorted((a, b), key=lambda acc: acc.n)
        with first.lock, second.lock:
            amount = min(a.money, x >> 16 & 7)
            a.money -= amount
            b.money += amount

def trying(seed):
    x = seed
    done = 0
    while done < 100:
        x = (x * 1103515245 + 12345) % 2 ** 31
        a, b = accounts[x >> 8 & 3], accounts[(x >> 12) % 6]
        if a is b: continue
        with a.lock:
            if not b.lock.acquire(blocking=False): continue
            try:
                a.money -= 1
                b.money += 1
            finally:
                b.lock.release()
        done += 1

threads = [threading.Thread(target=ordered, args=(i + 1,)) for i in range(6)] + [threading.Thread(target=trying, args=(i + 50,)) for i in range(2)]
for t in threads: t.start()
for t in threads: t.join()
print(sum(a.money for a in accounts), any(a.lock.locked() for a in accounts))
# expect: 600 False
