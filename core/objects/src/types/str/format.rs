//! `str.format`: fields, their names, conversions and specifications; `__format__` of text; the helpers of module `_string`.

use super::{STR, exact, from_owned, is_str, new, try_view, view};
use crate::error::{Raised, Res};
use crate::ops::{self, type_name};
use crate::payload::Payload;
use crate::refs::{Fixed, Ref};
use crate::slots::Slots;
use crate::thread::Thread;
use crate::typeobj::{NativeType, TypeDef};
use crate::types::args::shown;
use crate::types::{dict, size, tuple};
use crate::value::Value;
use heddle_numeric::ErrorKind;
use heddle_numeric::format::FormatError;
use heddle_numeric::format::spec::{Spec, Target};
use heddle_text::{Buf, Kind, View};
use heddle_threads::sync::atomic::{AtomicUsize, Ordering::*};
use std::ops::Range;

/// What `numeric` refuses, as an exception.
#[cold]
pub fn format_error(t: &Thread, e: &FormatError) -> Raised {
    match e.kind {
        ErrorKind::Overflow => t.overflow_error(e),
        ErrorKind::Memory => size::no_memory(t),
        ErrorKind::ZeroDivision => t.zero_division(e),
        _ => t.value_error(e),
    }
}

/// `str.__format__(spec)`
pub(super) fn format_spec(t: &Thread, a: &[Value]) -> Res {
    let Some(spec) = try_view(&a[1]) else {
        return Err(t.type_error(format_args!("__format__() argument must be str, not {}", shown(a[1]))));
    };
    if spec.is_empty() {
        return if STR.is_exact(a[0]) { Ok(Ref::new(a[0])) } else { ops::to_str(t, a[0]) };
    }
    let name = type_name(a[0]);
    let target = Target { name: &name, ..Target::STR };
    let text = view(&a[0]);
    let spec = Spec::parse(&spec.to_string_lossy(), target).map_err(|e| format_error(t, &e))?;
    let (kept, padding) = spec.text_layout(text.len(), &name).map_err(|e| format_error(t, &e))?;
    if kept == text.len() && padding.left == 0 && padding.right == 0 {
        return Ok(exact(t, a[0]));
    }
    let fill = spec.fill as u32;
    let len = kept.saturating_add(padding.left).saturating_add(padding.right);
    size::check(t, len, text.kind().max(Kind::of(fill)).width())?;
    let mut buf = Buf::with_capacity(len);
    buf.push_times(fill, padding.left);
    buf.push_view(text.slice(0..kept));
    buf.push_times(fill, padding.right);
    Ok(from_owned(t, &buf.finish()))
}

/// `format(v, spec)` for an f-string's field; UNDEF as spec is none.
#[inline]
pub fn format_value(t: &Thread, v: Value, spec: Value) -> Res {
    if spec.is_undef() {
        if STR.is_exact(v) {
            return Ok(Ref::new(v));
        }
        let empty = new(t, View::EMPTY);
        return ops::format(t, v, empty.v());
    }
    ops::format(t, v, spec)
}

/// What stands at the next place of a format: literal text, then perhaps a field.
struct Piece {
    literal: Range<usize>,
    /// A brace that was doubled follows the literal text.
    brace: Option<u32>,
    field: Option<Field>,
}

struct Field {
    name: Range<usize>,
    /// 0: none.
    conversion: u32,
    spec: Range<usize>,
    /// The specification has fields of its own.
    nested: bool,
}

const OPEN: u32 = '{' as u32;
const CLOSE: u32 = '}' as u32;

/// Reads the piece that starts at `at`, which is moved behind it; `None` at the end.
fn next_piece(t: &Thread, text: View, end: usize, at: &mut usize) -> Res<Option<Piece>> {
    if *at >= end {
        return Ok(None);
    }
    let start = *at;
    let is_brace = |c: u32| c == OPEN || c == CLOSE;
    let literal = text.slice(start..end).chars().position(is_brace).map_or(end, |n| start + n);
    if literal == end {
        *at = end;
        return Ok(Some(Piece { literal: start..end, brace: None, field: None }));
    }
    let c = text.get(literal);
    let next = (literal + 1 < end).then(|| text.get(literal + 1));
    if next == Some(c) {
        *at = literal + 2;
        return Ok(Some(Piece { literal: start..literal, brace: Some(c), field: None }));
    }
    if c == CLOSE {
        return Err(t.value_error("Single '}' encountered in format string"));
    }
    if next.is_none() {
        return Err(t.value_error("Single '{' encountered in format string"));
    }
    *at = literal + 1;
    let field = read_field(t, text, end, at)?;
    Ok(Some(Piece { literal: start..literal, brace: None, field: Some(field) }))
}

