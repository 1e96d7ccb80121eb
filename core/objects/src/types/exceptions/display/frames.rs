//! The lines of a traceback: places, source, carets.

use super::anchors;
use super::text::{char_offset, dedent, indent, width};
use crate::ops;
use crate::refs::Ref;
use crate::thread::Thread;
use crate::types::{code, int, str, traceback as tb};
use crate::value::Value;
use std::cell::RefCell;
use std::collections::{BTreeSet, HashMap};

/// What is shown of a traceback entry.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Entry {
    /// The file.
    pub filename: String,
    /// The function.
    pub name: String,
    /// The line, from 1; `None` if it is not known.
    pub line: Option<u32>,
    /// The last line.
    pub end_line: u32,
    /// First column and column after the last, in bytes, if they are known.
    pub columns: Option<(u32, u32)>,
}

/// What the display asks about the program.
pub trait Frames {
    /// What is shown of a traceback entry.
    fn entry(&self, t: &Thread, traceback: Value) -> Entry {
        entry_of(t, traceback)
    }

    /// A line of source, as it is in the file; `None` if it is not to be had. `frame` is UNDEF for a line of a SyntaxError.
    fn source_line(&self, t: &Thread, filename: &str, frame: Value, line: u32) -> Option<String>;

    /// `sys.tracebacklimit`
    fn limit(&self, _t: &Thread) -> Option<usize> {
        None
    }

    /// Whether a name is one of `sys.stdlib_module_names`.
    fn is_stdlib_module(&self, _t: &Thread, _name: &str) -> bool {
        false
    }

    /// A module by name, for hints about an import that failed.
    fn module(&self, _t: &Thread, _name: Value) -> Option<Ref> {
        None
    }
}

/// Knows no source.
pub struct NoFrames;

impl Frames for NoFrames {
    fn source_line(&self, _t: &Thread, _filename: &str, _frame: Value, _line: u32) -> Option<String> {
        None
    }
}

/// Takes source from files, in UTF-8, each read once.
#[derive(Default)]
pub struct Files {
    read: RefCell<HashMap<String, Option<Vec<String>>>>,
}

impl Files {
    /// Gives the source of something that is in no file, such as the program of `-c`.
    pub fn add(&self, filename: &str, source: &str) {
        self.read.borrow_mut().insert(filename.to_string(), Some(lines_of(source)));
    }
}

fn lines_of(source: &str) -> Vec<String> {
    source.replace("\r\n", "\n").replace('\r', "\n").split('\n').map(str::to_string).collect()
}

impl Frames for Files {
    fn source_line(&self, t: &Thread, filename: &str, _frame: Value, line: u32) -> Option<String> {
        let known = self.read.borrow().contains_key(filename);
        if !known {
            let bytes = t.blocking(|| std::fs::read(filename).ok());
            let lines = bytes.map(|b| lines_of(&String::from_utf8_lossy(&b)));
            self.read.borrow_mut().insert(filename.to_string(), lines);
        }
        let read = self.read.borrow();
        read.get(filename)?.as_ref()?.get(line.checked_sub(1)? as usize).cloned()
    }
}

fn text_attr(t: &Thread, v: Value, name: &str) -> String {
    ops::getattr_str(t, v, name).map_or_else(|_| "?".to_string(), |v| str::lossy(v.v()))
}

/// What a traceback entry says by itself: from its frame's code object.
pub fn entry_of(t: &Thread, traceback: Value) -> Entry {
    let data = traceback.expect::<tb::Traceback>();
    let frame = data.frame.v();
    let line = u32::try_from(tb::lineno(traceback)).ok();
    let mut entry = Entry { line, end_line: line.unwrap_or(0), ..Entry::default() };
    let Ok(code) = ops::getattr_str(t, frame, "f_code") else {
        entry.filename = "?".to_string();
        entry.name = "?".to_string();
        return entry;
    };
    if !code::is_code(code.v()) {
        entry.filename = text_attr(t, code.v(), "co_filename");
        entry.name = text_attr(t, code.v(), "co_name");
        return entry;
    }
    let c = code::data(&code);
    entry.filename = c.code.filename.to_string();
    entry.name = c.code.name.to_string();
    if let Ok(offset) = u32::try_from(data.lasti) {
        let p = code::position(code.v(), offset / 2);
        if p.line != 0 {
            entry.line = Some(p.line);
            entry.end_line = p.end_line.max(p.line);
            entry.columns = code::has_columns(&p).then_some((p.column, p.end_column));
        }
    }
    entry
}

/// Repetitions that are shown before the rest is only counted.
const SHOWN_REPETITIONS: usize = 3;

/// The entries of a traceback, the outermost first, and their frames. A chain that loops is cut off.
pub(super) fn entries(t: &Thread, traceback: Ref, frames: &dyn Frames) -> Vec<(Entry, Ref)> {
    let mut out = vec![];
    let mut seen = std::collections::HashSet::new();
    let mut at = traceback;
    while tb::is_traceback(at.v()) && seen.insert(at.v().bits()) {
        let frame = at.v().expect::<tb::Traceback>().frame.get();
        out.push((frames.entry(t, at.v()), frame));
        at = tb::next(t, at.v());
    }
    if let Some(limit) = frames.limit(t) {
        out.drain(..out.len().saturating_sub(limit));
    }
    out
}

