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
        let names = names_of(t, a[0]);
        let visible = tuple::items(&a[0]).len();
        for (k, slot) in fixed_slots(o, shape_of(o)).iter().enumerate() {
            if let Some(name) = names.get(visible + k) {
                dict::set_str(t, rest.v(), name.v(), slot.get(t, o).some().unwrap_or(Ref::NONE).v());
            }
        }
        let args = tuple::from_refs(t, vec![items, rest]);
        Ok(tuple::from_refs(t, vec![Ref::new(ops::type_of(a[0])), args]))
    }),
    def("__replace__($self, /, **changes)", |t, a| {
        let names = names_of(t, a[0]);
        let mut items: Vec<Ref> = tuple::items(&a[0]).iter().map(|v| Ref::new(*v)).collect();
        for (k, v) in dict::items(t, a[1]) {
            match names.iter().position(|n| str::same_text(n.v(), k.v())) {
                Some(at) if at < items.len() => items[at] = v,
                _ => {
                    return Err(t.type_error(format_args!(
                        "Got unexpected field name(s): ['{}']",
                        str::lossy(k.v())
                    )));
                }
            }
        }
        let o = ops::object(a[0]);
        let shape = o.shape();
        let hidden: Vec<Ref> = fixed_slots(o, shape_of(o)).iter().map(|s| s.get(t, o)).collect();
        Ok(with_hidden(t, shape, items, hidden))
    }),
];

/// The names of a struct sequence's items, hidden ones last.
fn names_of(t: &Thread, v: Value) -> Vec<Ref> {
    let ty = ops::type_of(v);
    let mut found: Vec<(u16, Ref)> = vec![];
    let mut at = Ref::new(ty);
    while let Some(data) = at.payload::<crate::typeobj::Type>() {
        for (k, member) in dict::items(t, data.dict.v()) {
            if let Some(index) = descr::item_index(member.v()) {
                found.push((index, k));
            }
        }
        if !found.is_empty() {
            break;
        }
        at = data.base.get(t, at.obj());
    }
    found.sort_by_key(|(k, _)| *k);
    found.into_iter().map(|(_, n)| n).collect()
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

fn slots(s: &mut Slots) {
    s.new = Some(|t, cls, args: Args| {
        let name = crate::typeobj::name_of(cls);
        let Some(&sequence) = args.positional().first() else {
            return Err(t.type_error(format_args!("{name}() missing required argument 'sequence' (pos 1)")));
        };
        let count = |what: &str| -> Res<usize> {
            let n = crate::typeobj::lookup(t, cls, t.intern(what).v());
            Ok(ops::index_isize(t, n.v())? as usize)
        };
        let (all, visible) = (count("n_fields")?, count("n_sequence_fields")?);
        if ops::slots_of(sequence).iter.is_none() && ops::slots_of(sequence).getitem.is_none() {
            return Err(t.type_error("constructor requires a sequence"));
        }
        let mut items = ops::collect(t, sequence)?;
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
        let hidden = items.split_off(visible.min(items.len()));
        let shape = type_data(&cls).first_shape.load(heddle_threads::sync::atomic::Ordering::Relaxed);
        Ok(with_hidden(t, shape, items, hidden))
    });
    s.repr = Some(|t, v| {
        let names = names_of(t, v);
        let mut out = format!("{}(", crate::typeobj::name_of(ops::type_of(v)));
        for (k, item) in tuple::items(&v).iter().enumerate() {
            if k > 0 {
                out.push_str(", ");
            }
            let name = names.get(k).map_or_else(String::new, |n| str::lossy(n.v()));
            out.push_str(&format!("{name}={}", ops::repr_text(t, *item)?));
        }
        out.push(')');
        Ok(t.str(&out))
    });
}
