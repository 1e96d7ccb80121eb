//! Where the errors of number arithmetic become exceptions, and what the number types share: format specifications, text.
//!
//! Must never know how a number is computed (`heddle-numeric`), nor one number type in particular.

use crate::error::{Raised, Res};
use crate::native::Args;
use crate::ops::{self, type_name};
use crate::thread::Thread;
use crate::typeobj::{NativeType, type_data};
use crate::types::buffer::{self, Buffer};
use crate::types::{bytes, exceptions as exc, str};
use crate::value::Value;
use heddle_numeric::format::FormatError;
use heddle_numeric::format::spec::{Spec, Target};
use heddle_numeric::math::MathError;
use heddle_numeric::{ErrorKind, FloatError, IntError};
use std::borrow::Cow;

/// An error of `heddle-numeric`, which knows the exception that it becomes.
pub trait NumericError: Sized {
    /// The exception.
    fn raise(self, t: &Thread) -> Raised;
}

/// A result of `heddle-numeric` as one of natives.
pub trait OrRaise<T> {
    /// The value, or the error as an exception.
    fn or_raise(self, t: &Thread) -> Res<T>;
}

impl<T, E: NumericError> OrRaise<T> for Result<T, E> {
    #[inline]
    fn or_raise(self, t: &Thread) -> Res<T> {
        self.map_err(|e| e.raise(t))
    }
}

#[cold]
fn raise(t: &Thread, kind: ErrorKind, message: &str) -> Raised {
    match kind {
        ErrorKind::Value => t.value_error(message),
        ErrorKind::Overflow => t.overflow_error(message),
        ErrorKind::ZeroDivision => t.zero_division(message),
        ErrorKind::Memory => t.error_args(&exc::MEMORY_ERROR, &[]),
        ErrorKind::Type => t.type_error(message),
    }
}

impl NumericError for IntError {
    fn raise(self, t: &Thread) -> Raised {
        raise(t, self.kind(), self.message())
    }
}

impl NumericError for FloatError {
    fn raise(self, t: &Thread) -> Raised {
        if self == FloatError::PowOverflow {
            let message = t.str(self.message());
            return t.error_args(&exc::OVERFLOW_ERROR, &[Value::int32(libc::ERANGE), message.v()]);
        }
        raise(t, self.kind(), self.message())
    }
}

impl NumericError for MathError {
    fn raise(self, t: &Thread) -> Raised {
        raise(t, self.kind(), &self.to_string())
    }
}

impl NumericError for FormatError {
    fn raise(self, t: &Thread) -> Raised {
        raise(t, self.kind, &self.message)
    }
}

/// The argument of a `__format__`: `None` if it is empty.
pub fn spec_text(t: &Thread, spec: Value) -> Res<Option<String>> {
    if !str::is_str(spec) {
        return Err(t.type_error(format_args!("__format__() argument must be str, not {}", type_name(spec))));
    }
    if str::len(spec) == 0 { Ok(None) } else { str::to_utf8(t, spec).map(Some) }
}

/// Reads a format specification for a number; messages show the name of the value's own type.
pub fn parse_spec(t: &Thread, text: &str, target: Target<'_>, type_name: &str) -> Res<Spec> {
    Spec::parse(text, Target { name: type_name, ..target }).or_raise(t)
}

/// The text of a number in a str or bytes-like object, for parsers; `None` if `v` is neither. Bytes that are no UTF-8 and lone
/// surrogates become characters that are in no number.
pub fn number_text<'a>(t: &Thread, v: &'a Value) -> Res<Option<Cow<'a, str>>> {
    if let Some(view) = str::try_view(v) {
        return Ok(Some(match view.as_str() {
            Some(text) => Cow::Borrowed(text),
            None => Cow::Owned(view.to_string_lossy()),
        }));
    }
    if !buffer::is_buffer(*v) {
        return Ok(None);
    }
    let bytes = Buffer::get(t, *v)?;
    // Digits of other scripts are for str alone: no byte above ASCII is part of a number.
    let plain = bytes.iter().map(|b| if b.is_ascii() { char::from(*b) } else { '\u{fffd}' });
    Ok(Some(Cow::Owned(plain.collect())))
}

/// The repr of what [`number_text`] read: that of the bytes for any bytes-like object.
pub fn number_repr(t: &Thread, v: Value) -> Res<String> {
    if str::is_str(v) || bytes::is_bytes(v) {
        return ops::repr_text(t, v);
    }
    let copy = Buffer::get(t, v)?;
    ops::repr_text(t, t.bytes(&copy).v())
}

/// Keyword arguments for a type that takes none: refused, unless a subclass's own `__init__` may want them.
pub fn refuse_keywords(t: &Thread, native: &NativeType, cls: Value, args: Args) -> Res<()> {
    let address = |class: Value| type_data(&class).slots().init.map(|f| f as usize);
    if args.names.is_empty() || (!cls.is(native.get()) && address(cls) != address(native.get())) {
        return Ok(());
    }
    Err(t.type_error(format_args!("{}() takes no keyword arguments", native.def.name)))
}

/// A type's qualified name, behind that of its module unless that is `builtins` or `__main__`.
pub fn full_name(t: &Thread, ty: Value) -> String {
    let part = |name: &str| ops::getattr_str(t, ty, name).ok().map(|s| str::lossy(s.v()));
    let name = part("__qualname__").unwrap_or_else(|| crate::typeobj::name_of(ty));
    match part("__module__") {
        Some(module) if module != "builtins" && module != "__main__" => format!("{module}.{name}"),
        _ => name,
    }
}

/// A DeprecationWarning.
#[cold]
pub fn deprecated(t: &Thread, message: &str) -> Res<()> {
    crate::codecs::deprecated(t, message)
}

/// The DeprecationWarning for a conversion that answered with an instance of a subclass; `method` and `kind` are such as
/// `"__int__"` and `"int"`.
#[cold]
pub fn deprecated_subclass(t: &Thread, method: &str, kind: &str, made: Value) -> Res<()> {
    let name = type_name(made);
    deprecated(
        t,
        &format!(
            "{method} returned non-{kind} (type {name}).  The ability to return an instance of a strict subclass of {kind} is \
             deprecated, and may be removed in a future version of Python."
        ),
    )
}
