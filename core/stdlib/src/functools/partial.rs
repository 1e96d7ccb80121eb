//! `partial`, and the `Placeholder` that its arguments may leave for later ones.

use crate::util::{class_getitem, full_name, kwargs_dict, shape_of_class, shown_arguments};
use heddle_objects::native::{ArgVec, Args, def};
use heddle_objects::payload::Payload;
use heddle_objects::slots::Slots;
use heddle_objects::typeobj::{NativeType, TypeDef, flags, getter};
use heddle_objects::types::{dict, function, tuple, type_attrs};
use heddle_objects::{Fixed, Ref, Res, Slot, Thread, Value, attr, ops};
use heddle_threads::sync::atomic::AtomicU64;

/// `partial`'s payload. Only `__setstate__` changes it.
pub struct Partial {
    function: Slot,
    args: Slot,
    kwargs: Slot,
}
heddle_objects::payload!(Partial { function, args, kwargs });

/// `functools.partial`
pub static PARTIAL: NativeType = NativeType::new(TypeDef {
    flags: flags::BASE | flags::DICT | flags::WEAKREF,
    getset: &[
        getter("func", |t, v| Ok(v.expect::<Partial>().function.get(t, ops::object(v)))),
        getter("args", |t, v| Ok(v.expect::<Partial>().args.get(t, ops::object(v)))),
        getter("keywords", |t, v| Ok(v.expect::<Partial>().kwargs.get(t, ops::object(v)))),
    ],
    methods: &[
        def("__reduce__($self, /)", reduce),
        def("__setstate__($self, object, /)", set_state),
        def("__class_getitem__($type, object, /)", class_getitem),
    ],
    extra: |t, put| put("__dict__", type_attrs::dict_descriptor(t, PARTIAL.get())),
    doc: "Create a new function with partial application of the given arguments and keywords.",
    ..TypeDef::new("functools.partial", Partial::vtable, slots)
});

fn slots(s: &mut Slots) {
    s.new = Some(new);
    s.call = Some(call);
    s.repr = Some(repr);
    s.descr_get = Some(|t, v, instance, _| {
        Ok(if instance.is_none_or_undef() { Ref::new(v) } else { function::method(t, v, instance) })
    });
}

fn new(t: &Thread, cls: Value, args: Args) -> Res {
    let Some((&function, given)) = args.positional().split_first() else {
        return Err(t.type_error("type 'partial' takes at least one argument"));
    };
    if !ops::is_callable(function) {
        return Err(t.type_error("the first argument must be callable"));
    }
    let hole = placeholder(t);
    if given.last().is_some_and(|v| v.is(hole.v())) {
        return Err(t.type_error("trailing Placeholders are not allowed"));
    }
    if args.named().iter().any(|v| v.is(hole.v())) {
        return Err(t.type_error("Placeholder cannot be passed as a keyword argument"));
    }
    let own = kwargs_dict(t, args)?;
    let (mut function, mut kwargs) = (Ref::new(function), own);
    let mut all = ArgVec::from_slice(given);
    let mut _kept = Ref::UNDEF;
    // A partial of a partial is one partial, unless the inner one has attributes that would be lost.
    if let Some(inner) = function.clone().payload::<Partial>()
        && attr::own_names(t, function.v()).is_empty()
    {
        let o = function.obj();
        _kept = inner.args.get(t, o);
        all = filled(tuple::items(&_kept), given, hole.v());
        let merged = dict::copy(t, inner.kwargs.get(t, o).v());
        dict::update(t, merged.v(), kwargs.v())?;
        kwargs = merged;
        function = inner.function.get(t, o);
    }
    let args = tuple::from_values(t, &all);
    let payload = Partial { function: Slot::new(function), args: Slot::new(args), kwargs: Slot::new(kwargs) };
    Ok(t.alloc(shape_of_class(cls), payload))
}

/// Stored arguments with their placeholders filled from the given ones, then the rest of those.
fn filled(stored: &[Value], given: &[Value], hole: Value) -> ArgVec {
    let mut rest = given.iter();
    let mut all = ArgVec::with_capacity(stored.len() + given.len());
    for &v in stored {
        all.push(if v.is(hole) { rest.next().copied().unwrap_or(v) } else { v });
    }
    all.extend(rest.copied());
    all
}

