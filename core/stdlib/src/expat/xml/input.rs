//! Bytes to text, a piece at a time, and where in them a parser is. Must never know markup, except to find the encoding's name.

/// How bytes become characters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-8.
    Utf8,
    /// ASCII alone.
    Ascii,
    /// ISO 8859-1.
    Latin1,
    /// UTF-16, little end first.
    Utf16Le,
    /// UTF-16, big end first.
    Utf16Be,
    /// One character a byte; `None`: no character.
    Table(Box<[Option<char>; 256]>),
}

impl Encoding {
    /// A built-in one, by name; UTF-16's order comes from its mark.
    pub fn named(name: &str) -> Option<Encoding> {
        match name.to_ascii_lowercase().as_str() {
            "utf-8" | "utf8" => Some(Encoding::Utf8),
            "us-ascii" => Some(Encoding::Ascii),
            "iso-8859-1" => Some(Encoding::Latin1),
            "utf-16" | "utf-16be" => Some(Encoding::Utf16Be),
            "utf-16le" => Some(Encoding::Utf16Le),
            _ => None,
        }
    }

    /// How many bytes a character was.
    pub fn width(&self, c: char) -> usize {
        match self {
            Encoding::Utf8 => c.len_utf8(),
            Encoding::Utf16Le | Encoding::Utf16Be => 2 * c.len_utf16(),
            _ => 1,
        }
    }
}

/// A place: line from 1, column from 0, bytes from the start.
#[derive(Clone, Copy, Debug, Default)]
pub struct Place {
    /// From 1.
    pub line: usize,
    /// From 0.
    pub column: usize,
    /// In bytes of the source.
    pub index: usize,
}

/// A source of text.
pub struct Input {
    raw: Vec<u8>,
    /// `None` until known.
    pub encoding: Option<Encoding>,
    /// What is decoded; what was consumed goes now and then.
    pub text: String,
    /// How far it is consumed.
    pub at: usize,
    /// Where that is.
    pub place: Place,
    /// After `\r`, a `\n` is no line of its own.
    after_cr: bool,
    /// No more bytes will come.
    pub last: bool,
    /// What follows `text` is no text.
    pub broken: bool,
    /// The encoding of a declaration that has to be looked up.
    pub unknown: Option<String>,
    /// Given from outside: what a declaration says does not count.
    fixed: bool,
}

impl Input {
    /// An empty one, whose encoding may be given.
    pub fn new(encoding: Option<Encoding>) -> Input {
        let fixed = encoding.is_some();
        let place = Place { line: 1, column: 0, index: 0 };
        Input {
            raw: vec![],
            encoding,
            text: String::new(),
            at: 0,
            place,
            after_cr: false,
            last: false,
            broken: false,
            unknown: None,
            fixed,
        }
    }

    /// One that is complete.
    pub fn whole(text: String) -> Input {
        Input { text, last: true, ..Input::new(Some(Encoding::Utf8)) }
    }

    /// Whether the encoding was given from outside.
    pub fn is_fixed(&self) -> bool {
        self.fixed
    }

    /// Sets the encoding from outside.
    pub fn fix(&mut self, encoding: Encoding) {
        self.encoding = Some(encoding);
        self.fixed = true;
    }

    /// More bytes.
    pub fn feed(&mut self, data: &[u8], last: bool) {
        if self.at > 64 << 10 && self.at * 2 > self.text.len() {
            self.text.drain(..self.at);
            self.at = 0;
        }
        self.raw.extend_from_slice(data);
        self.last |= last;
        self.decode();
    }

