//! Functions and lambdas: decorators, defaults, annotations, bodies.
//!
//! Must never know how a function is called.

use crate::generics::intrinsic;
use crate::unit::{Reg, TEMP};
use crate::{Compiler, Result};
use heddle_bytecode::{Code, Const, Op, flags};
use heddle_syntax::ast::{self, Decorator, Expr, Parameters, Stmt};
use heddle_syntax::symtable::{ScopeId, ScopeKind};
use heddle_syntax::text_size::{Ranged, TextRange};

/// Which defaults there are; their values lie one after the other.
#[derive(Clone, Copy)]
struct Defaults {
    first: Reg,
    positional: bool,
    keyword: bool,
}

impl<'a> Compiler<'a> {
    /// The line a definition starts on: that of its first decorator.
    pub(crate) fn first_line(&self, decorators: &[Decorator], start: TextRange) -> u32 {
        let range = decorators.first().map_or(start, |decorator| decorator.expression.range());
        self.position(range).line
    }

    /// The range of a definition without its decorators.
    pub(crate) fn definition_range(&self, decorators: &[Decorator], range: TextRange) -> TextRange {
        let Some(last) = decorators.last() else { return range };
        let start = self.source.past_blanks(last.range.end().to_u32()).into();
        TextRange::new(start, range.end().max(start))
    }

    /// Evaluates decorators into consecutive temporaries.
    pub(crate) fn decorators(&mut self, decorators: &'a [Decorator]) -> Result {
        for decorator in decorators {
            let register = self.temp();
            self.expr(&decorator.expression, Some(register))?;
        }
        Ok(())
    }

    /// Calls the decorators that lie before the temporary at `value`, the last one first.
    pub(crate) fn apply_decorators(&mut self, decorators: &'a [Decorator], value: Reg) -> Reg {
        let mut value = value;
        for decorator in decorators.iter().rev() {
            let cache = self.long_cache();
            self.emit_at(decorator.expression.range(), Op::CALL, &[value - 1, value - 1, 1, cache]);
            value -= 1;
        }
        value
    }

    pub(crate) fn function(&mut self, node: &'a ast::StmtFunctionDef) -> Result {
        let range = self.definition_range(&node.decorator_list, node.range);
        let line = self.first_line(&node.decorator_list, range);
        self.decorators(&node.decorator_list)?;
        let function = self.temp();
        let defaults = self.defaults(&node.parameters, range)?;
        match &node.type_params {
            None => self.function_object(node, function, defaults, line, range)?,
            Some(params) => self.generic_function(node, params, function, defaults, line, range)?,
        }
        self.release(function + 1 - TEMP);
        let value = self.apply_decorators(&node.decorator_list, function);
        self.at(range);
        self.store_name(node.name.as_str(), value);
        Ok(())
    }

    fn defaults(&mut self, parameters: &'a Parameters, range: TextRange) -> Result<Defaults> {
        let first = TEMP + self.mark();
        let given: Vec<&'a Expr> = parameters
            .posonlyargs
            .iter()
            .chain(&parameters.args)
            .filter_map(|parameter| parameter.default.as_deref())
            .collect();
        let mut keyword = false;
        if !given.is_empty() {
            let tuple = self.temp();
            if let Some(constants) = given.iter().map(|value| self.fold(value)).collect::<Option<Vec<_>>>() {
                self.at(range);
                self.load_const(Const::Tuple(constants.into()), Some(tuple));
            } else {
                let mark = self.mark();
                let window = TEMP + mark;
                for value in &given {
                    let register = self.temp();
                    self.expr(value, Some(register))?;
                }
                self.release(mark);
                self.emit_at(range, Op::BUILD_TUPLE, &[tuple, window, given.len() as u32]);
            }
        }
        for parameter in &parameters.kwonlyargs {
            let Some(default) = &parameter.default else { continue };
            if !keyword {
                let map = self.temp();
                self.emit_at(range, Op::BUILD_MAP, &[map, map, 0]);
                keyword = true;
            }
            let map = TEMP + self.mark() - 1;
            let mark = self.mark();
            let name = Const::str(&self.mangled(parameter.parameter.name.as_str()));
            let key = self.load_const(name, None);
            let value = self.expr(default, None)?;
            self.emit_at(range, Op::MAP_ADD, &[map, key, value]);
            self.release(mark);
        }
        Ok(Defaults { first, positional: !given.is_empty(), keyword })
    }

    fn set_defaults(&mut self, function: Reg, defaults: Defaults) {
        let mut register = defaults.first;
        if defaults.positional {
            self.emit(Op::SET_FUNCTION, &[function, register, 0]);
            register += 1;
        }
        if defaults.keyword {
            self.emit(Op::SET_FUNCTION, &[function, register, 1]);
        }
    }

