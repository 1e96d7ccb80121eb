//! `FileIO`: a file descriptor as a raw stream. Its fields are atomics: a descriptor closed by one thread fails in the others.

use super::base::RAW_IO_BASE;
use super::unsupported;
use crate::ospath::{self, errno, retry};
use crate::util::{arg_size, init, shape_of_class};
use heddle_objects::native::{Def, def};
use heddle_objects::payload::Payload;
use heddle_objects::slots::Slots;
use heddle_objects::typeobj::{GetSet, NativeType, TypeDef, flags, getset, getter};
use heddle_objects::types::buffer::{Buffer, BufferMut};
use heddle_objects::types::{bytes, exceptions as exc, int, str};
use heddle_objects::{Ref, Res, Thread, Value, ops};
use heddle_threads::sync::atomic::{AtomicBool, AtomicU32, Ordering, Ordering::*};

/// An atomic int that may be negative.
struct Int(AtomicU32);

impl Int {
    fn new(n: i32) -> Int {
        Int(AtomicU32::new(n as u32))
    }

    fn load(&self, order: Ordering) -> i32 {
        self.0.load(order) as i32
    }

    fn store(&self, n: i32, order: Ordering) {
        self.0.store(n as u32, order);
    }

    fn swap(&self, n: i32, order: Ordering) -> i32 {
        self.0.swap(n as u32, order) as i32
    }
}

/// A FileIO's payload. All Relaxed: each field stands alone.
pub struct FileIo {
    /// -1: closed.
    fd: Int,
    created: AtomicBool,
    readable: AtomicBool,
    writable: AtomicBool,
    appending: AtomicBool,
    /// -1: not known yet.
    seekable: Int,
    closefd: AtomicBool,
    finalizing: AtomicBool,
    blksize: AtomicU32,
}
heddle_objects::payload!(FileIo {});

/// `_io.FileIO`
pub static FILE_IO: NativeType = NativeType::new(TypeDef {
    base: Some(&RAW_IO_BASE),
    flags: flags::BASE,
    methods: METHODS,
    getset: &[
        GetSet {
            doc: "True if the file is closed",
            ..getter("closed", |_, v| Ok(Ref::bool(file(&v).fd.load(Relaxed) < 0)))
        },
        getter("closefd", |_, v| Ok(Ref::bool(file(&v).closefd.load(Relaxed)))),
        getter("mode", |t, v| Ok(t.intern(mode(file(&v))))),
        getset(
            "_blksize",
            |t, v| Ok(t.int(i64::from(file(&v).blksize.load(Relaxed)))),
            |t, v, n| {
                file(&v).blksize.store(ops::arg_i32(t, n)?.max(0) as u32, Relaxed);
                Ok(())
            },
        ),
        getset(
            "_finalizing",
            |_, v| Ok(Ref::bool(file(&v).finalizing.load(Relaxed))),
            |t, v, n| {
                file(&v).finalizing.store(ops::truth(t, n)?, Relaxed);
                Ok(())
            },
        ),
    ],
    doc: "Open a file.",
    ..TypeDef::new("_io.FileIO", FileIo::vtable, slots)
});

fn file(v: &Value) -> &FileIo {
    v.expect::<FileIo>()
}

fn mode(f: &FileIo) -> &'static str {
    let (r, w) = (f.readable.load(Relaxed), f.writable.load(Relaxed));
    match (f.created.load(Relaxed), f.appending.load(Relaxed), r, w) {
        (true, _, true, _) => "xb+",
        (true, ..) => "xb",
        (_, true, true, _) => "ab+",
        (_, true, ..) => "ab",
        (_, _, true, true) => "rb+",
        (_, _, true, _) => "rb",
        _ => "wb",
    }
}

