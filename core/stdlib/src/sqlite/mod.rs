//! `_sqlite3`: databases. `db` is the library, `connection`, `cursor` and `row` the objects, `convert` values between the two,
//! `callbacks` Python functions that the library calls, `errors` the exceptions.

mod callbacks;
mod connection;
mod convert;
mod cursor;
mod db;
mod errors;
mod row;

use crate::NativeModule;
use heddle_objects::native::{Def, def, def_doc};
use heddle_objects::typeobj::{NativeType, TypeDef};
use heddle_objects::types::{dict, module};
use heddle_objects::{Ref, Res, Thread, ops};
use libsqlite3_sys as q;
use std::ffi::CStr;

/// The module.
pub static MODULE: NativeModule = NativeModule {
    types: &[&connection::CONNECTION, &cursor::CURSOR, &row::ROW, &PROTOCOL],
    init: |t, m| {
        for ty in errors::ALL {
            m.set(t, heddle_objects::typeobj::split_name(ty.def.name).1, ty.get_ref());
        }
        for (name, value) in errors::CODES {
            m.set_int(t, name, i64::from(*value));
        }
        for (name, value) in NUMBERS {
            m.set_int(t, name, *value);
        }
        // SAFETY: a constant text.
        let version = unsafe { CStr::from_ptr(q::sqlite3_libversion()) };
        m.set(t, "sqlite_version", t.str(&version.to_string_lossy()));
        m.set(t, "adapters", dict::new(t));
        m.set(t, "converters", dict::new(t));
        Ok(())
    },
    ..NativeModule::new("_sqlite3", FUNCTIONS)
};

/// Every entry of a table is a constant of that name.
const NUMBERS: &[(&str, i64)] = &[
    ("PARSE_DECLTYPES", 1),
    ("PARSE_COLNAMES", 2),
    ("LEGACY_TRANSACTION_CONTROL", -1),
    ("threadsafety", 3),
    ("SQLITE_DENY", 1),
    ("SQLITE_IGNORE", 2),
    ("SQLITE_CREATE_INDEX", 1),
    ("SQLITE_CREATE_TABLE", 2),
    ("SQLITE_CREATE_TEMP_INDEX", 3),
    ("SQLITE_CREATE_TEMP_TABLE", 4),
    ("SQLITE_CREATE_TEMP_TRIGGER", 5),
    ("SQLITE_CREATE_TEMP_VIEW", 6),
    ("SQLITE_CREATE_TRIGGER", 7),
    ("SQLITE_CREATE_VIEW", 8),
    ("SQLITE_DELETE", 9),
    ("SQLITE_DROP_INDEX", 10),
    ("SQLITE_DROP_TABLE", 11),
    ("SQLITE_DROP_TEMP_INDEX", 12),
    ("SQLITE_DROP_TEMP_TABLE", 13),
    ("SQLITE_DROP_TEMP_TRIGGER", 14),
    ("SQLITE_DROP_TEMP_VIEW", 15),
    ("SQLITE_DROP_TRIGGER", 16),
    ("SQLITE_DROP_VIEW", 17),
    ("SQLITE_INSERT", 18),
    ("SQLITE_PRAGMA", 19),
    ("SQLITE_READ", 20),
    ("SQLITE_SELECT", 21),
    ("SQLITE_TRANSACTION", 22),
    ("SQLITE_UPDATE", 23),
    ("SQLITE_ATTACH", 24),
    ("SQLITE_DETACH", 25),
    ("SQLITE_ALTER_TABLE", 26),
    ("SQLITE_REINDEX", 27),
    ("SQLITE_ANALYZE", 28),
    ("SQLITE_CREATE_VTABLE", 29),
    ("SQLITE_DROP_VTABLE", 30),
    ("SQLITE_FUNCTION", 31),
    ("SQLITE_SAVEPOINT", 32),
    ("SQLITE_RECURSIVE", 33),
    ("SQLITE_LIMIT_LENGTH", 0),
    ("SQLITE_LIMIT_SQL_LENGTH", 1),
    ("SQLITE_LIMIT_COLUMN", 2),
    ("SQLITE_LIMIT_EXPR_DEPTH", 3),
    ("SQLITE_LIMIT_COMPOUND_SELECT", 4),
    ("SQLITE_LIMIT_VDBE_OP", 5),
    ("SQLITE_LIMIT_FUNCTION_ARG", 6),
    ("SQLITE_LIMIT_ATTACHED", 7),
    ("SQLITE_LIMIT_LIKE_PATTERN_LENGTH", 8),
    ("SQLITE_LIMIT_VARIABLE_NUMBER", 9),
    ("SQLITE_LIMIT_TRIGGER_DEPTH", 10),
    ("SQLITE_LIMIT_WORKER_THREADS", 11),
];

