//! `fcntl`: control of descriptors, and locks on files.

use crate::{NativeModule, descriptor, signal};
use heddle_objects::native::{Def, def};
use heddle_objects::types::{buffer, bytes, int, str};
use heddle_objects::{Ref, Res, Thread, Value, ops};
use std::io;

/// The module.
pub static MODULE: NativeModule = NativeModule {
    doc: "This module performs file control and I/O control on file descriptors.",
    init: |t, m| {
        for (name, n) in CONSTANTS {
            m.set_int(t, name, *n);
        }
        Ok(())
    },
    ..NativeModule::new("fcntl", FUNCTIONS)
};

macro_rules! constants {
    ($($name:ident)*) => { &[$((stringify!($name), libc::$name as i64)),*] };
}

const CONSTANTS: &[(&str, i64)] = constants!(
    LOCK_SH LOCK_EX LOCK_NB LOCK_UN F_DUPFD F_DUPFD_CLOEXEC F_GETFD F_SETFD F_GETFL F_SETFL F_GETLK F_SETLK F_SETLKW
    F_OFD_GETLK F_OFD_SETLK F_OFD_SETLKW F_GETOWN F_SETOWN F_RDLCK F_WRLCK F_UNLCK F_SETLEASE F_GETLEASE F_NOTIFY
    F_SETPIPE_SZ F_GETPIPE_SZ F_ADD_SEALS F_GET_SEALS F_SEAL_SEAL F_SEAL_SHRINK F_SEAL_GROW F_SEAL_WRITE FD_CLOEXEC
    FIONREAD TIOCGWINSZ TIOCSWINSZ
);

const FUNCTIONS: &[Def] = &[
    def("fcntl(fd, cmd, arg=0, /)", fcntl),
    def("ioctl(fd, request, arg=0, mutate_flag=True, /)", ioctl),
    def("flock(fd, operation, /)", |t, a| {
        let fd = descriptor::of(t, a[0])?;
        let operation = ops::arg_i32(t, a[1])?;
        // SAFETY: plain numbers.
        call(t, || unsafe { libc::flock(fd, operation) }).map(|_| Ref::NONE)
    }),
    def("lockf(fd, cmd, len=0, start=0, whence=0, /)", lockf),
];

/// A system call, again after signals; OSError for -1.
fn call(t: &Thread, mut f: impl FnMut() -> i32) -> Res<i32> {
    let result = signal::retry(t, || match f() {
        -1 => Err(io::Error::last_os_error()),
        n => Ok(n),
    })?;
    result.map_err(|e| t.io_error(&e, None))
}

/// The longest argument.
const MOST: usize = 1024;

/// A str or bytes-like argument in a buffer that the system may write to.
fn copied(t: &Thread, v: Value, function: &str) -> Res<(Vec<u8>, usize)> {
    let mut raw = if str::is_str(v) { str::to_utf8(t, v)?.into_bytes() } else { buffer::to_vec(t, v)? };
    let n = raw.len();
    if n > MOST {
        return Err(t.value_error(format_args!("{function} argument 3 is too long")));
    }
    raw.resize(MOST + 8, 0);
    Ok((raw, n))
}

fn fcntl(t: &Thread, a: &[Value]) -> Res {
    let fd = descriptor::of(t, a[0])?;
    let command = ops::arg_i32(t, a[1])?;
    if a[2].is_undef() || int::is_int(a[2]) {
        let arg = if a[2].is_undef() { 0 } else { ops::arg_i64(t, a[2])? };
        // SAFETY: an int for the system, which checks it.
        return Ok(t.int(call(t, || unsafe { libc::fcntl(fd, command, arg) })?.into()));
    }
    let (mut raw, n) = copied(t, a[2], "fcntl")?;
    // SAFETY: more room than any command of the system writes.
    call(t, || unsafe { libc::fcntl(fd, command, raw.as_mut_ptr()) })?;
    Ok(bytes::new(t, &raw[..n]))
}

fn ioctl(t: &Thread, a: &[Value]) -> Res {
    let fd = descriptor::of(t, a[0])?;
    let request = ops::arg_i64(t, a[1])? as libc::c_ulong;
    let mutate = crate::util::flag(t, a[3], true)?;
    if a[2].is_undef() || int::is_int(a[2]) {
        let arg = if a[2].is_undef() { 0 } else { ops::arg_i64(t, a[2])? };
        // SAFETY: an int for the system, which checks it.
        return Ok(t.int(call(t, || unsafe { libc::ioctl(fd, request, arg) })?.into()));
    }
    let (mut raw, n) = copied(t, a[2], "ioctl")?;
    // SAFETY: more room than the argument had.
    let result = call(t, || unsafe { libc::ioctl(fd, request, raw.as_mut_ptr()) })?;
    if mutate
        && !str::is_str(a[2])
        && let Some(target) = buffer::BufferMut::get(t, a[2])?
    {
        target.write(t, 0, &raw[..n])?;
        return Ok(t.int(result.into()));
    }
    Ok(bytes::new(t, &raw[..n]))
}

fn lockf(t: &Thread, a: &[Value]) -> Res {
    let fd = descriptor::of(t, a[0])?;
    let operation = ops::arg_i32(t, a[1])?;
    let number = |v: Value| if v.is_undef() { Ok(0) } else { ops::arg_i64(t, v) };
    // SAFETY: all zeros is one.
    let mut lock: libc::flock = unsafe { std::mem::zeroed() };
    lock.l_type = match operation {
        n if n & libc::LOCK_UN != 0 => libc::F_UNLCK,
        n if n & libc::LOCK_SH != 0 => libc::F_RDLCK,
        n if n & libc::LOCK_EX != 0 => libc::F_WRLCK,
        _ => return Err(t.value_error("unrecognized lockf argument")),
    } as i16;
    lock.l_len = number(a[2])?;
    lock.l_start = number(a[3])?;
    lock.l_whence = number(a[4])? as i16;
    let command = if operation & libc::LOCK_NB != 0 { libc::F_SETLK } else { libc::F_SETLKW };
    // SAFETY: reads the struct.
    call(t, || unsafe { libc::fcntl(fd, command, &lock) }).map(|_| Ref::NONE)
}
