//! Error handlers: the standard ones, which need no Python code while coding, and those that were registered.
//!
//! It must never know codecs.

use super::{Replaced, registry};
use crate::error::{Raised, Res};
use crate::native::{Def, def_doc};
use crate::ops::{self, type_name};
use crate::refs::Ref;
use crate::thread::Thread;
use crate::types::buffer::Buffer;
use crate::types::{bytes, dict, exceptions as exc, int, str, tuple};
use crate::value::Value;
use heddle_text::Owned;
use heddle_text::codec::{DecodeError, EncodeError, Handler, Replacement};

/// The UnicodeEncodeError for a text that does not encode.
#[cold]
pub(super) fn strict_encode(t: &Thread, e: &EncodeError, text: Value) -> Raised {
    let object = str::exact(t, text);
    exc::encode_error(t, e.encoding, object.v(), e.start, e.end, e.reason)
}

#[cold]
fn strict_decode(t: &Thread, e: &DecodeError, input: &[u8], object: Value) -> Raised {
    let object = as_bytes(t, input, object);
    exc::decode_error(t, e.encoding, object.v(), e.start, e.end, e.reason)
}

fn as_bytes(t: &Thread, input: &[u8], object: Value) -> Ref {
    if bytes::BYTES.is_exact(object) { Ref::new(object) } else { bytes::new(t, input) }
}

/// How one run of a codec handles errors. The handler is looked up at the first of them.
pub(super) struct Errors<'a> {
    t: &'a Thread,
    name: &'a str,
    found: Option<Found>,
}

enum Found {
    Strict,
    Standard(Handler),
    Python(Ref),
}

impl<'a> Errors<'a> {
    pub fn new(t: &'a Thread, name: &'a str) -> Errors<'a> {
        Errors { t, name, found: None }
    }

    fn handler(&mut self) -> Res<&Found> {
        let found = match self.found.take() {
            Some(found) => found,
            None => match Handler::by_name(self.name) {
                _ if self.name == "strict" => Found::Strict,
                Some(handler) => Found::Standard(handler),
                None => Found::Python(lookup_error(self.t, self.name)?),
            },
        };
        Ok(self.found.insert(found))
    }

    /// What to write for code points that do not encode, and where to go on.
    pub fn encode(&mut self, e: &EncodeError, text: Value) -> Res<Replaced> {
        let t = self.t;
        let raise = || strict_encode(t, e, text);
        match self.handler()? {
            Found::Strict => Err(raise()),
            Found::Standard(handler) => handler.encode_within(e, str::view(&text)).ok_or_else(raise),
            Found::Python(handler) => {
                let exception = raise();
                let (with, at) = call(
                    t,
                    handler.v(),
                    exception.0.v(),
                    "encoding error handler must return (str/bytes, int) tuple",
                )?;
                let at = resume(t, at, str::len(text))?;
                if let Some(bytes) = bytes::try_view(&with) {
                    return Ok((Replacement::Bytes(bytes.to_vec()), at));
                }
                match str::try_view(&with) {
                    Some(text) => Ok((Replacement::Text(Owned::from(text)), at)),
                    None => Err(t.type_error("encoding error handler must return (str/bytes, int) tuple")),
                }
            }
        }
    }

    /// The text for bytes that do not decode, and where to go on.
    pub fn decode(&mut self, e: &DecodeError, input: &[u8], object: Value) -> Res<(Owned, usize)> {
        let t = self.t;
        match self.handler()? {
            Found::Strict => Err(strict_decode(t, e, input, object)),
            Found::Standard(handler) if !handler.decodes() => {
                Err(t.type_error("don't know how to handle UnicodeDecodeError in error callback"))
            }
            Found::Standard(handler) => {
                handler.decode(e, input).ok_or_else(|| strict_decode(t, e, input, object))
            }
            Found::Python(handler) => {
                const WANTED: &str = "decoding error handler must return (str, int) tuple";
                let exception = strict_decode(t, e, input, object);
                let (with, at) = call(t, handler.v(), exception.0.v(), WANTED)?;
                let Some(text) = str::try_view(&with) else { return Err(t.type_error(WANTED)) };
                Ok((Owned::from(text), resume(t, at, input.len())?))
            }
        }
    }
}

