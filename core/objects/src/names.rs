//! Interned names that natives look up again and again, and hooks: functions that a later crate fills in.
//!
//! Must never know types other than str.

use crate::thread::Thread;
use crate::value::Value;
use heddle_threads::sync::atomic::{AtomicU64, AtomicUsize, Ordering::*};
use std::marker::PhantomData;

/// An interned str, made when it is first asked for; see [`crate::name!`].
pub struct Name {
    text: &'static str,
    bits: AtomicU64,
}

impl Name {
    /// A name with this text.
    pub const fn new(text: &'static str) -> Name {
        Name { text, bits: AtomicU64::new(0) }
    }

    /// The interned str; immortal.
    #[inline(always)]
    pub fn get(&self, t: &Thread) -> Value {
        // Acquire: pairs with the Release in `make`.
        match self.bits.load(Acquire) {
            0 => self.make(t),
            // SAFETY: interned strs are immortal.
            bits => unsafe { Value::from_bits(bits) },
        }
    }

    #[cold]
    fn make(&self, t: &Thread) -> Value {
        let v = t.intern(self.text).into_value();
        // Release: pairs with the Acquire in `get`.
        self.bits.store(v.bits(), Release);
        v
    }
}

/// `name!(t, "__class__")`: the interned str as a [`Value`], without a look-up after the first time.
#[macro_export]
macro_rules! name {
    ($t:expr, $text:expr) => {{
        static NAME: $crate::names::Name = $crate::names::Name::new($text);
        NAME.get($t)
    }};
}

/// A function that is filled in at the start by a crate that this one must not know. `F` is a `fn` pointer.
pub struct Hook<F> {
    address: AtomicUsize,
    kind: PhantomData<F>,
}

impl<F: Copy> Hook<F> {
    /// Nothing yet.
    pub const fn new() -> Hook<F> {
        assert!(size_of::<F>() == size_of::<usize>());
        Hook { address: AtomicUsize::new(0), kind: PhantomData }
    }

    /// Fills it in.
    pub fn set(&self, f: F) {
        // SAFETY: `F` is as large as an address (asserted in `new`), and Copy.
        let address = unsafe { std::mem::transmute_copy::<F, usize>(&f) };
        // Release: pairs with the Acquire in `get`.
        self.address.store(address, Release);
    }

    /// The function, once it is there.
    #[inline]
    pub fn get(&self) -> Option<F> {
        match self.address.load(Acquire) {
            0 => None,
            // SAFETY: `set` stored an `F`.
            address => Some(unsafe { std::mem::transmute_copy::<usize, F>(&address) }),
        }
    }
}

impl<F: Copy> Default for Hook<F> {
    fn default() -> Hook<F> {
        Hook::new()
    }
}
