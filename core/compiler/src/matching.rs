//! `match` and its patterns.
//!
//! A pattern reads its subject in place and jumps to `fail` if it does not match; captured values wait in registers until the
//! whole pattern has matched. All registers of a pattern are reserved from one mark and cleared when it fails.
//! Must never know types.

use crate::unit::{Reg, TEMP};
use crate::{Compiler, Result};
use heddle_bytecode::{Const, Label, Op};
use heddle_syntax::ast::{self, Expr, Pattern, Singleton};
use heddle_syntax::text_size::{Ranged, TextRange};

/// Names captured so far, with the register each value waits in.
type Captures<'a> = Vec<(&'a str, Reg, TextRange)>;

impl<'a> Compiler<'a> {
    pub(crate) fn match_statement(&mut self, node: &'a ast::StmtMatch) -> Result {
        let mark = self.mark();
        let subject = self.temp();
        self.expr(&node.subject, Some(subject))?;
        let end = self.label();
        for case in &node.cases {
            let next = self.label();
            let base = self.mark();
            self.at(case.pattern.range());
            let captures = self.captured(&case.pattern);
            let first = TEMP + base;
            for index in 0..captures.len() {
                let register = self.temp();
                self.emit(Op::LOAD_NONE, &[register]);
                debug_assert!(register == first + index as u32);
            }
            let registers: Captures<'a> = captures
                .iter()
                .enumerate()
                .map(|(index, (name, range))| (*name, first + index as u32, *range))
                .collect();
            let scratch = self.mark();
            let failed = self.label();
            self.pattern(&case.pattern, subject, &registers, failed)?;
            self.release(scratch);
            for (name, register, range) in &registers {
                self.at(*range);
                self.store_name(name, *register);
            }
            self.release(base);
            if let Some(guard) = &case.guard {
                self.branch(guard, false, next)?;
            }
            self.emit(Op::CLEAR, &[subject]);
            self.unit().temps = mark;
            self.block(&case.body)?;
            self.unit().temps = base;
            self.jump(Op::JUMP, &[], end);
            self.place(failed);
            self.at(case.pattern.range());
            let most = self.here().most_temps.min(base + 64);
            let used = captures.len() as u32;
            for offset in 0..used {
                self.emit(Op::CLEAR, &[first + offset]);
            }
            debug_assert!(most >= base);
            self.place(next);
        }
        self.emit(Op::CLEAR, &[subject]);
        self.place(end);
        self.release(mark);
        Ok(())
    }

    /// The names a pattern binds, each once, in the order of their stores.
    fn captured(&self, pattern: &'a Pattern) -> Vec<(&'a str, TextRange)> {
        let mut out = Vec::new();
        collect(pattern, &mut out);
        out
    }

    fn capture(&mut self, name: Option<&ast::Identifier>, subject: Reg, captures: &Captures<'a>) {
        let Some(name) = name else { return };
        if let Some((_, register, _)) = captures.iter().find(|(known, ..)| *known == name.as_str()) {
            self.emit(Op::COPY, &[*register, subject]);
        }
    }

