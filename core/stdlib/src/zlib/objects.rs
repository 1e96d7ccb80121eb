//! `zlib.Compress`, `zlib.Decompress` and `zlib._ZlibDecompressor`: each a stream behind a mutex.

use super::stream::{Failed, Options, Stream};
use super::{failed, number, with};
use crate::compress::{self, Decode, Feed};
use crate::util::{new, shape_of_class};
use heddle_objects::native::{Def, def, def_doc};
use heddle_objects::payload::Payload;
use heddle_objects::slots::Slots;
use heddle_objects::typeobj::{NativeType, TypeDef, flags, getter};
use heddle_objects::types::buffer::{Buffer, is_buffer};
use heddle_objects::types::bytes;
use heddle_objects::{Raised, Ref, Res, Thread, Value, ops};
use heddle_threads::sync::Mutex;
use libz_rs_sys as z;

/// A compressor's payload: no stream once it is finished.
pub struct Compress(Mutex<Option<Stream>>);
heddle_objects::payload!(Compress {});

/// `zlib.Compress`
pub static COMPRESS: NativeType = NativeType::new(TypeDef {
    flags: flags::DISALLOW_INSTANTIATION,
    methods: COMPRESS_METHODS,
    ..TypeDef::new("zlib.Compress", Compress::vtable, |_| ())
});

/// `zlib.compressobj(...)`
pub fn compressobj(t: &Thread, a: &[Value]) -> Res {
    let options = Options {
        level: number(t, a[0], -1)?,
        method: number(t, a[1], 8)?,
        wbits: number(t, a[2], 15)?,
        mem_level: number(t, a[3], 8)?,
        strategy: number(t, a[4], 0)?,
    };
    let dictionary = if a[5].is_none_or_undef() { None } else { Some(Buffer::get(t, a[5])?) };
    let mut stream = Stream::deflate(options).map_err(|e| match e.code {
        z::Z_STREAM_ERROR => t.value_error("Invalid initialization option"),
        _ => failed(t, &e, "while creating compression object"),
    })?;
    if let Some(dictionary) = dictionary {
        stream.set_dictionary(&dictionary).map_err(|e| match e.code {
            z::Z_STREAM_ERROR => t.value_error("Invalid dictionary"),
            _ => t.value_error("deflateSetDictionary()"),
        })?;
    }
    Ok(t.alloc(COMPRESS.shape(), Compress(Mutex::new(Some(stream)))))
}

fn run_deflate(t: &Thread, this: Value, data: Option<Value>, flush: i32) -> Res {
    let data = data.map_or(Ok(Buffer::from(vec![])), |v| Buffer::get(t, v))?;
    let mut input: &[u8] = &data;
    let done = with(t, &this.expect::<Compress>().0, |s| {
        let Some(stream) = s else { return Err(Failed::plain(z::Z_STREAM_ERROR)) };
        match stream.run(&mut input, flush, usize::MAX) {
            (z::Z_OK | z::Z_BUF_ERROR, out) => Ok(out),
            (z::Z_STREAM_END, out) => {
                *s = None;
                Ok(out)
            }
            (code, _) => Err(stream.failed(code)),
        }
    });
    let doing = if flush == z::Z_NO_FLUSH { "while compressing data" } else { "while flushing" };
    done.map(|out| bytes::from_vec(t, out)).map_err(|e| failed(t, &e, doing))
}

fn copy_compress(t: &Thread, a: &[Value]) -> Res {
    let copy = with(t, &a[0].expect::<Compress>().0, |s| s.as_mut().map(Stream::copy));
    let copy = copied(t, copy, "while copying compression object")?;
    Ok(t.alloc(COMPRESS.shape(), Compress(Mutex::new(Some(copy)))))
}

fn copied(t: &Thread, copy: Option<Result<Stream, Failed>>, doing: &str) -> Res<Stream> {
    match copy {
        None => Err(t.value_error("Inconsistent stream state")),
        Some(Err(e)) if e.code == z::Z_STREAM_ERROR => Err(t.value_error("Inconsistent stream state")),
        Some(Err(e)) => Err(failed(t, &e, doing)),
        Some(Ok(stream)) => Ok(stream),
    }
}

/// A stream that decompresses, with the dictionary it may ask for.
struct Inflate {
    stream: Stream,
    dictionary: Option<Vec<u8>>,
}