fn slots(s: &mut Slots) {
    s.del = Some(super::base::finalise);
    s.new = Some(|t, cls, _| {
        Ok(t.alloc(
            shape_of_class(cls),
            FileIo {
                fd: Int::new(-1),
                created: AtomicBool::new(false),
                readable: AtomicBool::new(false),
                writable: AtomicBool::new(false),
                appending: AtomicBool::new(false),
                seekable: Int::new(-1),
                closefd: AtomicBool::new(true),
                finalizing: AtomicBool::new(false),
                blksize: AtomicU32::new(super::DEFAULT_BUFFER_SIZE as u32),
            },
        ))
    });
    init!(s, "FileIO($self, file, mode='r', closefd=True, opener=None)", start);
    s.repr = Some(|t, v| {
        let f = file(&v);
        let fd = f.fd.load(Relaxed);
        let ty = ops::type_name(v);
        if fd < 0 {
            return Ok(t.str("<_io.FileIO [closed]>"));
        }
        let (mode, closefd) = (mode(f), if f.closefd.load(Relaxed) { "True" } else { "False" });
        let name = ops::getattr_opt(t, v, t.intern("name").v())?;
        let name = if name.is_undef() {
            format!("fd={fd}")
        } else {
            format!("name={}", ops::repr_text(t, name.v())?)
        };
        Ok(t.str(&format!("<_io.{ty} {name} mode='{mode}' closefd={closefd}>")))
    });
}

/// `__init__`
fn start(t: &Thread, a: &[Value]) -> Res {
    let (this, name, opener) = (a[0], a[1], a[4]);
    let f = file(&this);
    if f.fd.load(Relaxed) >= 0 {
        let old = f.fd.swap(-1, Relaxed);
        if f.closefd.load(Relaxed) {
            close_fd(t, old)?;
        }
    }
    let mode_text = if a[2].is_undef() {
        "r".to_string()
    } else if str::is_str(a[2]) {
        str::to_utf8(t, a[2])?
    } else {
        let got = ops::type_name(a[2]);
        return Err(t.type_error(format_args!("FileIO() argument 'mode' must be str, not {got}")));
    };
    let closefd = crate::util::flag(t, a[3], true)?;
    let (mut r, mut w, mut how, mut plus, mut seen) = (false, false, 0, false, 0);
    let (mut created, mut appending) = (false, false);
    let bad = || t.value_error("Must have exactly one of create/read/write/append mode and at most one plus");
    for c in mode_text.chars() {
        match c {
            'x' => (created, w, how, seen) = (true, true, libc::O_EXCL | libc::O_CREAT, seen + 1),
            'r' => (r, seen) = (true, seen + 1),
            'w' => (w, how, seen) = (true, libc::O_CREAT | libc::O_TRUNC, seen + 1),
            'a' => (appending, w, how, seen) = (true, true, libc::O_APPEND | libc::O_CREAT, seen + 1),
            'b' => {}
            '+' if plus => return Err(bad()),
            '+' => plus = true,
            _ => return Err(t.value_error(format_args!("invalid mode: {mode_text}"))),
        }
        if seen > 1 {
            return Err(bad());
        }
    }
    if seen == 0 {
        return Err(bad());
    }
    (r, w) = (r || plus, w || plus);
    how |= libc::O_CLOEXEC
        | match (r, w) {
            (true, true) => libc::O_RDWR,
            (true, false) => libc::O_RDONLY,
            _ => libc::O_WRONLY,
        };
    f.created.store(created, Relaxed);
    f.appending.store(appending, Relaxed);
    f.readable.store(r, Relaxed);
    f.writable.store(w, Relaxed);
    f.seekable.store(-1, Relaxed);
    f.closefd.store(closefd, Relaxed);
    let mut own = false;
    let fd = if int::is_int(name) && !name.is_bool() || name.is_bool() {
        let fd = ospath::fd_arg(t, name)?;
        if fd < 0 {
            return Err(t.value_error("negative file descriptor"));
        }
        fd
    } else {
        if !closefd {
            return Err(t.value_error("Cannot use closefd=False with file name"));
        }
        own = true;
        if opener.is_none_or_undef() {
            let path = ospath::fspath(t, name)?;
            let path = ospath::terminated(ospath::encode(t, path.v())?);
            // SAFETY: a terminated path.
            retry(t, || unsafe { libc::open(path.as_ptr(), how, 0o666) })
                .map_err(|e| t.os_error(e, Some(name)))? as i32
        } else {
            let fd = ops::call_pos(t, opener, &[name, Value::int32(how)])?;
            if !int::is_int(fd.v()) {
                return Err(t.type_error("expected integer from opener"));
            }
            let fd = ospath::fd_arg(t, fd.v())?;
            if fd < 0 {
                return Err(t.value_error(format_args!("opener returned {fd}")));
            }
            // SAFETY: a call about a descriptor.
            unsafe { libc::ioctl(fd, libc::FIOCLEX) };
            fd
        }
    };
    let checked = stat(t, fd)
        .and_then(|st| if st.st_mode & libc::S_IFMT == libc::S_IFDIR { Err(libc::EISDIR) } else { Ok(st) });
    match checked {
        Ok(st) if st.st_blksize > 1 => f.blksize.store(st.st_blksize as u32, Relaxed),
        Ok(_) => {}
        // Only what says that it is no file to work with.
        Err(e) => {
            if own {
                close_fd(t, fd).ok();
            }
            if e == libc::EBADF || e == libc::EISDIR {
                return Err(t.os_error(e, Some(name)));
            }
        }
    }
    f.fd.store(fd, Relaxed);
    ops::setattr(t, this, t.intern("name").v(), name)?;
    if appending {
        // SAFETY: a call about a descriptor.
        let _ = retry(t, || unsafe { libc::lseek(fd, 0, libc::SEEK_END) });
    }
    Ok(Ref::NONE)
}

