//! Reading of text streams. All of it runs with the gate held.

use super::super::buffered;
use super::super::newline::Newline;
use super::state::{Snapshot, buffer, decode, of};
use super::write::write_out;
use heddle_objects::types::{bytes, int, str, tuple};
use heddle_objects::{Ref, Res, Thread, Value, ops};
use heddle_text::Buf;

/// Reads and decodes one chunk; false at the end.
pub fn read_chunk(t: &Thread, v: Value, hint: usize) -> Res<bool> {
    let io = of(&v);
    let below = buffer(t, v)?;
    let (native, telling, has_read1, size) = {
        let s = io.state.lock();
        (s.codec.is_some(), s.telling, s.has_read1, s.chunk_size.max(hint))
    };
    let decoder = io.decoder.get(t, ops::object(v));
    if !native && decoder.is_undef() {
        return Err(super::super::unsupported(t, "not readable"));
    }
    let mut snapshot = None;
    if telling {
        let mut before = Snapshot::default();
        if native {
            let s = io.state.lock();
            before.input = s.held.clone();
            before.flags = i64::from(s.translator.pending_cr);
        } else {
            let state = ops::call_method(t, decoder.v(), "getstate", &[])?;
            match tuple::try_items(&state) {
                Some([input, flags]) if bytes::is_bytes(*input) => {
                    before.input = bytes::view(input).to_vec();
                    before.flags = int::to_i64(*flags).unwrap_or(0);
                }
                _ => return Err(t.type_error("illegal decoder state")),
            }
        }
        snapshot = Some(before);
    }
    let input = if buffered::READER.is_exact(below.v()) || buffered::RANDOM.is_exact(below.v()) {
        buffered::read1_bytes(t, below.v(), size as isize)?
    } else {
        let method = if has_read1 { "read1" } else { "read" };
        let input = ops::call_method(t, below.v(), method, &[t.int(size as i64).v()])?;
        if !heddle_objects::types::buffer::is_buffer(input.v()) {
            return Err(t.type_error(format_args!(
                "underlying {method}() should have returned a bytes-like object, not '{}'",
                ops::type_name(input.v())
            )));
        }
        heddle_objects::types::buffer::to_vec(t, input.v())?
    };
    let end = input.is_empty();
    if let Some(before) = &mut snapshot {
        before.input.extend_from_slice(&input);
    }
    let text = decode(t, v, input, end)?;
    let more = str::len(text.v()) > 0;
    {
        let mut s = io.state.lock();
        s.used = 0;
        s.snapshot = snapshot;
    }
    io.decoded.set(t, ops::object(v), text);
    Ok(!end || more)
}

/// The text that was decoded and not handed out, and where that begins.
fn decoded(t: &Thread, v: Value) -> (Ref, usize) {
    let text = of(&v).decoded.get(t, ops::object(v));
    let used = of(&v).state.lock().used;
    if text.is_undef() {
        return (text, 0);
    }
    let used = used.min(str::len(text.v()));
    (text, used)
}

/// Hands out at most `n` characters of what was decoded.
fn take(t: &Thread, v: Value, n: usize) -> Ref {
    let (text, used) = decoded(t, v);
    if text.is_undef() {
        return t.intern("");
    }
    let len = str::len(text.v());
    let end = used.saturating_add(n).min(len);
    of(&v).state.lock().used = end;
    if used == 0 && end == len {
        return text;
    }
    str::new(t, str::view(&text).slice(used..end))
}

/// `read(n)`, everything if negative.
pub fn read(t: &Thread, v: Value, n: isize) -> Res {
    write_out(t, v)?;
    if n < 0 {
        let below = buffer(t, v)?;
        let rest = ops::call_method(t, below.v(), "read", &[])?;
        if rest.is_none() {
            return Err(super::super::would_block(t, "Read returned None.", 0));
        }
        let rest = heddle_objects::types::buffer::to_vec(t, rest.v())?;
        let before = take(t, v, usize::MAX);
        let text = decode(t, v, rest, true)?;
        of(&v).state.lock().snapshot = None;
        of(&v).decoded.set(t, ops::object(v), Ref::UNDEF);
        of(&v).state.lock().used = 0;
        if str::len(before.v()) == 0 {
            return Ok(text);
        }
        let mut buf = Buf::new();
        buf.push_view(str::view(&before));
        buf.push_view(str::view(&text));
        return Ok(str::from_owned(t, &buf.finish()));
    }
    let n = n as usize;
    let first = take(t, v, n);
    if str::len(first.v()) == n {
        return Ok(first);
    }
    let mut buf = Buf::new();
    buf.push_view(str::view(&first));
    while buf.len() < n {
        if !read_chunk(t, v, n - buf.len())? {
            break;
        }
        let part = take(t, v, n - buf.len());
        buf.push_view(str::view(&part));
        t.m.safepoint();
    }
    Ok(str::from_owned(t, &buf.finish()))
}

/// `readline(limit)`, no limit if negative.
pub fn readline(t: &Thread, v: Value, limit: isize) -> Res {
    write_out(t, v)?;
    let newline: Newline = of(&v).state.lock().newline;
    let limit = if limit < 0 { usize::MAX } else { limit as usize };
    let mut line: Option<Buf> = None;
    loop {
        let (text, used) = decoded(t, v);
        let view = if text.is_undef() { heddle_text::View::EMPTY } else { str::view(&text) };
        let rest = view.slice(used..view.len());
        // A line end may be split between two chunks.
        let split = match &line {
            Some(buf) if !buf.is_empty() && newline == Newline::CrLf => buf.view().get(buf.len() - 1) == 0x0D,
            _ => false,
        };
        let end =
            if split && !rest.is_empty() && rest.get(0) == 0x0A { Some(1) } else { newline.line_end(rest) };
        let so_far = line.as_ref().map_or(0, Buf::len);
        let n = end.unwrap_or(rest.len()).min(limit - so_far);
        let done = end.is_some_and(|end| end <= limit - so_far) || so_far + n >= limit;
        of(&v).state.lock().used = used + n;
        if done && line.is_none() {
            return Ok(str::new(t, rest.slice(0..n)));
        }
        let buf = line.get_or_insert_with(Buf::new);
        buf.push_view(rest.slice(0..n));
        if done {
            break;
        }
        t.m.safepoint();
        loop {
            if !read_chunk(t, v, 0)? {
                of(&v).state.lock().snapshot = None;
                of(&v).decoded.set(t, ops::object(v), Ref::UNDEF);
                of(&v).state.lock().used = 0;
                return Ok(str::from_owned(t, &line.unwrap_or_default().finish()));
            }
            let (text, _) = decoded(t, v);
            if !text.is_undef() && str::len(text.v()) > 0 {
                break;
            }
        }
    }
    Ok(str::from_owned(t, &line.unwrap_or_default().finish()))
}
