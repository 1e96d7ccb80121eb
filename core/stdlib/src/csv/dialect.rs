//! `Dialect`: which characters separate, quote and escape.

use super::registered;
use crate::util::{call_with, flag};
use heddle_objects::native::{Def, def};
use heddle_objects::payload::Payload;
use heddle_objects::typeobj::{NativeType, TypeDef, flags, getter};
use heddle_objects::types::{int, str};
use heddle_objects::{Fixed, Ref, Res, Thread, Value, ops};

/// When fields are quoted: the module's `QUOTE_` constants.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Quoting {
    Minimal,
    All,
    NonNumeric,
    None,
    Strings,
    NotNull,
}

/// A dialect's payload.
pub struct Dialect {
    pub delimiter: u32,
    pub quote: Option<u32>,
    pub escape: Option<u32>,
    /// A str.
    pub line_end: Fixed,
    pub quoting: Quoting,
    pub double_quote: bool,
    pub skip_space: bool,
    pub strict: bool,
}
heddle_objects::payload!(Dialect { line_end });

fn data(v: &Value) -> &Dialect {
    v.expect::<Dialect>()
}

fn char_or_none(t: &Thread, c: Option<u32>) -> Res {
    Ok(c.map_or(Ref::NONE, |c| str::from_char(t, c)))
}

/// `_csv.Dialect`
pub static DIALECT: NativeType = NativeType::new(TypeDef {
    flags: flags::BASE,
    methods: METHODS,
    getset: &[
        getter("delimiter", |t, v| Ok(str::from_char(t, data(&v).delimiter))),
        getter("doublequote", |_, v| Ok(Ref::bool(data(&v).double_quote))),
        getter("escapechar", |t, v| char_or_none(t, data(&v).escape)),
        getter("lineterminator", |_, v| Ok(data(&v).line_end.get())),
        getter("quotechar", |t, v| char_or_none(t, data(&v).quote)),
        getter("quoting", |t, v| Ok(t.int(data(&v).quoting as i64))),
        getter("skipinitialspace", |_, v| Ok(Ref::bool(data(&v).skip_space))),
        getter("strict", |_, v| Ok(Ref::bool(data(&v).strict))),
    ],
    doc: "CSV dialect\n\nThe Dialect type records CSV dialect options.",
    ..TypeDef::new("_csv.Dialect", Dialect::vtable, |s| {
        crate::util::new!(
            s,
            "Dialect($type, /, dialect=None, delimiter=None, doublequote=None, escapechar=None, \
             lineterminator=None, quotechar=None, quoting=None, skipinitialspace=None, strict=None)",
            new
        );
    })
});

fn cannot_pickle(t: &Thread, a: &[Value]) -> Res {
    Err(t.type_error(format_args!("cannot pickle '{}' instances", crate::util::short_name(a[0]))))
}

const METHODS: &[Def] =
    &[def("__reduce__($self, /)", cannot_pickle), def("__reduce_ex__($self, protocol, /)", cannot_pickle)];

/// A dialect of a name, a class or nothing, with parameters.
pub fn make(t: &Thread, of: Option<Value>, parameters: Value) -> Res {
    call_with(t, DIALECT.get(), of.as_slice(), parameters)
}

/// A character, or (if `none` may be) None.
fn character(t: &Thread, name: &str, v: Value, default: Option<u32>, none: bool) -> Res<Option<u32>> {
    if v.is_undef() {
        return Ok(default);
    }
    if none && v.is_none() {
        return Ok(None);
    }
    let or_none = if none { " or None" } else { "" };
    match str::try_view(&v) {
        Some(view) if view.len() == 1 => Ok(Some(view.get(0))),
        Some(view) => Err(t.type_error(format_args!(
            "\"{name}\" must be a unicode character{or_none}, not a string of length {}",
            view.len()
        ))),
        None => Err(t.type_error(format_args!(
            "\"{name}\" must be a unicode character{or_none}, not {}",
            ops::type_name(v)
        ))),
    }
}

fn quoting(t: &Thread, v: Value) -> Res<Quoting> {
    if v.is_undef() {
        return Ok(Quoting::Minimal);
    }
    if !int::INT.is_exact(v) {
        return Err(t.type_error(format_args!("\"quoting\" must be an integer, not {}", ops::type_name(v))));
    }
    use Quoting::*;
    let all = [Minimal, All, NonNumeric, None, Strings, NotNull];
    let found = int::to_i64(v).and_then(|n| usize::try_from(n).ok()).and_then(|n| all.get(n).copied());
    found.ok_or_else(|| t.type_error("bad \"quoting\" value"))
}

fn new(t: &Thread, a: &[Value]) -> Res {
    let mut of = Ref::new(a[1]);
    if str::is_str(of.v()) {
        of = registered(t, of.v())?;
    }
    let has_base = !of.is_none_or_undef();
    if has_base && DIALECT.is_instance(of.v()) && a[2..].iter().all(|v| v.is_undef()) {
        return Ok(of);
    }
    let names = [
        "delimiter",
        "doublequote",
        "escapechar",
        "lineterminator",
        "quotechar",
        "quoting",
        "skipinitialspace",
        "strict",
    ];
    let mut given = Vec::with_capacity(names.len());
    for (name, &v) in names.iter().zip(&a[2..]) {
        let from_base = v.is_undef() && has_base;
        given.push(if from_base { ops::getattr_opt(t, of.v(), t.intern(name).v())? } else { Ref::new(v) });
    }
    let comma = character(t, names[0], given[0].v(), Some(','.into()), false)?.unwrap_or(','.into());
    let double_quote = flag(t, given[1].v(), true)?;
    let escape = character(t, names[2], given[2].v(), None, true)?;
    let line_end = if given[3].is_undef() { t.str("\r\n") } else { given[3].clone() };
    if !str::is_str(line_end.v()) {
        return Err(t.type_error(format_args!(
            "\"lineterminator\" must be a string, not {}",
            ops::type_name(line_end.v())
        )));
    }
    let quote = character(t, names[4], given[4].v(), Some('"'.into()), true)?;
    let no_quote = given[4].is_none() && given[5].is_undef();
    let quoting = if no_quote { Quoting::None } else { quoting(t, given[5].v())? };
    let skip_space = flag(t, given[6].v(), false)?;
    let strict = flag(t, given[7].v(), false)?;
    if quoting != Quoting::None && quote.is_none() {
        return Err(t.type_error("quotechar must be set if quoting enabled"));
    }
    let ends = str::view(&line_end);
    for (name, c, space) in [
        ("delimiter", Some(comma), true),
        ("escapechar", escape, !skip_space),
        ("quotechar", quote, !skip_space),
    ] {
        let Some(c) = c else { continue };
        if c == '\n'.into() || c == '\r'.into() || (c == ' '.into() && !space) {
            return Err(t.value_error(format_args!("bad {name} value")));
        }
        if ends.chars().any(|end| end == c) {
            return Err(t.value_error(format_args!("bad {name} or lineterminator value")));
        }
    }
    for (first, x, second, y) in [
        ("delimiter", Some(comma), "escapechar", escape),
        ("delimiter", Some(comma), "quotechar", quote),
        ("escapechar", escape, "quotechar", quote),
    ] {
        if x.is_some() && x == y {
            return Err(t.value_error(format_args!("bad {first} or {second} value")));
        }
    }
    let payload = Dialect {
        delimiter: comma,
        quote,
        escape,
        line_end: Fixed::new(line_end),
        quoting,
        double_quote,
        skip_space,
        strict,
    };
    Ok(t.alloc(crate::util::shape_of_class(a[0]), payload))
}
