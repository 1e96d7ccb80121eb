//! `bytes(...)`, and what `bytearray` takes from it: bytes out of anything.

use super::{BYTES, exact, from_vec, is_bytes, new_subclass};
use crate::error::Res;
use crate::native::Args;
use crate::ops::{self, slots_of, type_name};
use crate::refs::Ref;
use crate::thread::Thread;
use crate::typeobj::type_data;
use crate::types::args::bind;
use crate::types::{buffer, exceptions as exc, int, size, str};
use crate::value::Value;
use heddle_threads::sync::atomic::Ordering::*;

/// `bytes.__new__(cls, source=b'', encoding, errors)`
pub(super) fn new(t: &Thread, cls: Value, args: Args) -> Res {
    let [source, encoding, errors] = arguments(t, "bytes", args)?;
    let made = match text(t, "bytes", source, encoding, errors)? {
        Some(made) => made,
        None => from_object(t, source)?,
    };
    if cls.is(BYTES.get()) {
        return Ok(made);
    }
    let shape = type_data(&cls).first_shape.load(Relaxed);
    Ok(new_subclass(t, shape, super::view(&made)))
}

/// The arguments of both constructors.
pub(crate) fn arguments(t: &Thread, function: &str, args: Args) -> Res<[Value; 3]> {
    let given = args.all.len();
    if given > 3 {
        return Err(t.type_error(format_args!("{function}() takes at most 3 arguments ({given} given)")));
    }
    bind(t, function, ["source", "encoding", "errors"], args)
}

/// The part of both constructors that is about text: the encoded bytes, or `None` where there is an object to be converted.
pub(crate) fn text(
    t: &Thread,
    function: &str,
    source: Value,
    encoding: Value,
    errors: Value,
) -> Res<Option<Ref>> {
    let codec = str::codec_arg(t, encoding, function, "encoding")?;
    let handler = str::codec_arg(t, errors, function, "errors")?;
    let is_text = str::is_str(source);
    if let Some(codec) = codec.filter(|_| is_text) {
        return crate::codecs::encode_text(t, source, &codec, handler.as_deref()).map(Some);
    }
    if is_text {
        return Err(t.type_error("string argument without an encoding"));
    }
    if !encoding.is_undef() {
        return Err(t.type_error("encoding without a string argument"));
    }
    if !errors.is_undef() {
        return Err(t.type_error("errors without a string argument"));
    }
    Ok(source.is_undef().then(|| super::new(t, &[])))
}

/// `bytes(v)`
pub fn from_object(t: &Thread, v: Value) -> Res {
    if BYTES.is_exact(v) {
        return Ok(Ref::new(v));
    }
    if let Some(made) = dunder_bytes(t, v)? {
        return Ok(made);
    }
    if let Some(n) = count(t, v)? {
        size::check(t, n, 1)?;
        return Ok(from_vec(t, vec![0; n]));
    }
    if buffer::is_buffer(v) {
        return Ok(from_vec(t, buffer::to_vec(t, v)?));
    }
    Ok(from_vec(t, from_ints(t, v, "bytes", "bytes must be in range(0, 256)")?))
}

/// `v.__bytes__()`, if there is such a method.
pub(crate) fn dunder_bytes(t: &Thread, v: Value) -> Res<Option<Ref>> {
    let name = t.intern("__bytes__");
    let made = ops::call_special(t, v, name.v(), &[])?;
    if made.is_undef() {
        return Ok(None);
    }
    if !is_bytes(made.v()) {
        return Err(t.type_error(format_args!("__bytes__ returned non-bytes (type {})", type_name(made.v()))));
    }
    Ok(Some(if is_bytes(v) { exact(t, made.v()) } else { made }))
}

/// A number of zero bytes, if `v` is an index.
pub(crate) fn count(t: &Thread, v: Value) -> Res<Option<usize>> {
    if !v.is_small_int() && slots_of(v).index.is_none() {
        return Ok(None);
    }
    let n = match ops::index(t, v) {
        Err(e) if e.is(&exc::TYPE_ERROR) => return Ok(None),
        other => other?,
    };
    match int::to_i64(n.v()) {
        Some(n) if n < 0 => Err(t.value_error("negative count")),
        Some(n) => Ok(Some(n as usize)),
        None => Err(t.overflow_error("cannot fit 'int' into an index-sized integer")),
    }
}

/// Bytes of an iterable of ints.
pub(crate) fn from_ints(t: &Thread, v: Value, what: &str, range: &str) -> Res<Vec<u8>> {
    if str::is_str(v) || (slots_of(v).iter.is_none() && slots_of(v).getitem.is_none()) {
        return Err(t.type_error(format_args!("cannot convert '{}' object to {what}", type_name(v))));
    }
    let mut bytes = Vec::new();
    ops::for_each(t, v, |item| {
        let n = ops::index(t, item.v())?;
        match int::to_i64(n.v()).and_then(|n| u8::try_from(n).ok()) {
            Some(b) => bytes.push(b),
            None => return Err(t.value_error(range)),
        }
        Ok(())
    })?;
    Ok(bytes)
}
