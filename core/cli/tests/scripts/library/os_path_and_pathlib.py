# Path manipulation without touching the disk.
import os.path
import posixpath
from pathlib import PurePosixPath

print(posixpath.join("a", "b", "/c", "d"), posixpath.split("/x/y.txt"), posixpath.splitext("a.tar.gz"), posixpath.basename("/a/b/"), posixpath.dirname("/a/b"), posixpath.normpath("a//b/../c/."), posixpath.isabs("/a"), posixpath.commonpath(["/a/b", "/a/c"]), posixpath.relpath("/a/b", "/a/c"), os.path.join is not None, posixpath.commonprefix(["abc", "abd"]))
# expect: /c/d ('/x', 'y.txt') ('a.tar', '.gz')  /a a/c True /a ../b True ab
p = PurePosixPath("/usr/lib/python3/x.tar.gz")
print(p.name, p.stem, p.suffix, p.suffixes, p.parent, list(p.parents)[-1], p.parts, p / "y", p.with_name("z"), p.with_suffix(".txt"), p.relative_to("/usr"), p.is_absolute(), p.match("*.gz"), PurePosixPath("a") / "/b", PurePosixPath("a//b/./c"), PurePosixPath("a/b") == PurePosixPath("a/b"), sorted([PurePosixPath("b"), PurePosixPath("a/z")]), repr(PurePosixPath("x")), PurePosixPath("a").joinpath("b", "c"), p.is_relative_to("/usr/lib"), p.full_match("/usr/**/*.gz"), p.with_stem("q"))
# expect: x.tar.gz x.tar .gz ['.tar', '.gz'] /usr/lib/python3 / ('/', 'usr', 'lib', 'python3', 'x.tar.gz') /usr/lib/python3/x.tar.gz/y /usr/lib/python3/z /usr/lib/python3/x.tar.txt lib/python3/x.tar.gz True True /b a/b/c True [PurePosixPath('a/z'), PurePosixPath('b')] PurePosixPath('x') a/b/c True True /usr/lib/python3/q.gz
for bad in (lambda: p.relative_to("/etc"), lambda: p.with_suffix("bad"), lambda: PurePosixPath("/").with_name("x"), lambda: PurePosixPath(5), lambda: p / 5, lambda: posixpath.join("a", b"b"), lambda: posixpath.commonpath([])):
    try:
        bad()
    except (ValueError, TypeError) as e:
        print(type(e).__name__, e)
# expect: ValueError '/usr/lib/python3/x.tar.gz' is not in the subpath of '/etc'
# expect: ValueError Invalid suffix 'bad'
# expect: ValueError PurePosixPath('/') has an empty name
# expect: TypeError argument should be a str or an os.PathLike object where __fspath__ returns a str, not 'int'
# expect: TypeError unsupported operand type(s) for /: 'PurePosixPath' and 'int'
# expect: TypeError Can't mix strings and bytes in path components
# expect: ValueError commonpath() arg is an empty sequence
