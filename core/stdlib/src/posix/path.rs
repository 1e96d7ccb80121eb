//! Path arguments: str, bytes, path-like objects and descriptors. Must never know any one function.

use crate::ospath;
use heddle_objects::types::{bytes, int, str};
use heddle_objects::{Raised, Ref, Res, Thread, Value, codecs, ops};
use std::ffi::CString;

/// A path argument.
pub struct Path {
    /// The path, empty if a descriptor was given.
    pub raw: CString,
    /// The descriptor, if one was given.
    pub fd: Option<i32>,
    /// Whether it was bytes: so are answers then.
    pub is_bytes: bool,
    /// What was given, for errors.
    pub object: Ref,
}

impl Path {
    /// Reads an argument of a function; `fd`: a descriptor will do.
    pub fn arg(t: &Thread, v: Value, function: &str, name: &str, fd: bool) -> Res<Path> {
        Path::read(t, v, function, name, fd, false)
    }

    /// [`Path::arg`], where None is the current folder.
    pub fn or_here(t: &Thread, v: Value, function: &str, name: &str, fd: bool) -> Res<Path> {
        if v.is_none_or_undef() {
            return Ok(Path { raw: c".".into(), fd: None, is_bytes: false, object: Ref::NONE });
        }
        Path::read(t, v, function, name, fd, true)
    }

    fn read(t: &Thread, v: Value, function: &str, name: &str, fd: bool, none: bool) -> Res<Path> {
        if fd && (int::is_int(v) || ops::slots_of(v).index.is_some()) {
            let n = ops::index(t, v)?;
            let fd = int::to_i64(n.v()).and_then(|n| i32::try_from(n).ok()).ok_or_else(|| {
                t.overflow_error(if int::is_negative(n.v()) {
                    "fd is less than minimum"
                } else {
                    "fd is greater than maximum"
                })
            })?;
            return Ok(Path { raw: CString::default(), fd: Some(fd), is_bytes: false, object: Ref::new(v) });
        }
        let mut path = Ref::new(v);
        if !str::is_str(v) && !bytes::is_bytes(v) {
            let method = t.intern("__fspath__");
            path = ops::call_special(t, v, method.v(), &[])?;
            if path.is_undef() {
                let kinds = match (fd, none) {
                    (true, true) => "string, bytes, os.PathLike, integer or None",
                    (true, false) => "string, bytes, os.PathLike or integer",
                    (false, true) => "string, bytes, os.PathLike or None",
                    (false, false) => "string, bytes or os.PathLike",
                };
                return Err(t.type_error(format_args!(
                    "{function}: {name} should be {kinds}, not {}",
                    ops::type_name(v)
                )));
            }
            if !str::is_str(path.v()) && !bytes::is_bytes(path.v()) {
                return Err(t.type_error(format_args!(
                    "expected {}.__fspath__() to return str or bytes, not {}",
                    ops::type_name(v),
                    ops::type_name(path.v())
                )));
            }
        }
        let is_bytes = bytes::is_bytes(path.v());
        let raw = match bytes::try_view(&path) {
            Some(raw) => raw.to_vec(),
            None => codecs::fs_encode(t, path.v())?,
        };
        let raw = CString::new(raw).map_err(|_| {
            t.value_error(format_args!(
                "{function}: embedded null {} in {name}",
                if is_bytes { "byte" } else { "character" }
            ))
        })?;
        Ok(Path { raw, fd: None, is_bytes, object: Ref::new(v) })
    }

    /// The OSError of a call with this path.
    #[cold]
    pub fn error(&self, t: &Thread, errno: i32) -> Raised {
        t.os_error(errno, if self.object.is_none() { None } else { Some(self.object.v()) })
    }

    /// Runs a call detached, retried when interrupted.
    pub fn call(&self, t: &Thread, f: impl Fn(*const libc::c_char) -> i64) -> Res<i64> {
        let p = self.raw.as_ptr() as usize;
        ospath::call(t, || f(p as *const libc::c_char))?.map_err(|e| self.error(t, e))
    }

    /// A path as an answer: bytes if this one was.
    pub fn answer(&self, t: &Thread, raw: &[u8]) -> Ref {
        if self.is_bytes { bytes::new(t, raw) } else { codecs::fs_decode(t, raw) }
    }
}

/// `dir_fd`: None is AT_FDCWD.
pub fn dir_fd(t: &Thread, v: Value) -> Res<i32> {
    if v.is_none_or_undef() {
        return Ok(libc::AT_FDCWD);
    }
    if ops::slots_of(v).index.is_none() && !int::is_int(v) {
        return Err(
            t.type_error(format_args!("argument should be integer or None, not {}", ops::type_name(v)))
        );
    }
    ospath::fd_arg(t, v)
}

/// The OSError of a call with two paths.
#[cold]
pub fn error2(t: &Thread, errno: i32, a: &Path, b: &Path) -> Raised {
    let text = t.str(&heddle_objects::error::errno_text(errno));
    t.error_args(
        &heddle_objects::types::exceptions::OS_ERROR,
        &[Value::int32(errno), text.v(), a.object.v(), Value::NONE, b.object.v()],
    )
}
