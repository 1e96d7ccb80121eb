//! What the compression modules share: the state of an incremental decompressor, and how native state is reached.
//!
//! Must never know any one format. Work is done detached, under the state's mutex: whoever waits for it is detached, too.

use heddle_objects::native::Def;
use heddle_objects::types::bytes;
use heddle_objects::{Raised, Res, Thread, Value, ops};
use heddle_threads::sync::Mutex;

/// A format's decoder.
pub trait Decode {
    /// What it fails with.
    type Error;
    /// Whether a full output buffer means that there may be more, though the input is used up.
    const FULL_MEANS_MORE: bool;
    /// Decodes from the front of `input` (what is used is taken off) into `out`: how much was written, and whether the stream
    /// has ended.
    fn step(&mut self, input: &mut &[u8], out: &mut [u8]) -> Result<(usize, bool), Self::Error>;
}

/// An incremental decompressor with what has come and was not used yet.
pub struct Feed<D> {
    /// The decoder.
    pub decoder: D,
    /// Input that waits for room.
    waiting: Vec<u8>,
    /// What came after the end.
    pub unused: Vec<u8>,
    /// Whether the end was reached.
    pub eof: bool,
    /// Whether nothing can come out without more input.
    pub needs_input: bool,
}

/// The first output buffer's size.
pub const FIRST: usize = 16 << 10;

/// How much an output buffer of this length grows, up to `limit`.
pub fn grown(len: usize, limit: usize) -> usize {
    (len + len.clamp(FIRST, 8 << 20)).min(limit)
}

impl<D: Decode> Feed<D> {
    /// A fresh one.
    pub fn new(decoder: D) -> Feed<D> {
        Feed { decoder, waiting: vec![], unused: vec![], eof: false, needs_input: true }
    }

    /// Decodes at most `limit` bytes of what waits and of `data`.
    pub fn decompress(&mut self, data: &[u8], limit: usize) -> Result<Vec<u8>, D::Error> {
        let mut waiting = std::mem::take(&mut self.waiting);
        let mut input = data;
        if !waiting.is_empty() {
            waiting.extend_from_slice(data);
            input = &waiting;
        }
        let mut out = vec![0; grown(0, limit)];
        let mut filled = 0;
        loop {
            let step = self.decoder.step(&mut input, &mut out[filled..]);
            let (n, end) = match step {
                Ok(done) => done,
                Err(e) => {
                    self.needs_input = false;
                    return Err(e);
                }
            };
            filled += n;
            self.eof = end;
            if end {
                break;
            }
            if filled == out.len() {
                if filled == limit {
                    break;
                }
                out.resize(grown(out.len(), limit), 0);
            } else if input.is_empty() {
                break;
            }
        }
        let full = filled == out.len();
        out.truncate(filled);
        let rest = input.to_vec();
        if self.eof {
            self.needs_input = false;
            self.unused = rest;
        } else {
            self.needs_input = rest.is_empty() && !(D::FULL_MEANS_MORE && full);
            self.waiting = rest;
        }
        Ok(out)
    }
}

/// Runs `f` on native state: detached, under its lock. `f` touches no object.
pub fn locked<S, R>(t: &Thread, state: &Mutex<S>, f: impl FnOnce(&mut S) -> R) -> R {
    t.blocking(|| f(&mut state.lock()))
}

/// What a failed `decompress` says.
pub enum Failure<E> {
    /// It had ended before.
    Ended,
    /// The decoder's error.
    Decoder(E),
}

/// What most modules say at the end.
pub const ENDED: &str = "End of stream already reached";

/// `decompress(data, max_length)` of an incremental decompressor.
pub fn decompress<D: Decode>(
    t: &Thread,
    state: &Mutex<Feed<D>>,
    data: &[u8],
    max_length: isize,
    ended: &str,
    error: impl FnOnce(D::Error) -> Raised,
) -> Res {
    let limit = usize::try_from(max_length).unwrap_or(usize::MAX);
    let done = locked(t, state, |s| {
        if s.eof {
            return Err(Failure::Ended);
        }
        s.decompress(data, limit).map_err(Failure::Decoder)
    });
    match done {
        Ok(out) => Ok(bytes::from_vec(t, out)),
        Err(Failure::Ended) => Err(t.eof_error(ended)),
        Err(Failure::Decoder(e)) => Err(error(e)),
    }
}

/// An argument that is a length, -1 if missing.
pub fn max_length(t: &Thread, v: Value) -> Res<isize> {
    if v.is_undef() { Ok(-1) } else { ops::index_isize(t, v) }
}

/// TypeError of objects that cannot be pickled.
pub fn no_reduce(t: &Thread, a: &[Value]) -> Res {
    Err(t.type_error(format_args!("cannot pickle '{}' object", ops::type_name(a[0]))))
}

/// `__reduce_ex__` and `__reduce__` that say so.
pub const NO_PICKLE: [Def; 2] = [
    heddle_objects::native::def("__reduce__($self, /)", no_reduce),
    heddle_objects::native::def("__reduce_ex__($self, protocol, /)", no_reduce),
];
