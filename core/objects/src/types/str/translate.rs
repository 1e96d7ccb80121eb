//! `translate` and `maketrans`.

use super::find::text_arg;
use super::{exact, from_owned, try_view, view};
use crate::error::Res;
use crate::ops;
use crate::refs::Ref;
use crate::thread::Thread;
use crate::types::{dict, exceptions as exc, int};
use crate::value::Value;
use heddle_text::{Owned, Translated};

/// What a table says of a code point. Any LookupError says that it stays.
pub(crate) fn look_up(t: &Thread, table: Value, c: u32) -> Res {
    let key = Value::int32(c as i32);
    if dict::DICT.is_exact(table) {
        return dict::get(t, table, key);
    }
    match ops::getitem(t, table, key) {
        Err(e) if e.is(&exc::LOOKUP_ERROR) => Ok(Ref::UNDEF),
        other => other,
    }
}

fn translated(t: &Thread, table: Value, c: u32) -> Res<Translated> {
    let found = look_up(t, table, c)?;
    if found.is_undef() {
        return Ok(Translated::Same);
    }
    if found.is_none() {
        return Ok(Translated::Deleted);
    }
    if let Some(text) = try_view(&found) {
        return Ok(if text.len() == 1 {
            Translated::Char(text.get(0))
        } else {
            Translated::Text(Owned::from(text))
        });
    }
    if !int::is_int(found.v()) {
        return Err(t.type_error("character mapping must return integer, None or str"));
    }
    match int::to_i64(found.v()) {
        Some(c @ 0..=0x10_FFFF) => Ok(Translated::Char(c as u32)),
        _ => Err(t.value_error("character mapping must be in range(0x110000)")),
    }
}

pub(super) fn translate(t: &Thread, a: &[Value]) -> Res {
    let text = view(&a[0]);
    if text.is_empty() {
        return Ok(exact(t, a[0]));
    }
    let made = text.translate(|c| {
        t.m.safepoint();
        translated(t, a[1], c)
    })?;
    Ok(from_owned(t, &made))
}

pub(super) fn maketrans(t: &Thread, a: &[Value]) -> Res {
    let table = dict::new(t);
    let put = |c: u32, value: Value| dict::set(t, table.v(), Value::int32(c as i32), value);
    if a[1].is_undef() {
        if !dict::is_dict(a[0]) {
            return Err(t.type_error("if you give only one argument to maketrans it must be a dict"));
        }
        for (key, value) in dict::items(t, a[0]) {
            match try_view(&key) {
                Some(text) if text.len() == 1 => put(text.get(0), value.v())?,
                Some(_) => return Err(t.value_error("string keys in translatetable must be of length 1")),
                None if int::is_int(key.v()) => dict::set(t, table.v(), key.v(), value.v())?,
                None => return Err(t.type_error("keys in translate table mustbe strings or integers")),
            }
        }
        return Ok(table);
    }
    let to = text_arg(t, &a[1], "maketrans", 2)?;
    let gone = if a[2].is_undef() { None } else { Some(text_arg(t, &a[2], "maketrans", 3)?) };
    let Some(from) = try_view(&a[0]) else {
        return Err(t.type_error("first maketrans argument must be a string if there is a second argument"));
    };
    if from.len() != to.len() {
        return Err(t.value_error("the first two maketrans arguments must have equal length"));
    }
    for (from, to) in from.chars().zip(to.chars()) {
        put(from, Value::int32(to as i32))?;
    }
    for c in gone.iter().flat_map(|gone| gone.chars()) {
        put(c, Value::NONE)?;
    }
    Ok(table)
}
