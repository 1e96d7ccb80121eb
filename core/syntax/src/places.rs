//! Places of nodes that no source text stands behind: a tree built by a program has its own line and column numbers.
//!
//! Such a tree refers to a skeleton, a text that only holds what the values of literals are read from; each node has a range
//! of its own in it. Must never know trees.

use std::collections::HashMap;

/// Which line and column (in bytes) offsets of a skeleton stand for.
#[derive(Clone, Debug, Default)]
pub struct Places {
    starts: Vec<(u32, u32, u32)>,
    ends: Vec<(u32, u32, u32)>,
    texts: HashMap<u32, String>,
}

impl Places {
    /// A node starts at an offset. Offsets come in ascending order.
    pub fn start(&mut self, offset: u32, line: u32, column: u32) {
        self.starts.push((offset, line, column));
    }

    /// A node ends at an offset. Offsets come in ascending order.
    pub fn end(&mut self, offset: u32, line: u32, column: u32) {
        self.ends.push((offset, line, column));
    }

    /// What the source text of the node that starts at an offset is said to be.
    pub fn text(&mut self, offset: u32, text: String) {
        self.texts.insert(offset, text);
    }

    pub(crate) fn text_at(&self, offset: u32) -> Option<&str> {
        self.texts.get(&offset).map(String::as_str)
    }

    /// Line and column of the last node that starts at or before an offset.
    pub(crate) fn start_of(&self, offset: u32) -> (u32, u32) {
        let after = self.starts.partition_point(|place| place.0 <= offset);
        self.starts.get(after.saturating_sub(1)).map_or((1, 0), |place| (place.1, place.2))
    }

    /// Line and column of the last node that ends at or before an offset.
    pub(crate) fn end_of(&self, offset: u32) -> (u32, u32) {
        let after = self.ends.partition_point(|place| place.0 <= offset);
        match self.ends.get(after.saturating_sub(1)) {
            Some(place) => (place.1, place.2),
            None => self.start_of(offset),
        }
    }
}
