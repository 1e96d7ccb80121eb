//! `compression.zstd.ZstdCompressor`: a context behind a mutex.

use super::context::{self, CContext, End};
use super::{dict, failed, options};
use crate::compress::{self, grown, locked};
use crate::util::{new, shape_of_class};
use heddle_objects::native::{Def, def_doc};
use heddle_objects::payload::Payload;
use heddle_objects::slots::Slots;
use heddle_objects::typeobj::{NativeType, TypeDef, getter, type_data};
use heddle_objects::types::buffer::Buffer;
use heddle_objects::types::{bytes, int};
use heddle_objects::{Ref, Res, Thread, Value, ops};
use heddle_threads::sync::Mutex;

struct State {
    context: CContext,
    last: End,
    threaded: bool,
}

/// A compressor's payload.
pub struct Compressor(Mutex<State>);
heddle_objects::payload!(Compressor {});

/// `compression.zstd.ZstdCompressor`
pub static COMPRESSOR: NativeType = NativeType::new(TypeDef {
    doc: "Create a compressor object for compressing data incrementally.\n\n  level\n    The compression level to use. Defaults to COMPRESSION_LEVEL_DEFAULT.\n  options\n    A dict object that contains advanced compression parameters.\n  zstd_dict\n    A ZstdDict object, a pre-trained Zstandard dictionary.\n\nThread-safe at method level.  For one-shot compression, use the\ncompress() function instead.",
    methods: METHODS,
    getset: &[getter("last_mode", |t, v| {
        Ok(t.int(locked(t, &v.expect::<Compressor>().0, |s| s.last as i64)))
    })],
    ..TypeDef::new("compression.zstd.ZstdCompressor", Compressor::vtable, |s: &mut Slots| {
        new!(s, "ZstdCompressor($type, level=None, options=None, zstd_dict=None)", |t, a| {
            let state = make(t, a[1], a[2], a[3])?;
            Ok(t.alloc(shape_of_class(a[0]), Compressor(Mutex::new(state))))
        });
    })
});

/// Puts the modes into the class.
pub fn set_modes(t: &Thread) {
    let attributes = type_data(&COMPRESSOR.get()).dict.v();
    for (name, mode) in [("CONTINUE", 0), ("FLUSH_BLOCK", 1), ("FLUSH_FRAME", 2)] {
        heddle_objects::types::dict::set_str(t, attributes, t.intern(name).v(), Value::int32(mode));
    }
}

fn make(t: &Thread, level: Value, parameters: Value, dictionary: Value) -> Res<State> {
    let mut context = CContext::new().ok_or_else(|| t.memory_error(""))?;
    let (has_level, has_options) = (!level.is_none_or_undef(), !parameters.is_none_or_undef());
    if has_level && has_options {
        return Err(t.type_error("Only one of level or options should be used."));
    }
    let (mut chosen, mut workers) = (3, 0);
    if has_level {
        if !int::is_int(level) {
            return Err(t.type_error("invalid type for level, expected int"));
        }
        let Some(n) = int::to_i64(level).and_then(|n| i32::try_from(n).ok()) else {
            let (low, high) = context::c_bounds(context::LEVEL).unwrap_or_default();
            return Err(
                t.value_error(format_args!("illegal compression level; the valid range is [{low}, {high}]"))
            );
        };
        options::check_level(t, n)?;
        context.set(context::LEVEL, n).map_err(|why| failed(t, "set the compression level", &why))?;
        chosen = n;
    }
    if has_options {
        let (level, n) = options::compression(t, &mut context, parameters)?;
        chosen = level.unwrap_or(chosen);
        workers = n;
    }
    if !dictionary.is_none_or_undef() {
        let used = dict::for_compression(t, dictionary, chosen)?;
        let doing = "load the Zstandard dictionary or prefix for compression";
        context.use_dictionary(used).map_err(|why| failed(t, doing, &why))?;
    }
    Ok(State { context, last: End::Frame, threaded: workers > 0 })
}

