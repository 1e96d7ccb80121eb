//! `mmap`: files and nameless memory, mapped into the process. [`map`] is the mapping itself, this file the type, [`methods`] what
//! moves its position. The memory is touched under the object's lock; who else has it mapped may change it at any time.

mod map;
mod methods;

use crate::NativeModule;
use crate::ospath::errno;
use crate::util::{new, shape_of_class};
use heddle_objects::payload::Payload;
use heddle_objects::slots::Slots;
use heddle_objects::typeobj::{NativeType, TypeDef, flags, getter};
use heddle_objects::types::buffer::{self, Exporter};
use heddle_objects::types::{bytes, exceptions as exc, list, memoryview, seq, slice};
use heddle_objects::{Raised, Ref, Res, Thread, Value, ops};
use heddle_threads::sync::atomic::{AtomicUsize, Ordering::*};
use map::{Access, Map};
use std::cell::UnsafeCell;

/// The module.
pub static MODULE: NativeModule = NativeModule {
    types: &[&MMAP],
    init: |t, m| {
        m.set(t, "error", exc::OS_ERROR.get_ref());
        for (name, n) in NUMBERS {
            m.set_int(t, name, *n);
        }
        for (k, name) in ["ACCESS_DEFAULT", "ACCESS_READ", "ACCESS_WRITE", "ACCESS_COPY"].iter().enumerate() {
            m.set_int(t, name, k as i64);
        }
        let page = map::page_size() as i64;
        m.set_int(t, "PAGESIZE", page);
        m.set_int(t, "ALLOCATIONGRANULARITY", page);
        Ok(())
    },
    ..NativeModule::new("mmap", &[])
};

macro_rules! numbers {
    ($($name:ident)*) => { &[$((stringify!($name), libc::$name as i64)),*] };
}

const NUMBERS: &[(&str, i64)] = numbers! {
    PROT_EXEC PROT_READ PROT_WRITE MAP_SHARED MAP_PRIVATE MAP_ANON MAP_ANONYMOUS MAP_DENYWRITE MAP_EXECUTABLE MAP_NORESERVE
    MAP_POPULATE MAP_STACK MADV_NORMAL MADV_RANDOM MADV_SEQUENTIAL MADV_WILLNEED MADV_DONTNEED MADV_REMOVE MADV_DONTFORK
    MADV_DOFORK MADV_HWPOISON MADV_MERGEABLE MADV_UNMERGEABLE MADV_HUGEPAGE MADV_NOHUGEPAGE MADV_DONTDUMP MADV_DODUMP MADV_FREE
};

/// A mapping's payload.
pub struct Mapping {
    /// Under the object's lock.
    map: UnsafeCell<Map>,
    /// Memoryviews over it; changed under the lock.
    exports: AtomicUsize,
}
heddle_objects::payload!(Mapping {});

/// `mmap.mmap`
static MMAP: NativeType = NativeType::new(TypeDef {
    flags: flags::BASE | flags::WEAKREF,
    methods: methods::METHODS,
    getset: &[getter("closed", |t, v| Ok(Ref::bool(with(t, v, |m, _| m.is_closed()))))],
    doc: "mmap(fileno, length, flags=MAP_SHARED, prot=PROT_READ|PROT_WRITE, access=ACCESS_DEFAULT, offset=0, *, trackfd=True)\n\n\
          Maps length bytes from the file specified by the file descriptor fileno.",
    ..TypeDef::new("mmap.mmap", Mapping::vtable, slots)
});

/// Calls `f` with the mapping and the count of its exports, under the lock.
fn with<R>(t: &Thread, v: Value, f: impl FnOnce(&mut Map, usize) -> R) -> R {
    let o = ops::object(v);
    let this = v.expect::<Mapping>();
    let _lock = o.lock().lock(&t.m);
    // SAFETY: the lock is held.
    f(unsafe { &mut *this.map.get() }, this.exports.load(Relaxed))
}

