# import, from-import, as, dotted and star forms against modules put into sys.modules.
import _thread
import sys

Module = type(sys)
base = f"pkg_{_thread.get_ident()}"
pkg, sub, deep = Module(base), Module(base + ".sub"), Module(base + ".sub.deep")
pkg.__path__ = []
sub.__path__ = []
pkg.sub, sub.deep = sub, deep
pkg.value, sub.value, deep.value, deep._hidden = 1, 2, 3, 4
sys.modules |= {base: pkg, base + ".sub": sub, base + ".sub.deep": deep}

def run(text):
    space = {}
    exec(text.replace("PKG", base), space)
    return space

s = run("import PKG\nimport PKG.sub.deep as d\nfrom PKG import value, sub as s\nfrom PKG.sub.deep import value as v")
print(s[base] is pkg, s["d"] is deep, s["value"], s["s"] is sub, s["v"])
# expect: True True 1 True 3
s = run("import PKG.sub.deep\nx = PKG.sub.deep.value\nfrom PKG.sub.deep import *")
print(s["x"], s["value"], "_hidden" in s, "deep" in s)
# expect: 3 3 False False
deep.__all__ = ["_hidden"]
s = run("from PKG.sub.deep import *")
print(s["_hidden"], "value" in s)
# expect: 4 False
for text in ("from PKG import missing", "import PKG.missing", "import no_such_module_at_all", "from PKG.sub.deep import nope", "import PKG.sub.deep.more"):
    try:
        run(text)
    except ImportError as e:
        print(type(e).__name__, str(e).replace(base, "PKG"))
# expect: ImportError cannot import name 'missing' from 'PKG' (unknown location)
# expect: ModuleNotFoundError No module named 'PKG.missing'
# expect: ModuleNotFoundError No module named 'no_such_module_at_all'
# expect: ImportError cannot import name 'nope' from 'PKG.sub.deep' (unknown location)
# expect: ModuleNotFoundError No module named 'PKG.sub.deep.more'; 'PKG.sub.deep' is not a package
for name in (base, base + ".sub", base + ".sub.deep"):
    del sys.modules[name]
