//! `seek` and `tell` of text streams. A place is the position of a byte at which the decoder is in its first state, and what to do
//! from there on: `position | flags << 64 | bytes to feed << 128 | characters to skip << 192`.

use super::state::{Snapshot, buffer, decode, errors_of, of, reset_decoding};
use super::write::write_out;
use crate::io::newline::{Newline, Translator};
use heddle_objects::codecs::{self, Codec};
use heddle_objects::slots::Binary;
use heddle_objects::types::{bytes, exceptions as exc, int, str, tuple};
use heddle_objects::{Ref, Res, Thread, Value, ops};

/// `tell()`; the gate is held.
pub fn tell(t: &Thread, v: Value) -> Res {
    let io = of(&v);
    {
        let (seekable, telling) = {
            let s = io.state.lock();
            (s.seekable, s.telling)
        };
        if !seekable {
            return Err(super::super::unsupported(t, "underlying stream is not seekable"));
        }
        if !telling {
            return Err(t.error(&exc::OS_ERROR, "telling position disabled by next() call"));
        }
    }
    write_out(t, v)?;
    ops::call_method(t, v, "flush", &[])?;
    let below = buffer(t, v)?;
    let at = ops::call_method(t, below.v(), "tell", &[])?;
    let (snapshot, used, codec, newline) = {
        let s = io.state.lock();
        (s.snapshot.clone(), s.used, s.codec, s.newline)
    };
    let Some(snapshot) = snapshot else { return Ok(at) };
    let at = ops::arg_i64(t, at.v())? - snapshot.input.len() as i64;
    match codec {
        Some(codec) => {
            let n = native_prefix(t, v, codec, newline, &snapshot, used)?;
            // A `\r` before the chunk was held back: the place before it is clean.
            Ok(t.int(at + n as i64 - if n == 0 { snapshot.flags } else { 0 }))
        }
        None => by_decoder(t, v, at, &snapshot, used),
    }
}

/// How many bytes of a chunk make its first `used` characters.
fn native_prefix(
    t: &Thread,
    v: Value,
    codec: Codec,
    newline: Newline,
    snapshot: &Snapshot,
    used: usize,
) -> Res<usize> {
    let input = &snapshot.input;
    if used == 0 {
        return Ok(0);
    }
    let translating = matches!(newline, Newline::Universal | Newline::Any);
    if input.is_ascii() && snapshot.flags == 0 && !(translating && input.contains(&b'\r')) {
        return Ok(used.min(input.len()));
    }
    let errors = errors_of(t, v);
    let count = |n: usize| -> Res<(usize, bool)> {
        let made = codecs::decode_native(t, codec, &input[..n], Value::NONE, &errors, n == input.len())?;
        let clean = made.consumed == n;
        if !translating {
            return Ok((made.text.len(), clean));
        }
        let mut tr = Translator { pending_cr: snapshot.flags & 1 != 0, seen: 0 };
        let text = tr.feed(&made.text, newline == Newline::Universal, false);
        Ok((text.len(), clean && !tr.pending_cr))
    };
    // The count of characters grows with that of bytes: halve, then step to where the decoder is clean.
    let (mut low, mut high) = (0, input.len());
    while low < high {
        let middle = (low + high) / 2;
        if count(middle)?.0 >= used { high = middle } else { low = middle + 1 }
    }
    while low < input.len() && !count(low)?.1 {
        low += 1;
    }
    Ok(low)
}

fn shifted(t: &Thread, parts: &[(i64, i32)]) -> Res {
    let mut all = t.int(0);
    for &(n, by) in parts {
        let part = ops::binary(t, t.int(n).v(), Value::int32(by), Binary::LShift)?;
        all = ops::binary(t, all.v(), part.v(), Binary::Or)?;
    }
    Ok(all)
}

fn set_state(t: &Thread, decoder: Value, input: &[u8], flags: i64) -> Res<()> {
    let state = tuple::from_refs(t, vec![bytes::new(t, input), t.int(flags)]);
    ops::call_method(t, decoder, "setstate", &[state.v()]).map(drop)
}

/// The place of the `used`-th character, by decoding the chunk again byte by byte.
fn by_decoder(t: &Thread, v: Value, at: i64, snapshot: &Snapshot, used: usize) -> Res {
    let decoder = of(&v).decoder.get(t, ops::object(v));
    if used == 0 || decoder.is_undef() {
        return shifted(t, &[(at, 0), (snapshot.flags, 64)]);
    }
    let saved = ops::call_method(t, decoder.v(), "getstate", &[])?;
    let found = (|| {
        set_state(t, decoder.v(), b"", snapshot.flags)?;
        let (mut start, mut flags, mut fed, mut chars, mut clean) = (at, snapshot.flags, 0i64, 0, 0);
        for (k, byte) in snapshot.input.iter().enumerate() {
            let one = bytes::new(t, &[*byte]);
            let text = ops::call_method(t, decoder.v(), "decode", &[one.v()])?;
            chars += str::len(text.v());
            fed += 1;
            let state = ops::call_method(t, decoder.v(), "getstate", &[])?;
            if let Some([buffer, now]) = tuple::try_items(&state) {
                if ops::len(t, *buffer)? == 0 && chars <= used {
                    start = at + k as i64 + 1;
                    (flags, fed) = (int::to_i64(*now).unwrap_or(0), 0);
                    if chars == used {
                        return shifted(t, &[(start, 0), (flags, 64)]);
                    }
                    clean = chars;
                }
            }
            if chars >= used {
                break;
            }
        }
        shifted(t, &[(start, 0), (flags, 64), (fed, 128), ((used - clean) as i64, 192)])
    })();
    ops::call_method(t, decoder.v(), "setstate", &[saved.v()])?;
    found
}