impl State {
    fn run(&mut self, mut data: &[u8], end: End) -> Result<Vec<u8>, String> {
        let mut out = vec![0; grown(0, usize::MAX)];
        let mut filled = 0;
        loop {
            let (left, n) = match self.context.step(&mut data, &mut out[filled..], end) {
                Ok(done) => done,
                Err(why) => {
                    self.last = End::Frame;
                    self.context.reset();
                    return Err(why);
                }
            };
            filled += n;
            let full = filled == out.len();
            // Workers hold data back for a while: that is not waited for.
            let done = match end {
                End::Continue if self.threaded => data.is_empty() && !full,
                End::Continue => data.is_empty() && left == 0,
                _ => left == 0,
            };
            if done {
                break;
            }
            if full {
                out.resize(grown(filled, usize::MAX), 0);
            }
        }
        self.last = end;
        out.truncate(filled);
        Ok(out)
    }
}

const METHODS: &[Def] = &[
    def_doc(
        "compress($self, /, data, mode=ZstdCompressor.CONTINUE)",
        |t, a| {
            let data = Buffer::get(t, a[1])?;
            let end = match if a[2].is_undef() { 0 } else { ops::arg_i32(t, a[2])? } {
                0 => End::Continue,
                1 => End::Block,
                2 => End::Frame,
                _ => return Err(t.value_error("mode argument wrong value, it should be one of ZstdCompressor.CONTINUE, ZstdCompressor.FLUSH_BLOCK, ZstdCompressor.FLUSH_FRAME.")),
            };
            run(t, a[0], &data, end)
        },
        "Provide data to the compressor object.\n\n  mode\n    Can be these 3 values ZstdCompressor.CONTINUE,\n    ZstdCompressor.FLUSH_BLOCK, ZstdCompressor.FLUSH_FRAME\n\nReturn a chunk of compressed data if possible, or b'' otherwise. When you have\nfinished providing data to the compressor, call the flush() method to finish\nthe compression process.",
    ),
    def_doc(
        "flush($self, /, mode=ZstdCompressor.FLUSH_FRAME)",
        |t, a| {
            let end = match if a[1].is_undef() { 2 } else { ops::arg_i32(t, a[1])? } {
                1 => End::Block,
                2 => End::Frame,
                _ => return Err(t.value_error("mode argument wrong value, it should be ZstdCompressor.FLUSH_FRAME or ZstdCompressor.FLUSH_BLOCK.")),
            };
            run(t, a[0], &[], end)
        },
        "Finish the compression process.\n\n  mode\n    Can be these 2 values ZstdCompressor.FLUSH_FRAME,\n    ZstdCompressor.FLUSH_BLOCK\n\nFlush any remaining data left in internal buffers. Since Zstandard data\nconsists of one or more independent frames, the compressor object can still\nbe used after this method is called.",
    ),
    def_doc(
        "set_pledged_input_size($self, size, /)",
        |t, a| {
            let size = if a[1].is_none() {
                None
            } else {
                let n = if int::is_int(a[1]) {
                    int::to_u64(a[1])
                } else {
                    return Err(t.type_error(format_args!(
                        "'{}' object cannot be interpreted as an integer",
                        ops::type_name(a[1])
                    )));
                };
                match n {
                    Some(n) if n < u64::MAX - 1 => Some(n),
                    _ => {
                        return Err(t.value_error(
                            "size argument should be a positive int less than 18446744073709551614",
                        ));
                    }
                }
            };
            let done = locked(t, &a[0].expect::<Compressor>().0, |s| {
                (s.last == End::Frame).then(|| s.context.pledge(size))
            });
            match done {
                None => Err(t.value_error(
                    "set_pledged_input_size() method must be called when last_mode == FLUSH_FRAME",
                )),
                Some(Err(why)) => Err(failed(t, "set pledged uncompressed content size", &why)),
                Some(Ok(())) => Ok(Ref::NONE),
            }
        },
        "Set the uncompressed content size to be written into the frame header.",
    ),
    compress::NO_PICKLE[0],
    compress::NO_PICKLE[1],
];

fn run(t: &Thread, v: Value, data: &[u8], end: End) -> Res {
    let done = locked(t, &v.expect::<Compressor>().0, |s| s.run(data, end));
    done.map(|out| bytes::from_vec(t, out)).map_err(|why| failed(t, "compress Zstandard data", &why))
}
