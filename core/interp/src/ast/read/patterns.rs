//! Patterns of `match`, read.
//!
//! Must never know how they match.

use super::{LOAD, Reader};
use heddle_objects::{Ref, Res, Value};
use heddle_syntax::ast::{self, Expr, Identifier, Pattern, Singleton};

impl Reader<'_> {
    pub(super) fn pattern(&mut self, node: Value) -> Res<Pattern> {
        self.deeper(|r| r.pattern_inner(node))
    }

    fn patterns(&mut self, items: &[Ref]) -> Res<Vec<Pattern>> {
        items.iter().map(|item| self.pattern(item.v())).collect()
    }

    fn capture(&mut self, node: Value, name: &str) -> Res<Option<Identifier>> {
        let Some(name) = self.fields.optional_name(node, name)? else { return Ok(None) };
        if name == "_" {
            return Err(self.t.value_error("can't capture name '_' in patterns"));
        }
        self.allowed_name(&name)?;
        Ok(Some(self.skeleton.name(&name)))
    }

    fn matched_value(&mut self, value: Value) -> Res<Expr> {
        let value = self.expr(value, LOAD)?;
        let fine = value.is_literal_expr()
            || matches!(
                value,
                Expr::Attribute(_) | Expr::UnaryOp(_) | Expr::BinOp(_) | Expr::FString(_) | Expr::TString(_)
            );
        if !fine || value.is_ellipsis_literal_expr() {
            return Err(self.t.value_error("patterns may only match literals and attribute lookups"));
        }
        Ok(value)
    }

    fn pattern_inner(&mut self, node: Value) -> Res<Pattern> {
        let kind = self.fields.kind_of(node);
        let kind = &*kind;
        let place = self.fields.place(node, "pattern")?;
        if !kind.starts_with("Match") || kind == "Match" {
            return self.fields.unexpected("pattern", node);
        }
        let start = self.skeleton.open(place);
        let node_index = ast::AtomicNodeIndex::default();
        macro_rules! done {
            ($class:ident { $($field:tt)* }) => {{
                let range = self.skeleton.close(start, place);
                ast::$class { node_index, range, $($field)* }
            }};
        }
        Ok(match kind {
            "MatchValue" => {
                let value = self.fields.required(node, kind, "value")?;
                let value = Box::new(self.matched_value(value.v())?);
                Pattern::MatchValue(done!(PatternMatchValue { value }))
            }
            "MatchSingleton" => {
                let value = self.fields.required(node, kind, "value")?;
                let value = if value.v().is_none() {
                    Singleton::None
                } else if value.v().is(Value::TRUE) {
                    Singleton::True
                } else if value.v().is(Value::FALSE) {
                    Singleton::False
                } else {
                    return Err(self.t.value_error("MatchSingleton can only contain True, False and None"));
                };
                Pattern::MatchSingleton(done!(PatternMatchSingleton { value }))
            }
            "MatchSequence" => {
                let patterns = self.fields.list(node, kind, "patterns")?;
                let patterns = self.patterns(&patterns)?;
                Pattern::MatchSequence(done!(PatternMatchSequence { patterns }))
            }
            "MatchMapping" => {
                let keys = self.fields.list(node, kind, "keys")?;
                let patterns = self.fields.list(node, kind, "patterns")?;
                if keys.len() != patterns.len() {
                    return Err(self
                        .t
                        .value_error("MatchMapping doesn't have the same number of keys as patterns"));
                }
                let keys: Res<_> = keys.iter().map(|key| self.matched_value(key.v())).collect();
                let keys = keys?;
                let patterns = self.patterns(&patterns)?.into_iter().collect();
                let rest = self.capture(node, "rest")?;
                Pattern::MatchMapping(done!(PatternMatchMapping { keys, patterns, rest }))
            }
            "MatchClass" => {
                let cls = self.expr_field(node, kind, "cls", LOAD)?;
                let patterns = self.fields.list(node, kind, "patterns")?;
                let names = self.fields.list(node, kind, "kwd_attrs")?;
                let values = self.fields.list(node, kind, "kwd_patterns")?;
                if names.len() != values.len() {
                    return Err(self.t.value_error(
                        "MatchClass doesn't have the same number of keyword attributes as patterns",
                    ));
                }
                let inner = self.skeleton.spot();
                let patterns = self.patterns(&patterns)?.into_iter().collect();
                let mut keywords = Vec::new();
                for (name, value) in names.iter().zip(&values) {
                    let name = self.fields.identifier(name.v())?.unwrap_or_default();
                    let attr = self.skeleton.name(&name);
                    let pattern = self.pattern(value.v())?;
                    let range = attr.range;
                    keywords.push(ast::PatternKeyword {
                        range,
                        node_index: Default::default(),
                        attr,
                        pattern,
                    });
                }
                let arguments = ast::PatternArguments {
                    range: inner,
                    node_index: Default::default(),
                    patterns,
                    keywords,
                };
                Pattern::MatchClass(done!(PatternMatchClass { cls, arguments }))
            }
            "MatchStar" => {
                let name = self.capture(node, "name")?;
                Pattern::MatchStar(done!(PatternMatchStar { name }))
            }
            "MatchAs" => {
                let inner = self.fields.optional(node, "pattern")?;
                let pattern = match inner.v().is_none() {
                    true => None,
                    false => Some(Box::new(self.pattern(inner.v())?)),
                };
                let name = self.capture(node, "name")?;
                if pattern.is_some() && name.is_none() {
                    return Err(self
                        .t
                        .value_error("MatchAs must specify a target name if a pattern is given"));
                }
                Pattern::MatchAs(done!(PatternMatchAs { pattern, name }))
            }
            _ => {
                let patterns = self.fields.list(node, kind, "patterns")?;
                if patterns.len() < 2 {
                    return Err(self.t.value_error("MatchOr requires at least 2 patterns"));
                }
                let patterns = self.patterns(&patterns)?;
                Pattern::MatchOr(done!(PatternMatchOr { patterns }))
            }
        })
    }
}
