//! `_csv`: comma-separated values. `dialect` says how a file is written; `reader` and `writer` do it.

mod dialect;
mod reader;
mod writer;

use crate::NativeModule;
use crate::util::singleton;
use heddle_objects::native::{Def, def_doc};
use heddle_objects::payload::Payload;
use heddle_objects::typeobj::{NativeType, TypeDef, flags};
use heddle_objects::types::exceptions::{EXCEPTION, Exception};
use heddle_objects::types::{dict, int, list, str, tuple};
use heddle_objects::{Raised, Ref, Res, Thread, Value, ops};
use heddle_threads::sync::atomic::{AtomicIsize, AtomicU64, Ordering::*};
use std::fmt::Display;

/// The module.
pub static MODULE: NativeModule = NativeModule {
    doc: "CSV parsing and writing.\n",
    types: &[&dialect::DIALECT, &ERROR],
    init: |t, m| {
        m.set(t, "Reader", reader::READER.get_ref());
        m.set(t, "Writer", writer::WRITER.get_ref());
        m.set(t, "_dialects", dialects(t));
        let names = ["MINIMAL", "ALL", "NONNUMERIC", "NONE", "STRINGS", "NOTNULL"];
        for (k, name) in names.iter().enumerate() {
            m.set_int(t, &format!("QUOTE_{name}"), k as i64);
        }
        Ok(())
    },
    ..NativeModule::new("_csv", FUNCTIONS)
};

/// `_csv.Error`
static ERROR: NativeType = NativeType::new(TypeDef {
    base: Some(&EXCEPTION),
    flags: flags::BASE,
    ..TypeDef::new("_csv.Error", <Exception as Payload>::vtable, |_| ())
});

#[cold]
fn error(t: &Thread, message: impl Display) -> Raised {
    t.error(&ERROR, message)
}

static DIALECTS: AtomicU64 = AtomicU64::new(0);

/// Registered dialects by name.
fn dialects(t: &Thread) -> Ref {
    singleton(t, &DIALECTS, dict::new)
}

/// The most characters of a field.
static FIELD_LIMIT: AtomicIsize = AtomicIsize::new(128 * 1024);

const FUNCTIONS: &[Def] = &[
    def_doc(
        "reader",
        |t, a| reader::new(t, tuple::items(&a[0]), a[1]),
        "csv_reader = reader(iterable [, dialect='excel']\n                        [optional keyword args])\n    for row in csv_reader:\n        process(row)",
    ),
    def_doc(
        "writer",
        |t, a| writer::new(t, tuple::items(&a[0]), a[1]),
        "csv_writer = csv.writer(fileobj [, dialect='excel']\n                            [optional keyword args])\n    for row in sequence:\n        csv_writer.writerow(row)",
    ),
    def_doc(
        "list_dialects()",
        |t, _| Ok(list::from_refs(t, dict::keys(t, dialects(t).v()))),
        "Return a list of all known dialect names.\n\n    names = csv.list_dialects()",
    ),
    def_doc(
        "register_dialect",
        register,
        "Create a mapping from a string name to a dialect class.\n\n    dialect = csv.register_dialect(name[, dialect[, **fmtparams]])",
    ),
    def_doc(
        "unregister_dialect(name)",
        |t, a| match dict::remove(t, dialects(t).v(), a[0])?.some() {
            Some(_) => Ok(Ref::NONE),
            None => Err(error(t, "unknown dialect")),
        },
        "Delete the name/dialect mapping associated with a string name.\n\n    csv.unregister_dialect(name)",
    ),
    def_doc(
        "get_dialect(name)",
        |t, a| registered(t, a[0]),
        "Return the dialect instance associated with name.\n\n    dialect = csv.get_dialect(name)",
    ),
    def_doc(
        "field_size_limit(new_limit=<unrepresentable>)",
        |t, a| {
            let old = FIELD_LIMIT.load(Relaxed);
            if !a[0].is_undef() {
                if !int::is_int(a[0]) {
                    return Err(t.type_error("limit must be an integer"));
                }
                FIELD_LIMIT.store(ops::arg_i64(t, a[0])? as isize, Relaxed);
            }
            Ok(t.int(old as i64))
        },
        "Sets an upper limit on parsed fields.\n\n    csv.field_size_limit([limit])\n\nReturns old limit. If limit is not given, no new limit is set and\nthe old limit is returned",
    ),
];

/// A registered dialect.
fn registered(t: &Thread, name: Value) -> Res {
    dict::get(t, dialects(t).v(), name)?.some().ok_or_else(|| error(t, "unknown dialect"))
}

fn register(t: &Thread, a: &[Value]) -> Res {
    let args = tuple::items(&a[0]);
    let Some((&name, rest)) = args.split_first() else {
        return Err(t.type_error("register_dialect expected at least 1 argument, got 0"));
    };
    if rest.len() > 1 {
        return Err(
            t.type_error(format_args!("register_dialect expected at most 2 arguments, got {}", args.len()))
        );
    }
    if !str::is_str(name) {
        return Err(t.type_error("dialect name must be a string"));
    }
    let made = dialect::make(t, rest.first().copied(), a[1])?;
    dict::set(t, dialects(t).v(), name, made.v())?;
    Ok(Ref::NONE)
}
