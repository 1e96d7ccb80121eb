//! `match` statements: names bound twice, alternatives that differ, patterns that can never be reached.
//!
//! Must never know how a match runs.

use super::{Done, Walk, fail};
use ruff_python_ast::{Expr, Identifier, Pattern, PatternMatchMapping, StmtMatch};
use ruff_text_size::{Ranged, TextRange};
use rustc_hash::FxHashSet;

type Names = FxHashSet<String>;

impl Walk<'_> {
    pub(super) fn match_statement(&mut self, node: &StmtMatch) -> Done {
        self.expression(&node.subject)?;
        for (index, case) in node.cases.iter().enumerate() {
            let mut names = Names::default();
            let last = index + 1 == node.cases.len();
            self.pattern(&case.pattern, &mut names)?;
            if !last && case.guard.is_none() {
                refuse_irrefutable(&case.pattern)?;
            }
            self.optional(case.guard.as_deref())?;
            self.body(&case.body)?;
        }
        Ok(())
    }

    fn pattern(&mut self, pattern: &Pattern, names: &mut Names) -> Done {
        match pattern {
            Pattern::MatchValue(node) => match &*node.value {
                value @ (Expr::FString(_) | Expr::TString(_)) => {
                    fail("patterns may only match literals and attribute lookups", value.range())
                }
                value => self.expression(value),
            },
            Pattern::MatchSingleton(_) => Ok(()),
            Pattern::MatchSequence(node) => {
                if node.patterns.iter().filter(|item| matches!(item, Pattern::MatchStar(_))).count() > 1 {
                    return fail("multiple starred names in sequence pattern", node.range);
                }
                node.patterns.iter().try_for_each(|item| self.pattern(item, names))
            }
            Pattern::MatchMapping(node) => self.mapping(node, names),
            Pattern::MatchClass(node) => {
                let mut seen = FxHashSet::default();
                for keyword in &node.arguments.keywords {
                    self.refuse_debug(keyword.attr.as_str(), keyword.range)?;
                    if !seen.insert(keyword.attr.as_str()) {
                        let message =
                            format!("attribute name repeated in class pattern: {}", keyword.attr.as_str());
                        return fail(message, keyword.pattern.range());
                    }
                }
                self.expression(&node.cls)?;
                node.arguments.patterns.iter().try_for_each(|item| self.pattern(item, names))?;
                node.arguments.keywords.iter().try_for_each(|keyword| self.pattern(&keyword.pattern, names))
            }
            Pattern::MatchStar(node) => self.capture(node.name.as_ref(), node.range, names),
            Pattern::MatchAs(node) => {
                node.pattern.as_ref().map_or(Ok(()), |inner| self.pattern(inner, names))?;
                self.capture(node.name.as_ref(), node.range, names)
            }
            Pattern::MatchOr(node) => self.alternatives(&node.patterns, node.range, names),
        }
    }

    fn capture(&self, name: Option<&Identifier>, range: TextRange, names: &mut Names) -> Done {
        let Some(name) = name else { return Ok(()) };
        self.refuse_debug(name.as_str(), range)?;
        if !names.insert(name.as_str().to_owned()) {
            return fail(format!("multiple assignments to name '{}' in pattern", name.as_str()), range);
        }
        Ok(())
    }

    fn alternatives(&mut self, alternatives: &[Pattern], range: TextRange, names: &mut Names) -> Done {
        let mut first: Option<Names> = None;
        for (index, alternative) in alternatives.iter().enumerate() {
            let mut bound = names.clone();
            self.pattern(alternative, &mut bound)?;
            if index + 1 < alternatives.len() {
                refuse_irrefutable(alternative)?;
            }
            match &first {
                Some(expected) if *expected != bound => {
                    return fail("alternative patterns bind different names", range);
                }
                Some(_) => {}
                None => first = Some(bound),
            }
        }
        *names = first.unwrap_or_default();
        Ok(())
    }

    fn mapping(&mut self, node: &PatternMatchMapping, names: &mut Names) -> Done {
        let mut seen = FxHashSet::default();
        for key in &node.keys {
            let text = self.source.text().get(key.range().to_std_range()).unwrap_or("");
            if key.is_literal_expr() && !seen.insert(text) {
                return fail(format!("mapping pattern checks duplicate key ({text})"), node.range);
            }
            self.expression(key)?;
        }
        node.patterns.iter().try_for_each(|item| self.pattern(item, names))?;
        self.capture(node.rest.as_ref(), node.range, names)
    }
}

/// A pattern that matches anything makes those after it unreachable.
fn refuse_irrefutable(pattern: &Pattern) -> Done {
    let Pattern::MatchAs(node) = pattern else { return Ok(()) };
    match (&node.pattern, &node.name) {
        (None, Some(name)) => {
            let message = format!("name capture '{}' makes remaining patterns unreachable", name.as_str());
            fail(message, node.range)
        }
        (None, None) => fail("wildcard makes remaining patterns unreachable", node.range),
        (Some(inner), _) => refuse_irrefutable(inner),
    }
}
