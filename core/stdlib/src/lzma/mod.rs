//! `_lzma`: xz and lzma streams. `stream` is liblzma's coder, `filters` the dicts that chains are described by.

mod filters;
mod stream;

use crate::NativeModule;
use crate::compress::{self, Decode, Feed, grown, locked};
use crate::util::{new, shape_of_class};
use heddle_objects::native::{Def, def_doc};
use heddle_objects::payload::Payload;
use heddle_objects::slots::Slots;
use heddle_objects::typeobj::{NativeType, TypeDef, flags, getter};
use heddle_objects::types::buffer::Buffer;
use heddle_objects::types::exceptions::{EXCEPTION, Exception};
use heddle_objects::types::{bytes, int};
use heddle_objects::{Raised, Ref, Res, Thread, Value, ops};
use heddle_threads::sync::Mutex;
use liblzma_sys as l;
use stream::{Coder, Stream};

/// The module.
pub static MODULE: NativeModule = NativeModule {
    types: &[&ERROR, &COMPRESSOR, &DECOMPRESSOR],
    init: |t, m| {
        for (name, value) in NUMBERS {
            m.set(t, name, int::from(t, *value));
        }
        Ok(())
    },
    ..NativeModule::new("_lzma", FUNCTIONS)
};

const AUTO: i32 = 0;
const XZ: i32 = 1;
const ALONE: i32 = 2;
const RAW: i32 = 3;
const UNKNOWN: u32 = 16;

const NUMBERS: &[(&str, u64)] = &[
    ("FORMAT_AUTO", AUTO as u64),
    ("FORMAT_XZ", XZ as u64),
    ("FORMAT_ALONE", ALONE as u64),
    ("FORMAT_RAW", RAW as u64),
    ("CHECK_NONE", 0),
    ("CHECK_CRC32", 1),
    ("CHECK_CRC64", 4),
    ("CHECK_SHA256", 10),
    ("CHECK_ID_MAX", 15),
    ("CHECK_UNKNOWN", UNKNOWN as u64),
    ("FILTER_LZMA1", l::LZMA_FILTER_LZMA1),
    ("FILTER_LZMA2", 33),
    ("FILTER_DELTA", 3),
    ("FILTER_X86", 4),
    ("FILTER_POWERPC", 5),
    ("FILTER_IA64", 6),
    ("FILTER_ARM", 7),
    ("FILTER_ARMTHUMB", 8),
    ("FILTER_SPARC", 9),
    ("MF_HC3", 3),
    ("MF_HC4", 4),
    ("MF_BT2", 18),
    ("MF_BT3", 19),
    ("MF_BT4", 20),
    ("MODE_FAST", 1),
    ("MODE_NORMAL", 2),
    ("PRESET_DEFAULT", 6),
    ("PRESET_EXTREME", 1 << 31),
];

/// `_lzma.LZMAError`
static ERROR: NativeType = NativeType::new(TypeDef {
    base: Some(&EXCEPTION),
    flags: flags::BASE | flags::WEAKREF | flags::MUTABLE,
    doc: "Call to liblzma failed.",
    ..TypeDef::new("_lzma.LZMAError", <Exception as Payload>::vtable, |_| ())
});

const FUNCTIONS: &[Def] = &[
    def_doc(
        "is_check_supported(check_id, /)",
        |t, a| {
            let id = ops::arg_i32(t, a[0])?;
            // SAFETY: any number may be asked for.
            Ok(Ref::bool(unsafe { l::lzma_check_is_supported(id as l::lzma_check) } != 0))
        },
        "Test whether the given integrity check is supported.\n\nAlways returns True for CHECK_NONE and CHECK_CRC32.",
    ),
    def_doc(
        "_encode_filter_properties(filter, /)",
        filters::encode_properties,
        "Return a bytes object encoding the options (properties) of the filter specified by *filter* (a dict).\n\nThe result does not include the filter ID itself, only the options.",
    ),
    def_doc(
        "_decode_filter_properties(filter_id, encoded_props, /)",
        filters::decode_properties,
        "Return a dict describing a filter with ID *filter_id*, and options (properties) decoded from the bytes object *encoded_props*.",
    ),
];

fn failed(t: &Thread, code: l::lzma_ret) -> Raised {
    let text = match code {
        l::LZMA_UNSUPPORTED_CHECK => "Unsupported integrity check",
        l::LZMA_MEM_ERROR => return t.memory_error(""),
        l::LZMA_MEMLIMIT_ERROR => "Memory usage limit exceeded",
        l::LZMA_FORMAT_ERROR => "Input format not supported by decoder",
        l::LZMA_OPTIONS_ERROR => "Invalid or unsupported options",
        l::LZMA_DATA_ERROR => "Corrupt input data",
        l::LZMA_BUF_ERROR => "Insufficient buffer space",
        l::LZMA_PROG_ERROR => "Internal error",
        code => return t.error(&ERROR, format_args!("Unrecognized error from liblzma: {code}")),
    };
    t.error(&ERROR, text)
}

