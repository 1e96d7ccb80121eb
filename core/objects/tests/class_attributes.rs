//! Attributes of classes, assigning `__class__` and `__bases__`, and what `object` checks.

mod pyfuncs;

use heddle_objects::types::{dict, int, object, str, tuple, type_};
use heddle_objects::{Ref, Thread, Value, ops};
use pyfuncs::*;

const UNDEF: Value = Value::UNDEF;

#[test]
fn classes() {
    python(|t| {
        names(t);
        annotations(t);
        object_checks(t);
        class_assignment(t);
        slots_and_class(t);
        bases(t);
        bases_restored(t);
        borrowed_wrappers(t);
        class_assignment_from_threads(t);
    });
}

fn names(t: &Thread) {
    let c = class(t, "C", &[], &[("__module__", t.str("m").v())]).expect("a class");
    assert_eq!(show(t, Ok(c.clone())), "<class 'm.C'>");
    assert_eq!(set(t, c.v(), "__qualname__", t.str("A.C").v()), "None");
    assert_eq!(show(t, Ok(c.clone())), "<class 'm.A.C'>");
    assert_eq!(
        set(t, c.v(), "__name__", Value::int32(5)),
        "TypeError: can only assign string to C.__name__, not 'int'"
    );
    assert_eq!(
        set(t, c.v(), "__name__", UNDEF),
        "TypeError: cannot delete '__name__' attribute of immutable type 'C'"
    );
    assert_eq!(
        set(t, int::INT.get(), "__name__", UNDEF),
        "TypeError: cannot set '__name__' attribute of immutable type 'int'"
    );
    assert_eq!(set(t, c.v(), "__flags__", UNDEF), "AttributeError: readonly attribute");
    assert_eq!(
        set(t, c.v(), "__mro__", UNDEF),
        "AttributeError: attribute '__mro__' of 'type' objects is not writable"
    );
    assert_eq!(attr(t, c.v(), "__base__"), "<class 'object'>");
    assert_eq!(attr(t, object::OBJECT.get(), "__base__"), "None");
    assert_eq!(set(t, c.v(), "__doc__", Value::int32(3)), "None");
    assert_eq!(attr(t, c.v(), "__doc__"), "3");
    assert_eq!(attr(t, c.v(), "__dictoffset__"), "-1");
    let subs = ops::call_method(t, c.v(), "__subclasses__", &[]).expect("a list");
    assert_eq!(heddle_objects::types::list::len(t, subs.v()), 0);
    assert_eq!(attr(t, c.v(), "__abstractmethods__"), "AttributeError: __abstractmethods__");
}

fn annotations(t: &Thread) {
    let f = func(t, "__annotate__", 2);
    let c = class(t, "C", &[], &[("__annotate_func__", f.v())]).expect("a class");
    let first = ops::getattr_str(t, c.v(), "__annotations__").expect("annotations");
    assert_eq!(dict::len(t, first.v()), 1);
    let again = ops::getattr_str(t, c.v(), "__annotations__").expect("annotations");
    assert!(first.is(again.v()), "computed once");
    assert_eq!(set(t, c.v(), "__annotate__", f.v()), "None");
    let new = ops::getattr_str(t, c.v(), "__annotations__").expect("annotations");
    assert!(!first.is(new.v()), "another function, another dict");
    assert_eq!(set(t, c.v(), "__annotations__", Value::int32(1)), "None");
    assert_eq!(attr(t, c.v(), "__annotations__"), "1");
    assert_eq!(set(t, c.v(), "__annotations__", UNDEF), "None");
    assert_eq!(set(t, c.v(), "__annotations__", UNDEF), "AttributeError: __annotations__");
    assert_eq!(
        attr(t, int::INT.get(), "__annotations__"),
        "AttributeError: type object 'int' has no attribute '__annotations__'"
    );
    let wrong = class(t, "W", &[], &[("__annotate__", func(t, "a", 0).v())]).expect("a class");
    assert_eq!(
        attr(t, wrong.v(), "__annotations__"),
        "TypeError: __annotate__ returned non-dict of type 'int'"
    );
    assert_eq!(set(t, wrong.v(), "__annotate__", UNDEF), "TypeError: cannot delete __annotate__ attribute");
}