fn call(t: &Thread, v: Value, args: Args) -> Res {
    let p = v.expect::<Partial>();
    let o = ops::object(v);
    let (function, stored, kwargs) = (p.function.get(t, o), p.args.get(t, o), p.kwargs.get(t, o));
    let hole = placeholder(t);
    let (stored, given) = (tuple::items(&stored), args.positional());
    let holes = stored.iter().filter(|v| v.is(hole.v())).count();
    if given.len() < holes {
        return Err(t.type_error(format_args!(
            "missing positional arguments in 'partial' call; expected at least {holes}, got {}",
            given.len()
        )));
    }
    let mut all = filled(stored, given, hole.v());
    let pairs = dict::items(t, kwargs.v());
    if pairs.is_empty() {
        all.extend_from_slice(args.named());
        return ops::call(t, function.v(), Args { all: &all, names: args.names });
    }
    let mut names = ArgVec::new();
    let mut values = ArgVec::new();
    for (name, value) in &pairs {
        names.push(name.v());
        values.push(value.v());
    }
    for (name, value) in args.pairs() {
        match names.iter().position(|&n| heddle_objects::types::str::same_text(n, name)) {
            Some(k) => values[k] = value,
            None => {
                names.push(name);
                values.push(value);
            }
        }
    }
    all.extend_from_slice(&values);
    ops::call(t, function.v(), Args { all: &all, names: &names })
}

fn repr(t: &Thread, v: Value) -> Res {
    let name = full_name(t, ops::type_of(v))?;
    if !t.repr_enter(v) {
        return Ok(t.str("..."));
    }
    let text = (|| {
        let p = v.expect::<Partial>();
        let o = ops::object(v);
        let (function, args) = (p.function.get(t, o), p.args.get(t, o));
        let mut all = vec![function.v()];
        all.extend_from_slice(tuple::items(&args));
        let kwargs = dict::items(t, p.kwargs.get(t, o).v());
        shown_arguments(t, &all, &kwargs)
    })();
    t.repr_leave(v);
    Ok(t.str(&format!("{name}({})", text?)))
}

fn reduce(t: &Thread, a: &[Value]) -> Res {
    let v = a[0];
    let p = v.expect::<Partial>();
    let o = ops::object(v);
    let function = p.function.get(t, o);
    let attributes = if attr::own_names(t, v).is_empty() { Ref::NONE } else { ops::instance_dict(t, v) };
    let state = vec![function.clone(), p.args.get(t, o), p.kwargs.get(t, o), attributes];
    let make =
        vec![Ref::new(ops::type_of(v)), tuple::from_refs(t, vec![function]), tuple::from_refs(t, state)];
    Ok(tuple::from_refs(t, make))
}

fn set_state(t: &Thread, a: &[Value]) -> Res {
    let v = a[0];
    let invalid = || t.type_error("invalid partial state");
    let Some(&[function, args, kwargs, attributes]) = tuple::try_items(&a[1]) else { return Err(invalid()) };
    let Some(items) = tuple::try_items(&args) else { return Err(invalid()) };
    if !ops::is_callable(function) || !(kwargs.is_none() || dict::is_dict(kwargs)) {
        return Err(invalid());
    }
    if items.last().is_some_and(|last| last.is(placeholder(t).v())) {
        return Err(t.type_error("trailing Placeholders are not allowed"));
    }
    let args = if tuple::TUPLE.is_exact(args) { Ref::new(args) } else { tuple::from_values(t, items) };
    let kwargs = if kwargs.is_none() {
        dict::new(t)
    } else if dict::DICT.is_exact(kwargs) {
        Ref::new(kwargs)
    } else {
        dict::copy(t, kwargs)
    };
    if !attributes.is_none() {
        attr::set_instance_dict(t, v, attributes)?;
    }
    let p = v.expect::<Partial>();
    let o = ops::object(v);
    p.function.set(t, o, Ref::new(function));
    p.args.set(t, o, args);
    p.kwargs.set(t, o, kwargs);
    Ok(Ref::NONE)
}

/// The payload of the one placeholder.
pub struct Placeholder {
    nothing: Fixed,
}
heddle_objects::payload!(Placeholder { nothing });

/// `functools._PlaceholderType`
pub static PLACEHOLDER_TYPE: NativeType = NativeType::new(TypeDef {
    methods: &[def("__reduce__($self, /)", |t, _| Ok(t.str("Placeholder")))],
    doc: "The type of the Placeholder singleton.\n\nUsed as a placeholder for partial arguments.",
    ..TypeDef::new("functools._PlaceholderType", Placeholder::vtable, |s| {
        s.new = Some(|t, _, args| {
            if !args.all.is_empty() {
                return Err(t.type_error("PlaceholderType takes no arguments"));
            }
            Ok(placeholder(t))
        });
        s.repr = Some(|t, _| Ok(t.str("Placeholder")));
    })
});

static PLACEHOLDER: AtomicU64 = AtomicU64::new(0);

/// `functools.Placeholder`
pub fn placeholder(t: &Thread) -> Ref {
    crate::util::singleton(t, &PLACEHOLDER, |t| {
        t.alloc(PLACEHOLDER_TYPE.shape(), Placeholder { nothing: Fixed::new(Ref::UNDEF) })
    })
}
