//! A reader over text that may not be complete yet. Must never know what the text means.

/// Why reading stopped.
#[derive(Clone, Copy, Debug)]
pub enum Stop {
    /// The text ends in the middle of something.
    More,
    /// An error's number, and where.
    At(u8, usize),
}

/// "not well-formed"
pub const INVALID: u8 = 4;

/// What reading gives.
pub type Read<T> = Result<T, Stop>;

/// Whether a name may start with it.
pub fn starts_name(c: char) -> bool {
    matches!(c, ':' | '_' | 'A'..='Z' | 'a'..='z' | '\u{C0}'..='\u{D6}' | '\u{D8}'..='\u{F6}' | '\u{F8}'..='\u{2FF}'
        | '\u{370}'..='\u{37D}' | '\u{37F}'..='\u{1FFF}' | '\u{200C}'..='\u{200D}' | '\u{2070}'..='\u{218F}'
        | '\u{2C00}'..='\u{2FEF}' | '\u{3001}'..='\u{D7FF}' | '\u{F900}'..='\u{FDCF}' | '\u{FDF0}'..='\u{FFFD}'
        | '\u{10000}'..='\u{EFFFF}')
}

/// Whether a name may go on with it.
pub fn continues_name(c: char) -> bool {
    starts_name(c)
        || matches!(c, '-' | '.' | '0'..='9' | '\u{B7}' | '\u{300}'..='\u{36F}' | '\u{203F}'..='\u{2040}')
}

/// Whether XML has this character.
pub fn is_char(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r' | ' '..='\u{D7FF}' | '\u{E000}'..='\u{FFFD}' | '\u{10000}'..)
}

/// Whether it is XML's white space.
pub fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\n' | '\r')
}

/// A place in text.
pub struct Cursor<'a> {
    /// The text.
    pub s: &'a str,
    /// The place.
    pub i: usize,
    /// Where the last word began.
    pub last: usize,
}

impl<'a> Cursor<'a> {
    /// At the start.
    pub fn new(s: &'a str) -> Cursor<'a> {
        Cursor { s, i: 0, last: 0 }
    }

    /// What is left.
    pub fn rest(&self) -> &'a str {
        &self.s[self.i..]
    }

    /// The next character, not taken.
    pub fn peek(&self) -> Read<char> {
        self.rest().chars().next().ok_or(Stop::More)
    }

    /// The next character.
    pub fn next(&mut self) -> Read<char> {
        let c = self.peek()?;
        self.i += c.len_utf8();
        Ok(c)
    }

    /// Whether the text goes on with `literal`, which is then taken.
    pub fn eat(&mut self, literal: &str) -> Read<bool> {
        let rest = self.rest();
        if rest.starts_with(literal) {
            self.last = self.i;
            self.i += literal.len();
            return Ok(true);
        }
        if rest.len() < literal.len() && literal.starts_with(rest) {
            return Err(Stop::More);
        }
        Ok(false)
    }

    /// An error here.
    pub fn error<T>(&self, code: u8) -> Read<T> {
        Err(Stop::At(code, self.i))
    }

    /// Takes `literal`, an error where the text differs from it.
    pub fn expect(&mut self, literal: &str) -> Read<()> {
        for c in literal.chars() {
            if self.peek()? != c {
                return self.error(INVALID);
            }
            self.i += c.len_utf8();
        }
        Ok(())
    }

    /// Skips white space; whether there was any.
    pub fn space(&mut self) -> Read<bool> {
        let start = self.i;
        while is_space(self.peek()?) {
            self.i += 1;
        }
        Ok(self.i > start)
    }

    /// White space that must be there.
    pub fn must_space(&mut self) -> Read<()> {
        if self.space()? { Ok(()) } else { self.error(INVALID) }
    }

    /// A name.
    pub fn name(&mut self) -> Read<&'a str> {
        if !starts_name(self.peek()?) {
            return self.error(INVALID);
        }
        self.nmtoken()
    }

    /// A name that may start as it likes.
    pub fn nmtoken(&mut self) -> Read<&'a str> {
        let start = self.i;
        self.last = start;
        while continues_name(self.peek()?) {
            self.next()?;
        }
        if self.i == start { self.error(INVALID) } else { Ok(&self.s[start..self.i]) }
    }

    /// Text up to `end`, which is taken, too.
    pub fn until(&mut self, end: &str) -> Read<&'a str> {
        let rest = self.rest();
        let found = rest.find(end);
        let part = &rest[..found.unwrap_or(rest.len())];
        if let Some((k, _)) = part.char_indices().find(|(_, c)| !is_char(*c)) {
            return Err(Stop::At(INVALID, self.i + k));
        }
        match found {
            Some(n) => {
                self.i += n + end.len();
                Ok(part)
            }
            None => Err(Stop::More),
        }
    }

    /// A literal in quotes.
    pub fn quoted(&mut self) -> Read<&'a str> {
        match self.peek()? {
            quote @ ('"' | '\'') => {
                self.last = self.i;
                self.i += 1;
                self.until(if quote == '"' { "\"" } else { "'" })
            }
            _ => self.error(INVALID),
        }
    }
}
