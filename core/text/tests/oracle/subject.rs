//! Text and bytes behind one trait, so that one test serves both.

use crate::Show;
use heddle_text::{Owned, Side, bytes};
use std::ops::Range;

/// What `str` and `bytes` have in common.
#[allow(missing_docs)] // named as in Python
pub trait Subject: Clone + Show + PartialEq + PartialOrd {
    fn len(&self) -> usize;
    fn part(&self, range: Range<usize>) -> Self;
    fn find(&self, needle: &Self, range: Range<usize>) -> Option<usize>;
    fn rfind(&self, needle: &Self, range: Range<usize>) -> Option<usize>;
    fn count(&self, needle: &Self, range: Range<usize>) -> usize;
    fn split(&self, sep: Option<&Self>, limit: usize) -> Vec<Range<usize>>;
    fn rsplit(&self, sep: Option<&Self>, limit: usize) -> Vec<Range<usize>>;
    fn partition(&self, sep: &Self) -> Option<(Range<usize>, Range<usize>)>;
    fn rpartition(&self, sep: &Self) -> Option<(Range<usize>, Range<usize>)>;
    fn lines(&self, keep: bool) -> Vec<Range<usize>>;
    fn strip(&self, set: Option<&Self>, side: Side) -> Range<usize>;
    fn replace(&self, old: &Self, new: &Self, limit: usize) -> Option<Self>;
    fn join(&self, parts: [&Self; 3]) -> Self;
    fn repeat(&self, times: usize) -> Self;
    fn reversed(&self) -> Self;
    /// center, ljust, rjust
    fn padded(&self, width: usize, fill: &Self) -> [Self; 3];
    fn zfill(&self, width: usize) -> Self;
    fn expand_tabs(&self, size: usize) -> Self;
    /// lower, upper, title, capitalize, swapcase
    fn cases(&self) -> [Self; 5];
    /// isalpha, isalnum, isdigit, isspace, isupper, islower, istitle
    fn classes(&self) -> [bool; 7];
    /// repr, ascii
    fn quoted(&self) -> [Owned; 2];
    fn starts_with(&self, prefix: &Self) -> bool;
    fn ends_with(&self, suffix: &Self) -> bool;
    fn concat(&self, other: &Self) -> Self;
    fn dot() -> Self;
}

impl Subject for Owned {
    fn len(&self) -> usize {
        self.len()
    }
    fn part(&self, range: Range<usize>) -> Owned {
        Owned::from(self.view().slice(range))
    }
    fn find(&self, needle: &Owned, range: Range<usize>) -> Option<usize> {
        self.view().find(needle.view(), range)
    }
    fn rfind(&self, needle: &Owned, range: Range<usize>) -> Option<usize> {
        self.view().rfind(needle.view(), range)
    }
    fn count(&self, needle: &Owned, range: Range<usize>) -> usize {
        self.view().count(needle.view(), range)
    }
    fn split(&self, sep: Option<&Owned>, limit: usize) -> Vec<Range<usize>> {
        match sep {
            Some(sep) => self.view().split(sep.view(), limit),
            None => self.view().split_space(limit),
        }
    }
    fn rsplit(&self, sep: Option<&Owned>, limit: usize) -> Vec<Range<usize>> {
        match sep {
            Some(sep) => self.view().rsplit(sep.view(), limit),
            None => self.view().rsplit_space(limit),
        }
    }
    fn partition(&self, sep: &Owned) -> Option<(Range<usize>, Range<usize>)> {
        self.view().partition(sep.view())
    }
    fn rpartition(&self, sep: &Owned) -> Option<(Range<usize>, Range<usize>)> {
        self.view().rpartition(sep.view())
    }
    fn lines(&self, keep: bool) -> Vec<Range<usize>> {
        self.view().split_lines(keep)
    }
    fn strip(&self, set: Option<&Owned>, side: Side) -> Range<usize> {
        match set {
            Some(set) => self.view().strip(set.view(), side),
            None => self.view().strip_space(side),
        }
    }
    fn replace(&self, old: &Owned, new: &Owned, limit: usize) -> Option<Owned> {
        self.view().replace(old.view(), new.view(), limit)
    }
    fn join(&self, parts: [&Owned; 3]) -> Owned {
        self.view().join(parts.map(Owned::view))
    }
    fn repeat(&self, times: usize) -> Owned {
        self.view().repeat(times)
    }
    fn reversed(&self) -> Owned {
        self.view().reversed()
    }
    fn padded(&self, width: usize, fill: &Owned) -> [Owned; 3] {
        let (view, fill) = (self.view(), fill.view().get(0));
        [view.center(width, fill), view.ljust(width, fill), view.rjust(width, fill)]
    }
    fn zfill(&self, width: usize) -> Owned {
        self.view().zfill(width)
    }
    fn expand_tabs(&self, size: usize) -> Owned {
        self.view().expand_tabs(size)
    }
    fn cases(&self) -> [Owned; 5] {
        let view = self.view();
        [view.to_lower(), view.to_upper(), view.to_title(), view.capitalize(), view.swapcase()]
    }
    fn classes(&self) -> [bool; 7] {
        let v = self.view();
        [v.is_alpha(), v.is_alnum(), v.is_digit(), v.is_space(), v.is_upper(), v.is_lower(), v.is_title()]
    }
    fn quoted(&self) -> [Owned; 2] {
        [self.view().repr(), self.view().ascii()]
    }
    fn starts_with(&self, prefix: &Owned) -> bool {
        self.view().starts_with(prefix.view())
    }
    fn ends_with(&self, suffix: &Owned) -> bool {
        self.view().ends_with(suffix.view())
    }
    fn concat(&self, other: &Owned) -> Owned {
        self.view().concat(other.view())
    }
    fn dot() -> Owned {
        Owned::from(".")
    }
}

