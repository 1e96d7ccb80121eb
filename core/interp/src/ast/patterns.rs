//! Patterns of `match` as nodes.
//!
//! Must never know how they match.

use super::make::Maker;
use heddle_compiler::Const;
use heddle_objects::Res;
use heddle_objects::types::code;
use heddle_syntax::ast::{Expr, Pattern, Singleton};
use heddle_syntax::text_size::Ranged;

impl Maker<'_> {
    pub(super) fn pattern(&mut self, pattern: &Pattern) -> Res {
        let t = self.t;
        t.deeper(|| self.any_pattern(pattern))
    }

    fn any_pattern(&mut self, pattern: &Pattern) -> Res {
        let range = pattern.range();
        match pattern {
            Pattern::MatchValue(node) => {
                let value = self.pattern_value(&node.value)?;
                self.node("MatchValue", range, vec![("value", value)])
            }
            Pattern::MatchSingleton(node) => {
                let value = code::constant(
                    self.t,
                    &match node.value {
                        Singleton::None => Const::None,
                        Singleton::True => Const::Bool(true),
                        Singleton::False => Const::Bool(false),
                    },
                )?;
                self.node("MatchSingleton", range, vec![("value", value)])
            }
            Pattern::MatchSequence(node) => {
                let patterns = self.each(&node.patterns, Self::pattern)?;
                self.node("MatchSequence", range, vec![("patterns", patterns)])
            }
            Pattern::MatchMapping(node) => {
                let keys = self.each(&node.keys, Self::pattern_value)?;
                let patterns = self.each(&node.patterns, Self::pattern)?;
                let rest = self.optional_identifier(node.rest.as_ref());
                self.node("MatchMapping", range, vec![("keys", keys), ("patterns", patterns), ("rest", rest)])
            }
            Pattern::MatchClass(node) => {
                let cls = self.expr(&node.cls)?;
                let patterns = self.each(&node.arguments.patterns, Self::pattern)?;
                let names = self.each(&node.arguments.keywords, |m, k| Ok(m.identifier(&k.attr)))?;
                let values = self.each(&node.arguments.keywords, |m, k| m.pattern(&k.pattern))?;
                let fields = vec![
                    ("cls", cls),
                    ("patterns", patterns),
                    ("kwd_attrs", names),
                    ("kwd_patterns", values),
                ];
                self.node("MatchClass", range, fields)
            }
            Pattern::MatchStar(node) => {
                let name = self.optional_identifier(node.name.as_ref());
                self.node("MatchStar", range, vec![("name", name)])
            }
            Pattern::MatchAs(node) => {
                let pattern = self.optional(node.pattern.as_deref(), Self::pattern)?;
                let name = self.optional_identifier(node.name.as_ref());
                self.node("MatchAs", range, vec![("pattern", pattern), ("name", name)])
            }
            Pattern::MatchOr(node) => {
                let patterns = self.each(&node.patterns, Self::pattern)?;
                self.node("MatchOr", range, vec![("patterns", patterns)])
            }
        }
    }

    /// A value that is matched: signed and complex numbers are constants in an optimised tree.
    fn pattern_value(&mut self, value: &Expr) -> Res {
        if self.optimize.is_some()
            && matches!(value, Expr::UnaryOp(_) | Expr::BinOp(_))
            && let Some(folded) = heddle_compiler::signed_number(self.source, value)
        {
            return self.constant(&folded, value.range());
        }
        self.expr(value)
    }
}
