//! `_tokenize`: the scanner's tokens as tuples, for the `tokenize` module.
//!
//! Must never know grammar.

use crate::NativeModule;
use crate::util::{new, shape_of_class};
use heddle_objects::payload::Payload;
use heddle_objects::slots::Slots;
use heddle_objects::typeobj::{NativeType, TypeDef};
use heddle_objects::types::{exceptions as exc, list, str, tuple};
use heddle_objects::{Ref, Res, Slot, Thread, Value, ops};
use heddle_syntax::{LexToken, Source, TokenKind, tokenize};
use heddle_threads::sync::atomic::{AtomicUsize, Ordering::*};

/// The module.
pub static MODULE: NativeModule =
    NativeModule { types: &[&TOKENIZER_ITER], ..NativeModule::new("_tokenize", &[]) };

/// The payload: tokens are made when the first one is asked for.
pub struct TokenizerIter {
    readline: Slot,
    encoding: Slot,
    extra: bool,
    /// List of tuples; UNDEF before the text was read.
    tokens: Slot,
    /// What is raised after the last token; UNDEF for nothing.
    error: Slot,
    at: AtomicUsize,
}
heddle_objects::payload!(TokenizerIter { readline, encoding, tokens, error });

/// `_tokenize.TokenizerIter`
static TOKENIZER_ITER: NativeType =
    NativeType::new(TypeDef { ..TypeDef::new("_tokenize.TokenizerIter", TokenizerIter::vtable, slots) });

fn slots(s: &mut Slots) {
    new!(s, "TokenizerIter($type, readline, /, *, encoding=None, extra_tokens=False)", |t, a| {
        let payload = TokenizerIter {
            readline: Slot::new(Ref::new(a[1])),
            encoding: Slot::new(if a[2].is_undef() { Ref::NONE } else { Ref::new(a[2]) }),
            extra: !a[3].is_undef() && ops::truth(t, a[3])?,
            tokens: Slot::undef(),
            error: Slot::undef(),
            at: AtomicUsize::new(0),
        };
        Ok(t.alloc(shape_of_class(a[0]), payload))
    });
    s.iter = Some(|_, v| Ok(Ref::new(v)));
    s.next = Some(next);
}

fn next(t: &Thread, v: Value) -> Res {
    let it = v.expect::<TokenizerIter>();
    let o = ops::object(v);
    let mut tokens = it.tokens.get(t, o);
    if tokens.is_undef() {
        let (made, error) = scan(t, v)?;
        it.error.set(t, o, error);
        tokens = Ref::new(made.v());
        it.tokens.set(t, o, made);
    }
    // Relaxed: only a number; the list is read under its own rules.
    let found = list::get(t, tokens.v(), it.at.fetch_add(1, Relaxed));
    if !found.is_undef() {
        return Ok(found);
    }
    let error = it.error.swap(t, o, Ref::UNDEF);
    if error.is_undef() { Ok(Ref::UNDEF) } else { Err(heddle_objects::Raised(error)) }
}

/// All text that `readline` gives.
fn read(t: &Thread, v: Value) -> Res<String> {
    let it = v.expect::<TokenizerIter>();
    let o = ops::object(v);
    let (readline, encoding) = (it.readline.get(t, o), it.encoding.get(t, o));
    let mut text = String::new();
    loop {
        let line = match ops::call_pos(t, readline.v(), &[]) {
            Err(e) if e.is(&exc::STOP_ITERATION) => return Ok(text),
            other => other?,
        };
        if encoding.v().is_none() {
            if !str::is_str(line.v()) {
                let got = ops::type_name(line.v());
                return Err(t.type_error(format_args!("readline() returned a non-string object ({got})")));
            }
            if str::len(line.v()) == 0 {
                return Ok(text);
            }
            text.push_str(&str::lossy(line.v()));
            continue;
        }
        let Some(bytes) = heddle_interp::bytes_of(t, line.v())? else {
            let got = ops::type_name(line.v());
            return Err(t.type_error(format_args!("readline() returned a non-bytes object ({got})")));
        };
        if bytes.is_empty() {
            return Ok(text);
        }
        let decoded = ops::call_method(t, line.v(), "decode", &[encoding.v(), t.str("replace").v()])?;
        text.push_str(&str::lossy(decoded.v()));
    }
}

/// The tokens as a list of tuples, and the exception that follows them.
fn scan(t: &Thread, v: Value) -> Res<(Ref, Ref)> {
    let raw = read(t, v)?;
    let extra = v.expect::<TokenizerIter>().extra;
    let whole = if raw.is_empty() || raw.ends_with('\n') { raw.clone() } else { format!("{raw}\n") };
    let source = match Source::new("<string>", &whole) {
        Ok(source) => source,
        Err(e) => return Err(heddle_interp::compile::syntax_error(t, &e)),
    };
    let (tokens, error) = t.blocking(|| tokenize(&source));
    let added = raw.len() < whole.len();
    let carriage = raw.contains("\r\n");
    let mut shower = Shower { t, source: &source, carriage, added, extra, templates: Vec::new() };
    let mut made = Vec::with_capacity(tokens.len());
    for token in &tokens {
        shower.show(token, &mut made);
    }
    let error = error.map_or(Ref::UNDEF, |e| heddle_interp::compile::syntax_error(t, &e).0);
    Ok((list::from_refs(t, made), error))
}

struct Shower<'a> {
    t: &'a Thread,
    source: &'a Source,
    /// Lines end with `\r\n`.
    carriage: bool,
    /// The last line end is not in the text.
    added: bool,
    /// Comments and blank lines are wanted; operators are all `OP`.
    extra: bool,
    /// Open f-strings: whether each is a t-string.
    templates: Vec<bool>,
}

