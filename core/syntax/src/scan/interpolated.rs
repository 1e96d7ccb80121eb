//! f-strings and t-strings: when the scanner is in their text and when in their expressions.
//!
//! Must never know what the text's escapes mean.

use super::{Kind, MAX_FSTRINGS, Scanner, Stop, Token};
use crate::error::Fault;

/// Deepest nesting of replacement fields in format specifications.
const MAX_FIELDS: i32 = 3;

/// One open f-string or t-string.
pub(super) struct Mode {
    quote: u8,
    triple: bool,
    raw: bool,
    letter: u8,
    start: u32,
    /// Whether the scanner is in the literal text (or a format specification) rather than in an expression.
    pub(super) in_text: bool,
    in_format: bool,
    /// Brackets opened inside this string, replacement fields included.
    pub(super) depth: i32,
    /// Value of `depth - 1` at the innermost replacement field; -1 outside of one.
    pub(super) expression_depth: i32,
}

impl Mode {
    pub(super) fn new(quote: u8, triple: bool, raw: bool, letter: u8, start: u32) -> Mode {
        Mode {
            quote,
            triple,
            raw,
            letter,
            start,
            in_text: true,
            in_format: false,
            depth: 0,
            expression_depth: -1,
        }
    }

    /// `f-string` or `t-string`, as messages say it.
    pub(super) fn noun(&self) -> &'static str {
        if self.letter == b't' { "t-string" } else { "f-string" }
    }

    pub(super) fn is_raw(&self) -> bool {
        self.raw
    }

    pub(super) fn has_quotes(&self, quote: u8, triple: bool) -> bool {
        self.quote == quote && self.triple == triple
    }

    /// A bracket inside the expression closed.
    pub(super) fn close(&mut self, byte: u8) {
        self.depth -= 1;
        if byte == b'}' && self.depth == self.expression_depth {
            self.expression_depth -= 1;
            self.in_text = true;
            self.in_format = self.expression_depth >= 0;
        }
    }
}

impl Scanner<'_> {
    pub(super) fn open_interpolated(&mut self, mode: Mode) -> Result<Token, Stop> {
        let start = mode.start;
        if self.modes.len() + 1 >= MAX_FSTRINGS {
            return Err(Stop::Fault(Fault::at(format!("too many nested {}s", mode.noun()), start)));
        }
        self.modes.push(mode);
        Ok(self.token(Kind::FStart, start))
    }

    /// Whether a `:` or `!` ends the expression of the innermost replacement field.
    pub(super) fn at_replacement_end(&self, byte: u8) -> bool {
        self.modes.last().is_some_and(|mode| {
            mode.expression_depth >= 0
                && mode.depth - 1 == mode.expression_depth
                && (byte == b':' || self.byte(self.at + 1) != Some(b'='))
        })
    }

    pub(super) fn end_replacement_expression(&mut self, byte: u8) -> Token {
        let start = self.at as u32;
        self.at += 1;
        if byte == b':'
            && let Some(mode) = self.modes.last_mut()
        {
            mode.in_text = true;
            mode.in_format = true;
        }
        self.token(Kind::Op, start)
    }

    /// The next token inside the literal text: the `{` of a field, a piece of text, or the end of the string.
    pub(super) fn interpolated_text(&mut self) -> Result<Token, Stop> {
        let start = self.at;
        let (in_format, is_end) = match self.modes.last() {
            Some(mode) => (mode.in_format, self.at_closing_quotes(mode)),
            None => (false, false),
        };
        if self.peek() == Some(b'{') && (in_format || self.byte(start + 1) != Some(b'{')) {
            return self.open_field();
        }
        if is_end {
            let mode = self.modes.pop();
            self.at += if mode.is_some_and(|mode| mode.triple) { 3 } else { 1 };
            return Ok(self.token(Kind::FEnd, start as u32));
        }
        self.text_piece(start)
    }

    fn at_closing_quotes(&self, mode: &Mode) -> bool {
        let length = if mode.triple { 3 } else { 1 };
        self.bytes[self.at..].iter().take_while(|byte| **byte == mode.quote).take(length).count() == length
    }

    fn open_field(&mut self) -> Result<Token, Stop> {
        let at = self.at as u32;
        if let Some(mode) = self.modes.last_mut() {
            if mode.expression_depth + 1 >= MAX_FIELDS {
                let message = format!("{}: expressions nested too deeply", mode.noun());
                return Err(Stop::Fault(Fault::at(message, at - 1)));
            }
            mode.expression_depth += 1;
            // In nested fields `depth` has grown by one for each enclosing field.
            mode.in_text = false;
        }
        self.open_bracket(b'{')
    }

    fn text_piece(&mut self, start: usize) -> Result<Token, Stop> {
        let in_format = self.modes.last().is_some_and(|mode| mode.in_format);
        while let Some(mode) = self.modes.last() {
            if self.at_closing_quotes(mode) {
                break;
            }
            match self.peek() {
                None => return Err(self.unterminated_interpolated()),
                Some(b'\n') if !mode.triple && mode.in_format => {
                    let noun = mode.noun();
                    let message = format!(
                        "{noun}: newlines are not allowed in format specifiers for single quoted {noun}s"
                    );
                    return Err(Stop::Fault(Fault::at(message, self.at as u32)));
                }
                Some(b'\n') if !mode.triple => return Err(self.unterminated_interpolated()),
                Some(b'\n') if mode.in_format => {
                    self.leave_text();
                    break;
                }
                Some(b'{') if mode.in_format || self.byte(self.at + 1) != Some(b'{') => break,
                Some(b'{') => self.at += 2,
                Some(b'}') if self.byte(self.at + 1) == Some(b'}') && !mode.in_format => self.at += 2,
                Some(b'}') => {
                    self.leave_text();
                    break;
                }
                Some(b'\\') => self.skip_escape(),
                Some(_) => self.at += 1,
            }
        }
        // Python's tokens have the empty text at the end of a format specification.
        let empty = self.at == start && !(in_format && self.trivia.is_some());
        if empty { self.next() } else { Ok(self.token(Kind::FMiddle, start as u32)) }
    }

    fn leave_text(&mut self) {
        if let Some(mode) = self.modes.last_mut() {
            mode.in_text = false;
        }
    }

    /// Steps over a backslash and what it protects; braces are not protected, `\N{...}` is one escape.
    fn skip_escape(&mut self) {
        let raw = self.modes.last().is_some_and(|mode| mode.raw);
        self.at += 1;
        match self.peek() {
            Some(b'{' | b'}') | None => {}
            Some(b'N') if !raw && self.byte(self.at + 1) == Some(b'{') => {
                let rest = &self.bytes[self.at..];
                let closes = rest.iter().position(|byte| matches!(byte, b'}' | b'\n' | b'"' | b'\''));
                match closes {
                    Some(length) if rest[length] == b'}' => self.at += length + 1,
                    Some(length) => self.at += length,
                    None => self.at = self.bytes.len(),
                }
            }
            Some(_) => self.at += 1,
        }
    }

    fn unterminated_interpolated(&self) -> Stop {
        let Some(mode) = self.modes.last() else { return Stop::Eof(self.eof_fault()) };
        let (triple, line) = if mode.triple {
            ("triple-quoted ", self.source.line_count())
        } else {
            ("", self.source.line_of((self.at as u32).saturating_sub(u32::from(self.at == self.bytes.len()))))
        };
        let noun = mode.noun();
        Stop::Fault(Fault::at(
            format!("unterminated {triple}{noun} literal (detected at line {line})"),
            mode.start,
        ))
    }
}
