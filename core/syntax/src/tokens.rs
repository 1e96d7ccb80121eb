//! Tokens for programs that ask for them: those of the scanner, with the comments and line ends it passes over.
//!
//! Must never know how Python's `tokenize` module shows them.

use crate::error::{ErrorClass, SyntaxError};
use crate::scan::{Kind, Scanner, Stop};
use crate::source::Source;

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenKind {
    /// The end of the text.
    End,
    /// The end of a logical line.
    Newline,
    /// Deeper indentation; the token is the white space.
    Indent,
    /// Shallower indentation.
    Dedent,
    /// Names and keywords.
    Name,
    /// A number.
    Number,
    /// A string or bytes literal.
    String,
    /// The start of an f-string or t-string.
    InterpolatedStart,
    /// Text in an f-string or t-string.
    InterpolatedMiddle,
    /// The closing quotes of an f-string or t-string.
    InterpolatedEnd,
    /// An operator or a bracket.
    Op,
    /// A comment.
    Comment,
    /// A line end that means nothing.
    BlankLine,
}

/// A token: its bytes in the source.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LexToken {
    /// What it is.
    pub kind: TokenKind,
    /// Where it starts.
    pub start: u32,
    /// Where it ends.
    pub end: u32,
}

/// All tokens up to the first error, and that error.
pub fn tokenize(source: &Source) -> (Vec<LexToken>, Option<SyntaxError>) {
    let mut scanner = Scanner::with_trivia(source);
    let mut tokens = Vec::new();
    loop {
        let next = scanner.next();
        for (comment, start, end) in scanner.take_trivia() {
            let kind = if comment { TokenKind::Comment } else { TokenKind::BlankLine };
            tokens.push(LexToken { kind, start, end });
        }
        let token = match next {
            Ok(token) => token,
            Err(stop) => return (tokens, Some(error(source, stop))),
        };
        let (mut start, end) = (token.start, token.end);
        let kind = match token.kind {
            Kind::End => TokenKind::End,
            Kind::Newline => {
                start = end - 1;
                TokenKind::Newline
            }
            Kind::Indent => {
                start = source.line_start(source.line_of(end));
                TokenKind::Indent
            }
            Kind::Dedent => TokenKind::Dedent,
            Kind::Name => TokenKind::Name,
            Kind::Number => TokenKind::Number,
            Kind::String => TokenKind::String,
            Kind::FStart => TokenKind::InterpolatedStart,
            Kind::FMiddle => TokenKind::InterpolatedMiddle,
            Kind::FEnd => TokenKind::InterpolatedEnd,
            Kind::Op => TokenKind::Op,
        };
        tokens.push(LexToken { kind, start, end });
        if token.kind == Kind::End {
            return (tokens, None);
        }
    }
}

fn error(source: &Source, stop: Stop) -> SyntaxError {
    match stop {
        Stop::Fault(fault) => source.error(fault),
        Stop::Unclosed(_) | Stop::Eof(_) => {
            let mut e = SyntaxError::bare(
                ErrorClass::SyntaxError,
                "unexpected EOF in multi-line statement".to_owned(),
                source.filename(),
            );
            e.lineno = source.line_count();
            e.end_lineno = e.lineno;
            e.text = Some(source.line_text(e.lineno).to_owned());
            e
        }
    }
}