impl Subject for Vec<u8> {
    fn len(&self) -> usize {
        self.len()
    }
    fn part(&self, range: Range<usize>) -> Vec<u8> {
        self[range].to_vec()
    }
    fn find(&self, needle: &Vec<u8>, range: Range<usize>) -> Option<usize> {
        bytes::find(self, needle, range)
    }
    fn rfind(&self, needle: &Vec<u8>, range: Range<usize>) -> Option<usize> {
        bytes::rfind(self, needle, range)
    }
    fn count(&self, needle: &Vec<u8>, range: Range<usize>) -> usize {
        bytes::count(self, needle, range)
    }
    fn split(&self, sep: Option<&Vec<u8>>, limit: usize) -> Vec<Range<usize>> {
        match sep {
            Some(sep) => bytes::split(self, sep, limit),
            None => bytes::split_space(self, limit),
        }
    }
    fn rsplit(&self, sep: Option<&Vec<u8>>, limit: usize) -> Vec<Range<usize>> {
        match sep {
            Some(sep) => bytes::rsplit(self, sep, limit),
            None => bytes::rsplit_space(self, limit),
        }
    }
    fn partition(&self, sep: &Vec<u8>) -> Option<(Range<usize>, Range<usize>)> {
        bytes::partition(self, sep)
    }
    fn rpartition(&self, sep: &Vec<u8>) -> Option<(Range<usize>, Range<usize>)> {
        bytes::rpartition(self, sep)
    }
    fn lines(&self, keep: bool) -> Vec<Range<usize>> {
        bytes::split_lines(self, keep)
    }
    fn strip(&self, set: Option<&Vec<u8>>, side: Side) -> Range<usize> {
        match set {
            Some(set) => bytes::strip(self, set, side),
            None => bytes::strip_space(self, side),
        }
    }
    fn replace(&self, old: &Vec<u8>, new: &Vec<u8>, limit: usize) -> Option<Vec<u8>> {
        bytes::replace(self, old, new, limit)
    }
    fn join(&self, parts: [&Vec<u8>; 3]) -> Vec<u8> {
        bytes::join(self, parts.map(|part| &part[..]))
    }
    fn repeat(&self, times: usize) -> Vec<u8> {
        self[..].repeat(times)
    }
    fn reversed(&self) -> Vec<u8> {
        self.iter().rev().copied().collect()
    }
    fn padded(&self, width: usize, fill: &Vec<u8>) -> [Vec<u8>; 3] {
        let fill = fill[0];
        [bytes::center(self, width, fill), bytes::ljust(self, width, fill), bytes::rjust(self, width, fill)]
    }
    fn zfill(&self, width: usize) -> Vec<u8> {
        bytes::zfill(self, width)
    }
    fn expand_tabs(&self, size: usize) -> Vec<u8> {
        bytes::expand_tabs(self, size)
    }
    fn cases(&self) -> [Vec<u8>; 5] {
        let (lower, upper) = (self.to_ascii_lowercase(), self.to_ascii_uppercase());
        [lower, upper, bytes::title(self), bytes::capitalize(self), bytes::swapcase(self)]
    }
    fn classes(&self) -> [bool; 7] {
        use heddle_text::bytes::{is_alnum, is_alpha, is_digit, is_lower, is_space, is_title, is_upper};
        [is_alpha, is_alnum, is_digit, is_space, is_upper, is_lower, is_title].map(|is| is(self))
    }
    fn quoted(&self) -> [Owned; 2] {
        [bytes::repr(self), bytes::repr(self)]
    }
    fn starts_with(&self, prefix: &Vec<u8>) -> bool {
        self[..].starts_with(prefix)
    }
    fn ends_with(&self, suffix: &Vec<u8>) -> bool {
        self[..].ends_with(suffix)
    }
    fn concat(&self, other: &Vec<u8>) -> Vec<u8> {
        [&self[..], other].concat()
    }
    fn dot() -> Vec<u8> {
        b".".to_vec()
    }
}
