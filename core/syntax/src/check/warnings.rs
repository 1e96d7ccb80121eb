//! What CPython's compiler finds suspicious: literals that are compared by identity, called or subscripted, assertions of
//! tuples, ways out of a `finally` block (PEP 765).
//!
//! Must never know what becomes of a warning.

use super::Walk;
use crate::error::SyntaxWarning;
use ruff_python_ast::{self as ast, CmpOp, Expr, ExprContext};
use ruff_text_size::{Ranged, TextRange};

/// The name of the type that an expression certainly has.
fn type_of(e: &Expr) -> Option<&'static str> {
    Some(match e {
        Expr::NumberLiteral(node) => match node.value {
            ast::Number::Int(_) => "int",
            ast::Number::Float(_) => "float",
            ast::Number::Complex { .. } => "complex",
        },
        Expr::StringLiteral(_) | Expr::FString(_) => "str",
        Expr::BytesLiteral(_) => "bytes",
        Expr::NoneLiteral(_) => "NoneType",
        Expr::BooleanLiteral(_) => "bool",
        Expr::EllipsisLiteral(_) => "ellipsis",
        Expr::Tuple(_) => "tuple",
        Expr::List(_) | Expr::ListComp(_) => "list",
        Expr::Dict(_) | Expr::DictComp(_) => "dict",
        Expr::Set(_) | Expr::SetComp(_) => "set",
        Expr::Generator(_) => "generator",
        Expr::Lambda(_) => "function",
        Expr::TString(_) => "string.templatelib.Template",
        _ => return None,
    })
}

/// Whether CPython sees a constant that is no singleton.
fn is_literal(e: &Expr) -> bool {
    match e {
        Expr::NumberLiteral(_) | Expr::StringLiteral(_) | Expr::BytesLiteral(_) => true,
        Expr::Tuple(node) => node.elts.iter().all(|e| {
            is_literal(e)
                || matches!(e, Expr::NoneLiteral(_) | Expr::BooleanLiteral(_) | Expr::EllipsisLiteral(_))
        }),
        _ => false,
    }
}

impl Walk<'_> {
    fn warn(&mut self, message: String, range: TextRange) {
        let start = range.start().to_u32();
        self.warnings.push(SyntaxWarning { message, lineno: self.source.position(start).line, start });
    }

    pub(super) fn suspicious_comparison(&mut self, node: &ast::ExprCompare) {
        let mut left = &*node.left;
        for (op, right) in node.ops.iter().zip(&node.comparators) {
            let (word, other) = match op {
                CmpOp::Is => ("is", "=="),
                CmpOp::IsNot => ("is not", "!="),
                _ => {
                    left = right;
                    continue;
                }
            };
            if let Some(kind) = [left, right].into_iter().find(|e| is_literal(e)).and_then(type_of) {
                let message = format!("\"{word}\" with '{kind}' literal. Did you mean \"{other}\"?");
                return self.warn(message, node.range);
            }
            left = right;
        }
    }

    pub(super) fn suspicious_call(&mut self, node: &ast::ExprCall) {
        if let Some(kind) = type_of(&node.func)
            && kind != "function"
        {
            let message = format!("'{kind}' object is not callable; perhaps you missed a comma?");
            self.warn(message, node.range());
        }
    }

    pub(super) fn suspicious_subscript(&mut self, node: &ast::ExprSubscript) {
        let (Some(kind), ExprContext::Load) = (type_of(&node.value), node.ctx) else { return };
        match kind {
            "str" | "bytes" | "tuple" | "list" => {
                if let Some(index) = type_of(&node.slice)
                    && !matches!(index, "int" | "bool")
                {
                    let message = format!(
                        "{kind} indices must be integers or slices, not {index}; perhaps you missed a comma?"
                    );
                    self.warn(message, node.range);
                }
            }
            "dict" => {}
            _ => {
                let message = format!("'{kind}' object is not subscriptable; perhaps you missed a comma?");
                self.warn(message, node.range);
            }
        }
    }

    pub(super) fn suspicious_assertion(&mut self, node: &ast::StmtAssert) {
        if matches!(&*node.test, Expr::Tuple(tuple) if !tuple.elts.is_empty()) {
            let message = "assertion is always true, perhaps remove parentheses?".to_string();
            self.warn(message, node.range);
        }
    }

    pub(super) fn leaves_finally(&mut self, word: &str, range: TextRange) {
        self.warn(format!("'{word}' in a 'finally' block"), range);
    }
}
