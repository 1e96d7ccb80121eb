//! `resource`: limits and use of the machine.

use crate::NativeModule;
use heddle_objects::native::{Def, def};
use heddle_objects::typeobj::{NativeType, TypeDef};
use heddle_objects::types::{exceptions as exc, int, structseq, tuple};
use heddle_objects::{Ref, Res, Thread, Value, ops};

/// The module.
pub static MODULE: NativeModule = NativeModule {
    types: &[&RUSAGE],
    init: |t, m| {
        m.set(t, "error", exc::OS_ERROR.get_ref());
        for (name, n) in CONSTANTS {
            m.set_int(t, name, *n);
        }
        m.set_int(t, "RLIM_INFINITY", -1);
        Ok(())
    },
    ..NativeModule::new("resource", FUNCTIONS)
};

macro_rules! constants {
    ($($name:ident)*) => { &[$((stringify!($name), libc::$name as i64)),*] };
}

const CONSTANTS: &[(&str, i64)] = constants!(
    RLIMIT_CPU RLIMIT_FSIZE RLIMIT_DATA RLIMIT_STACK RLIMIT_CORE RLIMIT_NOFILE RLIMIT_AS RLIMIT_RSS RLIMIT_NPROC
    RLIMIT_MEMLOCK RLIMIT_MSGQUEUE RLIMIT_NICE RLIMIT_RTPRIO RLIMIT_RTTIME RLIMIT_SIGPENDING RUSAGE_SELF
    RUSAGE_CHILDREN RUSAGE_THREAD
);

static RUSAGE: NativeType = NativeType::new(TypeDef {
    extra: |t, put| structseq::fields(t, RUSAGE.get(), FIELDS, FIELDS.len(), put),
    ..structseq::declare("resource.struct_rusage")
});

const FIELDS: &[&str] = &[
    "ru_utime",
    "ru_stime",
    "ru_maxrss",
    "ru_ixrss",
    "ru_idrss",
    "ru_isrss",
    "ru_minflt",
    "ru_majflt",
    "ru_nswap",
    "ru_inblock",
    "ru_oublock",
    "ru_msgsnd",
    "ru_msgrcv",
    "ru_nsignals",
    "ru_nvcsw",
    "ru_nivcsw",
];

const FUNCTIONS: &[Def] = &[
    // SAFETY: asks for a number.
    def("getpagesize()", |t, _| Ok(t.int(unsafe { libc::sysconf(libc::_SC_PAGESIZE) }))),
    def("getrlimit(resource, /)", |t, a| {
        let which = which(t, a[0])?;
        prlimit(t, 0, which, Value::UNDEF)
    }),
    def("setrlimit(resource, limits, /)", |t, a| {
        let which = which(t, a[0])?;
        prlimit(t, 0, which, a[1])?;
        Ok(Ref::NONE)
    }),
    def("prlimit(pid, resource, limits=None, /)", |t, a| {
        let which = which(t, a[1])?;
        let limits = if a[2].is_none() { Value::UNDEF } else { a[2] };
        prlimit(t, ops::arg_i32(t, a[0])?, which, limits)
    }),
    def("getrusage(who, /)", |t, a| {
        let who = ops::arg_i32(t, a[0])?;
        // SAFETY: all zeros is one; the call writes it.
        let mut u: libc::rusage = unsafe { std::mem::zeroed() };
        // SAFETY: as above.
        if unsafe { libc::getrusage(who, &mut u) } != 0 {
            let e = std::io::Error::last_os_error();
            if e.raw_os_error() == Some(libc::EINVAL) {
                return Err(t.value_error("invalid who parameter"));
            }
            return Err(t.io_error(&e, None));
        }
        Ok(usage(t, &u))
    }),
];

/// What a process has used, as Python sees it.
pub(crate) fn usage(t: &Thread, u: &libc::rusage) -> Ref {
    let seconds = |v: libc::timeval| t.float(v.tv_sec as f64 + v.tv_usec as f64 * 1e-6);
    let mut items = vec![seconds(u.ru_utime), seconds(u.ru_stime)];
    items.extend(
        [
            u.ru_maxrss,
            u.ru_ixrss,
            u.ru_idrss,
            u.ru_isrss,
            u.ru_minflt,
            u.ru_majflt,
            u.ru_nswap,
            u.ru_inblock,
            u.ru_oublock,
            u.ru_msgsnd,
            u.ru_msgrcv,
            u.ru_nsignals,
            u.ru_nvcsw,
            u.ru_nivcsw,
        ]
        .map(|n| t.int(n)),
    );
    structseq::make(t, &RUSAGE, items)
}

fn which(t: &Thread, v: Value) -> Res<u32> {
    let n = ops::arg_i32(t, v)?;
    if (0..16).contains(&n) { Ok(n as u32) } else { Err(t.value_error("invalid resource specified")) }
}

fn prlimit(t: &Thread, pid: i32, which: u32, limits: Value) -> Res {
    let new = if limits.is_undef() {
        None
    } else {
        let all = ops::collect(t, limits)?;
        let [soft, hard] = &all[..] else { return Err(t.value_error("expected a tuple of 2 integers")) };
        let limit = |v: &Ref| -> Res<libc::rlim64_t> {
            let n = ops::index(t, v.v())?;
            if int::to_i64(n.v()) == Some(-1) {
                return Ok(libc::RLIM64_INFINITY);
            }
            if int::is_negative(n.v()) {
                return Err(t.value_error("Cannot convert negative int"));
            }
            int::to_u64(n.v()).ok_or_else(|| t.overflow_error("Python int too large to convert to C rlim_t"))
        };
        Some(libc::rlimit64 { rlim_cur: limit(soft)?, rlim_max: limit(hard)? })
    };
    let new_at = new.as_ref().map_or(std::ptr::null(), std::ptr::from_ref);
    let mut old = libc::rlimit64 { rlim_cur: 0, rlim_max: 0 };
    // SAFETY: reads one struct (or none), writes the other.
    if unsafe { libc::syscall(libc::SYS_prlimit64, pid, which, new_at, &mut old) } != 0 {
        let e = std::io::Error::last_os_error();
        return Err(match e.raw_os_error() {
            Some(libc::EINVAL) => t.value_error("current limit exceeds maximum limit"),
            Some(libc::EPERM) if pid == 0 => t.value_error("not allowed to raise maximum limit"),
            _ => t.io_error(&e, None),
        });
    }
    Ok(tuple::from_array(t, [t.int(old.rlim_cur as i64), t.int(old.rlim_max as i64)]))
}
