//! `BufferedReader`, `BufferedWriter`, `BufferedRandom`: buffers over a raw stream; `BufferedRWPair` in [`pair`].
//!
//! A stream's gate serialises its calls; see [`core`] for what runs inside.

pub mod core;
pub mod pair;

use self::core::{Buffered, check_open, enter, object, of, raw};
use super::base::BUFFERED_IO_BASE;
use super::unsupported;
use crate::util::{arg_size, shape_of_class};
use heddle_objects::native::{Args, Def, def};
use heddle_objects::payload::Payload;
use heddle_objects::slots::Slots;
use heddle_objects::typeobj::{GetSet, NativeType, TypeDef, flags, getset, getter};
use heddle_objects::types::buffer::{Buffer, BufferMut};
use heddle_objects::types::{bytes, exceptions as exc};
use heddle_objects::{Ref, Res, Thread, Value, ops};
use heddle_threads::sync::atomic::Ordering::*;

/// `_io.BufferedReader`
pub static READER: NativeType = NativeType::new(TypeDef {
    base: Some(&BUFFERED_IO_BASE),
    flags: flags::BASE,
    methods: READER_METHODS,
    getset: GETSET,
    doc: "Create a new buffered reader using the given readable raw IO object.",
    ..TypeDef::new("_io.BufferedReader", Buffered::vtable, |s| {
        common(s);
        s.init = Some(|t, v, a| init(t, v, a, "BufferedReader", true, false));
    })
});

/// `_io.BufferedWriter`
pub static WRITER: NativeType = NativeType::new(TypeDef {
    base: Some(&BUFFERED_IO_BASE),
    flags: flags::BASE,
    methods: WRITER_METHODS,
    getset: GETSET,
    doc: "A buffer for a writeable sequential RawIO object.",
    ..TypeDef::new("_io.BufferedWriter", Buffered::vtable, |s| {
        common(s);
        s.iter = None;
        s.next = None;
        s.init = Some(|t, v, a| init(t, v, a, "BufferedWriter", false, true));
    })
});

/// `_io.BufferedRandom`
pub static RANDOM: NativeType = NativeType::new(TypeDef {
    base: Some(&BUFFERED_IO_BASE),
    flags: flags::BASE,
    methods: RANDOM_METHODS,
    getset: GETSET,
    doc: "A buffered interface to random access streams.",
    ..TypeDef::new("_io.BufferedRandom", Buffered::vtable, |s| {
        common(s);
        s.init = Some(|t, v, a| init(t, v, a, "BufferedRandom", true, true));
    })
});

fn common(s: &mut Slots) {
    s.del = Some(super::base::finalise);
    s.new = Some(|t, cls, _| Ok(t.alloc(shape_of_class(cls), Buffered::new())));
    s.repr = Some(repr);
    s.next = Some(|t, v| {
        if READER.is_exact(v) || RANDOM.is_exact(v) {
            check_open(t, v, "readline of closed file")?;
            let line = {
                let _gate = enter(t, &v)?;
                core::readline(t, v, -1)?
            };
            return Ok(if line.is_empty() { Ref::UNDEF } else { bytes::from_vec(t, line) });
        }
        let line = ops::call_method(t, v, "readline", &[])?;
        if !bytes::is_bytes(line.v()) {
            return Err(t.error(
                &exc::OS_ERROR,
                format_args!(
                    "readline() should have returned a bytes object, not '{}'",
                    ops::type_name(line.v())
                ),
            ));
        }
        Ok(if ops::len(t, line.v())? == 0 { Ref::UNDEF } else { line })
    });
}

fn repr(t: &Thread, v: Value) -> Res {
    let ty = crate::util::full_name(t, ops::type_of(v))?;
    let name = match ops::getattr_opt(t, v, t.intern("name").v()) {
        Err(e) if e.is(&exc::VALUE_ERROR) => Ref::UNDEF,
        other => other?,
    };
    if name.is_undef() {
        return Ok(t.str(&format!("<{ty}>")));
    }
    if !t.repr_enter(v) {
        return Err(t.runtime_error(format_args!("reentrant call inside {ty}.__repr__")));
    }
    let name = ops::repr_text(t, name.v());
    t.repr_leave(v);
    Ok(t.str(&format!("<{ty} name={}>", name?)))
}

