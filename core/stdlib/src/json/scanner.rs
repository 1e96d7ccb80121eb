//! `make_scanner`: JSON text to values, over characters of each width.

use super::{check_str, decode_error};
use crate::util::{arg_size, new};
use heddle_objects::native::Def;
use heddle_objects::native::LazySignature;
use heddle_objects::payload::Payload;
use heddle_objects::slots::Slots;
use heddle_objects::typeobj::{NativeType, TypeDef, getter};
use heddle_objects::types::{dict, float, int, list, str, tuple};
use heddle_objects::{Fixed, Raised, Ref, Res, Thread, Value, ops};
use heddle_text::{Buf, View};

/// A scanner's payload.
pub struct Scanner {
    strict: bool,
    object_hook: Fixed,
    object_pairs_hook: Fixed,
    parse_float: Fixed,
    parse_int: Fixed,
    parse_constant: Fixed,
}
heddle_objects::payload!(Scanner { object_hook, object_pairs_hook, parse_float, parse_int, parse_constant });

/// `_json.Scanner`
pub static SCANNER: NativeType = NativeType::new(TypeDef {
    methods: NO_METHODS,
    getset: &[
        getter("strict", |_, v| Ok(Ref::bool(v.expect::<Scanner>().strict))),
        getter("object_hook", |_, v| Ok(v.expect::<Scanner>().object_hook.get())),
        getter("object_pairs_hook", |_, v| Ok(v.expect::<Scanner>().object_pairs_hook.get())),
        getter("parse_float", |_, v| Ok(v.expect::<Scanner>().parse_float.get())),
        getter("parse_int", |_, v| Ok(v.expect::<Scanner>().parse_int.get())),
        getter("parse_constant", |_, v| Ok(v.expect::<Scanner>().parse_constant.get())),
    ],
    doc: "JSON scanner object",
    ..TypeDef::new("_json.Scanner", Scanner::vtable, slots)
});

const NO_METHODS: &[Def] = &[];

fn slots(s: &mut Slots) {
    new!(s, "make_scanner($type, /, context)", |t, a| {
        let get = |name: &str| ops::getattr_str(t, a[1], name).map(Fixed::new);
        let strict = ops::getattr_str(t, a[1], "strict")?;
        let payload = Scanner {
            strict: ops::truth(t, strict.v())?,
            object_hook: get("object_hook")?,
            object_pairs_hook: get("object_pairs_hook")?,
            parse_float: get("parse_float")?,
            parse_int: get("parse_int")?,
            parse_constant: get("parse_constant")?,
        };
        Ok(t.alloc(SCANNER.shape(), payload))
    });
    s.call = Some(|t, v, args| {
        static SIG: LazySignature = LazySignature::new("scan_once($self, /, string, idx)");
        SIG.call(t, v, args, |t, a| {
            let at = arg_size(t, a[2])?;
            check_str(t, a[1])?;
            let Ok(at) = usize::try_from(at) else { return Err(t.value_error("idx cannot be negative")) };
            let memo = dict::new(t);
            let scanner = a[0].expect::<Scanner>();
            let (value, next) = match str::view(&a[1]) {
                View::Ascii(units) | View::Latin1(units) => {
                    Scan { t, units, text: a[1], scanner, memo: memo.v() }.once(at)
                }
                View::Ucs2(units) => Scan { t, units, text: a[1], scanner, memo: memo.v() }.once(at),
                View::Ucs4(units) => Scan { t, units, text: a[1], scanner, memo: memo.v() }.once(at),
            }?;
            Ok(tuple::from_refs(t, vec![value, t.int(next as i64)]))
        })
    });
}

/// A character of one width.
trait Unit: Copy + Into<u32> {
    fn view(units: &[Self]) -> View<'_>;
}

impl Unit for u8 {
    fn view(units: &[u8]) -> View<'_> {
        View::Latin1(units)
    }
}

impl Unit for u16 {
    fn view(units: &[u16]) -> View<'_> {
        View::Ucs2(units)
    }
}

impl Unit for u32 {
    fn view(units: &[u32]) -> View<'_> {
        View::Ucs4(units)
    }
}

/// The string that begins at `from` (after its quote), and where the text goes on.
pub fn string(t: &Thread, text: Value, from: usize, strict: bool) -> Res<(Ref, usize)> {
    match str::view(&text) {
        View::Ascii(units) | View::Latin1(units) => string_in(t, text, units, from, strict),
        View::Ucs2(units) => string_in(t, text, units, from, strict),
        View::Ucs4(units) => string_in(t, text, units, from, strict),
    }
}

const QUOTE: u32 = '"' as u32;
const BACKSLASH: u32 = '\\' as u32;