/// A compressor, and whether it was flushed.
struct Encoder {
    stream: Stream,
    flushed: bool,
}

/// A compressor's payload.
pub struct Compressor(Mutex<Encoder>);
heddle_objects::payload!(Compressor {});

/// `_lzma.LZMACompressor`
static COMPRESSOR: NativeType = NativeType::new(TypeDef {
    doc: "LZMACompressor(format=FORMAT_XZ, check=-1, preset=None, filters=None)\n\nCreate a compressor object for compressing data incrementally.",
    methods: COMPRESSOR_METHODS,
    ..TypeDef::new("_lzma.LZMACompressor", Compressor::vtable, |s: &mut Slots| {
        new!(s, "LZMACompressor($type, format=1, check=-1, preset=None, filters=None)", |t, a| {
            let stream = encoder(t, &a[1..])?;
            let encoder = Encoder { stream, flushed: false };
            Ok(t.alloc(shape_of_class(a[0]), Compressor(Mutex::new(encoder))))
        });
    })
});

fn encoder(t: &Thread, a: &[Value]) -> Res<Stream> {
    let format = if a[0].is_undef() { XZ } else { ops::arg_i32(t, a[0])? };
    let check = if a[1].is_undef() { -1 } else { ops::arg_i32(t, a[1])? };
    let (preset, chain) = (a[2], a[3]);
    if !preset.is_none_or_undef() && !chain.is_none_or_undef() {
        return Err(t.value_error("Cannot specify both preset and filter chain"));
    }
    let preset =
        if preset.is_none_or_undef() { l::LZMA_PRESET_DEFAULT } else { filters::preset_number(t, preset)? };
    if format != XZ && check != -1 && check != 0 {
        return Err(t.value_error("Integrity checks are only supported by FORMAT_XZ"));
    }
    let mut filters = if chain.is_none_or_undef() { None } else { Some(filters::chain(t, chain)?) };
    let made = match format {
        XZ => {
            let check = if check == -1 { l::LZMA_CHECK_CRC64 } else { check as l::lzma_check };
            match &mut filters {
                None => Stream::new(Coder::Easy(preset, check)),
                Some(filters) => Stream::new(Coder::Encoder(filters, check)),
            }
        }
        ALONE => match filters.as_deref_mut() {
            None => {
                let Some(options) = stream::preset(preset) else {
                    let why = format!("Invalid compression preset: {preset}");
                    return Err(t.error(&ERROR, why));
                };
                let mut filter =
                    stream::Filter { id: l::LZMA_FILTER_LZMA1, options: stream::Options::Lzma(options) };
                Stream::new(Coder::AloneEncoder(&mut filter))
            }
            Some([filter]) if filter.id == l::LZMA_FILTER_LZMA1 => Stream::new(Coder::AloneEncoder(filter)),
            Some(_) => {
                return Err(
                    t.value_error("Invalid filter chain for FORMAT_ALONE - must be a single LZMA1 filter")
                );
            }
        },
        RAW => match &mut filters {
            None => return Err(t.value_error("Must specify filters for FORMAT_RAW")),
            Some(filters) => Stream::new(Coder::RawEncoder(filters)),
        },
        format => return Err(t.value_error(format_args!("Invalid container format: {format}"))),
    };
    made.map_err(|code| failed(t, code))
}

fn run(t: &Thread, v: Value, data: &[u8], action: l::lzma_action, over: &str) -> Res {
    let done = locked(t, &v.expect::<Compressor>().0, |s| {
        if s.flushed {
            return None;
        }
        s.flushed = action == l::LZMA_FINISH;
        Some(encode(&mut s.stream, data, action))
    });
    match done {
        None => Err(t.value_error(over)),
        Some(Ok(out)) => Ok(bytes::from_vec(t, out)),
        Some(Err(code)) => Err(failed(t, code)),
    }
}

fn encode(stream: &mut Stream, mut data: &[u8], action: l::lzma_action) -> Result<Vec<u8>, l::lzma_ret> {
    let mut out = vec![0; grown(0, usize::MAX)];
    let mut filled = 0;
    loop {
        let (code, n) = stream.step(&mut data, &mut out[filled..], action);
        filled += n;
        match code {
            l::LZMA_STREAM_END => break,
            l::LZMA_OK | l::LZMA_GET_CHECK | l::LZMA_NO_CHECK => {}
            code => return Err(code),
        }
        if action == l::LZMA_RUN && data.is_empty() && filled < out.len() {
            break;
        }
        if filled == out.len() {
            out.resize(grown(filled, usize::MAX), 0);
        }
    }
    out.truncate(filled);
    Ok(out)
}

