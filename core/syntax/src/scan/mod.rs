//! A scanner with CPython's rules and CPython's errors: tokens, indentation, brackets, f-string modes.
//!
//! It runs before the parser to bound nesting and to find the errors that CPython's tokenizer raises, and again when the
//! parser has failed, to give [`crate::diagnose`] its tokens. Must never know grammar beyond tokens.
//! Start reading at [`Scanner::next`]; `number`, `string` and `interpolated` are its parts.

mod indent;
mod interpolated;
mod names;
mod number;
pub(crate) use number::number_warning;
mod string;
#[cfg(test)]
mod tests;

use crate::error::{End, ErrorClass, Fault};
use crate::source::Source;
use indent::Indents;
use interpolated::Mode;

/// Deepest nesting of brackets CPython accepts.
const MAX_BRACKETS: usize = 200;
/// Deepest nesting of f-strings CPython accepts.
const MAX_FSTRINGS: usize = 150;

/// What a token is; its spelling is read from the source.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    End,
    Newline,
    Indent,
    Dedent,
    /// Names and keywords alike.
    Name,
    Number,
    String,
    FStart,
    FMiddle,
    FEnd,
    Op,
}

/// A token: kind, byte range, and bracket depth after it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Token {
    pub(crate) kind: Kind,
    pub(crate) start: u32,
    pub(crate) end: u32,
    pub(crate) level: u16,
    /// For [`Kind::FMiddle`]: whether the string has an `r` prefix.
    pub(crate) raw: bool,
}

/// Why scanning stopped.
#[derive(Clone, Debug)]
pub(crate) enum Stop {
    /// An error of the tokenizer itself.
    Fault(Fault),
    /// The text ended inside brackets; the offset of the innermost open one.
    Unclosed(u32),
    /// The text ended after a backslash.
    Eof(Fault),
}

/// Produces tokens one at a time; after an error it must not be called again.
pub(crate) struct Scanner<'src> {
    source: &'src Source,
    bytes: &'src [u8],
    at: usize,
    /// Open brackets: their character and offset.
    brackets: Vec<(u8, u32)>,
    modes: Vec<Mode>,
    indents: Indents,
    line_begins: bool,
    /// Whether the current logical line has a token, so that its end is a NEWLINE.
    line_has_token: bool,
    finished: bool,
    /// Where the comment just skipped starts.
    comment: Option<u32>,
    /// Comments (true) and line ends that mean nothing, where they are wanted.
    trivia: Option<Vec<(bool, u32, u32)>>,
}

