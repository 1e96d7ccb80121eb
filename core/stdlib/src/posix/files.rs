//! Calls about files and folders by their paths, and about descriptors.

use super::path::{Path, dir_fd, error2};
use super::{call, fd, two_ints};
use crate::ospath::{errno, retry};
use crate::util::flag;
use heddle_objects::native::{Def, def};
use heddle_objects::slots::Binary;
use heddle_objects::types::buffer::{Buffer, BufferMut};
use heddle_objects::types::{bytes, int, tuple};
use heddle_objects::{Ref, Res, Thread, Value, codecs, ops};

fn int_or(t: &Thread, v: Value, default: i32) -> Res<i32> {
    if v.is_undef() { Ok(default) } else { ops::arg_i32(t, v) }
}

/// Two paths, as `rename` and its kin take them.
fn two(t: &Thread, a: &[Value], function: &str, f: impl Fn(i32, *const i8, i32, *const i8) -> i32) -> Res {
    let src = Path::arg(t, a[0], function, "src", false)?;
    let dst = Path::arg(t, a[1], function, "dst", false)?;
    let (from, to) = (dir_fd(t, a[2])?, dir_fd(t, a[3])?);
    let (p, q) = (src.raw.as_ptr() as usize, dst.raw.as_ptr() as usize);
    retry(t, || f(from, p as *const i8, to, q as *const i8)).map_err(|e| error2(t, e, &src, &dst))?;
    Ok(Ref::NONE)
}

fn current(t: &Thread) -> Res<Vec<u8>> {
    std::env::current_dir()
        .map(|p| std::os::unix::ffi::OsStringExt::into_vec(p.into_os_string()))
        .map_err(|e| t.io_error(&e, None))
}

/// A time in seconds as a timespec.
fn spec(t: &Thread, v: Value) -> Res<(i64, i64)> {
    if heddle_objects::types::float::FLOAT.is_instance(v) {
        let x = ops::arg_f64(t, v)?;
        let s = x.floor();
        return Ok((s as i64, ((x - s) * 1e9) as i64));
    }
    Ok((ops::arg_i64(t, v)?, 0))
}

fn nanos(t: &Thread, v: Value) -> Res<(i64, i64)> {
    let parts = ops::binary(t, v, t.int(1_000_000_000).v(), Binary::DivMod)?;
    match tuple::try_items(&parts) {
        Some([s, ns]) => Ok((ops::arg_i64(t, *s)?, ops::arg_i64(t, *ns)?)),
        _ => Err(t.type_error("utime: 'ns' must be a tuple of two ints")),
    }
}

fn utime(t: &Thread, a: &[Value]) -> Res {
    let path = Path::arg(t, a[0], "utime", "path", true)?;
    let (times, ns) = (a[1], a[2]);
    let dir = dir_fd(t, a[3])?;
    let follow = flag(t, a[4], true)?;
    if !times.is_none_or_undef() && !ns.is_undef() {
        return Err(t.value_error("utime: you may specify either 'times' or 'ns' but not both"));
    }
    let (source, name) = if ns.is_undef() { (times, "times") } else { (ns, "ns") };
    let at = if source.is_none_or_undef() {
        None
    } else {
        let Some([a, m]) = tuple::try_items(&source) else {
            return Err(t.type_error(if name == "ns" {
                "utime: 'ns' must be a tuple of two ints"
            } else {
                "utime: 'times' must be either a tuple of two ints or None"
            }));
        };
        let f = if name == "ns" { nanos } else { spec };
        Some([f(t, *a)?, f(t, *m)?])
    };
    let specs = at.map(|at| at.map(|(tv_sec, tv_nsec)| libc::timespec { tv_sec, tv_nsec }));
    path.call(t, |p| {
        let specs = specs.as_ref().map_or(std::ptr::null(), |s| s.as_ptr());
        // SAFETY: two timespecs or null; a terminated path.
        i64::from(unsafe {
            match path.fd {
                Some(fd) => libc::futimens(fd, specs),
                None => libc::utimensat(dir, p, specs, if follow { 0 } else { libc::AT_SYMLINK_NOFOLLOW }),
            }
        })
    })?;
    Ok(Ref::NONE)
}

