//! `_symtable`: the compiler's symbol tables as objects, for the `symtable` module.
//!
//! Must never know syntax trees.

use crate::NativeModule;
use heddle_interp::Mode;
use heddle_objects::native::{Def, def};
use heddle_objects::payload::Payload;
use heddle_objects::slots::Slots;
use heddle_objects::typeobj::{GetSet, NativeType, TypeDef, flags, getset};
use heddle_objects::types::{dict, list, str};
use heddle_objects::{Fixed, Res, Thread, Value, ops};
use heddle_syntax::symtable::{Binding, Scope, ScopeId, ScopeKind, SymbolFlags, SymbolTable};
use heddle_syntax::{Source, SyntaxError, parse};

/// The module.
pub static MODULE: NativeModule = NativeModule {
    init: |t, m| {
        for (name, value) in CONSTANTS {
            m.set_int(t, name, *value);
        }
        Ok(())
    },
    ..NativeModule::new("_symtable", FUNCTIONS)
};

const CONSTANTS: &[(&str, i64)] = &[
    ("USE", 16),
    ("DEF_GLOBAL", 1),
    ("DEF_NONLOCAL", 8),
    ("DEF_LOCAL", 2),
    ("DEF_PARAM", 4),
    ("DEF_TYPE_PARAM", 1024),
    ("DEF_FREE_CLASS", 64),
    ("DEF_IMPORT", 128),
    ("DEF_BOUND", 134),
    ("DEF_ANNOT", 256),
    ("DEF_COMP_ITER", 512),
    ("DEF_COMP_CELL", 2048),
    ("TYPE_FUNCTION", 0),
    ("TYPE_CLASS", 1),
    ("TYPE_MODULE", 2),
    ("TYPE_ANNOTATION", 3),
    ("TYPE_TYPE_ALIAS", 4),
    ("TYPE_TYPE_PARAMETERS", 5),
    ("TYPE_TYPE_VARIABLE", 6),
    ("LOCAL", 1),
    ("GLOBAL_EXPLICIT", 2),
    ("GLOBAL_IMPLICIT", 3),
    ("FREE", 4),
    ("CELL", 5),
    ("SCOPE_OFF", 12),
    ("SCOPE_MASK", 15),
];

/// What CPython's flags are for ours.
const FLAGS: &[(SymbolFlags, i64)] = &[
    (SymbolFlags::USED, 16),
    (SymbolFlags::ASSIGNED, 2),
    (SymbolFlags::PARAMETER, 4),
    (SymbolFlags::GLOBAL, 1),
    (SymbolFlags::NONLOCAL, 8),
    (SymbolFlags::IMPORTED, 128),
    (SymbolFlags::ANNOTATED, 256),
    (SymbolFlags::ITERATION, 512),
    (SymbolFlags::TYPE_PARAM, 1024 | 2),
    (SymbolFlags::FREE_IN_CLASS, 64),
    (SymbolFlags::INLINED_CELL, 2048),
];

/// The payload of an entry: a scope.
pub struct Entry {
    name: Fixed,
    symbols: Fixed,
    varnames: Fixed,
    children: Fixed,
    id: i64,
    kind: i64,
    nested: bool,
    line: i64,
}
heddle_objects::payload!(Entry { name, symbols, varnames, children });

static ENTRY: NativeType = NativeType::new(TypeDef {
    flags: flags::WEAKREF | flags::DISALLOW_INSTANTIATION,
    getset: &[
        read_only("id", |t, v| Ok(t.int(v.expect::<Entry>().id))),
        read_only("name", |_, v| Ok(v.expect::<Entry>().name.get())),
        read_only("symbols", |_, v| Ok(v.expect::<Entry>().symbols.get())),
        read_only("varnames", |_, v| Ok(v.expect::<Entry>().varnames.get())),
        read_only("children", |_, v| Ok(v.expect::<Entry>().children.get())),
        read_only("nested", |t, v| Ok(t.int(i64::from(v.expect::<Entry>().nested)))),
        read_only("type", |t, v| Ok(t.int(v.expect::<Entry>().kind))),
        read_only("lineno", |t, v| Ok(t.int(v.expect::<Entry>().line))),
    ],
    ..TypeDef::new("symtable entry", Entry::vtable, slots)
});

