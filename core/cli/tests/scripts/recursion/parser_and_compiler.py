# Source nested too deeply is refused with an exception, not a crash.
def attempt(text, mode="eval"):
    try:
        compile(text, "<deep>", mode)
        return "compiled"
    except (SyntaxError, MemoryError, RecursionError) as e:
        return "refused"

n = 20_000
results = [attempt("(" * n + ")" * n), attempt("[" * n + "]" * n), attempt("{" * n), attempt("-" * n + "1"), attempt("not " * n + "1"), attempt("f(" * n + ")" * n), attempt("x" + "[0]" * n), attempt("x" + ".a" * n), attempt("1" + "+1" * n), attempt("1" + "**1" * n), attempt("lambda:" * n + "1"), attempt("a if b else " * n + "c")]
assert all(r in ("refused", "compiled") for r in results), results
assert results[0] == results[1] == "refused"
blocks = "".join(" " * i + "if 1:\n" for i in range(200)) + " " * 200 + "pass\n"
assert attempt(blocks, "exec") == "refused"
assert attempt("".join(" " * i + "if 1:\n" for i in range(50)) + " " * 50 + "pass\n", "exec") == "compiled"
assert eval("(" * 50 + "7" + ")" * 50) == 7 and eval("[" * 50 + "]" * 50) is not None
assert eval("1" + "+1" * 500) == 501
print("survived")
# expect: survived
