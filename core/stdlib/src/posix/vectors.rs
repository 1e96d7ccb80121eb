//! Reading and writing several buffers at once, copies within the system, and advice about files.

use super::{call, fd};
use crate::ospath::errno;
use heddle_objects::native::{Def, def};
use heddle_objects::types::buffer::{Buffer, BufferMut};
use heddle_objects::{Ref, Res, Thread, Value, ops};

fn read(t: &Thread, a: &[Value], at: Option<i64>, flags: i32) -> Res {
    let fd = fd(t, a[0])?;
    let mut targets = vec![];
    for item in ops::collect(t, a[1])? {
        let memory = BufferMut::get(t, item.v())?;
        targets.push(memory.ok_or_else(|| {
            let name = ops::type_name(item.v());
            t.type_error(format_args!("a read-write bytes-like object is required, not '{name}'"))
        })?);
    }
    let mut copies: Vec<Vec<u8>> = targets.iter().map(|m| vec![0; m.len()]).collect();
    let parts: Vec<libc::iovec> = copies
        .iter_mut()
        .map(|c| libc::iovec { iov_base: c.as_mut_ptr().cast(), iov_len: c.len() })
        .collect();
    // SAFETY: room for as many bytes in each part.
    let n = call(t, || unsafe {
        match at {
            Some(at) => libc::preadv2(fd, parts.as_ptr(), parts.len() as i32, at, flags) as i64,
            None => libc::readv(fd, parts.as_ptr(), parts.len() as i32) as i64,
        }
    })?;
    let mut left = n as usize;
    for (to, from) in targets.iter().zip(&copies) {
        let n = left.min(from.len());
        to.write(t, 0, &from[..n])?;
        left -= n;
    }
    Ok(t.int(n))
}

fn write(t: &Thread, a: &[Value]) -> Res {
    let fd = fd(t, a[0])?;
    let mut data = vec![];
    for item in ops::collect(t, a[1])? {
        data.push(Buffer::get(t, item.v())?);
    }
    let at = ops::arg_i64(t, a[2])?;
    let flags = if a[3].is_undef() { 0 } else { ops::arg_i32(t, a[3])? };
    let parts: Vec<libc::iovec> = data
        .iter()
        .map(|b| libc::iovec { iov_base: b.as_ptr().cast_mut().cast(), iov_len: b.len() })
        .collect();
    // SAFETY: as many bytes in each part.
    let n = call(t, || unsafe { libc::pwritev2(fd, parts.as_ptr(), parts.len() as i32, at, flags) as i64 })?;
    Ok(t.int(n))
}

/// `splice` and `copy_file_range`: from one descriptor to the other, each from its own position or from one that is given.
fn copy(t: &Thread, a: &[Value], splice: bool) -> Res {
    let (from, to) = (fd(t, a[0])?, fd(t, a[1])?);
    let n = crate::util::arg_size(t, a[2])?;
    let n = usize::try_from(n).map_err(|_| t.value_error("negative value for 'count' not allowed"))?;
    let place = |v: Value| if v.is_none_or_undef() { Ok(None) } else { ops::arg_i64(t, v).map(Some) };
    let places = [place(a[3])?, place(a[4])?];
    let flags = match a.get(5) {
        Some(v) if !v.is_undef() => ops::arg_i32(t, *v)? as u32,
        _ => 0,
    };
    let moved = call(t, || {
        let mut at = places;
        let [p, q] = at.each_mut().map(|n| n.as_mut().map_or(std::ptr::null_mut(), std::ptr::from_mut));
        // SAFETY: places of this frame, or null.
        (unsafe {
            if splice {
                libc::splice(from, p, to, q, n, flags)
            } else {
                libc::copy_file_range(from, p, to, q, n, flags)
            }
        }) as i64
    })?;
    Ok(t.int(moved))
}

/// A call that answers with its errno.
fn answered(t: &Thread, f: impl FnMut() -> i32) -> Res {
    let mut f = f;
    loop {
        match t.blocking(&mut f) {
            0 => return Ok(Ref::NONE),
            libc::EINTR => crate::util::check_signals(t)?,
            e => return Err(t.os_error(e, None)),
        }
    }
}

/// This file's functions.
pub const FUNCTIONS: &[Def] = &[
    def("readv(fd, buffers, /)", |t, a| read(t, a, None, 0)),
    def("preadv(fd, buffers, offset, flags=0, /)", |t, a| {
        let at = ops::arg_i64(t, a[2])?;
        let flags = if a[3].is_undef() { 0 } else { ops::arg_i32(t, a[3])? };
        read(t, a, Some(at), flags)
    }),
    def("pwritev(fd, buffers, offset, flags=0, /)", write),
    def("copy_file_range(src, dst, count, offset_src=None, offset_dst=None)", |t, a| copy(t, a, false)),
    def("splice(src, dst, count, offset_src=None, offset_dst=None, flags=0)", |t, a| copy(t, a, true)),
    def("posix_fadvise(fd, offset, length, advice, /)", |t, a| {
        let fd = fd(t, a[0])?;
        let (at, n, how) = (ops::arg_i64(t, a[1])?, ops::arg_i64(t, a[2])?, ops::arg_i32(t, a[3])?);
        // SAFETY: numbers only.
        answered(t, || unsafe { libc::posix_fadvise(fd, at, n, how) })
    }),
    def("posix_fallocate(fd, offset, length, /)", |t, a| {
        let fd = fd(t, a[0])?;
        let (at, n) = (ops::arg_i64(t, a[1])?, ops::arg_i64(t, a[2])?);
        // SAFETY: numbers only.
        answered(t, || unsafe { libc::posix_fallocate(fd, at, n) })
    }),
    def("lockf(fd, command, length, /)", |t, a| {
        let fd = fd(t, a[0])?;
        let (how, n) = (ops::arg_i32(t, a[1])?, ops::arg_i64(t, a[2])?);
        // SAFETY: numbers only.
        call(t, || i64::from(unsafe { libc::lockf(fd, how, n) })).map(|_| Ref::NONE)
    }),
    def("pidfd_open(pid, flags=0)", |t, a| {
        let pid = ops::arg_i32(t, a[0])?;
        let flags = if a[1].is_undef() { 0 } else { ops::arg_i32(t, a[1])? };
        // SAFETY: numbers only.
        let fd = unsafe { libc::syscall(libc::SYS_pidfd_open, pid, flags) };
        if fd < 0 { Err(t.os_error(errno(), None)) } else { Ok(t.int(fd)) }
    }),
];
