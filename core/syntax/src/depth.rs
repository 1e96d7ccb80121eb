//! Bounds the depth of the tree before it is built, from the tokens alone.
//!
//! Parsing, walking and dropping a tree recurse on the native stack, so the bound decides how much of it they get and what
//! is refused. Must never know the tree.

use crate::scan::{Kind, Token};

/// Deepest tree accepted. CPython takes left-associative chains of about 20,000 terms and 6,000 nested unary operators.
pub(crate) const MAX_DEPTH: u32 = 25_000;
/// Tree levels an indentation level or bracket can add beside its operators.
const LEVELS_PER_NESTING: u32 = 4;

/// Estimates, from above, how deep the tree of the tokens seen so far can be.
///
/// Each open bracket has a count of the operators since its last comma: a chain can be no longer. Commas among a lambda's
/// parameters do not end its chain. `and`, `or` and comparisons make flat nodes and do not count.
#[derive(Default)]
pub(crate) struct DepthMeter {
    levels: Vec<Chain>,
    chain: Chain,
    /// Sum of the counts of `levels`.
    enclosing: u32,
    indents: u32,
    deepest: u32,
}

#[derive(Clone, Copy, Default)]
struct Chain {
    count: u32,
    /// Lambdas whose colon is still to come.
    open_lambdas: u32,
}

impl DepthMeter {
    pub(crate) fn add(&mut self, token: Token, text: &str) {
        match token.kind {
            Kind::Indent => self.indents += 1,
            Kind::Dedent => self.indents = self.indents.saturating_sub(1),
            Kind::Newline => self.chain = Chain::default(),
            Kind::Name => self.word(&text[token.start as usize..token.end as usize]),
            Kind::Op => self.operator(&text.as_bytes()[token.start as usize..token.end as usize]),
            _ => {}
        }
        let depth = self.enclosing
            + self.chain.count
            + (self.indents + self.levels.len() as u32) * LEVELS_PER_NESTING;
        self.deepest = self.deepest.max(depth);
    }

    fn word(&mut self, word: &str) {
        match word {
            "lambda" => {
                self.chain.count += 1;
                self.chain.open_lambdas += 1;
            }
            "not" | "await" | "if" | "yield" => self.chain.count += 1,
            _ => {}
        }
    }

    fn operator(&mut self, operator: &[u8]) {
        match operator {
            b"(" | b"[" | b"{" => {
                self.chain.count += 1;
                self.enclosing += self.chain.count;
                self.levels.push(std::mem::take(&mut self.chain));
            }
            b")" | b"]" | b"}" => {
                self.chain = self.levels.pop().unwrap_or_default();
                self.enclosing = self.enclosing.saturating_sub(self.chain.count);
            }
            b"," | b";" if self.chain.open_lambdas == 0 => self.chain = Chain::default(),
            b":" => self.chain.open_lambdas = self.chain.open_lambdas.saturating_sub(1),
            b"," | b";" | b"=" | b"==" | b"!=" | b"<" | b">" | b"<=" | b">=" => {}
            _ => self.chain.count += 1,
        }
    }

    /// The bound over all tokens seen.
    pub(crate) fn deepest(&self) -> u32 {
        self.deepest
    }
}
