//! The immutable table of a context: variables in the order of their addresses, each with its value.

use heddle_objects::payload::Payload;
use heddle_objects::typeobj::{NativeType, TypeDef, flags};
use heddle_objects::{Fixed, Ref, Thread, Value};

/// A table's payload. Contexts hold few variables: finding one is a binary search, adding one a copy.
pub struct Table {
    variables: Vec<Fixed>,
    values: Vec<Fixed>,
}
heddle_objects::payload!(Table { variables, values });

static TABLE: NativeType = NativeType::new(TypeDef {
    flags: flags::DISALLOW_INSTANTIATION,
    ..TypeDef::new("_contextvars._table", Table::vtable, |_| ())
});

fn data(table: &Ref) -> &Table {
    // A `Ref` is a transparent value: the payload is borrowed for as long as the reference is.
    std::ops::Deref::deref(table).expect::<Table>()
}

/// The empty table.
pub fn empty(t: &Thread) -> Ref {
    t.alloc(TABLE.shape(), Table { variables: vec![], values: vec![] })
}

fn find(table: &Table, variable: Value) -> Result<usize, usize> {
    table.variables.binary_search_by_key(&variable.bits(), |v| v.v().bits())
}

/// The value of a variable; UNDEF if the table has none.
pub fn get(table: &Ref, variable: Value) -> Ref {
    let d = data(table);
    find(d, variable).map_or(Ref::UNDEF, |k| d.values[k].get())
}

/// The table with another value for a variable; UNDEF leaves the variable out.
pub fn with(t: &Thread, table: &Ref, variable: Value, value: Ref) -> Ref {
    let d = data(table);
    let copy = |all: &[Fixed]| -> Vec<Ref> { all.iter().map(Fixed::get).collect() };
    let (mut variables, mut values) = (copy(&d.variables), copy(&d.values));
    let out = value.is_undef();
    match find(d, variable) {
        Ok(k) if out => {
            variables.remove(k);
            values.remove(k);
        }
        Ok(k) => values[k] = value,
        Err(_) if out => {}
        Err(k) => {
            variables.insert(k, Ref::new(variable));
            values.insert(k, value);
        }
    }
    let fix = |all: Vec<Ref>| all.into_iter().map(Fixed::new).collect();
    t.alloc(TABLE.shape(), Table { variables: fix(variables), values: fix(values) })
}

/// How many variables there are.
pub fn len(table: &Ref) -> usize {
    data(table).variables.len()
}

/// All variables with their values.
pub fn items(table: &Ref) -> Vec<(Ref, Ref)> {
    let d = data(table);
    d.variables.iter().zip(&d.values).map(|(k, v)| (k.get(), v.get())).collect()
}
