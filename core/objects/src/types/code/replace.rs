//! `code.replace()`.

use super::{data, new, to_const};
use crate::error::Res;
use crate::ops::{self, type_name};
use crate::thread::Thread;
use crate::types::{dict, str, tuple};
use crate::value::Value;
use heddle_bytecode::Code;
use std::sync::Arc;

fn wrong(t: &Thread, name: &str, want: &str, v: Value) -> crate::error::Raised {
    t.type_error(format_args!("replace() argument '{name}' must be {want}, not {}", type_name(v)))
}

fn text(t: &Thread, name: &str, v: Value) -> Res<Box<str>> {
    if !str::is_str(v) {
        return Err(wrong(t, name, "str", v));
    }
    str::to_utf8(t, v).map(Into::into)
}

fn number(t: &Thread, name: &str, v: Value) -> Res<u32> {
    let n = ops::arg_i32(t, v)?;
    u32::try_from(n).map_err(|_| t.value_error(format_args!("{name} must be a positive integer")))
}

fn items<'a>(t: &Thread, name: &str, v: &'a Value) -> Res<&'a [Value]> {
    tuple::try_items(v).ok_or_else(|| wrong(t, name, "tuple", *v))
}

fn texts(t: &Thread, name: &str, v: Value) -> Res<Vec<Box<str>>> {
    let items = items(t, name, &v)?;
    if !items.iter().all(|&v| str::is_str(v)) {
        return Err(t.system_error("non-string found in code slot"));
    }
    items.iter().map(|&v| text(t, name, v)).collect()
}

/// Instructions, and the tables that belong to them, stay what they are: they may be given, but not changed.
fn unchanged(t: &Thread, this: Value, name: &str, v: Value) -> Res<()> {
    let own = ops::getattr_str(t, this, name)?;
    if ops::equal(t, own.v(), v)? {
        return Ok(());
    }
    Err(t.not_implemented(format_args!("replace() cannot change {name}")))
}

/// Names may change, not how many there are: instructions name them by number.
fn same_number(t: &Thread, name: &str, new: Vec<Box<str>>, old: &mut Vec<Box<str>>) -> Res<()> {
    if new.len() < old.len() {
        return Err(t.value_error(format_args!("code: {name} is too small")));
    }
    *old = new;
    Ok(())
}

pub(super) fn replace(t: &Thread, a: &[Value]) -> Res {
    let mut code: Code = (*data(&a[0]).code).clone();
    for (key, value) in dict::items(t, a[1]) {
        let (name, v) = (str::lossy(key.v()), value.v());
        match name.as_str() {
            "co_name" => code.name = text(t, &name, v)?,
            "co_qualname" => code.qualname = text(t, &name, v)?,
            "co_filename" => code.filename = text(t, &name, v)?,
            "co_firstlineno" => code.first_line = number(t, &name, v)?,
            "co_flags" => code.flags = number(t, &name, v)?,
            "co_argcount" => code.argcount = number(t, &name, v)?,
            "co_posonlyargcount" => code.posonlyargcount = number(t, &name, v)?,
            "co_kwonlyargcount" => code.kwonlyargcount = number(t, &name, v)?,
            "co_stacksize" => code.registers = number(t, &name, v)?.max(code.registers),
            "co_names" => same_number(t, &name, texts(t, &name, v)?, &mut code.names)?,
            "co_varnames" => same_number(t, &name, texts(t, &name, v)?, &mut code.varnames)?,
            "co_cellvars" => same_number(t, &name, texts(t, &name, v)?, &mut code.cellvars)?,
            "co_freevars" => same_number(t, &name, texts(t, &name, v)?, &mut code.freevars)?,
            "co_consts" => {
                let items = items(t, &name, &v)?;
                if items.len() < code.constants.len() {
                    return Err(t.value_error("code: co_consts is too small"));
                }
                code.constants = items
                    .iter()
                    .map(|&v| {
                        to_const(v).ok_or_else(|| {
                            t.system_error(format_args!(
                                "'{}' objects cannot be constants of code",
                                type_name(v)
                            ))
                        })
                    })
                    .collect::<Res<_>>()?;
            }
            "co_nlocals" => {
                if number(t, &name, v)? as usize != code.varnames.len() {
                    return Err(t.value_error("code: co_nlocals != len(co_varnames)"));
                }
            }
            "co_code" | "co_linetable" | "co_exceptiontable" => unchanged(t, a[0], &name, v)?,
            _ => {
                return Err(
                    t.type_error(format_args!("replace() got an unexpected keyword argument '{name}'"))
                );
            }
        }
    }
    let registers = code.first_temp.max(code.parameters());
    if code.parameters() as usize > code.varnames.len() || registers > code.registers {
        return Err(t.value_error("code: co_varnames is too small"));
    }
    if let Err(e) = heddle_bytecode::verify(&code) {
        return Err(t.value_error(format_args!("code: {e:?}")));
    }
    new(t, &Arc::new(code))
}
