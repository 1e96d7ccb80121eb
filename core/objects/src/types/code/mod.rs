//! `code`: a code object of the bytecode crate, with its names and constants as values.
//!
//! Python sees instructions as two bytes each, whatever a word of ours is: the offsets of `co_lines()` and `tb_lasti` are twice
//! the index of the word, and `co_positions()` has one entry a word. Must never know how code is run.

mod constants;
mod replace;

pub use constants::{constant, to_const};

use crate::error::Res;
use crate::inline_cache::Caches;
use crate::native::{def, def_doc};
use crate::ops;
use crate::payload::Payload;
use crate::refs::{Fixed, Ref};
use crate::slots::{Compare, Slots};
use crate::thread::Thread;
use crate::typeobj::{GetSet, NativeType, TypeDef, flags, getter};
use crate::types::{bytes, list, tuple};
use crate::value::Value;
use heddle_bytecode::{self as bytecode, Const, Position};
use heddle_threads::sync::atomic::AtomicU32;
use std::hash::{Hash, Hasher};
use std::sync::Arc;

/// A code object's payload. All of it is immutable: the interpreter reads it without a lock.
pub struct CodeObject {
    /// The code.
    pub code: Arc<bytecode::Code>,
    /// The instructions as the interpreter reads them: words that may be rewritten to specialised forms.
    pub words: Box<[AtomicU32]>,
    /// Registers of a frame.
    pub registers: u32,
    /// The first register that is no variable.
    pub first_temp: u32,
    /// How many positional arguments a call needs so that nothing is to be bound; `u32::MAX`: there is always something.
    pub plain_args: u32,
    /// What instructions have learnt about names.
    pub caches: Caches,
    /// `co_name`
    pub name: Fixed,
    /// `co_qualname`
    pub qualname: Fixed,
    /// `co_filename`
    pub filename: Fixed,
    /// Names of globals, attributes and so on: interned strs.
    pub names: Box<[Fixed]>,
    /// `co_consts`
    pub constants: Box<[Fixed]>,
    /// Names of local variables: interned strs.
    pub varnames: Box<[Fixed]>,
    /// Names of cells: interned strs.
    pub cellvars: Box<[Fixed]>,
    /// Names of free variables: interned strs.
    pub freevars: Box<[Fixed]>,
}
crate::payload!(CodeObject { name, qualname, filename, names, constants, varnames, cellvars, freevars });

/// The type `code`.
pub static CODE: NativeType = NativeType::new(TypeDef {
    flags: flags::WEAKREF,
    methods: &[
        def("co_lines($self, /)", |t, a| {
            let mut out = vec![];
            for (start, end, line) in lines(a[0]) {
                let line = if line == 0 { Ref::NONE } else { t.int(i64::from(line)) };
                out.push(tuple::from_refs(t, vec![t.int(start), t.int(end), line]));
            }
            iterator(t, out)
        }),
        def("co_positions($self, /)", |t, a| {
            let mut out = vec![];
            for (p, words) in data(&a[0]).code.positions.runs() {
                let entry = position_tuple(t, p);
                out.extend((0..words).map(|_| entry.clone()));
            }
            iterator(t, out)
        }),
        def("co_branches($self, /)", |t, _| {
            Err(t.not_implemented("co_branches() is not there: branches are not instrumented"))
        }),
        def_doc(
            "replace($self, /, **changes)",
            replace::replace,
            "Return a copy of the code object with new values for the specified fields.",
        ),
        def_doc("__replace__($self, /, **changes)", replace::replace, "The same as replace()."),
        def_doc(
            "_varname_from_oparg($self, /, oparg)",
            |t, a| {
                let k = ops::index_isize(t, a[1])?;
                let c = data(&a[0]);
                let mut all = c.varnames.iter().chain(c.freevars.iter());
                match usize::try_from(k).ok().and_then(|k| all.nth(k)) {
                    Some(name) => Ok(name.get()),
                    None => Err(t.index_error("tuple index out of range")),
                }
            },
            "(internal-only) Return the local variable name for the given oparg.",
        ),
        def("__sizeof__($self, /)", |t, a| {
            let c = data(&a[0]);
            let tables = c.names.len() + c.constants.len() + c.varnames.len();
            Ok(t.int((size_of::<CodeObject>() + tables * 8 + c.code.words.len() * 4) as i64))
        }),
    ],
    getset: GETSET,
    doc: "Create a code object.  Not for the faint of heart.",
    ..TypeDef::new("code", CodeObject::vtable, slots)
});

