//! `TextIOWrapper`: text over a buffered stream. [`state`] has its codecs, [`read`], [`write`] and [`place`] the work.
//!
//! The gate may be taken again by the thread that has it (a stream below that prints); what lies in the mutex is taken for
//! moments only.

mod place;
mod read;
mod state;
mod write;

use self::state::{State, TextIo, buffer, check_attached, of};
use super::base::{TEXT_IO_BASE, is_closed};
use super::newline::{self, Newline, Translator, seen_newlines};
use crate::util::{arg_size, init, shape_of_class};
use heddle_objects::codecs::{Codec, registry};
use heddle_objects::native::{Def, def};
use heddle_objects::payload::Payload;
use heddle_objects::slots::Slots;
use heddle_objects::typeobj::{GetSet, NativeType, TypeDef, flags, getset, getter};
use heddle_objects::types::{exceptions as exc, str};
use heddle_objects::{Ref, Res, Thread, Value, ops};

/// `_io.TextIOWrapper`
pub static TEXT_IO_WRAPPER: NativeType = NativeType::new(TypeDef {
    base: Some(&TEXT_IO_BASE),
    flags: flags::BASE,
    methods: METHODS,
    getset: GETSET,
    doc: "Character and line based layer over a BufferedIOBase object, buffer.",
    ..TypeDef::new("_io.TextIOWrapper", TextIo::vtable, slots)
});

fn slots(s: &mut Slots) {
    s.del = Some(super::base::finalise);
    s.new = Some(|t, cls, _| Ok(t.alloc(shape_of_class(cls), TextIo::new())));
    init!(
        s,
        "TextIOWrapper($self, buffer, encoding=None, errors=None, newline=None, line_buffering=False, write_through=False)",
        start
    );
    s.repr = Some(repr);
    s.next = Some(|t, v| {
        check_attached(t, v)?;
        of(&v).state.lock().telling = false;
        let line = if TEXT_IO_WRAPPER.is_exact(v) {
            check_closed_fast(t, v)?;
            let _gate = of(&v).gate.enter(t);
            read::readline(t, v, -1)?
        } else {
            let line = ops::call_method(t, v, "readline", &[])?;
            if !str::is_str(line.v()) {
                return Err(t.error(
                    &exc::OS_ERROR,
                    format_args!(
                        "readline() should have returned a str object, not '{}'",
                        ops::type_name(line.v())
                    ),
                ));
            }
            line
        };
        if str::len(line.v()) == 0 {
            let mut s = of(&v).state.lock();
            s.telling = s.seekable;
            s.snapshot = None;
            return Ok(Ref::UNDEF);
        }
        Ok(line)
    });
}

fn repr(t: &Thread, v: Value) -> Res {
    check_attached(t, v)?;
    if !t.repr_enter(v) {
        return Err(t.runtime_error("reentrant call inside _io.TextIOWrapper.__repr__"));
    }
    let mut text = "<_io.TextIOWrapper".to_string();
    let part = |name: &str| -> Res<Option<String>> {
        match ops::getattr_opt(t, v, t.intern(name).v()) {
            Err(e) if e.is(&exc::EXCEPTION) => Ok(None),
            other => {
                let found = other?;
                if found.is_undef() { Ok(None) } else { Ok(Some(ops::repr_text(t, found.v())?)) }
            }
        }
    };
    let made = (|| {
        for name in ["name", "mode", "encoding"] {
            if let Some(shown) = part(name)? {
                text.push_str(&format!(" {name}={shown}"));
            }
        }
        text.push('>');
        Ok(t.str(&text))
    })();
    t.repr_leave(v);
    made
}

fn check_closed_fast(t: &Thread, v: Value) -> Res<()> {
    check_attached(t, v)?;
    if closed(t, v)? {
        return Err(t.value_error("I/O operation on closed file."));
    }
    Ok(())
}

fn closed(t: &Thread, v: Value) -> Res<bool> {
    let below = buffer(t, v)?;
    is_closed(t, below.v())
}

/// The codec of an encoding's name: a native one, or what the registry says.
fn find_codec(t: &Thread, encoding: &str) -> Res<(Option<Codec>, Ref)> {
    match Codec::by_name(encoding) {
        Some(codec @ (Codec::Utf8 | Codec::Ascii | Codec::Latin1)) => return Ok((Some(codec), Ref::UNDEF)),
        _ => {}
    }
    let info = registry::lookup(t, encoding)?;
    let is_text = ops::getattr_opt(t, info.v(), t.intern("_is_text_encoding").v())?;
    if !is_text.is_undef() && !ops::truth(t, is_text.v())? {
        return Err(t.lookup_error(format_args!(
            "'{encoding}' is not a text encoding; use codecs.open() to handle arbitrary codecs"
        )));
    }
    Ok((None, info))
}