fn object_checks(t: &Thread) {
    let one = Value::int32(1);
    let c = class(t, "C", &[], &[("__module__", t.str("m").v())]).expect("a class");
    assert_eq!(call(t, object::OBJECT.get(), &[one]), "TypeError: object() takes no arguments");
    assert_eq!(call(t, c.v(), &[one]), "TypeError: C() takes no arguments");
    let instance = ops::call_pos(t, c.v(), &[]).expect("an instance");
    assert!(show(t, Ok(instance.clone())).starts_with("<m.C object at 0x"));
    assert_eq!(
        method(t, instance.v(), "__init__", &[one]),
        "TypeError: C.__init__() takes exactly one argument (the instance to initialize)"
    );
    // A class with `__init__` of its own may be given arguments.
    let init = func(t, "__init__", 0);
    let d = class(t, "D", &[], &[("__init__", init.v())]).expect("a class");
    assert_eq!(call(t, d.v(), &[one]), "TypeError: __init__() should return None, not 'int'");
    assert_eq!(
        method(t, object::OBJECT.get(), "__new__", &[int::INT.get()]),
        "TypeError: object.__new__(int) is not safe, use int.__new__()"
    );
    assert_eq!(
        method(t, instance.v(), "__format__", &[t.str("x").v()]),
        "TypeError: unsupported format string passed to C.__format__"
    );
    // Abstract classes.
    let names = tuple::from_refs(t, vec![t.str("g"), t.str("f")]);
    assert_eq!(set(t, c.v(), "__abstractmethods__", names.v()), "None");
    assert_eq!(
        call(t, c.v(), &[]),
        "TypeError: Can't instantiate abstract class C without an implementation for abstract methods 'f', 'g'"
    );
    assert_eq!(set(t, c.v(), "__abstractmethods__", UNDEF), "None");
    assert!(ops::call_pos(t, c.v(), &[]).is_ok());
    // Native types without `__new__` do not inherit that of `object`.
    let ty = ops::type_of(func(t, "f", 0).v());
    let meth = ops::getattr_str(t, ty, "__get__").expect("functions have it");
    assert_eq!(
        call(t, ops::type_of(meth.v()), &[]),
        "TypeError: cannot create 'wrapper_descriptor' instances"
    );
    assert_eq!(
        method(t, object::OBJECT.get(), "__init_subclass__", &[one]),
        "TypeError: object.__init_subclass__() takes no arguments (1 given)"
    );
}

fn class_assignment(t: &Thread) {
    let a = class(t, "A", &[], &[("who", t.str("a").v())]).expect("a class");
    let b = class(t, "B", &[], &[("who", t.str("b").v())]).expect("a class");
    let x = ops::call_pos(t, a.v(), &[]).expect("an instance");
    assert_eq!(set(t, x.v(), "kept", Value::int32(4)), "None");
    assert_eq!(attr(t, x.v(), "who"), "'a'");
    assert_eq!(set(t, x.v(), "__class__", b.v()), "None");
    assert!(ops::type_of(x.v()).is(b.v()));
    assert_eq!(attr(t, x.v(), "who"), "'b'");
    assert_eq!(attr(t, x.v(), "kept"), "4");
    assert_eq!(set(t, x.v(), "more", Value::int32(5)), "None");
    assert_eq!(set(t, x.v(), "__class__", a.v()), "None");
    assert_eq!(attr(t, x.v(), "more"), "5");
    assert_eq!(
        set(t, x.v(), "__class__", Value::int32(1)),
        "TypeError: __class__ must be set to a class, not 'int' object"
    );
    assert_eq!(set(t, x.v(), "__class__", UNDEF), "TypeError: can't delete __class__ attribute");
    assert_eq!(
        set(t, x.v(), "__class__", int::INT.get()),
        "TypeError: __class__ assignment only supported for mutable types or ModuleType subclasses"
    );
    let i = class(t, "I", &[int::INT.get()], &[]).expect("a class");
    assert_eq!(
        set(t, x.v(), "__class__", i.v()),
        "TypeError: __class__ assignment: 'I' object layout differs from 'A'"
    );
    assert_eq!(
        set(t, x.v(), "__dict__", Value::int32(1)),
        "TypeError: __dict__ must be set to a dictionary, not a 'int'"
    );
    assert_eq!(set(t, x.v(), "__dict__", UNDEF), "None");
    assert_eq!(attr(t, x.v(), "kept"), "AttributeError: 'A' object has no attribute 'kept'");
}