    /// Matches `subject`, which is kept, against a pattern.
    fn pattern(
        &mut self,
        pattern: &'a Pattern,
        subject: Reg,
        captures: &Captures<'a>,
        fail: Label,
    ) -> Result {
        let mark = self.mark();
        self.at(pattern.range());
        match pattern {
            Pattern::MatchValue(node) => {
                let copy = self.temp();
                self.emit(Op::COPY, &[copy, subject]);
                let value = self.expr(&node.value, None)?;
                self.at(node.range);
                self.jump(Op::JUMP_EQ, &[copy, value, 0], fail);
            }
            Pattern::MatchSingleton(node) => {
                let constant = match node.value {
                    Singleton::None => Const::None,
                    Singleton::True => Const::Bool(true),
                    Singleton::False => Const::Bool(false),
                };
                let copy = self.temp();
                self.emit(Op::COPY, &[copy, subject]);
                let value = self.load_const(constant, None);
                self.jump(Op::JUMP_IS, &[copy, value, 0], fail);
            }
            Pattern::MatchAs(node) => {
                if let Some(inner) = &node.pattern {
                    self.pattern(inner, subject, captures, fail)?;
                }
                self.at(node.range);
                self.capture(node.name.as_ref(), subject, captures);
            }
            Pattern::MatchStar(node) => self.capture(node.name.as_ref(), subject, captures),
            Pattern::MatchOr(node) => {
                let matched = self.label();
                let Some((last, first)) = node.patterns.split_last() else { return Ok(()) };
                for alternative in first {
                    let next = self.label();
                    self.pattern(alternative, subject, captures, next)?;
                    self.jump(Op::JUMP, &[], matched);
                    self.place(next);
                }
                self.pattern(last, subject, captures, fail)?;
                self.place(matched);
            }
            Pattern::MatchSequence(node) => {
                self.sequence(&node.patterns, node.range, subject, captures, fail)?
            }
            Pattern::MatchMapping(node) => self.mapping(node, subject, captures, fail)?,
            Pattern::MatchClass(node) => self.class_pattern(node, subject, captures, fail)?,
        }
        self.release(mark);
        Ok(())
    }

    /// Jumps to a place that clears registers and goes on to `fail`; made by [`Compiler::cleared`].
    fn sequence(
        &mut self,
        patterns: &'a [Pattern],
        range: TextRange,
        subject: Reg,
        captures: &Captures<'a>,
        fail: Label,
    ) -> Result {
        let test = self.temp();
        self.emit(Op::MATCH_SEQUENCE, &[test, subject]);
        self.jump(Op::JUMP_FALSE, &[test], fail);
        let star = patterns.iter().position(|pattern| matches!(pattern, Pattern::MatchStar(_)));
        let needed = patterns.len() as u32 - u32::from(star.is_some());
        if star.is_none() || needed > 0 {
            self.emit(Op::GET_LEN, &[test, subject]);
            let number = self.load_const(Const::Int(i64::from(needed)), None);
            let op = if star.is_some() { Op::JUMP_GE } else { Op::JUMP_EQ };
            self.jump(op, &[test, number, 0], fail);
        }
        self.release(test - TEMP);
        if patterns.iter().all(is_wildcard) {
            return Ok(());
        }
        if let Some(before) = star
            && is_wildcard(&patterns[before])
        {
            return self.sequence_ends(patterns, before, range, subject, captures, fail);
        }
        let first = TEMP + self.mark();
        let count = patterns.len() as u32;
        patterns.iter().for_each(|_| {
            self.temp();
        });
        let copy = self.temp();
        self.emit_at(range, Op::COPY, &[copy, subject]);
        match star {
            Some(before) => self.emit(Op::UNPACK_EX, &[first, count, copy, before as u32]),
            None => self.emit(Op::UNPACK, &[first, count, copy]),
        }
        let (failed, done) = (self.label(), self.label());
        for (index, pattern) in patterns.iter().enumerate() {
            self.pattern(pattern, first + index as u32, captures, failed)?;
        }
        self.at(range);
        self.clear_both(first, count, failed, done, fail);
        Ok(())
    }

