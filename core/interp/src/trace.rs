//! `sys.settrace` and `sys.setprofile`: a thread that is traced runs its frames instruction by instruction.
//!
//! While no thread is traced nothing of this costs anything: a traced thread keeps [`crate::raise_pending`] up, so that calls leave
//! the dispatch loop, and each frame is run by [`drive`], which asks before every instruction what there is to tell.
//!
//! Must never know what instructions do.

use crate::frame::{Frame, State};
use crate::frameobj::{self, FrameObject};
use crate::raise;
use crate::run::{Exit, exec};
use heddle_bytecode::Op;
use heddle_bytecode::op::Field;
use heddle_objects::types::code::CodeObject as Code;
use heddle_objects::types::descr::BUILTIN;
use heddle_objects::types::{exceptions as exc, tuple};
use heddle_objects::{Raised, Ref, Res, Thread, Value, ops};
use heddle_threads::sync::atomic::{AtomicU32, Ordering::*};
use std::cell::Cell;

/// What a thread's tracing is.
#[derive(Default)]
pub struct Tracing {
    /// Whether frames are to be driven.
    on: Cell<bool>,
    /// A trace function runs: it is not traced itself.
    inside: Cell<bool>,
    /// Whether this thread keeps the pending flag up.
    armed: Cell<bool>,
    /// The functions; owned.
    functions: [Cell<Option<Value>>; 2],
}

/// Which function.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Which {
    /// `sys.settrace`
    Trace,
    /// `sys.setprofile`
    Profile,
}

impl Tracing {
    /// Whether frames are to be driven.
    #[inline(always)]
    pub fn is_on(&self) -> bool {
        self.on.get()
    }

    fn function(&self, which: Which) -> Option<Ref> {
        self.functions[which as usize].get().map(Ref::new)
    }

    fn refresh(&self) {
        let any = self.functions.iter().any(|f| f.get().is_some());
        self.on.set(any && !self.inside.get());
        if any != self.armed.replace(any) {
            if any { crate::raise_pending() } else { crate::lower_pending() }
        }
    }
}

/// Sets a function, `None` for none.
pub fn set(t: &Thread, which: Which, f: Value) {
    let tracing = &State::of(t).tracing;
    let new = if f.is_none_or_undef() { None } else { Some(Ref::new(f).into_value()) };
    let old = tracing.functions[which as usize].replace(new);
    tracing.refresh();
    if let Some(old) = old {
        // SAFETY: the cell owned it.
        drop(unsafe { Ref::own(old) });
    }
}

/// The function that is set, None for none.
pub fn get(t: &Thread, which: Which) -> Ref {
    State::of(t).tracing.function(which).unwrap_or(Ref::NONE)
}

/// A thread ends.
pub fn clear(t: &Thread) {
    set(t, Which::Trace, Value::NONE);
    set(t, Which::Profile, Value::NONE);
}

fn call(t: &Thread, which: Which, f: Value, frame: Value, event: &str, arg: Value) -> Res {
    let tracing = &State::of(t).tracing;
    let before = tracing.inside.replace(true);
    tracing.refresh();
    let r = ops::call_pos(t, f, &[frame, t.intern(event).v(), arg]);
    tracing.inside.set(before);
    if r.is_err() {
        set(t, which, Value::NONE);
        if which == Which::Trace {
            frame.expect::<FrameObject>().trace.set(t, ops::object(frame), Ref::UNDEF);
        }
    }
    tracing.refresh();
    r
}

fn local_trace(t: &Thread, frame: Value) -> Ref {
    frame.expect::<FrameObject>().trace.get(t, ops::object(frame))
}

/// Tells a frame's own trace function, and keeps what it returns in its place.
fn tell(t: &Thread, frame: Value, event: &str, arg: Value) -> Res<()> {
    let tracing = &State::of(t).tracing;
    if !tracing.is_on() || tracing.function(Which::Trace).is_none() {
        return Ok(());
    }
    let f = local_trace(t, frame);
    if f.is_undef() {
        return Ok(());
    }
    let r = call(t, Which::Trace, f.v(), frame, event, arg)?;
    if !r.v().is_none() {
        frame.expect::<FrameObject>().trace.set(t, ops::object(frame), r);
    }
    Ok(())
}

