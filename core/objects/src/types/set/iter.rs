//! `set_iterator`.

use super::elements;
use crate::error::Res;
use crate::native::{Def, def, def_doc};
use crate::payload::{Payload, obj};
use crate::refs::{Fixed, Ref};
use crate::slots::Slots;
use crate::thread::Thread;
use crate::typeobj::{NativeType, TypeDef, flags};
use crate::types::{dict, list, tuple};
use crate::value::Value;
use heddle_threads::sync::atomic::{AtomicU32, AtomicU64, Ordering::*};

/// The payload; as a dict's iterator, see there.
pub struct SetIter {
    set: Fixed,
    /// The position in the low half, the number of elements still expected in the high one; [`END`] when exhausted.
    state: AtomicU64,
    /// The set's length at the start; [`BROKEN`] once it was another.
    size: AtomicU32,
}
crate::payload!(SetIter { set });

const END: u64 = u64::MAX;
const BROKEN: u32 = u32::MAX;

const METHODS: &[Def] = &[
    def_doc(
        "__length_hint__($self, /)",
        |t, a| {
            let it = a[0].expect::<SetIter>();
            let now = it.state.load(Relaxed);
            let broken = elements(&it.set.v()).len() != it.size.load(Relaxed) as usize;
            Ok(t.int(if now == END || broken { 0 } else { (now >> 32) as i64 }))
        },
        "Private method returning an estimate of len(list(it)).",
    ),
    def("__reduce__($self, /)", |t, a| {
        let it = a[0].expect::<SetIter>();
        let copy = SetIter {
            set: Fixed::new(it.set.get()),
            state: AtomicU64::new(it.state.load(Relaxed)),
            size: AtomicU32::new(it.size.load(Relaxed)),
        };
        let copy = t.alloc(SET_ITERATOR.shape(), copy);
        let mut left = vec![];
        loop {
            let item = next(t, copy.v())?;
            if item.is_undef() {
                break;
            }
            left.push(item);
        }
        let args = tuple::from_refs(t, vec![list::from_refs(t, left)]);
        Ok(tuple::from_refs(t, vec![crate::builtin_function(t, "iter"), args]))
    }),
];

/// `set_iterator`
pub static SET_ITERATOR: NativeType = NativeType::new(TypeDef {
    flags: flags::DISALLOW_INSTANTIATION,
    methods: METHODS,
    ..TypeDef::new("set_iterator", SetIter::vtable, slots)
});

fn slots(s: &mut Slots) {
    s.iter = Some(|_, v| Ok(Ref::new(v)));
    s.next = Some(next);
}

/// `iter(s)`
pub fn new(t: &Thread, s: Value) -> Ref {
    let size = elements(&s).len() as u32;
    let it = SetIter {
        set: Fixed::new(Ref::new(s)),
        state: AtomicU64::new(u64::from(size) << 32),
        size: AtomicU32::new(size),
    };
    t.alloc(SET_ITERATOR.shape(), it)
}

/// The next element; UNDEF when exhausted.
pub fn next(t: &Thread, v: Value) -> Res {
    let it = v.expect::<SetIter>();
    let s = it.set.v();
    let e = elements(&s);
    loop {
        let before = it.state.load(Relaxed);
        if before == END {
            return Ok(Ref::UNDEF);
        }
        if e.len() != it.size.load(Relaxed) as usize {
            it.size.store(BROKEN, Relaxed);
            return Err(t.runtime_error("Set changed size during iteration"));
        }
        let (mut position, left) = (before as u32, before >> 32);
        let Some([item]) = e.next_entry(t, obj(s), &mut position) else {
            it.state.store(END, Relaxed);
            return Ok(Ref::UNDEF);
        };
        // Elements may have been exchanged for others: no more than there were.
        let after = if left == 0 { END } else { (left - 1) << 32 | u64::from(position) };
        if !dict::advance(t, &it.state, before, after) {
            continue;
        }
        return Ok(if left == 0 { Ref::UNDEF } else { item });
    }
}
