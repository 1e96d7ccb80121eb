//! Named tuples of native modules (`sys.flags`, `os.stat_result`, `time.struct_time`): tuples whose items have names, too.
//!
//! A type is declared by [`StructSeq`]. Items beyond `visible` have names but no index: they lie in the tuple's fixed slots.

use crate::error::Res;
use crate::native::{Args, Def, def};
use crate::ops;
use crate::payload::Payload;
use crate::refs::Ref;
use crate::shape::{fixed_slots, shape_of};
use crate::slots::Slots;
use crate::thread::Thread;
use crate::typeobj::{NativeType, TypeDef, type_data};
use crate::types::tuple::{self, TUPLE, Tuple};
use crate::types::{descr, dict, str};
use crate::value::Value;

/// A type of named tuples.
pub struct StructSeq {
    /// The type.
    pub ty: NativeType,
    /// Names of all items; `""` for one without a name.
    pub fields: &'static [&'static str],
    /// How many of them are items of the tuple.
    pub visible: usize,
}

/// Declares the fields of a struct sequence type: puts their descriptors and counts into the type's dict.
pub fn fields(t: &Thread, ty: Value, names: &[&str], visible: usize, put: &mut dyn FnMut(&str, Ref)) {
    for (k, name) in names.iter().enumerate() {
        if !name.is_empty() {
            put(name, descr::item(t, ty, t.intern(name).v(), k as u16, visible as u16));
        }
    }
    let named: Vec<Ref> = names[..visible].iter().filter(|n| !n.is_empty()).map(|n| t.intern(n)).collect();
    put("__match_args__", tuple::from_refs(t, named));
    put("n_fields", t.int(names.len() as i64));
    put("n_sequence_fields", t.int(visible as i64));
    put("n_unnamed_fields", t.int(names.iter().filter(|n| n.is_empty()).count() as i64));
}

/// The declaration of a struct sequence type with `extra` filled in by the caller through [`fields`].
pub const fn declare(name: &'static str) -> TypeDef {
    TypeDef { base: Some(&TUPLE), methods: METHODS, ..TypeDef::new(name, <Tuple as Payload>::vtable, slots) }
}

const METHODS: &[Def] = &[
    def("__reduce__($self, /)", |t, a| {
        let items = tuple::from_values(t, tuple::items(&a[0]));
        let rest = dict::new(t);
        let o = ops::object(a[0]);
        let names = names_of(t, ops::type_of(a[0]))?;
        let visible = tuple::items(&a[0]).len();
        for (k, slot) in fixed_slots(o, shape_of(o)).iter().enumerate() {
            if let Some(Some(name)) = names.get(visible + k) {
                dict::set_str(t, rest.v(), name.v(), slot.get(t, o).some().unwrap_or(Ref::NONE).v());
            }
        }
        let args = tuple::from_refs(t, vec![items, rest]);
        Ok(tuple::from_refs(t, vec![Ref::new(ops::type_of(a[0])), args]))
    }),
    def("__replace__($self, /, **changes)", |t, a| {
        let ty = ops::type_of(a[0]);
        let names = names_of(t, ty)?;
        if names.iter().any(Option::is_none) {
            return Err(t.type_error(format_args!(
                "__replace__() is not supported for {} because it has unnamed field(s)",
                crate::typeobj::name_of(ty)
            )));
        }
        let mut items: Vec<Ref> = tuple::items(&a[0]).iter().map(|v| Ref::new(*v)).collect();
        let visible = items.len();
        let o = ops::object(a[0]);
        items.extend(fixed_slots(o, shape_of(o)).iter().map(|s| s.get(t, o)));
        let mut unexpected = Vec::new();
        for (k, v) in dict::items(t, a[1]) {
            match names.iter().flatten().position(|n| str::same_text(n.v(), k.v())) {
                Some(at) if at < items.len() => items[at] = v,
                _ => unexpected.push(k),
            }
        }
        if !unexpected.is_empty() {
            let shown = crate::types::list::from_refs(t, unexpected);
            return Err(t.type_error(format_args!(
                "Got unexpected field name(s): {}",
                ops::repr_text(t, shown.v())?
            )));
        }
        let hidden = items.split_off(visible);
        Ok(with_hidden(t, o.shape(), items, hidden))
    }),
];

/// A count in the dict of a struct sequence type.
fn count(t: &Thread, ty: Value, what: &str) -> Res<usize> {
    let n = crate::typeobj::lookup(t, ty, t.intern(what).v());
    Ok(ops::index_isize(t, n.v())? as usize)
}

/// The names of a struct sequence type's items, hidden ones last; `None` for an item without a name.
fn names_of(t: &Thread, ty: Value) -> Res<Vec<Option<Ref>>> {
    let mut names: Vec<Option<Ref>> = (0..count(t, ty, "n_fields")?).map(|_| None).collect();
    let mut at = Ref::new(ty);
    while let Some(data) = at.payload::<crate::typeobj::Type>() {
        let mut any = false;
        for (k, member) in dict::items(t, data.dict.v()) {
            if let Some(index) = descr::item_index(member.v())
                && let Some(name) = names.get_mut(index as usize)
            {
                *name = Some(k);
                any = true;
            }
        }
        if any {
            break;
        }
        at = data.base.get(t, at.obj());
    }
    Ok(names)
}

