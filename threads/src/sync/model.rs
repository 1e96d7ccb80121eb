//! The loom backend: the same face over loom's tracked atomics, locks and cells.

use std::ops::{Deref, DerefMut};
use std::time::Duration;

pub use std::sync::Arc;

pub use loom::cell::UnsafeCell;
pub use loom::hint;

pub use loom::thread;

/// loom's mutex without poisoning.
#[derive(Debug)]
pub struct Mutex<T>(loom::sync::Mutex<T>);

/// The guard of a [`Mutex`]; empty only inside [`Condvar::wait`].
pub struct MutexGuard<'a, T>(Option<loom::sync::MutexGuard<'a, T>>);

impl<T: Default> Default for Mutex<T> {
    fn default() -> Self {
        Self::new(T::default())
    }
}

impl<T> Mutex<T> {
    /// A free lock over `value`.
    pub fn new(value: T) -> Self {
        Self(loom::sync::Mutex::new(value))
    }

    /// Takes the lock.
    pub fn lock(&self) -> MutexGuard<'_, T> {
        MutexGuard(Some(self.0.lock().expect("a model thread panicked")))
    }
}

impl<T> Deref for MutexGuard<'_, T> {
    type Target = T;
    fn deref(&self) -> &T {
        self.0.as_ref().expect("guard in use")
    }
}

impl<T> DerefMut for MutexGuard<'_, T> {
    fn deref_mut(&mut self) -> &mut T {
        self.0.as_mut().expect("guard in use")
    }
}

/// loom's condition variable. Time does not pass in a model: a timeout is never reached.
#[derive(Debug)]
pub struct Condvar(loom::sync::Condvar);

impl Default for Condvar {
    fn default() -> Self {
        Self::new()
    }
}

impl Condvar {
    /// A condition variable nobody waits on.
    pub fn new() -> Self {
        Self(loom::sync::Condvar::new())
    }

    /// Lets go of the lock, sleeps until notified, takes the lock again.
    pub fn wait<T>(&self, guard: &mut MutexGuard<'_, T>) {
        let inner = guard.0.take().expect("guard in use");
        guard.0 = Some(self.0.wait(inner).expect("a model thread panicked"));
    }

    /// As [`Condvar::wait`]: models have no clock.
    pub fn wait_timeout<T>(&self, guard: &mut MutexGuard<'_, T>, _timeout: Duration) {
        self.wait(guard);
    }

    /// Wakes one sleeper.
    pub fn notify_one(&self) {
        self.0.notify_one();
    }

    /// Wakes all sleepers.
    pub fn notify_all(&self) {
        self.0.notify_all();
    }
}

/// loom's atomics, each with a flag a thread that its loads touch and others' writes do, too.
///
/// loom looks for a race with the *last* access to a location only. In "A loads; B loads, then
/// writes" it finds B's own load, and never tries B before A. With a flag for each reader B's write
/// meets A's load, whatever came in between. The flags order nothing: all Relaxed.
///
/// They multiply the executions, so they are in use only if HEDDLE_READERS is set in the environment;
/// then bound the preemptions: `HEDDLE_READERS=1 LOOM_MAX_PREEMPTIONS=2 cargo loom MODEL`.
pub mod atomic {
    use loom::sync::atomic as real;
    pub use loom::sync::atomic::{Ordering, fence};
    use std::hash::{Hash, Hasher};

    /// Threads a model may have, the first among them.
    const THREADS: usize = 4;

    #[derive(Debug)]
    struct Readers([real::AtomicBool; THREADS]);

    /// Takes a thread's number out of its id: loom shows it to hashers alone.
    struct LastWord(usize);

    impl Hasher for LastWord {
        fn finish(&self) -> u64 {
            self.0 as u64
        }
        fn write(&mut self, _: &[u8]) {}
        fn write_usize(&mut self, word: usize) {
            self.0 = word;
        }
    }

    fn me() -> usize {
        let mut word = LastWord(0);
        loom::thread::current().id().hash(&mut word);
        word.0
    }

    impl Readers {
        fn in_use() -> bool {
            static IN_USE: std::sync::OnceLock<bool> = std::sync::OnceLock::new();
            *IN_USE.get_or_init(|| std::env::var_os("HEDDLE_READERS").is_some())
        }
        fn new() -> Self {
            Self(std::array::from_fn(|_| real::AtomicBool::new(false)))
        }
        /// An exchange that fails: it writes nothing, reads the newest value, and meets all others.
        fn touch(flag: &real::AtomicBool) {
            let _ = flag.compare_exchange(true, true, Ordering::Relaxed, Ordering::Relaxed);
        }
        fn read(&self) {
            if Self::in_use() {
                Self::touch(&self.0[me()]);
            }
        }
        fn write(&self) {
            if !Self::in_use() {
                return;
            }
            let me = me();
            for r in (0..THREADS).filter(|&r| r != me) {
                Self::touch(&self.0[r]);
            }
        }
    }

    macro_rules! atomic {
        ($($name:ident<$($p:ident)?>: $value:ty, [$($op:ident)*];)*) => {$(
            /// See the module.
            #[derive(Debug)]
            pub struct $name$(<$p>)? { value: real::$name$(<$p>)?, readers: Readers }

            impl$(<$p>)? $name$(<$p>)? {
                /// Holds `value`.
                pub fn new(value: $value) -> Self {
                    Self { value: real::$name::new(value), readers: Readers::new() }
                }
                /// As std's.
                #[track_caller]
                pub fn load(&self, order: Ordering) -> $value {
                    self.readers.read();
                    self.value.load(order)
                }
                /// As std's.
                #[track_caller]
                pub fn store(&self, value: $value, order: Ordering) {
                    self.readers.write();
                    self.value.store(value, order);
                }
                /// As std's.
                #[track_caller]
                pub fn compare_exchange(
                    &self, old: $value, new: $value, yes: Ordering, no: Ordering,
                ) -> Result<$value, $value> {
                    self.readers.write();
                    self.value.compare_exchange(old, new, yes, no)
                }
                /// As std's.
                #[track_caller]
                pub fn compare_exchange_weak(
                    &self, old: $value, new: $value, yes: Ordering, no: Ordering,
                ) -> Result<$value, $value> {
                    self.compare_exchange(old, new, yes, no)
                }
                $(/// As std's.
                #[track_caller]
                pub fn $op(&self, value: $value, order: Ordering) -> $value {
                    self.readers.write();
                    self.value.$op(value, order)
                })*
            }
        )*};
    }
    atomic! {
        AtomicBool<>: bool, [swap fetch_and fetch_or];
        AtomicU8<>: u8, [swap fetch_add fetch_sub fetch_and fetch_or];
        AtomicU16<>: u16, [swap fetch_add fetch_sub fetch_and fetch_or];
        AtomicU32<>: u32, [swap fetch_add fetch_sub fetch_and fetch_or];
        AtomicU64<>: u64, [swap fetch_add fetch_sub fetch_and fetch_or fetch_max];
        AtomicUsize<>: usize, [swap fetch_add fetch_sub fetch_and fetch_or];
        AtomicIsize<>: isize, [swap fetch_add fetch_sub fetch_and fetch_or];
        AtomicPtr<T>: *mut T, [swap];
    }

    macro_rules! defaults {
        ($($name:ident)*) => {$(
            impl Default for $name {
                fn default() -> Self {
                    Self::new(Default::default())
                }
            }
        )*};
    }
    defaults! { AtomicBool AtomicU8 AtomicU16 AtomicU32 AtomicU64 AtomicUsize AtomicIsize }
}
