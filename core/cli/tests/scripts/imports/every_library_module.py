# Every module of the standard library that makes sense here is imported; those that cannot be yet are in not_there.txt,
# each with its reason. That list may only shrink.
import importlib
import os
import sys
import warnings

# Of other systems, of windows and terminals, for tests, or of the one implementation.
ELSEWHERE = {
    "_android_support", "_apple_support", "_curses", "_curses_panel", "_ios_support", "_msi", "_osx_support",
    "_overlapped", "_pyrepl", "_scproxy", "_tkinter", "_winapi", "_wmi", "antigravity", "curses", "idlelib", "msvcrt",
    "nt", "nturl2path", "this", "tkinter", "turtle", "turtledemo", "winreg", "winsound", "_dbm", "_gdbm",
    "_remote_debugging", "_interpreters", "_interpchannels", "_interpqueues", "_testcapi",
}
warnings.simplefilter("ignore")

listed = {}
with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "not_there.txt")) as file:
    for line in file:
        name, _, reason = line.strip().partition(": ")
        if name and not name.startswith("#"):
            assert reason, f"{name} without a reason"
            listed[name] = reason

wrong = []
for name in sorted(sys.stdlib_module_names - ELSEWHERE):
    try:
        importlib.import_module(name)
    except BaseException as e:
        if name not in listed:
            wrong.append(f"{name}: {e}")
    else:
        if name in listed:
            wrong.append(f"{name} is there now: take it off the list")
assert not wrong, "\n".join(wrong)
