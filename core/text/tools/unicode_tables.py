"""Writes src/unicode/data.rs and the digests of src/unicode/digests.rs from the running Python's own `str` and
`unicodedata`. Run with a CPython 3.14 (Unicode 16.0) from this crate's folder:

    python3.14 tools/unicode_tables.py
    rustfmt --edition 2024 src/unicode/digests.rs
"""

import struct
import unicodedata

assert unicodedata.unidata_version == "16.0.0"

LAST = 0x110000
SHIFT = 6
BLOCK = 1 << SHIFT

FLAGS = ["alpha", "decimal", "digit", "numeric", "space", "upper", "lower", "title", "printable", "xid_start",
         "xid_continue", "cased", "case_ignorable"]


def properties(c):
    """The flags of a code point, as `str` itself lets one observe them."""
    return {
        "alpha": c.isalpha(), "decimal": c.isdecimal(), "digit": c.isdigit(), "numeric": c.isnumeric(),
        "space": c.isspace(), "upper": c.isupper(), "lower": c.islower(), "title": c.istitle() and not c.isupper(),
        "printable": c.isprintable(), "xid_start": c.isidentifier() and c != "_",
        "xid_continue": ("a" + c).isidentifier(),
        # A letter after a cased one is lower in a title.
        "cased": (c + "a").title().endswith("a"),
        # A sigma is final after a cased letter, whatever ignorable stands between; see `final_sigma` in case.rs.
        "case_ignorable": ("A" + c + "Σ").lower().endswith("ς")
                          and not (c + "Σ").lower().endswith("ς"),
    }


def stages(values):
    """Two-stage table: the block of each BLOCK code points, and the blocks."""
    blocks, first = {}, []
    for at in range(0, LAST, BLOCK):
        block = tuple(values[at:at + BLOCK])
        first.append(blocks.setdefault(block, len(blocks)))
    default = first[-1]
    while first and first[-1] == default:  # what the table does not reach has the last block
        first.pop()
    return first, list(blocks), default


def rows(items, width=108):
    line = "   "
    for item in items:
        word = f" {item},"
        if len(line) + len(word) > width:
            yield line
            line = "   "
        line += word
    if line.strip():
        yield line


def array(name, type, items, doc):
    items = list(items)
    return [f"/// {doc}", f"pub(super) static {name}: [{type}; {len(items)}] = [", *rows(items), "];", ""]


def two_stage(name, values, doc):
    first, blocks, default = stages(values)
    first.append(default)
    type = "u8" if len(blocks) <= 256 else "u16"
    out = array(f"{name}_BLOCKS", type, first, f"{doc}: the block of each {BLOCK} code points; beyond its end, the last.")
    out += array(f"{name}_INDEX", "u8" if max(values) < 256 else "u16", [v for block in blocks for v in block], f"{doc}: the record of each code point.")
    return out


def mappings(c):
    return c.upper(), c.lower(), c.title(), c.casefold()


