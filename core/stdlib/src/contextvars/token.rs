//! `Token`: what `ContextVar.set` returns, to set the variable back with.

use super::variable::reset;
use crate::util::class_getitem;
use heddle_objects::native::{Def, def};
use heddle_objects::payload::Payload;
use heddle_objects::slots::Slots;
use heddle_objects::typeobj::{NativeType, TypeDef, flags, getter};
use heddle_objects::types::descr::address;
use heddle_objects::{Fixed, Ref, Thread, Value, ops};
use heddle_threads::sync::atomic::{AtomicBool, AtomicU64, Ordering::*};

/// A token's payload.
pub struct Token {
    context: Fixed,
    variable: Fixed,
    /// UNDEF: the variable had no value.
    old: Fixed,
    used: AtomicBool,
}
heddle_objects::payload!(Token { context, variable, old });

impl Token {
    pub(super) fn is_used(&self) -> bool {
        self.used.load(Relaxed)
    }

    /// Whether this is the first use.
    pub(super) fn use_up(&self) -> bool {
        !self.used.swap(true, Relaxed)
    }

    pub(super) fn variable(&self) -> Value {
        self.variable.v()
    }

    pub(super) fn context(&self) -> Value {
        self.context.v()
    }

    pub(super) fn old(&self) -> Ref {
        self.old.get()
    }
}

/// `_contextvars.Token`
pub static TOKEN: NativeType = NativeType::new(TypeDef {
    methods: METHODS,
    getset: &[
        getter("var", |_, v| Ok(parts(&v).variable.get())),
        getter("old_value", |t, v| {
            let old = parts(&v).old.get();
            Ok(if old.is_undef() { missing(t) } else { old })
        }),
    ],
    extra: |t, put| put("MISSING", missing(t)),
    ..TypeDef::new("_contextvars.Token", Token::vtable, slots)
});

const METHODS: &[Def] = &[
    def("__class_getitem__($type, object, /)", class_getitem),
    def("__enter__($self, /)", |_, a| Ok(Ref::new(a[0]))),
    def("__exit__($self, type, val, tb, /)", |t, a| {
        reset(t, parts(&a[0]).variable(), a[0]).map(|()| Ref::NONE)
    }),
];

fn slots(s: &mut Slots) {
    s.new = Some(|t, _, _| Err(t.runtime_error("Tokens can only be created by ContextVars")));
    s.repr = Some(|t, v| {
        let p = parts(&v);
        let used = if p.is_used() { " used" } else { "" };
        let variable = ops::repr_text(t, p.variable())?;
        Ok(t.str(&format!("<Token{used} var={variable} at {:#x}>", address(v))))
    });
    // Two tokens are one only if they are the same; and none is hashable.
    s.compare = Some(|_, a, b, op| {
        use heddle_objects::slots::Compare::*;
        Ok(match op {
            Eq if a.is(b) => Ref::TRUE,
            Ne if a.is(b) => Ref::FALSE,
            _ => Ref::NOT_IMPLEMENTED,
        })
    });
}

/// The payload of a token.
pub(super) fn parts(v: &Value) -> &Token {
    v.expect::<Token>()
}

/// A new token.
pub(super) fn new(t: &Thread, context: Ref, variable: Value, old: Ref) -> Ref {
    let payload = Token {
        context: Fixed::new(context),
        variable: Fixed::new(Ref::new(variable)),
        old: Fixed::new(old),
        used: AtomicBool::new(false),
    };
    t.alloc(TOKEN.shape(), payload)
}

/// The payload of the one missing value.
pub struct Missing {
    nothing: Fixed,
}
heddle_objects::payload!(Missing { nothing });

static MISSING_TYPE: NativeType = NativeType::new(TypeDef {
    flags: flags::DISALLOW_INSTANTIATION,
    ..TypeDef::new("Token.MISSING", Missing::vtable, |s| s.repr = Some(|t, _| Ok(t.str("<Token.MISSING>"))))
});

static MISSING: AtomicU64 = AtomicU64::new(0);

fn missing(t: &Thread) -> Ref {
    crate::util::singleton(t, &MISSING, |t| {
        t.alloc(MISSING_TYPE.shape(), Missing { nothing: Fixed::new(Ref::UNDEF) })
    })
}