fn read_field(t: &Thread, text: View, end: usize, at: &mut usize) -> Res<Field> {
    let start = *at;
    let mut last = 0;
    let mut name_end = end;
    while *at < end {
        let c = text.get(*at);
        *at += 1;
        match char::from_u32(c) {
            Some('{') => return Err(t.value_error("unexpected '{' in field name")),
            Some('[') => {
                // Whatever stands in brackets belongs to the name.
                while *at < end && text.get(*at) != ']' as u32 {
                    *at += 1;
                }
            }
            Some('}' | ':' | '!') => {
                last = c;
                name_end = *at - 1;
                break;
            }
            _ => {}
        }
    }
    let mut field = Field { name: start..name_end, conversion: 0, spec: name_end..name_end, nested: false };
    if last == CLOSE {
        return Ok(field);
    }
    if last == 0 {
        return Err(t.value_error("expected '}' before end of string"));
    }
    if last == '!' as u32 {
        if *at >= end {
            return Err(t.value_error("end of string while looking for conversion specifier"));
        }
        field.conversion = text.get(*at);
        *at += 1;
        if *at < end {
            let c = text.get(*at);
            *at += 1;
            if c == CLOSE {
                return Ok(field);
            }
            if c != ':' as u32 {
                return Err(t.value_error("expected ':' after conversion specifier"));
            }
        }
    }
    let spec = *at;
    let mut depth = 1;
    while *at < end {
        let c = text.get(*at);
        *at += 1;
        if c == OPEN {
            depth += 1;
            field.nested = true;
        } else if c == CLOSE {
            depth -= 1;
            if depth == 0 {
                field.spec = spec..*at - 1;
                return Ok(field);
            }
        }
    }
    Err(t.value_error("unmatched '{' in format spec"))
}

/// A decimal number, if all of the text is one.
fn number(t: &Thread, text: View) -> Res<Option<usize>> {
    let mut n = 0usize;
    for c in text.chars() {
        let Some(digit) = heddle_text::unicode::decimal(c) else { return Ok(None) };
        match n
            .checked_mul(10)
            .and_then(|n| n.checked_add(usize::from(digit)))
            .filter(|n| *n <= isize::MAX as usize)
        {
            Some(next) => n = next,
            None => return Err(t.value_error("Too many decimal digits in format string")),
        }
    }
    Ok((!text.is_empty()).then_some(n))
}

/// Where the first part of a field's name ends.
fn first_end(text: View, name: &Range<usize>) -> usize {
    let stops = |c: u32| c == '.' as u32 || c == '[' as u32;
    text.slice(name.clone()).chars().position(stops).map_or(name.end, |n| name.start + n)
}

/// One step of a field's name behind its first part.
enum Step {
    Attribute(Range<usize>),
    Index(usize),
    Key(Range<usize>),
}

fn next_step(t: &Thread, text: View, at: &mut usize, end: usize) -> Res<Option<Step>> {
    if *at >= end {
        return Ok(None);
    }
    let c = text.get(*at);
    *at += 1;
    let start = *at;
    let step = if c == '.' as u32 {
        *at = first_end(text, &(start..end));
        Step::Attribute(start..*at)
    } else if c == '[' as u32 {
        let Some(len) = text.slice(start..end).chars().position(|c| c == ']' as u32) else {
            return Err(t.value_error("Missing ']' in format string"));
        };
        *at = start + len + 1;
        match number(t, text.slice(start..start + len))? {
            Some(n) => Step::Index(n),
            None => Step::Key(start..start + len),
        }
    } else {
        return Err(t.value_error("Only '.' or '[' may follow ']' in format field specifier"));
    };
    match &step {
        Step::Attribute(range) | Step::Key(range) if range.is_empty() => {
            Err(t.value_error("Empty attribute in format string"))
        }
        _ => Ok(Some(step)),
    }
}

/// How fields without a number find their argument.
#[derive(PartialEq, Eq)]
enum Numbering {
    Unknown,
    Automatic(usize),
    Manual,
}

