//! `_zstd`: Zstandard frames. `context` is the library, `dict` a dictionary, `compressor` and `decompressor` the streams.

mod compressor;
mod context;
mod decompressor;
mod dict;
mod options;

use crate::NativeModule;
use heddle_objects::native::{Def, def, def_doc};
use heddle_objects::payload::Payload;
use heddle_objects::typeobj::{NativeType, TypeDef, flags};
use heddle_objects::types::buffer::{self, Buffer};
use heddle_objects::types::exceptions::{EXCEPTION, Exception};
use heddle_objects::types::{bytes, int, tuple, type_};
use heddle_objects::{Raised, Ref, Res, Thread, Value, ops};

/// The module.
pub static MODULE: NativeModule = NativeModule {
    doc: "Implementation module for Zstandard compression.",
    types: &[&ERROR, &dict::DICT, &compressor::COMPRESSOR, &decompressor::DECOMPRESSOR],
    init: |t, m| {
        for (name, value) in NUMBERS {
            m.set_int(t, name, *value);
        }
        let version = context::version();
        let number = version.split('.').filter_map(|n| n.parse::<i64>().ok()).fold(0, |all, n| all * 100 + n);
        m.set(t, "zstd_version", t.str(&version));
        m.set_int(t, "zstd_version_number", number);
        compressor::set_modes(t);
        Ok(())
    },
    ..NativeModule::new("_zstd", FUNCTIONS)
};

const NUMBERS: &[(&str, i64)] = &[
    ("ZSTD_CLEVEL_DEFAULT", 3),
    ("ZSTD_DStreamOutSize", 131_072),
    ("ZSTD_fast", 1),
    ("ZSTD_dfast", 2),
    ("ZSTD_greedy", 3),
    ("ZSTD_lazy", 4),
    ("ZSTD_lazy2", 5),
    ("ZSTD_btlazy2", 6),
    ("ZSTD_btopt", 7),
    ("ZSTD_btultra", 8),
    ("ZSTD_btultra2", 9),
    ("ZSTD_c_compressionLevel", 100),
    ("ZSTD_c_windowLog", 101),
    ("ZSTD_c_hashLog", 102),
    ("ZSTD_c_chainLog", 103),
    ("ZSTD_c_searchLog", 104),
    ("ZSTD_c_minMatch", 105),
    ("ZSTD_c_targetLength", 106),
    ("ZSTD_c_strategy", 107),
    ("ZSTD_c_enableLongDistanceMatching", 160),
    ("ZSTD_c_ldmHashLog", 161),
    ("ZSTD_c_ldmMinMatch", 162),
    ("ZSTD_c_ldmBucketSizeLog", 163),
    ("ZSTD_c_ldmHashRateLog", 164),
    ("ZSTD_c_contentSizeFlag", 200),
    ("ZSTD_c_checksumFlag", 201),
    ("ZSTD_c_dictIDFlag", 202),
    ("ZSTD_c_nbWorkers", 400),
    ("ZSTD_c_jobSize", 401),
    ("ZSTD_c_overlapLog", 402),
    ("ZSTD_d_windowLogMax", 100),
];

/// `compression.zstd.ZstdError`
static ERROR: NativeType = NativeType::new(TypeDef {
    base: Some(&EXCEPTION),
    flags: flags::BASE | flags::WEAKREF | flags::MUTABLE,
    doc: "An error occurred in the zstd library.",
    ..TypeDef::new("compression.zstd.ZstdError", <Exception as Payload>::vtable, |_| ())
});

fn error(t: &Thread, text: &str) -> Raised {
    t.error(&ERROR, text)
}

fn failed(t: &Thread, doing: &str, why: &str) -> Raised {
    t.error(&ERROR, format_args!("Unable to {doing}: {why}"))
}

