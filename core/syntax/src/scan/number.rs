//! Number literals as tokens, with CPython's errors for malformed ones.
//!
//! Must never know the value of a number.

use super::{Kind, Scanner, Stop, Token};
use crate::error::{Fault, SyntaxWarning};
use crate::source::Source;

/// Keywords that may follow a number without a space (CPython only warns).
const FOLLOWERS: [&str; 8] = ["and", "else", "for", "if", "in", "is", "or", "not"];

/// CPython's warning for a number that runs into a keyword.
pub(crate) fn number_warning(source: &Source, token: Token) -> Option<SyntaxWarning> {
    let rest = &source.text()[token.end as usize..];
    if !rest.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return None;
    }
    let text = &source.text()[token.start as usize..token.end as usize];
    let name = match text.as_bytes() {
        [b'0', b'x' | b'X', ..] => "hexadecimal",
        [b'0', b'o' | b'O', ..] => "octal",
        [b'0', b'b' | b'B', ..] => "binary",
        [.., b'j' | b'J'] => "imaginary",
        _ => "decimal",
    };
    Some(SyntaxWarning {
        message: format!("invalid {name} literal"),
        lineno: source.line_of(token.start),
        start: token.start,
    })
}

impl Scanner<'_> {
    pub(super) fn number(&mut self) -> Result<Token, Stop> {
        let start = self.at;
        let radix = match (self.peek(), self.byte(start + 1)) {
            (Some(b'0'), Some(b'x' | b'X')) => Some((16, "hexadecimal")),
            (Some(b'0'), Some(b'o' | b'O')) => Some((8, "octal")),
            (Some(b'0'), Some(b'b' | b'B')) => Some((2, "binary")),
            _ => None,
        };
        match radix {
            Some((radix, name)) => self.radix_number(radix, name)?,
            None => self.decimal_number(start)?,
        }
        Ok(self.token(Kind::Number, start as u32))
    }

    fn radix_number(&mut self, radix: u32, name: &str) -> Result<(), Stop> {
        self.at += 2;
        loop {
            if self.peek() == Some(b'_') {
                self.at += 1;
            }
            let digits = self.at;
            while self.peek().is_some_and(|byte| char::from(byte).is_digit(radix)) {
                self.at += 1;
            }
            if let Some(byte @ b'0'..=b'9') = self.peek()
                && (digits == self.at || radix != 16)
            {
                let message = format!("invalid digit '{}' in {name} literal", char::from(byte));
                return Err(Stop::Fault(Fault::at(message, self.at as u32)));
            }
            if digits == self.at {
                return Err(self.invalid(name));
            }
            if self.peek() != Some(b'_') {
                return self.number_end(name);
            }
        }
    }

    fn decimal_number(&mut self, start: usize) -> Result<(), Stop> {
        let leading_zero = self.peek() == Some(b'0');
        let mut zeros_end = start;
        if leading_zero {
            while self.peek() == Some(b'0')
                || (self.peek() == Some(b'_')
                    && self.byte(self.at + 1).is_some_and(|byte| byte.is_ascii_digit()))
            {
                self.at += 1;
            }
            zeros_end = self.at;
        }
        let mut nonzero = false;
        if self.peek().is_some_and(|byte| byte.is_ascii_digit()) {
            nonzero = leading_zero;
            self.decimal_digits()?;
        } else if self.peek() == Some(b'_') {
            self.at += 1;
            return Err(self.invalid("decimal"));
        }
        let is_integer = !self.fraction_and_exponent()?;
        if is_integer && nonzero {
            let message = "leading zeros in decimal integer literals are not permitted; \
                           use an 0o prefix for octal integers";
            return Err(Stop::Fault(Fault::new(message, start as u32, zeros_end as u32)));
        }
        if is_integer { self.number_end("decimal") } else { Ok(()) }
    }

    /// The parts that make a float or an imaginary number; false if there are none.
    fn fraction_and_exponent(&mut self) -> Result<bool, Stop> {
        let mut found = false;
        if self.peek() == Some(b'.') {
            found = true;
            self.at += 1;
            if self.peek().is_some_and(|byte| byte.is_ascii_digit()) {
                self.decimal_digits()?;
            }
        }
        if let Some(b'e' | b'E') = self.peek() {
            let sign = usize::from(matches!(self.byte(self.at + 1), Some(b'+' | b'-')));
            if self.byte(self.at + 1 + sign).is_some_and(|byte| byte.is_ascii_digit()) {
                found = true;
                self.at += 1 + sign;
                self.decimal_digits()?;
            } else if sign == 1 {
                self.at += 2;
                return Err(self.invalid("decimal"));
            }
        }
        if let Some(b'j' | b'J') = self.peek() {
            self.at += 1;
            self.number_end("imaginary")?;
            return Ok(true);
        }
        if found {
            self.number_end("decimal")?;
        }
        Ok(found)
    }

    fn decimal_digits(&mut self) -> Result<(), Stop> {
        loop {
            while self.peek().is_some_and(|byte| byte.is_ascii_digit()) {
                self.at += 1;
            }
            if self.peek() != Some(b'_') {
                return Ok(());
            }
            self.at += 1;
            if !self.peek().is_some_and(|byte| byte.is_ascii_digit()) {
                return Err(self.invalid("decimal"));
            }
        }
    }

    /// A number must not run into a name, save for the keywords that may follow it.
    fn number_end(&self, name: &str) -> Result<(), Stop> {
        let rest = &self.source.text()[self.at..];
        match rest.bytes().next() {
            Some(byte) if byte.is_ascii_alphanumeric() || byte == b'_' || byte >= 0x80 => {
                if FOLLOWERS.iter().any(|word| rest.starts_with(word)) {
                    return Ok(());
                }
                Err(self.invalid(name))
            }
            _ => Ok(()),
        }
    }

    /// The error stands at the last character that was still good.
    fn invalid(&self, name: &str) -> Stop {
        Stop::Fault(Fault::at(format!("invalid {name} literal"), self.at as u32 - 1))
    }
}