struct Formatter<'a> {
    t: &'a Thread,
    /// `None` for `format_map`.
    args: Option<&'a [Value]>,
    /// A dict, or any mapping for `format_map`.
    names: Value,
    numbering: Numbering,
}

impl Formatter<'_> {
    fn position(&mut self, given: Option<usize>) -> Res<usize> {
        let t = self.t;
        match (given, &mut self.numbering) {
            (None, Numbering::Manual) => Err(
                t.value_error("cannot switch from manual field specification to automatic field numbering")
            ),
            (Some(_), Numbering::Automatic(_)) => Err(
                t.value_error("cannot switch from automatic field numbering to manual field specification")
            ),
            (None, Numbering::Automatic(next)) => {
                *next += 1;
                Ok(*next - 1)
            }
            (None, numbering) => {
                *numbering = Numbering::Automatic(1);
                Ok(0)
            }
            (Some(n), numbering) => {
                *numbering = Numbering::Manual;
                Ok(n)
            }
        }
    }

    fn argument(&mut self, text: View, name: &Range<usize>, first: usize) -> Res {
        let t = self.t;
        let part = text.slice(name.start..first);
        let given = number(t, part)?;
        if given.is_some() || part.is_empty() {
            let n = self.position(given)?;
            let Some(args) = self.args else {
                return Err(t.value_error("Format string contains positional fields"));
            };
            return match args.get(n) {
                Some(v) => Ok(Ref::new(*v)),
                None => Err(t.index_error(format_args!(
                    "Replacement index {n} out of range for positional args tuple"
                ))),
            };
        }
        let key = new(t, part);
        if self.args.is_some() {
            let found = dict::get(t, self.names, key.v())?;
            return if found.is_undef() { Err(t.key_error(key.v())) } else { Ok(found) };
        }
        ops::getitem(t, self.names, key.v())
    }

    fn object(&mut self, text: View, name: &Range<usize>) -> Res {
        let t = self.t;
        let mut at = first_end(text, name);
        let mut object = self.argument(text, name, at)?;
        while let Some(step) = next_step(t, text, &mut at, name.end)? {
            object = match step {
                Step::Attribute(range) => {
                    let name = super::intern_view(t, text.slice(range));
                    ops::getattr(t, object.v(), name.v())?
                }
                Step::Index(n) => ops::getitem(t, object.v(), t.int(n as i64).v())?,
                Step::Key(range) => {
                    let key = new(t, text.slice(range));
                    ops::getitem(t, object.v(), key.v())?
                }
            };
        }
        Ok(object)
    }

    fn run(&mut self, text: View, end: usize, start: usize, depth: u32, out: &mut Buf) -> Res<()> {
        let t = self.t;
        if depth == 0 {
            return Err(t.value_error("Max string recursion exceeded"));
        }
        let mut at = start;
        while let Some(piece) = next_piece(t, text, end, &mut at)? {
            out.push_view(text.slice(piece.literal));
            if let Some(brace) = piece.brace {
                out.push(brace);
            }
            let Some(field) = piece.field else { continue };
            let object = convert(t, self.object(text, &field.name)?, field.conversion)?;
            if field.spec.is_empty() {
                let made = format_value(t, object.v(), Value::UNDEF)?;
                out.push_view(view(&made));
                continue;
            }
            let spec = if field.nested {
                let mut spec = Buf::new();
                self.run(text, field.spec.end, field.spec.start, depth - 1, &mut spec)?;
                from_owned(t, &spec.finish())
            } else {
                new(t, text.slice(field.spec))
            };
            let made = ops::format(t, object.v(), spec.v())?;
            out.push_view(view(&made));
        }
        Ok(())
    }
}

fn convert(t: &Thread, object: Ref, conversion: u32) -> Res {
    match conversion {
        0 => Ok(object),
        0x72 => ops::repr(t, object.v()),
        0x73 => ops::to_str(t, object.v()),
        0x61 => super::ascii(t, object.v()),
        c @ 0x21..0x7F => {
            Err(t.value_error(format_args!("Unknown conversion specifier {}", char::from(c as u8))))
        }
        c => Err(t.value_error(format_args!("Unknown conversion specifier \\x{c:x}"))),
    }
}

