//! `_string`: how `string.Formatter` takes format strings apart.

use crate::NativeModule;
use crate::util::same;
use heddle_objects::native::{Def, def_doc};
use heddle_objects::payload::Payload;
use heddle_objects::typeobj::{NativeType, TypeDef, flags};
use heddle_objects::types::{str, tuple};
use heddle_objects::{Fixed, Raised, Ref, Res, Thread, Value, ops};
use heddle_text::View;
use heddle_threads::sync::atomic::{AtomicUsize, Ordering::*};

/// The module.
pub static MODULE: NativeModule =
    NativeModule { doc: "string helper module", ..NativeModule::new("_string", FUNCTIONS) };

const FUNCTIONS: &[Def] = &[
    def_doc("formatter_parser(string, /)", parser, "parse the argument as a format string"),
    def_doc("formatter_field_name_split(string, /)", split, "split the argument as a field name"),
];

/// A text being taken apart, and how far that is.
pub struct Parser {
    text: Fixed,
    at: AtomicUsize,
}
heddle_objects::payload!(Parser { text });

static FORMATTER_ITERATOR: NativeType = NativeType::new(TypeDef {
    flags: flags::DISALLOW_INSTANTIATION,
    ..TypeDef::new("formatteriterator", Parser::vtable, |s| {
        s.iter = Some(same);
        s.next = Some(|t, v| step(t, v, next_part));
    })
});

static FIELD_NAME_ITERATOR: NativeType = NativeType::new(TypeDef {
    flags: flags::DISALLOW_INSTANTIATION,
    ..TypeDef::new("fieldnameiterator", Parser::vtable, |s| {
        s.iter = Some(same);
        s.next = Some(|t, v| step(t, v, next_access));
    })
});

/// Takes the next piece, `f(text, from)`, which says where the one after it begins.
fn step(t: &Thread, v: Value, f: fn(&Thread, View, usize) -> Res<(Ref, usize)>) -> Res {
    let p = v.expect::<Parser>();
    let text = p.text.v();
    let view = str::view(&text);
    loop {
        let at = p.at.load(Relaxed);
        if at >= view.len() {
            return Ok(Ref::UNDEF);
        }
        let (piece, next) = f(t, view, at)?;
        if p.at.compare_exchange(at, next, Relaxed, Relaxed).is_ok() {
            return Ok(piece);
        }
    }
}

fn check(t: &Thread, v: Value) -> Res<()> {
    if str::is_str(v) {
        return Ok(());
    }
    Err(t.type_error(format_args!("expected str, got {}", ops::type_name(v))))
}

fn parser(t: &Thread, a: &[Value]) -> Res {
    check(t, a[0])?;
    let payload = Parser { text: Fixed::new(Ref::new(a[0])), at: AtomicUsize::new(0) };
    Ok(t.alloc(FORMATTER_ITERATOR.shape(), payload))
}

const OPEN: u32 = '{' as u32;
const CLOSE: u32 = '}' as u32;
const COLON: u32 = ':' as u32;
const BANG: u32 = '!' as u32;
const DOT: u32 = '.' as u32;
const BRACKET: u32 = '[' as u32;
const BRACKET_END: u32 = ']' as u32;

fn find(view: View, from: usize, f: impl Fn(u32) -> bool) -> usize {
    (from..view.len()).find(|&k| f(view.get(k))).unwrap_or(view.len())
}

fn part(t: &Thread, view: View, range: std::ops::Range<usize>) -> Ref {
    str::new(t, view.slice(range))
}

/// `(literal, field_name, format_spec, conversion)`
fn next_part(t: &Thread, view: View, from: usize) -> Res<(Ref, usize)> {
    let end = view.len();
    let brace = find(view, from, |c| c == OPEN || c == CLOSE);
    let literal = |range, next| {
        let parts = vec![part(t, view, range), Ref::NONE, Ref::NONE, Ref::NONE];
        Ok((tuple::from_refs(t, parts), next))
    };
    if brace == end {
        return literal(from..end, end);
    }
    let c = view.get(brace);
    let doubled = brace + 1 < end && view.get(brace + 1) == c;
    if doubled {
        return literal(from..brace + 1, brace + 2);
    }
    if c == CLOSE {
        return Err(t.value_error("Single '}' encountered in format string"));
    }
    if brace + 1 == end {
        return Err(t.value_error("Single '{' encountered in format string"));
    }
    let field = parse_field(t, view, brace + 1)?;
    let conversion = field.conversion.map_or(Ref::NONE, |c| str::from_char(t, c));
    let (before, name) = (part(t, view, from..brace), part(t, view, brace + 1..field.name_end));
    let spec = part(t, view, field.spec);
    Ok((tuple::from_refs(t, vec![before, name, spec, conversion]), field.next))
}

