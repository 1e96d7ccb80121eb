//! `defaultdict`: a dict that makes what is missing. Its factory lies in a slot behind the dict's payload.

use crate::util::{class_getitem, short_name};
use heddle_objects::native::{Args, def};
use heddle_objects::payload::Payload;
use heddle_objects::shape::{fixed_slots, shape_of};
use heddle_objects::slots::{Binary, Slots};
use heddle_objects::typeobj::{NativeType, TypeDef, flags, getset, type_data};
use heddle_objects::types::{dict, tuple};
use heddle_objects::{Ref, Res, Slot, Thread, Value, ops};

/// `collections.defaultdict`
pub static DEFAULT_DICT: NativeType = NativeType::new(TypeDef {
    base: Some(&dict::DICT),
    flags: flags::BASE,
    fixed: 1,
    methods: &[
        def("__missing__($self, key, /)", missing),
        def("__copy__($self, /)", copy),
        def("copy($self, /)", copy),
        def("__reduce__($self, /)", reduce),
        def("__class_getitem__($type, object, /)", class_getitem),
    ],
    getset: &[getset(
        "default_factory",
        |t, v| Ok(factory(t, v)),
        |t, v, new| {
            slot(v).set(t, ops::object(v), Ref::new(new));
            Ok(())
        },
    )],
    doc: "defaultdict(default_factory=None, /, [...]) --> dict with default factory\n\n\
          The default factory is called without arguments to produce\n\
          a new value when a key is not present, in __getitem__ only.\n\
          A defaultdict compares equal to a dict with the same items.\n\
          All remaining arguments are treated the same as if they were\n\
          passed to the dict constructor, including keyword arguments.\n",
    ..TypeDef::new("collections.defaultdict", dict::Dict::vtable, slots)
});

fn slot<'a>(v: Value) -> &'a Slot {
    let o = ops::object(v);
    &fixed_slots(o, shape_of(o))[0]
}

/// `default_factory`, None for none.
fn factory(t: &Thread, v: Value) -> Ref {
    slot(v).get(t, ops::object(v)).some().unwrap_or(Ref::NONE)
}

fn slots(s: &mut Slots) {
    s.init = Some(init);
    s.repr = Some(repr);
    s.binary[Binary::Or as usize] = Some(or);
}

fn init(t: &Thread, v: Value, args: Args) -> Res<()> {
    let mut rest = args.all;
    let mut new = Ref::UNDEF;
    if let Some((&first, others)) = args.positional().split_first() {
        if !first.is_none() && !ops::is_callable(first) {
            return Err(t.type_error("first argument must be callable or None"));
        }
        new = Ref::new(first);
        rest = &args.all[1..];
        debug_assert!(rest.len() >= others.len());
    }
    slot(v).set(t, ops::object(v), new);
    let base = dict::DICT.get();
    match type_data(&base).slots().init {
        Some(f) => f(t, v, Args { all: rest, names: args.names }),
        None => Ok(()),
    }
}

fn missing(t: &Thread, a: &[Value]) -> Res {
    let f = factory(t, a[0]);
    if f.is_none() {
        return Err(t.key_error(a[1]));
    }
    let value = ops::call_pos(t, f.v(), &[])?;
    // Another thread may have been quicker: all see one value.
    dict::set_default(t, a[0], a[1], value.v())
}

fn repr(t: &Thread, v: Value) -> Res {
    let base = dict::DICT.get();
    let of_dict = match type_data(&base).slots().repr {
        Some(f) => f(t, v)?,
        None => t.str("{}"),
    };
    let f = factory(t, v);
    let shown = if t.repr_enter(v) {
        let shown = ops::repr_text(t, f.v());
        t.repr_leave(v);
        shown?
    } else {
        "...".to_string()
    };
    let dict_text = heddle_objects::types::str::view(&of_dict);
    let mut text = heddle_text::Buf::with_capacity(dict_text.len() + 32);
    text.push_str(&format!("{}({shown}, ", short_name(v)));
    text.push_view(dict_text);
    text.push_str(")");
    Ok(heddle_objects::types::str::new(t, text.finish().view()))
}

fn copy(t: &Thread, a: &[Value]) -> Res {
    let f = factory(t, a[0]);
    ops::call_pos(t, ops::type_of(a[0]), &[f.v(), a[0]])
}

fn reduce(t: &Thread, a: &[Value]) -> Res {
    let f = factory(t, a[0]);
    let args = if f.is_none() { vec![] } else { vec![f] };
    let items = ops::call_method(t, a[0], "items", &[])?;
    let items = ops::iter(t, items.v())?;
    let parts = vec![Ref::new(ops::type_of(a[0])), tuple::from_refs(t, args), Ref::NONE, Ref::NONE, items];
    Ok(tuple::from_refs(t, parts))
}

fn or(t: &Thread, a: Value, b: Value) -> Res {
    if !dict::is_dict(a) || !dict::is_dict(b) {
        return Ok(Ref::NOT_IMPLEMENTED);
    }
    let this = if DEFAULT_DICT.is_instance(a) { a } else { b };
    let f = factory(t, this);
    let new = ops::call_pos(t, ops::type_of(this), &[f.v(), a])?;
    dict::update(t, new.v(), b)?;
    Ok(new)
}
