//! Python functions that the library calls, on a thread that is detached in one of its functions: they attach for the call.
//!
//! The word that comes with a callback is the callable's, which its connection keeps.

use super::convert::{column, plain};
use super::db::Column;
use heddle_objects::thread::try_current;
use heddle_objects::types::exceptions::unraisable;
use heddle_objects::types::int;
use heddle_objects::{Ref, Res, Thread, Value, ops};
use heddle_threads::sync::atomic::{AtomicBool, Ordering::Relaxed};
use libsqlite3_sys as q;
use std::ffi::{CStr, c_char, c_int, c_uint, c_void};

/// A function, or a step of an aggregate.
pub type Function = unsafe extern "C" fn(*mut q::sqlite3_context, c_int, *mut *mut q::sqlite3_value);
/// The end of an aggregate.
pub type Final = unsafe extern "C" fn(*mut q::sqlite3_context);
/// A collation.
pub type Collation = unsafe extern "C" fn(*mut c_void, c_int, *const c_void, c_int, *const c_void) -> c_int;
/// An authorizer.
pub type Authorizer = unsafe extern "C" fn(
    *mut c_void,
    c_int,
    *const c_char,
    *const c_char,
    *const c_char,
    *const c_char,
) -> c_int;
/// A progress handler.
pub type Progress = unsafe extern "C" fn(*mut c_void) -> c_int;
/// A trace callback.
pub type Trace = unsafe extern "C" fn(c_uint, *mut c_void, *mut c_void, *mut c_void) -> c_int;

static SHOWN: AtomicBool = AtomicBool::new(false);

/// `enable_callback_tracebacks`
pub fn show_errors(on: bool) {
    SHOWN.store(on, Relaxed);
}

/// Runs `f` attached. `None`: that cannot be, as the statement goes away with the object that had it.
fn attached<R>(f: impl FnOnce(&Thread) -> R) -> Option<R> {
    let t = try_current()?;
    if t.m.is_attached() {
        return None;
    }
    Some(t.m.unblocked(|| f(t)))
}

/// The callable behind a word.
///
/// # Safety
/// The connection that keeps it is alive: it waits for the library.
unsafe fn callable(word: *mut c_void) -> Value {
    // SAFETY: made of a value's bits in `connection::keep`.
    unsafe { Value::from_bits(word as u64) }
}

fn unheard<T>(t: &Thread, r: Res<T>, of: Value) -> Option<T> {
    match r {
        Ok(x) => Some(x),
        Err(e) => {
            if SHOWN.load(Relaxed) {
                unraisable(t, e, "Exception ignored on sqlite3 callback", of);
            }
            None
        }
    }
}

/// # Safety
/// Called by the library with `n` values.
unsafe fn arguments(t: &Thread, n: c_int, values: *mut *mut q::sqlite3_value) -> Vec<Ref> {
    (0..n as usize)
        .map(|k| {
            // SAFETY: there are `n` values; what their pointers show is copied at once.
            let value = unsafe {
                let v = *values.add(k);
                let copy = |p: *const u8| {
                    let n = q::sqlite3_value_bytes(v) as usize;
                    if p.is_null() { vec![] } else { std::slice::from_raw_parts(p, n).to_vec() }
                };
                match q::sqlite3_value_type(v) {
                    q::SQLITE_INTEGER => Column::Int(q::sqlite3_value_int64(v)),
                    q::SQLITE_FLOAT => Column::Float(q::sqlite3_value_double(v)),
                    q::SQLITE_TEXT => Column::Text(copy(q::sqlite3_value_text(v).cast())),
                    q::SQLITE_BLOB => Column::Blob(copy(q::sqlite3_value_blob(v).cast())),
                    _ => Column::Null,
                }
            };
            plain(t, value)
        })
        .collect()
}

/// # Safety
/// Called by the library, whose context it is.
unsafe fn fail(context: *mut q::sqlite3_context, text: &CStr) {
    // SAFETY: the text is copied.
    unsafe { q::sqlite3_result_error(context, text.as_ptr(), -1) }
}