/// Makes the incremental codecs of an encoding that is not native.
fn make_codecs(t: &Thread, v: Value, info: Value, errors: Value, newline: Newline) -> Res<()> {
    let io = of(&v);
    let below = io.buffer.get(t, ops::object(v));
    let readable = ops::call_method(t, below.v(), "readable", &[])?;
    let writable = ops::call_method(t, below.v(), "writable", &[])?;
    let (mut decoder, mut encoder) = (Ref::UNDEF, Ref::UNDEF);
    if !info.is_undef() {
        if ops::truth(t, readable.v())? {
            let class = ops::getattr_str(t, info, "incrementaldecoder")?;
            decoder = ops::call_pos(t, class.v(), &[errors])?;
            if matches!(newline, Newline::Universal | Newline::Any) {
                decoder = newline::decoder(t, decoder, newline == Newline::Universal);
            }
        }
        if ops::truth(t, writable.v())? {
            let class = ops::getattr_str(t, info, "incrementalencoder")?;
            encoder = ops::call_pos(t, class.v(), &[errors])?;
        }
    }
    io.decoder.set(t, ops::object(v), decoder);
    io.encoder.set(t, ops::object(v), encoder);
    Ok(())
}

fn text_arg(t: &Thread, v: Value, name: &str) -> Res<Option<String>> {
    if v.is_none_or_undef() {
        return Ok(None);
    }
    if !str::is_str(v) {
        return Err(t.type_error(format_args!(
            "TextIOWrapper() argument '{name}' must be str or None, not {}",
            ops::type_name(v)
        )));
    }
    let text = str::to_utf8(t, v)?;
    if text.contains('\0') {
        return Err(t.value_error("embedded null character"));
    }
    Ok(Some(text))
}

/// `__init__`
fn start(t: &Thread, a: &[Value]) -> Res {
    let v = a[0];
    let io = of(&v);
    io.state.lock().ready = false;
    let encoding = text_arg(t, a[2], "encoding")?;
    if !a[3].is_none_or_undef() && !str::is_str(a[3]) {
        return Err(t.type_error(format_args!(
            "TextIOWrapper() argument 'errors' must be str or None, not {}",
            ops::type_name(a[3])
        )));
    }
    let newline = Newline::arg(t, a[4])?;
    let line_buffering = crate::util::flag(t, a[5], false)?;
    let write_through = crate::util::flag(t, a[6], false)?;
    let encoding = match encoding.as_deref() {
        None | Some("locale") => "UTF-8".to_string(),
        Some(name) => name.to_string(),
    };
    let (codec, info) = find_codec(t, &encoding)?;
    let errors = if a[3].is_none_or_undef() { t.intern("strict") } else { Ref::new(a[3]) };
    let o = ops::object(v);
    io.buffer.set(t, o, Ref::new(a[1]));
    io.encoding.set(t, o, t.str(&encoding));
    io.errors.set(t, o, errors.clone());
    io.decoded.set(t, o, Ref::UNDEF);
    make_codecs(t, v, info.v(), errors.v(), newline)?;
    let seekable = ops::call_method(t, a[1], "seekable", &[])?;
    let seekable = ops::truth(t, seekable.v())?;
    let has_read1 = !ops::getattr_opt(t, a[1], t.intern("read1").v())?.is_undef();
    *io.state.lock() = State {
        ready: true,
        detached: false,
        finalizing: false,
        line_buffering,
        write_through,
        newline,
        codec,
        pending: vec![],
        used: 0,
        held: vec![],
        translator: Translator::default(),
        snapshot: None,
        seekable,
        telling: seekable,
        has_read1,
        chunk_size: 8192,
    };
    let encoder = io.encoder.get(t, o);
    if seekable && !encoder.is_undef() {
        let at = ops::call_method(t, a[1], "tell", &[])?;
        if ops::truth(t, at.v())? {
            ops::call_method(t, encoder.v(), "setstate", &[Value::int32(0)])?;
        }
    }
    Ok(Ref::NONE)
}

