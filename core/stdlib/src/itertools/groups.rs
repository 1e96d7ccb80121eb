//! `groupby` and the iterators of its groups.

use crate::util::{new, same, shape_of_class};
use heddle_objects::payload::Payload;
use heddle_objects::slots::Slots;
use heddle_objects::typeobj::{NativeType, TypeDef, flags};
use heddle_objects::types::tuple;
use heddle_objects::{Fixed, Ref, Res, Slot, Thread, Value, ops};
use heddle_threads::sync::atomic::{AtomicU64, Ordering::*};

/// `groupby`'s payload.
pub struct GroupBy {
    source: Fixed,
    /// The key function, UNDEF for none.
    function: Fixed,
    /// The key of the group that was given out last.
    target: Slot,
    /// The item that is next, and its key.
    key: Slot,
    value: Slot,
    /// The number of the group that was given out last: only its iterator gives items.
    group: AtomicU64,
}
heddle_objects::payload!(GroupBy { source, function, target, key, value });

/// `groupby`
pub static GROUPBY: NativeType = NativeType::new(TypeDef {
    flags: flags::BASE,
    doc: "make an iterator that returns consecutive keys and groups from the iterable\n\n  \
          iterable\n    Elements to divide into groups according to the key function.\n  \
          key\n    A function for computing the group category for each element.\n    \
          If the key function is not specified or is None, the element itself\n    is used for grouping.",
    ..TypeDef::new("itertools.groupby", GroupBy::vtable, groupby_slots)
});

fn groupby_slots(s: &mut Slots) {
    new!(s, "groupby($type, /, iterable, key=None)", |t, a| {
        let source = ops::iter(t, a[1])?;
        let function = if a[2].is_none() { Value::UNDEF } else { a[2] };
        Ok(t.alloc(
            shape_of_class(a[0]),
            GroupBy {
                source: Fixed::new(source),
                function: Fixed::new(Ref::new(function)),
                target: Slot::undef(),
                key: Slot::undef(),
                value: Slot::undef(),
                group: AtomicU64::new(0),
            },
        ))
    });
    s.iter = Some(same);
    s.next = Some(next_group);
}

/// Fetches the next item and its key; false at the end.
fn fetch(t: &Thread, v: Value, g: &GroupBy) -> Res<bool> {
    let item = ops::next(t, g.source.v())?;
    if item.is_undef() {
        return Ok(false);
    }
    let key =
        if g.function.v().is_undef() { item.clone() } else { ops::call_pos(t, g.function.v(), &[item.v()])? };
    let o = ops::object(v);
    g.value.set(t, o, item);
    g.key.set(t, o, key);
    Ok(true)
}

fn next_group(t: &Thread, v: Value) -> Res {
    let g = v.expect::<GroupBy>();
    let o = ops::object(v);
    let number = g.group.fetch_add(1, Relaxed) + 1;
    // Skip what is left of the last group.
    loop {
        let key = g.key.get(t, o);
        if !key.is_undef() {
            let target = g.target.get(t, o);
            if target.is_undef() || !ops::equal(t, target.v(), key.v())? {
                break;
            }
        }
        if !fetch(t, v, g)? {
            return Ok(Ref::UNDEF);
        }
        t.m.safepoint();
    }
    let key = g.key.get(t, o);
    g.target.set(t, o, key.clone());
    let grouper = grouper(t, v, key.v(), number);
    Ok(tuple::from_refs(t, vec![key, grouper]))
}

/// The payload of a group's iterator.
pub struct Grouper {
    parent: Fixed,
    key: Fixed,
    number: u64,
}
heddle_objects::payload!(Grouper { parent, key });

/// `itertools._grouper`
pub static GROUPER: NativeType = NativeType::new(TypeDef::new("itertools._grouper", Grouper::vtable, |s| {
    new!(s, "_grouper($type, parent, tgtkey, /)", |t, a| {
        let Some(parent) = a[1].payload::<GroupBy>() else {
            return Err(t.type_error(format_args!(
                "_grouper() argument 1 must be itertools.groupby, not {}",
                ops::type_name(a[1])
            )));
        };
        let number = parent.group.load(Relaxed);
        Ok(grouper(t, a[1], a[2], number))
    });
    s.iter = Some(same);
    s.next = Some(next_item);
}));

fn grouper(t: &Thread, parent: Value, key: Value, number: u64) -> Ref {
    t.alloc(
        GROUPER.shape(),
        Grouper { parent: Fixed::new(Ref::new(parent)), key: Fixed::new(Ref::new(key)), number },
    )
}

fn next_item(t: &Thread, v: Value) -> Res {
    let p = v.expect::<Grouper>();
    let parent = p.parent.v();
    let g = parent.expect::<GroupBy>();
    let o = ops::object(parent);
    if g.group.load(Relaxed) != p.number {
        return Ok(Ref::UNDEF);
    }
    if g.value.peek().is_undef() && !fetch(t, parent, g)? {
        return Ok(Ref::UNDEF);
    }
    let key = g.key.get(t, o);
    if key.is_undef() || !ops::equal(t, p.key.v(), key.v())? {
        return Ok(Ref::UNDEF);
    }
    // Whoever takes the item has it; the slot is empty for the next.
    Ok(g.value.swap(t, o, Ref::UNDEF))
}
