//! `BytesIO`: a stream over bytes in memory. Its state lies in a mutex that is only held for copies.

use super::base::BUFFERED_IO_BASE;
use crate::util::{arg_size, init, shape_of_class};
use heddle_objects::native::{Def, def};
use heddle_objects::payload::Payload;
use heddle_objects::slots::Slots;
use heddle_objects::typeobj::{NativeType, TypeDef, flags, getter};
use heddle_objects::types::buffer::{Buffer, BufferMut, Exporter};
use heddle_objects::types::{bytes, dict, list, memoryview, tuple};
use heddle_objects::{Ref, Res, Thread, Value, ops};
use heddle_threads::sync::Mutex;

struct State {
    data: Vec<u8>,
    at: usize,
    exports: usize,
    closed: bool,
}

/// A BytesIO's payload.
pub struct BytesIo(Mutex<State>);
heddle_objects::payload!(BytesIo {});

/// `_io.BytesIO`
pub static BYTES_IO: NativeType = NativeType::new(TypeDef {
    base: Some(&BUFFERED_IO_BASE),
    flags: flags::BASE,
    methods: METHODS,
    getset: &[getter("closed", |_, v| Ok(Ref::bool(state(&v).lock().closed)))],
    doc: "Buffered I/O implementation using an in-memory bytes buffer.",
    ..TypeDef::new("_io.BytesIO", BytesIo::vtable, slots)
});

fn state(v: &Value) -> &Mutex<State> {
    &v.expect::<BytesIo>().0
}

fn slots(s: &mut Slots) {
    s.new = Some(|t, cls, _| {
        let state = State { data: vec![], at: 0, exports: 0, closed: false };
        Ok(t.alloc(shape_of_class(cls), BytesIo(Mutex::new(state))))
    });
    init!(s, "BytesIO($self, initial_bytes=b'')", |t, a| {
        let data = if a[1].is_none_or_undef() { vec![] } else { Buffer::get(t, a[1])?.into_vec() };
        let old = with(t, a[0], |s| {
            if s.exports > 0 {
                return None;
            }
            s.at = 0;
            Some(std::mem::replace(&mut s.data, data))
        })?;
        match old {
            Some(_) => Ok(Ref::NONE),
            None => Err(exported(t)),
        }
    });
    s.iter = Some(|t, v| {
        with(t, v, |_| ())?;
        Ok(Ref::new(v))
    });
    s.next = Some(|t, v| {
        let line = with(t, v, |s| line(s, -1))?;
        Ok(if line.is_empty() { Ref::UNDEF } else { bytes::from_vec(t, line) })
    });
}

#[cold]
fn exported(t: &Thread) -> heddle_objects::Raised {
    t.buffer_error("Existing exports of data: object cannot be re-sized")
}

/// Runs `f` on the state of an open stream, under its lock.
fn with<R>(t: &Thread, v: Value, f: impl FnOnce(&mut State) -> R) -> Res<R> {
    {
        let mut s = state(&v).lock();
        if !s.closed {
            return Ok(f(&mut s));
        }
    }
    Err(t.value_error("I/O operation on closed file."))
}

fn take(s: &mut State, n: isize) -> Vec<u8> {
    let start = s.at.min(s.data.len());
    let end = if n < 0 { s.data.len() } else { start.saturating_add(n as usize).min(s.data.len()) };
    s.at += end - start;
    s.data[start..end].to_vec()
}

fn line(s: &mut State, limit: isize) -> Vec<u8> {
    let rest = &s.data[s.at.min(s.data.len())..];
    let n = rest.iter().position(|&b| b == b'\n').map_or(rest.len(), |k| k + 1);
    let n = if limit >= 0 { n.min(limit as usize) } else { n };
    take(s, n as isize)
}

fn size(t: &Thread, v: Value) -> Res<isize> {
    if v.is_none_or_undef() { Ok(-1) } else { arg_size(t, v) }
}

fn write(t: &Thread, v: Value, data: Value) -> Res<usize> {
    with(t, v, |_| ())?;
    let data = Buffer::get(t, data)?;
    let done = with(t, v, |s| {
        if data.is_empty() {
            return true;
        }
        let end = s.at + data.len();
        if end > s.data.len() {
            if s.exports > 0 {
                return false;
            }
            if s.at == s.data.len() {
                s.data.extend_from_slice(&data);
                s.at = end;
                return true;
            }
            s.data.resize(end, 0);
        }
        s.data[s.at..end].copy_from_slice(&data);
        s.at = end;
        true
    })?;
    if done { Ok(data.len()) } else { Err(exported(t)) }
}

fn read(t: &Thread, a: &[Value]) -> Res {
    let n = size(t, a[1])?;
    Ok(bytes::from_vec(t, with(t, a[0], |s| take(s, n))?))
}

fn seek(t: &Thread, a: &[Value]) -> Res {
    let offset = arg_size(t, a[1])?;
    let whence = if a[2].is_undef() { 0 } else { ops::arg_i32(t, a[2])? };
    with(t, a[0], |_| ())?;
    if offset < 0 && whence == 0 {
        return Err(t.value_error(format_args!("negative seek value {offset}")));
    }
    let at = with(t, a[0], |s| {
        let base = match whence {
            0 => 0,
            1 => s.at as isize,
            2 => s.data.len() as isize,
            _ => return None,
        };
        s.at = base.saturating_add(offset).max(0) as usize;
        Some(s.at)
    })?;
    match at {
        Some(at) => Ok(t.int(at as i64)),
        None => Err(t.value_error(format_args!("invalid whence ({whence}, should be 0, 1 or 2)"))),
    }
}

