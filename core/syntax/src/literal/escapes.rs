//! Escapes of string and bytes literals to what they stand for, with CPython's errors for malformed ones.
//!
//! Must never know quotes, prefixes or tokens: it is given the text between the quotes.

use super::text::Text;

/// A malformed escape: the message CPython gives.
pub(super) struct BadEscape(pub(super) String);

/// An escape that means nothing: where it starts in the body, and what follows the backslash.
pub(super) struct InvalidEscape {
    pub(super) at: usize,
    pub(super) shown: String,
    pub(super) octal: bool,
}

/// The value of a `str` body, and its first escape that means nothing.
pub(super) fn decode_text(body: &str) -> Result<(Text, Option<InvalidEscape>), BadEscape> {
    let mut out = Text::new();
    let mut invalid = None;
    let mut rest = body;
    while let Some(at) = rest.find('\\') {
        out.push_str(&rest[..at]);
        let offset = body.len() - rest.len() + at;
        let escape = &rest[at + 1..];
        let used = text_escape(body, offset, escape, &mut out, &mut invalid)?;
        rest = &escape[used..];
    }
    out.push_str(rest);
    Ok((out, invalid))
}

/// Handles what follows a backslash; returns how many bytes of it belong to the escape.
fn text_escape(
    body: &str,
    at: usize,
    escape: &str,
    out: &mut Text,
    invalid: &mut Option<InvalidEscape>,
) -> Result<usize, BadEscape> {
    let Some(c) = escape.chars().next() else {
        // Only before the `{` of an f-string's field, which a backslash does not protect.
        out.push_str("\\");
        note_invalid(at, "{".to_owned(), false, invalid);
        return Ok(0);
    };
    if c == '\n' {
        return Ok(1);
    }
    if let Some(code) = simple(c) {
        out.push_code_point(code);
        return Ok(1);
    }
    match c {
        '0'..='7' => {
            let (code, used) = octal(escape.as_bytes());
            note_octal(code, at, &escape[..used], invalid);
            out.push_code_point(code);
            Ok(used)
        }
        'x' => hex_escape(body, at, escape, 2, "truncated \\xXX escape", out),
        'u' => hex_escape(body, at, escape, 4, "truncated \\uXXXX escape", out),
        'U' => hex_escape(body, at, escape, 8, "truncated \\UXXXXXXXX escape", out),
        'N' => named_escape(body, at, escape, out),
        _ => {
            out.push_str("\\");
            // CPython does not warn when the character is not ASCII.
            if c.is_ascii() {
                note_invalid(at, c.to_string(), false, invalid);
            }
            Ok(0)
        }
    }
}

fn simple(c: char) -> Option<u32> {
    Some(match c {
        '\\' | '\'' | '"' => c as u32,
        'a' => 7,
        'b' => 8,
        't' => 9,
        'n' => 10,
        'v' => 11,
        'f' => 12,
        'r' => 13,
        _ => return None,
    })
}

fn octal(escape: &[u8]) -> (u32, usize) {
    let digits = escape.iter().take(3).take_while(|byte| matches!(byte, b'0'..=b'7')).count();
    (escape[..digits].iter().fold(0, |code, byte| code * 8 + u32::from(byte - b'0')), digits)
}

fn note_octal(code: u32, at: usize, shown: &str, invalid: &mut Option<InvalidEscape>) {
    if code > 0o377 {
        note_invalid(at, shown.to_owned(), true, invalid);
    }
}

fn note_invalid(at: usize, shown: String, octal: bool, invalid: &mut Option<InvalidEscape>) {
    if invalid.is_none() {
        *invalid = Some(InvalidEscape { at, shown, octal });
    }
}

