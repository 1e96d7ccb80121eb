//! Options of sockets. Must never know what they mean.

use super::last_error;
use super::object::{Socket, out_of_range};
use heddle_objects::native::{Def, def};
use heddle_objects::types::{buffer, bytes, int, tuple};
use heddle_objects::{Ref, Res, Thread, Value, ops};
use std::io;

/// An option that is an int.
pub(super) fn number(fd: i32, level: i32, option: i32) -> io::Result<i32> {
    let mut n: libc::c_int = 0;
    let mut len = size_of::<libc::c_int>() as libc::socklen_t;
    // SAFETY: room for an int.
    if unsafe { libc::getsockopt(fd, level, option, std::ptr::from_mut(&mut n).cast(), &mut len) } < 0 {
        return Err(io::Error::last_os_error());
    }
    Ok(n)
}

fn get(t: &Thread, a: &[Value]) -> Res {
    let fd = a[0].expect::<Socket>().fd();
    let (level, option) = (ops::arg_i32(t, a[1])?, ops::arg_i32(t, a[2])?);
    let len = if a[3].is_undef() { 0 } else { ops::arg_i32(t, a[3])? };
    if len == 0 {
        return number(fd, level, option).map(|n| t.int(n.into())).map_err(|e| t.io_error(&e, None));
    }
    if !(1..=1024).contains(&len) {
        return Err(out_of_range(t, "getsockopt buflen out of range"));
    }
    let mut raw = vec![0u8; len as usize];
    let mut len = len as libc::socklen_t;
    // SAFETY: room for as many bytes.
    if unsafe { libc::getsockopt(fd, level, option, raw.as_mut_ptr().cast(), &mut len) } < 0 {
        return Err(last_error(t));
    }
    Ok(bytes::new(t, &raw[..(len as usize).min(raw.len())]))
}

fn set(t: &Thread, a: &[Value]) -> Res {
    let fd = a[0].expect::<Socket>().fd();
    let args = tuple::items(&a[1]);
    let n = args.len();
    if !(3..=4).contains(&n) || (n == 4 && !args[2].is_none()) {
        return Err(t.type_error(format_args!("setsockopt() takes exactly 3 arguments ({n} given)")));
    }
    let (level, option) = (ops::arg_i32(t, args[0])?, ops::arg_i32(t, args[1])?);
    let put = |p: *const u8, n: usize| {
        // SAFETY: as many bytes, or null as the option wants it.
        match unsafe { libc::setsockopt(fd, level, option, p.cast(), n as libc::socklen_t) } {
            n if n < 0 => Err(last_error(t)),
            _ => Ok(Ref::NONE),
        }
    };
    if let Some(len) = args.get(3) {
        let len = int::to_i64(ops::index(t, *len)?.v())
            .and_then(|n| u32::try_from(n).ok())
            .ok_or_else(|| t.overflow_error("Python int too large to convert to C unsigned int"))?;
        return put(std::ptr::null(), len as usize);
    }
    if int::is_int(args[2]) || ops::slots_of(args[2]).index.is_some() {
        let n = ops::arg_i32(t, args[2])?;
        return put(std::ptr::from_ref(&n).cast(), size_of::<i32>());
    }
    let raw = buffer::Buffer::get(t, args[2])?;
    put(raw.as_ptr(), raw.len())
}

/// The methods of this file.
pub(super) const METHODS: &[Def] =
    &[def("getsockopt($self, level, optname, buflen=0, /)", get), def("setsockopt($self, /, *args)", set)];
