//! Syntax trees given as Python objects, read into the compiler's tree over a skeleton (`skeleton.rs`).
//!
//! Must never know bytecode. Fields are read and judged as CPython does: what has the wrong type is a TypeError, what cannot
//! stand where it stands a ValueError. Start reading at [`from_python`].

mod exprs;
mod fields;
mod patterns;
mod skeleton;
mod stmts;
mod strings;

use fields::Fields;
use heddle_compiler::Constants;
use heddle_objects::types::str;
use heddle_objects::{Res, Thread, Value, ops};
use heddle_syntax::ast::{Mod, ModExpression, ModModule};
use heddle_syntax::{Mode, Source, Tree};
use skeleton::Skeleton;

/// Whether a value is a node of a syntax tree.
pub fn is_node(t: &Thread, v: Value) -> Res<bool> {
    if !v.is_obj() || str::is_str(v) || ops::slots_of(v).buffer.is_some() {
        return Ok(false);
    }
    let fields = Fields::new(t)?;
    fields.is_node(v)
}

/// A tree to compile, and the constants that stand in it.
pub struct Read {
    pub tree: Tree,
    pub constants: Constants,
}

/// Reads the tree that `root` is. `Err(Ok(_))` would be a syntax error; those of the tree are found later.
pub fn from_python(
    t: &Thread,
    root: Value,
    filename: &str,
    mode: Mode,
    future_annotations: bool,
) -> Res<Read> {
    let mut reader = Reader {
        t,
        fields: Fields::new(t)?,
        skeleton: Skeleton::default(),
        constants: Constants::default(),
        depth: 0,
        deepest: 0,
        annotations_as_text: future_annotations,
    };
    let expected = match mode {
        Mode::Exec => "Module",
        Mode::Eval => "Expression",
        Mode::Single => "Interactive",
    };
    let kind = reader.fields.kind_of(root);
    if &*kind != expected {
        let got = ops::type_name(root);
        return Err(t.type_error(format_args!("expected {expected} node, got {got}")));
    }
    reader.skeleton.spot();
    let tree = if mode == Mode::Eval {
        let body = reader.expr_field(root, "Expression", "body", LOAD)?;
        Mod::Expression(ModExpression { node_index: Default::default(), range: Default::default(), body })
    } else {
        let body = reader.fields.list(root, expected, "body")?;
        reader.note_future(&body)?;
        let body = reader.statements(&body)?;
        Mod::Module(ModModule {
            node_index: Default::default(),
            range: Default::default(),
            body: body.into_iter().collect(),
        })
    };
    let depth = reader.deepest * 2 + 8;
    let Reader { skeleton, constants, .. } = reader;
    let source = Source::skeleton(filename, skeleton.text, skeleton.places);
    match Tree::from_parts(source, tree, mode, depth) {
        Ok(tree) => Ok(Read { tree, constants }),
        Err(e) => Err(crate::compile::syntax_error(t, &e)),
    }
}

use heddle_syntax::ast::ExprContext;
const LOAD: ExprContext = ExprContext::Load;
const STORE: ExprContext = ExprContext::Store;
const DEL: ExprContext = ExprContext::Del;

struct Reader<'a> {
    t: &'a Thread,
    fields: Fields<'a>,
    skeleton: Skeleton,
    constants: Constants,
    depth: u32,
    deepest: u32,
    /// `from __future__ import annotations`: their text is wanted.
    annotations_as_text: bool,
}

impl Reader<'_> {
    /// Runs `f` one level deeper.
    fn deeper<R>(&mut self, f: impl FnOnce(&mut Self) -> Res<R>) -> Res<R> {
        self.depth += 1;
        self.deepest = self.deepest.max(self.depth);
        let t = self.t;
        let r = t.deeper(|| f(self));
        self.depth -= 1;
        r
    }
}
