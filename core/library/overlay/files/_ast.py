"""Syntax tree classes, made from one table of node types (Python's abstract grammar)."""

PyCF_ONLY_AST = 0x400
PyCF_TYPE_COMMENTS = 0x1000
PyCF_ALLOW_TOP_LEVEL_AWAIT = 0x2000
PyCF_OPTIMIZED_AST = 0x8000 | PyCF_ONLY_AST

# base (attributes): node(fields). `*` a list, `?` may be None.
_PLACE = "lineno col_offset end_lineno? end_col_offset?"
_TABLE = """
mod: Module(stmt*body type_ignore*type_ignores) Interactive(stmt*body) Expression(expr body) FunctionType(expr*argtypes expr returns)
stmt@: FunctionDef(identifier name;arguments args;stmt*body;expr*decorator_list;expr?returns;string?type_comment;type_param*type_params)
 AsyncFunctionDef(identifier name;arguments args;stmt*body;expr*decorator_list;expr?returns;string?type_comment;type_param*type_params)
 ClassDef(identifier name;expr*bases;keyword*keywords;stmt*body;expr*decorator_list;type_param*type_params)
 Return(expr?value) Delete(expr*targets) Assign(expr*targets;expr value;string?type_comment)
 TypeAlias(expr name;type_param*type_params;expr value) AugAssign(expr target;operator op;expr value)
 AnnAssign(expr target;expr annotation;expr?value;int simple)
 For(expr target;expr iter;stmt*body;stmt*orelse;string?type_comment) AsyncFor(expr target;expr iter;stmt*body;stmt*orelse;string?type_comment)
 While(expr test;stmt*body;stmt*orelse) If(expr test;stmt*body;stmt*orelse)
 With(withitem*items;stmt*body;string?type_comment) AsyncWith(withitem*items;stmt*body;string?type_comment)
 Match(expr subject;match_case*cases) Raise(expr?exc;expr?cause)
 Try(stmt*body;excepthandler*handlers;stmt*orelse;stmt*finalbody) TryStar(stmt*body;excepthandler*handlers;stmt*orelse;stmt*finalbody)
 Assert(expr test;expr?msg) Import(alias*names) ImportFrom(identifier?module;alias*names;int?level)
 Global(identifier*names) Nonlocal(identifier*names) Expr(expr value) Pass() Break() Continue()
expr@: BoolOp(boolop op;expr*values) NamedExpr(expr target;expr value) BinOp(expr left;operator op;expr right)
 UnaryOp(unaryop op;expr operand) Lambda(arguments args;expr body) IfExp(expr test;expr body;expr orelse)
 Dict(expr?*keys;expr*values) Set(expr*elts) ListComp(expr elt;comprehension*generators) SetComp(expr elt;comprehension*generators)
 DictComp(expr key;expr value;comprehension*generators) GeneratorExp(expr elt;comprehension*generators)
 Await(expr value) Yield(expr?value) YieldFrom(expr value) Compare(expr left;cmpop*ops;expr*comparators)
 Call(expr func;expr*args;keyword*keywords) FormattedValue(expr value;int conversion;expr?format_spec)
 Interpolation(expr value;constant str;int conversion;expr?format_spec) JoinedStr(expr*values) TemplateStr(expr*values)
 Constant(constant value;string?kind) Attribute(expr value;identifier attr;expr_context ctx)
 Subscript(expr value;expr slice;expr_context ctx) Starred(expr value;expr_context ctx) Name(identifier id;expr_context ctx)
 List(expr*elts;expr_context ctx) Tuple(expr*elts;expr_context ctx) Slice(expr?lower;expr?upper;expr?step)
expr_context: Load() Store() Del()
boolop: And() Or()
operator: Add() Sub() Mult() MatMult() Div() Mod() Pow() LShift() RShift() BitOr() BitXor() BitAnd() FloorDiv()
unaryop: Invert() Not() UAdd() USub()
cmpop: Eq() NotEq() Lt() LtE() Gt() GtE() Is() IsNot() In() NotIn()
=comprehension(expr target;expr iter;expr*ifs;int is_async)
excepthandler@: ExceptHandler(expr?type;identifier?name;stmt*body)
=arguments(arg*posonlyargs;arg*args;arg?vararg;arg*kwonlyargs;expr?*kw_defaults;arg?kwarg;expr*defaults)
=arg@(identifier arg;expr?annotation;string?type_comment)
=keyword@(identifier?arg;expr value)
=alias@(identifier name;identifier?asname)
=withitem(expr context_expr;expr?optional_vars)
=match_case(pattern pattern;expr?guard;stmt*body)
pattern@!: MatchValue(expr value) MatchSingleton(constant value) MatchSequence(pattern*patterns)
 MatchMapping(expr*keys;pattern*patterns;identifier?rest) MatchClass(expr cls;pattern*patterns;identifier*kwd_attrs;pattern*kwd_patterns)
 MatchStar(identifier?name) MatchAs(pattern?pattern;identifier?name) MatchOr(pattern*patterns)
type_ignore: TypeIgnore(int lineno;string tag)
type_param@!: TypeVar(identifier name;expr?bound;expr?default_value) ParamSpec(identifier name;expr?default_value)
 TypeVarTuple(identifier name;expr?default_value)
"""