struct Field {
    name_end: usize,
    spec: std::ops::Range<usize>,
    conversion: Option<u32>,
    next: usize,
}

fn parse_field(t: &Thread, view: View, from: usize) -> Res<Field> {
    let end = view.len();
    let mut k = from;
    let stop = loop {
        if k >= end {
            return Err(t.value_error("expected '}' before end of string"));
        }
        match view.get(k) {
            OPEN => return Err(t.value_error("unexpected '{' in field name")),
            BRACKET => k = find(view, k + 1, |c| c == BRACKET_END),
            c @ (CLOSE | COLON | BANG) => break c,
            _ => k += 1,
        }
    };
    let name_end = k;
    let mut k = k + 1;
    if stop == CLOSE {
        return Ok(Field { name_end, spec: k..k, conversion: None, next: k });
    }
    let mut conversion = None;
    if stop == BANG {
        if k >= end {
            return Err(t.value_error("end of string while looking for conversion specifier"));
        }
        conversion = Some(view.get(k));
        k += 1;
        if k < end {
            let c = view.get(k);
            k += 1;
            if c == CLOSE {
                return Ok(Field { name_end, spec: k..k, conversion, next: k });
            }
            if c != COLON {
                return Err(t.value_error("expected ':' after conversion specifier"));
            }
        }
    }
    let spec = k;
    let mut open = 1;
    while k < end {
        match view.get(k) {
            OPEN => open += 1,
            CLOSE => open -= 1,
            _ => {}
        }
        if open == 0 {
            return Ok(Field { name_end, spec: spec..k, conversion, next: k + 1 });
        }
        k += 1;
    }
    Err(t.value_error("unmatched '{' in format spec"))
}

/// The number that a text is, if it is nothing but digits.
fn number(t: &Thread, view: View) -> Res<Option<i64>> {
    if view.is_empty() {
        return Ok(None);
    }
    let mut n: i64 = 0;
    for c in view.chars() {
        let Some(digit) = char::from_u32(c).and_then(|c| c.to_digit(10)) else { return Ok(None) };
        let next = n.checked_mul(10).and_then(|n| n.checked_add(i64::from(digit)));
        n = next.ok_or_else(|| t.value_error("Too many decimal digits in format string"))?;
    }
    Ok(Some(n))
}

fn split(t: &Thread, a: &[Value]) -> Res {
    check(t, a[0])?;
    let view = str::view(&a[0]);
    let end = find(view, 0, |c| c == DOT || c == BRACKET);
    let first = match number(t, view.slice(0..end))? {
        Some(n) => t.int(n),
        None => part(t, view, 0..end),
    };
    let payload = Parser { text: Fixed::new(Ref::new(a[0])), at: AtomicUsize::new(end) };
    let rest = t.alloc(FIELD_NAME_ITERATOR.shape(), payload);
    Ok(tuple::from_refs(t, vec![first, rest]))
}

fn no_name(t: &Thread) -> Raised {
    t.value_error("Empty attribute in format string")
}

/// `(is_attribute, name)`
fn next_access(t: &Thread, view: View, from: usize) -> Res<(Ref, usize)> {
    let is_attribute = match view.get(from) {
        DOT => true,
        BRACKET => false,
        _ => return Err(t.value_error("Only '.' or '[' may follow ']' in format field specifier")),
    };
    let start = from + 1;
    let (end, next) = if is_attribute {
        let end = find(view, start, |c| c == DOT || c == BRACKET);
        (end, end)
    } else {
        let end = find(view, start, |c| c == BRACKET_END);
        if end == view.len() {
            return Err(t.value_error("Missing ']' in format string"));
        }
        (end, end + 1)
    };
    if start == end {
        return Err(no_name(t));
    }
    let name = match if is_attribute { None } else { number(t, view.slice(start..end))? } {
        Some(n) => t.int(n),
        None => part(t, view, start..end),
    };
    Ok((tuple::from_refs(t, vec![Ref::bool(is_attribute), name]), next))
}
