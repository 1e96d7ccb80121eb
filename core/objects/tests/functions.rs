//! Functions, methods, properties, static and class methods, `super`.

mod pyfuncs;

use heddle_objects::types::{dict, function, property, static_method, super_, tuple};
use heddle_objects::{Args, Ref, Thread, Value, ops};
use pyfuncs::*;

#[test]
fn functions_and_descriptors() {
    python(|t| {
        functions(t);
        methods(t);
        properties(t);
        static_methods(t);
        supers(t);
    });
}

fn functions(t: &Thread) {
    let f = func(t, "f", 0);
    let five = Value::int32(5);
    assert!(show(t, Ok(f.clone())).starts_with("<function Q.f at 0x"));
    for (name, message) in [
        ("__defaults__", "TypeError: __defaults__ must be set to a tuple object"),
        ("__kwdefaults__", "TypeError: __kwdefaults__ must be set to a dict object"),
        ("__annotations__", "TypeError: __annotations__ must be set to a dict object"),
        ("__annotate__", "TypeError: __annotate__ must be callable or None"),
        ("__closure__", "AttributeError: readonly attribute"),
        ("__globals__", "AttributeError: readonly attribute"),
        ("__name__", "TypeError: __name__ must be set to a string object"),
        ("__qualname__", "TypeError: __qualname__ must be set to a string object"),
        ("__type_params__", "TypeError: __type_params__ must be set to a tuple"),
        ("__dict__", "TypeError: __dict__ must be set to a dictionary, not a 'int'"),
        ("__code__", "TypeError: __code__ must be set to a code object"),
        ("__module__", "None"),
        ("__doc__", "None"),
    ] {
        assert_eq!(set(t, f.v(), name, five), message);
    }
    assert_eq!(attr(t, f.v(), "__doc__"), "5");
    assert_eq!(set(t, f.v(), "__annotate__", func(t, "a", 2).v()), "None");
    let d = ops::getattr_str(t, f.v(), "__annotations__").expect("a dict");
    assert_eq!(dict::len(t, d.v()), 1);
    // Attributes of any name.
    assert_eq!(attr(t, f.v(), "mine"), "AttributeError: 'function' object has no attribute 'mine'");
    assert_eq!(set(t, f.v(), "mine", five), "None");
    assert_eq!(attr(t, f.v(), "mine"), "5");
    let d = ops::getattr_str(t, f.v(), "__dict__").expect("a dict");
    assert_eq!(dict::len(t, d.v()), 1);
    assert_eq!(set(t, f.v(), "__dict__", Value::UNDEF), "TypeError: cannot delete __dict__");
    let ty = ops::type_of(f.v());
    assert_eq!(call(t, ty, &[]), "TypeError: function() missing required argument 'code' (pos 1)");
    assert_eq!(call(t, ty, &[five, d.v()]), "TypeError: function() argument 'code' must be code, not int");
}

fn methods(t: &Thread) {
    let f = func(t, "f", 1);
    let c = class(t, "C", &[], &[("f", f.v())]).expect("a class");
    let x = ops::call_pos(t, c.v(), &[]).expect("an instance");
    let m = ops::getattr_str(t, x.v(), "f").expect("a method");
    assert!(show(t, Ok(m.clone())).starts_with("<bound method Q.f of <C object at 0x"));
    assert_eq!(attr(t, m.v(), "__name__"), "'f'");
    assert_eq!(attr(t, m.v(), "__doc__"), "'the doc'");
    assert_eq!(attr(t, m.v(), "zzz"), "AttributeError: 'function' object has no attribute 'zzz'");
    let again = ops::getattr_str(t, x.v(), "f").expect("a method");
    assert!(ops::equal(t, m.v(), again.v()).expect("they compare"));
    assert_eq!(ops::hash(t, m.v()).expect("a hash"), ops::hash(t, again.v()).expect("a hash"));
    let args = ops::call_pos(t, m.v(), &[Value::int32(3)]).expect("a tuple");
    assert!(tuple::items(&args)[0].is(x.v()) && tuple::items(&args)[1].as_small_int() == Some(3));
    let ty = ops::type_of(m.v());
    assert_eq!(call(t, ty, &[f.v()]), "TypeError: method expected 2 arguments, got 1");
    assert_eq!(call(t, ty, &[x.v(), x.v()]), "TypeError: first argument must be callable");
    assert_eq!(call(t, ty, &[f.v(), Value::NONE]), "TypeError: instance must not be None");
}