    /// The items around a star without a name, one by one: what the star stands for is never read.
    fn sequence_ends(
        &mut self,
        patterns: &'a [Pattern],
        star: usize,
        range: TextRange,
        subject: Reg,
        captures: &Captures<'a>,
        fail: Label,
    ) -> Result {
        let (failed, done) = (self.label(), self.label());
        let item = self.temp();
        let mut tried = false;
        for (index, pattern) in patterns.iter().enumerate().filter(|(_, p)| !is_wildcard(p)) {
            let (copy, at) = (self.temp(), self.temp());
            self.emit_at(range, Op::COPY, &[copy, subject]);
            if index < star {
                let number = self.load_const(Const::Int(index as i64), None);
                self.emit(Op::MOVE, &[at, number]);
            } else {
                let number = self.load_const(Const::Int((patterns.len() - index) as i64), None);
                self.emit(Op::GET_LEN, &[at, subject]);
                self.emit(Op::SUB, &[at, at, number]);
            }
            self.emit_at(range, Op::LOAD_SUBSCR, &[item, copy, at]);
            self.release(copy - TEMP);
            self.pattern(pattern, item, captures, failed)?;
            tried = true;
        }
        debug_assert!(tried, "a pattern of wildcards alone matches by its length");
        self.at(range);
        self.clear_both(item, 1, failed, done, fail);
        Ok(())
    }

    /// After a match and after a failure: clears registers, then goes on or to `fail`.
    fn clear_both(&mut self, first: Reg, count: u32, failed: Label, done: Label, fail: Label) {
        for offset in 0..count {
            self.emit(Op::CLEAR, &[first + offset]);
        }
        self.jump(Op::JUMP, &[], done);
        self.place(failed);
        for offset in 0..count {
            self.emit(Op::CLEAR, &[first + offset]);
        }
        self.jump(Op::JUMP, &[], fail);
        self.place(done);
    }

    fn mapping(
        &mut self,
        node: &'a ast::PatternMatchMapping,
        subject: Reg,
        captures: &Captures<'a>,
        fail: Label,
    ) -> Result {
        let test = self.temp();
        self.emit(Op::MATCH_MAPPING, &[test, subject]);
        self.jump(Op::JUMP_FALSE, &[test], fail);
        let count = node.keys.len() as u32;
        if count > 0 {
            self.emit(Op::GET_LEN, &[test, subject]);
            let number = self.load_const(Const::Int(i64::from(count)), None);
            self.jump(Op::JUMP_GE, &[test, number, 0], fail);
        }
        self.release(test - TEMP);
        if count == 0 && node.rest.is_none() {
            return Ok(());
        }
        let keys = self.temp();
        let window = self.window(&node.keys)?;
        self.emit_at(node.range, Op::BUILD_TUPLE, &[keys, window, count]);
        self.release(keys + 1 - TEMP);
        let values = self.temp();
        self.emit(Op::MATCH_KEYS, &[values, subject, keys]);
        let (failed, done) = (self.label(), self.label());
        let copy = self.temp();
        self.emit(Op::COPY, &[copy, values]);
        self.jump(Op::JUMP_NONE, &[copy], failed);
        self.emit(Op::COPY, &[copy, values]);
        self.release(copy - TEMP);
        let first = TEMP + self.mark();
        (0..count.max(1)).for_each(|_| {
            self.temp();
        });
        self.emit(Op::UNPACK, &[first, count, copy]);
        let (inner_failed, inner_done) = (self.label(), self.label());
        for (index, pattern) in node.patterns.iter().enumerate() {
            self.pattern(pattern, first + index as u32, captures, inner_failed)?;
        }
        self.at(node.range);
        self.clear_both(first, count, inner_failed, inner_done, failed);
        if node.rest.is_some() {
            self.rest_of_mapping(node, subject, keys, captures);
        }
        self.clear_both(keys, 2, failed, done, fail);
        Ok(())
    }

    /// What the pattern's keys leave, as a new dict.
    fn rest_of_mapping(
        &mut self,
        node: &'a ast::PatternMatchMapping,
        subject: Reg,
        keys: Reg,
        captures: &Captures<'a>,
    ) {
        let mark = self.mark();
        let dict = self.temp();
        let count = node.keys.len() as u32;
        let first = TEMP + self.mark();
        (0..count + 2).for_each(|_| {
            self.temp();
        });
        self.emit(Op::BUILD_MAP, &[dict, dict, 0]);
        self.emit(Op::COPY, &[first, subject]);
        self.emit(Op::DICT_UPDATE, &[dict, first]);
        self.emit(Op::COPY, &[first + count, keys]);
        self.emit(Op::UNPACK, &[first, count, first + count]);
        for offset in 0..count {
            self.emit(Op::COPY, &[first + count, dict]);
            self.emit(Op::DELETE_SUBSCR, &[first + count, first + offset]);
        }
        self.capture(node.rest.as_ref(), dict, captures);
        self.emit(Op::CLEAR, &[dict]);
        self.release(mark);
    }