fn read(t: &Thread, a: &[Value], at: Option<i64>) -> Res {
    let fd = fd(t, a[0])?;
    let n = crate::util::arg_size(t, a[1])?;
    if n < 0 {
        return Err(t.os_error(libc::EINVAL, None));
    }
    let mut data = heddle_objects::types::size::zeroed(t, n as usize)?;
    let p = data.as_mut_ptr() as usize;
    // SAFETY: there is room for `n` bytes.
    let n = crate::ospath::call(t, || unsafe {
        match at {
            Some(at) => libc::pread(fd, p as *mut libc::c_void, n as usize, at) as i64,
            None => libc::read(fd, p as *mut libc::c_void, n as usize) as i64,
        }
    })?
    .map_err(|e| t.os_error(e, None))?;
    data.truncate(n as usize);
    Ok(bytes::from_vec(t, data))
}

fn write(t: &Thread, fd: i32, data: &[u8], at: Option<i64>) -> Res {
    let (p, n) = (data.as_ptr() as usize, data.len());
    // SAFETY: `n` bytes to read.
    let n = crate::ospath::call(t, || unsafe {
        match at {
            Some(at) => libc::pwrite(fd, p as *const libc::c_void, n, at) as i64,
            None => libc::write(fd, p as *const libc::c_void, n) as i64,
        }
    })?
    .map_err(|e| t.os_error(e, None))?;
    Ok(t.int(n))
}

fn readlink(t: &Thread, a: &[Value]) -> Res {
    let path = Path::arg(t, a[0], "readlink", "path", false)?;
    let dir = dir_fd(t, a[1])?;
    let mut to = vec![0u8; 4097];
    let q = to.as_mut_ptr() as usize;
    // SAFETY: there is room for 4097 bytes.
    let n = path.call(t, |p| unsafe { libc::readlinkat(dir, p, q as *mut i8, 4097) as i64 })?;
    Ok(path.answer(t, &to[..n as usize]))
}

fn pipe(t: &Thread, flags: i32) -> Res {
    let mut fds = [0i32; 2];
    // SAFETY: room for two descriptors.
    if unsafe { libc::pipe2(fds.as_mut_ptr(), flags) } < 0 {
        return Err(t.os_error(errno(), None));
    }
    Ok(two_ints(t, fds[0].into(), fds[1].into()))
}

fn sendfile(t: &Thread, a: &[Value]) -> Res {
    let (out, from, n) = (fd(t, a[0])?, fd(t, a[1])?, crate::util::arg_size(t, a[3])?);
    let start = if a[2].is_none() { None } else { Some(ops::arg_i64(t, a[2])?) };
    // SAFETY: the offset is ours.
    call(t, || unsafe {
        let mut at = start.unwrap_or(0);
        let p = if start.is_some() { &mut at as *mut i64 } else { std::ptr::null_mut() };
        libc::sendfile(out, from, p, n as usize) as i64
    })
    .map(|n| t.int(n))
}

fn chown(t: &Thread, a: &[Value], function: &str, dir: i32, follow: bool) -> Res {
    let path = Path::arg(t, a[0], function, "path", true)?;
    let (uid, gid) = (super::id(t, a[1], "uid")?, super::id(t, a[2], "gid")?);
    path.call(t, |p| {
        // SAFETY: a terminated path.
        i64::from(unsafe {
            match path.fd {
                Some(fd) => libc::fchown(fd, uid, gid),
                None => libc::fchownat(dir, p, uid, gid, if follow { 0 } else { libc::AT_SYMLINK_NOFOLLOW }),
            }
        })
    })?;
    Ok(Ref::NONE)
}

macro_rules! on_path {
    ($sig:literal, $name:literal, |$p:ident, $dir:ident| $call:expr) => {
        def($sig, |t, a| {
            let path = Path::arg(t, a[0], $name, "path", false)?;
            let $dir = if a.len() > 1 { dir_fd(t, a[1])? } else { libc::AT_FDCWD };
            let _ = $dir;
            // SAFETY: a terminated path.
            path.call(t, |$p| i64::from(unsafe { $call }))?;
            Ok(Ref::NONE)
        })
    };
}

macro_rules! on_fd {
    ($sig:literal, |$fd:ident| $call:expr) => {
        def($sig, |t, a| {
            let $fd = crate::ospath::fd_of(t, a[0])?;
            // SAFETY: a call about a descriptor.
            call(t, || i64::from(unsafe { $call }))?;
            Ok(Ref::NONE)
        })
    };
}

