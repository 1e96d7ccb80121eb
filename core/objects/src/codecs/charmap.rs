//! Codecs by table: `charmap_decode`, `charmap_encode`, `charmap_build`.

use super::errors::Errors;
use super::{Codec, decode_native, encode_native, finish};
use crate::error::Res;
use crate::ops::type_name;
use crate::payload::Payload;
use crate::slots::Slots;
use crate::thread::Thread;
use crate::typeobj::{NativeType, TypeDef, flags};
use crate::types::{bytes, dict, int, str};
use crate::value::Value;
use heddle_text::codec::charmap::{self, NO_CHARACTER};
use heddle_text::{Buf, View};

/// A decoding table turned round.
pub struct EncodingMap(charmap::EncodingMap);
crate::payload!(EncodingMap {});

static ENCODING_MAP: NativeType = NativeType::new(TypeDef {
    flags: flags::DISALLOW_INSTANTIATION,
    ..TypeDef::new("EncodingMap", EncodingMap::vtable, |_: &mut Slots| {})
});

/// `charmap_build(table)`: a compact map where the table allows it, else a dict.
pub(super) fn build(t: &Thread, table: Value) -> Res {
    let text = str::view(&table);
    let compact = text.len() >= 256
        && text.chars().take(256).enumerate().all(|(b, c)| c < 0x1_0000 && (b == 0) == (c == 0));
    if compact {
        return Ok(t.alloc(ENCODING_MAP.shape(), EncodingMap(charmap::EncodingMap::new(text))));
    }
    let map = dict::new(t);
    for (b, c) in text.chars().take(256).enumerate() {
        dict::set(t, map.v(), Value::int32(c as i32), Value::int32(b as i32))?;
    }
    Ok(map)
}

/// Appends what a mapping says a byte means; false if it means nothing.
fn meaning(t: &Thread, mapping: Value, b: u8, buf: &mut Buf) -> Res<bool> {
    let found = str::look_up(t, mapping, b.into())?;
    if found.is_none_or_undef() {
        return Ok(false);
    }
    if let Some(text) = str::try_view(&found) {
        let defined = text != View::Ucs2(&[NO_CHARACTER as u16]);
        if defined {
            buf.push_view(text);
        }
        return Ok(defined);
    }
    if !int::is_int(found.v()) {
        return Err(t.type_error("character mapping must return integer, None or str"));
    }
    match int::to_i64(found.v()) {
        Some(c) if c == i64::from(NO_CHARACTER) => Ok(false),
        Some(c @ 0..=0x10_FFFF) => {
            buf.push(c as u32);
            Ok(true)
        }
        _ => Err(t.type_error("character mapping must be in range(0x110000)")),
    }
}

/// `charmap_decode(data, errors, mapping)`: the str.
pub(super) fn decode(t: &Thread, input: &[u8], object: Value, errors: &str, mapping: Value) -> Res {
    if mapping.is_none_or_undef() {
        let made = decode_native(t, Codec::Latin1, input, object, errors, true)?;
        return Ok(str::from_owned(t, &made.text));
    }
    let mut errors = Errors::new(t, errors);
    let on_error = |e| errors.decode(&e, input, object);
    let made = match str::try_view(&mapping) {
        Some(table) => charmap::decode_table(input, table, on_error)?,
        None => charmap::decode_with(input, |buf, b| meaning(t, mapping, b, buf), on_error)?,
    };
    Ok(str::from_owned(t, &made.text))
}

/// Appends the bytes that a mapping has for a code point; false if it has none.
fn bytes_for(t: &Thread, mapping: Value, c: u32, out: &mut Vec<u8>) -> Res<bool> {
    let found = str::look_up(t, mapping, c)?;
    if found.is_none_or_undef() {
        return Ok(false);
    }
    if let Some(bytes) = bytes::try_view(&found) {
        out.extend_from_slice(bytes);
        return Ok(true);
    }
    if !int::is_int(found.v()) {
        return Err(t.type_error(format_args!(
            "character mapping must return integer, bytes or None, not {}",
            type_name(found.v())
        )));
    }
    match int::to_i64(found.v()).and_then(|n| u8::try_from(n).ok()) {
        Some(b) => {
            out.push(b);
            Ok(true)
        }
        None => Err(t.type_error("character mapping must be in range(256)")),
    }
}

/// `charmap_encode(text, errors, mapping)`: the bytes.
pub(super) fn encode(t: &Thread, text: Value, errors: &str, mapping: Value) -> Res<Vec<u8>> {
    if mapping.is_none_or_undef() {
        return encode_native(t, Codec::Latin1, text, errors);
    }
    let view = str::view(&text);
    let mut errors = Errors::new(t, errors);
    let on_error = |e| errors.encode(&e, text);
    let made = match mapping.payload::<EncodingMap>() {
        Some(map) => map.0.encode(view, on_error),
        None => charmap::encode_with(view, |out, c| bytes_for(t, mapping, c, out), on_error),
    };
    finish(t, text, made)
}
