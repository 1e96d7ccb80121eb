//! `str(...)`.

use super::{STR, new as new_str, new_subclass, view};
use crate::error::Res;
use crate::native::Args;
use crate::ops::{self, type_name};
use crate::thread::Thread;
use crate::typeobj::type_data;
use crate::types::args::bind;
use crate::types::buffer;
use crate::value::Value;
use heddle_text::View;
use heddle_threads::sync::atomic::Ordering::*;

/// `str.__new__(cls, object='', encoding, errors)`
pub(super) fn new(t: &Thread, cls: Value, args: Args) -> Res {
    let made = match args.all {
        [v] if args.names.is_empty() => ops::to_str(t, *v)?,
        _ => {
            let [object, encoding, errors] = bind(t, "str", ["object", "encoding", "errors"], args)?;
            text_of(t, object, encoding, errors)?
        }
    };
    if cls.is(STR.get()) {
        return Ok(made);
    }
    let shape = type_data(&cls).first_shape.load(Relaxed);
    Ok(new_subclass(t, shape, view(&made)))
}

fn text_of(t: &Thread, object: Value, encoding: Value, errors: Value) -> Res {
    let name = |v, which| super::change::codec_arg(t, v, "str", which);
    let (codec, handler) = (name(encoding, "encoding")?, name(errors, "errors")?);
    if object.is_undef() {
        return Ok(new_str(t, View::EMPTY));
    }
    if encoding.is_undef() && errors.is_undef() {
        return ops::to_str(t, object);
    }
    if super::is_str(object) {
        return Err(t.type_error("decoding str is not supported"));
    }
    if !buffer::is_buffer(object) {
        return Err(t.type_error(format_args!(
            "decoding to str: need a bytes-like object, {} found",
            type_name(object)
        )));
    }
    crate::codecs::decode_text(t, object, codec.as_deref().unwrap_or("utf-8"), handler.as_deref())
}
