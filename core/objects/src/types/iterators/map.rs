//! `map`.

use super::{REDUCE_DOC, Round, STATE_DOC, round, strict_keyword};
use crate::error::Res;
use crate::native::{ArgVec, Args, Def, def_doc};
use crate::ops::{self, type_of};
use crate::payload::Payload;
use crate::refs::{Fixed, Ref};
use crate::slots::Slots;
use crate::typeobj::{NativeType, TypeDef, flags, type_data};
use crate::types::tuple;
use crate::value::Value;
use heddle_threads::sync::atomic::{AtomicBool, Ordering::*};

/// The payload of `map`.
pub struct Map {
    function: Fixed,
    /// The iterators, a tuple.
    iterators: Fixed,
    strict: AtomicBool,
}
crate::payload!(Map { function, iterators });

static METHODS: &[Def] = &[
    def_doc(
        "__reduce__($self, /)",
        |t, a| {
            let it = a[0].expect::<Map>();
            let ty = Ref::new(type_of(a[0]));
            let iterators = it.iterators.v();
            let all: Vec<Value> = [it.function.v()].iter().chain(tuple::items(&iterators)).copied().collect();
            let args = tuple::from_values(t, &all);
            if it.strict.load(Relaxed) {
                return Ok(tuple::from_array(t, [ty, args, Ref::TRUE]));
            }
            Ok(tuple::from_array(t, [ty, args]))
        },
        REDUCE_DOC,
    ),
    def_doc(
        "__setstate__($self, object, /)",
        |t, a| {
            let strict = ops::truth(t, a[1])?;
            a[0].expect::<Map>().strict.store(strict, Relaxed);
            Ok(Ref::NONE)
        },
        STATE_DOC,
    ),
];

/// The type `map`.
pub static MAP: NativeType = NativeType::new(TypeDef {
    flags: flags::BASE,
    methods: METHODS,
    doc: "Make an iterator that computes the function using arguments from\neach of the iterables.  Stops when the shortest \
          iterable is exhausted.\n\nIf strict is true and one of the arguments is exhausted before the\nothers, raise a \
          ValueError.",
    ..TypeDef::new("map", Map::vtable, slots)
});

fn slots(s: &mut Slots) {
    s.new = Some(|t, cls, args: Args| -> Res {
        let strict = strict_keyword(t, args, "map")?;
        let [function, iterables @ ..] = args.positional() else {
            return Err(t.type_error("map() must have at least two arguments."));
        };
        if iterables.is_empty() {
            return Err(t.type_error("map() must have at least two arguments."));
        }
        let iterators = iterables.iter().map(|&v| ops::iter(t, v)).collect::<Res<Vec<Ref>>>()?;
        let it = Map {
            function: Fixed::new(t.hold(*function)),
            iterators: Fixed::new(tuple::from_refs(t, iterators)),
            strict: AtomicBool::new(strict),
        };
        Ok(t.alloc(type_data(&cls).first_shape.load(Relaxed), it))
    });
    s.iter = Some(|t, v| Ok(t.hold(v)));
    s.next = Some(|t, v| {
        let it = v.expect::<Map>();
        let iterators = it.iterators.v();
        if let [only] = *tuple::items(&iterators) {
            let item = ops::next(t, only)?;
            return if item.is_undef() { Ok(item) } else { ops::call_pos(t, it.function.v(), &[item.v()]) };
        }
        match round(t, tuple::items(&iterators), it.strict.load(Relaxed), "map")? {
            Round::Items(items) => {
                let args: ArgVec = items.iter().map(Ref::v).collect();
                ops::call_pos(t, it.function.v(), &args)
            }
            Round::End => Ok(Ref::UNDEF),
        }
    });
}
