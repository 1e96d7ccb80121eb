//! Exceptions on their way: from `raise` to the handler.
//!
//! Must never know instructions other than by their place in the code.

use crate::call;
use crate::frame::{State, release};
use heddle_objects::types::{exceptions as exc, traceback, tuple, type_};
use heddle_objects::{Raised, Ref, Res, Thread, Value, ops};

/// The index of the word of the instruction that a frame is at.
fn word_of(frame: &crate::frame::Frame) -> u32 {
    // SAFETY: the frame's code is alive, and its pc within it.
    let words = unsafe { (*frame.code).words.as_ptr() };
    ((frame.pc as usize - words as usize) / 4).saturating_sub(1) as u32
}

/// Finds the handler of an exception, taking frames that have none off the stack. `None`: the top frame has a handler and goes on
/// there. `Some`: the entry frame is gone, too. `entry`: the running frame gets a traceback entry.
#[cold]
#[inline(never)]
pub fn unwind(t: &Thread, st: &State, e: Raised, mut entry: bool) -> Option<Raised> {
    let e = e;
    if entry && exc::data(&e.0).traceback.peek().is_none_or_undef() {
        exc::chain_context(t, e.0.v(), handled(t, st).v());
    }
    loop {
        let p = st.frame.get();
        // SAFETY: there is a running frame.
        let frame = unsafe { &mut *p };
        // SAFETY: its code is alive.
        let code = unsafe { &*frame.code };
        let at = word_of(frame);
        if entry {
            add_traceback(t, frame, &e);
        }
        entry = true;
        if let Some(h) = code.raw.handler_of(at) {
            for k in h.depth as usize..code.raw.registers as usize {
                // SAFETY: the frame's registers.
                let old = unsafe { std::mem::replace(&mut *frame.regs.add(k), Value::UNDEF) };
                release(t, old);
            }
            // SAFETY: the verifier has checked the handler.
            unsafe {
                *frame.regs.add(h.depth as usize) = e.0.into_value();
                frame.pc = code.words.as_ptr().add(h.handler as usize);
            }
            return None;
        }
        let is_entry = frame.entry;
        if frame.generator.is_undef() {
            call::leave(t, st);
        } else {
            crate::generator::finish(t, st);
        }
        if is_entry {
            return Some(e);
        }
    }
}

/// Takes the frame that could not start off the stack.
#[cold]
pub fn drop_top_frame(t: &Thread, st: &State) {
    // SAFETY: there is a running frame.
    if unsafe { (*st.frame.get()).generator.is_undef() } {
        call::leave(t, st);
    } else {
        crate::generator::finish(t, st);
    }
}

fn add_traceback(t: &Thread, frame: &mut crate::frame::Frame, e: &Raised) {
    let at = word_of(frame);
    // SAFETY: the frame's code is alive.
    let line = unsafe { (*frame.code).raw.positions.at(at).line };
    let object = crate::frameobj::object_of(t, frame);
    let data = exc::data(&e.0);
    let o = e.0.obj();
    let before = data.traceback.get(t, o);
    let new = traceback::new(t, before, object, at as i64, line as i64);
    data.traceback.set(t, o, new);
}

/// The exception being handled, by this generator or by its callers; UNDEF for none.
pub fn handled(t: &Thread, st: &State) -> Ref {
    let now = t.handled();
    if !now.is_none_or_undef() {
        return Ref::new(now);
    }
    let outer = st.outer.borrow();
    outer.iter().rev().find(|v| !v.is_none_or_undef()).map_or(Ref::UNDEF, |v| Ref::new(*v))
}

/// The exception that `raise v` or `raise v from cause` raises.
pub fn exception_of(t: &Thread, v: Value, cause: Value) -> Raised {
    let e = match instance(t, v) {
        Ok(e) => e,
        Err(e) => return e,
    };
    if !cause.is_undef() {
        let cause = if cause.is_none() {
            Ref::NONE
        } else {
            match as_cause(t, cause) {
                Ok(c) => c,
                Err(e) => return e,
            }
        };
        exc::raise_from(t, e.v(), cause);
    }
    let st = State::of(t);
    exc::chain_context(t, e.v(), handled(t, st).v());
    Raised(e)
}

fn as_cause(t: &Thread, v: Value) -> Res {
    if exc::is_exception(v) {
        return Ok(Ref::new(v));
    }
    if type_::is_type(v) && heddle_objects::typeobj::is_subtype(t, v, exc::BASE_EXCEPTION.get()) {
        let e = ops::call_pos(t, v, &[])?;
        if exc::is_exception(e.v()) {
            return Ok(e);
        }
        return Err(t.type_error(format_args!(
            "calling {} should have returned an instance of BaseException, not {}",
            ops::repr_text(t, v)?,
            ops::type_name(e.v())
        )));
    }
    Err(t.type_error("exception causes must derive from BaseException"))
}

/// An exception instance from what `raise` was given.
pub fn instance(t: &Thread, v: Value) -> Res {
    if exc::is_exception(v) {
        return Ok(Ref::new(v));
    }
    if type_::is_type(v) && heddle_objects::typeobj::is_subtype(t, v, exc::BASE_EXCEPTION.get()) {
        let e = ops::call_pos(t, v, &[])?;
        if !exc::is_exception(e.v()) {
            return Err(t.type_error(format_args!(
                "calling {} should have returned an instance of BaseException, not {}",
                ops::repr_text(t, v)?,
                ops::type_name(e.v())
            )));
        }
        return Ok(e);
    }
    Err(t.type_error("exceptions must derive from BaseException"))
}

/// `raise` with nothing.
pub fn current(t: &Thread) -> Raised {
    let e = handled(t, State::of(t));
    if e.is_undef() { t.runtime_error("No active exception to reraise") } else { Raised(e) }
}

fn check_class(t: &Thread, class: Value) -> Res<()> {
    let ok = |c: Value| type_::is_type(c) && heddle_objects::typeobj::is_subtype(t, c, exc::BASE_EXCEPTION.get());
    let fine = match tuple::try_items(&class) {
        Some(items) => items.iter().all(|c| ok(*c)),
        None => ok(class),
    };
    if fine {
        return Ok(());
    }
    Err(t.type_error("catching classes that do not inherit from BaseException is not allowed"))
}

/// Whether an exception matches the class or tuple of classes of an `except`.
pub fn matches(t: &Thread, e: Value, class: Value) -> Res<bool> {
    check_class(t, class)?;
    let ty = ops::type_of(e);
    Ok(match tuple::try_items(&class) {
        Some(items) => items.iter().any(|c| heddle_objects::typeobj::is_subtype(t, ty, *c)),
        None => heddle_objects::typeobj::is_subtype(t, ty, class),
    })
}

/// The rest and the matching part of an exception for `except*`.
pub fn match_group(t: &Thread, e: Value, class: Value) -> Res<(Ref, Ref)> {
    check_class(t, class)?;
    exc::match_group(t, e, class)
}
