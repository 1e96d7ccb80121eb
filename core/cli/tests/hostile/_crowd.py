"""A crowd of threads that all do hostile things to the same objects for a while.

The scripts beside this file use it. It knows nothing of what they check: a role is a function
`role(me, going)` that works until `going()` is false and may return something; an exception that
leaves a role fails the script. HEDDLE_HOSTILE_SECONDS says how long (3 by default),
HEDDLE_HOSTILE_THREADS how many threads (16), HEDDLE_HOSTILE_SEED which random numbers.
"""

import os
import sys
import threading
import time

SECONDS = float(os.environ.get("HEDDLE_HOSTILE_SECONDS", "3"))
THREADS = int(os.environ.get("HEDDLE_HOSTILE_THREADS", "16"))
SEED = int(os.environ.get("HEDDLE_HOSTILE_SEED", "1"))


class Dice:
    """A small random generator of one thread's own."""

    def __init__(self, me):
        self.state = (SEED * 2654435761 + me * 40503 + 12345) % 2**31

    def roll(self, n):
        """A number below `n`."""
        self.state = (self.state * 1103515245 + 12345) % 2**31
        return (self.state >> 8) % n


def crowd(*roles, share=1.0, threads=THREADS):
    """Runs the roles, in turn, on `threads` threads for `share` of the time; what they returned."""
    sys.setswitchinterval(1e-5)
    results = [None] * threads
    failures = []
    gate = threading.Barrier(threads)
    deadline = []

    def going():
        return time.monotonic() < deadline[0] and not failures

    def body(me):
        try:
            gate.wait()
            results[me] = roles[me % len(roles)](me, going)
        except BaseException as error:
            failures.append((me, roles[me % len(roles)].__name__, error))

    crew = [threading.Thread(target=body, args=(me,), name=f"crowd-{me}") for me in range(threads)]
    deadline.append(time.monotonic() + SECONDS * share)
    for thread in crew:
        thread.start()
    for thread in crew:
        thread.join()
    for me, role, error in failures:
        print(f"thread {me}, {role}: {type(error).__name__}: {error}", file=sys.stderr)
    if failures:
        raise failures[0][2]
    return results


def passed(name, **counts):
    """Says on standard output that the script passed, and on standard error how much it did."""
    print(", ".join(f"{k} {v}" for k, v in counts.items()), file=sys.stderr)
    print(f"{name}: passed")
