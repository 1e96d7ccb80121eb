//! Values between Python and the library.

use super::db::{Column, Statement};
use super::errors::{OPERATIONAL, programming};
use super::{PROTOCOL, table};
use heddle_objects::types::buffer;
use heddle_objects::types::exceptions::TYPE_ERROR;
use heddle_objects::types::{bytearray, bytes, dict, float, int, str, tuple};
use heddle_objects::{Raised, Ref, Res, Thread, Value, error, ops};
use std::ffi::c_int;

/// `adapt(obj, proto, alt)`; without `alt` a ProgrammingError if nothing adapts it.
pub fn adapt(t: &Thread, v: Value, proto: Value, alt: Value) -> Res {
    if let Some(adapted) = adapted(t, v, proto)? {
        return Ok(adapted);
    }
    if !alt.is_undef() {
        return Ok(Ref::new(alt));
    }
    Err(programming(t, "can't adapt"))
}

fn adapted(t: &Thread, v: Value, proto: Value) -> Res<Option<Ref>> {
    let key = tuple::from_values(t, &[ops::type_of(v), proto]);
    let adapter = dict::get(t, table(t, "adapters")?.v(), key.v())?;
    if !adapter.is_undef() {
        return ops::call_pos(t, adapter.v(), &[v]).map(Some);
    }
    for (holder, argument, name) in [(proto, v, "__adapt__"), (v, proto, "__conform__")] {
        let method = ops::getattr_opt(t, holder, t.intern(name).v())?;
        if method.is_undef() {
            continue;
        }
        // Of a class it is a plain function that needs its instance.
        if let Some(r) = error::unless(ops::call_pos(t, method.v(), &[argument]), &TYPE_ERROR)?
            && !r.v().is_none()
        {
            return Ok(Some(r));
        }
    }
    Ok(None)
}

/// A Python value as the library takes it; `None` if it takes no such.
pub fn column(t: &Thread, v: Value) -> Res<Option<Column>> {
    if v.is_none() {
        return Ok(Some(Column::Null));
    }
    if int::is_int(v) {
        return match int::to_i64(v) {
            Some(n) => Ok(Some(Column::Int(n))),
            None => Err(t.overflow_error("Python int too large to convert to SQLite INTEGER")),
        };
    }
    if let Some(f) = float::get(v) {
        return Ok(Some(Column::Float(f)));
    }
    if str::is_str(v) {
        return Ok(Some(Column::Text(str::to_utf8(t, v)?.into_bytes())));
    }
    if buffer::is_buffer(v) {
        return Ok(Some(Column::Blob(buffer::to_vec(t, v)?)));
    }
    Ok(None)
}

fn bind_one(t: &Thread, s: &Statement, k: c_int, label: &str, v: Value) -> Res<()> {
    let exact = int::INT.is_exact(v)
        || float::FLOAT.is_exact(v)
        || str::STR.is_exact(v)
        || bytearray::BYTEARRAY.is_exact(v);
    let held = if exact || v.is_none() { Ref::new(v) } else { adapt(t, v, PROTOCOL.get(), v)? };
    let Some(value) = column(t, held.v())? else {
        let name = ops::type_name(held.v());
        return Err(programming(
            t,
            format_args!("Error binding parameter {label}: type '{name}' is not supported"),
        ));
    };
    match s.bind(k, &value) {
        libsqlite3_sys::SQLITE_OK => Ok(()),
        code => Err(super::errors::raise(t, &s.db.failed(code))),
    }
}

