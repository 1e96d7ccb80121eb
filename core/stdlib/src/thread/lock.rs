//! `lock` and `RLock`.

use crate::futex;
use crate::util::{flag, new, shape_of_class};
use heddle_objects::native::{Def, def};
use heddle_objects::payload::Payload;
use heddle_objects::slots::Slots;
use heddle_objects::typeobj::{NativeType, TypeDef, flags};
use heddle_objects::types::tuple;
use heddle_objects::{Ref, Res, Thread, Value, ops};
use heddle_threads::sync::atomic::{AtomicU64, Ordering::*};
use std::time::Duration;

/// The longest timeout, in seconds: `TIMEOUT_MAX`.
pub const TIMEOUT_MAX: f64 = 9223372036.0;

/// A lock's payload.
pub struct Lock {
    lock: futex::Lock,
}
heddle_objects::payload!(Lock {}, plain);

/// `_thread.lock`
pub static LOCK: NativeType = NativeType::new(TypeDef {
    flags: flags::WEAKREF,
    methods: LOCK_METHODS,
    doc: "A lock object is a synchronization primitive.  To create a lock,\n\
          call threading.Lock().",
    ..TypeDef::new("_thread.lock", Lock::vtable, lock_slots)
});

const LOCK_METHODS: &[Def] = &[
    def("acquire($self, /, blocking=True, timeout=-1)", acquire),
    def("acquire_lock($self, /, blocking=True, timeout=-1)", acquire),
    def("release($self, /)", release),
    def("release_lock($self, /)", release),
    def("locked($self, /)", |_, a| Ok(Ref::bool(a[0].expect::<Lock>().lock.is_held()))),
    def("locked_lock($self, /)", |_, a| Ok(Ref::bool(a[0].expect::<Lock>().lock.is_held()))),
    def("__enter__($self, /)", |t, a| {
        let lock = &a[0].expect::<Lock>().lock;
        if !lock.try_acquire() {
            lock.acquire(t, None, true)?;
        }
        Ok(Ref::TRUE)
    }),
    def("__exit__($self, /, *exc_info)", release),
    def("_at_fork_reinit($self, /)", |_, a| {
        a[0].expect::<Lock>().lock.reset();
        Ok(Ref::NONE)
    }),
];

fn lock_slots(s: &mut Slots) {
    new!(s, "lock($type, /)", |t, _| Ok(new_lock(t)));
    s.repr = Some(|_t, v| {
        let state = if v.expect::<Lock>().lock.is_held() { "locked" } else { "unlocked" };
        Ok(_t.str(&format!("<{state} {} object at {}>", ops::type_name(v), address(v))))
    });
}

/// Where an object lies, as reprs show it.
pub fn address(v: Value) -> String {
    format!("{:#x}", heddle_objects::types::descr::address(v))
}

/// A new, free lock.
pub fn new_lock(t: &Thread) -> Ref {
    t.alloc(LOCK.shape(), Lock { lock: futex::Lock::new() })
}

/// The arguments of `acquire`: whether to wait, and how long (`None`: as long as it takes).
fn wait_arguments(t: &Thread, blocking: Value, timeout: Value) -> Res<(bool, Option<Duration>)> {
    let blocking = flag(t, blocking, true)?;
    if timeout.is_undef() {
        return Ok((blocking, None));
    }
    let ns = crate::time::nanoseconds(t, timeout, crate::time::Round::Timeout)?;
    if !blocking && ns != -1_000_000_000 {
        return Err(t.value_error("can't specify a timeout for a non-blocking call"));
    }
    if ns < 0 && ns != -1_000_000_000 {
        return Err(t.value_error("timeout value must be a non-negative number"));
    }
    if ns as f64 / 1e9 > TIMEOUT_MAX {
        return Err(t.overflow_error("timeout value is too large"));
    }
    Ok((blocking, u64::try_from(ns).ok().map(Duration::from_nanos)))
}

fn wait_for(t: &Thread, lock: &futex::Lock, blocking: bool, timeout: Option<Duration>) -> Res<bool> {
    if lock.try_acquire() {
        return Ok(true);
    }
    if !blocking || timeout == Some(Duration::ZERO) {
        return Ok(false);
    }
    lock.acquire(t, futex::deadline(timeout), true)
}

fn acquire(t: &Thread, a: &[Value]) -> Res {
    let (blocking, timeout) = wait_arguments(t, a[1], a[2])?;
    Ok(Ref::bool(wait_for(t, &a[0].expect::<Lock>().lock, blocking, timeout)?))
}

fn release(t: &Thread, a: &[Value]) -> Res {
    if a[0].expect::<Lock>().lock.release() {
        return Ok(Ref::NONE);
    }
    Err(t.runtime_error("release unlocked lock"))
}

/// A reentrant lock's payload. `owner` and `count` are written by who holds `lock`; a thread that finds its own identity in `owner`
/// wrote it itself, so Relaxed does.
pub struct RLock {
    lock: futex::Lock,
    owner: AtomicU64,
    count: AtomicU64,
}
heddle_objects::payload!(RLock {}, plain);

