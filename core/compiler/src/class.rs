//! Classes, and the annotations of class and module variables.
//!
//! Must never know how a class is made: its body is a function given to `__build_class__`.

use crate::generics::intrinsic;
use crate::unit::{Reg, TEMP};
use crate::{Compiler, Result};
use heddle_bytecode::{Code, Const, Op};
use heddle_syntax::ast::{self, Expr, Keyword};
use heddle_syntax::symtable::ScopeKind;
use heddle_syntax::text_size::{TextRange, TextSize};
use std::rc::Rc;

impl<'a> Compiler<'a> {
    pub(crate) fn class(&mut self, node: &'a ast::StmtClassDef) -> Result {
        let range = self.definition_range(&node.decorator_list, node.range);
        let line = self.first_line(&node.decorator_list, range);
        self.decorators(&node.decorator_list)?;
        let class = self.temp();
        match &node.type_params {
            None => {
                let mark = self.mark();
                self.at(range);
                self.emit(Op::LOAD_BUILD_CLASS, &[class]);
                let code = self.class_code(node, line)?;
                self.build_class(node, code, class, None, range)?;
                self.release(mark);
            }
            Some(params) => self.generic_class(node, params, class, line, range)?,
        }
        let value = self.apply_decorators(&node.decorator_list, class);
        self.at(range);
        self.store_name(node.name.as_str(), value);
        Ok(())
    }

    /// Calls `__build_class__`, which lies in `base`; the class takes its place.
    fn build_class(
        &mut self,
        node: &'a ast::StmtClassDef,
        code: Code,
        base: Reg,
        generic: Option<Reg>,
        range: TextRange,
    ) -> Result {
        let (function, name) = (self.temp(), self.temp());
        self.at(range);
        self.make_function(code, function);
        self.load_const(Const::str(node.name.as_str()), Some(name));
        let (args, keywords): (&'a [Expr], &'a [Keyword]) = match &node.arguments {
            Some(arguments) => (&arguments.args, &arguments.keywords),
            None => (&[], &[]),
        };
        match generic {
            None => {
                let mark = base + 1 - TEMP;
                self.call_with(mark, base, 2, args, keywords, range, Some(base))?;
            }
            Some(generic) => self.call_generic(args, keywords, base, generic, range)?,
        }
        Ok(())
    }

    /// As above with one more base after those of the source.
    fn call_generic(
        &mut self,
        args: &'a [Expr],
        keywords: &'a [Keyword],
        base: Reg,
        generic: Reg,
        range: TextRange,
    ) -> Result {
        let list = base + 1;
        self.emit(Op::BUILD_LIST, &[list, list, 2]);
        self.release(list + 1 - TEMP);
        for item in args {
            let mark = self.mark();
            let (value, op) = match item {
                Expr::Starred(node) => (self.expr(&node.value, None)?, Op::LIST_EXTEND),
                item => (self.expr(item, None)?, Op::LIST_APPEND),
            };
            self.emit_at(range, op, &[list, value]);
            self.release(mark);
        }
        let mark = self.mark();
        let copy = self.temp();
        self.emit_at(range, Op::COPY, &[copy, generic]);
        self.emit(Op::LIST_APPEND, &[list, copy]);
        self.release(mark);
        self.emit(Op::LIST_TO_TUPLE, &[list, list]);
        if !keywords.is_empty() {
            self.keyword_dict(base, keywords, range)?;
        }
        self.release(base + 1 - TEMP);
        let count = 1 + u32::from(!keywords.is_empty());
        self.emit_at(range, Op::CALL_EX, &[base, base, count]);
        Ok(())
    }

