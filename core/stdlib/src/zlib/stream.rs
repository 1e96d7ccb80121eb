//! A deflate or inflate stream of the zlib library, safe to use. Must never know objects.

use crate::compress::grown;
use libz_rs_sys as z;
use std::ffi::{CStr, c_int};

/// What a call of the library says when it fails, with its own words if it had any.
#[derive(Clone, Debug)]
pub struct Failed {
    /// `Z_DATA_ERROR` and so on.
    pub code: c_int,
    words: Option<String>,
}

impl Failed {
    /// A code without the library's own words.
    pub fn plain(code: c_int) -> Failed {
        Failed { code, words: None }
    }

    /// "Error -3 while doing so: why"
    pub fn message(&self, doing: &str) -> String {
        let known = match self.code {
            z::Z_BUF_ERROR => Some("incomplete or truncated stream"),
            z::Z_STREAM_ERROR => Some("inconsistent stream state"),
            z::Z_DATA_ERROR => Some("invalid input data"),
            _ => None,
        };
        match self.words.as_deref().or(known) {
            Some(why) => format!("Error {} {doing}: {why}", self.code),
            None => format!("Error {} {doing}", self.code),
        }
    }
}

/// Which way a stream goes.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// Compresses.
    Deflate,
    /// Decompresses.
    Inflate,
}

/// An open stream.
pub struct Stream {
    // The library keeps no pointer to it, but expects it to stay where it is.
    raw: Box<z::z_stream>,
    way: Way,
}

// SAFETY: the stream owns its state, and whoever has `&mut Stream` is alone with it.
unsafe impl Send for Stream {}

/// The parameters of `compressobj`.
#[derive(Clone, Copy)]
pub struct Options {
    /// -1 to 9.
    pub level: c_int,
    /// 8.
    pub method: c_int,
    /// The window's size and the kind of header.
    pub wbits: c_int,
    /// 1 to 9.
    pub mem_level: c_int,
    /// How matches are looked for.
    pub strategy: c_int,
}

impl Stream {
    /// A stream that compresses.
    pub fn deflate(o: Options) -> Result<Stream, Failed> {
        let mut raw = Box::<z::z_stream>::default();
        // SAFETY: the stream is fresh, the version is the library's own.
        let code = unsafe {
            z::deflateInit2_(
                &mut *raw,
                o.level,
                o.method,
                o.wbits,
                o.mem_level,
                o.strategy,
                z::zlibVersion(),
                size_of::<z::z_stream>() as c_int,
            )
        };
        Stream::checked(raw, Way::Deflate, code)
    }

    /// A stream that decompresses.
    pub fn inflate(wbits: c_int) -> Result<Stream, Failed> {
        let mut raw = Box::<z::z_stream>::default();
        // SAFETY: as above.
        let code = unsafe {
            z::inflateInit2_(&mut *raw, wbits, z::zlibVersion(), size_of::<z::z_stream>() as c_int)
        };
        Stream::checked(raw, Way::Inflate, code)
    }

    fn checked(raw: Box<z::z_stream>, way: Way, code: c_int) -> Result<Stream, Failed> {
        match code {
            z::Z_OK => Ok(Stream { raw, way }),
            // Nothing was set up: nothing is to be ended.
            code => Err(Failed::plain(code)),
        }
    }

    /// Sets a dictionary.
    pub fn set_dictionary(&mut self, dictionary: &[u8]) -> Result<(), Failed> {
        let len = u32::try_from(dictionary.len()).unwrap_or(u32::MAX);
        // SAFETY: the stream is open, the bytes are there.
        let code = unsafe {
            match self.way {
                Way::Deflate => z::deflateSetDictionary(&mut *self.raw, dictionary.as_ptr(), len),
                Way::Inflate => z::inflateSetDictionary(&mut *self.raw, dictionary.as_ptr(), len),
            }
        };
        if code == z::Z_OK { Ok(()) } else { Err(self.failed(code)) }
    }

    /// Another stream in the same state.
    pub fn copy(&mut self) -> Result<Stream, Failed> {
        let mut raw = Box::<z::z_stream>::default();
        // SAFETY: the source is open, the copy is fresh.
        let code = unsafe {
            match self.way {
                Way::Deflate => z::deflateCopy(&mut *raw, &mut *self.raw),
                Way::Inflate => z::inflateCopy(&mut *raw, &*self.raw),
            }
        };
        Stream::checked(raw, self.way, code)
    }

    /// The library's last words with a code.
    pub fn failed(&self, code: c_int) -> Failed {
        let words =
            (!self.raw.msg.is_null() && code != z::Z_STREAM_ERROR && code != z::Z_BUF_ERROR).then(|| {
                // SAFETY: it is one of the library's constant texts.
                unsafe { CStr::from_ptr(self.raw.msg) }.to_string_lossy().into_owned()
            });
        Failed { code, words }
    }

    /// One call: takes what was used off `input`, and says the code and how much was written.
    pub fn step(&mut self, input: &mut &[u8], out: &mut [u8], flush: c_int) -> (c_int, usize) {
        let given = input.len().min(u32::MAX as usize);
        let room = out.len().min(u32::MAX as usize);
        // With input left for the next call, nothing is flushed yet.
        let flush = if given < input.len() { z::Z_NO_FLUSH } else { flush };
        self.raw.next_in = input.as_ptr();
        self.raw.avail_in = given as u32;
        self.raw.next_out = out.as_mut_ptr();
        self.raw.avail_out = room as u32;
        // SAFETY: both buffers are as long as said.
        let code = unsafe {
            match self.way {
                Way::Deflate => z::deflate(&mut *self.raw, flush),
                Way::Inflate => z::inflate(&mut *self.raw, flush),
            }
        };
        *input = &input[given - self.raw.avail_in as usize..];
        (code, room - self.raw.avail_out as usize)
    }

    /// Calls until the input is used up and what comes of it is out, or `limit` bytes are, or the stream ends. The code of the
    /// last call comes back with what came out.
    pub fn run(&mut self, input: &mut &[u8], flush: c_int, limit: usize) -> (c_int, Vec<u8>) {
        let mut out = vec![0; grown(0, limit)];
        let mut filled = 0;
        loop {
            let (code, n) = self.step(input, &mut out[filled..], flush);
            filled += n;
            let full = filled == out.len();
            let on = match code {
                z::Z_OK | z::Z_BUF_ERROR => {
                    if full && filled < limit {
                        out.resize(grown(out.len(), limit), 0);
                        true
                    } else {
                        !full && !input.is_empty() && code == z::Z_OK
                    }
                }
                _ => false,
            };
            if !on {
                out.truncate(filled);
                return (code, out);
            }
        }
    }
}

impl Drop for Stream {
    fn drop(&mut self) {
        // SAFETY: the stream is open.
        unsafe {
            match self.way {
                Way::Deflate => z::deflateEnd(&mut *self.raw),
                Way::Inflate => z::inflateEnd(&mut *self.raw),
            }
        };
    }
}
