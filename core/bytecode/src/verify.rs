//! The verifier: refuses code that an interpreter could not run without looking.
//!
//! Operands are in range, each register read is definitely written before (variables: checked by CHECK_BOUND), exception
//! ranges and jumps hit instruction starts, and control never runs off the end. Must never know who made the code.

use crate::code::{Code, Const};
use crate::flow::{self, Graph};
use crate::insn::Insn;
use crate::op::{END, Field, INTRINSICS, Kind, Op};
use rustc_hash::FxHashMap;

/// Why a code object was refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VerifyError {
    /// The code object's qualified name.
    pub code: String,
    /// The word index of the instruction.
    pub word: u32,
    /// What is wrong.
    pub message: String,
}

impl std::fmt::Display for VerifyError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} at {}: {}", self.code, self.word, self.message)
    }
}

impl std::error::Error for VerifyError {}

/// Most registers a frame may have.
pub const MAX_REGISTERS: u32 = 1 << 16;

/// Verifies a code object and all code objects among its constants.
pub fn verify(code: &Code) -> Result<(), VerifyError> {
    let mut waiting = vec![code];
    while let Some(code) = waiting.pop() {
        one(code).map_err(|(word, message)| VerifyError {
            code: code.qualname.to_string(),
            word,
            message,
        })?;
        waiting.extend(code.children().map(|child| &**child));
    }
    Ok(())
}

/// The decoded instructions of a code object, with the word each starts at.
pub fn instructions(code: &Code) -> Result<Vec<(u32, Insn)>, u32> {
    let mut out = Vec::new();
    let mut at = 0;
    while at < code.words.len() {
        let (insn, words) = Insn::decode(&code.words, at).ok_or(at as u32)?;
        out.push((at as u32, insn));
        at += words;
    }
    Ok(out)
}

type Fault = (u32, String);

fn one(code: &Code) -> Result<(), Fault> {
    sizes(code).map_err(|message| (0, message.to_owned()))?;
    let decoded = instructions(code).map_err(|at| (at, "not an instruction".to_owned()))?;
    let index: FxHashMap<u32, usize> =
        decoded.iter().enumerate().map(|(index, (word, _))| (*word, index)).collect();
    let insns: Vec<Insn> = decoded.iter().map(|(_, insn)| *insn).collect();
    let mut targets = vec![None; insns.len()];
    for (at, (word, insn)) in decoded.iter().enumerate() {
        operands(code, insn).map_err(|message| (*word, message))?;
        if let Some(field) = insn.op.info().jump() {
            let end = decoded.get(at + 1).map_or(code.words.len() as u32, |next| next.0);
            let target = index.get(&end.wrapping_add(insn.get(field))).copied();
            targets[at] = Some(target.ok_or_else(|| (*word, "jump into nowhere".to_owned()))?);
        }
    }
    match insns.last() {
        Some(last) if last.op.info().flags & END != 0 => {}
        _ => return Err((code.words.len() as u32, "control runs off the end".to_owned())),
    }
    let mut handlers = Vec::new();
    for row in &code.handlers {
        let end = if row.end as usize == code.words.len() {
            Some(insns.len())
        } else {
            index.get(&row.end).copied()
        };
        let found = (index.get(&row.start), end, index.get(&row.handler));
        let (Some(start), Some(end), Some(handler)) = found else {
            return Err((row.start, "exception range hits no instruction".to_owned()));
        };
        if *start >= end || row.depth < code.first_temp || row.depth >= code.registers {
            return Err((row.start, "exception range or depth out of order".to_owned()));
        }
        handlers.push((*start, end, *handler, row.depth));
    }
    reads(
        code,
        &decoded,
        &Graph {
            insns: &insns,
            targets: &targets,
            handlers: &handlers,
            registers: code.registers,
            first_temp: code.first_temp,
            parameters: code.parameters(),
        },
    )
}

