//! Text to bytes and back by the name of a codec: `str.encode`, `bytes.decode`, and what module `_codecs` has.
//!
//! A few codecs are known here ([`Codec`]) and need no Python code, so they work from the first instruction on; all others are looked
//! up in the [`registry`]. The algorithms are `heddle_text`'s; `errors` joins them to error handlers, Python's among them.
//! Must never know the package `encodings`, except that the registry imports it when first asked.

mod charmap;
mod errors;
mod escape;
pub mod module;
pub mod registry;

pub use errors::{lookup_error, register_error};
pub use module::CODECS_FUNCTIONS;

use crate::error::{Raised, Res};
use crate::ops::{self, type_name};
use crate::refs::Ref;
use crate::thread::Thread;
use crate::types::buffer::Buffer;
use crate::types::{bytearray, bytes, str};
use crate::value::Value;
use errors::Errors;
use heddle_text::codec::{
    ByteOrder, Decoded, EncodeError, EncodeFailure, Replacement, single, utf7, utf8, utf16, utf32,
};
use heddle_text::{Owned, View};

/// A codec that is known without Python code.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Codec {
    /// `utf-8`
    Utf8,
    /// `ascii`
    Ascii,
    /// `latin-1`
    Latin1,
    /// `utf-16` and its forms of one byte order
    Utf16(ByteOrder),
    /// `utf-32` and its forms of one byte order
    Utf32(ByteOrder),
    /// `utf-7`
    Utf7,
}

impl Codec {
    /// The codec of a name, however it is spelt.
    pub fn by_name(name: &str) -> Option<Codec> {
        // The most common spelling first.
        if name == "utf-8" {
            return Some(Codec::Utf8);
        }
        let mut plain = String::with_capacity(name.len());
        for c in name.chars() {
            match c {
                c if c.is_ascii_alphanumeric() || c == '.' => plain.push(c.to_ascii_lowercase()),
                _ if plain.ends_with('_') || plain.is_empty() => {}
                _ => plain.push('_'),
            }
        }
        Some(match plain.as_str() {
            "utf_8" | "utf8" => Codec::Utf8,
            "ascii" | "us_ascii" => Codec::Ascii,
            "latin_1" | "latin1" | "iso_8859_1" | "iso8859_1" => Codec::Latin1,
            "utf_16" | "utf16" => Codec::Utf16(ByteOrder::Mark),
            "utf_16_le" => Codec::Utf16(ByteOrder::Little),
            "utf_16_be" => Codec::Utf16(ByteOrder::Big),
            "utf_32" | "utf32" => Codec::Utf32(ByteOrder::Mark),
            "utf_32_le" => Codec::Utf32(ByteOrder::Little),
            "utf_32_be" => Codec::Utf32(ByteOrder::Big),
            "utf_7" | "utf7" => Codec::Utf7,
            _ => return None,
        })
    }
}

/// Encodes a str natively. `errors`: the handler's name.
pub fn encode_native(t: &Thread, codec: Codec, text: Value, errors: &str) -> Res<Vec<u8>> {
    let view = str::view(&text);
    let mut errors = Errors::new(t, errors);
    let on_error = |e: EncodeError| errors.encode(&e, text);
    finish(
        t,
        text,
        match codec {
            Codec::Utf8 => utf8::encode(view, on_error),
            Codec::Ascii => single::encode_ascii(view, on_error),
            Codec::Latin1 => single::encode_latin1(view, on_error),
            Codec::Utf16(order) => utf16::encode(view, order, on_error),
            Codec::Utf32(order) => utf32::encode(view, order, on_error),
            Codec::Utf7 => Ok(utf7::encode(view)),
        },
    )
}

/// The bytes, or what was raised.
fn finish(t: &Thread, text: Value, made: Result<Vec<u8>, EncodeFailure<Raised>>) -> Res<Vec<u8>> {
    made.map_err(|failure| match failure {
        EncodeFailure::Handler(raised) => raised,
        EncodeFailure::Replacement(e) => errors::strict_encode(t, &e, text),
    })
}

