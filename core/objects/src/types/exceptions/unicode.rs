//! `UnicodeEncodeError`, `UnicodeDecodeError`, `UnicodeTranslateError`.

use super::{Extra, base, exact_args, get_field, member, set_field};
use crate::error::{Raised, Res};
use crate::native::Args;
use crate::ops::{self, type_name};
use crate::refs::Ref;
use crate::slots::Slots;
use crate::thread::Thread;
use crate::typeobj::{GetSet, NativeType};
use crate::types::{int, str};
use crate::value::Value;

const ENCODING: usize = 0;
const OBJECT: usize = 1;
const START: usize = 2;
const END: usize = 3;
const REASON: usize = 4;

/// `start` and `end` are machine words.
const fn position<const K: usize>(name: &'static str, doc: &'static str) -> GetSet {
    GetSet {
        name,
        get: |t, e| {
            let found = get_field(t, e, K);
            Ok(found.some().unwrap_or_else(|| t.int(0)))
        },
        set: Some(|t, e, new| {
            if new.is_undef() {
                return Err(t.type_error("can't delete numeric/char attribute"));
            }
            if ops::slots_of(new).index.is_none() {
                return Err(t.type_error("an integer is required"));
            }
            let n = ops::arg_i64(t, new)?;
            set_field(t, e, K, t.int(n));
            Ok(())
        }),
        doc,
    }
}

pub(super) const EXTRA: Extra = Extra {
    methods: &[],
    getset: &[
        member::<ENCODING>("encoding", "exception encoding"),
        member::<OBJECT>("object", "exception object"),
        position::<START>("start", "exception start"),
        position::<END>("end", "exception end"),
        member::<REASON>("reason", "exception reason"),
    ],
};

fn text(t: &Thread, v: Value, k: usize) -> Res {
    if str::is_str(v) {
        return Ok(Ref::new(v));
    }
    Err(t.type_error(format_args!("argument {k} must be str, not {}", type_name(v))))
}

fn word(t: &Thread, v: Value) -> Res {
    let n = ops::arg_i64(t, v)?;
    Ok(t.int(n))
}

fn fill(t: &Thread, e: Value, values: [Ref; 5]) {
    for (k, v) in values.into_iter().enumerate() {
        set_field(t, e, k, v);
    }
}

pub(super) fn encode_slots(s: &mut Slots) {
    s.new = Some(base::new);
    s.init = Some(|t, e, args: Args| {
        base::init(t, e, args)?;
        let a = exact_args(t, args.positional(), 5, 5, "function")?;
        let values =
            [text(t, a[0], 1)?, text(t, a[1], 2)?, word(t, a[2])?, word(t, a[3])?, text(t, a[4], 5)?];
        fill(t, e, values);
        Ok(())
    });
    s.str = Some(|t, e| {
        let encoding = encoding_of(t, e)?;
        describe(t, e, &format!("'{encoding}' codec can't encode character"))
    });
}

pub(super) fn translate_slots(s: &mut Slots) {
    s.new = Some(base::new);
    s.init = Some(|t, e, args: Args| {
        base::init(t, e, args)?;
        let a = exact_args(t, args.positional(), 4, 4, "function")?;
        let values = [Ref::UNDEF, text(t, a[0], 1)?, word(t, a[1])?, word(t, a[2])?, text(t, a[3], 4)?];
        fill(t, e, values);
        Ok(())
    });
    s.str = Some(|t, e| describe(t, e, "can't translate character"));
}

pub(super) fn decode_slots(s: &mut Slots) {
    s.new = Some(base::new);
    s.init = Some(|t, e, args: Args| {
        base::init(t, e, args)?;
        let a = exact_args(t, args.positional(), 5, 5, "function")?;
        let values = [text(t, a[0], 1)?, bytes(t, a[1])?, word(t, a[2])?, word(t, a[3])?, text(t, a[4], 5)?];
        fill(t, e, values);
        Ok(())
    });
    s.str = Some(|t, e| {
        let object = get_field(t, e, OBJECT);
        if object.is_undef() {
            return Ok(t.intern(""));
        }
        let (encoding, reason) = (encoding_of(t, e)?, reason_of(t, e)?);
        let (start, end) = range(t, e);
        let byte =
            if end.checked_sub(1) == Some(start) && start >= 0 { item(t, object.v(), start)? } else { None };
        Ok(t.str(&match byte {
            Some(b) => format!("'{encoding}' codec can't decode byte {b:#04x} in position {start}: {reason}"),
            None => format!(
                "'{encoding}' codec can't decode bytes in position {start}-{}: {reason}",
                end.wrapping_sub(1)
            ),
        }))
    });
}

