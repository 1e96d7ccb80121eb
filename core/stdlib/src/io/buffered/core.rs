//! The state of buffered streams and what moves bytes between it and the raw stream. All of it runs with the gate held and no
//! mutex: the mutex is taken for moments only, so Python code may run in between.
//!
//! Unread bytes and unwritten bytes never lie in the buffers together: reading first flushes, writing first seeks back.

use super::super::gate::{Entered, Gate};
use super::super::{fileio, would_block};
use heddle_objects::types::{bytearray, bytes, int};
use heddle_objects::{Raised, Ref, Res, Slot, Thread, Value, ops};
use heddle_threads::sync::Mutex;
use heddle_threads::sync::atomic::{AtomicBool, Ordering::*};

/// What is buffered.
#[derive(Default)]
pub struct State {
    /// The buffers' size.
    pub size: usize,
    /// Bytes read ahead.
    pub ahead: Vec<u8>,
    /// How many of them were handed out.
    pub used: usize,
    /// Bytes to be written.
    pub out: Vec<u8>,
    /// Where the raw stream is; -1: ask it.
    pub raw_at: i64,
}

impl State {
    /// Bytes read ahead and not handed out.
    pub fn unread(&self) -> usize {
        self.ahead.len() - self.used
    }

    /// Hands out bytes that were read ahead.
    pub fn take(&mut self, n: usize) -> Vec<u8> {
        let n = n.min(self.unread());
        let part = if self.used == 0 && n == self.ahead.len() {
            std::mem::take(&mut self.ahead)
        } else {
            let part = self.ahead[self.used..self.used + n].to_vec();
            self.used += n;
            part
        };
        if self.used == self.ahead.len() {
            self.used = 0;
            self.ahead.clear();
        }
        part
    }
}

/// A buffered stream's payload.
pub struct Buffered {
    pub raw: Slot,
    pub gate: Gate,
    pub state: Mutex<State>,
    pub ready: AtomicBool,
    pub detached: AtomicBool,
    pub finalizing: AtomicBool,
}
heddle_objects::payload!(Buffered { raw });

impl Buffered {
    /// One that is not initialised.
    pub fn new() -> Buffered {
        Buffered {
            raw: Slot::undef(),
            gate: Gate::default(),
            state: Mutex::default(),
            ready: AtomicBool::new(false),
            detached: AtomicBool::new(false),
            finalizing: AtomicBool::new(false),
        }
    }
}

/// The payload.
pub fn of(v: &Value) -> &Buffered {
    v.expect::<Buffered>()
}

/// The raw stream; ValueError if there is none (any more).
pub fn raw(t: &Thread, v: Value) -> Res {
    let b = of(&v);
    if !b.ready.load(Acquire) {
        return Err(t.value_error(if b.detached.load(Relaxed) {
            "raw stream has been detached"
        } else {
            "I/O operation on uninitialized object"
        }));
    }
    Ok(b.raw.get(t, ops::object(v)))
}

/// Takes the gate; RuntimeError if this thread has it already.
pub fn enter<'a>(t: &Thread, v: &'a Value) -> Res<Entered<'a>> {
    match of(v).gate.enter_once(t) {
        Some(gate) => Ok(gate),
        None => Err(t.runtime_error(format_args!("reentrant call inside {}", ops::repr_text(t, *v)?))),
    }
}

/// Whether the raw stream is closed.
pub fn closed(t: &Thread, v: Value) -> Res<bool> {
    let raw = raw(t, v)?;
    if fileio::FILE_IO.is_exact(raw.v()) {
        return Ok(fileio::fd(t, raw.v()).is_err());
    }
    super::super::base::is_closed(t, raw.v())
}

/// ValueError if closed.
pub fn check_open(t: &Thread, v: Value, message: &str) -> Res<()> {
    if closed(t, v)? {
        return Err(t.value_error(message));
    }
    Ok(())
}

