//! `%` formatting: what `str` and `bytes` share ([`run`]), and the part of `str`.

use super::format::format_error;
use super::{ascii, from_owned, is_str, new, try_view, view};
use crate::error::{Raised, Res};
use crate::ops::{self, slots_of, type_name};
use crate::refs::Ref;
use crate::thread::Thread;
use crate::types::{exceptions as exc, float, int, size, tuple};
use crate::value::Value;
use heddle_numeric::IntRef;
use heddle_numeric::format::FormatError;
use heddle_numeric::format::printf::{self, Conversion, Count, Flags, Item, ParseError, Parser};
use heddle_text::{Buf, View};
use std::ops::Range;

/// A conversion with its width and precision fetched.
#[derive(Clone, Copy)]
pub(crate) struct Field {
    pub flags: Flags,
    pub width: usize,
    pub precision: Option<usize>,
}

/// Where formatted output goes.
pub(crate) trait Target {
    /// Copies a part of the format.
    fn literal(&mut self, range: Range<usize>);
    /// Writes the text of a number.
    fn number(&mut self, text: &str);
    /// The mapping key that stands in the format.
    fn key(&self, t: &Thread, range: Range<usize>) -> Ref;
    /// The error for an argument of `%f` that is no number.
    fn not_a_float(&self, t: &Thread, v: Value) -> Raised;
    /// Writes what the letters that are not for numbers make; false if there is no such letter.
    fn convert(&mut self, t: &Thread, letter: char, v: Value, field: Field) -> Res<bool>;
}

/// The arguments, in order.
struct Arguments<'a> {
    tuple: Option<&'a [Value]>,
    next: usize,
    /// The only one, where they are no tuple.
    single: Ref,
    taken: bool,
    /// The mapping for keys; UNDEF for none.
    mapping: Value,
}

impl Arguments<'_> {
    fn take(&mut self, t: &Thread) -> Res {
        let found = match self.tuple {
            Some(items) => items.get(self.next).map(|v| Ref::new(*v)),
            None => (!self.taken).then(|| self.single.clone()),
        };
        self.next += 1;
        self.taken = true;
        found.ok_or_else(|| t.type_error("not enough arguments for format string"))
    }

    fn left(&self) -> bool {
        self.mapping.is_undef()
            && match self.tuple {
                Some(items) => self.next < items.len(),
                None => !self.taken,
            }
    }
}

fn count_arg(t: &Thread, args: &mut Arguments, precision: bool) -> Res<i64> {
    let v = args.take(t)?;
    if !int::is_int(v.v()) {
        return Err(t.type_error("* wants int"));
    }
    let bound = if precision { i64::from(i32::MAX) } else { i64::MAX };
    match int::to_i64(v.v()).filter(|n| *n <= bound && *n > -bound) {
        Some(n) => Ok(n),
        None if precision => Err(t.overflow_error("Python int too large to convert to C int")),
        None => Err(t.overflow_error("Python int too large to convert to C ssize_t")),
    }
}

fn field(t: &Thread, conversion: &Conversion, args: &mut Arguments) -> Res<Field> {
    let mut flags = conversion.flags;
    let width = match conversion.width {
        Some(Count::Given(n)) => n,
        None => 0,
        Some(Count::Argument) => {
            let n = count_arg(t, args, false)?;
            flags.left |= n < 0;
            n.unsigned_abs() as usize
        }
    };
    let precision = match conversion.precision {
        Some(Count::Given(n)) if n > i32::MAX as usize => return Err(t.value_error("precision too big")),
        Some(Count::Given(n)) => Some(n),
        None => None,
        Some(Count::Argument) => Some(count_arg(t, args, true)?.max(0) as usize),
    };
    Ok(Field { flags, width, precision })
}

/// Whether arguments count as a mapping: they can be subscripted, and are neither a tuple nor text.
fn is_mapping(args: Value) -> bool {
    tuple::try_items(&args).is_none() && !is_str(args) && slots_of(args).getitem.is_some()
}

/// Formats. `text_like`: `args` is of the format's own kind, never a mapping. `what`: "string", "bytes".
pub(crate) fn run<T: Copy + Into<u32>>(
    t: &Thread,
    format: &[T],
    out: &mut impl Target,
    args: Value,
    text_like: bool,
    what: &str,
) -> Res<()> {
    let mapping = if !text_like && is_mapping(args) { args } else { Value::UNDEF };
    let tuple = tuple::try_items(&args);
    let single = if tuple.is_some() { Ref::UNDEF } else { Ref::new(args) };
    let mut args = Arguments { tuple, next: 0, single, taken: false, mapping };
    for item in Parser::new(format) {
        let conversion = match item {
            Ok(Item::Literal(range)) => {
                out.literal(range);
                continue;
            }
            Ok(Item::Conversion(conversion)) => conversion,
            Err(ParseError::IncompleteKey) if mapping.is_undef() => {
                return Err(t.type_error("format requires a mapping"));
            }
            Err(e) => return Err(t.value_error(e.message())),
        };
        if let Some(key) = &conversion.key {
            if mapping.is_undef() {
                return Err(t.type_error("format requires a mapping"));
            }
            let key = out.key(t, key.clone());
            args.single = ops::getitem(t, mapping, key.v())?;
            args.tuple = None;
            args.taken = false;
        }
        let field = field(t, &conversion, &mut args)?;
        let v = args.take(t)?;
        let letter = char::from_u32(conversion.letter).unwrap_or('\0');
        let done = match letter {
            'd' | 'i' | 'u' | 'o' | 'x' | 'X' => {
                let text = int_text(t, letter, v.v(), field)?;
                out.number(&text);
                true
            }
            'e' | 'E' | 'f' | 'F' | 'g' | 'G' => {
                let x = match ops::arg_f64(t, v.v()) {
                    Err(e) if e.is(&exc::TYPE_ERROR) && slots_of(v.v()).float.is_none() => {
                        return Err(out.not_a_float(t, v.v()));
                    }
                    other => other?,
                };
                size::check(t, field.width.max(field.precision.unwrap_or(0)), 1)?;
                let text = printf::format_float(x, letter, field.flags, field.width, field.precision)
                    .map_err(|e| format_error(t, &e))?;
                out.number(&text);
                true
            }
            _ => out.convert(t, letter, v.v(), field)?,
        };
        if !done {
            return Err(t.value_error(printf::unsupported(&conversion)));
        }
    }
    if args.left() {
        return Err(t.type_error(format_args!("not all arguments converted during {what} formatting")));
    }
    Ok(())
}

