//! Line ends: their kinds, translation to `\n`, and `IncrementalNewlineDecoder`.

use crate::util::{init, shape_of_class};
use heddle_objects::native::{Def, def};
use heddle_objects::payload::Payload;
use heddle_objects::slots::{Binary, Slots};
use heddle_objects::typeobj::{NativeType, TypeDef, flags, getter};
use heddle_objects::types::{bytes, str, tuple};
use heddle_objects::{Ref, Res, Slot, Thread, Value, ops};
use heddle_text::{Buf, Owned, View};
use heddle_threads::sync::Mutex;

const CR: u32 = 0x0D;
const LF: u32 = 0x0A;

/// What a `newline` argument says.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Newline {
    /// `None`: every kind is read as `\n`.
    Universal,
    /// `""`: every kind ends a line and stays.
    Any,
    /// `"\n"`
    Lf,
    /// `"\r"`
    Cr,
    /// `"\r\n"`
    CrLf,
}

impl Newline {
    /// Reads the argument.
    pub fn arg(t: &Thread, v: Value) -> Res<Newline> {
        if v.is_none_or_undef() {
            return Ok(Newline::Universal);
        }
        if !str::is_str(v) {
            return Err(t.type_error(format_args!("newline must be str or None, not {}", ops::type_name(v))));
        }
        Ok(match str::lossy(v).as_str() {
            "" => Newline::Any,
            "\n" => Newline::Lf,
            "\r" => Newline::Cr,
            "\r\n" => Newline::CrLf,
            _ => return Err(t.value_error(format_args!("illegal newline value: {}", ops::repr_text(t, v)?))),
        })
    }

    /// What `\n` is written as, if not as itself.
    pub fn written(self) -> Option<&'static str> {
        match self {
            Newline::Cr => Some("\r"),
            Newline::CrLf => Some("\r\n"),
            _ => None,
        }
    }

    /// Where the first line of a text ends: the index behind its line end.
    pub fn line_end(self, text: View<'_>) -> Option<usize> {
        match self {
            Newline::Universal | Newline::Lf => find(text, LF).map(|k| k + 1),
            Newline::Cr => find(text, CR).map(|k| k + 1),
            Newline::CrLf => {
                let mut from = 0;
                loop {
                    let k = from + find(text.slice(from..text.len()), CR)?;
                    if k + 1 < text.len() && text.get(k + 1) == LF {
                        return Some(k + 2);
                    }
                    if k + 1 >= text.len() {
                        return None;
                    }
                    from = k + 1;
                }
            }
            Newline::Any => {
                let lf = find(text, LF);
                let head = text.slice(0..lf.unwrap_or(text.len()));
                match find(head, CR) {
                    Some(k) if lf == Some(k + 1) => Some(k + 2),
                    Some(k) => Some(k + 1),
                    None => lf.map(|k| k + 1),
                }
            }
        }
    }
}

/// The first place of a character.
pub fn find(text: View<'_>, c: u32) -> Option<usize> {
    match text {
        View::Ascii(s) | View::Latin1(s) => s.iter().position(|&b| u32::from(b) == c),
        View::Ucs2(s) => s.iter().position(|&b| u32::from(b) == c),
        View::Ucs4(s) => s.iter().position(|&b| b == c),
    }
}

/// Translates line ends piece by piece and remembers which there were.
#[derive(Clone, Copy, Default, Debug)]
pub struct Translator {
    /// A `\r` that may be the first half of a `\r\n` was held back.
    pub pending_cr: bool,
    /// 1: `\n`, 2: `\r`, 4: `\r\n`.
    pub seen: u8,
}

impl Translator {
    /// Takes the next piece.
    pub fn feed(&mut self, text: &Owned, translate: bool, last: bool) -> Owned {
        let view = text.view();
        if !self.pending_cr && find(view, CR).is_none() {
            if self.seen & 1 == 0 && find(view, LF).is_some() {
                self.seen |= 1;
            }
            return text.clone();
        }
        let mut buf = Buf::with_capacity(view.len() + 1);
        if self.pending_cr && !view.is_empty() || last && self.pending_cr {
            buf.push(CR);
            self.pending_cr = false;
        }
        buf.push_view(view);
        if !last && buf.len() > 0 && buf.view().get(buf.len() - 1) == CR {
            buf.truncate(buf.len() - 1);
            self.pending_cr = true;
        }
        let whole = buf.finish();
        let view = whole.view();
        let mut out = Buf::with_capacity(view.len());
        let mut k = 0;
        while k < view.len() {
            let rest = view.slice(k..view.len());
            let cr = find(rest, CR);
            let plain = rest.slice(0..cr.unwrap_or(rest.len()));
            if find(plain, LF).is_some() {
                self.seen |= 1;
            }
            out.push_view(plain);
            let Some(cr) = cr else { break };
            k += cr + 1;
            if k < view.len() && view.get(k) == LF {
                self.seen |= 4;
                k += 1;
                if !translate {
                    out.push(CR);
                }
                out.push(LF);
            } else {
                self.seen |= 2;
                out.push(if translate { LF } else { CR });
            }
        }
        out.finish()
    }
}

/// `newlines`: None, a str or a tuple.
pub fn seen_newlines(t: &Thread, seen: u8) -> Ref {
    let all: Vec<Ref> = [(2, "\r"), (1, "\n"), (4, "\r\n")]
        .iter()
        .filter(|(bit, _)| seen & bit != 0)
        .map(|(_, text)| t.intern(text))
        .collect();
    match all.len() {
        0 => Ref::NONE,
        1 => all.into_iter().next().unwrap_or(Ref::NONE),
        _ => tuple::from_refs(t, all),
    }
}

