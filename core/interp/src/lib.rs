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
use heddle_threads::sync::atomic::Ordering::*;

/// A point where the world may stop, and where signals and exceptions from outside arrive.
#[inline(always)]
pub fn safepoint(t: &Thread) -> Res<()> {
    t.m.safepoint();
    heddle_objects::pending::poll(t)
}

pub(crate) use heddle_objects::pending::PENDING;
pub use heddle_objects::pending::{PendingFn, lower_pending, raise_pending, set_pending_handler};

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
