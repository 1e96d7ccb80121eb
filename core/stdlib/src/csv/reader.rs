//! `reader`: lines to rows. All that a row needs is local to the call that reads it, so threads may share a reader as they may
//! share its lines.

use super::dialect::{self, Dialect, Quoting};
use super::{FIELD_LIMIT, error};
use crate::util::same;
use heddle_objects::payload::Payload;
use heddle_objects::typeobj::{NativeType, TypeDef, flags, getter};
use heddle_objects::types::{float, list, str};
use heddle_objects::{Fixed, Ref, Res, Thread, Value, ops};
use heddle_text::Buf;
use heddle_threads::sync::atomic::{AtomicUsize, Ordering::*};

/// A reader's payload.
pub struct Reader {
    lines: Fixed,
    dialect: Fixed,
    line_number: AtomicUsize,
}
heddle_objects::payload!(Reader { lines, dialect });

/// `_csv.reader`
pub static READER: NativeType = NativeType::new(TypeDef {
    flags: flags::DISALLOW_INSTANTIATION | flags::BASE,
    getset: &[
        getter("dialect", |_, v| Ok(v.expect::<Reader>().dialect.get())),
        getter("line_num", |t, v| Ok(t.int(v.expect::<Reader>().line_number.load(Relaxed) as i64))),
    ],
    doc: "CSV reader\n\nReader objects are responsible for reading and parsing tabular data\nin CSV format.",
    ..TypeDef::new("_csv.reader", Reader::vtable, |s| {
        s.iter = Some(same);
        s.next = Some(next);
    })
});

/// `csv.reader(lines, dialect, **parameters)`
pub fn new(t: &Thread, args: &[Value], parameters: Value) -> Res {
    let (lines, of) = match args {
        [lines] => (*lines, None),
        [lines, of] => (*lines, Some(*of)),
        [] => return Err(t.type_error("reader expected at least 1 argument, got 0")),
        more => {
            return Err(t.type_error(format_args!("reader expected at most 2 arguments, got {}", more.len())));
        }
    };
    let lines = ops::iter(t, lines)?;
    let dialect = dialect::make(t, of, parameters)?;
    let payload =
        Reader { lines: Fixed::new(lines), dialect: Fixed::new(dialect), line_number: AtomicUsize::new(0) };
    Ok(t.alloc(READER.shape(), payload))
}

/// Where in a row the next character stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    StartOfRow,
    StartOfField,
    Escaped,
    AfterEscapedEnd,
    InField,
    Quoted,
    EscapedInQuotes,
    QuoteInQuotes,
    AfterEnd,
}

/// A row being read.
struct Row<'a> {
    t: &'a Thread,
    d: &'a Dialect,
    state: State,
    fields: Vec<Ref>,
    field: Buf,
    /// The field had no quotes.
    bare: bool,
}

const CR: u32 = '\r' as u32;
const LF: u32 = '\n' as u32;