fn properties(t: &Thread) {
    let get = func(t, "p", 3);
    let p = ops::call_pos(t, property::PROPERTY.get(), &[get.v()]).expect("a property");
    let nothing = ops::call_pos(t, property::PROPERTY.get(), &[]).expect("a property");
    let bad = ops::call_pos(t, property::PROPERTY.get(), &[func(t, "bad", 5).v()]).expect("a property");
    let c = class(t, "C", &[], &[("p", p.v()), ("bad", bad.v())]).expect("a class");
    let x = ops::call_pos(t, c.v(), &[]).expect("an instance");
    assert!(ops::getattr_str(t, x.v(), "p").expect("a value").is(x.v()));
    assert_eq!(attr(t, p.v(), "__doc__"), "'the doc'");
    assert_eq!(attr(t, p.v(), "__name__"), "'p'");
    assert_eq!(set(t, x.v(), "p", Value::NONE), "AttributeError: property 'p' of 'C' object has no setter");
    assert_eq!(set(t, x.v(), "p", Value::UNDEF), "AttributeError: property 'p' of 'C' object has no deleter");
    assert_eq!(
        method(t, nothing.v(), "__get__", &[x.v()]),
        "AttributeError: property of 'C' object has no getter"
    );
    assert_eq!(
        attr(t, nothing.v(), "__name__"),
        "AttributeError: 'property' object has no attribute '__name__'"
    );
    // An AttributeError of the getter counts as "not there" for `getattr` with a default.
    let found = ops::getattr_opt(t, x.v(), t.intern("bad").v()).expect("no error");
    assert!(found.is_undef());
    // `setter` keeps the rest.
    let with_set = ops::call_method(t, p.v(), "setter", &[func(t, "s", 1).v()]).expect("a property");
    assert_eq!(method(t, with_set.v(), "__set__", &[x.v(), Value::NONE]), "None");
    assert_eq!(attr(t, with_set.v(), "__doc__"), "'the doc'");
    // A subclass keeps the documentation in its instances.
    let sub = class(t, "P", &[property::PROPERTY.get()], &[]).expect("a class");
    let q = ops::call_pos(t, sub.v(), &[get.v()]).expect("a property");
    assert_eq!(attr(t, q.v(), "__doc__"), "'the doc'");
    assert!(ops::getattr_str(t, c.v(), "p").expect("itself").is(p.v()));
}

fn static_methods(t: &Thread) {
    let f = func(t, "f", 1);
    let s = ops::call_pos(t, static_method::STATIC_METHOD.get(), &[f.v()]).expect("a static method");
    let k = ops::call_pos(t, static_method::CLASS_METHOD.get(), &[f.v()]).expect("a class method");
    assert!(show(t, Ok(s.clone())).starts_with("<staticmethod(<function Q.f at 0x"));
    assert_eq!(attr(t, s.v(), "__qualname__"), "'Q.f'");
    assert_eq!(attr(t, k.v(), "__doc__"), "'the doc'");
    assert!(ops::getattr_str(t, k.v(), "__wrapped__").expect("it").is(f.v()));
    let c = class(t, "C", &[], &[("s", s.v()), ("k", k.v())]).expect("a class");
    let x = ops::call_pos(t, c.v(), &[]).expect("an instance");
    assert!(ops::getattr_str(t, x.v(), "s").expect("it").is(f.v()));
    let args = ops::call_method(t, x.v(), "k", &[]).expect("a tuple");
    assert!(tuple::items(&args)[0].is(c.v()));
    let new = static_method::STATIC_METHOD.get();
    assert_eq!(call(t, new, &[]), "TypeError: staticmethod expected 1 argument, got 0");
    let name = t.intern("x");
    let args = Args { all: &[Value::NONE], names: &[name.v()] };
    assert_eq!(show(t, ops::call(t, new, args)), "TypeError: staticmethod() takes no keyword arguments");
    assert!(function::is_function(f.v()));
}

fn supers(t: &Thread) {
    let a = class(t, "A", &[], &[("f", func(t, "f", 1).v()), ("n", Value::int32(1))]).expect("a class");
    let b = class(t, "B", &[a.v()], &[("n", Value::int32(2))]).expect("a class");
    let x = ops::call_pos(t, b.v(), &[]).expect("an instance");
    let ty = super_::SUPER.get();
    let s = ops::call_pos(t, ty, &[b.v(), x.v()]).expect("super");
    assert_eq!(attr(t, s.v(), "n"), "1");
    assert_eq!(show(t, Ok(s.clone())), "<super: <class 'B'>, <B object>>");
    let args = ops::call_method(t, s.v(), "f", &[]).expect("a tuple");
    assert!(tuple::items(&args)[0].is(x.v()));
    assert_eq!(attr(t, s.v(), "zz"), "AttributeError: 'super' object has no attribute 'zz'");
    let other = ops::call_pos(t, heddle_objects::types::object::OBJECT.get(), &[]).expect("an object");
    assert_eq!(
        call(t, ty, &[b.v(), other.v()]),
        "TypeError: super(type, obj): obj (instance of object) is not an instance or subtype of type (B)."
    );
    assert_eq!(call(t, ty, &[Value::int32(1)]), "TypeError: super() argument 1 must be a type, not int");
    let unbound = ops::call_pos(t, ty, &[b.v()]).expect("super");
    let bound = ops::call_method(t, unbound.v(), "__get__", &[x.v()]).expect("super");
    assert_eq!(attr(t, bound.v(), "n"), "1");
    let name = t.intern("f");
    let (f, method) = super_::load_method(t, b.v(), x.v(), name.v()).expect("found");
    assert!(method && function::is_function(f.v()));
    let n = super_::load_attr(t, b.v(), x.v(), t.intern("n").v()).expect("found");
    assert_eq!(n.as_small_int(), Some(1));
    // With a class as the object: as the class reads it.
    let s = ops::call_pos(t, ty, &[b.v(), b.v()]).expect("super");
    let f: Ref = ops::getattr_str(t, s.v(), "f").expect("found");
    assert!(function::is_function(f.v()));
}
