//! `select`: waiting for descriptors.

mod epoll;
mod poll;

use crate::{NativeModule, descriptor, futex};
use heddle_objects::native::{Def, def};
use heddle_objects::types::{exceptions as exc, list, tuple};
use heddle_objects::{Ref, Res, Thread, Value, ops};
use std::io;
use std::time::{Duration, Instant};

/// The module.
pub static MODULE: NativeModule = NativeModule {
    doc: "This module supports asynchronous I/O on multiple file descriptors.",
    types: &[&epoll::EPOLL],
    init: |t, m| {
        m.set(t, "error", exc::OS_ERROR.get_ref());
        m.set_int(t, "PIPE_BUF", libc::PIPE_BUF as i64);
        for (name, n) in [
            ("POLLIN", libc::POLLIN),
            ("POLLPRI", libc::POLLPRI),
            ("POLLOUT", libc::POLLOUT),
            ("POLLERR", libc::POLLERR),
            ("POLLHUP", libc::POLLHUP),
            ("POLLNVAL", libc::POLLNVAL),
            ("POLLRDNORM", libc::POLLRDNORM),
            ("POLLRDBAND", libc::POLLRDBAND),
            ("POLLWRNORM", libc::POLLWRNORM),
            ("POLLWRBAND", libc::POLLWRBAND),
            ("POLLMSG", 0x400),
            ("POLLRDHUP", libc::POLLRDHUP),
        ] {
            m.set_int(t, name, n.into());
        }
        for (name, n) in [
            ("EPOLLIN", libc::EPOLLIN),
            ("EPOLLOUT", libc::EPOLLOUT),
            ("EPOLLPRI", libc::EPOLLPRI),
            ("EPOLLERR", libc::EPOLLERR),
            ("EPOLLHUP", libc::EPOLLHUP),
            ("EPOLLRDHUP", libc::EPOLLRDHUP),
            ("EPOLLET", libc::EPOLLET),
            ("EPOLLONESHOT", libc::EPOLLONESHOT),
            ("EPOLLEXCLUSIVE", libc::EPOLLEXCLUSIVE),
            ("EPOLLWAKEUP", libc::EPOLLWAKEUP),
            ("EPOLLRDNORM", libc::EPOLLRDNORM),
            ("EPOLLRDBAND", libc::EPOLLRDBAND),
            ("EPOLLWRNORM", libc::EPOLLWRNORM),
            ("EPOLLWRBAND", libc::EPOLLWRBAND),
            ("EPOLLMSG", libc::EPOLLMSG),
            ("EPOLL_CLOEXEC", libc::EPOLL_CLOEXEC),
        ] {
            m.set_int(t, name, i64::from(n as u32));
        }
        Ok(())
    },
    ..NativeModule::new("select", FUNCTIONS)
};

const FUNCTIONS: &[Def] =
    &[def("select(rlist, wlist, xlist, timeout=None, /)", select), def("poll()", |t, _| Ok(poll::new(t)))];

/// A timeout in seconds; `None`: none.
fn seconds(t: &Thread, v: Value) -> Res<Option<i64>> {
    if v.is_none_or_undef() {
        return Ok(None);
    }
    if !crate::util::is_number(v) {
        return Err(t.type_error("timeout must be a float or None"));
    }
    crate::time::nanoseconds(t, v, crate::time::Round::Timeout).map(Some)
}

/// Milliseconds left, rounded up; -1 for no deadline.
fn milliseconds(deadline: Option<Instant>) -> i32 {
    deadline.map_or(-1, |d| {
        let ns = d.saturating_duration_since(Instant::now()).as_nanos();
        ns.div_ceil(1_000_000).min(i32::MAX as u128) as i32
    })
}

/// The bits of an `fd_set` and the objects they stand for.
fn gather(t: &Thread, v: Value) -> Res<Vec<(Ref, i32)>> {
    let mut found = vec![];
    for item in ops::collect(t, v).map_err(|_| t.type_error("arguments 1-3 must be sequences"))? {
        let fd = descriptor::of(t, item.v())?;
        if fd as usize >= libc::FD_SETSIZE {
            return Err(t.value_error("filedescriptor out of range in select()"));
        }
        found.push((item, fd));
    }
    Ok(found)
}

fn select(t: &Thread, a: &[Value]) -> Res {
    let timeout = seconds(t, a[3])?;
    if timeout.is_some_and(|ns| ns < 0) {
        return Err(t.value_error("timeout must be non-negative"));
    }
    let deadline = futex::deadline(timeout.map(|ns| Duration::from_nanos(ns as u64)));
    let all = [gather(t, a[0])?, gather(t, a[1])?, gather(t, a[2])?];
    let most = all.iter().flatten().map(|(_, fd)| *fd).max().unwrap_or(-1);
    let fds: [Vec<i32>; 3] = std::array::from_fn(|k| all[k].iter().map(|(_, fd)| *fd).collect());
    let result = crate::signal::retry(t, || {
        // SAFETY: all zeros is an empty set, and descriptors are below its size.
        unsafe {
            let mut sets: [libc::fd_set; 3] = std::mem::zeroed();
            for (set, fds) in sets.iter_mut().zip(&fds) {
                fds.iter().for_each(|&fd| libc::FD_SET(fd, set));
            }
            let mut left = deadline.map(|d| {
                let left = d.saturating_duration_since(Instant::now());
                libc::timeval {
                    tv_sec: left.as_secs() as i64,
                    tv_usec: left.subsec_nanos().div_ceil(1000).into(),
                }
            });
            if let Some(tv) = &mut left
                && tv.tv_usec == 1_000_000
            {
                (tv.tv_sec, tv.tv_usec) = (tv.tv_sec + 1, 0);
            }
            let left = left.as_mut().map_or(std::ptr::null_mut(), std::ptr::from_mut);
            let [r, w, x] = &mut sets;
            if libc::select(most + 1, r, w, x, left) < 0 {
                return Err(io::Error::last_os_error());
            }
            Ok(sets)
        }
    })?;
    let sets = result.map_err(|e| t.io_error(&e, None))?;
    let ready = all.into_iter().zip(&sets).map(|(items, set)| {
        // SAFETY: as above.
        let ready = items.into_iter().filter(|(_, fd)| unsafe { libc::FD_ISSET(*fd, set) });
        list::from_refs(t, ready.map(|(item, _)| item).collect())
    });
    Ok(tuple::from_refs(t, ready.collect()))
}
