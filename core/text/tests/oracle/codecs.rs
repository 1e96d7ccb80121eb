//! The cases of the codecs.

use crate::{Line, Random, Raw, Sink};
use heddle_text::codec::charmap::{self, EncodingMap};
use heddle_text::codec::{
    ByteOrder, DecodeError, Decoded, EncodeError, EncodeFailure, Handler, Replacement, escape, single, utf7,
    utf8, utf16, utf32,
};
use heddle_text::{Owned, View};

static DECODING: &[&str] =
    &["strict", "ignore", "replace", "backslashreplace", "surrogateescape", "surrogatepass", "heddle"];
static ENCODING: &[&str] = &[
    "strict",
    "ignore",
    "replace",
    "backslashreplace",
    "surrogateescape",
    "surrogatepass",
    "heddle",
    "xmlcharrefreplace",
    "namereplace",
];

static UTF8: &[&[u8]] = &[
    b"a",
    b"\xc3\xa9",
    b"\xe2\x82\xac",
    b"\xf0\x9d\x84\x9e",
    b"\x80",
    b"\xbf",
    b"\xc0",
    b"\xc3",
    b"\xe0",
    b"\xe2",
    b"\xe2\x82",
    b"\xed",
    b"\xed\xa0\x80",
    b"\xa0",
    b"\xf0",
    b"\xf0\x9d",
    b"\xf0\x9d\x84",
    b"\xf4",
    b"\x90",
    b"\xf5",
    b"\xff",
    b"\x8f",
];
static UTF16: &[&[u8]] = &[
    b"a",
    b"\x00",
    b"\xd8",
    b"\xdc",
    b"\xff\xfe",
    b"\xfe\xff",
    b"\x00\xd8\x00\xdc",
    b"\xd8\x00\xdc\x00",
    b"a\x00",
];
static UTF32: &[&[u8]] = &[
    b"a",
    b"\x00",
    b"\x00\x00",
    b"\x00\x00\x00",
    b"\xff\xfe",
    b"\xfe\xff",
    b"\x00\xd8",
    b"\xd8\x00",
    b"\x10\x00",
    b"\x11\x00",
    b"\x01",
];
static UTF7: &[&[u8]] = &[
    b"+", b"-", b"A", b"AGE", b"2D3eAA", b"2", b"3", b"AA", b"!", b"\xff", b"a", b"/", b"\\", b"~", b"\n",
    b"Q",
];
static ESCAPES: &[&[u8]] = &[
    b"\\",
    b"\\",
    b"x",
    b"u",
    b"U",
    b"N",
    b"{",
    b"}",
    b"0",
    b"1",
    b"0011",
    b"d800",
    b"7",
    b"9",
    b"a",
    b"n",
    b"\n",
    b"\xe9",
    b"N{SPACE}",
    b"N{snowman}",
    b"N{NULL}",
    b"N{no}",
    b"q",
    b"'",
    b"377",
    b"400",
];
static SINGLE: &[&[u8]] = &[b"a", b"\x80", b"\xe9", b"\xff", b"\x81", b"\x00"];
static TO_ENCODE: &[&str] =
    &["ab+-\\/~ 1\t\n\0", "aé\u{ff}\u{80}+", "a€é\u{20ad}-", "", "𝄞a\u{fffe}\u{81}\u{378}\n"];
/// The fourth of the above has lone surrogates.
static SURROGATES: &[u32] = &[0xdc80, 0xdcff, 0xd800, 0xdc00, 0x61];

/// A short table, with a hole and with twins.
fn table() -> Owned {
    Owned::from_code_points((0..128).chain([0x20ac, 0xfffe, 0x2603, 0x61]).chain([0xe9; 40]))
}

fn show_error(encoding: &str, start: usize, end: usize, reason: &str) -> Raw {
    Raw(format!("{encoding} {start} {end} {reason}"))
}

