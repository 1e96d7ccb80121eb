//! `int(...)`: from numbers, from text in any base.

use super::{Int, exact, from_int, is_int, to_i64, view, weighed, with_shape};
use crate::error::Res;
use crate::native::Args;
use crate::numeric::{deprecated_subclass, number_repr, number_text};
use crate::ops::{self, slots_of, type_name};
use crate::refs::Ref;
use crate::thread::Thread;
use crate::typeobj::type_data;
use crate::types::{bytearray, bytes, str};
use crate::value::Value;
use heddle_numeric::int::text::{self, ParseIntError};
use heddle_threads::sync::atomic::Ordering::Relaxed;

pub(super) fn new(t: &Thread, cls: Value, args: Args) -> Res {
    let number = number(t, cls, args)?;
    if cls.is(super::INT.get()) {
        return Ok(number);
    }
    let number = view(&number).to_int();
    Ok(with_shape(t, type_data(&cls).first_shape.load(Relaxed), number))
}

fn number(t: &Thread, cls: Value, args: Args) -> Res {
    let given = args.positional();
    let mut base = given.get(1).copied();
    if args.names.is_empty() && given.len() > 2 && cls.is(super::INT.get()) {
        return Err(t.type_error(format_args!("int expected at most 2 arguments, got {}", given.len())));
    }
    if args.all.len() > 2 {
        let n = args.all.len();
        return Err(t.type_error(format_args!("int() takes at most 2 arguments ({n} given)")));
    }
    for (name, value) in args.pairs() {
        if !str::equals(name, "base") {
            let name = str::lossy(name);
            return Err(t.type_error(format_args!("int() got an unexpected keyword argument '{name}'")));
        }
        base = Some(value);
    }
    match (given.first(), base) {
        (None, None) => Ok(t.int(0)),
        (None, Some(_)) => Err(t.type_error("int() missing string argument")),
        (Some(&x), None) => from_number(t, x),
        (Some(&x), Some(base)) => {
            let base = ops::index(t, base)?;
            let base = match to_i64(base.v()) {
                Some(base @ (0 | 2..=36)) => base as u32,
                _ => return Err(t.value_error(text::BASE_MESSAGE)),
            };
            let good = str::is_str(x) || bytes::is_bytes(x) || bytearray::is_bytearray(x);
            match if good { from_text(t, x, base)?.some() } else { None } {
                Some(n) => Ok(n),
                None => Err(t.type_error("int() can't convert non-string with explicit base")),
            }
        }
    }
}

/// `int(x)`: by `__int__`, `__index__`, or as text of base ten. A plain int comes back.
pub fn from_number(t: &Thread, x: Value) -> Res {
    if x.is_small_int() || super::INT.is_exact(x) {
        return Ok(Ref::new(x));
    }
    if let Some(f) = slots_of(x).int {
        let n = t.deeper(|| f(t, x))?;
        if !is_int(n.v()) {
            return Err(t.type_error(format_args!("__int__ returned non-int (type {})", type_name(n.v()))));
        }
        let derived = n.v().payload::<Int>().is_some() && !super::INT.is_exact(n.v());
        if derived || (n.is_bool() && !x.is_bool()) {
            deprecated_subclass(t, "__int__", "int", n.v())?;
        }
        return Ok(exact(t, n.v()));
    }
    if slots_of(x).index.is_some() {
        let n = ops::index(t, x)?;
        return Ok(exact(t, n.v()));
    }
    match from_text(t, x, 10)?.some() {
        Some(n) => Ok(n),
        None => Err(t.type_error(format_args!(
            "int() argument must be a string, a bytes-like object or a real number, not '{}'",
            type_name(x)
        ))),
    }
}

/// `int(text, base)` for a good base; UNDEF if `x` is neither a str nor bytes-like.
pub fn from_text(t: &Thread, x: Value, base: u32) -> Res {
    let Some(text) = number_text(t, &x)? else { return Ok(Ref::UNDEF) };
    let limit = super::digits_limit();
    match weighed(t, text.len() as u64 * 4, || text::parse(&text, base, limit)) {
        Ok(n) => Ok(from_int(t, n)),
        Err(ParseIntError::TooManyDigits { limit, digits }) => {
            Err(t.value_error(text::too_many_digits(limit, Some(digits))))
        }
        Err(_) => {
            let repr: String = number_repr(t, x)?.chars().take(200).collect();
            Err(t.value_error(format_args!("invalid literal for int() with base {base}: {repr}")))
        }
    }
}

const _: () = assert!(size_of::<Int>() <= 32, "a heap int fits a small block");
