//! Files, and compound statements.
//!
//! Must never know expressions beyond their place. Start reading at [`Parser::statement`].

use super::node::Wanted;
use super::parser::{Parser, Take};
use crate::scan::Kind;

impl Parser<'_> {
    pub(super) fn file(&mut self) -> Take<()> {
        while !self.sees_kind(Kind::End) {
            self.statement()?;
        }
        Ok(())
    }

    pub(super) fn eval(&mut self) -> Take<()> {
        self.star_expressions()?;
        while self.sees_kind(Kind::Newline) {
            self.advance();
        }
        if self.sees_kind(Kind::End) { Ok(()) } else { self.fail() }
    }

    pub(super) fn single(&mut self) -> Take<()> {
        if self.sees_kind(Kind::End) {
            return Ok(());
        }
        self.statement()?;
        if self.sees_kind(Kind::End) {
            return Ok(());
        }
        let newline = self.before();
        self.over("multiple statements found while compiling a single statement", newline.start, newline.end)
    }

    pub(super) fn statement(&mut self) -> Take<()> {
        match self.spelling(self.token()) {
            "if" => self.conditional(),
            "while" => {
                let line = self.line();
                self.advance();
                self.named_expression()?;
                self.colon()?;
                self.block("'while' statement", line)?;
                self.otherwise()
            }
            "for" => self.for_loop(),
            "try" => self.try_statement(),
            "with" => self.with(),
            "def" => self.function(),
            "class" => self.class(),
            "@" => self.decorated(),
            "async" => self.asynchronous(),
            "match" if self.is_match() => self.match_statement(),
            _ => self.simple_statements(),
        }
    }

    fn asynchronous(&mut self) -> Take<()> {
        self.advance();
        match self.spelling(self.token()) {
            "def" => self.function(),
            "for" => self.for_loop(),
            "with" => self.with(),
            _ => self.fail(),
        }
    }

    fn conditional(&mut self) -> Take<()> {
        let line = self.line();
        let token = self.advance();
        let word = self.spelling(token);
        self.named_expression()?;
        self.colon()?;
        self.block(&format!("'{word}' statement"), line)?;
        if self.sees("elif") {
            return self.conditional();
        }
        self.otherwise()?;
        if self.sees("elif") && self.spelling(self.before()) != "elif" {
            let token = self.token();
            return self.over("'elif' block follows an 'else' block", token.start, token.end);
        }
        Ok(())
    }

    fn otherwise(&mut self) -> Take<()> {
        let line = self.line();
        if !self.eat("else") {
            return Ok(());
        }
        self.insist(":")?;
        self.block("'else' statement", line)
    }

    fn for_loop(&mut self) -> Take<()> {
        let line = self.line();
        self.advance();
        let start = self.token().start;
        let first = self.target()?;
        let target = self.rest_of_tuple(start, first, Self::target)?;
        self.check_target(&target, Wanted::For)?;
        self.expect("in")?;
        self.star_expressions()?;
        self.colon()?;
        self.block("'for' statement", line)?;
        self.otherwise()
    }

    fn with(&mut self) -> Take<()> {
        let line = self.line();
        self.advance();
        let grouped = self.sees("(")
            && (self.would(Self::grouped_items).is_some() || self.would(Self::with_items).is_none());
        if grouped {
            self.grouped_items()?;
        } else {
            self.with_items()?;
        }
        self.colon()?;
        self.block("'with' statement", line)
    }

    /// `(a as b, c)` before a colon.
    fn grouped_items(&mut self) -> Take<()> {
        self.expect("(")?;
        loop {
            self.with_item()?;
            if !self.eat(",") || self.sees(")") {
                break;
            }
        }
        self.expect(")")?;
        if self.sees(":") || self.sees_kind(Kind::Newline) { Ok(()) } else { self.fail() }
    }

    fn with_items(&mut self) -> Take<()> {
        loop {
            self.with_item()?;
            if !self.eat(",") {
                return Ok(());
            }
        }
    }

    fn with_item(&mut self) -> Take<()> {
        self.expression()?;
        if !self.eat("as") {
            return Ok(());
        }
        let target = self.star_expression()?;
        if self.sees_any(&[",", ")", ":"]) && !self.quiet {
            return self.check_target(&target, Wanted::Assign);
        }
        Ok(())
    }

    fn try_statement(&mut self) -> Take<()> {
        let line = self.line();
        self.advance();
        self.insist(":")?;
        self.block("'try' statement", line)?;
        if !self.sees_any(&["except", "finally"]) {
            return self.at_token("expected 'except' or 'finally' block");
        }
        let mut starred = None;
        while self.sees("except") {
            self.handler(&mut starred)?;
        }
        if starred.is_some() {
            self.otherwise()?;
        }
        let line = self.line();
        if self.eat("finally") {
            self.insist(":")?;
            self.block("'finally' statement", line)?;
        }
        Ok(())
    }

    fn handler(&mut self, starred: &mut Option<bool>) -> Take<()> {
        let line = self.line();
        let word = self.advance();
        let star = self.sees("*");
        if starred.is_some_and(|before| before != star) {
            let end = if star { self.token().end } else { word.end };
            return self.over("cannot have both 'except' and 'except*' on the same 'try'", word.start, end);
        }
        *starred = Some(star);
        if self.eat("*") && (self.sees(":") || self.sees_kind(Kind::Newline)) {
            return self.at_token("expected one or more exception types");
        }
        if !self.sees(":") && !self.sees_kind(Kind::Newline) {
            self.exception_types()?;
        }
        self.colon()?;
        self.block(if star { "'except*' statement" } else { "'except' statement" }, line)
    }

    fn exception_types(&mut self) -> Take<()> {
        let start = self.token().start;
        let first = self.expression()?;
        let bare_tuple = self.sees(",");
        self.rest_of_tuple(start, first, Self::expression)?;
        if !self.eat("as") {
            return Ok(());
        }
        if self.sees_name() && (self.sees_next(":") || self.nth(1).kind == Kind::Newline) {
            self.advance();
            if bare_tuple {
                let message = "multiple exception types must be parenthesized when using 'as'";
                return self.over(message, start, self.before().end);
            }
            return Ok(());
        }
        match self.would(Self::expression) {
            Some((node, end)) if self.spelling(self.token_at(end)) == ":" => {
                self.about(format!("cannot use except statement with {}", node.noun()), &node)
            }
            _ => {
                self.expect_name()?;
                self.fail()
            }
        }
    }

    fn function(&mut self) -> Take<()> {
        let line = self.line();
        self.advance();
        self.expect_name()?;
        self.type_parameters()?;
        self.insist("(")?;
        self.parameters(")", false)?;
        self.expect(")")?;
        if self.sees("->") {
            let arrow = self.at;
            self.advance();
            if !self.starts_expression() {
                self.at = arrow;
            } else {
                self.expression()?;
            }
        }
        self.insist(":")?;
        self.block("function definition", line)
    }

    fn class(&mut self) -> Take<()> {
        let line = self.line();
        self.advance();
        self.expect_name()?;
        self.type_parameters()?;
        if self.sees("(") {
            self.in_bases = true;
            self.call_arguments()?;
        }
        self.colon()?;
        self.block("class definition", line)
    }

    fn decorated(&mut self) -> Take<()> {
        while self.eat("@") {
            self.named_expression()?;
            if !self.sees_kind(Kind::Newline) {
                return self.fail();
            }
            self.advance();
        }
        if self.sees_any(&["def", "class", "async"]) { self.statement() } else { self.fail() }
    }

    /// Whether a `match` opens a statement: a subject follows, and then a colon or the end of the line.
    fn is_match(&mut self) -> bool {
        let here = self.at;
        self.at += 1;
        let subject = if self.starts_expression() { self.would(Self::star_expressions) } else { None };
        let end = subject.map(|(_, end)| self.token_at(end));
        let case = subject_line_end(end, |token| self.spelling(token) == ":");
        self.at = here;
        case && !self.sees_next("=")
    }

    fn match_statement(&mut self) -> Take<()> {
        let line = self.line();
        self.advance();
        let bare = self.sees("(") || self.sees("[");
        self.star_expressions()?;
        if self.sees_kind(Kind::Newline) {
            if bare {
                self.advance();
                return Ok(());
            }
            return self.at_token("expected ':'");
        }
        self.expect(":")?;
        if !self.sees_kind(Kind::Newline) {
            return self.fail();
        }
        self.advance();
        if !self.sees_kind(Kind::Indent) {
            return self.missing_block("'match' statement", line);
        }
        self.advance();
        while self.sees("case") {
            let line = self.line();
            self.advance();
            self.patterns()?;
            if self.eat("if") {
                self.named_expression()?;
            }
            self.colon()?;
            self.block("'case' statement", line)?;
        }
        if self.sees_kind(Kind::Dedent) {
            self.advance();
            return Ok(());
        }
        self.fail()
    }
}

fn subject_line_end(
    token: Option<crate::scan::Token>,
    is_colon: impl Fn(crate::scan::Token) -> bool,
) -> bool {
    token.is_some_and(|token| token.kind == Kind::Newline || is_colon(token))
}
