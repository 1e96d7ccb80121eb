//! What the random cases of tests/oracle do not show: warnings, the pieces of an incremental decoder, handlers by name.

use super::*;

fn strict<T>(error: DecodeError) -> Result<T, DecodeError> {
    Err(error)
}

#[test]
fn the_first_invalid_escape_is_told() {
    let invalid = |input: &[u8]| escape::decode(input, true, strict).unwrap().1;
    assert_eq!(invalid(b"\\n\\q\\w"), Some(escape::InvalidEscape { at: 2, byte: b'q', octal: None }));
    assert_eq!(invalid(b"\\400"), Some(escape::InvalidEscape { at: 0, byte: b'4', octal: Some(0o400) }));
    assert_eq!(invalid(b"\\377\\\\q\\\n"), None);
    assert_eq!(
        invalid("\\\u{e9}".as_bytes()),
        Some(escape::InvalidEscape { at: 0, byte: 0xc3, octal: None })
    );
}

/// Whatever the cuts, the pieces make the same text.
#[test]
fn pieces_make_the_whole() {
    type Decode = fn(&[u8], bool) -> Decoded;
    let cases: [(&[u8], Decode); 5] = [
        ("aé€𝄞b".as_bytes(), |b, last| utf8::decode(b, last, strict).unwrap()),
        (b"a+AOkgrNg03R4-b", |b, last| utf7::decode(b, last, strict).unwrap()),
        (b"a\\xe9\\u20ac\\U0001d11e\\N{SPACE}\\\nb", |b, last| escape::decode(b, last, strict).unwrap().0),
        (b"a\xe9\\u20ac\\U0001d11eb\\\\", |b, last| escape::decode_raw(b, last, strict).unwrap()),
        (b"a\0\xe9\0\xac\x20\x34\xd8\x1e\xdd", |b, last| {
            utf16::decode(b, ByteOrder::Little, last, strict).unwrap().0
        }),
    ];
    for (input, decode) in cases {
        let whole = decode(input, true);
        assert_eq!(whole.consumed, input.len());
        for cut in 0..=input.len() {
            let first = decode(&input[..cut], false);
            let rest = decode(&input[first.consumed..], true);
            assert_eq!(first.text.view().concat(rest.text.view()), whole.text, "{input:?} cut at {cut}");
        }
    }
}

#[test]
fn a_mark_tells_the_order() {
    let decode = |input: &[u8]| utf16::decode(input, ByteOrder::Mark, false, strict).unwrap();
    assert_eq!(decode(b"\xfe\xff\0a").1, ByteOrder::Big);
    assert_eq!(decode(b"\xff\xfea\0").0, Decoded { text: Owned::from("a"), consumed: 4 });
    assert_eq!(decode(b"\xff"), (Decoded { text: Owned::new(), consumed: 0 }, ByteOrder::Mark));
}

#[test]
fn handlers_by_name() {
    assert_eq!(Handler::by_name("strict"), None);
    let pass = Handler::by_name("surrogatepass").unwrap();
    let error = DecodeError { encoding: "UTF_8", start: 1, end: 2, reason: "" };
    assert_eq!(pass.decode(&error, b"a\xed\xa0\x80").unwrap().1, 4);
    assert_eq!(pass.decode(&error, b"a\xed\xa0"), None);
    assert_eq!(pass.decode(&DecodeError { encoding: "cp1252", ..error }, b"a\xed\xa0\x80"), None);
    assert!(pass.decodes() && !Handler::NameReplace.decodes());

    let text = Owned::from_code_points([0xDC80, 0xD800]);
    let error = EncodeError { encoding: "utf-8", start: 0, end: 2, reason: "" };
    assert_eq!(Handler::SurrogateEscape.encode(&error, text.view()), None);
    let within = Handler::SurrogateEscape.encode_within(&error, text.view());
    assert_eq!(within, Some((Replacement::Bytes(vec![0x80]), 1)));
    let named = Handler::NameReplace.encode(&EncodeError { end: 1, ..error }, View::Latin1(b"\xe9"));
    assert_eq!(named, Some((Replacement::Text(Owned::from("\\N{LATIN SMALL LETTER E WITH ACUTE}")), 1)));
    assert_eq!(Handler::Replace.translate(0, 2, text.view()), Some((Owned::from("\u{fffd}\u{fffd}"), 2)));
}

/// Garbage is decoded in linear time: this would take minutes otherwise.
#[test]
fn many_faults() {
    let input = [b'a', 0xFF, 0xC3].repeat(300_000);
    let text = utf8::decode(&input, true, |error| Handler::Replace.decode(&error, &input).ok_or(error))
        .unwrap()
        .text;
    assert_eq!((text.len(), text.kind()), (900_000, crate::Kind::Ucs2));
    let text =
        utf8::decode(&input, true, |error| Handler::Ignore.decode(&error, &input).ok_or(error)).unwrap().text;
    assert_eq!((text.len(), text.kind()), (300_000, crate::Kind::Ascii));
}
