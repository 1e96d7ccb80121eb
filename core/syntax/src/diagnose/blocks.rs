//! Colons and the blocks after them.
//!
//! Must never know what opens a block, beyond its name.

use super::parser::{Fail, Parser, Take};
use super::placed_after;
use crate::error::ErrorClass;
use crate::scan::Kind;

impl Parser<'_> {
    /// The colon of a statement that CPython says "expected ':'" about only at the end of the line.
    pub(super) fn colon(&mut self) -> Take<()> {
        if self.sees_kind(Kind::Newline) {
            return self.at_token("expected ':'");
        }
        self.expect(":").map(|_| ())
    }

    /// A block; `what` and `line` say whose, for the message when it is missing.
    pub(super) fn block(&mut self, what: &str, line: u32) -> Take<()> {
        if !self.sees_kind(Kind::Newline) {
            return self.simple_statements();
        }
        self.advance();
        if !self.sees_kind(Kind::Indent) {
            return self.missing_block(what, line);
        }
        self.advance();
        while !self.sees_kind(Kind::Dedent) {
            self.statement()?;
        }
        self.advance();
        Ok(())
    }

    pub(super) fn missing_block(&self, what: &str, line: u32) -> Take<()> {
        let token = self.token();
        let message = format!("expected an indented block after {what} on line {line}");
        let mut fault = placed_after(self.source, token, ErrorClass::IndentationError, &message);
        if !matches!(token.kind, Kind::End | Kind::Indent | Kind::Dedent) {
            fault = crate::error::Fault::new(message, token.start, token.end);
            fault.class = ErrorClass::IndentationError;
        }
        Err(Fail::Fault(Box::new(fault)))
    }

    pub(super) fn line(&self) -> u32 {
        self.source.line_of(self.token().start)
    }
}
