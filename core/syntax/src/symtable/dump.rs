//! Prints a table as CPython's `symtable` module would show it: one line a scope, for tests and for the eye.
//!
//! CPython copies the names of an inlined comprehension into the scope it runs in, and drops its scope; so does this view.
//! Must never know how the table was made.

use super::{Binding, NameId, ScopeId, ScopeKind, SymbolFlags, SymbolTable};
use std::collections::BTreeMap;
use std::fmt::Write;

const LETTERS: [(SymbolFlags, char); 11] = [
    (SymbolFlags::GLOBAL, 'g'),
    (SymbolFlags::ASSIGNED, 'l'),
    (SymbolFlags::PARAMETER, 'p'),
    (SymbolFlags::NONLOCAL, 'n'),
    (SymbolFlags::USED, 'u'),
    (SymbolFlags::FREE_IN_CLASS, 'k'),
    (SymbolFlags::IMPORTED, 'i'),
    (SymbolFlags::ANNOTATED, 'a'),
    (SymbolFlags::ITERATION, 'c'),
    (SymbolFlags::TYPE_PARAM, 't'),
    (SymbolFlags::INLINED_CELL, 'x'),
];

type Shown = BTreeMap<NameId, (SymbolFlags, Binding)>;

/// One line a scope, indented by depth: kind, name, properties, then `name:flags:binding` sorted by name.
pub fn dump(table: &SymbolTable) -> String {
    let mut out = String::new();
    show(table, table.module(), 0, &mut out);
    out
}

fn show(table: &SymbolTable, id: ScopeId, depth: usize, out: &mut String) {
    let scope = table.scope(id);
    let kind = match scope.kind {
        ScopeKind::Module => "module",
        ScopeKind::Function => "function",
        ScopeKind::Class => "class",
        ScopeKind::Annotations => "annotation",
        ScopeKind::TypeParams => "type parameters",
        ScopeKind::TypeAlias => "type alias",
        ScopeKind::TypeVarBound | ScopeKind::TypeVarDefault => "type variable",
    };
    let names = table.names();
    let _ = write!(out, "{:depth$}{kind} {}", "", names.text(scope.name).trim_matches(['<', '>']));
    if scope.nested {
        out.push_str(" nested");
    }
    if !scope.parameters.is_empty() {
        let parameters: Vec<&str> = scope.parameters.iter().map(|name| names.text(*name)).collect();
        let _ = write!(out, " ({})", parameters.join(", "));
    }
    let mut lines: Vec<String> = symbols(table, id)
        .into_iter()
        .map(|(name, (flags, binding))| {
            format!(" {}:{}:{}", names.text(name), letters(flags), letter(binding))
        })
        .collect();
    lines.sort();
    out.extend(lines);
    out.push('\n');
    for child in children(table, id) {
        show(table, child, depth + 1, out);
    }
}

/// The inner scopes, with those of an inlined comprehension in its place.
fn children(table: &SymbolTable, id: ScopeId) -> Vec<ScopeId> {
    let all = table.scope(id).children.iter();
    all.flat_map(|child| if table.scope(*child).inlined { children(table, *child) } else { vec![*child] })
        .collect()
}

fn symbols(table: &SymbolTable, id: ScopeId) -> Shown {
    let own = table.symbols(id).iter().map(|symbol| (symbol.name, (symbol.flags, symbol.binding)));
    let mut shown: Shown = own.collect();
    for child in &table.scope(id).children {
        if !table.scope(*child).inlined {
            continue;
        }
        for (name, (flags, binding)) in symbols(table, *child) {
            if flags.any(SymbolFlags::PARAMETER) {
                continue;
            }
            let cell = binding == Binding::Cell || flags.any(SymbolFlags::INLINED_CELL);
            let function_like = table.scope(id).is_function_like();
            let entry = shown.entry(name).or_insert((flags, binding));
            let reads_ours = function_like && binding == Binding::Free && flags.any(SymbolFlags::USED);
            if entry.0 == SymbolFlags::default() || (reads_ours && entry.0.is_bound()) {
                entry.0 = entry.0 | SymbolFlags::USED;
            }
            if cell {
                entry.0 = entry.0 | SymbolFlags::INLINED_CELL;
                if function_like && entry.1 == Binding::Local {
                    entry.1 = Binding::Cell;
                }
            }
        }
    }
    shown
}

fn letters(flags: SymbolFlags) -> String {
    LETTERS.iter().filter(|(flag, _)| flags.any(*flag)).map(|(_, letter)| *letter).collect()
}

fn letter(binding: Binding) -> char {
    match binding {
        Binding::Local => 'L',
        Binding::Cell => 'C',
        Binding::Free => 'F',
        Binding::GlobalExplicit => 'E',
        Binding::GlobalImplicit => 'I',
    }
}