fn reconfigure(t: &Thread, a: &[Value]) -> Res {
    let v = a[0];
    let [_, encoding, errors, newline, line_buffering, write_through] = *a else {
        return Err(t.system_error("reconfigure() takes five values"));
    };
    check_attached(t, v)?;
    let io = of(&v);
    let o = ops::object(v);
    let changes_codec = !encoding.is_none_or_undef() || !errors.is_none_or_undef() || !newline.is_undef();
    if changes_codec && !io.decoded.peek().is_undef() && io.state.lock().snapshot.is_some() {
        return Err(super::unsupported(
            t,
            "It is not possible to set the encoding or newline of stream after the first read",
        ));
    }
    let new_newline = if newline.is_undef() { io.state.lock().newline } else { Newline::arg(t, newline)? };
    let new_encoding = text_arg(t, encoding, "encoding")?;
    ops::call_method(t, v, "flush", &[])?;
    if changes_codec {
        let old = io.encoding.get(t, o);
        let name = match new_encoding.as_deref() {
            None => str::lossy(old.v()),
            Some("locale") => "UTF-8".to_string(),
            Some(name) => name.to_string(),
        };
        let errors = if !errors.is_none_or_undef() {
            Ref::new(errors)
        } else if new_encoding.is_some() {
            t.intern("strict")
        } else {
            io.errors.get(t, o)
        };
        let (codec, info) = find_codec(t, &name)?;
        make_codecs(t, v, info.v(), errors.v(), new_newline)?;
        io.encoding.set(t, o, t.str(&name));
        io.errors.set(t, o, errors);
        let mut s = io.state.lock();
        (s.codec, s.newline) = (codec, new_newline);
    }
    let lines = if line_buffering.is_none_or_undef() { None } else { Some(ops::truth(t, line_buffering)?) };
    let through = if write_through.is_none_or_undef() { None } else { Some(ops::truth(t, write_through)?) };
    let mut s = io.state.lock();
    s.line_buffering = lines.unwrap_or(s.line_buffering);
    s.write_through = through.unwrap_or(s.write_through);
    Ok(Ref::NONE)
}

fn flush(t: &Thread, a: &[Value]) -> Res {
    check_closed_fast(t, a[0])?;
    let below = {
        let _gate = of(&a[0]).gate.enter(t);
        {
            let mut s = of(&a[0]).state.lock();
            s.telling = s.seekable;
        }
        write::write_out(t, a[0])?;
        buffer(t, a[0])?
    };
    ops::call_method(t, below.v(), "flush", &[])
}

fn close(t: &Thread, a: &[Value]) -> Res {
    let v = a[0];
    let below = buffer(t, v)?;
    if is_closed(t, below.v())? {
        return Ok(Ref::NONE);
    }
    let finalizing = of(&v).state.lock().finalizing;
    if finalizing {
        let warn = ops::getattr_opt(t, below.v(), t.intern("_dealloc_warn").v())?;
        if !warn.is_undef() {
            drop(ops::call_pos(t, warn.v(), &[v]));
        }
    }
    let flushed = ops::call_method(t, v, "flush", &[]);
    let closed = ops::call_method(t, below.v(), "close", &[]);
    match (flushed, closed) {
        (Ok(_), closed) => closed,
        (Err(e), Ok(_)) => Err(e),
        (Err(first), Err(second)) => {
            exc::set_context_value(t, second.0.v(), first.0);
            Err(second)
        }
    }
}

fn delegate(t: &Thread, v: Value, method: &str) -> Res {
    let below = buffer(t, v)?;
    ops::call_method(t, below.v(), method, &[])
}