    fn class_code(&mut self, node: &'a ast::StmtClassDef, line: u32) -> Result<Code> {
        let Some(id) = self.table.scope_of(node.range, ScopeKind::Class) else {
            return self.fail("class without a scope", node.range);
        };
        self.enter(id, node.name.as_str(), line)?;
        self.unit().class = Some(Rc::from(node.name.as_str()));
        let scope = self.table.scope(id);
        let (value, module) = (self.temp(), self.name("__name__"));
        self.emit(Op::LOAD_NAME, &[value, module]);
        self.store_mangled("__module__", value);
        self.release(0);
        let qualname = Const::str(&self.here().code.qualname.clone());
        self.store_constant("__qualname__", qualname);
        self.store_constant("__firstlineno__", Const::Int(i64::from(line)));
        if node.type_params.is_some() {
            let position = self.unit().asm.position();
            let value = self.load_name(".type_params", node.range, None)?;
            self.unit().asm.set_position(position);
            self.store_mangled("__type_params__", value);
            self.release(0);
        }
        if scope.needs_classdict {
            let value = self.temp();
            self.emit(Op::LOAD_LOCALS, &[value]);
            self.store_cell("__classdict__", value);
            self.release(0);
        }
        if scope.conditional_annotations {
            let value = self.temp();
            self.emit(Op::BUILD_SET, &[value, value, 0]);
            self.store_cell("__conditional_annotations__", value);
            self.release(0);
        }
        if self.table.future_annotations() && scope.annotations.is_some() {
            self.emit(Op::SETUP_ANNOTATIONS, &[]);
        }
        let body = self.docstring(&node.body);
        // The statements of a class body itself are not conditional.
        for statement in body {
            self.statement(statement)?;
        }
        if scope.annotations.is_some() && !self.table.future_annotations() {
            self.variable_annotations("__annotate_func__")?;
        }
        self.end_of_class(scope.needs_classdict, scope.needs_class_cell);
        self.leave()
    }

    fn end_of_class(&mut self, classdict: bool, class_cell: bool) {
        let names = std::mem::take(&mut self.unit().static_attributes);
        let names: Vec<Const> = names.iter().map(|name| Const::str(name)).collect();
        self.store_constant("__static_attributes__", Const::Tuple(names.into()));
        let cell = self.temp();
        if classdict && self.load_cell_of("__classdict__", cell) {
            self.store_mangled("__classdictcell__", cell);
        }
        if class_cell && self.load_cell_of("__class__", cell) {
            let copy = self.temp();
            self.emit(Op::COPY, &[copy, cell]);
            self.store_mangled("__classcell__", copy);
            self.emit(Op::RETURN, &[cell]);
        } else {
            self.emit(Op::RETURN_NONE, &[]);
        }
        self.release(0);
    }

    fn store_constant(&mut self, name: &str, constant: Const) {
        let mark = self.mark();
        let value = self.load_const(constant, None);
        self.store_mangled(name, value);
        self.release(mark);
    }

    fn store_cell(&mut self, name: &str, value: Reg) {
        let id = self.table.names().find(name);
        if let Some(cell) = id.and_then(|id| self.here().cells.get(&id).copied()) {
            self.emit(Op::STORE_CELL, &[cell, value]);
        }
    }

    fn generic_class(
        &mut self,
        node: &'a ast::StmtClassDef,
        params: &'a ast::TypeParams,
        class: Reg,
        line: u32,
        range: TextRange,
    ) -> Result {
        let Some(scope) = self.table.scope_of(params.range, ScopeKind::TypeParams) else {
            return self.fail("type parameters without a scope", params.range);
        };
        let name = format!("<generic parameters of {}>", node.name.as_str());
        self.enter(scope, &name, line)?;
        self.unit().class = Some(Rc::from(node.name.as_str()));
        self.unit().mangled_only =
            Some(Rc::new(params.type_params.iter().map(crate::generics::param_name).collect()));
        let types = self.temp();
        self.type_params(params, types)?;
        self.store_mangled(".type_params", types);
        self.release(0);
        let code = self.class_code(node, line)?;
        self.at(range);
        self.local_target(".generic_base");
        let generic = self.load_name(".type_params", range, None)?;
        let generic = self.move_to(generic, Some(TEMP));
        self.unit().temps = 1;
        self.unit().most_temps = self.here().most_temps.max(1);
        self.emit(Op::INTRINSIC, &[generic, generic, 1, intrinsic("SUBSCRIPT_GENERIC")]);
        let base = self.temp();
        self.emit(Op::LOAD_BUILD_CLASS, &[base]);
        self.build_class(node, code, base, Some(generic), range)?;
        self.emit(Op::RETURN, &[base]);
        let code = self.leave()?;
        self.at(range);
        self.make_function(code, class);
        let cache = self.long_cache();
        self.emit(Op::CALL, &[class, class, 0, cache]);
        Ok(())
    }