fn profile(t: &Thread, frame: Value, event: &str, arg: Value) -> Res<()> {
    let tracing = &State::of(t).tracing;
    match tracing.function(Which::Profile) {
        Some(f) if tracing.is_on() => call(t, Which::Profile, f.v(), frame, event, arg).map(drop),
        _ => Ok(()),
    }
}

fn called(t: &Thread, frame: Value) -> Res<()> {
    let tracing = &State::of(t).tracing;
    if let Some(f) = tracing.function(Which::Trace) {
        let r = call(t, Which::Trace, f.v(), frame, "call", Value::NONE)?;
        let data = frame.expect::<FrameObject>();
        let local = if r.v().is_none() { Ref::UNDEF } else { r };
        data.trace.set(t, ops::object(frame), local);
    }
    profile(t, frame, "call", Value::NONE)
}

fn returned(t: &Thread, frame: Value, value: Value) -> Res<()> {
    let value = value.some().unwrap_or(Value::NONE);
    tell(t, frame, "return", value)?;
    profile(t, frame, "return", value)
}

/// An exception passes through a frame, or is caught there. What comes back passes on.
pub fn exception(t: &Thread, frame: &Frame, e: Raised) -> Raised {
    let object = frameobj::object_of(t, frame);
    if local_trace(t, object.v()).is_undef() {
        return e;
    }
    let tb = exc::data(&e.0).traceback.get(t, e.0.obj()).some().unwrap_or(Ref::NONE);
    let arg = tuple::from_refs(t, vec![Ref::new(ops::type_of(e.0.v())), e.0.clone(), tb]);
    match tell(t, object.v(), "exception", arg.v()) {
        Ok(()) => e,
        Err(other) => other,
    }
}

/// Calls something that is no Python function, and tells the profiler.
pub fn native_call(t: &Thread, f: Value, go: impl FnOnce() -> Res) -> Res {
    let st = State::of(t);
    let native = BUILTIN.is_exact(f);
    let frame = st.current().filter(|_| native && st.tracing.is_on()).map(|f| frameobj::object_of(t, f));
    let Some(frame) = frame else { return go() };
    profile(t, frame.v(), "c_call", f)?;
    let r = go();
    profile(t, frame.v(), if r.is_ok() { "c_return" } else { "c_exception" }, f)?;
    r
}

/// Runs the top frame, an entry, in whichever way is due.
#[inline]
pub fn begin(t: &Thread, st: &State) -> Exit {
    if !st.tracing.is_on() {
        match exec::<false>(t, st, 0) {
            Exit::Next => {}
            other => return other,
        }
        return go_on(t, st, false);
    }
    go_on(t, st, true)
}

#[cold]
fn go_on(t: &Thread, st: &State, mut fresh: bool) -> Exit {
    loop {
        let exit = if st.tracing.is_on() { drive(t, st, fresh) } else { exec::<false>(t, st, 0) };
        match exit {
            Exit::Next => fresh = false,
            other => return other,
        }
    }
}

/// Runs one instruction of the top frame.
fn step(t: &Thread, st: &State) -> Exit {
    // SAFETY: there is a running frame; control never runs off the end of verified code.
    let (frame, word) = unsafe {
        let frame = &mut *st.frame.get();
        let word = (*frame.pc).load(Relaxed);
        (frame, word)
    };
    let (mut high, mut first) = (0, word);
    let extended = Op::from_u8(word as u8) == Some(Op::EXTEND);
    if extended {
        high = word >> 8;
        // SAFETY: an EXTEND has an instruction behind it.
        unsafe {
            frame.pc = frame.pc.add(1);
            first = (*frame.pc).load(Relaxed);
        }
    }
    if !extended
        && let Some(op) = Op::from_u8(first as u8)
        && op.info().jump() == Some(Field::Bx)
        && first >> 31 != 0
    {
        // The wide form takes the sign from the high bits.
        high = 0xff_ff00;
    }
    exec::<true>(t, st, high)
}

