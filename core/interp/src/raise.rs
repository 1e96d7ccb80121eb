//! Exceptions on their way: from `raise` to the handler.
//!
//! Must never know instructions other than by their place in the code.

use crate::call;
use crate::frame::{State, release};
use heddle_objects::types::{exceptions as exc, traceback};
use heddle_objects::{Raised, Ref, Res, Thread, Value};

/// The index of the word of the instruction that a frame is at.
fn word_of(frame: &crate::frame::Frame) -> u32 {
    let words = frame.code().words.as_ptr();
    ((frame.pc as usize - words as usize) / 4).saturating_sub(1) as u32
}

/// Finds the handler of an exception, taking frames that have none off the stack. `None`: the top frame has a handler and goes on
/// there. `Some`: the entry frame is gone, too. `entry`: the running frame gets a traceback entry.
#[cold]
#[inline(never)]
pub fn unwind(t: &Thread, st: &State, e: Raised, mut entry: bool) -> Option<Raised> {
    let mut e = e;
    if entry && exc::data(&e.0).traceback.peek().is_none_or_undef() {
        exc::set_context(t, e.0.v());
    }
    loop {
        let p = st.frame.get();
        // SAFETY: there is a running frame.
        let frame = unsafe { &mut *p };
        let code_value = frame.code_value;
        let code = code_value.expect::<heddle_objects::types::code::CodeObject>();
        let at = word_of(frame);
        if entry {
            add_traceback(t, frame, &e);
            if st.tracing.is_on() {
                e = crate::trace::exception(t, frame, e);
            }
        }
        entry = true;
        if let Some(h) = code.code.handler_of(at) {
            for k in h.depth as usize..code.code.registers as usize {
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
        let (is_entry, generator) = (frame.entry, frame.generator);
        if generator.is_undef() {
            call::leave(t, st);
        } else {
            crate::generator::finish(t, st);
            if !is_entry {
                crate::generator::stepped_off(t, generator);
            }
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

fn add_traceback(t: &Thread, frame: &crate::frame::Frame, e: &Raised) {
    let at = word_of(frame);
    let object = crate::frameobj::object_of(t, frame);
    // The line is found out when somebody asks for it.
    traceback::add(t, e.0.v(), object, at as i32 * 2, -1);
}

/// The exception that `raise v` or `raise v from cause` raises.
pub fn exception_of(t: &Thread, v: Value, cause: Value) -> Raised {
    let made = if cause.is_undef() {
        exc::instance(t, v).map(|e| {
            exc::set_context(t, e.v());
            Raised(e)
        })
    } else {
        exc::raise_from(t, v, cause)
    };
    made.unwrap_or_else(|e| e)
}

/// `raise` with nothing.
pub fn current(t: &Thread) -> Raised {
    let e = t.handled();
    if e.is_none_or_undef() { t.runtime_error("No active exception to reraise") } else { Raised(Ref::new(e)) }
}

/// Whether an exception matches the class or tuple of classes of an `except`.
pub fn matches(t: &Thread, e: Value, class: Value) -> Res<bool> {
    exc::check_except_type(t, class)?;
    Ok(exc::given_matches(t, e, class))
}

/// The rest and the matching part of an exception for `except*`.
pub fn match_group(t: &Thread, e: Value, class: Value) -> Res<(Ref, Ref)> {
    exc::check_except_star_type(t, class)?;
    let (rest, matching) = exc::match_group(t, e, class)?;
    if !matching.is_undef() && !exc::is_group(e) {
        // The group was made for this handler: it begins here.
        if let Some(frame) = State::of(t).current() {
            add_traceback(t, frame, &Raised(matching.clone()));
        }
    }
    Ok((rest.some().unwrap_or(Ref::NONE), matching.some().unwrap_or(Ref::NONE)))
}
