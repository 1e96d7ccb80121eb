//! Mapping proxies, namespaces, generic aliases, unions, type parameters, templates, and the built-in functions about attributes.

mod pyfuncs;

use heddle_objects::types::{
    cell, dict, generic_alias, int, list, mappingproxy, module, namespace, str, super_, template, tuple,
    type_, type_alias, typevar, typevar_parts, union,
};
use heddle_objects::{Args, Ref, Res, Thread, Value, builtins_attr, ops};
use pyfuncs::*;

#[test]
fn types_of_types() {
    python(|t| {
        heddle_objects::set_import_module(import);
        proxies(t);
        namespaces(t);
        aliases(t);
        unions(t);
        variables(t);
        type_aliases(t);
        templates(t);
        functions(t);
        class_statements(t);
    });
}

/// `typing` with what the natives call: a checker that returns its argument, and a substitution that does so, too.
fn import(t: &Thread, name: &str) -> Res {
    let m = module::new(t, name);
    for function in ["_type_check", "_paramspec_subst", "_generic_class_getitem"] {
        let f = func(t, function, if function == "_type_check" { 3 } else { 0 });
        ops::setattr(t, m.v(), t.intern(function).v(), f.v())?;
    }
    let f = func(t, "_typevar_subst", 0);
    ops::setattr(t, m.v(), t.intern("_typevar_subst").v(), f.v())?;
    Ok(m)
}

fn builtin(t: &Thread, name: &str) -> Ref {
    let def =
        builtins_attr::FUNCTIONS.iter().find(|d| d.signature.starts_with(&format!("{name}("))).expect(name);
    heddle_objects::types::descr::function(t, Value::NONE, def)
}

fn proxies(t: &Thread) {
    let d = dict::new(t);
    dict::set(t, d.v(), t.str("a").v(), Value::int32(1)).expect("strs hash");
    let ty = mappingproxy::MAPPING_PROXY.get();
    let p = ops::call_pos(t, ty, &[d.v()]).expect("a proxy");
    assert_eq!(ops::len(t, p.v()).expect("a length"), 1);
    assert_eq!(show(t, ops::getitem(t, p.v(), t.str("a").v())), "1");
    assert_eq!(
        call(t, ty, &[Value::int32(1)]),
        "TypeError: mappingproxy() argument must be a mapping, not int"
    );
    assert_eq!(
        show(t, ops::setitem(t, p.v(), d.v(), d.v()).map(|()| Ref::NONE)),
        "TypeError: 'mappingproxy' object does not support item assignment"
    );
    assert_eq!(
        show(t, ops::inplace(t, p.v(), d.v(), heddle_objects::slots::Binary::Or)),
        "TypeError: '|=' is not supported by mappingproxy; use '|' instead"
    );
    assert!(ops::hash(t, p.v()).is_err());
}

fn namespaces(t: &Thread) {
    let n = namespace::new(t, &[("a", Value::int32(1)), ("b", Value::NONE)]).expect("a namespace");
    assert_eq!(show(t, Ok(n.clone())), "namespace(a=1, b=None)");
    assert_eq!(set(t, n.v(), "b", n.v()), "None");
    assert_eq!(show(t, Ok(n.clone())), "namespace(a=1, b=namespace(...))");
    let name = t.intern("c");
    let args = Args { all: &[Value::int32(2)], names: &[name.v()] };
    assert_eq!(show(t, ops::call(t, namespace::NAMESPACE.get(), args)), "namespace(c=2)");
    assert_eq!(set(t, n.v(), "b", Value::UNDEF), "None");
    assert_eq!(show(t, Ok(n.clone())), "namespace(a=1)");
    assert_eq!(
        call(t, namespace::NAMESPACE.get(), &[n.v(), n.v()]),
        "TypeError: SimpleNamespace expected at most 1 argument, got 2"
    );
}