fn string_in<U: Unit>(t: &Thread, text: Value, units: &[U], from: usize, strict: bool) -> Res<(Ref, usize)> {
    let unterminated = || decode_error(t, "Unterminated string starting at", text, from.wrapping_sub(1));
    let mut out: Option<Buf> = None;
    let mut at = from;
    loop {
        let start = at;
        let c = loop {
            let Some(&c) = units.get(at) else { return Err(unterminated()) };
            let c: u32 = c.into();
            if c == QUOTE || c == BACKSLASH {
                break c;
            }
            if c <= 0x1f && strict {
                return Err(decode_error(t, "Invalid control character at", text, at));
            }
            at += 1;
        };
        let plain = U::view(&units[start..at]);
        if c == QUOTE {
            let made = match out {
                None => str::new(t, plain),
                Some(mut out) => {
                    out.push_view(plain);
                    str::new(t, out.finish().view())
                }
            };
            return Ok((made, at + 1));
        }
        let out = out.get_or_insert_with(|| Buf::with_capacity(64));
        out.push_view(plain);
        let Some(&c) = units.get(at + 1) else { return Err(unterminated()) };
        let escaped = match char::from_u32(c.into()) {
            Some(c @ ('"' | '\\' | '/')) => c,
            Some('b') => '\x08',
            Some('f') => '\x0c',
            Some('n') => '\n',
            Some('r') => '\r',
            Some('t') => '\t',
            Some('u') => {
                let (c, next) = unicode_escape(units, at)
                    .ok_or_else(|| decode_error(t, "Invalid \\uXXXX escape", text, at + 1))?;
                out.push(c);
                at = next;
                continue;
            }
            _ => return Err(decode_error(t, "Invalid \\escape", text, at)),
        };
        out.push(escaped as u32);
        at += 2;
    }
}

/// Four hexadecimal digits after a `\u` at `at`.
fn four<U: Unit>(units: &[U], at: usize) -> Option<u32> {
    let digits = units.get(at + 2..at + 6)?;
    digits.iter().try_fold(0, |n, &d| Some(n << 4 | char::from_u32(d.into())?.to_digit(16)?))
}

/// The character of the escape at `at` (two escapes make one of a surrogate pair), and where the text goes on.
fn unicode_escape<U: Unit>(units: &[U], at: usize) -> Option<(u32, usize)> {
    let first = four(units, at)?;
    let next = at + 6;
    let escape = |k: usize, c: char| units.get(k).is_some_and(|&u| u.into() == c as u32);
    if (0xd800..0xdc00).contains(&first)
        && escape(next, '\\')
        && escape(next + 1, 'u')
        && let Some(second) = four(units, next).filter(|c| (0xdc00..0xe000).contains(c))
    {
        return Some((0x10000 + ((first - 0xd800) << 10) + (second - 0xdc00), next + 6));
    }
    Some((first, next))
}

/// One text being scanned.
struct Scan<'a, U> {
    t: &'a Thread,
    units: &'a [U],
    text: Value,
    scanner: &'a Scanner,
    /// Keys that were seen: each is one object.
    memo: Value,
}

