//! `_posixshmem`: memory that processes share by name. The mapping of it is `mmap`'s.

use crate::NativeModule;
use crate::ospath::terminated;
use heddle_objects::native::{Def, def};
use heddle_objects::types::str;
use heddle_objects::{Ref, Res, Thread, Value, ops};
use std::ffi::CString;

/// The module.
pub static MODULE: NativeModule =
    NativeModule { doc: "POSIX shared memory module", ..NativeModule::new("_posixshmem", FUNCTIONS) };

fn path(t: &Thread, v: Value, function: &str) -> Res<CString> {
    if !str::is_str(v) {
        let name = ops::type_name(v);
        return Err(t.type_error(format_args!("{function}() argument 'path' must be str, not {name}")));
    }
    let raw = str::to_utf8(t, v)?.into_bytes();
    if raw.contains(&0) {
        return Err(t.value_error("embedded null character"));
    }
    Ok(terminated(raw))
}

const FUNCTIONS: &[Def] = &[
    def("shm_open(path, flags, mode=511)", |t, a| {
        let name = path(t, a[0], "shm_open")?;
        let flags = ops::arg_i32(t, a[1])?;
        let mode = if a[2].is_undef() { 0o777 } else { ops::arg_i32(t, a[2])? };
        // SAFETY: a terminated name.
        crate::ospath::retry(t, || unsafe { libc::shm_open(name.as_ptr(), flags, mode as libc::mode_t) })
            .map(|fd| t.int(fd))
            .map_err(|e| t.os_error(e, Some(a[0])))
    }),
    def("shm_unlink(path)", |t, a| {
        let name = path(t, a[0], "shm_unlink")?;
        // SAFETY: a terminated name.
        crate::ospath::retry(t, || unsafe { libc::shm_unlink(name.as_ptr()) })
            .map(|_| Ref::NONE)
            .map_err(|e| t.os_error(e, Some(a[0])))
    }),
];
