//! What the texts of all numbers share: Python's spaces, decimal digits of other scripts, signs, underscores.
//! It must never know which number is being read.

use std::borrow::Cow;

/// The zeros of Unicode 16's runs of ten decimal digits.
const ZEROS: [u32; 76] = [
    48, 1632, 1776, 1984, 2406, 2534, 2662, 2790, 2918, 3046, 3174, 3302, 3430, 3558, 3664, 3792, 3872, 4160,
    4240, 6112, 6160, 6470, 6608, 6784, 6800, 6992, 7088, 7232, 7248, 42528, 43216, 43264, 43472, 43504,
    43600, 44016, 65296, 66720, 68912, 68928, 69734, 69872, 69942, 70096, 70384, 70736, 70864, 71248, 71360,
    71376, 71386, 71472, 71904, 72016, 72688, 72784, 73040, 73120, 73552, 90416, 92768, 92864, 93008, 93552,
    118000, 120782, 120792, 120802, 120812, 120822, 123200, 123632, 124144, 124401, 125264, 130032,
];

/// The value of a decimal digit of any script.
pub fn decimal_digit(c: char) -> Option<u8> {
    let code = c as u32;
    let at = ZEROS.partition_point(|zero| *zero <= code).checked_sub(1)?;
    u8::try_from(code - ZEROS[at]).ok().filter(|digit| *digit < 10)
}

/// What `str.isspace` says of one character.
pub fn is_space(c: char) -> bool {
    c.is_whitespace() || ('\u{1c}'..='\u{1f}').contains(&c)
}

/// Digits of other scripts to ASCII digits, spaces to `' '`; None if other characters remain.
pub fn fold(text: &str) -> Option<Cow<'_, str>> {
    if text.is_ascii() {
        return Some(Cow::Borrowed(text));
    }
    text.chars()
        .map(|c| match c {
            _ if c.is_ascii() => Some(c),
            _ if is_space(c) => Some(' '),
            _ => decimal_digit(c).map(|digit| char::from(b'0' + digit)),
        })
        .collect::<Option<String>>()
        .map(Cow::Owned)
}

/// Without the spaces at both ends: C's spaces, not the separators that `str.isspace` also counts.
pub fn strip(mut text: &[u8]) -> &[u8] {
    let space = |byte: &u8| matches!(byte, b' ' | 0x09..=0x0d);
    while let [first, rest @ ..] = text
        && space(first)
    {
        text = rest;
    }
    while let [rest @ .., last] = text
        && space(last)
    {
        text = rest;
    }
    text
}

/// Takes one sign off: true for a minus.
pub fn split_sign(text: &[u8]) -> (bool, &[u8]) {
    match text {
        [b'-', rest @ ..] => (true, rest),
        [b'+', rest @ ..] => (false, rest),
        _ => (false, text),
    }
}

/// Drops single underscores between two characters; None for one at an end, or two in a row.
pub fn without_underscores(text: &[u8]) -> Option<Cow<'_, [u8]>> {
    if !text.contains(&b'_') {
        return Some(Cow::Borrowed(text));
    }
    if text.first() == Some(&b'_') || text.last() == Some(&b'_') || text.windows(2).any(|pair| pair == b"__")
    {
        return None;
    }
    Some(Cow::Owned(text.iter().copied().filter(|byte| *byte != b'_').collect()))
}

/// Drops underscores that stand between two digits; None for any other.
pub fn without_digit_underscores(text: &[u8]) -> Option<Cow<'_, [u8]>> {
    if !text.contains(&b'_') {
        return Some(Cow::Borrowed(text));
    }
    let digit = |at: Option<usize>| at.and_then(|at| text.get(at)).is_some_and(u8::is_ascii_digit);
    let mut plain = Vec::with_capacity(text.len());
    for (i, byte) in text.iter().enumerate() {
        if *byte != b'_' {
            plain.push(*byte);
        } else if !digit(i.checked_sub(1)) || !digit(Some(i + 1)) {
            return None;
        }
    }
    Some(Cow::Owned(plain))
}
