//! `reversed`: over anything with `__len__` and `__getitem__`.

use super::{END, HINT_DOC, REDUCE_DOC, STATE_DOC, is_end, position};
use crate::error::Res;
use crate::native::{Args, Def, def_doc};
use crate::ops::{self, type_name, type_of};
use crate::payload::Payload;
use crate::refs::{Fixed, Ref};
use crate::slots::Slots;
use crate::thread::Thread;
use crate::typeobj::{NativeType, TypeDef, flags, lookup, type_data};
use crate::types::{seq, tuple};
use crate::value::Value;
use heddle_threads::sync::atomic::{AtomicIsize, Ordering::*};

/// The payload of `reversed`.
pub struct Reversed {
    sequence: Fixed,
    /// The next index, counting down; [`END`] when exhausted.
    index: AtomicIsize,
}
crate::payload!(Reversed { sequence });

static METHODS: &[Def] = &[
    def_doc(
        "__length_hint__($self, /)",
        |t, a| {
            let it = a[0].expect::<Reversed>();
            let left = it.index.load(Relaxed) + 1;
            if left == 0 {
                return Ok(t.int(0));
            }
            let len = ops::len(t, it.sequence.v())? as isize;
            Ok(t.int(if len < left { 0 } else { left as i64 }))
        },
        HINT_DOC,
    ),
    def_doc(
        "__reduce__($self, /)",
        |t, a| {
            let it = a[0].expect::<Reversed>();
            let ty = Ref::new(type_of(a[0]));
            let k = it.index.load(Relaxed);
            if k == END {
                let args = tuple::from_array(t, [tuple::empty(t)]);
                return Ok(tuple::from_array(t, [ty, args]));
            }
            let args = tuple::from_values(t, &[it.sequence.v()]);
            Ok(tuple::from_array(t, [ty, args, t.int(k as i64)]))
        },
        REDUCE_DOC,
    ),
    def_doc(
        "__setstate__($self, object, /)",
        |t, a| {
            let it = a[0].expect::<Reversed>();
            let k = position(t, a[1])?;
            if it.index.load(Relaxed) != END {
                let len = ops::len(t, it.sequence.v())? as isize;
                it.index.store(k.clamp(END, len - 1), Relaxed);
            }
            Ok(Ref::NONE)
        },
        STATE_DOC,
    ),
];

/// The type `reversed`.
pub static REVERSED: NativeType = NativeType::new(TypeDef {
    flags: flags::BASE,
    methods: METHODS,
    doc: "Return a reverse iterator over the values of the given sequence.",
    ..TypeDef::new("reversed", Reversed::vtable, slots)
});

fn slots(s: &mut Slots) {
    s.new = Some(|t, cls, args: Args| {
        if cls.is(REVERSED.get()) {
            seq::no_keywords(t, args, "reversed")?;
        }
        let source = seq::positional(t, args, "reversed", 1, 1)?[0];
        make(t, cls, source)
    });
    s.iter = Some(|t, v| Ok(t.hold(v)));
    s.next = Some(|t, v| {
        let it = v.expect::<Reversed>();
        let k = it.index.load(Relaxed);
        if k == END {
            return Ok(Ref::UNDEF);
        }
        match ops::getitem(t, it.sequence.v(), t.int(k as i64).v()) {
            Ok(item) => {
                it.index.store(k - 1, Relaxed);
                Ok(item)
            }
            Err(e) if is_end(&e) => {
                it.index.store(END, Relaxed);
                Ok(Ref::UNDEF)
            }
            Err(e) => Err(e),
        }
    });
}

/// `reversed(source)`
pub fn new_reversed(t: &Thread, source: Value) -> Res {
    make(t, REVERSED.get(), source)
}

fn make(t: &Thread, cls: Value, source: Value) -> Res {
    let name = t.intern("__reversed__");
    let method = lookup(t, type_of(source), name.v());
    let not_reversible = || t.type_error(format_args!("'{}' object is not reversible", type_name(source)));
    if method.is_none() {
        return Err(not_reversible());
    }
    if !method.is_undef() {
        return ops::call_special(t, source, name.v(), &[]);
    }
    let is_mapping = ops::type_data_of(source).has(flags::MAPPING | flags::DICT_SUBCLASS);
    if ops::slots_of(source).getitem.is_none() || is_mapping {
        return Err(not_reversible());
    }
    let len = ops::len(t, source)? as isize;
    let it = Reversed { sequence: Fixed::new(t.hold(source)), index: AtomicIsize::new(len - 1) };
    Ok(t.alloc(type_data(&cls).first_shape.load(Relaxed), it))
}
