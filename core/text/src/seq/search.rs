//! Finding a slice in a slice: `memchr`'s searcher for bytes; for wider units a plain search with a budget, and Two-Way
//! once the budget is spent.

use super::twoway::{Reading, TwoWay};
use crate::unit::Unit;
use memchr::memmem;

/// A prepared needle.
pub(crate) trait Finder<'n, T>: Sized {
    /// Looks at a needle, perhaps an empty one.
    fn new(needle: &'n [T]) -> Self;
    /// The first match.
    fn find_in(&self, hay: &[T]) -> Option<usize>;
}

impl<'n> Finder<'n, u8> for memmem::Finder<'n> {
    fn new(needle: &'n [u8]) -> Self {
        memmem::Finder::new(needle)
    }
    #[inline]
    fn find_in(&self, hay: &[u8]) -> Option<usize> {
        self.find(hay)
    }
}

/// A needle of wide units.
pub(crate) struct WideFinder<'n, T>(&'n [T]);

impl<'n, T: Unit> Finder<'n, T> for WideFinder<'n, T> {
    fn new(needle: &'n [T]) -> Self {
        WideFinder(needle)
    }

    fn find_in(&self, hay: &[T]) -> Option<usize> {
        let Some((&first, tail)) = self.0.split_first() else { return Some(0) };
        let mut at = 0;
        // Candidates that came to nothing; as long as they are cheap beside the distance covered, the plain way is faster.
        let mut wasted = 0;
        while at + self.0.len() <= hay.len() {
            at += find_one_wide(first, &hay[at..hay.len() - tail.len()])?;
            let same = hay[at + 1..].iter().zip(tail).take_while(|(a, b)| a == b).count();
            if same == tail.len() {
                return Some(at);
            }
            at += 1;
            wasted += same;
            if wasted > 64 + 2 * at {
                return TwoWay::<T, false>::new(self.0).find(Reading(&hay[at..])).map(|found| at + found);
            }
        }
        None
    }
}

/// The first place of a wide unit, looked for in blocks that vectorise.
pub(crate) fn find_one_wide<T: Unit>(unit: T, hay: &[T]) -> Option<usize> {
    const BLOCK: usize = 32;
    let mut at = 0;
    for block in hay.chunks_exact(BLOCK) {
        if block.iter().fold(false, |any, &u| any | (u == unit)) {
            break;
        }
        at += BLOCK;
    }
    hay[at..].iter().position(|&u| u == unit).map(|found| at + found)
}

/// `rfind` of wide units.
pub(crate) fn rfind_wide<T: Unit>(hay: &[T], needle: &[T]) -> Option<usize> {
    let Some((&last, head)) = needle.split_last() else { return Some(hay.len()) };
    let mut end = hay.len();
    let mut wasted = 0;
    while end >= needle.len() {
        end = head.len() + hay[head.len()..end].iter().rposition(|&u| u == last)?;
        let same = hay[..end].iter().rev().zip(head.iter().rev()).take_while(|(a, b)| a == b).count();
        if same == head.len() {
            return Some(end - head.len());
        }
        wasted += same;
        if wasted > 64 + 2 * (hay.len() - end) {
            let found = TwoWay::<T, true>::new(needle).find(Reading(&hay[..end]))?;
            return Some(end - found - needle.len());
        }
    }
    None
}

/// The first match of `needle`; of an empty one at 0.
#[inline]
pub(crate) fn find<T: Unit>(hay: &[T], needle: &[T]) -> Option<usize> {
    match needle {
        &[unit] => T::find_one(unit, hay),
        _ if needle.len() > hay.len() => None,
        _ => T::find_once(hay, needle),
    }
}

/// The last match of `needle`; of an empty one at the end.
#[inline]
pub(crate) fn rfind<T: Unit>(hay: &[T], needle: &[T]) -> Option<usize> {
    match needle {
        &[unit] => T::rfind_one(unit, hay),
        _ if needle.len() > hay.len() => None,
        _ => T::rfind(hay, needle),
    }
}

/// How many matches there are that do not overlap; an empty needle is before and after each unit.
pub(crate) fn count<T: Unit>(hay: &[T], needle: &[T]) -> usize {
    match needle {
        [] => hay.len() + 1,
        &[unit] => T::count_one(unit, hay),
        _ => matches(hay, needle).count(),
    }
}

/// Where the matches of a needle that is not empty start, from the left, without overlaps.
pub(crate) fn matches<'a, T: Unit>(hay: &'a [T], needle: &'a [T]) -> Matches<'a, T> {
    let plan = match needle {
        &[unit] => Plan::One(unit),
        _ => Plan::Several(T::Finder::new(needle)),
    };
    Matches { hay, plan, at: 0, len: needle.len() }
}

enum Plan<'a, T: Unit> {
    One(T),
    Several(T::Finder<'a>),
}

/// See [`matches`].
pub(crate) struct Matches<'a, T: Unit> {
    hay: &'a [T],
    plan: Plan<'a, T>,
    at: usize,
    len: usize,
}

impl<T: Unit> Iterator for Matches<'_, T> {
    type Item = usize;

    #[inline]
    fn next(&mut self) -> Option<usize> {
        let rest = &self.hay[self.at..];
        let found = match &self.plan {
            &Plan::One(unit) => T::find_one(unit, rest),
            Plan::Several(finder) => finder.find_in(rest),
        };
        let start = self.at + found?;
        self.at = start + self.len;
        Some(start)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wide_and_narrow_agree_where_the_budget_is_spent() {
        // Runs of one letter exhaust the plain search at once.
        for (h, n, tail) in
            [(4000, 300, true), (4000, 300, false), (500, 499, true), (64, 2, false), (3, 9, false)]
        {
            let mut needle = vec![b'a'; n];
            if tail {
                needle.push(b'b');
            }
            for place in [0, h / 2, h] {
                let mut hay = vec![b'a'; h];
                hay.splice(place..place, needle.iter().copied());
                let (wide_hay, wide): (Vec<u16>, Vec<u16>) =
                    (hay.iter().map(|&b| b.into()).collect(), needle.iter().map(|&b| b.into()).collect());
                assert_eq!(find(&wide_hay, &wide), find(&hay, &needle));
                assert_eq!(rfind(&wide_hay, &wide), rfind(&hay, &needle));
                assert_eq!(count(&wide_hay, &wide), count(&hay, &needle));
            }
        }
    }

    #[test]
    fn empty_needles_are_everywhere() {
        assert_eq!((find(b"ab", b""), rfind(b"ab", b""), count(b"ab", b"")), (Some(0), Some(2), 3));
        assert_eq!((find(&[1u16], &[]), rfind(&[1u32], &[]), count::<u16>(&[], &[])), (Some(0), Some(1), 1));
    }
}
