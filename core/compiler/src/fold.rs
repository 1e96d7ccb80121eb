//! Constant folding, with CPython's limits on the size of results.
//!
//! What CPython folds to an integer beyond 127 bits is left to run time, which nothing can observe but `co_consts`. Must never
//! know registers.

use crate::Compiler;
use crate::constant::big;
use heddle_bytecode::Const;
use heddle_syntax::Source;
use heddle_syntax::ast::{self, Expr, Operator, UnaryOp};
use heddle_syntax::text_size::Ranged;

/// Longest folded string, bytes or tuple from a repetition.
const MAX_STRING: usize = 4096;
const MAX_TUPLE: usize = 256;
/// Deepest folded tuple.
const MAX_DEPTH: u32 = 20;

impl Compiler<'_> {
    /// The value of an expression, if it is constant.
    pub(crate) fn fold(&self, expr: &Expr) -> Option<Const> {
        self.fold_at(expr, 0)
    }

    fn fold_at(&self, expr: &Expr, depth: u32) -> Option<Const> {
        if !matches!(expr, Expr::BinOp(_) | Expr::UnaryOp(_) | Expr::Tuple(_) | Expr::Subscript(_)) {
            return self.literal(expr);
        }
        if self.not_constant.borrow().contains(&expr.range()) {
            return None;
        }
        let value = match expr {
            Expr::BinOp(node) => self.fold_binary(node, depth),
            Expr::UnaryOp(node) => {
                let operand = self.fold_at(&node.operand, depth);
                operand.and_then(|operand| unary(node.op, operand))
            }
            Expr::Tuple(node) if depth < MAX_DEPTH && node.ctx == ast::ExprContext::Load => {
                let items: Option<Vec<Const>> =
                    node.elts.iter().map(|item| self.fold_at(item, depth + 1)).collect();
                items.map(|items| Const::Tuple(items.into()))
            }
            _ => None,
        };
        if value.is_none() {
            self.not_constant.borrow_mut().insert(expr.range());
        }
        value
    }

    fn fold_binary(&self, node: &ast::ExprBinOp, depth: u32) -> Option<Const> {
        let right = self.fold_at(&node.right, depth)?;
        let left = self.fold_at(&node.left, depth)?;
        binary(node.op, &left, &right)
    }
}

/// The value of a number with a sign, or of a sum of a real and an imaginary one; `None` for other expressions.
pub fn signed_number(source: &Source, expr: &Expr) -> Option<Const> {
    match expr {
        Expr::NumberLiteral(_) => crate::literal(source, expr),
        Expr::UnaryOp(node) => unary(node.op, signed_number(source, &node.operand)?),
        Expr::BinOp(node) => {
            binary(node.op, &signed_number(source, &node.left)?, &signed_number(source, &node.right)?)
        }
        _ => None,
    }
}

/// The truth of a constant.
pub(crate) fn truth(constant: &Const) -> bool {
    match constant {
        Const::None => false,
        Const::Bool(value) => *value,
        Const::Int(value) => *value != 0,
        Const::Float(bits) => f64::from_bits(*bits) != 0.0,
        Const::Complex(re, im) => f64::from_bits(*re) != 0.0 || f64::from_bits(*im) != 0.0,
        Const::Str(bytes) | Const::Bytes(bytes) => !bytes.is_empty(),
        Const::Tuple(items) | Const::FrozenSet(items) => !items.is_empty(),
        Const::Ellipsis | Const::BigInt { .. } | Const::Code(_) => true,
    }
}

fn unary(op: UnaryOp, operand: Const) -> Option<Const> {
    Some(match (op, operand) {
        (UnaryOp::Not, operand) => Const::Bool(!truth(&operand)),
        (UnaryOp::USub, Const::Float(bits)) => Const::Float((-f64::from_bits(bits)).to_bits()),
        (UnaryOp::USub, Const::Complex(re, im)) => {
            Const::Complex((-f64::from_bits(re)).to_bits(), (-f64::from_bits(im)).to_bits())
        }
        (UnaryOp::USub, Const::BigInt { negative, magnitude }) => big(!negative, magnitude.into()),
        (UnaryOp::UAdd, operand @ (Const::Float(_) | Const::Complex(..) | Const::BigInt { .. })) => operand,
        (UnaryOp::USub, operand) => from_int(-int(&operand)?)?,
        (UnaryOp::UAdd, operand) => from_int(int(&operand)?)?,
        (UnaryOp::Invert, Const::Bool(_)) => return None,
        (UnaryOp::Invert, operand) => from_int(!int(&operand)?)?,
    })
}

fn int(constant: &Const) -> Option<i128> {
    match constant {
        Const::Int(value) => Some(i128::from(*value)),
        Const::Bool(value) => Some(i128::from(*value)),
        Const::BigInt { negative, magnitude } if magnitude.len() < 16 => {
            let value = magnitude.iter().rev().fold(0i128, |value, byte| value << 8 | i128::from(*byte));
            Some(if *negative { -value } else { value })
        }
        _ => None,
    }
}

