//! `binascii`: bytes as ASCII text, in the ways of mail and news. `base64`, `uu` and `qp` each have a file.

mod base64;
mod qp;
mod uu;

use crate::NativeModule;
use crate::util::{arg_size, flag};
use heddle_objects::native::{Def, def_doc};
use heddle_objects::payload::Payload;
use heddle_objects::typeobj::{NativeType, TypeDef, flags};
use heddle_objects::types::buffer::{self, Buffer};
use heddle_objects::types::exceptions::{EXCEPTION, Exception, VALUE_ERROR};
use heddle_objects::types::memoryview::MEMORYVIEW;
use heddle_objects::types::{bytes, int, str};
use heddle_objects::{Res, Thread, Value, ops};

/// The module.
pub static MODULE: NativeModule = NativeModule {
    doc: "Conversion between binary data and ASCII",
    types: &[&ERROR, &INCOMPLETE],
    ..NativeModule::new("binascii", FUNCTIONS)
};

/// `binascii.Error`
static ERROR: NativeType = NativeType::new(TypeDef {
    base: Some(&VALUE_ERROR),
    flags: flags::BASE | flags::WEAKREF,
    ..TypeDef::new("binascii.Error", <Exception as Payload>::vtable, |_| ())
});

/// `binascii.Incomplete`
static INCOMPLETE: NativeType = NativeType::new(TypeDef {
    base: Some(&EXCEPTION),
    flags: flags::BASE | flags::WEAKREF,
    ..TypeDef::new("binascii.Incomplete", <Exception as Payload>::vtable, |_| ())
});

const FUNCTIONS: &[Def] = &[
    def_doc(
        "a2b_base64(data, /, *, strict_mode=False)",
        |t, a| {
            let (data, strict) = (ascii(t, a[0])?, flag(t, a[1], false)?);
            done(t, base64::decode(&data, strict))
        },
        "Decode a line of base64 data.\n\n  strict_mode\n    When set to True, bytes that are not in the base64 standard are not allowed.\n    The same applies to excess data after padding (= / ==).",
    ),
    def_doc(
        "b2a_base64(data, /, *, newline=True)",
        |t, a| {
            let (data, newline) = (Buffer::get(t, a[0])?, flag(t, a[1], true)?);
            Ok(bytes::from_vec(t, base64::encode(&data, newline)))
        },
        "Base64-code line of data.",
    ),
    def_doc(
        "a2b_hex(hexstr, /)",
        unhexlify,
        "Binary data of hexadecimal representation.\n\nhexstr must contain an even number of hex digits (upper or lower case).\nThis function is also available as \"unhexlify()\".",
    ),
    def_doc(
        "unhexlify(hexstr, /)",
        unhexlify,
        "Binary data of hexadecimal representation.\n\nhexstr must contain an even number of hex digits (upper or lower case).",
    ),
    def_doc(
        "b2a_hex(data, sep=<unrepresentable>, bytes_per_sep=1)",
        hexlify,
        "Hexadecimal representation of binary data.\n\n  sep\n    An optional single character or byte to separate hex bytes.\n  bytes_per_sep\n    How many bytes between separators.  Positive values count from the\n    right, negative values count from the left.\n\nThe return value is a bytes object.  This function is also\navailable as \"hexlify()\".",
    ),
    def_doc(
        "hexlify(data, sep=<unrepresentable>, bytes_per_sep=1)",
        hexlify,
        "Hexadecimal representation of binary data.\n\n  sep\n    An optional single character or byte to separate hex bytes.\n  bytes_per_sep\n    How many bytes between separators.  Positive values count from the\n    right, negative values count from the left.\n\nThe return value is a bytes object.  This function is also\navailable as \"b2a_hex()\".",
    ),
    def_doc(
        "a2b_uu(data, /)",
        |t, a| {
            let data = ascii(t, a[0])?;
            done(t, uu::decode(&data))
        },
        "Decode a line of uuencoded data.",
    ),
    def_doc(
        "b2a_uu(data, /, *, backtick=False)",
        |t, a| {
            let (data, backtick) = (Buffer::get(t, a[0])?, flag(t, a[1], false)?);
            done(t, uu::encode(&data, backtick))
        },
        "Uuencode line of data.",
    ),
    def_doc(
        "a2b_qp(data, header=False)",
        |t, a| {
            let (data, header) = (ascii(t, a[0])?, flag(t, a[1], false)?);
            Ok(bytes::from_vec(t, qp::decode(&data, header)))
        },
        "Decode a string of qp-encoded data.",
    ),
    def_doc(
        "b2a_qp(data, quotetabs=False, istext=True, header=False)",
        |t, a| {
            let data = Buffer::get(t, a[0])?;
            let style = qp::Style {
                quote_tabs: flag(t, a[1], false)?,
                is_text: flag(t, a[2], true)?,
                header: flag(t, a[3], false)?,
            };
            Ok(bytes::from_vec(t, qp::encode(&data, style)))
        },
        "Encode a string using quoted-printable encoding.\n\nOn encoding, when istext is set, newlines are not encoded, and white\nspace at end of lines is.  When istext is not set, \\r and \\n (CR/LF)\nare both encoded.  When quotetabs is set, space and tabs are encoded.",
    ),
    def_doc(
        "crc32(data, crc=0, /)",
        |t, a| {
            let data = Buffer::get(t, a[0])?;
            let mut hasher = crc32fast::Hasher::new_with_initial(mask(t, a[1])?);
            hasher.update(&data);
            Ok(t.int(i64::from(hasher.finalize())))
        },
        "Compute CRC-32 incrementally.",
    ),
    def_doc(
        "crc_hqx(data, crc, /)",
        |t, a| {
            let data = Buffer::get(t, a[0])?;
            let mut crc = mask(t, a[1])? as u16;
            for &byte in &*data {
                crc ^= u16::from(byte) << 8;
                for _ in 0..8 {
                    crc = if crc & 0x8000 != 0 { crc << 1 ^ 0x1021 } else { crc << 1 };
                }
            }
            Ok(t.int(i64::from(crc)))
        },
        "Compute CRC-CCITT incrementally.",
    ),
];

