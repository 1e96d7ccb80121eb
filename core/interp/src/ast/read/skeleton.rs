//! The text that a tree without source refers to: each node has a range of its own in it, and the values of strings can be read
//! from it.
//!
//! Must never know nodes.

use heddle_syntax::Places;
use heddle_syntax::ast::Identifier;
use heddle_syntax::text_size::TextRange;
use std::fmt::Write;

/// Where a node says it is.
#[derive(Clone, Copy, Default)]
pub(super) struct Place {
    pub(super) line: u32,
    pub(super) column: u32,
    pub(super) end_line: u32,
    pub(super) end_column: u32,
}

#[derive(Default)]
pub(super) struct Skeleton {
    pub(super) text: String,
    pub(super) places: Places,
}

impl Skeleton {
    fn len(&self) -> u32 {
        self.text.len() as u32
    }

    /// A node starts.
    pub(super) fn open(&mut self, place: Place) -> u32 {
        let start = self.mark(place);
        self.text.push(' ');
        start
    }

    /// Something with this start comes next.
    pub(super) fn mark(&mut self, place: Place) -> u32 {
        let start = self.len();
        self.places.start(start, place.line, place.column);
        start
    }

    /// The node that started at `start` ends.
    pub(super) fn close(&mut self, start: u32, place: Place) -> TextRange {
        self.text.push(' ');
        self.end(start, place)
    }

    fn end(&mut self, start: u32, place: Place) -> TextRange {
        let end = self.len();
        self.places.end(end, place.end_line, place.end_column);
        range(start, end)
    }

    /// A range for what has no place.
    pub(super) fn spot(&mut self) -> TextRange {
        let start = self.len();
        self.text.push(' ');
        range(start, start + 1)
    }

    /// A word where a node's proper text starts.
    pub(super) fn word(&mut self, word: &str) {
        self.text.push_str(word);
    }

    /// A name.
    pub(super) fn name(&mut self, name: &str) -> Identifier {
        self.text.push(' ');
        let start = self.len();
        self.text.push_str(name);
        Identifier::new(name, range(start, start + name.len() as u32))
    }

    /// A string literal of these code points.
    pub(super) fn string(&mut self, text: impl Iterator<Item = u32>, place: Place) -> TextRange {
        let start = self.mark(place);
        self.text.push('"');
        self.code_points(text);
        self.text.push('"');
        self.end(start, place)
    }

    /// Text between the braces of an f-string.
    pub(super) fn piece(&mut self, text: impl Iterator<Item = u32>, place: Place) -> TextRange {
        let start = self.open(place);
        let at = start + 1;
        self.code_points(text);
        let end = self.len();
        self.text.push(' ');
        self.places.end(end, place.end_line, place.end_column);
        range(at, end)
    }

    fn code_points(&mut self, text: impl Iterator<Item = u32>) {
        for c in text {
            match char::from_u32(c) {
                Some(c) if c.is_ascii_alphanumeric() || matches!(c, ' ' | '_' | '.' | '-') => {
                    self.text.push(c)
                }
                // Writing to a String does not fail.
                _ => {
                    let _ = write!(self.text, "\\U{c:08x}");
                }
            }
        }
    }

    /// A bytes literal.
    pub(super) fn bytes(&mut self, data: &[u8], place: Place) -> TextRange {
        let start = self.mark(place);
        self.text.push_str("b\"");
        for byte in data {
            let _ = write!(self.text, "\\x{byte:02x}");
        }
        self.text.push('"');
        self.end(start, place)
    }

    /// Text that tells literals apart.
    pub(super) fn token(&mut self, text: &str, place: Place) -> TextRange {
        let start = self.mark(place);
        self.text.push_str(text);
        self.text.push(' ');
        self.end(start, place)
    }
}

fn range(start: u32, end: u32) -> TextRange {
    TextRange::new(start.into(), end.into())
}
