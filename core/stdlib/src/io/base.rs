//! `_IOBase` and the three abstract bases over it. Must never know the concrete streams.

use super::unsupported;
use heddle_objects::native::{Def, def};
use heddle_objects::payload::Payload;
use heddle_objects::slots::Slots;
use heddle_objects::typeobj::{NativeType, TypeDef, flags, getter, type_data};
use heddle_objects::types::object::{OBJECT, Plain};
use heddle_objects::types::{buffer::BufferMut, bytearray, bytes, exceptions as exc, list};
use heddle_objects::{Ref, Res, Thread, Value, ops};

/// `_io._IOBase`
pub static IO_BASE: NativeType = NativeType::new(TypeDef {
    flags: flags::BASE | flags::DICT | flags::WEAKREF,
    methods: BASE,
    getset: &[getter("closed", |t, v| Ok(Ref::bool(marked_closed(t, v)?)))],
    doc: "The abstract base class for all I/O classes.",
    ..TypeDef::new("_io._IOBase", <Plain as Payload>::vtable, base_slots)
});

/// `_io._RawIOBase`
pub static RAW_IO_BASE: NativeType = NativeType::new(TypeDef {
    base: Some(&IO_BASE),
    flags: flags::BASE,
    methods: RAW,
    doc: "Base class for raw binary I/O.",
    ..TypeDef::new("_io._RawIOBase", <Plain as Payload>::vtable, |_: &mut Slots| {})
});

/// `_io._BufferedIOBase`
pub static BUFFERED_IO_BASE: NativeType = NativeType::new(TypeDef {
    base: Some(&IO_BASE),
    flags: flags::BASE,
    methods: BUFFERED,
    doc: "Base class for buffered IO objects.",
    ..TypeDef::new("_io._BufferedIOBase", <Plain as Payload>::vtable, |_: &mut Slots| {})
});

/// `_io._TextIOBase`
pub static TEXT_IO_BASE: NativeType = NativeType::new(TypeDef {
    base: Some(&IO_BASE),
    flags: flags::BASE,
    methods: TEXT,
    getset: &[
        getter("encoding", |_, _| Ok(Ref::NONE)),
        getter("newlines", |_, _| Ok(Ref::NONE)),
        getter("errors", |_, _| Ok(Ref::NONE)),
    ],
    doc: "Base class for text I/O.",
    ..TypeDef::new("_io._TextIOBase", <Plain as Payload>::vtable, |_: &mut Slots| {})
});

/// Whether the base's `close` ran: a mark in the instance's dict.
fn marked_closed(t: &Thread, v: Value) -> Res<bool> {
    let mark = t.intern("__IOBase_closed");
    Ok(!ops::getattr_opt(t, v, mark.v())?.is_undef())
}

/// `v.closed`
pub fn is_closed(t: &Thread, v: Value) -> Res<bool> {
    let closed = ops::getattr_str(t, v, "closed")?;
    ops::truth(t, closed.v())
}

/// ValueError if a stream is closed.
pub fn check_closed(t: &Thread, v: Value) -> Res<()> {
    if is_closed(t, v)? {
        return Err(t.value_error("I/O operation on closed file."));
    }
    Ok(())
}

fn check_able(t: &Thread, v: Value, method: &str, what: &str) -> Res<()> {
    let able = ops::call_method(t, v, method, &[])?;
    if !able.is(Value::TRUE) {
        return Err(unsupported(t, &format!("File or stream is not {what}.")));
    }
    Ok(())
}

fn base_slots(s: &mut Slots) {
    // Any arguments: a subclass's `__init__` takes them.
    s.new = Some(|t, cls, _| {
        let base = OBJECT.get();
        match type_data(&base).slots().new {
            Some(f) => f(t, cls, heddle_objects::Args::NONE),
            None => Err(t.type_error("cannot create instances")),
        }
    });
    s.iter = Some(|t, v| {
        check_closed(t, v)?;
        Ok(Ref::new(v))
    });
    s.next = Some(|t, v| {
        let line = ops::call_method(t, v, "readline", &[])?;
        Ok(if ops::len(t, line.v())? == 0 { Ref::UNDEF } else { line })
    });
    s.del = Some(finalise);
}

