//! The operations of the table, by name.

mod numbers;
mod texts;

use heddle_numeric::float::FloatError;
use heddle_numeric::math::MathError;
use heddle_numeric::{Complex, ErrorKind, Int, IntError};

/// What came of an operation, in the notation of the table.
pub enum Outcome {
    Value(String),
    Error(&'static str, String),
}

/// Arguments, read as the operation needs them.
pub struct Args<'a>(pub &'a [&'a str]);

impl Args<'_> {
    pub fn int(&self, i: usize) -> Int {
        heddle_numeric::int::text::parse(self.0[i], 10, 0).expect(self.0[i])
    }

    pub fn index(&self, i: usize) -> i64 {
        self.0[i].parse().expect(self.0[i])
    }

    pub fn float(&self, i: usize) -> f64 {
        float(self.0[i])
    }

    pub fn floats(&self, i: usize) -> Vec<f64> {
        self.0[i].split(' ').filter(|text| !text.is_empty()).map(float).collect()
    }

    pub fn complex(&self, i: usize) -> Complex {
        let parts = self.floats(i);
        Complex::new(parts[0], parts[1])
    }

    pub fn text(&self, i: usize) -> String {
        let mut text = String::new();
        let mut rest = self.0[i];
        while let Some((before, after)) = rest.split_once("\\u{") {
            let (code, next) = after.split_once('}').expect("an escape");
            text.push_str(before);
            text.extend(char::from_u32(u32::from_str_radix(code, 16).expect("a code")));
            rest = next;
        }
        text + rest
    }

    pub fn bytes(&self, i: usize) -> Vec<u8> {
        let digit = |at: usize| self.0[i][at..at + 2].to_string();
        (0..self.0[i].len())
            .step_by(2)
            .map(|at| u8::from_str_radix(&digit(at), 16).expect("a byte"))
            .collect()
    }
}

fn float(text: &str) -> f64 {
    match text {
        "nan" => f64::NAN,
        _ => f64::from_bits(u64::from_str_radix(text, 16).expect(text)),
    }
}

/// A result in the notation of the table.
pub trait Show {
    fn show(&self) -> String;
}

impl Show for f64 {
    fn show(&self) -> String {
        if self.is_nan() { "nan".to_string() } else { format!("{:016x}", self.to_bits()) }
    }
}

impl Show for Complex {
    fn show(&self) -> String {
        (self.re, self.im).show()
    }
}

impl<A: Show, B: Show> Show for (A, B) {
    fn show(&self) -> String {
        format!("{} {}", self.0.show(), self.1.show())
    }
}

impl<A: Show> Show for Option<A> {
    fn show(&self) -> String {
        self.as_ref().map_or("None".to_string(), Show::show)
    }
}

impl Show for bool {
    fn show(&self) -> String {
        if *self { "True" } else { "False" }.to_string()
    }
}

impl Show for Vec<u8> {
    fn show(&self) -> String {
        self.iter().map(|byte| format!("{byte:02x}")).collect()
    }
}

impl Show for String {
    fn show(&self) -> String {
        self.chars()
            .map(|c| {
                if (' '..='~').contains(&c) && c != '\\' {
                    c.to_string()
                } else {
                    format!("\\u{{{:x}}}", c as u32)
                }
            })
            .collect()
    }
}

macro_rules! show_plain {
    ($($t:ty)*) => {$(impl Show for $t {
        fn show(&self) -> String {
            self.to_string()
        }
    })*};
}
show_plain!(Int i64 u64);

/// An error in the notation of the table.
pub trait Fault {
    fn fault(&self) -> (ErrorKind, String);
}

impl Fault for IntError {
    fn fault(&self) -> (ErrorKind, String) {
        (self.kind(), self.to_string())
    }
}

impl Fault for FloatError {
    fn fault(&self) -> (ErrorKind, String) {
        let message = match self {
            FloatError::PowOverflow => "(34, 'Numerical result out of range')".to_string(),
            _ => self.to_string(),
        };
        (self.kind(), message)
    }
}

impl Fault for MathError {
    fn fault(&self) -> (ErrorKind, String) {
        (self.kind(), self.to_string())
    }
}

impl Fault for heddle_numeric::format::FormatError {
    fn fault(&self) -> (ErrorKind, String) {
        (self.kind, self.message.clone())
    }
}

/// A `ValueError` with this text.
pub struct Value(pub String);

impl Fault for Value {
    fn fault(&self) -> (ErrorKind, String) {
        (ErrorKind::Value, self.0.clone())
    }
}

pub fn ok(value: impl Show) -> Option<Outcome> {
    Some(Outcome::Value(value.show()))
}

pub fn outcome<T: Show, E: Fault>(result: Result<T, E>) -> Option<Outcome> {
    Some(match result {
        Ok(value) => Outcome::Value(value.show()),
        Err(error) => {
            let (kind, message) = error.fault();
            let name = match kind {
                ErrorKind::Value => "ValueError",
                ErrorKind::Overflow => "OverflowError",
                ErrorKind::ZeroDivision => "ZeroDivisionError",
                ErrorKind::Memory => "MemoryError",
                ErrorKind::Type => "TypeError",
            };
            Outcome::Error(name, message.show())
        }
    })
}

pub fn evaluate(op: &str, args: &[&str]) -> Outcome {
    let args = Args(args);
    let (group, name) = op.split_once('.').expect(op);
    let found = match group {
        "int" => numbers::int(name, &args).or_else(|| texts::int(name, &args)),
        "float" => numbers::float(name, &args).or_else(|| texts::float(name, &args)),
        "complex" => numbers::complex(name, &args).or_else(|| texts::complex(name, &args)),
        "math" => numbers::math(name, &args),
        "cmath" => numbers::cmath(name, &args),
        "format" => texts::format(name, &args),
        _ => texts::printf(name, &args),
    };
    found.unwrap_or_else(|| panic!("no operation {op}"))
}
