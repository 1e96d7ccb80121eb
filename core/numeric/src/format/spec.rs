//! Reads `[[fill]align][sign]["z"]["#"]["0"][width][grouping]["." precision[grouping]][type]`.
//! It must never know what is formatted, save the type's name for messages.

use super::{Align, FormatError, Padding};
use crate::ascii::decimal_digit;

/// What stands between groups of digits.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Grouping {
    /// `,`
    Comma,
    /// `_`
    Underscore,
}

impl Grouping {
    /// The character.
    pub fn separator(self) -> char {
        match self {
            Grouping::Comma => ',',
            Grouping::Underscore => '_',
        }
    }
}

/// What is written before a value that is not negative.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Sign {
    /// `-` or none given: nothing.
    Minus,
    /// `+`
    Plus,
    /// A space.
    Space,
}

/// A format specification, as read.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Spec {
    /// The fill character; a space if none is given.
    pub fill: char,
    /// The alignment, the type's own if none is given.
    pub align: Align,
    /// True if one was given.
    pub align_given: bool,
    /// The sign, if given.
    pub sign: Option<Sign>,
    /// `z`: no minus before a zero.
    pub no_negative_zero: bool,
    /// `#`
    pub alternate: bool,
    /// The least width.
    pub width: usize,
    /// Groups before the point.
    pub grouping: Option<Grouping>,
    /// The precision.
    pub precision: Option<usize>,
    /// Groups after the point.
    pub fraction_grouping: Option<Grouping>,
    /// The presentation type, the type's own if none is given; None if that has none.
    pub kind: Option<char>,
}

/// What reading needs to know of the value's type.
#[derive(Clone, Copy, Debug)]
pub struct Target<'a> {
    /// The type's name, for messages.
    pub name: &'a str,
    /// Its alignment without one in the specification.
    pub align: Align,
    /// Its presentation type without one in the specification.
    pub kind: Option<char>,
}

impl Target<'static> {
    /// `int`
    pub const INT: Target<'static> = Target { name: "int", align: Align::Right, kind: Some('d') };
    /// `float`
    pub const FLOAT: Target<'static> = Target { name: "float", align: Align::Right, kind: None };
    /// `complex`
    pub const COMPLEX: Target<'static> = Target { name: "complex", align: Align::Right, kind: None };
    /// `str`
    pub const STR: Target<'static> = Target { name: "str", align: Align::Left, kind: Some('s') };
}

impl Spec {
    /// Reads a specification.
    pub fn parse(text: &str, target: Target<'_>) -> Result<Spec, FormatError> {
        let mut reader = Reader { rest: text };
        let mut spec = Spec {
            fill: ' ',
            align: target.align,
            align_given: false,
            sign: None,
            no_negative_zero: false,
            alternate: false,
            width: 0,
            grouping: None,
            precision: None,
            fraction_grouping: None,
            kind: target.kind,
        };
        let fill_given = reader.fill_and_align(&mut spec);
        spec.sign = reader.sign();
        spec.no_negative_zero = reader.take('z');
        spec.alternate = reader.take('#');
        if !fill_given && reader.take('0') {
            spec.fill = '0';
            if !spec.align_given && target.align == Align::Right {
                spec.align = Align::AfterSign;
            }
        }
        spec.width = reader.integer()?.unwrap_or(0);
        spec.grouping = reader.grouping()?;
        if reader.take('.') {
            spec.precision = reader.integer()?;
            spec.fraction_grouping = reader.grouping()?;
            if spec.precision.is_none() && spec.fraction_grouping.is_none() {
                return Err(FormatError::value("Format specifier missing precision"));
            }
        }
        let mut rest = reader.rest.chars();
        if let Some(kind) = rest.next() {
            spec.kind = Some(kind);
        }
        if rest.next().is_some() {
            let name = target.name;
            let message = format!("Invalid format specifier '{text}' for object of type '{name}'");
            return Err(FormatError::value(message));
        }
        spec.check_grouping()?;
        Ok(spec)
    }

