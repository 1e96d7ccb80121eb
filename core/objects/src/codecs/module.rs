//! The functions of module `_codecs`.

use super::errors::{Errors, lookup_error, register_error, unregister_error};
use super::registry::{self, str_arg};
use super::{Codec, charmap, decode_native, deprecated, encode_native, escape};
use crate::error::Res;
use crate::native::{Def, def};
use crate::ops;
use crate::refs::Ref;
use crate::thread::Thread;
use crate::types::args::shown;
use crate::types::buffer::Buffer;
use crate::types::{bytes, str, tuple};
use crate::value::Value;
use heddle_text::codec::{ByteOrder, Decoded, escape as text_escape, utf16, utf32};

const UTF_16_LE: Codec = Codec::Utf16(ByteOrder::Little);
const UTF_16_BE: Codec = Codec::Utf16(ByteOrder::Big);
const UTF_32_LE: Codec = Codec::Utf32(ByteOrder::Little);
const UTF_32_BE: Codec = Codec::Utf32(ByteOrder::Big);

/// `_codecs`
pub static CODECS_FUNCTIONS: &[Def] = &[
    def("register($module, search_function, /)", |t, a| {
        registry::register(t, a[1])?;
        Ok(Ref::NONE)
    }),
    def("unregister($module, search_function, /)", |t, a| {
        registry::unregister(t, a[1])?;
        Ok(Ref::NONE)
    }),
    def("lookup($module, encoding, /)", |t, a| {
        str_arg(t, a[1], "lookup", None)?;
        registry::lookup(t, &str::to_utf8(t, a[1])?)
    }),
    def("encode($module, /, obj, encoding='utf-8', errors='strict')", |t, a| convert(t, a, "encode", 0)),
    def("decode($module, /, obj, encoding='utf-8', errors='strict')", |t, a| convert(t, a, "decode", 1)),
    def("register_error($module, errors, handler, /)", |t, a| {
        str_arg(t, a[1], "register_error", Some(1))?;
        register_error(t, a[1], a[2])?;
        Ok(Ref::NONE)
    }),
    def("_unregister_error($module, errors, /)", |t, a| {
        str_arg(t, a[1], "_unregister_error", None)?;
        Ok(Ref::bool(unregister_error(t, a[1])?))
    }),
    def("lookup_error($module, name, /)", |t, a| {
        str_arg(t, a[1], "lookup_error", None)?;
        lookup_error(t, &str::to_utf8(t, a[1])?)
    }),
    def("utf_8_encode($module, str, errors=None, /)", |t, a| encode(t, a, "utf_8_encode", Codec::Utf8)),
    def("utf_8_decode($module, data, errors=None, final=False, /)", |t, a| decode(t, a, Codec::Utf8)),
    def("utf_7_encode($module, str, errors=None, /)", |t, a| encode(t, a, "utf_7_encode", Codec::Utf7)),
    def("utf_7_decode($module, data, errors=None, final=False, /)", |t, a| decode(t, a, Codec::Utf7)),
    def("ascii_encode($module, str, errors=None, /)", |t, a| encode(t, a, "ascii_encode", Codec::Ascii)),
    def("ascii_decode($module, data, errors=None, /)", |t, a| decode(t, a, Codec::Ascii)),
    def("latin_1_encode($module, str, errors=None, /)", |t, a| encode(t, a, "latin_1_encode", Codec::Latin1)),
    def("latin_1_decode($module, data, errors=None, /)", |t, a| decode(t, a, Codec::Latin1)),
    def("utf_16_encode($module, str, errors=None, byteorder=0, /)", |t, a| {
        encode(t, a, "utf_16_encode", Codec::Utf16(order(t, a[3])?))
    }),
    def("utf_16_le_encode($module, str, errors=None, /)", |t, a| encode(t, a, "utf_16_le_encode", UTF_16_LE)),
    def("utf_16_be_encode($module, str, errors=None, /)", |t, a| encode(t, a, "utf_16_be_encode", UTF_16_BE)),
    def("utf_16_decode($module, data, errors=None, final=False, /)", |t, a| {
        decode(t, a, Codec::Utf16(ByteOrder::Mark))
    }),
    def("utf_16_le_decode($module, data, errors=None, final=False, /)", |t, a| decode(t, a, UTF_16_LE)),
    def("utf_16_be_decode($module, data, errors=None, final=False, /)", |t, a| decode(t, a, UTF_16_BE)),
    def("utf_16_ex_decode($module, data, errors=None, byteorder=0, final=False, /)", |t, a| {
        decode_ex(t, a, true)
    }),
    def("utf_32_encode($module, str, errors=None, byteorder=0, /)", |t, a| {
        encode(t, a, "utf_32_encode", Codec::Utf32(order(t, a[3])?))
    }),
    def("utf_32_le_encode($module, str, errors=None, /)", |t, a| encode(t, a, "utf_32_le_encode", UTF_32_LE)),
    def("utf_32_be_encode($module, str, errors=None, /)", |t, a| encode(t, a, "utf_32_be_encode", UTF_32_BE)),
    def("utf_32_decode($module, data, errors=None, final=False, /)", |t, a| {
        decode(t, a, Codec::Utf32(ByteOrder::Mark))
    }),
    def("utf_32_le_decode($module, data, errors=None, final=False, /)", |t, a| decode(t, a, UTF_32_LE)),
    def("utf_32_be_decode($module, data, errors=None, final=False, /)", |t, a| decode(t, a, UTF_32_BE)),
    def("utf_32_ex_decode($module, data, errors=None, byteorder=0, final=False, /)", |t, a| {
        decode_ex(t, a, false)
    }),
    def("escape_encode($module, data, errors=None, /)", |t, a| {
        let Some(input) = bytes::try_view(&a[1]) else {
            return Err(
                t.type_error(format_args!("escape_encode() argument 1 must be bytes, not {}", shown(a[1])))
            );
        };
        let made = bytes::from_vec(t, escape::encode(input));
        Ok(with_count(t, made, input.len()))
    }),
    def("escape_decode($module, data, errors=None, /)", |t, a| {
        let input = text_or_bytes(t, a[1])?;
        let made = escape::decode(t, &input, &handler_arg(t, a[2], "escape_decode")?)?;
        Ok(with_count(t, bytes::from_vec(t, made), input.len()))
    }),
    def("unicode_escape_encode($module, str, errors=None, /)", |t, a| {
        str_arg(t, a[1], "unicode_escape_encode", Some(1))?;
        let made = text_escape::encode(str::view(&a[1]));
        Ok(with_count(t, bytes::from_vec(t, made), str::len(a[1])))
    }),
    def("unicode_escape_decode($module, data, errors=None, final=True, /)", unicode_escape_decode),
    def("raw_unicode_escape_encode($module, str, errors=None, /)", |t, a| {
        str_arg(t, a[1], "raw_unicode_escape_encode", Some(1))?;
        let made = text_escape::encode_raw(str::view(&a[1]));
        Ok(with_count(t, bytes::from_vec(t, made), str::len(a[1])))
    }),
    def("raw_unicode_escape_decode($module, data, errors=None, final=True, /)", |t, a| {
        let input = text_or_bytes(t, a[1])?;
        let name = handler_arg(t, a[2], "raw_unicode_escape_decode")?;
        let mut errors = Errors::new(t, &name);
        let last = a[3].is_undef() || ops::truth(t, a[3])?;
        let made = text_escape::decode_raw(&input, last, |e| errors.decode(&e, &input, a[1]))?;
        Ok(decoded(t, &made))
    }),
    def("charmap_encode($module, str, errors=None, mapping=None, /)", |t, a| {
        str_arg(t, a[1], "charmap_encode", Some(1))?;
        let made = charmap::encode(t, a[1], &handler_arg(t, a[2], "charmap_encode")?, a[3])?;
        Ok(with_count(t, bytes::from_vec(t, made), str::len(a[1])))
    }),
    def("charmap_decode($module, data, errors=None, mapping=None, /)", |t, a| {
        let input = Buffer::get(t, a[1])?;
        let made = charmap::decode(t, &input, a[1], &handler_arg(t, a[2], "charmap_decode")?, a[3])?;
        Ok(with_count(t, made, input.len()))
    }),
    def("charmap_build($module, map, /)", |t, a| {
        str_arg(t, a[1], "charmap_build", None)?;
        charmap::build(t, a[1])
    }),
    def("readbuffer_encode($module, data, errors=None, /)", |t, a| {
        let input = text_or_bytes(t, a[1])?;
        Ok(with_count(t, bytes::new(t, &input), input.len()))
    }),
];

