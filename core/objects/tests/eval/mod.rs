//! Python expressions without compiler or interpreter: read and computed in one go, each step one call of `heddle_objects::ops`.
//!
//! For tests that compare results with what CPython said. There are literals, displays of lists, tuples and empty dicts, names,
//! attributes, calls, operators and single comparisons; no `and`, `if`, `lambda`, subscripts. Must never know what is tested:
//! names come from the caller.

use heddle_objects::slots::{Binary, Compare};
use heddle_objects::types::{dict, int, list, tuple};
use heddle_objects::{Args, Raised, Ref, Res, Thread, Value, native, ops, types};

/// What names mean.
pub type Names<'a> = &'a dyn Fn(&Thread, &str) -> Ref;

/// The value as `repr` shows it, or the exception as `!TypeError('...')`.
pub fn show(t: &Thread, names: Names, source: &str) -> String {
    let text = |v: Value| ops::repr_text(t, v).unwrap_or_else(|_| "<repr failed>".into());
    let mut reader = Reader { t, names, rest: source, source };
    let failed = |e: Raised| {
        let args = ops::getattr_str(t, e.0.v(), "args").expect("exceptions have args");
        let args: Vec<String> = tuple::items(&args).iter().map(|&v| text(v)).collect();
        format!("!{}({})", ops::type_name(e.0.v()), args.join(", "))
    };
    match reader.comparison() {
        Ok(v) if reader.rest.trim().is_empty() => text(v.v()),
        Ok(_) => panic!("{source}: left over: {}", reader.rest),
        Err(e) => failed(e),
    }
}

/// Operators by how tightly they bind, loosest first; longer symbols before those they begin with.
const LEVELS: [&[(&str, Binary)]; 6] = [
    &[("|", Binary::Or)],
    &[("^", Binary::Xor)],
    &[("&", Binary::And)],
    &[("<<", Binary::LShift), (">>", Binary::RShift)],
    &[("+", Binary::Add), ("-", Binary::Sub)],
    &[("*", Binary::Mul), ("//", Binary::FloorDiv), ("/", Binary::TrueDiv), ("%", Binary::Mod)],
];

const COMPARISONS: [(&str, Compare); 6] = [
    ("<=", Compare::Le),
    ("<", Compare::Lt),
    ("==", Compare::Eq),
    ("!=", Compare::Ne),
    (">=", Compare::Ge),
    (">", Compare::Gt),
];

struct Reader<'a> {
    t: &'a Thread,
    names: Names<'a>,
    source: &'a str,
    rest: &'a str,
}

impl<'a> Reader<'a> {
    fn take(&mut self, symbol: &str) -> bool {
        let rest = self.rest.trim_start();
        match rest.strip_prefix(symbol) {
            Some(rest) => {
                self.rest = rest;
                true
            }
            None => false,
        }
    }

    fn want(&mut self, symbol: &str) {
        assert!(self.take(symbol), "{}: {symbol} expected at {}", self.source, self.rest);
    }

