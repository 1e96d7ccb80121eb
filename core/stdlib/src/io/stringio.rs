//! `StringIO`: a text stream in memory. While it is only written to, its text is built up in place; other uses unpack it.

use super::base::TEXT_IO_BASE;
use super::newline::{Newline, Translator, expand, seen_newlines};
use crate::util::{arg_size, init, shape_of_class};
use heddle_objects::native::{Def, def};
use heddle_objects::payload::Payload;
use heddle_objects::slots::Slots;
use heddle_objects::typeobj::{NativeType, TypeDef, flags, getter};
use heddle_objects::types::{dict, str, tuple};
use heddle_objects::{Ref, Res, Thread, Value, ops};
use heddle_text::{Buf, Owned, View};
use heddle_threads::sync::Mutex;

enum Text {
    /// Everything so far, the position is its end.
    Building(Buf),
    Chars(Vec<u32>),
}

struct State {
    text: Text,
    at: usize,
    newline: Newline,
    translator: Translator,
    closed: bool,
    ready: bool,
}

impl State {
    /// The text as characters that can be changed anywhere.
    fn chars(&mut self) -> &mut Vec<u32> {
        if let Text::Building(buf) = &self.text {
            self.text = Text::Chars(buf.view().chars().collect());
        }
        match &mut self.text {
            Text::Chars(chars) => chars,
            Text::Building(_) => unreachable!("just unpacked"),
        }
    }

    fn take(&mut self, n: isize) -> Owned {
        let at = self.at;
        let chars = self.chars();
        let start = at.min(chars.len());
        let end = if n < 0 { chars.len() } else { start.saturating_add(n as usize).min(chars.len()) };
        let text = Owned::from(View::Ucs4(&chars[start..end]));
        self.at += end - start;
        text
    }

    fn line(&mut self, limit: isize) -> Owned {
        let (at, newline) = (self.at, self.newline);
        let chars = self.chars();
        let rest = &chars[at.min(chars.len())..];
        let n = newline.line_end(View::Ucs4(rest)).unwrap_or(rest.len());
        self.take(if limit >= 0 { n.min(limit as usize) } else { n } as isize)
    }

    fn put(&mut self, text: View<'_>) {
        if text.is_empty() {
            return;
        }
        if let Text::Building(buf) = &mut self.text {
            if self.at == buf.len() {
                buf.push_view(text);
                self.at = buf.len();
                return;
            }
        }
        let at = self.at;
        let chars = self.chars();
        let end = at + text.len();
        if end > chars.len() {
            chars.resize(end, 0);
        }
        for (to, c) in chars[at..end].iter_mut().zip(text.chars()) {
            *to = c;
        }
        self.at = end;
    }

    /// Writes with the line ends that were asked for.
    fn write(&mut self, text: View<'_>) {
        match self.newline {
            Newline::Universal => {
                let translated = self.translator.feed(&Owned::from(text), true, true);
                self.put(translated.view());
            }
            Newline::Any => {
                self.translator.feed(&Owned::from(text), false, true);
                self.put(text);
            }
            Newline::Lf => self.put(text),
            other => self.put(expand(text, other.written().unwrap_or("\n")).view()),
        }
    }

    fn value(&self) -> Owned {
        match &self.text {
            Text::Building(buf) => Owned::from(buf.view()),
            Text::Chars(chars) => Owned::from(View::Ucs4(chars)),
        }
    }

    fn len(&self) -> usize {
        match &self.text {
            Text::Building(buf) => buf.len(),
            Text::Chars(chars) => chars.len(),
        }
    }
}

/// A StringIO's payload.
pub struct StringIo(Mutex<State>);
heddle_objects::payload!(StringIo {});

