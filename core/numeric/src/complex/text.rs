//! `repr(complex)` and `complex(text)`.

use super::Complex;
use crate::ascii;
use crate::float::digits::{Layout, Style, magnitude};
use crate::float::text::prefix;

/// `repr(z)`
pub fn repr(z: Complex) -> String {
    let part = |x: f64, plus: &str| {
        let sign = if x.is_sign_negative() && !x.is_nan() { "-" } else { plus };
        format!("{sign}{}", magnitude(x, Style::new(Layout::Shortest, 0)))
    };
    if z.re == 0.0 && z.re.is_sign_positive() {
        format!("{}j", part(z.im, ""))
    } else {
        format!("({}{}j)", part(z.re, ""), part(z.im, "+"))
    }
}

/// `complex(text)`; None is `ValueError: complex() arg is a malformed string`.
pub fn parse(text: &str) -> Option<Complex> {
    let folded = ascii::fold(text)?;
    let plain = ascii::without_digit_underscores(folded.as_bytes())?;
    let mut text = ascii::strip(&plain);
    if let [b'(', inner @ .., b')'] = text {
        text = ascii::strip(inner);
    }
    let imaginary = |rest: &[u8]| matches!(rest, [b'j' | b'J']);
    let Some((first, rest)) = prefix(text) else {
        let (negative, rest) = ascii::split_sign(text);
        return imaginary(rest).then_some(Complex::new(0.0, if negative { -1.0 } else { 1.0 }));
    };
    match rest {
        [] => Some(Complex::new(first, 0.0)),
        rest if imaginary(rest) => Some(Complex::new(0.0, first)),
        [sign @ (b'+' | b'-'), after @ ..] => {
            let one = if *sign == b'-' { -1.0 } else { 1.0 };
            let (second, rest) = prefix(rest).unwrap_or((one, after));
            imaginary(rest).then_some(Complex::new(first, second))
        }
        _ => None,
    }
}