fn raise_in(t: &Thread, st: &State, e: Raised) -> Option<Exit> {
    raise::unwind(t, st, e, true).map(|e| Exit::Done(Err(e)))
}

/// Whether a jump back from `to` to `from` stays in one line: then it begins that line anew.
fn one_line(code: &Code, line: u32, from: u32, to: u32) -> bool {
    (from..to).all(|at| matches!(code.code.positions.at(at).line, l if l == line || l == 0))
}

/// Runs the top frame and tells what it does. `fresh`: it has just been called, or a generator's goes on.
fn drive(t: &Thread, st: &State, fresh: bool) -> Exit {
    let entry = st.frame.get();
    // SAFETY: there is a running frame.
    let object = frameobj::object_of(t, unsafe { &*entry });
    let data = object.v();
    let data = data.expect::<FrameObject>();
    // SAFETY: as above; the object keeps the code.
    let code = unsafe { &*(*entry).code };
    let words = code.words.as_ptr();
    if fresh
        && let Err(e) = called(t, object.v())
        && let Some(exit) = raise_in(t, st, e)
    {
        return exit;
    }
    let (mut last_line, mut last_at) = (if fresh { 0 } else { u32::MAX }, 0);
    // SAFETY: as above.
    if fresh && unsafe { !(*entry).generator.is_undef() && (*entry).pc != words } {
        last_line = frameobj::line(t, object.v()).unwrap_or(0);
    }
    // The address alone does not tell: another frame may lie there since.
    let driven = entry;
    let still = |st: &State| {
        // SAFETY: the running frame is in place.
        st.frame.get() == driven && unsafe { (*driven).object.get() }.is(object.v())
    };
    let exit = loop {
        if !st.tracing.is_on() {
            return Exit::Next;
        }
        if local_trace(t, object.v()).is_undef() {
            match exec::<false>(t, st, 0) {
                Exit::Next if !still(st) => return Exit::Next,
                Exit::Next => {
                    last_line = u32::MAX;
                    continue;
                }
                other => break other,
            }
        }
        // SAFETY: this function drives one frame: whatever it calls returns before the next instruction.
        let pc: *const AtomicU32 = unsafe { (*entry).pc };
        let at = ((pc as usize - words as usize) / 4) as u32;
        let line = code.code.positions.at(at).line;
        let lines = data.trace_lines.load(Relaxed);
        let due = line != 0 && (line != last_line || at < last_at && one_line(code, line, at, last_at));
        let prologue = last_line == 0 && line == code.code.first_line && !code.code.name.starts_with('<');
        let due = due && !prologue;
        let opcodes = data.trace_opcodes.load(Relaxed);
        if last_line == u32::MAX && due {
            // It was not looked at before: it is in the middle of this line.
            last_line = line;
        } else if due && lines || opcodes {
            // The frame object shows the word before the next one to run.
            // SAFETY: as above.
            unsafe { (*entry).pc = pc.add(1) };
            let mut r = if due && lines { tell(t, object.v(), "line", Value::NONE) } else { Ok(()) };
            if r.is_ok() && opcodes {
                r = tell(t, object.v(), "opcode", Value::NONE);
            }
            match r {
                // SAFETY: as above.
                Ok(()) => unsafe { (*entry).pc = pc },
                Err(e) => match raise_in(t, st, e) {
                    Some(exit) => break exit,
                    None => continue,
                },
            }
            last_line = line;
        }
        if line != 0 && last_line != 0 {
            last_line = line;
        }
        last_at = at;
        match step(t, st) {
            Exit::Next if !still(st) => {
                // It was no entry, for it was called before its thread was traced: it has ended.
                return match returned(t, object.v(), Value::NONE) {
                    Ok(()) => Exit::Next,
                    Err(e) => raise_in(t, st, e).unwrap_or(Exit::Next),
                };
            }
            Exit::Next => {}
            other => break other,
        }
    };
    let told = match &exit {
        Exit::Done(Ok(v)) | Exit::Yield(v, _) => returned(t, object.v(), v.v()),
        _ => returned(t, object.v(), Value::NONE),
    };
    match told {
        Ok(()) => exit,
        Err(e) => Exit::Done(Err(e)),
    }
}