    fn check_grouping(&self) -> Result<(), FormatError> {
        let cannot = |grouping: Grouping, kind: char| {
            let message = format!("Cannot specify '{}' with {}.", grouping.separator(), quoted(kind));
            Err(FormatError::value(message))
        };
        match (self.grouping, self.kind) {
            (None, _) | (_, None | Some('d' | 'e' | 'f' | 'g' | 'E' | 'F' | 'G' | '%')) => {}
            (Some(Grouping::Underscore), Some('b' | 'o' | 'x' | 'X')) => {}
            (Some(grouping), Some(kind)) => return cannot(grouping, kind),
        }
        match (self.fraction_grouping, self.kind) {
            (Some(grouping), Some(kind @ 'n')) => cannot(grouping, kind),
            _ => Ok(()),
        }
    }

    /// The error for a presentation type that the value's type does not have.
    pub fn unknown_code(&self, type_name: &str) -> FormatError {
        let code = quoted(self.kind.unwrap_or('\0'));
        FormatError::value(format!("Unknown format code {code} for object of type '{type_name}'"))
    }

    /// For a text of `length` code points: how many of them are kept, and the padding around them.
    pub fn text_layout(&self, length: usize, type_name: &str) -> Result<(usize, Padding), FormatError> {
        let refused = match self {
            Spec { kind, .. } if *kind != Some('s') => return Err(self.unknown_code(type_name)),
            Spec { sign: Some(Sign::Space), .. } => "Space not allowed in string format specifier",
            Spec { sign: Some(_), .. } => "Sign not allowed in string format specifier",
            Spec { no_negative_zero: true, .. } => {
                "Negative zero coercion (z) not allowed in string format specifier"
            }
            Spec { alternate: true, .. } => "Alternate form (#) not allowed in string format specifier",
            Spec { align: Align::AfterSign, .. } => "'=' alignment not allowed in string format specifier",
            _ => {
                let kept = self.precision.map_or(length, |precision| precision.min(length));
                return Ok((kept, Padding::new(kept, self.width, self.align)));
            }
        };
        Err(FormatError::value(refused))
    }
}

/// A character in quotes, as CPython's messages show it: by its number outside visible ASCII.
fn quoted(c: char) -> String {
    if ('!'..'\u{80}').contains(&c) { format!("'{c}'") } else { format!("'\\x{:x}'", c as u32) }
}

struct Reader<'a> {
    rest: &'a str,
}

impl Reader<'_> {
    fn take(&mut self, c: char) -> bool {
        match self.rest.strip_prefix(c) {
            Some(rest) => {
                self.rest = rest;
                true
            }
            None => false,
        }
    }

    /// True if a fill character was given.
    fn fill_and_align(&mut self, spec: &mut Spec) -> bool {
        let align = |c: Option<char>| match c? {
            '<' => Some(Align::Left),
            '>' => Some(Align::Right),
            '^' => Some(Align::Center),
            '=' => Some(Align::AfterSign),
            _ => None,
        };
        let mut chars = self.rest.chars();
        let (first, second) = (chars.next(), chars.next());
        let (found, fill) = match (align(second), align(first)) {
            (Some(found), _) => (found, first),
            (None, Some(found)) => (found, None),
            (None, None) => return false,
        };
        spec.align = found;
        spec.align_given = true;
        if let Some(fill) = fill {
            spec.fill = fill;
        }
        let length = 1 + fill.map_or(0, char::len_utf8);
        self.rest = &self.rest[length..];
        fill.is_some()
    }

    fn sign(&mut self) -> Option<Sign> {
        let signs = [('+', Sign::Plus), ('-', Sign::Minus), (' ', Sign::Space)];
        signs.into_iter().find_map(|(c, sign)| self.take(c).then_some(sign))
    }

    fn integer(&mut self) -> Result<Option<usize>, FormatError> {
        let mut value = None;
        while let Some(c) = self.rest.chars().next()
            && let Some(digit) = decimal_digit(c)
        {
            let next =
                (value.unwrap_or(0) as i64).checked_mul(10).and_then(|v| v.checked_add(i64::from(digit)));
            let Some(next) = next else {
                return Err(FormatError::value("Too many decimal digits in format string"));
            };
            value = Some(next as usize);
            self.rest = &self.rest[c.len_utf8()..];
        }
        Ok(value)
    }

    fn grouping(&mut self) -> Result<Option<Grouping>, FormatError> {
        let mut found = self.take(',').then_some(Grouping::Comma);
        let both = || FormatError::value("Cannot specify both ',' and '_'.");
        if self.take('_') {
            if found.is_some() {
                return Err(both());
            }
            found = Some(Grouping::Underscore);
            if self.rest.starts_with(',') {
                return Err(both());
            }
        }
        Ok(found)
    }
}
