//! String literals as tokens: where they end, and what is said when they do not.
//!
//! Must never know what escapes stand for; that is [`crate::literal`].

use super::interpolated::Mode;
use super::{Kind, Scanner, Stop, Token};
use crate::error::Fault;

impl Scanner<'_> {
    /// A string that starts at `start` with a prefix of `prefix` letters; the position is at its first quote.
    pub(super) fn string(&mut self, start: usize, prefix: usize) -> Result<Token, Stop> {
        let quote = self.bytes[self.at];
        let rest = &self.bytes[self.at..];
        let triple = rest.starts_with(&[quote, quote, quote]);
        let letters = &self.bytes[start..start + prefix];
        let letter = letters.iter().map(u8::to_ascii_lowercase).find(|byte| matches!(byte, b'f' | b't'));
        if let Some(letter) = letter {
            self.at += if triple { 3 } else { 1 };
            let raw = letters.iter().any(|byte| matches!(byte, b'r' | b'R'));
            return self.open_interpolated(Mode::new(quote, triple, raw, letter, start as u32));
        }
        if rest.starts_with(&[quote, quote]) && !triple {
            self.at += 2;
            return Ok(self.token(Kind::String, start as u32));
        }
        self.string_body(start, quote, triple)
    }

    fn string_body(&mut self, start: usize, quote: u8, triple: bool) -> Result<Token, Stop> {
        let opening = self.at;
        self.at += if triple { 3 } else { 1 };
        let mut escaped_quote = false;
        loop {
            match self.peek() {
                None => return Err(self.unterminated(start, quote, triple, escaped_quote)),
                Some(b'\n') if !triple => return Err(self.unterminated(start, quote, triple, escaped_quote)),
                Some(b'\\') => {
                    escaped_quote |= self.byte(self.at + 1) == Some(quote);
                    self.at = (self.at + 2).min(self.bytes.len());
                }
                Some(byte) if byte == quote && !triple => break self.at += 1,
                Some(byte) if byte == quote && self.bytes[self.at..].starts_with(&[quote, quote, quote]) => {
                    break self.at += 3;
                }
                Some(_) => self.at += 1,
            }
        }
        let is_bytes = self.bytes[start..opening].iter().any(|byte| matches!(byte, b'b' | b'B'));
        if is_bytes && !self.bytes[opening..self.at].is_ascii() {
            let message = "bytes can only contain ASCII literal characters";
            return Err(Stop::Fault(Fault::new(message, start as u32, self.at as u32)));
        }
        Ok(self.token(Kind::String, start as u32))
    }

    fn unterminated(&self, start: usize, quote: u8, triple: bool, escaped_quote: bool) -> Stop {
        if let Some(mode) = self.modes.last()
            && mode.has_quotes(quote, triple)
        {
            return Stop::Fault(Fault::at(format!("{}: expecting '}}'", mode.noun()), start as u32));
        }
        let message = if triple {
            format!(
                "unterminated triple-quoted string literal (detected at line {})",
                self.source.line_count()
            )
        } else {
            let last = self.source.line_of((self.at.min(self.bytes.len()) as u32).min(self.text_end()));
            let hint = if escaped_quote { "; perhaps you escaped the end quote?" } else { "" };
            format!("unterminated string literal (detected at line {last}){hint}")
        };
        Stop::Fault(Fault::at(message, start as u32))
    }

    fn text_end(&self) -> u32 {
        (self.bytes.len() - usize::from(self.bytes.ends_with(b"\n"))) as u32
    }
}
