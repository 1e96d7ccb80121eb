# ImportError and its attributes, relative imports without a package, bad __import__ arguments.
def attempt(text, space=None):
    try:
        exec(text, space if space is not None else {})
    except (ImportError, TypeError, ValueError, KeyError, SystemError) as e:
        print(type(e).__name__, e)

attempt("from . import x", {"__name__": "top"})
# expect: ImportError attempted relative import with no known parent package
attempt("from .a import x", {"__name__": "top", "__package__": ""})
# expect: ImportError attempted relative import with no known parent package
attempt("from ..a import x", {"__package__": "one"})
# expect: ImportError attempted relative import beyond top-level package
attempt("import no_such_thing_here")
# expect: ModuleNotFoundError No module named 'no_such_thing_here'
attempt("import no_such_thing_here.sub")
# expect: ModuleNotFoundError No module named 'no_such_thing_here'
attempt("from sys import no_such_name_here")
# expect: ImportError cannot import name 'no_such_name_here' from 'sys' (unknown location)
attempt("from sys import modulez")
# expect: ImportError cannot import name 'modulez' from 'sys' (unknown location)
attempt("__import__('')")
# expect: ValueError Empty module name
attempt("__import__(5)")
# expect: TypeError module name must be a string
attempt("__import__('sys', level=-1)")
# expect: ValueError level must be >= 0
attempt("import sys.modules")
# expect: ModuleNotFoundError No module named 'sys.modules'; 'sys' is not a package
try:
    import definitely_not_there
except ImportError as e:
    print(e.name, e.path, e.msg, isinstance(e, ModuleNotFoundError))
    # expect: definitely_not_there None No module named 'definitely_not_there' True
try:
    from sys import nope
except ImportError as e:
    print(e.name, type(e).__name__)
    # expect: sys ImportError
