//! Names, keywords and string prefixes.
//!
//! Must never know which names are keywords.

use super::{Kind, Scanner, Stop, Token};
use crate::error::Fault;

impl Scanner<'_> {
    pub(super) fn name(&mut self) -> Result<Token, Stop> {
        let start = self.at;
        while self.peek().is_some_and(|byte| byte.is_ascii_alphanumeric() || byte == b'_' || byte >= 0x80) {
            self.at += 1;
        }
        if matches!(self.peek(), Some(b'"' | b'\'')) && self.at - start <= 3 {
            match prefix(&self.bytes[start..self.at]) {
                Prefix::Good => {
                    let length = self.at - start;
                    return self.string(start, length);
                }
                Prefix::Clash(first, second) => {
                    let message = format!("'{first}' and '{second}' prefixes are incompatible");
                    return Err(Stop::Fault(Fault::new(message, start as u32, self.at as u32)));
                }
                Prefix::None => {}
            }
        }
        self.check_name(start)?;
        Ok(self.token(Kind::Name, start as u32))
    }

    /// Checks the characters of a name that is not ASCII, as CPython's `verify_identifier` does.
    fn check_name(&self, start: usize) -> Result<(), Stop> {
        let text = &self.source.text()[start..self.at];
        if text.is_ascii() {
            return Ok(());
        }
        for (offset, c) in text.char_indices() {
            let fits = if offset == 0 {
                c == '_' || unicode_ident::is_xid_start(c)
            } else {
                unicode_ident::is_xid_continue(c)
            };
            if !fits {
                let code = c as u32;
                let message = if is_printable(c) {
                    format!("invalid character '{c}' (U+{code:04X})")
                } else {
                    format!("invalid non-printable character U+{code:04X}")
                };
                return Err(Stop::Fault(Fault::at(message, (start + offset) as u32)));
            }
        }
        Ok(())
    }
}

enum Prefix {
    Good,
    Clash(char, char),
    None,
}

fn prefix(letters: &[u8]) -> Prefix {
    let has = |wanted: u8| letters.iter().filter(|letter| letter.to_ascii_lowercase() == wanted).count();
    let (b, u, r, f, t) = (has(b'b'), has(b'u'), has(b'r'), has(b'f'), has(b't'));
    if b + u + r + f + t != letters.len() || [b, u, r, f, t].iter().any(|count| *count > 1) {
        return Prefix::None;
    }
    let present = |count: usize| count == 1;
    match (present(u), present(b), present(r), present(f), present(t)) {
        (true, true, ..) => Prefix::Clash('u', 'b'),
        (true, _, true, ..) => Prefix::Clash('u', 'r'),
        (true, _, _, true, _) => Prefix::Clash('u', 'f'),
        (true, _, _, _, true) => Prefix::Clash('u', 't'),
        (_, true, _, true, _) => Prefix::Clash('b', 'f'),
        (_, true, _, _, true) => Prefix::Clash('b', 't'),
        (_, _, _, true, true) => Prefix::Clash('f', 't'),
        _ => Prefix::Good,
    }
}

/// Near enough to `str.isprintable` for a message: std escapes what it knows as unprintable.
pub(crate) fn is_printable(c: char) -> bool {
    c == ' ' || (!c.is_whitespace() && !c.is_control() && c.escape_debug().len() == 1) || is_mark(c)
}

/// Combining characters are printable, but std escapes them so that they show.
fn is_mark(c: char) -> bool {
    unicode_ident::is_xid_continue(c) && !unicode_ident::is_xid_start(c)
}