    /// Takes characters that `keep` accepts.
    fn run(&mut self, keep: impl Fn(char) -> bool) -> &'a str {
        let end = self.rest.find(|c| !keep(c)).unwrap_or(self.rest.len());
        let (taken, rest) = self.rest.split_at(end);
        self.rest = rest;
        taken
    }

    fn comparison(&mut self) -> Res {
        let left = self.binary(0)?;
        for (symbol, op) in COMPARISONS {
            if self.take(symbol) {
                let right = self.binary(0)?;
                return ops::compare(self.t, left.v(), right.v(), op);
            }
        }
        Ok(left)
    }

    fn binary(&mut self, level: usize) -> Res {
        let Some(operators) = LEVELS.get(level) else { return self.unary() };
        let mut left = self.binary(level + 1)?;
        'more: loop {
            let shift = self.rest.trim_start();
            for (symbol, op) in *operators {
                // `**` is not `*`, and a comparison is no shift.
                if shift.starts_with(symbol) && !(shift.starts_with("**") && *symbol == "*") {
                    self.want(symbol);
                    let right = self.binary(level + 1)?;
                    left = ops::binary(self.t, left.v(), right.v(), *op)?;
                    continue 'more;
                }
            }
            return Ok(left);
        }
    }

    fn unary(&mut self) -> Res {
        for (symbol, f) in [("-", ops::neg as fn(&Thread, Value) -> Res), ("+", ops::pos), ("~", ops::invert)]
        {
            if self.take(symbol) {
                let v = self.unary()?;
                return f(self.t, v.v());
            }
        }
        let base = self.primary()?;
        if self.take("**") {
            let exponent = self.unary()?;
            return ops::binary(self.t, base.v(), exponent.v(), Binary::Pow);
        }
        Ok(base)
    }

    fn primary(&mut self) -> Res {
        let mut v = self.atom()?;
        loop {
            if self.rest.starts_with('.') {
                self.want(".");
                let name = self.run(|c| c.is_alphanumeric() || c == '_');
                v = ops::getattr_str(self.t, v.v(), name)?;
            } else if self.rest.starts_with('(') {
                self.want("(");
                v = self.call(&v)?;
            } else {
                return Ok(v);
            }
        }
    }

    fn call(&mut self, f: &Ref) -> Res {
        let (mut args, mut keywords) = (vec![], vec![]);
        while !self.take(")") {
            let rest = self.rest.trim_start();
            let end = rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(0);
            if end > 0 && rest[end..].starts_with('=') && !rest[end..].starts_with("==") {
                keywords.push(self.t.intern(&rest[..end]));
                self.rest = &rest[end + 1..];
            }
            args.push(self.comparison()?);
            self.take(",");
        }
        let args: Vec<Value> = args.iter().map(Ref::v).collect();
        let keywords: Vec<Value> = keywords.iter().map(Ref::v).collect();
        ops::call(self.t, f.v(), Args { all: &args, names: &keywords })
    }

    /// The items of a display, and whether a comma was among them.
    fn items(&mut self, close: &str) -> Res<(Vec<Ref>, bool)> {
        let (mut items, mut comma) = (vec![], false);
        while !self.take(close) {
            items.push(self.comparison()?);
            comma |= self.take(",");
        }
        Ok((items, comma))
    }

    fn atom(&mut self) -> Res {
        let t = self.t;
        self.rest = self.rest.trim_start();
        Ok(match self.rest.chars().next() {
            Some('0'..='9') => self.number(),
            Some('\'' | '"') => self.text(),
            Some('(') => {
                self.want("(");
                let (mut items, comma) = self.items(")")?;
                if comma || items.is_empty() { tuple::from_refs(t, items) } else { items.remove(0) }
            }
            Some('[') => {
                self.want("[");
                let (items, _) = self.items("]")?;
                list::from_refs(t, items)
            }
            Some('{') => {
                self.want("{");
                self.want("}");
                dict::new(t)
            }
            _ => {
                let name = self.run(|c| c.is_alphanumeric() || c == '_');
                let found = match name {
                    "None" => Ref::NONE,
                    "True" => Ref::TRUE,
                    "False" => Ref::FALSE,
                    _ => (self.names)(t, name),
                };
                assert!(!found.is_undef(), "{}: unknown name {name}", self.source);
                found
            }
        })
    }

    fn number(&mut self) -> Ref {
        let from = self.rest;
        let hex = from.starts_with("0x");
        self.run(|c| c.is_alphanumeric() || c == '_');
        if self.rest.starts_with('.') && !hex {
            self.rest = &self.rest[1..];
            self.run(|c| c.is_ascii_alphanumeric());
        }
        let taken = |r: &Self| &from[..from.len() - r.rest.len()];
        if taken(self).ends_with('e') && !hex {
            self.rest = &self.rest[1..];
            self.run(|c| c.is_ascii_alphanumeric());
        }
        let text = taken(self).replace('_', "");
        if let Some(imaginary) = text.strip_suffix('j') {
            return self.t.complex(0.0, imaginary.parse().expect("a number"));
        }
        if !hex && text.contains(['.', 'e']) {
            return self.t.float(text.parse().expect("a number"));
        }
        int::from_int(self.t, heddle_numeric::int::text::parse(&text, 0, 0).expect("a number"))
    }

    fn text(&mut self) -> Ref {
        let mut chars = self.rest.chars();
        let quote = chars.next();
        let mut text = String::new();
        loop {
            match chars.next() {
                None => panic!("{}: no end of the text", self.source),
                c if c == quote => break,
                Some('\\') => match chars.next() {
                    Some('n') => text.push('\n'),
                    Some('t') => text.push('\t'),
                    Some(kind @ ('x' | 'u')) => {
                        let digits: String = chars.by_ref().take(if kind == 'x' { 2 } else { 4 }).collect();
                        let code = u32::from_str_radix(&digits, 16).ok().and_then(char::from_u32);
                        text.push(code.expect("a character"));
                    }
                    c => text.extend(c),
                },
                Some(c) => text.push(c),
            }
        }
        self.rest = chars.as_str();
        self.t.str(&text)
    }
}

/// A function of a table.
pub fn find(t: &Thread, defs: &'static [native::Def], name: &str) -> Option<Ref> {
    let def = defs.iter().find(|d| d.signature.split('(').next() == Some(name))?;
    Some(types::descr::function(t, Value::NONE, def))
}

/// Compares the lines of a file, each an expression, a tab and what CPython shows; gives the differences.
pub fn compare_lines(t: &Thread, names: Names, lines: &str) -> Vec<String> {
    let mut wrong = vec![];
    for line in lines.lines().filter(|l| !l.is_empty()) {
        let (source, expected) = line.split_once('\t').expect("a tab");
        let got = show(t, names, source);
        if got != expected {
            wrong.push(format!("{source}\n  expected {expected}\n  got      {got}"));
        }
        t.m.safepoint();
    }
    wrong
}