/// What went wrong under the lock, to be raised after it.
enum Fault {
    Closed,
    ReadOnly,
    Exported(&'static str),
    Value(&'static str),
    Type(&'static str),
    Index(&'static str),
    System(i32),
}

impl Fault {
    #[cold]
    fn raise(self, t: &Thread) -> Raised {
        match self {
            Fault::Closed => t.value_error("mmap closed or invalid"),
            Fault::ReadOnly => t.type_error("mmap can't modify a readonly memory map."),
            Fault::Exported(text) => t.buffer_error(text),
            Fault::Value(text) => t.value_error(text),
            Fault::Type(text) => t.type_error(text),
            Fault::Index(text) => t.index_error(text),
            Fault::System(e) => t.os_error(e, None),
        }
    }
}

/// [`with`] of an open mapping.
fn open<R>(t: &Thread, v: Value, f: impl FnOnce(&mut Map, usize) -> Result<R, Fault>) -> Res<R> {
    let done = with(t, v, |m, exports| if m.is_closed() { Err(Fault::Closed) } else { f(m, exports) });
    done.map_err(|fault| fault.raise(t))
}

/// [`open`] for changes of the bytes.
fn writable<R>(t: &Thread, v: Value, f: impl FnOnce(&mut Map) -> Result<R, Fault>) -> Res<R> {
    open(t, v, |m, _| if m.access == Access::Read { Err(Fault::ReadOnly) } else { f(m) })
}

static EXPORTER: Exporter = Exporter {
    read: |t, v, f| with(t, v, |m, _| f(m.bytes())),
    write: Some(|t, v, f| with(t, v, |m, _| f(m.bytes_mut()))),
    acquire: |t, v| {
        with(t, v, |_, _| v.expect::<Mapping>().exports.fetch_add(1, Relaxed));
    },
    release: |t, v| {
        with(t, v, |_, _| v.expect::<Mapping>().exports.fetch_sub(1, Relaxed));
    },
};

fn export(t: &Thread, v: Value, flags: u32) -> Res {
    (EXPORTER.acquire)(t, v);
    let made = open(t, v, |m, _| Ok((m.bytes().len(), m.access == Access::Read))).and_then(|(len, fixed)| {
        if fixed {
            memoryview::over_readonly(t, v, &EXPORTER, len, flags)
        } else {
            memoryview::over(t, v, &EXPORTER, len, flags)
        }
    });
    (EXPORTER.release)(t, v);
    made
}

fn slots(s: &mut Slots) {
    new!(s, "mmap($type, fileno, length, flags=1, prot=3, access=0, offset=0, *, trackfd=True)", create);
    s.buffer = Some(export);
    s.repr = Some(|t, v| {
        let text = with(t, v, |m, _| m.shown());
        Ok(t.str(&text))
    });
    s.len = Some(|t, v| open(t, v, |m, _| Ok(m.bytes().len())));
    s.iter = Some(|t, v| {
        let all = open(t, v, |m, _| Ok(m.bytes().to_vec()))?;
        let items = list::from_refs(t, all.iter().map(|b| bytes::new(t, &[*b])).collect());
        ops::iter(t, items.v())
    });
    s.getitem = Some(get_item);
    s.setitem = Some(set_item);
}

fn create(t: &Thread, a: &[Value]) -> Res {
    let number = |v: Value, default| if v.is_undef() { Ok(default) } else { ops::arg_i32(t, v) };
    let fd = ops::arg_i32(t, a[1])?;
    let length = crate::util::arg_size(t, a[2])?;
    let length =
        usize::try_from(length).map_err(|_| t.overflow_error("memory mapped length must be positive"))?;
    let (flags, protection) = (number(a[3], libc::MAP_SHARED)?, number(a[4], 3)?);
    let access = number(a[5], 0)?;
    let offset = if a[6].is_undef() { 0 } else { ops::arg_i64(t, a[6])? };
    if offset < 0 {
        return Err(t.overflow_error("memory mapped offset must be positive"));
    }
    let track = crate::util::flag(t, a[7], true)?;
    if access != 0 && (!a[3].is_undef() || !a[4].is_undef()) {
        return Err(t.value_error("mmap can't specify both access and flags, prot."));
    }
    let plan = map::Plan::new(access, flags, protection)
        .ok_or_else(|| t.value_error("mmap invalid access parameter."))?;
    let map = map::create(fd, length, offset, plan, track).map_err(|fault| fault.raise(t))?;
    let this = Mapping { map: UnsafeCell::new(map), exports: AtomicUsize::new(0) };
    Ok(t.alloc(shape_of_class(a[0]), this))
}

fn get_item(t: &Thread, v: Value, key: Value) -> Res {
    if slice::is_slice(key) {
        let bounds = slice::unpack(t, key)?;
        let part = open(t, v, |m, _| {
            let all = m.bytes();
            let (start, _, count) = slice::adjust(bounds, all.len());
            Ok(match bounds.2 {
                1 => all[start as usize..start as usize + count].to_vec(),
                _ => (0..count as isize).map(|k| all[(start + k * bounds.2) as usize]).collect(),
            })
        })?;
        return Ok(bytes::from_vec(t, part));
    }
    let k = index(t, key)?;
    let byte = open(t, v, |m, _| {
        let all = m.bytes();
        seq::wrap_index(k, all.len()).map(|k| all[k]).ok_or(Fault::Index("mmap index out of range"))
    })?;
    Ok(t.int(byte.into()))
}

fn index(t: &Thread, key: Value) -> Res<isize> {
    if !seq::is_index(key) {
        return Err(t.type_error("mmap indices must be integers"));
    }
    ops::index_isize(t, key)
}

fn set_item(t: &Thread, v: Value, key: Value, new: Value) -> Res<()> {
    open(t, v, |m, _| if m.access == Access::Read { Err(Fault::ReadOnly) } else { Ok(()) })?;
    if slice::is_slice(key) {
        let bounds = slice::unpack(t, key)?;
        if new.is_undef() {
            return Err(t.type_error("mmap object doesn't support slice deletion"));
        }
        let data = buffer::to_vec(t, new)?;
        return writable(t, v, |m| {
            let all = m.bytes_mut();
            let (start, _, count) = slice::adjust(bounds, all.len());
            if data.len() != count {
                return Err(Fault::Index("mmap slice assignment is wrong size"));
            }
            for (k, byte) in data.iter().enumerate() {
                all[(start + k as isize * bounds.2) as usize] = *byte;
            }
            Ok(())
        });
    }
    let k = index(t, key)?;
    if new.is_undef() {
        return Err(t.type_error("mmap object doesn't support item deletion"));
    }
    if !seq::is_index(new) {
        return Err(t.type_error("mmap item value must be an int"));
    }
    let n = ops::index_isize(t, new)?;
    let byte = u8::try_from(n).map_err(|_| t.value_error("mmap item value must be in range(0, 256)"))?;
    writable(t, v, |m| {
        let all = m.bytes_mut();
        let k = seq::wrap_index(k, all.len()).ok_or(Fault::Index("mmap index out of range"))?;
        all[k] = byte;
        Ok(())
    })
}

/// An error of the last system call.
fn system() -> Fault {
    Fault::System(errno())
}