def tables():
    classes, class_of = {}, []
    cases, case_of = {}, []
    specials = {}
    for cp in range(LAST):
        c = chr(cp)
        flags = sum(1 << i for i, name in enumerate(FLAGS) if properties(c)[name])
        value = unicodedata.digit(c, 0)
        class_of.append(classes.setdefault((flags, value), len(classes)))

        record = []
        for mapped in mappings(c):
            if len(mapped) == 1:
                record.append(ord(mapped) - cp)
            else:
                record.append(0x4000_0000 + specials.setdefault(mapped, len(specials)))
        case_of.append(cases.setdefault(tuple(record), len(cases)))

    numbers = []  # [first, last, value of the first, step]
    for cp in range(LAST):
        value = unicodedata.numeric(chr(cp), None)
        if value is None:
            continue
        if numbers:
            first, last, start, step = numbers[-1]
            if last == cp - 1:
                if first == last and value - start in (0.0, 1.0):
                    numbers[-1] = [first, cp, start, value - start]
                    continue
                if first != last and value == start + step * (cp - first):
                    numbers[-1][1] = cp
                    continue
        numbers.append([cp, cp, value, 0.0])

    out = [
        "//! Unicode 16.0 as Python 3.14 has it. Written by tools/unicode_tables.py: change that, not this.",
        "",
        f"pub(super) const SHIFT: u32 = {SHIFT};",
        "",
    ]
    for i, name in enumerate(FLAGS):
        out.append(f"pub(super) const {name.upper()}: u16 = 1 << {i};")
    out.append("")
    out += two_stage("CLASS", class_of, "Classes")
    out += array("CLASSES", "(u16, u8)", [f"({f}, {v})" for f, v in classes], "Flags, and the value of a digit.")
    out += two_stage("CASE", case_of, "Case mappings")
    out += array("CASES", "[i32; 4]", [f"[{a}, {b}, {c}, {d}]" for a, b, c, d in cases],
                 "Upper, lower, title, folded: the distance, or an index into `SPECIAL` plus 0x40000000.")
    out += array("SPECIAL", "[u32; 3]", ["[" + ", ".join(str(ord(x)) for x in (m + "\0\0")[:3]) + "]" for m in specials],
                 "Mappings to more than one code point; 0 fills up.")
    out += array("NUMBERS", "(u32, u32, f64, f64)", [f"({a}, {b}, {float(v)!r}, {float(s)!r})" for a, b, v, s in numbers],
                 "Numeric values: first and last code point, the value of the first, and by how much each next is more.")
    return "\n".join(out[:-1]) + "\n"


def fnv(data, state=0xCBF29CE484222325):
    for byte in data:
        state = (state ^ byte) * 0x100000001B3 & 0xFFFF_FFFF_FFFF_FFFF
    return state


def digests():
    points = [chr(cp) for cp in range(LAST)]
    out = ["//! What the test of all code points compares with. Written by tools/unicode_tables.py.", ""]

    def constant(name, data):
        digest = f"{fnv(data):016x}"
        grouped = "_".join(digest[i:i + 4] for i in range(0, 16, 4))
        out.append(f"pub(super) const {name}: u64 = 0x{grouped};")

    for method in ["isalpha", "isdecimal", "isdigit", "isnumeric", "isspace", "isupper", "islower", "istitle",
                   "isprintable", "isalnum", "isidentifier"]:
        constant(method.upper(), (getattr(c, method)() for c in points))
    for method in ["upper", "lower", "title", "casefold", "swapcase", "capitalize"]:
        changed = ((c + getattr(c, method)()).encode("utf-8", "surrogatepass") for c in points if getattr(c, method)() != c)
        constant(method.upper(), b"".join(changed))
    # Before, between and after letters that show what is cased and what is ignored.
    around = ((f"a{c}Σ {c}Σ aΣ{c}a".lower() + f"{c}a".title()).encode("utf-8", "surrogatepass") for c in points)
    state = 0xCBF29CE484222325
    for piece in around:
        state = fnv(piece, state)
    digest = f"{state:016x}"
    out.append("pub(super) const SIGMA: u64 = 0x" + "_".join(digest[i:i + 4] for i in range(0, 16, 4)) + ";")
    constant("NUMERIC", b"".join(struct.pack("<Id", cp, unicodedata.numeric(c)) for cp, c in enumerate(points) if unicodedata.numeric(c, None) is not None))
    constant("DIGIT", b"".join(struct.pack("<Ibb", cp, unicodedata.digit(c), unicodedata.decimal(c, -1)) for cp, c in enumerate(points) if unicodedata.digit(c, None) is not None))
    names = ((c, unicodedata.name(c, None)) for c in points)
    constant("NAMES", b"".join(struct.pack("<I", ord(c)) + name.encode() for c, name in names if name))
    return "\n".join(out) + "\n"


if __name__ == "__main__":
    with open("src/unicode/data.rs", "w") as file:
        file.write(tables())
    with open("src/unicode/digests.rs", "w") as file:
        file.write(digests())