const fn read_only(name: &'static str, get: fn(&Thread, Value) -> Res) -> GetSet {
    GetSet { name, get, set: Some(|t, _, _| Err(t.attribute_error("readonly attribute"))), doc: "" }
}

macro_rules! number {
    ($name:literal, |$c:ident| $value:expr) => {
        read_only($name, |t, v| {
            let $c = &*data(&v).code;
            Ok(t.int($value as i64))
        })
    };
}

const GETSET: &[GetSet] = &[
    number!("co_argcount", |c| c.argcount),
    number!("co_posonlyargcount", |c| c.posonlyargcount),
    number!("co_kwonlyargcount", |c| c.kwonlyargcount),
    number!("co_nlocals", |c| c.varnames.len()),
    number!("co_stacksize", |c| c.registers),
    number!("co_flags", |c| c.flags),
    number!("co_firstlineno", |c| c.first_line),
    read_only("co_name", |_, v| Ok(data(&v).name.get())),
    read_only("co_qualname", |_, v| Ok(data(&v).qualname.get())),
    read_only("co_filename", |_, v| Ok(data(&v).filename.get())),
    read_only("co_names", |t, v| Ok(as_tuple(t, &data(&v).names))),
    read_only("co_consts", |t, v| Ok(as_tuple(t, &data(&v).constants))),
    getter("co_varnames", |t, v| Ok(as_tuple(t, &data(&v).varnames))),
    getter("co_cellvars", |t, v| Ok(as_tuple(t, &data(&v).cellvars))),
    getter("co_freevars", |t, v| Ok(as_tuple(t, &data(&v).freevars))),
    getter("co_code", |t, v| Ok(bytes::new(t, &words(v)))),
    getter("_co_code_adaptive", |t, v| Ok(bytes::new(t, &words(v)))),
    read_only("co_linetable", |t, v| Ok(bytes::new(t, &data(&v).code.positions.0))),
    getter("co_lnotab", |t, v| Ok(bytes::new(t, &data(&v).code.positions.0))),
    read_only("co_exceptiontable", |t, v| {
        let rows = data(&v).code.handlers.iter();
        let rows = rows.flat_map(|h| [h.start, h.end, h.handler, h.depth]).flat_map(u32::to_le_bytes);
        Ok(bytes::new(t, &rows.collect::<Vec<u8>>()))
    }),
];

/// `co_code`: two bytes an instruction word, the operation first. Enough to compare and to count, not to run.
fn words(v: Value) -> Vec<u8> {
    data(&v).code.words.iter().flat_map(|w| [*w as u8, (*w >> 8) as u8]).collect()
}

fn as_tuple(t: &Thread, all: &[Fixed]) -> Ref {
    tuple::from_refs(t, all.iter().map(Fixed::get).collect())
}

fn iterator(t: &Thread, items: Vec<Ref>) -> Res {
    let l = list::from_refs(t, items);
    ops::iter(t, l.v())
}

fn slots(s: &mut Slots) {
    s.new = Some(|t, _, args| {
        if args.all.len() < 16 {
            return Err(
                t.type_error(format_args!("code expected at least 16 arguments, got {}", args.all.len()))
            );
        }
        Err(t.not_implemented("code objects are made by compile() and by code.replace() only"))
    });
    s.repr = Some(|t, v| {
        let c = &*data(&v).code;
        Ok(t.str(&format!(
            "<code object {} at {:#x}, file \"{}\", line {}>",
            c.name,
            super::descr::address(v),
            c.filename,
            c.first_line
        )))
    });
    s.hash = Some(|_, v| {
        let c = &*data(&v).code;
        let mut hasher = rustc_hash::FxHasher::default();
        (&c.name, c.argcount, c.posonlyargcount, c.kwonlyargcount, c.flags, c.first_line).hash(&mut hasher);
        (&c.names, &c.varnames, &c.words).hash(&mut hasher);
        Ok(match hasher.finish() as i64 {
            -1 => -2,
            h => h,
        })
    });
    s.compare = Some(|_, a, b, op| {
        let (Some(x), Some(y)) = (a.payload::<CodeObject>(), b.payload::<CodeObject>()) else {
            return Ok(Ref::NOT_IMPLEMENTED);
        };
        Ok(match op {
            Compare::Eq => Ref::bool(same(&x.code, &y.code)),
            Compare::Ne => Ref::bool(!same(&x.code, &y.code)),
            _ => Ref::NOT_IMPLEMENTED,
        })
    });
}

