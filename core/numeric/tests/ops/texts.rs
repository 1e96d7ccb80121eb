//! Operations that make or read text.

use super::{Args, Outcome, Value, ok, outcome};
use heddle_numeric::complex::text as complex_text;
use heddle_numeric::float::{hex, text as float_text};
use heddle_numeric::format::FormatError;
use heddle_numeric::format::number::{format_complex, format_float, format_int};
use heddle_numeric::format::printf::{self, Conversion, Count, Item, Parser};
use heddle_numeric::format::spec::{Spec, Target};
use heddle_numeric::int::text;

/// The limit of digits while formatting; the table's script sets none.
const NO_LIMIT: usize = 0;

pub fn int(name: &str, args: &Args) -> Option<Outcome> {
    if name == "parse" {
        return outcome(text::parse(&args.text(0), args.index(1) as u32, 0).map_err(|error| {
            Value(match error {
                text::ParseIntError::Base => text::BASE_MESSAGE.to_string(),
                _ => "invalid".to_string(),
            })
        }));
    }
    let a = args.int(0);
    match name {
        "str" => ok(text::decimal(a.view())),
        "bin" => ok(text::magnitude_digits(a.view(), 2)),
        "oct" => ok(text::magnitude_digits(a.view(), 8)),
        "hex" => ok(text::magnitude_digits(a.view(), 16)),
        _ => None,
    }
}

pub fn float(name: &str, args: &Args) -> Option<Outcome> {
    match name {
        "parse" => outcome(float_text::parse(&args.text(0)).ok_or(Value("invalid".to_string()))),
        "fromhex" => outcome(hex::from_hex(&args.text(0))),
        "repr" => ok(float_text::repr(args.float(0))),
        "hex" => ok(hex::hex(args.float(0))),
        _ => None,
    }
}

pub fn complex(name: &str, args: &Args) -> Option<Outcome> {
    match name {
        "parse" => outcome(complex_text::parse(&args.text(0)).ok_or(Value("invalid".to_string()))),
        "repr" => ok(complex_text::repr(args.complex(0))),
        _ => None,
    }
}

pub fn format(name: &str, args: &Args) -> Option<Outcome> {
    let spec = args.text(1);
    // An empty specification is `str(value)`, which only floats and complex numbers write as their format does.
    outcome(match name {
        "int" => Spec::parse(&spec, Target::INT)
            .and_then(|spec| format_int(args.int(0).view(), &spec, NO_LIMIT, "int")),
        "float" => {
            Spec::parse(&spec, Target::FLOAT).and_then(|spec| format_float(args.float(0), &spec, "float"))
        }
        "complex" => Spec::parse(&spec, Target::COMPLEX)
            .and_then(|spec| format_complex(args.complex(0), &spec, "complex")),
        _ => Spec::parse(&spec, Target::STR).and_then(|spec| pad(&args.text(0), &spec)),
    })
}

fn pad(text: &str, spec: &Spec) -> Result<String, FormatError> {
    let (kept, padding) = spec.text_layout(text.chars().count(), "str")?;
    let fill = |count: usize| spec.fill.to_string().repeat(count);
    Ok(fill(padding.left) + &text.chars().take(kept).collect::<String>() + &fill(padding.right))
}

pub fn printf(name: &str, args: &Args) -> Option<Outcome> {
    let format: Vec<char> = args.text(0).chars().collect();
    let mut text = String::new();
    let mut used = false;
    for item in Parser::new(&format) {
        match item {
            Err(error) => return outcome(Err::<String, _>(Value(error.message().to_string()))),
            Ok(Item::Literal(range)) => text.extend(&format[range]),
            Ok(Item::Conversion(conversion)) => {
                used = true;
                match convert(name, args, &conversion) {
                    Ok(number) => text.push_str(&number),
                    Err(error) => return outcome(Err::<String, _>(error)),
                }
            }
        }
    }
    assert!(used, "a format without a conversion");
    ok(text)
}

fn convert(name: &str, args: &Args, conversion: &Conversion) -> Result<String, FormatError> {
    let letter = char::from_u32(conversion.letter).unwrap_or('\0');
    let count = |count: Option<Count>| match count {
        Some(Count::Given(value)) => Some(value),
        _ => None,
    };
    let (width, precision) = (count(conversion.width).unwrap_or(0), count(conversion.precision));
    match letter {
        'd' | 'i' | 'u' | 'o' | 'x' | 'X' if name == "int" => {
            printf::format_int(args.int(1).view(), letter, conversion.flags, width, precision, NO_LIMIT)
        }
        'e' | 'E' | 'f' | 'F' | 'g' | 'G' => {
            printf::format_float(args.float(1), letter, conversion.flags, width, precision)
        }
        _ => Err(FormatError {
            kind: heddle_numeric::ErrorKind::Value,
            message: printf::unsupported(conversion),
        }),
    }
}