/// `_thread.RLock`
pub static RLOCK: NativeType = NativeType::new(TypeDef {
    flags: flags::BASE | flags::WEAKREF,
    methods: RLOCK_METHODS,
    ..TypeDef::new("_thread.RLock", RLock::vtable, rlock_slots)
});

const RLOCK_METHODS: &[Def] = &[
    def("acquire($self, /, blocking=True, timeout=-1)", |t, a| {
        let (blocking, timeout) = wait_arguments(t, a[1], a[2])?;
        Ok(Ref::bool(a[0].expect::<RLock>().acquire(t, blocking, timeout)?))
    }),
    def("release($self, /)", rlock_release),
    def("locked($self, /)", |_, a| Ok(Ref::bool(a[0].expect::<RLock>().lock.is_held()))),
    def("__enter__($self, /)", |t, a| Ok(Ref::bool(a[0].expect::<RLock>().acquire(t, true, None)?))),
    def("__exit__($self, /, *exc_info)", rlock_release),
    def("_is_owned($self, /)", |t, a| Ok(Ref::bool(a[0].expect::<RLock>().is_mine(t)))),
    def("_recursion_count($self, /)", |t, a| {
        let r = a[0].expect::<RLock>();
        Ok(t.int(if r.is_mine(t) { r.count.load(Relaxed) as i64 } else { 0 }))
    }),
    def("_acquire_restore($self, state, /)", |t, a| {
        let Some(&[count, owner]) = tuple::try_items(&a[1]) else {
            return Err(t.type_error("argument 1 must be 2-item tuple"));
        };
        let (count, owner) = (ops::arg_i64(t, count)? as u64, ops::arg_i64(t, owner)? as u64);
        let r = a[0].expect::<RLock>();
        if !r.lock.try_acquire() {
            // Not to be interrupted: a condition's waiter must have its lock back.
            r.lock.acquire(t, None, false)?;
        }
        r.owner.store(owner, Relaxed);
        r.count.store(count, Relaxed);
        Ok(Ref::NONE)
    }),
    def("_release_save($self, /)", |t, a| {
        let r = a[0].expect::<RLock>();
        if !r.is_mine(t) {
            return Err(t.runtime_error("cannot release un-acquired lock"));
        }
        let state = [t.int(r.count.load(Relaxed) as i64), t.int(r.owner.load(Relaxed) as i64)];
        r.let_go();
        Ok(tuple::from_array(t, state))
    }),
    def("_at_fork_reinit($self, /)", |_, a| {
        let r = a[0].expect::<RLock>();
        r.owner.store(0, Relaxed);
        r.count.store(0, Relaxed);
        r.lock.reset();
        Ok(Ref::NONE)
    }),
];

impl RLock {
    /// A free lock.
    pub(crate) const fn new() -> RLock {
        RLock { lock: futex::Lock::new(), owner: AtomicU64::new(0), count: AtomicU64::new(0) }
    }

    /// Whether some thread holds it.
    pub(crate) fn is_held(&self) -> bool {
        self.lock.is_held()
    }

    /// Takes it, once more if this thread has it already; no signal's handler interrupts the wait.
    pub(crate) fn enter(&self, t: &Thread) -> Res<()> {
        if !self.is_mine(t) {
            self.lock.acquire(t, None, false)?;
            self.owner.store(t.ident.get(), Relaxed);
        }
        self.count.store(self.count.load(Relaxed) + 1, Relaxed);
        Ok(())
    }

    /// Lets go of it once; false if this thread does not hold it.
    pub(crate) fn leave(&self, t: &Thread) -> bool {
        if !self.is_mine(t) {
            return false;
        }
        match self.count.load(Relaxed) {
            0 | 1 => self.let_go(),
            n => self.count.store(n - 1, Relaxed),
        }
        true
    }

    fn is_mine(&self, t: &Thread) -> bool {
        self.owner.load(Relaxed) == t.ident.get()
    }

    fn acquire(&self, t: &Thread, blocking: bool, timeout: Option<Duration>) -> Res<bool> {
        if self.is_mine(t) {
            self.count.store(self.count.load(Relaxed) + 1, Relaxed);
            return Ok(true);
        }
        if !wait_for(t, &self.lock, blocking, timeout)? {
            return Ok(false);
        }
        self.owner.store(t.ident.get(), Relaxed);
        self.count.store(1, Relaxed);
        Ok(true)
    }

    fn let_go(&self) {
        self.owner.store(0, Relaxed);
        self.count.store(0, Relaxed);
        self.lock.release();
    }
}

fn rlock_release(t: &Thread, a: &[Value]) -> Res {
    if !a[0].expect::<RLock>().leave(t) {
        return Err(t.runtime_error("cannot release un-acquired lock"));
    }
    Ok(Ref::NONE)
}

fn rlock_slots(s: &mut Slots) {
    s.new = Some(|t, cls, _| Ok(t.alloc(shape_of_class(cls), RLock::new())));
    s.repr = Some(|t, v| {
        let r = v.expect::<RLock>();
        let count = r.count.load(Relaxed);
        let state = if count != 0 { "locked" } else { "unlocked" };
        let (name, owner) = (ops::type_name(v), r.owner.load(Relaxed));
        Ok(t.str(&format!("<{state} {name} object owner={owner} count={count} at {}>", address(v))))
    });
}
