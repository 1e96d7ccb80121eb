//! Writes `int`, `float` and `complex` by a [`Spec`]. Type `n` writes as the C locale would: without groups.

use super::spec::{Grouping, Sign, Spec};
use super::{Align, FormatError, Padding, fill, with_room};
use crate::ErrorKind;
use crate::complex::Complex;
use crate::float::digits::{Layout, Style, magnitude};
use crate::int::text::{decimal_limited, magnitude_digits};
use crate::int::{IntRef, convert};

/// The greatest precision, C's largest int.
const MAX_PRECISION: usize = i32::MAX as usize;

/// The parts of a number's text, before it is laid out.
struct Parts<'a> {
    sign: &'a str,
    prefix: &'a str,
    /// The digits before the point: what is grouped.
    whole: &'a str,
    /// Point, fraction, exponent, percent sign; or `inf` and `nan`.
    rest: &'a str,
    group: Option<(char, usize)>,
    fraction_separator: Option<char>,
}

/// `format(a, spec)`. `limit` is `sys.get_int_max_str_digits()`.
pub fn format_int(a: IntRef<'_>, spec: &Spec, limit: usize, type_name: &str) -> Result<String, FormatError> {
    let kind = spec.kind.unwrap_or('d');
    match kind {
        'b' | 'c' | 'd' | 'o' | 'x' | 'X' | 'n' => {}
        'e' | 'E' | 'f' | 'F' | 'g' | 'G' | '%' => {
            return format_float(convert::to_f64(a)?, spec, type_name);
        }
        _ => return Err(spec.unknown_code(type_name)),
    }
    if spec.precision.is_some() {
        return Err(FormatError::value("Precision not allowed in integer format specifier"));
    }
    if spec.no_negative_zero {
        let message = "Negative zero coercion (z) not allowed in integer format specifier";
        return Err(FormatError::value(message));
    }
    if kind == 'c' {
        let c = character(a, spec)?;
        let text = c.encode_utf8(&mut [0; 4]).to_string();
        let parts =
            Parts { sign: "", prefix: "", whole: "", rest: &text, group: None, fraction_separator: None };
        return lay_out(&parts, spec);
    }
    let base = match kind {
        'b' => 2,
        'o' => 8,
        'x' | 'X' => 16,
        _ => 10,
    };
    let mut digits = if base == 10 {
        let text = decimal_limited(a, limit).map_err(FormatError::value)?;
        text.trim_start_matches('-').to_string()
    } else {
        magnitude_digits(a, base)
    };
    if kind == 'X' {
        digits.make_ascii_uppercase();
    }
    let prefix = match kind {
        _ if !spec.alternate => "",
        'b' => "0b",
        'o' => "0o",
        'x' => "0x",
        'X' => "0X",
        _ => "",
    };
    let size = if base == 10 { 3 } else { 4 };
    let parts = Parts {
        sign: sign_text(a.is_negative(), spec.sign),
        prefix,
        whole: &digits,
        rest: "",
        group: spec.grouping.map(|grouping| (grouping.separator(), size)),
        fraction_separator: None,
    };
    lay_out(&parts, spec)
}

fn character(a: IntRef<'_>, spec: &Spec) -> Result<char, FormatError> {
    if spec.sign.is_some() {
        return Err(FormatError::value("Sign not allowed with integer format specifier 'c'"));
    }
    if spec.alternate {
        return Err(FormatError::value("Alternate form (#) not allowed with integer format specifier 'c'"));
    }
    let overflow = |message: &str| FormatError { kind: ErrorKind::Overflow, message: message.to_string() };
    let Some(code) = convert::to_i64(a) else {
        return Err(overflow("Python int too large to convert to C long"));
    };
    // A lone surrogate has no place in Rust's text: it is refused like what is out of range.
    u32::try_from(code).ok().and_then(char::from_u32).ok_or_else(|| overflow("%c arg not in range(0x110000)"))
}

/// The layout and precision of a presentation type, and whether it is a percentage.
fn style_of(
    kind: Option<char>,
    precision: Option<usize>,
    alternate: bool,
) -> Result<(Style, bool), FormatError> {
    if precision.is_some_and(|precision| precision > MAX_PRECISION) {
        return Err(FormatError::value("precision too big"));
    }
    let layout = match kind {
        Some('e' | 'E') => Layout::Exponent,
        Some('f' | 'F' | '%') => Layout::Fixed,
        None if precision.is_none() => Layout::Shortest,
        _ => Layout::General,
    };
    let style = Style {
        layout,
        precision: precision.unwrap_or(6),
        alternate,
        dot_zero: kind.is_none(),
        upper: matches!(kind, Some('E' | 'F' | 'G')),
    };
    Ok((style, kind == Some('%')))
}

/// `format(x, spec)`
pub fn format_float(x: f64, spec: &Spec, type_name: &str) -> Result<String, FormatError> {
    if !matches!(spec.kind, None | Some('e' | 'E' | 'f' | 'F' | 'g' | 'G' | 'n' | '%')) {
        return Err(spec.unknown_code(type_name));
    }
    let (style, percent) = style_of(spec.kind, spec.precision, spec.alternate)?;
    let number = FloatText::new(if percent { x * 100.0 } else { x }, style, percent, spec);
    lay_out(&number.parts(spec), spec)
}

/// A float's text in two pieces, and its sign.
struct FloatText {
    sign: &'static str,
    text: String,
    whole: usize,
}

