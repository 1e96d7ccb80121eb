//! What ruff's parser accepts and CPython refuses: in its grammar, and in its compiler after the scopes are known.

use crate::error::{Fault, SyntaxError};
use crate::parse::{Mode, Tree};
use crate::source::Source;
use crate::symtable::SymbolTable;
use ruff_python_ast::Mod;

/// x
pub fn check(_tree: &Tree, _table: &SymbolTable) -> Result<(), SyntaxError> {
    Ok(())
}

pub(crate) fn grammar(_source: &Source, _root: &Mod, _mode: Mode) -> Result<(), Fault> {
    Ok(())
}
