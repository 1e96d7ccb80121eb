//! `islice`: a slice of an iterator.

use crate::util::{new, same, shape_of_class};
use heddle_objects::payload::Payload;
use heddle_objects::slots::Slots;
use heddle_objects::typeobj::{NativeType, TypeDef, flags};
use heddle_objects::types::{int, tuple};
use heddle_objects::{Ref, Res, Slot, Thread, Value, ops};
use heddle_threads::sync::atomic::{AtomicIsize, Ordering::*};

/// `islice`'s payload. An end of -1: none.
pub struct Islice {
    /// The iterator; UNDEF once the slice is exhausted.
    source: Slot,
    /// The number of the next item that is given.
    next: AtomicIsize,
    stop: isize,
    step: isize,
    /// Items taken from the source so far.
    taken: AtomicIsize,
}
heddle_objects::payload!(Islice { source });

/// `islice`
pub static ISLICE: NativeType = NativeType::new(TypeDef {
    flags: flags::BASE,
    doc: "islice(iterable, stop) --> islice object\nislice(iterable, start, stop[, step]) --> islice object\n\n\
          Return an iterator whose next() method returns selected values from an\n\
          iterable.  If start is specified, will skip all preceding elements;\n\
          otherwise, start defaults to zero.  Step defaults to one.  If\n\
          specified as another value, step determines how many values are\n\
          skipped between successive calls.  Works like a slice() on a list\n\
          but returns an iterator.",
    ..TypeDef::new("itertools.islice", Islice::vtable, slots)
});

/// A bound: None is `none`; `None` comes back where it is no int of a machine word's size that is not negative.
fn bound(t: &Thread, v: Value, none: isize) -> Res<Option<isize>> {
    if v.is_none() {
        return Ok(Some(none));
    }
    // As CPython does, whatever `__index__` raises becomes the ValueError.
    let Ok(n) = ops::index(t, v) else { return Ok(None) };
    Ok(int::to_i64(n.v()).filter(|&n| n >= 0).map(|n| n as isize))
}

fn slots(s: &mut Slots) {
    new!(s, "islice($type, /, *args)", |t, a| {
        let args = tuple::items(&a[1]);
        if args.len() < 2 || args.len() > 4 {
            let (bound, n) = if args.len() < 2 { ("at least", 2) } else { ("at most", 4) };
            return Err(
                t.type_error(format_args!("islice expected {bound} {n} arguments, got {}", args.len()))
            );
        }
        let (mut start, mut step) = (0, 1);
        let stop = if args.len() == 2 {
            bound(t, args[1], -1)?.ok_or_else(|| {
                t.value_error("Stop argument for islice() must be None or an integer: 0 <= x <= sys.maxsize.")
            })?
        } else {
            let stop = bound(t, args[2], -1)?;
            let first = bound(t, args[1], 0)?;
            let stop = stop.ok_or_else(|| {
                t.value_error("Stop argument for islice() must be None or an integer: 0 <= x <= sys.maxsize.")
            })?;
            start = first.ok_or_else(|| {
                t.value_error("Indices for islice() must be None or an integer: 0 <= x <= sys.maxsize.")
            })?;
            stop
        };
        if args.len() == 4 {
            step = bound(t, args[3], 1)?
                .filter(|&n| n >= 1)
                .ok_or_else(|| t.value_error("Step for islice() must be a positive integer or None."))?;
        }
        let source = ops::iter(t, args[0])?;
        Ok(t.alloc(
            shape_of_class(a[0]),
            Islice {
                source: Slot::new(source),
                next: AtomicIsize::new(start),
                stop,
                step,
                taken: AtomicIsize::new(0),
            },
        ))
    });
    s.iter = Some(same);
    s.next = Some(next);
}

fn next(t: &Thread, v: Value) -> Res {
    let p = v.expect::<Islice>();
    let o = ops::object(v);
    let source = p.source.get(t, o);
    if source.is_undef() {
        return Ok(source);
    }
    while p.taken.load(Relaxed) < p.next.load(Relaxed) && (p.stop < 0 || p.taken.load(Relaxed) < p.stop) {
        let skipped = ops::next(t, source.v())?;
        if skipped.is_undef() {
            p.source.set(t, o, Ref::UNDEF);
            return Ok(skipped);
        }
        p.taken.fetch_add(1, Relaxed);
        t.m.safepoint();
    }
    if p.stop >= 0 && p.taken.load(Relaxed) >= p.stop {
        p.source.set(t, o, Ref::UNDEF);
        return Ok(Ref::UNDEF);
    }
    let item = ops::next(t, source.v())?;
    if item.is_undef() {
        p.source.set(t, o, Ref::UNDEF);
        return Ok(item);
    }
    p.taken.fetch_add(1, Relaxed);
    let next = p.next.load(Relaxed).saturating_add(p.step);
    p.next.store(if p.stop >= 0 { next.min(p.stop) } else { next }, Relaxed);
    Ok(item)
}