/// Binds the parameters of a statement, from a sequence or a mapping.
pub fn bind(t: &Thread, s: &Statement, parameters: Value) -> Res<()> {
    let wanted = s.parameters();
    let is_sequence =
        tuple::try_items(&parameters).is_some() || heddle_objects::types::list::is_list(parameters);
    if is_sequence
        || (!dict::is_dict(parameters)
            && ops::slots_of(parameters).len.is_some()
            && !is_mapping(t, parameters)?)
    {
        let given = ops::len(t, parameters)?;
        if given != wanted as usize {
            return Err(programming(
                t,
                format_args!(
                    "Incorrect number of bindings supplied. The current statement uses {wanted}, and there are {given} supplied."
                ),
            ));
        }
        for k in 1..=wanted {
            if let Some(name) = s.parameter_name(k)
                && !name.starts_with('?')
            {
                return Err(programming(
                    t,
                    format_args!(
                        "Binding {k} ('{name}') is a named parameter, but you supplied a sequence which requires nameless (qmark) placeholders."
                    ),
                ));
            }
            let v = ops::getitem(t, parameters, t.int(i64::from(k) - 1).v())?;
            bind_one(t, s, k, &k.to_string(), v.v())?;
        }
        return Ok(());
    }
    if !is_mapping(t, parameters)? {
        return Err(programming(t, "parameters are of unsupported type"));
    }
    for k in 1..=wanted {
        let Some(name) = s.parameter_name(k) else {
            return Err(programming(
                t,
                format_args!(
                    "Binding {k} has no name, but you supplied a dictionary (which has only names)."
                ),
            ));
        };
        let bare = &name[1..];
        let key = t.str(bare);
        let v = match ops::getitem(t, parameters, key.v()) {
            Err(e) if e.is(&heddle_objects::types::exceptions::LOOKUP_ERROR) => {
                return Err(programming(
                    t,
                    format_args!("You did not supply a value for binding parameter :{bare}."),
                ));
            }
            other => other?,
        };
        bind_one(t, s, k, &format!(":{bare}"), v.v())?;
    }
    Ok(())
}

fn is_mapping(t: &Thread, v: Value) -> Res<bool> {
    if dict::is_dict(v) {
        return Ok(true);
    }
    Ok(!ops::getattr_opt(t, v, t.intern("keys").v())?.is_undef()
        || ops::slots_of(v).len.is_none() && ops::slots_of(v).getitem.is_some())
}

/// A value of the library for Python.
pub fn plain(t: &Thread, column: Column) -> Ref {
    match column {
        Column::Null => Ref::NONE,
        Column::Int(n) => t.int(n),
        Column::Float(f) => t.float(f),
        Column::Text(s) => t.str(&String::from_utf8_lossy(&s)),
        Column::Blob(b) => bytes::from_vec(t, b),
    }
}

/// A column of the current row: converted, or text by the connection's factory.
pub fn cell(t: &Thread, s: &Statement, k: c_int, converter: Option<&Ref>, factory: Value) -> Res {
    let value = s.column(k);
    if let Some(converter) = converter {
        let raw = match value {
            Column::Null => return Ok(Ref::NONE),
            Column::Text(b) | Column::Blob(b) => b,
            Column::Int(n) => n.to_string().into_bytes(),
            Column::Float(f) => heddle_numeric_text(t, f)?,
        };
        return ops::call_pos(t, converter.v(), &[bytes::from_vec(t, raw).v()]);
    }
    let Column::Text(text) = value else { return Ok(plain(t, value)) };
    if factory.is_undef() || factory.is(str::STR.get()) {
        return match std::str::from_utf8(&text) {
            Ok(text) => Ok(t.str(text)),
            Err(_) => Err(undecodable(t, s, k, &text)),
        };
    }
    let raw = bytes::from_vec(t, text);
    if factory.is(bytes::BYTES.get()) {
        return Ok(raw);
    }
    ops::call_pos(t, factory, &[raw.v()])
}

fn heddle_numeric_text(t: &Thread, f: f64) -> Res<Vec<u8>> {
    Ok(ops::repr_text(t, t.float(f).v())?.into_bytes())
}

fn undecodable(t: &Thread, s: &Statement, k: c_int, text: &[u8]) -> Raised {
    let name = s.column_name(k).unwrap_or_default();
    let text = String::from_utf8_lossy(text);
    t.error(&OPERATIONAL, format_args!("Could not decode to UTF-8 column '{name}' with text '{text}'"))
}
