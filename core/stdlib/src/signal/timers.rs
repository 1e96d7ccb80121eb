//! Alarms and interval timers.

use super::last_error;
use heddle_objects::native::{Def, def};
use heddle_objects::payload::Payload;
use heddle_objects::typeobj::{NativeType, TypeDef, flags};
use heddle_objects::types::exceptions as exc;
use heddle_objects::types::{float, tuple};
use heddle_objects::{Raised, Ref, Res, Thread, Value, ops};

static ERROR: NativeType = NativeType::new(TypeDef {
    base: Some(&exc::OS_ERROR),
    flags: flags::BASE | flags::WEAKREF,
    ..TypeDef::new("signal.itimer_error", <exc::Exception as Payload>::vtable, |_| ())
});

/// `signal.ItimerError`
pub(super) fn error_class(_: &Thread) -> Res {
    Ok(ERROR.get_ref())
}

pub(super) const FUNCTIONS: &[Def] = &[
    def("alarm(seconds, /)", |t, a| {
        let n = ops::arg_i32(t, a[0])?;
        // SAFETY: a number.
        Ok(t.int(unsafe { libc::alarm(n as u32) }.into()))
    }),
    def("pause()", |t, _| {
        // SAFETY: waits for a signal.
        t.blocking(|| unsafe { libc::pause() });
        crate::util::check_signals(t)?;
        Ok(Ref::NONE)
    }),
    def("setitimer(which, seconds, interval=0.0, /)", |t, a| {
        let which = ops::arg_i32(t, a[0])?;
        let interval = if a[2].is_undef() { 0.0 } else { float::from_any(t, a[2])? };
        let new = libc::itimerval {
            it_value: from_seconds(t, float::from_any(t, a[1])?)?,
            it_interval: from_seconds(t, interval)?,
        };
        let mut old = new;
        // SAFETY: reads one struct, writes the other.
        if unsafe { libc::syscall(libc::SYS_setitimer, which, &new, &mut old) } != 0 {
            return Err(failed(t));
        }
        Ok(pair(t, &old))
    }),
    def("getitimer(which, /)", |t, a| {
        let which = ops::arg_i32(t, a[0])?;
        // SAFETY: all zeros is one; the call writes it.
        let mut now: libc::itimerval = unsafe { std::mem::zeroed() };
        // SAFETY: as above.
        if unsafe { libc::syscall(libc::SYS_getitimer, which, &mut now) } != 0 {
            return Err(failed(t));
        }
        Ok(pair(t, &now))
    }),
];

fn from_seconds(t: &Thread, f: f64) -> Res<libc::timeval> {
    if f.is_nan() {
        return Err(t.value_error("Invalid value NaN (not a number)"));
    }
    let micros = (f * 1e6).ceil();
    if micros.abs() >= 2f64.powi(63) {
        return Err(t.overflow_error("timestamp out of range for platform time_t"));
    }
    let micros = micros as i64;
    Ok(libc::timeval { tv_sec: micros.div_euclid(1_000_000), tv_usec: micros.rem_euclid(1_000_000) })
}

fn pair(t: &Thread, timer: &libc::itimerval) -> Ref {
    let f = |v: &libc::timeval| t.float(v.tv_sec as f64 + v.tv_usec as f64 * 1e-6);
    tuple::from_refs(t, vec![f(&timer.it_value), f(&timer.it_interval)])
}

#[cold]
fn failed(t: &Thread) -> Raised {
    let plain = last_error(t);
    let (errno, text): (Value, Ref) = {
        let args = exc::args(t, plain.0.v());
        match tuple::items(&args) {
            [errno, text, ..] => (*errno, Ref::new(*text)),
            _ => return plain,
        }
    };
    t.error_args(&ERROR, &[errno, text.v()])
}