fn aliases(t: &Thread) {
    let (list, int, str) = (list::LIST.get(), int::INT.get(), str::STR.get());
    let a = generic_alias::new(t, list, int);
    assert_eq!(show(t, Ok(a.clone())), "list[int]");
    let same = generic_alias::new(t, list, tuple::from_values(t, &[int]).v());
    assert!(ops::equal(t, a.v(), same.v()).expect("they compare"));
    assert_eq!(ops::hash(t, a.v()).expect("a hash"), ops::hash(t, same.v()).expect("a hash"));
    assert!(!ops::equal(t, a.v(), generic_alias::new(t, list, str).v()).expect("they compare"));
    assert_eq!(show(t, ops::getitem(t, a.v(), int)), "TypeError: list[int] is not a generic class");
    assert_eq!(
        show(t, ops::is_instance(t, int, a.v()).map(Ref::bool)),
        "TypeError: isinstance() argument 2 cannot be a parameterized generic"
    );
    assert_eq!(attr(t, a.v(), "__name__"), "'list'");
    assert_eq!(attr(t, a.v(), "foo"), "AttributeError: type object 'list' has no attribute 'foo'");
    let star = ops::next(t, ops::iter(t, a.v()).expect("an iterator").v()).expect("an item");
    assert_eq!(show(t, Ok(star)), "*list[int]");
    let var = ops::call_pos(t, typevar::TYPE_VAR.get(), &[t.str("T").v()]).expect("a type variable");
    let pair = tuple::from_values(t, &[var.v(), generic_alias::new(t, list, var.v()).v()]);
    let open = generic_alias::new(t, dict::DICT.get(), pair.v());
    assert_eq!(show(t, Ok(open.clone())), "dict[~T, list[~T]]");
    assert_eq!(show(t, ops::getitem(t, open.v(), int)), "dict[int, list[int]]");
    let two = tuple::from_values(t, &[int, str]);
    assert_eq!(
        show(t, ops::getitem(t, open.v(), two.v())),
        "TypeError: Too many arguments for dict[~T, list[~T]]; actual 2, expected 1"
    );
    let none = tuple::from_values(t, &[]);
    assert_eq!(
        show(t, ops::getitem(t, open.v(), none.v())),
        "TypeError: Too few arguments for dict[~T, list[~T]]; actual 0, expected at least 1"
    );
    // Arguments in lists, as those of a callable.
    let inner = list::from_refs(t, vec![var.clone()]);
    let nested = generic_alias::new(t, list, tuple::from_values(t, &[inner.v(), Value::ELLIPSIS]).v());
    assert_eq!(show(t, Ok(nested.clone())), "list[[~T], ...]");
    assert_eq!(show(t, ops::getitem(t, nested.v(), int)), "list[[int], ...]");
    // A call makes an instance and says of what alias it is, where it can.
    let c = class(t, "C", &[], &[("__module__", t.str("m").v())]).expect("a class");
    let made = ops::call_pos(t, generic_alias::new(t, c.v(), int).v(), &[]).expect("an instance");
    assert!(show(t, ops::getattr_str(t, made.v(), "__orig_class__")).ends_with("m.C[int]"));
}

fn unions(t: &Thread) {
    let or = |a: Value, b: Value| ops::binary(t, a, b, heddle_objects::slots::Binary::Or);
    let (int, str) = (int::INT.get(), str::STR.get());
    let u = or(int, str).expect("a union");
    assert_eq!(show(t, Ok(u.clone())), "int | str");
    assert_eq!(show(t, or(int, Value::NONE)), "int | None");
    assert_eq!(show(t, or(u.v(), Value::NONE)), "int | str | None");
    assert_eq!(show(t, or(int, int)), "<class 'int'>");
    assert_eq!(show(t, or(u.v(), int)), "int | str");
    assert_eq!(
        show(t, or(int, Value::int32(5))),
        "TypeError: unsupported operand type(s) for |: 'type' and 'int'"
    );
    let other = or(str, int).expect("a union");
    assert!(ops::equal(t, u.v(), other.v()).expect("they compare"));
    assert_eq!(ops::hash(t, u.v()).expect("a hash"), ops::hash(t, other.v()).expect("a hash"));
    assert!(ops::is_instance(t, Value::int32(5), u.v()).expect("a bool"));
    assert!(!ops::is_instance(t, Value::NONE, u.v()).expect("a bool"));
    assert!(ops::is_subclass(t, int, u.v()).expect("a bool"));
    let optional = or(int, Value::NONE).expect("a union");
    assert!(ops::is_instance(t, Value::NONE, optional.v()).expect("a bool"));
    assert_eq!(method(t, u.v(), "__mro_entries__", &[u.v()]), "TypeError: Cannot subclass int | str");
    assert_eq!(call(t, union::UNION.get(), &[]), "TypeError: cannot create 'typing.Union' instances");
    assert_eq!(show(t, ops::getitem(t, union::UNION.get(), int)), "<class 'int'>");
    assert_eq!(show(t, ops::getitem(t, u.v(), int)), "TypeError: int | str is not a generic class");
    let var = ops::call_pos(t, typevar::TYPE_VAR.get(), &[t.str("T").v()]).expect("a type variable");
    let open = or(var.v(), int).expect("a union");
    assert_eq!(show(t, Ok(open.clone())), "~T | int");
    assert_eq!(show(t, ops::getitem(t, open.v(), str)), "str | int");
    assert_eq!(show(t, ops::getitem(t, open.v(), int)), "<class 'int'>");
}

