//! `compression.zstd.ZstdDict`: a dictionary, and what was prepared of it.

use super::context::{CDict, CUse, DDict, DUse, dictionary_id};
use super::error;
use crate::compress::locked;
use crate::util::{flag, new, shape_of_class};
use heddle_objects::native::{Def, def_doc};
use heddle_objects::payload::Payload;
use heddle_objects::slots::Slots;
use heddle_objects::typeobj::{NativeType, TypeDef, flags, getter};
use heddle_objects::types::buffer::Buffer;
use heddle_objects::types::{bytes, int, tuple};
use heddle_objects::{Res, Thread, Value};
use heddle_threads::sync::Mutex;
use std::sync::Arc;

/// A dictionary's payload.
pub struct Dictionary {
    content: Arc<Vec<u8>>,
    id: u32,
    prepared: Mutex<Prepared>,
}
heddle_objects::payload!(Dictionary {});

#[derive(Default)]
struct Prepared {
    /// By level.
    compress: Vec<(i32, Arc<CDict>)>,
    decompress: Option<Arc<DDict>>,
}

/// `compression.zstd.ZstdDict`
pub static DICT: NativeType = NativeType::new(TypeDef {
    doc: "Represents a Zstandard dictionary.\n\n  dict_content\n    The content of a Zstandard dictionary as a bytes-like object.\n  is_raw\n    If true, perform no checks on *dict_content*, useful for some\n    advanced cases. Otherwise, check that the content represents\n    a Zstandard dictionary created by the zstd library or CLI.\n\nThe dictionary can be used for compression or decompression, and can be\nshared by multiple ZstdCompressor or ZstdDecompressor objects.",
    flags: flags::IMMUTABLE,
    methods: METHODS,
    getset: &[
        getter("dict_id", |t, v| Ok(t.int(v.expect::<Dictionary>().id.into()))),
        getter("dict_content", |t, v| Ok(bytes::new(t, &v.expect::<Dictionary>().content))),
        getter("as_digested_dict", |t, v| Ok(tuple::from_values(t, &[v, Value::int32(DIGESTED)]))),
        getter("as_undigested_dict", |t, v| Ok(tuple::from_values(t, &[v, Value::int32(CONTENT)]))),
        getter("as_prefix", |t, v| Ok(tuple::from_values(t, &[v, Value::int32(PREFIX)]))),
    ],
    ..TypeDef::new("compression.zstd.ZstdDict", Dictionary::vtable, slots)
});

const METHODS: &[Def] = &[
    def_doc("__reduce__($self, /)", no_pickle, "Helper for pickle."),
    def_doc("__reduce_ex__($self, protocol, /)", no_pickle, "Helper for pickle."),
];

fn no_pickle(t: &Thread, _: &[Value]) -> Res {
    Err(t.type_error("ZstdDict object intentionally doesn't support pickle. If need to save dictionary to disk, please save .dict_content attribute, it's a bytes object. So that the zstd dictionary can be used with other programs."))
}

const DIGESTED: i32 = 0;
const CONTENT: i32 = 1;
const PREFIX: i32 = 2;

fn slots(s: &mut Slots) {
    new!(s, "ZstdDict($type, dict_content, /, *, is_raw=False)", |t, a| {
        let content = Buffer::get(t, a[1])?.into_vec();
        let raw = flag(t, a[2], false)?;
        // The library takes shorter content for none, without a word.
        if content.len() < 8 {
            return Err(
                t.value_error("Zstandard dictionary content too short (must have at least eight bytes)")
            );
        }
        let id = dictionary_id(&content);
        if !raw && id == 0 {
            return Err(t.value_error("invalid Zstandard dictionary"));
        }
        let dictionary = Dictionary { content: Arc::new(content), id, prepared: Mutex::default() };
        Ok(t.alloc(shape_of_class(a[0]), dictionary))
    });
    s.repr = Some(|t, v| {
        let d = v.expect::<Dictionary>();
        Ok(t.str(&format!("<ZstdDict dict_id={} dict_size={}>", d.id, d.content.len())))
    });
    s.len = Some(|_, v| Ok(v.expect::<Dictionary>().content.len()));
}

/// The dictionary of a `zstd_dict` argument, and how it is to be used.
fn argument(t: &Thread, v: Value, default: i32) -> Res<(Value, i32)> {
    if DICT.is_instance(v) {
        return Ok((v, default));
    }
    if let Some([d, how]) = tuple::try_items(&v)
        && DICT.is_instance(*d)
        && let Some(how @ DIGESTED..=PREFIX) = int::to_i64(*how).and_then(|n| i32::try_from(n).ok())
    {
        return Ok((*d, how));
    }
    Err(t.type_error("zstd_dict argument should be a ZstdDict object."))
}

/// What a compressor of this level uses.
pub fn for_compression(t: &Thread, v: Value, level: i32) -> Res<CUse> {
    let (d, how) = argument(t, v, CONTENT)?;
    let d = d.expect::<Dictionary>();
    let content = d.content.clone();
    match how {
        CONTENT => Ok(CUse::Content(content)),
        PREFIX => Ok(CUse::Prefix(content)),
        _ => {
            let made = locked(t, &d.prepared, |p| {
                if let Some((_, made)) = p.compress.iter().find(|(of, _)| *of == level) {
                    return Some(made.clone());
                }
                let made = Arc::new(CDict::new(&content, level)?);
                p.compress.push((level, made.clone()));
                Some(made)
            });
            made.map(CUse::Digested).ok_or_else(|| {
                error(t, "Failed to create a ZSTD_CDict instance from Zstandard dictionary content.")
            })
        }
    }
}

/// What a decompressor uses.
pub fn for_decompression(t: &Thread, v: Value) -> Res<DUse> {
    let (d, how) = argument(t, v, DIGESTED)?;
    let d = d.expect::<Dictionary>();
    let content = d.content.clone();
    match how {
        CONTENT => Ok(DUse::Content(content)),
        PREFIX => Ok(DUse::Prefix(content)),
        _ => {
            let made = locked(t, &d.prepared, |p| {
                if p.decompress.is_none() {
                    p.decompress = DDict::new(&content).map(Arc::new);
                }
                p.decompress.clone()
            });
            made.map(DUse::Digested).ok_or_else(|| {
                error(t, "Failed to create a ZSTD_DDict instance from Zstandard dictionary content.")
            })
        }
    }
}
