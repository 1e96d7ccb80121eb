//! Writing of text streams. All of it runs with the gate held: one `write` is one piece.

use super::super::buffered;
use super::super::newline::{expand, find};
use super::state::{buffer, encode, of, reset_decoding};
use heddle_objects::types::{bytes, str};
use heddle_objects::{Res, Thread, Value, ops};

/// Hands what was encoded to the stream below.
pub fn write_out(t: &Thread, v: Value) -> Res<()> {
    let pending = std::mem::take(&mut of(&v).state.lock().pending);
    if pending.is_empty() {
        return Ok(());
    }
    let below = buffer(t, v)?;
    if buffered::WRITER.is_exact(below.v()) || buffered::RANDOM.is_exact(below.v()) {
        return buffered::write_bytes(t, below.v(), &pending);
    }
    let data = bytes::from_vec(t, pending);
    ops::call_method(t, below.v(), "write", &[data.v()])?;
    Ok(())
}

/// `write(text)`
pub fn write(t: &Thread, v: Value, text: Value) -> Res<()> {
    let io = of(&v);
    let view = str::view(&text);
    let (newline, line_buffering, write_through, chunk) = {
        let s = io.state.lock();
        (s.newline, s.line_buffering, s.write_through, s.chunk_size)
    };
    let has_lf = (line_buffering || newline.written().is_some()) && find(view, 0x0A).is_some();
    let flush = line_buffering && (has_lf || find(view, 0x0D).is_some());
    let data = match newline.written() {
        Some(written) if has_lf => {
            let text = str::from_owned(t, &expand(view, written));
            encode(t, v, text.v())?
        }
        _ => encode(t, v, text)?,
    };
    let full = {
        let mut s = io.state.lock();
        let full = !s.pending.is_empty() && s.pending.len() + data.len() > chunk;
        if !full {
            if s.pending.is_empty() {
                s.pending = data;
                None
            } else {
                s.pending.extend_from_slice(&data);
                None
            }
        } else {
            Some(data)
        }
    };
    if let Some(data) = full {
        write_out(t, v)?;
        io.state.lock().pending.extend_from_slice(&data);
    }
    if flush || write_through || io.state.lock().pending.len() >= chunk {
        write_out(t, v)?;
    }
    if flush {
        let below = buffer(t, v)?;
        if buffered::WRITER.is_exact(below.v()) {
            buffered::flush(t, below.v())?;
        } else {
            ops::call_method(t, below.v(), "flush", &[])?;
        }
    }
    let decoded = {
        let s = io.state.lock();
        s.snapshot.is_some() || !io.decoded.peek().is_undef()
    };
    if decoded {
        reset_decoding(t, v)?;
        let decoder = io.decoder.get(t, ops::object(v));
        if !decoder.is_undef() {
            ops::call_method(t, decoder.v(), "reset", &[])?;
        }
    }
    Ok(())
}
