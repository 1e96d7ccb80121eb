//! A Python thread: the mutator of the kernel below, and what the interpreter keeps a thread.
//!
//! Every native function gets a `&Thread`. The thread that runs on this OS thread is also found by [`current`], so that dropping
//! a [`crate::Ref`] needs no argument.

use crate::Heddle;
use crate::error::{Raised, Res};
use crate::refs::Ref;
use crate::value::Value;
use heddle_gc::{Mutator, Runtime};
use heddle_threads::sync::atomic::{AtomicU64, Ordering::Relaxed};
use rustc_hash::FxHashSet;
use std::cell::{Cell, RefCell};
use std::sync::Arc;

/// An attached Python thread.
pub struct Thread {
    /// The kernel's handle: counts, allocation, safepoints.
    pub m: Mutator<Heddle>,
    /// The lowest stack address that natives may use.
    stack_limit: Cell<usize>,
    /// What the interpreter keeps for this thread.
    pub interp: Cell<*const ()>,
    /// Objects whose `repr` is running, by address.
    pub repr_running: RefCell<FxHashSet<u64>>,
    /// `sys.exception()`: the exception being handled, UNDEF for none. Owned.
    handled: Cell<Value>,
    /// What the callers of running generators are handling, innermost last. Owned.
    pub outer_handled: RefCell<Vec<Value>>,
    /// The current context (contextvars); UNDEF until asked for. Owned.
    pub context: Cell<Value>,
    /// The thread's identity as Python sees it.
    pub ident: Cell<u64>,
    /// An exception to be raised at the next check (`PyThreadState_SetAsyncExc`-like, and signals): UNDEF for none. Owned.
    pub pending: Cell<Value>,
    /// Whether this is the thread that signals are delivered to.
    pub is_main: Cell<bool>,
    /// The thread's number, which no other thread of the process has or will have.
    pub serial: u64,
    /// Per-thread objects of native modules, by a key of the module's own.
    pub locals: RefCell<Vec<(usize, Value)>>,
    /// Interned strs that natives have asked for lately by a text of their own, by its address.
    pub(crate) interned: [Cell<Value>; INTERNED],
}

/// How many strs [`Thread::interned`] has room for: a power of two.
pub(crate) const INTERNED: usize = 256;

mod tls {
    #![allow(clippy::disallowed_macros)] // The one place: `Ref::drop` has no argument to find its thread by.

    use super::Thread;
    use std::cell::Cell;
    thread_local! {
        pub static CURRENT: Cell<*const Thread> = const { Cell::new(std::ptr::null()) };
    }
}

/// The Python thread that runs on this OS thread.
#[inline(always)]
pub fn try_current<'a>() -> Option<&'a Thread> {
    // SAFETY: set while the `Thread` is alive, by `Thread::enter`, and cleared before it goes.
    unsafe { tls::CURRENT.get().as_ref() }
}

/// The Python thread that runs on this OS thread.
///
/// # Panics
/// If none does.
#[inline(always)]
pub fn current<'a>() -> &'a Thread {
    match try_current() {
        Some(t) => t,
        None => no_thread(),
    }
}

#[cold]
fn no_thread() -> ! {
    panic!("no Python thread is attached to this OS thread")
}

static SERIAL: AtomicU64 = AtomicU64::new(1);

/// Bytes of the OS thread's stack that are left alone, for signal handlers and leaf functions.
const STACK_RESERVE: usize = if cfg!(debug_assertions) { 1 << 20 } else { 192 << 10 };

fn stack_limit() -> usize {
    // SAFETY: plain queries about the calling thread.
    unsafe {
        let mut attr: libc::pthread_attr_t = std::mem::zeroed();
        if libc::pthread_getattr_np(libc::pthread_self(), &mut attr) != 0 {
            return 0;
        }
        let (mut base, mut size) = (std::ptr::null_mut(), 0);
        libc::pthread_attr_getstack(&attr, &mut base, &mut size);
        libc::pthread_attr_destroy(&mut attr);
        base as usize + STACK_RESERVE
    }
}

impl Thread {
    /// Attaches the calling OS thread. `f` runs as that Python thread.
    pub fn enter<R>(runtime: &Arc<Runtime<Heddle>>, f: impl FnOnce(&Thread) -> R) -> R {
        Self::enter_with(runtime, std::ptr::null(), f)
    }