/// `__init__`
fn init(t: &Thread, v: Value, args: Args, name: &str, reads: bool, writes: bool) -> Res<()> {
    static SIG: heddle_objects::native::LazySignature =
        heddle_objects::native::LazySignature::new("__init__($self, raw, buffer_size=131072)");
    let mut got = (Ref::UNDEF, super::DEFAULT_BUFFER_SIZE as isize);
    let bound = SIG.call(t, v, args, |t, a| {
        let size = if a[2].is_undef() { t.int(super::DEFAULT_BUFFER_SIZE as i64) } else { Ref::new(a[2]) };
        Ok(heddle_objects::types::tuple::from_refs(t, vec![Ref::new(a[1]), size]))
    })?;
    if let Some([raw, size]) = heddle_objects::types::tuple::try_items(&bound) {
        got = (Ref::new(*raw), arg_size(t, *size)?);
    }
    let (raw, size) = got;
    let _ = name;
    let b = of(&v);
    b.ready.store(false, Release);
    b.detached.store(false, Relaxed);
    if reads && writes {
        able(t, raw.v(), "seekable", "File or stream is not seekable.")?;
    }
    if reads {
        able(t, raw.v(), "readable", "File or stream is not readable.")?;
    }
    if writes {
        able(t, raw.v(), "writable", "File or stream is not writable.")?;
    }
    if size <= 0 {
        return Err(t.value_error("buffer size must be strictly positive"));
    }
    b.raw.set(t, ops::object(v), raw);
    *b.state.lock() = core::State { size: size as usize, raw_at: -1, ..Default::default() };
    b.ready.store(true, Release);
    match core::raw_tell(t, v) {
        Ok(_) => Ok(()),
        // No position: a pipe.
        Err(e) if e.is(&exc::EXCEPTION) => Ok(()),
        Err(e) => Err(e),
    }
}

fn able(t: &Thread, raw: Value, method: &str, message: &str) -> Res<()> {
    let able = ops::call_method(t, raw, method, &[])?;
    if !ops::truth(t, able.v())? {
        return Err(unsupported(t, message));
    }
    Ok(())
}

/// Bytes of a write, from natives.
pub fn write_bytes(t: &Thread, v: Value, data: &[u8]) -> Res<()> {
    let _gate = enter(t, &v)?;
    check_open(t, v, "write to closed file")?;
    core::write(t, v, data)
}

/// `read1` for natives.
pub fn read1_bytes(t: &Thread, v: Value, n: isize) -> Res<Vec<u8>> {
    check_open(t, v, "read of closed file")?;
    let _gate = enter(t, &v)?;
    core::read1(t, v, n)
}

fn read(t: &Thread, a: &[Value]) -> Res {
    let n = if a[1].is_none_or_undef() { -1 } else { arg_size(t, a[1])? };
    if n < -1 {
        return Err(t.value_error("read length must be non-negative or -1"));
    }
    check_open(t, a[0], "read of closed file")?;
    let data = {
        let _gate = enter(t, &a[0])?;
        if n < 0 { core::read_all(t, a[0])? } else { core::read(t, a[0], n as usize)? }
    };
    Ok(object(t, data))
}

fn read1(t: &Thread, a: &[Value]) -> Res {
    let n = if a[1].is_undef() { -1 } else { arg_size(t, a[1])? };
    raw(t, a[0])?;
    Ok(bytes::from_vec(t, read1_bytes(t, a[0], n)?))
}

fn readinto(t: &Thread, a: &[Value], once: bool) -> Res {
    let memory = BufferMut::argument(t, a[1], if once { "readinto1" } else { "readinto" })?;
    check_open(t, a[0], "readinto of closed file")?;
    let data = {
        let _gate = enter(t, &a[0])?;
        if once {
            Some(core::read1(t, a[0], memory.len() as isize)?)
        } else {
            core::read(t, a[0], memory.len())?
        }
    };
    let Some(data) = data else { return Ok(Ref::NONE) };
    memory.write(t, 0, &data)?;
    Ok(t.int(data.len() as i64))
}