fn hex_escape(
    body: &str,
    at: usize,
    escape: &str,
    digits: usize,
    truncated: &str,
    out: &mut Text,
) -> Result<usize, BadEscape> {
    let tail = &escape.as_bytes()[1..];
    let good = tail.iter().take(digits).take_while(|byte| byte.is_ascii_hexdigit()).count();
    let end = at + 2 + good;
    if good < digits {
        return Err(unicode_error(body, at, end, truncated));
    }
    let code = u32::from_str_radix(&escape[1..=digits], 16).unwrap_or(u32::MAX);
    if !out.push_code_point(code) {
        return Err(unicode_error(body, at, end, "illegal Unicode character"));
    }
    Ok(1 + digits)
}

fn named_escape(body: &str, at: usize, escape: &str, out: &mut Text) -> Result<usize, BadEscape> {
    let malformed = "malformed \\N character escape";
    let Some(name) = escape.strip_prefix("N{") else {
        return Err(unicode_error(body, at, at + 2, malformed));
    };
    match name.find('}') {
        None => Err(unicode_error(body, at, body.len(), malformed)),
        Some(0) => Err(unicode_error(body, at, at + 3, malformed)),
        Some(length) => match unicode_names2::character(&name[..length]) {
            Some(c) => {
                out.push_code_point(c as u32);
                Ok(length + 3)
            }
            None => Err(unicode_error(body, at, at + length + 4, "unknown Unicode character name")),
        },
    }
}

/// CPython decodes from a buffer in which each character beyond ASCII is a ten-byte `\U` escape; its positions count so.
fn unicode_error(body: &str, start: usize, end: usize, why: &str) -> BadEscape {
    let widen = |at: usize| -> usize { body[..at].chars().map(|c| if c.is_ascii() { 1 } else { 10 }).sum() };
    let (start, last) = (widen(start), widen(end.min(body.len())).saturating_sub(1));
    BadEscape(if start == last {
        format!("(unicode error) 'unicodeescape' codec can't decode byte 0x5c in position {start}: {why}")
    } else {
        format!("(unicode error) 'unicodeescape' codec can't decode bytes in position {start}-{last}: {why}")
    })
}

/// The value of a `bytes` body, and its first escape that means nothing.
pub(super) fn decode_bytes(body: &[u8]) -> Result<(Vec<u8>, Option<InvalidEscape>), BadEscape> {
    let mut out = Vec::with_capacity(body.len());
    let mut invalid = None;
    let mut at = 0;
    while let Some(&byte) = body.get(at) {
        if byte != b'\\' {
            out.push(byte);
            at += 1;
            continue;
        }
        let escape = &body[at + 1..];
        let Some(&first) = escape.first() else {
            return Err(BadEscape("(value error) Trailing \\ in string".to_owned()));
        };
        at += 1 + byte_escape(at, first, escape, &mut out, &mut invalid)?;
    }
    Ok((out, invalid))
}

fn byte_escape(
    at: usize,
    first: u8,
    escape: &[u8],
    out: &mut Vec<u8>,
    invalid: &mut Option<InvalidEscape>,
) -> Result<usize, BadEscape> {
    if first == b'\n' {
        return Ok(1);
    }
    if let Some(code) = simple(char::from(first)) {
        out.push(code as u8);
        return Ok(1);
    }
    match first {
        b'0'..=b'7' => {
            let (code, used) = octal(escape);
            note_octal(code, at, &String::from_utf8_lossy(&escape[..used]), invalid);
            out.push(code as u8);
            Ok(used)
        }
        b'x' => {
            let digits = escape.get(1..3).and_then(|digits| std::str::from_utf8(digits).ok());
            match digits.and_then(|digits| u8::from_str_radix(digits, 16).ok()) {
                Some(code) if escape[1] != b'+' => {
                    out.push(code);
                    Ok(3)
                }
                _ => Err(BadEscape(format!("(value error) invalid \\x escape at position {at}"))),
            }
        }
        _ => {
            out.push(b'\\');
            note_invalid(at, char::from(first).to_string(), false, invalid);
            Ok(0)
        }
    }
}
