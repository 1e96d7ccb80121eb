//! `count`, `cycle`, `repeat`.

use crate::util::{arg_size, is_number, new, same, shape_of_class, short_name};
use heddle_objects::native::def;
use heddle_objects::payload::Payload;
use heddle_objects::slots::{Binary, Slots};
use heddle_objects::typeobj::{NativeType, TypeDef, flags};
use heddle_objects::types::list;
use heddle_objects::{Fixed, Ref, Res, Slot, Thread, Value, ops};
use heddle_threads::sync::atomic::{AtomicIsize, AtomicUsize, Ordering::*};

/// `count`'s payload.
pub struct Count {
    /// The next number, where the step is 1 and the numbers are small; [`SLOW`] once they are not.
    fast: AtomicIsize,
    /// The next number otherwise.
    slow: Slot,
    step: Fixed,
}
heddle_objects::payload!(Count { slow, step });

/// Beyond every number that is counted fast.
const SLOW: isize = LARGE + (1 << 61);

/// The first number that is not counted fast.
const LARGE: isize = Value::INT_MAX as isize;

/// `count`
pub static COUNT: NativeType = NativeType::new(TypeDef {
    flags: flags::BASE,
    doc: "Return a count object whose .__next__() method returns consecutive values.\n\nEquivalent to:\n    \
          def count(firstval=0, step=1):\n        x = firstval\n        while 1:\n            yield x\n            x += step",
    ..TypeDef::new("itertools.count", Count::vtable, count_slots)
});

fn count_slots(s: &mut Slots) {
    new!(s, "count($type, /, start=0, step=1)", |t, a| {
        let start = if a[1].is_undef() { Value::int32(0) } else { a[1] };
        let step = if a[2].is_undef() { Value::int32(1) } else { a[2] };
        if !is_number(start) || !is_number(step) {
            return Err(t.type_error("a number is required"));
        }
        let one = step.as_small_int() == Some(1);
        let fast = start.as_small_int().filter(|&n| one && n < Value::INT_MAX);
        Ok(t.alloc(
            shape_of_class(a[0]),
            Count {
                fast: AtomicIsize::new(fast.map_or(SLOW, |n| n as isize)),
                slow: Slot::new(if fast.is_some() { Ref::UNDEF } else { Ref::new(start) }),
                step: Fixed::new(Ref::new(step)),
            },
        ))
    });
    s.iter = Some(same);
    s.next = Some(count_next);
    s.repr = Some(|t, v| {
        let c = v.expect::<Count>();
        let now = current_count(t, v, c);
        let now = ops::repr_text(t, now.v())?;
        let name = short_name(v);
        if c.step.v().as_small_int() == Some(1) {
            return Ok(t.str(&format!("{name}({now})")));
        }
        Ok(t.str(&format!("{name}({now}, {})", ops::repr_text(t, c.step.v())?)))
    });
}

fn current_count(t: &Thread, v: Value, c: &Count) -> Ref {
    let n = c.fast.load(Relaxed);
    if n < SLOW {
        return t.int(n as i64);
    }
    let slow = c.slow.get(t, ops::object(v));
    if slow.is_undef() { t.int(Value::INT_MAX) } else { slow }
}

fn count_next(t: &Thread, v: Value) -> Res {
    let c = v.expect::<Count>();
    if c.fast.load(Relaxed) < LARGE {
        let n = c.fast.fetch_add(1, Relaxed);
        if n < LARGE {
            return Ok(t.int(n as i64));
        }
    }
    let o = ops::object(v);
    if c.fast.swap(SLOW, Relaxed) < SLOW {
        // The first to pass the small numbers.
        drop(c.slow.swap(t, o, t.int(Value::INT_MAX)));
    }
    loop {
        let now = c.slow.get(t, o);
        if now.is_undef() {
            // Another thread is about to put the first large number there.
            t.m.safepoint();
            std::hint::spin_loop();
            continue;
        }
        let next = ops::binary(t, now.v(), c.step.v(), Binary::Add)?;
        // Each number is handed out once: only if nobody else took it meanwhile.
        let old = {
            let _lock = o.lock().lock(&t.m);
            if c.slow.peek().is(now.v()) { Ok(c.slow.swap_locked(next)) } else { Err(next) }
        };
        if old.is_ok() {
            return Ok(now);
        }
    }
}