    fn class_pattern(
        &mut self,
        node: &'a ast::PatternMatchClass,
        subject: Reg,
        captures: &Captures<'a>,
        fail: Label,
    ) -> Result {
        let arguments = &node.arguments;
        let values = self.temp();
        let class: &'a Expr = &node.cls;
        let (copy, kind) = (values, self.temp());
        self.expr(class, Some(kind))?;
        self.at(node.range);
        self.emit(Op::COPY, &[copy, subject]);
        let names: Vec<Const> =
            arguments.keywords.iter().map(|keyword| Const::str(keyword.attr.as_str())).collect();
        self.load_const(Const::Tuple(names.into()), None);
        let positional = arguments.patterns.len() as u32;
        self.emit(Op::MATCH_CLASS, &[values, values, 3, positional]);
        self.release(kind - TEMP);
        let test = self.temp();
        let (failed, done) = (self.label(), self.label());
        self.emit(Op::COPY, &[test, values]);
        self.jump(Op::JUMP_NONE, &[test], failed);
        self.emit(Op::COPY, &[test, values]);
        self.release(test - TEMP);
        let count = positional + arguments.keywords.len() as u32;
        let first = TEMP + self.mark();
        (0..count.max(1)).for_each(|_| {
            self.temp();
        });
        self.emit(Op::UNPACK, &[first, count, test]);
        let (inner_failed, inner_done) = (self.label(), self.label());
        let inner =
            arguments.patterns.iter().chain(arguments.keywords.iter().map(|keyword| &keyword.pattern));
        for (index, pattern) in inner.enumerate() {
            self.pattern(pattern, first + index as u32, captures, inner_failed)?;
        }
        self.at(node.range);
        self.clear_both(first, count, inner_failed, inner_done, failed);
        self.clear_both(values, 1, failed, done, fail);
        Ok(())
    }
}

fn is_wildcard(pattern: &Pattern) -> bool {
    match pattern {
        Pattern::MatchAs(node) => node.pattern.is_none() && node.name.is_none(),
        Pattern::MatchStar(node) => node.name.is_none(),
        _ => false,
    }
}

fn collect<'a>(pattern: &'a Pattern, out: &mut Vec<(&'a str, TextRange)>) {
    let name = match pattern {
        Pattern::MatchValue(_) | Pattern::MatchSingleton(_) => None,
        Pattern::MatchStar(node) => node.name.as_ref(),
        Pattern::MatchAs(node) => {
            node.pattern.iter().for_each(|inner| collect(inner, out));
            node.name.as_ref()
        }
        Pattern::MatchSequence(node) => {
            node.patterns.iter().for_each(|inner| collect(inner, out));
            None
        }
        Pattern::MatchOr(node) => {
            node.patterns.iter().for_each(|inner| collect(inner, out));
            None
        }
        Pattern::MatchMapping(node) => {
            node.patterns.iter().for_each(|inner| collect(inner, out));
            node.rest.as_ref()
        }
        Pattern::MatchClass(node) => {
            node.arguments.patterns.iter().for_each(|inner| collect(inner, out));
            node.arguments.keywords.iter().for_each(|keyword| collect(&keyword.pattern, out));
            None
        }
    };
    if let Some(name) = name
        && !out.iter().any(|(known, _)| *known == name.as_str())
    {
        out.push((name.as_str(), name.range));
    }
}
