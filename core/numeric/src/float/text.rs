//! `repr(float)` and `float(text)`.

use super::digits::{Style, magnitude};
use crate::ascii;

/// `repr(x)`: the shortest text that reads back as `x`.
pub fn repr(x: f64) -> String {
    let text = magnitude(x, Style::REPR);
    if x.is_sign_negative() && !x.is_nan() { format!("-{text}") } else { text }
}

/// `float(text)`; None is `ValueError: could not convert string to float: REPR`.
pub fn parse(text: &str) -> Option<f64> {
    parse_bytes(ascii::fold(text)?.as_bytes())
}

/// `float(bytes)`
pub fn parse_bytes(bytes: &[u8]) -> Option<f64> {
    let text = ascii::strip(bytes);
    let text = ascii::without_digit_underscores(text)?;
    match prefix(&text)? {
        (x, []) => Some(x),
        _ => None,
    }
}

/// The float that the text starts with, and what follows it. No spaces, no underscores.
pub fn prefix(text: &[u8]) -> Option<(f64, &[u8])> {
    let (negative, body) = ascii::split_sign(text);
    let (x, rest) = match special(body) {
        Some(found) => found,
        None => number(body)?,
    };
    Some((if negative { -x } else { x }, rest))
}

/// `inf`, `infinity` or `nan`, in any case.
pub(crate) fn special(text: &[u8]) -> Option<(f64, &[u8])> {
    let names = [("infinity", f64::INFINITY), ("inf", f64::INFINITY), ("nan", f64::NAN)];
    names.into_iter().find_map(|(name, x)| {
        let (start, rest) = text.split_at_checked(name.len())?;
        start.eq_ignore_ascii_case(name.as_bytes()).then_some((x, rest))
    })
}

fn number(text: &[u8]) -> Option<(f64, &[u8])> {
    let digits = |from: usize| from + text[from..].iter().take_while(|byte| byte.is_ascii_digit()).count();
    let whole = digits(0);
    let mut end = whole;
    let mut count = whole;
    if text.get(end) == Some(&b'.') {
        end = digits(whole + 1);
        count += end - whole - 1;
    }
    if count == 0 {
        return None;
    }
    if matches!(text.get(end), Some(b'e' | b'E')) {
        let sign = usize::from(matches!(text.get(end + 1), Some(b'+' | b'-')));
        let start = end + 1 + sign;
        if text.get(start).is_some_and(u8::is_ascii_digit) {
            end = digits(start);
        }
    }
    let (number, rest) = text.split_at(end);
    Some((std::str::from_utf8(number).ok()?.parse().ok()?, rest))
}