impl Shower<'_> {
    fn show(&mut self, token: &LexToken, out: &mut Vec<Ref>) {
        let text = self.source.text();
        let spelling = text.get(token.start as usize..token.end as usize).unwrap_or("");
        let is_last = token.start as usize + 1 >= text.len();
        match token.kind {
            TokenKind::Comment | TokenKind::BlankLine if !self.extra => {}
            TokenKind::Newline | TokenKind::BlankLine => {
                let kind = if token.kind == TokenKind::Newline { NEWLINE } else { NL };
                let line_end = match (self.added && is_last, self.carriage) {
                    (true, _) => "",
                    (false, true) => "\r\n",
                    (false, false) => "\n",
                };
                let wide = u32::from(self.carriage && !line_end.is_empty());
                let at = self.source.position(token.start);
                out.push(self.tuple(kind, line_end, (at.line, at.column), (at.line, at.column + 1 + wide)));
            }
            TokenKind::InterpolatedMiddle => self.middle(token, out),
            TokenKind::End | TokenKind::Dedent => {
                let kind = if token.kind == TokenKind::End { ENDMARKER } else { DEDENT };
                let at_end = token.start as usize >= text.len();
                let place = if at_end {
                    (self.source.line_count() + u32::from(!text.is_empty()), 0)
                } else {
                    let at = self.source.position(token.start);
                    (at.line, at.column)
                };
                out.push(self.tuple(kind, "", place, place));
            }
            _ => {
                let kind = match token.kind {
                    TokenKind::Indent => INDENT,
                    TokenKind::Name => NAME,
                    TokenKind::Number => NUMBER,
                    TokenKind::String => STRING,
                    TokenKind::InterpolatedStart => FSTRING_START + self.template(token),
                    TokenKind::InterpolatedEnd => FSTRING_END + self.template(token),
                    TokenKind::Comment => COMMENT,
                    _ if self.extra => OP,
                    _ => exact(spelling),
                };
                out.push(self.at(kind, spelling, token.start, token.end));
            }
        }
    }

    /// What is added to the number of an f-string's token for a t-string's.
    fn template(&mut self, token: &LexToken) -> i64 {
        let is_template = match token.kind {
            TokenKind::InterpolatedStart => {
                let text = &self.source.text()[token.start as usize..token.end as usize];
                let is_template = text.contains(['t', 'T']);
                self.templates.push(is_template);
                is_template
            }
            TokenKind::InterpolatedEnd => self.templates.pop().unwrap_or(false),
            _ => self.templates.last().copied().unwrap_or(false),
        };
        3 * i64::from(is_template)
    }

    /// Text of an f-string: a doubled brace ends a piece, and its second half is left out.
    fn middle(&mut self, token: &LexToken, out: &mut Vec<Ref>) {
        let kind = FSTRING_MIDDLE + self.template(token);
        let text = self.source.text();
        let mut start = token.start as usize;
        let end = token.end as usize;
        let bytes = text.as_bytes();
        let mut at = start;
        while at + 1 < end {
            let brace = matches!(bytes[at], b'{' | b'}') && bytes[at + 1] == bytes[at];
            if !brace {
                at += 1;
                continue;
            }
            out.push(self.at(kind, &text[start..=at], start as u32, at as u32 + 1));
            at += 2;
            start = at;
        }
        if start < end || token.start == token.end {
            out.push(self.at(kind, &text[start..end], start as u32, end as u32));
        }
    }

    fn at(&self, kind: i64, spelling: &str, start: u32, end: u32) -> Ref {
        let (from, to) = (self.source.position(start), self.source.position(end));
        self.tuple(kind, spelling, (from.line, from.column), (to.line, to.column))
    }

    fn tuple(&self, kind: i64, spelling: &str, start: (u32, u32), end: (u32, u32)) -> Ref {
        let t = self.t;
        let pair = |(line, column): (u32, u32)| {
            tuple::from_array(t, [t.int(i64::from(line)), t.int(i64::from(column))])
        };
        let mut line = String::new();
        if start.0 <= self.source.line_count() && !self.source.text().is_empty() {
            for number in start.0..=end.0.min(self.source.line_count()) {
                line.push_str(self.source.line_text(number));
            }
            if self.added && end.0 >= self.source.line_count() && line.ends_with('\n') {
                line.pop();
            }
            if self.carriage {
                line = line.replace('\n', "\r\n");
            }
        }
        let fields = [t.int(kind), t.str(spelling), pair(start), pair(end), t.str(&line)];
        tuple::from_array(t, fields)
    }
}

const ENDMARKER: i64 = 0;
const NAME: i64 = 1;
const NUMBER: i64 = 2;
const STRING: i64 = 3;
const NEWLINE: i64 = 4;
const INDENT: i64 = 5;
const DEDENT: i64 = 6;
const OP: i64 = 55;
const FSTRING_START: i64 = 59;
const FSTRING_MIDDLE: i64 = 60;
const FSTRING_END: i64 = 61;
const COMMENT: i64 = 65;
const NL: i64 = 66;

/// Numbers of operators, from 7 and from 27 on as `token` has them.
const OPERATORS: &[&str] = &[
    "(", ")", "[", "]", ":", ",", ";", "+", "-", "*", "/", "|", "&", "<", ">", "=", ".", "%", "{", "}", "==",
    "!=", "<=", ">=", "~", "^", "<<", ">>", "**", "+=", "-=", "*=", "/=", "%=", "&=", "|=", "^=", "<<=",
    ">>=", "**=", "//", "//=", "@", "@=", "->", "...", ":=", "!",
];

fn exact(spelling: &str) -> i64 {
    OPERATORS.iter().position(|op| *op == spelling).map_or(OP, |k| k as i64 + 7)
}
