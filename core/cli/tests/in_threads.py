"""Runs one script on several threads of this process at once, each as a module of its own.

    INTERPRETER in_threads.py THREADS ROUNDS SCRIPT

Every thread executes the script's one compiled code in a fresh module dict, with a `print` that
keeps what it is given. Afterwards each run's verdict and lines go to standard output, for
`check_scripts.py` to compare. It imports nothing but native modules, so that it works before the
standard library does, and knows nothing of what a script is to print.
"""

import _thread
import builtins
import os
import sys


def make_print(pieces):
    """A `print` that appends to `pieces`, unless it is given a file."""

    def print(*args, sep=" ", end="\n", file=None, flush=False):
        text = (" " if sep is None else sep).join([str(a) for a in args])
        text += "\n" if end is None else end
        if file is None:
            pieces.append(text)
        else:
            file.write(text)

    return print


def report(error):
    """The traceback on standard error, in as few words as need nothing of the library."""
    lines = []
    tb = error.__traceback__
    while tb is not None:
        code = tb.tb_frame.f_code
        lines.append(f"  {code.co_filename}:{tb.tb_lineno} in {code.co_name}\n")
        tb = tb.tb_next
    sys.stderr.write("".join(lines) + f"{type(error).__name__}: {error}\n")


def run_once(code, path):
    """Runs the script as a module; its verdict and what it printed."""
    pieces = []
    module = {
        "__name__": "__main__",
        "__file__": path,
        "__doc__": None,
        "__builtins__": builtins,
        "print": make_print(pieces),
    }
    verdict = "ok"
    try:
        exec(code, module)
    except BaseException as error:
        verdict = "failed"
        report(error)
    return verdict, "".join(pieces)


def main(threads, rounds, path):
    with open(path, "rb") as file:
        code = compile(file.read(), path, "exec")
    if os.environ.get("HEDDLE_GC_STRESS"):
        import gc

        gc.set_threshold(50)
        sys.setswitchinterval(1e-5)
    verdicts = [[] for _ in range(threads)]
    gate = _thread.allocate_lock()
    gate.acquire()
    done = [_thread.allocate_lock() for _ in range(threads)]

    def body(index):
        try:
            with gate:
                pass
            for _ in range(rounds):
                verdicts[index].append(run_once(code, path))
        finally:
            done[index].release()

    for index in range(threads):
        done[index].acquire()
        _thread.start_new_thread(body, (index,))
    gate.release()
    for lock in done:
        lock.acquire()
    number = 0
    bad = 0
    for runs in verdicts:
        for verdict, text in runs:
            if text and not text.endswith("\n"):
                text += "\n"
            sys.stdout.write(f"=== thread {number} {verdict}\n{text}")
            number += 1
            bad += verdict != "ok"
    sys.stdout.flush()
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]), int(sys.argv[2]), sys.argv[3]))