/// The lines of a traceback. `carets`: whether the failing part of a line is marked.
pub(super) fn format(t: &Thread, entries: &[(Entry, Ref)], frames: &dyn Frames, carets: bool) -> String {
    let mut out = String::new();
    let mut count = 0;
    let mut last: Option<&Entry> = None;
    let repeated = |out: &mut String, count: usize| {
        if count > SHOWN_REPETITIONS {
            let more = count - SHOWN_REPETITIONS;
            let s = if more > 1 { "s" } else { "" };
            out.push_str(&format!("  [Previous line repeated {more} more time{s}]\n"));
        }
    };
    for (entry, frame) in entries {
        let same = last.is_some_and(|l| {
            l.line.is_some() && l.line == entry.line && l.filename == entry.filename && l.name == entry.name
        });
        if !same {
            repeated(&mut out, count);
            count = 0;
        }
        last = Some(entry);
        count += 1;
        if count <= SHOWN_REPETITIONS {
            out.push_str(&one(t, entry, frame.v(), frames, carets));
        }
    }
    repeated(&mut out, count);
    out
}

fn one(t: &Thread, entry: &Entry, frame: Value, frames: &dyn Frames, carets: bool) -> String {
    let line = entry.line.map_or("None".to_string(), |n| n.to_string());
    let filename = if entry.filename.starts_with("<stdin-") && entry.filename.ends_with('>') {
        "<stdin>"
    } else {
        &entry.filename
    };
    let mut out = format!("  File \"{filename}\", line {line}, in {}\n", entry.name);
    let Some(first) = entry.line else { return out };
    let last = if carets { entry.end_line.max(first) } else { first };
    let lines: Vec<String> = (first..=last)
        .map(|n| frames.source_line(t, &entry.filename, frame, n).unwrap_or_default().trim_end().to_string())
        .collect();
    if lines.iter().all(|l| l.trim().is_empty()) {
        return out;
    }
    match entry.columns {
        Some(columns) if carets => out.push_str(&marked(&lines, columns)),
        _ => {
            let line = lines[0].trim();
            out.push_str(&if line.is_empty() { "\n".to_string() } else { format!("    {line}\n") });
        }
    }
    out
}

/// The source of an instruction, with carets under it where they say something.
fn marked(lines: &[String], (column, end_column): (u32, u32)) -> String {
    let dedented = dedent(&lines.join("\n"));
    let all: Vec<Vec<char>> = dedented.split('\n').map(|l| l.chars().collect()).collect();
    let last = all.len() - 1;
    let removed = lines[0].chars().count().saturating_sub(all[0].len());
    let start = char_offset(&lines[0], column as usize).saturating_sub(removed);
    let end = char_offset(&lines[last], end_column as usize).saturating_sub(removed);
    let (shown_start, shown_end) = (width(&all[0], start), width(&all[last], end));
    let text: Vec<char> = dedented.chars().collect();
    let until = text.len() - all[last].len().saturating_sub(end);
    let segment: String = text.get(start..until).unwrap_or(&[]).iter().collect();
    let found = anchors::find(&segment).filter(|a| a.left.0 <= last && a.right.0 <= last);
    let before: String = all[0].iter().take(start).collect();
    let after: String = all[last].iter().skip(end).collect();
    let carets = !anchors::is_whole_call(&before, &segment, &after)
        && (found.is_some() || !before.trim_start().is_empty() || !after.trim_end().is_empty());

    let mut significant = BTreeSet::from([0, last]);
    // Line and display column of the anchors' ends.
    let (mut left, mut right) = ((0, 0), (0, 0));
    if let Some(a) = found {
        let shown = |(line, col): (usize, usize)| {
            let col = if line == 0 { col + start } else { col };
            (line, width(&all[line], col))
        };
        (left, right) = (shown(a.left), shown(a.right));
        for line in [a.left.0, a.right.0] {
            significant.extend(line.saturating_sub(1)..=(line + 1).min(last));
        }
    }
    let mut out = String::new();
    let output = |out: &mut String, n: usize| {
        let line = &all[n];
        out.extend(line.iter());
        out.push('\n');
        if !carets {
            return;
        }
        let spaces = line.iter().take_while(|c| c.is_whitespace()).count();
        let columns = if n == last { shown_end } else { width(line, line.len()) };
        for col in 0..columns {
            out.push(if col < spaces || (n == 0 && col < shown_start) {
                ' '
            } else if found.is_none() || ((n, col) >= left && (n, col) < right) {
                '^'
            } else {
                '~'
            });
        }
        out.push('\n');
    };
    let mut previous: Option<usize> = None;
    for &n in &significant {
        match previous.map(|p| n - p) {
            Some(2) => output(&mut out, n - 1),
            Some(gap) if gap > 2 => out.push_str(&format!("...<{} lines>...\n", gap - 1)),
            _ => {}
        }
        output(&mut out, n);
        previous = Some(n);
    }
    let out = dedent(&out);
    indent(&out, "    ")
}

/// The names that a frame's code can see, and its `self`; `None` if the frame does not say.
pub(super) fn names_in(t: &Thread, frame: Value) -> Option<(Vec<String>, Ref)> {
    let mut names = vec![];
    let mut this = Ref::UNDEF;
    for scope in ["f_locals", "f_globals", "f_builtins"] {
        let mapping = ops::getattr_str(t, frame, scope).ok()?;
        for key in ops::collect(t, mapping.v()).ok()? {
            if str::is_str(key.v()) {
                names.push(str::lossy(key.v()));
            }
        }
        if scope == "f_locals" && names.iter().any(|n| n == "self") {
            this = ops::getitem(t, mapping.v(), t.intern("self").v()).unwrap_or(Ref::UNDEF);
        }
    }
    Some((names, this))
}

/// An int attribute of an exception, as the display of syntax errors wants it.
pub(super) fn number(v: &Ref) -> Option<i64> {
    int::to_i64(v.v())
}
