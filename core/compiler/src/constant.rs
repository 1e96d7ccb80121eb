//! Values of literals as constants.
//!
//! Must never know arithmetic; that is `fold`. Numbers are read from the source, never from the parser's own fields.

use crate::Compiler;
use heddle_bytecode::Const;
use heddle_syntax::ast::{self, Expr};
use heddle_syntax::{Source, literal};

impl Compiler<'_> {
    /// The value of a literal.
    pub(crate) fn literal(&self, expr: &Expr) -> Option<Const> {
        match expr {
            Expr::Name(node) if node.id.as_str() == "__debug__" => {
                Some(Const::Bool(self.options.optimize == 0))
            }
            Expr::NumberLiteral(node) if !self.constants.is_empty() => {
                let stated = self.constants.get(&node.range.start().to_u32()).cloned();
                stated.or_else(|| literal(self.source, expr))
            }
            _ => literal(self.source, expr),
        }
    }
}

/// The value of a literal expression of this source; `None` for other expressions.
pub fn literal(source: &Source, expr: &Expr) -> Option<Const> {
    Some(match expr {
        Expr::NoneLiteral(_) => Const::None,
        Expr::BooleanLiteral(node) => Const::Bool(node.value),
        Expr::EllipsisLiteral(_) => Const::Ellipsis,
        Expr::StringLiteral(node) => Const::Str(literal::string_value(source, node).as_bytes().into()),
        Expr::BytesLiteral(node) => Const::Bytes(literal::bytes_value(source, node).into()),
        Expr::NumberLiteral(node) => number(source, node)?,
        _ => return None,
    })
}

fn number(source: &Source, node: &ast::ExprNumberLiteral) -> Option<Const> {
    let range = node.range;
    let text = source.text().get(range.start().to_usize()..range.end().to_usize())?;
    let text: String = text.chars().filter(|c| *c != '_').collect::<String>().to_ascii_lowercase();
    for (prefix, radix) in [("0x", 16), ("0o", 8), ("0b", 2)] {
        if let Some(digits) = text.strip_prefix(prefix) {
            return Some(integer(digits, radix));
        }
    }
    if let Some(imaginary) = text.strip_suffix('j') {
        let value: f64 = imaginary.parse().ok()?;
        return Some(Const::Complex(0f64.to_bits(), value.to_bits()));
    }
    if text.bytes().all(|byte| byte.is_ascii_digit()) {
        return Some(integer(&text, 10));
    }
    text.parse().ok().map(|value: f64| Const::Float(value.to_bits()))
}

/// The number of digits that are valid in the radix.
fn integer(digits: &str, radix: u32) -> Const {
    if let Ok(value) = i64::from_str_radix(digits, radix) {
        return Const::Int(value);
    }
    let mut limbs: Vec<u32> = Vec::new();
    for digit in digits.chars().filter_map(|c| c.to_digit(radix)) {
        let mut carry = u64::from(digit);
        for limb in &mut limbs {
            carry += u64::from(*limb) * u64::from(radix);
            *limb = carry as u32;
            carry >>= 32;
        }
        if carry > 0 {
            limbs.push(carry as u32);
        }
    }
    big(false, limbs.iter().flat_map(|limb| limb.to_le_bytes()).collect())
}

/// An integer constant of any size.
pub(crate) fn big(negative: bool, mut magnitude: Vec<u8>) -> Const {
    while magnitude.last() == Some(&0) {
        magnitude.pop();
    }
    if magnitude.len() <= 8 {
        let value = magnitude.iter().rev().fold(0i128, |value, byte| value << 8 | i128::from(*byte));
        if let Ok(value) = i64::try_from(if negative { -value } else { value }) {
            return Const::Int(value);
        }
    }
    Const::BigInt { negative, magnitude: magnitude.into() }
}