/// `_io.StringIO`
pub static STRING_IO: NativeType = NativeType::new(TypeDef {
    base: Some(&TEXT_IO_BASE),
    flags: flags::BASE,
    methods: METHODS,
    getset: &[
        getter("closed", |_, v| Ok(Ref::bool(v.expect::<StringIo>().0.lock().closed))),
        getter("newlines", |t, v| {
            let seen = with(t, v, |s| s.translator.seen)?;
            Ok(seen_newlines(t, seen))
        }),
        getter("line_buffering", |t, v| {
            with(t, v, |_| ())?;
            Ok(Ref::FALSE)
        }),
    ],
    doc: "Text I/O implementation using an in-memory buffer.",
    ..TypeDef::new("_io.StringIO", StringIo::vtable, slots)
});

fn slots(s: &mut Slots) {
    s.new = Some(|t, cls, _| {
        let state = State {
            text: Text::Building(Buf::new()),
            at: 0,
            newline: Newline::Lf,
            translator: Translator::default(),
            closed: false,
            ready: false,
        };
        Ok(t.alloc(shape_of_class(cls), StringIo(Mutex::new(state))))
    });
    init!(s, "StringIO($self, initial_value='', newline='\\n')", |t, a| {
        let newline = if a[2].is_undef() { Newline::Lf } else { Newline::arg(t, a[2])? };
        if !a[1].is_none_or_undef() && !str::is_str(a[1]) {
            return Err(t.type_error(format_args!(
                "initial_value must be str or None, not {}",
                ops::type_name(a[1])
            )));
        }
        let mut s = a[0].expect::<StringIo>().0.lock();
        s.text = Text::Building(Buf::new());
        (s.at, s.newline, s.translator, s.closed, s.ready) = (0, newline, Translator::default(), false, true);
        if str::is_str(a[1]) {
            s.write(str::view(&a[1]));
            s.at = 0;
        }
        Ok(Ref::NONE)
    });
    s.iter = Some(|t, v| {
        with(t, v, |_| ())?;
        Ok(Ref::new(v))
    });
    s.next = Some(|t, v| {
        if !STRING_IO.is_exact(v) {
            let line = ops::call_method(t, v, "readline", &[])?;
            return Ok(if ops::len(t, line.v())? == 0 { Ref::UNDEF } else { line });
        }
        let line = with(t, v, |s| s.line(-1))?;
        Ok(if line.is_empty() { Ref::UNDEF } else { str::from_owned(t, &line) })
    });
}

fn with<R>(t: &Thread, v: Value, f: impl FnOnce(&mut State) -> R) -> Res<R> {
    let ready = {
        let mut s = v.expect::<StringIo>().0.lock();
        if s.ready && !s.closed {
            return Ok(f(&mut s));
        }
        s.ready
    };
    Err(t.value_error(if ready {
        "I/O operation on closed file"
    } else {
        "I/O operation on uninitialized object"
    }))
}

fn size(t: &Thread, v: Value) -> Res<isize> {
    if v.is_none_or_undef() { Ok(-1) } else { arg_size(t, v) }
}

fn always(t: &Thread, a: &[Value]) -> Res {
    with(t, a[0], |_| ())?;
    Ok(Ref::TRUE)
}

fn newline_of(t: &Thread, n: Newline) -> Ref {
    match n {
        Newline::Universal => Ref::NONE,
        Newline::Any => t.intern(""),
        Newline::Lf => t.intern("\n"),
        Newline::Cr => t.intern("\r"),
        Newline::CrLf => t.intern("\r\n"),
    }
}

