//! Syntax trees as Python objects: the parser's tree made into instances of the classes of `_ast`, and back (`read`).
//!
//! Must never know scopes or bytecode. Start reading at [`to_python`], then `make.rs` (how a node is made); one file for each kind
//! of node.

mod exprs;
mod make;
mod patterns;
mod read;
mod stmts;
mod strings;

pub use read::{Read, from_python, is_node};

use heddle_objects::{Res, Thread};
use heddle_syntax::ast::Mod;
use heddle_syntax::{Mode, Tree};
use make::Maker;

/// The tree as a `Module`, `Interactive` or `Expression`. `optimize`: prepared for this level of optimisation.
pub fn to_python(t: &Thread, tree: &Tree, optimize: Option<u8>) -> Res {
    let mut maker = Maker::new(t, tree.source(), optimize)?;
    match tree.root() {
        Mod::Module(module) => {
            let body = maker.definition_body(&module.body)?;
            if tree.mode() == Mode::Single {
                return maker.plain("Interactive", vec![("body", body)]);
            }
            let ignores = maker.list(Vec::new());
            maker.plain("Module", vec![("body", body), ("type_ignores", ignores)])
        }
        Mod::Expression(root) => {
            let body = maker.expr(&root.body)?;
            maker.plain("Expression", vec![("body", body)])
        }
    }
}

/// The dict of the module `_ast`, whose classes the nodes are of.
fn namespace(t: &Thread) -> Res {
    let found = heddle_objects::import_module(t, "_ast")?;
    let object = found.v();
    match object.payload::<heddle_objects::types::module::Module>() {
        Some(data) => Ok(data.dict.get(t, heddle_objects::ops::object(object))),
        None => Err(t.system_error("_ast is not a module")),
    }
}
