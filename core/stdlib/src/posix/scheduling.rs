//! Calls about how threads of processes are scheduled.

use super::call;
use crate::ospath::errno;
use crate::util::new;
use heddle_objects::native::{Def, def};
use heddle_objects::typeobj::NativeType;
use heddle_objects::types::{int, list, set, structseq, tuple};
use heddle_objects::{Ref, Res, Thread, Value, ops};

#[doc = "`posix.sched_param`"]
pub static SCHED_PARAM: NativeType = NativeType::new(heddle_objects::typeobj::TypeDef {
    extra: |t, put| structseq::fields(t, SCHED_PARAM.get(), &["sched_priority"], 1, put),
    slots: |s| {
        (structseq::declare("posix.sched_param").slots)(s);
        new!(s, "sched_param($type, /, sched_priority)", |t, a| {
            Ok(structseq::make(t, &SCHED_PARAM, vec![Ref::new(a[1])]))
        });
    },
    ..structseq::declare("posix.sched_param")
});

/// The parameters that a `sched_param` holds.
pub(super) fn parameters(t: &Thread, v: Value) -> Res<libc::sched_param> {
    if !SCHED_PARAM.is_instance(v) {
        return Err(t.type_error("must have a sched_param object"));
    }
    let priority = tuple::items(&v)[0];
    let n = ops::index(t, priority)?;
    let n = int::to_i64(n.v())
        .and_then(|n| i32::try_from(n).ok())
        .ok_or_else(|| t.overflow_error("sched_priority out of range"))?;
    Ok(libc::sched_param { sched_priority: n })
}

fn affinity(t: &Thread, a: &[Value]) -> Res {
    let pid = ops::arg_i32(t, a[0])?;
    // SAFETY: all zeros is a set, with room for the answer.
    let cpus = unsafe {
        let mut cpus: libc::cpu_set_t = std::mem::zeroed();
        if libc::sched_getaffinity(pid, size_of::<libc::cpu_set_t>(), &mut cpus) < 0 {
            return Err(t.os_error(errno(), None));
        }
        (0..libc::CPU_SETSIZE as usize).filter(|n| libc::CPU_ISSET(*n, &cpus)).collect::<Vec<_>>()
    };
    let items = list::from_refs(t, cpus.iter().map(|n| t.int(*n as i64)).collect());
    ops::call_pos(t, set::SET.get(), &[items.v()])
}

fn set_affinity(t: &Thread, a: &[Value]) -> Res {
    let pid = ops::arg_i32(t, a[0])?;
    let mut wanted = vec![];
    for item in ops::collect(t, a[1])? {
        if !int::is_int(item.v()) {
            let name = ops::type_name(item.v());
            return Err(
                t.type_error(format_args!("expected an iterator of ints, but iterator yielded {name}"))
            );
        }
        let n = ops::arg_i32(t, item.v())?;
        let n = usize::try_from(n).map_err(|_| t.value_error("negative CPU number"))?;
        if n >= libc::CPU_SETSIZE as usize {
            return Err(t.os_error(libc::EINVAL, None));
        }
        wanted.push(n);
    }
    // SAFETY: all zeros is an empty set; the numbers are within it.
    let cpus = unsafe {
        let mut cpus: libc::cpu_set_t = std::mem::zeroed();
        wanted.iter().for_each(|n| libc::CPU_SET(*n, &mut cpus));
        cpus
    };
    // SAFETY: reads the set.
    let set = || unsafe { libc::sched_setaffinity(pid, size_of::<libc::cpu_set_t>(), &cpus) };
    call(t, || i64::from(set())).map(|_| Ref::NONE)
}

/// This file's functions.
pub const FUNCTIONS: &[Def] = &[
    def("sched_getaffinity(pid, /)", affinity),
    def("sched_setaffinity(pid, mask, /)", set_affinity),
    def("sched_yield()", |t, _| {
        // SAFETY: no preconditions.
        t.blocking(|| unsafe { libc::sched_yield() });
        Ok(Ref::NONE)
    }),
    def("sched_get_priority_max(policy)", |t, a| {
        let n = ops::arg_i32(t, a[0])?;
        // SAFETY: a number.
        call(t, || i64::from(unsafe { libc::sched_get_priority_max(n) })).map(|n| t.int(n))
    }),
    def("sched_get_priority_min(policy)", |t, a| {
        let n = ops::arg_i32(t, a[0])?;
        // SAFETY: a number.
        call(t, || i64::from(unsafe { libc::sched_get_priority_min(n) })).map(|n| t.int(n))
    }),
    def("sched_getscheduler(pid, /)", |t, a| {
        let pid = ops::arg_i32(t, a[0])?;
        // SAFETY: a number.
        call(t, || i64::from(unsafe { libc::sched_getscheduler(pid) })).map(|n| t.int(n))
    }),
    def("sched_setscheduler(pid, policy, param, /)", |t, a| {
        let (pid, policy) = (ops::arg_i32(t, a[0])?, ops::arg_i32(t, a[1])?);
        let new = parameters(t, a[2])?;
        // SAFETY: reads the struct.
        call(t, || i64::from(unsafe { libc::sched_setscheduler(pid, policy, &new) })).map(|_| Ref::NONE)
    }),
    def("sched_getparam(pid, /)", |t, a| {
        let pid = ops::arg_i32(t, a[0])?;
        let mut now = libc::sched_param { sched_priority: 0 };
        // SAFETY: room for the answer.
        if unsafe { libc::sched_getparam(pid, &mut now) } < 0 {
            return Err(t.os_error(errno(), None));
        }
        Ok(structseq::make(t, &SCHED_PARAM, vec![t.int(now.sched_priority.into())]))
    }),
    def("sched_setparam(pid, param, /)", |t, a| {
        let pid = ops::arg_i32(t, a[0])?;
        let new = parameters(t, a[1])?;
        // SAFETY: reads the struct.
        call(t, || i64::from(unsafe { libc::sched_setparam(pid, &new) })).map(|_| Ref::NONE)
    }),
    def("sched_rr_get_interval(pid, /)", |t, a| {
        let pid = ops::arg_i32(t, a[0])?;
        let mut each = libc::timespec { tv_sec: 0, tv_nsec: 0 };
        // SAFETY: room for the answer.
        if unsafe { libc::sched_rr_get_interval(pid, &mut each) } < 0 {
            return Err(t.os_error(errno(), None));
        }
        Ok(t.float(each.tv_sec as f64 + each.tv_nsec as f64 * 1e-9))
    }),
];