/// Equality as Python has it: where the code came from, and its qualified name, do not count.
fn same(x: &Arc<bytecode::Code>, y: &Arc<bytecode::Code>) -> bool {
    Arc::ptr_eq(x, y)
        || (x.name == y.name
            && (x.argcount, x.posonlyargcount, x.kwonlyargcount)
                == (y.argcount, y.posonlyargcount, y.kwonlyargcount)
            && (x.flags, x.first_line) == (y.flags, y.first_line)
            && x.words == y.words
            && (&x.names, &x.varnames, &x.cellvars, &x.freevars)
                == (&y.names, &y.varnames, &y.cellvars, &y.freevars)
            && x.positions == y.positions
            && x.handlers == y.handlers
            && x.constants.len() == y.constants.len()
            && x.constants.iter().zip(&y.constants).all(|(p, q)| match (p, q) {
                (Const::Code(p), Const::Code(q)) => same(p, q),
                _ => p == q,
            }))
}

/// The payload of a code object.
///
/// # Panics
/// If `v` is none.
#[inline(always)]
pub fn data(v: &Value) -> &CodeObject {
    v.expect::<CodeObject>()
}

/// Whether `v` is a code object.
#[inline(always)]
pub fn is_code(v: Value) -> bool {
    v.payload::<CodeObject>().is_some()
}

fn interned(t: &Thread, names: &[Box<str>]) -> Box<[Fixed]> {
    names.iter().map(|n| Fixed::new(t.intern(n))).collect()
}

fn plain_args(code: &bytecode::Code) -> u32 {
    use bytecode::flags::*;
    let plain = code.kwonlyargcount == 0 && code.flags & (VARARGS | VARKEYWORDS) == 0;
    if plain { code.argcount } else { u32::MAX }
}

/// The code object for some code, nested code included.
pub fn new(t: &Thread, code: &Arc<bytecode::Code>) -> Res {
    let constants = code.constants.iter().map(|c| constant(t, c).map(Fixed::new));
    // What was made before a failure is given back.
    let mut made = Vec::with_capacity(code.constants.len());
    for c in constants {
        match c {
            Ok(c) => made.push(c),
            Err(e) => {
                // SAFETY: each entry owns a reference that nothing else will give back.
                made.into_iter().for_each(|c| drop(unsafe { Ref::own(c.v()) }));
                return Err(e);
            }
        }
    }
    Ok(t.alloc(
        CODE.shape(),
        CodeObject {
            words: code.words.iter().map(|w| AtomicU32::new(*w)).collect(),
            registers: code.registers,
            first_temp: code.first_temp,
            plain_args: plain_args(code),
            caches: Caches::new(code.caches as usize),
            name: Fixed::new(t.intern(&code.name)),
            qualname: Fixed::new(t.intern(&code.qualname)),
            filename: Fixed::new(t.intern(&code.filename)),
            names: interned(t, &code.names),
            constants: made.into(),
            varnames: interned(t, &code.varnames),
            cellvars: interned(t, &code.cellvars),
            freevars: interned(t, &code.freevars),
            code: code.clone(),
        },
    ))
}

/// Where the instruction at a word is in the source.
pub fn position(code: Value, word: u32) -> Position {
    data(&code).code.positions.at(word)
}

/// Whether the columns of a position are known.
pub fn has_columns(p: &Position) -> bool {
    p.line != 0 && (p.end_line > p.line || p.end_column > p.column)
}

fn position_tuple(t: &Thread, p: Position) -> Ref {
    let n = |known: bool, n: u32| if known { t.int(i64::from(n)) } else { Ref::NONE };
    let (line, columns) = (p.line != 0, has_columns(&p));
    let parts = vec![n(line, p.line), n(line, p.end_line), n(columns, p.column), n(columns, p.end_column)];
    tuple::from_refs(t, parts)
}

/// Runs of offsets with one line each (0: none), as `co_lines()` gives them.
pub fn lines(code: Value) -> Vec<(i64, i64, u32)> {
    let mut out: Vec<(i64, i64, u32)> = vec![];
    let mut at = 0;
    for (p, words) in data(&code).code.positions.runs() {
        let end = at + i64::from(words) * 2;
        match out.last_mut() {
            Some(last) if last.2 == p.line => last.1 = end,
            _ => out.push((at, end, p.line)),
        }
        at = end;
    }
    out
}
