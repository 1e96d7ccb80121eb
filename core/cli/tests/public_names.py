#!/usr/bin/env python3
"""Compares what built-in types, `builtins` and native modules offer with CPython 3.14.

    public_names.py --check INTERPRETER    # against `names/cpython.txt`; what `names/missing.txt` lists may be missing
    public_names.py --list                 # the names of the interpreter it runs under, one owner a line
    python3.14 public_names.py --list > names/cpython.txt

`names/missing.txt` may only shrink: a name it lists that is there by now is an error, too.
"""

import builtins
import pathlib
import subprocess
import sys
import types

NAMES = pathlib.Path(__file__).resolve().parent / "names"
TYPES = (
    "AsyncGeneratorType BuiltinFunctionType CapsuleType CellType ClassMethodDescriptorType CodeType CoroutineType EllipsisType FrameType FunctionType GeneratorType "
    "GenericAlias GetSetDescriptorType MappingProxyType MemberDescriptorType MethodDescriptorType MethodType MethodWrapperType ModuleType NoneType "
    "NotImplementedType SimpleNamespace TracebackType UnionType WrapperDescriptorType"
).split()
VALUES = [
    "iter([])", "reversed([])", "iter(())", "iter({})", "iter({}.values())", "iter({}.items())", "reversed({})", "iter(set())", "iter('')", "iter(b'')", "iter(bytearray())",
    "iter(range(1))", "iter(range(2**70))", "iter(memoryview(b''))", "iter(int,1)", "{}.keys()", "{}.values()", "{}.items()", "t''", "t'{1}'.interpolations[0]", "sys.flags",
    "sys.version_info", "sys.float_info", "sys.int_info", "sys.hash_info", "sys.thread_info",
]
MODULES = (
    "_abc _asyncio _bisect _blake2 _bz2 _codecs _collections _contextvars _csv _datetime _decimal _elementtree _functools _heapq _imp _io _json _locale _lsprof _lzma _md5 "
    "_multiprocessing _opcode _operator _pickle _posixshmem _posixsubprocess _queue _random _sha1 _sha2 _sha3 _signal _socket _sqlite3 _sre _stat _statistics _string _struct "
    "_symtable _thread _tokenize _tracemalloc _types _typing _uuid _warnings _weakref _zoneinfo _zstd array atexit binascii cmath collections datetime decimal errno "
    "faulthandler fcntl functools gc grp io itertools marshal math mmap operator posix pwd pyexpat resource select sys termios time unicodedata weakref zlib"
).split()
# What a class or module has besides what it offers.
ASIDE = set(
    "__dict__ __weakref__ __static_attributes__ __firstlineno__ __cached__ __file__ __builtins__ __module__ __annotations_cache__ __annotate_func__ __annotations__ "
    "__conditional_annotations__ __dictoffset__ __path__ __package__ __loader__ __spec__ __doc__ __vectorcalloffset__ __name__ __about__".split()
)


def owners():
    """(name, type or module) of all that is compared."""
    yield "builtins", builtins
    yield from ((f"builtins.{n}", v) for n, v in vars(builtins).items() if isinstance(v, type) and not n.startswith("_"))
    yield from ((f"types.{n}", getattr(types, n, None)) for n in TYPES)
    yield from ((source, type(eval(source))) for source in VALUES)

    space = {}
    # In a string: the checking itself runs under an older Python, too.
    exec("def generic[T, *Ts, **P](): pass", space)
    yield from ((type(p).__name__, type(p)) for p in space["generic"].__type_params__)
    for name in MODULES:
        try:
            module = __import__(name)
        except ImportError:
            continue
        yield name, module
        for n, v in vars(module).items():
            if isinstance(v, type) and not n.startswith("__") and v.__module__ in (name, name.strip("_")):
                yield f"{name}.{n}", v


def names_of(owner):
    """What an owner offers beyond `object`."""
    if isinstance(owner, type):
        offered = set().union(*(vars(c) for c in owner.__mro__ if c is not object or owner is object))
    else:
        private = hasattr(owner, "__file__")
        offered = {n for n, v in vars(owner).items() if not isinstance(v, types.ModuleType) and not (private and n.startswith("_"))}
    return offered - ASIDE


def listing():
    return "".join(f"{' '.join([name, *sorted(names_of(owner))])}\n" for name, owner in sorted(owners()) if owner is not None)


def parse(text):
    """{owner: names}; the owner itself is the name ''."""
    return {line.split()[0]: {"", *line.split()[1:]} for line in text.splitlines() if line.strip() and not line.startswith("#")}


def check(interpreter):
    printed = subprocess.run([interpreter, __file__, "--list"], capture_output=True, text=True)
    if printed.returncode:
        print(printed.stderr)
        return 1
    here, wanted = parse(printed.stdout), parse((NAMES / "cpython.txt").read_text())
    # What every object has may stand in a type itself or not.
    everywhere = here["builtins.object"] - {""}
    missing = {
        f"{owner} {name}".strip()
        for owner, names in wanted.items()
        for name in names - here.get(owner, set()) - everywhere
        if owner in here or not name
    }
    listed = set((NAMES / "missing.txt").read_text().splitlines())
    for line in sorted(missing - listed):
        print(f"missing: {line}")
    for line in sorted(listed - missing):
        print(f"there by now, to be taken off names/missing.txt: {line}")
    print(f"public names: {len(missing)} missing, as listed" if missing == listed else "public names differ from the list")
    return int(missing != listed)


if __name__ == "__main__":
    if sys.argv[1:] == ["--list"]:
        sys.stdout.write(listing())
    elif len(sys.argv) == 3 and sys.argv[1] == "--check":
        sys.exit(check(sys.argv[2]))
    else:
        sys.exit(__doc__)
