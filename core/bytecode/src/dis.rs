//! The disassembler: code objects as text, one instruction a line, for golden tests and for the eye.
//!
//! Must never know the assembler.

use crate::code::{Code, Const};
use crate::insn::Insn;
use crate::op::{Field, INTRINSICS, Kind, Op};
use crate::positions::Position;
use crate::verify::instructions;
use std::fmt::Write;

/// The text of a code object and all inside it. Never fails: what cannot be decoded is said so.
pub fn disassemble(code: &Code) -> String {
    let mut out = String::new();
    let mut waiting = vec![code];
    while let Some(code) = waiting.pop() {
        one(code, &mut out);
        let at = waiting.len();
        waiting.extend(code.children().map(|child| &**child));
        waiting[at..].reverse();
    }
    out
}

fn one(code: &Code, out: &mut String) {
    let _ = writeln!(
        out,
        "== {} line {} flags {:#x} args {}/{}/{} registers {} temps from {} caches {}",
        code.qualname,
        code.first_line,
        code.flags,
        code.argcount,
        code.posonlyargcount,
        code.kwonlyargcount,
        code.registers,
        code.first_temp,
        code.caches
    );
    for (title, names) in [("vars", &code.varnames), ("cells", &code.cellvars), ("free", &code.freevars)] {
        if !names.is_empty() {
            let _ = writeln!(out, "   {title}: {}", names.join(", "));
        }
    }
    let decoded = match instructions(code) {
        Ok(decoded) => decoded,
        Err(at) => {
            let _ = writeln!(out, "   word {at} is not an instruction");
            return;
        }
    };
    let mut last = Position::default();
    for (at, (word, insn)) in decoded.iter().enumerate() {
        let end = decoded.get(at + 1).map_or(code.words.len() as u32, |next| next.0);
        let position = code.positions.at(*word);
        let mut line = String::new();
        show(code, insn, end, &mut line);
        if position == last {
            let _ = writeln!(out, "{word:5}  {line}");
        } else {
            let Position { line: from, end_line: to, column, end_column } = position;
            let lines = if from == to { format!("{from}") } else { format!("{from}-{to}") };
            let _ = writeln!(out, "{word:5}  {line:60}; {lines}:{column}-{end_column}");
        }
        last = position;
    }
    for row in &code.handlers {
        let _ = writeln!(out, "   {}..{} -> {} depth {}", row.start, row.end, row.handler, row.depth);
    }
}

fn show(code: &Code, insn: &Insn, end: u32, out: &mut String) {
    let _ = write!(out, "{:14}", insn.op.info().name);
    for (field, kind) in insn.op.info().operands {
        let value = insn.get(*field);
        let _ = match kind {
            Kind::Const => {
                out.push(' ');
                code.constants.get(value as usize).map_or(Ok(()), |constant| constant_text(constant, out))
            }
            Kind::Name => write!(out, " {}", code.names.get(value as usize).map_or("?", |name| name)),
            Kind::Free => write!(out, " {}", code.freevars.get(value as usize).map_or("?", |name| name)),
            Kind::Jump => write!(out, " ->{}", end.wrapping_add(value)),
            Kind::Cache => write!(out, " #{}", value as i32),
            Kind::Imm => write!(out, " {}", value as i32),
            Kind::Count if insn.op == Op::INTRINSIC && *field == Field::D => {
                write!(out, " {}", INTRINSICS.get(value as usize).unwrap_or(&"?"))
            }
            Kind::Count => write!(out, " {value}"),
            Kind::Window(fixed, each) => {
                let size = u32::from(*fixed) + u32::from(*each) * insn.count();
                write!(out, " r{value}[{size}]")
            }
            _ => match code.varnames.get(value as usize) {
                Some(name) => write!(out, " {name}"),
                None => write!(out, " r{value}"),
            },
        };
    }
    out.truncate(out.trim_end().len());
}

fn constant_text(constant: &Const, out: &mut String) -> std::fmt::Result {
    match constant {
        Const::None => out.write_str("None"),
        Const::Bool(value) => out.write_str(if *value { "True" } else { "False" }),
        Const::Ellipsis => out.write_str("..."),
        Const::Int(value) => write!(out, "{value}"),
        Const::BigInt { negative, magnitude } => {
            out.write_str(if *negative { "-0x" } else { "0x" })?;
            magnitude.iter().rev().try_for_each(|byte| write!(out, "{byte:02x}"))
        }
        Const::Float(bits) => write!(out, "{:?}", f64::from_bits(*bits)),
        Const::Complex(re, im) => write!(out, "({:?}+{:?}j)", f64::from_bits(*re), f64::from_bits(*im)),
        Const::Str(bytes) => write!(out, "{:?}", String::from_utf8_lossy(bytes)),
        Const::Bytes(bytes) => write!(out, "b\"{}\"", bytes.escape_ascii()),
        Const::Tuple(items) => list("(", items, ")", out),
        Const::FrozenSet(items) => list("frozenset({", items, "})", out),
        Const::Code(code) => write!(out, "<code {}>", code.qualname),
    }
}

fn list(open: &str, items: &[Const], close: &str, out: &mut String) -> std::fmt::Result {
    out.write_str(open)?;
    for (at, item) in items.iter().enumerate() {
        if at > 0 {
            out.write_str(", ")?;
        }
        constant_text(item, out)?;
    }
    out.write_str(close)
}
