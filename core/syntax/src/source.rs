//! Source text with its name and a line index: turns byte offsets into the line and column numbers Python shows.
//!
//! Must never know tokens, trees or scopes.

use crate::encoding;
use crate::error::{End, ErrorClass, Fault, SyntaxError, SyntaxWarning};
use crate::places::Places;
use std::sync::Arc;

/// A Python source file: decoded text with `\n` line ends, no byte order mark, and an index of its lines.
#[derive(Clone, Debug)]
pub struct Source {
    filename: Arc<str>,
    text: String,
    line_starts: Vec<u32>,
    /// Of a skeleton: what its offsets stand for.
    places: Option<Arc<Places>>,
}

/// A place in the source: 1-based line, 0-based column in characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Position {
    /// 1-based line number.
    pub line: u32,
    /// 0-based column, in characters (not bytes).
    pub column: u32,
}

impl Source {
    /// Takes text as `compile(str)` does: line ends become `\n`. Fails on NUL characters and on text over 4 GiB.
    pub fn new(filename: &str, text: &str) -> Result<Source, SyntaxError> {
        let text = if text.contains('\r') {
            text.replace("\r\n", "\n").replace('\r', "\n")
        } else {
            text.to_owned()
        };
        Source::from_normalised(filename, text)
    }

    /// The offset of what comes after `at` past blanks, line ends, comments and closing parentheses: after the last decorator, of the
    /// definition proper.
    pub fn past_blanks(&self, at: u32) -> u32 {
        let (text, mut at) = (self.text.as_bytes(), at as usize);
        while let Some(byte) = text.get(at) {
            match byte {
                b'#' => at += text[at..].iter().take_while(|byte| **byte != b'\n').count(),
                b' ' | b'\t' | b'\n' | b'\x0c' | b')' | b'\\' => at += 1,
                _ => break,
            }
        }
        at as u32
    }

    /// Decodes bytes as CPython does: byte order mark, then a PEP 263 cookie in the first two lines, else UTF-8.
    pub fn from_bytes(filename: &str, bytes: &[u8]) -> Result<Source, SyntaxError> {
        match encoding::decode(bytes) {
            Ok(text) => Source::new(filename, &text),
            Err(message) => Err(SyntaxError::bare(ErrorClass::SyntaxError, message, filename)),
        }
    }

    fn from_normalised(filename: &str, text: String) -> Result<Source, SyntaxError> {
        let refuse = |message: &str| SyntaxError::bare(ErrorClass::SyntaxError, message.to_owned(), filename);
        if text.contains('\0') {
            return Err(refuse("source code string cannot contain null bytes"));
        }
        if text.len() >= (u32::MAX - 2) as usize {
            return Err(refuse("source text is larger than 4 GiB"));
        }
        let mut line_starts = vec![0];
        line_starts
            .extend(text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n').map(|(at, _)| at as u32 + 1));
        Ok(Source { filename: filename.into(), text, line_starts, places: None })
    }

    /// The skeleton of a tree that was not parsed: see [`Places`].
    pub fn skeleton(filename: &str, text: String, places: Places) -> Source {
        Source { filename: filename.into(), text, line_starts: vec![0], places: Some(Arc::new(places)) }
    }

    /// What the text of the node that starts at an offset is said to be, where it is not read from the source.
    pub fn stated_text(&self, offset: u32) -> Option<&str> {
        self.places.as_ref()?.text_at(offset)
    }

    /// Line and column of the start of a range, then of its end. Columns are in bytes.
    pub fn span(&self, start: u32, end: u32) -> [u32; 4] {
        if let Some(places) = &self.places {
            let ((line, column), (end_line, end_column)) = (places.start_of(start), places.end_of(end));
            return [line, column, end_line, end_column];
        }
        let line = self.line_of(start);
        let end_line = self.line_of(end.max(start + 1) - 1);
        [line, start - self.line_start(line), end_line, end - self.line_start(end_line)]
    }

    /// The name given at construction, as it appears in messages.
    pub fn filename(&self) -> &str {
        &self.filename
    }

    /// The whole decoded text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Number of lines, not counting the empty one after a final line end; at least 1.
    pub fn line_count(&self) -> u32 {
        let lines = self.line_starts.len() as u32;
        if self.text.ends_with('\n') { lines - 1 } else { lines }
    }

    /// Byte offset where a 1-based line starts.
    pub fn line_start(&self, line: u32) -> u32 {
        let index = (line.max(1) as usize - 1).min(self.line_starts.len() - 1);
        self.line_starts[index]
    }

    /// The 1-based line that holds a byte offset.
    pub fn line_of(&self, offset: u32) -> u32 {
        if let Some(places) = &self.places {
            return places.start_of(offset).0;
        }
        self.line_starts.partition_point(|&start| start <= offset) as u32
    }

    /// Line and column of a byte offset. An offset past the end counts columns past the last line.
    pub fn position(&self, offset: u32) -> Position {
        if let Some(places) = &self.places {
            let (line, column) = places.start_of(offset);
            return Position { line, column };
        }
        let line = self.line_of(offset);
        Position { line, column: self.column(line, offset) }
    }

    /// Like [`Source::position`] for the end of a range: a range that ends with its line's `\n` ends on that line.
    pub fn end_position(&self, offset: u32) -> Position {
        if let Some(places) = &self.places {
            let (line, column) = places.end_of(offset);
            return Position { line, column };
        }
        let line = self.line_of(offset.saturating_sub(1));
        Position { line, column: self.column(line, offset) }
    }

    fn column(&self, line: u32, offset: u32) -> u32 {
        let start = self.line_start(line) as usize;
        let end = (offset as usize).min(self.text.len());
        let past = offset as usize - end;
        let bytes = &self.text.as_bytes()[start.min(end)..end];
        let chars = bytes.iter().filter(|byte| (**byte as i8) >= -0x40).count();
        (chars + past) as u32
    }

    /// A warning that has become an error: one of the tokenizer shows its line.
    pub fn warning_as_error(&self, warning: &SyntaxWarning) -> SyntaxError {
        let message = warning.message.replace(" Such sequences will not work in the future.", "");
        let error = self.error(Fault::new(message, warning.start, warning.start + 2));
        let of_token = warning.message.contains("escape sequence") || warning.message.starts_with("invalid ");
        if of_token { error } else { SyntaxError { text: None, ..error } }
    }

    /// The text of a 1-based line, with its line end if it has one.
    pub fn line_text(&self, line: u32) -> &str {
        let start = self.line_start(line) as usize;
        let end = self.line_starts.get(line.max(1) as usize).map_or(self.text.len(), |next| *next as usize);
        &self.text[start.min(end)..end]
    }

    /// The error a fault at byte offsets is for the user of this source.
    pub(crate) fn error(&self, fault: Fault) -> SyntaxError {
        let start = self.position(fault.start);
        let (offset, end_lineno, end_offset) = match fault.end {
            End::At(end) if end > fault.start => {
                let end = self.end_position(end);
                (start.column as i32 + 1, end.line, end.column as i32 + 1)
            }
            End::At(_) | End::Same => (start.column as i32 + 1, start.line, start.column as i32 + 1),
            End::Column(column) => (start.column as i32 + 1, start.line, column),
            End::Bare { offset, end } => (offset, start.line, end),
        };
        SyntaxError {
            class: fault.class,
            message: fault.message,
            filename: self.filename().to_owned(),
            lineno: start.line,
            offset,
            end_lineno,
            end_offset,
            text: self.places.is_none().then(|| self.line_text(start.line).to_owned()),
        }
    }
}
