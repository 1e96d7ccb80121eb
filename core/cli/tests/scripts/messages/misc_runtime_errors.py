# Assorted runtime errors whose text programs rely on.
def attempt(action):
    try:
        action()
    except Exception as e:
        print(type(e).__name__, e)

attempt(lambda: [].sort(key=1) or sorted([1, 2], key=1))
# expect: TypeError 'int' object is not callable
attempt(lambda: "a".join([1, 2]))
# expect: TypeError sequence item 0: expected str instance, int found
attempt(lambda: " ".join(["a", b"b"]))
# expect: TypeError sequence item 1: expected str instance, bytes found
attempt(lambda: open("/nonexistent_dir_here/x"))
# expect: FileNotFoundError [Errno 2] No such file or directory: '/nonexistent_dir_here/x'
attempt(lambda: open(""))
# expect: FileNotFoundError [Errno 2] No such file or directory: ''
attempt(lambda: open("x", "q"))
# expect: ValueError invalid mode: 'q'
attempt(lambda: eval("1 1"))
# expect: SyntaxError invalid syntax (<string>, line 1)
attempt(lambda: exec("raise"))
# expect: RuntimeError No active exception to reraise
attempt(lambda: __import__("no.such.module"))
# expect: ModuleNotFoundError No module named 'no'
attempt(lambda: (x for x in 1))
# expect: TypeError 'int' object is not iterable
attempt(lambda: next(iter([])))
# expect: StopIteration
attempt(lambda: [1, 2].index(3, 0, "x"))
# expect: TypeError slice indices must be integers or have an __index__ method
attempt(lambda: "abc".format(*5))
# expect: TypeError str.format() argument after * must be an iterable, not int
attempt(lambda: "%s %s" % "x")
# expect: TypeError not enough arguments for format string
attempt(lambda: "{0} {2}".format(1, 2))
# expect: IndexError Replacement index 2 out of range for positional args tuple
attempt(lambda: int.from_bytes(5))
# expect: TypeError cannot convert 'int' object to bytes
attempt(lambda: (1).to_bytes(0))
# expect: OverflowError int too big to convert
attempt(lambda: round(1.5, "x"))
# expect: TypeError 'str' object cannot be interpreted as an integer
attempt(lambda: isinstance(1, "int"))
# expect: TypeError isinstance() arg 2 must be a type, a tuple of types, or a union
attempt(lambda: issubclass(1, int))
# expect: TypeError issubclass() arg 1 must be a class
attempt(lambda: setattr(object(), "x", 1))
# expect: AttributeError 'object' object has no attribute 'x' and no __dict__ for setting new attributes
attempt(lambda: vars(object()))
# expect: TypeError vars() argument must have __dict__ attribute
attempt(lambda: dir(1, 2))
# expect: TypeError dir expected at most 1 argument, got 2
attempt(lambda: type("C", (), {}, x=1))
# expect: TypeError C.__init_subclass__() takes no keyword arguments
attempt(lambda: object.__setattr__(5, "x", 1))
# expect: AttributeError 'int' object has no attribute 'x' and no __dict__ for setting new attributes
attempt(lambda: bytes.fromhex("zz"))
# expect: ValueError non-hexadecimal number found in fromhex() arg at position 0
attempt(lambda: "é".encode("ascii"))
# expect: UnicodeEncodeError 'ascii' codec can't encode character '\xe9' in position 0: ordinal not in range(128)
attempt(lambda: b"\xff".decode())
# expect: UnicodeDecodeError 'utf-8' codec can't decode byte 0xff in position 0: invalid start byte
attempt(lambda: chr(0x110000))
# expect: ValueError chr() arg not in range(0x110000)
attempt(lambda: (lambda: (yield))().throw(5))
# expect: TypeError exceptions must be classes or instances deriving from BaseException, not int