/// `seek(cookie, whence)`; the gate is held.
pub fn seek(t: &Thread, v: Value, cookie: Value, whence: i32) -> Res {
    let io = of(&v);
    let below = buffer(t, v)?;
    let seekable = io.state.lock().seekable;
    if !seekable {
        return Err(super::super::unsupported(t, "underlying stream is not seekable"));
    }
    let zero = !ops::truth(t, cookie)?;
    let cookie = match whence {
        0 => Ref::new(cookie),
        1 if zero => {
            ops::call_method(t, v, "flush", &[])?;
            ops::call_method(t, v, "tell", &[])?
        }
        2 if zero => {
            ops::call_method(t, v, "flush", &[])?;
            reset_decoding(t, v)?;
            reset_decoder(t, v)?;
            let at = ops::call_method(t, below.v(), "seek", &[Value::int32(0), Value::int32(2)])?;
            reset_encoder(t, v, !ops::truth(t, at.v())?)?;
            return Ok(at);
        }
        1 => return Err(super::super::unsupported(t, "can't do nonzero cur-relative seeks")),
        2 => return Err(super::super::unsupported(t, "can't do nonzero end-relative seeks")),
        _ => {
            return Err(t.value_error(format_args!("invalid whence ({whence}, should be 0, 1 or 2)")));
        }
    };
    let cookie = ops::index(t, cookie.v())?;
    if int::is_negative(cookie.v()) {
        return Err(t.value_error(format_args!("negative seek position {}", ops::repr_text(t, cookie.v())?)));
    }
    ops::call_method(t, v, "flush", &[])?;
    let field = |by: i32| -> Res<i64> {
        let part = ops::binary(t, cookie.v(), Value::int32(by), Binary::RShift)?;
        let part = ops::binary(t, part.v(), t.int(i64::MAX).v(), Binary::And)?;
        Ok(int::to_i64(part.v()).unwrap_or(0))
    };
    let (start, flags, feed, skip) = match int::to_i64(cookie.v()) {
        Some(n) => (n, 0, 0, 0),
        None => (field(0)?, field(64)?, field(128)?, field(192)?),
    };
    ops::call_method(t, below.v(), "seek", &[t.int(start).v()])?;
    reset_decoding(t, v)?;
    let decoder = io.decoder.get(t, ops::object(v));
    if decoder.is_undef() {
        io.state.lock().translator.pending_cr = flags & 1 != 0;
    } else if start == 0 && flags == 0 {
        ops::call_method(t, decoder.v(), "reset", &[])?;
    } else {
        set_state(t, decoder.v(), b"", flags)?;
    }
    if skip > 0 {
        let input = ops::call_method(t, below.v(), "read", &[t.int(feed).v()])?;
        let input = heddle_objects::types::buffer::to_vec(t, input.v())?;
        let snapshot = Snapshot { flags, input: input.clone() };
        let text = decode(t, v, input, false)?;
        if (str::len(text.v()) as i64) < skip {
            return Err(t.error(&exc::OS_ERROR, "can't restore logical file position"));
        }
        io.decoded.set(t, ops::object(v), text);
        let mut s = io.state.lock();
        s.snapshot = Some(snapshot);
        s.used = skip as usize;
    } else {
        io.state.lock().snapshot = Some(Snapshot { flags, input: vec![] });
    }
    reset_encoder(t, v, start == 0 && flags == 0)?;
    Ok(cookie)
}

fn reset_decoder(t: &Thread, v: Value) -> Res<()> {
    let decoder = of(&v).decoder.get(t, ops::object(v));
    if !decoder.is_undef() {
        ops::call_method(t, decoder.v(), "reset", &[])?;
    }
    Ok(())
}

fn reset_encoder(t: &Thread, v: Value, at_start: bool) -> Res<()> {
    let encoder = of(&v).encoder.get(t, ops::object(v));
    if !encoder.is_undef() {
        if at_start {
            ops::call_method(t, encoder.v(), "reset", &[])?;
        } else {
            ops::call_method(t, encoder.v(), "setstate", &[Value::int32(0)])?;
        }
    }
    Ok(())
}
