//! The standard error handlers, as functions of an error and of what it is about.
//!
//! It must never know how an error is raised: where a handler has no answer, the caller raises the error it came with.

use super::{ByteOrder, DecodeError, EncodeError, Replacement, is_surrogate};
use crate::repr::push_hex_escape;
use crate::wtf8::push_code_point;
use crate::{Buf, Owned, View, unicode};

/// A standard error handler. "strict" is the absence of one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Handler {
    /// Drops what is at fault.
    Ignore,
    /// U+FFFD for bytes, `?` for each code point.
    Replace,
    /// Escapes as in literals.
    BackslashReplace,
    /// `&#1234;`; encoding only.
    XmlCharRefReplace,
    /// `\N{NAME}`, or an escape where there is no name; encoding only.
    NameReplace,
    /// Bytes from 0x80 to U+DC80 and on, and back.
    SurrogateEscape,
    /// Surrogates through the UTF codecs.
    SurrogatePass,
}

impl Handler {
    /// The handler registered under a name; of "strict" there is none.
    pub fn by_name(name: &str) -> Option<Handler> {
        Some(match name {
            "ignore" => Handler::Ignore,
            "replace" => Handler::Replace,
            "backslashreplace" => Handler::BackslashReplace,
            "xmlcharrefreplace" => Handler::XmlCharRefReplace,
            "namereplace" => Handler::NameReplace,
            "surrogateescape" => Handler::SurrogateEscape,
            "surrogatepass" => Handler::SurrogatePass,
            _ => return None,
        })
    }

    /// The text for bytes at fault, and where to go on. Nothing where the error is to be raised; for the handlers that are
    /// for encoding only, CPython raises a TypeError instead (see [`decodes`](Handler::decodes)).
    pub fn decode(self, error: &DecodeError, input: &[u8]) -> Option<(Owned, usize)> {
        let end = error.end;
        match self {
            Handler::Ignore => Some((Owned::new(), end)),
            Handler::Replace => Some((Owned::from_char(0xFFFD), end)),
            Handler::BackslashReplace => {
                let mut out = Vec::new();
                input[error.start..end].iter().for_each(|&b| push_hex_escape(b.into(), |b| out.push(b)));
                Some((Owned::from_latin1(out), end))
            }
            Handler::XmlCharRefReplace | Handler::NameReplace => None,
            Handler::SurrogateEscape => {
                // Not more than a code point has bytes, and not what decodes by itself.
                let bytes = &input[error.start..end.min(error.start + 4)];
                let high = bytes.iter().take_while(|b| !b.is_ascii()).count();
                let text = Owned::from_code_points(bytes[..high].iter().map(|&b| 0xDC00 + u32::from(b)));
                (high > 0).then_some((text, error.start + high))
            }
            Handler::SurrogatePass => {
                let (cp, len) = Utf::of(error.encoding)?.decode(&input[error.start..])?;
                is_surrogate(cp).then(|| (Owned::from_char(cp), error.start + len))
            }
        }
    }

    /// Whether it is for decoding too.
    pub fn decodes(self) -> bool {
        !matches!(self, Handler::XmlCharRefReplace | Handler::NameReplace)
    }

    /// What to write for code points at fault, and where to go on. Nothing where the error is to be raised.
    pub fn encode(self, error: &EncodeError, text: View<'_>) -> Option<(Replacement, usize)> {
        let end = error.end;
        let faulty = text.slice(error.start..end);
        let spelt = |spell: &dyn Fn(&mut Vec<u8>, u32)| {
            let mut out = Vec::new();
            faulty.chars().for_each(|cp| spell(&mut out, cp));
            Some((Replacement::Text(Owned::from_latin1(out)), end))
        };
        match self {
            Handler::Ignore => Some((Replacement::Text(Owned::new()), end)),
            Handler::Replace => spelt(&|out, _| out.push(b'?')),
            Handler::BackslashReplace => spelt(&|out, cp| push_hex_escape(cp, |b| out.push(b))),
            Handler::XmlCharRefReplace => spelt(&|out, cp| out.extend(format!("&#{cp};").bytes())),
            Handler::NameReplace => spelt(&|out, cp| match unicode::name(cp) {
                Some(name) => out.extend(format!("\\N{{{name}}}").bytes()),
                None => push_hex_escape(cp, |b| out.push(b)),
            }),
            Handler::SurrogateEscape => {
                let escaped = |cp| matches!(cp, 0xDC80..=0xDCFF).then(|| (cp - 0xDC00) as u8);
                let bytes: Option<Vec<u8>> = faulty.chars().map(escaped).collect();
                bytes.map(|bytes| (Replacement::Bytes(bytes), end))
            }
            Handler::SurrogatePass => {
                let utf = Utf::of(error.encoding)?;
                if !faulty.chars().all(is_surrogate) {
                    return None;
                }
                let mut out = Vec::new();
                faulty.chars().for_each(|cp| utf.encode(cp, &mut out));
                Some((Replacement::Bytes(out), end))
            }
        }
    }

