//! Heddle's register bytecode: instruction set, code objects, assembler, disassembler, verifier, serialisation.
//!
//! What it must never know: syntax trees, Python objects, the interpreter. Where to start reading: `op.rs`, the table of all
//! instructions; then [`Code`]; `README.md` has the frame layout and the calling convention.

#![forbid(unsafe_code)]

mod asm;
mod code;
mod dis;
mod flow;
mod insn;
pub mod op;
mod positions;
mod serial;
mod verify;

pub use asm::{AssembleError, Assembler, Label};
pub use code::{Code, Const, Handler, flags};
pub use dis::disassemble;
pub use insn::Insn;
pub use op::Op;
pub use positions::{Position, Positions, Runs};
pub use serial::{MAGIC, ReadError, from_bytes, from_trusted_bytes, to_bytes};
pub use verify::{MAX_REGISTERS, VerifyError, instructions, verify};
