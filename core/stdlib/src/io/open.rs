//! `open` and its kin. Must never know how streams work.

use super::{buffered, fileio, text};
use heddle_objects::native::{Def, def, def_doc};
use heddle_objects::types::{exceptions as exc, str};
use heddle_objects::{Raised, Ref, Res, Thread, Value, ops};

/// The module's functions.
pub const FUNCTIONS: &[Def] = &[
    def_doc(
        "open(file, mode='r', buffering=-1, encoding=None, errors=None, newline=None, closefd=True, opener=None)",
        open,
        "Open file and return a stream.  Raise OSError upon failure.",
    ),
    def("open_code(path)", |t, a| {
        if !str::is_str(a[0]) {
            return Err(t.type_error(format_args!(
                "open_code() argument 'path' must be str, not {}",
                ops::type_name(a[0])
            )));
        }
        open(
            t,
            &[
                a[0],
                t.intern("rb").v(),
                Value::UNDEF,
                Value::UNDEF,
                Value::UNDEF,
                Value::UNDEF,
                Value::UNDEF,
                Value::UNDEF,
            ],
        )
    }),
    def("text_encoding(encoding, stacklevel=2, /)", |t, a| {
        if a[0].is_none() {
            warn_default(t, if a[1].is_undef() { 2 } else { ops::arg_i64(t, a[1])? })?;
            return Ok(t.intern("locale"));
        }
        Ok(Ref::new(a[0]))
    }),
];

/// The EncodingWarning of `-X warn_default_encoding`.
pub(super) fn warn_default(t: &Thread, level: i64) -> Res<()> {
    let flags = heddle_interp::sys_attr(t, "flags");
    let asked = ops::getattr_opt(t, flags.v(), t.intern("warn_default_encoding").v())?;
    if asked.is_undef() || !ops::truth(t, asked.v())? {
        return Ok(());
    }
    heddle_interp::try_warn(t, "EncodingWarning", "'encoding' argument not specified", level)
}

struct Mode {
    text: bool,
    binary: bool,
    creating: bool,
    reading: bool,
    writing: bool,
    appending: bool,
    updating: bool,
}

fn parse(t: &Thread, mode: &str) -> Res<Mode> {
    let invalid = || t.value_error(format_args!("invalid mode: '{mode}'"));
    let mut seen: Vec<char> = vec![];
    for c in mode.chars() {
        if !"xrwabt+".contains(c) || seen.contains(&c) {
            return Err(invalid());
        }
        seen.push(c);
    }
    let has = |c| seen.contains(&c);
    let m = Mode {
        text: has('t'),
        binary: has('b'),
        creating: has('x'),
        reading: has('r'),
        writing: has('w'),
        appending: has('a'),
        updating: has('+'),
    };
    if m.text && m.binary {
        return Err(t.value_error("can't have text and binary mode at once"));
    }
    let n = [m.creating, m.reading, m.writing, m.appending].iter().filter(|b| **b).count();
    if n != 1 {
        return Err(t.value_error(if n == 0 {
            "Must have exactly one of create/read/write/append mode and at most one plus"
        } else {
            "must have exactly one of create/read/write/append mode"
        }));
    }
    Ok(m)
}

/// `open(file, mode, buffering, encoding, errors, newline, closefd, opener)`
pub fn open(t: &Thread, a: &[Value]) -> Res {
    let [file, mode, buffering, encoding, errors, newline, closefd, opener] = *a else {
        return Err(t.system_error("open() takes eight values"));
    };
    for (v, name) in [(mode, "mode"), (encoding, "encoding"), (errors, "errors"), (newline, "newline")] {
        let optional = name != "mode" && v.is_none();
        if !v.is_undef() && !optional && !str::is_str(v) {
            let wanted = if name == "mode" { "str" } else { "str or None" };
            return Err(t.type_error(format_args!(
                "open() argument '{name}' must be {wanted}, not {}",
                ops::type_name(v)
            )));
        }
    }
    let mode_text = if mode.is_undef() { "r".to_string() } else { str::to_utf8(t, mode)? };
    let mut buffering = if buffering.is_undef() { -1 } else { i64::from(ops::arg_i32(t, buffering)?) };
    let path = if heddle_objects::types::int::is_int(file) {
        Ref::new(file)
    } else {
        crate::ospath::fspath(t, file)?
    };
    let m = parse(t, &mode_text)?;
    if m.binary {
        for (v, message) in [
            (encoding, "binary mode doesn't take an encoding argument"),
            (errors, "binary mode doesn't take an errors argument"),
            (newline, "binary mode doesn't take a newline argument"),
        ] {
            if !v.is_none_or_undef() {
                return Err(t.value_error(message));
            }
        }
        if buffering == 1 {
            super::warn(
                t,
                &exc::RUNTIME_WARNING,
                "line buffering (buffering=1) isn't supported in binary mode, the default buffer size will be used",
            )?;
        }
    }
    let mut raw_mode = String::new();
    for (on, c) in
        [(m.creating, 'x'), (m.reading, 'r'), (m.writing, 'w'), (m.appending, 'a'), (m.updating, '+')]
    {
        if on {
            raw_mode.push(c);
        }
    }
    let closefd = if closefd.is_undef() { Value::TRUE } else { closefd };
    let opener = if opener.is_undef() { Value::NONE } else { opener };
    let raw = ops::call_pos(t, fileio::FILE_IO.get(), &[path.v(), t.str(&raw_mode).v(), closefd, opener])?;
    let closing = |layer: &Ref, e: Raised| -> Raised {
        if let Err(second) = ops::call_method(t, layer.v(), "close", &[]) {
            drop(second);
        }
        e
    };
    let tty = if buffering < 0 || buffering == 1 {
        let tty = ops::call_method(t, raw.v(), "isatty", &[]).map_err(|e| closing(&raw, e))?;
        ops::truth(t, tty.v())?
    } else {
        false
    };
    let line_buffering = buffering == 1 && !m.binary || buffering < 0 && tty;
    if buffering < 0 || buffering == 1 {
        let block = ops::getattr_str(t, raw.v(), "_blksize").map_err(|e| closing(&raw, e))?;
        let block = ops::arg_i64(t, block.v())?;
        buffering = if tty { 8192 } else { block.clamp(super::DEFAULT_BUFFER_SIZE as i64, 8 << 20) };
    }
    if buffering == 0 {
        if !m.binary {
            return Err(closing(&raw, t.value_error("can't have unbuffered text I/O")));
        }
        return Ok(raw);
    }
    let class = if m.updating {
        &buffered::RANDOM
    } else if m.reading {
        &buffered::READER
    } else {
        &buffered::WRITER
    };
    let buffer =
        ops::call_pos(t, class.get(), &[raw.v(), t.int(buffering).v()]).map_err(|e| closing(&raw, e))?;
    if m.binary {
        return Ok(buffer);
    }
    let or_none = |v: Value| if v.is_undef() { Value::NONE } else { v };
    if encoding.is_none_or_undef() {
        warn_default(t, 1)?;
    }
    let encoding = or_none(encoding);
    let stream = ops::call_pos(
        t,
        text::TEXT_IO_WRAPPER.get(),
        &[buffer.v(), encoding, or_none(errors), or_none(newline), Value::bool(line_buffering)],
    )
    .map_err(|e| closing(&buffer, e))?;
    ops::setattr(t, stream.v(), t.intern("mode").v(), t.str(&mode_text).v())
        .map_err(|e| closing(&stream, e))?;
    Ok(stream)
}
