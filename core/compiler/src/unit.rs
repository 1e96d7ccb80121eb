//! The code object being made: registers, names, constants, blocks.
//!
//! Registers are numbered in three ranges until the end, when their sizes are known: variables from 0, cells and unnamed
//! variables from [`CELL`], temporaries from [`TEMP`]. Must never know the syntax of expressions or statements.

use crate::control::Block;
use crate::{Compiler, Result};
use heddle_bytecode::{Assembler, Code, Const, Insn, Label, MAX_REGISTERS, Op, flags};
use heddle_syntax::symtable::{Binding, NameId, Scope, ScopeId, ScopeKind, SymbolFlags};
use heddle_syntax::text_size::TextRange;
use rustc_hash::{FxHashMap, FxHashSet};
use std::collections::BTreeSet;
use std::rc::Rc;

pub(crate) type Reg = u32;
/// First cell or unnamed variable.
pub(crate) const CELL: Reg = 1 << 24;
/// First temporary.
pub(crate) const TEMP: Reg = 1 << 28;
/// Deepest nesting of code objects.
const MAX_UNITS: usize = 150;

/// The variables of a comprehension that runs in this frame.
#[derive(Default)]
pub(crate) struct Inlined {
    pub(crate) scope: Option<ScopeId>,
    pub(crate) locals: FxHashMap<NameId, Reg>,
    pub(crate) cells: FxHashMap<NameId, Reg>,
}

pub(crate) struct Unit<'a> {
    pub(crate) scope: ScopeId,
    pub(crate) kind: ScopeKind,
    pub(crate) asm: Assembler,
    pub(crate) code: Code,
    pub(crate) locals: FxHashMap<NameId, Reg>,
    pub(crate) cells: FxHashMap<NameId, Reg>,
    pub(crate) free: FxHashMap<NameId, u32>,
    pub(crate) inlined: Vec<Inlined>,
    /// Registers in the range of cells so far.
    pub(crate) extra: u32,
    /// Live temporaries, and the most there were.
    pub(crate) temps: u32,
    pub(crate) most_temps: u32,
    pub(crate) blocks: Vec<Block<'a>>,
    names: FxHashMap<Box<str>, u32>,
    constants: FxHashMap<Const, u32>,
    /// The class around, for mangling.
    pub(crate) class: Option<Rc<str>>,
    pub(crate) mangled_only: Option<Rc<FxHashSet<&'a str>>>,
    /// Attributes of `self` that methods of this class assign.
    pub(crate) static_attributes: BTreeSet<String>,
    /// Annotations of a class or module so far.
    pub(crate) annotations: Vec<(String, &'a heddle_syntax::ast::Expr, Option<u32>)>,
    pub(crate) conditional_depth: u32,
    pub(crate) conditional_count: u32,
    /// In interactive mode, values of expression statements are printed.
    pub(crate) interactive: bool,
}