_NO_LONGER = "This will become an error in Python 3.15."


class AST:
    _fields = ()
    _attributes = ()
    __match_args__ = ()

    def __init__(self, *args, **kwargs):
        """Initialize self.  See help(type(self)) for accurate signature."""
        cls = type(self)
        fields = cls._fields
        if len(args) > len(fields):
            plural = "" if len(fields) == 1 else "s"
            raise TypeError(f"{cls.__name__} constructor takes at most {len(fields)} positional argument{plural}")
        given = set()
        for name, value in zip(fields, args):
            setattr(self, name, value)
            given.add(name)
        for name, value in kwargs.items():
            if name in given:
                raise TypeError(f"{cls.__name__} got multiple values for argument {name!r}")
            if name not in fields and name not in cls._attributes:
                _warn(f"{cls.__name__}.__init__ got an unexpected keyword argument {name!r}. "
                      "Support for arbitrary keyword arguments is deprecated and will be removed in Python 3.15.")
            given.add(name)
            setattr(self, name, value)
        for name in fields:
            if name not in given:
                _fill(self, cls, name)

    def __reduce__(self):
        values = self.__dict__
        count = 0
        for name in type(self)._fields:
            if name not in values:
                break
            count += 1
        # The fields come with the state; the arguments keep the constructor from asking for them.
        return type(self), (None,) * count, dict(values)

    def __replace__(self, /, *args, **changes):
        if args:
            raise TypeError("__replace__() takes no positional arguments")
        cls = type(self)
        known = {*cls._fields, *cls._attributes}
        for name in changes:
            if name not in known:
                raise TypeError(f"{cls.__name__}.__replace__ got an unexpected keyword argument {name!r}.")
        values = {name: value for name, value in self.__dict__.items() if name in known}
        values.update(changes)
        kinds = getattr(cls, "_field_types", {})
        missing = sorted(repr(name) for name in cls._fields
                         if name not in values and not isinstance(kinds.get(name), _Union))
        if missing:
            plural = "" if len(missing) == 1 else "s"
            raise TypeError(f"{cls.__name__}.__replace__ missing {len(missing)} keyword argument{plural}: "
                            f"{', '.join(missing)}.")
        return cls(**values)

    def __repr__(self):
        return _repr(self, 3)


_Union = type(int | None)
_List = type(list[int])


def _fill(node, cls, name):
    """What the constructor does about a field it was not given."""
    kinds = getattr(cls, "_field_types", None)
    if kinds is None:
        return
    if name not in kinds:
        _warn(f"Field {name!r} is missing from {cls.__name__}._field_types. {_NO_LONGER}")
        return
    kind = kinds[name]
    if isinstance(kind, _List):
        setattr(node, name, [])
    elif kind is expr_context:
        setattr(node, name, _singletons["Load"])
    elif not isinstance(kind, _Union):
        _warn(f"{cls.__name__}.__init__ missing 1 required positional argument: {name!r}. {_NO_LONGER}")


