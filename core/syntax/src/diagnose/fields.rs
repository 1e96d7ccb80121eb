//! The inside of f-strings and t-strings.
//!
//! Must never know what the text means.

use super::parser::{Fail, Parser, Take};
use crate::scan::Kind;

impl Parser<'_> {
    pub(super) fn interpolated(&mut self, noun: &str) -> Take<()> {
        self.advance();
        loop {
            match self.token().kind {
                Kind::FMiddle => {
                    let token = self.advance();
                    self.check_escapes(token)?;
                }
                Kind::FEnd => {
                    self.advance();
                    return Ok(());
                }
                _ if self.sees("{") => self.field(noun)?,
                _ => return self.fail(),
            }
        }
    }

    fn field(&mut self, noun: &str) -> Take<()> {
        self.advance();
        if self.sees_any(&["=", "!", ":", "}"]) {
            let found = self.spelling(self.token());
            return self.at_token(format!("{noun}: valid expression required before '{found}'"));
        }
        if !self.starts_expression() && !self.sees("yield") {
            if self.is_unread() {
                return self.fail();
            }
            return self.at_token(format!("{noun}: expecting a valid expression after '{{'"));
        }
        self.field_value(noun)?;
        let debug = self.eat("=");
        if !self.sees_any(&["!", ":", "}"]) {
            let wanted = if debug { "'!', or ':', or '}'" } else { "'=', or '!', or ':', or '}'" };
            return self.field_fail(format!("{noun}: expecting {wanted}"));
        }
        if self.sees("!") {
            self.conversion(noun)?;
            if !self.sees_any(&[":", "}"]) {
                return self.field_fail(format!("{noun}: expecting ':' or '}}'"));
            }
        }
        if self.eat(":") {
            self.format(noun)?;
        }
        if self.eat("}") { Ok(()) } else { self.field_fail(format!("{noun}: expecting '}}'")) }
    }

    /// The expression; where it breaks off after an operator, CPython takes what came before it.
    fn field_value(&mut self, noun: &str) -> Take<()> {
        let from = self.at;
        if self.sees("lambda") && !self.quiet {
            self.check_bare_lambda(noun)?;
        }
        self.operator = 0;
        let level = self.token_at(from.saturating_sub(1)).level;
        match self.annotated_value() {
            Err(Fail::At(at)) if self.operator > from && self.token_at(self.operator).level == level => {
                let broken = self.token_at(at);
                if self.sees_any(&["}", ":", "!"]) && broken.kind == Kind::Op {
                    self.at = self.operator;
                    return self.at_token(format!("{noun}: expecting '=', or '!', or ':', or '}}'"));
                }
                Err(Fail::At(at))
            }
            Err(fail) => Err(fail),
            Ok(_) => Ok(()),
        }
    }

    fn check_bare_lambda(&mut self, noun: &str) -> Take<()> {
        let (here, start) = (self.at, self.token().start);
        let mut ahead = 0;
        while !matches!(self.nth(ahead).kind, Kind::FMiddle | Kind::FEnd | Kind::End | Kind::Newline) {
            if self.spelling(self.nth(ahead)) == ":" && self.nth(ahead + 1).kind == Kind::FMiddle {
                let end = self.nth(ahead).end;
                let message = format!("{noun}: lambda expressions are not allowed without parentheses");
                return self.over(message, start, end);
            }
            ahead += 1;
        }
        self.at = here;
        Ok(())
    }

    fn conversion(&mut self, noun: &str) -> Take<()> {
        let mark = self.advance();
        let name = self.token();
        if self.sees_any(&[":", "}"]) {
            return self.at_token(format!("{noun}: missing conversion character"));
        }
        if !self.sees_name() {
            return self.field_fail(format!("{noun}: invalid conversion character"));
        }
        if name.start != mark.end {
            let message = format!("{noun}: conversion type must come right after the exclamation mark");
            return self.over(message, mark.start, name.end);
        }
        let spelled = self.spelling(name);
        if !["s", "r", "a"].contains(&spelled) {
            let message =
                format!("{noun}: invalid conversion character '{spelled}': expected 's', 'r', or 'a'");
            return self.over(message, name.start, name.end);
        }
        self.advance();
        Ok(())
    }

    fn format(&mut self, noun: &str) -> Take<()> {
        loop {
            match self.token().kind {
                Kind::FMiddle => {
                    let token = self.advance();
                    self.check_escapes(token)?;
                }
                _ if self.sees("{") => self.field(noun)?,
                _ if self.sees("}") => return Ok(()),
                _ => return self.field_fail(format!("{noun}: expecting '}}', or format specs")),
            }
        }
    }

    fn field_fail(&self, message: String) -> Take<()> {
        if self.is_unread() { self.fail() } else { self.at_token(message) }
    }

    /// At the end of what the scanner could read.
    fn is_unread(&self) -> bool {
        self.sees_kind(Kind::End)
    }
}