/// This file's functions.
pub const FUNCTIONS: &[Def] = &[
    def("getcwd()", |t, _| Ok(codecs::fs_decode(t, &current(t)?))),
    def("getcwdb()", |t, _| Ok(bytes::from_vec(t, current(t)?))),
    def("chdir(path)", |t, a| {
        let path = Path::arg(t, a[0], "chdir", "path", true)?;
        path.call(t, |p| {
            // SAFETY: a terminated path.
            i64::from(unsafe {
                match path.fd {
                    Some(fd) => libc::fchdir(fd),
                    None => libc::chdir(p),
                }
            })
        })?;
        Ok(Ref::NONE)
    }),
    def("mkdir(path, mode=0o777, *, dir_fd=None)", |t, a| {
        let path = Path::arg(t, a[0], "mkdir", "path", false)?;
        let mode = int_or(t, a[1], 0o777)? as u32;
        let dir = dir_fd(t, a[2])?;
        // SAFETY: a terminated path.
        path.call(t, |p| i64::from(unsafe { libc::mkdirat(dir, p, mode) }))?;
        Ok(Ref::NONE)
    }),
    def("mkfifo(path, mode=0o666, *, dir_fd=None)", |t, a| {
        let path = Path::arg(t, a[0], "mkfifo", "path", false)?;
        let mode = int_or(t, a[1], 0o666)? as u32;
        let dir = dir_fd(t, a[2])?;
        // SAFETY: a terminated path.
        path.call(t, |p| i64::from(unsafe { libc::mkfifoat(dir, p, mode) }))?;
        Ok(Ref::NONE)
    }),
    on_path!("rmdir(path, *, dir_fd=None)", "rmdir", |p, dir| libc::unlinkat(dir, p, libc::AT_REMOVEDIR)),
    on_path!("unlink(path, *, dir_fd=None)", "unlink", |p, dir| libc::unlinkat(dir, p, 0)),
    on_path!("remove(path, *, dir_fd=None)", "remove", |p, dir| libc::unlinkat(dir, p, 0)),
    def("rename(src, dst, *, src_dir_fd=None, dst_dir_fd=None)", |t, a| {
        // SAFETY: terminated paths, as below.
        two(t, a, "rename", |d, p, e, q| unsafe { libc::renameat(d, p, e, q) })
    }),
    def("replace(src, dst, *, src_dir_fd=None, dst_dir_fd=None)", |t, a| {
        // SAFETY: as above.
        two(t, a, "replace", |d, p, e, q| unsafe { libc::renameat(d, p, e, q) })
    }),
    def("link(src, dst, *, src_dir_fd=None, dst_dir_fd=None, follow_symlinks=True)", |t, a| {
        let how = if flag(t, a[4], false)? { libc::AT_SYMLINK_FOLLOW } else { 0 };
        // SAFETY: as above.
        two(t, a, "link", |d, p, e, q| unsafe { libc::linkat(d, p, e, q, how) })
    }),
    def("symlink(src, dst, target_is_directory=False, *, dir_fd=None)", |t, a| {
        // SAFETY: as above.
        two(t, &[a[0], a[1], Value::UNDEF, a[3]], "symlink", |_, p, e, q| unsafe { libc::symlinkat(p, e, q) })
    }),
    def("readlink(path, *, dir_fd=None)", readlink),
    def("chmod(path, mode, *, dir_fd=None, follow_symlinks=True)", |t, a| {
        let path = Path::arg(t, a[0], "chmod", "path", true)?;
        let mode = ops::arg_i32(t, a[1])? as u32;
        let dir = dir_fd(t, a[2])?;
        let how = if flag(t, a[3], true)? { 0 } else { libc::AT_SYMLINK_NOFOLLOW };
        path.call(t, |p| {
            // SAFETY: a terminated path.
            i64::from(unsafe {
                match path.fd {
                    Some(fd) => libc::fchmod(fd, mode),
                    None => libc::fchmodat(dir, p, mode, how),
                }
            })
        })?;
        Ok(Ref::NONE)
    }),
    def("fchmod(fd, mode)", |t, a| {
        let (fd, mode) = (fd(t, a[0])?, ops::arg_i32(t, a[1])? as u32);
        // SAFETY: a call about a descriptor.
        call(t, || i64::from(unsafe { libc::fchmod(fd, mode) })).map(|_| Ref::NONE)
    }),
    def("chown(path, uid, gid, *, dir_fd=None, follow_symlinks=True)", |t, a| {
        let (dir, follow) = (dir_fd(t, a[3])?, flag(t, a[4], true)?);
        chown(t, a, "chown", dir, follow)
    }),
    def("lchown(path, uid, gid)", |t, a| chown(t, a, "lchown", libc::AT_FDCWD, false)),
    def("fchown(fd, uid, gid)", |t, a| chown(t, a, "fchown", libc::AT_FDCWD, true)),
    def("access(path, mode, *, dir_fd=None, effective_ids=False, follow_symlinks=True)", |t, a| {
        let path = Path::arg(t, a[0], "access", "path", false)?;
        let mode = ops::arg_i32(t, a[1])?;
        let dir = dir_fd(t, a[2])?;
        let mut how = if flag(t, a[3], false)? { libc::AT_EACCESS } else { 0 };
        if !flag(t, a[4], true)? {
            how |= libc::AT_SYMLINK_NOFOLLOW;
        }
        let p = path.raw.as_ptr() as usize;
        // SAFETY: a terminated path.
        Ok(Ref::bool(retry(t, || unsafe { libc::faccessat(dir, p as *const i8, mode, how) }).is_ok()))
    }),
    def("utime(path, times=None, *, ns=<unrepresentable>, dir_fd=None, follow_symlinks=True)", utime),
    def("truncate(path, length)", |t, a| {
        let path = Path::arg(t, a[0], "truncate", "path", true)?;
        let n = ops::arg_i64(t, a[1])?;
        path.call(t, |p| {
            // SAFETY: a terminated path.
            i64::from(unsafe {
                match path.fd {
                    Some(fd) => libc::ftruncate(fd, n),
                    None => libc::truncate(p, n),
                }
            })
        })?;
        Ok(Ref::NONE)
    }),
    def("ftruncate(fd, length, /)", |t, a| {
        let (fd, n) = (fd(t, a[0])?, ops::arg_i64(t, a[1])?);
        // SAFETY: a call about a descriptor.
        call(t, || i64::from(unsafe { libc::ftruncate(fd, n) })).map(|_| Ref::NONE)
    }),
    def("open(path, flags, mode=0o777, *, dir_fd=None)", |t, a| {
        let path = Path::arg(t, a[0], "open", "path", false)?;
        let flags = ops::arg_i32(t, a[1])? | libc::O_CLOEXEC;
        let mode = int_or(t, a[2], 0o777)? as libc::c_uint;
        let dir = dir_fd(t, a[3])?;
        // SAFETY: a terminated path.
        let n = path.call(t, |p| i64::from(unsafe { libc::openat(dir, p, flags, mode) }))?;
        Ok(t.int(n))
    }),
    def("close(fd)", |t, a| {
        let fd = fd(t, a[0])?;
        // SAFETY: the caller's descriptor. Not retried: it is closed even when interrupted.
        let e = t.blocking(|| if unsafe { libc::close(fd) } < 0 { errno() } else { 0 });
        if e != 0 && e != libc::EINTR { Err(t.os_error(e, None)) } else { Ok(Ref::NONE) }
    }),
    def("closerange(fd_low, fd_high, /)", |t, a| {
        let (low, high) = (fd(t, a[0])?, fd(t, a[1])?);
        t.blocking(|| {
            for n in low.max(0)..high {
                // SAFETY: the caller's descriptors.
                unsafe { libc::close(n) };
            }
        });
        Ok(Ref::NONE)
    }),
    def("read(fd, length, /)", |t, a| read(t, a, None)),
    def("pread(fd, length, offset, /)", |t, a| {
        let at = ops::arg_i64(t, a[2])?;
        read(t, a, Some(at))
    }),
    def("readinto(fd, buffer, /)", |t, a| {
        let fd = fd(t, a[0])?;
        let memory = BufferMut::argument(t, a[1], "readinto")?;
        let mut data = vec![0u8; memory.len()];
        let (p, n) = (data.as_mut_ptr() as usize, data.len());
        // SAFETY: there is room for `n` bytes.
        let n = call(t, || unsafe { libc::read(fd, p as *mut libc::c_void, n) as i64 })?;
        memory.write(t, 0, &data[..n as usize])?;
        Ok(t.int(n))
    }),
    def("write(fd, data, /)", |t, a| {
        let fd = fd(t, a[0])?;
        write(t, fd, &Buffer::get(t, a[1])?, None)
    }),
    def("pwrite(fd, buffer, offset, /)", |t, a| {
        let (fd, at) = (fd(t, a[0])?, ops::arg_i64(t, a[2])?);
        write(t, fd, &Buffer::get(t, a[1])?, Some(at))
    }),
    def("writev(fd, buffers, /)", |t, a| {
        let fd = fd(t, a[0])?;
        let mut all = vec![];
        for part in ops::collect(t, a[1])? {
            all.extend_from_slice(&Buffer::get(t, part.v())?);
        }
        write(t, fd, &all, None)
    }),
    def("lseek(fd, position, whence, /)", |t, a| {
        let (fd, at, whence) = (fd(t, a[0])?, ops::arg_i64(t, a[1])?, ops::arg_i32(t, a[2])?);
        // SAFETY: a call about a descriptor.
        call(t, || unsafe { libc::lseek(fd, at, whence) }).map(|n| t.int(n))
    }),
    def("dup(fd, /)", |t, a| {
        let fd = fd(t, a[0])?;
        // SAFETY: a call about a descriptor.
        call(t, || i64::from(unsafe { libc::fcntl(fd, libc::F_DUPFD_CLOEXEC, 0) })).map(|n| t.int(n))
    }),
    def("dup2(fd, fd2, inheritable=True)", |t, a| {
        let (from, to) = (fd(t, a[0])?, fd(t, a[1])?);
        let how = if flag(t, a[2], true)? { 0 } else { libc::O_CLOEXEC };
        call(t, || {
            // SAFETY: calls about descriptors.
            i64::from(unsafe {
                if how == 0 || from == to { libc::dup2(from, to) } else { libc::dup3(from, to, how) }
            })
        })
        .map(|n| t.int(n))
    }),
    def("pipe()", |t, _| pipe(t, libc::O_CLOEXEC)),
    def("pipe2(flags, /)", |t, a| {
        let flags = ops::arg_i32(t, a[0])?;
        pipe(t, flags)
    }),
    on_fd!("fsync(fd)", |fd| libc::fsync(fd)),
    on_fd!("fdatasync(fd)", |fd| libc::fdatasync(fd)),
    on_fd!("fchdir(fd)", |fd| libc::fchdir(fd)),
    def("sync()", |t, _| {
        // SAFETY: no preconditions.
        t.blocking(|| unsafe { libc::sync() });
        Ok(Ref::NONE)
    }),
    def("isatty(fd, /)", |t, a| {
        let fd = fd(t, a[0])?;
        // SAFETY: a call about a descriptor.
        Ok(Ref::bool(t.blocking(|| unsafe { libc::isatty(fd) }) != 0))
    }),
    def("get_inheritable(fd, /)", |t, a| {
        let fd = fd(t, a[0])?;
        // SAFETY: a call about a descriptor.
        call(t, || i64::from(unsafe { libc::fcntl(fd, libc::F_GETFD) }))
            .map(|n| Ref::bool(n as i32 & libc::FD_CLOEXEC == 0))
    }),
    def("set_inheritable(fd, inheritable, /)", |t, a| {
        let fd = fd(t, a[0])?;
        let on = ops::arg_i32(t, a[1])? != 0;
        // SAFETY: a call about a descriptor.
        call(t, || i64::from(unsafe { libc::ioctl(fd, if on { libc::FIONCLEX } else { libc::FIOCLEX }) }))
            .map(|_| Ref::NONE)
    }),
    def("get_blocking(fd, /)", |t, a| {
        let fd = fd(t, a[0])?;
        // SAFETY: a call about a descriptor.
        call(t, || i64::from(unsafe { libc::fcntl(fd, libc::F_GETFL) }))
            .map(|n| Ref::bool(n as i32 & libc::O_NONBLOCK == 0))
    }),
    def("set_blocking(fd, blocking, /)", |t, a| {
        let (fd, on) = (fd(t, a[0])?, ops::truth(t, a[1])?);
        call(t, || {
            // SAFETY: calls about a descriptor.
            i64::from(unsafe {
                let old = libc::fcntl(fd, libc::F_GETFL);
                let new = if on { old & !libc::O_NONBLOCK } else { old | libc::O_NONBLOCK };
                if old < 0 { old } else { libc::fcntl(fd, libc::F_SETFL, new) }
            })
        })
        .map(|_| Ref::NONE)
    }),
    def("sendfile(out_fd, in_fd, offset, count)", sendfile),
    def("memfd_create(name, flags=1)", |t, a| {
        let path = Path::arg(t, a[0], "memfd_create", "name", false)?;
        let flags = if a[1].is_undef() { libc::MFD_CLOEXEC } else { ops::arg_i32(t, a[1])? as u32 };
        // SAFETY: a terminated name.
        path.call(t, |p| i64::from(unsafe { libc::memfd_create(p, flags) })).map(|n| t.int(n))
    }),
    def("device_encoding(fd)", |t, a| {
        let fd = fd(t, a[0])?;
        // SAFETY: a call about a descriptor.
        Ok(if unsafe { libc::isatty(fd) } != 0 { t.intern("UTF-8") } else { Ref::NONE })
    }),
    def("fspath(path)", |t, a| crate::ospath::fspath(t, a[0])),
    def("umask(mask, /)", |t, a| {
        let mask = ops::arg_i32(t, a[0])?;
        // SAFETY: no preconditions.
        Ok(int::from(t, u64::from(unsafe { libc::umask(mask as libc::mode_t) })))
    }),
];
