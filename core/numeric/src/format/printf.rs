//! `%` formatting: reads the formats of `str` and `bytes`, and writes numbers by them. The object layer fetches and
//! converts the values, in the order in which the items come.

use super::{FormatError, fill, with_room};
use crate::float::digits::{Layout, Style, magnitude};
use crate::int::IntRef;
use crate::int::text::{decimal_limited, magnitude_digits};
use std::ops::Range;

/// The greatest width and precision.
const MAX_COUNT: usize = isize::MAX as usize;
/// The greatest precision of a number, C's largest int less what the rest of its text may need.
const MAX_PRECISION: usize = i32::MAX as usize - 3;

/// The flags of a conversion.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Flags {
    /// `-`
    pub left: bool,
    /// `+`
    pub plus: bool,
    /// A space.
    pub space: bool,
    /// `#`
    pub alternate: bool,
    /// `0`
    pub zero: bool,
}

/// A width or a precision.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Count {
    /// A number in the format.
    Given(usize),
    /// `*`: the next argument.
    Argument,
}

/// A conversion, from `%` to its letter. Positions count units (code points or bytes) of the format.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Conversion {
    /// The mapping key's place, without its parentheses.
    pub key: Option<Range<usize>>,
    /// The flags.
    pub flags: Flags,
    /// The width.
    pub width: Option<Count>,
    /// The precision.
    pub precision: Option<Count>,
    /// The letter: any unit, for the caller to refuse with [`unsupported`] after it has fetched the argument.
    pub letter: u32,
    /// The letter's place.
    pub at: usize,
}

/// A piece of a format.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Item {
    /// Units to copy, at this place. (`%%` gives the place of its second sign.)
    Literal(Range<usize>),
    /// A value to convert.
    Conversion(Conversion),
}

/// What is wrong with a format; a `ValueError`. For [`ParseError::IncompleteKey`], a caller without a mapping
/// raises `TypeError: format requires a mapping` instead, as for any item with a key.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ParseError {
    /// No closing parenthesis.
    IncompleteKey,
    /// The format ends within a conversion.
    Incomplete,
    /// The width is no machine integer.
    WidthTooBig,
    /// The precision is no machine integer.
    PrecisionTooBig,
}

impl ParseError {
    /// CPython's message.
    pub fn message(self) -> &'static str {
        match self {
            Self::IncompleteKey => "incomplete format key",
            Self::Incomplete => "incomplete format",
            Self::WidthTooBig => "width too big",
            Self::PrecisionTooBig => "precision too big",
        }
    }
}

/// CPython's message for a letter that is none.
pub fn unsupported(conversion: &Conversion) -> String {
    let letter = conversion.letter;
    let shown = char::from_u32(letter).filter(|c| (' '..='~').contains(c)).unwrap_or('?');
    format!("unsupported format character '{shown}' (0x{letter:x}) at index {}", conversion.at)
}

/// Reads a format of `u8`, `u32` or `char` units, item by item; after an error it is at its end.
pub struct Parser<'a, T> {
    format: &'a [T],
    at: usize,
}

