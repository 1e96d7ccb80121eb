# Every module that CPython 3.14's `sys.stdlib_module_names` has, but those of other systems, of terminals and windows and of its
# own insides, is imported. Those that cannot be yet are in not_there.txt, each with its reason. That list may only shrink.
import importlib
import os
import warnings

warnings.simplefilter("ignore")
NAMES = """
    __future__ _abc _aix_support _ast _ast_unparse _asyncio _bisect _blake2 _bz2 _codecs _codecs_cn _codecs_hk
    _codecs_iso2022 _codecs_jp _codecs_kr _codecs_tw _collections _collections_abc _colorize _compat_pickle
    _contextvars _csv _ctypes _datetime _decimal _elementtree _frozen_importlib _frozen_importlib_external
    _functools _hashlib _heapq _hmac _imp _io _json _locale _lsprof _lzma _markupbase _md5 _multibytecodec
    _multiprocessing _opcode _opcode_metadata _operator _pickle _posixshmem _posixsubprocess _py_abc
    _py_warnings _pydatetime _pydecimal _pyio _pylong _queue _random _sha1 _sha2 _sha3 _signal _sitebuiltins
    _socket _sqlite3 _sre _ssl _stat _statistics _string _strptime _struct _suggestions _symtable _sysconfig
    _thread _threading_local _tokenize _tracemalloc _types _typing _uuid _warnings _weakref _weakrefset
    _zoneinfo _zstd abc annotationlib argparse array ast asyncio atexit base64 bdb binascii bisect builtins bz2
    cProfile calendar cmath cmd code codecs codeop collections colorsys compileall compression concurrent
    configparser contextlib contextvars copy copyreg csv ctypes dataclasses datetime dbm decimal difflib dis
    doctest email encodings ensurepip enum errno faulthandler fcntl filecmp fileinput fnmatch fractions ftplib
    functools gc genericpath getopt getpass gettext glob graphlib grp gzip hashlib heapq hmac html http imaplib
    importlib inspect io ipaddress itertools json keyword linecache locale logging lzma mailbox marshal math
    mimetypes mmap modulefinder multiprocessing netrc ntpath numbers opcode operator optparse os pathlib pdb
    pickle pickletools pkgutil platform plistlib poplib posix posixpath pprint profile pstats pty pwd py_compile
    pyclbr pydoc pydoc_data pyexpat queue quopri random re readline reprlib resource rlcompleter runpy sched
    secrets select selectors shelve shlex shutil signal site smtplib socket socketserver sqlite3 sre_compile
    sre_constants sre_parse ssl stat statistics string stringprep struct subprocess symtable sys sysconfig
    syslog tabnanny tarfile tempfile termios textwrap threading time timeit token tokenize tomllib trace
    traceback tracemalloc tty types typing unicodedata unittest urllib uuid venv warnings wave weakref
    webbrowser wsgiref xml xmlrpc zipapp zipfile zipimport zlib zoneinfo
""".split()

listed = {}
with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "not_there.txt")) as file:
    for line in file:
        name, _, reason = line.strip().partition(": ")
        if name and not name.startswith("#"):
            assert reason, f"{name} without a reason"
            listed[name] = reason

wrong = [f"{name} is on the list and no module" for name in listed if name not in NAMES]
for name in NAMES:
    try:
        importlib.import_module(name)
    except Exception as e:
        if name not in listed:
            wrong.append(f"{name}: {e}")
    else:
        if name in listed:
            wrong.append(f"{name} is there now: take it off the list")
assert not wrong, "\n".join(wrong)
