//! `compression.zstd.ZstdDecompressor`: a context behind a mutex, for one frame.

use super::context::DContext;
use super::{dict, failed, options};
use crate::compress::{self, Decode, Feed, locked};
use crate::util::{new, shape_of_class};
use heddle_objects::native::{Def, def_doc};
use heddle_objects::payload::Payload;
use heddle_objects::slots::Slots;
use heddle_objects::typeobj::{NativeType, TypeDef, getter};
use heddle_objects::types::buffer::Buffer;
use heddle_objects::types::bytes;
use heddle_objects::{Ref, Thread, Value};
use heddle_threads::sync::Mutex;

impl Decode for DContext {
    type Error = String;
    const FULL_MEANS_MORE: bool = true;

    fn step(&mut self, input: &mut &[u8], out: &mut [u8]) -> Result<(usize, bool), String> {
        DContext::step(self, input, out)
    }
}

/// A decompressor's payload.
pub struct Decompressor(Mutex<Feed<DContext>>);
heddle_objects::payload!(Decompressor {});

/// `compression.zstd.ZstdDecompressor`
pub static DECOMPRESSOR: NativeType = NativeType::new(TypeDef {
    doc: "Create a decompressor object for decompressing data incrementally.\n\n  zstd_dict\n    A ZstdDict object, a pre-trained Zstandard dictionary.\n  options\n    A dict object that contains advanced decompression parameters.\n\nThread-safe at method level.  For one-shot decompression, use the\ndecompress() function instead.",
    methods: METHODS,
    getset: &[
        getter("eof", |t, v| Ok(Ref::bool(feed(t, v, |s| s.eof)))),
        getter("needs_input", |t, v| Ok(Ref::bool(feed(t, v, |s| s.needs_input)))),
        getter("unused_data", |t, v| Ok(bytes::from_vec(t, feed(t, v, |s| s.unused.clone())))),
    ],
    ..TypeDef::new("compression.zstd.ZstdDecompressor", Decompressor::vtable, |s: &mut Slots| {
        new!(s, "ZstdDecompressor($type, zstd_dict=None, options=None)", |t, a| {
            let mut context = DContext::new().ok_or_else(|| t.memory_error(""))?;
            if !a[1].is_none_or_undef() {
                let used = dict::for_decompression(t, a[1])?;
                let doing = "load the Zstandard dictionary or prefix for decompression";
                context.use_dictionary(used).map_err(|why| failed(t, doing, &why))?;
            }
            if !a[2].is_none_or_undef() {
                options::decompression(t, &mut context, a[2])?;
            }
            Ok(t.alloc(shape_of_class(a[0]), Decompressor(Mutex::new(Feed::new(context)))))
        });
    })
});

const METHODS: &[Def] = &[
    def_doc(
        "decompress($self, /, data, max_length=-1)",
        |t, a| {
            let data = Buffer::get(t, a[1])?;
            let max = compress::max_length(t, a[2])?;
            let ended = "Already at the end of a Zstandard frame.";
            compress::decompress(t, &a[0].expect::<Decompressor>().0, &data, max, ended, |why| {
                failed(t, "decompress Zstandard data", &why)
            })
        },
        "Decompress *data*, returning uncompressed bytes if possible, or b'' otherwise.\n\n  data\n    A bytes-like object, Zstandard data to be decompressed.\n  max_length\n    Maximum size of returned data. When it is negative, the size of\n    output buffer is unlimited. When it is nonnegative, returns at\n    most max_length bytes of decompressed data.",
    ),
    compress::NO_PICKLE[0],
    compress::NO_PICKLE[1],
];

fn feed<R>(t: &Thread, v: Value, f: impl FnOnce(&mut Feed<DContext>) -> R) -> R {
    locked(t, &v.expect::<Decompressor>().0, f)
}