fn slots_and_class(t: &Thread) {
    let slots = |name: &str, slots: &[&str]| {
        let slots = tuple::from_refs(t, slots.iter().map(|s| t.str(s)).collect());
        class(t, name, &[], &[("__slots__", slots.v())]).expect("a class")
    };
    let (a, b, c) = (slots("A", &["p", "q"]), slots("B", &["p", "q"]), slots("C", &["p", "r"]));
    let x = ops::call_pos(t, a.v(), &[]).expect("an instance");
    assert_eq!(set(t, x.v(), "q", Value::int32(1)), "None");
    assert_eq!(set(t, x.v(), "__class__", b.v()), "None");
    assert_eq!(attr(t, x.v(), "q"), "1");
    assert_eq!(
        set(t, x.v(), "__class__", c.v()),
        "TypeError: __class__ assignment: 'C' object layout differs from 'B'"
    );
}

fn bases(t: &Thread) {
    let class_of = |name: &str, base: Value, who: &str| {
        class(t, name, &[base], &[("who", t.str(who).v())]).expect("a class")
    };
    let root = class(t, "Root", &[], &[]).expect("a class");
    let a = class_of("A", root.v(), "a");
    let b = class_of("B", root.v(), "b");
    let c = class(t, "C", &[a.v()], &[]).expect("a class");
    let d = class(t, "D", &[c.v()], &[]).expect("a class");
    let x = ops::call_pos(t, d.v(), &[]).expect("an instance");
    assert_eq!(attr(t, x.v(), "who"), "'a'");
    let only_b = tuple::from_values(t, &[b.v()]);
    assert_eq!(set(t, c.v(), "__bases__", only_b.v()), "None");
    assert_eq!(attr(t, x.v(), "who"), "'b'");
    let mro = ops::getattr_str(t, d.v(), "__mro__").expect("a tuple");
    assert!(tuple::items(&mro)[2].is(b.v()));
    let one = Value::int32(1);
    let single = |v: Value| tuple::from_values(t, &[v]);
    assert_eq!(set(t, c.v(), "__bases__", one), "TypeError: can only assign tuple to C.__bases__, not int");
    let empty = tuple::from_values(t, &[]);
    assert_eq!(
        set(t, c.v(), "__bases__", empty.v()),
        "TypeError: can only assign non-empty tuple to C.__bases__, not ()"
    );
    assert_eq!(
        set(t, c.v(), "__bases__", single(one).v()),
        "TypeError: C.__bases__ must be tuple of classes, not 'int'"
    );
    assert_eq!(
        set(t, c.v(), "__bases__", single(d.v()).v()),
        "TypeError: a __bases__ item causes an inheritance cycle"
    );
    assert_eq!(
        set(t, a.v(), "__bases__", single(object::OBJECT.get()).v()),
        "TypeError: __bases__ assignment: 'object' deallocator differs from 'Root'"
    );
    // Slots follow.
    assert!(ops::truth(t, x.v()).expect("it is"));
    let f = func(t, "__bool__", 4);
    assert_eq!(set(t, b.v(), "__bool__", f.v()), "None");
    assert!(ops::truth(t, x.v()).is_err());
    assert_eq!(set(t, c.v(), "__bases__", single(a.v()).v()), "None");
    assert!(ops::truth(t, x.v()).is_ok());
    let subs = ops::call_method(t, b.v(), "__subclasses__", &[]).expect("a list");
    assert_eq!(heddle_objects::types::list::len(t, subs.v()), 0);
}