fn peek(t: &Thread, a: &[Value]) -> Res {
    if !a[1].is_undef() {
        arg_size(t, a[1])?;
    }
    check_open(t, a[0], "peek of closed file")?;
    let ahead = {
        let _gate = enter(t, &a[0])?;
        core::flush_out(t, a[0])?;
        if of(&a[0]).state.lock().unread() == 0 {
            core::fill(t, a[0])?;
        }
        let s = of(&a[0]).state.lock();
        s.ahead[s.used..].to_vec()
    };
    Ok(bytes::from_vec(t, ahead))
}

fn readline(t: &Thread, a: &[Value]) -> Res {
    let limit = if a[1].is_none_or_undef() { -1 } else { arg_size(t, a[1])? };
    check_open(t, a[0], "readline of closed file")?;
    let line = {
        let _gate = enter(t, &a[0])?;
        core::readline(t, a[0], limit)?
    };
    Ok(bytes::from_vec(t, line))
}

fn write(t: &Thread, a: &[Value]) -> Res {
    raw(t, a[0])?;
    let data = Buffer::get(t, a[1])?;
    write_bytes(t, a[0], &data)?;
    Ok(t.int(data.len() as i64))
}

/// `flush`
pub fn flush(t: &Thread, v: Value) -> Res<()> {
    check_open(t, v, "flush of closed file")?;
    let _gate = enter(t, &v)?;
    core::flush_out(t, v)?;
    if of(&v).state.lock().unread() > 0 && RANDOM.is_instance(v) {
        core::rewind(t, v)?;
    }
    Ok(())
}

fn seek(t: &Thread, a: &[Value]) -> Res {
    let v = a[0];
    let whence = if a[2].is_undef() { 0 } else { ops::arg_i32(t, a[2])? };
    if !(0..=4).contains(&whence) {
        return Err(t.value_error(format_args!("whence value {whence} unsupported")));
    }
    check_open(t, v, "seek of closed file")?;
    let raw = raw(t, v)?;
    able(t, raw.v(), "seekable", "File or stream is not seekable.")?;
    let mut target = ops::arg_i64(t, a[1])?;
    let _gate = enter(t, &v)?;
    if whence < 2 && of(&v).state.lock().unread() > 0 {
        let raw_at = core::raw_at(t, v)?;
        let mut s = of(&v).state.lock();
        let start = raw_at - s.ahead.len() as i64;
        let wanted = if whence == 0 { target } else { start + s.used as i64 + target };
        if wanted >= start && wanted <= raw_at {
            s.used = (wanted - start) as usize;
            return Ok(t.int(wanted));
        }
    }
    core::flush_out(t, v)?;
    if whence == 1 {
        target -= of(&v).state.lock().unread() as i64;
    }
    let at = core::raw_seek(t, v, target, whence)?;
    let old = {
        let mut s = of(&v).state.lock();
        s.used = 0;
        std::mem::take(&mut s.ahead)
    };
    drop(old);
    Ok(t.int(at))
}

fn tell(t: &Thread, a: &[Value]) -> Res {
    raw(t, a[0])?;
    let _gate = enter(t, &a[0])?;
    let at = core::raw_tell(t, a[0])?;
    let s = of(&a[0]).state.lock();
    Ok(t.int(at - s.unread() as i64 + s.out.len() as i64))
}

fn truncate(t: &Thread, a: &[Value]) -> Res {
    check_open(t, a[0], "truncate of closed file")?;
    let raw = raw(t, a[0])?;
    if READER.is_instance(a[0]) {
        return Err(unsupported(t, "truncate"));
    }
    let _gate = enter(t, &a[0])?;
    core::flush_out(t, a[0])?;
    let size = if a[1].is_none_or_undef() {
        let at = core::raw_tell(t, a[0])?;
        t.int(at - of(&a[0]).state.lock().unread() as i64)
    } else {
        Ref::new(a[1])
    };
    let done = ops::call_method(t, raw.v(), "truncate", &[size.v()])?;
    of(&a[0]).state.lock().raw_at = -1;
    Ok(done)
}

