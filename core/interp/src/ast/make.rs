//! How one node is made: its class, its fields, its place.
//!
//! Must never know what the nodes mean.

use heddle_objects::native::Args;
use heddle_objects::types::{code, dict, list, object, str};
use heddle_objects::{Ref, Res, Thread, Value, attr, ops};
use heddle_syntax::Source;
use heddle_syntax::ast::Identifier;
use heddle_syntax::text_size::TextRange;
use rustc_hash::FxHashMap;

/// Fields of a node in order.
pub(super) type Fields = Vec<(&'static str, Ref)>;

pub(super) struct Maker<'a> {
    pub(super) t: &'a Thread,
    pub(super) source: &'a Source,
    /// The level of optimisation the tree is prepared for.
    pub(super) optimize: Option<u8>,
    /// The dict of `_ast`.
    namespace: Ref,
    classes: FxHashMap<&'static str, Ref>,
    names: FxHashMap<&'static str, Ref>,
    singletons: FxHashMap<&'static str, Ref>,
}

impl<'a> Maker<'a> {
    pub(super) fn new(t: &'a Thread, source: &'a Source, optimize: Option<u8>) -> Res<Maker<'a>> {
        let namespace = super::namespace(t)?;
        Ok(Maker {
            t,
            source,
            optimize,
            namespace,
            classes: FxHashMap::default(),
            names: FxHashMap::default(),
            singletons: FxHashMap::default(),
        })
    }

    fn class(&mut self, name: &'static str) -> Res<Value> {
        if let Some(class) = self.classes.get(name) {
            return Ok(class.v());
        }
        let t = self.t;
        let class = dict::get_str(t, self.namespace.v(), t.intern(name).v());
        if class.is_undef() {
            return Err(t.system_error(format_args!("_ast has no {name}")));
        }
        let v = class.v();
        self.classes.insert(name, class);
        Ok(v)
    }

    fn name(&mut self, name: &'static str) -> Value {
        let t = self.t;
        self.names.entry(name).or_insert_with(|| t.intern(name)).v()
    }

    fn set(&mut self, node: &Ref, name: &'static str, value: &Ref) -> Res<()> {
        let name = self.name(name);
        attr::store_own(self.t, ops::object(node.v()), name, value.v())
    }

    /// A node without a place.
    pub(super) fn plain(&mut self, class: &'static str, fields: Fields) -> Res {
        let class = self.class(class)?;
        let node = object::object_new(self.t, class, Args::NONE)?;
        for (name, value) in &fields {
            self.set(&node, name, value)?;
        }
        Ok(node)
    }

    /// A node at these byte offsets.
    pub(super) fn node_at(&mut self, class: &'static str, start: u32, end: u32, fields: Fields) -> Res {
        let node = self.plain(class, fields)?;
        let (line, column) = self.place(start);
        let (end_line, end_column) = self.place(end);
        for (name, number) in [
            ("lineno", line),
            ("col_offset", column),
            ("end_lineno", end_line),
            ("end_col_offset", end_column),
        ] {
            let number = self.t.int(i64::from(number));
            self.set(&node, name, &number)?;
        }
        Ok(node)
    }

    /// A node with its place.
    pub(super) fn node(&mut self, class: &'static str, range: TextRange, fields: Fields) -> Res {
        self.node_at(class, range.start().to_u32(), range.end().to_u32(), fields)
    }

    /// 1-based line and column in bytes.
    fn place(&self, offset: u32) -> (u32, u32) {
        let line = self.source.line_of(offset);
        (line, offset - self.source.line_start(line))
    }

    /// The one instance of a class without fields that all trees share.
    pub(super) fn singleton(&mut self, class: &'static str) -> Res {
        if let Some(found) = self.singletons.get(class) {
            return Ok(Ref::new(found.v()));
        }
        let t = self.t;
        let all = dict::get_str(t, self.namespace.v(), t.intern("_singletons").v());
        let found = ops::getitem(t, all.v(), t.intern(class).v())?;
        self.singletons.insert(class, Ref::new(found.v()));
        Ok(found)
    }

    pub(super) fn list(&self, items: Vec<Ref>) -> Ref {
        list::from_refs(self.t, items)
    }

    /// A list of what `make` makes of each item.
    pub(super) fn each<T>(
        &mut self,
        items: impl IntoIterator<Item = T>,
        mut make: impl FnMut(&mut Self, T) -> Res,
    ) -> Res {
        let mut all = Vec::new();
        for item in items {
            all.push(make(self, item)?);
        }
        Ok(self.list(all))
    }

    /// None, or what `make` makes.
    pub(super) fn optional<T>(&mut self, item: Option<T>, make: impl FnOnce(&mut Self, T) -> Res) -> Res {
        item.map_or(Ok(Ref::NONE), |item| make(self, item))
    }

    pub(super) fn identifier(&self, name: &Identifier) -> Ref {
        self.t.intern(name.as_str())
    }

    pub(super) fn optional_identifier(&self, name: Option<&Identifier>) -> Ref {
        name.map_or(Ref::NONE, |name| self.identifier(name))
    }

    pub(super) fn int(&self, n: i64) -> Ref {
        self.t.int(n)
    }

    /// A `Constant`.
    pub(super) fn constant_at(&mut self, value: Ref, kind: Ref, start: u32, end: u32) -> Res {
        self.node_at("Constant", start, end, vec![("value", value), ("kind", kind)])
    }

    pub(super) fn constant(&mut self, value: &heddle_compiler::Const, range: TextRange) -> Res {
        let value = code::constant(self.t, value)?;
        self.constant_at(value, Ref::NONE, range.start().to_u32(), range.end().to_u32())
    }

    /// A str of decoded text.
    pub(super) fn text(&self, text: &heddle_syntax::literal::Text) -> Ref {
        match heddle_text::Owned::from_wtf8(text.as_bytes()) {
            Some(text) => str::from_owned(self.t, &text),
            None => self.t.str(""),
        }
    }
}