impl Row<'_> {
    fn add(&mut self, c: u32) -> Res<()> {
        let limit = FIELD_LIMIT.load(Relaxed);
        if self.field.len() as isize >= limit {
            return Err(error(self.t, format_args!("field larger than field limit ({limit})")));
        }
        self.field.push(c);
        Ok(())
    }

    fn save(&mut self) -> Res<()> {
        let t = self.t;
        let text = std::mem::replace(&mut self.field, Buf::with_capacity(16)).finish();
        let bare = std::mem::replace(&mut self.bare, true);
        let kind = self.d.quoting;
        let value = if bare && text.is_empty() && matches!(kind, Quoting::NotNull | Quoting::Strings) {
            Ref::NONE
        } else {
            let field = str::from_owned(t, &text);
            if bare && !text.is_empty() && matches!(kind, Quoting::NonNumeric | Quoting::Strings) {
                ops::call_pos(t, float::FLOAT.get(), &[field.v()])?
            } else {
                field
            }
        };
        self.fields.push(value);
        Ok(())
    }

    /// The end of a line (of the text itself, if `None`) outside quotes.
    fn end(&mut self, c: Option<u32>) -> Res<()> {
        self.save()?;
        self.state = if c.is_none() { State::StartOfRow } else { State::AfterEnd };
        Ok(())
    }

    /// Takes a character; `None` is the end of the line's text.
    fn take(&mut self, c: Option<u32>) -> Res<()> {
        let is_end = matches!(c, None | Some(CR | LF));
        let is_delimiter = c == Some(self.d.delimiter);
        let is_escape = c.is_some() && c == self.d.escape;
        let is_quote = c.is_some() && c == self.d.quote && self.d.quoting != Quoting::None;
        let or_newline = c.unwrap_or(LF);
        match self.state {
            State::StartOfRow if c.is_none() => {}
            State::StartOfRow if is_end => self.state = State::AfterEnd,
            State::StartOfRow | State::StartOfField => {
                self.state = State::StartOfField;
                if is_end {
                    self.end(c)?;
                } else if is_quote {
                    self.bare = false;
                    self.state = State::Quoted;
                } else if is_escape {
                    self.state = State::Escaped;
                } else if is_delimiter {
                    self.save()?;
                } else if !(self.d.skip_space && c == Some(' '.into())) {
                    self.add(or_newline)?;
                    self.state = State::InField;
                }
            }
            State::Escaped => {
                self.add(or_newline)?;
                let ended = matches!(c, Some(CR | LF));
                self.state = if ended { State::AfterEscapedEnd } else { State::InField };
            }
            State::AfterEscapedEnd if c.is_none() => {}
            State::AfterEscapedEnd | State::InField => {
                self.state = State::InField;
                if is_end {
                    self.end(c)?;
                } else if is_escape {
                    self.state = State::Escaped;
                } else if is_delimiter {
                    self.save()?;
                    self.state = State::StartOfField;
                } else {
                    self.add(or_newline)?;
                }
            }
            State::Quoted => {
                if c.is_none() {
                } else if is_escape {
                    self.state = State::EscapedInQuotes;
                } else if is_quote {
                    self.state = if self.d.double_quote { State::QuoteInQuotes } else { State::InField };
                } else {
                    self.add(or_newline)?;
                }
            }
            State::EscapedInQuotes => {
                self.add(or_newline)?;
                self.state = State::Quoted;
            }
            State::QuoteInQuotes => {
                if is_quote {
                    self.add(or_newline)?;
                    self.state = State::Quoted;
                } else if is_delimiter {
                    self.save()?;
                    self.state = State::StartOfField;
                } else if is_end {
                    self.end(c)?;
                } else if self.d.strict {
                    let shown = |c: u32| char::from_u32(c).unwrap_or(char::REPLACEMENT_CHARACTER);
                    let quote = self.d.quote.map_or(' ', shown);
                    return Err(error(
                        self.t,
                        format_args!("'{}' expected after '{quote}'", shown(self.d.delimiter)),
                    ));
                } else {
                    self.add(or_newline)?;
                    self.state = State::InField;
                }
            }
            State::AfterEnd if c.is_none() => self.state = State::StartOfRow,
            State::AfterEnd if is_end => {}
            State::AfterEnd => {
                return Err(error(
                    self.t,
                    "new-line character seen in unquoted field - do you need to open the file with newline=''?",
                ));
            }
        }
        Ok(())
    }
}

fn next(t: &Thread, v: Value) -> Res {
    let reader = v.expect::<Reader>();
    let dialect = reader.dialect.v();
    let d = dialect.expect::<Dialect>();
    let mut row =
        Row { t, d, state: State::StartOfRow, fields: vec![], field: Buf::with_capacity(16), bare: true };
    loop {
        let line = ops::next(t, reader.lines.v())?;
        if line.is_undef() {
            if row.field.is_empty() && row.state != State::Quoted {
                return Ok(line);
            }
            if d.strict {
                return Err(error(t, "unexpected end of data"));
            }
            row.save()?;
            break;
        }
        let Some(view) = str::try_view(&line) else {
            return Err(error(
                t,
                format_args!(
                    "iterator should return strings, not {} (the file should be opened in text mode)",
                    ops::type_name(line.v())
                ),
            ));
        };
        reader.line_number.fetch_add(1, Relaxed);
        for c in view.chars() {
            row.take(Some(c))?;
        }
        row.take(None)?;
        if row.state == State::StartOfRow {
            break;
        }
    }
    Ok(list::from_refs(t, row.fields))
}
