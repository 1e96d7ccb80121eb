//! Code objects to bytes and back, for the embedded standard library.
//!
//! A magic number with a version, then fields in order; numbers little-endian, lists with their length first. Reading checks
//! everything it must to build a [`Code`] and then runs the verifier: malformed input is an error, never a panic.
//! Must never know files.

use crate::code::{Code, Const, Handler};
use crate::positions::Positions;
use crate::verify::verify;
use std::sync::Arc;

/// The first bytes: a name and a version that changes with the instruction set and this format.
pub const MAGIC: [u8; 8] = *b"heddle\x00\x01";
/// How deep constants and code objects may nest in a file.
const MAX_NESTING: u32 = 200;

/// Why bytes are not a code object.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadError(pub String);

/// Writes a code object.
pub fn to_bytes(code: &Code) -> Vec<u8> {
    let mut out = MAGIC.to_vec();
    put_code(&mut out, code);
    out
}

/// Reads and verifies a code object.
pub fn from_bytes(bytes: &[u8]) -> Result<Code, ReadError> {
    let Some(rest) = bytes.strip_prefix(&MAGIC) else { return fail("not Heddle bytecode of this version") };
    let mut reader = Reader { rest, depth: 0 };
    let code = reader.code()?;
    if !reader.rest.is_empty() {
        return fail("bytes after the end");
    }
    verify(&code).map_err(|error| ReadError(error.to_string()))?;
    Ok(code)
}

/// [`from_bytes`] without the verifier, for what this very build has compiled: damaged bytes are an error, but what they say of the
/// code is believed.
pub fn from_trusted_bytes(bytes: &[u8]) -> Result<Code, ReadError> {
    let Some(rest) = bytes.strip_prefix(&MAGIC) else { return fail("not Heddle bytecode of this version") };
    Reader { rest, depth: 0 }.code()
}

fn fail<T>(message: &str) -> Result<T, ReadError> {
    Err(ReadError(message.to_owned()))
}

fn put(out: &mut Vec<u8>, value: u32) {
    out.extend_from_slice(&value.to_le_bytes());
}

fn put_bytes(out: &mut Vec<u8>, bytes: &[u8]) {
    put(out, bytes.len() as u32);
    out.extend_from_slice(bytes);
}

fn put_names(out: &mut Vec<u8>, names: &[Box<str>]) {
    put(out, names.len() as u32);
    names.iter().for_each(|name| put_bytes(out, name.as_bytes()));
}

fn put_numbers(out: &mut Vec<u8>, numbers: &[u32]) {
    put(out, numbers.len() as u32);
    numbers.iter().for_each(|number| put(out, *number));
}

fn put_code(out: &mut Vec<u8>, code: &Code) {
    [&code.name, &code.qualname, &code.filename].iter().for_each(|text| put_bytes(out, text.as_bytes()));
    for number in [
        code.first_line,
        code.flags,
        code.argcount,
        code.posonlyargcount,
        code.kwonlyargcount,
        code.registers,
        code.first_temp,
        code.caches,
    ] {
        put(out, number);
    }
    [&code.varnames, &code.cellvars, &code.freevars, &code.names]
        .iter()
        .for_each(|names| put_names(out, names));
    put_numbers(out, &code.cell_registers);
    put_numbers(out, &code.words);
    put(out, code.handlers.len() as u32);
    for row in &code.handlers {
        [row.start, row.end, row.handler, row.depth].iter().for_each(|number| put(out, *number));
    }
    put_bytes(out, &code.positions.0);
    put_constants(out, &code.constants);
}

fn put_constants(out: &mut Vec<u8>, constants: &[Const]) {
    put(out, constants.len() as u32);
    constants.iter().for_each(|constant| put_const(out, constant));
}

fn put_const(out: &mut Vec<u8>, constant: &Const) {
    match constant {
        Const::None => out.push(0),
        Const::Bool(value) => out.push(1 + u8::from(*value)),
        Const::Ellipsis => out.push(3),
        Const::Int(value) => {
            out.push(4);
            out.extend_from_slice(&value.to_le_bytes());
        }
        Const::BigInt { negative, magnitude } => {
            out.push(5 + u8::from(*negative));
            put_bytes(out, magnitude);
        }
        Const::Float(bits) => {
            out.push(7);
            out.extend_from_slice(&bits.to_le_bytes());
        }
        Const::Complex(re, im) => {
            out.push(8);
            out.extend_from_slice(&re.to_le_bytes());
            out.extend_from_slice(&im.to_le_bytes());
        }
        Const::Str(bytes) => {
            out.push(9);
            put_bytes(out, bytes);
        }
        Const::Bytes(bytes) => {
            out.push(10);
            put_bytes(out, bytes);
        }
        Const::Tuple(items) => {
            out.push(11);
            put_constants(out, items);
        }
        Const::FrozenSet(items) => {
            out.push(12);
            put_constants(out, items);
        }
        Const::Code(code) => {
            out.push(13);
            put_code(out, code);
        }
    }
}