const METHODS: &[Def] = &[
    def("readable($self, /)", always),
    def("seekable($self, /)", always),
    def("writable($self, /)", always),
    def("read($self, size=-1, /)", |t, a| {
        let n = size(t, a[1])?;
        let text = with(t, a[0], |s| {
            if let (Text::Building(_), true) = (&s.text, n < 0 && s.at == 0) {
                s.at = s.len();
                return s.value();
            }
            s.take(n)
        })?;
        Ok(str::from_owned(t, &text))
    }),
    def("readline($self, size=-1, /)", |t, a| {
        let n = size(t, a[1])?;
        let text = with(t, a[0], |s| s.line(n))?;
        Ok(str::from_owned(t, &text))
    }),
    def("write($self, s, /)", |t, a| {
        let Some(view) = str::try_view(&a[1]) else {
            return Err(
                t.type_error(format_args!("string argument expected, got '{}'", ops::type_name(a[1])))
            );
        };
        with(t, a[0], |s| s.write(view))?;
        Ok(t.int(view.len() as i64))
    }),
    def("tell($self, /)", |t, a| Ok(t.int(with(t, a[0], |s| s.at)? as i64))),
    def("seek($self, pos, whence=0, /)", |t, a| {
        let pos = arg_size(t, a[1])?;
        let whence = if a[2].is_undef() { 0 } else { ops::arg_i32(t, a[2])? };
        with(t, a[0], |_| ())?;
        if !(0..=2).contains(&whence) {
            return Err(t.value_error(format_args!("Invalid whence ({whence}, should be 0, 1 or 2)")));
        }
        if pos < 0 && whence == 0 {
            return Err(t.value_error(format_args!("Negative seek position {pos}")));
        }
        if whence != 0 && pos != 0 {
            return Err(
                t.error(&heddle_objects::types::exceptions::OS_ERROR, "Can't do nonzero cur-relative seeks")
            );
        }
        let at = with(t, a[0], |s| {
            match whence {
                0 => s.at = pos as usize,
                2 => s.at = s.len(),
                _ => {}
            }
            s.at
        })?;
        Ok(t.int(at as i64))
    }),
    def("truncate($self, pos=None, /)", |t, a| {
        let n = if a[1].is_none_or_undef() { None } else { Some(arg_size(t, a[1])?) };
        if let Some(n) = n.filter(|n| *n < 0) {
            return Err(t.value_error(format_args!("Negative size value {n}")));
        }
        let n = with(t, a[0], |s| {
            let n = n.map_or(s.at, |n| n as usize);
            s.chars().truncate(n);
            n
        })?;
        Ok(t.int(n as i64))
    }),
    def("getvalue($self, /)", |t, a| {
        let text = with(t, a[0], |s| s.value())?;
        Ok(str::from_owned(t, &text))
    }),
    def("close($self, /)", |_, a| {
        let old = {
            let mut s = a[0].expect::<StringIo>().0.lock();
            s.closed = true;
            std::mem::replace(&mut s.text, Text::Chars(vec![]))
        };
        drop(old);
        Ok(Ref::NONE)
    }),
    def("__getstate__($self, /)", |t, a| {
        let (text, newline, at) = with(t, a[0], |s| (s.value(), s.newline, s.at))?;
        let d = ops::instance_dict(t, a[0]);
        let d = if d.is_undef() { Ref::NONE } else { dict::copy(t, d.v()) };
        let parts = vec![str::from_owned(t, &text), newline_of(t, newline), t.int(at as i64), d];
        Ok(tuple::from_refs(t, parts))
    }),
    def("__setstate__($self, state, /)", |t, a| {
        let Some([text, newline, at, d]) = tuple::try_items(&a[1]) else {
            return Err(t.type_error(format_args!(
                "{}.__setstate__ argument should be 4-tuple, got {}",
                ops::type_name(a[0]),
                ops::type_name(a[1])
            )));
        };
        let Some(view) = str::try_view(text) else { return Err(t.type_error("initial_value must be str")) };
        let newline = Newline::arg(t, *newline)?;
        let at = ops::index_isize(t, *at)?;
        if at < 0 {
            return Err(t.value_error("position value cannot be negative"));
        }
        {
            let mut s = a[0].expect::<StringIo>().0.lock();
            s.text = Text::Chars(view.chars().collect());
            (s.newline, s.at, s.ready) = (newline, at as usize, true);
        }
        if dict::is_dict(*d) {
            let own = ops::instance_dict(t, a[0]);
            dict::update(t, own.v(), *d)?;
        }
        Ok(Ref::NONE)
    }),
];