/// Reads at most `n` bytes from the raw stream; `None`: it would block.
pub fn raw_read(t: &Thread, v: Value, n: usize) -> Res<Option<Vec<u8>>> {
    let raw = raw(t, v)?;
    let got = if fileio::FILE_IO.is_exact(raw.v()) {
        let mut data = heddle_objects::types::size::zeroed(t, n)?;
        fileio::read_into(t, raw.v(), &mut data)?.map(|n| {
            data.truncate(n);
            data
        })
    } else {
        let memory = bytearray::from_vec(t, heddle_objects::types::size::zeroed(t, n)?);
        let view = ops::call_pos(t, heddle_objects::types::memoryview::MEMORYVIEW.get(), &[memory.v()])?;
        let got = ops::call_method(t, raw.v(), "readinto", &[view.v()])?;
        if got.is_none() {
            None
        } else {
            let got = ops::index_isize(t, got.v())?;
            if got < 0 || got as usize > n {
                return Err(t.error(
                    &heddle_objects::types::exceptions::OS_ERROR,
                    format_args!(
                        "raw readinto() returned invalid length {got} (should have been between 0 and {n})"
                    ),
                ));
            }
            let mut data = bytearray::to_vec(t, memory.v());
            data.truncate(got as usize);
            Some(data)
        }
    };
    if let Some(data) = &got {
        let mut s = of(&v).state.lock();
        if s.raw_at >= 0 {
            s.raw_at += data.len() as i64;
        }
    }
    Ok(got)
}

/// Fills the empty read-ahead buffer once; how much there is then, `None`: it would block.
pub fn fill(t: &Thread, v: Value) -> Res<Option<usize>> {
    let size = of(&v).state.lock().size;
    let got = raw_read(t, v, size)?;
    Ok(got.map(|data| {
        let n = data.len();
        let old = {
            let mut s = of(&v).state.lock();
            s.used = 0;
            std::mem::replace(&mut s.ahead, data)
        };
        drop(old);
        n
    }))
}

/// Writes bytes to the raw stream; `None`: it would block.
fn raw_write(t: &Thread, v: Value, data: &[u8]) -> Res<Option<usize>> {
    let raw = raw(t, v)?;
    let n = if fileio::FILE_IO.is_exact(raw.v()) {
        fileio::write_from(t, raw.v(), data)?
    } else {
        let object = bytes::new(t, data);
        let n = ops::call_method(t, raw.v(), "write", &[object.v()])?;
        if n.is_none() {
            None
        } else {
            let n = ops::index_isize(t, n.v())?;
            if n < 0 || n as usize > data.len() {
                return Err(t.error(
                    &heddle_objects::types::exceptions::OS_ERROR,
                    format_args!(
                        "raw write() returned invalid length {n} (should have been between 0 and {})",
                        data.len()
                    ),
                ));
            }
            Some(n as usize)
        }
    };
    if let Some(n) = n {
        let mut s = of(&v).state.lock();
        if s.raw_at >= 0 {
            s.raw_at += n as i64;
        }
    }
    Ok(n)
}

#[cold]
pub fn blocked(t: &Thread, written: usize) -> Raised {
    would_block(t, "write could not complete without blocking", written)
}

/// Writes all that waits to be written.
pub fn flush_out(t: &Thread, v: Value) -> Res<()> {
    loop {
        let out = std::mem::take(&mut of(&v).state.lock().out);
        if out.is_empty() {
            let old = std::mem::replace(&mut of(&v).state.lock().out, out);
            drop(old);
            return Ok(());
        }
        let done = raw_write(t, v, &out);
        let n = match &done {
            Ok(Some(n)) => *n,
            _ => 0,
        };
        {
            let mut out = out;
            out.drain(..n);
            let mut s = of(&v).state.lock();
            out.append(&mut s.out);
            s.out = out;
        }
        if done?.is_none() {
            return Err(blocked(t, 0));
        }
        t.m.safepoint();
    }
}

