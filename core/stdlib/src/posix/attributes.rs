//! Extended attributes of files.

use super::path::Path;
use crate::util::flag;
use heddle_objects::native::{Def, def};
use heddle_objects::types::buffer::Buffer;
use heddle_objects::types::{bytes, list};
use heddle_objects::{Ref, Res, Thread, Value, codecs, ops};

/// Which file, and whether a link is followed.
fn target(t: &Thread, v: Value, follow: Value, function: &str) -> Res<(Path, bool)> {
    let path = Path::or_here(t, v, function, "path", true)?;
    let follow = flag(t, follow, true)?;
    if path.fd.is_some() && !follow {
        return Err(t.value_error(format_args!("{function}: cannot use fd and follow_symlinks together")));
    }
    Ok((path, follow))
}

/// What a call writes into a buffer, which grows until it is large enough.
fn growing(
    t: &Thread,
    path: &Path,
    f: impl Fn(*const libc::c_char, *mut u8, usize) -> isize,
) -> Res<Vec<u8>> {
    for size in [256usize, 65536, 1 << 20] {
        let mut room = vec![0u8; size];
        let at = room.as_mut_ptr() as usize;
        match path.call(t, |p| f(p, at as *mut u8, size) as i64) {
            Ok(n) => {
                room.truncate(n as usize);
                return Ok(room);
            }
            Err(e) if size < 1 << 20 && is_too_small(t, &e) => {}
            Err(e) => return Err(e),
        }
    }
    Err(path.error(t, libc::ERANGE))
}

fn is_too_small(t: &Thread, e: &heddle_objects::Raised) -> bool {
    let errno = ops::getattr_str(t, e.0.v(), "errno");
    errno.is_ok_and(|n| n.v().as_small_int() == Some(libc::ERANGE.into()))
}

fn get(t: &Thread, a: &[Value]) -> Res {
    let (path, follow) = target(t, a[0], a[2], "getxattr")?;
    let name = Path::arg(t, a[1], "getxattr", "attribute", false)?;
    let name = name.raw.as_ptr();
    let found = growing(t, &path, |p, room, n| {
        // SAFETY: terminated texts, and room for `n` bytes.
        unsafe {
            match path.fd {
                Some(fd) => libc::fgetxattr(fd, name, room.cast(), n),
                None if follow => libc::getxattr(p, name, room.cast(), n),
                None => libc::lgetxattr(p, name, room.cast(), n),
            }
        }
    })?;
    Ok(bytes::from_vec(t, found))
}

fn set(t: &Thread, a: &[Value]) -> Res {
    let (path, follow) = target(t, a[0], a[4], "setxattr")?;
    let name = Path::arg(t, a[1], "setxattr", "attribute", false)?;
    let data = Buffer::get(t, a[2])?;
    let flags = if a[3].is_undef() { 0 } else { ops::arg_i32(t, a[3])? };
    let (name, data, n) = (name.raw.as_ptr(), data.as_ptr(), data.len());
    path.call(t, |p| {
        // SAFETY: terminated texts and `n` bytes.
        i64::from(unsafe {
            match path.fd {
                Some(fd) => libc::fsetxattr(fd, name, data.cast(), n, flags),
                None if follow => libc::setxattr(p, name, data.cast(), n, flags),
                None => libc::lsetxattr(p, name, data.cast(), n, flags),
            }
        })
    })?;
    Ok(Ref::NONE)
}

fn remove(t: &Thread, a: &[Value]) -> Res {
    let (path, follow) = target(t, a[0], a[2], "removexattr")?;
    let name = Path::arg(t, a[1], "removexattr", "attribute", false)?;
    let name = name.raw.as_ptr();
    path.call(t, |p| {
        // SAFETY: terminated texts.
        i64::from(unsafe {
            match path.fd {
                Some(fd) => libc::fremovexattr(fd, name),
                None if follow => libc::removexattr(p, name),
                None => libc::lremovexattr(p, name),
            }
        })
    })?;
    Ok(Ref::NONE)
}

fn names(t: &Thread, a: &[Value]) -> Res {
    let (path, follow) = target(t, a[0], a[1], "listxattr")?;
    let found = growing(t, &path, |p, room, n| {
        // SAFETY: a terminated path, and room for `n` bytes.
        unsafe {
            match path.fd {
                Some(fd) => libc::flistxattr(fd, room.cast(), n),
                None if follow => libc::listxattr(p, room.cast(), n),
                None => libc::llistxattr(p, room.cast(), n),
            }
        }
    })?;
    let all = found.split(|b| *b == 0).filter(|name| !name.is_empty());
    Ok(list::from_refs(t, all.map(|name| codecs::fs_decode(t, name)).collect()))
}

/// This file's functions.
pub const FUNCTIONS: &[Def] = &[
    def("getxattr(path, attribute, *, follow_symlinks=True)", get),
    def("setxattr(path, attribute, value, flags=0, *, follow_symlinks=True)", set),
    def("removexattr(path, attribute, *, follow_symlinks=True)", remove),
    def("listxattr(path=None, *, follow_symlinks=True)", names),
];
