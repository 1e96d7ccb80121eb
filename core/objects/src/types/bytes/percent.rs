//! `%` formatting of bytes.

use super::make::dunder_bytes;
use super::{from_vec, is_bytes, new};
use crate::error::{Raised, Res};
use crate::ops::{self, slots_of, type_name};
use crate::refs::Ref;
use crate::thread::Thread;
use crate::types::buffer::{self, Buffer};
use crate::types::str::{self, Field, Target};
use crate::types::{bytearray, int, size};
use crate::value::Value;
use std::ops::Range;

struct BytesTarget<'a> {
    format: &'a [u8],
    out: Vec<u8>,
}

impl BytesTarget<'_> {
    fn padded(&mut self, t: &Thread, bytes: &[u8], field: Field) -> Res<()> {
        let pad = field.width.saturating_sub(bytes.len());
        size::check(t, pad, 1)?;
        let start = if field.flags.left { bytes.len() } else { 0 };
        let from = self.out.len();
        self.out.extend_from_slice(bytes);
        let blanks = std::iter::repeat_n(b' ', pad);
        self.out.splice(from + start..from + start, blanks);
        Ok(())
    }
}

impl Target for BytesTarget<'_> {
    fn literal(&mut self, range: Range<usize>) {
        self.out.extend_from_slice(&self.format[range]);
    }

    fn number(&mut self, text: &str) {
        self.out.extend_from_slice(text.as_bytes());
    }

    fn key(&self, t: &Thread, range: Range<usize>) -> Ref {
        new(t, &self.format[range])
    }

    fn not_a_float(&self, t: &Thread, v: Value) -> Raised {
        t.type_error(format_args!("float argument required, not {}", type_name(v)))
    }

    fn convert(&mut self, t: &Thread, letter: char, v: Value, field: Field) -> Res<bool> {
        let holder;
        let bytes = match letter {
            's' | 'b' => {
                if buffer::is_buffer(v) {
                    Buffer::get(t, v)?.to_vec()
                } else {
                    holder = dunder_bytes(t, v)?;
                    match &holder {
                        Some(bytes) => super::view(bytes).to_vec(),
                        None => {
                            return Err(t.type_error(format_args!(
                                "%b requires a bytes-like object, or an object that implements __bytes__, not '{}'",
                                type_name(v)
                            )));
                        }
                    }
                }
            }
            'r' | 'a' => {
                let shown = str::ascii(t, v)?;
                str::view(&shown).chars().map(|c| c as u8).collect()
            }
            'c' => {
                let byte = byte(t, v)?;
                self.padded(t, &[byte], field)?;
                return Ok(true);
            }
            _ => return Ok(false),
        };
        let kept = field.precision.map_or(bytes.len(), |n| n.min(bytes.len()));
        self.padded(t, &bytes[..kept], field)?;
        Ok(true)
    }
}

fn byte(t: &Thread, v: Value) -> Res<u8> {
    const WANTED: &str = "%c requires an integer in range(256) or a single byte, not";
    let one = |bytes: &[u8], kind: &str| match *bytes {
        [byte] => Ok(byte),
        _ => Err(format!("{WANTED} a {kind} object of length {}", bytes.len())),
    };
    let found = if let Some(bytes) = super::try_view(&v) {
        one(bytes, "bytes")
    } else if bytearray::is_bytearray(v) {
        bytearray::with(t, v, |bytes| one(bytes, "bytearray"))
    } else if v.is_small_int() || slots_of(v).index.is_some() {
        let n = ops::index(t, v)?;
        return match int::to_i64(n.v()).and_then(|n| u8::try_from(n).ok()) {
            Some(byte) => Ok(byte),
            None => Err(t.overflow_error("%c arg not in range(256)")),
        };
    } else {
        Err(format!("{WANTED} {}", type_name(v)))
    };
    found.map_err(|message| t.type_error(message))
}

/// `format % args`, as bytes.
pub(crate) fn modulo(t: &Thread, format: &[u8], args: Value) -> Res<Vec<u8>> {
    let mut target = BytesTarget { format, out: Vec::with_capacity(format.len() + 16) };
    let text_like = is_bytes(args) || bytearray::is_bytearray(args);
    str::percent(t, format, &mut target, args, text_like, "bytes")?;
    Ok(target.out)
}

pub(super) fn modulo_bytes(t: &Thread, format: Value, args: Value) -> Res {
    match super::try_view(&format) {
        Some(bytes) => Ok(from_vec(t, modulo(t, bytes, args)?)),
        None => Ok(Ref::NOT_IMPLEMENTED),
    }
}