fn with_count(t: &Thread, made: Ref, n: usize) -> Ref {
    tuple::from_refs(t, vec![made, t.int(n as i64)])
}

fn decoded(t: &Thread, made: &Decoded) -> Ref {
    with_count(t, str::from_owned(t, &made.text), made.consumed)
}

/// An `errors` argument; None is "strict".
fn handler_arg(t: &Thread, v: Value, function: &str) -> Res<String> {
    if v.is_none_or_undef() {
        return Ok("strict".to_string());
    }
    if !str::is_str(v) {
        return Err(
            t.type_error(format_args!("{function}() argument 2 must be str or None, not {}", shown(v)))
        );
    }
    str::to_utf8(t, v)
}

/// Bytes, or a str's UTF-8.
fn text_or_bytes(t: &Thread, v: Value) -> Res<Buffer> {
    if str::is_str(v) {
        return Ok(Buffer::from(encode_native(t, Codec::Utf8, v, "strict")?));
    }
    Buffer::get(t, v)
}

fn convert(t: &Thread, a: &[Value], function: &str, which: usize) -> Res {
    let encoding = str::codec_arg(t, a[2], function, "encoding")?;
    let errors = str::codec_arg(t, a[3], function, "errors")?;
    let encoding = encoding.as_deref().unwrap_or("utf-8");
    if let Some(codec) = Codec::by_name(encoding) {
        let errors = errors.as_deref().unwrap_or("strict");
        if which == 0 && str::is_str(a[1]) {
            return Ok(bytes::from_vec(t, encode_native(t, codec, a[1], errors)?));
        }
        if which == 1 && bytes::is_bytes(a[1]) {
            let made = decode_native(t, codec, bytes::view(&a[1]), a[1], errors, true)?;
            return Ok(str::from_owned(t, &made.text));
        }
    }
    registry::convert(t, encoding, which, a[1], errors.as_deref())
}

