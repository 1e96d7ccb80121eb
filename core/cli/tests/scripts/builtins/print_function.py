# print's sep and end, and writing to any object with a write method.
print(1, "a", None, sep="-")
# expect: 1-a-None
print("no newline", end="|\n")
# expect: no newline|
print()
# expect:
print(*[1, 2], *"ab", sep=", ")
# expect: 1, 2, a, b
print("a", "b", sep="", end="!\n")
# expect: ab!
print("x", sep=None, end=None)
# expect: x

class Out:
    def __init__(self): self.parts = []
    def write(self, s): self.parts.append(s)
    def flush(self): self.parts.append("flushed")

import builtins
out = Out()
builtins.print("to", "object", file=out)
builtins.print("with flush", file=out, flush=True, end="")
print("".join(out.parts).split("\n"))
# expect: ['to object', 'with flushflushed']
for bad in (lambda: builtins.print(1, sep=5), lambda: builtins.print(1, end=5), lambda: builtins.print(1, foo=2), lambda: builtins.print(1, file=5)):
    try:
        bad()
    except (TypeError, AttributeError) as e:
        print(type(e).__name__, e)
# expect: TypeError sep must be None or a string, not int
# expect: TypeError end must be None or a string, not int
# expect: TypeError print() got an unexpected keyword argument 'foo'
# expect: AttributeError 'int' object has no attribute 'write'
