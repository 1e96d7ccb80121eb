//! The predicates: `isalpha` and its kin.

use super::view;
use crate::error::Res;
use crate::refs::Ref;
use crate::thread::Thread;
use crate::value::Value;

macro_rules! predicates {
    ($($name:ident => $method:ident;)*) => {
        $(pub(super) fn $name(_: &Thread, a: &[Value]) -> Res {
            Ok(Ref::bool(view(&a[0]).$method()))
        })*
    };
}

predicates! {
    isalnum => is_alnum;
    isalpha => is_alpha;
    isascii => is_ascii;
    isdecimal => is_decimal;
    isdigit => is_digit;
    isidentifier => is_identifier;
    islower => is_lower;
    isnumeric => is_numeric;
    isprintable => is_printable;
    isspace => is_space;
    istitle => is_title;
    isupper => is_upper;
}
