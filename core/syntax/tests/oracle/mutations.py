"""Prints what CPython 3.14 says about randomly damaged pieces of the Python files in a folder.

python3.14 mutations.py FOLDER SEED COUNT > mutations.tsv
HEDDLE_ERRORS=mutations.tsv HEDDLE_SHOW=1 cargo test -p heddle-syntax --test errors -- --nocapture
The columns are those of errors.tsv; pieces that are still correct have the class "ok".
"""

import io
import pathlib
import random
import sys
import tokenize
import warnings

warnings.simplefilter("ignore")

INSERTED = """( ) [ ] { } , : = == if else for in x 1 " ' + * . def return yield await lambda not @ -> ! $ \\ f' b async class
import from as with try except finally pass ; := None global nonlocal del break continue""".split()


def escape(text):
    return text.replace("\\", "\\\\").replace("\n", "\\n").replace("\t", "\\t").replace("\r", "\\r")


def piece(path):
    """A top-level statement of a file, more or less."""
    lines = path.read_text(encoding="utf-8", errors="replace").split("\n")
    starts = [i for i, line in enumerate(lines) if line.startswith(("def ", "class", "import", "from", "if ", "@"))]
    if not starts:
        return ""
    nth = random.randrange(len(starts))
    end = starts[nth + 1] if nth + 1 < len(starts) else starts[nth] + 40
    return "\n".join(lines[starts[nth] : end]) + "\n"


def damage(text):
    tokens = [t for t in tokenize.generate_tokens(io.StringIO(text).readline) if t.string.strip()]
    token = random.choice([t for t in tokens if t.type != tokenize.COMMENT])
    starts = [0]
    for line in text.split("\n"):
        starts.append(starts[-1] + len(line) + 1)
    start, end = starts[token.start[0] - 1] + token.start[1], starts[token.end[0] - 1] + token.end[1]
    new = random.choice(["", random.choice(INSERTED) + " ", random.choice(tokens).string + " "])
    return text[:start] + new + text[random.choice([start, end]) :]


def verdict(text):
    try:
        compile(text, "<t>", "exec", dont_inherit=True)
    except SyntaxError as e:
        return [type(e).__name__, e.msg, e.lineno, e.offset, e.end_lineno, e.end_offset]
    return ["ok", "", 0, 0, 0, 0]


def main():
    folder, seed, count = sys.argv[1:]
    random.seed(int(seed))
    files = sorted(pathlib.Path(folder).rglob("*.py"))
    made = 0
    while made < int(count):
        text = piece(random.choice(files))
        if not 20 < len(text) < 1500:
            continue
        try:
            text = damage(text)
            row = verdict(text)
        except (tokenize.TokenError, SyntaxError, IndexError, ValueError):
            continue
        print("\t".join(["exec", escape(text)] + [escape(str(c)) for c in row]))
        made += 1


main()
