//! Ownership: [`Ref`] is a counted reference on the native stack, [`Slot`] and [`Fixed`] are counted references inside objects.
//!
//! Rules
//! 1. Whoever returns something new returns a `Ref`; arguments are [`Value`]s, kept alive by the caller.
//! 2. Dropping a `Ref` may run Python code (a finaliser): never drop one while a lock is held.
//! 3. What is inside an object is a `Slot` (it changes) or a `Fixed` (it does not). Neither counts down by itself: the
//!    collector's `trace` finds it when the object dies. So every payload traces all of its slots.
//! 4. `UNDEF` in a `Ref` or a slot means that nothing is there.

use crate::thread::{Thread, current};
use crate::value::Value;
use heddle_gc::Obj;
use heddle_gc::read::ReadError;
use heddle_threads::sync::atomic::{AtomicU64, Ordering::*};
use std::mem::ManuallyDrop;
use std::ops::Deref;

/// A counted reference (or an immediate, which counts nothing).
#[repr(transparent)]
pub struct Ref(Value);

impl Ref {
    /// Nothing there.
    pub const UNDEF: Ref = Ref(Value::UNDEF);
    /// `None`
    pub const NONE: Ref = Ref(Value::NONE);
    /// `True`
    pub const TRUE: Ref = Ref(Value::TRUE);
    /// `False`
    pub const FALSE: Ref = Ref(Value::FALSE);
    /// `NotImplemented`
    pub const NOT_IMPLEMENTED: Ref = Ref(Value::NOT_IMPLEMENTED);

    /// Takes over a reference that the caller owns.
    ///
    /// # Safety
    /// The caller owns a reference to `v` (or it is no object) and gives it away.
    #[inline(always)]
    pub const unsafe fn own(v: Value) -> Ref {
        Ref(v)
    }

    /// One more reference to something that somebody else keeps alive.
    #[inline(always)]
    pub fn new(v: Value) -> Ref {
        if let Some(o) = v.as_obj() {
            // SAFETY: a `Value` in use is kept alive by its holder.
            unsafe { current().m.incref(o) };
        }
        Ref(v)
    }

    /// A bool.
    #[inline(always)]
    pub const fn bool(b: bool) -> Ref {
        Ref(Value::bool(b))
    }

    /// A word that is not an object.
    #[inline(always)]
    pub fn immediate(v: Value) -> Ref {
        debug_assert!(!v.is_obj());
        Ref(v)
    }

    /// Gives up ownership without counting down: the caller puts the reference somewhere.
    #[inline(always)]
    pub fn into_value(self) -> Value {
        ManuallyDrop::new(self).0
    }

    /// The name of what is owned.
    #[inline(always)]
    pub fn v(&self) -> Value {
        self.0
    }

    /// `None` if nothing is there.
    #[inline(always)]
    pub fn some(self) -> Option<Ref> {
        if self.0.is_undef() { None } else { Some(self) }
    }
}

impl Deref for Ref {
    type Target = Value;
    #[inline(always)]
    fn deref(&self) -> &Value {
        &self.0
    }
}

impl Clone for Ref {
    #[inline(always)]
    fn clone(&self) -> Ref {
        Ref::new(self.0)
    }
}

impl Drop for Ref {
    #[inline(always)]
    fn drop(&mut self) {
        if self.0.is_obj() {
            drop_object(self.0);
        }
    }
}

impl std::fmt::Debug for Ref {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

impl Thread {
    /// [`Ref::new`] where the thread is at hand.
    #[inline(always)]
    pub fn hold(&self, v: Value) -> Ref {
        if let Some(o) = v.as_obj() {
            // SAFETY: a `Value` in use is kept alive by its holder (or by the lock under which it was read).
            unsafe { self.m.incref(o) };
        }
        Ref(v)
    }
}

/// Out of line: natives drop in many places.
#[inline(never)]
fn drop_object(v: Value) {
    if let (Some(t), Some(o)) = (crate::thread::try_current(), v.as_obj()) {
        // SAFETY: the `Ref` owned this reference. No lock is held (rule 2).
        unsafe { t.m.decref(o) };
    }
}

/// A counted reference inside an object, which any thread may read without a lock and replace under the object's lock.
#[repr(transparent)]
pub struct Slot(AtomicU64);

impl Slot {
    /// A slot that holds `r`.
    #[inline(always)]
    pub fn new(r: Ref) -> Slot {
        Slot(AtomicU64::new(r.into_value().bits()))
    }

    /// An empty slot.
    #[inline(always)]
    pub fn undef() -> Slot {
        Slot(AtomicU64::new(Value::UNDEF.bits()))
    }

