//! The functions of `builtins` on numbers. Must never know number types: they ask the operators' slots and `__round__`.

use crate::error::Res;
use crate::native::{Def, def_doc};
use crate::numeric::OrRaise;
use crate::ops;
use crate::refs::Ref;
use crate::slots::Binary;
use crate::thread::Thread;
use crate::types::int;
use crate::value::Value;
use heddle_numeric::float::arith;
use heddle_numeric::int::text::magnitude_digits;

/// `abs`, `bin`, `divmod`, `hex`, `oct`, `pow`, `round`.
pub static FUNCTIONS: &[Def] = &[
    def_doc("abs(x, /)", |t, a| ops::abs(t, a[0]), "Return the absolute value of the argument."),
    def_doc(
        "bin(number, /)",
        |t, a| radix(t, a[0], 2, "0b"),
        "Return the binary representation of an integer.\n\n   >>> bin(2796202)\n   '0b1010101010101010101010'",
    ),
    def_doc(
        "divmod(x, y, /)",
        |t, a| ops::binary(t, a[0], a[1], Binary::DivMod),
        "Return the tuple (x//y, x%y).  Invariant: div*y + mod == x.",
    ),
    def_doc(
        "hex(number, /)",
        |t, a| radix(t, a[0], 16, "0x"),
        "Return the hexadecimal representation of an integer.\n\n   >>> hex(12648430)\n   '0xc0ffee'",
    ),
    def_doc(
        "oct(number, /)",
        |t, a| radix(t, a[0], 8, "0o"),
        "Return the octal representation of an integer.\n\n   >>> oct(342391)\n   '0o1234567'",
    ),
    def_doc(
        "pow(base, exp, mod=None)",
        |t, a| ops::pow3(t, a[0], a[1], a[2].some().unwrap_or(Value::NONE)),
        "Equivalent to base**exp with 2 arguments or base**exp % mod with 3 arguments\n\nSome types, such as ints, are able \
         to use a more efficient algorithm\nwhen invoked using the three argument form.",
    ),
    def_doc(
        "round(number, ndigits=None)",
        round,
        "Round a number to a given precision in decimal digits.\n\nThe return value is an integer if ndigits is omitted or \
         None.\nOtherwise the return value has the same type as the number.  ndigits\nmay be negative.",
    ),
];

fn radix(t: &Thread, v: Value, base: u32, prefix: &str) -> Res {
    let n = ops::index(t, v)?;
    let n = int::view(&n);
    let sign = if n.is_negative() { "-" } else { "" };
    Ok(t.str(&format!("{sign}{prefix}{}", magnitude_digits(n, base))))
}

fn round(t: &Thread, a: &[Value]) -> Res {
    let (number, places) = (a[0], a[1]);
    if places.is_none_or_undef() {
        // The common cases, without a look at their types' dicts.
        if number.is_small_int() {
            return Ok(Ref::new(number));
        }
        if let Some(f) = number.as_immediate_float() {
            return Ok(int::from_int(t, arith::round_to_int(f).or_raise(t)?));
        }
    } else if let (Some(f), Some(places)) = (number.as_immediate_float(), places.as_small_int()) {
        return Ok(t.float(arith::round(f, places).or_raise(t)?));
    }
    let name = t.intern("__round__");
    let args: &[Value] = if places.is_none_or_undef() { &[] } else { &[places] };
    let r = ops::call_special(t, number, name.v(), args)?;
    if r.is_undef() {
        let name = ops::type_name(number);
        return Err(t.type_error(format_args!("type {name} doesn't define __round__ method")));
    }
    Ok(r)
}
