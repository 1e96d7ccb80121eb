# OSError's arguments choose its subclass and its text.
e = OSError(2, "No such file", "name")
print(type(e).__name__, e.errno, e.strerror, e.filename, e.args)
# expect: FileNotFoundError 2 No such file name (2, 'No such file')
print(e, "|", repr(e))
# expect: [Errno 2] No such file: 'name' | FileNotFoundError(2, 'No such file')
print(type(OSError(17, "x")).__name__, type(OSError(13, "x")).__name__, type(OSError(11, "x")).__name__, type(OSError(32, "")).__name__)
# expect: FileExistsError PermissionError BlockingIOError BrokenPipeError
print(OSError("one"), OSError("one").errno, OSError(9, "bad", "a", None, "b"))
# expect: one None [Errno 9] bad: 'a' -> 'b'
print(type(OSError("two", "args")).__name__, OSError("two", "args"), OSError())
# expect: OSError [Errno two] args
print(IOError is OSError, EnvironmentError is OSError, issubclass(FileNotFoundError, OSError))
# expect: True True True
f = FileNotFoundError("custom")
print(f, f.errno)
# expect: custom None

class MyOSError(OSError):
    pass

print(type(MyOSError(2, "x")).__name__)
# expect: MyOSError
try:
    open("/nonexistent/dir/file")
except OSError as e:
    print(type(e).__name__, e)
    # expect: FileNotFoundError [Errno 2] No such file or directory: '/nonexistent/dir/file'
