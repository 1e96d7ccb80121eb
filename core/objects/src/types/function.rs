//! `function`, `method`: Python functions as objects. The interpreter fills in how they are called.

use crate::error::Res;
use crate::native::Args;
use crate::payload::Payload;
use crate::refs::{Fixed, Ref, Slot};
use crate::slots::Slots;
use crate::thread::Thread;
use crate::typeobj::{NativeType, TypeDef, flags};
use crate::value::Value;
use heddle_threads::sync::atomic::{AtomicUsize, Ordering::*};

/// A function's payload.
pub struct Function {
    /// `__code__`
    pub code: Slot,
    /// `__globals__`, a dict.
    pub globals: Fixed,
    /// `__builtins__`, a dict.
    pub builtins: Fixed,
    /// `__closure__`: a tuple of cells, or UNDEF.
    pub closure: Slot,
    /// `__defaults__`: a tuple, or UNDEF.
    pub defaults: Slot,
    /// `__kwdefaults__`: a dict, or UNDEF.
    pub kwdefaults: Slot,
    /// `__name__`
    pub name: Slot,
    /// `__qualname__`
    pub qualname: Slot,
    /// `__module__`
    pub module: Slot,
    /// `__doc__`
    pub doc: Slot,
    /// `__annotations__`: a dict, or UNDEF.
    pub annotations: Slot,
    /// `__annotate__`: a callable, None, or UNDEF.
    pub annotate: Slot,
    /// `__type_params__`: a tuple, or UNDEF.
    pub type_params: Slot,
    /// `__dict__`: a dict, or UNDEF.
    pub dict: Slot,
}
crate::payload!(Function {
    code,
    globals,
    builtins,
    closure,
    defaults,
    kwdefaults,
    name,
    qualname,
    module,
    doc,
    annotations,
    annotate,
    type_params,
    dict
});

/// How functions are called: set by the interpreter at the start.
static CALL: AtomicUsize = AtomicUsize::new(0);

/// Sets how functions are called.
pub fn set_call(f: fn(&Thread, Value, Args) -> Res) {
    CALL.store(f as usize, Release);
}

fn call(t: &Thread, f: Value, args: Args) -> Res {
    let p = CALL.load(Acquire);
    assert_ne!(p, 0, "no interpreter");
    // SAFETY: `set_call` stored a function of this type.
    let call: fn(&Thread, Value, Args) -> Res = unsafe { std::mem::transmute(p) };
    call(t, f, args)
}

/// `function`
pub static FUNCTION: NativeType = NativeType::new(TypeDef {
    flags: flags::METHOD_DESCRIPTOR | flags::WEAKREF,
    ..TypeDef::new("function", Function::vtable, slots)
});

fn slots(s: &mut Slots) {
    s.call = Some(call);
    s.descr_get = Some(|t, f, instance, _| {
        if instance.is_undef() {
            return Ok(Ref::new(f));
        }
        Ok(method(t, f, instance))
    });
}

/// Whether `v` is a Python function.
#[inline(always)]
pub fn is_function(v: Value) -> bool {
    v.payload::<Function>().is_some()
}

/// A bound method's payload.
pub struct Method {
    /// `__func__`
    pub function: Fixed,
    /// `__self__`
    pub this: Fixed,
}
crate::payload!(Method { function, this });

/// `method`
pub static METHOD: NativeType = NativeType::new(TypeDef {
    flags: flags::WEAKREF,
    ..TypeDef::new("method", Method::vtable, |s| {
        s.call = Some(|t, v, args| {
            let m = v.expect::<Method>();
            let all = args.with_first(m.this.v());
            crate::ops::call(t, m.function.v(), Args { all: &all, names: args.names })
        });
    })
});

/// `function` bound to `this`.
pub fn method(t: &Thread, function: Value, this: Value) -> Ref {
    t.alloc(
        METHOD.shape(),
        Method { function: Fixed::new(Ref::new(function)), this: Fixed::new(Ref::new(this)) },
    )
}