/// Calls a handler: the replacement, and where to go on as it says.
fn call(t: &Thread, handler: Value, exception: Value, wanted: &str) -> Res<(Ref, i64)> {
    let answer = ops::call_pos(t, handler, &[exception])?;
    let Some([with, at]) = tuple::try_items(&answer) else { return Err(t.type_error(wanted)) };
    if !int::is_int(*at) {
        return Err(t.type_error(wanted));
    }
    let at =
        int::to_i64(*at).ok_or_else(|| t.overflow_error("Python int too large to convert to C ssize_t"))?;
    Ok((Ref::new(*with), at))
}

fn resume(t: &Thread, at: i64, len: usize) -> Res<usize> {
    let place = if at < 0 { at.saturating_add(len as i64) } else { at };
    match usize::try_from(place) {
        Ok(place) if place <= len => Ok(place),
        _ => Err(t.index_error(format_args!("position {place} from error handler out of bounds"))),
    }
}

/// The handler of a name: a callable.
pub fn lookup_error(t: &Thread, name: &str) -> Res {
    let key = t.str(name);
    let found = dict::get(t, registry::state(t).errors, key.v())?;
    if found.is_undef() {
        return Err(t.lookup_error(format_args!("unknown error handler name '{name}'")));
    }
    Ok(found)
}

/// Registers a handler.
pub fn register_error(t: &Thread, name: Value, handler: Value) -> Res<()> {
    if !ops::is_callable(handler) {
        return Err(t.type_error("handler must be callable"));
    }
    dict::set(t, registry::state(t).errors, name, handler)
}

/// Forgets a handler: whether there was one.
pub(super) fn unregister_error(t: &Thread, name: Value) -> Res<bool> {
    if STANDARD.iter().any(|(standard, _)| str::equals(name, standard)) {
        return Err(
            t.value_error(format_args!("cannot un-register built-in error handler '{}'", str::lossy(name)))
        );
    }
    Ok(!dict::remove(t, registry::state(t).errors, name)?.is_undef())
}

/// The standard handlers as functions.
pub(super) static STANDARD: [(&str, Def); 8] = [
    (
        "strict",
        def_doc(
            "strict_errors",
            strict,
            "Implements the 'strict' error handling, which raises a UnicodeError on coding errors.",
        ),
    ),
    (
        "ignore",
        def_doc(
            "ignore_errors",
            |t, a| standard(t, a, Handler::Ignore),
            "Implements the 'ignore' error handling, which ignores malformed data and continues.",
        ),
    ),
    (
        "replace",
        def_doc(
            "replace_errors",
            |t, a| standard(t, a, Handler::Replace),
            "Implements the 'replace' error handling, which replaces malformed data with a replacement marker.",
        ),
    ),
    (
        "xmlcharrefreplace",
        def_doc(
            "xmlcharrefreplace_errors",
            |t, a| standard(t, a, Handler::XmlCharRefReplace),
            "Implements the 'xmlcharrefreplace' error handling, which replaces an unencodable character with the appropriate XML character reference.",
        ),
    ),
    (
        "backslashreplace",
        def_doc(
            "backslashreplace_errors",
            |t, a| standard(t, a, Handler::BackslashReplace),
            "Implements the 'backslashreplace' error handling, which replaces malformed data with a backslashed escape sequence.",
        ),
    ),
    (
        "namereplace",
        def_doc(
            "namereplace_errors",
            |t, a| standard(t, a, Handler::NameReplace),
            "Implements the 'namereplace' error handling, which replaces an unencodable character with a \\N{...} escape sequence.",
        ),
    ),
    ("surrogatepass", def_doc("surrogatepass", |t, a| standard(t, a, Handler::SurrogatePass), "")),
    ("surrogateescape", def_doc("surrogateescape", |t, a| standard(t, a, Handler::SurrogateEscape), "")),
];

