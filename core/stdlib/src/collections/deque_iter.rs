//! The two iterators of deques. Where one stands is an atomic number: two threads share it without giving an item twice.

use super::deque::{DEQUE, Deque, at, state};
use crate::util::{arg_size, same};
use heddle_objects::native::{Args, Def, def};
use heddle_objects::payload::Payload;
use heddle_objects::slots::Slots;
use heddle_objects::typeobj::{NativeType, TypeDef};
use heddle_objects::types::tuple;
use heddle_objects::{Fixed, Ref, Res, Thread, Value, ops};
use heddle_threads::sync::atomic::{AtomicUsize, Ordering::*};

/// The payload of both.
pub struct DequeIter {
    deque: Fixed,
    /// The deque's state when iteration began.
    version: usize,
    len: usize,
    taken: AtomicUsize,
    backward: bool,
}
heddle_objects::payload!(DequeIter { deque });

const METHODS: &[Def] = &[
    def("__length_hint__($self, /)", |t, a| {
        let p = a[0].expect::<DequeIter>();
        Ok(t.int(p.len.saturating_sub(p.taken.load(Relaxed)) as i64))
    }),
    def("__reduce__($self, /)", |t, a| {
        let p = a[0].expect::<DequeIter>();
        let taken = p.taken.load(Relaxed).min(p.len);
        let args = vec![p.deque.get(), t.int(taken as i64)];
        Ok(tuple::from_refs(t, vec![Ref::new(ops::type_of(a[0])), tuple::from_refs(t, args)]))
    }),
];

/// `collections._deque_iterator`
pub static FORWARD: NativeType = NativeType::new(TypeDef {
    methods: METHODS,
    ..TypeDef::new("collections._deque_iterator", DequeIter::vtable, |s| slots(s, |t, _, a| new(t, a, false)))
});

/// `collections._deque_reverse_iterator`
pub static BACKWARD: NativeType = NativeType::new(TypeDef {
    methods: METHODS,
    ..TypeDef::new("collections._deque_reverse_iterator", DequeIter::vtable, |s| {
        slots(s, |t, _, a| new(t, a, true))
    })
});

fn slots(s: &mut Slots, new: fn(&Thread, Value, Args) -> Res) {
    s.new = Some(new);
    s.iter = Some(same);
    s.next = Some(next);
}

/// The iterator of a deque, from the front or from the back.
pub fn over(t: &Thread, deque: Value, backward: bool) -> Ref {
    let (version, len) = state(t, deque);
    let shape = if backward { BACKWARD.shape() } else { FORWARD.shape() };
    let deque = Fixed::new(Ref::new(deque));
    t.alloc(shape, DequeIter { deque, version, len, taken: AtomicUsize::new(0), backward })
}

fn new(t: &Thread, args: Args, backward: bool) -> Res {
    let (deque, index) = match args.positional() {
        [deque] => (*deque, 0),
        [deque, index] => (*deque, arg_size(t, *index)?.max(0) as usize),
        [] => return Err(t.type_error("function takes at least 1 argument (0 given)")),
        more => {
            return Err(
                t.type_error(format_args!("function takes at most 2 arguments ({} given)", more.len()))
            );
        }
    };
    if deque.payload::<Deque>().is_none() {
        return Err(t.type_error(format_args!(
            "argument 1 must be {}, not {}",
            DEQUE.def.name,
            ops::type_name(deque)
        )));
    }
    let it = over(t, deque, backward);
    let v = it.v();
    let p = v.expect::<DequeIter>();
    p.taken.store(index.min(p.len), Relaxed);
    Ok(it)
}

fn next(t: &Thread, v: Value) -> Res {
    let p = v.expect::<DequeIter>();
    let mut k = p.taken.load(Relaxed);
    loop {
        if k >= p.len && state(t, p.deque.v()).0 == p.version {
            return Ok(Ref::UNDEF);
        }
        let index = if p.backward { p.len.wrapping_sub(1 + k) } else { k };
        let Some(item) = at(t, p.deque.v(), p.version, index) else {
            p.taken.store(p.len, Relaxed);
            return Err(t.runtime_error("deque mutated during iteration"));
        };
        match p.taken.compare_exchange(k, k + 1, Relaxed, Relaxed) {
            Ok(_) => return Ok(item),
            Err(now) => k = now,
        }
    }
}
