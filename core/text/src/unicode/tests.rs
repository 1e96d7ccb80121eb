//! Every code point against digests of what Python 3.14 says of it.

use super::digests as expected;
use crate::{Owned, View};

/// FNV-1a, as in tools/unicode_tables.py.
struct Digest(u64);

impl Digest {
    fn new() -> Digest {
        Digest(0xcbf2_9ce4_8422_2325)
    }

    fn add(&mut self, bytes: &[u8]) {
        for &byte in bytes {
            self.0 = (self.0 ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3);
        }
    }
}

/// A method, what does it, and the digest of what Python says.
type Case<T> = (&'static str, fn(View<'_>) -> T, u64);

fn points() -> impl Iterator<Item = (u32, Owned)> {
    (0..0x11_0000).map(|cp| (cp, Owned::from_char(cp)))
}

#[test]
fn predicates_of_every_code_point() {
    let cases: [Case<bool>; 11] = [
        ("isalpha", |v| v.is_alpha(), expected::ISALPHA),
        ("isdecimal", |v| v.is_decimal(), expected::ISDECIMAL),
        ("isdigit", |v| v.is_digit(), expected::ISDIGIT),
        ("isnumeric", |v| v.is_numeric(), expected::ISNUMERIC),
        ("isspace", |v| v.is_space(), expected::ISSPACE),
        ("isupper", |v| v.is_upper(), expected::ISUPPER),
        ("islower", |v| v.is_lower(), expected::ISLOWER),
        ("istitle", |v| v.is_title(), expected::ISTITLE),
        ("isprintable", |v| v.is_printable(), expected::ISPRINTABLE),
        ("isalnum", |v| v.is_alnum(), expected::ISALNUM),
        ("isidentifier", |v| v.is_identifier(), expected::ISIDENTIFIER),
    ];
    for (name, predicate, digest) in cases {
        let mut found = Digest::new();
        points().for_each(|(_, text)| found.add(&[predicate(text.view()) as u8]));
        assert_eq!(found.0, digest, "{name}");
    }
}

#[test]
fn mappings_of_every_code_point() {
    let cases: [Case<Owned>; 6] = [
        ("upper", |v| v.to_upper(), expected::UPPER),
        ("lower", |v| v.to_lower(), expected::LOWER),
        ("title", |v| v.to_title(), expected::TITLE),
        ("casefold", |v| v.casefold(), expected::CASEFOLD),
        ("swapcase", |v| v.swapcase(), expected::SWAPCASE),
        ("capitalize", |v| v.capitalize(), expected::CAPITALIZE),
    ];
    for (name, mapping, digest) in cases {
        let mut found = Digest::new();
        for (_, text) in points() {
            let mapped = mapping(text.view());
            if mapped != text {
                found.add(&text.view().to_wtf8());
                found.add(&mapped.view().to_wtf8());
            }
        }
        assert_eq!(found.0, digest, "{name}");
    }
}

#[test]
fn what_every_code_point_does_to_a_sigma_and_to_a_title() {
    let mut found = Digest::new();
    for cp in 0..0x11_0000 {
        let text = |pattern: &str| {
            Owned::from_code_points(pattern.chars().map(|c| if c == '?' { cp } else { c as u32 }))
        };
        found.add(&text("a?Σ ?Σ aΣ?a").view().to_lower().view().to_wtf8());
        found.add(&text("?a").view().to_title().view().to_wtf8());
    }
    assert_eq!(found.0, expected::SIGMA);
}

#[test]
fn values_of_every_code_point() {
    let (mut numeric, mut digit) = (Digest::new(), Digest::new());
    for cp in 0..0x11_0000 {
        assert_eq!(super::numeric(cp).is_some(), super::is_numeric(cp), "{cp:#x}");
        if let Some(value) = super::numeric(cp) {
            numeric.add(&cp.to_le_bytes());
            numeric.add(&value.to_le_bytes());
        }
        if let Some(value) = super::digit(cp) {
            digit.add(&cp.to_le_bytes());
            digit.add(&[value, super::decimal(cp).unwrap_or(0xFF)]);
        }
    }
    assert_eq!((numeric.0, digit.0), (expected::NUMERIC, expected::DIGIT));
}

#[test]
fn names_of_every_code_point() {
    let mut found = Digest::new();
    for cp in 0..0x11_0000 {
        if let Some(name) = super::name(cp) {
            found.add(&cp.to_le_bytes());
            found.add(name.as_bytes());
            assert_eq!(super::by_name(&name.to_lowercase()), Some(cp), "{name}");
        }
    }
    assert_eq!(found.0, expected::NAMES);
    for (alias, cp) in [
        ("NULL", Some(0)),
        ("line feed", Some(10)),
        ("NBSP", Some(0xA0)),
        ("ZWJ", Some(0x200D)),
        ("no", None),
    ] {
        assert_eq!(super::by_name(alias), cp, "{alias}");
    }
}

#[test]
fn texts() {
    let is_title = |text: &str| Owned::from(text).view().is_title();
    assert!(
        is_title("Ab Cd")
            && is_title("A1B")
            && is_title("ǅz")
            && !is_title("aB")
            && !is_title("1")
            && !is_title("AB")
    );
    let upper = |text: &str| Owned::from(text).view().is_upper();
    assert!(upper("A1") && !upper("Aǅ") && !upper("1") && !upper("Aa"));
    let mapped = |text: &str, mapping: fn(View<'_>) -> Owned| {
        mapping(Owned::from(text).view()).view().to_utf8().unwrap()
    };
    assert_eq!(mapped("ΑΣ Σ ΣΑ ΑΣ.Α", |v| v.to_lower()), "ας σ σα ασ.α");
    assert_eq!(mapped("ǆx ŉa ßb", |v| v.to_title()), "ǅx ʼNa Ssb");
    assert_eq!(mapped("ßΣ", |v| v.capitalize()), "Ssς");
    assert_eq!(mapped("they're o'NEIL 3d", |v| v.to_title()), "They'Re O'Neil 3D");
    assert_eq!(Owned::from("\u{a0}٣٤\u{2003}x").view().to_ascii_number().as_deref(), Some(" 34 x"));
    assert_eq!(Owned::from("½").view().to_ascii_number(), None);
}
