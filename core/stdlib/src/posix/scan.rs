//! `listdir`, `scandir` and its entries. A folder is read whole when it is opened.

use super::path::Path;
use super::stat::{result, stat_at};
use crate::ospath::errno;
use crate::util::flag;
use heddle_objects::native::{Def, def};
use heddle_objects::payload::Payload;
use heddle_objects::slots::Slots;
use heddle_objects::typeobj::{NativeType, TypeDef, flags, getter};
use heddle_objects::types::{bytes, list, str, type_attrs};
use heddle_objects::{Fixed, Ref, Res, Slot, Thread, Value, ops};
use heddle_threads::sync::Mutex;

type Found = (Vec<u8>, u8, u64);

/// Names, kinds and inode numbers in a folder.
fn read(t: &Thread, path: &Path) -> Res<Vec<Found>> {
    let p = path.raw.as_ptr() as usize;
    let fd = path.fd;
    let all = t.blocking(|| {
        // SAFETY: the path is terminated; the stream is closed once; entries are read before the next call.
        unsafe {
            let dir = match fd {
                Some(fd) => {
                    let own = libc::fcntl(fd, libc::F_DUPFD_CLOEXEC, 0);
                    if own < 0 {
                        return Err(errno());
                    }
                    let dir = libc::fdopendir(own);
                    if dir.is_null() {
                        let e = errno();
                        libc::close(own);
                        return Err(e);
                    }
                    libc::rewinddir(dir);
                    dir
                }
                None => libc::opendir(p as *const libc::c_char),
            };
            if dir.is_null() {
                return Err(errno());
            }
            let mut all: Vec<Found> = vec![];
            loop {
                *libc::__errno_location() = 0;
                let entry = libc::readdir(dir);
                if entry.is_null() {
                    let e = errno();
                    libc::closedir(dir);
                    return if e == 0 { Ok(all) } else { Err(e) };
                }
                let name = std::ffi::CStr::from_ptr((*entry).d_name.as_ptr()).to_bytes();
                if name != b"." && name != b".." {
                    all.push((name.to_vec(), (*entry).d_type, (*entry).d_ino));
                }
            }
        }
    });
    all.map_err(|e| path.error(t, e))
}

/// The iterator of `scandir`.
pub struct Scan {
    path: Path2,
    left: Mutex<Option<std::vec::IntoIter<Found>>>,
    object: Fixed,
}
heddle_objects::payload!(Scan { object });

/// What entries need to know about their folder.
#[derive(Clone)]
struct Path2 {
    raw: Vec<u8>,
    fd: Option<i32>,
    is_bytes: bool,
}

/// `posix.ScandirIterator`
pub static SCAN: NativeType = NativeType::new(TypeDef {
    flags: flags::DISALLOW_INSTANTIATION,
    methods: &[
        def("close($self, /)", |_, a| {
            let old = a[0].expect::<Scan>().left.lock().take();
            drop(old);
            Ok(Ref::NONE)
        }),
        def("__enter__($self, /)", |_, a| Ok(Ref::new(a[0]))),
        def("__exit__($self, /, *args)", |_, a| {
            let old = a[0].expect::<Scan>().left.lock().take();
            drop(old);
            Ok(Ref::NONE)
        }),
    ],
    ..TypeDef::new("posix.ScandirIterator", Scan::vtable, |s: &mut Slots| {
        s.iter = Some(crate::util::same);
        s.next = Some(|t, v| {
            let scan = v.expect::<Scan>();
            let found = scan.left.lock().as_mut().and_then(Iterator::next);
            let Some((name, kind, ino)) = found else { return Ok(Ref::UNDEF) };
            Ok(entry(t, &scan.path, &name, kind, ino))
        });
    })
});

/// An entry of a folder.
pub struct Entry {
    name: Fixed,
    path: Fixed,
    raw: Vec<u8>,
    dir: Option<i32>,
    kind: u8,
    ino: u64,
    stat: Slot,
    lstat: Slot,
}
heddle_objects::payload!(Entry { name, path, stat, lstat });

fn entry(t: &Thread, dir: &Path2, name: &[u8], kind: u8, ino: u64) -> Ref {
    let object = |raw: &[u8]| {
        if dir.is_bytes { bytes::new(t, raw) } else { heddle_objects::codecs::fs_decode(t, raw) }
    };
    let mut full = vec![];
    if dir.fd.is_none() {
        full.extend_from_slice(&dir.raw);
        if !full.is_empty() && full.last() != Some(&b'/') {
            full.push(b'/');
        }
    }
    full.extend_from_slice(name);
    let (name, path) = (object(name), object(&full));
    t.alloc(
        ENTRY.shape(),
        Entry {
            name: Fixed::new(name),
            path: Fixed::new(path),
            raw: full,
            dir: dir.fd,
            kind,
            ino,
            stat: Slot::undef(),
            lstat: Slot::undef(),
        },
    )
}