/// `cycle`'s payload.
pub struct Cycle {
    source: Fixed,
    saved: Fixed,
    /// The next of the saved items; [`FIRST_ROUND`] while the source gives items.
    at: AtomicUsize,
}
heddle_objects::payload!(Cycle { source, saved });

const FIRST_ROUND: usize = usize::MAX;

/// `cycle`
pub static CYCLE: NativeType = NativeType::new(TypeDef {
    flags: flags::BASE,
    doc: "Return elements from the iterable until it is exhausted. Then repeat the sequence indefinitely.",
    ..TypeDef::new("itertools.cycle", Cycle::vtable, cycle_slots)
});

fn cycle_slots(s: &mut Slots) {
    new!(s, "cycle($type, iterable, /)", |t, a| {
        let source = ops::iter(t, a[1])?;
        let saved = list::from_refs(t, vec![]);
        Ok(t.alloc(
            shape_of_class(a[0]),
            Cycle { source: Fixed::new(source), saved: Fixed::new(saved), at: AtomicUsize::new(FIRST_ROUND) },
        ))
    });
    s.iter = Some(same);
    s.next = Some(|t, v| {
        let c = v.expect::<Cycle>();
        if c.at.load(Relaxed) == FIRST_ROUND {
            let item = ops::next(t, c.source.v())?;
            if !item.is_undef() {
                list::append(t, c.saved.v(), item.clone());
                return Ok(item);
            }
            let _ = c.at.compare_exchange(FIRST_ROUND, 0, Relaxed, Relaxed);
        }
        let len = list::len(t, c.saved.v());
        if len == 0 {
            return Ok(Ref::UNDEF);
        }
        let mut k = c.at.load(Relaxed);
        loop {
            let next = if k + 1 >= len { 0 } else { k + 1 };
            match c.at.compare_exchange_weak(k, next, Relaxed, Relaxed) {
                Ok(_) => return Ok(list::get(t, c.saved.v(), k.min(len - 1))),
                Err(now) => k = now,
            }
        }
    });
}

/// `repeat`'s payload.
pub struct Repeat {
    item: Fixed,
    /// How often still; negative: for ever.
    left: AtomicIsize,
}
heddle_objects::payload!(Repeat { item });

/// `repeat`
pub static REPEAT: NativeType = NativeType::new(TypeDef {
    flags: flags::BASE,
    methods: &[def("__length_hint__($self, /)", |t, a| match a[0].expect::<Repeat>().left.load(Relaxed) {
        n if n < 0 => Err(t.type_error("len() of unsized object")),
        n => Ok(t.int(n as i64)),
    })],
    doc: "repeat(object [,times]) -> create an iterator which returns the object\n\
          for the specified number of times.  If not specified, returns the object\nendlessly.",
    ..TypeDef::new("itertools.repeat", Repeat::vtable, repeat_slots)
});

fn repeat_slots(s: &mut Slots) {
    new!(s, "repeat($type, /, object, times=None)", |t, a| {
        let left = if a[2].is_undef() { -1 } else { arg_size(t, a[2])?.max(0) };
        Ok(t.alloc(
            shape_of_class(a[0]),
            Repeat { item: Fixed::new(Ref::new(a[1])), left: AtomicIsize::new(left) },
        ))
    });
    s.iter = Some(same);
    s.next = Some(|_, v| {
        let r = v.expect::<Repeat>();
        let mut left = r.left.load(Relaxed);
        loop {
            if left < 0 {
                return Ok(r.item.get());
            }
            if left == 0 {
                return Ok(Ref::UNDEF);
            }
            match r.left.compare_exchange_weak(left, left - 1, Relaxed, Relaxed) {
                Ok(_) => return Ok(r.item.get()),
                Err(now) => left = now,
            }
        }
    });
    s.repr = Some(|t, v| {
        let r = v.expect::<Repeat>();
        let (name, item) = (short_name(v), ops::repr_text(t, r.item.v())?);
        Ok(match r.left.load(Relaxed) {
            n if n < 0 => t.str(&format!("{name}({item})")),
            n => t.str(&format!("{name}({item}, {n})")),
        })
    });
}