/// Decodes bytes natively. `object` is where they come from, for exceptions. If not `last`, an unfinished end is left alone.
pub fn decode_native(
    t: &Thread,
    codec: Codec,
    input: &[u8],
    object: Value,
    errors: &str,
    last: bool,
) -> Res<Decoded> {
    let mut errors = Errors::new(t, errors);
    let on_error = |e| errors.decode(&e, input, object);
    Ok(match codec {
        Codec::Utf8 => utf8::decode(input, last, on_error)?,
        Codec::Ascii => single::decode_ascii(input, on_error)?,
        Codec::Latin1 => Decoded { text: single::decode_latin1(input), consumed: input.len() },
        Codec::Utf16(order) => utf16::decode(input, order, last, on_error)?.0,
        Codec::Utf32(order) => utf32::decode(input, order, last, on_error)?.0,
        Codec::Utf7 => utf7::decode(input, last, on_error)?,
    })
}

/// `text.encode(encoding, errors)`: a bytes object.
pub fn encode_text(t: &Thread, text: Value, encoding: &str, errors: Option<&str>) -> Res {
    if let Some(codec) = Codec::by_name(encoding) {
        if let (Codec::Utf8 | Codec::Ascii | Codec::Latin1, View::Ascii(s)) = (codec, str::view(&text)) {
            return Ok(bytes::new(t, s));
        }
        return Ok(bytes::from_vec(t, encode_native(t, codec, text, errors.unwrap_or("strict"))?));
    }
    let made = registry::text_codec(t, encoding, "encode", 0, text, errors)?;
    if bytes::is_bytes(made.v()) {
        return Ok(made);
    }
    if bytearray::is_bytearray(made.v()) {
        return Ok(bytes::from_vec(t, bytearray::to_vec(t, made.v())));
    }
    Err(t.type_error(format_args!(
        "'{encoding}' encoder returned '{}' instead of 'bytes'; use codecs.encode() to encode to arbitrary types",
        type_name(made.v())
    )))
}

/// `bytes.decode(encoding, errors)` of a bytes-like object: a str.
pub fn decode_text(t: &Thread, v: Value, encoding: &str, errors: Option<&str>) -> Res {
    if let Some(codec) = Codec::by_name(encoding) {
        let input = Buffer::get(t, v)?;
        if let (Codec::Utf8 | Codec::Ascii | Codec::Latin1, true) = (codec, input.is_ascii()) {
            return Ok(str::new(t, View::Ascii(&input)));
        }
        let made = decode_native(t, codec, &input, v, errors.unwrap_or("strict"), true)?;
        return Ok(str::from_owned(t, &made.text));
    }
    let made = registry::text_codec(t, encoding, "decode", 1, v, errors)?;
    if str::is_str(made.v()) {
        return Ok(made);
    }
    Err(t.type_error(format_args!(
        "'{encoding}' decoder returned '{}' instead of 'str'; use codecs.decode() to decode to arbitrary types",
        type_name(made.v())
    )))
}

/// `os.fsencode` for natives: UTF-8 with "surrogateescape".
pub fn fs_encode(t: &Thread, text: Value) -> Res<Vec<u8>> {
    encode_native(t, Codec::Utf8, text, "surrogateescape")
}

/// `os.fsdecode` for natives: UTF-8 with "surrogateescape", which never fails.
pub fn fs_decode(t: &Thread, input: &[u8]) -> Ref {
    let escape = |e: heddle_text::codec::DecodeError| -> Result<(Owned, usize), std::convert::Infallible> {
        let handled = heddle_text::codec::Handler::SurrogateEscape.decode(&e, input);
        Ok(handled.unwrap_or_else(|| (Owned::from_char(0xFFFD), e.end)))
    };
    match utf8::decode(input, true, escape) {
        Ok(made) => str::from_owned(t, &made.text),
        Err(never) => match never {},
    }
}

/// A DeprecationWarning by way of module `warnings`.
pub(crate) fn deprecated(t: &Thread, message: &str) -> Res<()> {
    let import = crate::builtin_function(t, "__import__");
    if import.is_none() {
        return Ok(());
    }
    let warnings = ops::call_pos(t, import.v(), &[t.str("warnings").v()])?;
    let warn = ops::getattr_str(t, warnings.v(), "warn")?;
    let category = crate::types::exceptions::DEPRECATION_WARNING.get();
    ops::call_pos(t, warn.v(), &[t.str(message).v(), category])?;
    Ok(())
}

/// A replacement as an encoder takes it.
type Replaced = (Replacement, usize);
