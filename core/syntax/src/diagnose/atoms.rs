//! Atoms and what follows them: names, literals, displays, comprehensions, attributes, subscripts.
//!
//! Must never know operators.

use super::node::{Node, Shape, Wanted};
use super::parser::{Parser, Take};
use crate::error::{End, ErrorClass, Fault};
use crate::scan::Kind;

impl Parser<'_> {
    pub(super) fn primary(&mut self) -> Take<Node> {
        let start = self.token().start;
        let mut node = self.atom()?;
        loop {
            let operator = self.at;
            if self.eat(".") {
                self.operator = operator;
                self.expect_name()?;
                node = self.node(Shape::Attribute, start);
            } else if self.sees("(") {
                self.call_arguments()?;
                node = self.node(Shape::Call, start);
            } else if self.eat("[") {
                self.slices()?;
                self.expect("]")?;
                node = self.node(Shape::Subscript, start);
            } else {
                return Ok(node);
            }
        }
    }

    fn slices(&mut self) -> Take<()> {
        loop {
            self.slice()?;
            if !self.eat(",") || self.sees("]") {
                return Ok(());
            }
        }
    }

    fn slice(&mut self) -> Take<()> {
        if self.sees("*") {
            return self.checked_star().map(|_| ());
        }
        if !self.sees(":") {
            self.named_expression()?;
        }
        for _ in 0..2 {
            if self.eat(":") && !self.sees_any(&[":", ",", "]"]) {
                self.expression()?;
            }
        }
        Ok(())
    }

    /// `*` must have an expression after it.
    pub(super) fn checked_star(&mut self) -> Take<Node> {
        let start = self.advance().start;
        if self.sees_any(&[")", "]", ","]) && !self.quiet {
            return self.at_token("Invalid star expression");
        }
        let value = self.expression()?;
        Ok(Node { shape: Shape::Starred, start, end: value.end, parts: vec![value] })
    }

    fn atom(&mut self) -> Take<Node> {
        let token = self.token();
        match token.kind {
            Kind::Number => {
                self.advance();
                Ok(self.node(Shape::Literal, token.start))
            }
            Kind::String | Kind::FStart => self.strings(),
            Kind::Name => {
                let shape = match self.spelling(token) {
                    "None" => Shape::None,
                    "True" => Shape::True,
                    "False" => Shape::False,
                    _ if self.is_name(token) => Shape::Name,
                    _ => return self.fail(),
                };
                self.advance();
                Ok(self.node(shape, token.start))
            }
            Kind::Op => match self.spelling(token) {
                "(" => self.parenthesised(),
                "[" => self.list(),
                "{" => self.braces(),
                "..." => {
                    self.advance();
                    Ok(self.node(Shape::Ellipsis, token.start))
                }
                _ => self.fail(),
            },
            _ => self.fail(),
        }
    }

    fn parenthesised(&mut self) -> Take<Node> {
        let start = self.advance().start;
        if self.eat(")") {
            return Ok(self.node(Shape::Tuple, start));
        }
        if self.sees("yield") {
            let node = self.yield_expression()?;
            self.expect(")")?;
            return Ok(node);
        }
        if self.sees("**") && !self.quiet {
            let stars = self.advance();
            self.expression()?;
            return self.over("cannot use double starred expression here", stars.start, stars.end);
        }
        let first = self.star_named_expression()?;
        if self.sees_clause() {
            self.refuse_starred_element(&first)?;
            self.clauses()?;
            self.expect(")")?;
            return Ok(self.node(Shape::Generator, start));
        }
        if first.shape == Shape::Starred && self.sees(")") && !self.quiet {
            return self.about("cannot use starred expression here", &first);
        }
        if !self.sees(",") {
            self.expect(")")?;
            return Ok(first);
        }
        let mut node = self.rest_of_tuple(start, first, Self::star_named_expression)?;
        self.expect(")")?;
        node.end = self.before().end;
        Ok(node)
    }

    fn refuse_starred_element(&self, element: &Node) -> Take<()> {
        if element.shape == Shape::Starred && !self.quiet {
            return self.about("iterable unpacking cannot be used in comprehension", element);
        }
        Ok(())
    }

    fn list(&mut self) -> Take<Node> {
        let start = self.advance().start;
        if self.eat("]") {
            return Ok(self.node(Shape::List, start));
        }
        let first = self.star_named_expression()?;
        if self.sees_clause() {
            self.refuse_starred_element(&first)?;
            self.clauses()?;
            self.expect("]")?;
            return Ok(self.node(Shape::ListComp, start));
        }
        let mut node = self.elements(first)?;
        self.expect("]")?;
        (node.shape, node.start, node.end) = (Shape::List, start, self.before().end);
        Ok(node)
    }

    /// Further elements of a list or set; a clause after several of them is a forgotten pair of parentheses.
    fn elements(&mut self, first: Node) -> Take<Node> {
        let start = first.start;
        let node = self.rest_of_tuple(start, first.clone(), Self::star_named_expression)?;
        if self.sees_clause() && node.shape == Shape::Tuple && !self.quiet {
            let end = self.before().end;
            if self.would(Self::clauses).is_some() {
                return self.over("did you forget parentheses around the comprehension target?", start, end);
            }
        }
        let several = self.before().end > first.end;
        let parts = if several { node.parts } else { vec![first] };
        Ok(Node { shape: Shape::Set, start, end: node.end, parts })
    }

    fn braces(&mut self) -> Take<Node> {
        let start = self.advance().start;
        if self.eat("}") {
            return Ok(self.node(Shape::Dict, start));
        }
        if self.sees("**") {
            return self.dict(start, None);
        }
        let first = self.star_named_expression()?;
        if self.sees(":") && first.shape != Shape::Named && first.shape != Shape::Starred {
            return self.dict(start, Some(first));
        }
        if self.sees_clause() {
            self.refuse_starred_element(&first)?;
            self.clauses()?;
            self.expect("}")?;
            return Ok(self.node(Shape::SetComp, start));
        }
        self.elements(first)?;
        self.expect("}")?;
        Ok(self.node(Shape::Set, start))
    }

    /// The rest of a dict display; `key` is its first key if that has been read already.
    fn dict(&mut self, start: u32, mut key: Option<Node>) -> Take<Node> {
        let mut first = true;
        loop {
            let stars = self.token();
            if self.eat("**") {
                self.binary(0)?;
                if first && self.sees_clause() && !self.quiet {
                    let message = "dict unpacking cannot be used in dict comprehension";
                    return self.over(message, stars.start, stars.end);
                }
            } else {
                self.pair(first, key.take())?;
                if first && self.sees_clause() {
                    self.clauses()?;
                    self.expect("}")?;
                    return Ok(self.node(Shape::DictComp, start));
                }
            }
            first = false;
            if !self.eat(",") || self.sees("}") {
                break;
            }
        }
        self.expect("}")?;
        Ok(self.node(Shape::Dict, start))
    }

    fn pair(&mut self, first: bool, key: Option<Node>) -> Take<()> {
        let key = match key {
            Some(key) => key,
            None => {
                let quiet = self.quiet;
                self.quiet |= !first;
                let key = self.expression();
                self.quiet = quiet;
                key?
            }
        };
        if !self.sees(":") {
            if first || self.quiet {
                return self.fail();
            }
            let fault = Fault {
                class: ErrorClass::SyntaxError,
                message: "':' expected after dictionary key".to_owned(),
                start: key.end - 1,
                end: End::Column(0),
            };
            return Err(super::parser::Fail::Fault(Box::new(fault)));
        }
        let colon = self.advance();
        if self.sees_any(&["}", ","]) && !self.quiet {
            let message = "expression expected after dictionary key and ':'";
            return self.over(message, colon.start, colon.end);
        }
        if self.sees("*") && !self.quiet {
            let star = self.token().start;
            let value = self.starred()?;
            return self.over("cannot use a starred expression in a dictionary value", star, value.end);
        }
        self.expression().map(|_| ())
    }

    pub(super) fn sees_clause(&self) -> bool {
        self.sees("for") || (self.sees("async") && self.sees_next("for"))
    }

    pub(super) fn clauses(&mut self) -> Take<()> {
        while self.sees_clause() {
            self.eat("async");
            self.advance();
            let start = self.token().start;
            let first = self.target()?;
            let target = self.rest_of_tuple(start, first, Self::target)?;
            if !self.sees("in") {
                if self.quiet {
                    return self.fail();
                }
                return self.at_token("'in' expected after for-loop variables");
            }
            if !self.quiet {
                self.check_target(&target, Wanted::For)?;
            }
            self.advance();
            self.disjunction()?;
            while self.eat("if") {
                self.disjunction()?;
            }
        }
        Ok(())
    }

    /// What stands between `for` and `in`.
    pub(super) fn target(&mut self) -> Take<Node> {
        if self.sees("*") { self.starred() } else { self.binary(0) }
    }

    fn strings(&mut self) -> Take<Node> {
        let start = self.token().start;
        let (mut plain, mut bytes, mut formatted, mut template) = (false, false, false, false);
        let mut tokens = Vec::new();
        loop {
            let token = self.token();
            let prefix: String = self.source.text()[token.start as usize..]
                .chars()
                .take_while(|c| c.is_ascii_alphabetic())
                .collect::<String>()
                .to_ascii_lowercase();
            match token.kind {
                Kind::String => {
                    if prefix.contains('b') {
                        bytes = true
                    } else {
                        plain = true
                    }
                    tokens.push(self.advance());
                }
                Kind::FStart => {
                    if prefix.contains('t') {
                        template = true
                    } else {
                        formatted = true
                    }
                    self.interpolated(if prefix.contains('t') { "t-string" } else { "f-string" })?;
                }
                _ => break,
            }
        }
        if template && (plain || bytes || formatted) {
            let message = "cannot mix t-string literals with string or bytes literals";
            return self.over(message, start, self.before().end);
        }
        if bytes && (plain || formatted) {
            return self.at_token("cannot mix bytes and nonbytes literals");
        }
        tokens.into_iter().try_for_each(|token| self.check_escapes(token))?;
        let shape = if template {
            Shape::TString
        } else if formatted {
            Shape::FString
        } else {
            Shape::Literal
        };
        Ok(self.node(shape, start))
    }
}