/// Moves the raw stream back to where the reader is.
pub fn rewind(t: &Thread, v: Value) -> Res<()> {
    let back = of(&v).state.lock().unread();
    if back > 0 {
        raw_seek(t, v, -(back as i64), 1)?;
    }
    let old = {
        let mut s = of(&v).state.lock();
        s.used = 0;
        std::mem::take(&mut s.ahead)
    };
    drop(old);
    Ok(())
}

/// `raw.seek`
pub fn raw_seek(t: &Thread, v: Value, offset: i64, whence: i32) -> Res<i64> {
    let raw = raw(t, v)?;
    let at = if fileio::FILE_IO.is_exact(raw.v()) {
        fileio::seek_to(t, raw.v(), offset, whence)?
    } else {
        let at = ops::call_method(t, raw.v(), "seek", &[t.int(offset).v(), Value::int32(whence)])?;
        position(t, at.v(), "seek")?
    };
    of(&v).state.lock().raw_at = at;
    Ok(at)
}

fn position(t: &Thread, at: Value, what: &str) -> Res<i64> {
    let at = ops::index(t, at)?;
    match int::to_i64(at.v()) {
        Some(n) if n >= 0 => Ok(n),
        _ => Err(t.error(
            &heddle_objects::types::exceptions::OS_ERROR,
            format_args!("Raw stream returned invalid position {}", ops::str_text(t, at.v())?),
        )),
    }
    .map_err(|e| {
        let _ = what;
        e
    })
}

/// Where the raw stream is.
pub fn raw_tell(t: &Thread, v: Value) -> Res<i64> {
    let raw = raw(t, v)?;
    let at = if fileio::FILE_IO.is_exact(raw.v()) {
        fileio::seek_to(t, raw.v(), 0, 1)?
    } else {
        let at = ops::call_method(t, raw.v(), "tell", &[])?;
        position(t, at.v(), "tell")?
    };
    of(&v).state.lock().raw_at = at;
    Ok(at)
}

/// Where the raw stream is, remembered.
pub fn raw_at(t: &Thread, v: Value) -> Res<i64> {
    let known = of(&v).state.lock().raw_at;
    if known >= 0 { Ok(known) } else { raw_tell(t, v) }
}

/// Appends to the bytes to be written, or writes what is too much.
pub fn write(t: &Thread, v: Value, data: &[u8]) -> Res<()> {
    let b = of(&v);
    if b.state.lock().unread() > 0 {
        rewind(t, v)?;
    }
    let size = {
        let mut s = b.state.lock();
        if s.out.len() + data.len() <= s.size {
            s.out.extend_from_slice(data);
            return Ok(());
        }
        s.size
    };
    if let Err(e) = flush_out(t, v) {
        if !e.is(&heddle_objects::types::exceptions::BLOCKING_IO_ERROR) {
            return Err(e);
        }
        // Takes what still fits.
        let mut s = b.state.lock();
        let room = s.size.saturating_sub(s.out.len()).min(data.len());
        s.out.extend_from_slice(&data[..room]);
        drop(s);
        return if room == data.len() { Ok(()) } else { Err(blocked(t, room)) };
    }
    let mut rest = data;
    while rest.len() > size {
        match raw_write(t, v, rest)? {
            Some(n) => rest = &rest[n..],
            None => {
                b.state.lock().out.extend_from_slice(&rest[..size]);
                return Err(blocked(t, data.len() - rest.len() + size));
            }
        }
        t.m.safepoint();
    }
    b.state.lock().out.extend_from_slice(rest);
    Ok(())
}