impl Inflate {
    fn new(t: &Thread, wbits: i32, dictionary: Option<Vec<u8>>) -> Res<Inflate> {
        let mut stream = Stream::inflate(wbits).map_err(|e| match e.code {
            z::Z_STREAM_ERROR => t.value_error("Invalid initialization option"),
            _ => failed(t, &e, "while creating decompression object"),
        })?;
        if wbits < 0
            && let Some(dictionary) = &dictionary
        {
            stream.set_dictionary(dictionary).map_err(|e| failed(t, &e, "while setting zdict"))?;
        }
        Ok(Inflate { stream, dictionary })
    }

    /// [`Stream::run`], with the dictionary when it is wanted.
    fn run(&mut self, input: &mut &[u8], flush: i32, limit: usize) -> Result<(i32, Vec<u8>), Fault> {
        let (code, mut out) = self.stream.run(input, flush, limit);
        let (z::Z_NEED_DICT, Some(dictionary)) = (code, &self.dictionary) else { return Ok((code, out)) };
        self.stream.set_dictionary(dictionary).map_err(|e| Fault(e, "while setting zdict"))?;
        let (code, more) = self.stream.run(input, flush, limit - out.len());
        out.extend_from_slice(&more);
        Ok((code, out))
    }

    fn copy(&mut self) -> Result<Inflate, Failed> {
        Ok(Inflate { stream: self.stream.copy()?, dictionary: self.dictionary.clone() })
    }
}