fn int_text(t: &Thread, letter: char, v: Value, field: Field) -> Res<String> {
    let wrong = || {
        let what = if matches!(letter, 'o' | 'x' | 'X') { "an integer" } else { "a real number" };
        t.type_error(format_args!("%{letter} format: {what} is required, not {}", type_name(v)))
    };
    size::check(t, field.width.max(field.precision.unwrap_or(0)), 1)?;
    let kind = if matches!(letter, 'i' | 'u') { 'd' } else { letter };
    let write = |n: IntRef| -> Result<String, FormatError> {
        printf::format_int(n, kind, field.flags, field.width, field.precision, int::digits_limit())
    };
    let written = if int::is_int(v) {
        write(int::view(&v))
    } else {
        let slots = slots_of(v);
        let real = !matches!(letter, 'o' | 'x' | 'X');
        if let Some(x) = float::get(v).filter(|_| real && float::FLOAT.is_exact(v)) {
            let whole = heddle_numeric::int::convert::from_f64(x);
            write(whole.map_err(|e| format_error(t, &e.into()))?.view())
        } else {
            let whole = match (slots.int.filter(|_| real), slots.index) {
                (Some(f), _) | (None, Some(f)) => f(t, v),
                (None, None) => return Err(wrong()),
            };
            match whole {
                Ok(n) if int::is_int(n.v()) => write(int::view(&n)),
                Ok(_) => return Err(wrong()),
                Err(e) if e.is(&exc::TYPE_ERROR) => return Err(wrong()),
                Err(e) => return Err(e),
            }
        }
    };
    written.map_err(|e| format_error(t, &e))
}

/// Where `str`'s output goes.
struct TextTarget<'a> {
    format: View<'a>,
    out: Buf,
}

impl TextTarget<'_> {
    fn padded(&mut self, t: &Thread, text: View, field: Field) -> Res<()> {
        let pad = field.width.saturating_sub(text.len());
        size::check(t, pad, self.out.kind().width())?;
        if !field.flags.left {
            self.out.push_times(' ' as u32, pad);
        }
        self.out.push_view(text);
        if field.flags.left {
            self.out.push_times(' ' as u32, pad);
        }
        Ok(())
    }
}

impl Target for TextTarget<'_> {
    fn literal(&mut self, range: Range<usize>) {
        self.out.push_view(self.format.slice(range));
    }

    fn number(&mut self, text: &str) {
        self.out.push_str(text);
    }

    fn key(&self, t: &Thread, range: Range<usize>) -> Ref {
        new(t, self.format.slice(range))
    }

    fn not_a_float(&self, t: &Thread, v: Value) -> Raised {
        t.type_error(format_args!("must be real number, not {}", type_name(v)))
    }

    fn convert(&mut self, t: &Thread, letter: char, v: Value, field: Field) -> Res<bool> {
        let shown = match letter {
            's' => ops::to_str(t, v)?,
            'r' => ops::repr(t, v)?,
            'a' => ascii(t, v)?,
            'c' => {
                let c = character(t, v)?;
                self.padded(t, heddle_text::Owned::from_char(c).view(), field)?;
                return Ok(true);
            }
            _ => return Ok(false),
        };
        let text = view(&shown);
        let kept = field.precision.map_or(text.len(), |n| n.min(text.len()));
        self.padded(t, text.slice(0..kept), field)?;
        Ok(true)
    }
}

/// What `%c` writes.
fn character(t: &Thread, v: Value) -> Res<u32> {
    const WANTED: &str = "%c requires an int or a unicode character, not";
    if let Some(text) = try_view(&v) {
        if text.len() == 1 {
            return Ok(text.get(0));
        }
        return Err(t.type_error(format_args!("{WANTED} a string of length {}", text.len())));
    }
    if !int::is_int(v) && slots_of(v).index.is_none() {
        return Err(t.type_error(format_args!("{WANTED} {}", type_name(v))));
    }
    let n = ops::index(t, v)?;
    match int::to_i64(n.v()) {
        Some(c @ 0..=0x10_FFFF) => Ok(c as u32),
        _ => Err(t.overflow_error("%c arg not in range(0x110000)")),
    }
}

/// `format % args`
pub(super) fn modulo(t: &Thread, format: Value, args: Value) -> Res {
    let Some(text) = try_view(&format) else { return Ok(Ref::NOT_IMPLEMENTED) };
    let mut target = TextTarget { format: text, out: Buf::with_capacity(text.len() + 16) };
    match text {
        View::Ascii(s) | View::Latin1(s) => run(t, s, &mut target, args, is_str(args), "string")?,
        View::Ucs2(s) => run(t, s, &mut target, args, is_str(args), "string")?,
        View::Ucs4(s) => run(t, s, &mut target, args, is_str(args), "string")?,
    }
    Ok(from_owned(t, &target.out.finish()))
}
