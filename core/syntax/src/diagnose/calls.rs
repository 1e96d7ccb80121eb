//! Call arguments.
//!
//! Must never know what is called.

use super::node::{Node, Shape};
use super::parser::{Parser, Take};

/// What the arguments so far allow.
#[derive(Default)]
struct Seen {
    keyword: bool,
    double_star: bool,
    count: usize,
    /// The arguments are a class's bases.
    bases: bool,
}

impl Parser<'_> {
    pub(super) fn call_arguments(&mut self) -> Take<()> {
        self.expect("(")?;
        let in_bases = std::mem::take(&mut self.in_bases);
        let mut seen = Seen { bases: in_bases, ..Seen::default() };
        while !self.sees(")") {
            self.argument(&mut seen)?;
            if !self.eat(",") {
                break;
            }
        }
        self.expect(")").map(|_| ())
    }

    fn argument(&mut self, seen: &mut Seen) -> Take<()> {
        seen.count += 1;
        if self.eat("**") {
            (seen.keyword, seen.double_star) = (true, true);
            return self.expression().map(|_| ());
        }
        if self.sees("*") {
            let node = self.checked_star()?;
            if seen.double_star && !self.quiet {
                let message = "iterable argument unpacking follows keyword argument unpacking";
                let comma = self.token_at(self.at).start.min(node.start);
                return self.over(message, self.comma_before(comma), self.before().end.max(node.end));
            }
            if self.sees_clause() && !self.quiet {
                return self.about("iterable unpacking cannot be used in comprehension", &node);
            }
            return Ok(());
        }
        if self.sees_next("=") {
            return self.keyword(seen);
        }
        let node = self.plain_argument()?;
        self.after_plain(&node, seen)
    }

    /// The start of the comma that precedes a byte offset.
    fn comma_before(&self, offset: u32) -> u32 {
        self.source.text()[..offset as usize].rfind(',').map_or(offset, |at| at as u32)
    }

    fn plain_argument(&mut self) -> Take<Node> {
        let start = self.token().start;
        if self.sees_name() && self.sees_next(":=") {
            self.advance();
            self.advance();
            self.expression()?;
            return Ok(self.node(Shape::Named, start));
        }
        self.expression()
    }

    fn after_plain(&mut self, node: &Node, seen: &Seen) -> Take<()> {
        if self.quiet {
            if self.sees_clause() {
                self.clauses()?;
            }
            return Ok(());
        }
        if self.sees("=") {
            let message = "expression cannot contain assignment, perhaps you meant \"==\"?";
            return self.over(message, node.start, self.token().end);
        }
        if self.sees_clause() && !seen.bases {
            self.clauses()?;
            let alone = seen.count == 1 && self.sees(")");
            if !alone {
                return self.over(
                    "Generator expression must be parenthesized",
                    node.start,
                    self.before().end,
                );
            }
            return Ok(());
        }
        if seen.keyword {
            return self.positional_after_keyword(seen);
        }
        Ok(())
    }

    /// CPython reports this at the token after all further positional arguments.
    fn positional_after_keyword(&mut self, seen: &Seen) -> Take<()> {
        self.quiet = true;
        while self.eat(",") && !self.sees(")") {
            if self.argument(&mut Seen::default()).is_err() {
                break;
            }
        }
        self.quiet = false;
        let what = if seen.double_star { "keyword argument unpacking" } else { "keyword argument" };
        self.at_token(format!("positional argument follows {what}"))
    }

    fn keyword(&mut self, seen: &mut Seen) -> Take<()> {
        let name = self.token();
        let equals = self.nth(1);
        if self.sees_any(&["True", "False", "None"]) && !self.quiet {
            let word = self.spelling(name);
            return self.over(format!("cannot assign to {word}"), name.start, equals.end);
        }
        if !self.sees_name() {
            if !self.quiet && self.starts_expression() {
                let message = "expression cannot contain assignment, perhaps you meant \"==\"?";
                return self.over(message, name.start, equals.end);
            }
            return self.expression().map(|_| ());
        }
        self.advance();
        self.advance();
        if self.sees_any(&[",", ")"]) && !self.quiet {
            return self.over("expected argument value expression", name.start, equals.end);
        }
        self.expression()?;
        if self.sees_clause() && !self.quiet {
            let message = "invalid syntax. Maybe you meant '==' or ':=' instead of '='?";
            return self.over(message, name.start, equals.end);
        }
        seen.keyword = true;
        Ok(())
    }
}