const METHODS: &[Def] = &[
    def(
        "reconfigure($self, /, *, encoding=None, errors=None, newline=None, line_buffering=None, write_through=None)",
        reconfigure,
    ),
    def("detach($self, /)", |t, a| {
        check_attached(t, a[0])?;
        ops::call_method(t, a[0], "flush", &[])?;
        {
            let mut s = of(&a[0]).state.lock();
            (s.ready, s.detached) = (false, true);
        }
        Ok(of(&a[0]).buffer.swap(t, ops::object(a[0]), Ref::UNDEF))
    }),
    def("write($self, text, /)", |t, a| {
        check_attached(t, a[0])?;
        if !str::is_str(a[1]) {
            return Err(
                t.type_error(format_args!("write() argument must be str, not {}", ops::type_name(a[1])))
            );
        }
        check_closed_fast(t, a[0])?;
        let _gate = of(&a[0]).gate.enter(t);
        write::write(t, a[0], a[1])?;
        Ok(t.int(str::len(a[1]) as i64))
    }),
    def("read($self, size=-1, /)", |t, a| {
        let n = if a[1].is_none_or_undef() { -1 } else { arg_size(t, a[1])? };
        check_closed_fast(t, a[0])?;
        check_readable(t, a[0])?;
        let _gate = of(&a[0]).gate.enter(t);
        read::read(t, a[0], n)
    }),
    def("readline($self, size=-1, /)", |t, a| {
        let n = if a[1].is_undef() { -1 } else { arg_size(t, a[1])? };
        check_closed_fast(t, a[0])?;
        let _gate = of(&a[0]).gate.enter(t);
        read::readline(t, a[0], n)
    }),
    def("flush($self, /)", flush),
    def("close($self, /)", close),
    def("fileno($self, /)", |t, a| delegate(t, a[0], "fileno")),
    def("seekable($self, /)", |t, a| delegate(t, a[0], "seekable")),
    def("readable($self, /)", |t, a| delegate(t, a[0], "readable")),
    def("writable($self, /)", |t, a| delegate(t, a[0], "writable")),
    def("isatty($self, /)", |t, a| delegate(t, a[0], "isatty")),
    def("seek($self, cookie, whence=0, /)", |t, a| {
        let whence = if a[2].is_undef() { 0 } else { ops::arg_i32(t, a[2])? };
        check_closed_fast(t, a[0])?;
        let _gate = of(&a[0]).gate.enter(t);
        place::seek(t, a[0], a[1], whence)
    }),
    def("tell($self, /)", |t, a| {
        check_closed_fast(t, a[0])?;
        let _gate = of(&a[0]).gate.enter(t);
        place::tell(t, a[0])
    }),
    def("truncate($self, pos=None, /)", |t, a| {
        ops::call_method(t, a[0], "flush", &[])?;
        let below = buffer(t, a[0])?;
        let size = if a[1].is_undef() { Value::NONE } else { a[1] };
        ops::call_method(t, below.v(), "truncate", &[size])
    }),
    def("__getstate__($self, /)", super::no_pickle),
];

/// UnsupportedOperation where there is nothing to read from.
fn check_readable(t: &Thread, v: Value) -> Res<()> {
    let below = buffer(t, v)?;
    if super::buffered::WRITER.is_instance(below.v()) {
        return Err(super::unsupported(t, "not readable"));
    }
    Ok(())
}

const GETSET: &[GetSet] = &[
    getter("buffer", |t, v| {
        let below = of(&v).buffer.get(t, ops::object(v));
        Ok(below.some().unwrap_or(Ref::NONE))
    }),
    getter("encoding", |t, v| {
        let encoding = of(&v).encoding.get(t, ops::object(v));
        Ok(encoding.some().unwrap_or(Ref::NONE))
    }),
    getter("errors", |t, v| {
        check_attached(t, v)?;
        Ok(of(&v).errors.get(t, ops::object(v)))
    }),
    getter("line_buffering", |_, v| Ok(Ref::bool(of(&v).state.lock().line_buffering))),
    getter("write_through", |_, v| Ok(Ref::bool(of(&v).state.lock().write_through))),
    getter("name", |t, v| {
        let below = buffer(t, v)?;
        ops::getattr_str(t, below.v(), "name")
    }),
    getter("closed", |t, v| Ok(Ref::bool(closed(t, v)?))),
    getter("newlines", |t, v| {
        check_attached(t, v)?;
        let decoder = of(&v).decoder.get(t, ops::object(v));
        if !decoder.is_undef() {
            return ops::getattr_str(t, decoder.v(), "newlines");
        }
        let seen = of(&v).state.lock().translator.seen;
        Ok(seen_newlines(t, seen))
    }),
    getset(
        "_CHUNK_SIZE",
        |t, v| {
            check_attached(t, v)?;
            let n = of(&v).state.lock().chunk_size;
            Ok(t.int(n as i64))
        },
        |t, v, new| {
            check_attached(t, v)?;
            if new.is_undef() {
                return Err(t.attribute_error("cannot delete attribute"));
            }
            let n = arg_size(t, new)?;
            if n <= 0 {
                return Err(t.value_error("a strictly positive integer is required"));
            }
            of(&v).state.lock().chunk_size = n as usize;
            Ok(())
        },
    ),
    getset(
        "_finalizing",
        |_, v| Ok(Ref::bool(of(&v).state.lock().finalizing)),
        |t, v, new| {
            let on = ops::truth(t, new)?;
            of(&v).state.lock().finalizing = on;
            Ok(())
        },
    ),
];
