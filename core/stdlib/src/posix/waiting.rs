//! Waiting for children.

use crate::resource::usage;
use heddle_objects::native::{Def, def};
use heddle_objects::typeobj::NativeType;
use heddle_objects::types::{structseq, tuple};
use heddle_objects::{Ref, Res, Thread, Value, ops};
use std::io;

#[doc = "`posix.waitid_result`"]
pub static WAITID_RESULT: NativeType = NativeType::new(heddle_objects::typeobj::TypeDef {
    extra: |t, put| {
        let names = ["si_pid", "si_uid", "si_signo", "si_status", "si_code"];
        structseq::fields(t, WAITID_RESULT.get(), &names, names.len(), put);
    },
    ..structseq::declare("posix.waitid_result")
});

/// `wait3` and `wait4`.
fn with_usage(t: &Thread, pid: i32, options: i32) -> Res {
    // SAFETY: all zeros is one, with room for the answer.
    let mut used: libc::rusage = unsafe { std::mem::zeroed() };
    let mut status = 0;
    let done = crate::signal::retry(t, || {
        // SAFETY: room for the answers.
        match unsafe { libc::wait4(pid, &mut status, options, &mut used) } {
            n if n < 0 => Err(io::Error::last_os_error()),
            n => Ok(n),
        }
    })?;
    let pid = done.map_err(|e| t.io_error(&e, None))?;
    Ok(tuple::from_array(t, [t.int(pid.into()), t.int(status.into()), usage(t, &used)]))
}

fn by_id(t: &Thread, a: &[Value]) -> Res {
    let (kind, options) = (ops::arg_i32(t, a[0])?, ops::arg_i32(t, a[2])?);
    let id = ops::arg_i64(t, a[1])? as libc::id_t;
    // SAFETY: all zeros is one, with room for the answer.
    let mut info: libc::siginfo_t = unsafe { std::mem::zeroed() };
    let done = crate::signal::retry(t, || {
        // SAFETY: room for the answer.
        match unsafe { libc::waitid(kind as libc::idtype_t, id, &mut info, options) } {
            n if n < 0 => Err(io::Error::last_os_error()),
            _ => Ok(()),
        }
    })?;
    done.map_err(|e| t.io_error(&e, None))?;
    // SAFETY: the fields of an answer about a child.
    let (pid, uid, status) = unsafe { (info.si_pid(), info.si_uid(), info.si_status()) };
    if pid == 0 {
        return Ok(Ref::NONE);
    }
    let all = [pid.into(), i64::from(uid), info.si_signo.into(), status.into(), info.si_code.into()];
    Ok(structseq::make(t, &WAITID_RESULT, all.iter().map(|n| t.int(*n)).collect()))
}

/// This file's functions.
pub const FUNCTIONS: &[Def] = &[
    def("wait3(options)", |t, a| {
        let options = ops::arg_i32(t, a[0])?;
        with_usage(t, -1, options)
    }),
    def("wait4(pid, options)", |t, a| {
        let (pid, options) = (ops::arg_i32(t, a[0])?, ops::arg_i32(t, a[1])?);
        with_usage(t, pid, options)
    }),
    def("waitid(idtype, id, options, /)", by_id),
];