/// # Safety
/// Called by the library, whose context it is.
unsafe fn give(t: &Thread, context: *mut q::sqlite3_context, v: Value) -> Res<bool> {
    let Some(value) = column(t, v)? else { return Ok(false) };
    let copied = q::SQLITE_TRANSIENT();
    // SAFETY: the library copies what it is given.
    unsafe {
        match &value {
            Column::Null => q::sqlite3_result_null(context),
            Column::Int(n) => q::sqlite3_result_int64(context, *n),
            Column::Float(f) => q::sqlite3_result_double(context, *f),
            Column::Text(s) => {
                let utf8 = q::SQLITE_UTF8 as std::ffi::c_uchar;
                q::sqlite3_result_text64(context, s.as_ptr().cast(), s.len() as u64, copied, utf8);
            }
            Column::Blob(b) => q::sqlite3_result_blob64(context, b.as_ptr().cast(), b.len() as u64, copied),
        }
    }
    Ok(true)
}

/// A function.
///
/// # Safety
/// Called by the library.
pub unsafe extern "C" fn function(
    context: *mut q::sqlite3_context,
    n: c_int,
    values: *mut *mut q::sqlite3_value,
) {
    // SAFETY: the library's arguments.
    unsafe {
        let f = callable(q::sqlite3_user_data(context));
        let done = attached(|t| {
            let args = arguments(t, n, values);
            let args: Vec<Value> = args.iter().map(Ref::v).collect();
            let r = ops::call_pos(t, f, &args).and_then(|r| give(t, context, r.v()));
            unheard(t, r, f)
        });
        if done.flatten() != Some(true) {
            fail(context, c"user-defined function raised exception");
        }
    }
}

/// The instance of an aggregate, made if need be: a word that owns it.
///
/// # Safety
/// Called by the library, attached.
unsafe fn instance(t: &Thread, context: *mut q::sqlite3_context, make: bool) -> Res<Option<Value>> {
    // SAFETY: the library's memory for this group, zero at first.
    unsafe {
        let place: *mut u64 = q::sqlite3_aggregate_context(context, if make { 8 } else { 0 }).cast();
        if place.is_null() {
            return Ok(None);
        }
        if *place == 0 {
            if !make {
                return Ok(None);
            }
            let class = callable(q::sqlite3_user_data(context));
            *place = ops::call_pos(t, class, &[])?.into_value().bits();
        }
        Ok(Some(Value::from_bits(*place)))
    }
}

/// # Safety
/// Called by the library.
unsafe fn feed(
    context: *mut q::sqlite3_context,
    n: c_int,
    values: *mut *mut q::sqlite3_value,
    method: &str,
    failed: &CStr,
) {
    // SAFETY: the library's arguments.
    unsafe {
        let mut why = c"user-defined aggregate's '__init__' method raised error";
        let done = attached(|t| {
            let class = callable(q::sqlite3_user_data(context));
            let made = unheard(t, instance(t, context, true), class)??;
            why = failed;
            let args = arguments(t, n, values);
            let args: Vec<Value> = args.iter().map(Ref::v).collect();
            unheard(t, ops::call_method(t, made, method, &args), class)
        });
        if done.flatten().is_none() {
            fail(context, why);
        }
    }
}

/// A row more.
///
/// # Safety
/// Called by the library.
pub unsafe extern "C" fn step(
    context: *mut q::sqlite3_context,
    n: c_int,
    values: *mut *mut q::sqlite3_value,
) {
    // SAFETY: the library's arguments.
    unsafe { feed(context, n, values, "step", c"user-defined aggregate's 'step' method raised error") }
}

/// A row less.
///
/// # Safety
/// Called by the library.
pub unsafe extern "C" fn inverse(
    context: *mut q::sqlite3_context,
    n: c_int,
    values: *mut *mut q::sqlite3_value,
) {
    // SAFETY: the library's arguments.
    unsafe { feed(context, n, values, "inverse", c"user-defined aggregate's 'inverse' method raised error") }
}

/// # Safety
/// Called by the library.
unsafe fn result(context: *mut q::sqlite3_context, method: &str, last: bool, failed: &CStr) {
    // SAFETY: the library's context.
    unsafe {
        let done = attached(|t| {
            let class = callable(q::sqlite3_user_data(context));
            let Some(made) = unheard(t, instance(t, context, !last), class).flatten() else {
                // No row came: the class's own answer, unless `__init__` failed.
                return Some(last);
            };
            let held = if last { Some(Ref::own(made)) } else { None };
            if last {
                let place: *mut u64 = q::sqlite3_aggregate_context(context, 0).cast();
                *place = 0;
            }
            let r = ops::call_method(t, made, method, &[]).and_then(|r| give(t, context, r.v()));
            drop(held);
            unheard(t, r, class)
        });
        if done.flatten() != Some(true) {
            fail(context, failed);
        }
    }
}