const fn read_only(name: &'static str, get: fn(&Thread, Value) -> Res) -> GetSet {
    getset(name, get, |t, _, _| Err(t.attribute_error("readonly attribute")))
}

fn slots(s: &mut Slots) {
    s.repr = Some(|t, v| {
        let e = v.expect::<Entry>();
        Ok(t.str(&format!("<symtable entry {}({}), line {}>", str::lossy(e.name.v()), e.id, e.line)))
    });
}

const FUNCTIONS: &[Def] = &[def("symtable(source, filename, startstr, /)", symtable)];

fn symtable(t: &Thread, a: &[Value]) -> Res {
    let text = match str::try_view(&a[0]) {
        Some(view) => match view.to_utf8() {
            Some(text) => text.into_bytes(),
            None => return Err(heddle_interp::surrogates_in_source(t, a[0])),
        },
        None => match heddle_interp::bytes_of(t, a[0])? {
            Some(bytes) => bytes,
            None => return Err(t.type_error("symtable() arg 1 must be a string or bytes")),
        },
    };
    let filename = heddle_interp::fs_path(t, a[1])?;
    if !str::is_str(a[2]) {
        let got = ops::type_name(a[2]);
        return Err(t.type_error(format_args!("symtable() argument 3 must be str, not {got}")));
    }
    let mode = match str::lossy(a[2]).as_str() {
        "exec" => Mode::Exec,
        "eval" => Mode::Eval,
        "single" => Mode::Single,
        _ => return Err(t.value_error("symtable() arg 3 must be 'exec' or 'eval' or 'single'")),
    };
    let built = t.blocking(|| {
        let tree = parse(Source::from_bytes(&filename, &text)?, mode)?;
        let table = SymbolTable::build(&tree)?;
        let lines: Vec<u32> =
            table.scopes().iter().map(|scope| tree.source().line_of(scope.range.start().to_u32())).collect();
        Ok::<_, SyntaxError>((table, lines))
    });
    match built {
        Err(e) => Err(heddle_interp::compile::syntax_error(t, &e)),
        Ok((table, lines)) => entry(t, &table, &lines, table.module()),
    }
}

fn entry(t: &Thread, table: &SymbolTable, lines: &[u32], id: ScopeId) -> Res {
    let scope = table.scope(id);
    let mut children = Vec::new();
    for child in &scope.children {
        if !table.scope(*child).detached {
            children.push(t.deeper(|| entry(t, table, lines, *child))?);
        }
    }
    let symbols = dict::new(t);
    for symbol in table.symbols(id) {
        let name = t.intern(table.names().text(symbol.name));
        let mut value =
            FLAGS.iter().filter(|(flag, _)| symbol.flags.any(*flag)).fold(0, |all, (_, n)| all | n);
        let binding: i64 = match symbol.binding {
            Binding::Local => 1,
            Binding::GlobalExplicit => 2,
            Binding::GlobalImplicit => 3,
            Binding::Free => 4,
            Binding::Cell => 5,
        };
        value |= binding << 12;
        dict::set_str(t, symbols.v(), name.v(), t.int(value).v());
    }
    let parameters = scope.parameters.iter().map(|name| t.intern(table.names().text(*name))).collect();
    let name = table.names().text(scope.name).trim_start_matches('<').trim_end_matches('>');
    let payload = Entry {
        name: Fixed::new(t.intern(name)),
        symbols: Fixed::new(symbols),
        varnames: Fixed::new(list::from_refs(t, parameters)),
        children: Fixed::new(list::from_refs(t, children)),
        id: i64::from(id.0) + 1,
        kind: kind(scope),
        nested: scope.nested,
        line: if scope.kind == ScopeKind::Module { 0 } else { i64::from(lines[id.0 as usize]) },
    };
    Ok(t.alloc(ENTRY.shape(), payload))
}

fn kind(scope: &Scope) -> i64 {
    match scope.kind {
        ScopeKind::Function => 0,
        ScopeKind::Class => 1,
        ScopeKind::Module => 2,
        ScopeKind::Annotations => 3,
        ScopeKind::TypeAlias => 4,
        ScopeKind::TypeParams => 5,
        ScopeKind::TypeVarBound | ScopeKind::TypeVarDefault => 6,
    }
}
