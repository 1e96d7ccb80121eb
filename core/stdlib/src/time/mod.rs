//! `time`: clocks, sleeping. The calendar is in `calendar`.

mod calendar;

use crate::NativeModule;
use heddle_objects::native::{Def, def};
use heddle_objects::types::{float, int, namespace};
use heddle_objects::{Ref, Res, Thread, Value, ops};

/// The module.
pub static MODULE: NativeModule = NativeModule {
    doc: "This module provides various functions to manipulate time values.",
    types: &[&calendar::STRUCT_TIME],
    init: |t, m| {
        for (name, id) in [
            ("CLOCK_REALTIME", libc::CLOCK_REALTIME),
            ("CLOCK_MONOTONIC", libc::CLOCK_MONOTONIC),
            ("CLOCK_MONOTONIC_RAW", libc::CLOCK_MONOTONIC_RAW),
            ("CLOCK_PROCESS_CPUTIME_ID", libc::CLOCK_PROCESS_CPUTIME_ID),
            ("CLOCK_THREAD_CPUTIME_ID", libc::CLOCK_THREAD_CPUTIME_ID),
            ("CLOCK_BOOTTIME", libc::CLOCK_BOOTTIME),
            ("CLOCK_TAI", libc::CLOCK_TAI),
        ] {
            m.set_int(t, name, id.into());
        }
        m.set_int(t, "_STRUCT_TM_ITEMS", 11);
        calendar::set_zone(t, m.dict());
        Ok(())
    },
    ..NativeModule::new("time", &ALL)
};

static ALL: [Def; CLOCKS.len() + calendar::FUNCTIONS.len()] =
    crate::util::join(&[CLOCKS, calendar::FUNCTIONS]);

const CLOCKS: &[Def] = &[
    def("time()", |t, _| seconds(t, libc::CLOCK_REALTIME)),
    def("time_ns()", |t, _| whole(t, libc::CLOCK_REALTIME)),
    def("monotonic()", |t, _| seconds(t, libc::CLOCK_MONOTONIC)),
    def("monotonic_ns()", |t, _| whole(t, libc::CLOCK_MONOTONIC)),
    def("perf_counter()", |t, _| seconds(t, libc::CLOCK_MONOTONIC)),
    def("perf_counter_ns()", |t, _| whole(t, libc::CLOCK_MONOTONIC)),
    def("process_time()", |t, _| seconds(t, libc::CLOCK_PROCESS_CPUTIME_ID)),
    def("process_time_ns()", |t, _| whole(t, libc::CLOCK_PROCESS_CPUTIME_ID)),
    def("thread_time()", |t, _| seconds(t, libc::CLOCK_THREAD_CPUTIME_ID)),
    def("thread_time_ns()", |t, _| whole(t, libc::CLOCK_THREAD_CPUTIME_ID)),
    def("clock_gettime(clk_id, /)", |t, a| seconds(t, ops::arg_i32(t, a[0])?)),
    def("clock_gettime_ns(clk_id, /)", |t, a| whole(t, ops::arg_i32(t, a[0])?)),
    def("clock_getres(clk_id, /)", |t, a| {
        let mut ts = libc::timespec { tv_sec: 0, tv_nsec: 0 };
        // SAFETY: writes the struct.
        check(t, unsafe { libc::clock_getres(ops::arg_i32(t, a[0])?, &mut ts) })?;
        Ok(t.float(nanos_to_seconds(ts.tv_sec * 1_000_000_000 + ts.tv_nsec)))
    }),
    def("clock_settime(clk_id, time, /)", |t, a| {
        let ns = nanoseconds(t, a[1], Round::Floor)?;
        set_clock(t, ops::arg_i32(t, a[0])?, ns)
    }),
    def("clock_settime_ns(clk_id, time, /)", |t, a| {
        set_clock(t, ops::arg_i32(t, a[0])?, ops::arg_i64(t, a[1])?)
    }),
    def("pthread_getcpuclockid(thread_id, /)", |t, a| {
        let thread = ops::arg_i64(t, a[0])?;
        // Anything else than the identity of a living thread would be read as if it were one.
        if thread as u64 != t.ident.get() && !crate::thread::is_running(t, a[0])? {
            return Err(t.os_error(libc::ESRCH, None));
        }
        let mut id = 0;
        // SAFETY: the identity of a thread that runs.
        let error = unsafe { libc::pthread_getcpuclockid(thread as libc::pthread_t, &mut id) };
        if error != 0 {
            return Err(t.os_error(error, None));
        }
        Ok(t.int(id.into()))
    }),
    def("sleep(seconds, /)", sleep),
    def("get_clock_info(name, /)", clock_info),
];

/// OSError if a system call said -1.
fn check(t: &Thread, result: i32) -> Res<()> {
    if result == 0 { Ok(()) } else { Err(t.io_error(&std::io::Error::last_os_error(), None)) }
}

fn now(t: &Thread, clock: libc::clockid_t) -> Res<i64> {
    let mut ts = libc::timespec { tv_sec: 0, tv_nsec: 0 };
    // SAFETY: writes the struct.
    check(t, unsafe { libc::clock_gettime(clock, &mut ts) })?;
    Ok(ts.tv_sec * 1_000_000_000 + ts.tv_nsec)
}

