//! Sets of signals: blocking them, waiting for them.

use super::{NSIG, last_error};
use crate::futex;
use heddle_objects::native::{Def, def};
use heddle_objects::typeobj::{NativeType, TypeDef};
use heddle_objects::types::{set, structseq};
use heddle_objects::{Ref, Res, Thread, Value, ops};
use std::io;
use std::time::{Duration, Instant};

/// `signal.struct_siginfo`
pub static SIGINFO: NativeType = NativeType::new(TypeDef {
    extra: |t, put| structseq::fields(t, SIGINFO.get(), FIELDS, FIELDS.len(), put),
    ..structseq::declare("signal.struct_siginfo")
});

const FIELDS: &[&str] = &["si_signo", "si_code", "si_errno", "si_pid", "si_uid", "si_status", "si_band"];

pub(super) const FUNCTIONS: &[Def] = &[
    def("pthread_sigmask(how, mask, /)", |t, a| {
        let how = ops::arg_i32(t, a[0])?;
        let mask = from_iterable(t, a[1])?;
        let mut old = empty();
        // SAFETY: reads one set, writes another.
        let error = unsafe { libc::pthread_sigmask(how, &mask, &mut old) };
        if error != 0 {
            return Err(t.os_error(error, None));
        }
        // What was blocked may have arrived.
        crate::util::check_signals(t)?;
        to_set(t, &old)
    }),
    def("sigpending()", |t, _| {
        let mut found = empty();
        // SAFETY: writes the set.
        if unsafe { libc::sigpending(&mut found) } != 0 {
            return Err(last_error(t));
        }
        to_set(t, &found)
    }),
    def("sigwait(sigset, /)", |t, a| {
        let mask = from_iterable(t, a[0])?;
        let mut n = 0;
        // SAFETY: reads the set, writes the number.
        let error = t.blocking(|| unsafe { libc::sigwait(&mask, &mut n) });
        if error != 0 {
            return Err(t.os_error(error, None));
        }
        Ok(t.int(n.into()))
    }),
    def("sigwaitinfo(sigset, /)", |t, a| {
        let mask = from_iterable(t, a[0])?;
        wait(t, &mask, None)
    }),
    def("sigtimedwait(sigset, timeout, /)", |t, a| {
        let mask = from_iterable(t, a[0])?;
        let ns = crate::time::nanoseconds(t, a[1], crate::time::Round::Timeout)?;
        match u64::try_from(ns) {
            Ok(ns) => wait(t, &mask, Some(Duration::from_nanos(ns))),
            Err(_) => Err(t.value_error("timeout must be non-negative")),
        }
    }),
];

fn empty() -> libc::sigset_t {
    // SAFETY: all zeros is a set, and it is made empty.
    unsafe {
        let mut s: libc::sigset_t = std::mem::zeroed();
        libc::sigemptyset(&mut s);
        s
    }
}

fn from_iterable(t: &Thread, v: Value) -> Res<libc::sigset_t> {
    let mut mask = empty();
    ops::for_each(t, v, |item| {
        let n = ops::arg_i64(t, item.v())?;
        if !(1..i64::from(NSIG)).contains(&n) {
            let most = NSIG - 1;
            return Err(t.value_error(format_args!("signal number {n} out of range [1; {most}]")));
        }
        // SAFETY: a valid number. The C library refuses those that it keeps for itself.
        unsafe { libc::sigaddset(&mut mask, n as i32) };
        Ok(())
    })?;
    Ok(mask)
}

fn to_set(t: &Thread, mask: &libc::sigset_t) -> Res {
    // SAFETY: valid numbers.
    let all = (1..NSIG).filter(|&n| unsafe { libc::sigismember(mask, n) } == 1);
    set::from_refs(t, all.map(|n| t.int(n.into())).collect())
}

fn wait(t: &Thread, mask: &libc::sigset_t, timeout: Option<Duration>) -> Res {
    let deadline = futex::deadline(timeout);
    // SAFETY: all zeros is one.
    let mut info: libc::siginfo_t = unsafe { std::mem::zeroed() };
    let result = super::retry(t, || {
        let ts = deadline.map(|d| {
            let left = d.saturating_duration_since(Instant::now());
            libc::timespec { tv_sec: left.as_secs() as i64, tv_nsec: left.subsec_nanos().into() }
        });
        let ts = ts.as_ref().map_or(std::ptr::null(), std::ptr::from_ref);
        // SAFETY: reads the set and the time, writes the struct.
        let n = unsafe { libc::sigtimedwait(mask, &mut info, ts) };
        if n < 0 { Err(io::Error::last_os_error()) } else { Ok(n) }
    })?;
    match result {
        Ok(_) => Ok(describe(t, &info)),
        Err(e) if e.raw_os_error() == Some(libc::EAGAIN) => Ok(Ref::NONE),
        Err(e) => Err(t.io_error(&e, None)),
    }
}

fn describe(t: &Thread, info: &libc::siginfo_t) -> Ref {
    // SAFETY: unions that the system zeroes or fills.
    let (pid, uid, status) = unsafe { (info.si_pid(), info.si_uid(), info.si_status()) };
    let all = [
        i64::from(info.si_signo),
        info.si_code.into(),
        info.si_errno.into(),
        pid.into(),
        uid.into(),
        status.into(),
        0,
    ];
    structseq::make(t, &SIGINFO, all.iter().map(|n| t.int(*n)).collect())
}
