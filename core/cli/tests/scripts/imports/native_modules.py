# Modules that every interpreter has without a library: sys, builtins, gc, time, _thread.
import builtins
import gc
import sys
import time

assert builtins.len is len and builtins.__name__ == "builtins" and sys.__name__ == "sys"
assert sys.version_info[:2] >= (3, 14) and sys.version_info.major == 3 and sys.maxsize == 2 ** 63 - 1
assert sys.byteorder in ("little", "big") and sys.maxunicode == 0x10FFFF and sys.getrecursionlimit() >= 100
assert isinstance(sys.path, list) and isinstance(sys.argv, list) and isinstance(sys.modules, dict) and sys.platform
assert sys.float_info.max == 1.7976931348623157e308 and sys.int_info.bits_per_digit > 0 and sys.hash_info.width == 64
assert isinstance(gc.collect(), int) and gc.isenabled() in (True, False)
a, b = time.monotonic(), time.perf_counter_ns()
time.sleep(0.001)
assert time.monotonic() > a and time.perf_counter_ns() - b >= 1_000_000 and time.time() > 1_600_000_000
assert sys.getrefcount(object()) >= 1 and sys.getsizeof([]) > 0 and sys.intern("x") == "x"
assert sys.exception() is None and sys.exc_info() == (None, None, None)
assert callable(sys.exit) and "sys" in sys.builtin_module_names and sys.implementation.name
