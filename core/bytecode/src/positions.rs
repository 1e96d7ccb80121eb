//! Source positions of instructions, packed.
//!
//! Runs of words with one position each: `(words, line - previous line, end line - line, column, end column)` as variable
//! length numbers, signed ones zigzag; column 0 stands for none, else it is one more. Must never know instructions.

/// A range of source: lines from 1, columns from 0 in bytes of UTF-8, as `co_positions()` gives them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Position {
    /// First line; 0: no position.
    pub line: u32,
    /// Last line.
    pub end_line: u32,
    /// First column.
    pub column: u32,
    /// Column after the last.
    pub end_column: u32,
}

/// The packed table.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Positions(pub Box<[u8]>);

impl Positions {
    /// Packs the positions of runs of words.
    pub fn pack(runs: impl IntoIterator<Item = (Position, u32)>) -> Positions {
        let mut out = Vec::new();
        let mut line = 0;
        let mut pending: Option<(Position, u32)> = None;
        for (position, words) in runs {
            match &mut pending {
                Some((last, count)) if *last == position => *count += words,
                _ => {
                    if let Some(run) = pending.replace((position, words)) {
                        put_run(&mut out, &mut line, run);
                    }
                }
            }
        }
        if let Some(run) = pending {
            put_run(&mut out, &mut line, run);
        }
        Positions(out.into())
    }

    /// The runs in order: position and number of words. Stops at the first malformed entry.
    pub fn runs(&self) -> Runs<'_> {
        Runs { bytes: &self.0, line: 0 }
    }

    /// The position of a word.
    pub fn at(&self, word: u32) -> Position {
        let mut end = 0u32;
        for (position, words) in self.runs() {
            end = end.saturating_add(words);
            if word < end {
                return position;
            }
        }
        Position::default()
    }
}

fn put_run(out: &mut Vec<u8>, line: &mut u32, (position, words): (Position, u32)) {
    put(out, words);
    let delta = position.line.wrapping_sub(*line) as i32;
    put(out, ((delta << 1) ^ (delta >> 31)) as u32);
    put(out, position.end_line.wrapping_sub(position.line));
    put(out, position.column);
    put(out, position.end_column);
    *line = position.line;
}

fn put(out: &mut Vec<u8>, mut value: u32) {
    while value >= 0x80 {
        out.push(value as u8 | 0x80);
        value >>= 7;
    }
    out.push(value as u8);
}

/// Iterator over the runs of a table.
pub struct Runs<'a> {
    bytes: &'a [u8],
    line: u32,
}

impl Runs<'_> {
    fn number(&mut self) -> Option<u32> {
        let (mut value, mut shift) = (0u32, 0);
        loop {
            let (first, rest) = self.bytes.split_first()?;
            self.bytes = rest;
            if shift > 28 {
                return None;
            }
            value |= u32::from(first & 0x7F) << shift;
            shift += 7;
            if first & 0x80 == 0 {
                return Some(value);
            }
        }
    }
}

impl Iterator for Runs<'_> {
    type Item = (Position, u32);

    fn next(&mut self) -> Option<(Position, u32)> {
        let words = self.number()?;
        let zigzag = self.number()?;
        self.line = self.line.wrapping_add((zigzag >> 1) ^ (zigzag & 1).wrapping_neg());
        let end_line = self.line.wrapping_add(self.number()?);
        let (column, end_column) = (self.number()?, self.number()?);
        Some((Position { line: self.line, end_line, column, end_column }, words))
    }
}