def _warn(message):
    import warnings
    # Past the functions of this module.
    level = 3 if message.startswith(("Field", )) or "missing 1" in message else 2
    warnings.warn(message, DeprecationWarning, stacklevel=level + 1)


def _repr(node, depth, outer=()):
    if isinstance(node, (list, tuple)):
        inner = [_repr(x, depth, outer) for x in (node if len(node) <= 2 else (node[0], node[-1]))]
        if len(node) > 2:
            inner.insert(1, "...")
        inner = ", ".join(inner)
        return f"[{inner}]" if isinstance(node, list) else f"({inner})"
    if not isinstance(node, AST):
        return repr(node)
    name = type(node).__name__ if type(node) is not AST else "ast.AST"
    if depth == 0 or any(node is x for x in outer):
        return f"{name}(...)"
    outer += (node,)
    return f"{name}({', '.join(f'{f}={_repr(getattr(node, f), depth - 1, outer)}' for f in node._fields)})"


def _build():
    import re

    basic = {"identifier": str, "string": str, "int": int, "constant": object}
    later = []

    def make(name, base, fields, attributes, optional):
        names, kinds, doc = [], {}, []
        for field in filter(None, re.split(r"[; ](?=\w+[ *?]+\w+)", fields)):
            kind, mark, field_name = re.fullmatch(r"(\w+)( |\*|\?\*?)(\w+)", field.strip()).groups()
            names.append(field_name)
            kinds[field_name] = mark
            later.append((name, field_name, kind, mark))
            doc.append(f"{kind}{mark if mark != ' ' else ''} {field_name}")
        namespace = {
            "_fields": tuple(names), "__match_args__": tuple(names), "__module__": "ast",
            "_field_types": {}, "__doc__": f"{name}({', '.join(doc)})" if doc else name,
        }
        if attributes is not None:
            namespace["_attributes"] = attributes
            for a in optional:
                namespace[a] = None
        for field_name, kind in kinds.items():
            if kind == "?":
                namespace[field_name] = None
        cls = type(name, (base,), namespace)
        globals()[name] = cls
        return cls

    def place(mark):
        if "@" not in mark:
            return None, ()
        names = tuple(n.rstrip("?") for n in _PLACE.split())
        optional = () if "!" in mark else tuple(n[:-1] for n in _PLACE.split() if n.endswith("?"))
        return names, optional

    text = re.sub(r"\n ", " ", _TABLE.strip())
    for line in text.split("\n"):
        if line.startswith("="):
            name, mark, fields = re.fullmatch(r"=(\w+)(@?)\((.*)\)", line).groups()
            make(name, AST, fields, place(mark)[0] or (), place(mark)[1])
            continue
        head, _, rest = line.partition(":")
        name, mark = re.fullmatch(r"(\w+)(@?!?)", head).groups()
        base = make(name, AST, "", place(mark)[0] or (), place(mark)[1])
        del base._field_types
        alternatives = re.findall(r"(\w+)\(([^)]*)\)", rest)
        for sub, fields in alternatives:
            make(sub, base, fields, None, ())
        plain = not any(globals()[sub]._fields for sub, _ in alternatives)
        between = " | " if plain else f"\n{' ' * (len(name) + 1)}| "
        base.__doc__ = f"{name} = " + between.join(globals()[sub].__doc__ for sub, _ in alternatives)
    for name, field, kind, mark in later:
        kind = basic.get(kind) or globals()[kind]
        globals()[name]._field_types[field] = list[kind] if "*" in mark else kind | None if mark == "?" else kind


AST.__module__ = "ast"
_build()
del _build, _PLACE, _TABLE
# The parser's trees share one node of each class without fields.
_singletons = {
    cls.__name__: cls()
    for base in (expr_context, boolop, operator, unaryop, cmpop)
    for cls in base.__subclasses__()
}
