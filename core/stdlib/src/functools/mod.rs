//! `_functools`: `reduce`, `cmp_to_key` here; `partial` and the cache of `lru_cache` each have a file.

mod lru;
mod partial;

pub use partial::PARTIAL;

use crate::NativeModule;
use heddle_objects::native::LazySignature;
use heddle_objects::native::{Def, def_doc};
use heddle_objects::payload::Payload;
use heddle_objects::slots::Slots;
use heddle_objects::typeobj::{NativeType, TypeDef, getset};
use heddle_objects::types::exceptions::TYPE_ERROR;
use heddle_objects::{Fixed, Ref, Res, Slot, Thread, Value, ops};

/// The module.
pub static MODULE: NativeModule = NativeModule {
    doc: "Tools that operate on functions.",
    types: &[&partial::PARTIAL, &partial::PLACEHOLDER_TYPE, &lru::WRAPPER],
    init: |t, m| {
        m.set(t, "Placeholder", partial::placeholder(t));
        Ok(())
    },
    ..NativeModule::new("_functools", FUNCTIONS)
};

const FUNCTIONS: &[Def] = &[
    def_doc(
        "reduce(function, iterable, /, initial=<unrepresentable>)",
        reduce,
        "Apply a function of two arguments cumulatively to the items of an iterable, from left to right.\n\n\
         This effectively reduces the iterable to a single value.  If initial is present,\n\
         it is placed before the items of the iterable in the calculation, and serves as\n\
         a default when the iterable is empty.\n\n\
         For example, reduce(lambda x, y: x+y, [1, 2, 3, 4, 5])\ncalculates ((((1 + 2) + 3) + 4) + 5).",
    ),
    def_doc(
        "cmp_to_key(mycmp)",
        |t, a| Ok(key(t, a[0], Ref::UNDEF)),
        "Convert a cmp= function into a key= function.\n\n  \
         mycmp\n    Function that compares two objects.",
    ),
];

fn reduce(t: &Thread, a: &[Value]) -> Res {
    let it = match ops::iter(t, a[1]) {
        Err(e) if e.is(&TYPE_ERROR) => return Err(t.type_error("reduce() arg 2 must support iteration")),
        other => other?,
    };
    let mut result = Ref::new(a[2]);
    if result.is_undef() {
        result = ops::next(t, it.v())?;
        if result.is_undef() {
            return Err(t.type_error("reduce() of empty iterable with no initial value"));
        }
    }
    loop {
        t.m.safepoint();
        let item = ops::next(t, it.v())?;
        if item.is_undef() {
            return Ok(result);
        }
        result = ops::call_pos(t, a[0], &[result.v(), item.v()])?;
    }
}

/// The payload of what `cmp_to_key` returns, and of the keys that makes.
pub struct KeyWrapper {
    compare: Fixed,
    /// `obj`; UNDEF in the function that makes keys.
    object: Slot,
}
heddle_objects::payload!(KeyWrapper { compare, object });

fn key(t: &Thread, compare: Value, object: Ref) -> Ref {
    let payload = KeyWrapper { compare: Fixed::new(Ref::new(compare)), object: Slot::new(object) };
    t.alloc(KEY_WRAPPER.shape(), payload)
}

/// `functools.KeyWrapper`
static KEY_WRAPPER: NativeType = NativeType::new(TypeDef {
    flags: heddle_objects::typeobj::flags::DISALLOW_INSTANTIATION,
    getset: &[getset(
        "obj",
        |t, v| {
            let object = v.expect::<KeyWrapper>().object.get(t, ops::object(v));
            Ok(if object.is_undef() { Ref::NONE } else { object })
        },
        |t, v, new| {
            v.expect::<KeyWrapper>().object.set(t, ops::object(v), Ref::new(new));
            Ok(())
        },
    )],
    ..TypeDef::new("functools.KeyWrapper", KeyWrapper::vtable, key_slots)
});

fn key_slots(s: &mut Slots) {
    s.call = Some(|t, v, args| {
        static SIG: LazySignature = LazySignature::new("K($self, /, obj)");
        SIG.call(t, v, args, |t, a| Ok(key(t, a[0].expect::<KeyWrapper>().compare.v(), Ref::new(a[1]))))
    });
    s.compare = Some(|t, a, b, op| {
        let (Some(x), Some(y)) = (a.payload::<KeyWrapper>(), b.payload::<KeyWrapper>()) else {
            return Err(t.type_error("other argument must be K instance"));
        };
        let (left, right) = (x.object.get(t, ops::object(a)), y.object.get(t, ops::object(b)));
        if left.is_undef() || right.is_undef() {
            return Err(t.attribute_error("object"));
        }
        let r = ops::call_pos(t, x.compare.v(), &[left.v(), right.v()])?;
        ops::compare(t, r.v(), Value::int32(0), op)
    });
}