struct Reader<'a> {
    rest: &'a [u8],
    depth: u32,
}

impl<'a> Reader<'a> {
    fn take(&mut self, count: usize) -> Result<&'a [u8], ReadError> {
        match self.rest.split_at_checked(count) {
            Some((head, rest)) => {
                self.rest = rest;
                Ok(head)
            }
            None => fail("ends too early"),
        }
    }

    fn byte(&mut self) -> Result<u8, ReadError> {
        Ok(self.take(1)?[0])
    }

    fn number(&mut self) -> Result<u32, ReadError> {
        let mut bytes = [0; 4];
        bytes.copy_from_slice(self.take(4)?);
        Ok(u32::from_le_bytes(bytes))
    }

    fn long(&mut self) -> Result<u64, ReadError> {
        Ok(u64::from(self.number()?) | u64::from(self.number()?) << 32)
    }

    fn bytes(&mut self) -> Result<&'a [u8], ReadError> {
        let count = self.number()? as usize;
        self.take(count)
    }

    fn text(&mut self) -> Result<Box<str>, ReadError> {
        std::str::from_utf8(self.bytes()?).map(Box::from).or_else(|_| fail("text is not UTF-8"))
    }

    /// A list whose items take at least one byte each, so that a false length cannot make it allocate.
    fn list<T>(&mut self, item: fn(&mut Reader<'a>) -> Result<T, ReadError>) -> Result<Vec<T>, ReadError> {
        let count = self.number()? as usize;
        if count > self.rest.len() {
            return fail("list longer than the file");
        }
        (0..count).map(|_| item(self)).collect()
    }

    fn code(&mut self) -> Result<Code, ReadError> {
        let (name, qualname, filename) = (self.text()?, self.text()?, self.text()?);
        let mut numbers = [0; 8];
        for number in &mut numbers {
            *number = self.number()?;
        }
        let [first_line, flags, argcount, posonlyargcount, kwonlyargcount, registers, first_temp, caches] =
            numbers;
        Ok(Code {
            name,
            qualname,
            filename,
            first_line,
            flags,
            argcount,
            posonlyargcount,
            kwonlyargcount,
            registers,
            first_temp,
            caches,
            varnames: self.list(Reader::text)?,
            cellvars: self.list(Reader::text)?,
            freevars: self.list(Reader::text)?,
            names: self.list(Reader::text)?,
            cell_registers: self.list(Reader::number)?,
            words: self.list(Reader::number)?,
            handlers: self.list(Reader::handler)?,
            positions: Positions(self.bytes()?.into()),
            constants: self.list(Reader::constant)?,
        })
    }

    fn handler(&mut self) -> Result<Handler, ReadError> {
        Ok(Handler {
            start: self.number()?,
            end: self.number()?,
            handler: self.number()?,
            depth: self.number()?,
        })
    }

    fn constant(&mut self) -> Result<Const, ReadError> {
        self.depth += 1;
        if self.depth > MAX_NESTING {
            return fail("nested too deep");
        }
        let constant = match self.byte()? {
            0 => Const::None,
            tag @ (1 | 2) => Const::Bool(tag == 2),
            3 => Const::Ellipsis,
            4 => Const::Int(self.long()? as i64),
            tag @ (5 | 6) => Const::BigInt { negative: tag == 6, magnitude: self.bytes()?.into() },
            7 => Const::Float(self.long()?),
            8 => Const::Complex(self.long()?, self.long()?),
            9 => Const::Str(self.bytes()?.into()),
            10 => Const::Bytes(self.bytes()?.into()),
            11 => Const::Tuple(self.list(Reader::constant)?.into()),
            12 => Const::FrozenSet(self.list(Reader::constant)?.into()),
            13 => Const::Code(Arc::new(self.code()?)),
            _ => return fail("unknown constant"),
        };
        self.depth -= 1;
        Ok(constant)
    }
}
