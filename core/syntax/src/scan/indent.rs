//! Indentation: the stack of columns, and the INDENT and DEDENT tokens still to be given out.
//!
//! Must never know what stands on a line.

use super::{Kind, Scanner, Stop};
use crate::error::{End, ErrorClass, Fault};

/// CPython's limit, counting the outermost level.
const MAX_INDENTS: usize = 100;
const TAB: u32 = 8;

/// Columns are kept twice, with tabs of 8 and of 1: a line whose comparison depends on the tab size is an error.
pub(super) struct Indents {
    stack: Vec<(u32, u32)>,
    indent: bool,
    dedents: u32,
}

impl Indents {
    pub(super) fn new() -> Indents {
        Indents { stack: vec![(0, 0)], indent: false, dedents: 0 }
    }

    /// The next INDENT or DEDENT to give out.
    pub(super) fn pending(&mut self) -> Option<Kind> {
        if self.indent {
            self.indent = false;
            return Some(Kind::Indent);
        }
        if self.dedents > 0 {
            self.dedents -= 1;
            return Some(Kind::Dedent);
        }
        None
    }

    pub(super) fn close_all(&mut self) {
        self.dedents = self.stack.len() as u32 - 1;
        self.stack.truncate(1);
    }

    fn move_to(&mut self, column: u32, alternate: u32) -> Result<(), Problem> {
        let (top, top_alternate) = self.stack.last().copied().unwrap_or((0, 0));
        if column == top {
            return if alternate == top_alternate { Ok(()) } else { Err(Problem::Tabs) };
        }
        if column > top {
            if self.stack.len() >= MAX_INDENTS {
                return Err(Problem::TooDeep);
            }
            if alternate <= top_alternate {
                return Err(Problem::Tabs);
            }
            self.stack.push((column, alternate));
            self.indent = true;
            return Ok(());
        }
        while self.stack.len() > 1 && self.stack.last().is_some_and(|level| level.0 > column) {
            self.stack.pop();
            self.dedents += 1;
        }
        match self.stack.last() {
            Some(&(found, _)) if found != column => Err(Problem::Dedent),
            Some(&(_, found)) if found != alternate => Err(Problem::Tabs),
            _ => Ok(()),
        }
    }
}

enum Problem {
    Tabs,
    Dedent,
    TooDeep,
}

impl Scanner<'_> {
    /// Measures the line at hand and its blank predecessors; leaves the position at its first visible character.
    pub(super) fn measure_indent(&mut self) -> Result<(), Stop> {
        loop {
            let (column, alternate) = self.leading_columns()?;
            match self.peek() {
                None => return Ok(()),
                Some(b'#') => self.skip_comment(),
                Some(b'\n') => self.skip_line_end(),
                Some(_) => {
                    let line_end = self.current_line_end();
                    return self
                        .indents
                        .move_to(column, alternate)
                        .map_err(|problem| Stop::Fault(fault(problem, self.at, line_end)));
                }
            }
        }
    }

    fn leading_columns(&mut self) -> Result<(u32, u32), Stop> {
        let (mut column, mut alternate) = (0, 0);
        let mut before_join = None;
        loop {
            match self.peek() {
                Some(b' ') => (column, alternate) = (column + 1, alternate + 1),
                Some(b'\t') => (column, alternate) = ((column / TAB + 1) * TAB, alternate + 1),
                Some(b'\x0c') => (column, alternate) = (0, 0),
                Some(b'\\') => {
                    before_join = before_join.or(Some((column, alternate)));
                    self.join_line()?;
                    continue;
                }
                _ => return Ok(before_join.unwrap_or((column, alternate))),
            }
            self.at += 1;
        }
    }

    fn current_line_end(&self) -> usize {
        self.bytes[self.at..]
            .iter()
            .position(|byte| *byte == b'\n')
            .map_or(self.bytes.len(), |length| self.at + length)
    }
}

fn fault(problem: Problem, at: usize, line_end: usize) -> Fault {
    let start = match problem {
        Problem::Dedent => line_end,
        _ => at,
    };
    let (class, message, end) = match problem {
        Problem::Dedent => (
            ErrorClass::IndentationError,
            "unindent does not match any outer indentation level",
            End::Column(-1),
        ),
        Problem::Tabs => (
            ErrorClass::TabError,
            "inconsistent use of tabs and spaces in indentation",
            End::Bare { offset: 1, end: 0 },
        ),
        Problem::TooDeep => {
            (ErrorClass::IndentationError, "too many levels of indentation", End::Bare { offset: 1, end: 0 })
        }
    };
    Fault { class, message: message.to_owned(), start: start as u32, end }
}
