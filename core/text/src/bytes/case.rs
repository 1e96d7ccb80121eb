//! Case and predicates of bytes: those of ASCII, whatever the locale.
//!
//! It must never know Unicode.

/// `bytes.swapcase`.
pub fn swapcase(bytes: &[u8]) -> Vec<u8> {
    bytes.iter().map(|&b| if b.is_ascii_alphabetic() { b ^ 0x20 } else { b }).collect()
}

/// `bytes.title`: a letter that follows a letter is in lower case, any other in upper case.
pub fn title(bytes: &[u8]) -> Vec<u8> {
    let mut inside = false;
    let step = |&b: &u8| {
        let cased = if inside { b.to_ascii_lowercase() } else { b.to_ascii_uppercase() };
        inside = b.is_ascii_alphabetic();
        cased
    };
    bytes.iter().map(step).collect()
}

/// `bytes.capitalize`.
pub fn capitalize(bytes: &[u8]) -> Vec<u8> {
    let mut out = bytes.to_ascii_lowercase();
    if let Some(first) = out.first_mut() {
        first.make_ascii_uppercase();
    }
    out
}

fn some_all(bytes: &[u8], is: impl Fn(&u8) -> bool) -> bool {
    !bytes.is_empty() && bytes.iter().all(is)
}

/// Whether a byte is white space: `\t`, `\n`, `\v`, `\f`, `\r` or a blank.
#[inline]
pub fn is_space_byte(byte: u8) -> bool {
    matches!(byte, 0x09..=0x0D | b' ')
}

/// `bytes.isalpha`.
pub fn is_alpha(bytes: &[u8]) -> bool {
    some_all(bytes, u8::is_ascii_alphabetic)
}

/// `bytes.isalnum`.
pub fn is_alnum(bytes: &[u8]) -> bool {
    some_all(bytes, u8::is_ascii_alphanumeric)
}

/// `bytes.isdigit`.
pub fn is_digit(bytes: &[u8]) -> bool {
    some_all(bytes, u8::is_ascii_digit)
}

/// `bytes.isspace`.
pub fn is_space(bytes: &[u8]) -> bool {
    some_all(bytes, |&b| is_space_byte(b))
}

/// `bytes.isupper`.
pub fn is_upper(bytes: &[u8]) -> bool {
    !bytes.iter().any(u8::is_ascii_lowercase) && bytes.iter().any(u8::is_ascii_uppercase)
}

/// `bytes.islower`.
pub fn is_lower(bytes: &[u8]) -> bool {
    !bytes.iter().any(u8::is_ascii_uppercase) && bytes.iter().any(u8::is_ascii_lowercase)
}

/// `bytes.istitle`.
pub fn is_title(bytes: &[u8]) -> bool {
    let (mut inside, mut any) = (false, false);
    for b in bytes {
        if b.is_ascii_uppercase() && inside || b.is_ascii_lowercase() && !inside {
            return false;
        }
        inside = b.is_ascii_alphabetic();
        any |= inside;
    }
    any
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn as_python_says() {
        assert_eq!(title(b"they're o'NEIL 3d \xe9a"), b"They'Re O'Neil 3D \xe9A");
        assert_eq!(capitalize(b"hELLO \xc9"), b"Hello \xc9");
        assert_eq!(swapcase(b"aB3[{\xe9"), b"Ab3[{\xe9");
        assert!(is_title(b"Ab C1D") && !is_title(b"aB") && !is_title(b"1") && !is_title(b""));
        assert!(is_upper(b"A1\xe9") && !is_upper(b"1") && is_lower(b"a_") && !is_lower(b"aB"));
        assert!(is_space(b" \t\n\x0b\x0c\r") && !is_space(b"\x1c") && !is_space(b""));
        assert!(
            is_alnum(b"a1")
                && !is_alnum(b"\xe9")
                && is_alpha(b"aZ")
                && !is_alpha(b"a1")
                && is_digit(b"09")
                && !is_digit(b"")
        );
    }
}