/// `os.DirEntry`
pub static ENTRY: NativeType = NativeType::new(TypeDef {
    flags: flags::DISALLOW_INSTANTIATION,
    methods: &[
        def("is_dir($self, /, *, follow_symlinks=True)", |t, a| is_kind(t, a, libc::DT_DIR, libc::S_IFDIR)),
        def("is_file($self, /, *, follow_symlinks=True)", |t, a| is_kind(t, a, libc::DT_REG, libc::S_IFREG)),
        def("is_symlink($self, /)", |t, a| is_kind(t, &[a[0], Value::FALSE], libc::DT_LNK, libc::S_IFLNK)),
        def("is_junction($self, /)", |_, _| Ok(Ref::FALSE)),
        def("stat($self, /, *, follow_symlinks=True)", |t, a| {
            let follow = flag(t, a[1], true)?;
            entry_stat(t, a[0], follow)
        }),
        def("inode($self, /)", |t, a| Ok(heddle_objects::types::int::from(t, a[0].expect::<Entry>().ino))),
        def("__fspath__($self, /)", |_, a| Ok(a[0].expect::<Entry>().path.get())),
        def("__class_getitem__($cls, item, /)", |t, a| type_attrs::generic_alias(t, a[0], a[1])),
    ],
    getset: &[
        getter("name", |_, v| Ok(v.expect::<Entry>().name.get())),
        getter("path", |_, v| Ok(v.expect::<Entry>().path.get())),
    ],
    ..TypeDef::new("posix.DirEntry", Entry::vtable, |s: &mut Slots| {
        s.repr = Some(|t, v| {
            Ok(t.str(&format!("<DirEntry {}>", ops::repr_text(t, v.expect::<Entry>().name.v())?)))
        });
    })
});

fn raw_stat(t: &Thread, v: Value, follow: bool) -> Result<libc::stat, i32> {
    let e = v.expect::<Entry>();
    let raw = crate::ospath::terminated(e.raw.clone());
    let path = Path { raw, fd: None, is_bytes: false, object: Ref::NONE };
    stat_at(t, e.dir.unwrap_or(libc::AT_FDCWD), &path, follow)
}

fn entry_stat(t: &Thread, v: Value, follow: bool) -> Res {
    let e = v.expect::<Entry>();
    let follow = follow && (e.kind == libc::DT_LNK || e.kind == libc::DT_UNKNOWN);
    let slot = if follow { &e.stat } else { &e.lstat };
    let known = slot.get(t, ops::object(v));
    if !known.is_undef() {
        return Ok(known);
    }
    match raw_stat(t, v, follow) {
        Ok(st) => {
            let r = result(t, &st);
            slot.set(t, ops::object(v), r.clone());
            Ok(r)
        }
        Err(errno) => Err(t.os_error(errno, Some(e.path.v()))),
    }
}

fn is_kind(t: &Thread, a: &[Value], kind: u8, mode: u32) -> Res {
    let follow = flag(t, a[1], true)?;
    let e = a[0].expect::<Entry>();
    if e.kind != libc::DT_UNKNOWN && !(follow && e.kind == libc::DT_LNK) {
        return Ok(Ref::bool(e.kind == kind));
    }
    match raw_stat(t, a[0], follow) {
        Ok(st) => Ok(Ref::bool(st.st_mode & libc::S_IFMT == mode)),
        Err(libc::ENOENT) => Ok(Ref::FALSE),
        Err(errno) => Err(t.os_error(errno, Some(e.path.v()))),
    }
}

/// This file's functions.
pub const FUNCTIONS: &[Def] = &[
    def("listdir(path=None)", |t, a| {
        let path = Path::or_here(t, a[0], "listdir", "path", true)?;
        let all = read(t, &path)?;
        Ok(list::from_refs(t, all.iter().map(|(name, ..)| path.answer(t, name)).collect()))
    }),
    def("scandir(path=None)", |t, a| {
        let path = Path::or_here(t, a[0], "scandir", "path", true)?;
        let all = read(t, &path)?;
        let about = Path2 { raw: path.raw.to_bytes().to_vec(), fd: path.fd, is_bytes: path.is_bytes };
        debug_assert!(path.object.is_none() || !str::is_str(path.object.v()) || !path.is_bytes);
        Ok(t.alloc(
            SCAN.shape(),
            Scan { path: about, left: Mutex::new(Some(all.into_iter())), object: Fixed::new(path.object) },
        ))
    }),
];
