//! Calls about users, groups and priorities.

use super::{call, id};
use crate::ospath::{encode, errno, fspath, terminated};
use heddle_objects::native::{Def, def};
use heddle_objects::types::{list, tuple};
use heddle_objects::{Ref, Res, Thread, Value, ops};
use std::ffi::CString;

fn name(t: &Thread, v: Value) -> Res<CString> {
    let path = fspath(t, v)?;
    Ok(terminated(encode(t, path.v())?))
}

fn three(t: &Thread, f: unsafe extern "C" fn(*mut u32, *mut u32, *mut u32) -> i32) -> Res {
    let (mut a, mut b, mut c) = (0, 0, 0);
    // SAFETY: room for three numbers.
    if unsafe { f(&mut a, &mut b, &mut c) } < 0 {
        return Err(t.os_error(errno(), None));
    }
    Ok(tuple::from_array(t, [a, b, c].map(|n| t.int(n.into()))))
}

/// Groups of a list.
fn groups(t: &Thread, v: Value) -> Res<Vec<libc::gid_t>> {
    let mut all = vec![];
    for item in ops::collect(t, v)? {
        all.push(id(t, item.v(), "gid")?);
    }
    Ok(all)
}

/// All groups of a user.
fn group_list(t: &Thread, a: &[Value]) -> Res {
    let user = name(t, a[0])?;
    let group = id(t, a[1], "gid")?;
    let mut n = 64;
    loop {
        let mut all = vec![0; n as usize];
        let room = n;
        // SAFETY: a terminated name, and room for as many.
        if unsafe { libc::getgrouplist(user.as_ptr(), group, all.as_mut_ptr(), &mut n) } >= 0 {
            let all = all[..n as usize].iter().map(|g| t.int((*g).into())).collect();
            return Ok(list::from_refs(t, all));
        }
        if n <= room {
            n = room * 2;
        }
        if n > 1 << 20 {
            return Err(t.os_error(libc::EINVAL, None));
        }
    }
}

macro_rules! set_ids {
    ($sig:literal, |$($n:ident: $what:literal),*| $call:expr) => {
        def($sig, |t, a| {
            let mut all = a.iter();
            $(let $n = match all.next() { Some(v) => id(t, *v, $what)?, None => 0 };)*
            // SAFETY: numbers only.
            call(t, || i64::from(unsafe { $call })).map(|_| Ref::NONE)
        })
    };
}

/// This file's functions.
pub const FUNCTIONS: &[Def] = &[
    def("getresuid()", |t, _| three(t, libc::getresuid)),
    def("getresgid()", |t, _| three(t, libc::getresgid)),
    set_ids!("setreuid(ruid, euid, /)", |r: "ruid", e: "euid"| libc::setreuid(r, e)),
    set_ids!("setregid(rgid, egid, /)", |r: "rgid", e: "egid"| libc::setregid(r, e)),
    set_ids!("setresuid(ruid, euid, suid, /)", |r: "ruid", e: "euid", s: "suid"| libc::setresuid(r, e, s)),
    set_ids!("setresgid(rgid, egid, sgid, /)", |r: "rgid", e: "egid", s: "sgid"| libc::setresgid(r, e, s)),
    def("setgroups(groups, /)", |t, a| {
        let all = groups(t, a[0])?;
        // SAFETY: as many numbers.
        call(t, || i64::from(unsafe { libc::setgroups(all.len(), all.as_ptr()) })).map(|_| Ref::NONE)
    }),
    def("initgroups(username, gid, /)", |t, a| {
        let user = name(t, a[0])?;
        let group = id(t, a[1], "gid")?;
        // SAFETY: a terminated name.
        call(t, || i64::from(unsafe { libc::initgroups(user.as_ptr(), group) })).map(|_| Ref::NONE)
    }),
    def("getgrouplist(user, group, /)", group_list),
    def("setpgrp()", |t, _| {
        // SAFETY: numbers only.
        call(t, || i64::from(unsafe { libc::setpgid(0, 0) })).map(|_| Ref::NONE)
    }),
    def("getpriority(which, who)", |t, a| {
        let (which, who) = (ops::arg_i32(t, a[0])?, ops::arg_i32(t, a[1])?);
        // SAFETY: numbers only; -1 is an answer too, so errno tells.
        let (n, e) = unsafe {
            *libc::__errno_location() = 0;
            (libc::getpriority(which as libc::__priority_which_t, who as libc::id_t), errno())
        };
        if e != 0 { Err(t.os_error(e, None)) } else { Ok(t.int(n.into())) }
    }),
    def("setpriority(which, who, priority)", |t, a| {
        let (which, who) = (ops::arg_i32(t, a[0])?, ops::arg_i32(t, a[1])?);
        let n = ops::arg_i32(t, a[2])?;
        // SAFETY: numbers only.
        let set = || unsafe { libc::setpriority(which as libc::__priority_which_t, who as libc::id_t, n) };
        call(t, || i64::from(set())).map(|_| Ref::NONE)
    }),
];
