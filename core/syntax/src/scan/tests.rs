//! Token streams of small sources, spelled out. Must never know what CPython says: that is `tests/errors.rs`.

use super::{Kind, Stop, tokens};
use crate::source::Source;

fn spell(text: &str) -> (String, Option<String>) {
    let source = Source::new("t", text).unwrap();
    let (tokens, stop) = tokens(&source);
    let spelled: Vec<String> = tokens
        .iter()
        .map(|token| match token.kind {
            Kind::Op | Kind::Name | Kind::Number | Kind::String => {
                text[token.start as usize..token.end as usize].to_owned()
            }
            kind => format!("<{kind:?}>"),
        })
        .collect();
    let stop = stop.map(|stop| match stop {
        Stop::Fault(fault) | Stop::Eof(fault) => fault.message,
        Stop::Unclosed(at) => format!("unclosed at {at}"),
    });
    (spelled.join(" "), stop)
}

#[test]
fn lines_and_indentation() {
    assert_eq!(spell("if x:\n  y\nz").0, "if x : <Newline> <Indent> y <Newline> <Dedent> z <Newline> <End>");
    assert_eq!(spell("# c\n\n  \nx\n\n").0, "x <Newline> <End>");
    assert_eq!(spell("(a,\n b)\n").0, "( a , b ) <Newline> <End>");
    assert_eq!(spell("a \\\n b").0, "a b <Newline> <End>");
    assert_eq!(spell("").0, "<End>");
}

#[test]
fn interpolated_strings() {
    assert_eq!(
        spell("f'a{b!r:>{w}}c'").0,
        "<FStart> <FMiddle> { b ! r : <FMiddle> { w } } <FMiddle> <FEnd> <Newline> <End>"
    );
    assert_eq!(spell("f'{{x}}'").0, "<FStart> <FMiddle> <FEnd> <Newline> <End>");
    assert_eq!(spell("f'{a['b']}'").0, "<FStart> { a [ 'b' ] } <FEnd> <Newline> <End>");
    assert_eq!(spell("f'{x:{{1}}}'").1, None);
    assert_eq!(spell("rf'\\{x}'").1, None);
    assert_eq!(spell("f'{lambda x:1}'").1, None);
}

#[test]
fn unclosed_nested_strings_stop() {
    let deep = "f'{".repeat(500);
    assert!(spell(&deep).1.is_some());
    let alternating = "f\"{f'{".repeat(500);
    assert_eq!(spell(&alternating).1.as_deref(), Some("too many nested f-strings"));
}
