//! `SyntaxError`: a message and a place in the source.
//!
//! It has more fields than fit: the later ones are in a list in the last field.

use super::{Exception, Extra, FIELDS, base, data, exact_args, get_field, set_field};
use crate::error::{Raised, Res};
use crate::native::Args;
use crate::ops;
use crate::refs::Ref;
use crate::slots::Slots;
use crate::thread::Thread;
use crate::typeobj::{GetSet, NativeType};
use crate::types::{int, list, str, tuple};
use crate::value::Value;

pub(super) const MSG: usize = 0;
pub(super) const FILENAME: usize = 1;
pub(super) const LINENO: usize = 2;
pub(super) const OFFSET: usize = 3;
pub(super) const TEXT: usize = 4;
pub(super) const END_LINENO: usize = 5;
pub(super) const END_OFFSET: usize = 6;
const PRINT_FILE_AND_LINE: usize = 7;
const METADATA: usize = 8;
/// Where the list of the fields from `TEXT` on is.
const MORE: usize = FIELDS - 1;
const IN_LIST: usize = METADATA - MORE + 1;

/// A field; None if nothing is there.
pub(super) fn get(t: &Thread, e: Value, k: usize) -> Ref {
    let found = if k < MORE {
        get_field(t, e, k)
    } else {
        let more = get_field(t, e, MORE);
        if list::is_list(more.v()) { list::get(t, more.v(), k - MORE) } else { Ref::UNDEF }
    };
    found.some().unwrap_or(Ref::NONE)
}

fn set(t: &Thread, e: Value, k: usize, new: Ref) {
    if k < MORE {
        return set_field(t, e, k, new);
    }
    let more = get_field(t, e, MORE);
    let more = if list::is_list(more.v()) {
        more
    } else {
        let fresh = list::from_refs(t, (0..IN_LIST).map(|_| Ref::NONE).collect());
        publish(t, e, fresh)
    };
    list::set(t, more.v(), k - MORE, new.some().unwrap_or(Ref::NONE));
}

/// Puts the list into place unless another thread did so just now.
fn publish(t: &Thread, e: Value, fresh: Ref) -> Ref {
    let payload: &Exception = data(&e);
    let o = ops::object(e);
    let (kept, old) = {
        let _lock = o.lock().lock(&t.m);
        let there = payload.fields[MORE].get_locked(t);
        if list::is_list(there.v()) {
            (there, fresh)
        } else {
            let old = payload.fields[MORE].swap_locked(fresh.clone());
            (fresh, old)
        }
    };
    drop(old);
    kept
}

const fn member<const K: usize>(name: &'static str, doc: &'static str) -> GetSet {
    GetSet {
        name,
        get: |t, e| Ok(get(t, e, K)),
        set: Some(|t, e, new| {
            set(t, e, K, Ref::new(new));
            Ok(())
        }),
        doc,
    }
}

pub(super) const EXTRA: Extra = Extra {
    methods: &[],
    getset: &[
        member::<MSG>("msg", "exception msg"),
        member::<FILENAME>("filename", "exception filename"),
        member::<LINENO>("lineno", "exception lineno"),
        member::<OFFSET>("offset", "exception offset"),
        member::<TEXT>("text", "exception text"),
        member::<END_LINENO>("end_lineno", "exception end lineno"),
        member::<END_OFFSET>("end_offset", "exception end offset"),
        member::<PRINT_FILE_AND_LINE>("print_file_and_line", "exception print_file_and_line"),
        member::<METADATA>("_metadata", "exception private metadata"),
    ],
};

pub(super) fn slots(s: &mut Slots) {
    s.new = Some(base::new);
    s.init = Some(init);
    s.str = Some(str_of);
}

fn init(t: &Thread, e: Value, args: Args) -> Res<()> {
    base::init(t, e, args)?;
    let args = args.positional();
    if let Some(&message) = args.first() {
        set(t, e, MSG, Ref::new(message));
    }
    if let [_, place] = *args {
        let place = ops::collect(t, place)?;
        let values: Vec<Value> = place.iter().map(Ref::v).collect();
        let values = exact_args(t, &values, 4, 7, "function")?;
        for (k, &v) in [FILENAME, LINENO, OFFSET, TEXT, END_LINENO, END_OFFSET, METADATA].iter().zip(values) {
            set(t, e, *k, Ref::new(v));
        }
        if values.len() == 5 {
            return Err(t.type_error("end_offset must be provided when end_lineno is provided"));
        }
    }
    Ok(())
}

fn str_of(t: &Thread, e: Value) -> Res {
    let message = ops::str_text(t, get(t, e, MSG).v())?;
    let filename = get(t, e, FILENAME);
    let filename = str::is_str(filename.v())
        .then(|| str::lossy(filename.v()).rsplit('/').next().unwrap_or("").to_string());
    let line = get(t, e, LINENO);
    let line = int::INT.is_exact(line.v()).then(|| int::to_i64(line.v()).unwrap_or(-1));
    Ok(t.str(&match (filename, line) {
        (Some(f), Some(n)) => format!("{message} ({f}, line {n})"),
        (Some(f), None) => format!("{message} ({f})"),
        (None, Some(n)) => format!("{message} (line {n})"),
        (None, None) => message,
    }))
}

/// Where a syntax error is: lines from 1, offsets (columns) from 1 in characters.
#[derive(Clone, Debug, Default)]
pub struct Place {
    /// The file.
    pub filename: String,
    /// Its line.
    pub line: u32,
    /// First column.
    pub offset: u32,
    /// The source line, if it is known.
    pub text: Option<String>,
    /// Last line and the column after the last, if they are known.
    pub end: Option<(u32, u32)>,
}

/// A SyntaxError (or a subclass) with its fields.
#[cold]
pub fn syntax_error(t: &Thread, class: &NativeType, message: &str, place: &Place) -> Raised {
    let text = place.text.as_ref().map_or(Ref::NONE, |text| t.str(text));
    let mut parts =
        vec![t.str(&place.filename), t.int(i64::from(place.line)), t.int(i64::from(place.offset)), text];
    if let Some((line, offset)) = place.end {
        parts.push(t.int(i64::from(line)));
        parts.push(t.int(i64::from(offset)));
    }
    let message = t.str(message);
    let parts = tuple::from_refs(t, parts);
    t.error_args(class, &[message.v(), parts.v()])
}
