//! `compress`, `dropwhile`, `filterfalse`, `starmap`, `takewhile`: iterators that choose or call.

use crate::util::{new, same, shape_of_class};
use heddle_objects::payload::Payload;
use heddle_objects::slots::Slots;
use heddle_objects::typeobj::{NativeType, TypeDef, flags};
use heddle_objects::types::{bool_, tuple};
use heddle_objects::{Fixed, Ref, Res, Thread, Value, ops};
use heddle_threads::sync::atomic::{AtomicBool, Ordering::*};

/// A function and the iterator it is asked about (of `compress`: the data and the selectors).
pub struct Pair {
    first: Fixed,
    second: Fixed,
    /// `dropwhile` has begun to give; `takewhile` has ended.
    turned: AtomicBool,
}
heddle_objects::payload!(Pair { first, second });

fn make(t: &Thread, cls: Value, first: Ref, second: Ref) -> Res {
    Ok(t.alloc(
        shape_of_class(cls),
        Pair { first: Fixed::new(first), second: Fixed::new(second), turned: AtomicBool::new(false) },
    ))
}

fn of_function(t: &Thread, a: &[Value]) -> Res {
    let source = ops::iter(t, a[2])?;
    make(t, a[0], Ref::new(a[1]), source)
}

/// The truth of what the function says about an item; of the item itself where the function is None or bool.
fn holds(t: &Thread, f: Value, item: Value) -> Res<bool> {
    if f.is_none() || f.is(bool_::BOOL.get()) {
        return ops::truth(t, item);
    }
    let r = ops::call_pos(t, f, &[item])?;
    ops::truth(t, r.v())
}

macro_rules! pair_type {
    ($name:ident, $text:literal, $slots:ident, $doc:literal) => {
        #[doc = concat!("`", $text, "`")]
        pub static $name: NativeType = NativeType::new(TypeDef {
            flags: flags::BASE,
            doc: $doc,
            ..TypeDef::new($text, Pair::vtable, $slots)
        });
    };
}

pair_type!(
    COMPRESS,
    "itertools.compress",
    compress_slots,
    "Return data elements corresponding to true selector elements.\n\n\
     Forms a shorter iterator from selected data elements using the selectors to\nchoose the data elements."
);
pair_type!(
    DROPWHILE,
    "itertools.dropwhile",
    dropwhile_slots,
    "Drop items from the iterable while predicate(item) is true.\n\n\
     Afterwards, return every element until the iterable is exhausted."
);
pair_type!(
    FILTERFALSE,
    "itertools.filterfalse",
    filterfalse_slots,
    "Return those items of iterable for which function(item) is false.\n\n\
     If function is None, return the items that are false."
);
pair_type!(
    STARMAP,
    "itertools.starmap",
    starmap_slots,
    "Return an iterator whose values are returned from the function evaluated with an argument tuple taken \
     from the given sequence."
);
pair_type!(
    TAKEWHILE,
    "itertools.takewhile",
    takewhile_slots,
    "Return successive entries from an iterable as long as the predicate evaluates to true for each entry."
);

fn compress_slots(s: &mut Slots) {
    new!(s, "compress($type, /, data, selectors)", |t, a| {
        let data = ops::iter(t, a[1])?;
        let selectors = ops::iter(t, a[2])?;
        make(t, a[0], data, selectors)
    });
    s.iter = Some(same);
    s.next = Some(|t, v| {
        let p = v.expect::<Pair>();
        loop {
            let item = ops::next(t, p.first.v())?;
            if item.is_undef() {
                return Ok(item);
            }
            let selector = ops::next(t, p.second.v())?;
            if selector.is_undef() || ops::truth(t, selector.v())? {
                return Ok(if selector.is_undef() { selector } else { item });
            }
            t.m.safepoint();
        }
    });
}

fn dropwhile_slots(s: &mut Slots) {
    new!(s, "dropwhile($type, predicate, iterable, /)", of_function);
    s.iter = Some(same);
    s.next = Some(|t, v| {
        let p = v.expect::<Pair>();
        loop {
            let item = ops::next(t, p.second.v())?;
            if item.is_undef() || p.turned.load(Relaxed) {
                return Ok(item);
            }
            let r = ops::call_pos(t, p.first.v(), &[item.v()])?;
            if !ops::truth(t, r.v())? {
                p.turned.store(true, Relaxed);
                return Ok(item);
            }
            t.m.safepoint();
        }
    });
}

fn filterfalse_slots(s: &mut Slots) {
    new!(s, "filterfalse($type, function, iterable, /)", of_function);
    s.iter = Some(same);
    s.next = Some(|t, v| {
        let p = v.expect::<Pair>();
        loop {
            let item = ops::next(t, p.second.v())?;
            if item.is_undef() || !holds(t, p.first.v(), item.v())? {
                return Ok(item);
            }
            t.m.safepoint();
        }
    });
}

fn starmap_slots(s: &mut Slots) {
    new!(s, "starmap($type, function, iterable, /)", of_function);
    s.iter = Some(same);
    s.next = Some(|t, v| {
        let p = v.expect::<Pair>();
        let args = ops::next(t, p.second.v())?;
        if args.is_undef() {
            return Ok(args);
        }
        if let Some(items) = tuple::try_items(&args) {
            return ops::call_pos(t, p.first.v(), items);
        }
        let items = ops::collect(t, args.v())?;
        let values: Vec<Value> = items.iter().map(Ref::v).collect();
        ops::call_pos(t, p.first.v(), &values)
    });
}

fn takewhile_slots(s: &mut Slots) {
    new!(s, "takewhile($type, predicate, iterable, /)", of_function);
    s.iter = Some(same);
    s.next = Some(|t, v| {
        let p = v.expect::<Pair>();
        if p.turned.load(Relaxed) {
            return Ok(Ref::UNDEF);
        }
        let item = ops::next(t, p.second.v())?;
        if item.is_undef() {
            return Ok(item);
        }
        let r = ops::call_pos(t, p.first.v(), &[item.v()])?;
        if ops::truth(t, r.v())? {
            return Ok(item);
        }
        p.turned.store(true, Relaxed);
        Ok(Ref::UNDEF)
    });
}
