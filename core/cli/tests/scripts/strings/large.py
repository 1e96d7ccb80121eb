# Strings of a million characters: search, split, join, replace, slices.
s = "word " * 200_000
words = s.split()
assert len(words) == 200_000 and " ".join(words) + " " == s
assert s.count("word") == 200_000 and s.replace("word", "w") == "w " * 200_000
assert s.find("x") == -1 and s.rfind("word") == len(s) - 5 and len(s[::2]) == 500_000
assert s.upper().lower() == s and hash(s) == hash("word " * 200_000) and s == "".join(["word "] * 200_000)
u = s + "日"
assert u[-1] == "日" and u[:-1] == s and u.encode()[-3:] == "日".encode() and len(u.encode()) == len(s) + 3
lines = ("x" * 99 + "\n") * 10_000
assert len(lines.splitlines()) == 10_000 and lines.strip()[-1] == "x"
assert ("ab" * 500_000)[1:-1] == "ba" * 499_999
