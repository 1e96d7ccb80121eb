//! `zip`.

use super::{REDUCE_DOC, Round, STATE_DOC, round, strict_keyword};
use crate::error::Res;
use crate::native::{Args, Def, def_doc};
use crate::ops::{self, type_of};
use crate::payload::Payload;
use crate::refs::{Fixed, Ref};
use crate::slots::Slots;
use crate::thread::Thread;
use crate::typeobj::{NativeType, TypeDef, flags, type_data};
use crate::types::tuple;
use crate::value::Value;
use heddle_threads::sync::atomic::{AtomicBool, Ordering::*};

/// The payload of `zip`.
pub struct Zip {
    /// The iterators, a tuple.
    iterators: Fixed,
    strict: AtomicBool,
}
crate::payload!(Zip { iterators });

static METHODS: &[Def] = &[
    def_doc(
        "__reduce__($self, /)",
        |t, a| {
            let it = a[0].expect::<Zip>();
            let ty = Ref::new(type_of(a[0]));
            if it.strict.load(Relaxed) {
                return Ok(tuple::from_array(t, [ty, it.iterators.get(), Ref::TRUE]));
            }
            Ok(tuple::from_array(t, [ty, it.iterators.get()]))
        },
        REDUCE_DOC,
    ),
    def_doc(
        "__setstate__($self, object, /)",
        |t, a| {
            let strict = ops::truth(t, a[1])?;
            a[0].expect::<Zip>().strict.store(strict, Relaxed);
            Ok(Ref::NONE)
        },
        STATE_DOC,
    ),
];

/// The type `zip`.
pub static ZIP: NativeType = NativeType::new(TypeDef {
    flags: flags::BASE,
    methods: METHODS,
    doc: "The zip object yields n-length tuples, where n is the number of\niterables passed as positional arguments to zip().  \
          The i-th element\nin every tuple comes from the i-th iterable argument to zip().  This\ncontinues until the shortest \
          argument is exhausted.\n\nIf strict is true and one of the arguments is exhausted before the\nothers, raise a \
          ValueError.\n\n   >>> list(zip('abcdefg', range(3), range(4)))\n   [('a', 0, 0), ('b', 1, 1), ('c', 2, 2)]",
    ..TypeDef::new("zip", Zip::vtable, slots)
});

/// The next items of a `zip` of two iterators, `None` when exhausted. The outer `None`: it is no such one.
pub(super) fn next_pair(t: &Thread, v: Value) -> Option<Res<Option<[Ref; 2]>>> {
    let it = v.expect::<Zip>();
    let iterators = it.iterators.v();
    let [first, second] = tuple::items(&iterators) else { return None };
    if it.strict.load(Relaxed) {
        return None;
    }
    let next = || {
        let one = ops::next(t, *first)?;
        if one.is_undef() {
            return Ok(None);
        }
        let two = ops::next(t, *second)?;
        Ok(if two.is_undef() { None } else { Some([one, two]) })
    };
    Some(next())
}

fn slots(s: &mut Slots) {
    s.new = Some(|t, cls, args: Args| -> Res {
        let strict = strict_keyword(t, args, "zip")?;
        let iterators = args.positional().iter().map(|&v| ops::iter(t, v)).collect::<Res<Vec<Ref>>>()?;
        let iterators = Fixed::new(tuple::from_refs(t, iterators));
        let it = Zip { iterators, strict: AtomicBool::new(strict) };
        Ok(t.alloc(type_data(&cls).first_shape.load(Relaxed), it))
    });
    s.iter = Some(|t, v| Ok(t.hold(v)));
    s.next = Some(|t, v| {
        let it = v.expect::<Zip>();
        let iterators = it.iterators.v();
        match round(t, tuple::items(&iterators), it.strict.load(Relaxed), "zip")? {
            Round::Items(items) => Ok(tuple::from_iter(t, items)),
            Round::End => Ok(Ref::UNDEF),
        }
    });
}
