//! `math`. The functions themselves are `heddle_numeric`'s; `real` has those of floats, `whole` those of ints, `sums` those of many
//! numbers.

mod real;
mod sums;
mod whole;

use crate::NativeModule;
use heddle_numeric::ErrorKind;
use heddle_numeric::math::MathError;
use heddle_objects::native::Def;
use heddle_objects::{Raised, Thread};

/// The module.
pub static MODULE: NativeModule = NativeModule {
    doc: "This module provides access to the mathematical functions\ndefined by the C standard.",
    init: |t, m| {
        m.set(t, "pi", t.float(std::f64::consts::PI));
        m.set(t, "e", t.float(std::f64::consts::E));
        m.set(t, "tau", t.float(std::f64::consts::TAU));
        m.set(t, "inf", t.float(f64::INFINITY));
        m.set(t, "nan", t.float(f64::NAN));
        Ok(())
    },
    ..NativeModule::new("math", FUNCTIONS)
};

const FUNCTIONS: &[Def] = &crate::util::join::<
    { real::FUNCTIONS.len() + whole::FUNCTIONS.len() + sums::FUNCTIONS.len() },
>(&[real::FUNCTIONS, whole::FUNCTIONS, sums::FUNCTIONS]);

/// The exception for an error.
pub fn raise(t: &Thread, e: MathError) -> Raised {
    match e.kind() {
        ErrorKind::Value => t.value_error(e),
        ErrorKind::Overflow => t.overflow_error(e),
        ErrorKind::ZeroDivision => t.zero_division(e),
        _ => t.memory_error(""),
    }
}
