//! Calls: the callable and its arguments in consecutive temporaries.
//!
//! Must never know how a call is made. Layout: `[callable][arguments...]`, or for methods `[function][self][arguments...]`.

use crate::unit::{Reg, TEMP};
use crate::{Compiler, Result};
use heddle_bytecode::{Const, Op};
use heddle_syntax::ast::{self, Expr, Keyword};
use heddle_syntax::text_size::{Ranged, TextRange};

/// More arguments than this are gathered in a tuple and a dict.
const MOST: usize = 200;

/// The name in `super()`.
fn super_without_arguments(e: &Expr) -> Option<&Expr> {
    let call = e.as_call_expr().filter(|c| c.arguments.is_empty())?;
    call.func.as_name_expr().filter(|n| n.id.as_str() == "super").map(|_| &*call.func)
}

impl<'a> Compiler<'a> {
    pub(crate) fn call(&mut self, node: &'a ast::ExprCall, want: Option<Reg>) -> Result<Reg> {
        let mark = self.mark();
        let base = self.temp();
        let (arguments, range) = (&node.arguments, node.range());
        let plain = is_plain(&arguments.args, &arguments.keywords);
        if let Expr::Attribute(function) = &*node.func
            && plain
        {
            let class = super_without_arguments(&function.value);
            let value = self.expr(class.unwrap_or(&function.value), None)?;
            let mangled = self.mangled(function.attr.as_str());
            let name = self.name(&mangled);
            let place = self.attribute_range(function, function.range.end());
            if class.is_some() {
                self.release(mark);
                self.temp();
                self.temp();
                self.emit_at(place, Op::LOAD_SUPER_METHOD, &[base, value, name]);
            } else {
                let cache = self.cache();
                self.release(mark);
                self.temp();
                self.temp();
                self.emit_at(place, Op::LOAD_METHOD, &[base, value, name, cache]);
            }
            let range = self.attribute_range(function, range.end());
            let multi = self.position(function.range);
            let range = if multi.line == multi.end_line { node.range() } else { range };
            return self.finish_plain(mark, base, true, 0, arguments, range, want);
        }
        self.expr(&node.func, Some(base))?;
        self.call_with(mark, base, 0, &arguments.args, &arguments.keywords, range, want)
    }

    /// Calls what lies in `base` with `given` arguments after it and those of the source.
    #[allow(clippy::too_many_arguments)]
    pub(crate) fn call_with(
        &mut self,
        mark: u32,
        base: Reg,
        given: u32,
        args: &'a [Expr],
        keywords: &'a [Keyword],
        range: TextRange,
        want: Option<Reg>,
    ) -> Result<Reg> {
        if is_plain(args, keywords) {
            let arguments = (args, keywords);
            return self.finish_call(mark, base, false, given, arguments, range, want);
        }
        self.star_arguments(base, given, args, range)?;
        let has_keywords = !keywords.is_empty();
        if has_keywords {
            self.keyword_dict(base, keywords, range)?;
        }
        self.release(mark);
        let dest = self.dest(want);
        self.emit_at(range, Op::CALL_EX, &[dest, base, 1 + u32::from(has_keywords)]);
        Ok(dest)
    }

    #[allow(clippy::too_many_arguments)]
    fn finish_plain(
        &mut self,
        mark: u32,
        base: Reg,
        method: bool,
        given: u32,
        arguments: &'a ast::Arguments,
        range: TextRange,
        want: Option<Reg>,
    ) -> Result<Reg> {
        self.finish_call(mark, base, method, given, (&arguments.args, &arguments.keywords), range, want)
    }

    #[allow(clippy::too_many_arguments)]
    fn finish_call(
        &mut self,
        mark: u32,
        base: Reg,
        method: bool,
        given: u32,
        (args, keywords): (&'a [Expr], &'a [Keyword]),
        range: TextRange,
        want: Option<Reg>,
    ) -> Result<Reg> {
        self.window(args)?;
        for keyword in keywords {
            let register = self.temp();
            self.expr(&keyword.value, Some(register))?;
        }
        let count = given + (args.len() + keywords.len()) as u32;
        self.release(mark);
        let dest = self.dest(want);
        self.at(range);
        if keywords.is_empty() {
            let cache = self.long_cache();
            let op = if method { Op::CALL_METHOD } else { Op::CALL };
            self.emit(op, &[dest, base, count, cache]);
        } else {
            let names: Vec<Const> = keywords
                .iter()
                .filter_map(|keyword| keyword.arg.as_ref())
                .map(|name| Const::str(name.as_str()))
                .collect();
            let (names, cache) = (self.constant_index(Const::Tuple(names.into())), self.cache());
            let op = if method { Op::CALL_METHOD_KW } else { Op::CALL_KW };
            self.emit(op, &[dest, base, count, names, cache]);
        }
        Ok(dest)
    }

    /// The positional arguments as one tuple or iterable after `base`.
    fn star_arguments(&mut self, base: Reg, given: u32, args: &'a [Expr], range: TextRange) -> Result {
        if let ([Expr::Starred(only)], 0) = (args, given) {
            let all = self.temp();
            self.expr(&only.value, Some(all))?;
            return Ok(());
        }
        if given == 0 {
            let all = self.temp();
            self.gather(args, range, Some(all))?;
            self.emit_at(range, Op::LIST_TO_TUPLE, &[all, all]);
            return Ok(());
        }
        // Arguments that are there already go into the list first.
        self.emit_at(range, Op::BUILD_LIST, &[base + 1, base + 1, given]);
        let unit = self.mark();
        for item in args {
            let mark = self.mark();
            let (value, op) = match item {
                Expr::Starred(node) => (self.expr(&node.value, None)?, Op::LIST_EXTEND),
                item => (self.expr(item, None)?, Op::LIST_APPEND),
            };
            self.emit_at(range, op, &[base + 1, value]);
            self.release(mark);
        }
        self.release(unit);
        self.emit_at(range, Op::LIST_TO_TUPLE, &[base + 1, base + 1]);
        self.release(base + 2 - TEMP);
        Ok(())
    }

    /// The keyword arguments as one dict in the next temporary.
    pub(crate) fn keyword_dict(&mut self, base: Reg, keywords: &'a [Keyword], range: TextRange) -> Result {
        let dict = self.temp();
        self.emit_at(range, Op::BUILD_MAP, &[dict, dict, 0]);
        for keyword in keywords {
            let mark = self.mark();
            let map = match &keyword.arg {
                None => self.expr(&keyword.value, None)?,
                Some(name) => {
                    let key = self.temp();
                    let name = Const::str(name.as_str());
                    self.at(range);
                    self.load_const(name, Some(key));
                    let value = self.temp();
                    self.expr(&keyword.value, Some(value))?;
                    self.emit_at(range, Op::BUILD_MAP, &[key, key, 1]);
                    key
                }
            };
            self.emit_at(range, Op::DICT_MERGE, &[dict, map, base]);
            self.release(mark);
        }
        Ok(())
    }
}

fn is_plain(args: &[Expr], keywords: &[Keyword]) -> bool {
    args.len() + keywords.len() <= MOST
        && !args.iter().any(Expr::is_starred_expr)
        && keywords.iter().all(|keyword| keyword.arg.is_some())
}