fn sizes(code: &Code) -> Result<(), &'static str> {
    let small = |count: usize| count <= MAX_REGISTERS as usize;
    if code.argcount > MAX_REGISTERS || code.kwonlyargcount > MAX_REGISTERS {
        return Err("too many parameters");
    }
    if code.registers > MAX_REGISTERS || code.first_temp > code.registers || !small(code.varnames.len()) {
        return Err("too many registers");
    }
    if code.varnames.len() as u32 > code.first_temp || code.parameters() > code.varnames.len() as u32 {
        return Err("variables do not fit the frame");
    }
    if code.posonlyargcount > code.argcount {
        return Err("more positional-only than positional parameters");
    }
    if code.cell_registers.len() != code.cellvars.len()
        || code.cell_registers.iter().any(|register| *register >= code.first_temp)
    {
        return Err("cells do not match registers");
    }
    let covered: u64 = code.positions.runs().map(|(_, words)| u64::from(words)).sum();
    if covered != code.words.len() as u64 {
        return Err("positions do not cover the code");
    }
    Ok(())
}

fn operands(code: &Code, insn: &Insn) -> Result<(), String> {
    for (field, kind) in insn.op.info().operands {
        let value = insn.get(*field);
        let bound = match kind {
            Kind::Const => code.constants.len() as u64,
            Kind::Name => code.names.len() as u64,
            Kind::Free => code.freevars.len() as u64,
            Kind::Cache => {
                let none = if *field == Field::D { u32::MAX } else { 0xFFFF };
                if value == none { u64::MAX } else { u64::from(code.caches) }
            }
            Kind::Jump | Kind::Imm | Kind::Count => u64::MAX,
            _ => {
                let span = flow::span(insn, value, *kind);
                if span.end > u64::from(code.registers) {
                    return Err(format!("register {} of {}", span.end - 1, code.registers));
                }
                if matches!(kind, Kind::Window(..)) && value < code.first_temp && span.end > span.start {
                    return Err("a window of variables".to_owned());
                }
                u64::MAX
            }
        };
        if u64::from(value) >= bound {
            return Err(format!("{kind:?} {value} of {bound}"));
        }
    }
    match insn.op {
        Op::EXTEND => Err("a prefix alone".to_owned()),
        Op::MAKE_FUNCTION if !matches!(code.constants[insn.b as usize], Const::Code(_)) => {
            Err("a function of no code".to_owned())
        }
        Op::CALL_KW | Op::CALL_METHOD_KW => keywords(code, insn),
        Op::INTRINSIC if insn.d as usize >= INTRINSICS.len() => Err("no such intrinsic".to_owned()),
        _ => Ok(()),
    }
}

fn keywords(code: &Code, insn: &Insn) -> Result<(), String> {
    match &code.constants[insn.d as usize] {
        Const::Tuple(names)
            if names.len() <= insn.c as usize && names.iter().all(|name| matches!(name, Const::Str(_))) =>
        {
            Ok(())
        }
        _ => Err("keywords are no tuple of names".to_owned()),
    }
}

fn reads(code: &Code, decoded: &[(u32, Insn)], graph: &Graph<'_>) -> Result<(), Fault> {
    for (state, (word, insn)) in flow::states(graph).iter().zip(decoded) {
        let Some(state) = state else { return Err((*word, "cannot be reached".to_owned())) };
        overlap(code, insn, state).map_err(|message| (*word, message))?;
        for (field, kind) in insn.op.info().operands {
            if !matches!(kind, Kind::Read | Kind::Keep | Kind::Update | Kind::Window(..)) {
                continue;
            }
            for register in flow::span(insn, insn.get(*field), *kind) {
                if !state.has(register as u32) {
                    return Err((
                        *word,
                        format!("register {register} may be undefined in {}", insn.op.info().name),
                    ));
                }
            }
            if matches!(kind, Kind::Clear) && insn.get(*field) >= code.registers {
                return Err((*word, "clears no register".to_owned()));
            }
        }
    }
    Ok(())
}

/// Nothing may live above the arguments of a call: the callee's registers lie there.
fn overlap(code: &Code, insn: &Insn, state: &flow::Bits) -> Result<(), String> {
    let calls = [Op::CALL, Op::CALL_METHOD, Op::CALL_KW, Op::CALL_METHOD_KW, Op::CALL_EX];
    if !calls.contains(&insn.op) {
        return Ok(());
    }
    for (field, kind) in insn.op.info().operands {
        if let Kind::Window(..) = kind {
            let end = flow::span(insn, insn.get(*field), *kind).end as u32;
            if let Some(live) = (end..code.registers).find(|register| state.has(*register)) {
                return Err(format!("register {live} lives above the arguments of a call"));
            }
        }
    }
    Ok(())
}
