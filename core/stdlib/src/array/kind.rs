//! What an array's items are: type codes, and items to bytes and back.

use heddle_numeric::int::convert;
use heddle_objects::types::{int, str};
use heddle_objects::{Raised, Res, Thread, Value, ops};

/// How an item is read.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Form {
    /// Two's complement.
    Signed,
    /// A natural number.
    Unsigned,
    /// A float.
    Float,
    /// A character, in 32 bits.
    Char,
}

/// A type code.
#[derive(PartialEq, Eq, Debug)]
pub struct Kind {
    /// The letter.
    pub code: char,
    /// Bytes of an item.
    pub size: usize,
    /// How it is read.
    pub form: Form,
    /// The number of its representation in pickles, on a machine whose least significant byte comes first.
    pub machine: i64,
}

/// In the order of `array.typecodes`.
pub static KINDS: [Kind; 14] = {
    const fn kind(code: char, size: usize, form: Form, machine: i64) -> Kind {
        Kind { code, size, form, machine }
    }
    use Form::*;
    [
        kind('b', 1, Signed, 1),
        kind('B', 1, Unsigned, 0),
        kind('u', 4, Char, 20),
        kind('w', 4, Char, 20),
        kind('h', 2, Signed, 4),
        kind('H', 2, Unsigned, 2),
        kind('i', 4, Signed, 8),
        kind('I', 4, Unsigned, 6),
        kind('l', 8, Signed, 12),
        kind('L', 8, Unsigned, 10),
        kind('q', 8, Signed, 12),
        kind('Q', 8, Unsigned, 10),
        kind('f', 4, Float, 14),
        kind('d', 8, Float, 16),
    ]
};

/// The kind of a type code.
pub fn of(code: u32) -> Option<&'static Kind> {
    KINDS.iter().find(|k| k.code as u32 == code)
}

/// An item as bytes: as many of them as its size count.
pub type Item = [u8; 8];

/// Why a number does not fit, in CPython's words for each code.
#[cold]
fn no_fit(t: &Thread, kind: &Kind, n: Value) -> Raised {
    let negative = int::is_negative(n);
    let side = if negative { "less than minimum" } else { "greater than maximum" };
    let fits = |bits: u32| int::to_i64(n).is_some_and(|n| n >> (bits - 1) == 0 || n >> (bits - 1) == -1);
    let long = || t.overflow_error("Python int too large to convert to C long");
    match kind.code {
        'b' | 'B' | 'h' | 'H' | 'i' if int::to_i64(n).is_none() => long(),
        'b' if !fits(16) => t.overflow_error(format_args!("signed short integer is {side}")),
        'b' => t.overflow_error(format_args!("signed char is {side}")),
        'B' => t.overflow_error(format_args!("unsigned byte integer is {side}")),
        'h' => t.overflow_error(format_args!("signed short integer is {side}")),
        'H' if !fits(32) => t.overflow_error(format_args!("signed integer is {side}")),
        'H' => t.overflow_error(format_args!("unsigned short is {side}")),
        'i' => t.overflow_error(format_args!("signed integer is {side}")),
        'I' | 'L' if negative => t.overflow_error("can't convert negative value to unsigned int"),
        'I' if int::to_u64(n).is_some() => t.overflow_error("unsigned int is greater than maximum"),
        'I' | 'L' => t.overflow_error("Python int too large to convert to C unsigned long"),
        'l' => long(),
        'Q' if negative => t.overflow_error("can't convert negative int to unsigned"),
        _ => t.overflow_error("int too big to convert"),
    }
}

impl Kind {
    /// A value as an item.
    pub fn item(&self, t: &Thread, v: Value) -> Res<Item> {
        match self.form {
            Form::Float => {
                let f = ops::arg_f64(t, v)?;
                let mut item = Item::default();
                if self.size == 4 {
                    item[..4].copy_from_slice(&(f as f32).to_le_bytes());
                } else {
                    item = f.to_le_bytes();
                }
                Ok(item)
            }
            Form::Char => match str::try_view(&v) {
                Some(view) if view.len() == 1 => Ok(u64::from(view.get(0)).to_le_bytes()),
                Some(view) => Err(t.type_error(format_args!(
                    "array item must be a unicode character, not a string of length {}",
                    view.len()
                ))),
                None => Err(t.type_error(format_args!(
                    "array item must be a unicode character, not {}",
                    ops::type_name(v)
                ))),
            },
            Form::Signed | Form::Unsigned => {
                let n = ops::index(t, v)?;
                let bits = self.size as u32 * 8;
                let (least, most) = match self.form {
                    Form::Signed => (-(1i128 << (bits - 1)), (1i128 << (bits - 1)) - 1),
                    _ => (0, (1i128 << bits) - 1),
                };
                match convert::to_i128(int::view(&n)).filter(|n| (least..=most).contains(n)) {
                    Some(n) => Ok((n as u64).to_le_bytes()),
                    None => Err(no_fit(t, self, n.v())),
                }
            }
        }
    }

    /// An item as a value. `bytes` are as many as its size.
    pub fn value(&self, t: &Thread, bytes: &[u8]) -> Res {
        let mut item = Item::default();
        item[..self.size].copy_from_slice(bytes);
        let word = u64::from_le_bytes(item);
        Ok(match self.form {
            Form::Unsigned => int::from(t, word),
            Form::Signed => {
                let shift = 64 - self.size as u32 * 8;
                t.int((word << shift) as i64 >> shift)
            }
            Form::Float if self.size == 4 => t.float(f64::from(f32::from_bits(word as u32))),
            Form::Float => t.float(f64::from_bits(word)),
            Form::Char if word > 0x10ffff => {
                return Err(
                    t.value_error(format_args!("character U+{word:x} is not in range [U+0000; U+10ffff]"))
                );
            }
            Form::Char => str::from_char(t, word as u32),
        })
    }

    /// The format that memoryviews show.
    pub fn format(&self) -> &'static str {
        match self.code {
            'b' => "b",
            'B' => "B",
            'u' | 'w' => "w",
            'h' => "h",
            'H' => "H",
            'i' => "i",
            'I' => "I",
            'l' => "l",
            'L' => "L",
            'q' => "q",
            'Q' => "Q",
            'f' => "f",
            _ => "d",
        }
    }
}
