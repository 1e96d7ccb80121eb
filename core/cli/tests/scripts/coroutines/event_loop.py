# A small event loop with timers, tasks and futures, all by hand and in a fixed order.
class Future:
    done, value = False, None
    def __init__(self): self.waiters = []
    def set(self, value):
        self.done, self.value = True, value
        for task in self.waiters:
            loop.ready.append(task)
    def __await__(self):
        if not self.done:
            yield self
        return self.value

class Loop:
    def __init__(self): self.ready, self.timers, self.now = [], [], 0
    def spawn(self, coro):
        f = Future()
        self.ready.append((coro, f))
        return f
    def sleep(self, t):
        f = Future()
        self.timers.append((self.now + t, len(self.timers), f))
        return f
    def run(self):
        while self.ready or self.timers:
            while self.ready:
                coro, result = self.ready.pop(0)
                try:
                    coro.send(None).waiters.append((coro, result))
                except StopIteration as e:
                    result.set(e.value)
            if self.timers:
                self.timers.sort()
                self.now, _, f = self.timers.pop(0)
                f.set(self.now)

loop = Loop()
log = []

async def ticker(name, period, n):
    for i in range(n):
        now = await loop.sleep(period)
        log.append(f"{name}@{now}")
    return f"{name} done"

async def main():
    a, b = loop.spawn(ticker("a", 3, 3)), loop.spawn(ticker("b", 4, 2))
    return [await a, await b]

result = loop.spawn(main())
loop.run()
print(log)
# expect: ['a@3', 'b@4', 'a@6', 'b@8', 'a@9']
print(result.value)
# expect: ['a done', 'b done']