fn stat(t: &Thread, fd: i32) -> Result<libc::stat, i32> {
    t.blocking(|| {
        // SAFETY: all zeros is a stat.
        let mut st: libc::stat = unsafe { std::mem::zeroed() };
        // SAFETY: there is room for the answer.
        if unsafe { libc::fstat(fd, &mut st) } < 0 { Err(errno()) } else { Ok(st) }
    })
}

fn close_fd(t: &Thread, fd: i32) -> Res<()> {
    // SAFETY: the descriptor is ours. EINTR: it is closed all the same.
    let e = t.blocking(|| if unsafe { libc::close(fd) } < 0 { errno() } else { 0 });
    if e != 0 && e != libc::EINTR {
        return Err(t.os_error(e, None));
    }
    Ok(())
}

/// The descriptor; ValueError if closed.
pub fn fd(t: &Thread, v: Value) -> Res<i32> {
    let fd = file(&v).fd.load(Relaxed);
    if fd < 0 {
        return Err(t.value_error("I/O operation on closed file"));
    }
    Ok(fd)
}

fn fd_for(t: &Thread, v: Value, reading: bool) -> Res<i32> {
    let n = fd(t, v)?;
    let f = file(&v);
    if reading && !f.readable.load(Relaxed) {
        return Err(unsupported(t, "File not open for reading"));
    }
    if !reading && !f.writable.load(Relaxed) {
        return Err(unsupported(t, "File not open for writing"));
    }
    Ok(n)
}

/// Reads what one call gives; `None`: it would block.
pub fn read_into(t: &Thread, v: Value, to: &mut [u8]) -> Res<Option<usize>> {
    let fd = fd_for(t, v, true)?;
    let (p, n) = (to.as_mut_ptr() as usize, to.len());
    // SAFETY: there is room for `n` bytes, and the buffer is the caller's alone.
    match crate::ospath::call(t, || unsafe { libc::read(fd, p as *mut libc::c_void, n) as i64 })? {
        Ok(n) => Ok(Some(n as usize)),
        Err(libc::EAGAIN) => Ok(None),
        Err(e) => Err(t.os_error(e, None)),
    }
}

