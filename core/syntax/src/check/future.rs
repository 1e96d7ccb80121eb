//! `from __future__ import`: which features there are, and where the statement may stand.
//!
//! Must never know what a feature changes.

use super::{Done, fail};
use ruff_python_ast::{Expr, Stmt, StmtImportFrom};

const FEATURES: [&str; 10] = [
    "nested_scopes",
    "generators",
    "division",
    "absolute_import",
    "with_statement",
    "print_function",
    "unicode_literals",
    "barry_as_FLUFL",
    "generator_stop",
    "annotations",
];

/// Checks the features asked for at the head of a file.
pub(super) fn check_features(body: &[Stmt]) -> Done {
    for (index, statement) in body.iter().enumerate() {
        match statement {
            Stmt::ImportFrom(import) if is_future(import) => {
                for alias in &import.names {
                    match alias.name.as_str() {
                        "braces" => return fail("not a chance", alias.range),
                        name if FEATURES.contains(&name) => {}
                        name => return fail(format!("future feature {name} is not defined"), alias.range),
                    }
                }
            }
            Stmt::Expr(docstring) if index == 0 && matches!(*docstring.value, Expr::StringLiteral(_)) => {}
            _ => return Ok(()),
        }
    }
    Ok(())
}

pub(super) fn is_future(import: &StmtImportFrom) -> bool {
    import.level == 0 && import.module.as_ref().is_some_and(|module| module.as_str() == "__future__")
}