impl<U: Unit> Scan<'_, U> {
    fn unit(&self, at: usize) -> Option<char> {
        // Surrogates mean nothing here; any other character that means nothing stands for them.
        self.units.get(at).map(|&u| char::from_u32(u.into()).unwrap_or('\0'))
    }

    fn error(&self, message: &str, at: usize) -> Raised {
        decode_error(self.t, message, self.text, at)
    }

    fn stop(&self, at: usize) -> Raised {
        self.t.stop_iteration(self.t.int(at as i64).v())
    }

    fn after_space(&self, mut at: usize) -> usize {
        while matches!(self.unit(at), Some(' ' | '\t' | '\n' | '\r')) {
            at += 1;
        }
        at
    }

    fn is_word(&self, at: usize, word: &str) -> bool {
        word.chars().enumerate().all(|(k, c)| self.unit(at + k) == Some(c))
    }

    fn once(&self, at: usize) -> Res<(Ref, usize)> {
        const WORDS: [(&str, Value); 3] =
            [("null", Value::NONE), ("true", Value::TRUE), ("false", Value::FALSE)];
        let Some(c) = self.unit(at) else { return Err(self.stop(at)) };
        match c {
            '"' => return string_in(self.t, self.text, self.units, at + 1, self.scanner.strict),
            '{' => return self.t.deeper(|| self.object(at + 1)),
            '[' => return self.t.deeper(|| self.array(at + 1)),
            'n' | 't' | 'f' => {
                if let Some((word, value)) = WORDS.iter().find(|(word, _)| self.is_word(at, word)) {
                    return Ok((Ref::immediate(*value), at + word.len()));
                }
            }
            'N' | 'I' | '-' => {
                for word in ["NaN", "Infinity", "-Infinity"] {
                    if self.is_word(at, word) {
                        let word_object = self.t.intern(word);
                        let f = self.scanner.parse_constant.v();
                        return Ok((ops::call_pos(self.t, f, &[word_object.v()])?, at + word.len()));
                    }
                }
            }
            _ => {}
        }
        self.number(at)
    }

    fn array(&self, at: usize) -> Res<(Ref, usize)> {
        let mut items = Vec::new();
        let mut at = self.after_space(at);
        if self.unit(at) != Some(']') {
            loop {
                let (item, next) = self.once(at)?;
                items.push(item);
                at = self.after_space(next);
                match self.unit(at) {
                    Some(']') => break,
                    Some(',') => {}
                    _ => return Err(self.error("Expecting ',' delimiter", at)),
                }
                let comma = at;
                at = self.after_space(at + 1);
                if self.unit(at) == Some(']') {
                    return Err(self.error("Illegal trailing comma before end of array", comma));
                }
                self.t.m.safepoint();
            }
        }
        Ok((list::from_refs(self.t, items), at + 1))
    }

    fn object(&self, at: usize) -> Res<(Ref, usize)> {
        let t = self.t;
        let wants_pairs = !self.scanner.object_pairs_hook.v().is_none();
        let mut pairs = Vec::new();
        let made = dict::new(t);
        let mut at = self.after_space(at);
        if self.unit(at) != Some('}') {
            loop {
                if self.unit(at) != Some('"') {
                    return Err(self.error("Expecting property name enclosed in double quotes", at));
                }
                let (key, next) = string_in(t, self.text, self.units, at + 1, self.scanner.strict)?;
                let key = dict::set_default(t, self.memo, key.v(), key.v())?;
                at = self.after_space(next);
                if self.unit(at) != Some(':') {
                    return Err(self.error("Expecting ':' delimiter", at));
                }
                let (value, next) = self.once(self.after_space(at + 1))?;
                if wants_pairs {
                    pairs.push(tuple::from_refs(t, vec![key, value]));
                } else {
                    dict::set(t, made.v(), key.v(), value.v())?;
                }
                at = self.after_space(next);
                match self.unit(at) {
                    Some('}') => break,
                    Some(',') => {}
                    _ => return Err(self.error("Expecting ',' delimiter", at)),
                }
                let comma = at;
                at = self.after_space(at + 1);
                if self.unit(at) == Some('}') {
                    return Err(self.error("Illegal trailing comma before end of object", comma));
                }
                t.m.safepoint();
            }
        }
        let hook = self.scanner.object_hook.v();
        let result = if wants_pairs {
            let pairs = list::from_refs(t, pairs);
            ops::call_pos(t, self.scanner.object_pairs_hook.v(), &[pairs.v()])?
        } else if hook.is_none() {
            made
        } else {
            ops::call_pos(t, hook, &[made.v()])?
        };
        Ok((result, at + 1))
    }

    fn digits(&self, mut at: usize) -> usize {
        while self.unit(at).is_some_and(|c| c.is_ascii_digit()) {
            at += 1;
        }
        at
    }

    fn number(&self, start: usize) -> Res<(Ref, usize)> {
        let from = if self.unit(start) == Some('-') { start + 1 } else { start };
        let mut end = match self.unit(from) {
            Some('0') => from + 1,
            Some('1'..='9') => self.digits(from),
            _ => return Err(self.stop(start)),
        };
        let whole = end;
        if self.unit(end) == Some('.') {
            let after = self.digits(end + 1);
            if after > end + 1 {
                end = after;
            }
        }
        if matches!(self.unit(end), Some('e' | 'E')) {
            let sign = usize::from(matches!(self.unit(end + 1), Some('+' | '-')));
            let after = self.digits(end + 1 + sign);
            if after > end + 1 + sign {
                end = after;
            }
        }
        let digits: String = (start..end).filter_map(|k| self.unit(k)).collect();
        let t = self.t;
        let is_float = end > whole;
        let f = if is_float { self.scanner.parse_float.v() } else { self.scanner.parse_int.v() };
        if is_float
            && f.is(float::FLOAT.get())
            && let Ok(x) = digits.parse()
        {
            return Ok((t.float(x), end));
        }
        if !is_float
            && f.is(int::INT.get())
            && let Ok(n) = digits.parse()
        {
            return Ok((t.int(n), end));
        }
        let digits = t.str(&digits);
        Ok((ops::call_pos(t, f, &[digits.v()])?, end))
    }
}
