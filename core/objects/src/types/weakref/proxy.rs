//! `weakref.proxy`: does whatever its object does, while that lives.

use super::{Kind, Weak, cell_of, publish, shared};
use crate::error::Res;
use crate::native::def;
use crate::ops;
use crate::payload::Payload;
use crate::refs::Ref;
use crate::slots::{BINARIES, Binary, BinaryFn, Slots, UnaryFn};
use crate::thread::Thread;
use crate::typeobj::{NativeType, TypeDef, flags};
use crate::types::{descr, exceptions as exc, float, int, type_};
use crate::value::Value;

/// A proxy's payload.
pub struct Proxy {
    weak: Weak,
}
crate::payload!(Proxy { weak });

impl Proxy {
    pub(super) fn weak(&self) -> &Weak {
        &self.weak
    }
}

/// The type of proxies of objects that cannot be called.
pub static PROXY: NativeType = NativeType::new(TypeDef {
    flags: flags::DISALLOW_INSTANTIATION,
    methods: &[
        def("__bytes__($self, /)", |t, a| {
            let v = target(t, a[0])?;
            ops::call_method(t, v.v(), "__bytes__", &[])
        }),
        def("__reversed__($self, /)", |t, a| {
            let v = target(t, a[0])?;
            ops::call_method(t, v.v(), "__reversed__", &[])
        }),
    ],
    ..TypeDef::new("weakref.ProxyType", Proxy::vtable, |s| {
        slots(s);
        s.next = NEXT;
    })
});

/// The type of proxies of objects that can be called.
pub static CALLABLE_PROXY: NativeType = NativeType::new(TypeDef {
    flags: flags::DISALLOW_INSTANTIATION,
    ..TypeDef::new("weakref.CallableProxyType", Proxy::vtable, |s| {
        slots(s);
        s.next = NEXT;
        s.call = Some(|t, v, args| {
            let v = target(t, v)?;
            ops::call(t, v.v(), args)
        });
    })
});

/// `next(proxy)`
const NEXT: Option<UnaryFn> = Some(|t, v| {
    let v = target(t, v)?;
    if ops::slots_of(v.v()).next.is_none() {
        return Err(t.type_error(format_args!(
            "Weakref proxy referenced a non-iterator '{}' object",
            ops::type_name(v.v())
        )));
    }
    ops::next(t, v.v())
});

/// What a proxy stands for (anything else stands for itself); ReferenceError if it is dead.
fn target(t: &Thread, v: Value) -> Res {
    let Some(proxy) = v.payload::<Proxy>() else { return Ok(Ref::new(v)) };
    let found = proxy.weak.get(t);
    if found.is_undef() {
        return Err(t.error(&exc::REFERENCE_ERROR, "weakly-referenced object no longer exists"));
    }
    Ok(found)
}

const OPERATORS: [Binary; BINARIES] = [
    Binary::Add,
    Binary::Sub,
    Binary::Mul,
    Binary::MatMul,
    Binary::TrueDiv,
    Binary::Mod,
    Binary::LShift,
    Binary::RShift,
    Binary::Or,
    Binary::Xor,
    Binary::And,
    Binary::FloorDiv,
    Binary::DivMod,
    Binary::Pow,
];

fn binary<const K: usize>(t: &Thread, a: Value, b: Value) -> Res {
    let (a, b) = (target(t, a)?, target(t, b)?);
    ops::binary(t, a.v(), b.v(), OPERATORS[K])
}

fn inplace<const K: usize>(t: &Thread, a: Value, b: Value) -> Res {
    let (a, b) = (target(t, a)?, target(t, b)?);
    ops::inplace(t, a.v(), b.v(), OPERATORS[K])
}

macro_rules! each {
    ($f:ident) => {
        [
            $f::<0>, $f::<1>, $f::<2>, $f::<3>, $f::<4>, $f::<5>, $f::<6>, $f::<7>, $f::<8>, $f::<9>,
            $f::<10>, $f::<11>, $f::<12>, $f::<13>,
        ]
    };
}

static BINARY: [BinaryFn; BINARIES] = each!(binary);
static INPLACE: [BinaryFn; BINARIES] = each!(inplace);

macro_rules! unary {
    ($s:ident: $($slot:ident)*) => {
        $($s.$slot = Some(|t, v| {
            let v = target(t, v)?;
            ops::$slot(t, v.v())
        });)*
    };
}

fn slots(s: &mut Slots) {
    for k in 0..BINARIES {
        s.binary[k] = Some(BINARY[k]);
        if k != Binary::DivMod as usize {
            s.inplace[k] = Some(INPLACE[k]);
        }
    }
    s.pow3 = Some(|t, a, b, c| {
        let (a, b, c) = (target(t, a)?, target(t, b)?, target(t, c)?);
        ops::pow3(t, a.v(), b.v(), c.v())
    });
    unary!(s: neg pos abs invert index iter len);
    s.int = Some(|t, v| {
        let v = target(t, v)?;
        ops::call_pos(t, int::INT.get(), &[v.v()])
    });
    s.float = Some(|t, v| {
        let v = target(t, v)?;
        ops::call_pos(t, float::FLOAT.get(), &[v.v()])
    });
    s.bool = Some(|t, v| {
        let v = target(t, v)?;
        ops::truth(t, v.v())
    });
    s.str = Some(|t, v| {
        let v = target(t, v)?;
        ops::to_str(t, v.v())
    });
    s.repr = Some(|t, v| {
        let (address, found) = (descr::address(v), v.expect::<Proxy>().weak.get(t));
        if found.is_undef() {
            return Ok(t.str(&format!("<weakproxy at {address:#x}; dead>")));
        }
        let ty = type_::qualified(t, ops::type_of(found.v()));
        Ok(t.str(&format!("<weakproxy at {address:#x}; to '{ty}' at {:#x}>", descr::address(found.v()))))
    });
    s.compare = Some(|t, a, b, op| {
        let (a, b) = (target(t, a)?, target(t, b)?);
        ops::compare(t, a.v(), b.v(), op)
    });
    s.getattr = Some(|t, v, name| {
        let v = target(t, v)?;
        ops::getattr(t, v.v(), name)
    });
    s.setattr = Some(|t, v, name, new| {
        let v = target(t, v)?;
        ops::setattr(t, v.v(), name, new)
    });
    s.getitem = Some(|t, v, key| {
        let v = target(t, v)?;
        ops::getitem(t, v.v(), key)
    });
    s.setitem = Some(|t, v, key, new| {
        let v = target(t, v)?;
        if new.is_undef() { ops::delitem(t, v.v(), key) } else { ops::setitem(t, v.v(), key, new) }
    });
    s.contains = Some(|t, v, item| {
        let v = target(t, v)?;
        ops::contains(t, v.v(), item)
    });
}

/// `weakref.proxy(v, callback)`; None or UNDEF for no callback.
pub fn new_proxy(t: &Thread, v: Value, callback: Value) -> Res {
    let target = cell_of(t, v)?;
    let kind = if callback.is_none_or_undef() { Kind::PlainProxy } else { Kind::Called };
    if kind == Kind::PlainProxy
        && let Some(found) = shared(t, &target, kind)
    {
        return Ok(found);
    }
    let native = if ops::is_callable(v) { &CALLABLE_PROXY } else { &PROXY };
    let made = t.alloc(native.shape(), Proxy { weak: Weak::new(target, callback) });
    let v = made.v();
    Ok(publish(t, made, v.expect::<Proxy>().weak(), kind))
}