    /// Makes the function object of a definition, annotations included.
    fn function_object(
        &mut self,
        node: &'a ast::StmtFunctionDef,
        function: Reg,
        defaults: Defaults,
        line: u32,
        range: TextRange,
    ) -> Result {
        let annotations = self.annotations(node, range)?;
        let code = self.function_code(node, line)?;
        self.at(range);
        self.make_function(code, function);
        self.set_defaults(function, defaults);
        if let Some((register, kind)) = annotations {
            self.emit(Op::SET_FUNCTION, &[function, register, kind]);
        }
        Ok(())
    }

    fn function_code(&mut self, node: &'a ast::StmtFunctionDef, line: u32) -> Result<Code> {
        let Some(scope) = self.table.scope_of(node.range, ScopeKind::Function) else {
            return self.fail("function without a scope", node.range);
        };
        self.enter(scope, node.name.as_str(), line)?;
        self.counts(Some(&node.parameters));
        let mut body: &'a [Stmt] = &node.body;
        if let Some((text, _)) = self.docstring_of(body) {
            body = &body[1..];
            if self.options.optimize < 2 {
                self.constant_index(text);
                self.unit().code.flags |= flags::HAS_DOCSTRING;
            } else if body.is_empty() {
                self.emit(Op::NOP, &[]);
            }
        }
        let scope = self.table.scope(scope);
        let guarded = scope.generator || scope.coroutine;
        self.guarded_body(guarded, |this| this.block(body))?;
        self.leave()
    }

    /// A body; in a generator or coroutine, StopIteration that leaves it becomes RuntimeError.
    pub(crate) fn guarded_body(&mut self, guarded: bool, body: impl FnOnce(&mut Self) -> Result) -> Result {
        if !guarded {
            return body(self);
        }
        let handler = self.label();
        let depth = self.temp();
        self.release(0);
        let start = self.here_label();
        body(self)?;
        self.emit(Op::RETURN_NONE, &[]);
        let end = self.here_label();
        self.place(handler);
        self.temp();
        self.emit(Op::INTRINSIC, &[depth, depth, 1, intrinsic("STOPITERATION_ERROR")]);
        self.emit(Op::RERAISE, &[depth]);
        self.unit().asm.handler(start, end, handler, depth);
        self.release(0);
        Ok(())
    }

    /// Numbers of parameters.
    fn counts(&mut self, parameters: Option<&Parameters>) {
        let Some(parameters) = parameters else { return };
        let code = &mut self.unit().code;
        code.posonlyargcount = parameters.posonlyargs.len() as u32;
        code.argcount = code.posonlyargcount + parameters.args.len() as u32;
        code.kwonlyargcount = parameters.kwonlyargs.len() as u32;
    }

    pub(crate) fn lambda(&mut self, node: &'a ast::ExprLambda, want: Option<Reg>) -> Result<Reg> {
        let function = self.fresh(want);
        let parameters = node.parameters.as_deref();
        let defaults = match parameters {
            Some(parameters) => self.defaults(parameters, node.range)?,
            None => Defaults { first: 0, positional: false, keyword: false },
        };
        let Some(scope) = self.table.scope_of(node.range, ScopeKind::Function) else {
            return self.fail("lambda without a scope", node.range);
        };
        let line = self.position(node.range).line;
        self.enter(scope, "<lambda>", line)?;
        self.counts(parameters);
        let found = self.table.scope(scope);
        self.guarded_body(found.generator || found.coroutine, |this| {
            let value = this.expr(&node.body, None)?;
            this.at(node.body.range());
            this.emit(Op::RETURN, &[value]);
            Ok(())
        })?;
        let code = self.leave()?;
        self.at(node.range);
        self.make_function(code, function);
        self.set_defaults(function, defaults);
        Ok(self.move_to(function, want))
    }

    /// The annotations of a function: a register and the kind of attribute it is for.
    fn annotations(
        &mut self,
        node: &'a ast::StmtFunctionDef,
        range: TextRange,
    ) -> Result<Option<(Reg, u32)>> {
        let all = annotated(node);
        if all.is_empty() {
            return Ok(None);
        }
        let Some(scope) = self.annotations_of(node) else {
            return self.fail("annotations without a scope", node.range);
        };
        let register = self.temp();
        let line = self.position(range).line;
        self.enter_annotations(scope, "__annotate__", line)?;
        let first = TEMP + self.mark();
        for (name, annotation) in &all {
            let (key, value) = (self.temp(), self.temp());
            let name = Const::str(&self.mangled(name));
            self.at(range);
            self.load_const(name, Some(key));
            match annotation {
                _ if self.table.future_annotations() => {
                    let text = Const::str(self.annotation_text(annotation));
                    self.at(annotation.range());
                    self.load_const(text, Some(value));
                }
                Expr::Starred(star) => {
                    self.expr(&star.value, Some(value))?;
                    self.emit(Op::UNPACK, &[value, 1, value]);
                }
                annotation => {
                    self.expr(annotation, Some(value))?;
                }
            }
        }
        self.emit_at(range, Op::BUILD_MAP, &[first, first, all.len() as u32]);
        self.emit(Op::RETURN, &[first]);
        let code = self.leave()?;
        self.at(range);
        self.make_function(code, register);
        Ok(Some((register, 2)))
    }

