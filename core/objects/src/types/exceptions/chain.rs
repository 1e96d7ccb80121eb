//! How exceptions are chained, matched, and reported when nobody can catch them.

use super::{data, is_exception, is_exception_class};
use crate::error::{Raised, Res};
use crate::ops;
use crate::refs::Ref;
use crate::thread::Thread;
use crate::typeobj::is_subtype;
use crate::types::tuple;
use crate::value::Value;
use heddle_threads::sync::atomic::{AtomicUsize, Ordering::*};

/// `e.__context__`; UNDEF if there is none.
pub fn context(t: &Thread, e: Value) -> Ref {
    data(&e).context.get(t, ops::object(e))
}

/// `e.__cause__`; UNDEF if there is none.
pub fn cause(t: &Thread, e: Value) -> Ref {
    data(&e).cause.get(t, ops::object(e))
}

/// `e.__context__ = context` without any check; UNDEF for none.
pub fn set_context_value(t: &Thread, e: Value, context: Ref) {
    data(&e).context.set(t, ops::object(e), context);
}

/// At a raise: the exception being handled becomes the context of `e`. No cycle is made: where `e` was in the chain of
/// contexts already, the chain ends before it.
#[inline]
pub fn set_context(t: &Thread, e: Value) {
    let handled = t.handled();
    if handled.is_undef() || handled.is(e) {
        return;
    }
    chain(t, e, handled);
}

#[inline(never)]
fn chain(t: &Thread, e: Value, handled: Value) {
    if !is_exception(handled) || !is_exception(e) {
        return;
    }
    let handled = Ref::new(handled);
    let mut at = handled.clone();
    // A chain that had a cycle before must not hang us: `slow` follows at half the speed.
    let (mut slow, mut step) = (handled.clone(), false);
    loop {
        let next = context(t, at.v());
        if !is_exception(next.v()) {
            break;
        }
        if next.is(e) {
            set_context_value(t, at.v(), Ref::UNDEF);
            break;
        }
        at = next;
        if at.is(slow.v()) {
            break;
        }
        if step {
            let after = context(t, slow.v());
            if is_exception(after.v()) {
                slow = after;
            }
        }
        step = !step;
    }
    set_context_value(t, e, handled);
}

/// `raise e from cause`: the exception to raise, with its cause set. `cause` may be a class, an instance or None.
pub fn raise_from(t: &Thread, e: Value, cause: Value) -> Res<Raised> {
    let raised = instance(t, e)?;
    let cause = if is_exception_class(cause) {
        let made = ops::call_pos(t, cause, &[])?;
        if !is_exception(made.v()) {
            return Err(t.type_error(format_args!(
                "calling {} should have returned an instance of BaseException, not {}",
                ops::repr_text(t, cause)?,
                ops::repr_text(t, ops::type_of(made.v()))?
            )));
        }
        made
    } else if cause.is_none() {
        Ref::UNDEF
    } else if is_exception(cause) {
        Ref::new(cause)
    } else {
        return Err(t.type_error("exception causes must derive from BaseException"));
    };
    super::set_cause(t, raised.v(), cause);
    set_context(t, raised.v());
    Ok(Raised(raised))
}

/// What `raise e` raises: an instance as it is, a class called without arguments. Not yet chained.
pub fn instance(t: &Thread, e: Value) -> Res {
    if is_exception(e) {
        return Ok(Ref::new(e));
    }
    if !is_exception_class(e) {
        return Err(t.type_error("exceptions must derive from BaseException"));
    }
    let made = ops::call_pos(t, e, &[])?;
    if !is_exception(made.v()) {
        return Err(t.type_error(format_args!(
            "calling {} should have returned an instance of BaseException, not {}",
            ops::repr_text(t, e)?,
            ops::repr_text(t, ops::type_of(made.v()))?
        )));
    }
    Ok(made)
}

/// Whether an exception (or an exception class) is what `except class` names: a class, or a tuple of them. Runs no Python code.
pub fn given_matches(t: &Thread, e: Value, class: Value) -> bool {
    if let Some(items) = tuple::try_items(&class) {
        return t.deeper(|| Ok(items.iter().any(|&c| given_matches(t, e, c)))).unwrap_or(false);
    }
    let ty = if is_exception(e) { ops::type_of(e) } else { e };
    if is_exception_class(ty) && is_exception_class(class) {
        return is_subtype(t, ty, class);
    }
    ty.is(class)
}

/// Checks what `except` is given: TypeError unless it is an exception class or a tuple of them.
pub fn check_except_type(t: &Thread, class: Value) -> Res<()> {
    let one = [class];
    if tuple::try_items(&class).unwrap_or(&one).iter().all(|&c| is_exception_class(c)) {
        return Ok(());
    }
    Err(t.type_error("catching classes that do not inherit from BaseException is not allowed"))
}

/// Checks what `except*` is given: as [`check_except_type`], and no exception groups.
pub fn check_except_star_type(t: &Thread, class: Value) -> Res<()> {
    check_except_type(t, class)?;
    let one = [class];
    let group = super::BASE_EXCEPTION_GROUP.get();
    if tuple::try_items(&class).unwrap_or(&one).iter().any(|&c| is_subtype(t, c, group)) {
        return Err(t.type_error("catching ExceptionGroup with except* is not allowed. Use except instead."));
    }
    Ok(())
}

/// How `sys.unraisablehook` is called: `(thread, exception, message, object)`; object UNDEF for none.
pub type UnraisableHook = fn(&Thread, Value, &str, Value);

static HOOK: AtomicUsize = AtomicUsize::new(0);

/// Says who reports exceptions that nobody can catch. Called once, by the module `sys`.
pub fn set_unraisable_hook(hook: UnraisableHook) {
    HOOK.store(hook as usize, Release);
}

/// Reports an exception that nobody can catch (`sys.unraisablehook`). The message says what was being done, such as "Exception
/// ignored while calling deallocator"; `object` (UNDEF: none) follows it.
pub fn unraisable(t: &Thread, e: Raised, message: &str, object: Value) {
    let p = HOOK.load(Acquire);
    if p != 0 {
        // SAFETY: `set_unraisable_hook` stored a function of this type.
        let hook: UnraisableHook = unsafe { std::mem::transmute(p) };
        hook(t, e.0.v(), message, object);
        return;
    }
    eprint!("{}", unraisable_text(t, e.0.v(), message, object, &super::display::Files::default()));
}

/// The text that `sys.__unraisablehook__` writes.
pub fn unraisable_text(
    t: &Thread,
    e: Value,
    message: &str,
    object: Value,
    frames: &dyn super::display::Frames,
) -> String {
    let mut out = String::new();
    if object.is_none_or_undef() {
        if !message.is_empty() {
            out.push_str(&format!("{message}:\n"));
        }
    } else {
        let shown = ops::repr_text(t, object).unwrap_or_else(|_| "<object repr() failed>".to_string());
        match message {
            "" => out.push_str(&format!("Exception ignored in: {shown}\n")),
            _ => out.push_str(&format!("{message} {shown}:\n")),
        }
    }
    out.push_str(&super::display::unraisable(t, e, frames));
    out
}