    /// [`Thread::enter`], where the interpreter keeps `interp` for the thread. It outlives the thread: objects that die as the
    /// thread begins or ends are finalised on it, by Python code too.
    pub fn enter_with<R>(
        runtime: &Arc<Runtime<Heddle>>,
        interp: *const (),
        f: impl FnOnce(&Thread) -> R,
    ) -> R {
        /// Puts back who was current. Dropped last, so that the thread is found while it gives up what it holds.
        struct Restore(*const Thread);
        impl Drop for Restore {
            fn drop(&mut self) {
                tls::CURRENT.set(self.0);
            }
        }
        /// Gives up what the thread holds, also if `f` panics.
        struct Leave<'a>(&'a Thread);
        impl Drop for Leave<'_> {
            fn drop(&mut self) {
                let t = self.0;
                for cell in [&t.handled, &t.context, &t.pending] {
                    // SAFETY: these cells own what they hold.
                    drop(unsafe { Ref::own(cell.replace(Value::UNDEF)) });
                }
                loop {
                    let next = t.locals.borrow_mut().pop();
                    let Some((_, v)) = next else { break };
                    // SAFETY: the list owns what it holds.
                    drop(unsafe { Ref::own(v) });
                }
            }
        }
        let _restore = Restore(tls::CURRENT.get());
        let t = Thread {
            // The first field: it is dropped while the others are whole, and buries its dead as it goes.
            m: runtime.attach_unpolled(),
            stack_limit: Cell::new(stack_limit()),
            interp: Cell::new(interp),
            repr_running: RefCell::default(),
            handled: Cell::new(Value::UNDEF),
            outer_handled: RefCell::default(),
            context: Cell::new(Value::UNDEF),
            // SAFETY: no preconditions.
            ident: Cell::new(unsafe { libc::pthread_self() } as u64),
            pending: Cell::new(Value::UNDEF),
            is_main: Cell::new(false),
            serial: SERIAL.fetch_add(1, Relaxed),
            locals: RefCell::default(),
            interned: [const { Cell::new(Value::UNDEF) }; INTERNED],
        };
        tls::CURRENT.set(&t);
        t.m.safepoint();
        let _leave = Leave(&t);
        f(&t)
    }

    /// `sys.exception()`, UNDEF for none: what this generator is handling, or else its callers.
    pub fn handled(&self) -> Value {
        let own = self.handled.get();
        if !own.is_none_or_undef() {
            return own;
        }
        let outer = self.outer_handled.borrow();
        outer.iter().rev().copied().find(|v| !v.is_none_or_undef()).unwrap_or(Value::UNDEF)
    }

    /// Says which exception is being handled here; what was there comes back.
    pub fn set_handled(&self, exc: Ref) -> Ref {
        // SAFETY: the cell owns what it holds.
        unsafe { Ref::own(self.handled.replace(exc.into_value())) }
    }

    /// Runs `f` one native level deeper: RecursionError instead of a native overflow. Every native that can be reached again
    /// from itself (calls, `repr`, `==`, ...) goes through this.
    #[inline]
    pub fn deeper<R>(&self, f: impl FnOnce() -> Res<R>) -> Res<R> {
        let here = stack_pointer();
        if here < self.stack_limit.get() {
            return Err(self.too_deep());
        }
        f()
    }

    /// Whether the native stack is nearly used up.
    #[inline(always)]
    pub fn is_too_deep(&self) -> bool {
        stack_pointer() < self.stack_limit.get()
    }

    #[cold]
    fn too_deep(&self) -> Raised {
        // Some room to handle it in.
        let limit = self.stack_limit.get();
        self.stack_limit.set(limit.saturating_sub(STACK_RESERVE / 2));
        let raised = self.recursion_error("maximum recursion depth exceeded");
        self.stack_limit.set(limit);
        raised
    }

    /// Runs `f` detached: it may block, and touches no object and no `Ref`.
    pub fn blocking<R>(&self, f: impl FnOnce() -> R) -> R {
        self.m.blocking(f)
    }

    /// Notes that `v`'s repr runs; false if it already did (a cycle). Every true is followed by [`Thread::repr_leave`].
    pub fn repr_enter(&self, v: Value) -> bool {
        self.repr_running.borrow_mut().insert(v.bits())
    }

    /// See [`Thread::repr_enter`].
    pub fn repr_leave(&self, v: Value) {
        self.repr_running.borrow_mut().remove(&v.bits());
    }
}

#[inline(always)]
fn stack_pointer() -> usize {
    let here = 0u8;
    std::ptr::from_ref(&here) as usize
}
