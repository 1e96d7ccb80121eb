"""Writes src/unicode/records.rs, the tables of `unicodedata`, from the running Python's own `unicodedata`. Run with a CPython 3.14
(Unicode 16.0) from this crate's folder, with Unicode's NamedSequences.txt:

    python3.14 tools/unicode_properties.py NamedSequences.txt
"""

import sys
import unicodedata

from unicode_tables import LAST, array, two_stage

assert unicodedata.unidata_version == "16.0.0"
old = unicodedata.ucd_3_2_0
WIDTHS = ["F", "H", "W", "Na", "A", "N"]


def canonical(c):
    return unicodedata.decomposition(c) and not unicodedata.decomposition(c).startswith("<")


def hangul(c):
    return "\uac00" <= c <= "\ud7a3"


def main(sequences):
    points = [chr(cp) for cp in range(LAST)]
    categories = sorted({unicodedata.category(c) for c in points})
    bidi = sorted({unicodedata.bidirectional(c) for c in points} | {old.bidirectional(c) for c in points})
    pairs = []
    for c in points:
        if not hangul(c) and canonical(c) and unicodedata.normalize("NFC", c) == c:
            first, second = (int(x, 16) for x in unicodedata.decomposition(c).split())
            pairs.append((first, second, ord(c)))
    seconds = {second for _, second, _ in pairs} | set(range(0x1161, 0x1176)) | set(range(0x11A8, 0x11C3))

    def flags(c, db):
        value = 1 if db.mirrored(c) else 0
        for bit, form in enumerate(["NFC", "NFKC", "NFD", "NFKD"]):
            if unicodedata.normalize(form, c) != c:
                value |= 2 << bit
        if ord(c) in seconds:
            value |= 32
        return value

    def record(c, db):
        return (categories.index(db.category(c)), bidi.index(db.bidirectional(c)), db.combining(c),
                WIDTHS.index(db.east_asian_width(c)), flags(c, db))

    records = {}
    now = [records.setdefault(record(c, unicodedata), len(records)) for c in points]
    before = [records.setdefault(record(c, old), len(records)) for c in points]

    tags = [""]
    index, data = [], []
    for c in points:
        text = unicodedata.decomposition(c)
        if not text or hangul(c):
            continue
        parts = text.split()
        tag = ""
        if parts[0].startswith("<"):
            tag = parts.pop(0)
        if tag not in tags:
            tags.append(tag)
        index.append((ord(c), tags.index(tag), len(data), len(parts)))
        data += [int(part, 16) for part in parts]
    changed = []
    for c in points:
        text = old.normalize("NFD", c)
        if old.category(c) != "Cn" and text != unicodedata.normalize("NFD", c):
            changed.append((ord(c), ord(text)))
    numbers = []
    for c in points:
        a, b = unicodedata.numeric(c, None), old.numeric(c, None)
        if a != b and old.category(c) != "Cn":
            numbers.append((ord(c), -1.0 if b is None else b))

    named = []
    with open(sequences) as file:
        for line in file:
            name, _, points_ = line.partition("#")[0].strip().partition(";")
            if not name:
                continue
            text = "".join(chr(int(x, 16)) for x in points_.split())
            assert unicodedata.lookup(name) == text, name
            named.append((name, text))
    named.sort()

    out = [
        "//! What `unicodedata` says: Unicode 16.0, and 3.2. Written by tools/unicode_properties.py: change that, not this.",
        "",
    ]
    out += array("CATEGORIES", "&str", [f'"{x}"' for x in categories], "General categories.")
    out += array("BIDI", "&str", [f'"{x}"' for x in bidi], "Bidirectional classes.")
    out += array("WIDTHS", "&str", [f'"{x}"' for x in WIDTHS], "East Asian widths.")
    out += array("TAGS", "&str", [f'"{x}"' for x in tags], "Kinds of decompositions.")
    out += array("RECORDS", "[u8; 5]", ["[" + ", ".join(map(str, r)) + "]" for r in records],
                 "Category, bidirectional class, combining class, width, flags.")
    out += two_stage("NOW", now, "Unicode 16.0")
    out += two_stage("OLD", before, "Unicode 3.2")
    out += array("DECOMPOSED", "(u32, u8, u16, u8)", [f"({a}, {b}, {c}, {d})" for a, b, c, d in index],
                 "What decomposes: its kind, where in `PARTS` its parts are and how many.")
    out += array("PARTS", "u32", data, "The parts of decompositions.")
    out += array("PAIRS", "(u32, u32, u32)", [f"({a}, {b}, {c})" for a, b, c in sorted(pairs)], "What composes.")
    out += array("OLD_DECOMPOSED", "(u32, u32)", [f"({a}, 0x{b:x})" for a, b in changed], "What decomposed otherwise in 3.2.")
    out += array("OLD_NUMBERS", "(u32, f64)", [f"({a}, {float(b)!r})" for a, b in numbers],
                 "What was another number in 3.2; -1: none.")
    out += array("SEQUENCES", "(&str, &str)",
                 ["(\"" + a + "\", \"" + "".join(f"\\u{{{ord(c):x}}}" for c in b) + "\")" for a, b in named],
                 "Named sequences.")
    with open("src/unicode/records.rs", "w") as file:
        file.write("\n".join(out[:-1]) + "\n")


if __name__ == "__main__":
    main(sys.argv[1])
