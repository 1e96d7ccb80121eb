//! What the tests of containers share: a thread to run on, keys whose `==` does things, Python-like shorthands.
#![allow(dead_code)] // Each test file uses some of it.

use heddle_objects::payload::Payload;
use heddle_objects::slots::{Compare, Slots};
use heddle_objects::typeobj::{NativeType, TypeDef};
use heddle_objects::{Fixed, Ref, Thread, Value, ops};
use heddle_threads::sync::Mutex;
use heddle_threads::sync::atomic::{AtomicBool, AtomicU64, Ordering::*};

static BOOTED: Mutex<bool> = Mutex::new(false);

/// Runs `f` on an attached thread of a runtime with its types made.
pub fn with_thread<R>(f: impl FnOnce(&Thread) -> R) -> R {
    Thread::enter(&heddle_objects::runtime(), |t| {
        let mut booted = t.blocking(|| BOOTED.lock());
        if !*booted {
            heddle_objects::boot(t);
            *booted = true;
        }
        drop(booted);
        f(t)
    })
}

/// A key with a number, equal to those with the same one; all have the same hash if `hash` says so.
pub struct Key {
    pub number: i64,
    pub hash: i64,
    /// Called in `==`, with the key that was looked for or found.
    pub hook: Option<fn(&Thread)>,
    pub keeps: Fixed,
}
heddle_objects::payload!(Key { keeps });

pub static KEY: NativeType = NativeType::new(TypeDef::new("tests.Key", Key::vtable, key_slots));
pub static COMPARED: AtomicU64 = AtomicU64::new(0);
pub static REFUSES: AtomicBool = AtomicBool::new(false);

fn key_slots(s: &mut Slots) {
    s.hash = Some(|_, v| Ok(v.expect::<Key>().hash));
    s.compare = Some(|t, a, b, op| {
        let (Some(x), Some(y)) = (a.payload::<Key>(), b.payload::<Key>()) else {
            return Ok(Ref::NOT_IMPLEMENTED);
        };
        COMPARED.fetch_add(1, Relaxed);
        for hook in [x.hook, y.hook].into_iter().flatten() {
            hook(t);
        }
        // As Python code would: a safepoint, perhaps more.
        t.m.safepoint();
        if REFUSES.load(Relaxed) {
            return Err(t.value_error("keys do not compare"));
        }
        match op {
            Compare::Eq => Ok(Ref::bool(x.number == y.number)),
            Compare::Ne => Ok(Ref::bool(x.number != y.number)),
            _ => Ok(Ref::NOT_IMPLEMENTED),
        }
    });
}

pub fn key(t: &Thread, number: i64, hash: i64) -> Ref {
    hooked(t, number, hash, None)
}

pub fn hooked(t: &Thread, number: i64, hash: i64, hook: Option<fn(&Thread)>) -> Ref {
    t.alloc(KEY.shape(), Key { number, hash, hook, keeps: Fixed::new(Ref::NONE) })
}

pub fn int(n: i64) -> Value {
    Value::small_int(n).expect("small")
}

pub fn method(t: &Thread, v: Value, name: &str, args: &[Value]) -> Ref {
    match ops::call_method(t, v, name, args) {
        Ok(r) => r,
        Err(e) => panic!("{name} raised {}", error_text(t, e.0.v())),
    }
}

/// The class and text of what a call raises.
pub fn raises(t: &Thread, r: heddle_objects::Res<impl std::fmt::Debug>) -> String {
    match r {
        Ok(v) => panic!("nothing was raised, but {v:?} returned"),
        Err(e) => error_text(t, e.0.v()),
    }
}

fn error_text(_t: &Thread, e: Value) -> String {
    ops::type_name(e)
}

pub fn ints(items: &[Ref]) -> Vec<i64> {
    items.iter().map(|v| v.as_small_int().expect("an int")).collect()
}