fn variables(t: &Thread) {
    let ty = typevar::TYPE_VAR.get();
    let (name, one, list) = (t.str("T"), int::INT.get(), list::LIST.get());
    let named = |names: &[&str], all: &[Value]| {
        let names: Vec<Ref> = names.iter().map(|n| t.intern(n)).collect();
        let names: Vec<Value> = names.iter().map(Ref::v).collect();
        ops::call(t, ty, Args { all, names: &names })
    };
    assert_eq!(call(t, ty, &[name.v(), one]), "TypeError: A single constraint is not allowed");
    assert_eq!(
        show(t, named(&["bound"], &[name.v(), one, list, one])),
        "TypeError: Constraints cannot be combined with bound=..."
    );
    assert_eq!(
        show(t, named(&["covariant", "contravariant"], &[name.v(), Value::TRUE, Value::TRUE])),
        "ValueError: Bivariant types are not supported."
    );
    assert_eq!(show(t, named(&["covariant"], &[name.v(), Value::TRUE])), "+T");
    assert_eq!(show(t, named(&["infer_variance"], &[name.v(), Value::TRUE])), "T");
    let v = named(&["default"], &[name.v(), one]).expect("a type variable");
    assert_eq!(method(t, v.v(), "has_default", &[]), "True");
    assert_eq!(attr(t, v.v(), "__default__"), "<class 'int'>");
    assert_eq!(attr(t, v.v(), "__bound__"), "None");
    let evaluate = ops::getattr_str(t, v.v(), "evaluate_default").expect("a function");
    assert_eq!(call(t, evaluate.v(), &[Value::int32(1)]), "<class 'int'>");
    assert_eq!(call(t, evaluate.v(), &[Value::int32(4)]), "'int'");
    assert_eq!(show(t, Ok(evaluate)), "<constevaluator <class 'int'>>");
    // Lazily, as `[T: bound]` has it.
    let lazy = typevar::make(t, name.v(), func(t, "T", 0), Ref::UNDEF);
    assert_eq!(attr(t, lazy.v(), "__bound__"), "1");
    assert_eq!(method(t, lazy.v(), "has_default", &[]), "False");
    typevar_parts::set_default(t, lazy.v(), func(t, "D", 0).v()).expect("a type parameter");
    assert_eq!(attr(t, lazy.v(), "__default__"), "1");
    let spec = typevar_parts::make_spec(t, t.intern("P").v());
    let args = ops::getattr_str(t, spec.v(), "args").expect("args");
    assert_eq!(show(t, Ok(args.clone())), "P.args");
    let again = ops::getattr_str(t, spec.v(), "args").expect("args");
    assert!(ops::equal(t, args.v(), again.v()).expect("they compare"));
    assert_eq!(attr(t, spec.v(), "__default__"), "typing.NoDefault");
    assert_eq!(set(t, v.v(), "anything", one), "None");
}

fn type_aliases(t: &Thread) {
    let a = type_alias::make(t, t.intern("A").v(), Value::NONE, func(t, "A", 0).v());
    assert_eq!(show(t, Ok(a.clone())), "A");
    assert_eq!(attr(t, a.v(), "__value__"), "1");
    assert_eq!(attr(t, a.v(), "__module__"), "'mod'");
    let int = int::INT.get();
    assert_eq!(
        show(t, ops::getitem(t, a.v(), int)),
        "TypeError: Only generic type aliases are subscriptable"
    );
    let spec = typevar_parts::make_spec(t, t.intern("P").v());
    let params = tuple::from_values(t, &[spec.v()]);
    let b = type_alias::make(t, t.intern("B").v(), params.v(), func(t, "B", 0).v());
    assert_eq!(show(t, ops::getitem(t, b.v(), int)), "B[int]");
    assert_eq!(show(t, ops::binary(t, b.v(), int, heddle_objects::slots::Binary::Or)), "B | int");
}

fn templates(t: &Thread) {
    let (ty, i) = (template::TEMPLATE.get(), template::INTERPOLATION.get());
    let (a, b) = (t.str("a"), t.str("b"));
    let x = ops::call_pos(t, i, &[Value::int32(1), t.str("x").v()]).expect("an interpolation");
    assert_eq!(show(t, Ok(x.clone())), "Interpolation(1, 'x', None, '')");
    let one = ops::call_pos(t, ty, &[a.v(), b.v(), x.v(), x.v()]).expect("a template");
    let strings = ops::getattr_str(t, one.v(), "strings").expect("strs");
    assert_eq!(tuple::items(&strings).len(), 3);
    assert_eq!(show(t, Ok(Ref::new(tuple::items(&strings)[0]))), "'ab'");
    let parts = ops::collect(t, one.v()).expect("parts");
    assert_eq!(parts.len(), 3, "without empty strs");
    let sum = ops::binary(t, one.v(), one.v(), heddle_objects::slots::Binary::Add).expect("a template");
    assert_eq!(ops::collect(t, sum.v()).expect("parts").len(), 6);
    assert_eq!(
        show(t, ops::binary(t, one.v(), a.v(), heddle_objects::slots::Binary::Add)),
        "TypeError: can only concatenate string.templatelib.Template (not \"str\") to string.templatelib.Template"
    );
    assert_eq!(
        call(t, i, &[Value::NONE, a.v(), b.v()]),
        "ValueError: Interpolation() argument 'conversion' must be one of 's', 'a' or 'r'"
    );
}

