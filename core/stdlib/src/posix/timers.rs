//! Descriptors that count: `eventfd` and `timerfd`.

use super::{call, fd};
use crate::ospath::errno;
use crate::time::{Round, nanoseconds};
use heddle_objects::native::{Def, def};
use heddle_objects::types::{int, tuple};
use heddle_objects::{Ref, Res, Thread, Value, ops};
use heddle_threads::sync::atomic::{AtomicU64, Ordering::*};

const BILLION: i64 = 1_000_000_000;

fn spec(ns: i64) -> libc::timespec {
    libc::timespec { tv_sec: ns.div_euclid(BILLION), tv_nsec: ns.rem_euclid(BILLION) }
}

/// `(value, interval)` in seconds or in nanoseconds.
fn shown(t: &Thread, timer: &libc::itimerspec, whole: bool) -> Ref {
    let parts = [&timer.it_value, &timer.it_interval];
    tuple::from_array(
        t,
        parts.map(|s| {
            if whole {
                t.int(s.tv_sec * BILLION + s.tv_nsec)
            } else {
                t.float(s.tv_sec as f64 + s.tv_nsec as f64 * 1e-9)
            }
        }),
    )
}

fn get(t: &Thread, a: &[Value], whole: bool) -> Res {
    let fd = crate::descriptor::of(t, a[0])?;
    // SAFETY: all zeros is one, with room for the answer.
    let mut now: libc::itimerspec = unsafe { std::mem::zeroed() };
    // SAFETY: as above.
    if unsafe { libc::timerfd_gettime(fd, &mut now) } < 0 {
        return Err(t.os_error(errno(), None));
    }
    Ok(shown(t, &now, whole))
}

fn set(t: &Thread, a: &[Value], whole: bool) -> Res {
    let fd = crate::descriptor::of(t, a[0])?;
    let flags = if a[1].is_undef() { 0 } else { ops::arg_i32(t, a[1])? };
    let ns = |v: Value| match v {
        v if v.is_undef() => Ok(0),
        v if whole => ops::arg_i64(t, v),
        v => nanoseconds(t, v, Round::Floor),
    };
    let new = libc::itimerspec { it_value: spec(ns(a[2])?), it_interval: spec(ns(a[3])?) };
    let mut old = new;
    // SAFETY: reads one struct, writes the other.
    if unsafe { libc::timerfd_settime(fd, flags, &new, &mut old) } < 0 {
        return Err(t.os_error(errno(), None));
    }
    Ok(shown(t, &old, whole))
}

/// This file's functions.
pub const FUNCTIONS: &[Def] = &[
    def("eventfd(initval, flags=EFD_CLOEXEC)", |t, a| {
        let n = ops::index(t, a[0])?;
        let n = int::to_i64(n.v())
            .and_then(|n| u32::try_from(n).ok())
            .ok_or_else(|| t.overflow_error("Python int too large to convert to C unsigned int"))?;
        let flags = if a[1].is_undef() { libc::EFD_CLOEXEC } else { ops::arg_i32(t, a[1])? };
        // SAFETY: numbers only.
        call(t, || i64::from(unsafe { libc::eventfd(n, flags) })).map(|fd| t.int(fd))
    }),
    def("eventfd_read(fd)", |t, a| {
        let fd = fd(t, a[0])?;
        let value = AtomicU64::new(0);
        call(t, || {
            let mut n = 0;
            // SAFETY: room for the number.
            let r = unsafe { libc::eventfd_read(fd, &mut n) };
            value.store(n, Relaxed);
            i64::from(r)
        })?;
        Ok(int::from(t, value.load(Relaxed)))
    }),
    def("eventfd_write(fd, value)", |t, a| {
        let fd = fd(t, a[0])?;
        let n = ops::index(t, a[1])?;
        let n = int::to_u64(n.v()).ok_or_else(|| t.overflow_error("int too big to convert"))?;
        // SAFETY: numbers only.
        call(t, || i64::from(unsafe { libc::eventfd_write(fd, n) })).map(|_| Ref::NONE)
    }),
    def("timerfd_create(clockid, /, *, flags=TFD_CLOEXEC)", |t, a| {
        let clock = ops::arg_i32(t, a[0])?;
        let flags = if a[1].is_undef() { libc::TFD_CLOEXEC } else { ops::arg_i32(t, a[1])? };
        // SAFETY: numbers only.
        call(t, || i64::from(unsafe { libc::timerfd_create(clock, flags) })).map(|fd| t.int(fd))
    }),
    def("timerfd_gettime(fd, /)", |t, a| get(t, a, false)),
    def("timerfd_gettime_ns(fd, /)", |t, a| get(t, a, true)),
    def("timerfd_settime(fd, /, *, flags=0, initial=0.0, interval=0.0)", |t, a| set(t, a, false)),
    def("timerfd_settime_ns(fd, /, *, flags=0, initial=0, interval=0)", |t, a| set(t, a, true)),
];