/// `read(n)`; `None`: it would block and there is nothing.
pub fn read(t: &Thread, v: Value, n: usize) -> Res<Option<Vec<u8>>> {
    let b = of(&v);
    let mut all = b.state.lock().take(n);
    if all.len() == n {
        return Ok(Some(all));
    }
    flush_out(t, v)?;
    let size = b.state.lock().size.max(1);
    while all.len() < n {
        let want = n - all.len();
        let got = if want >= size {
            raw_read(t, v, want - want % size)?
        } else {
            fill(t, v)?.map(|_| b.state.lock().take(want))
        };
        match got {
            None if all.is_empty() => return Ok(None),
            Some(part) if !part.is_empty() => {
                if all.is_empty() {
                    all = part;
                } else {
                    all.extend_from_slice(&part);
                }
            }
            _ => break,
        }
        t.m.safepoint();
    }
    Ok(Some(all))
}

/// Everything; `None`: it would block and there is nothing.
pub fn read_all(t: &Thread, v: Value) -> Res<Option<Vec<u8>>> {
    let mut all = of(&v).state.lock().take(usize::MAX);
    flush_out(t, v)?;
    let raw = raw(t, v)?;
    let more = if fileio::FILE_IO.is_exact(raw.v()) {
        of(&v).state.lock().raw_at = -1;
        fileio::read_all(t, raw.v())?
    } else {
        let name = t.intern("readall");
        let method = ops::getattr_opt(t, raw.v(), name.v())?;
        of(&v).state.lock().raw_at = -1;
        if method.is_undef() {
            loop {
                let part = ops::call_method(t, raw.v(), "read", &[])?;
                match bytes::try_view(&part) {
                    Some([]) => return Ok(Some(all)),
                    Some(part) => all.extend_from_slice(part),
                    None if part.is_none() => return Ok(if all.is_empty() { None } else { Some(all) }),
                    None => return Err(t.type_error("read() should return bytes")),
                }
            }
        }
        let more = ops::call_pos(t, method.v(), &[])?;
        match bytes::try_view(&more) {
            Some(more) => Some(more.to_vec()),
            None if more.is_none() => None,
            None => return Err(t.type_error("readall() should return bytes")),
        }
    };
    match more {
        Some(more) if all.is_empty() => Ok(Some(more)),
        Some(more) => {
            all.extend_from_slice(&more);
            Ok(Some(all))
        }
        None if all.is_empty() => Ok(None),
        None => Ok(Some(all)),
    }
}

/// `read1(n)`: at most one call of the raw stream.
pub fn read1(t: &Thread, v: Value, n: isize) -> Res<Vec<u8>> {
    let b = of(&v);
    let n = {
        let mut s = b.state.lock();
        let n = if n < 0 { s.size } else { n as usize };
        if s.unread() > 0 || n == 0 {
            return Ok(s.take(n));
        }
        n
    };
    flush_out(t, v)?;
    Ok(raw_read(t, v, n)?.unwrap_or_default())
}

/// `readline(limit)`
pub fn readline(t: &Thread, v: Value, limit: isize) -> Res<Vec<u8>> {
    let b = of(&v);
    let mut line = Vec::new();
    let mut left = if limit < 0 { usize::MAX } else { limit as usize };
    loop {
        {
            let mut s = b.state.lock();
            let ahead = &s.ahead[s.used..];
            let ahead = &ahead[..ahead.len().min(left)];
            let end = ahead.iter().position(|&c| c == b'\n');
            let n = end.map_or(ahead.len(), |k| k + 1);
            left -= n;
            if line.is_empty() && end.is_some() {
                return Ok(s.take(n));
            }
            let part = s.take(n);
            line.extend_from_slice(&part);
            if end.is_some() || left == 0 {
                return Ok(line);
            }
        }
        flush_out(t, v)?;
        if fill(t, v)?.unwrap_or(0) == 0 {
            return Ok(line);
        }
    }
}

/// A result that may be None.
pub fn object(t: &Thread, data: Option<Vec<u8>>) -> Ref {
    data.map_or(Ref::NONE, |data| bytes::from_vec(t, data))
}
