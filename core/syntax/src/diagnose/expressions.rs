//! Expressions from `:=` down to unary operators, with the mistakes CPython names in them.
//!
//! Must never know statements.

use super::node::{Node, Shape};
use super::parser::{Fail, Parser, Take};
use crate::scan::Kind;

const COMPARISONS: [&str; 9] = ["==", "!=", "<", ">", "<=", ">=", "in", "is", "not"];
/// Binary operators from weakest to strongest.
const BINARY: [&[&str]; 6] =
    [&["|"], &["^"], &["&"], &["<<", ">>"], &["+", "-"], &["*", "/", "//", "%", "@"]];

impl Parser<'_> {
    /// One or more expressions, perhaps starred: a tuple if there is a comma.
    pub(super) fn star_expressions(&mut self) -> Take<Node> {
        let start = self.token().start;
        let first = self.star_expression()?;
        self.rest_of_tuple(start, first, Self::star_expression)
    }

    pub(super) fn rest_of_tuple(
        &mut self,
        start: u32,
        first: Node,
        element: impl Fn(&mut Self) -> Take<Node>,
    ) -> Take<Node> {
        if !self.sees(",") {
            return Ok(first);
        }
        let mut parts = vec![first];
        while self.eat(",") && self.starts_expression() {
            parts.push(element(self)?);
        }
        let end = self.before().end;
        Ok(Node { shape: Shape::Tuple, start, end, parts })
    }

    pub(super) fn star_expression(&mut self) -> Take<Node> {
        if self.sees("*") { self.starred() } else { self.expression() }
    }

    pub(super) fn starred(&mut self) -> Take<Node> {
        let start = self.advance().start;
        let value = self.binary(0)?;
        Ok(Node { shape: Shape::Starred, start, end: value.end, parts: vec![value] })
    }

    pub(super) fn star_named_expression(&mut self) -> Take<Node> {
        if self.sees("*") { self.starred() } else { self.named_expression() }
    }

    pub(super) fn starts_expression(&self) -> bool {
        let token = self.token();
        match token.kind {
            Kind::Number | Kind::String | Kind::FStart => true,
            Kind::Name => {
                self.is_name(token) || self.sees_any(&["None", "True", "False", "not", "lambda", "await"])
            }
            Kind::Op => self.sees_any(&["(", "[", "{", "-", "+", "~", "...", "*"]),
            _ => false,
        }
    }

    /// `name := value`, or an expression; knows `=` where `==` was meant.
    pub(super) fn named_expression(&mut self) -> Take<Node> {
        let start = self.token().start;
        if self.sees_name() && self.sees_next(":=") {
            self.advance();
            self.advance();
            self.expression()?;
            return Ok(self.node(Shape::Named, start));
        }
        let from = self.at;
        let node = self.expression()?;
        if self.quiet {
            return Ok(node);
        }
        if self.sees(":=") {
            let (at, value) = (self.at, {
                self.advance();
                self.would(Self::expression)
            });
            if value.is_some() {
                return self.about(format!("cannot use assignment expressions with {}", node.noun()), &node);
            }
            self.at = at;
        }
        self.check_mistaken_equals(from, &node)?;
        Ok(node)
    }

    /// `a = b` where only an expression can stand.
    pub(super) fn check_mistaken_equals(&mut self, from: usize, node: &Node) -> Take<()> {
        let weak = [Shape::Conditional, Shape::Lambda, Shape::Comparison];
        let spelled = self.spelling(self.token_at(from));
        if !self.sees("=") || weak.contains(&node.shape) || spelled == "not" {
            return Ok(());
        }
        if node.shape == Shape::Operation && self.ends_in_boolean(from) {
            return Ok(());
        }
        let equals = self.at;
        self.advance();
        let value = self.would(|this| this.binary(0));
        self.at = equals;
        let Some((value, end)) = value else { return Ok(()) };
        self.reach = self.reach.max(end);
        if self.token_at(end).kind == Kind::End {
            return Err(Fail::At(end));
        }
        if ["=", ":="].contains(&self.spelling(self.token_at(end))) {
            return Ok(());
        }
        let bare = node.shape == Shape::Name && equals == from + 1;
        if bare {
            let message = "invalid syntax. Maybe you meant '==' or ':=' instead of '='?";
            return self.over(message, node.start, value.end);
        }
        let excluded = [Shape::List, Shape::Tuple, Shape::Generator, Shape::True, Shape::None, Shape::False];
        if excluded.contains(&node.shape) {
            return Ok(());
        }
        self.about(
            format!("cannot assign to {} here. Maybe you meant '==' instead of '='?", node.noun()),
            node,
        )
    }

    /// Whether the expression that starts at a token is `and` or `or` at its top.
    fn ends_in_boolean(&mut self, from: usize) -> bool {
        let here = self.at;
        self.at = from;
        let end = self.would(|this| this.binary(0)).map(|(_, end)| end);
        self.at = here;
        end != Some(here)
    }

    pub(super) fn expression(&mut self) -> Take<Node> {
        let start = self.token().start;
        if !self.quiet {
            self.check_legacy_statement()?;
            self.check_statement_before_if()?;
        }
        if self.sees("lambda") {
            return self.lambda();
        }
        let from = self.at;
        let first = self.disjunction()?;
        if !self.quiet {
            self.check_missing_comma(from, &first)?;
        }
        if !self.sees("if") {
            return Ok(first);
        }
        self.advance();
        let test = self.disjunction()?;
        if !self.sees("else") {
            if !self.quiet && !self.sees(":") {
                return self.over("expected 'else' after 'if' expression", start, test.end);
            }
            return self.fail();
        }
        self.advance();
        if !self.quiet && !self.starts_expression() {
            return self.at_token("expected expression after 'else', but statement is given");
        }
        self.expression()?;
        Ok(self.node(Shape::Conditional, start))
    }

    /// `print x` and `exec x`.
    fn check_legacy_statement(&mut self) -> Take<()> {
        let name = self.token();
        let word = self.spelling(name);
        if !["print", "exec"].contains(&word) || self.sees_next("(") {
            return Ok(());
        }
        let here = self.at;
        self.advance();
        let value = self.would(Self::star_expressions);
        self.at = here;
        match value {
            Some((value, _)) => self.over(
                format!("Missing parentheses in call to '{word}'. Did you mean {word}(...)?"),
                name.start,
                value.end,
            ),
            None => Ok(()),
        }
    }

    fn check_statement_before_if(&mut self) -> Take<()> {
        let word = self.token();
        if !self.sees_any(&["pass", "break", "continue"]) || !self.sees_next("if") {
            return Ok(());
        }
        let here = self.at;
        self.at += 2;
        let test = self.would(Self::disjunction);
        self.at = here;
        match test {
            Some((_, end)) if self.spelling(self.token_at(end)) == "else" => {
                self.over("expected expression before 'if', but statement is given", word.start, word.end)
            }
            _ => Ok(()),
        }
    }

    /// Two expressions side by side inside brackets, or a word between two strings.
    fn check_missing_comma(&mut self, from: usize, first: &Node) -> Take<()> {
        let opening = self.token_at(from);
        if !self.starts_expression() || self.sees("*") {
            return Ok(());
        }
        if opening.kind == Kind::Name && self.at == from + 1 {
            let soft = ["match", "case", "type", "_"].contains(&self.spelling(opening));
            if soft || self.sees_kind(Kind::String) || self.sees_kind(Kind::FStart) {
                return Ok(());
            }
        }
        let word = self.token();
        if self.before().kind == Kind::String && self.sees_name() && self.nth(1).kind == Kind::String {
            let message = "invalid syntax. Is this intended to be part of the string?";
            return self.over(message, word.start, word.end);
        }
        let second = self.would(Self::expression);
        self.reach = self.reach.max(self.tried);
        let Some((second, end)) = second else { return Ok(()) };
        if self.token_at(end.saturating_sub(1)).level == 0 {
            return Ok(());
        }
        self.over("invalid syntax. Perhaps you forgot a comma?", first.start, second.end)
    }

    pub(super) fn disjunction(&mut self) -> Take<Node> {
        let start = self.token().start;
        let mut node = self.inversion()?;
        while self.sees_any(&["or", "and"]) {
            self.operator = self.at;
            self.advance();
            self.inversion()?;
            node = self.node(Shape::Operation, start);
        }
        Ok(node)
    }

    fn inversion(&mut self) -> Take<Node> {
        let start = self.token().start;
        if self.eat("not") {
            self.inversion()?;
            return Ok(self.node(Shape::Operation, start));
        }
        self.comparison()
    }

    fn comparison(&mut self) -> Take<Node> {
        let start = self.token().start;
        let mut node = self.binary(0)?;
        loop {
            if self.sees("<>") && !self.quiet {
                let token = self.token();
                let message = "invalid syntax.  Maybe you meant '!=' instead of '<>'?";
                return self.over(message, token.start, token.end);
            }
            if !self.sees_any(&COMPARISONS) {
                return Ok(node);
            }
            self.operator = self.at;
            let is_in = self.sees("in");
            if self.eat("not") {
                self.expect("in")?;
            } else if self.eat("is") {
                self.eat("not");
            } else {
                self.advance();
            }
            self.binary(0)?;
            let left = if is_in && node.shape != Shape::Comparison { vec![node] } else { Vec::new() };
            node = self.node(Shape::Comparison, start);
            node.parts = left;
        }
    }

    /// A chain of binary operators at least as strong as `BINARY[strength]`.
    pub(super) fn binary(&mut self, strength: usize) -> Take<Node> {
        let Some(operators) = BINARY.get(strength) else { return self.factor() };
        let start = self.token().start;
        let mut node = self.binary(strength + 1)?;
        while self.sees_any(operators) {
            self.operator = self.at;
            self.advance();
            self.check_not_operand()?;
            self.binary(strength + 1)?;
            node = self.node(Shape::Operation, start);
        }
        Ok(node)
    }

    /// `a + not b`.
    fn check_not_operand(&mut self) -> Take<()> {
        if !self.sees("not") || self.quiet {
            return Ok(());
        }
        let start = self.token().start;
        match self.would(Self::inversion) {
            Some((node, _)) => self.over("'not' after an operator must be parenthesized", start, node.end),
            None => Ok(()),
        }
    }

    fn factor(&mut self) -> Take<Node> {
        let start = self.token().start;
        if self.sees_any(&["+", "-", "~"]) {
            self.advance();
            self.check_not_operand()?;
            self.factor()?;
            return Ok(self.node(Shape::Operation, start));
        }
        let node = if self.eat("await") {
            self.primary()?;
            self.node(Shape::Await, start)
        } else {
            self.primary()?
        };
        if self.sees("**") {
            self.operator = self.at;
            self.advance();
            self.factor()?;
            return Ok(self.node(Shape::Operation, start));
        }
        Ok(node)
    }

    pub(super) fn yield_expression(&mut self) -> Take<Node> {
        let start = self.expect("yield")?.start;
        if self.eat("from") {
            self.expression()?;
        } else if self.starts_expression() {
            self.star_expressions()?;
        }
        Ok(self.node(Shape::Yield, start))
    }

    /// The right side of an assignment.
    pub(super) fn annotated_value(&mut self) -> Take<Node> {
        if self.sees("yield") { self.yield_expression() } else { self.star_expressions() }
    }
}