/// The end of a group.
///
/// # Safety
/// Called by the library.
pub unsafe extern "C" fn finalize(context: *mut q::sqlite3_context) {
    // SAFETY: the library's context.
    unsafe { result(context, "finalize", true, c"user-defined aggregate's 'finalize' method raised error") }
}

/// A window's value.
///
/// # Safety
/// Called by the library.
pub unsafe extern "C" fn value(context: *mut q::sqlite3_context) {
    // SAFETY: the library's context.
    unsafe { result(context, "value", false, c"user-defined aggregate's 'value' method raised error") }
}

/// A comparison.
///
/// # Safety
/// Called by the library.
pub unsafe extern "C" fn collation(
    word: *mut c_void,
    n: c_int,
    a: *const c_void,
    m: c_int,
    b: *const c_void,
) -> c_int {
    // SAFETY: the library's arguments: texts as long as said.
    unsafe {
        let text = |p: *const c_void, n: c_int| {
            let bytes = if n == 0 { &[][..] } else { std::slice::from_raw_parts(p.cast::<u8>(), n as usize) };
            String::from_utf8_lossy(bytes).into_owned()
        };
        let (a, b) = (text(a, n), text(b, m));
        let f = callable(word);
        let order = attached(|t| {
            let r = ops::call_pos(t, f, &[t.str(&a).v(), t.str(&b).v()]).and_then(|r| {
                let n = ops::index(t, r.v())?;
                Ok(if int::is_negative(n.v()) { -1 } else { i32::from(int::to_i64(n.v()) != Some(0)) })
            });
            unheard(t, r, f)
        });
        order.flatten().unwrap_or(0)
    }
}

/// Whether something may be done.
///
/// # Safety
/// Called by the library.
pub unsafe extern "C" fn authorizer(
    word: *mut c_void,
    action: c_int,
    a: *const c_char,
    b: *const c_char,
    c: *const c_char,
    d: *const c_char,
) -> c_int {
    // SAFETY: the library's arguments: texts or null.
    unsafe {
        let text =
            |p: *const c_char| (!p.is_null()).then(|| CStr::from_ptr(p).to_string_lossy().into_owned());
        let texts = [text(a), text(b), text(c), text(d)];
        let f = callable(word);
        let answer = attached(|t| {
            let mut args = vec![t.int(action.into())];
            args.extend(texts.iter().map(|x| x.as_ref().map_or(Ref::NONE, |x| t.str(x))));
            let args: Vec<Value> = args.iter().map(Ref::v).collect();
            let r = ops::call_pos(t, f, &args).and_then(|r| ops::arg_i32(t, r.v()));
            unheard(t, r, f)
        });
        answer.flatten().unwrap_or(q::SQLITE_DENY)
    }
}

/// Whether to stop.
///
/// # Safety
/// Called by the library.
pub unsafe extern "C" fn progress(word: *mut c_void) -> c_int {
    // SAFETY: the library's argument.
    let f = unsafe { callable(word) };
    let stop = attached(|t| unheard(t, ops::call_pos(t, f, &[]).and_then(|r| ops::truth(t, r.v())), f));
    match stop {
        None => 0,
        Some(stop) => c_int::from(stop.unwrap_or(true)),
    }
}

/// A statement that begins.
///
/// # Safety
/// Called by the library.
pub unsafe extern "C" fn trace(
    _: c_uint,
    word: *mut c_void,
    statement: *mut c_void,
    sql: *mut c_void,
) -> c_int {
    // SAFETY: the library's arguments: a statement and its source; what is expanded is freed.
    unsafe {
        let f = callable(word);
        let source = CStr::from_ptr(sql.cast()).to_string_lossy().into_owned();
        let expanded = if source.starts_with("--") {
            std::ptr::null_mut()
        } else {
            q::sqlite3_expanded_sql(statement.cast())
        };
        let text = if expanded.is_null() {
            source
        } else {
            let text = CStr::from_ptr(expanded).to_string_lossy().into_owned();
            q::sqlite3_free(expanded.cast());
            text
        };
        attached(|t| unheard(t, ops::call_pos(t, f, &[t.str(&text).v()]), f));
        0
    }
}
