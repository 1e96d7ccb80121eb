//! Sums without loss, and norms: Shewchuk's partial sums, and the error-free transformations of Dekker and Knuth.

use super::{MathError, MathResult};
use crate::scale::ldexp;

/// A sum and its rounding error, exact together.
fn two_sum(a: f64, b: f64) -> (f64, f64) {
    let sum = a + b;
    let rest = sum - a;
    (sum, (a - (sum - rest)) + (b - rest))
}

/// A product and its rounding error, exact together.
fn two_product(a: f64, b: f64) -> (f64, f64) {
    let product = a * b;
    (product, a.mul_add(b, -product))
}

/// `math.fsum`, one item at a time: partial sums that do not overlap, in order of size (Shewchuk, 1997).
#[derive(Default)]
pub struct Fsum {
    partials: Vec<f64>,
    specials: f64,
    infinities: f64,
}

impl Fsum {
    /// Adds an item.
    pub fn add(&mut self, item: f64) -> Result<(), MathError> {
        let mut x = item;
        let mut kept = 0;
        for i in 0..self.partials.len() {
            let (sum, error) = two_sum(x, self.partials[i]);
            if error != 0.0 && sum.is_finite() {
                self.partials[kept] = error;
                kept += 1;
            }
            x = sum;
        }
        self.partials.truncate(kept);
        if x.is_finite() {
            if x != 0.0 {
                self.partials.push(x);
            }
            return Ok(());
        }
        if item.is_finite() {
            return Err(MathError::Overflow("intermediate overflow in fsum"));
        }
        if item.is_infinite() {
            self.infinities += item;
        }
        self.specials += item;
        self.partials.clear();
        Ok(())
    }

    /// The sum, rounded once.
    pub fn finish(mut self) -> MathResult {
        if self.specials != 0.0 {
            if self.infinities.is_nan() {
                return Err(MathError::Value("-inf + inf in fsum"));
            }
            return Ok(self.specials);
        }
        let Some(mut high) = self.partials.pop() else {
            return Ok(0.0);
        };
        let mut low = 0.0;
        while let Some(next) = self.partials.pop() {
            (high, low) = two_sum(high, next);
            if low != 0.0 {
                break;
            }
        }
        // What lies below decides a tie.
        let below = self.partials.last().copied().unwrap_or(0.0);
        if below != 0.0 && (low < 0.0) == (below < 0.0) {
            let twice = low * 2.0;
            let moved = high + twice;
            if twice == moved - high {
                high = moved;
            }
        }
        Ok(high)
    }
}

/// `math.fsum`
pub fn fsum(items: impl IntoIterator<Item = f64>) -> MathResult {
    let mut sum = Fsum::default();
    for item in items {
        sum.add(item)?;
    }
    sum.finish()
}

/// A running sum of products in three floats (Ogita, Rump and Oishi, 2005), for `math.sumprod` of floats.
#[derive(Clone, Copy, Default, Debug)]
pub struct Sumprod {
    high: f64,
    low: f64,
    tiny: f64,
}

impl Sumprod {
    /// Adds `x * y`.
    pub fn add(&mut self, x: f64, y: f64) {
        let (product, product_error) = two_product(x, y);
        let (high, high_error) = two_sum(self.high, product);
        let (low, low_error) = two_sum(self.low, product_error);
        let (low, last_error) = two_sum(low, high_error);
        *self = Sumprod { high, low, tiny: self.tiny + low_error + last_error };
    }

    /// The sum; not finite if anything on the way was not.
    pub fn finish(self) -> f64 {
        let (low, rest) = two_sum(self.low, self.tiny);
        let (high, error) = two_sum(self.high, low);
        high + (error + rest)
    }
}

/// `math.sumprod` of floats. The lengths are the caller's to compare.
pub fn sumprod(p: &[f64], q: &[f64]) -> f64 {
    let mut sum = Sumprod::default();
    p.iter().zip(q).for_each(|(x, y)| sum.add(*x, *y));
    let result = sum.finish();
    if result.is_finite() { result } else { p.iter().zip(q).fold(0.0, |total, (x, y)| total + x * y) }
}

/// `math.hypot` of any number of coordinates.
pub fn hypot(coordinates: &[f64]) -> f64 {
    let largest = coordinates.iter().fold(0f64, |largest, x| largest.max(x.abs()));
    if coordinates.iter().any(|x| x.is_infinite()) {
        return f64::INFINITY;
    }
    if coordinates.iter().any(|x| x.is_nan()) {
        return f64::NAN;
    }
    if largest == 0.0 || coordinates.len() == 1 {
        return largest;
    }
    // Scaled below one, so that no square overflows, and those that vanish do not count.
    let (_, exponent) = super::parts::frexp(largest);
    let (mut sum, mut error) = (1.0f64, 0.0f64);
    let mut low = 0.0;
    for x in coordinates {
        let x = ldexp(x.abs(), -exponent);
        let (square, square_error) = two_product(x, x);
        // The sum starts at one, so each square is the smaller of the two.
        let next = sum + square;
        error += square - (next - sum);
        sum = next;
        low += square_error;
    }
    let root = (sum - 1.0 + (low + error)).sqrt();
    // One step of Newton's, with the square of the root taken exactly.
    let (square, square_error) = two_product(-root, root);
    let next = sum + square;
    error += square - (next - sum);
    low += square_error;
    let rest = next - 1.0 + (low + error);
    ldexp(root + rest / (2.0 * root), exponent)
}

/// `math.dist`
pub fn dist(p: &[f64], q: &[f64]) -> MathResult {
    if p.len() != q.len() {
        return Err(MathError::Value("both points must have the same number of dimensions"));
    }
    let differences: Vec<f64> = p.iter().zip(q).map(|(x, y)| (x - y).abs()).collect();
    Ok(hypot(&differences))
}
