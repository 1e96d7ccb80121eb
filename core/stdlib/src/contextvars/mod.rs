//! `_contextvars`: contexts, variables, tokens.
//!
//! A context holds an immutable table of variables and values; setting a variable replaces the table. So copying a context copies
//! one reference, and a context may be read by any thread while another, which has entered it, changes it.

mod context;
mod table;
mod token;
mod variable;

pub use context::{CONTEXT, copy_current, current, run};

use crate::NativeModule;
use heddle_objects::native::{Def, def};

/// The module.
pub static MODULE: NativeModule = NativeModule {
    doc: "Context Variables",
    types: &[&context::CONTEXT, &variable::CONTEXT_VAR, &token::TOKEN],
    ..NativeModule::new("_contextvars", FUNCTIONS)
};

const FUNCTIONS: &[Def] = &[def("copy_context()", |t, _| Ok(copy_current(t)))];