fn from_int(value: i128) -> Option<Const> {
    Some(big(value < 0, value.unsigned_abs().to_le_bytes().to_vec()))
}

fn float(constant: &Const) -> Option<f64> {
    match constant {
        Const::Float(bits) => Some(f64::from_bits(*bits)),
        Const::Int(value) if value.unsigned_abs() <= 1 << 53 => Some(*value as f64),
        Const::Bool(value) => Some(f64::from(u8::from(*value))),
        _ => None,
    }
}

fn binary(op: Operator, left: &Const, right: &Const) -> Option<Const> {
    if let (Const::Bool(x), Const::Bool(y)) = (left, right) {
        // The logic of two bools is a bool; all other arithmetic of theirs is that of ints.
        match op {
            Operator::BitAnd => return Some(Const::Bool(x & y)),
            Operator::BitOr => return Some(Const::Bool(x | y)),
            Operator::BitXor => return Some(Const::Bool(x ^ y)),
            _ => {}
        }
    }
    if let (Some(x), Some(y)) = (int(left), int(right)) {
        return integers(op, x, y);
    }
    match (op, left, right) {
        (Operator::Add, Const::Str(x), Const::Str(y)) => Some(Const::Str([&**x, &**y].concat().into())),
        (Operator::Add, Const::Bytes(x), Const::Bytes(y)) => Some(Const::Bytes([&**x, &**y].concat().into())),
        (Operator::Add, Const::Tuple(x), Const::Tuple(y)) => Some(Const::Tuple([&**x, &**y].concat().into())),
        (Operator::Mult, Const::Int(count), sequence) | (Operator::Mult, sequence, Const::Int(count)) => {
            repeat(sequence, *count).or_else(|| floats(op, float(left)?, float(right)?))
        }
        (Operator::Add | Operator::Sub, Const::Complex(re, im), other)
            if !matches!(other, Const::Complex(..)) =>
        {
            let real = floats(op, f64::from_bits(*re), float(other)?)?;
            let Const::Float(real) = real else { return None };
            Some(Const::Complex(real, *im))
        }
        (Operator::Add, other, Const::Complex(re, im)) if float(other).is_some() => {
            Some(Const::Complex((float(other)? + f64::from_bits(*re)).to_bits(), *im))
        }
        (Operator::Sub, other, Const::Complex(re, im)) if float(other).is_some() => {
            let (re, im) = (f64::from_bits(*re), f64::from_bits(*im));
            Some(Const::Complex((float(other)? - re).to_bits(), (-im).to_bits()))
        }
        _ => floats(op, float(left)?, float(right)?),
    }
}

fn repeat(sequence: &Const, count: i64) -> Option<Const> {
    let count = usize::try_from(count).unwrap_or(0);
    let fits = |length: usize, most: usize| length.checked_mul(count).is_some_and(|total| total <= most);
    match sequence {
        Const::Str(bytes) if fits(bytes.len(), MAX_STRING) => Some(Const::Str(bytes.repeat(count).into())),
        Const::Bytes(bytes) if fits(bytes.len(), MAX_STRING) => {
            Some(Const::Bytes(bytes.repeat(count).into()))
        }
        Const::Tuple(items) if fits(items.len(), MAX_TUPLE) => Some(Const::Tuple(
            std::iter::repeat_n(items, count).flat_map(|items| items.iter().cloned()).collect(),
        )),
        _ => None,
    }
}

fn floats(op: Operator, x: f64, y: f64) -> Option<Const> {
    let value = match op {
        Operator::Add => x + y,
        Operator::Sub => x - y,
        Operator::Mult => x * y,
        Operator::Div if y != 0.0 => x / y,
        _ => return None,
    };
    Some(Const::Float(value.to_bits()))
}

fn integers(op: Operator, x: i128, y: i128) -> Option<Const> {
    let value = match op {
        Operator::Add => x.checked_add(y)?,
        Operator::Sub => x.checked_sub(y)?,
        Operator::Mult => x.checked_mul(y)?,
        Operator::Div => return floats(op, float(&from_int(x)?)?, float(&from_int(y)?)?),
        Operator::FloorDiv if y != 0 => {
            let quotient = x.checked_div(y)?;
            if x % y != 0 && (x < 0) != (y < 0) { quotient - 1 } else { quotient }
        }
        Operator::Mod if y != 0 => {
            let rest = x.checked_rem(y)?;
            if rest != 0 && (rest < 0) != (y < 0) { rest + y } else { rest }
        }
        Operator::Pow if y >= 0 => x.checked_pow(u32::try_from(y).ok()?)?,
        Operator::LShift if (0..127).contains(&y) => {
            let value = x.checked_mul(1i128.checked_shl(u32::try_from(y).ok()?)?)?;
            return from_int(value);
        }
        Operator::RShift if (0..128).contains(&y) => x >> y,
        Operator::BitOr => x | y,
        Operator::BitXor => x ^ y,
        Operator::BitAnd => x & y,
        _ => return None,
    };
    from_int(value)
}