/// Closes a stream that dies open.
pub(in crate::io) fn finalise(t: &Thread, v: Value) -> Res<()> {
    let closed = match ops::getattr_opt(t, v, t.intern("closed").v()) {
        Ok(closed) if closed.is_undef() => return Ok(()),
        Ok(closed) => ops::truth(t, closed.v()).unwrap_or(true),
        // Not initialised.
        Err(_) => return Ok(()),
    };
    if !closed {
        if let Err(e) = ops::setattr(t, v, t.intern("_finalizing").v(), Value::TRUE) {
            drop(e);
        }
        if let Err(e) = ops::call_method(t, v, "close", &[]) {
            exc::unraisable(t, e, "Exception ignored while finalizing file", v);
        }
    }
    Ok(())
}

/// `readline` by `read` (and `peek`, if there is one).
fn readline(t: &Thread, a: &[Value]) -> Res {
    let limit = if a[1].is_none_or_undef() { -1 } else { crate::util::arg_size(t, a[1])? };
    let peek = ops::getattr_opt(t, a[0], t.intern("peek").v())?;
    let mut line = Vec::new();
    while limit < 0 || (line.len() as isize) < limit {
        let mut n = 1;
        if !peek.is_undef() {
            let ahead = ops::call_pos(t, peek.v(), &[Value::int32(1)])?;
            let Some(ahead) = bytes::try_view(&ahead) else {
                return Err(t.error(
                    &exc::OS_ERROR,
                    format_args!(
                        "peek() should have returned a bytes object, not '{}'",
                        ops::type_name(ahead.v())
                    ),
                ));
            };
            if !ahead.is_empty() {
                n = ahead.iter().position(|&b| b == b'\n').map_or(ahead.len(), |k| k + 1);
                if limit >= 0 {
                    n = n.min(limit as usize - line.len());
                }
            }
        }
        let part = ops::call_method(t, a[0], "read", &[t.int(n as i64).v()])?;
        let Some(part_bytes) = bytes::try_view(&part) else {
            return Err(t.error(
                &exc::OS_ERROR,
                format_args!(
                    "read() should have returned a bytes object, not '{}'",
                    ops::type_name(part.v())
                ),
            ));
        };
        line.extend_from_slice(part_bytes);
        if part_bytes.is_empty() || line.last() == Some(&b'\n') {
            break;
        }
    }
    Ok(bytes::from_vec(t, line))
}

fn readlines(t: &Thread, a: &[Value]) -> Res {
    let hint = if a[1].is_none_or_undef() { -1 } else { crate::util::arg_size(t, a[1])? };
    let lines = list::new(t);
    let mut total = 0;
    let it = ops::iter(t, a[0])?;
    loop {
        t.m.safepoint();
        let line = ops::next(t, it.v())?;
        if line.is_undef() {
            return Ok(lines);
        }
        total += ops::len(t, line.v())? as isize;
        list::append(t, lines.v(), line);
        if hint > 0 && total > hint {
            return Ok(lines);
        }
    }
}

fn check_return(t: &Thread, a: &[Value], f: fn(&Thread, Value) -> Res<()>) -> Res {
    f(t, a[0])?;
    Ok(Ref::TRUE)
}

const BASE: &[Def] = &[
    def("seek($self, offset, whence=os.SEEK_SET, /)", |t, _| Err(unsupported(t, "seek"))),
    def("tell($self, /)", |t, a| ops::call_method(t, a[0], "seek", &[Value::int32(0), Value::int32(1)])),
    def("truncate($self, size=None, /)", |t, _| Err(unsupported(t, "truncate"))),
    def("flush($self, /)", |t, a| {
        if marked_closed(t, a[0])? {
            return Err(t.value_error("I/O operation on closed file."));
        }
        Ok(Ref::NONE)
    }),
    def("close($self, /)", |t, a| {
        if marked_closed(t, a[0])? {
            return Ok(Ref::NONE);
        }
        let flushed = ops::call_method(t, a[0], "flush", &[]);
        ops::setattr(t, a[0], t.intern("__IOBase_closed").v(), Value::TRUE)?;
        flushed?;
        Ok(Ref::NONE)
    }),
    def("seekable($self, /)", |_, _| Ok(Ref::FALSE)),
    def("readable($self, /)", |_, _| Ok(Ref::FALSE)),
    def("writable($self, /)", |_, _| Ok(Ref::FALSE)),
    def("_checkClosed($self, /)", |t, a| {
        check_closed(t, a[0])?;
        Ok(Ref::NONE)
    }),
    def("_checkSeekable($self, /)", |t, a| {
        check_return(t, a, |t, v| check_able(t, v, "seekable", "seekable"))
    }),
    def("_checkReadable($self, /)", |t, a| {
        check_return(t, a, |t, v| check_able(t, v, "readable", "readable"))
    }),
    def("_checkWritable($self, /)", |t, a| {
        check_return(t, a, |t, v| check_able(t, v, "writable", "writable"))
    }),
    def("fileno($self, /)", |t, _| Err(unsupported(t, "fileno"))),
    def("isatty($self, /)", |t, a| {
        check_closed(t, a[0])?;
        Ok(Ref::FALSE)
    }),
    def("__enter__($self, /)", |t, a| {
        check_closed(t, a[0])?;
        Ok(Ref::new(a[0]))
    }),
    def("__exit__($self, /, *exc_info)", |t, a| ops::call_method(t, a[0], "close", &[])),
    def("readline($self, size=-1, /)", readline),
    def("readlines($self, hint=-1, /)", readlines),
    def("writelines($self, lines, /)", |t, a| {
        check_closed(t, a[0])?;
        let write = ops::getattr_str(t, a[0], "write")?;
        ops::for_each(t, a[1], |line| ops::call_pos(t, write.v(), &[line.v()]).map(drop))?;
        Ok(Ref::NONE)
    }),
];

