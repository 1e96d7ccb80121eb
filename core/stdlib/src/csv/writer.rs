//! `writer`: rows to lines.

use super::dialect::{self, Dialect, Quoting};
use super::error;
use crate::util::is_number;
use heddle_objects::native::{Def, def_doc};
use heddle_objects::payload::Payload;
use heddle_objects::typeobj::{NativeType, TypeDef, flags, getter};
use heddle_objects::types::{exceptions, str};
use heddle_objects::{Fixed, Raised, Ref, Res, Thread, Value, ops};
use heddle_text::Buf;

/// A writer's payload.
pub struct Writer {
    write: Fixed,
    dialect: Fixed,
}
heddle_objects::payload!(Writer { write, dialect });

/// `_csv.writer`
pub static WRITER: NativeType = NativeType::new(TypeDef {
    flags: flags::DISALLOW_INSTANTIATION | flags::BASE,
    methods: METHODS,
    getset: &[getter("dialect", |_, v| Ok(v.expect::<Writer>().dialect.get()))],
    doc: "CSV writer\n\nWriter objects are responsible for generating tabular data\nin CSV format from sequence input.",
    ..TypeDef::new("_csv.writer", Writer::vtable, |_| ())
});

const METHODS: &[Def] = &[
    def_doc(
        "writerow($self, row, /)",
        |t, a| write_row(t, a[0], a[1]),
        "Construct and write a CSV record from an iterable of fields.\n\nNon-string elements will be converted to string.",
    ),
    def_doc(
        "writerows($self, rows, /)",
        |t, a| {
            ops::for_each(t, a[1], |row| write_row(t, a[0], row.v()).map(drop))?;
            Ok(Ref::NONE)
        },
        "Construct and write a series of iterables to a csv file.\n\nNon-string elements will be converted to string.",
    ),
];

/// `csv.writer(file, dialect, **parameters)`
pub fn new(t: &Thread, args: &[Value], parameters: Value) -> Res {
    let (file, of) = match args {
        [file] => (*file, None),
        [file, of] => (*file, Some(*of)),
        [] => return Err(t.type_error("writer expected at least 1 argument, got 0")),
        more => {
            return Err(t.type_error(format_args!("writer expected at most 2 arguments, got {}", more.len())));
        }
    };
    let dialect = dialect::make(t, of, parameters)?;
    let write = ops::getattr_opt(t, file, t.intern("write").v())?;
    if write.is_undef() || !ops::is_callable(write.v()) {
        return Err(t.type_error("argument 1 must have a \"write\" method"));
    }
    Ok(t.alloc(WRITER.shape(), Writer { write: Fixed::new(write), dialect: Fixed::new(dialect) }))
}

/// A line being written.
struct Line<'a> {
    t: &'a Thread,
    d: &'a Dialect,
    out: Buf,
    fields: usize,
}

impl Line<'_> {
    fn no_escape(&self) -> Raised {
        error(self.t, "need to escape, but no escapechar set")
    }

    /// Whether quotes that are wanted may not be.
    fn may_not_quote(&self, null: bool) -> bool {
        match self.d.quoting {
            Quoting::None => true,
            Quoting::Strings | Quoting::NotNull => null,
            _ => false,
        }
    }

    fn field(&mut self, text: heddle_text::View, null: bool, mut quoted: bool) -> Res<()> {
        let d = self.d;
        let line_end = d.line_end.v();
        let ends = str::view(&line_end);
        let mut body = Buf::with_capacity(text.len() + 2);
        for c in text.chars() {
            let special = c == d.delimiter
                || Some(c) == d.escape
                || Some(c) == d.quote
                || c == '\n'.into()
                || c == '\r'.into()
                || ends.chars().any(|end| end == c);
            if special {
                let escaped = if d.quoting == Quoting::None {
                    true
                } else if Some(c) == d.quote {
                    if d.double_quote {
                        body.push(c);
                    }
                    !d.double_quote
                } else {
                    Some(c) == d.escape
                };
                if escaped {
                    body.push(d.escape.ok_or_else(|| self.no_escape())?);
                } else {
                    quoted = true;
                }
            }
            body.push(c);
        }
        if text.is_empty() && d.delimiter == ' '.into() && d.skip_space {
            if self.may_not_quote(null) {
                return Err(error(
                    self.t,
                    "empty field must be quoted if delimiter is a space and skipinitialspace is true",
                ));
            }
            quoted = true;
        }
        if self.fields > 0 {
            self.out.push(d.delimiter);
        }
        let quote = d.quote.filter(|_| quoted);
        quote.into_iter().for_each(|q| self.out.push(q));
        self.out.push_view(body.view());
        quote.into_iter().for_each(|q| self.out.push(q));
        self.fields += 1;
        Ok(())
    }
}

fn write_row(t: &Thread, v: Value, row: Value) -> Res {
    let w = v.expect::<Writer>();
    let dialect = w.dialect.v();
    let d = dialect.expect::<Dialect>();
    let fields = match ops::iter(t, row) {
        Err(e) if e.is(&exceptions::TYPE_ERROR) => {
            return Err(error(t, format_args!("iterable expected, not {}", ops::type_name(row))));
        }
        other => other?,
    };
    let mut line = Line { t, d, out: Buf::with_capacity(64), fields: 0 };
    let mut null = false;
    loop {
        let field = ops::next(t, fields.v())?;
        if field.is_undef() {
            break;
        }
        let quoted = match d.quoting {
            Quoting::NonNumeric => !is_number(field.v()),
            Quoting::All => true,
            Quoting::Strings => str::is_str(field.v()),
            Quoting::NotNull => !field.is_none(),
            Quoting::Minimal | Quoting::None => false,
        };
        null = field.is_none();
        let text = if null { t.str("") } else { ops::to_str(t, field.v())? };
        line.field(str::view(&text), null, quoted)?;
    }
    if line.fields > 0 && line.out.is_empty() {
        // A line of nothing would be no row at all.
        if line.may_not_quote(null) {
            return Err(error(t, "single empty field record must be quoted"));
        }
        line.fields = 0;
        line.field(str::view(&t.str("")), false, true)?;
    }
    line.out.push_view(str::view(&d.line_end.v()));
    let text = str::new(t, line.out.finish().view());
    ops::call_pos(t, w.write.v(), &[text.v()])
}
