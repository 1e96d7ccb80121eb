//! Format strings of `struct`: which items lie where. Must never know objects.

/// What an item is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kind {
    /// `b h i l q n` and so on, of so many bytes.
    Signed(u8),
    /// Their unsigned forms, and `P`.
    Unsigned(u8),
    /// `e f d`
    Float(u8),
    /// `F D`: two floats of so many bytes.
    Complex(u8),
    /// `?`
    Bool,
    /// `c`
    Char,
    /// `s`
    Bytes,
    /// `p`
    Pascal,
}

/// Values of one kind, one after the other.
#[derive(Clone, Copy, Debug)]
pub struct Item {
    /// The format's letter.
    pub letter: char,
    /// What it is.
    pub kind: Kind,
    /// Where the first lies.
    pub offset: usize,
    /// Bytes of each.
    pub size: usize,
    /// How many there are.
    pub count: usize,
}

/// A parsed format.
#[derive(Debug, Default)]
pub struct Layout {
    /// All items.
    pub items: Vec<Item>,
    /// Bytes in all.
    pub size: usize,
    /// Values in all.
    pub values: usize,
    /// The most significant byte comes first.
    pub big_endian: bool,
}

const BAD_CHAR: &str = "bad char in struct format";
const TOO_LONG: &str = "total struct size too long";

/// Kind, size and alignment of a letter.
fn kind(letter: char, native: bool) -> Option<(Kind, usize)> {
    use Kind::*;
    let n = |native_size: u8, standard: u8| if native { native_size } else { standard };
    Some(match letter {
        'b' => (Signed(1), 1),
        'B' => (Unsigned(1), 1),
        'h' => (Signed(2), 2),
        'H' => (Unsigned(2), 2),
        'i' => (Signed(4), 4),
        'I' => (Unsigned(4), 4),
        'l' => (Signed(n(8, 4)), n(8, 4) as usize),
        'L' => (Unsigned(n(8, 4)), n(8, 4) as usize),
        'q' => (Signed(8), 8),
        'Q' => (Unsigned(8), 8),
        'n' if native => (Signed(8), 8),
        'N' | 'P' if native => (Unsigned(8), 8),
        'e' => (Float(2), 2),
        'f' => (Float(4), 4),
        'd' => (Float(8), 8),
        'F' => (Complex(4), 8),
        'D' => (Complex(8), 16),
        '?' => (Bool, 1),
        'c' => (Char, 1),
        's' => (Bytes, 1),
        'p' => (Pascal, 1),
        _ => return None,
    })
}

fn alignment(kind: Kind, size: usize) -> usize {
    match kind {
        Kind::Complex(part) => part as usize,
        Kind::Signed(_) | Kind::Unsigned(_) | Kind::Float(_) => size,
        _ => 1,
    }
}

/// Parses a format; an error is `struct.error`'s text.
pub fn parse(format: &str) -> Result<Layout, &'static str> {
    let (mut native, mut big_endian) = (true, cfg!(target_endian = "big"));
    let mut rest = format;
    if let Some(first) = format.chars().next().filter(|c| "<>!=@".contains(*c)) {
        native = first == '@';
        match first {
            '<' => big_endian = false,
            '>' | '!' => big_endian = true,
            _ => {}
        }
        rest = &format[1..];
    }
    let mut layout = Layout { big_endian, ..Layout::default() };
    let limit = isize::MAX as usize;
    let mut chars = rest.chars().peekable();
    while let Some(mut c) = chars.next() {
        if matches!(c, ' ' | '\t' | '\n' | '\r' | '\x0b' | '\x0c') {
            continue;
        }
        let mut count = 1usize;
        if c.is_ascii_digit() {
            count = 0;
            loop {
                let digit = c.to_digit(10).unwrap_or(0) as usize;
                count = count.checked_mul(10).and_then(|n| n.checked_add(digit)).ok_or(TOO_LONG)?;
                if count > limit {
                    return Err(TOO_LONG);
                }
                c = chars.next().ok_or("repeat count given without format specifier")?;
                if !c.is_ascii_digit() {
                    break;
                }
            }
        }
        if c == 'x' {
            layout.size = layout.size.checked_add(count).filter(|&n| n <= limit).ok_or(TOO_LONG)?;
            continue;
        }
        let (kind, size) = kind(c, native).ok_or(BAD_CHAR)?;
        if native {
            let align = alignment(kind, size);
            layout.size = layout.size.checked_next_multiple_of(align).ok_or(TOO_LONG)?;
        }
        let (size, count) =
            if matches!(kind, Kind::Bytes | Kind::Pascal) { (count, 1) } else { (size, count) };
        let bytes = size.checked_mul(count).ok_or(TOO_LONG)?;
        let end = layout.size.checked_add(bytes).filter(|&n| n <= limit).ok_or(TOO_LONG)?;
        if count > 0 {
            layout.items.push(Item { letter: c, kind, offset: layout.size, size, count });
            layout.values += count;
        }
        layout.size = end;
    }
    Ok(layout)
}