/// What a `readall` gathers from `read`.
fn readall(t: &Thread, v: Value) -> Res {
    let mut all = Vec::new();
    loop {
        let part = ops::call_method(t, v, "read", &[Value::int32(super::DEFAULT_BUFFER_SIZE as i32)])?;
        if part.is_none() {
            return Ok(if all.is_empty() { part } else { bytes::from_vec(t, all) });
        }
        let Some(part) = bytes::try_view(&part) else {
            return Err(t.type_error("read() should return bytes"));
        };
        if part.is_empty() {
            return Ok(bytes::from_vec(t, all));
        }
        all.extend_from_slice(part);
    }
}

const RAW: &[Def] = &[
    def("read($self, size=-1, /)", |t, a| {
        let n = if a[1].is_none_or_undef() { -1 } else { crate::util::arg_size(t, a[1])? };
        if n < 0 {
            return ops::call_method(t, a[0], "readall", &[]);
        }
        let memory = bytearray::from_vec(t, vec![0; n as usize]);
        let got = ops::call_method(t, a[0], "readinto", &[memory.v()])?;
        if got.is_none() {
            return Ok(got);
        }
        let got = ops::index_isize(t, got.v())?;
        if got < 0 || got > n {
            return Err(t.value_error(format_args!("readinto returned {got} outside buffer size {n}")));
        }
        let mut data = bytearray::to_vec(t, memory.v());
        data.truncate(got as usize);
        Ok(bytes::from_vec(t, data))
    }),
    def("readall($self, /)", |t, a| readall(t, a[0])),
    def("readinto($self, buffer, /)", |t, _| Err(unsupported(t, "readinto"))),
    def("write($self, buffer, /)", |t, _| Err(unsupported(t, "write"))),
];

fn readinto_by(t: &Thread, a: &[Value], method: &str) -> Res {
    let memory = BufferMut::argument(t, a[1], if method == "read" { "readinto" } else { "readinto1" })?;
    let data = ops::call_method(t, a[0], method, &[t.int(memory.len() as i64).v()])?;
    let Some(data) = bytes::try_view(&data) else {
        return Err(t.type_error("read() should return bytes"));
    };
    if data.len() > memory.len() {
        return Err(t.value_error(format_args!(
            "read() returned too much data: {} bytes requested, {} returned",
            memory.len(),
            data.len()
        )));
    }
    memory.write(t, 0, data)?;
    Ok(t.int(data.len() as i64))
}

const BUFFERED: &[Def] = &[
    def("detach($self, /)", |t, _| Err(unsupported(t, "detach"))),
    def("read($self, size=-1, /)", |t, _| Err(unsupported(t, "read"))),
    def("read1($self, size=-1, /)", |t, _| Err(unsupported(t, "read1"))),
    def("readinto($self, buffer, /)", |t, a| readinto_by(t, a, "read")),
    def("readinto1($self, buffer, /)", |t, a| readinto_by(t, a, "read1")),
    def("write($self, buffer, /)", |t, _| Err(unsupported(t, "write"))),
];

const TEXT: &[Def] = &[
    def("detach($self, /)", |t, _| Err(unsupported(t, "detach"))),
    def("read($self, size=-1, /)", |t, _| Err(unsupported(t, "read"))),
    def("readline($self, size=-1, /)", |t, _| Err(unsupported(t, "readline"))),
    def("write($self, s, /)", |t, _| Err(unsupported(t, "write"))),
];
