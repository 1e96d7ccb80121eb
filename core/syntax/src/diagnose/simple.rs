//! Simple statements.
//!
//! Must never know blocks.

use super::node::{Node, Shape, Wanted};
use super::parser::{Parser, Take};
use crate::error::{End, ErrorClass, Fault};
use crate::scan::Kind;

const AUGMENTED: [&str; 13] =
    ["+=", "-=", "*=", "/=", "//=", "%=", "@=", "&=", "|=", "^=", ">>=", "<<=", "**="];

impl Parser<'_> {
    /// Simple statements up to the end of the line.
    pub(super) fn simple_statements(&mut self) -> Take<()> {
        loop {
            self.simple_statement()?;
            if !self.eat(";") {
                break;
            }
            if self.sees_kind(Kind::Newline) {
                break;
            }
        }
        if self.sees_kind(Kind::Newline) {
            self.advance();
            return Ok(());
        }
        self.fail()
    }

    fn simple_statement(&mut self) -> Take<()> {
        match self.spelling(self.token()) {
            "pass" | "break" | "continue" if !self.sees_next("if") => {
                self.advance();
                Ok(())
            }
            "return" => {
                self.advance();
                if self.starts_expression() { self.star_expressions().map(|_| ()) } else { Ok(()) }
            }
            "raise" => self.raise(),
            "del" => self.delete(),
            "global" | "nonlocal" => self.names(),
            "assert" => {
                self.advance();
                self.expression()?;
                if self.eat(",") { self.expression().map(|_| ()) } else { Ok(()) }
            }
            "import" => self.import(),
            "from" => self.import_from(),
            "type" if self.is_name(self.nth(1)) => self.type_alias(),
            _ => self.assignment(),
        }
    }

    fn raise(&mut self) -> Take<()> {
        self.advance();
        if !self.starts_expression() {
            return Ok(());
        }
        self.expression()?;
        if self.eat("from") { self.expression().map(|_| ()) } else { Ok(()) }
    }

    fn delete(&mut self) -> Take<()> {
        self.advance();
        let node = self.star_expressions()?;
        self.check_target(&node, Wanted::Delete)
    }

    fn names(&mut self) -> Take<()> {
        self.advance();
        self.expect_name()?;
        while self.eat(",") {
            self.expect_name()?;
        }
        Ok(())
    }

    fn dotted_name(&mut self) -> Take<()> {
        self.expect_name()?;
        while self.eat(".") {
            self.expect_name()?;
        }
        Ok(())
    }

    fn import(&mut self) -> Take<()> {
        let start = self.advance().start;
        self.check_import_names()?;
        loop {
            self.dotted_name()?;
            if self.sees("from") && self.is_name(self.nth(1)) {
                self.advance();
                self.dotted_name()?;
                let message = "Did you mean to use 'from ... import ...' instead?";
                return self.over(message, start, self.before().end);
            }
            self.import_as()?;
            if !self.eat(",") {
                return Ok(());
            }
        }
    }

    fn check_import_names(&self) -> Take<()> {
        if !self.sees_kind(Kind::Newline) {
            return Ok(());
        }
        let newline = self.token();
        let fault = Fault {
            class: ErrorClass::SyntaxError,
            message: "Expected one or more names after 'import'".to_owned(),
            start: newline.start,
            end: End::At(newline.end - 1),
        };
        Err(super::parser::Fail::Fault(Box::new(fault)))
    }

    fn import_as(&mut self) -> Take<()> {
        if !self.eat("as") {
            return Ok(());
        }
        let follows = self.nth(1);
        let ends = follows.kind == Kind::Newline || [",", ")", ";"].contains(&self.spelling(follows));
        if self.sees_name() && ends {
            self.advance();
            return Ok(());
        }
        match self.would(Self::expression) {
            Some((node, _)) => self.about(format!("cannot use {} as import target", node.noun()), &node),
            None => self.fail(),
        }
    }

    fn import_from(&mut self) -> Take<()> {
        self.advance();
        let mut dots = false;
        while self.sees_any(&[".", "..."]) {
            self.advance();
            dots = true;
        }
        if !(dots && self.sees("import")) {
            self.dotted_name()?;
        }
        self.expect("import")?;
        self.check_import_names()?;
        if self.eat("*") {
            return Ok(());
        }
        let parenthesised = self.eat("(");
        loop {
            self.expect_name()?;
            self.import_as()?;
            if !self.eat(",") {
                break;
            }
            if parenthesised && self.sees(")") {
                break;
            }
            if !parenthesised && self.sees_kind(Kind::Newline) {
                return self.at_token("trailing comma not allowed without surrounding parentheses");
            }
        }
        if parenthesised { self.expect(")").map(|_| ()) } else { Ok(()) }
    }

    fn type_alias(&mut self) -> Take<()> {
        self.advance();
        self.expect_name()?;
        self.type_parameters()?;
        self.expect("=")?;
        self.expression().map(|_| ())
    }

    /// Expression statements, and assignments of all kinds.
    fn assignment(&mut self) -> Take<()> {
        let from = self.at;
        let node = self.annotated_value()?;
        if self.sees(":=") && node.shape != Shape::Name {
            return self.named_at_top(&node);
        }
        if self.sees(":") && node.shape != Shape::Yield {
            return self.annotation(&node);
        }
        if self.sees_any(&AUGMENTED) {
            return self.augmented(&node);
        }
        if self.sees("=") {
            self.assignment_chain(from, node)?;
        }
        Ok(())
    }

    fn named_at_top(&mut self, node: &Node) -> Take<()> {
        let here = self.at;
        self.advance();
        let value = self.would(Self::expression);
        self.at = here;
        if value.is_none() {
            return self.fail();
        }
        self.about(format!("cannot use assignment expressions with {}", node.noun()), node)
    }

    fn annotation(&mut self, node: &Node) -> Take<()> {
        let here = self.at;
        self.advance();
        let is_target = matches!(node.shape, Shape::Name | Shape::Attribute | Shape::Subscript);
        if self.would(Self::expression).is_none() {
            if is_target {
                self.expression()?;
            }
            self.at = here;
            return self.fail();
        }
        self.at = here;
        match node.shape {
            Shape::Name | Shape::Attribute | Shape::Subscript => {}
            Shape::List => return self.about("only single target (not list) can be annotated", node),
            Shape::Tuple => {
                let bare = !self.source.text()[node.start as usize..].starts_with('(');
                let whole = if bare { node.parts.first().unwrap_or(node) } else { node };
                return self.about("only single target (not tuple) can be annotated", whole);
            }
            _ => return self.about("illegal target for annotation", node),
        }
        self.advance();
        self.expression()?;
        if self.eat("=") {
            self.annotated_value()?;
        }
        Ok(())
    }

    fn augmented(&mut self, node: &Node) -> Take<()> {
        let here = self.at;
        self.advance();
        if matches!(node.shape, Shape::Name | Shape::Attribute | Shape::Subscript) {
            return self.annotated_value().map(|_| ());
        }
        let value = self.would(Self::annotated_value);
        if value.is_none() {
            return self.annotated_value().map(|_| ());
        }
        self.at = here;
        self.about(format!("'{}' is an illegal expression for augmented assignment", node.noun()), node)
    }

    fn assignment_chain(&mut self, from: usize, first: Node) -> Take<()> {
        self.check_parts(from, &first)?;
        let mut node = first;
        while self.sees("=") {
            if node.shape == Shape::Yield && self.spelling(self.token_starting(node.start)) == "yield" {
                return self.about("assignment to yield expression not possible", &node);
            }
            self.check_target(&node, Wanted::Assign)?;
            self.advance();
            node = self.annotated_value()?;
        }
        Ok(())
    }

    fn token_starting(&self, start: u32) -> crate::scan::Token {
        let mut at = self.at;
        while at > 0 && self.token_at(at).start > start {
            at -= 1;
        }
        self.token_at(at)
    }

    /// The first expression of a statement, and each part of a bare tuple, is tried as a condition first: `f() = 1`.
    fn check_parts(&mut self, from: usize, node: &Node) -> Take<()> {
        let bare_tuple =
            node.shape == Shape::Tuple && node.parts.first().is_some_and(|part| part.start == node.start);
        let last = if bare_tuple { node.parts.last() } else { Some(node) };
        let Some(last) = last else { return Ok(()) };
        if last.invalid_target(Wanted::Assign).is_none() || last.shape == Shape::Yield {
            return Ok(());
        }
        if self.spelling(self.before()) == "," {
            return Ok(());
        }
        let mut start = self.at;
        while start > from && self.token_at(start).start > last.start {
            start -= 1;
        }
        self.check_mistaken_equals(start, &last.clone())
    }
}
