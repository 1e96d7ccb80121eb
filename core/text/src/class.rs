//! What `str`'s predicates say of whole texts.
//!
//! It must never know how a code point is classified: that is `unicode`'s.

use crate::View;
use crate::unicode;

impl View<'_> {
    fn all(self, is: impl Fn(u32) -> bool) -> bool {
        self.chars().all(is)
    }

    fn some_all(self, is: impl Fn(u32) -> bool) -> bool {
        !self.is_empty() && self.all(is)
    }

    /// `str.isalpha`.
    pub fn is_alpha(self) -> bool {
        self.some_all(unicode::is_alpha)
    }

    /// `str.isalnum`.
    pub fn is_alnum(self) -> bool {
        self.some_all(unicode::is_alnum)
    }

    /// `str.isdecimal`.
    pub fn is_decimal(self) -> bool {
        self.some_all(unicode::is_decimal)
    }

    /// `str.isdigit`.
    pub fn is_digit(self) -> bool {
        self.some_all(unicode::is_digit)
    }

    /// `str.isnumeric`.
    pub fn is_numeric(self) -> bool {
        self.some_all(unicode::is_numeric)
    }

    /// `str.isspace`.
    pub fn is_space(self) -> bool {
        self.some_all(unicode::is_space)
    }

    /// `str.isprintable`; true of the empty text.
    pub fn is_printable(self) -> bool {
        self.all(unicode::is_printable)
    }

    /// `str.isidentifier`.
    pub fn is_identifier(self) -> bool {
        let mut chars = self.chars();
        chars.next().is_some_and(unicode::is_identifier_start) && chars.all(unicode::is_identifier_continue)
    }

    /// `str.isupper`: some upper case, and nothing of another case.
    pub fn is_upper(self) -> bool {
        self.all(|cp| !unicode::is_lower(cp) && !unicode::is_title(cp)) && self.chars().any(unicode::is_upper)
    }

    /// `str.islower`: some lower case, and nothing of another case.
    pub fn is_lower(self) -> bool {
        self.all(|cp| !unicode::is_upper(cp) && !unicode::is_title(cp)) && self.chars().any(unicode::is_lower)
    }

    /// `str.istitle`: each upper or title case letter starts a run of cased ones, each lower case letter continues one.
    pub fn is_title(self) -> bool {
        let (mut inside, mut any) = (false, false);
        for cp in self.chars() {
            let starts = unicode::is_upper(cp) || unicode::is_title(cp);
            let continues = !starts && unicode::is_lower(cp);
            if starts && inside || continues && !inside {
                return false;
            }
            inside = starts || continues;
            any |= inside;
        }
        any
    }

    /// The text as `int` and `float` want to read it: decimal digits of any script as ASCII ones, white space as blanks.
    /// Nothing where it has other code points beyond ASCII.
    pub fn to_ascii_number(self) -> Option<String> {
        self.chars()
            .map(|cp| match cp {
                0..0x80 => Some(cp as u8 as char),
                _ if unicode::is_space(cp) => Some(' '),
                _ => unicode::decimal(cp).map(|value| (b'0' + value) as char),
            })
            .collect()
    }
}
