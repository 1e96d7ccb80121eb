//! Says what is wrong with a source that did not parse, in CPython's words and at CPython's place.
//!
//! A recursive-descent recogniser over the scanner's tokens. It builds no tree, only [`node::Node`]s: the kind and range of
//! an expression, enough to say "cannot assign to function call". It runs only after a failure, so it need not be fast.
//! Where it does not know better, it says "invalid syntax" at the first token that cannot continue.
//! Must never be needed for correct sources. Start reading at [`diagnose`]; `parser` has the tokens, `statements` the root.

mod atoms;
mod blocks;
mod calls;
mod expressions;
mod fields;
mod node;
mod parameters;
mod parser;
mod patterns;
mod simple;
mod statements;

use crate::error::{End, ErrorClass, Fault};
use crate::parse::Mode;
use crate::scan::{self, Kind, Stop, Token};
use crate::source::Source;
use parser::{Fail, Parser};
use ruff_text_size::TextRange;

/// The fault of a source that does not scan or parse. `complaint` is where ruff's parser first stumbled, if it did.
pub(crate) fn diagnose(source: &Source, mode: Mode, complaint: Option<TextRange>) -> Fault {
    let (mut tokens, stop) = scan::tokens(source);
    if stop.is_some() {
        // Stands for what the scanner could not read; nothing accepts it.
        let end = source.text().len() as u32;
        tokens.push(Token { kind: Kind::End, start: end, end, level: 0, raw: false });
    }
    let last = tokens.len() - 1;
    let mut parser = Parser::new(source, &tokens);
    let result = match mode {
        Mode::Exec => parser.file(),
        Mode::Eval => parser.eval(),
        Mode::Single => parser.single(),
    };
    let furthest = parser.furthest();
    match (result, stop) {
        (Err(Fail::At(at)), Some(stop)) if at >= last => stop_fault(source, stop),
        (Err(Fail::At(at)), stop) => {
            let fault = generic(source, tokens[at.min(last)]);
            let token = tokens[furthest.min(last)];
            if fault.class == ErrorClass::IndentationError {
                fault
            } else {
                override_with(source, fault, token, stop)
            }
        }
        // CPython would have met the tokenizer's error while it looked at the next token.
        (Err(Fail::Fault(_)), Some(stop)) if parser.at >= last => stop_fault(source, stop),
        (Err(Fail::Fault(fault)), stop) => override_with(source, *fault, tokens[furthest.min(last)], stop),
        (Ok(()), Some(stop)) => stop_fault(source, stop),
        (Ok(()), None) => {
            let range = complaint.unwrap_or_default();
            let token = tokens.iter().find(|token| token.end > range.start().to_u32()).copied();
            let (start, end) =
                token.map_or((range.start().to_u32(), range.end().to_u32()), |t| (t.start, t.end));
            Fault::new("invalid syntax", start, end)
        }
    }
}

fn generic(source: &Source, token: Token) -> Fault {
    match token.kind {
        Kind::Indent => placed_after(source, token, ErrorClass::IndentationError, "unexpected indent"),
        Kind::Dedent => placed_after(source, token, ErrorClass::IndentationError, "unexpected unindent"),
        Kind::End => Fault {
            class: ErrorClass::SyntaxError,
            message: "invalid syntax".to_owned(),
            start: source.line_start(source.line_count()),
            end: End::Bare { offset: 0, end: 0 },
        },
        _ => Fault::new("invalid syntax", token.start, token.end),
    }
}

/// A fault at a token that has no columns of its own: it stands where the scanner was, and has no end.
pub(super) fn placed_after(source: &Source, token: Token, class: ErrorClass, message: &str) -> Fault {
    let text_end = source.text().len() as u32;
    let at_end = token.kind == Kind::End || token.start >= text_end;
    let (start, offset) = if at_end {
        let line = source.line_count();
        let text = source.line_text(line);
        (source.line_start(line), text.trim_end_matches('\n').chars().count() as i32 + 1)
    } else {
        (token.start, source.position(token.start).column as i32)
    };
    Fault { class, message: message.to_owned(), start, end: End::Bare { offset, end: -1 } }
}

fn stop_fault(source: &Source, stop: Stop) -> Fault {
    match stop {
        Stop::Fault(fault) | Stop::Eof(fault) => fault,
        Stop::Unclosed(at) => {
            let open = source.text()[at as usize..].chars().next().unwrap_or('(');
            Fault {
                class: ErrorClass::SyntaxError,
                message: format!("'{open}' was never closed"),
                start: at,
                end: End::Column(0),
            }
        }
    }
}

/// Of the tokenizer's errors, those about indentation, line ends and unfinished f-strings do not replace an earlier one.
fn takes_precedence(later: &Fault) -> bool {
    let unfinished = later.message.starts_with("unterminated") && later.message.contains("-string literal");
    let formatted = later.message.contains("f-string") || later.message.contains("t-string");
    matches!(later.end, End::Same | End::At(_)) && !(unfinished && formatted)
}

/// After an error of the parser CPython reads on: an error of the tokenizer further down takes its place, and so does a
/// bracket left open on an earlier line.
fn override_with(source: &Source, fault: Fault, token: Token, stop: Option<Stop>) -> Fault {
    match stop {
        Some(Stop::Fault(later)) if takes_precedence(&later) => later,
        Some(Stop::Unclosed(at)) if source.line_of(token.start) > source.line_of(at) => {
            stop_fault(source, Stop::Unclosed(at))
        }
        _ => fault,
    }
}