    /// Decodes what can be.
    pub fn decode(&mut self) {
        if self.encoding.is_none() && !self.find_encoding() {
            return;
        }
        let Some(encoding) = &self.encoding else { return };
        match encoding {
            _ if self.broken => {}
            Encoding::Utf8 => match std::str::from_utf8(&self.raw) {
                Ok(text) => {
                    self.text.push_str(text);
                    self.raw.clear();
                }
                Err(e) => {
                    let good = e.valid_up_to();
                    self.text.push_str(&String::from_utf8_lossy(&self.raw[..good]));
                    self.broken = e.error_len().is_some() || self.last;
                    self.raw.drain(..good);
                }
            },
            Encoding::Utf16Le | Encoding::Utf16Be => {
                let little = *encoding == Encoding::Utf16Le;
                let units: Vec<u16> = self
                    .raw
                    .chunks_exact(2)
                    .map(|p| {
                        if little {
                            u16::from_le_bytes([p[0], p[1]])
                        } else {
                            u16::from_be_bytes([p[0], p[1]])
                        }
                    })
                    .collect();
                let mut used = 0;
                for c in char::decode_utf16(units.iter().copied()) {
                    match c {
                        Ok(c) => {
                            used += c.len_utf16();
                            self.text.push(c);
                        }
                        // A pair that is not complete yet.
                        Err(_) if used + 1 == units.len() && !self.last => break,
                        Err(_) => {
                            self.broken = true;
                            break;
                        }
                    }
                }
                self.raw.drain(..2 * used);
            }
            Encoding::Ascii | Encoding::Latin1 | Encoding::Table(_) => {
                for &b in &self.raw {
                    let c = match encoding {
                        Encoding::Ascii => b.is_ascii().then_some(b as char),
                        Encoding::Table(table) => table[b as usize],
                        _ => Some(b as char),
                    };
                    match c {
                        Some(c) => self.text.push(c),
                        None => {
                            self.broken = true;
                            break;
                        }
                    }
                }
                self.raw.clear();
            }
        }
    }

    /// Whether the encoding is known now.
    fn find_encoding(&mut self) -> bool {
        let raw = &self.raw;
        if raw.len() < 4 && !self.last {
            return false;
        }
        let (encoding, mark) = match raw[..] {
            [0xEF, 0xBB, 0xBF, ..] => (Encoding::Utf8, 3),
            [0xFF, 0xFE, ..] => (Encoding::Utf16Le, 2),
            [0xFE, 0xFF, ..] => (Encoding::Utf16Be, 2),
            [b'<', 0, ..] => (Encoding::Utf16Le, 0),
            [0, b'<', ..] => (Encoding::Utf16Be, 0),
            _ => {
                if !raw.starts_with(b"<?xml") {
                    self.encoding = Some(Encoding::Utf8);
                    return true;
                }
                let Some(end) = raw.windows(2).position(|w| w == b"?>") else {
                    if self.last {
                        self.encoding = Some(Encoding::Utf8);
                    }
                    return self.last;
                };
                let declaration = String::from_utf8_lossy(&raw[..end]).into_owned();
                match declared(&declaration) {
                    Some(name) => match Encoding::named(&name) {
                        // It cannot be: the parser says so.
                        Some(Encoding::Utf16Be | Encoding::Utf16Le) | None
                            if name.to_ascii_lowercase().starts_with("utf-16") =>
                        {
                            self.encoding = Some(Encoding::Utf8);
                        }
                        Some(encoding) => self.encoding = Some(encoding),
                        None => {
                            self.unknown = Some(name);
                            return false;
                        }
                    },
                    None => self.encoding = Some(Encoding::Utf8),
                }
                return true;
            }
        };
        self.encoding = Some(encoding);
        self.raw.drain(..mark);
        self.place.index += mark;
        true
    }

    /// What is left.
    pub fn rest(&self) -> &str {
        &self.text[self.at..]
    }

    /// Takes `n` bytes of text.
    pub fn consume(&mut self, n: usize) {
        self.place = self.place_at(n).0;
        self.after_cr = self.text[..self.at + n].ends_with('\r');
        self.at += n;
    }

    /// Where `n` bytes of text further is.
    pub fn place_at(&self, n: usize) -> (Place, bool) {
        let (mut place, mut cr) = (self.place, self.after_cr);
        let utf8 = Encoding::Utf8;
        let encoding = self.encoding.as_ref().unwrap_or(&utf8);
        for c in self.text[self.at..self.at + n].chars() {
            place.index += encoding.width(c);
            match c {
                '\n' if cr => {}
                '\n' | '\r' => {
                    place.line += 1;
                    place.column = 0;
                }
                _ => place.column += 1,
            }
            cr = c == '\r';
        }
        (place, cr)
    }
}

/// The encoding that a declaration names.
fn declared(declaration: &str) -> Option<String> {
    let rest = declaration.split_once("encoding")?.1.trim_start().strip_prefix('=')?.trim_start();
    let quote = rest.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    Some(rest[1..].split(quote).next()?.to_string())
}
