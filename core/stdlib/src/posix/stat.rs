//! `stat` and its kin, `statvfs`, and `scandir`'s entries' status.

use super::path::{Path, dir_fd};
use crate::ospath::errno;
use crate::util::flag;
use heddle_objects::native::{Def, def};
use heddle_objects::ops;
use heddle_objects::shape::{fixed_slots, shape_of};
use heddle_objects::typeobj::{NativeType, TypeDef};
use heddle_objects::types::structseq;
use heddle_objects::{Ref, Res, Thread, Value};

const NAMES: &[&str] = &[
    "st_mode",
    "st_ino",
    "st_dev",
    "st_nlink",
    "st_uid",
    "st_gid",
    "st_size",
    "",
    "",
    "",
    "st_atime",
    "st_mtime",
    "st_ctime",
    "st_atime_ns",
    "st_mtime_ns",
    "st_ctime_ns",
    "st_blksize",
    "st_blocks",
    "st_rdev",
];

/// `os.stat_result`
pub static STAT_RESULT: NativeType = NativeType::new(TypeDef {
    fixed: 9,
    extra: |t, put| structseq::fields(t, STAT_RESULT.get(), NAMES, 10, put),
    doc: "stat_result: Result from stat, fstat, or lstat.",
    ..structseq::declare("os.stat_result")
});

/// `os.statvfs_result`
pub static STATVFS_RESULT: NativeType = NativeType::new(TypeDef {
    fixed: 1,
    extra: |t, put| {
        let names = [
            "f_bsize",
            "f_frsize",
            "f_blocks",
            "f_bfree",
            "f_bavail",
            "f_files",
            "f_ffree",
            "f_favail",
            "f_flag",
            "f_namemax",
            "f_fsid",
        ];
        structseq::fields(t, STATVFS_RESULT.get(), &names, 10, put)
    },
    ..structseq::declare("os.statvfs_result")
});

/// Fills the items behind the visible ones.
pub fn hidden(r: &Ref, all: Vec<Ref>) {
    let o = ops::object(r.v());
    for (slot, v) in fixed_slots(o, shape_of(o)).iter().zip(all) {
        slot.init(v);
    }
}

/// A `stat_result`.
pub fn result(t: &Thread, st: &libc::stat) -> Ref {
    let times =
        [(st.st_atime, st.st_atime_nsec), (st.st_mtime, st.st_mtime_nsec), (st.st_ctime, st.st_ctime_nsec)];
    let big = |n: u64| heddle_objects::types::int::from(t, n);
    let mut items = vec![
        t.int(i64::from(st.st_mode)),
        big(st.st_ino),
        big(st.st_dev),
        t.int(st.st_nlink as i64),
        t.int(i64::from(st.st_uid)),
        t.int(i64::from(st.st_gid)),
        t.int(st.st_size),
    ];
    items.extend(times.iter().map(|(s, _)| t.int(*s)));
    let r = structseq::make(t, &STAT_RESULT, items);
    let mut rest: Vec<Ref> = times.iter().map(|(s, ns)| t.float(*s as f64 + 1e-9 * *ns as f64)).collect();
    rest.extend(times.iter().map(
        |(s, ns)| match s.checked_mul(1_000_000_000).and_then(|n| n.checked_add(*ns)) {
            Some(n) => t.int(n),
            None => t.float(*s as f64 * 1e9 + *ns as f64),
        },
    ));
    rest.extend([t.int(st.st_blksize), t.int(st.st_blocks), big(st.st_rdev)]);
    hidden(&r, rest);
    r
}

/// `fstatat`; its errno.
pub fn stat_at(t: &Thread, dir: i32, path: &Path, follow: bool) -> Result<libc::stat, i32> {
    let p = path.raw.as_ptr() as usize;
    let fd = path.fd;
    t.blocking(|| {
        // SAFETY: all zeros is a stat, there is room for the answer, the path is terminated.
        unsafe {
            let mut st: libc::stat = std::mem::zeroed();
            let r = match fd {
                Some(fd) => libc::fstat(fd, &mut st),
                None => {
                    let flags = if follow { 0 } else { libc::AT_SYMLINK_NOFOLLOW };
                    libc::fstatat(dir, p as *const libc::c_char, &mut st, flags)
                }
            };
            if r < 0 { Err(errno()) } else { Ok(st) }
        }
    })
}

fn stat(t: &Thread, a: &[Value]) -> Res {
    let path = Path::arg(t, a[0], "stat", "path", true)?;
    let dir = dir_fd(t, a[1])?;
    let follow = flag(t, a[2], true)?;
    if path.fd.is_some() && dir != libc::AT_FDCWD {
        return Err(t.value_error("stat: can't specify dir_fd without matching path"));
    }
    if path.fd.is_some() && !follow {
        return Err(t.value_error("stat: cannot use fd and follow_symlinks together"));
    }
    match stat_at(t, dir, &path, follow) {
        Ok(st) => Ok(result(t, &st)),
        Err(e) => Err(path.error(t, e)),
    }
}

fn statvfs(t: &Thread, path: &Path) -> Res {
    let p = path.raw.as_ptr() as usize;
    let fd = path.fd;
    let answer = t.blocking(|| {
        // SAFETY: as in `stat_at`.
        unsafe {
            let mut st: libc::statvfs = std::mem::zeroed();
            let r = match fd {
                Some(fd) => libc::fstatvfs(fd, &mut st),
                None => libc::statvfs(p as *const libc::c_char, &mut st),
            };
            if r < 0 { Err(errno()) } else { Ok(st) }
        }
    });
    let st = answer.map_err(|e| path.error(t, e))?;
    let items = [
        st.f_bsize,
        st.f_frsize,
        st.f_blocks,
        st.f_bfree,
        st.f_bavail,
        st.f_files,
        st.f_ffree,
        st.f_favail,
        st.f_flag,
        st.f_namemax,
    ];
    let r = structseq::make(t, &STATVFS_RESULT, items.iter().map(|n| t.int(*n as i64)).collect());
    hidden(&r, vec![heddle_objects::types::int::from(t, st.f_fsid)]);
    Ok(r)
}

/// This file's functions.
pub const FUNCTIONS: &[Def] = &[
    def("stat(path, *, dir_fd=None, follow_symlinks=True)", stat),
    def("lstat(path, *, dir_fd=None)", |t, a| {
        let path = Path::arg(t, a[0], "lstat", "path", false)?;
        let dir = dir_fd(t, a[1])?;
        stat_at(t, dir, &path, false).map(|st| result(t, &st)).map_err(|e| path.error(t, e))
    }),
    def("fstat(fd)", |t, a| {
        let fd = super::fd(t, a[0])?;
        let path = Path { raw: Default::default(), fd: Some(fd), is_bytes: false, object: Ref::NONE };
        stat_at(t, 0, &path, true).map(|st| result(t, &st)).map_err(|e| path.error(t, e))
    }),
    def("statvfs(path)", |t, a| statvfs(t, &Path::arg(t, a[0], "statvfs", "path", true)?)),
    def("fstatvfs(fd, /)", |t, a| {
        let fd = super::fd(t, a[0])?;
        statvfs(t, &Path { raw: Default::default(), fd: Some(fd), is_bytes: false, object: Ref::NONE })
    }),
];
