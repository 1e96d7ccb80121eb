//! The start: the types that need one another are given their shapes before any of them exists.

use crate::Heddle;
use crate::error::Res;
use crate::names::Hook;
use crate::refs::Ref;
use crate::shape;
use crate::thread::Thread;
use crate::types;
use crate::value::Value;
use heddle_gc::{Config, Runtime};
use heddle_threads::sync::Mutex;
use heddle_threads::sync::atomic::{AtomicU64, AtomicUsize, Ordering::*};
use std::sync::Arc;

static RUNTIME: Mutex<Option<Arc<Runtime<Heddle>>>> = Mutex::new(None);

/// The process's runtime of the language, made by the first call. Built-in types are process-wide, as Python's own semantics
/// (signals, `fork`, `sys`) are; so there is one.
pub fn runtime() -> Arc<Runtime<Heddle>> {
    let mut runtime = RUNTIME.lock();
    runtime.get_or_insert_with(|| Runtime::with_config(Heddle, Config::default())).clone()
}

/// Makes the built-in types. Called once, on the first thread, before anything else.
pub fn boot(t: &Thread) {
    shape::boot();
    let first: [&types::NativeTypeRef; 5] = [
        &types::object::OBJECT,
        &types::type_::TYPE,
        &types::str::STR,
        &types::tuple::TUPLE,
        &types::dict::DICT,
    ];
    first.iter().for_each(|native| native.reserve_shape());
    first.iter().for_each(|native| native.make_first(t));
    first.iter().for_each(|native| native.fill_first(t));
    for native in types::ALL {
        native.get();
    }
}

static BUILTINS: AtomicU64 = AtomicU64::new(0);

/// Says which dict holds the built-in functions.
pub fn set_builtins(dict: Ref) {
    BUILTINS.store(dict.into_value().bits(), Release);
}

/// The dict of the module `builtins`; UNDEF before there is one.
pub fn builtins_dict() -> Value {
    match BUILTINS.load(Acquire) {
        0 => Value::UNDEF,
        // SAFETY: `set_builtins` gave its reference away for good.
        bits => unsafe { Value::from_bits(bits) },
    }
}

/// A built-in function by name; None before there are any.
pub fn builtin_function(t: &Thread, name: &str) -> Ref {
    let d = builtins_dict();
    if d.is_undef() {
        return Ref::NONE;
    }
    types::dict::get_str(t, d, t.intern(name).v()).some().unwrap_or(Ref::NONE)
}

static CALLING_MODULE: AtomicUsize = AtomicUsize::new(0);

/// Sets how the `__name__` of the globals of the running Python frame is found.
pub fn set_calling_module(f: fn(&Thread) -> Ref) {
    CALLING_MODULE.store(f as usize, Release);
}

/// `__name__` in the globals of the running Python frame; UNDEF if there is none.
pub fn calling_module(t: &Thread) -> Ref {
    let p = CALLING_MODULE.load(Acquire);
    if p == 0 {
        return Ref::UNDEF;
    }
    // SAFETY: `set_calling_module` stored a function of this type.
    let f: fn(&Thread) -> Ref = unsafe { std::mem::transmute(p) };
    f(t)
}

/// How a module is imported from Rust.
static IMPORT_MODULE: Hook<fn(&Thread, &str) -> Res> = Hook::new();

/// Sets how a module is imported by its full name (`importlib.import_module` without a package).
pub fn set_import_module(f: fn(&Thread, &str) -> Res) {
    IMPORT_MODULE.set(f);
}

/// The module of this full name, imported if need be.
pub fn import_module(t: &Thread, name: &str) -> Res {
    match IMPORT_MODULE.get() {
        Some(f) => f(t, name),
        None => Err(t.error(&types::exceptions::IMPORT_ERROR, format_args!("cannot import '{name}' yet"))),
    }
}