impl<'a> Compiler<'a> {
    pub(crate) fn unit(&mut self) -> &mut Unit<'a> {
        self.units.last_mut().expect("compiling inside a unit")
    }

    pub(crate) fn here(&self) -> &Unit<'a> {
        self.units.last().expect("compiling inside a unit")
    }

    pub(crate) fn scope(&self) -> &'a Scope {
        self.table.scope(self.here().scope)
    }

    /// Opens a code object for a scope.
    pub(crate) fn enter(&mut self, scope: ScopeId, name: &str, first_line: u32) -> Result {
        if self.units.len() >= MAX_UNITS {
            return self.fail("too many nested code objects", self.table.scope(scope).range);
        }
        let found = self.table.scope(scope);
        let qualname = self.qualname(name, found.kind);
        let mut unit = Unit {
            scope,
            kind: found.kind,
            asm: Assembler::new(),
            code: Code {
                name: name.into(),
                qualname: qualname.into(),
                filename: self.source.filename().into(),
                first_line,
                flags: self.code_flags(found),
                ..Code::default()
            },
            locals: FxHashMap::default(),
            cells: FxHashMap::default(),
            free: FxHashMap::default(),
            inlined: Vec::new(),
            extra: 0,
            temps: 0,
            most_temps: 0,
            blocks: Vec::new(),
            names: FxHashMap::default(),
            constants: FxHashMap::default(),
            class: self.units.last().and_then(|outer| outer.class.clone()),
            mangled_only: match found.kind {
                ScopeKind::Class => None,
                _ => self.units.last().and_then(|outer| outer.mangled_only.clone()),
            },
            static_attributes: BTreeSet::new(),
            annotations: Vec::new(),
            conditional_depth: 0,
            conditional_count: 0,
            interactive: self.mode == heddle_syntax::Mode::Single && found.kind == ScopeKind::Module,
        };
        let around = self.units.last();
        if found.kind == ScopeKind::Function && around.is_some_and(|outer| outer.kind == ScopeKind::Class) {
            unit.code.flags |= flags::METHOD;
        }
        if !found.inlined {
            for name in &found.parameters {
                let register = unit.code.varnames.len() as u32;
                unit.code.varnames.push(self.table.names().text(*name).into());
                unit.locals.insert(*name, register);
            }
        }
        unit.asm.set_position(heddle_bytecode::Position {
            line: first_line,
            end_line: first_line,
            column: 0,
            end_column: 0,
        });
        self.units.push(unit);
        self.free_and_cells(scope);
        if self.here().code.flags & (flags::GENERATOR | flags::COROUTINE | flags::ASYNC_GENERATOR) != 0 {
            self.emit(Op::GENERATOR, &[]);
        }
        Ok(())
    }

    /// The name of the set that says which annotations of a class were reached, if `scope` evaluates annotations of such a class.
    fn conditional_set_of(&self, scope: ScopeId) -> Option<NameId> {
        let found = self.table.scope(scope);
        let class = found.parent.map(|parent| self.table.scope(parent))?;
        let reads = found.kind == ScopeKind::Annotations
            && class.kind == ScopeKind::Class
            && class.conditional_annotations
            && class.annotations == Some(scope);
        if reads { self.table.names().find("__conditional_annotations__") } else { None }
    }

    fn free_and_cells(&mut self, scope: ScopeId) {
        let table = self.table;
        let text = |name: &NameId| table.names().text(*name);
        let mut free: Vec<NameId> = table
            .symbols(scope)
            .iter()
            .filter(|symbol| symbol.binding == Binding::Free || symbol.flags.any(SymbolFlags::FREE_IN_CLASS))
            .map(|symbol| symbol.name)
            .collect();
        if table.future_annotations() && table.scope(scope).kind == ScopeKind::Annotations {
            // Only strings: nothing is looked up.
            free.clear();
        } else if let Some(id) = self.conditional_set_of(scope) {
            // The symbol table does not know that this scope reads it: CPython's neither.
            free.push(id);
        }
        free.sort_by_key(text);
        let mut cells = FxHashSet::default();
        self.collect_cells(scope, true, &mut cells);
        let mut cells: Vec<NameId> = cells.into_iter().filter(|name| !free.contains(name)).collect();
        cells.sort_by_key(text);
        let found = table.scope(scope);
        if found.kind == ScopeKind::Class {
            for (needed, name) in [
                (found.needs_class_cell, "__class__"),
                (found.needs_classdict, "__classdict__"),
                (found.conditional_annotations, "__conditional_annotations__"),
            ] {
                if let Some(id) = table.names().find(name)
                    && needed
                    && !cells.contains(&id)
                {
                    cells.push(id);
                }
            }
        }
        for (index, name) in free.iter().enumerate() {
            self.unit().free.insert(*name, index as u32);
        }
        self.unit().code.freevars = free.iter().map(|name| text(name).into()).collect();
        let parameter_cells: Vec<NameId> =
            found.parameters.iter().filter(|name| cells.contains(name)).copied().collect();
        cells.retain(|name| !parameter_cells.contains(name));
        for name in parameter_cells.iter().chain(&cells) {
            let unit = self.unit();
            let register = match unit.locals.remove(name) {
                Some(register) => {
                    unit.asm.emit(Insn::new(Op::MAKE_CELL, &[register]));
                    register
                }
                None => {
                    unit.extra += 1;
                    let register = CELL + unit.extra - 1;
                    unit.asm.emit(Insn::new(Op::NEW_CELL, &[register]));
                    register
                }
            };
            unit.cells.insert(*name, register);
            unit.code.cellvars.push(text(name).into());
            unit.code.cell_registers.push(register);
        }
    }

    /// Names that need a cell in the frame of a scope, inlined comprehensions included.
    fn collect_cells(&self, scope: ScopeId, own: bool, out: &mut FxHashSet<NameId>) {
        for symbol in self.table.symbols(scope) {
            let inner = !own || self.table.scope(scope).is_function_like();
            let cell = symbol.binding == Binding::Cell && inner;
            if cell || symbol.flags.any(SymbolFlags::INLINED_CELL) {
                out.insert(symbol.name);
            }
        }
        for child in &self.table.scope(scope).children {
            if self.table.scope(*child).inlined {
                self.collect_cells(*child, false, out);
            }
        }
    }

    fn code_flags(&self, scope: &Scope) -> u32 {
        let mut found = self.future;
        if scope.is_function_like() {
            found |= flags::NEWLOCALS | flags::OPTIMIZED;
            let kind = match (scope.generator, scope.coroutine) {
                (true, false) => flags::GENERATOR,
                (true, true) => flags::ASYNC_GENERATOR,
                (false, true) => flags::COROUTINE,
                (false, false) => 0,
            };
            found |= kind;
            for (set, flag) in [
                (self.is_nested(scope), flags::NESTED),
                (scope.variadic, flags::VARARGS),
                (scope.variadic_keywords, flags::VARKEYWORDS),
            ] {
                found |= if set { flag } else { 0 };
            }
        }
        found
    }

    fn is_nested(&self, scope: &Scope) -> bool {
        let in_function = |unit: &Unit<'_>| !matches!(unit.kind, ScopeKind::Module | ScopeKind::Class);
        match scope.kind {
            ScopeKind::Annotations => self.units.iter().any(in_function),
            _ => scope.nested,
        }
    }

    fn qualname(&self, name: &str, kind: ScopeKind) -> String {
        let stack = &self.units;
        let Some(mut parent) = stack.last() else { return name.to_owned() };
        if matches!(parent.kind, ScopeKind::TypeParams | ScopeKind::Annotations) && stack.len() >= 2 {
            parent = &stack[stack.len() - 2];
        }
        if parent.kind == ScopeKind::Module {
            return name.to_owned();
        }
        if matches!(kind, ScopeKind::Function | ScopeKind::Class) {
            let id = self.table.names().find(name);
            let symbol = id.and_then(|id| self.table.lookup(parent.scope, id));
            if symbol.is_some_and(|symbol| symbol.binding == Binding::GlobalExplicit) {
                return name.to_owned();
            }
        }
        match parent.kind {
            ScopeKind::Function => format!("{}.<locals>.{name}", parent.code.qualname),
            _ => format!("{}.{name}", parent.code.qualname),
        }
    }

    /// Closes the innermost code object: gives registers their final numbers and assembles.
    pub(crate) fn leave(&mut self) -> Result<Code> {
        let mut unit = self.units.pop().expect("leaving a unit");
        unit.asm.emit(Insn::new(Op::RETURN_NONE, &[]));
        let locals = unit.code.varnames.len() as u32;
        let first_temp = locals + unit.extra;
        let registers = first_temp + unit.most_temps.max(1);
        let range = self.table.scope(unit.scope).range;
        if registers >= MAX_REGISTERS {
            return self.fail("too many variables or too deep an expression", range);
        }
        let renumber = |register: Reg| match register {
            TEMP.. => register - TEMP + first_temp,
            CELL.. => register - CELL + locals,
            _ => register,
        };
        unit.code.cell_registers.iter_mut().for_each(|register| *register = renumber(*register));
        unit.code.first_temp = first_temp;
        unit.code.registers = registers;
        unit.asm.renumber(renumber);
        let constants = std::mem::take(&mut unit.constants);
        let mut ordered: Vec<(Const, u32)> = constants.into_iter().collect();
        ordered.sort_unstable_by_key(|(_, index)| *index);
        unit.code.constants = ordered.into_iter().map(|(constant, _)| constant).collect();
        match unit.asm.finish(&mut unit.code) {
            Ok(()) => Ok(unit.code),
            Err(error) => self.fail(error.0, range),
        }
    }

    pub(crate) fn at(&mut self, range: TextRange) {
        let position = self.position(range);
        self.unit().asm.set_position(position);
    }

    /// Adds an instruction at the current position.
    pub(crate) fn emit(&mut self, op: Op, operands: &[u32]) {
        self.unit().asm.emit(Insn::new(op, operands));
    }

    /// Adds an instruction that stands for a range of the source.
    pub(crate) fn emit_at(&mut self, range: TextRange, op: Op, operands: &[u32]) {
        self.at(range);
        self.emit(op, operands);
    }

    pub(crate) fn jump(&mut self, op: Op, operands: &[u32], target: Label) {
        self.unit().asm.emit_jump(Insn::new(op, operands), target);
    }

    pub(crate) fn label(&mut self) -> Label {
        self.unit().asm.label()
    }

    pub(crate) fn place(&mut self, label: Label) {
        self.unit().asm.place(label);
    }

    pub(crate) fn here_label(&mut self) -> Label {
        self.unit().asm.here()
    }

    /// A fresh temporary, on top of the live ones.
    pub(crate) fn temp(&mut self) -> Reg {
        let unit = self.unit();
        unit.temps += 1;
        unit.most_temps = unit.most_temps.max(unit.temps);
        TEMP + unit.temps - 1
    }

    pub(crate) fn mark(&self) -> u32 {
        self.here().temps
    }

    /// Frees the temporaries above a mark.
    pub(crate) fn release(&mut self, mark: u32) {
        self.unit().temps = mark;
    }

    /// Where a result goes: the wanted register, or a fresh temporary.
    pub(crate) fn dest(&mut self, want: Option<Reg>) -> Reg {
        match want {
            Some(register) => register,
            None => self.temp(),
        }
    }

    pub(crate) fn name(&mut self, name: &str) -> u32 {
        let unit = self.unit();
        if let Some(index) = unit.names.get(name) {
            return *index;
        }
        let index = unit.code.names.len() as u32;
        unit.code.names.push(name.into());
        unit.names.insert(name.into(), index);
        index
    }

    pub(crate) fn constant_index(&mut self, constant: Const) -> u32 {
        let unit = self.unit();
        let next = unit.constants.len() as u32;
        *unit.constants.entry(constant).or_insert(next)
    }

    /// A cache slot for a field of 16 bits.
    pub(crate) fn cache(&mut self) -> u32 {
        let code = &mut self.unit().code;
        if code.caches >= 0xFFFF {
            return 0xFFFF;
        }
        code.caches += 1;
        code.caches - 1
    }

    /// A cache slot for a field of 32 bits.
    pub(crate) fn long_cache(&mut self) -> u32 {
        let slot = self.cache();
        if slot == 0xFFFF { u32::MAX } else { slot }
    }

    pub(crate) fn load_const(&mut self, constant: Const, want: Option<Reg>) -> Reg {
        let dest = self.dest(want);
        match constant {
            Const::None => self.emit(Op::LOAD_NONE, &[dest]),
            Const::Int(value) if i16::try_from(value).is_ok() => {
                self.emit(Op::LOAD_INT, &[dest, value as u32]);
            }
            constant => {
                let index = self.constant_index(constant);
                self.emit(Op::LOAD_CONST, &[dest, index]);
            }
        }
        dest
    }

    /// Gives a register a value that lies in another.
    pub(crate) fn move_to(&mut self, from: Reg, want: Option<Reg>) -> Reg {
        match want {
            Some(to) if to != from => {
                self.emit(Op::MOVE, &[to, from]);
                to
            }
            _ => from,
        }
    }
}
