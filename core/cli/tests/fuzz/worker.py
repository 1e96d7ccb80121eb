"""Runs the programs of a batch in one interpreter: `worker.py BATCH`, a file of JSON.

Before each program its number is written to the standard output, so that whoever watches knows which one a crash
belongs to. A program that runs for more than a second is interrupted. What would do harm outside is not to be had.
"""

import builtins
import gc
import io
import json
import signal
import sys
import threading
import warnings

BARRED = {
    "os", "posix", "subprocess", "shutil", "signal", "_signal", "ctypes", "_ctypes", "multiprocessing", "faulthandler", "pathlib", "tempfile", "pty", "resource", "socket", "_socket",
    "_posixsubprocess", "webbrowser", "ftplib", "smtplib", "urllib.request", "http.client", "readline", "atexit", "_thread", "threading", "pdb", "bdb", "code", "site", "antigravity",
    "concurrent.futures", "asyncio", "importlib", "_imp", "fcntl", "termios", "mmap", "_multiprocessing", "runpy", "venv", "ensurepip", "compileall", "py_compile", "glob", "logging",
}


class Slow(BaseException):
    """The program has used up its time."""


def interrupt(count=[0]):
    def fire(signum, frame):
        count[0] += 1
        if count[0] > 6:
            import os
            os._exit(98)
        raise Slow
    return fire, count


def main():
    with open(sys.argv[1]) as file:
        batch = json.load(file)
    out = sys.stdout
    real_import, fire, clean = builtins.__import__, *interrupt()
    count = clean

    def guarded(name, *args, **kwargs):
        if name in BARRED or name.partition(".")[0] in BARRED:
            raise ImportError(name)
        return real_import(name, *args, **kwargs)

    allowed = {k: v for k, v in vars(builtins).items() if k not in ("open", "input", "breakpoint", "exit", "quit", "help")}
    allowed["__import__"] = guarded
    signal.signal(signal.SIGALRM, fire)
    warnings.simplefilter("ignore")
    sys.unraisablehook = threading.excepthook = lambda *a: None
    saved_modules, pristine = dict(sys.modules), {k: v for k, v in vars(builtins).items()}
    limit = sys.getrecursionlimit()
    for index, text in batch:
        out.write(f"{index}\n")
        out.flush()
        count[0] = 0
        sys.stdout = sys.stderr = io.StringIO()
        space = {"__name__": "__main__", "__builtins__": dict(allowed)}
        try:
            try:
                signal.setitimer(signal.ITIMER_REAL, 1, 0.5)
                exec(compile(text, "<fuzz>", "exec"), space)
                space.clear()
            finally:
                signal.setitimer(signal.ITIMER_REAL, 0)
        except BaseException:
            pass
        try:
            space.clear()
            space = None
        except BaseException:
            pass
        # Put back what the program may have changed.
        vars(builtins).update(pristine)
        sys.stdout, sys.stderr = out, sys.__stderr__
        sys.settrace(None)
        sys.setprofile(None)
        sys.setrecursionlimit(limit)
        gc.enable()
        for name in set(sys.modules) - set(saved_modules):
            if name.startswith("_fuzz"):
                del sys.modules[name]
    out.write("done\n")
    out.flush()
    import os
    os._exit(0)


main()