/// One case of a decoder.
pub fn decode(family: &str, r: &mut Random, sink: &mut Sink) {
    let codec = family.strip_prefix("decode_").unwrap();
    let alphabet = match codec {
        "utf_8" => UTF8,
        "utf_7" => UTF7,
        "unicode_escape" | "raw_unicode_escape" => ESCAPES,
        "ascii" | "latin_1" | "charmap" => SINGLE,
        _ if codec.starts_with("utf_16") => UTF16,
        _ => UTF32,
    };
    let input = r.bytes(alphabet, 7);
    let errors = DECODING[r.below(DECODING.len())];
    let last = r.below(2) == 1;
    let on_error = |error: DecodeError| match errors {
        "heddle" => Ok((Owned::from("<€>"), error.start + 1)),
        _ => Handler::by_name(errors).and_then(|handler| handler.decode(&error, &input)).ok_or(error),
    };
    let order = match codec {
        _ if codec.ends_with("le") => ByteOrder::Little,
        _ if codec.ends_with("be") => ByteOrder::Big,
        _ => ByteOrder::Mark,
    };
    let found = match codec {
        "utf_8" => utf8::decode(&input, last, on_error).map(|decoded| (decoded, None)),
        "utf_7" => utf7::decode(&input, last, on_error).map(|decoded| (decoded, None)),
        "unicode_escape" => escape::decode(&input, last, on_error).map(|(decoded, _)| (decoded, None)),
        "raw_unicode_escape" => escape::decode_raw(&input, last, on_error).map(|decoded| (decoded, None)),
        "ascii" => single::decode_ascii(&input, on_error).map(|decoded| (decoded, None)),
        "charmap" => charmap::decode_table(&input, table().view(), on_error).map(|decoded| (decoded, None)),
        "latin_1" => Ok((Decoded { text: single::decode_latin1(&input), consumed: input.len() }, None)),
        _ if codec.starts_with("utf_16") => {
            utf16::decode(&input, order, last, on_error).map(|(decoded, order)| (decoded, Some(order)))
        }
        _ => utf32::decode(&input, order, last, on_error).map(|(decoded, order)| (decoded, Some(order))),
    };
    let mut line = Line::default();
    line.add(&input).add(errors).add(&last);
    match found {
        Ok((decoded, order)) => {
            line.add(&decoded.text).add(&decoded.consumed);
            if let Some(order) = order {
                line.add(&match order {
                    ByteOrder::Little => -1i64,
                    ByteOrder::Big => 1,
                    ByteOrder::Mark => 0,
                });
            }
        }
        Err(error) => {
            line.add(&show_error(error.encoding, error.start, error.end, error.reason));
        }
    }
    sink.line(&mut line);
}

/// One case of an encoder.
pub fn encode(family: &str, r: &mut Random, sink: &mut Sink) {
    let codec = family.strip_prefix("encode_").unwrap();
    let alphabets: Vec<Vec<u32>> =
        TO_ENCODE.iter().map(|text| text.chars().map(u32::from).collect()).collect();
    let mut alphabets: Vec<&[u32]> = alphabets.iter().map(|alphabet| &alphabet[..]).collect();
    alphabets[3] = SURROGATES;
    let text = r.text(&alphabets, 7);
    let errors = ENCODING[r.below(ENCODING.len())];
    let found = encode_as(codec, text.view(), |error: EncodeError| match errors {
        "heddle" => Ok(match error.start % 3 {
            0 => (Replacement::Text(Owned::from("?!")), error.start + 1),
            1 => (Replacement::Bytes(b"\xff\xfe\xfd\xfc"[..1 + error.start % 4].to_vec()), error.end),
            _ => (Replacement::Text(Owned::from("?€")), error.end),
        }),
        _ => Handler::by_name(errors)
            .and_then(|handler| handler.encode_within(&error, text.view()))
            .ok_or(error),
    });
    let mut line = Line::default();
    line.add(&text).add(errors);
    match found {
        Ok(bytes) => line.add(&bytes),
        Err(EncodeFailure::Handler(error) | EncodeFailure::Replacement(error)) => {
            line.add(&show_error(error.encoding, error.start, error.end, error.reason))
        }
    };
    sink.line(&mut line);
}

fn encode_as(
    codec: &str,
    text: View<'_>,
    on_error: impl FnMut(EncodeError) -> Result<(Replacement, usize), EncodeError>,
) -> Result<Vec<u8>, EncodeFailure<EncodeError>> {
    match codec {
        "utf_8" => utf8::encode(text, on_error),
        "utf_16" => utf16::encode(text, ByteOrder::Mark, on_error),
        "utf_16_le" => utf16::encode(text, ByteOrder::Little, on_error),
        "utf_16_be" => utf16::encode(text, ByteOrder::Big, on_error),
        "utf_32" => utf32::encode(text, ByteOrder::Mark, on_error),
        "utf_32_le" => utf32::encode(text, ByteOrder::Little, on_error),
        "utf_32_be" => utf32::encode(text, ByteOrder::Big, on_error),
        "utf_7" => Ok(utf7::encode(text)),
        "unicode_escape" => Ok(escape::encode(text)),
        "raw_unicode_escape" => Ok(escape::encode_raw(text)),
        "ascii" => single::encode_ascii(text, on_error),
        "latin_1" => single::encode_latin1(text, on_error),
        _ => EncodingMap::new(table().view()).encode(text, on_error),
    }
}
