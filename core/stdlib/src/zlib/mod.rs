//! `zlib`: deflate streams, and the checksums that go with them. `objects` are streams as Python has them, `stream` the library's.

mod objects;
mod stream;

use crate::NativeModule;
use crate::compress::locked;
use heddle_objects::native::{Def, def_doc};
use heddle_objects::payload::Payload;
use heddle_objects::typeobj::{NativeType, TypeDef, flags};
use heddle_objects::types::buffer::Buffer;
use heddle_objects::types::exceptions::{EXCEPTION, Exception};
use heddle_objects::types::{bytes, int};
use heddle_objects::{Raised, Res, Thread, Value, ops};
use heddle_threads::sync::Mutex;
use libz_rs_sys as z;
use std::ffi::c_int;
use stream::{Failed, Options, Stream};

/// The module.
pub static MODULE: NativeModule = NativeModule {
    doc: "The functions in this module allow compression and decompression using the\n\
          zlib library, which is based on GNU zip.",
    types: &[&ERROR, &objects::DECOMPRESSOR],
    init: |t, m| {
        objects::COMPRESS.get();
        objects::DECOMPRESS.get();
        for (name, value) in NUMBERS {
            m.set_int(t, name, i64::from(*value));
        }
        m.set(t, "ZLIB_VERSION", t.str("1.3.1"));
        m.set(t, "ZLIB_RUNTIME_VERSION", t.str("1.3.1"));
        m.set(t, "__version__", t.str("1.0"));
        Ok(())
    },
    ..NativeModule::new("zlib", FUNCTIONS)
};

const NUMBERS: &[(&str, i32)] = &[
    ("MAX_WBITS", 15),
    ("DEFLATED", 8),
    ("DEF_MEM_LEVEL", 8),
    ("DEF_BUF_SIZE", 16 << 10),
    ("Z_NO_COMPRESSION", 0),
    ("Z_BEST_SPEED", 1),
    ("Z_BEST_COMPRESSION", 9),
    ("Z_DEFAULT_COMPRESSION", -1),
    ("Z_FILTERED", 1),
    ("Z_HUFFMAN_ONLY", 2),
    ("Z_RLE", 3),
    ("Z_FIXED", 4),
    ("Z_DEFAULT_STRATEGY", 0),
    ("Z_NO_FLUSH", 0),
    ("Z_PARTIAL_FLUSH", 1),
    ("Z_SYNC_FLUSH", 2),
    ("Z_FULL_FLUSH", 3),
    ("Z_FINISH", 4),
    ("Z_BLOCK", 5),
    ("Z_TREES", 6),
];

/// `zlib.error`
static ERROR: NativeType = NativeType::new(TypeDef {
    base: Some(&EXCEPTION),
    flags: flags::BASE | flags::WEAKREF | flags::MUTABLE,
    ..TypeDef::new("zlib.error", <Exception as Payload>::vtable, |_| ())
});

const FUNCTIONS: &[Def] = &[
    def_doc(
        "adler32(data, value=1, /)",
        |t, a| {
            checksum(t, a, 1, |start, data| {
                // SAFETY: the bytes are there.
                unsafe { z::adler32_z(start.into(), data.as_ptr(), data.len()) as u32 }
            })
        },
        "Compute an Adler-32 checksum of data.\n\n  value\n    Starting value of the checksum.\n\nThe returned checksum is an integer.",
    ),
    def_doc(
        "crc32(data, value=0, /)",
        |t, a| {
            checksum(t, a, 0, |start, data| {
                let mut hasher = crc32fast::Hasher::new_with_initial(start);
                hasher.update(data);
                hasher.finalize()
            })
        },
        "Compute a CRC-32 checksum of data.\n\n  value\n    Starting value of the checksum.\n\nThe returned checksum is an integer.",
    ),
    def_doc(
        "compress(data, /, level=Z_DEFAULT_COMPRESSION, wbits=MAX_WBITS)",
        compress,
        "Returns a bytes object containing compressed data.\n\n  data\n    Binary data to be compressed.\n  level\n    Compression level, in 0-9 or -1.\n  wbits\n    The window buffer size and container format.",
    ),
    def_doc(
        "decompress(data, /, wbits=MAX_WBITS, bufsize=DEF_BUF_SIZE)",
        decompress,
        "Returns a bytes object containing the uncompressed data.\n\n  data\n    Compressed data.\n  wbits\n    The window buffer size and container format.\n  bufsize\n    The initial output buffer size.",
    ),
    def_doc(
        "compressobj(level=Z_DEFAULT_COMPRESSION, method=DEFLATED, wbits=MAX_WBITS, memLevel=DEF_MEM_LEVEL, strategy=Z_DEFAULT_STRATEGY, zdict=None)",
        objects::compressobj,
        "Return a compressor object.",
    ),
    def_doc(
        "decompressobj(wbits=MAX_WBITS, zdict=b'')",
        objects::decompressobj,
        "Return a decompressor object.\n\n  wbits\n    The window buffer size and container format.\n  zdict\n    The predefined compression dictionary.  This must be the same\n    dictionary as used by the compressor that produced the input data.",
    ),
];

