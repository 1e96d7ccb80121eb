//! `_bz2`: bzip2 streams, each behind a mutex. The format is the `bzip2` crate's.

use crate::NativeModule;
use crate::compress::{self, Decode, Feed, grown, locked};
use crate::util::{new, shape_of_class};
use bzip2::{Action, Compress, Compression, Decompress, Error, Status};
use heddle_objects::native::{Def, def_doc};
use heddle_objects::payload::Payload;
use heddle_objects::slots::Slots;
use heddle_objects::typeobj::{NativeType, TypeDef, getter};
use heddle_objects::types::buffer::Buffer;
use heddle_objects::types::bytes;
use heddle_objects::types::exceptions::OS_ERROR;
use heddle_objects::{Raised, Ref, Res, Thread, Value, ops};
use heddle_threads::sync::Mutex;

/// The module.
pub static MODULE: NativeModule =
    NativeModule { types: &[&COMPRESSOR, &DECOMPRESSOR], ..NativeModule::new("_bz2", &[]) };

/// A compressor, and whether it was flushed.
struct Encoder {
    stream: Compress,
    flushed: bool,
}

/// A compressor's payload.
pub struct Compressor(Mutex<Encoder>);
heddle_objects::payload!(Compressor {});

/// `_bz2.BZ2Compressor`
static COMPRESSOR: NativeType = NativeType::new(TypeDef {
    doc: "Create a compressor object for compressing data incrementally.\n\n  compresslevel\n    Compression level, as a number between 1 and 9.\n\nFor one-shot compression, use the compress() function instead.",
    methods: COMPRESSOR_METHODS,
    ..TypeDef::new("_bz2.BZ2Compressor", Compressor::vtable, |s: &mut Slots| {
        new!(s, "BZ2Compressor($type, compresslevel=9, /)", |t, a| {
            let level = if a[1].is_undef() { 9 } else { ops::arg_i32(t, a[1])? };
            if !(1..=9).contains(&level) {
                return Err(t.value_error("compresslevel must be between 1 and 9"));
            }
            let encoder =
                Encoder { stream: Compress::new(Compression::new(level as u32), 0), flushed: false };
            Ok(t.alloc(shape_of_class(a[0]), Compressor(Mutex::new(encoder))))
        });
    })
});

impl Encoder {
    fn run(&mut self, mut data: &[u8], action: Action) -> Result<Vec<u8>, Error> {
        let mut out = vec![0; grown(0, usize::MAX)];
        let mut filled = 0;
        loop {
            if data.is_empty() && action == Action::Run {
                break;
            }
            let (before_in, before_out) = (self.stream.total_in(), self.stream.total_out());
            // The library counts in 32 bits.
            let given = &data[..data.len().min(1 << 30)];
            let status = self.stream.compress(given, &mut out[filled..], action)?;
            data = &data[(self.stream.total_in() - before_in) as usize..];
            filled += (self.stream.total_out() - before_out) as usize;
            if status == Status::StreamEnd {
                break;
            }
            if filled == out.len() {
                out.resize(grown(filled, usize::MAX), 0);
            }
        }
        out.truncate(filled);
        Ok(out)
    }
}

fn run(t: &Thread, v: Value, data: &[u8], action: Action, over: &str) -> Res {
    let done = locked(t, &v.expect::<Compressor>().0, |s| {
        if s.flushed {
            return None;
        }
        s.flushed = action == Action::Finish;
        Some(s.run(data, action))
    });
    match done {
        None => Err(t.value_error(over)),
        Some(Ok(out)) => Ok(bytes::from_vec(t, out)),
        Some(Err(e)) => Err(failed(t, e)),
    }
}

fn failed(t: &Thread, e: Error) -> Raised {
    match e {
        Error::Sequence => t.runtime_error("Internal error - Invalid sequence of commands sent to libbzip2"),
        Error::Data | Error::DataMagic => t.error(&OS_ERROR, "Invalid data stream"),
        Error::Param => t.value_error("Internal error - invalid parameters passed to libbzip2"),
    }
}

/// A decoder. The crate says in `total_in` and `total_out` what a step did.
struct Decoder(Decompress);

/// What decoding fails with.
enum Fault {
    Library(Error),
    Memory,
}

