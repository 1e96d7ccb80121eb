//! The interpreter: frames, dispatch, calls, exceptions, generators, compilation of source at run time.
//!
//! What it must never know: the command line, modules of the library by name (but `sys` and `builtins`).
//!
//! Where to start reading: `frame` (the two stacks), `run` (the loop), `call` (arguments), `raise` (from a raise to its handler),
//! `generator`.
#![allow(missing_docs)] // Natives: their names are Python's.

mod ast;
pub mod asyncgen;
pub mod builtins;
pub mod call;
pub mod compile;
mod console;
pub mod frame;
pub mod frameobj;
pub mod generator;
pub mod genobj;
mod hooks;
pub mod import;
mod matching;
pub mod names;
mod proxy;
pub mod raise;
pub mod run;
mod slow;
pub mod trace;
mod variables;

pub use heddle_syntax::Mode;
pub use hooks::*;

/// How source is compiled where nothing else is said.
pub fn compile_options() -> heddle_compiler::Options {
    heddle_compiler::Options { optimize: compile::OPTIMIZE.load(Relaxed), flags: 0 }
}

use heddle_objects::{Ref, Res, Thread};
use heddle_threads::sync::atomic::{AtomicU64, Ordering::*};

/// A point where the world may stop, and where signals and exceptions from outside arrive.
#[inline(always)]
pub fn safepoint(t: &Thread) -> Res<()> {
    t.m.safepoint();
    if PENDING.load(Relaxed) != 0 { pending(t) } else { Ok(()) }
}

/// Bumped while some thread has something pending (a signal, an exception from outside): read at every safepoint, written rarely.
pub(crate) static PENDING: AtomicU64 = AtomicU64::new(0);

/// What looks at pending things; set by whoever makes them (`signal`, `_thread`).
pub type PendingFn = fn(&Thread) -> Res<()>;
static PENDING_FN: AtomicU64 = AtomicU64::new(0);

/// Says who handles pending things.
pub fn set_pending_handler(f: PendingFn) {
    PENDING_FN.store(f as usize as u64, Release);
}

/// Something is pending: some thread's next safepoint calls the handler. Async-signal-safe.
pub fn raise_pending() {
    PENDING.fetch_add(1, AcqRel);
}

/// One pending thing is dealt with.
pub fn lower_pending() {
    PENDING.fetch_sub(1, AcqRel);
}

#[cold]
fn pending(t: &Thread) -> Res<()> {
    let p = PENDING_FN.load(Acquire);
    if p == 0 {
        return Ok(());
    }
    // SAFETY: `set_pending_handler` stored a function of this type.
    (unsafe { std::mem::transmute::<usize, PendingFn>(p as usize) })(t)
}

/// Connects the interpreter to the objects. Called once, after the types are made.
pub fn boot(t: &Thread) {
    heddle_objects::types::function::set_call(call::function_call);
    heddle_objects::set_calling_module(|t| {
        let st = frame::State::of(t);
        st.current().map_or(Ref::UNDEF, |f| {
            heddle_objects::types::dict::get_str(t, f.globals, heddle_objects::name!(t, "__name__"))
        })
    });
    heddle_objects::types::traceback::set_frames(
        |v| frameobj::FRAME.is_exact(v),
        |v, lasti| frameobj::line_at(v, i64::from(lasti / 2)).map_or(-1, |l| l as i32),
    );
    heddle_objects::builtins_attr::set_locals(|t| match frame::State::of(t).current() {
        Some(f) => names::load_locals(t, f),
        None => Err(t.system_error("frame does not exist")),
    });
    heddle_objects::builtins_attr::set_run_class_body(|t, f, ns| call::run_with_locals(t, f, Ref::new(ns)));
    heddle_objects::types::super_::set_super_args(names::super_args);
    heddle_objects::set_import_module(import::import_full);
    builtins::install(t);
}

/// Runs `f` as the calling OS thread's Python thread, with stacks of its own.
pub fn with_thread<R>(f: impl FnOnce(&Thread) -> R) -> R {
    // Outlives the thread, whose last finalisers still run on it.
    let state = frame::State::new();
    Thread::enter_with(&heddle_objects::runtime(), std::ptr::from_ref(&state).cast(), |t| {
        let r = f(t);
        trace::clear(t);
        r
    })
}
