//! Built-in functions about text: `chr`, `ord`, `ascii`, and the functions of module `_string`.
//!
//! It must never know how text is kept.

use crate::error::Res;
use crate::native::{Def, def_doc};
use crate::ops::{self, type_name};
use crate::thread::Thread;
use crate::types::{bytearray, bytes, int, str};
use crate::value::Value;

/// `chr`, `ord`, `ascii` of module `builtins`.
pub static FUNCTIONS: &[Def] = &[
    def_doc(
        "ascii($module, obj, /)",
        |t, a| str::ascii(t, a[1]),
        "Return an ASCII-only representation of an object.",
    ),
    def_doc("chr($module, i, /)", chr, "Return a Unicode string of one character with ordinal i."),
    def_doc("ord($module, character, /)", ord, "Return the ordinal value of a character."),
];

/// Module `_string`.
pub static STRING_FUNCTIONS: &[Def] = &[
    def_doc(
        "formatter_parser($module, object, /)",
        |t, a| str::formatter_parser(t, a[1]),
        "parse the argument as a format string",
    ),
    def_doc(
        "formatter_field_name_split($module, object, /)",
        |t, a| str::formatter_field_name_split(t, a[1]),
        "split the argument as a field name",
    ),
];

fn chr(t: &Thread, a: &[Value]) -> Res {
    let n = ops::index(t, a[1])?;
    match int::to_i64(n.v()) {
        Some(c @ 0..=0x10_FFFF) => Ok(str::from_char(t, c as u32)),
        _ => Err(t.value_error("chr() arg not in range(0x110000)")),
    }
}

fn ord(t: &Thread, a: &[Value]) -> Res {
    let v = a[1];
    let (len, first) = if let Some(text) = str::try_view(&v) {
        (text.len(), if text.len() == 1 { i64::from(text.get(0)) } else { 0 })
    } else if let Some(bytes) = bytes::try_view(&v) {
        (bytes.len(), bytes.first().map_or(0, |b| i64::from(*b)))
    } else if bytearray::is_bytearray(v) {
        bytearray::with(t, v, |bytes| (bytes.len(), bytes.first().map_or(0, |b| i64::from(*b))))
    } else {
        return Err(
            t.type_error(format_args!("ord() expected string of length 1, but {} found", type_name(v)))
        );
    };
    if len != 1 {
        return Err(
            t.type_error(format_args!("ord() expected a character, but string of length {len} found"))
        );
    }
    Ok(t.int(first))
}