    /// What is in the slot right now, without a reference: good for immediates, for tests of identity, under the holder's lock,
    /// and for `trace`.
    #[inline(always)]
    pub fn peek(&self) -> Value {
        // SAFETY: slots hold values. Acquire: pairs with the Release in `swap_locked`.
        unsafe { Value::from_bits(self.0.load(Acquire)) }
    }

    /// A reference to what the slot of `holder` holds (UNDEF if nothing); takes no lock in the steady state.
    #[inline(always)]
    pub fn get(&self, t: &Thread, holder: Obj) -> Ref {
        match self.try_get(t, || true) {
            Ok(r) => r,
            Err(_) => self.get_slow(t, holder),
        }
    }

    /// One try at a lock-free read; `current` says whether the slot's table is still the published one.
    #[inline(always)]
    pub fn try_get(&self, t: &Thread, current: impl Fn() -> bool) -> Result<Ref, ReadError> {
        // SAFETY: slots own what they hold; writers replace it with Release (AcqRel swap), and a slot lives as long as its
        // holder, or its table until every reader has passed a safepoint.
        unsafe { t.m.read(|| self.peek(), Value::as_obj, current).map(|v| Ref::own(v)) }
    }

    #[cold]
    fn get_slow(&self, t: &Thread, holder: Obj) -> Ref {
        loop {
            match self.try_get(t, || true) {
                Ok(r) => return r,
                Err(ReadError::Changed) => {}
                Err(ReadError::Locked) => {
                    let _lock = holder.lock().lock(&t.m);
                    return self.get_locked(t);
                }
            }
        }
    }

    /// A reference to what the slot holds; the caller holds the lock of the slot's holder.
    #[inline]
    pub fn get_locked(&self, t: &Thread) -> Ref {
        let v = self.peek();
        if let Some(o) = v.as_obj() {
            // SAFETY: the lock is held, and the slot holds a reference.
            unsafe {
                t.m.mark_seen(o);
                t.m.incref(o);
            }
        }
        Ref(v)
    }

    /// [`Slot::swap_locked`] without a read-modify-write: the lock keeps other writers out.
    #[inline(always)]
    pub fn replace_locked(&self, new: Ref) -> Ref {
        let old = self.0.load(Relaxed);
        // Release: pairs with the Acquire in `peek`.
        self.0.store(new.into_value().bits(), Release);
        // SAFETY: slots hold values, and own them.
        unsafe { Ref::own(Value::from_bits(old)) }
    }

    /// Puts `new` there and gives back what was there, under the holder's lock, which is taken.
    #[inline]
    pub fn swap(&self, t: &Thread, holder: Obj, new: Ref) -> Ref {
        let _lock = holder.lock().lock(&t.m);
        self.swap_locked(new)
    }

    /// [`Slot::swap`], where the holder's lock is held or nobody else can see the holder. What comes back is dropped after
    /// the lock.
    #[inline(always)]
    pub fn swap_locked(&self, new: Ref) -> Ref {
        // Release: pairs with the Acquire in `peek`. Model: read_against_replace.
        // SAFETY: slots hold values, and own them.
        unsafe { Ref::own(Value::from_bits(self.0.swap(new.into_value().bits(), AcqRel))) }
    }

    /// Overwrites the slot with a word whose reference moves in; the caller has taken over what was there, or moved it to
    /// another slot of the same table. The holder's lock is held, or nobody else can see the holder.
    #[inline(always)]
    pub fn put_locked(&self, v: Value) {
        // Release: pairs with the Acquire in `peek`. A store suffices: the lock excludes other writers.
        self.0.store(v.bits(), Release);
    }

    /// Puts `new` there; what was there is dropped (Python code may run).
    #[inline]
    pub fn set(&self, t: &Thread, holder: Obj, new: Ref) {
        drop(self.swap(t, holder, new));
    }

    /// [`Slot::set`] on an object that no other thread can see yet.
    #[inline(always)]
    pub fn init(&self, new: Ref) {
        drop(self.swap_locked(new));
    }
}

/// A counted reference inside an object that stays what it was made as.
#[repr(transparent)]
pub struct Fixed(Value);

impl Fixed {
    /// Holds `r` for the life of the object.
    #[inline(always)]
    pub fn new(r: Ref) -> Fixed {
        Fixed(r.into_value())
    }

    /// What it holds, kept alive by the object.
    #[inline(always)]
    pub fn v(&self) -> Value {
        self.0
    }

    /// A reference to it.
    #[inline(always)]
    pub fn get(&self) -> Ref {
        Ref::new(self.0)
    }
}
