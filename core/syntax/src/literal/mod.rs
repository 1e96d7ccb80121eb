//! The values of string, bytes, f-string and t-string literals, decoded from the source.
//!
//! The parser's own values are not used where there is an escape: they cannot hold lone surrogates. Malformed escapes are
//! found by [`check_token`] before parsing, so the value functions below do not fail on a [`crate::Tree`].
//! Must never know expressions other than literals. Start reading at [`string_value`].

mod escapes;
#[cfg(test)]
mod tests;
mod text;

use crate::error::{Fault, SyntaxWarning};
use crate::scan::{Kind, Token};
use crate::source::Source;
use ruff_python_ast as ast;
use ruff_text_size::{Ranged, TextRange};
pub use text::Text;

/// The value of a string literal, implicit concatenation included.
pub fn string_value(source: &Source, literal: &ast::ExprStringLiteral) -> Text {
    let mut out = Text::new();
    for part in &literal.value {
        out.push_text(&string_part(source, part));
    }
    out
}

/// The value of one part of a string literal (also of the plain parts among f-strings).
pub fn string_part(source: &Source, part: &ast::StringLiteral) -> Text {
    let body = slice(source, part.content_range());
    text_value(body, part.flags.prefix().is_raw())
}

/// The value of a bytes literal, implicit concatenation included.
pub fn bytes_value(source: &Source, literal: &ast::ExprBytesLiteral) -> Vec<u8> {
    let mut out = Vec::new();
    for part in &literal.value {
        let body = slice(source, part.content_range()).as_bytes();
        let decoded = if part.flags.prefix().is_raw() { None } else { escapes::decode_bytes(body).ok() };
        match decoded {
            Some((bytes, _)) => out.extend_from_slice(&bytes),
            None => out.extend_from_slice(body),
        }
    }
    out
}

/// The value of a piece of text in an f-string or t-string whose prefix has an `r` if `raw`.
///
/// In the text proper `{{` stands for `{`; in a format specification there are no doubled braces.
pub fn interpolated_text(source: &Source, piece: &ast::InterpolatedStringLiteralElement, raw: bool) -> Text {
    let body = slice(source, piece.range());
    if !body.contains("{{") && !body.contains("}}") {
        return text_value(body, raw);
    }
    text_value(&undouble(body, raw), raw)
}

/// Makes `{{` and `}}` single, leaving the braces of `\N{...}` alone.
fn undouble(body: &str, raw: bool) -> String {
    let mut out = String::with_capacity(body.len());
    let mut rest = body;
    while let Some(at) = rest.find(['{', '}', '\\']) {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let keep = if rest.starts_with("\\N{") && !raw {
            rest.find('}').map_or(rest.len(), |end| end + 1)
        } else if rest.starts_with("\\\\") && !raw {
            2
        } else {
            1
        };
        out.push_str(&rest[..keep]);
        let doubled = rest.starts_with("{{") || rest.starts_with("}}");
        rest = &rest[keep + usize::from(doubled)..];
    }
    out.push_str(rest);
    out
}

fn text_value(body: &str, raw: bool) -> Text {
    if raw || !body.contains('\\') {
        return Text::from(body);
    }
    escapes::decode_text(body).map_or_else(|_| Text::from(body), |(text, _)| text)
}

fn slice(source: &Source, range: TextRange) -> &str {
    source.text().get(range.start().to_usize()..range.end().to_usize()).unwrap_or("")
}

/// Checks the escapes of a string token; adds CPython's warning for the first one that means nothing.
pub(crate) fn check_token(
    source: &Source,
    token: Token,
    warnings: &mut Vec<SyntaxWarning>,
) -> Result<(), Fault> {
    let text = &source.text()[token.start as usize..token.end as usize];
    if token.raw || !text.contains('\\') {
        return Ok(());
    }
    let (prefix, body) = if token.kind == Kind::String { split(text) } else { ("", text) };
    if prefix.contains(['r', 'R']) {
        return Ok(());
    }
    let decoded = if prefix.contains(['b', 'B']) {
        escapes::decode_bytes(body.as_bytes()).map(|(_, invalid)| invalid)
    } else {
        escapes::decode_text(body).map(|(_, invalid)| invalid)
    };
    match decoded {
        Err(bad) => Err(Fault::new(bad.0, token.start, token.end)),
        Ok(None) => Ok(()),
        Ok(Some(invalid)) => {
            let body_start = token.start + (body.as_ptr() as usize - text.as_ptr() as usize) as u32;
            let start = body_start + invalid.at as u32;
            let shown = invalid.shown;
            let octal = if invalid.octal { "octal " } else { "" };
            warnings.push(SyntaxWarning {
                message: format!(
                    "\"\\{shown}\" is an invalid {octal}escape sequence. Such sequences will not work in the future. \
                     Did you mean \"\\\\{shown}\"? A raw string is also an option."
                ),
                lineno: source.line_of(start),
                start,
            });
            Ok(())
        }
    }
}

/// A string token's prefix and the text between its quotes.
fn split(token: &str) -> (&str, &str) {
    let quote_at = token.find(['"', '\'']).unwrap_or(0);
    let quotes = &token[quote_at..];
    let width = if quotes.starts_with("\"\"\"") || quotes.starts_with("'''") { 3 } else { 1 };
    (&token[..quote_at], quotes.get(width..quotes.len().saturating_sub(width)).unwrap_or(""))
}
