//! Decimal digits of floats, exact to any length, and the layouts `e`, `f`, `g` and `r` of them.
//! It must never know signs, widths or format specifications: it lays out magnitudes.

use crate::scale::decode;

/// No float has more digits than this after its point, or at all: beyond it come zeros.
const MOST_DIGITS: usize = 1100;

/// How to lay out a float.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Layout {
    /// `e`: one digit, the point, `precision` digits, an exponent of at least two digits.
    Exponent,
    /// `f`: `precision` digits after the point.
    Fixed,
    /// `g`: `precision` significant digits, with or without exponent.
    General,
    /// `r`: the shortest digits that read back as the same float.
    Shortest,
}

/// How to write one.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Style {
    /// The layout.
    pub layout: Layout,
    /// Digits, as the layout counts them; [`Layout::Shortest`] has no use for it.
    pub precision: usize,
    /// `#`: keep the point, and in `g` the zeros at the end.
    pub alternate: bool,
    /// Make a whole number without exponent end in `.0`.
    pub dot_zero: bool,
    /// `INF`, `NAN`, `E`.
    pub upper: bool,
}

impl Style {
    /// What `repr` of a float uses.
    pub const REPR: Style =
        Style { layout: Layout::Shortest, precision: 0, alternate: false, dot_zero: true, upper: false };

    /// A plain lower-case style.
    pub fn new(layout: Layout, precision: usize) -> Style {
        Style { layout, precision, alternate: false, dot_zero: false, upper: false }
    }
}

/// Writes the magnitude of `x`.
pub fn magnitude(x: f64, style: Style) -> String {
    let x = x.abs();
    let mut text = match style.layout {
        _ if x.is_nan() => "nan".to_string(),
        _ if x.is_infinite() => "inf".to_string(),
        Layout::Fixed => fixed(x, style),
        Layout::Exponent => {
            let (digits, exponent) = significant(x, style.precision.saturating_add(1));
            with_exponent(&digits, exponent, style.alternate)
        }
        Layout::General => {
            let precision = style.precision.max(1);
            let (mut digits, exponent) = significant(x, precision);
            if !style.alternate {
                digits.truncate(digits.trim_end_matches('0').len().max(1));
            }
            // With `.0` to come, one digit less fits before the exponent form.
            if exponent < -4 || exponent >= precision as i64 - i64::from(style.dot_zero) {
                with_exponent(&digits, exponent, style.alternate)
            } else {
                positional(&digits, exponent, style)
            }
        }
        Layout::Shortest => {
            let (digits, exponent) = shortest(x);
            if (-4..16).contains(&exponent) {
                positional(&digits, exponent, style)
            } else {
                with_exponent(&digits, exponent, style.alternate)
            }
        }
    };
    if style.upper {
        text.make_ascii_uppercase();
    }
    text
}

fn fixed(x: f64, style: Style) -> String {
    let places = style.precision.min(MOST_DIGITS);
    let mut text = format!("{x:.places$}");
    zeros(&mut text, style.precision - places);
    if style.precision == 0 && style.alternate {
        text.push('.');
    }
    if style.precision == 0 && style.dot_zero && !style.alternate {
        text.push_str(".0");
    }
    text
}

/// `count` significant digits, rounded, and the exponent of the first.
pub fn significant(x: f64, count: usize) -> (String, i64) {
    let after = count.saturating_sub(1).min(MOST_DIGITS);
    let (mut digits, exponent) = split(&format!("{x:.after$e}"));
    zeros(&mut digits, count.saturating_sub(1) - after);
    (digits, exponent)
}

/// The shortest digits that read back as `x`; among those the nearest, of two as near the even one.
fn shortest(x: f64) -> (String, i64) {
    let (digits, exponent) = split(&format!("{x:e}"));
    // std decides ties its own way. A tie has 15 digits or more, and then no long tail of bits below one: for all
    // other floats the digits stand.
    if digits.len() >= 15 && x != 0.0 {
        let (_, mantissa, power) = decode(x);
        let last_bit = power + i64::from(mantissa.trailing_zeros());
        if (-20..=80).contains(&last_bit) {
            let even = format!("{x:.*e}", digits.len() - 1);
            if even.parse() == Ok(x) {
                return split(&even);
            }
        }
    }
    (digits, exponent)
}

/// Takes `d.ddde±n` apart.
fn split(text: &str) -> (String, i64) {
    let (mantissa, exponent) = text.split_once('e').unwrap_or((text, "0"));
    let digits = mantissa.chars().filter(char::is_ascii_digit).collect();
    (digits, exponent.parse().unwrap_or(0))
}

fn with_exponent(digits: &str, exponent: i64, alternate: bool) -> String {
    let (first, rest) = digits.split_at(1);
    let point = if !rest.is_empty() || alternate { "." } else { "" };
    let sign = if exponent < 0 { '-' } else { '+' };
    format!("{first}{point}{rest}e{sign}{:02}", exponent.abs())
}

fn positional(digits: &str, exponent: i64, style: Style) -> String {
    let mut text = String::with_capacity(digits.len() + 8);
    if exponent < 0 {
        text.push_str("0.");
        zeros(&mut text, (-exponent - 1) as usize);
        text.push_str(digits);
        return text;
    }
    let whole = exponent as usize + 1;
    text.push_str(&digits[..whole.min(digits.len())]);
    zeros(&mut text, whole.saturating_sub(digits.len()));
    if digits.len() > whole {
        text.push('.');
        text.push_str(&digits[whole..]);
    } else if style.dot_zero {
        text.push_str(".0");
    } else if style.alternate {
        text.push('.');
    }
    text
}

fn zeros(text: &mut String, count: usize) {
    text.extend(std::iter::repeat_n('0', count));
}