fn with_hidden(t: &Thread, shape: u32, items: Vec<Ref>, hidden: Vec<Ref>) -> Ref {
    let r = tuple::with_shape(t, shape, items);
    let o = r.obj();
    for (slot, v) in fixed_slots(o, shape_of(o)).iter().zip(hidden) {
        slot.init(v);
    }
    r
}

/// A new instance of a type with hidden items (`fixed` of them).
pub fn make_with(t: &Thread, ty: &NativeType, items: Vec<Ref>, hidden: Vec<Ref>) -> Ref {
    with_hidden(t, ty.shape(), items, hidden)
}

/// A new instance; items beyond the visible ones are dropped if the type has no room for them.
pub fn make(t: &Thread, ty: &NativeType, items: Vec<Ref>) -> Ref {
    tuple::with_shape(t, ty.shape(), items)
}

/// The `sequence` and the `dict` of a call.
fn arguments(t: &Thread, name: &str, args: Args) -> Res<(Value, Value)> {
    let mut found = [Value::UNDEF; 2];
    let given = args.positional();
    if given.len() + args.names.len() > 2 {
        return Err(t.type_error(format_args!(
            "{name}() takes at most 2 arguments ({} given)",
            given.len() + args.names.len()
        )));
    }
    found[..given.len()].copy_from_slice(given);
    for (key, value) in args.names.iter().zip(args.named()) {
        let at = ["sequence", "dict"].iter().position(|n| str::equals(*key, n));
        match at {
            Some(at) if found[at].is_undef() => found[at] = *value,
            Some(at) => {
                return Err(t.type_error(format_args!(
                    "argument for {name}() given by name ('{}') and position ({})",
                    str::lossy(*key),
                    at + 1
                )));
            }
            None => {
                return Err(t.type_error(format_args!(
                    "{name}() got an unexpected keyword argument '{}'",
                    str::lossy(*key)
                )));
            }
        }
    }
    if found[0].is_undef() {
        return Err(t.type_error(format_args!("{name}() missing required argument 'sequence' (pos 1)")));
    }
    Ok((found[0], found[1]))
}

fn new(t: &Thread, cls: Value, args: Args) -> Res {
    let name = crate::typeobj::name_of(cls);
    let (sequence, extra) = arguments(t, &name, args)?;
    let (all, visible) = (count(t, cls, "n_fields")?, count(t, cls, "n_sequence_fields")?);
    if ops::slots_of(sequence).iter.is_none() && ops::slots_of(sequence).getitem.is_none() {
        return Err(t.type_error("constructor requires a sequence"));
    }
    let mut items = ops::collect(t, sequence)?;
    if !extra.is_undef() && !dict::is_dict(extra) {
        return Err(t.type_error(format_args!("{name}() takes a dict as second arg, if any")));
    }
    if items.len() < visible || items.len() > all {
        let n = items.len();
        return Err(t.type_error(if all == visible {
            format!("{name}() takes a {visible}-sequence ({n}-sequence given)")
        } else if n < visible {
            format!("{name}() takes an at least {visible}-sequence ({n}-sequence given)")
        } else {
            format!("{name}() takes an at most {all}-sequence ({n}-sequence given)")
        }));
    }
    let mut used = 0;
    let given = if extra.is_undef() { 0 } else { dict::len(t, extra) };
    if given > 0 {
        let names = names_of(t, cls)?;
        for field in &names[items.len()..] {
            let mut value = Ref::UNDEF;
            if let Some(key) = field {
                value = dict::get(t, extra, key.v())?;
            }
            used += usize::from(!value.is_undef());
            items.push(value.some().unwrap_or(Ref::NONE));
        }
    }
    if used < given {
        return Err(t.type_error(format_args!("{name}() got duplicate or unexpected field name(s)")));
    }
    let hidden = items.split_off(visible.min(items.len()));
    let shape = type_data(&cls).first_shape.load(heddle_threads::sync::atomic::Ordering::Relaxed);
    Ok(with_hidden(t, shape, items, hidden))
}

fn slots(s: &mut Slots) {
    s.new = Some(new);
    s.repr = Some(|t, v| {
        let ty = ops::type_of(v);
        let names = names_of(t, ty)?;
        let mut out = format!("{}(", crate::typeobj::name_of(ty));
        for (k, item) in tuple::items(&v).iter().enumerate() {
            if k > 0 {
                out.push_str(", ");
            }
            let name = match names.get(k) {
                Some(Some(name)) => str::lossy(name.v()),
                _ => String::new(),
            };
            out.push_str(&format!("{name}={}", ops::repr_text(t, *item)?));
        }
        out.push(')');
        Ok(t.str(&out))
    });
}
