//! A SyntaxError's own lines: place, source line, carets, message.

use super::super::syntax as fields;
use super::frames::number;
use super::{final_line, safe_str};
use crate::thread::Thread;
use crate::types::str;
use crate::value::Value;

/// The lines of a SyntaxError of a class named `class`.
pub(super) fn format(t: &Thread, e: Value, class: &str) -> String {
    let get = |k| fields::get(t, e, k);
    let mut out = String::new();
    let (filename, line) = (get(fields::FILENAME), get(fields::LINENO));
    let mut suffix = String::new();
    let shown = |v: &crate::refs::Ref| safe_str(t, v.v(), "exception");
    if !line.is_none() {
        let filename = match str::try_view(&filename) {
            Some(text) if !text.is_empty() => str::lossy(filename.v()),
            _ if filename.is_none() => "<string>".to_string(),
            _ => shown(&filename),
        };
        out.push_str(&format!("  File \"{filename}\", line {}\n", shown(&line)));
    } else if !filename.is_none() {
        suffix = format!(" ({})", shown(&filename));
    }
    let text = get(fields::TEXT);
    if str::is_str(text.v()) {
        let offset = get(fields::OFFSET);
        let same_line = shown(&line) == shown(&get(fields::END_LINENO));
        let end = number(&get(fields::END_OFFSET)).filter(|n| *n != 0);
        push_source(&mut out, &str::lossy(text.v()), offset.is_none(), number(&offset), same_line, end);
    }
    let message = get(fields::MSG);
    let message = if message.is_none() || str::equals(message.v(), "") {
        "<no detail available>".to_string()
    } else {
        shown(&message)
    };
    out.push_str(&final_line(class, Some(&format!("{message}{suffix}"))));
    out
}

fn push_source(
    out: &mut String,
    text: &str,
    no_offset: bool,
    offset: Option<i64>,
    same_line: bool,
    end: Option<i64>,
) {
    let whole = text.trim_end_matches('\n');
    let shown: Vec<char> = whole.trim_start_matches([' ', '\n', '\x0c']).chars().collect();
    let line: String = shown.iter().collect();
    if no_offset {
        out.push_str(&format!("    {line}\n"));
        return;
    }
    let Some(mut offset) = offset else { return };
    let len = whole.chars().count() as i64;
    let text_len = text.chars().count() as i64;
    let spaces = len - shown.len() as i64;
    let mut end = if same_line { end.unwrap_or(offset) } else { len + 1 };
    if text_len > 0 {
        offset = if offset > text_len { len + 1 } else { offset };
        end = if end > text_len { len + 1 } else { end };
    }
    if offset >= end || end < 0 {
        end = offset + 1;
    }
    let (from, to) = (offset - 1 - spaces, end - 1 - spaces);
    out.push_str(&format!("    {line}\n"));
    if from >= 0 {
        // Tabs stay, so that the carets are where they belong.
        let before = shown.iter().take(from as usize).map(|&c| if c.is_whitespace() { c } else { ' ' });
        out.push_str("    ");
        out.extend(before);
        out.push_str(&"^".repeat((to - from).max(0) as usize));
        out.push('\n');
    }
}
