//! Native modules of the standard library: one file or folder a Python module.
//!
//! What it must never know: the command line, bytecode. Where to start reading: [`NativeModule`], then any small module.
#![allow(missing_docs)] // Tables of natives: their names are Python's.

mod abc;
mod accounts;
mod array;
pub mod atexit;
mod binascii;
mod bisect;
mod bz2;
mod cmath;
mod collections;
mod compress;
pub mod contextvars;
mod csv;
mod descriptor;
mod errno;
mod expat;
mod faulthandler;
mod fcntl;
mod functools;
pub mod futex;
mod gcmod;
mod hashes;
mod heapq;
mod itertools;
mod json;
mod locale;
mod lzma;
mod mapping;
pub mod marshal;
mod math;
mod opcode;
mod operator;
mod ospath;
mod posix_subprocess;
mod queue;
mod random;
mod resource;
mod select;
mod semaphores;
mod shared_memory;
mod socket;
mod sqlite;
mod sre;
mod stat;
mod statistics;
mod string;
mod structs;
mod symtable;
mod termios;
mod tokenize;
mod unicodedata;
mod util;
mod weakref;
mod zlib;
mod zstd;

pub mod imp;
pub mod io;
pub mod posix;
pub mod signal;
pub mod small;
pub mod sys;
pub mod thread;
pub mod time;

use heddle_objects::native::Def;
use heddle_objects::typeobj::{NativeType, split_name};
use heddle_objects::types::{descr, dict, module};
use heddle_objects::{Ref, Res, Thread, Value};

/// A module written in Rust.
pub struct NativeModule {
    /// `"_functools"`
    pub name: &'static str,
    /// `__doc__`
    pub doc: &'static str,
    /// Its functions.
    pub functions: &'static [Def],
    /// Its types, under the last part of their names.
    pub types: &'static [&'static NativeType],
    /// Puts everything else into the module.
    pub init: fn(&Thread, &Module) -> Res<()>,
}

/// A module being filled.
pub struct Module {
    /// The module object.
    pub object: Ref,
    dict: Ref,
}

impl Module {
    /// Sets an attribute.
    pub fn set(&self, t: &Thread, name: &str, value: Ref) {
        dict::set_str(t, self.dict.v(), t.intern(name).v(), value.v());
    }

    /// Sets an int.
    pub fn set_int(&self, t: &Thread, name: &str, value: i64) {
        self.set(t, name, t.int(value));
    }

    /// Its dict.
    pub fn dict(&self) -> Value {
        self.dict.v()
    }
}

impl NativeModule {
    /// A module with these functions and nothing else.
    pub const fn new(name: &'static str, functions: &'static [Def]) -> NativeModule {
        NativeModule { name, doc: "", functions, types: &[], init: |_, _| Ok(()) }
    }

    /// Makes the module object.
    pub fn make(&'static self, t: &Thread) -> Res {
        let object = module::new(t, self.name);
        let dict = object.expect::<module::Module>().dict.get(t, object.obj());
        let m = Module { object, dict };
        if !self.doc.is_empty() {
            m.set(t, "__doc__", t.str(self.doc));
        }
        for def in self.functions {
            let f = descr::function(t, m.object.v(), def);
            let name = def.signature.split('(').next().unwrap_or(def.signature);
            m.set(t, name, f);
        }
        for ty in self.types {
            m.set(t, split_name(ty.def.name).1, ty.get_ref());
        }
        (self.init)(t, &m)?;
        Ok(m.object)
    }
}

/// All native modules but `builtins` and `sys`.
pub static MODULES: &[&NativeModule] = &[
    &abc::MODULE,
    &array::MODULE,
    &accounts::GRP,
    &accounts::PWD,
    &atexit::MODULE,
    &binascii::MODULE,
    &bisect::MODULE,
    &cmath::MODULE,
    &collections::MODULE,
    &contextvars::MODULE,
    &csv::MODULE,
    &errno::MODULE,
    &expat::MODULE,
    &functools::MODULE,
    &imp::MODULE,
    &imp::LIBRARY,
    &imp::WARNINGS,
    &heapq::MODULE,
    &itertools::MODULE,
    &json::MODULE,
    &marshal::MODULE,
    &math::MODULE,
    &opcode::MODULE,
    &operator::MODULE,
    &small::CODECS,
    &gcmod::GC,
    &small::TYPING,
    &queue::MODULE,
    &random::MODULE,
    &sqlite::MODULE,
    &sre::MODULE,
    &stat::MODULE,
    &statistics::MODULE,
    &string::MODULE,
    &structs::MODULE,
    &symtable::MODULE,
    &tokenize::MODULE,
    &faulthandler::MODULE,
    &fcntl::MODULE,
    &posix_subprocess::MODULE,
    &resource::MODULE,
    &select::MODULE,
    &socket::MODULE,
    &mapping::MODULE,
    &semaphores::MODULE,
    &shared_memory::MODULE,
    &termios::MODULE,
    &signal::MODULE,
    &thread::MODULE,
    &time::MODULE,
    &weakref::MODULE,
    &io::MODULE,
    &locale::MODULE,
    &posix::MODULE,
    &zstd::MODULE,
    &bz2::MODULE,
    &lzma::MODULE,
    &unicodedata::MODULE,
    &hashes::BLAKE2,
    &hashes::HASHLIB,
    &hashes::HMAC,
    &hashes::MD5,
    &hashes::SHA1,
    &hashes::SHA2,
    &hashes::SHA3,
    &zlib::MODULE,
];

pub use heddle_library::identity::LIBRARY_ROOT;

/// The native module of this name.
pub fn find(name: &str) -> Option<&'static NativeModule> {
    MODULES.iter().copied().find(|m| m.name == name)
}
