# asyncio: gather, tasks, queues, timeouts, cancellation, locks, task groups.
import asyncio

async def work(name, n):
    for i in range(n):
        log.append(f"{name}{i}")
        await asyncio.sleep(0)
    return name * n

async def main():
    print(await asyncio.gather(work("a", 2), work("b", 3)), log)
    task = asyncio.create_task(asyncio.sleep(60))
    await asyncio.sleep(0)
    print(task.done(), task.cancel())
    try:
        await task
    except asyncio.CancelledError:
        print("cancelled", task.cancelled())
    try:
        async with asyncio.timeout(0.01):
            await asyncio.sleep(60)
    except TimeoutError:
        print("timeout")
    q = asyncio.Queue()
    async def produce():
        for i in range(3): await q.put(i)
        await q.put(None)
    async def consume():
        return [x async for x in items()]
    async def items():
        while (x := await q.get()) is not None: yield x
    async with asyncio.TaskGroup() as tg:
        tg.create_task(produce())
        got = tg.create_task(consume())
    print(got.result())
    try:
        async with asyncio.TaskGroup() as tg:
            tg.create_task(fails())
            tg.create_task(asyncio.sleep(60))
    except* ValueError as e:
        print(e.exceptions)
    lock, inside = asyncio.Lock(), []
    async def critical(i):
        async with lock:
            inside.append(i); await asyncio.sleep(0); inside.append(i)
    await asyncio.gather(*map(critical, range(3)))
    print(inside, await asyncio.wait_for(work("z", 1), 5), await asyncio.to_thread(sum, [1, 2, 3]))
    results = await asyncio.gather(fails(), work("ok", 1), return_exceptions=True)
    print(results)
    loop = asyncio.get_running_loop()
    f = loop.create_future()
    loop.call_soon(f.set_result, "later")
    print(await f, [t for t in asyncio.all_tasks() if t is not asyncio.current_task()])
    return "main done"

async def fails(): raise ValueError("in task")

log = []
print(asyncio.run(main()))
# expect: ['aa', 'bbb'] ['a0', 'b0', 'a1', 'b1', 'b2']
# expect: False True
# expect: cancelled True
# expect: timeout
# expect: [0, 1, 2]
# expect: (ValueError('in task'),)
# expect: [0, 0, 1, 1, 2, 2] z 6
# expect: [ValueError('in task'), 'ok']
# expect: later []
# expect: main done
try:
    asyncio.get_running_loop()
except RuntimeError as e:
    print(e)
    # expect: no running event loop
