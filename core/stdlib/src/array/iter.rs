//! The iterator of arrays.

use super::value_at;
use crate::util::{arg_size, same};
use heddle_objects::native::def;
use heddle_objects::payload::Payload;
use heddle_objects::typeobj::{NativeType, TypeDef, flags};
use heddle_objects::types::tuple;
use heddle_objects::{Fixed, Ref, Thread, Value, builtin_function};
use heddle_threads::sync::atomic::{AtomicUsize, Ordering::*};

/// The payload.
pub struct ArrayIter {
    array: Fixed,
    /// The next item; [`OVER`] once the end was reached.
    at: AtomicUsize,
}
heddle_objects::payload!(ArrayIter { array });

const OVER: usize = usize::MAX;

static ITERATOR: NativeType = NativeType::new(TypeDef {
    flags: flags::DISALLOW_INSTANTIATION,
    methods: &[
        def("__reduce__($self, /)", |t, a| {
            let p = a[0].expect::<ArrayIter>();
            let iter = builtin_function(t, "iter");
            let at = p.at.load(Relaxed);
            if at == OVER {
                let nothing = tuple::from_refs(t, vec![tuple::from_refs(t, vec![])]);
                return Ok(tuple::from_refs(t, vec![iter, nothing]));
            }
            let args = tuple::from_refs(t, vec![p.array.get()]);
            Ok(tuple::from_refs(t, vec![iter, args, t.int(at as i64)]))
        }),
        def("__setstate__($self, state, /)", |t, a| {
            let at = arg_size(t, a[1])?.max(0) as usize;
            let p = a[0].expect::<ArrayIter>();
            if p.at.load(Relaxed) != OVER {
                p.at.store(at.min(super::len(t, p.array.v())), Relaxed);
            }
            Ok(Ref::NONE)
        }),
    ],
    ..TypeDef::new("array.arrayiterator", ArrayIter::vtable, |s| {
        s.iter = Some(same);
        s.next = Some(|t, v| {
            let p = v.expect::<ArrayIter>();
            let mut at = p.at.load(Relaxed);
            loop {
                if at == OVER {
                    return Ok(Ref::UNDEF);
                }
                let item = value_at(t, p.array.v(), at)?;
                let next = if item.is_undef() { OVER } else { at + 1 };
                match p.at.compare_exchange(at, next, Relaxed, Relaxed) {
                    Ok(_) => return Ok(item),
                    Err(now) => at = now,
                }
            }
        });
    })
});

/// A new iterator.
pub fn over(t: &Thread, array: Value) -> Ref {
    t.alloc(ITERATOR.shape(), ArrayIter { array: Fixed::new(Ref::new(array)), at: AtomicUsize::new(0) })
}
