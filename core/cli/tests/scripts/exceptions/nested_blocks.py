# At most 21 loops, with items, try parts and handlers may stand in one another.
def tried(source):
    try:
        compile(source, "f.py", "exec")
    except SyntaxError as e:
        return e.msg
    return "fine"

def nested(opener, n):
    return "".join(" " * i + opener + "\n" for i in range(n)) + " " * n + "pass\n"

for n in (21, 22):
    print(tried("with " + ", ".join(["a"] * n) + ": pass"), tried(nested("for a in b:", n)), tried(nested("while a:", n)), tried(nested("if a:", n)))
# expect: fine fine fine fine
# expect: too many statically nested blocks too many statically nested blocks too many statically nested blocks fine
print(tried(nested("with a:", 21) + "def f():\n" + nested("with a:", 21).replace("\n", "\n ").join([" ", ""])))
# expect: fine
