//! Parameters of functions and lambdas, and type parameters.
//!
//! Must never know bodies.

use super::node::{Node, Shape};
use super::parser::{Parser, Take};

#[derive(Default)]
struct Seen {
    any: bool,
    slash: bool,
    star: bool,
    double_star: bool,
    default: bool,
}

impl Parser<'_> {
    /// Parameters up to `close`, which is left for the caller.
    pub(super) fn parameters(&mut self, close: &str, lambda: bool) -> Take<()> {
        let mut seen = Seen::default();
        while !self.sees(close) {
            self.parameter(close, lambda, &mut seen)?;
            if !self.eat(",") {
                break;
            }
        }
        Ok(())
    }

    fn parameter(&mut self, close: &str, lambda: bool, seen: &mut Seen) -> Take<()> {
        if seen.double_star && (self.sees_name() || self.sees_any(&["*", "**", "/"])) {
            return self.at_token("arguments cannot follow var-keyword argument");
        }
        if self.sees("/") {
            return self.slash(seen);
        }
        if self.sees("**") {
            self.advance();
            seen.double_star = true;
            self.parameter_name(lambda)?;
            if self.sees("=") {
                return self.at_token("var-keyword argument cannot have default value");
            }
            return Ok(());
        }
        if self.sees("*") {
            return self.star(close, lambda, seen);
        }
        if self.sees("(") {
            return self.parenthesised_parameters(lambda);
        }
        let name = self.token();
        self.parameter_name(lambda)?;
        seen.any = true;
        if self.eat("=") {
            if self.sees_any(&[")", ","]) {
                let equals = self.before();
                return self.over("expected default value expression", equals.start, equals.end);
            }
            self.expression()?;
            seen.default |= !seen.star;
        } else if seen.default && !seen.star {
            let message = "parameter without a default follows parameter with a default";
            return self.over(message, name.start, name.end);
        }
        Ok(())
    }

    fn parameter_name(&mut self, lambda: bool) -> Take<()> {
        self.expect_name()?;
        if !lambda && self.eat(":") {
            self.star_expression()?;
        }
        Ok(())
    }

    fn slash(&mut self, seen: &mut Seen) -> Take<()> {
        if seen.slash {
            return self.at_token("/ may appear only once");
        }
        if seen.star {
            return self.at_token("/ must be ahead of *");
        }
        if !seen.any {
            if self.sees_next(",") {
                return self.at_token("at least one argument must precede /");
            }
            return self.fail();
        }
        seen.slash = true;
        self.advance();
        Ok(())
    }

    fn star(&mut self, close: &str, lambda: bool, seen: &mut Seen) -> Take<()> {
        if seen.star {
            return self.at_token("* argument may appear only once");
        }
        seen.star = true;
        let star = self.advance();
        if self.sees(close) || (self.sees(",") && (self.sees_next(close) || self.sees_next("**"))) {
            if lambda {
                self.eat(",");
                return self.at_token("named arguments must follow bare *");
            }
            return self.over("named arguments must follow bare *", star.start, star.end);
        }
        if self.sees(",") {
            return Ok(());
        }
        self.parameter_name(lambda)?;
        if self.sees("=") {
            return self.at_token("var-positional argument cannot have default value");
        }
        Ok(())
    }

    fn parenthesised_parameters(&mut self, lambda: bool) -> Take<()> {
        let start = self.token().start;
        let inner = self.would(|this| {
            this.advance();
            loop {
                this.expect_name()?;
                if !this.eat(",") || this.sees(")") {
                    return this.expect(")");
                }
            }
        });
        let what = if lambda { "Lambda expression" } else { "Function" };
        match inner {
            Some((close, _)) => {
                self.over(format!("{what} parameters cannot be parenthesized"), start, close.end)
            }
            None => self.fail(),
        }
    }

    pub(super) fn lambda(&mut self) -> Take<Node> {
        let start = self.advance().start;
        self.parameters(":", true)?;
        self.expect(":")?;
        self.expression()?;
        Ok(self.node(Shape::Lambda, start))
    }

    /// `[T, *Ts, **P]`, if there is one.
    pub(super) fn type_parameters(&mut self) -> Take<()> {
        if !self.eat("[") {
            return Ok(());
        }
        if self.sees("]") {
            return self.at_token("Type parameter list cannot be empty");
        }
        while !self.sees("]") {
            let kind = if self.eat("**") {
                "ParamSpec"
            } else if self.eat("*") {
                "TypeVarTuple"
            } else {
                ""
            };
            self.expect_name()?;
            if self.sees(":") {
                let colon = self.advance();
                self.expression()?;
                if !kind.is_empty() {
                    let end = self.before().end;
                    return self.over(format!("cannot use bound with {kind}"), colon.start, end);
                }
            }
            if self.eat("=") {
                self.star_expression()?;
            }
            if !self.eat(",") {
                break;
            }
        }
        self.expect("]").map(|_| ())
    }
}