/// A decoder, and the kind of checksum it met.
struct Decoder {
    stream: Stream,
    check: u32,
}

impl Decode for Decoder {
    type Error = l::lzma_ret;
    const FULL_MEANS_MORE: bool = true;

    fn step(&mut self, input: &mut &[u8], out: &mut [u8]) -> Result<(usize, bool), l::lzma_ret> {
        let mut written = 0;
        loop {
            let (code, n) = self.stream.step(input, &mut out[written..], l::LZMA_RUN);
            written += n;
            return match code {
                l::LZMA_GET_CHECK | l::LZMA_NO_CHECK => {
                    self.check = self.stream.check();
                    continue;
                }
                l::LZMA_OK => Ok((written, false)),
                l::LZMA_STREAM_END => Ok((written, true)),
                // Nothing was done because there is no room.
                l::LZMA_BUF_ERROR if written == out.len() => Ok((written, false)),
                code => Err(code),
            };
        }
    }
}

/// A decompressor's payload.
pub struct Decompressor(Mutex<Feed<Decoder>>);
heddle_objects::payload!(Decompressor {});

/// `_lzma.LZMADecompressor`
static DECOMPRESSOR: NativeType = NativeType::new(TypeDef {
    doc: "Create a decompressor object for decompressing data incrementally.",
    methods: METHODS,
    getset: &[
        getter("check", |t, v| Ok(t.int(feed(t, v, |s| s.decoder.check).into()))),
        getter("eof", |t, v| Ok(Ref::bool(feed(t, v, |s| s.eof)))),
        getter("needs_input", |t, v| Ok(Ref::bool(feed(t, v, |s| s.needs_input)))),
        getter("unused_data", |t, v| Ok(bytes::from_vec(t, feed(t, v, |s| s.unused.clone())))),
    ],
    ..TypeDef::new("_lzma.LZMADecompressor", Decompressor::vtable, |s: &mut Slots| {
        new!(s, "LZMADecompressor($type, format=FORMAT_AUTO, memlimit=None, filters=None)", |t, a| {
            let decoder = decoder(t, &a[1..])?;
            Ok(t.alloc(shape_of_class(a[0]), Decompressor(Mutex::new(Feed::new(decoder)))))
        });
    })
});

fn decoder(t: &Thread, a: &[Value]) -> Res<Decoder> {
    let format = if a[0].is_undef() { AUTO } else { ops::arg_i32(t, a[0])? };
    let mut limit = u64::MAX;
    if !a[1].is_none_or_undef() {
        if format == RAW {
            return Err(t.value_error("Cannot specify memory limit with FORMAT_RAW"));
        }
        let n = ops::index(t, a[1])?;
        limit = int::to_u64(n.v())
            .ok_or_else(|| t.overflow_error("Python int too large to convert to C unsigned long long"))?;
    }
    let has_filters = !a[2].is_none_or_undef();
    if format == RAW && !has_filters {
        return Err(t.value_error("Must specify filters for FORMAT_RAW"));
    }
    if format != RAW && has_filters {
        return Err(t.value_error("Cannot specify filters except with FORMAT_RAW"));
    }
    let mut check = UNKNOWN;
    let made = match format {
        AUTO => Stream::new(Coder::Auto(limit)),
        XZ => Stream::new(Coder::Decoder(limit)),
        ALONE => {
            check = 0;
            Stream::new(Coder::AloneDecoder(limit))
        }
        RAW => {
            check = 0;
            let mut filters = filters::chain(t, a[2])?;
            Stream::new(Coder::RawDecoder(&mut filters))
        }
        format => return Err(t.value_error(format_args!("Invalid container format: {format}"))),
    };
    made.map(|stream| Decoder { stream, check }).map_err(|code| failed(t, code))
}

const METHODS: &[Def] = &[
    def_doc(
        "decompress($self, /, data, max_length=-1)",
        |t, a| {
            let data = Buffer::get(t, a[1])?;
            let max = compress::max_length(t, a[2])?;
            let state = &a[0].expect::<Decompressor>().0;
            compress::decompress(t, state, &data, max, "Already at end of stream", |e| failed(t, e))
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
            run(t, a[0], &data, l::LZMA_RUN, "Compressor has been flushed")
        },
        "Provide data to the compressor object.\n\nReturns a chunk of compressed data if possible, or b'' otherwise.\n\nWhen you have finished providing data to the compressor, call the\nflush() method to finish the compression process.",
    ),
    def_doc(
        "flush($self, /)",
        |t, a| run(t, a[0], &[], l::LZMA_FINISH, "Repeated call to flush()"),
        "Finish the compression process.\n\nReturns the compressed data left in internal buffers.\n\nThe compressor object may not be used after this method is called.",
    ),
    compress::NO_PICKLE[0],
    compress::NO_PICKLE[1],
];