/// An error, and what was being done.
struct Fault(Failed, &'static str);

impl Fault {
    fn raise(&self, t: &Thread) -> Raised {
        failed(t, &self.0, self.1)
    }
}

struct Inflating {
    inflate: Option<Inflate>,
    unused: Vec<u8>,
    tail: Vec<u8>,
    eof: bool,
}

/// A decompressor's payload.
pub struct Decompress(Mutex<Inflating>);
heddle_objects::payload!(Decompress {});

/// `zlib.Decompress`
pub static DECOMPRESS: NativeType = NativeType::new(TypeDef {
    flags: flags::DISALLOW_INSTANTIATION,
    methods: DECOMPRESS_METHODS,
    getset: &[
        getter("unused_data", |t, v| {
            Ok(bytes::from_vec(t, with(t, &v.expect::<Decompress>().0, |s| s.unused.clone())))
        }),
        getter("unconsumed_tail", |t, v| {
            Ok(bytes::from_vec(t, with(t, &v.expect::<Decompress>().0, |s| s.tail.clone())))
        }),
        getter("eof", |t, v| Ok(Ref::bool(with(t, &v.expect::<Decompress>().0, |s| s.eof)))),
    ],
    ..TypeDef::new("zlib.Decompress", Decompress::vtable, |_| ())
});

fn dictionary(t: &Thread, v: Value) -> Res<Option<Vec<u8>>> {
    if v.is_undef() {
        return Ok(None);
    }
    if !is_buffer(v) {
        return Err(t.type_error("zdict argument must support the buffer protocol"));
    }
    Ok(Some(Buffer::get(t, v)?.into_vec()))
}

/// `zlib.decompressobj(...)`
pub fn decompressobj(t: &Thread, a: &[Value]) -> Res {
    let wbits = number(t, a[0], 15)?;
    let inflate = Inflate::new(t, wbits, dictionary(t, a[1])?)?;
    let state = Inflating { inflate: Some(inflate), unused: vec![], tail: vec![], eof: false };
    Ok(t.alloc(DECOMPRESS.shape(), Decompress(Mutex::new(state))))
}

impl Inflating {
    /// Where what was not used goes.
    fn save(&mut self, rest: &[u8], code: i32) {
        if code == z::Z_STREAM_END {
            // What comes after the end is kept, whichever call it came with.
            self.unused.extend_from_slice(rest);
            self.tail.clear();
        } else {
            self.tail = rest.to_vec();
        }
    }
}

fn decompress(t: &Thread, a: &[Value]) -> Res {
    let data = Buffer::get(t, a[1])?;
    let max = if a[2].is_undef() { 0 } else { ops::index_isize(t, a[2])? };
    let limit = match max {
        0 => usize::MAX,
        n => usize::try_from(n).map_err(|_| t.value_error("max_length must be non-negative"))?,
    };
    let mut input: &[u8] = &data;
    let doing = "while decompressing data";
    let done = with(t, &a[0].expect::<Decompress>().0, |s| {
        let Some(inflate) = &mut s.inflate else {
            return Err(Fault(Failed::plain(z::Z_STREAM_ERROR), doing));
        };
        if s.eof {
            s.save(input, z::Z_STREAM_END);
            return Ok(vec![]);
        }
        let (code, out) = inflate.run(&mut input, z::Z_SYNC_FLUSH, limit)?;
        let fault = Fault(inflate.stream.failed(code), doing);
        s.save(input, code);
        match code {
            z::Z_STREAM_END => s.eof = true,
            z::Z_OK | z::Z_BUF_ERROR => {}
            _ => return Err(fault),
        }
        Ok(out)
    });
    done.map(|out| bytes::from_vec(t, out)).map_err(|e| e.raise(t))
}

fn flush(t: &Thread, a: &[Value]) -> Res {
    if !a[1].is_undef() && ops::index_isize(t, a[1])? <= 0 {
        return Err(t.value_error("length must be greater than zero"));
    }
    let done = with(t, &a[0].expect::<Decompress>().0, |s| {
        let Some(inflate) = &mut s.inflate else { return Ok(vec![]) };
        let tail = std::mem::take(&mut s.tail);
        let mut input = &tail[..];
        let (code, out) = inflate.run(&mut input, z::Z_FINISH, usize::MAX)?;
        let fault = Fault(inflate.stream.failed(code), "while decompressing data");
        s.save(input, code);
        match code {
            z::Z_STREAM_END => {
                s.eof = true;
                s.inflate = None;
            }
            z::Z_OK | z::Z_BUF_ERROR | z::Z_NEED_DICT => {}
            _ => return Err(fault),
        }
        Ok(out)
    });
    done.map(|out| bytes::from_vec(t, out)).map_err(|e: Fault| e.raise(t))
}

fn copy_decompress(t: &Thread, a: &[Value]) -> Res {
    let copy = with(t, &a[0].expect::<Decompress>().0, |s| {
        let inflate = s.inflate.as_mut().map(Inflate::copy)?;
        let (unused, tail, eof) = (s.unused.clone(), s.tail.clone(), s.eof);
        Some(inflate.map(|inflate| Inflating { inflate: Some(inflate), unused, tail, eof }))
    });
    match copy {
        Some(Ok(state)) => Ok(t.alloc(DECOMPRESS.shape(), Decompress(Mutex::new(state)))),
        Some(Err(e)) if e.code != z::Z_STREAM_ERROR => {
            Err(failed(t, &e, "while copying decompression object"))
        }
        _ => Err(t.value_error("Inconsistent stream state")),
    }
}

impl Decode for Inflate {
    type Error = Fault;
    const FULL_MEANS_MORE: bool = false;

    fn step(&mut self, input: &mut &[u8], out: &mut [u8]) -> Result<(usize, bool), Fault> {
        loop {
            let (code, n) = self.stream.step(input, out, z::Z_SYNC_FLUSH);
            return match (code, &self.dictionary) {
                (z::Z_NEED_DICT, Some(dictionary)) => {
                    let set = self.stream.set_dictionary(dictionary);
                    set.map_err(|e| Fault(e, "while setting zdict"))?;
                    continue;
                }
                (z::Z_OK | z::Z_BUF_ERROR, _) => Ok((n, false)),
                (z::Z_STREAM_END, _) => Ok((n, true)),
                (code, _) => Err(Fault(self.stream.failed(code), "while decompressing data")),
            };
        }
    }
}

/// The payload of `_ZlibDecompressor`.
pub struct Decompressor(Mutex<Feed<Inflate>>);
heddle_objects::payload!(Decompressor {});

/// `zlib._ZlibDecompressor`
pub static DECOMPRESSOR: NativeType = NativeType::new(TypeDef {
    doc: "Create a decompressor object for decompressing data incrementally.\n\n  wbits = 15\n  zdict\n     The predefined compression dictionary. This is a sequence of bytes\n     (such as a bytes object) containing subsequences that are expected\n     to occur frequently in the data that is to be compressed. Those\n     subsequences that are expected to be most common should come at the\n     end of the dictionary. This must be the same dictionary as used by the\n     compressor that produced the input data.",
    methods: METHODS,
    getset: &[
        getter("eof", |t, v| Ok(Ref::bool(feed(t, v, |s| s.eof)))),
        getter("unused_data", |t, v| Ok(bytes::from_vec(t, feed(t, v, |s| s.unused.clone())))),
        getter("needs_input", |t, v| Ok(Ref::bool(feed(t, v, |s| s.needs_input)))),
    ],
    ..TypeDef::new("zlib._ZlibDecompressor", Decompressor::vtable, slots)
});

const METHODS: &[Def] = &[
    def_doc(
        "decompress($self, /, data, max_length=-1)",
        |t, a| {
            let data = Buffer::get(t, a[1])?;
            let max = compress::max_length(t, a[2])?;
            compress::decompress(t, &a[0].expect::<Decompressor>().0, &data, max, compress::ENDED, |e| {
                e.raise(t)
            })
        },
        "Decompress *data*, returning uncompressed data as bytes.\n\nIf *max_length* is nonnegative, returns at most *max_length* bytes of\ndecompressed data. If this limit is reached and further output can be\nproduced, *self.needs_input* will be set to ``False``. In this case, the next\ncall to *decompress()* may provide *data* as b'' to obtain more of the output.\n\nIf all of the input data was decompressed and returned (either because this\nwas less than *max_length* bytes, or because *max_length* was negative),\n*self.needs_input* will be set to True.\n\nAttempting to decompress data after the end of stream is reached raises an\nEOFError.  Any data found after the end of the stream is ignored and saved in\nthe unused_data attribute.",
    ),
    compress::NO_PICKLE[0],
    compress::NO_PICKLE[1],
];

fn feed<R>(t: &Thread, v: Value, f: impl FnOnce(&mut Feed<Inflate>) -> R) -> R {
    with(t, &v.expect::<Decompressor>().0, f)
}

fn slots(s: &mut Slots) {
    new!(s, "_ZlibDecompressor($type, wbits=MAX_WBITS, zdict=b'')", |t, a| {
        let wbits = number(t, a[1], 15)?;
        let inflate = Inflate::new(t, wbits, dictionary(t, a[2])?)?;
        Ok(t.alloc(shape_of_class(a[0]), Decompressor(Mutex::new(Feed::new(inflate)))))
    });
}

const COMPRESS_METHODS: &[Def] = &[
    def_doc(
        "compress($self, data, /)",
        |t, a| run_deflate(t, a[0], Some(a[1]), z::Z_NO_FLUSH),
        "Returns a bytes object containing compressed data.\n\nAfter calling this function, some of the input data may still\nbe stored in internal buffers for later processing.\nCall the flush() method to clear these buffers.",
    ),
    def_doc(
        "flush($self, mode=zlib.Z_FINISH, /)",
        |t, a| match number(t, a[1], z::Z_FINISH)? {
            z::Z_NO_FLUSH => Ok(bytes::new(t, b"")),
            mode => run_deflate(t, a[0], None, mode),
        },
        "Return a bytes object containing any remaining compressed data.",
    ),
    def_doc("copy($self, /)", copy_compress, "Return a copy of the compression object."),
    def("__copy__($self, /)", copy_compress),
    def("__deepcopy__($self, memo, /)", copy_compress),
    compress::NO_PICKLE[0],
    compress::NO_PICKLE[1],
];

const DECOMPRESS_METHODS: &[Def] = &[
    def_doc(
        "decompress($self, data, /, max_length=0)",
        decompress,
        "Return a bytes object containing the decompressed version of the data.\n\n  data\n    The binary data to decompress.\n  max_length\n    The maximum allowable length of the decompressed data.\n    Unconsumed input data will be stored in\n    the unconsumed_tail attribute.\n\nAfter calling this function, some of the input data may still be stored in\ninternal buffers for later processing.\nCall the flush() method to clear these buffers.",
    ),
    def_doc(
        "flush($self, length=zlib.DEF_BUF_SIZE, /)",
        flush,
        "Return a bytes object containing any remaining decompressed data.\n\n  length\n    the initial size of the output buffer.",
    ),
    def_doc("copy($self, /)", copy_decompress, "Return a copy of the decompression object."),
    def("__copy__($self, /)", copy_decompress),
    def("__deepcopy__($self, memo, /)", copy_decompress),
    compress::NO_PICKLE[0],
    compress::NO_PICKLE[1],
];
