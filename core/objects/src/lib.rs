//! Values, types, shapes and the built-in types: the language's objects over the kernel's counts, locks and heap.
//!
//! What it must never know: bytecode being executed, modules of the library, the command line.
//!
//! Where to start reading: [`value`] (one word a value), [`refs`] (who owns what), [`payload`] and [`shape`] (what an object
//! is), [`slots`] and [`typeobj`] (what a type is), [`ops`] (what can be done with any value), [`native`] (how a native function
//! is declared); then `types/`, one file a type.
#![allow(missing_docs)] // Tables of natives: their names are Python's.

pub mod attr;
pub mod builtins_attr;
pub mod builtins_num;
pub mod builtins_seq;
pub mod builtins_string;
pub mod codecs;
pub mod error;
pub mod inline_cache;
pub mod language;
pub mod names;
pub mod native;
pub mod numeric;
pub mod ops;
pub mod payload;
pub mod pending;
pub mod refs;
pub mod shape;
pub mod slotdefs;
pub mod slots;
pub mod thread;
pub mod typeobj;
pub mod types;
pub mod value;

mod boot;
mod tables;

pub use boot::{
    boot, builtin_function, builtins_dict, calling_module, import_module, runtime, set_builtins,
    set_calling_module, set_import_module,
};
pub use error::{Raised, Res};
pub use language::Heddle;
pub use native::{Args, def};
pub use refs::{Fixed, Ref, Slot};
pub use tables::{builtin_tables, builtin_types};
pub use thread::Thread;
pub use value::Value;