    /// Notes the annotation of a variable, to be compiled at the end of the body.
    pub(crate) fn defer_annotation(&mut self, name: String, annotation: &'a Expr) {
        let unit = self.unit();
        let conditional = unit.kind == ScopeKind::Module || unit.conditional_depth > 0;
        if !conditional {
            unit.annotations.push((name, annotation, None));
            return;
        }
        let index = unit.conditional_count;
        unit.conditional_count += 1;
        unit.annotations.push((name, annotation, Some(index)));
        let mark = self.mark();
        let set = self.temp();
        let id = self.table.names().find("__conditional_annotations__");
        match id.and_then(|id| self.here().cells.get(&id).copied()) {
            Some(cell) => self.emit(Op::LOAD_CELL, &[set, cell]),
            None => {
                let name = self.name("__conditional_annotations__");
                self.emit(Op::LOAD_NAME, &[set, name]);
            }
        }
        let number = self.load_const(Const::Int(i64::from(index)), None);
        self.emit(Op::SET_ADD, &[set, number]);
        self.emit(Op::CLEAR, &[set]);
        self.release(mark);
    }

    /// `__annotations__[name] = "text"`
    pub(crate) fn string_annotation(&mut self, name: &str, annotation: &'a Expr) -> Result {
        let mark = self.mark();
        let text = Const::str(self.annotation_text(annotation));
        let value = self.load_const(text, None);
        let map = self.temp();
        let annotations = self.name("__annotations__");
        self.emit(Op::LOAD_NAME, &[map, annotations]);
        let key = self.load_const(Const::str(name), None);
        self.emit(Op::STORE_SUBSCR, &[map, key, value]);
        self.release(mark);
        Ok(())
    }

    /// Makes the function that evaluates the annotations of the body's variables, and stores it.
    pub(crate) fn variable_annotations(&mut self, store_as: &str) -> Result {
        let annotations = std::mem::take(&mut self.unit().annotations);
        let key = match self.here().kind {
            ScopeKind::Module => TextRange::empty(TextSize::new(0)),
            _ => self.scope().range,
        };
        let Some(scope) = self.table.scope_of(key, ScopeKind::Annotations) else { return Ok(()) };
        if annotations.is_empty() {
            return Ok(());
        }
        let mark = self.mark();
        let position = self.unit().asm.position();
        let line = self.here().code.first_line;
        self.enter_annotations(scope, "__annotate__", line)?;
        let map = self.temp();
        self.emit(Op::BUILD_MAP, &[map, map, 0]);
        for (name, annotation, index) in annotations {
            self.one_annotation(map, &name, annotation, index)?;
        }
        self.emit(Op::RETURN, &[map]);
        let code = self.leave()?;
        self.unit().asm.set_position(position);
        let function = self.temp();
        self.make_function(code, function);
        self.store_mangled(store_as, function);
        self.release(mark);
        Ok(())
    }

    fn one_annotation(&mut self, map: Reg, name: &str, annotation: &'a Expr, index: Option<u32>) -> Result {
        use heddle_syntax::text_size::Ranged;
        let mark = self.mark();
        let skip = self.label();
        if let Some(index) = index {
            self.at(annotation.range());
            let number = self.load_const(Const::Int(i64::from(index)), None);
            let name = "__conditional_annotations__";
            let own = self.table.names().find(name).and_then(|id| self.here().free.get(&id).copied());
            let set = match own {
                Some(free) => {
                    let set = self.temp();
                    self.emit(Op::LOAD_FREE, &[set, free]);
                    set
                }
                None => self.load_name(name, annotation.range(), None)?,
            };
            self.jump(Op::JUMP_IN, &[number, set, 0], skip);
            self.release(mark);
        }
        let value = self.expr(annotation, None)?;
        let key = self.load_const(Const::str(name), None);
        self.emit(Op::MAP_ADD, &[map, key, value]);
        self.release(mark);
        self.place(skip);
        Ok(())
    }
}