    /// The scope of a function's annotations. Annotated variables in the function's body make a scope of the same range,
    /// which is never evaluated; its parent tells them apart.
    fn annotations_of(&self, node: &ast::StmtFunctionDef) -> Option<ScopeId> {
        let last = self.table.scope_of(node.range, ScopeKind::Annotations)?;
        let outer = Some(self.here().scope);
        (0..=last.0).rev().map(ScopeId).find(|id| {
            let scope = self.table.scope(*id);
            scope.kind == ScopeKind::Annotations && scope.range == node.range && scope.parent == outer
        })
    }

    /// Opens a lazily evaluated scope: a function of one number, the format, that only does plain values.
    pub(crate) fn enter_annotations(&mut self, scope: ScopeId, name: &str, line: u32) -> Result {
        self.enter(scope, name, line)?;
        let kind = self.here().kind;
        let code = &mut self.unit().code;
        code.argcount = 1;
        code.posonlyargcount = 1;
        if kind == ScopeKind::Annotations
            && let Some(parameter) = code.varnames.first_mut()
        {
            *parameter = "format".into();
        }
        let body = self.label();
        self.jump(Op::JUMP_GT_I, &[0, 2, 0], body);
        let error = self.temp();
        self.emit(Op::LOAD_COMMON, &[error, 1]);
        self.emit(Op::RAISE, &[error]);
        self.release(0);
        self.place(body);
        Ok(())
    }

    /// The source text of an annotation.
    pub(crate) fn annotation_text(&self, annotation: &Expr) -> &'a str {
        let range = annotation.range();
        if let Some(text) = self.source.stated_text(range.start().to_u32()) {
            return text;
        }
        self.source.text().get(range.start().to_usize()..range.end().to_usize()).unwrap_or("")
    }

    fn generic_function(
        &mut self,
        node: &'a ast::StmtFunctionDef,
        params: &'a ast::TypeParams,
        function: Reg,
        defaults: Defaults,
        line: u32,
        range: TextRange,
    ) -> Result {
        let Some(scope) = self.table.scope_of(params.range, ScopeKind::TypeParams) else {
            return self.fail("type parameters without a scope", params.range);
        };
        let given = u32::from(defaults.positional) + u32::from(defaults.keyword);
        let name = format!("<generic parameters of {}>", node.name.as_str());
        self.enter(scope, &name, line)?;
        self.unit().code.argcount = given;
        if let Some(parameter) = self.unit().code.varnames.get_mut(1).filter(|name| &***name != ".kwdefaults")
        {
            parameter.clone_from(&".kwdefaults".into());
        }
        let types = self.temp();
        self.type_params(params, types)?;
        let inner = self.temp();
        let copied = Defaults { first: TEMP + self.mark(), ..defaults };
        for index in 0..given {
            let register = self.temp();
            self.at(range);
            self.emit(Op::COPY, &[register, index]);
        }
        self.function_object(node, inner, copied, line, range)?;
        self.at(range);
        let pair = self.temp();
        let second = self.temp();
        self.emit(Op::MOVE, &[pair, inner]);
        self.emit(Op::MOVE, &[second, types]);
        self.emit(Op::INTRINSIC, &[pair, pair, 2, intrinsic("SET_FUNCTION_TYPE_PARAMS")]);
        self.emit(Op::RETURN, &[pair]);
        let code = self.leave()?;
        self.at(range);
        self.make_function(code, function);
        let cache = self.long_cache();
        self.emit(Op::CALL, &[function, function, given, cache]);
        Ok(())
    }
}

/// The annotated parameters in the order CPython keeps them, and the return annotation.
fn annotated(node: &ast::StmtFunctionDef) -> Vec<(&str, &Expr)> {
    let parameters = &node.parameters;
    let plain = parameters.posonlyargs.iter().chain(&parameters.args).map(|parameter| &parameter.parameter);
    let all = plain
        .chain(parameters.vararg.as_deref())
        .chain(parameters.kwonlyargs.iter().map(|parameter| &parameter.parameter))
        .chain(parameters.kwarg.as_deref());
    let mut found: Vec<(&str, &Expr)> = all
        .filter_map(|parameter| {
            parameter.annotation.as_deref().map(|annotation| (parameter.name.as_str(), annotation))
        })
        .collect();
    if let Some(returns) = &node.returns {
        found.push(("return", returns));
    }
    found
}