/// Writes what one call takes; `None`: it would block.
pub fn write_from(t: &Thread, v: Value, from: &[u8]) -> Res<Option<usize>> {
    let fd = fd_for(t, v, false)?;
    let (p, n) = (from.as_ptr() as usize, from.len());
    // SAFETY: `n` bytes to read, which nobody changes.
    match crate::ospath::call(t, || unsafe { libc::write(fd, p as *const libc::c_void, n) as i64 })? {
        Ok(n) => Ok(Some(n as usize)),
        Err(libc::EAGAIN) => Ok(None),
        Err(e) => Err(t.os_error(e, None)),
    }
}

/// Moves the descriptor's position.
pub fn seek_to(t: &Thread, v: Value, offset: i64, whence: i32) -> Res<i64> {
    let fd = fd(t, v)?;
    // SAFETY: a call about a descriptor.
    retry(t, || unsafe { libc::lseek(fd, offset, whence) }).map_err(|e| t.os_error(e, None))
}

/// Everything from here on; `None`: it would block at once.
pub fn read_all(t: &Thread, v: Value) -> Res<Option<Vec<u8>>> {
    let fd = fd_for(t, v, true)?;
    let size = stat(t, fd).map_or(0, |st| st.st_size);
    // SAFETY: a call about a descriptor.
    let at = if size > 0 { t.blocking(|| unsafe { libc::lseek(fd, 0, libc::SEEK_CUR) }) } else { 0 };
    let guess = if size > at && at >= 0 { (size - at) as usize + 1 } else { 8192 };
    let mut all: Vec<u8> = Vec::with_capacity(guess.min(1 << 32));
    loop {
        if all.capacity() - all.len() < 32 {
            let more = all.len().clamp(8192, 64 << 20);
            all.reserve(more);
        }
        let len = all.len();
        all.resize(all.capacity(), 0);
        let got = read_into(t, v, &mut all[len..]);
        match got {
            Err(e) => return Err(e),
            Ok(None) => {
                all.truncate(len);
                return Ok(if len > 0 { Some(all) } else { None });
            }
            Ok(Some(n)) => {
                all.truncate(len + n);
                if n == 0 {
                    return Ok(Some(all));
                }
            }
        }
    }
}

fn readall(t: &Thread, a: &[Value]) -> Res {
    Ok(read_all(t, a[0])?.map_or(Ref::NONE, |all| bytes::from_vec(t, all)))
}

/// Whether seeking works.
pub fn seekable(t: &Thread, v: Value) -> Res<bool> {
    let fd = fd(t, v)?;
    let f = file(&v);
    let known = f.seekable.load(Relaxed);
    if known >= 0 {
        return Ok(known > 0);
    }
    // SAFETY: a call about a descriptor.
    let can = retry(t, || unsafe { libc::lseek(fd, 0, libc::SEEK_CUR) }).is_ok();
    f.seekable.store(i32::from(can), Relaxed);
    Ok(can)
}

fn count(t: &Thread, n: Option<usize>) -> Ref {
    n.map_or(Ref::NONE, |n| t.int(n as i64))
}

