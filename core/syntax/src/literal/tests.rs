//! Values of literals by code point. Must never know types of strings outside this crate.

use super::escapes::{decode_bytes, decode_text};
use super::{bytes_value, interpolated_text, string_value};
use crate::{Mode, Source, parse};
use ruff_python_ast::{Expr, InterpolatedStringElement, Mod};

fn with_expression<R>(text: &str, use_it: impl FnOnce(&Source, &Expr) -> R) -> R {
    let tree =
        parse(Source::new("t", text).unwrap(), Mode::Eval).unwrap_or_else(|error| panic!("{text}: {error}"));
    match tree.root() {
        Mod::Expression(root) => use_it(tree.source(), &root.body),
        Mod::Module(_) => panic!("eval gave a module"),
    }
}

fn points(text: &str) -> Vec<u32> {
    with_expression(text, |source, expr| match expr {
        Expr::StringLiteral(literal) => string_value(source, literal).code_points().collect(),
        Expr::FString(literal) => literal
            .value
            .f_strings()
            .flat_map(|part| part.elements.iter().map(|element| (element, part.flags.prefix().is_raw())))
            .filter_map(|(element, raw)| match element {
                InterpolatedStringElement::Literal(piece) => Some(interpolated_text(source, piece, raw)),
                InterpolatedStringElement::Interpolation(_) => None,
            })
            .flat_map(|text| text.code_points().collect::<Vec<_>>())
            .collect(),
        _ => panic!("not a string"),
    })
}

fn chars(text: &str) -> Vec<u32> {
    text.chars().map(u32::from).collect()
}

#[test]
fn surrogates_survive() {
    assert_eq!(points(r"'\ud800'"), [0xD800]);
    assert_eq!(points(r"'\ud83d\ude00'"), [0xD83D, 0xDE00]);
    assert_eq!(points(r"f'\udfff{x}'"), [0xDFFF]);
    assert_eq!(points(r"'\U0001f600'"), [0x1F600]);
}

#[test]
fn escapes_and_concatenation() {
    assert_eq!(points(r"'a\n\t\\\x41\101\N{BULLET}' 'b' r'\n'"), chars("a\n\t\\AA\u{2022}b\\n"));
    assert_eq!(points("'a\\\nb'"), chars("ab"));
    assert_eq!(points("'''a\r\nb'''"), chars("a\nb"));
    assert_eq!(points(r"'\q\8'"), chars(r"\q\8"));
    assert_eq!(points(r"'\é'"), chars(r"\é"));
    assert_eq!(points(r"f'{{a}}\N{BULLET}{x}rf\x41'"), chars("{a}\u{2022}rfA"));
    assert_eq!(points(r"rf'\x{{\N{1}'"), chars(r"\x{\N"));
    assert_eq!(points(r"f'\{x}'"), chars("\\"));
}

#[test]
fn bytes_literals() {
    let value = with_expression(r"b'a\x00\377\777\n' rb'\n'", |source, expr| match expr {
        Expr::BytesLiteral(literal) => bytes_value(source, literal),
        _ => panic!("not bytes"),
    });
    assert_eq!(value, b"a\x00\xff\xff\n\\n");
}

#[test]
fn malformed_escapes() {
    let text = |body: &str| decode_text(body).err().map(|bad| bad.0).unwrap_or_default();
    assert!(text(r"é\x1").ends_with("in position 10-12: truncated \\xXX escape"));
    assert!(text(r"\N{}").ends_with("position 0-2: malformed \\N character escape"));
    assert!(text(r"\U00110000").ends_with("position 0-9: illegal Unicode character"));
    assert_eq!(
        decode_bytes(br"ab\x1").err().map(|bad| bad.0).as_deref(),
        Some("(value error) invalid \\x escape at position 2")
    );
}

#[test]
fn warnings_name_the_escape() {
    let tree = parse(Source::new("t", "x = ('a'\n'b\\q\\w')").unwrap(), Mode::Exec).unwrap();
    let [warning] = tree.warnings() else { panic!("one warning") };
    assert_eq!(warning.lineno, 2);
    assert!(warning.message.starts_with("\"\\q\" is an invalid escape sequence."));
}