/// The object of a UnicodeDecodeError: bytes, or a copy as bytes of another object with a buffer.
fn bytes(t: &Thread, v: Value) -> Res {
    if crate::types::bytes::is_bytes(v) {
        return Ok(Ref::new(v));
    }
    Ok(crate::types::bytes::from_vec(t, crate::types::buffer::to_vec(t, v)?))
}

/// The byte at an index; `None` if there is none.
fn item(t: &Thread, object: Value, k: i64) -> Res<Option<i64>> {
    if ops::len(t, object)? as i64 <= k {
        return Ok(None);
    }
    let found = ops::getitem(t, object, t.int(k).v())?;
    Ok(int::to_i64(found.v()))
}

fn range(t: &Thread, e: Value) -> (i64, i64) {
    let word = |k| int::to_i64(get_field(t, e, k).v()).unwrap_or(0);
    (word(START), word(END))
}

fn encoding_of(t: &Thread, e: Value) -> Res<String> {
    let v = get_field(t, e, ENCODING);
    if v.is_undef() { Ok("<NULL>".to_string()) } else { ops::str_text(t, v.v()) }
}

fn reason_of(t: &Thread, e: Value) -> Res<String> {
    let v = get_field(t, e, REASON);
    if v.is_undef() { Ok("<NULL>".to_string()) } else { ops::str_text(t, v.v()) }
}

fn describe(t: &Thread, e: Value, what: &str) -> Res {
    let object = get_field(t, e, OBJECT);
    if object.is_undef() {
        return Ok(t.intern(""));
    }
    let Some(view) = str::try_view(&object) else {
        return Err(t.type_error("UnicodeError 'object' attribute must be a string"));
    };
    let reason = reason_of(t, e)?;
    let (start, end) = range(t, e);
    if end.checked_sub(1) == Some(start) && start >= 0 && (start as usize) < view.len() {
        let c = view.get(start as usize);
        let c = match c {
            0..=0xFF => format!("\\x{c:02x}"),
            0x100..=0xFFFF => format!("\\u{c:04x}"),
            _ => format!("\\U{c:08x}"),
        };
        return Ok(t.str(&format!("{what} '{c}' in position {start}: {reason}")));
    }
    Ok(t.str(&format!("{what}s in position {start}-{}: {reason}", end.wrapping_sub(1))))
}

fn raise(t: &Thread, class: &NativeType, args: &[Value]) -> Raised {
    t.error_args(class, args)
}

/// A UnicodeEncodeError: `text[start..end]` has no place in `encoding`.
#[cold]
pub fn encode_error(
    t: &Thread,
    encoding: &str,
    text: Value,
    start: usize,
    end: usize,
    reason: &str,
) -> Raised {
    let (encoding, reason) = (t.str(encoding), t.str(reason));
    let (start, end) = (t.int(start as i64), t.int(end as i64));
    raise(t, &super::UNICODE_ENCODE_ERROR, &[encoding.v(), text, start.v(), end.v(), reason.v()])
}

/// A UnicodeDecodeError: `bytes[start..end]` mean nothing in `encoding`.
#[cold]
pub fn decode_error(
    t: &Thread,
    encoding: &str,
    bytes: Value,
    start: usize,
    end: usize,
    reason: &str,
) -> Raised {
    let (encoding, reason) = (t.str(encoding), t.str(reason));
    let (start, end) = (t.int(start as i64), t.int(end as i64));
    raise(t, &super::UNICODE_DECODE_ERROR, &[encoding.v(), bytes, start.v(), end.v(), reason.v()])
}

/// A UnicodeTranslateError.
#[cold]
pub fn translate_error(t: &Thread, text: Value, start: usize, end: usize, reason: &str) -> Raised {
    let reason = t.str(reason);
    let (start, end) = (t.int(start as i64), t.int(end as i64));
    raise(t, &super::UNICODE_TRANSLATE_ERROR, &[text, start.v(), end.v(), reason.v()])
}