/// The payload of `PrepareProtocol`.
pub struct Protocol;
heddle_objects::payload!(Protocol {}, plain);

/// `sqlite3.PrepareProtocol`: what adapters are asked for.
static PROTOCOL: NativeType = NativeType::new(TypeDef {
    doc: "PEP 246 style object adaption protocol type.",
    ..TypeDef::new("sqlite3.PrepareProtocol", <Protocol as heddle_objects::payload::Payload>::vtable, |s| {
        s.new = Some(|t, cls, _| Ok(t.alloc(crate::util::shape_of_class(cls), Protocol)));
    })
});

/// A table of the module: `adapters` or `converters`.
fn table(t: &Thread, name: &str) -> Res {
    let module = crate::util::import(t, "_sqlite3")?;
    let dict = module.expect::<module::Module>().dict.get(t, module.obj());
    Ok(dict::get_str(t, dict.v(), t.intern(name).v()))
}

const FUNCTIONS: &[Def] = &[
    def_doc(
        "connect(database, timeout=5.0, detect_types=0, isolation_level='', check_same_thread=True, factory=ConnectionType, cached_statements=128, uri=False, *, autocommit=sqlite3.LEGACY_TRANSACTION_CONTROL)",
        |t, a| {
            let class = if a[5].is_undef() { connection::CONNECTION.get() } else { a[5] };
            let names = [
                "database",
                "timeout",
                "detect_types",
                "isolation_level",
                "check_same_thread",
                "factory",
                "cached_statements",
                "uri",
                "autocommit",
            ];
            let (mut all, mut keys, mut kept) = (vec![a[0]], vec![], vec![]);
            for (name, v) in names.iter().zip(a).skip(1) {
                if !v.is_undef() {
                    let key = t.intern(name);
                    keys.push(key.v());
                    kept.push(key);
                    all.push(*v);
                }
            }
            ops::call(t, class, heddle_objects::native::Args { all: &all, names: &keys })
        },
        "Open a connection to the SQLite database file 'database'.\n\nYou can use \":memory:\" to open a database connection to a database that\nresides in RAM instead of on disk.",
    ),
    def("complete_statement(statement)", |t, a| {
        let sql = connection::text(t, a[0], "complete_statement", 1)?;
        let Some(sql) = db::c_string(&sql) else { return Ok(Ref::FALSE) };
        // SAFETY: the text is there.
        Ok(Ref::bool(unsafe { q::sqlite3_complete(sql.as_ptr()) } != 0))
    }),
    def("register_adapter(type, adapter, /)", |t, a| {
        let key = heddle_objects::types::tuple::from_values(t, &[a[0], PROTOCOL.get()]);
        dict::set(t, table(t, "adapters")?.v(), key.v(), a[1])?;
        Ok(Ref::NONE)
    }),
    def("register_converter(typename, converter, /)", |t, a| {
        let name = connection::text(t, a[0], "register_converter", 1)?;
        dict::set(t, table(t, "converters")?.v(), t.str(&name.to_uppercase()).v(), a[1])?;
        Ok(Ref::NONE)
    }),
    def("adapt(obj, proto=PrepareProtocolType, alt=<unrepresentable>, /)", |t, a| {
        let proto = if a[1].is_undef() { PROTOCOL.get() } else { a[1] };
        convert::adapt(t, a[0], proto, a[2])
    }),
    def("enable_callback_tracebacks(enable, /)", |t, a| {
        callbacks::show_errors(ops::truth(t, a[0])?);
        Ok(Ref::NONE)
    }),
];