impl Decode for Decoder {
    type Error = Fault;
    const FULL_MEANS_MORE: bool = false;

    fn step(&mut self, input: &mut &[u8], out: &mut [u8]) -> Result<(usize, bool), Fault> {
        let (before_in, before_out) = (self.0.total_in(), self.0.total_out());
        let given = &input[..input.len().min(1 << 30)];
        let room = out.len().min(1 << 30);
        let status = self.0.decompress(given, &mut out[..room]).map_err(Fault::Library)?;
        *input = &input[(self.0.total_in() - before_in) as usize..];
        let n = (self.0.total_out() - before_out) as usize;
        match status {
            Status::MemNeeded => Err(Fault::Memory),
            status => Ok((n, status == Status::StreamEnd)),
        }
    }
}

/// A decompressor's payload.
pub struct Decompressor(Mutex<Feed<Decoder>>);
heddle_objects::payload!(Decompressor {});

/// `_bz2.BZ2Decompressor`
static DECOMPRESSOR: NativeType = NativeType::new(TypeDef {
    doc: "Create a decompressor object for decompressing data incrementally.\n\nFor one-shot decompression, use the decompress() function instead.",
    methods: METHODS,
    getset: &[
        getter("eof", |t, v| Ok(Ref::bool(feed(t, v, |s| s.eof)))),
        getter("needs_input", |t, v| Ok(Ref::bool(feed(t, v, |s| s.needs_input)))),
        getter("unused_data", |t, v| Ok(bytes::from_vec(t, feed(t, v, |s| s.unused.clone())))),
    ],
    ..TypeDef::new("_bz2.BZ2Decompressor", Decompressor::vtable, |s: &mut Slots| {
        new!(s, "BZ2Decompressor($type)", |t, a| {
            let feed = Feed::new(Decoder(Decompress::new(false)));
            Ok(t.alloc(shape_of_class(a[0]), Decompressor(Mutex::new(feed))))
        });
    })
});

const METHODS: &[Def] = &[
    def_doc(
        "decompress($self, /, data, max_length=-1)",
        |t, a| {
            let data = Buffer::get(t, a[1])?;
            let max = compress::max_length(t, a[2])?;
            compress::decompress(
                t,
                &a[0].expect::<Decompressor>().0,
                &data,
                max,
                compress::ENDED,
                |e| match e {
                    Fault::Library(e) => failed(t, e),
                    Fault::Memory => t.memory_error(""),
                },
            )
        },
        "Decompress *data*, returning uncompressed data as bytes.\n\nIf *max_length* is nonnegative, returns at most *max_length* bytes of\ndecompressed data. If this limit is reached and further output can be\nproduced, *self.needs_input* will be set to ``False``. In this case, the next\ncall to *decompress()* may provide *data* as b'' to obtain more of the output.\n\nIf all of the input data was decompressed and returned (either because this\nwas less than *max_length* bytes, or because *max_length* was negative),\n*self.needs_input* will be set to True.\n\nAttempting to decompress data after the end of stream is reached raises an\nEOFError.  Any data found after the end of the stream is ignored and saved in\nthe unused_data attribute.",
    ),
    compress::NO_PICKLE[0],
    compress::NO_PICKLE[1],
];

fn feed<R>(t: &Thread, v: Value, f: impl FnOnce(&mut Feed<Decoder>) -> R) -> R {
    locked(t, &v.expect::<Decompressor>().0, f)
}

const COMPRESSOR_METHODS: &[Def] = &[
    def_doc(
        "compress($self, data, /)",
        |t, a| {
            let data = Buffer::get(t, a[1])?;
            run(t, a[0], &data, Action::Run, "Compressor has been flushed")
        },
        "Provide data to the compressor object.\n\n  data\n    Input data, as bytes.\n\nReturns a chunk of compressed data if possible, or b'' otherwise.\n\nWhen you have finished providing data to the compressor, call the\nflush() method to finish the compression process.",
    ),
    def_doc(
        "flush($self, /)",
        |t, a| run(t, a[0], &[], Action::Finish, "Repeated call to flush()"),
        "Finish the compression process.\n\nReturns the compressed data left in internal buffers.\n\nThe compressor object may not be used after this method is called.",
    ),
    compress::NO_PICKLE[0],
    compress::NO_PICKLE[1],
];
