//! What the system says of itself by name, device numbers, and calls about namespaces.

use super::call;
use super::constants::{CONFSTR, PATHCONF, SYSCONF};
use super::path::{Path, dir_fd};
use crate::ospath::errno;
use heddle_objects::native::{Def, def};
use heddle_objects::types::{int, str};
use heddle_objects::{Ref, Res, Thread, Value, codecs, ops};

/// A number, or a name of the table.
fn named(t: &Thread, v: Value, table: &[(&str, i32)]) -> Res<i32> {
    if !str::is_str(v) {
        if !int::is_int(v) && ops::slots_of(v).index.is_none() {
            return Err(t.type_error("configuration names must be strings or integers"));
        }
        return ops::arg_i32(t, v);
    }
    let name = str::lossy(v);
    table
        .iter()
        .find(|(k, _)| *k == name)
        .map(|(_, n)| *n)
        .ok_or_else(|| t.value_error("unrecognized configuration name"))
}

/// A limit, of which -1 with no errno means that there is none.
fn limit(f: impl FnOnce() -> i64) -> Result<i64, i32> {
    // SAFETY: errno is the thread's own.
    unsafe { *libc::__errno_location() = 0 };
    let n = f();
    let e = errno();
    if n == -1 && e != 0 { Err(e) } else { Ok(n) }
}

fn confstr(t: &Thread, a: &[Value]) -> Res {
    let which = named(t, a[0], CONFSTR)?;
    let mut room = vec![0u8; 4096];
    // SAFETY: room for as many bytes.
    let n = limit(|| unsafe { libc::confstr(which, room.as_mut_ptr().cast(), room.len()) } as i64);
    match n {
        Ok(0) if errno() != 0 => Err(t.os_error(errno(), None)),
        Ok(0) => Ok(Ref::NONE),
        Ok(n) => Ok(codecs::fs_decode(t, &room[..(n as usize - 1).min(room.len())])),
        Err(e) => Err(t.os_error(e, None)),
    }
}

fn device(t: &Thread, v: Value) -> Res<u64> {
    let n = ops::index(t, v)?;
    int::wrap_u64(n.v()).ok_or_else(|| t.overflow_error("Python int too large to convert to C unsigned long"))
}

fn part(t: &Thread, v: Value) -> Res<u32> {
    let n = ops::index(t, v)?;
    match int::to_i64(n.v()) {
        Some(-1) => Ok(u32::MAX),
        Some(n) => u32::try_from(n)
            .map_err(|_| t.overflow_error("Python int too large to convert to C unsigned int")),
        None => Err(t.overflow_error("Python int too large to convert to C unsigned int")),
    }
}

/// This file's functions.
pub const FUNCTIONS: &[Def] = &[
    def("confstr(name, /)", confstr),
    def("sysconf(name, /)", |t, a| {
        let which = named(t, a[0], SYSCONF)?;
        // SAFETY: a number.
        limit(|| unsafe { libc::sysconf(which) }).map(|n| t.int(n)).map_err(|e| t.os_error(e, None))
    }),
    def("pathconf(path, name)", |t, a| {
        let path = Path::arg(t, a[0], "pathconf", "path", true)?;
        let which = named(t, a[1], PATHCONF)?;
        // SAFETY: a terminated path.
        limit(|| unsafe {
            match path.fd {
                Some(fd) => libc::fpathconf(fd, which),
                None => libc::pathconf(path.raw.as_ptr(), which),
            }
        })
        .map(|n| t.int(n))
        .map_err(|e| path.error(t, e))
    }),
    def("fpathconf(fd, name, /)", |t, a| {
        let fd = super::fd(t, a[0])?;
        let which = named(t, a[1], PATHCONF)?;
        // SAFETY: numbers only.
        limit(|| unsafe { libc::fpathconf(fd, which) }).map(|n| t.int(n)).map_err(|e| t.os_error(e, None))
    }),
    def("major(device, /)", |t, a| Ok(t.int(libc::major(device(t, a[0])?).into()))),
    def("minor(device, /)", |t, a| Ok(t.int(libc::minor(device(t, a[0])?).into()))),
    def("makedev(major, minor, /)", |t, a| Ok(int::from(t, libc::makedev(part(t, a[0])?, part(t, a[1])?)))),
    def("mknod(path, mode=384, device=0, *, dir_fd=None)", |t, a| {
        let path = Path::arg(t, a[0], "mknod", "path", false)?;
        let mode = if a[1].is_undef() { 0o600 } else { ops::arg_i32(t, a[1])? as libc::mode_t };
        let device = if a[2].is_undef() { 0 } else { device(t, a[2])? };
        let dir = dir_fd(t, a[3])?;
        // SAFETY: a terminated path.
        path.call(t, |p| i64::from(unsafe { libc::mknodat(dir, p, mode, device) })).map(|_| Ref::NONE)
    }),
    def("chroot(path)", |t, a| {
        let path = Path::arg(t, a[0], "chroot", "path", false)?;
        // SAFETY: a terminated path.
        path.call(t, |p| i64::from(unsafe { libc::chroot(p) })).map(|_| Ref::NONE)
    }),
    def("unshare(flags)", |t, a| {
        let flags = ops::arg_i32(t, a[0])?;
        // SAFETY: a number.
        call(t, || i64::from(unsafe { libc::unshare(flags) })).map(|_| Ref::NONE)
    }),
    def("setns(fd, nstype=0)", |t, a| {
        let fd = crate::descriptor::of(t, a[0])?;
        let kind = if a[1].is_undef() { 0 } else { ops::arg_i32(t, a[1])? };
        // SAFETY: numbers only.
        call(t, || i64::from(unsafe { libc::setns(fd, kind) })).map(|_| Ref::NONE)
    }),
];
