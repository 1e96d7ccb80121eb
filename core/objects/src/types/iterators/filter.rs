//! `filter`.

use super::REDUCE_DOC;
use crate::error::Res;
use crate::native::{Args, Def, def_doc};
use crate::ops::{self, type_of};
use crate::payload::Payload;
use crate::refs::{Fixed, Ref};
use crate::slots::Slots;
use crate::typeobj::{NativeType, TypeDef, flags, type_data};
use crate::types::{bool_, seq, tuple};
use heddle_threads::sync::atomic::Ordering::*;

/// The payload of `filter`.
pub struct Filter {
    function: Fixed,
    iterator: Fixed,
}
crate::payload!(Filter { function, iterator });

static METHODS: &[Def] = &[def_doc(
    "__reduce__($self, /)",
    |t, a| {
        let it = a[0].expect::<Filter>();
        let args = tuple::from_values(t, &[it.function.v(), it.iterator.v()]);
        Ok(tuple::from_array(t, [Ref::new(type_of(a[0])), args]))
    },
    REDUCE_DOC,
)];

/// The type `filter`.
pub static FILTER: NativeType = NativeType::new(TypeDef {
    flags: flags::BASE,
    methods: METHODS,
    doc: "Return an iterator yielding those items of iterable for which\nfunction(item) is true.  If function is None, return \
          the items that\nare true.",
    ..TypeDef::new("filter", Filter::vtable, slots)
});

fn slots(s: &mut Slots) {
    s.new = Some(|t, cls, args: Args| -> Res {
        if cls.is(FILTER.get()) {
            seq::no_keywords(t, args, "filter")?;
        }
        let given = seq::positional(t, args, "filter", 2, 2)?;
        let iterator = Fixed::new(ops::iter(t, given[1])?);
        let it = Filter { function: Fixed::new(t.hold(given[0])), iterator };
        Ok(t.alloc(type_data(&cls).first_shape.load(Relaxed), it))
    });
    s.iter = Some(|t, v| Ok(t.hold(v)));
    s.next = Some(|t, v| {
        let it = v.expect::<Filter>();
        let function = it.function.v();
        let plain = function.is_none() || function.is(bool_::BOOL.get());
        loop {
            let item = ops::next(t, it.iterator.v())?;
            if item.is_undef() {
                return Ok(item);
            }
            let wanted = if plain {
                ops::truth(t, item.v())?
            } else {
                let answer = ops::call_pos(t, function, &[item.v()])?;
                ops::truth(t, answer.v())?
            };
            if wanted {
                return Ok(item);
            }
            t.m.safepoint();
        }
    });
}