impl FloatText {
    fn new(x: f64, style: Style, percent: bool, spec: &Spec) -> FloatText {
        let mut text = magnitude(x, style);
        let mantissa_end = text.find(['e', 'E']).unwrap_or(text.len());
        let zero = x.is_finite() && text[..mantissa_end].bytes().all(|byte| matches!(byte, b'0' | b'.'));
        let negative = x.is_sign_negative() && !x.is_nan() && !(spec.no_negative_zero && zero);
        if percent {
            text.push('%');
        }
        let whole = text.bytes().take_while(u8::is_ascii_digit).count();
        FloatText { sign: sign_text(negative, spec.sign), text, whole }
    }

    fn parts(&self, spec: &Spec) -> Parts<'_> {
        Parts {
            sign: self.sign,
            prefix: "",
            whole: &self.text[..self.whole],
            rest: &self.text[self.whole..],
            group: spec.grouping.map(|grouping| (grouping.separator(), 3)),
            fraction_separator: spec.fraction_grouping.map(Grouping::separator),
        }
    }
}

/// `format(z, spec)`
pub fn format_complex(z: Complex, spec: &Spec, type_name: &str) -> Result<String, FormatError> {
    if !matches!(spec.kind, None | Some('e' | 'E' | 'f' | 'F' | 'g' | 'G' | 'n')) {
        return Err(spec.unknown_code(type_name));
    }
    if spec.fill == '0' {
        return Err(FormatError::value("Zero padding is not allowed in complex format specifier"));
    }
    if spec.align == Align::AfterSign {
        return Err(FormatError::value("'=' alignment flag is not allowed in complex format specifier"));
    }
    let (mut style, _) = style_of(spec.kind, spec.precision, spec.alternate)?;
    style.dot_zero = false;
    // Like repr: a real part of plain zero is left out, and the rest stands in parentheses.
    let plain = spec.kind.is_none();
    let no_real = plain && z.re == 0.0 && z.re.is_sign_positive();
    let bare = Spec { fill: ' ', width: 0, ..spec.clone() };
    let signed = Spec { sign: if no_real { spec.sign } else { Some(Sign::Plus) }, ..bare.clone() };
    let part = |x: f64, spec: &Spec| lay_out(&FloatText::new(x, style, false, spec).parts(spec), spec);
    let imaginary = part(z.im, &signed)?;
    let text = match (no_real, plain) {
        (true, _) => format!("{imaginary}j"),
        (false, true) => format!("({}{imaginary}j)", part(z.re, &bare)?),
        (false, false) => format!("{}{imaginary}j", part(z.re, &bare)?),
    };
    let parts = Parts { sign: "", prefix: "", whole: "", rest: &text, group: None, fraction_separator: None };
    lay_out(&parts, spec)
}

fn sign_text(negative: bool, sign: Option<Sign>) -> &'static str {
    match (negative, sign) {
        (true, _) => "-",
        (false, Some(Sign::Plus)) => "+",
        (false, Some(Sign::Space)) => " ",
        (false, _) => "",
    }
}

fn lay_out(parts: &Parts<'_>, spec: &Spec) -> Result<String, FormatError> {
    let rest = match parts.fraction_separator {
        Some(separator) => group_fraction(parts.rest, separator),
        None => parts.rest.to_string(),
    };
    let others = parts.sign.len() + parts.prefix.len() + rest.chars().count();
    // Zeros that pad after the sign are digits, and grouped like them.
    let least = if spec.fill == '0' && spec.align == Align::AfterSign && !parts.whole.is_empty() {
        spec.width.saturating_sub(others)
    } else {
        0
    };
    let whole = group(parts.whole, parts.group, least)?;
    let length = others + whole.len();
    let padding = Padding::new(length, spec.width, spec.align);
    let fills = padding.left.saturating_add(padding.right).saturating_mul(spec.fill.len_utf8());
    let mut text = with_room(fills.saturating_add(length).saturating_add(rest.len()))?;
    let inside = spec.align == Align::AfterSign;
    if !inside {
        fill(&mut text, spec.fill, padding.left);
    }
    text.push_str(parts.sign);
    text.push_str(parts.prefix);
    if inside {
        fill(&mut text, spec.fill, padding.left);
    }
    text.push_str(&whole);
    text.push_str(&rest);
    fill(&mut text, spec.fill, padding.right);
    Ok(text)
}

/// Groups digits from the right; leading zeros make it at least `least` long, and no separator leads.
fn group(digits: &str, group: Option<(char, usize)>, least: usize) -> Result<String, FormatError> {
    let Some((separator, size)) = group else {
        let mut text = with_room(digits.len().max(least))?;
        fill(&mut text, '0', least.saturating_sub(digits.len()));
        text.push_str(digits);
        return Ok(text);
    };
    // With `n` digits there are `(n - 1) / size` separators: the fewest digits that reach the length.
    let block = size + 1;
    let needed = least / block * size + (least % block).max(1);
    let count = digits.len().max(if least == 0 { 0 } else { needed });
    let mut text = with_room(count + count / size)?;
    let zeros = count - digits.len();
    let all = std::iter::repeat_n('0', zeros).chain(digits.chars());
    for (i, digit) in all.enumerate() {
        if i > 0 && (count - i) % size == 0 {
            text.push(separator);
        }
        text.push(digit);
    }
    Ok(text)
}

/// Groups the digits that follow the point from the left.
fn group_fraction(rest: &str, separator: char) -> String {
    let Some(fraction) = rest.strip_prefix('.') else {
        return rest.to_string();
    };
    let count = fraction.bytes().take_while(u8::is_ascii_digit).count();
    let mut text = String::from(".");
    for (i, digit) in fraction[..count].chars().enumerate() {
        if i > 0 && i % 3 == 0 {
            text.push(separator);
        }
        text.push(digit);
    }
    text.push_str(&fraction[count..]);
    text
}
