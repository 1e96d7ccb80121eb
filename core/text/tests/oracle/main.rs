//! Many random cases of each algorithm and codec, against digests of what Python 3.14 says of the same ones.
//!
//! The cases come from `tools/oracle.py`'s generator, drawn here in the same order. Where a digest differs, compare
//! `python3.14 tools/oracle.py FAMILY` with `HEDDLE_ORACLE=FAMILY cargo test -p heddle-text --test oracle -- --nocapture`.

mod algorithms;
mod codecs;
mod digests;
mod subject;

use digests::DIGESTS;
use heddle_text::{Owned, View};
use std::fmt::Write;

/// Cases of a family, as in tools/oracle.py.
const CASES: usize = 6000;

/// The generator of tools/oracle.py.
pub struct Random(u64);

impl Random {
    /// A number below `n`.
    pub fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        (self.0 >> 33) as usize % n
    }

    /// A text over one of the alphabets.
    pub fn text(&mut self, alphabets: &[&[u32]], longest: usize) -> Owned {
        let alphabet = alphabets[self.below(alphabets.len())];
        let len = self.below(longest + 1);
        Owned::from_code_points((0..len).map(|_| alphabet[self.below(alphabet.len())]))
    }

    /// Bytes made of pieces.
    pub fn bytes(&mut self, alphabet: &[&[u8]], longest: usize) -> Vec<u8> {
        let len = self.below(longest + 1);
        (0..len).flat_map(|_| alphabet[self.below(alphabet.len())].iter().copied()).collect()
    }
}

fn fnv(bytes: &[u8], state: u64) -> u64 {
    bytes.iter().fold(state, |state, &b| (state ^ u64::from(b)).wrapping_mul(0x100_0000_01b3))
}

const SEED: u64 = 0xcbf2_9ce4_8422_2325;

/// A line of values, written as `show` of tools/oracle.py writes them.
#[derive(Default)]
pub struct Line(String);

/// What a line shows.
pub trait Show {
    /// Writes the value.
    fn show(&self, out: &mut String);
}

fn hex(kind: char, bytes: &[u8], out: &mut String) {
    out.push(kind);
    bytes.iter().for_each(|b| write!(out, "{b:02x}").unwrap());
}

impl Show for bool {
    fn show(&self, out: &mut String) {
        out.push(if *self { '1' } else { '0' });
    }
}

impl Show for i64 {
    fn show(&self, out: &mut String) {
        write!(out, "{self}").unwrap();
    }
}

/// What `find` says: -1 where there is nothing.
impl Show for Option<usize> {
    fn show(&self, out: &mut String) {
        self.map_or(-1, |found| found as i64).show(out);
    }
}

impl Show for usize {
    fn show(&self, out: &mut String) {
        (*self as i64).show(out);
    }
}

impl Show for View<'_> {
    fn show(&self, out: &mut String) {
        hex('s', &self.to_wtf8(), out);
    }
}

impl Show for Owned {
    fn show(&self, out: &mut String) {
        assert_eq!(self.kind(), self.view().narrowest(), "{self:?} is not narrow");
        self.view().show(out);
    }
}

impl Show for str {
    fn show(&self, out: &mut String) {
        hex('s', self.as_bytes(), out);
    }
}

impl Show for Vec<u8> {
    fn show(&self, out: &mut String) {
        hex('b', self, out);
    }
}

/// Something written as it is.
pub struct Raw(pub String);

impl Show for Raw {
    fn show(&self, out: &mut String) {
        out.push_str(&self.0);
    }
}

impl<T: Show> Show for Vec<T> {
    fn show(&self, out: &mut String) {
        out.push('[');
        for (i, value) in self.iter().enumerate() {
            if i > 0 {
                out.push(' ');
            }
            value.show(out);
        }
        out.push(']');
    }
}

impl Line {
    /// Adds a value.
    pub fn add(&mut self, value: &(impl Show + ?Sized)) -> &mut Line {
        self.0.push(if self.0.is_empty() { '[' } else { ' ' });
        value.show(&mut self.0);
        self
    }
}

/// Where lines go.
pub struct Sink {
    family: &'static str,
    state: u64,
    shown: bool,
}

impl Sink {
    /// Ends a line and takes it in.
    pub fn line(&mut self, line: &mut Line) {
        let text = std::mem::take(&mut line.0) + "]\n";
        self.state = fnv(text.as_bytes(), self.state);
        if self.shown {
            print!("{text}");
        }
    }
}

/// Runs the families whose name has this start.
fn check(prefix: &str, mut case: impl FnMut(&str, &mut Random, &mut Sink)) {
    let mut wrong = Vec::new();
    for &(family, digest) in DIGESTS.iter().filter(|(family, _)| family.starts_with(prefix)) {
        let shown = std::env::var("HEDDLE_ORACLE").is_ok_and(|name| name == family);
        let mut sink = Sink { family, state: SEED, shown };
        let mut random = Random(fnv(family.as_bytes(), SEED));
        (0..CASES).for_each(|_| case(family, &mut random, &mut sink));
        if sink.state != digest {
            wrong.push(sink.family);
        }
    }
    assert!(wrong.is_empty(), "Python says otherwise: {wrong:?}");
}

#[test]
fn text() {
    check("text_", algorithms::text);
}

#[test]
fn bytes() {
    check("bytes_", algorithms::bytes);
}

#[test]
fn decoders() {
    check("decode_", codecs::decode);
}

#[test]
fn encoders() {
    check("encode_", codecs::encode);
}