fn functions(t: &Thread) {
    let (getattr, hasattr) = (builtin(t, "getattr"), builtin(t, "hasattr"));
    let c = class(t, "C", &[], &[("x", Value::int32(1))]).expect("a class");
    let (x, y) = (t.str("x"), t.str("y"));
    assert_eq!(call(t, getattr.v(), &[c.v(), x.v()]), "1");
    assert_eq!(call(t, getattr.v(), &[c.v(), y.v(), Value::int32(2)]), "2");
    assert_eq!(call(t, getattr.v(), &[c.v(), y.v()]), "AttributeError: type object 'C' has no attribute 'y'");
    assert_eq!(call(t, getattr.v(), &[c.v()]), "TypeError: getattr expected at least 2 arguments, got 1");
    assert_eq!(
        call(t, hasattr.v(), &[c.v(), Value::NONE]),
        "TypeError: attribute name must be string, not 'NoneType'"
    );
    assert_eq!(call(t, hasattr.v(), &[c.v(), x.v()]), "True");
    let names = ops::call_pos(t, builtin(t, "dir").v(), &[c.v()]).expect("a list");
    let names: Vec<String> = list::snapshot(t, names.v()).iter().map(|n| str::lossy(n.v())).collect();
    assert!(names.is_sorted() && names.iter().any(|n| n == "x") && names.iter().any(|n| n == "__init__"));
    let id = builtin(t, "id");
    let ids: Vec<Ref> = [Value::int32(-1), Value::int32(1), Value::NONE, c.v()]
        .iter()
        .map(|&v| ops::call_pos(t, id.v(), &[v]).expect("an int"))
        .collect();
    for (k, a) in ids.iter().enumerate() {
        assert!(ids[..k].iter().all(|b| !ops::equal(t, a.v(), b.v()).expect("ints compare")));
    }
    let text = ops::call_pos(t, builtin(t, "ascii").v(), &[t.str("é\u{1F600}").v()]).expect("a str");
    assert_eq!(str::lossy(text.v()), "'\\xe9\\U0001f600'");
    assert_eq!(
        call(t, builtin(t, "vars").v(), &[Value::int32(1)]),
        "TypeError: vars() argument must have __dict__ attribute"
    );
    super_::set_super_args(|t| Err(t.runtime_error("super(): no arguments")));
    assert_eq!(call(t, super_::SUPER.get(), &[]), "RuntimeError: super(): no arguments");
}

fn class_statements(t: &Thread) {
    // The body puts a cell for `__class__` into the namespace, as a class that uses `super()` does.
    builtins_attr::set_run_class_body(|t, _, ns| {
        let cell = cell::new(t, Ref::UNDEF);
        ops::setitem(t, ns, t.intern("__classcell__").v(), cell.v())?;
        Ok(cell)
    });
    let build = builtin(t, "__build_class__");
    let body = func(t, "C", 0);
    let name = t.str("C");
    let c = ops::call_pos(t, build.v(), &[body.v(), name.v()]).expect("a class");
    assert!(type_::is_type(c.v()));
    assert_eq!(
        call(t, build.v(), &[name.v(), name.v()]),
        "TypeError: __build_class__: func must be a function"
    );
    // A base that stands for others.
    let alias = generic_alias::new(t, c.v(), int::INT.get());
    let d = ops::call_pos(t, build.v(), &[body.v(), name.v(), alias.v()]).expect("a class");
    assert!(heddle_objects::typeobj::is_subtype(t, d.v(), c.v()));
    let orig = ops::getattr_str(t, d.v(), "__orig_bases__").expect("a tuple");
    assert!(tuple::items(&orig)[0].is(alias.v()));
    // Keywords go to `__init_subclass__`.
    let key = t.intern("k");
    let args = Args { all: &[body.v(), name.v(), c.v(), Value::NONE], names: &[key.v()] };
    assert_eq!(
        show(t, ops::call(t, build.v(), args)),
        "TypeError: C.__init_subclass__() takes no keyword arguments"
    );
    // A metaclass that is a function, and forgets the cell.
    let meta = t.intern("metaclass");
    let forget = func(t, "meta", 1);
    let args = Args { all: &[body.v(), name.v(), forget.v()], names: &[meta.v()] };
    let made = ops::call(t, build.v(), args).expect("a tuple");
    assert_eq!(tuple::items(&made).len(), 3);
}