impl<'src> Scanner<'src> {
    pub(crate) fn new(source: &'src Source) -> Scanner<'src> {
        Scanner {
            source,
            bytes: source.text().as_bytes(),
            at: 0,
            brackets: Vec::new(),
            modes: Vec::new(),
            indents: Indents::new(),
            line_begins: true,
            line_has_token: false,
            finished: false,
            comment: None,
            trivia: None,
        }
    }

    /// A scanner that keeps comments and blank lines: see [`Scanner::take_trivia`].
    pub(crate) fn with_trivia(source: &'src Source) -> Scanner<'src> {
        Scanner { trivia: Some(Vec::new()), ..Scanner::new(source) }
    }

    /// Comments (true) and line ends that mean nothing, passed since the last call.
    pub(crate) fn take_trivia(&mut self) -> Vec<(bool, u32, u32)> {
        self.trivia.as_mut().map(std::mem::take).unwrap_or_default()
    }

    fn note_trivia(&mut self, comment: bool, start: usize) {
        let end = self.at as u32;
        if let Some(trivia) = &mut self.trivia {
            trivia.push((comment, start as u32, end));
        }
    }

    /// Passes a line end that means nothing.
    fn skip_line_end(&mut self) {
        self.at += 1;
        self.note_trivia(false, self.at - 1);
    }

    /// The next token. After [`Kind::End`] it keeps returning that.
    pub(crate) fn next(&mut self) -> Result<Token, Stop> {
        if self.modes.last().is_some_and(|mode| mode.in_text) {
            return self.interpolated_text();
        }
        if self.line_begins {
            self.line_begins = false;
            self.measure_indent()?;
        }
        if let Some(kind) = self.indents.pending() {
            let at = self.at as u32;
            return Ok(self.token(kind, at));
        }
        self.comment = None;
        self.skip_blanks()?;
        let start = self.at as u32;
        match self.peek() {
            None => self.end_of_text(),
            Some(b'\n') => {
                self.at += 1;
                self.line_begins = true;
                self.line_has_token = false;
                // CPython's NEWLINE takes in the comment before it.
                Ok(self.token(Kind::Newline, self.comment.unwrap_or(start)))
            }
            Some(byte) => {
                self.line_has_token = true;
                self.visible(byte)
            }
        }
    }

    /// A token that starts with a visible character.
    fn visible(&mut self, byte: u8) -> Result<Token, Stop> {
        let start = self.at;
        match byte {
            b'0'..=b'9' => self.number(),
            b'.' if self.byte(start + 1).is_some_and(|next| next.is_ascii_digit()) => self.number(),
            b'"' | b'\'' => self.string(start, 0),
            b'a'..=b'z' | b'A'..=b'Z' | b'_' | 0x80.. => self.name(),
            _ => self.operator(byte),
        }
    }

    /// Skips spaces, comments, joined lines, and line ends that mean nothing.
    fn skip_blanks(&mut self) -> Result<(), Stop> {
        loop {
            match self.peek() {
                Some(b' ' | b'\t' | b'\x0c') => self.at += 1,
                Some(b'#') => self.skip_comment(),
                Some(b'\n') if !self.brackets.is_empty() => self.skip_line_end(),
                Some(b'\n') if !self.line_has_token => {
                    self.skip_line_end();
                    self.line_begins = true;
                    return Ok(());
                }
                Some(b'\\') => self.join_line()?,
                _ => return Ok(()),
            }
        }
    }

    fn skip_comment(&mut self) {
        let start = self.at;
        self.comment = Some(start as u32);
        while self.peek().is_some_and(|byte| byte != b'\n') {
            self.at += 1;
        }
        self.note_trivia(true, start);
    }

    /// A backslash must be followed by a line end, and that by more text.
    fn join_line(&mut self) -> Result<(), Stop> {
        let after = self.at + 1;
        match self.byte(after) {
            Some(b'\n') if after + 1 < self.bytes.len() => {
                self.at = after + 1;
                Ok(())
            }
            Some(b'\n') | None => Err(Stop::Eof(self.eof_fault())),
            Some(_) => Err(Stop::Fault(Fault {
                class: ErrorClass::SyntaxError,
                message: "unexpected character after line continuation character".to_owned(),
                start: after as u32,
                end: End::Column(0),
            })),
        }
    }

    pub(crate) fn eof_fault(&self) -> Fault {
        let end = self.bytes.len() - usize::from(self.bytes.ends_with(b"\n"));
        Fault {
            class: ErrorClass::SyntaxError,
            message: "unexpected EOF while parsing".to_owned(),
            start: end as u32,
            end: End::Column(-1),
        }
    }

    /// The tokens after the last character: a NEWLINE if the line has none, then DEDENTs, then END.
    fn end_of_text(&mut self) -> Result<Token, Stop> {
        if let Some((_, open)) = self.brackets.last() {
            return Err(Stop::Unclosed(*open));
        }
        let start = self.at as u32;
        if self.line_has_token {
            self.line_has_token = false;
            return Ok(Token { kind: Kind::Newline, start, end: start + 1, level: 0, raw: false });
        }
        if !self.finished {
            self.finished = true;
            self.indents.close_all();
        }
        let kind = self.indents.pending().unwrap_or(Kind::End);
        Ok(self.token(kind, start))
    }

    fn operator(&mut self, byte: u8) -> Result<Token, Stop> {
        let start = self.at;
        match byte {
            b'(' | b'[' | b'{' => return self.open_bracket(byte),
            b')' | b']' | b'}' => return self.close_bracket(byte),
            b':' | b'!' if self.at_replacement_end(byte) => return Ok(self.end_replacement_expression(byte)),
            _ => {}
        }
        let rest = &self.bytes[start..];
        let length = match rest {
            [b'*', b'*', b'=', ..]
            | [b'/', b'/', b'=', ..]
            | [b'<', b'<', b'=', ..]
            | [b'>', b'>', b'=', ..] => 3,
            [b'.', b'.', b'.', ..] => 3,
            [b'*', b'*', ..] | [b'/', b'/', ..] | [b'<', b'<', ..] | [b'>', b'>', ..] => 2,
            [b'<', b'>', ..] | [b'-', b'>', ..] | [b':', b'=', ..] => 2,
            [
                b'+' | b'-' | b'*' | b'/' | b'%' | b'&' | b'|' | b'^' | b'@' | b'=' | b'!' | b'<' | b'>',
                b'=',
                ..,
            ] => 2,
            _ => 1,
        };
        if length == 1 && (byte < b' ' || byte == 0x7f) {
            return Err(Stop::Fault(Fault::at(
                format!("invalid non-printable character U+{byte:04X}"),
                start as u32,
            )));
        }
        self.at += length;
        Ok(self.token(Kind::Op, start as u32))
    }

    fn open_bracket(&mut self, byte: u8) -> Result<Token, Stop> {
        let start = self.at as u32;
        if self.brackets.len() >= MAX_BRACKETS {
            return Err(Stop::Fault(Fault::at("too many nested parentheses", start)));
        }
        self.brackets.push((byte, start));
        if let Some(mode) = self.modes.last_mut() {
            mode.depth += 1;
        }
        self.at += 1;
        Ok(self.token(Kind::Op, start))
    }

    fn close_bracket(&mut self, byte: u8) -> Result<Token, Stop> {
        let start = self.at as u32;
        let fail = |message: String| Err(Stop::Fault(Fault::at(message, start)));
        if let Some(mode) = self.modes.last()
            && mode.depth == 0
            && byte == b'}'
        {
            return fail(format!("{}: single '}}' is not allowed", mode.noun()));
        }
        let closer = char::from(byte);
        let Some((open, open_at)) = self.brackets.pop() else {
            return fail(format!("unmatched '{closer}'"));
        };
        if !matches!((open, byte), (b'(', b')') | (b'[', b']') | (b'{', b'}')) {
            if let Some(mode) = self.modes.last()
                && open == b'{'
                && mode.expression_depth == mode.depth - 1
            {
                return fail(format!("{}: unmatched '{closer}'", mode.noun()));
            }
            let line = self.source.line_of(open_at);
            let place =
                if line == self.source.line_of(start) { String::new() } else { format!(" on line {line}") };
            let opener = char::from(open);
            return fail(format!(
                "closing parenthesis '{closer}' does not match opening parenthesis '{opener}'{place}"
            ));
        }
        self.at += 1;
        if let Some(mode) = self.modes.last_mut() {
            mode.close(byte);
        }
        Ok(self.token(Kind::Op, start))
    }

    fn token(&self, kind: Kind, start: u32) -> Token {
        let raw = kind == Kind::FMiddle && self.modes.last().is_some_and(Mode::is_raw);
        Token { kind, start, end: self.at as u32, level: self.brackets.len() as u16, raw }
    }

    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn byte(&self, at: usize) -> Option<u8> {
        self.bytes.get(at).copied()
    }
}

/// All tokens up to the first error, and that error.
pub(crate) fn tokens(source: &Source) -> (Vec<Token>, Option<Stop>) {
    let mut scanner = Scanner::new(source);
    let mut tokens = Vec::new();
    loop {
        match scanner.next() {
            Ok(token) => {
                tokens.push(token);
                if token.kind == Kind::End {
                    return (tokens, None);
                }
            }
            Err(stop) => return (tokens, Some(stop)),
        }
    }
}