const METHODS: &[Def] = &[
    def("read($self, size=-1, /)", |t, a| {
        fd_for(t, a[0], true)?;
        let n = if a[1].is_none_or_undef() { -1 } else { arg_size(t, a[1])? };
        if n < 0 {
            return ops::call_method(t, a[0], "readall", &[]);
        }
        let mut data = heddle_objects::types::size::zeroed(t, n as usize)?;
        Ok(match read_into(t, a[0], &mut data)? {
            Some(n) => {
                data.truncate(n);
                bytes::from_vec(t, data)
            }
            None => Ref::NONE,
        })
    }),
    def("readall($self, /)", readall),
    def("readinto($self, buffer, /)", |t, a| {
        fd_for(t, a[0], true)?;
        let memory = BufferMut::argument(t, a[1], "readinto")?;
        let mut data = vec![0; memory.len()];
        let n = read_into(t, a[0], &mut data)?;
        memory.write(t, 0, &data[..n.unwrap_or(0)])?;
        Ok(count(t, n))
    }),
    def("write($self, b, /)", |t, a| {
        fd_for(t, a[0], false)?;
        let data = Buffer::get(t, a[1])?;
        Ok(count(t, write_from(t, a[0], &data)?))
    }),
    def("seek($self, pos, whence=0, /)", |t, a| {
        fd(t, a[0])?;
        if heddle_objects::types::float::FLOAT.is_instance(a[1]) {
            return Err(t.type_error("an integer is required"));
        }
        let offset = ops::arg_i64(t, a[1])?;
        let whence = if a[2].is_undef() { 0 } else { ops::arg_i32(t, a[2])? };
        Ok(t.int(seek_to(t, a[0], offset, whence)?))
    }),
    def("tell($self, /)", |t, a| Ok(t.int(seek_to(t, a[0], 0, libc::SEEK_CUR)?))),
    def("truncate($self, size=None, /)", |t, a| {
        let n = fd_for(t, a[0], false)?;
        let size = if a[1].is_none_or_undef() {
            seek_to(t, a[0], 0, libc::SEEK_CUR)?
        } else {
            ops::arg_i64(t, a[1])?
        };
        // SAFETY: a call about a descriptor.
        retry(t, || unsafe { libc::ftruncate(n, size) }).map_err(|e| t.os_error(e, None))?;
        Ok(t.int(size))
    }),
    def("close($self, /)", |t, a| {
        let f = file(&a[0]);
        let raw_close = {
            let base = RAW_IO_BASE.get();
            let close = ops::getattr_str(t, base, "close")?;
            ops::call_pos(t, close.v(), &[a[0]])
        };
        let old = f.fd.load(Relaxed);
        if !f.closefd.load(Relaxed) {
            f.fd.store(-1, Relaxed);
            return raw_close;
        }
        if old >= 0 && f.finalizing.load(Relaxed) {
            dealloc_warn(t, a[0], a[0])?;
        }
        if f.fd.swap(-1, Relaxed) >= 0 {
            close_fd(t, old)?;
        }
        raw_close
    }),
    def("seekable($self, /)", |t, a| Ok(Ref::bool(seekable(t, a[0])?))),
    def("readable($self, /)", |t, a| {
        fd(t, a[0])?;
        Ok(Ref::bool(file(&a[0]).readable.load(Relaxed)))
    }),
    def("writable($self, /)", |t, a| {
        fd(t, a[0])?;
        Ok(Ref::bool(file(&a[0]).writable.load(Relaxed)))
    }),
    def("fileno($self, /)", |t, a| Ok(t.int(i64::from(fd(t, a[0])?)))),
    def("isatty($self, /)", |t, a| {
        let fd = fd(t, a[0])?;
        // SAFETY: a call about a descriptor.
        Ok(Ref::bool(t.blocking(|| unsafe { libc::isatty(fd) }) != 0))
    }),
    def("_isatty_open_only($self, /)", |t, a| {
        let fd = fd(t, a[0])?;
        // SAFETY: a call about a descriptor.
        Ok(Ref::bool(t.blocking(|| unsafe { libc::isatty(fd) }) != 0))
    }),
    def("_dealloc_warn($self, source, /)", |t, a| {
        dealloc_warn(t, a[0], a[1])?;
        Ok(Ref::NONE)
    }),
    def("__getstate__($self, /)", super::no_pickle),
];

/// The ResourceWarning of a file that nobody closed.
fn dealloc_warn(t: &Thread, v: Value, source: Value) -> Res<()> {
    let f = file(&v);
    if f.fd.load(Relaxed) < 0 || !f.closefd.load(Relaxed) {
        return Ok(());
    }
    let text = format!("unclosed file {}", ops::repr_text(t, source)?);
    match super::warn(t, &exc::RESOURCE_WARNING, &text) {
        Err(e) if e.is(&exc::WARNING) => {
            exc::unraisable(t, e, "Exception ignored while finalizing file", v);
            Ok(())
        }
        _ => Ok(()),
    }
}