/// The one argument; these functions take whatever they are called with.
fn exception_arg(t: &Thread, a: &[Value], name: &str) -> Res {
    // Their signature is a bare name: a tuple and a dict come.
    match tuple::try_items(&a[0]) {
        Some([exception]) => Ok(Ref::new(*exception)),
        Some(all) => {
            Err(t.type_error(format_args!("{name}() takes exactly one argument ({} given)", all.len())))
        }
        None => Err(t.system_error("bad arguments")),
    }
}

fn strict(t: &Thread, a: &[Value]) -> Res {
    let exception = exception_arg(t, a, "strict_errors")?;
    if exc::is_exception(exception.v()) {
        Err(Raised(exception))
    } else {
        Err(t.type_error("codec must pass exception instance"))
    }
}

fn whole(t: &Thread, e: Value, name: &str) -> Res<i64> {
    let n = ops::getattr_str(t, e, name)?;
    ops::arg_i64(t, n.v())
}

/// `start` and `end`, fitted to the object.
fn range(t: &Thread, e: Value, len: usize) -> Res<(usize, usize)> {
    let len = len as i64;
    let start = whole(t, e, "start")?.clamp(0, (len - 1).max(0));
    let end = whole(t, e, "end")?.clamp(1, len.max(1)).min(len);
    Ok((start as usize, (end as usize).max(start as usize)))
}

/// The name of an encoding as the handlers tell them apart.
fn known(encoding: &str) -> &'static str {
    let plain = encoding.to_ascii_lowercase().replace('_', "-");
    [
        "utf-8",
        "utf8",
        "cp-utf8",
        "utf-16",
        "utf16",
        "utf-16-le",
        "utf-16le",
        "utf-16-be",
        "utf-16be",
        "utf-32",
        "utf32",
        "utf-32-le",
        "utf-32le",
        "utf-32-be",
        "utf-32be",
    ]
    .into_iter()
    .find(|name| *name == plain)
    .unwrap_or("other")
}

fn standard(t: &Thread, a: &[Value], handler: Handler) -> Res {
    let exception = exception_arg(t, a, "handler")?;
    let e = exception.v();
    let unknown =
        || t.type_error(format_args!("don't know how to handle {} in error callback", type_name(e)));
    let pair = |with: Ref, at: usize| Ok(tuple::from_refs(t, vec![with, t.int(at as i64)]));
    let encodes = exc::UNICODE_ENCODE_ERROR.is_instance(e);
    let decodes = exc::UNICODE_DECODE_ERROR.is_instance(e);
    if !encodes && !decodes && !exc::UNICODE_TRANSLATE_ERROR.is_instance(e) {
        return Err(unknown());
    }
    let object = ops::getattr_str(t, e, "object")?;
    if decodes {
        if !handler.decodes() {
            return Err(unknown());
        }
        let input = Buffer::get(t, object.v())?;
        let (start, end) = range(t, e, input.len())?;
        let encoding = known(&ops::str_text(t, ops::getattr_str(t, e, "encoding")?.v())?);
        let error = DecodeError { encoding, start, end, reason: "" };
        return match handler.decode(&error, &input) {
            Some((text, at)) => pair(str::from_owned(t, &text), at),
            None => Err(Raised(exception)),
        };
    }
    let Some(text) = str::try_view(&object) else {
        return Err(t.type_error("object attribute must be unicode"));
    };
    let (start, end) = range(t, e, text.len())?;
    if !encodes {
        return match handler.translate(start, end, text) {
            Some((text, at)) => pair(str::from_owned(t, &text), at),
            None if matches!(handler, Handler::SurrogateEscape | Handler::SurrogatePass) => Err(unknown()),
            None => Err(unknown()),
        };
    }
    let encoding = known(&ops::str_text(t, ops::getattr_str(t, e, "encoding")?.v())?);
    let error = EncodeError { encoding, start, end, reason: "" };
    match handler.encode(&error, text) {
        Some((Replacement::Text(with), at)) => pair(str::from_owned(t, &with), at),
        Some((Replacement::Bytes(with), at)) => pair(bytes::from_vec(t, with), at),
        None => Err(Raised(exception)),
    }
}