fn close(t: &Thread, a: &[Value]) -> Res {
    let v = a[0];
    let raw = raw(t, v)?;
    if core::closed(t, v)? {
        return Ok(Ref::NONE);
    }
    if of(&v).finalizing.load(Relaxed) {
        let name = t.intern("_dealloc_warn");
        let warn = ops::getattr_opt(t, raw.v(), name.v())?;
        if !warn.is_undef() {
            drop(ops::call_pos(t, warn.v(), &[v]));
        }
    }
    let flushed = ops::call_method(t, v, "flush", &[]);
    let closed = ops::call_method(t, raw.v(), "close", &[]);
    match (flushed, closed) {
        (Ok(_), closed) => closed,
        (Err(e), Ok(_)) => Err(e),
        (Err(first), Err(second)) => {
            exc::set_context_value(t, second.0.v(), first.0);
            Err(second)
        }
    }
}

fn detach(t: &Thread, a: &[Value]) -> Res {
    raw(t, a[0])?;
    ops::call_method(t, a[0], "flush", &[])?;
    let b = of(&a[0]);
    b.detached.store(true, Relaxed);
    b.ready.store(false, Release);
    Ok(b.raw.swap(t, ops::object(a[0]), Ref::UNDEF))
}

fn delegate(t: &Thread, v: Value, method: &str) -> Res {
    let raw = raw(t, v)?;
    ops::call_method(t, raw.v(), method, &[])
}

fn attribute(t: &Thread, v: Value, name: &str) -> Res {
    let raw = raw(t, v)?;
    ops::getattr_str(t, raw.v(), name)
}

const GETSET: &[GetSet] = &[
    getter("raw", |t, v| {
        let raw = of(&v).raw.get(t, ops::object(v));
        Ok(raw.some().unwrap_or(Ref::NONE))
    }),
    getter("closed", |t, v| attribute(t, v, "closed")),
    getter("name", |t, v| attribute(t, v, "name")),
    getter("mode", |t, v| attribute(t, v, "mode")),
    getset(
        "_finalizing",
        |_, v| Ok(Ref::bool(of(&v).finalizing.load(Relaxed))),
        |t, v, new| {
            of(&v).finalizing.store(ops::truth(t, new)?, Relaxed);
            Ok(())
        },
    ),
];

macro_rules! methods {
    ($name:ident, $($more:expr),*) => {
        const $name: &[Def] = &[
            def("detach($self, /)", detach),
            def("seekable($self, /)", |t, a| delegate(t, a[0], "seekable")),
            def("fileno($self, /)", |t, a| delegate(t, a[0], "fileno")),
            def("isatty($self, /)", |t, a| delegate(t, a[0], "isatty")),
            def("close($self, /)", close),
            def("flush($self, /)", |t, a| flush(t, a[0]).map(|()| Ref::NONE)),
            def("seek($self, target, whence=0, /)", seek),
            def("tell($self, /)", tell),
            def("truncate($self, pos=None, /)", truncate),
            def("_dealloc_warn($self, source, /)", |t, a| {
                let raw = raw(t, a[0])?;
                drop(ops::call_method(t, raw.v(), "_dealloc_warn", &[a[1]]));
                Ok(Ref::NONE)
            }),
            def("__getstate__($self, /)", super::no_pickle),
            def("__sizeof__($self, /)", |t, a| Ok(t.int(160 + of(&a[0]).state.lock().size as i64))),
            $($more),*
        ];
    };
}

methods!(
    READER_METHODS,
    def("read($self, size=-1, /)", read),
    def("read1($self, size=-1, /)", read1),
    def("readinto($self, buffer, /)", |t, a| readinto(t, a, false)),
    def("readinto1($self, buffer, /)", |t, a| readinto(t, a, true)),
    def("readline($self, size=-1, /)", readline),
    def("peek($self, size=0, /)", peek),
    def("readable($self, /)", |t, a| delegate(t, a[0], "readable"))
);

methods!(
    WRITER_METHODS,
    def("write($self, buffer, /)", write),
    def("writable($self, /)", |t, a| delegate(t, a[0], "writable"))
);

methods!(
    RANDOM_METHODS,
    def("read($self, size=-1, /)", read),
    def("read1($self, size=-1, /)", read1),
    def("readinto($self, buffer, /)", |t, a| readinto(t, a, false)),
    def("readinto1($self, buffer, /)", |t, a| readinto(t, a, true)),
    def("readline($self, size=-1, /)", readline),
    def("peek($self, size=0, /)", peek),
    def("readable($self, /)", |t, a| delegate(t, a[0], "readable")),
    def("write($self, buffer, /)", write),
    def("writable($self, /)", |t, a| delegate(t, a[0], "writable"))
);
