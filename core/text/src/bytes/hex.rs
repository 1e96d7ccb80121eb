//! `bytes.hex` and `bytes.fromhex`.
//!
//! It must never know what the bytes are for.

use super::is_space_byte;
use crate::View;

const DIGITS: &[u8; 16] = b"0123456789abcdef";

/// `bytes.hex()` or, with a separator, `bytes.hex(sep, group)`: groups of so many bytes are counted from the end, or for a
/// negative `group` from the start. The result is ASCII; a separator that is not makes none.
pub fn hex(bytes: &[u8], sep: Option<(u8, isize)>) -> Vec<u8> {
    let digits = |b: u8| [DIGITS[usize::from(b >> 4)], DIGITS[usize::from(b & 15)]];
    let Some((sep, group)) = sep.filter(|&(_, group)| group != 0) else {
        return bytes.iter().flat_map(|&b| digits(b)).collect();
    };
    let size = group.unsigned_abs();
    let mut out = Vec::with_capacity(bytes.len() * 2 + bytes.len() / size);
    for (at, &b) in bytes.iter().enumerate() {
        let counted = if group > 0 { bytes.len() - at } else { at };
        if at > 0 && counted % size == 0 {
            out.push(sep);
        }
        out.extend(digits(b));
    }
    out
}

/// Why `fromhex` refuses its argument.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FromHexError {
    /// Something at this place is neither a digit nor white space between bytes.
    NotHex(usize),
    /// The last byte has one digit only.
    Odd,
}

impl std::fmt::Display for FromHexError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            FromHexError::NotHex(at) => {
                write!(f, "non-hexadecimal number found in fromhex() arg at position {at}")
            }
            FromHexError::Odd => {
                f.write_str("fromhex() arg must contain an even number of hexadecimal digits")
            }
        }
    }
}

/// `bytes.fromhex`.
pub fn from_hex(digits: &[u8]) -> Result<Vec<u8>, FromHexError> {
    let value = |at: usize| match digits.get(at) {
        None => Err(FromHexError::Odd),
        Some(&b) => (b as char).to_digit(16).map(|value| value as u8).ok_or(FromHexError::NotHex(at)),
    };
    let mut out = Vec::with_capacity(digits.len() / 2);
    let mut at = 0;
    while at < digits.len() {
        if is_space_byte(digits[at]) {
            at += 1;
            continue;
        }
        out.push(value(at)? << 4 | value(at + 1)?);
        at += 2;
    }
    Ok(out)
}

/// `bytes.fromhex` of a `str`; what is not ASCII is found before all else.
pub fn from_hex_text(digits: View<'_>) -> Result<Vec<u8>, FromHexError> {
    match (digits, digits.chars().position(|cp| cp >= 0x80)) {
        (_, Some(at)) => Err(FromHexError::NotHex(at)),
        (View::Ascii(s) | View::Latin1(s), None) => from_hex(s),
        (wide, None) => from_hex(&wide.chars().map(|cp| cp as u8).collect::<Vec<u8>>()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn as_python_says() {
        let bytes: Vec<u8> = (0..7).collect();
        let grouped = |group| String::from_utf8(hex(&bytes, Some((b':', group)))).unwrap();
        assert_eq!(grouped(1), "00:01:02:03:04:05:06");
        assert_eq!(grouped(2), "00:0102:0304:0506");
        assert_eq!(grouped(-2), "0001:0203:0405:06");
        assert_eq!(grouped(-3), "000102:030405:06");
        assert_eq!(grouped(100), "00010203040506");
        assert_eq!(grouped(0), "00010203040506");
        assert_eq!(hex(b"\xaf", None), b"af");
        assert_eq!(from_hex(b" 12\x0c AB\n").unwrap(), b"\x12\xab");
        for (bad, why) in [
            (&b"1"[..], FromHexError::Odd),
            (b"12 3", FromHexError::Odd),
            (b"1 2", FromHexError::NotHex(1)),
            (b"zz", FromHexError::NotHex(0)),
            (b"12\x1c", FromHexError::NotHex(2)),
        ] {
            assert_eq!(from_hex(bad), Err(why));
        }
    }
}
