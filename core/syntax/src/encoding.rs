//! Bytes of a source file to text: byte order mark and PEP 263 cookie.
//!
//! Must never know Python's grammar beyond comments.

/// Decodes a source file, or says in CPython's words why it cannot.
pub(crate) fn decode(bytes: &[u8]) -> Result<String, String> {
    let (body, has_mark) = match bytes.strip_prefix(b"\xef\xbb\xbf") {
        Some(rest) => (rest, true),
        None => (bytes, false),
    };
    let cookie = cookie(body);
    let codec = match cookie.as_deref().map(normalise) {
        None => Codec::Utf8,
        Some(name) => match codec(&name) {
            Some(codec) => codec,
            None => return Err(format!("unknown encoding: {}", cookie.unwrap_or_default())),
        },
    };
    if has_mark && codec != Codec::Utf8 {
        return Err(format!("encoding problem: {} with BOM", cookie.unwrap_or_default()));
    }
    match codec {
        Codec::Utf8 => utf8(body, cookie.is_some() || has_mark),
        Codec::Latin1 => Ok(body.iter().map(|&byte| char::from(byte)).collect()),
        Codec::Ascii => ascii(body),
    }
}

/// The encoding that a source file names, if it is none that [`decode`] knows.
pub fn foreign_encoding(bytes: &[u8]) -> Option<String> {
    let name = cookie(bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes))?;
    codec(&normalise(&name)).is_none().then_some(name)
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Codec {
    Utf8,
    Latin1,
    Ascii,
}

fn codec(name: &str) -> Option<Codec> {
    Some(match name {
        "utf-8" | "utf8" | "u8" | "utf" | "utf-8-sig" | "cp65001" => Codec::Utf8,
        "latin-1" | "latin1" | "iso-8859-1" | "iso8859-1" | "8859" | "cp819" | "l1" | "latin" => {
            Codec::Latin1
        }
        "ascii" | "us-ascii" | "646" | "ansi-x3.4-1968" => Codec::Ascii,
        _ => return None,
    })
}

fn normalise(name: &str) -> String {
    name.chars().map(|c| if c == '_' { '-' } else { c.to_ascii_lowercase() }).collect()
}

/// The encoding named in a comment on line 1, or on line 2 if line 1 is blank or a comment.
fn cookie(body: &[u8]) -> Option<String> {
    for line in body.split(|byte| *byte == b'\n' || *byte == b'\r').take(2) {
        let start = line.iter().position(|byte| !matches!(byte, b' ' | b'\t' | b'\x0c'))?.min(line.len());
        let rest = &line[start..];
        if !rest.starts_with(b"#") {
            return None;
        }
        if let Some(name) = cookie_in(rest) {
            return Some(name);
        }
    }
    None
}

fn cookie_in(comment: &[u8]) -> Option<String> {
    let key = b"coding";
    let mut at = comment.windows(key.len()).position(|window| window == key)? + key.len();
    if !matches!(comment.get(at), Some(b':' | b'=')) {
        return None;
    }
    at += 1;
    while matches!(comment.get(at), Some(b' ' | b'\t')) {
        at += 1;
    }
    let name: String = comment[at..]
        .iter()
        .take_while(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.'))
        .map(|&byte| char::from(byte))
        .collect();
    (!name.is_empty()).then_some(name)
}

fn utf8(body: &[u8], declared: bool) -> Result<String, String> {
    match std::str::from_utf8(body) {
        Ok(text) => Ok(text.to_owned()),
        Err(error) => {
            let at = error.valid_up_to();
            let byte = body[at];
            if declared {
                return Err(format!(
                    "(unicode error) 'utf-8' codec can't decode byte 0x{byte:02x} in position {at}"
                ));
            }
            let line = body[..at].iter().filter(|byte| **byte == b'\n').count() + 1;
            Err(format!(
                "Non-UTF-8 code starting with '\\x{byte:02x}' on line {line}, but no encoding declared; \
                 see https://peps.python.org/pep-0263/ for details"
            ))
        }
    }
}

fn ascii(body: &[u8]) -> Result<String, String> {
    match body.iter().position(|byte| !byte.is_ascii()) {
        Some(at) => Err(format!(
            "(unicode error) 'ascii' codec can't decode byte 0x{:02x} in position {at}: ordinal not in range(128)",
            body[at]
        )),
        None => Ok(body.iter().map(|&byte| char::from(byte)).collect()),
    }
}

#[cfg(test)]
mod tests {
    use super::decode;

    #[test]
    fn cookies_and_marks() {
        assert_eq!(decode(b"\xef\xbb\xbfx").as_deref(), Ok("x"));
        assert_eq!(
            decode(b"# -*- coding: latin-1 -*-\n'\xe9'").as_deref(),
            Ok("# -*- coding: latin-1 -*-\n'\u{e9}'")
        );
        assert_eq!(decode(b"#!/x\n# vim: set fileencoding=utf8\n").as_deref().map(str::len), Ok(34));
        assert_eq!(decode(b"# coding: nope\n"), Err("unknown encoding: nope".to_owned()));
        assert!(decode(b"# coding: ascii\n\xe9").is_err());
        assert!(decode(b"x = 1\n# comment\n\xe9").unwrap_err().contains("on line 3"));
        assert_eq!(decode(b"x = 1\n# coding: latin-1\n").map(|s| s.len()), Ok(24));
        assert_eq!(decode(b"").as_deref(), Ok(""));
    }
}
