# Processes made by fork: exit codes, queues, pipes, pools, shared memory, semaphores.
import multiprocessing
import os
import sys
import time
from multiprocessing import shared_memory

context = multiprocessing.get_context("fork")

def square(x):
    return x * x

def put(queue, n):
    queue.put(n * 2)

def answer(connection):
    connection.send(connection.recv() + 1)

def write_shared(name):
    memory = shared_memory.SharedMemory(name=name)
    memory.buf[0] = 7
    memory.close()

def start(target, *args):
    process = context.Process(target=target, args=args)
    process.start()
    return process

process = start(sys.exit, 5)
process.join()
assert process.exitcode == 5
process = start(time.sleep, 100)
process.terminate()
process.join()
assert process.exitcode == -15

queue = context.Queue()
all = [start(put, queue, n) for n in range(3)]
assert sorted(queue.get(timeout=60) for _ in all) == [0, 2, 4]
for process in all:
    process.join()

one, other = context.Pipe()
process = start(answer, other)
one.send(41)
assert one.recv() == 42
process.join()

with context.Pool(2) as pool:
    assert pool.map(square, range(6)) == [0, 1, 4, 9, 16, 25]

memory = shared_memory.SharedMemory(create=True, size=16)
start(write_shared, memory.name).join()
assert memory.buf[0] == 7
memory.close()
memory.unlink()

semaphore = context.BoundedSemaphore(1)
assert semaphore.acquire() and not semaphore.acquire(timeout=0.01)
semaphore.release()
try:
    semaphore.release()
except ValueError:
    pass
else:
    assert False
