//! Tests of floats beside the table of `tests/python.rs`.

use super::arith::{pow, round};
use super::digits::{Layout, Style, magnitude};
use super::text::{parse, prefix, repr};
use super::*;

#[test]
fn shortest_digits_break_ties_to_even() {
    // Both 164584077970633.12 and .13 are 16 digits, and as near.
    assert_eq!(repr(164584077970633.0 + 0.125), "164584077970633.12");
    assert_eq!(repr(9007199254740993.0), "9007199254740992.0");
    assert_eq!(repr(5e-324), "5e-324");
    assert_eq!(repr(-0.0), "-0.0");
    assert_eq!(repr(-f64::NAN), "nan");
}

#[test]
fn digits_are_exact_to_any_length() {
    let text = magnitude(0.1, Style::new(Layout::Fixed, 60));
    assert_eq!(text, "0.100000000000000005551115123125782702118158340454101562500000");
    let long = magnitude(5e-324, Style::new(Layout::Fixed, 1_000_000));
    assert_eq!(long.len(), 1_000_002);
    assert_eq!(&long[1066..1076], "3447265625");
    assert!(long[1076..].bytes().all(|byte| byte == b'0'));
}

#[test]
fn a_number_may_start_a_text() {
    assert_eq!(prefix(b"1.5e3x"), Some((1500.0, &b"x"[..])));
    assert_eq!(prefix(b"1e+"), Some((1.0, &b"e+"[..])));
    assert_eq!(prefix(b"-infj"), Some((f64::NEG_INFINITY, &b"j"[..])));
    assert_eq!(prefix(b".e1"), None);
    assert!(parse("-nan").is_some_and(|x| x.is_nan() && x.is_sign_negative()));
}

#[test]
fn errors_are_told_apart() {
    assert_eq!(pow(-8.0, 0.5), Err(FloatError::Complex));
    assert_eq!(pow(0.0, -1.0), Err(FloatError::ZeroToNegative));
    assert_eq!(pow(10.0, 400.0), Err(FloatError::PowOverflow));
    assert_eq!(pow(10.0, -400.0), Ok(0.0));
    assert_eq!(round(1.5e308, -308), Err(FloatError::RoundOverflow));
    assert_eq!(as_integer_ratio(f64::NAN), Err(FloatError::RatioOfNan));
}
