//! `math`'s functions of many numbers.

use super::raise;
use heddle_numeric::math::sums;
use heddle_objects::native::{Def, def_doc};
use heddle_objects::slots::Binary;
use heddle_objects::types::{float, int, tuple};
use heddle_objects::{Ref, Res, Thread, Value, ops};

pub(super) const FUNCTIONS: &[Def] = &[
    def_doc(
        "dist(p, q, /)",
        |t, a| {
            let (p, q) = (coordinates(t, a[0])?, coordinates(t, a[1])?);
            sums::dist(&p, &q).map(|d| t.float(d)).map_err(|e| raise(t, e))
        },
        "Return the Euclidean distance between two points p and q.\n\nThe points should be specified as sequences (or iterables) of\ncoordinates.  Both inputs must have the same dimension.\n\nRoughly equivalent to:\n    sqrt(sum((px - qx) ** 2.0 for px, qx in zip(p, q)))",
    ),
    def_doc(
        "hypot(*coordinates)",
        |t, a| {
            let all = coordinates(t, a[0])?;
            Ok(t.float(sums::hypot(&all)))
        },
        "Multidimensional Euclidean distance from the origin to a point.\n\nRoughly equivalent to:\n    sqrt(sum(x**2 for x in coordinates))\n\nFor a two dimensional point (x, y), gives the hypotenuse\nusing the Pythagorean theorem:  sqrt(x*x + y*y).\n\nFor example, the hypotenuse of a 3/4/5 right triangle is:\n\n    >>> hypot(3.0, 4.0)\n    5.0\n",
    ),
    def_doc(
        "fsum(seq, /)",
        |t, a| {
            let mut sum = sums::Fsum::default();
            ops::for_each(t, a[0], |item| {
                let x = ops::arg_f64(t, item.v())?;
                sum.add(x).map_err(|e| raise(t, e))
            })?;
            sum.finish().map(|f| t.float(f)).map_err(|e| raise(t, e))
        },
        "Return an accurate floating-point sum of values in the iterable seq.\n\nAssumes IEEE-754 floating-point arithmetic.",
    ),
    def_doc(
        "prod(iterable, /, *, start=1)",
        |t, a| {
            let mut result = if a[1].is_undef() { t.int(1) } else { Ref::new(a[1]) };
            ops::for_each(t, a[0], |item| {
                result = ops::binary(t, result.v(), item.v(), Binary::Mul)?;
                Ok(())
            })?;
            Ok(result)
        },
        "Calculate the product of all the elements in the input iterable.\n\nThe default start value for the product is 1.\n\nWhen the iterable is empty, return the start value.  This function is\nintended specifically for use with numeric values and may reject\nnon-numeric types.",
    ),
    def_doc(
        "sumprod(p, q, /)",
        sumprod,
        "Return the sum of products of values from two iterables p and q.\n\nRoughly equivalent to:\n\n    sum(itertools.starmap(operator.mul, zip(p, q, strict=True)))\n\nFor float and mixed int/float inputs, the intermediate products\nand sums are computed with extended precision.",
    ),
];

fn coordinates(t: &Thread, v: Value) -> Res<Vec<f64>> {
    let items = match tuple::try_items(&v) {
        Some(items) => items.iter().map(|&x| Ref::new(x)).collect(),
        None => ops::collect(t, v)?,
    };
    items.iter().map(|x| ops::arg_f64(t, x.v())).collect()
}

/// What a sum of products is so far: floats in extended precision while all are floats (or ints among them).
struct Products {
    total: Ref,
    floats: Option<sums::Sumprod>,
}

impl Products {
    /// Ends the run of floats.
    fn settle(&mut self, t: &Thread) -> Res<()> {
        if let Some(run) = self.floats.take() {
            let sum = t.float(run.finish());
            self.total = ops::binary(t, self.total.v(), sum.v(), Binary::Add)?;
        }
        Ok(())
    }

    fn add(&mut self, t: &Thread, p: Value, q: Value) -> Res<()> {
        if (float::FLOAT.is_exact(p) || float::FLOAT.is_exact(q))
            && let (Some(x), Some(y)) = (real(p), real(q))
        {
            self.floats.get_or_insert_default().add(x, y);
            return Ok(());
        }
        if !(int::is_int(p) && int::is_int(q)) {
            self.settle(t)?;
        }
        let product = ops::binary(t, p, q, Binary::Mul)?;
        self.total = ops::binary(t, self.total.v(), product.v(), Binary::Add)?;
        Ok(())
    }
}

/// An exact float, or an int that a float can hold.
fn real(v: Value) -> Option<f64> {
    if float::FLOAT.is_exact(v) {
        return float::get(v);
    }
    let n = int::try_view(&v)?;
    heddle_numeric::int::convert::to_f64(n).ok()
}

fn sumprod(t: &Thread, a: &[Value]) -> Res {
    let (p, q) = (ops::iter(t, a[0])?, ops::iter(t, a[1])?);
    let mut products = Products { total: t.int(0), floats: None };
    loop {
        t.m.safepoint();
        let (x, y) = (ops::next(t, p.v())?, ops::next(t, q.v())?);
        match (x.is_undef(), y.is_undef()) {
            (true, true) => break,
            (false, false) => products.add(t, x.v(), y.v())?,
            _ => return Err(t.value_error("Inputs are not the same length")),
        }
    }
    products.settle(t)?;
    Ok(products.total)
}