fn encode(t: &Thread, a: &[Value], function: &str, codec: Codec) -> Res {
    str_arg(t, a[1], function, Some(1))?;
    let made = encode_native(t, codec, a[1], &handler_arg(t, a[2], function)?)?;
    Ok(with_count(t, bytes::from_vec(t, made), str::len(a[1])))
}

fn decode(t: &Thread, a: &[Value], codec: Codec) -> Res {
    let input = Buffer::get(t, a[1])?;
    let errors = handler_arg(t, a[2], "decode")?;
    let last = match a.get(3) {
        None => true,
        Some(v) => !v.is_undef() && ops::truth(t, *v)?,
    };
    Ok(decoded(t, &decode_native(t, codec, &input, a[1], &errors, last)?))
}

/// A `byteorder` argument.
fn order(t: &Thread, v: Value) -> Res<ByteOrder> {
    let n = if v.is_undef() { 0 } else { ops::arg_i32(t, v)? };
    Ok(match n {
        0 => ByteOrder::Mark,
        n if n < 0 => ByteOrder::Little,
        _ => ByteOrder::Big,
    })
}

fn decode_ex(t: &Thread, a: &[Value], short: bool) -> Res {
    let input = Buffer::get(t, a[1])?;
    let name = handler_arg(t, a[2], "decode")?;
    let order = order(t, a[3])?;
    let last = !a[4].is_undef() && ops::truth(t, a[4])?;
    let mut errors = Errors::new(t, &name);
    let on_error = |e| errors.decode(&e, &input, a[1]);
    let (made, order) = if short {
        utf16::decode(&input, order, last, on_error)?
    } else {
        utf32::decode(&input, order, last, on_error)?
    };
    let order = match order {
        ByteOrder::Mark => 0,
        ByteOrder::Little => -1,
        ByteOrder::Big => 1,
    };
    let text = str::from_owned(t, &made.text);
    Ok(tuple::from_refs(t, vec![text, t.int(made.consumed as i64), t.int(order)]))
}

fn unicode_escape_decode(t: &Thread, a: &[Value]) -> Res {
    let input = text_or_bytes(t, a[1])?;
    let name = handler_arg(t, a[2], "unicode_escape_decode")?;
    let last = a[3].is_undef() || ops::truth(t, a[3])?;
    let mut errors = Errors::new(t, &name);
    let (made, invalid) = text_escape::decode(&input, last, |e| errors.decode(&e, &input, a[1]))?;
    if let Some(invalid) = invalid {
        let what = match invalid.octal {
            Some(value) => format!("\"\\{value:o}\" is an invalid octal"),
            None => format!("\"\\{}\" is an invalid", char::from(invalid.byte)),
        };
        deprecated(t, &format!("{what} escape sequence. Such sequences will not work in the future. "))?;
    }
    Ok(decoded(t, &made))
}