fn run(t: &Thread, format: Value, args: Option<&[Value]>, names: Value) -> Res {
    let text = view(&format);
    let mut out = Buf::with_capacity(text.len());
    let mut formatter = Formatter { t, args, names, numbering: Numbering::Unknown };
    formatter.run(text, text.len(), 0, 2, &mut out)?;
    Ok(from_owned(t, &out.finish()))
}

pub(super) fn format(t: &Thread, a: &[Value]) -> Res {
    run(t, a[0], Some(tuple::items(&a[1])), a[2])
}

pub(super) fn format_map(t: &Thread, a: &[Value]) -> Res {
    run(t, a[0], None, a[1])
}

/// The payload of both iterators of `_string`: where in a format the next thing is read.
pub struct Reader {
    string: Fixed,
    /// Relaxed: the str does not change. Threads that share one may read a thing twice.
    at: AtomicUsize,
}
crate::payload!(Reader { string });

/// What `_string.formatter_parser` gives.
pub static FORMATTER: NativeType =
    NativeType::new(TypeDef::new("_string.formatteriterator", Reader::vtable, |s: &mut Slots| {
        s.iter = Some(|_, v| Ok(Ref::new(v)));
        s.next = Some(next_field);
    }));

/// What `_string.formatter_field_name_split` gives.
pub static FIELD_NAMES: NativeType =
    NativeType::new(TypeDef::new("_string.fieldnameiterator", Reader::vtable, |s: &mut Slots| {
        s.iter = Some(|_, v| Ok(Ref::new(v)));
        s.next = Some(next_name);
    }));

fn next_field(t: &Thread, v: Value) -> Res {
    let reader = v.expect::<Reader>();
    let string = reader.string.v();
    let text = view(&string);
    let mut at = reader.at.load(Relaxed);
    let piece = next_piece(t, text, text.len(), &mut at)?;
    reader.at.store(at, Relaxed);
    let Some(piece) = piece else { return Ok(Ref::UNDEF) };
    let mut literal = Buf::new();
    literal.push_view(text.slice(piece.literal));
    literal.push_times(piece.brace.unwrap_or(0), usize::from(piece.brace.is_some()));
    let literal = from_owned(t, &literal.finish());
    let rest = match piece.field {
        None => [Ref::NONE, Ref::NONE, Ref::NONE],
        Some(field) => {
            let conversion =
                if field.conversion == 0 { Ref::NONE } else { super::from_char(t, field.conversion) };
            [new(t, text.slice(field.name)), new(t, text.slice(field.spec)), conversion]
        }
    };
    Ok(tuple::from_refs(t, std::iter::once(literal).chain(rest).collect()))
}

fn next_name(t: &Thread, v: Value) -> Res {
    let reader = v.expect::<Reader>();
    let string = reader.string.v();
    let text = view(&string);
    let mut at = reader.at.load(Relaxed);
    let step = next_step(t, text, &mut at, text.len())?;
    reader.at.store(at, Relaxed);
    let (is_attribute, name) = match step {
        None => return Ok(Ref::UNDEF),
        Some(Step::Attribute(range)) => (true, new(t, text.slice(range))),
        Some(Step::Index(n)) => (false, t.int(n as i64)),
        Some(Step::Key(range)) => (false, new(t, text.slice(range))),
    };
    Ok(tuple::from_refs(t, vec![Ref::bool(is_attribute), name]))
}

fn str_arg(t: &Thread, v: Value) -> Res<()> {
    if is_str(v) { Ok(()) } else { Err(t.type_error(format_args!("expected str, got {}", type_name(v)))) }
}

/// `_string.formatter_parser(format)`
pub fn formatter_parser(t: &Thread, format: Value) -> Res {
    str_arg(t, format)?;
    Ok(t.alloc(FORMATTER.shape(), Reader { string: Fixed::new(Ref::new(format)), at: AtomicUsize::new(0) }))
}

/// `_string.formatter_field_name_split(name)`
pub fn formatter_field_name_split(t: &Thread, name: Value) -> Res {
    str_arg(t, name)?;
    let text = view(&name);
    let end = first_end(text, &(0..text.len()));
    let first = match number(t, text.slice(0..end))? {
        Some(n) => t.int(n as i64),
        None => new(t, text.slice(0..end)),
    };
    let rest = t
        .alloc(FIELD_NAMES.shape(), Reader { string: Fixed::new(Ref::new(name)), at: AtomicUsize::new(end) });
    Ok(tuple::from_refs(t, vec![first, rest]))
}
