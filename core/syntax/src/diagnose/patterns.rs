//! Patterns of `match` statements.
//!
//! Must never know bodies.

use super::parser::{Parser, Take};
use crate::scan::Kind;

impl Parser<'_> {
    /// The patterns after `case`: one, or a sequence without brackets.
    pub(super) fn patterns(&mut self) -> Take<()> {
        let starred = self.sees("*");
        self.maybe_star_pattern()?;
        if starred && !self.sees(",") {
            return self.fail();
        }
        while self.eat(",") && !self.sees_any(&[":", "if"]) {
            self.maybe_star_pattern()?;
        }
        Ok(())
    }

    fn maybe_star_pattern(&mut self) -> Take<()> {
        if self.eat("*") { self.expect_name().map(|_| ()) } else { self.as_pattern() }
    }

    fn as_pattern(&mut self) -> Take<()> {
        self.closed_pattern()?;
        while self.eat("|") {
            self.closed_pattern()?;
        }
        if !self.eat("as") {
            return Ok(());
        }
        let name = self.token();
        if self.sees("_") {
            return self.over("cannot use '_' as a target", name.start, name.end);
        }
        if self.sees_name() && !self.sees_next(".") && !self.sees_next("(") && !self.sees_next("[") {
            self.advance();
            return Ok(());
        }
        match self.would(Self::expression) {
            Some((node, _)) => self.about(format!("cannot use {} as pattern target", node.noun()), &node),
            None => self.fail(),
        }
    }

    fn closed_pattern(&mut self) -> Take<()> {
        let token = self.token();
        match token.kind {
            Kind::Number => self.number_pattern(),
            Kind::String => {
                while self.sees_kind(Kind::String) {
                    self.advance();
                }
                Ok(())
            }
            Kind::FStart => self.named_expression().map(|_| ()),
            Kind::Name if self.sees_any(&["None", "True", "False"]) => {
                self.advance();
                Ok(())
            }
            Kind::Name => self.name_pattern(),
            _ => match self.spelling(token) {
                "-" => {
                    self.advance();
                    if self.sees_kind(Kind::Number) { self.number_pattern() } else { self.fail() }
                }
                "(" => self.pattern_group(")"),
                "[" => self.pattern_group("]"),
                "{" => self.mapping_pattern(),
                _ => self.fail(),
            },
        }
    }

    fn number_pattern(&mut self) -> Take<()> {
        let real = self.advance();
        if !self.sees_any(&["+", "-"]) {
            return Ok(());
        }
        self.advance();
        let imaginary = self.token();
        if imaginary.kind != Kind::Number {
            return self.fail();
        }
        self.advance();
        let text =
            |start: u32, end: u32| self.source.text()[start as usize..end as usize].to_ascii_lowercase();
        if text(real.start, real.end).ends_with('j') {
            return self.over("real number required in complex literal", real.start, real.end);
        }
        if !text(imaginary.start, imaginary.end).ends_with('j') {
            return self.over("imaginary number required in complex literal", imaginary.start, imaginary.end);
        }
        Ok(())
    }

    fn name_pattern(&mut self) -> Take<()> {
        self.expect_name()?;
        while self.eat(".") {
            self.expect_name()?;
        }
        if self.sees("(") { self.class_pattern() } else { Ok(()) }
    }

    fn pattern_group(&mut self, close: &str) -> Take<()> {
        self.advance();
        while !self.sees(close) {
            self.maybe_star_pattern()?;
            if !self.eat(",") {
                break;
            }
        }
        self.expect(close).map(|_| ())
    }

    fn class_pattern(&mut self) -> Take<()> {
        self.advance();
        let mut keyword = false;
        while !self.sees(")") {
            let start = self.token().start;
            if self.sees_name() && self.sees_next("=") {
                keyword = true;
                self.advance();
                self.advance();
                self.as_pattern()?;
            } else {
                self.as_pattern()?;
                if keyword {
                    let end = self.before().end;
                    return self.over("positional patterns follow keyword patterns", start, end);
                }
            }
            if !self.eat(",") {
                break;
            }
        }
        self.expect(")").map(|_| ())
    }

    fn mapping_pattern(&mut self) -> Take<()> {
        self.advance();
        while !self.sees("}") {
            if self.eat("**") {
                if self.sees("_") {
                    return self.fail();
                }
                self.expect_name()?;
                self.eat(",");
                break;
            }
            self.closed_pattern()?;
            self.expect(":")?;
            self.as_pattern()?;
            if !self.eat(",") {
                break;
            }
        }
        self.expect("}").map(|_| ())
    }
}
