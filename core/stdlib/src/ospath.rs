//! What modules that talk to the system share: path arguments, calls that are retried, OSErrors. Must never know any one module.

use heddle_objects::types::{bytes, int, str};
use heddle_objects::{Ref, Res, Thread, Value, codecs, ops};

/// `os.fspath`: a str or bytes.
pub fn fspath(t: &Thread, v: Value) -> Res {
    if str::is_str(v) || bytes::is_bytes(v) {
        return Ok(Ref::new(v));
    }
    let wrong =
        || t.type_error(format_args!("expected str, bytes or os.PathLike object, not {}", ops::type_name(v)));
    let name = t.intern("__fspath__");
    let path = ops::call_special(t, v, name.v(), &[])?;
    if path.is_undef() {
        return Err(wrong());
    }
    if !str::is_str(path.v()) && !bytes::is_bytes(path.v()) {
        return Err(t.type_error(format_args!(
            "expected {}.__fspath__() to return str or bytes, not {}",
            ops::type_name(v),
            ops::type_name(path.v())
        )));
    }
    Ok(path)
}

/// The bytes of a str or bytes path; ValueError if there is a null among them.
pub fn encode(t: &Thread, path: Value) -> Res<Vec<u8>> {
    let raw = match bytes::try_view(&path) {
        Some(raw) => raw.to_vec(),
        None => codecs::fs_encode(t, path)?,
    };
    if raw.contains(&0) {
        return Err(t.value_error(if bytes::is_bytes(path) {
            "embedded null byte"
        } else {
            "embedded null character"
        }));
    }
    Ok(raw)
}

/// Bytes with a null behind them, for the system.
pub fn terminated(mut raw: Vec<u8>) -> std::ffi::CString {
    raw.retain(|&b| b != 0);
    std::ffi::CString::new(raw).unwrap_or_default()
}

/// What the last system call said.
pub fn errno() -> i32 {
    std::io::Error::last_os_error().raw_os_error().unwrap_or(0)
}

/// Runs a system call detached until it is not interrupted. `Err`: its errno.
pub fn retry<T: Into<i64>>(t: &Thread, f: impl Fn() -> T) -> Result<i64, i32> {
    loop {
        let (r, e) = t.blocking(|| {
            let r: i64 = f().into();
            (r, if r < 0 { errno() } else { 0 })
        });
        if r >= 0 {
            return Ok(r);
        }
        t.m.safepoint();
        if e != libc::EINTR {
            return Err(e);
        }
    }
}

/// Runs a call detached until it is not interrupted, the handlers of signals in between (PEP 475), which may raise. The inner `Err`: its
/// errno.
pub fn call<T: Into<i64>>(t: &Thread, f: impl Fn() -> T) -> Res<Result<i64, i32>> {
    let done = crate::signal::retry(t, || {
        let r: i64 = f().into();
        if r < 0 { Err(std::io::Error::last_os_error()) } else { Ok(r) }
    })?;
    Ok(done.map_err(|e| e.raw_os_error().unwrap_or(0)))
}

/// A number of any size that must be a C `int`: a file descriptor.
pub fn fd_arg(t: &Thread, v: Value) -> Res<i32> {
    let n = ops::index(t, v)?;
    int::to_i64(n.v()).and_then(|n| i32::try_from(n).ok()).ok_or_else(|| {
        t.overflow_error(if int::is_negative(n.v()) {
            "Python int too large to convert to C int"
        } else {
            "Python int too large to convert to C int"
        })
    })
}

/// A file descriptor, or what `fileno()` of an object says.
pub fn fd_of(t: &Thread, v: Value) -> Res<i32> {
    if int::is_int(v) {
        return check(t, fd_arg(t, v)?);
    }
    let name = t.intern("fileno");
    let method = ops::getattr_opt(t, v, name.v())?;
    if method.is_undef() {
        return Err(t.type_error("argument must be an int, or have a fileno() method."));
    }
    let n = ops::call_pos(t, method.v(), &[])?;
    if !int::is_int(n.v()) {
        return Err(t.type_error("fileno() returned a non-integer"));
    }
    check(t, fd_arg(t, n.v())?)
}

fn check(t: &Thread, fd: i32) -> Res<i32> {
    if fd < 0 {
        return Err(t.value_error(format_args!("file descriptor cannot be a negative integer ({fd})")));
    }
    Ok(fd)
}
