//! Tests of formatting beside the table of `tests/python.rs`.

use super::number::{format_float, format_int};
use super::printf::{Count, Flags, Item, ParseError, Parser};
use super::spec::{Grouping, Sign, Spec, Target};
use super::*;
use crate::int::{IntRef, bits};

#[test]
fn a_specification_has_its_parts() {
    let spec = Spec::parse("\u{1f600}^+z#12,.3_f", Target::FLOAT).unwrap();
    let expected = Spec {
        fill: '\u{1f600}',
        align: Align::Center,
        align_given: true,
        sign: Some(Sign::Plus),
        no_negative_zero: true,
        alternate: true,
        width: 12,
        grouping: Some(Grouping::Comma),
        precision: Some(3),
        fraction_grouping: Some(Grouping::Underscore),
        kind: Some('f'),
    };
    assert_eq!(spec, expected);
}

#[test]
fn absurd_widths_are_errors() {
    let spec = Spec::parse("9223372036854775807d", Target::INT).unwrap();
    let error = format_int(IntRef::Small(1), &spec, 0, "int").unwrap_err();
    assert_eq!(error.kind, ErrorKind::Memory);
    let spec = Spec::parse("09223372036854775807,.1f", Target::FLOAT).unwrap();
    assert_eq!(format_float(1.0, &spec, "float").unwrap_err().kind, ErrorKind::Memory);
}

#[test]
fn long_integers_meet_the_limit() {
    let value = bits::lshift_by(IntRef::Small(1), 20_000).unwrap();
    let spec = Spec::parse("d", Target::INT).unwrap();
    let error = format_int(value.view(), &spec, 4300, "int").unwrap_err();
    assert_eq!(
        (error.kind, error.message.starts_with("Exceeds the limit (4300 digits)")),
        (ErrorKind::Value, true)
    );
    assert_eq!(format_int(value.view(), &spec, 0, "int").unwrap().len(), 6021);
    let hexadecimal = Spec::parse("x", Target::INT).unwrap();
    assert_eq!(format_int(value.view(), &hexadecimal, 4300, "int").unwrap().len(), 5001);
}

#[test]
fn subclasses_are_named() {
    let error = Spec::parse("ab", Target { name: "MyInt", ..Target::INT }).unwrap_err();
    assert_eq!(error.message, "Invalid format specifier 'ab' for object of type 'MyInt'");
}

#[test]
fn percent_formats_come_item_by_item() {
    let format: Vec<u32> = "a%(k(1))-0*.*ld%%".chars().map(u32::from).chain([0xd800]).collect();
    let items: Vec<_> = Parser::new(&format).map(Result::unwrap).collect();
    let Item::Conversion(conversion) = &items[1] else { panic!("{items:?}") };
    assert_eq!(items[0], Item::Literal(0..1));
    assert_eq!(conversion.key, Some(3..7));
    assert_eq!(conversion.flags, Flags { left: true, zero: true, ..Flags::default() });
    assert_eq!((conversion.width, conversion.precision), (Some(Count::Argument), Some(Count::Argument)));
    assert_eq!((conversion.letter, conversion.at), (u32::from('d'), 14));
    assert_eq!(items[2..], [Item::Literal(16..17), Item::Literal(17..18)]);
}

#[test]
fn an_error_ends_a_percent_format() {
    let items: Vec<_> = Parser::new(b"%d%(a").collect();
    assert_eq!(items.len(), 2);
    assert_eq!(items[1], Err(ParseError::IncompleteKey));
    assert_eq!(Parser::new(b"%5").next(), Some(Err(ParseError::Incomplete)));
}

#[test]
fn paddings() {
    assert_eq!(Padding::new(3, 8, Align::Center), Padding { left: 2, right: 3 });
    assert_eq!(Padding::new(8, 3, Align::Right), Padding { left: 0, right: 0 });
}
