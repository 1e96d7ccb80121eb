//! The Two-Way algorithm of Crochemore and Perrin (1991) for units wider than a byte: linear time, constant space.
//!
//! The needle is cut at its critical position. The right half is compared forwards; a mismatch there moves the window past
//! what matched. Then the left half is compared backwards; a mismatch there moves the window by the period. Texts are read
//! through [`Reading`], so that the same code searches from the end.

use crate::unit::Unit;

/// A slice read from one of its ends.
#[derive(Clone, Copy)]
pub(super) struct Reading<'a, T, const BACKWARDS: bool>(pub &'a [T]);

impl<T: Unit, const BACKWARDS: bool> Reading<'_, T, BACKWARDS> {
    #[inline(always)]
    fn at(&self, index: usize) -> T {
        if BACKWARDS { self.0[self.0.len() - 1 - index] } else { self.0[index] }
    }

    #[inline(always)]
    fn len(&self) -> usize {
        self.0.len()
    }
}

/// A needle with what was learnt of it.
pub(super) struct TwoWay<'n, T, const BACKWARDS: bool> {
    needle: Reading<'n, T, BACKWARDS>,
    critical: usize,
    period: usize,
    /// Whether the whole needle has the period: then a match of the left half need not be read twice.
    periodic: bool,
}

impl<'n, T: Unit, const BACKWARDS: bool> TwoWay<'n, T, BACKWARDS> {
    /// Looks at a needle that is not empty.
    pub fn new(needle: &'n [T]) -> Self {
        let needle = Reading(needle);
        let (a, b) = (maximal_suffix(&needle, |x, y| x < y), maximal_suffix(&needle, |x, y| x > y));
        let (critical, period) = if a.0 > b.0 { a } else { b };
        let periodic =
            critical + period <= needle.len() && (0..critical).all(|i| needle.at(i) == needle.at(i + period));
        let period = if periodic { period } else { critical.max(needle.len() - critical) + 1 };
        TwoWay { needle, critical, period, periodic }
    }

    /// The first match, counted in the reading's direction.
    pub fn find(&self, hay: Reading<'_, T, BACKWARDS>) -> Option<usize> {
        let (needle, len) = (&self.needle, self.needle.len());
        let mut at = 0;
        let mut known = 0; // so much of the needle's start is known to match
        while at + len <= hay.len() {
            let start = self.critical.max(known);
            if let Some(bad) = (start..len).find(|&i| needle.at(i) != hay.at(at + i)) {
                at += bad - self.critical + 1;
                known = 0;
                continue;
            }
            if (known..self.critical).rev().all(|i| needle.at(i) == hay.at(at + i)) {
                return Some(at);
            }
            at += self.period;
            known = if self.periodic { len - self.period } else { 0 };
        }
        None
    }
}

/// Where the greatest suffix starts, and its period, in an order of units.
fn maximal_suffix<T: Unit, const BACKWARDS: bool>(
    needle: &Reading<'_, T, BACKWARDS>,
    less: impl Fn(T, T) -> bool,
) -> (usize, usize) {
    let (mut start, mut rival, mut matched, mut period) = (0, 1, 0, 1);
    while rival + matched < needle.len() {
        let (a, b) = (needle.at(rival + matched), needle.at(start + matched));
        if less(a, b) {
            // The rival is smaller: everything so far is one period.
            rival += matched + 1;
            matched = 0;
            period = rival - start;
        } else if a == b {
            if matched + 1 == period {
                rival += period;
                matched = 0;
            } else {
                matched += 1;
            }
        } else {
            start = rival;
            rival = start + 1;
            (matched, period) = (0, 1);
        }
    }
    (start, period)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Words over two letters are the hard case: all needles up to 7, in hays up to 14 that hold them in every way.
    #[test]
    fn agrees_with_the_obvious() {
        let word = |len: usize, bits: u32| (0..len).map(|i| (bits >> i & 1) as u16).collect::<Vec<u16>>();
        for (n, h) in [(1, 5), (2, 7), (3, 9), (5, 11), (6, 11), (7, 12)] {
            for needle in 0..1 << n {
                let needle = word(n, needle);
                let (forth, back) = (TwoWay::<u16, false>::new(&needle), TwoWay::<u16, true>::new(&needle));
                for hay in 0..1 << h {
                    let hay = word(h, hay);
                    let places =
                        || hay.windows(n).enumerate().filter(|(_, w)| **w == needle[..]).map(|(i, _)| i);
                    assert_eq!(forth.find(Reading(&hay)), places().next());
                    assert_eq!(back.find(Reading(&hay)).map(|i| h - i - n), places().next_back());
                }
            }
        }
    }
}