    /// As [`encode`](Handler::encode), the way UTF-8, ASCII and Latin-1 do it without calling the handler: where only the
    /// first of several code points are escaped bytes, those are written, and the error that remains begins behind them.
    pub fn encode_within(self, error: &EncodeError, text: View<'_>) -> Option<(Replacement, usize)> {
        let inline = matches!(error.encoding, "utf-8" | "ascii" | "latin-1");
        if self != Handler::SurrogateEscape || !inline {
            return self.encode(error, text);
        }
        let escaped =
            text.slice(error.start..error.end).chars().take_while(|cp| matches!(cp, 0xDC80..=0xDCFF)).count();
        let end = error.start + escaped;
        if escaped == 0 { None } else { self.encode(&EncodeError { end, ..*error }, text) }
    }

    /// The text for code points at fault in a translation, and where to go on. Nothing where the error is to be raised.
    pub fn translate(self, start: usize, end: usize, text: View<'_>) -> Option<(Owned, usize)> {
        match self {
            Handler::Ignore => Some((Owned::new(), end)),
            Handler::Replace => {
                let mut buf = Buf::new();
                buf.push_times(0xFFFD, end - start);
                Some((buf.finish(), end))
            }
            Handler::BackslashReplace => {
                let mut buf = Buf::new();
                text.slice(start..end).chars().for_each(|cp| push_hex_escape(cp, |b| buf.push(b.into())));
                Some((buf.finish(), end))
            }
            _ => None,
        }
    }
}

/// A UTF codec, as "surrogatepass" tells them by name.
#[derive(Clone, Copy)]
enum Utf {
    Eight,
    Sixteen(ByteOrder),
    ThirtyTwo(ByteOrder),
}

impl Utf {
    fn of(encoding: &str) -> Option<Utf> {
        let name = encoding.to_ascii_lowercase().replace(['-', '_'], "");
        if name == "utf8" || name == "cputf8" {
            return Some(Utf::Eight);
        }
        let (units, order) = name.strip_prefix("utf")?.split_at_checked(2)?;
        let order = match order {
            "le" => ByteOrder::Little,
            "be" => ByteOrder::Big,
            "" => ByteOrder::Mark,
            _ => return None,
        };
        match units {
            "16" => Some(Utf::Sixteen(order)),
            "32" => Some(Utf::ThirtyTwo(order)),
            _ => None,
        }
    }

    /// The code point that the bytes start with, and how many bytes it has.
    fn decode(self, bytes: &[u8]) -> Option<(u32, usize)> {
        match (self, bytes) {
            (Utf::Eight, &[a @ 0xE0..=0xEF, b @ 0x80..=0xBF, c @ 0x80..=0xBF, ..]) => {
                let cp = u32::from(a & 0x0F) << 12 | u32::from(b & 0x3F) << 6 | u32::from(c & 0x3F);
                Some((cp, 3))
            }
            (Utf::Sixteen(order), &[a, b, ..]) => {
                let pair = [a, b];
                let unit =
                    if order.is_little() { u16::from_le_bytes(pair) } else { u16::from_be_bytes(pair) };
                Some((unit.into(), 2))
            }
            (Utf::ThirtyTwo(order), &[a, b, c, d, ..]) => {
                let unit = [a, b, c, d];
                Some((if order.is_little() { u32::from_le_bytes(unit) } else { u32::from_be_bytes(unit) }, 4))
            }
            _ => None,
        }
    }

    /// Writes a surrogate.
    fn encode(self, cp: u32, out: &mut Vec<u8>) {
        match self {
            Utf::Eight => push_code_point(out, cp),
            Utf::Sixteen(order) if order.is_little() => out.extend((cp as u16).to_le_bytes()),
            Utf::Sixteen(_) => out.extend((cp as u16).to_be_bytes()),
            Utf::ThirtyTwo(order) if order.is_little() => out.extend(cp.to_le_bytes()),
            Utf::ThirtyTwo(_) => out.extend(cp.to_be_bytes()),
        }
    }
}
