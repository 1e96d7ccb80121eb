//! One instruction, decoded; to and from words.
//!
//! Must never know labels or code objects.

use crate::op::{Field, Kind, Op, OpInfo};

/// A decoded instruction: fields that its opcode does not have are 0.
///
/// `b` holds Bx, `a` holds Ax, `d` holds D or Dl, `e` holds Dh. A jump is in words from the end of the instruction until the
/// assembler or decoder makes it an index.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Insn {
    /// The opcode.
    pub op: Op,
    /// A or Ax.
    pub a: u32,
    /// B or Bx.
    pub b: u32,
    /// C.
    pub c: u32,
    /// D or Dl.
    pub d: u32,
    /// Dh.
    pub e: u32,
}

impl Insn {
    /// The value of a field.
    pub fn get(&self, field: Field) -> u32 {
        match field {
            Field::A | Field::Ax => self.a,
            Field::B | Field::Bx => self.b,
            Field::C => self.c,
            Field::D | Field::Dl => self.d,
            Field::Dh => self.e,
        }
    }

    /// Sets a field.
    pub fn set(&mut self, field: Field, value: u32) {
        match field {
            Field::A | Field::Ax => self.a = value,
            Field::B | Field::Bx => self.b = value,
            Field::C => self.c = value,
            Field::D | Field::Dl => self.d = value,
            Field::Dh => self.e = value,
        }
    }

    /// The count operand that sizes its window; 0 without one.
    pub fn count(&self) -> u32 {
        let count = self.op.info().operands.iter().find(|(_, kind)| *kind == Kind::Count);
        count.map_or(0, |(field, _)| self.get(*field))
    }

    /// Number of words it takes.
    pub fn words(&self) -> u32 {
        1 + u32::from(self.extension() != Some(0)) + u32::from(self.op.info().is_long())
    }

    /// The payload of the EXTEND it needs: 0 if none, `None` if even that is not enough.
    pub fn extension(&self) -> Option<u32> {
        let (mut high, mut sign) = (0, 0);
        for (field, kind) in self.op.info().operands {
            let value = self.get(*field);
            let signed = matches!(kind, Kind::Jump | Kind::Imm);
            match field {
                Field::A => high |= byte(value, signed)?,
                Field::B => high |= byte(value, signed)? << 8,
                Field::C => high |= byte(value, signed)? << 16,
                Field::Bx if signed => {
                    // With a prefix for whatever reason, the sign comes from the prefix.
                    sign = (value >> 16) << 8;
                    if value as i32 != (value as i16) as i32 {
                        high |= NEEDED;
                    }
                }
                Field::Bx => high |= (value >> 16) << 8,
                Field::Ax if signed => {
                    if (value << 8) as i32 >> 8 != value as i32 {
                        return None;
                    }
                }
                Field::Ax => high |= value >> 24,
                Field::Dl | Field::Dh if value > 0xFFFF => return None,
                Field::D | Field::Dl | Field::Dh => {}
            }
        }
        Some(if high == 0 { 0 } else { high | sign })
    }

    /// Appends its words; false if an operand is too large.
    pub fn encode(&self, out: &mut Vec<u32>) -> bool {
        let Some(high) = self.extension() else { return false };
        if high != 0 {
            out.push(Op::EXTEND as u32 | (high & !NEEDED) << 8);
        }
        let (mut word, mut second) = (self.op as u32, 0);
        for (field, _) in self.op.info().operands {
            let value = self.get(*field);
            match field {
                Field::A => word |= (value & 0xFF) << 8,
                Field::B => word |= (value & 0xFF) << 16,
                Field::C => word |= (value & 0xFF) << 24,
                Field::Bx => word |= (value & 0xFFFF) << 16,
                Field::Ax => word |= value << 8,
                Field::D => second = value,
                Field::Dl => second |= value & 0xFFFF,
                Field::Dh => second |= value << 16,
            }
        }
        out.push(word);
        if self.op.info().is_long() {
            out.push(second);
        }
        true
    }

    /// Decodes the instruction at a word index, prefix included; with the number of words it takes.
    pub fn decode(words: &[u32], at: usize) -> Option<(Insn, usize)> {
        let mut word = *words.get(at)?;
        let (mut length, mut high) = (1, None);
        if word as u8 == Op::EXTEND as u8 {
            high = Some(word >> 8);
            word = *words.get(at + 1)?;
            length = 2;
        }
        let op = Op::from_u8(word as u8)?;
        if high.is_some() && op == Op::EXTEND {
            return None;
        }
        let info = op.info();
        let second = if info.is_long() {
            length += 1;
            *words.get(at + length - 1)?
        } else {
            0
        };
        Some((unpack(info, word, second, high), length))
    }
}

/// Marks an EXTEND whose payload happens to be 0.
const NEEDED: u32 = 1 << 31;

fn byte(value: u32, signed: bool) -> Option<u32> {
    match (signed, value) {
        (true, value) if value as i32 == (value as i8) as i32 => Some(0),
        (false, value) if value <= 0xFFFF => Some(value >> 8),
        _ => None,
    }
}

fn unpack(info: &OpInfo, word: u32, second: u32, high: Option<u32>) -> Insn {
    let mut insn = Insn { op: info.op, a: 0, b: 0, c: 0, d: 0, e: 0 };
    let more = high.unwrap_or(0);
    for (field, kind) in info.operands {
        let signed = matches!(kind, Kind::Jump | Kind::Imm);
        let value = match field {
            Field::A => word >> 8 & 0xFF | (more & 0xFF) << 8,
            Field::B if signed => (word >> 16) as u8 as i8 as u32,
            Field::B => word >> 16 & 0xFF | (more >> 8 & 0xFF) << 8,
            Field::C if signed => (word >> 24) as u8 as i8 as u32,
            Field::C => word >> 24 | (more >> 16 & 0xFF) << 8,
            Field::Bx if signed && high.is_none() => (word >> 16) as i16 as u32,
            Field::Bx => word >> 16 | (more >> 8) << 16,
            Field::Ax if signed => (word as i32 >> 8) as u32,
            Field::Ax => word >> 8 | (more & 0xFF) << 24,
            Field::D => second,
            Field::Dl => second & 0xFFFF,
            Field::Dh => second >> 16,
        };
        insn.set(*field, value);
    }
    insn
}