const FUNCTIONS: &[Def] = &[
    def_doc(
        "train_dict(samples_bytes, samples_sizes, dict_size, /)",
        train,
        "Train a Zstandard dictionary on sample data.",
    ),
    def_doc(
        "finalize_dict(custom_dict_bytes, samples_bytes, samples_sizes, dict_size, compression_level, /)",
        finalize,
        "Finalize a Zstandard dictionary.",
    ),
    def_doc(
        "get_param_bounds(parameter, is_compress)",
        |t, a| {
            let key = ops::arg_i32(t, a[0])?;
            let (bounds, which) = match ops::truth(t, a[1])? {
                true => (context::c_bounds(key), "get zstd compression parameter bounds"),
                false => (context::d_bounds(key), "get zstd decompression parameter bounds"),
            };
            let (low, high) = bounds.map_err(|why| failed(t, which, &why))?;
            Ok(tuple::from_values(t, &[Value::int32(low), Value::int32(high)]))
        },
        "Get CompressionParameter/DecompressionParameter bounds.",
    ),
    def_doc(
        "get_frame_size(frame_buffer)",
        |t, a| {
            let data = Buffer::get(t, a[0])?;
            match context::frame_size(&data) {
                Ok(n) => Ok(t.int(n as i64)),
                Err(why) => Err(error(
                    t,
                    &format!(
                        "Error when finding the compressed size of a Zstandard frame. Ensure the frame_buffer argument starts from the beginning of a frame, and its length is not less than this complete frame. Zstd error message: {why}."
                    ),
                )),
            }
        },
        "Get the size of a Zstandard frame, including the header and optional checksum.",
    ),
    def_doc(
        "get_frame_info(frame_buffer)",
        |t, a| {
            let data = Buffer::get(t, a[0])?;
            match context::frame_info(&data) {
                Some((size, id)) => {
                    let size = size.map_or(Ref::NONE, |n| int::from(t, n));
                    Ok(tuple::from_array(t, [size, t.int(id.into())]))
                }
                None => Err(error(
                    t,
                    "Error when getting information from the header of a Zstandard frame. Ensure the frame_buffer argument starts from the beginning of a frame, and its length is not less than the frame header (6~18 bytes).",
                )),
            }
        },
        "Get Zstandard frame infomation from a frame header.",
    ),
    def("set_parameter_types(c_parameter_type, d_parameter_type)", |t, a| {
        for (v, name) in [(a[0], "c_parameter_type"), (a[1], "d_parameter_type")] {
            if !type_::is_type(v) {
                return Err(t.type_error(format_args!(
                    "set_parameter_types() argument '{name}' must be type, not {}",
                    ops::type_name(v)
                )));
            }
        }
        options::set_types(t, a[0], a[1]);
        Ok(Ref::NONE)
    }),
];

/// Samples laid end to end, and how long each is.
fn samples(t: &Thread, function: &str, at: usize, a: &[Value]) -> Res<(Vec<u8>, Vec<usize>)> {
    if bytes::try_view(&a[0]).is_none() {
        let name = ops::type_name(a[0]);
        return Err(t.type_error(format_args!("{function}() argument {at} must be bytes, not {name}")));
    }
    let data = buffer::to_vec(t, a[0])?;
    let Some(items) = tuple::try_items(&a[1]) else {
        let name = ops::type_name(a[1]);
        return Err(t.type_error(format_args!("{function}() argument {} must be tuple, not {name}", at + 1)));
    };
    let mut sizes = Vec::with_capacity(items.len());
    for item in items {
        let n = ops::index(t, *item)?;
        let n = int::to_u64(n.v()).ok_or_else(|| {
            t.value_error(format_args!(
                "Items in samples_sizes should be an int object, with a value between 0 and {}.",
                usize::MAX
            ))
        })?;
        sizes.push(n as usize);
    }
    if sizes.iter().try_fold(0usize, |sum, n| sum.checked_add(*n)) != Some(data.len()) {
        return Err(t.value_error("The samples size tuple doesn't match the concatenation's size."));
    }
    Ok((data, sizes))
}

fn room(t: &Thread, v: Value) -> Res<usize> {
    match ops::index_isize(t, v)? {
        n if n > 0 => Ok(n as usize),
        _ => Err(t.value_error("dict_size argument should be positive number.")),
    }
}

fn train(t: &Thread, a: &[Value]) -> Res {
    let (data, sizes) = samples(t, "train_dict", 1, a)?;
    let room = room(t, a[2])?;
    let trained = t.blocking(|| context::train(&data, &sizes, room));
    trained.map(|d| bytes::from_vec(t, d)).map_err(|why| failed(t, "train the Zstandard dictionary", &why))
}

fn finalize(t: &Thread, a: &[Value]) -> Res {
    let content = buffer::to_vec(t, a[0])?;
    let (data, sizes) = samples(t, "finalize_dict", 2, &a[1..])?;
    let room = room(t, a[3])?;
    let level = ops::arg_i32(t, a[4])?;
    let made = t.blocking(|| context::finalize(&content, &data, &sizes, room, level));
    made.map(|d| bytes::from_vec(t, d)).map_err(|why| failed(t, "finalize the Zstandard dictionary", &why))
}