/// `\n` as something else.
pub fn expand(text: View<'_>, newline: &str) -> Owned {
    let mut out = Buf::with_capacity(text.len() + 8);
    let mut k = 0;
    while k < text.len() {
        let rest = text.slice(k..text.len());
        match find(rest, LF) {
            Some(at) => {
                out.push_view(rest.slice(0..at));
                out.push_str(newline);
                k += at + 1;
            }
            None => {
                out.push_view(rest);
                break;
            }
        }
    }
    out.finish()
}

/// The payload of an `IncrementalNewlineDecoder`.
pub struct Decoder {
    inner: Slot,
    state: Mutex<(bool, Translator)>,
}
heddle_objects::payload!(Decoder { inner });

/// `_io.IncrementalNewlineDecoder`
pub static DECODER: NativeType = NativeType::new(TypeDef {
    flags: flags::BASE | flags::DICT,
    methods: METHODS,
    getset: &[getter("newlines", |t, v| Ok(seen_newlines(t, v.expect::<Decoder>().state.lock().1.seen)))],
    doc: "Codec used when reading a file in universal newlines mode.",
    ..TypeDef::new("_io.IncrementalNewlineDecoder", Decoder::vtable, slots)
});

fn slots(s: &mut Slots) {
    s.new = Some(|t, cls, _| {
        Ok(t.alloc(
            shape_of_class(cls),
            Decoder { inner: Slot::undef(), state: Mutex::new((false, Translator::default())) },
        ))
    });
    init!(s, "IncrementalNewlineDecoder($self, decoder, translate, errors='strict')", |t, a| {
        let d = a[0].expect::<Decoder>();
        let translate = ops::truth(t, a[2])?;
        d.inner.set(t, ops::object(a[0]), Ref::new(a[1]));
        *d.state.lock() = (translate, Translator::default());
        Ok(Ref::NONE)
    });
}

/// A decoder of line ends over another one.
pub fn decoder(t: &Thread, inner: Ref, translate: bool) -> Ref {
    t.alloc(
        DECODER.shape(),
        Decoder { inner: Slot::new(inner), state: Mutex::new((translate, Translator::default())) },
    )
}

fn inner(t: &Thread, v: Value) -> Res {
    let d = v.expect::<Decoder>();
    let inner = d.inner.get(t, ops::object(v));
    if inner.is_undef() {
        return Err(t.value_error("IncrementalNewlineDecoder.__init__() not called"));
    }
    Ok(inner)
}

/// `decode(input, final)`
pub fn decode(t: &Thread, v: Value, input: Value, last: bool) -> Res {
    let below = inner(t, v)?;
    let text = if below.is_none() {
        Ref::new(input)
    } else {
        ops::call_method(t, below.v(), "decode", &[input, Value::bool(last)])?
    };
    let Some(view) = str::try_view(&text) else {
        return Err(t.type_error(format_args!(
            "decoder should return a string result, not '{}'",
            ops::type_name(text.v())
        )));
    };
    let d = v.expect::<Decoder>();
    let made = {
        let mut s = d.state.lock();
        let translate = s.0;
        s.1.feed(&Owned::from(view), translate, last)
    };
    Ok(str::from_owned(t, &made))
}

const METHODS: &[Def] = &[
    def("decode($self, /, input, final=False)", |t, a| {
        let last = crate::util::flag(t, a[2], false)?;
        decode(t, a[0], a[1], last)
    }),
    def("getstate($self, /)", |t, a| {
        let below = inner(t, a[0])?;
        let cr = i64::from(a[0].expect::<Decoder>().state.lock().1.pending_cr);
        let (buffer, flag) = if below.is_none() {
            (bytes::new(t, b""), t.int(0))
        } else {
            let state = ops::call_method(t, below.v(), "getstate", &[])?;
            match tuple::try_items(&state) {
                Some([buffer, flag]) => (Ref::new(*buffer), Ref::new(*flag)),
                _ => return Err(t.type_error("illegal decoder state")),
            }
        };
        let flag = ops::binary(t, flag.v(), Value::int32(1), Binary::LShift)?;
        let flag = ops::binary(t, flag.v(), t.int(cr).v(), Binary::Or)?;
        Ok(tuple::from_refs(t, vec![buffer, flag]))
    }),
    def("setstate($self, state, /)", |t, a| {
        let below = inner(t, a[0])?;
        let Some([buffer, flag]) = tuple::try_items(&a[1]) else {
            return Err(t.type_error("state argument must be a tuple"));
        };
        let cr = ops::binary(t, *flag, Value::int32(1), Binary::And)?;
        a[0].expect::<Decoder>().state.lock().1.pending_cr = ops::truth(t, cr.v())?;
        if !below.is_none() {
            let flag = ops::binary(t, *flag, Value::int32(1), Binary::RShift)?;
            let state = tuple::from_refs(t, vec![Ref::new(*buffer), flag]);
            ops::call_method(t, below.v(), "setstate", &[state.v()])?;
        }
        Ok(Ref::NONE)
    }),
    def("reset($self, /)", |t, a| {
        let below = inner(t, a[0])?;
        a[0].expect::<Decoder>().state.lock().1 = Translator::default();
        if !below.is_none() {
            ops::call_method(t, below.v(), "reset", &[])?;
        }
        Ok(Ref::NONE)
    }),
];