/// Rounded once, for whole seconds and the rest do not both fit a float.
fn nanos_to_seconds(ns: i64) -> f64 {
    if ns % 1_000_000_000 == 0 { (ns / 1_000_000_000) as f64 } else { ns as f64 / 1e9 }
}

fn seconds(t: &Thread, clock: libc::clockid_t) -> Res {
    Ok(t.float(nanos_to_seconds(now(t, clock)?)))
}

fn whole(t: &Thread, clock: libc::clockid_t) -> Res {
    Ok(t.int(now(t, clock)?))
}

fn set_clock(t: &Thread, clock: libc::clockid_t, ns: i64) -> Res {
    let ts = libc::timespec { tv_sec: ns.div_euclid(1_000_000_000), tv_nsec: ns.rem_euclid(1_000_000_000) };
    // SAFETY: reads the struct.
    check(t, unsafe { libc::clock_settime(clock, &ts) })?;
    Ok(Ref::NONE)
}

/// How a number of seconds becomes whole nanoseconds.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Round {
    /// Down.
    Floor,
    /// Away from zero: nobody wakes up too early.
    Timeout,
}

/// Nanoseconds of a number of seconds (an int or a float).
pub fn nanoseconds(t: &Thread, v: Value, round: Round) -> Res<i64> {
    let too_large = || t.overflow_error("timestamp too large to convert to C PyTime_t");
    if let Some(f) = float::get(v) {
        if f.is_nan() {
            return Err(t.value_error("Invalid value NaN (not a number)"));
        }
        let scaled = f * 1e9;
        let whole = match round {
            Round::Floor => scaled.floor(),
            Round::Timeout if scaled < 0.0 => scaled.floor(),
            Round::Timeout => scaled.ceil(),
        };
        if !(-(2f64.powi(63))..2f64.powi(63)).contains(&whole) {
            return Err(too_large());
        }
        return Ok(whole as i64);
    }
    let n = ops::index(t, v)?;
    int::to_i64(n.v()).and_then(|n| n.checked_mul(1_000_000_000)).ok_or_else(too_large)
}

/// Whole seconds of a point in time, rounded down: an int or a float.
pub fn whole_seconds(t: &Thread, v: Value) -> Res<libc::time_t> {
    let out_of_range = || t.overflow_error("timestamp out of range for platform time_t");
    if let Some(f) = float::get(v) {
        if f.is_nan() {
            return Err(t.value_error("Invalid value NaN (not a number)"));
        }
        let whole = f.floor();
        if !(-(2f64.powi(63))..2f64.powi(63)).contains(&whole) {
            return Err(out_of_range());
        }
        return Ok(whole as i64);
    }
    let n = ops::index(t, v)?;
    int::to_i64(n.v()).ok_or_else(out_of_range)
}

fn sleep(t: &Thread, a: &[Value]) -> Res {
    let ns = nanoseconds(t, a[0], Round::Timeout)?;
    if ns < 0 {
        return Err(t.value_error("sleep length must be non-negative"));
    }
    let end = now(t, libc::CLOCK_MONOTONIC)?.saturating_add(ns);
    let until = libc::timespec { tv_sec: end / 1_000_000_000, tv_nsec: end % 1_000_000_000 };
    loop {
        let error = t.blocking(|| {
            // SAFETY: reads the struct; sleeping touches nothing else.
            unsafe {
                libc::clock_nanosleep(
                    libc::CLOCK_MONOTONIC,
                    libc::TIMER_ABSTIME,
                    &until,
                    std::ptr::null_mut(),
                )
            }
        });
        crate::util::check_signals(t)?;
        match error {
            0 => return Ok(Ref::NONE),
            libc::EINTR => (),
            _ => return Err(t.os_error(error, None)),
        }
    }
}

fn clock_info(t: &Thread, a: &[Value]) -> Res {
    if !heddle_objects::types::str::is_str(a[0]) {
        let given = ops::type_name(a[0]);
        return Err(t.type_error(format_args!("get_clock_info() argument 1 must be str, not {given}")));
    }
    let name = heddle_objects::types::str::lossy(a[0]);
    let (clock, shown, monotonic, adjustable) = match name.as_str() {
        "time" => (libc::CLOCK_REALTIME, "clock_gettime(CLOCK_REALTIME)", false, true),
        "monotonic" | "perf_counter" => {
            (libc::CLOCK_MONOTONIC, "clock_gettime(CLOCK_MONOTONIC)", true, false)
        }
        "process_time" => {
            (libc::CLOCK_PROCESS_CPUTIME_ID, "clock_gettime(CLOCK_PROCESS_CPUTIME_ID)", true, false)
        }
        "thread_time" => {
            (libc::CLOCK_THREAD_CPUTIME_ID, "clock_gettime(CLOCK_THREAD_CPUTIME_ID)", true, false)
        }
        _ => return Err(t.value_error("unknown clock")),
    };
    let mut ts = libc::timespec { tv_sec: 0, tv_nsec: 0 };
    // SAFETY: writes the struct.
    check(t, unsafe { libc::clock_getres(clock, &mut ts) })?;
    let resolution = t.float(nanos_to_seconds(ts.tv_sec * 1_000_000_000 + ts.tv_nsec));
    let implementation = t.str(shown);
    namespace::new(
        t,
        &[
            ("implementation", implementation.v()),
            ("monotonic", Value::bool(monotonic)),
            ("adjustable", Value::bool(adjustable)),
            ("resolution", resolution.v()),
        ],
    )
}
