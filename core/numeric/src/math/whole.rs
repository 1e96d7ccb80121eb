//! Factorials, combinations and permutations.

use super::MathError;
use crate::IntError;
use crate::int::arith::{floordiv, mul, sub};
use crate::int::bits::bit_length;
use crate::int::convert::to_i64;
use crate::int::{Int, IntRef, room_for};

/// `math.factorial`
pub fn factorial(n: IntRef<'_>) -> Result<Int, MathError> {
    if n.is_negative() {
        return Err(MathError::Value("factorial() not defined for negative values"));
    }
    let Some(n) = to_i64(n) else {
        return Err(MathError::Overflow("factorial() argument should not exceed 9223372036854775807"));
    };
    Ok(product(2, n as u64)?)
}

/// `first * ... * last`, halves first, so that factors are of like size.
fn product(first: u64, last: u64) -> Result<Int, IntError> {
    if first > last {
        return Ok(Int::ONE);
    }
    let count = last - first + 1;
    // On average a factor has at least half the bits of the last.
    room_for(count.checked_mul(u64::from(63 - last.leading_zeros().min(63)) / 2))?;
    if count <= 24 {
        let mut total = Int::ONE;
        let mut block = 1u64;
        for factor in first..=last {
            match block.checked_mul(factor) {
                Some(value) => block = value,
                None => {
                    total = mul(total.view(), Int::from(block).view())?;
                    block = factor;
                }
            }
        }
        return mul(total.view(), Int::from(block).view());
    }
    let middle = first + count / 2;
    mul(product(first, middle - 1)?.view(), product(middle, last)?.view())
}

/// `n * (n - 1) * ... `, `k` factors.
fn falling(n: IntRef<'_>, k: u64) -> Result<Int, IntError> {
    if let Some(small) = to_i64(n) {
        let n = small as u64;
        return product(n - k + 1, n);
    }
    room_for((bit_length(n) - 1).checked_mul(k))?;
    if k == 0 {
        return Ok(Int::ONE);
    }
    if k == 1 {
        return Ok(n.to_int());
    }
    let half = k / 2;
    let rest = sub(n, Int::from(half).view());
    mul(falling(n, half)?.view(), falling(rest.view(), k - half)?.view())
}

/// `math.perm(n, k)`; without `k` it is the factorial.
pub fn perm(n: IntRef<'_>, k: Option<IntRef<'_>>) -> Result<Int, MathError> {
    let Some(k) = k else {
        return factorial(n);
    };
    check(n, k)?;
    if n < k {
        return Ok(Int::ZERO);
    }
    match to_i64(k) {
        Some(k) => Ok(falling(n, k as u64)?),
        None => Err(MathError::Overflow("k must not exceed 9223372036854775807")),
    }
}

/// `math.comb(n, k)`
pub fn comb(n: IntRef<'_>, k: IntRef<'_>) -> Result<Int, MathError> {
    check(n, k)?;
    if n < k {
        return Ok(Int::ZERO);
    }
    let other = sub(n, k);
    let k = if other.view() < k { other.view() } else { k };
    let Some(k) = to_i64(k) else {
        return Err(MathError::Overflow("min(n - k, k) must not exceed 9223372036854775807"));
    };
    if let Some(value) = small_comb(n, k as u64) {
        return Ok(Int::from(value));
    }
    let top = falling(n, k as u64)?;
    Ok(floordiv(top.view(), product(2, k as u64)?.view())?)
}

/// By machine arithmetic: each step is a binomial itself, so each division is exact.
fn small_comb(n: IntRef<'_>, k: u64) -> Option<u128> {
    let n = to_i64(n)? as u64;
    if k > 64 {
        return None;
    }
    (0..k)
        .try_fold(1u128, |value, i| Some(value.checked_mul(u128::from(n - i))? / u128::from(i + 1)))
        .filter(|value| i128::try_from(*value).is_ok())
}

fn check(n: IntRef<'_>, k: IntRef<'_>) -> Result<(), MathError> {
    if n.is_negative() {
        return Err(MathError::Value("n must be a non-negative integer"));
    }
    if k.is_negative() {
        return Err(MathError::Value("k must be a non-negative integer"));
    }
    Ok(())
}
