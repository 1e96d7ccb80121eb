//! `enumerate`.

use super::REDUCE_DOC;
use crate::error::Res;
use crate::native::{Args, Def, def_doc};
use crate::ops::{self, type_of};
use crate::payload::Payload;
use crate::refs::{Fixed, Ref, Slot};
use crate::slots::{Binary, Slots};
use crate::thread::Thread;
use crate::typeobj::{NativeType, TypeDef, flags, type_data};
use crate::types::{int, str, tuple, type_attrs};
use crate::value::Value;
use heddle_threads::sync::atomic::{AtomicIsize, Ordering::*};

/// The payload of `enumerate`.
pub struct Enumerate {
    iterator: Fixed,
    /// The next count; [`LONG`]: it is in `long`. Relaxed everywhere: it guards nothing.
    count: AtomicIsize,
    /// The next count, if it is too large for a machine word.
    long: Slot,
}
crate::payload!(Enumerate { iterator, long });

const LONG: isize = isize::MAX;

static METHODS: &[Def] = &[
    def_doc(
        "__reduce__($self, /)",
        |t, a| {
            let it = a[0].expect::<Enumerate>();
            let args = tuple::from_array(t, [it.iterator.get(), next_count(t, a[0])]);
            Ok(tuple::from_array(t, [Ref::new(type_of(a[0])), args]))
        },
        REDUCE_DOC,
    ),
    def_doc(
        "__class_getitem__($cls, object, /)",
        |t, a| type_attrs::generic_alias(t, a[0], a[1]),
        "'enumerate' objects are generic over the type of their values",
    ),
];

/// The type `enumerate`.
pub static ENUMERATE: NativeType = NativeType::new(TypeDef {
    flags: flags::BASE,
    methods: METHODS,
    doc: "Return an enumerate object.\n\n  iterable\n    an object supporting iteration\n\nThe enumerate object yields pairs \
          containing a count (from start, which\ndefaults to zero) and a value yielded by the iterable argument.\n\nenumerate \
          is useful for obtaining an indexed list:\n    (0, seq[0]), (1, seq[1]), (2, seq[2]), ...",
    ..TypeDef::new("enumerate", Enumerate::vtable, slots)
});

fn slots(s: &mut Slots) {
    s.new = Some(new);
    s.iter = Some(|t, v| Ok(t.hold(v)));
    s.next = Some(next);
}

fn new(t: &Thread, cls: Value, args: Args) -> Res {
    if args.all.len() > 2 {
        return Err(
            t.type_error(format_args!("enumerate() takes at most 2 arguments ({} given)", args.all.len()))
        );
    }
    let mut bound = [Value::UNDEF; 2];
    let given = args.positional();
    bound[..given.len()].copy_from_slice(given);
    for (name, value) in args.pairs() {
        let place = ["iterable", "start"].iter().position(|p| str::equals(name, p));
        match place {
            Some(k) if bound[k].is_undef() => bound[k] = value,
            _ => {
                return Err(t.type_error(format_args!(
                    "'{}' is an invalid keyword argument for enumerate()",
                    str::lossy(name)
                )));
            }
        }
    }
    let [iterable, start] = bound;
    if iterable.is_undef() {
        return Err(t.type_error("enumerate() missing required argument 'iterable'"));
    }
    let (mut count, mut long) = (0, Ref::UNDEF);
    if !start.is_undef() {
        let start = ops::index(t, start)?;
        (count, long) = match int::to_i64(start.v()) {
            Some(n) if n < LONG as i64 => (n as isize, Ref::UNDEF),
            _ => (LONG, start),
        };
    }
    let iterator = Fixed::new(ops::iter(t, iterable)?);
    let it = Enumerate { iterator, count: AtomicIsize::new(count), long: Slot::new(long) };
    Ok(t.alloc(type_data(&cls).first_shape.load(Relaxed), it))
}

/// What the next item will be counted as.
fn next_count(t: &Thread, v: Value) -> Ref {
    let it = v.expect::<Enumerate>();
    match it.count.load(Relaxed) {
        LONG => it.long.get(t, ops::object(v)).some().unwrap_or_else(|| t.int(LONG as i64)),
        n => t.int(n as i64),
    }
}

fn next(t: &Thread, v: Value) -> Res {
    Ok(next_pair(t, v)?.map_or(Ref::UNDEF, |pair| tuple::from_array(t, pair)))
}

/// The next number and item; `None` when exhausted.
pub(super) fn next_pair(t: &Thread, v: Value) -> Res<Option<[Ref; 2]>> {
    let it = v.expect::<Enumerate>();
    let item = ops::next(t, it.iterator.v())?;
    if item.is_undef() {
        return Ok(None);
    }
    let n = it.count.load(Relaxed);
    if n == LONG {
        let count = next_count(t, v);
        let next = ops::binary(t, count.v(), Value::int32(1), Binary::Add)?;
        it.long.set(t, ops::object(v), next);
        return Ok(Some([count, item]));
    }
    it.count.store(n + 1, Relaxed);
    Ok(Some([t.int(n as i64), item]))
}
