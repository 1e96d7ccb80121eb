//! `posix`: the system's calls, as module `os` wants them. [`path`] reads path arguments, [`files`], [`stat`], [`scan`] and
//! [`process`] have the calls, [`constants`] the numbers.
//!
//! Every call that may block is made detached, and again when a signal interrupted it.

mod attributes;
mod constants;
mod files;
mod identity;
mod limits;
mod path;
mod process;
mod scan;
mod scheduling;
mod spawn;
mod stat;
mod terminals;
mod timers;
mod vectors;
mod waiting;

use crate::NativeModule;
use crate::ospath;
use heddle_objects::types::{dict, exceptions as exc, int, list, tuple};
use heddle_objects::{Ref, Res, Thread, Value, ops};

pub use process::fork;

/// The module.
pub static MODULE: NativeModule = NativeModule {
    doc: "This module provides access to operating system functionality that is\n\
          standardized by the C Standard and the POSIX standard (a thinly\n\
          disguised Unix interface).  Refer to the library manual and\n\
          corresponding Unix manual entries for more information on calls.",
    types: &[
        &stat::STAT_RESULT,
        &stat::STATVFS_RESULT,
        &process::UNAME_RESULT,
        &process::TIMES_RESULT,
        &process::TERMINAL_SIZE,
        &scheduling::SCHED_PARAM,
        &scan::ENTRY,
        &waiting::WAITID_RESULT,
    ],
    init: |t, m| {
        let tables = [
            stat::FUNCTIONS,
            scan::FUNCTIONS,
            files::FUNCTIONS,
            process::FUNCTIONS,
            attributes::FUNCTIONS,
            identity::FUNCTIONS,
            limits::FUNCTIONS,
            scheduling::FUNCTIONS,
            spawn::FUNCTIONS,
            terminals::FUNCTIONS,
            timers::FUNCTIONS,
            vectors::FUNCTIONS,
            waiting::FUNCTIONS,
        ];
        for def in tables.into_iter().flatten() {
            let f = heddle_objects::types::descr::function(t, m.object.v(), def);
            m.set(t, def.signature.split('(').next().unwrap_or(def.signature), f);
        }
        for (name, n) in constants::NUMBERS.iter().chain(constants::MORE) {
            m.set_int(t, name, *n);
        }
        for (name, table) in [
            ("sysconf_names", constants::SYSCONF),
            ("confstr_names", constants::CONFSTR),
            ("pathconf_names", constants::PATHCONF),
        ] {
            let names = dict::new(t);
            for (name, n) in table {
                dict::set_str(t, names.v(), t.intern(name).v(), t.int(i64::from(*n)).v());
            }
            m.set(t, name, names);
        }
        m.set(
            t,
            "_have_functions",
            list::from_refs(t, constants::HAVE.iter().map(|n| t.intern(n)).collect()),
        );
        m.set(t, "environ", process::environ(t)?);
        m.set(t, "error", exc::OS_ERROR.get_ref());
        Ok(())
    },
    ..NativeModule::new("posix", &[])
};

/// A descriptor argument.
fn fd(t: &Thread, v: Value) -> Res<i32> {
    if !int::is_int(v) && ops::slots_of(v).index.is_none() {
        return Err(
            t.type_error(format_args!("'{}' object cannot be interpreted as an integer", ops::type_name(v)))
        );
    }
    ospath::fd_arg(t, v)
}

/// Runs a call detached until it is not interrupted; OSError if it fails.
fn call(t: &Thread, f: impl Fn() -> i64) -> Res<i64> {
    ospath::call(t, f)?.map_err(|e| t.os_error(e, None))
}

fn two_ints(t: &Thread, a: i64, b: i64) -> Ref {
    tuple::from_refs(t, vec![t.int(a), t.int(b)])
}

/// A user's or group's number; -1: leave it.
fn id(t: &Thread, v: Value, what: &str) -> Res<u32> {
    if !int::is_int(v) && ops::slots_of(v).index.is_none() {
        return Err(t.type_error(format_args!("{what} should be integer, not {}", ops::type_name(v))));
    }
    let n = ops::index(t, v)?;
    match int::to_i64(n.v()) {
        Some(-1) => Ok(u32::MAX),
        Some(n) if n < 0 => Err(t.overflow_error(format_args!("{what} is less than minimum"))),
        Some(n) => {
            u32::try_from(n).map_err(|_| t.overflow_error(format_args!("{what} is greater than maximum")))
        }
        None => Err(t.overflow_error(format_args!("{what} is greater than maximum"))),
    }
}
