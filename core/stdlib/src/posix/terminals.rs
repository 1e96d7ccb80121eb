//! Calls about terminals and pairs of them.

use super::process::fork_with;
use super::{call, fd, two_ints};
use crate::ospath::errno;
use heddle_objects::native::{Def, def};
use heddle_objects::{Ref, Res, Thread, Value, codecs, ops};
use std::ffi::CStr;

/// A new pair of master and slave, which programs do not inherit.
fn open_pair(t: &Thread) -> Res<(i32, i32)> {
    let (mut master, mut slave) = (-1, -1);
    // SAFETY: room for two numbers, and no names or settings.
    let n = unsafe {
        libc::openpty(&mut master, &mut slave, std::ptr::null_mut(), std::ptr::null(), std::ptr::null())
    };
    if n < 0 {
        return Err(t.os_error(errno(), None));
    }
    for fd in [master, slave] {
        // SAFETY: just opened.
        unsafe { libc::ioctl(fd, libc::FIOCLEX) };
    }
    Ok((master, slave))
}

fn fork_pair(t: &Thread, _: &[Value]) -> Res {
    let (master, slave) = open_pair(t)?;
    let pid = fork_with(t, || {
        // SAFETY: the child's descriptors; the slave becomes its terminal and its standard streams.
        unsafe {
            libc::close(master);
            if libc::login_tty(slave) < 0 {
                libc::_exit(255);
            }
        }
    });
    match pid {
        Ok(0) => Ok(two_ints(t, 0, -1)),
        other => {
            // SAFETY: the child has it.
            unsafe { libc::close(slave) };
            match other {
                Ok(pid) => Ok(two_ints(t, pid.into(), master.into())),
                Err(e) => {
                    // SAFETY: nobody has it.
                    unsafe { libc::close(master) };
                    Err(e)
                }
            }
        }
    }
}

/// A name that a call writes.
fn name(t: &Thread, f: impl FnOnce(*mut libc::c_char, usize) -> i32) -> Res {
    let mut room = [0 as libc::c_char; 4096];
    match f(room.as_mut_ptr(), room.len()) {
        // SAFETY: terminated by the call.
        0 => Ok(codecs::fs_decode(t, unsafe { CStr::from_ptr(room.as_ptr()) }.to_bytes())),
        e => Err(t.os_error(e, None)),
    }
}

macro_rules! about {
    ($sig:literal, |$fd:ident| $call:expr) => {
        def($sig, |t, a| {
            let $fd = fd(t, a[0])?;
            // SAFETY: a number.
            call(t, || i64::from(unsafe { $call })).map(|_| Ref::NONE)
        })
    };
}

/// This file's functions.
pub const FUNCTIONS: &[Def] = &[
    def("openpty()", |t, _| {
        let (master, slave) = open_pair(t)?;
        Ok(two_ints(t, master.into(), slave.into()))
    }),
    def("forkpty()", fork_pair),
    about!("login_tty(fd, /)", |fd| libc::login_tty(fd)),
    about!("grantpt(fd, /)", |fd| libc::grantpt(fd)),
    about!("unlockpt(fd, /)", |fd| libc::unlockpt(fd)),
    def("posix_openpt(oflag, /)", |t, a| {
        let flags = ops::arg_i32(t, a[0])?;
        // SAFETY: a number.
        let fd = call(t, || i64::from(unsafe { libc::posix_openpt(flags | libc::O_CLOEXEC) }))?;
        Ok(t.int(fd))
    }),
    def("ptsname(fd, /)", |t, a| {
        let fd = fd(t, a[0])?;
        // SAFETY: room for as many bytes.
        name(t, |p, n| unsafe { libc::ptsname_r(fd, p, n) })
    }),
    def("ttyname(fd, /)", |t, a| {
        let fd = fd(t, a[0])?;
        // SAFETY: room for as many bytes.
        name(t, |p, n| unsafe { libc::ttyname_r(fd, p, n) })
    }),
    def("tcgetpgrp(fd, /)", |t, a| {
        let fd = fd(t, a[0])?;
        // SAFETY: a number.
        call(t, || i64::from(unsafe { libc::tcgetpgrp(fd) })).map(|n| t.int(n))
    }),
    def("tcsetpgrp(fd, pgid, /)", |t, a| {
        let (fd, group) = (fd(t, a[0])?, ops::arg_i32(t, a[1])?);
        // SAFETY: numbers only.
        call(t, || i64::from(unsafe { libc::tcsetpgrp(fd, group) })).map(|_| Ref::NONE)
    }),
];