/// An int argument with a default.
fn number(t: &Thread, v: Value, default: c_int) -> Res<c_int> {
    if v.is_undef() { Ok(default) } else { ops::arg_i32(t, v) }
}

/// `zlib.error` from what the library says.
fn failed(t: &Thread, e: &Failed, doing: &str) -> Raised {
    match e.code {
        z::Z_MEM_ERROR => t.memory_error(format_args!("Out of memory {doing}")),
        _ => t.error(&ERROR, e.message(doing)),
    }
}

/// Smaller data is not worth a detachment.
const SMALL: usize = 5 << 10;

fn checksum(t: &Thread, a: &[Value], default: u32, f: fn(u32, &[u8]) -> u32) -> Res {
    let data = Buffer::get(t, a[0])?;
    let start = if a[1].is_undef() {
        default
    } else {
        let n = ops::index(t, a[1])?;
        int::wrap_u64(n.v()).unwrap_or(0) as u32
    };
    let bytes: &[u8] = &data;
    let sum = if bytes.len() > SMALL { t.blocking(|| f(start, bytes)) } else { f(start, bytes) };
    Ok(t.int(i64::from(sum)))
}

fn compress(t: &Thread, a: &[Value]) -> Res {
    let data = Buffer::get(t, a[0])?;
    let (level, wbits) = (number(t, a[1], -1)?, number(t, a[2], 15)?);
    let doing = "while compressing data";
    let options = Options { level, method: z::Z_DEFLATED, wbits, mem_level: 8, strategy: 0 };
    let mut stream = Stream::deflate(options).map_err(|e| match e.code {
        z::Z_STREAM_ERROR => t.error(&ERROR, "Bad compression level"),
        _ => failed(t, &e, doing),
    })?;
    let mut input: &[u8] = &data;
    let (code, out) = t.blocking(|| stream.run(&mut input, z::Z_FINISH, usize::MAX));
    match code {
        z::Z_STREAM_END => Ok(bytes::from_vec(t, out)),
        code => Err(failed(t, &stream.failed(code), doing)),
    }
}

fn decompress(t: &Thread, a: &[Value]) -> Res {
    let data = Buffer::get(t, a[0])?;
    let wbits = number(t, a[1], 15)?;
    if !a[2].is_undef() && ops::index_isize(t, a[2])? < 0 {
        return Err(t.value_error("bufsize must be non-negative"));
    }
    let mut stream =
        Stream::inflate(wbits).map_err(|e| failed(t, &e, "while preparing to decompress data"))?;
    let mut input: &[u8] = &data;
    let (code, out) = t.blocking(|| stream.run(&mut input, z::Z_SYNC_FLUSH, usize::MAX));
    let doing = "while decompressing data";
    match code {
        z::Z_STREAM_END => Ok(bytes::from_vec(t, out)),
        z::Z_OK | z::Z_BUF_ERROR => Err(failed(t, &Failed::plain(z::Z_BUF_ERROR), doing)),
        code => Err(failed(t, &stream.failed(code), doing)),
    }
}

/// The state of a stream object, locked while it is used.
type State<S> = Mutex<S>;

/// Runs `f` on it, detached.
fn with<S, R>(t: &Thread, state: &State<S>, f: impl FnOnce(&mut S) -> R) -> R {
    locked(t, state, f)
}
