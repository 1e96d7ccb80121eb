//! The recogniser's tokens: looking, taking, trying, failing.
//!
//! Must never know grammar.

use super::node::{Node, Shape, Wanted};
use super::placed_after;
use crate::error::{ErrorClass, Fault};
use crate::literal;
use crate::scan::{Kind, Token};
use crate::source::Source;

/// Why recognition stopped.
#[derive(Clone, Debug)]
pub(super) enum Fail {
    /// The token at this index cannot continue.
    At(usize),
    /// A particular mistake.
    Fault(Box<Fault>),
}

pub(super) type Take<T> = Result<T, Fail>;

pub(super) const KEYWORDS: [&str; 35] = [
    "False", "None", "True", "and", "as", "assert", "async", "await", "break", "class", "continue", "def",
    "del", "elif", "else", "except", "finally", "for", "from", "global", "if", "import", "in", "is",
    "lambda", "nonlocal", "not", "or", "pass", "raise", "return", "try", "while", "with", "yield",
];

pub(super) struct Parser<'a> {
    pub(super) source: &'a Source,
    tokens: &'a [Token],
    pub(super) at: usize,
    furthest: usize,
    /// How far the last trial went, and how far CPython's second pass is known to have read.
    pub(super) tried: usize,
    pub(super) reach: usize,
    /// Where the innermost unfinished operator of an f-string's field stands.
    pub(super) operator: usize,
    /// Inside a rule that CPython tries without its error rules.
    pub(super) quiet: bool,
    /// In the bases of a class, where a bare generator expression cannot stand.
    pub(super) in_bases: bool,
}

impl<'a> Parser<'a> {
    pub(super) fn new(source: &'a Source, tokens: &'a [Token]) -> Parser<'a> {
        Parser {
            source,
            tokens,
            at: 0,
            furthest: 0,
            tried: 0,
            reach: 0,
            operator: 0,
            quiet: false,
            in_bases: false,
        }
    }

    pub(super) fn furthest(&self) -> usize {
        self.furthest.max(self.at).max(self.reach)
    }

    pub(super) fn token(&self) -> Token {
        self.nth(0)
    }

    pub(super) fn nth(&self, ahead: usize) -> Token {
        self.tokens[(self.at + ahead).min(self.tokens.len() - 1)]
    }

    pub(super) fn before(&self) -> Token {
        self.tokens[self.at.saturating_sub(1)]
    }

    pub(super) fn spelling(&self, token: Token) -> &'a str {
        match token.kind {
            Kind::Name | Kind::Op => {
                self.source.text().get(token.start as usize..token.end as usize).unwrap_or("")
            }
            _ => "",
        }
    }

    pub(super) fn sees(&self, text: &str) -> bool {
        self.spelling(self.token()) == text
    }

    pub(super) fn sees_next(&self, text: &str) -> bool {
        self.spelling(self.nth(1)) == text
    }

    pub(super) fn sees_any(&self, texts: &[&str]) -> bool {
        texts.contains(&self.spelling(self.token()))
    }

    pub(super) fn sees_kind(&self, kind: Kind) -> bool {
        self.token().kind == kind
    }

    pub(super) fn is_name(&self, token: Token) -> bool {
        token.kind == Kind::Name && !KEYWORDS.contains(&self.spelling(token))
    }

    pub(super) fn sees_name(&self) -> bool {
        self.is_name(self.token())
    }

    pub(super) fn advance(&mut self) -> Token {
        let token = self.token();
        if self.at + 1 < self.tokens.len() {
            self.at += 1;
        }
        self.furthest = self.furthest.max(self.at);
        token
    }

    pub(super) fn eat(&mut self, text: &str) -> bool {
        let found = self.sees(text);
        if found {
            self.advance();
        }
        found
    }

    pub(super) fn expect(&mut self, text: &str) -> Take<Token> {
        if self.sees(text) { Ok(self.advance()) } else { self.fail() }
    }

    pub(super) fn expect_name(&mut self) -> Take<Token> {
        if self.sees_name() { Ok(self.advance()) } else { self.fail() }
    }

    /// A token that CPython insists on by name.
    pub(super) fn insist(&mut self, text: &str) -> Take<Token> {
        if self.sees(text) {
            return Ok(self.advance());
        }
        self.at_token(format!("expected '{text}'"))
    }

    /// "invalid syntax" at the token at hand.
    pub(super) fn fail<T>(&self) -> Take<T> {
        Err(Fail::At(self.at))
    }

    /// A message at the token at hand.
    pub(super) fn at_token<T>(&self, message: impl Into<String>) -> Take<T> {
        let token = self.token();
        let message = message.into();
        if matches!(token.kind, Kind::End | Kind::Indent | Kind::Dedent) {
            let fault = placed_after(self.source, token, ErrorClass::SyntaxError, &message);
            return Err(Fail::Fault(Box::new(fault)));
        }
        self.over(message, token.start, token.end)
    }

    pub(super) fn over<T>(&self, message: impl Into<String>, start: u32, end: u32) -> Take<T> {
        Err(Fail::Fault(Box::new(Fault::new(message, start, end))))
    }

    pub(super) fn about<T>(&self, message: impl Into<String>, node: &Node) -> Take<T> {
        self.over(message, node.start, node.end)
    }

    /// Tries a rule and comes back; whether it matched, and where it ended.
    pub(super) fn would<T>(&mut self, rule: impl FnOnce(&mut Self) -> Take<T>) -> Option<(T, usize)> {
        let (at, furthest, operator) = (self.at, self.furthest, self.operator);
        let quiet = std::mem::replace(&mut self.quiet, true);
        let result = rule(self);
        let end = self.at;
        self.tried = self.furthest;
        (self.at, self.furthest, self.operator, self.quiet) = (at, furthest, operator, quiet);
        result.ok().map(|value| (value, end))
    }

    pub(super) fn token_at(&self, index: usize) -> Token {
        self.tokens[index.min(self.tokens.len() - 1)]
    }

    pub(super) fn node(&self, shape: Shape, start: u32) -> Node {
        Node::leaf(shape, start, self.before().end)
    }

    pub(super) fn check_target(&self, node: &Node, wanted: Wanted) -> Take<()> {
        let Some(bad) = node.invalid_target(wanted) else { return Ok(()) };
        let verb = if wanted == Wanted::Delete { "delete" } else { "assign to" };
        self.about(format!("cannot {verb} {}", bad.noun()), bad)
    }

    /// The escapes of a string token.
    pub(super) fn check_escapes(&self, token: Token) -> Take<()> {
        literal::check_token(self.source, token, &mut Vec::new())
            .map_err(|fault| Fail::Fault(Box::new(fault)))
    }
}
