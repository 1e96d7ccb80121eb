//! `weakref.ref`.

use super::{Kind, Weak, cell_of, publish, shared};
use crate::error::Res;
use crate::native::{Args, def_doc};
use crate::ops;
use crate::payload::Payload;
use crate::refs::Ref;
use crate::slots::{Compare, Slots};
use crate::thread::Thread;
use crate::typeobj::{GetSet, NativeType, TypeDef, flags, type_data};
use crate::types::{descr, str, type_};
use crate::value::Value;
use heddle_threads::sync::atomic::{AtomicU64, Ordering::*};

/// No hash yet: no hash is -1.
const UNKNOWN: i64 = -1;

/// A reference's payload.
pub struct Reference {
    weak: Weak,
    /// The hash of what is referred to, remembered beyond its death. Relaxed: every thread computes the same.
    hash: AtomicU64,
}
crate::payload!(Reference { weak });

impl Reference {
    pub(super) fn weak(&self) -> &Weak {
        &self.weak
    }
}

/// The type `weakref.ReferenceType`.
pub static REF: NativeType = NativeType::new(TypeDef {
    flags: flags::BASE,
    methods: &[def_doc(
        "__class_getitem__($cls, object, /)",
        |t, a| crate::types::type_attrs::generic_alias(t, a[0], a[1]),
        "Weakrefs are generic over the type of the referenced object.",
    )],
    getset: &[GetSet {
        name: "__callback__",
        get: |t, v| Ok(data(&v).weak.callback.get(t, ops::object(v)).some().unwrap_or(Ref::NONE)),
        set: Some(|t, _, _| Err(t.attribute_error("readonly attribute"))),
        doc: "",
    }],
    ..TypeDef::new("weakref.ReferenceType", Reference::vtable, slots)
});

fn data(v: &Value) -> &Reference {
    v.expect::<Reference>()
}

fn want<'a>(t: &Thread, function: &str, args: &'a [Value]) -> Res<(Value, Value)> {
    match *args {
        [v] => Ok((v, Value::NONE)),
        [v, callback] => Ok((v, callback)),
        [] => Err(t.type_error(format_args!("{function} expected at least 1 argument, got 0"))),
        ref more => {
            Err(t.type_error(format_args!("{function} expected at most 2 arguments, got {}", more.len())))
        }
    }
}

fn slots(s: &mut Slots) {
    s.new = Some(|t, cls, args: Args| {
        let (v, callback) = want(t, "__new__", args.positional())?;
        make(t, cls, v, callback)
    });
    s.init = Some(|t, _, args| {
        if !args.names.is_empty() {
            return Err(t.type_error("ref() takes no keyword arguments"));
        }
        want(t, "__init__", args.positional()).map(drop)
    });
    s.call = Some(|t, v, args| {
        if !args.names.is_empty() {
            return Err(t.type_error("ref() takes no keyword arguments"));
        }
        if !args.all.is_empty() {
            return Err(t.type_error(format_args!("weakref expected 0 arguments, got {}", args.all.len())));
        }
        Ok(data(&v).weak.get(t).some().unwrap_or(Ref::NONE))
    });
    s.repr = Some(|t, v| {
        let (address, target) = (descr::address(v), data(&v).weak.get(t));
        if target.is_undef() {
            return Ok(t.str(&format!("<weakref at {address:#x}; dead>")));
        }
        let ty = type_::qualified(t, ops::type_of(target.v()));
        // Its type's, so that no `__getattr__` of the object runs.
        let name = ops::special(t, target.v(), t.intern("__name__").v())?;
        let name = if str::is_str(name.v()) { format!(" ({})", str::lossy(name.v())) } else { String::new() };
        let at = descr::address(target.v());
        Ok(t.str(&format!("<weakref at {address:#x}; to '{ty}' at {at:#x}{name}>")))
    });
    s.hash = Some(|t, v| {
        let data = data(&v);
        let known = data.hash.load(Relaxed) as i64;
        if known != UNKNOWN {
            return Ok(known);
        }
        let target = data.weak.get(t);
        if target.is_undef() {
            return Err(t.type_error("weak object has gone away"));
        }
        let hash = ops::hash(t, target.v())?;
        data.hash.store(hash as u64, Relaxed);
        Ok(hash)
    });
    s.compare = Some(|t, a, b, op| {
        let (Some(x), Some(y), Compare::Eq | Compare::Ne) =
            (a.payload::<Reference>(), b.payload::<Reference>(), op)
        else {
            return Ok(Ref::NOT_IMPLEMENTED);
        };
        let (p, q) = (x.weak.get(t), y.weak.get(t));
        if p.is_undef() || q.is_undef() {
            return Ok(Ref::bool(a.is(b) == (op == Compare::Eq)));
        }
        ops::compare(t, p.v(), q.v(), op)
    });
}

/// A new reference of class `cls`, or the shared one.
fn make(t: &Thread, cls: Value, v: Value, callback: Value) -> Res {
    let target = cell_of(t, v)?;
    let exact = cls.is(REF.get());
    let kind = match callback.is_none_or_undef() {
        true if exact => Kind::Plain,
        true => Kind::Own,
        false => Kind::Called,
    };
    if kind == Kind::Plain
        && let Some(found) = shared(t, &target, kind)
    {
        return Ok(found);
    }
    let weak = Weak::new(target, callback);
    let shape = type_data(&cls).first_shape.load(Relaxed);
    let made = t.alloc(shape, Reference { weak, hash: AtomicU64::new(UNKNOWN as u64) });
    let v = made.v();
    Ok(publish(t, made, data(&v).weak(), kind))
}

/// `weakref.ref(v, callback)`; UNDEF for no callback.
pub fn new_ref(t: &Thread, v: Value, callback: Value) -> Res {
    make(t, REF.get(), v, callback)
}

/// Whether `v` is a reference (no proxy).
pub fn is_ref(v: Value) -> bool {
    v.payload::<Reference>().is_some()
}

/// What a reference refers to; UNDEF if that is dead.
///
/// # Panics
/// If `v` is no reference.
#[inline]
pub fn get(t: &Thread, v: Value) -> Ref {
    data(&v).weak.get(t)
}
