//! What Unicode 16.0 says of single code points, in the words of `str`'s methods.
//!
//! It must never know texts: whatever needs a neighbour (a final sigma, a title's first letters) is in `case.rs` and
//! `class.rs`. The tables in `data.rs` are written by `tools/unicode_tables.py`.

mod data;
#[cfg(test)]
mod digests;
mod properties;
mod records;
#[cfg(test)]
mod tests;

pub use properties::{Form, Version, is_normalized, normalize, sequence};

use data::{SHIFT, SPECIAL};

const MASK: usize = (1 << SHIFT) - 1;

#[inline]
fn class(cp: u32) -> (u16, u8) {
    let block = (cp >> SHIFT) as usize;
    let block = data::CLASS_BLOCKS[block.min(data::CLASS_BLOCKS.len() - 1)] as usize;
    data::CLASSES[data::CLASS_INDEX[block << SHIFT | cp as usize & MASK] as usize]
}

#[inline]
fn has(cp: u32, flags: u16) -> bool {
    class(cp).0 & flags != 0
}

/// `str.isalpha` of one code point.
#[inline]
pub fn is_alpha(cp: u32) -> bool {
    has(cp, data::ALPHA)
}

/// `str.isdecimal` of one code point.
#[inline]
pub fn is_decimal(cp: u32) -> bool {
    has(cp, data::DECIMAL)
}

/// `str.isdigit` of one code point.
#[inline]
pub fn is_digit(cp: u32) -> bool {
    has(cp, data::DIGIT)
}

/// `str.isnumeric` of one code point.
#[inline]
pub fn is_numeric(cp: u32) -> bool {
    has(cp, data::NUMERIC)
}

/// `str.isalnum` of one code point.
#[inline]
pub fn is_alnum(cp: u32) -> bool {
    has(cp, data::ALPHA | data::DECIMAL | data::DIGIT | data::NUMERIC)
}

/// `str.isspace` of one code point.
#[inline]
pub fn is_space(cp: u32) -> bool {
    match cp {
        0..0x80 => matches!(cp, 0x09..=0x0D | 0x1C..=0x20),
        _ => has(cp, data::SPACE),
    }
}

/// Whether it is upper case: `str.isupper` of one code point.
#[inline]
pub fn is_upper(cp: u32) -> bool {
    has(cp, data::UPPER)
}

/// Whether it is lower case: `str.islower` of one code point.
#[inline]
pub fn is_lower(cp: u32) -> bool {
    has(cp, data::LOWER)
}

/// Whether it is a title-case letter proper (category Lt), such as U+01C5.
#[inline]
pub fn is_title(cp: u32) -> bool {
    has(cp, data::TITLE)
}

/// Whether `repr` shows it as it is.
#[inline]
pub fn is_printable(cp: u32) -> bool {
    match cp {
        0..0x80 => matches!(cp, 0x20..0x7F),
        _ => has(cp, data::PRINTABLE),
    }
}

/// Whether an identifier may start with it.
#[inline]
pub fn is_identifier_start(cp: u32) -> bool {
    cp == '_' as u32 || has(cp, data::XID_START)
}

/// Whether an identifier may go on with it.
#[inline]
pub fn is_identifier_continue(cp: u32) -> bool {
    has(cp, data::XID_CONTINUE)
}

/// Whether it has a case: a letter after it is not the first of a word.
#[inline]
pub fn is_cased(cp: u32) -> bool {
    has(cp, data::CASED)
}

/// Whether a search for a cased neighbour skips it.
#[inline]
pub fn is_case_ignorable(cp: u32) -> bool {
    has(cp, data::CASE_IGNORABLE)
}

/// Whether `splitlines` ends a line at it.
#[inline]
pub fn is_line_break(cp: u32) -> bool {
    matches!(cp, 0x0A..=0x0D | 0x1C..=0x1E | 0x85 | 0x2028 | 0x2029)
}

/// The value of a digit of a decimal system: `unicodedata.decimal`.
#[inline]
pub fn decimal(cp: u32) -> Option<u8> {
    let (flags, value) = class(cp);
    (flags & data::DECIMAL != 0).then_some(value)
}

/// The value of anything that looks like a digit: `unicodedata.digit`.
#[inline]
pub fn digit(cp: u32) -> Option<u8> {
    let (flags, value) = class(cp);
    (flags & data::DIGIT != 0).then_some(value)
}

/// The value of a number of one code point, a fraction perhaps: `unicodedata.numeric`.
pub fn numeric(cp: u32) -> Option<f64> {
    let at = data::NUMBERS.partition_point(|&(_, last, ..)| last < cp);
    let &(first, _, value, step) = data::NUMBERS.get(at)?;
    (first <= cp).then(|| value + step * f64::from(cp - first))
}

/// What a code point becomes: one to three code points.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mapped {
    code_points: [u32; 3],
    len: u8,
}

impl Mapped {
    /// The code points.
    #[inline]
    pub fn as_slice(&self) -> &[u32] {
        &self.code_points[..self.len as usize]
    }

    #[inline]
    pub(crate) fn one(cp: u32) -> Mapped {
        Mapped { code_points: [cp, 0, 0], len: 1 }
    }
}

/// Which of the four mappings of a record.
#[derive(Clone, Copy)]
enum Mapping {
    Upper,
    Lower,
    Title,
    Fold,
}

#[inline]
fn mapped(cp: u32, mapping: Mapping) -> Mapped {
    let block = (cp >> SHIFT) as usize;
    let block = data::CASE_BLOCKS[block.min(data::CASE_BLOCKS.len() - 1)] as usize;
    let record = &data::CASES[data::CASE_INDEX[block << SHIFT | cp as usize & MASK] as usize];
    let distance = record[mapping as usize];
    if distance < 0x4000_0000 {
        return Mapped::one(cp.wrapping_add_signed(distance));
    }
    let code_points = SPECIAL[(distance - 0x4000_0000) as usize];
    Mapped { code_points, len: if code_points[2] == 0 { 2 } else { 3 } }
}

/// Its full upper-case mapping.
#[inline]
pub fn to_upper(cp: u32) -> Mapped {
    mapped(cp, Mapping::Upper)
}

/// Its full lower-case mapping, without regard to its neighbours.
#[inline]
pub fn to_lower(cp: u32) -> Mapped {
    mapped(cp, Mapping::Lower)
}

/// Its full title-case mapping.
#[inline]
pub fn to_title(cp: u32) -> Mapped {
    mapped(cp, Mapping::Title)
}

/// Its full case folding.
#[inline]
pub fn to_folded(cp: u32) -> Mapped {
    mapped(cp, Mapping::Fold)
}

/// Its name, in capitals; most control characters have none.
pub fn name(cp: u32) -> Option<String> {
    char::from_u32(cp).and_then(unicode_names2::name).map(|name| name.to_string())
}

/// The code point of a name or of an alias, whatever the case of its letters.
pub fn by_name(name: &str) -> Option<u32> {
    unicode_names2::character(name).map(u32::from)
}