/// The low 32 bits of an int.
fn mask(t: &Thread, v: Value) -> Res<u32> {
    if v.is_undef() {
        return Ok(0);
    }
    let n = ops::index(t, v)?;
    Ok(int::wrap_u64(n.v()).unwrap_or(0) as u32)
}

/// Bytes, or the characters of an ASCII str.
fn ascii(t: &Thread, v: Value) -> Res<Buffer> {
    if let Some(view) = str::try_view(&v) {
        return match view {
            heddle_text::View::Ascii(s) => Ok(Buffer::from(s.to_vec())),
            _ => Err(t.value_error("string argument should contain only ASCII characters")),
        };
    }
    if !buffer::is_buffer(v) {
        return Err(t.type_error(format_args!(
            "argument should be bytes, buffer or ASCII string, not '{}'",
            ops::type_name(v)
        )));
    }
    Buffer::get(t, v)
}

fn done(t: &Thread, r: Result<Vec<u8>, String>) -> Res {
    match r {
        Ok(all) => Ok(bytes::from_vec(t, all)),
        Err(e) => Err(t.error(&ERROR, e)),
    }
}

fn unhexlify(t: &Thread, a: &[Value]) -> Res {
    let text = ascii(t, a[0])?;
    if text.len() % 2 != 0 {
        return Err(t.error(&ERROR, "Odd-length string"));
    }
    let digit = |c: u8| (c as char).to_digit(16).map(|d| d as u8);
    let pairs = text.chunks_exact(2).map(|c| Some(digit(c[0])? << 4 | digit(c[1])?));
    match pairs.collect() {
        Some(all) => Ok(bytes::from_vec(t, all)),
        None => Err(t.error(&ERROR, "Non-hexadecimal digit found")),
    }
}

fn separator(t: &Thread, v: Value) -> Res<Option<u8>> {
    if v.is_undef() {
        return Ok(None);
    }
    if ops::len(t, v)? != 1 {
        return Err(t.value_error("sep must be length 1."));
    }
    if let Some(view) = str::try_view(&v) {
        return match u8::try_from(view.get(0)) {
            Ok(c) => Ok(Some(c)),
            Err(_) => Err(t.value_error("sep must be ASCII.")),
        };
    }
    match bytes::try_view(&v) {
        Some(b) => Ok(Some(b[0])),
        None => Err(t.type_error("sep must be str or bytes.")),
    }
}

/// Bytes that lie side by side.
fn contiguous(t: &Thread, v: Value) -> Res<Buffer> {
    if MEMORYVIEW.is_exact(v) && ops::getattr_str(t, v, "c_contiguous")?.v().is(Value::FALSE) {
        return Err(t.buffer_error("memoryview: underlying buffer is not C-contiguous"));
    }
    Buffer::get(t, v)
}

fn hexlify(t: &Thread, a: &[Value]) -> Res {
    let data = contiguous(t, a[0])?;
    let sep = separator(t, a[1])?;
    let group = if a[2].is_undef() { 1 } else { arg_size(t, a[2])? };
    let size = group.unsigned_abs();
    let mut out = Vec::with_capacity(data.len() * 3);
    for (k, byte) in data.iter().enumerate() {
        // Counted from the right if positive.
        let at = if group > 0 { data.len() - k } else { k };
        if let Some(sep) = sep
            && k > 0
            && size > 0
            && at % size == 0
        {
            out.push(sep);
        }
        for digit in [byte >> 4, byte & 15] {
            out.push(b"0123456789abcdef"[digit as usize]);
        }
    }
    Ok(bytes::from_vec(t, out))
}