fn truncate(t: &Thread, a: &[Value]) -> Res {
    let n = if a[1].is_none_or_undef() { None } else { Some(arg_size(t, a[1])?) };
    if let Some(n) = n.filter(|n| *n < 0) {
        return Err(t.value_error(format_args!("negative size value {n}")));
    }
    let done = with(t, a[0], |s| {
        if s.exports > 0 {
            return None;
        }
        let n = n.map_or(s.at, |n| n as usize);
        s.data.truncate(n);
        Some(n)
    })?;
    done.map(|n| t.int(n as i64)).ok_or_else(|| exported(t))
}

static EXPORT: Exporter = Exporter {
    read: |_, v, f| f(&state(&v).lock().data),
    write: Some(|_, v, f| f(&mut state(&v).lock().data)),
    acquire: |_, v| state(&v).lock().exports += 1,
    release: |_, v| state(&v).lock().exports -= 1,
};

fn always(t: &Thread, a: &[Value]) -> Res {
    with(t, a[0], |_| ())?;
    Ok(Ref::TRUE)
}

const METHODS: &[Def] = &[
    def("readable($self, /)", always),
    def("seekable($self, /)", always),
    def("writable($self, /)", always),
    def("flush($self, /)", |t, a| {
        with(t, a[0], |_| ())?;
        Ok(Ref::NONE)
    }),
    def("isatty($self, /)", |t, a| {
        with(t, a[0], |_| ())?;
        Ok(Ref::FALSE)
    }),
    def("tell($self, /)", |t, a| Ok(t.int(with(t, a[0], |s| s.at)? as i64))),
    def("write($self, b, /)", |t, a| Ok(t.int(write(t, a[0], a[1])? as i64))),
    def("writelines($self, lines, /)", |t, a| {
        with(t, a[0], |_| ())?;
        ops::for_each(t, a[1], |line| write(t, a[0], line.v()).map(drop))?;
        Ok(Ref::NONE)
    }),
    def("read($self, size=-1, /)", read),
    def("read1($self, size=-1, /)", read),
    def("readline($self, size=-1, /)", |t, a| {
        let n = size(t, a[1])?;
        Ok(bytes::from_vec(t, with(t, a[0], |s| line(s, n))?))
    }),
    def("readlines($self, size=None, /)", |t, a| {
        let hint = size(t, a[1])?;
        let lines = list::new(t);
        let mut total = 0;
        loop {
            let line = with(t, a[0], |s| line(s, -1))?;
            if line.is_empty() {
                return Ok(lines);
            }
            total += line.len() as isize;
            list::append(t, lines.v(), bytes::from_vec(t, line));
            if hint > 0 && total >= hint {
                return Ok(lines);
            }
        }
    }),
    def("readinto($self, buffer, /)", |t, a| {
        let memory = BufferMut::argument(t, a[1], "readinto")?;
        let data = with(t, a[0], |s| take(s, memory.len() as isize))?;
        memory.write(t, 0, &data)?;
        Ok(t.int(data.len() as i64))
    }),
    def("seek($self, pos, whence=0, /)", seek),
    def("truncate($self, size=None, /)", truncate),
    def("getvalue($self, /)", |t, a| Ok(bytes::from_vec(t, with(t, a[0], |s| s.data.clone())?))),
    def("getbuffer($self, /)", |t, a| {
        with(t, a[0], |_| ())?;
        memoryview::over_counted(t, a[0], &EXPORT, 0)
    }),
    def("close($self, /)", |t, a| {
        let old = {
            let mut s = state(&a[0]).lock();
            if s.exports > 0 {
                None
            } else {
                s.closed = true;
                Some(std::mem::take(&mut s.data))
            }
        };
        old.map(|_| Ref::NONE).ok_or_else(|| exported(t))
    }),
    def("__getstate__($self, /)", |t, a| {
        let (data, at) = with(t, a[0], |s| (s.data.clone(), s.at))?;
        let d = ops::instance_dict(t, a[0]);
        let d = if d.is_undef() { Ref::NONE } else { dict::copy(t, d.v()) };
        Ok(tuple::from_refs(t, vec![bytes::from_vec(t, data), t.int(at as i64), d]))
    }),
    def("__setstate__($self, state, /)", |t, a| {
        let Some([data, at, d]) = tuple::try_items(&a[1]) else {
            return Err(t.type_error(format_args!(
                "{}.__setstate__ argument should be 3-tuple, got {}",
                ops::type_name(a[0]),
                ops::type_name(a[1])
            )));
        };
        let data = Buffer::get(t, *data)?.into_vec();
        let at = ops::index_isize(t, *at)?;
        if at < 0 {
            return Err(t.value_error("position value cannot be negative"));
        }
        with(t, a[0], |s| (s.data, s.at) = (data, at as usize))?;
        if dict::is_dict(*d) {
            let own = ops::instance_dict(t, a[0]);
            dict::update(t, own.v(), *d)?;
        }
        Ok(Ref::NONE)
    }),
    def("__sizeof__($self, /)", |t, a| Ok(t.int(96 + state(&a[0]).lock().data.capacity() as i64))),
];