impl<'a, T: Copy + Into<u32>> Parser<'a, T> {
    /// Starts at the beginning.
    pub fn new(format: &'a [T]) -> Parser<'a, T> {
        Parser { format, at: 0 }
    }

    fn peek(&self) -> Option<char> {
        self.unit().map(|unit| char::from_u32(unit).unwrap_or('\u{fffd}'))
    }

    fn unit(&self) -> Option<u32> {
        self.format.get(self.at).map(|unit| (*unit).into())
    }

    fn take(&mut self, c: char) -> bool {
        let found = self.peek() == Some(c);
        self.at += usize::from(found);
        found
    }

    fn key(&mut self) -> Result<Option<Range<usize>>, ParseError> {
        if !self.take('(') {
            return Ok(None);
        }
        let start = self.at;
        let mut depth = 1;
        while let Some(c) = self.peek() {
            match c {
                '(' => depth += 1,
                ')' => depth -= 1,
                _ => {}
            }
            self.at += 1;
            if depth == 0 {
                return Ok(Some(start..self.at - 1));
            }
        }
        Err(ParseError::IncompleteKey)
    }

    fn flags(&mut self) -> Flags {
        let mut flags = Flags::default();
        while let Some(c) = self.peek() {
            match c {
                '-' => flags.left = true,
                '+' => flags.plus = true,
                ' ' => flags.space = true,
                '#' => flags.alternate = true,
                '0' => flags.zero = true,
                _ => break,
            }
            self.at += 1;
        }
        flags
    }

    fn count(&mut self, error: ParseError) -> Result<Option<Count>, ParseError> {
        if self.take('*') {
            return Ok(Some(Count::Argument));
        }
        let mut value = None;
        while let Some(digit) = self.peek().and_then(|c| c.to_digit(10)) {
            let next = value.unwrap_or(0usize).checked_mul(10).and_then(|v| v.checked_add(digit as usize));
            value = Some(next.filter(|v| *v <= MAX_COUNT).ok_or(error)?);
            self.at += 1;
        }
        Ok(value.map(Count::Given))
    }

    fn conversion(&mut self) -> Result<Item, ParseError> {
        if self.take('%') {
            return Ok(Item::Literal(self.at - 1..self.at));
        }
        let key = self.key()?;
        let flags = self.flags();
        let width = self.count(ParseError::WidthTooBig)?;
        let precision = if self.take('.') {
            Some(self.count(ParseError::PrecisionTooBig)?.unwrap_or(Count::Given(0)))
        } else {
            None
        };
        if matches!(self.peek(), Some('h' | 'l' | 'L')) {
            self.at += 1;
        }
        let letter = self.unit().ok_or(ParseError::Incomplete)?;
        let at = self.at;
        self.at += 1;
        Ok(Item::Conversion(Conversion { key, flags, width, precision, letter, at }))
    }
}

impl<T: Copy + Into<u32>> Iterator for Parser<'_, T> {
    type Item = Result<Item, ParseError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.at >= self.format.len() {
            return None;
        }
        if self.take('%') {
            let item = self.conversion();
            if item.is_err() {
                self.at = self.format.len();
            }
            return Some(item);
        }
        let start = self.at;
        while self.unit().is_some_and(|unit| unit != u32::from('%')) {
            self.at += 1;
        }
        Some(Ok(Item::Literal(start..self.at)))
    }
}

/// `%d %i %u %o %x %X` of an integer. A negative width from `*` is the caller's to turn into [`Flags::left`].
pub fn format_int(
    a: IntRef<'_>,
    letter: char,
    flags: Flags,
    width: usize,
    precision: Option<usize>,
    limit: usize,
) -> Result<String, FormatError> {
    if precision.is_some_and(|precision| precision > MAX_PRECISION) {
        return Err(FormatError::value("precision too large"));
    }
    let (base, prefix) = match letter {
        'o' => (8, "0o"),
        'x' => (16, "0x"),
        'X' => (16, "0X"),
        _ => (10, ""),
    };
    let mut digits = if base == 10 {
        let text = decimal_limited(a, limit).map_err(FormatError::value)?;
        text.trim_start_matches('-').to_string()
    } else {
        magnitude_digits(a, base)
    };
    if letter == 'X' {
        digits.make_ascii_uppercase();
    }
    let zeros = precision.unwrap_or(0).saturating_sub(digits.len());
    if zeros > 0 {
        let mut longer = with_room(zeros + digits.len())?;
        fill(&mut longer, '0', zeros);
        digits.insert_str(0, &longer);
    }
    let prefix = if flags.alternate { prefix } else { "" };
    lay_out(a.is_negative(), prefix, &digits, flags, width)
}

/// `%e %E %f %F %g %G` of a float.
pub fn format_float(
    x: f64,
    letter: char,
    flags: Flags,
    width: usize,
    precision: Option<usize>,
) -> Result<String, FormatError> {
    let precision = precision.unwrap_or(6);
    if precision > i32::MAX as usize {
        return Err(FormatError::value("precision too large"));
    }
    let layout = match letter.to_ascii_lowercase() {
        'e' => Layout::Exponent,
        'f' => Layout::Fixed,
        _ => Layout::General,
    };
    let style = Style {
        layout,
        precision,
        alternate: flags.alternate,
        dot_zero: false,
        upper: letter.is_uppercase(),
    };
    lay_out(x.is_sign_negative() && !x.is_nan(), "", &magnitude(x, style), flags, width)
}

fn lay_out(
    negative: bool,
    prefix: &str,
    body: &str,
    flags: Flags,
    width: usize,
) -> Result<String, FormatError> {
    let sign = match flags {
        _ if negative => "-",
        Flags { plus: true, .. } => "+",
        Flags { space: true, .. } => " ",
        _ => "",
    };
    let length = sign.len() + prefix.len() + body.len();
    let pad = width.saturating_sub(length);
    let mut text = with_room(length.saturating_add(pad))?;
    let inside = flags.zero && !flags.left;
    if !flags.left && !inside {
        fill(&mut text, ' ', pad);
    }
    text.push_str(sign);
    text.push_str(prefix);
    if inside {
        fill(&mut text, '0', pad);
    }
    text.push_str(body);
    if flags.left {
        fill(&mut text, ' ', pad);
    }
    Ok(text)
}
