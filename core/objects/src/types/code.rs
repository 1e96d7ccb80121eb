//! `code`: a code object as the interpreter runs it.

use crate::error::Res;
use crate::payload::Payload;
use crate::refs::{Fixed, Ref};
use crate::slots::Slots;
use crate::thread::Thread;
use crate::typeobj::{NativeType, TypeDef, flags};
use crate::types::tuple;
use crate::value::Value;
use heddle_bytecode::Const;
use heddle_threads::sync::atomic::AtomicU32;
use std::sync::Arc;

/// A code object's payload.
pub struct Code {
    /// What the compiler made.
    pub raw: Arc<heddle_bytecode::Code>,
    /// The instructions: words that may be rewritten to specialised forms.
    pub words: Box<[AtomicU32]>,
    /// The constants.
    pub constants: Vec<Fixed>,
    /// The names, interned.
    pub names: Vec<Fixed>,
    /// The names of parameters and variables, interned.
    pub varnames: Vec<Fixed>,
    /// The name, interned.
    pub name: Fixed,
    /// The qualified name.
    pub qualname: Fixed,
}
crate::payload!(Code { constants, names, varnames, name, qualname });

/// `code`
pub static CODE: NativeType =
    NativeType::new(TypeDef { flags: flags::WEAKREF, ..TypeDef::new("code", Code::vtable, slots) });

fn slots(_s: &mut Slots) {}

/// A new code object.
pub fn new(t: &Thread, raw: Arc<heddle_bytecode::Code>) -> Res {
    let constants = raw.constants.iter().map(|c| Ok(Fixed::new(constant(t, c)?))).collect::<Res<Vec<_>>>()?;
    let interned = |all: &[Box<str>]| all.iter().map(|n| Fixed::new(t.intern(n))).collect::<Vec<_>>();
    let (names, varnames) = (interned(&raw.names), interned(&raw.varnames));
    let words = raw.words.iter().map(|w| AtomicU32::new(*w)).collect();
    let (name, qualname) = (Fixed::new(t.intern(&raw.name)), Fixed::new(t.intern(&raw.qualname)));
    Ok(t.alloc(CODE.shape(), Code { raw, words, constants, names, varnames, name, qualname }))
}

/// A constant as an object.
pub fn constant(t: &Thread, c: &Const) -> Res {
    Ok(match c {
        Const::None => Ref::NONE,
        Const::Bool(b) => Ref::bool(*b),
        Const::Ellipsis => Ref::immediate(Value::ELLIPSIS),
        Const::Int(n) => t.int(*n),
        Const::Float(bits) => t.float(f64::from_bits(*bits)),
        Const::Str(bytes) => match heddle_text::Owned::from_wtf8(bytes) {
            Some(text) => crate::types::str::intern_view(t, text.view()),
            None => return Err(t.system_error("a constant is no text")),
        },
        Const::Tuple(items) => {
            tuple::from_refs(t, items.iter().map(|c| constant(t, c)).collect::<Res<Vec<_>>>()?)
        }
        Const::Code(code) => new(t, code.clone())?,
        Const::BigInt { negative, magnitude } => crate::numeric::from_constant(t, *negative, magnitude),
        Const::Complex(re, im) => t.complex(f64::from_bits(*re), f64::from_bits(*im)),
        Const::Bytes(_) | Const::FrozenSet(_) => {
            return Err(t.system_error("constants of this kind are not there yet"));
        }
    })
}