fn bases_restored(t: &Thread) {
    // Two bases whose order contradicts that of another base: the class stays what it was.
    let root = class(t, "Root", &[], &[]).expect("a class");
    let a = class(t, "A", &[root.v()], &[]).expect("a class");
    let b = class(t, "B", &[root.v()], &[]).expect("a class");
    let ab = class(t, "AB", &[a.v(), b.v()], &[]).expect("a class");
    let c = class(t, "C", &[a.v()], &[]).expect("a class");
    let wrong = tuple::from_values(t, &[b.v(), ab.v()]);
    let said = set(t, c.v(), "__bases__", wrong.v());
    assert!(
        said.starts_with("TypeError: Cannot create a consistent method resolution order (MRO)"),
        "{said}"
    );
    let mro = ops::getattr_str(t, c.v(), "__mro__").expect("a tuple");
    assert_eq!(tuple::items(&mro).len(), 4);
    let bases = ops::getattr_str(t, c.v(), "__bases__").expect("a tuple");
    assert!(tuple::items(&bases)[0].is(a.v()));
    let meta = ops::type_of(c.v());
    assert!(meta.is(type_::TYPE.get()));
    assert!(str::is_str(Ref::new(t.intern("x").v()).v()));
}

/// Two threads change an object's class to and fro, two change its attributes, one changes the bases of one of the classes: every
/// read sees one of the classes' attributes, and what was stored.
#[allow(clippy::disallowed_methods)] // Drives real threads.
fn class_assignment_from_threads(t: &Thread) {
    let root = class(t, "Root", &[], &[]).expect("a class");
    let left = class(t, "L", &[root.v()], &[("side", Value::int32(1))]).expect("a class");
    let right = class(t, "R", &[root.v()], &[("side", Value::int32(2))]).expect("a class");
    let a = class(t, "A", &[left.v()], &[("who", Value::int32(1))]).expect("a class");
    let b = class(t, "B", &[right.v()], &[("who", Value::int32(2))]).expect("a class");
    for _ in 0..3 {
        let x = ops::call_pos(t, a.v(), &[]).expect("an instance");
        assert_eq!(set(t, x.v(), "kept", Value::int32(4)), "None");
        let (x, a, b, l, r) = (x.v(), a.v(), b.v(), left.v(), right.v());
        let work = move |f: fn(&Thread, [Value; 5], i32)| {
            std::thread::spawn(move || {
                Thread::enter(&heddle_objects::runtime(), |t| {
                    for k in 0..100 {
                        f(t, [x, a, b, l, r], k);
                        t.m.safepoint();
                    }
                });
            })
        };
        let flip = |t: &Thread, [x, a, b, ..]: [Value; 5], k: i32| {
            assert_eq!(set(t, x, "__class__", if k % 2 == 0 { a } else { b }), "None");
        };
        let write = |t: &Thread, [x, ..]: [Value; 5], k: i32| {
            assert_eq!(set(t, x, &format!("n{}", k % 7), Value::int32(k)), "None");
            assert_eq!(attr(t, x, "kept"), "4");
        };
        let read = |t: &Thread, [x, ..]: [Value; 5], _: i32| {
            assert!(["1", "2"].contains(&attr(t, x, "who").as_str()));
            assert!(["1", "2"].contains(&attr(t, x, "side").as_str()));
        };
        let rebase = |t: &Thread, [_, a, _, l, r]: [Value; 5], k: i32| {
            let bases = tuple::from_values(t, &[if k % 2 == 0 { l } else { r }]);
            assert_eq!(set(t, a, "__bases__", bases.v()), "None");
        };
        let threads = [work(flip), work(flip), work(write), work(read), work(rebase)];
        let done = t.blocking(|| threads.map(|h| h.join().is_ok()));
        assert_eq!(done, [true; 5]);
    }
}

/// Wrappers of a native type in the dict of a class that does not derive from it: they refuse, they do not touch the payload.
fn borrowed_wrappers(t: &Thread) {
    let take = |name: &str| ops::getattr_str(t, dict::DICT.get(), name).expect("dict has it");
    let (set_item, new) = (take("__setitem__"), take("__new__"));
    let c = class(t, "C", &[], &[("__setitem__", set_item.v())]).expect("a class");
    let x = ops::call_pos(t, c.v(), &[]).expect("an instance");
    let one = Value::int32(1);
    assert_eq!(
        show(t, ops::setitem(t, x.v(), one, one).map(|()| Ref::NONE)),
        "TypeError: descriptor '__setitem__' requires a 'dict' object but received a 'C'"
    );
    let d = class(t, "D", &[], &[("__new__", new.v())]).expect("a class");
    assert_eq!(call(t, d.v(), &[]), "TypeError: dict.__new__(D): D is not a subtype of dict");
}
