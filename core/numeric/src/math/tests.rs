//! Tests of functions beside the table of `tests/python.rs`.

use super::sums::{fsum, sumprod};
use super::*;
use crate::int::power::pow_u64;
use crate::int::{Int, IntRef};

#[test]
fn sums_lose_nothing() {
    assert_eq!(fsum([0.1; 10]), Ok(1.0));
    assert_eq!(fsum([1e16, 1.0, 1e-16].repeat(3)), Ok(3.0000000000000004e16));
    assert_eq!(fsum([1e308, 1e308, -1e308]), Err(MathError::Overflow("intermediate overflow in fsum")));
    assert_eq!(fsum([f64::INFINITY, f64::NEG_INFINITY]), Err(MathError::Value("-inf + inf in fsum")));
    assert_eq!(sumprod(&[0.1; 10], &[1.0; 10]), 1.0);
    assert_eq!(sumprod(&[1e308, 1.0], &[10.0, 1.0]), f64::INFINITY);
}

#[test]
fn results_too_large_for_memory_are_errors() {
    let huge = IntRef::Small(1 << 50);
    assert_eq!(whole::factorial(huge), Err(MathError::Int(IntError::Memory)));
    assert_eq!(whole::perm(huge, Some(IntRef::Small(1 << 40))), Err(MathError::Int(IntError::Memory)));
    assert_eq!(whole::comb(huge, IntRef::Small(1 << 40)), Err(MathError::Int(IntError::Memory)));
    let ten = pow_u64(IntRef::Small(10), 30).unwrap();
    assert_eq!(whole::comb(ten.view(), IntRef::Small(1)), Ok(ten.clone()));
    assert_eq!(whole::perm(ten.view(), Some(IntRef::Small(0))), Ok(Int::ONE));
}

#[test]
fn messages_are_cpythons() {
    assert_eq!(real::sqrt(-1.0).unwrap_err().to_string(), "expected a nonnegative input, got -1.0");
    assert_eq!(real::exp(1000.0).unwrap_err().to_string(), "math range error");
    assert_eq!(
        logs::log_int(IntRef::Small(0), logs::Base::E).unwrap_err().to_string(),
        "expected a positive input"
    );
}
