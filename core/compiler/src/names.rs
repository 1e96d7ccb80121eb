//! Loading, storing and deleting names, wherever they live.
//!
//! Must never know other expressions.

use crate::unit::{CELL, Inlined, Reg};
use crate::{Compiler, Result};
use heddle_bytecode::{Const, Op};
use heddle_syntax::symtable::{Binding, NameId, ScopeKind, mangle};
use heddle_syntax::text_size::TextRange;
use std::borrow::Cow;

/// Where a name lives, as the current frame reaches it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    Local(Reg),
    Cell(Reg),
    Free(u32),
    Global,
    /// By mapping: a class's or module's locals, then globals.
    Name,
    /// Through `__classdict__`, then a free variable.
    ClassFree(u32),
    /// Through `__classdict__`, then globals.
    ClassGlobal,
}

impl<'a> Compiler<'a> {
    /// A name as the current scope means it.
    pub(crate) fn mangled<'n>(&self, name: &'n str) -> Cow<'n, str> {
        let unit = self.here();
        if unit.mangled_only.as_ref().is_some_and(|only| !only.contains(name)) {
            return Cow::Borrowed(name);
        }
        match unit.class.as_deref().and_then(|class| mangle(class, name)) {
            Some(mangled) => Cow::Owned(mangled),
            None => Cow::Borrowed(name),
        }
    }

    pub(crate) fn resolve(&mut self, name: &str) -> Place {
        let Some(id) = self.table.names().find(name) else { return self.global(false) };
        let depth = self.here().inlined.len();
        self.resolve_at(id, depth)
    }

    /// Resolves in the scope of the inlined comprehension number `depth`, or the unit's own at 0.
    fn resolve_at(&mut self, id: NameId, depth: usize) -> Place {
        let unit = self.here();
        let scope = match depth {
            0 => unit.scope,
            _ => unit.inlined[depth - 1].scope.unwrap_or(unit.scope),
        };
        let symbol = self.table.lookup(scope, id);
        let binding = symbol.map_or(Binding::GlobalImplicit, |symbol| symbol.binding);
        if depth > 0 {
            return match binding {
                Binding::Local => Place::Local(self.inlined_local(id, depth - 1)),
                Binding::Cell => match self.here().inlined[depth - 1].cells.get(&id) {
                    Some(register) => Place::Cell(*register),
                    None => Place::Local(self.inlined_local(id, depth - 1)),
                },
                Binding::Free => self.resolve_free(id, depth - 1),
                Binding::GlobalExplicit => Place::Global,
                Binding::GlobalImplicit => self.global(true),
            };
        }
        match binding {
            Binding::Local => self.local(id),
            Binding::Cell => match self.here().cells.get(&id) {
                Some(register) => Place::Cell(*register),
                None => self.local(id),
            },
            Binding::Free => self.free(id),
            Binding::GlobalExplicit => Place::Global,
            Binding::GlobalImplicit => self.global(false),
        }
    }

    fn resolve_free(&mut self, id: NameId, depth: usize) -> Place {
        if depth == 0 {
            let unit = self.here();
            if let Some(register) = unit.cells.get(&id) {
                return Place::Cell(*register);
            }
            if let Some(index) = unit.free.get(&id) {
                return Place::Free(*index);
            }
        }
        self.resolve_at(id, depth)
    }

    fn local(&mut self, id: NameId) -> Place {
        let table = self.table;
        let unit = self.unit();
        if matches!(unit.kind, ScopeKind::Module | ScopeKind::Class) {
            return Place::Name;
        }
        Place::Local(unit.local_register(id, table.names().text(id)))
    }

    fn free(&mut self, id: NameId) -> Place {
        let in_class = self.here().kind == ScopeKind::Class && self.here().inlined.is_empty();
        let sees = in_class || self.sees_class();
        match (self.here().free.get(&id), sees) {
            (Some(index), true) if self.table.names().text(id) != "__classdict__" => Place::ClassFree(*index),
            (Some(index), _) => Place::Free(*index),
            (None, _) => self.global(false),
        }
    }

    fn sees_class(&self) -> bool {
        self.scope().sees_class
            && self.table.names().find("__classdict__").is_some_and(|id| self.here().free.contains_key(&id))
    }

    fn global(&self, in_inlined: bool) -> Place {
        match self.here().kind {
            ScopeKind::Class if in_inlined => Place::Global,
            ScopeKind::Module | ScopeKind::Class => Place::Name,
            _ if self.sees_class() => Place::ClassGlobal,
            _ => Place::Global,
        }
    }

    /// The register of a variable of an inlined comprehension.
    fn inlined_local(&mut self, id: NameId, depth: usize) -> Reg {
        let table = self.table;
        let unit = self.unit();
        if let Some(register) = unit.inlined[depth].locals.get(&id) {
            return *register;
        }
        let taken = |frame: &Inlined| frame.locals.contains_key(&id) || frame.cells.contains_key(&id);
        let bound_outside = unit.kind != ScopeKind::Module
            && unit.kind != ScopeKind::Class
            && table.lookup(unit.scope, id).is_some_and(|symbol| {
                matches!(symbol.binding, Binding::Local | Binding::Cell) && symbol.flags.is_bound()
            });
        let register = if bound_outside || unit.inlined.iter().any(taken) {
            if bound_outside && !unit.cells.contains_key(&id) {
                unit.local_register(id, table.names().text(id));
            }
            unit.extra += 1;
            CELL + unit.extra - 1
        } else {
            unit.local_register(id, table.names().text(id))
        };
        unit.inlined[depth].locals.insert(id, register);
        register
    }

    /// Loads a name; may give the variable's own register.
    pub(crate) fn load_name(&mut self, name: &str, range: TextRange, want: Option<Reg>) -> Result<Reg> {
        if name == "__debug__" {
            self.at(range);
            return Ok(self.load_const(Const::Bool(self.options.optimize == 0), want));
        }
        let mangled = self.mangled(name);
        let place = self.resolve(&mangled);
        self.at(range);
        Ok(match place {
            Place::Local(register) => {
                self.emit(Op::CHECK_BOUND, &[register]);
                match want {
                    None if !self.walrus.contains(name) && name.is_ascii() => register,
                    None => {
                        let dest = self.temp();
                        self.emit(Op::COPY, &[dest, register]);
                        dest
                    }
                    Some(dest) if dest != register => {
                        self.emit(Op::COPY, &[dest, register]);
                        dest
                    }
                    Some(dest) => dest,
                }
            }
            place => self.load_place(place, &mangled, want),
        })
    }

    fn load_place(&mut self, place: Place, name: &str, want: Option<Reg>) -> Reg {
        let index = self.name_if_needed(place, name);
        let dest = self.dest(want);
        match place {
            Place::Local(register) => self.emit(Op::COPY, &[dest, register]),
            Place::Cell(register) => self.emit(Op::LOAD_CELL, &[dest, register]),
            Place::Free(free) => self.emit(Op::LOAD_FREE, &[dest, free]),
            Place::Global => {
                let cache = self.cache();
                self.emit(Op::LOAD_GLOBAL, &[dest, index, cache]);
            }
            Place::Name => self.emit(Op::LOAD_NAME, &[dest, index]),
            Place::ClassFree(free) => {
                let mapping = self.load_classdict();
                self.emit(Op::LOAD_DICT_OR_FREE, &[dest, mapping, free]);
            }
            Place::ClassGlobal => {
                let mapping = self.load_classdict();
                self.emit(Op::LOAD_DICT_OR_GLOBAL, &[dest, mapping, index]);
            }
        }
        dest
    }

    fn name_if_needed(&mut self, place: Place, name: &str) -> u32 {
        match place {
            Place::Global | Place::Name | Place::ClassGlobal => self.name(name),
            _ => 0,
        }
    }

    /// The class's mapping in a register that is free again at once.
    fn load_classdict(&mut self) -> Reg {
        let id = self.table.names().find("__classdict__");
        let index = id.and_then(|id| self.here().free.get(&id).copied()).unwrap_or(0);
        let mark = self.mark();
        let mapping = self.temp();
        if self.here().kind == ScopeKind::Class {
            self.emit(Op::LOAD_LOCALS, &[mapping]);
            self.release(mark);
            return mapping;
        }
        self.emit(Op::LOAD_FREE, &[mapping, index]);
        self.release(mark);
        mapping
    }

    /// Where the value of an assignment to a name can be computed at once, if it is a plain variable.
    pub(crate) fn local_target(&mut self, name: &str) -> Option<Reg> {
        let mangled = self.mangled(name);
        match self.resolve(&mangled) {
            Place::Local(register) => Some(register),
            _ => None,
        }
    }

    /// Stores a register to a name (moves it if it is a temporary).
    pub(crate) fn store_name(&mut self, name: &str, value: Reg) {
        let mangled = self.mangled(name);
        self.store_mangled(&mangled, value);
    }

    pub(crate) fn store_mangled(&mut self, name: &str, value: Reg) {
        let place = self.resolve(name);
        let index = self.name_if_needed(place, name);
        match place {
            Place::Local(register) if register == value => {}
            Place::Local(register) => self.emit(Op::MOVE, &[register, value]),
            Place::Cell(register) => self.emit(Op::STORE_CELL, &[register, value]),
            Place::Free(free) | Place::ClassFree(free) => self.emit(Op::STORE_FREE, &[value, free]),
            Place::Global | Place::ClassGlobal => self.emit(Op::STORE_GLOBAL, &[value, index]),
            Place::Name => self.emit(Op::STORE_NAME, &[value, index]),
        }
    }

    pub(crate) fn delete_name(&mut self, name: &str) {
        let mangled = self.mangled(name);
        let place = self.resolve(&mangled);
        let index = self.name_if_needed(place, &mangled);
        match place {
            Place::Local(register) => {
                self.emit(Op::CHECK_BOUND, &[register]);
                self.emit(Op::DELETE_LOCAL, &[register]);
            }
            Place::Cell(register) => self.emit(Op::DELETE_CELL, &[register]),
            Place::Free(free) | Place::ClassFree(free) => self.emit(Op::DELETE_FREE, &[free]),
            Place::Global | Place::ClassGlobal => self.emit(Op::DELETE_GLOBAL, &[index]),
            Place::Name => self.emit(Op::DELETE_NAME, &[index]),
        }
    }

    /// The cell of a name for an inner function, into a register.
    pub(crate) fn load_cell_of(&mut self, name: &str, dest: Reg) -> bool {
        let Some(id) = self.table.names().find(name) else { return false };
        let unit = self.here();
        let inlined = unit.inlined.iter().rev().find_map(|frame| frame.cells.get(&id));
        if let Some(register) = inlined.or_else(|| unit.cells.get(&id)).copied() {
            self.emit(Op::COPY, &[dest, register]);
        } else if let Some(index) = unit.free.get(&id).copied() {
            self.emit(Op::LOAD_CLOSURE, &[dest, index]);
        } else {
            return false;
        }
        true
    }
}

impl crate::unit::Unit<'_> {
    /// The register of a variable, made at first sight.
    pub(crate) fn local_register(&mut self, id: NameId, name: &str) -> Reg {
        if let Some(register) = self.locals.get(&id) {
            return *register;
        }
        let register = self.code.varnames.len() as u32;
        self.code.varnames.push(name.into());
        self.locals.insert(id, register);
        register
    }
}
