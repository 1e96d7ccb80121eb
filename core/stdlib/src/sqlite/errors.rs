//! The exceptions, and which code of the library is which.

use super::db::Failed;
use heddle_objects::payload::Payload;
use heddle_objects::typeobj::{NativeType, TypeDef, flags};
use heddle_objects::types::exceptions::{EXCEPTION, Exception};
use heddle_objects::{Raised, Thread, ops};
use libsqlite3_sys as q;

macro_rules! classes {
    ($($name:ident $text:literal: $base:ident;)*) => {
        $(
            #[doc = concat!("`", $text, "`")]
            pub static $name: NativeType = NativeType::new(TypeDef {
                base: Some(&$base),
                flags: flags::BASE | flags::WEAKREF | flags::DICT | flags::MUTABLE,
                ..TypeDef::new($text, <Exception as Payload>::vtable, |_| ())
            });
        )*
        /// All of them.
        pub const ALL: &[&NativeType] = &[$(&$name),*];
    };
}

classes! {
    WARNING "sqlite3.Warning": EXCEPTION;
    ERROR "sqlite3.Error": EXCEPTION;
    INTERFACE "sqlite3.InterfaceError": ERROR;
    DATABASE "sqlite3.DatabaseError": ERROR;
    INTERNAL "sqlite3.InternalError": DATABASE;
    OPERATIONAL "sqlite3.OperationalError": DATABASE;
    PROGRAMMING "sqlite3.ProgrammingError": DATABASE;
    INTEGRITY "sqlite3.IntegrityError": DATABASE;
    DATA "sqlite3.DataError": DATABASE;
    NOT_SUPPORTED "sqlite3.NotSupportedError": DATABASE;
}

macro_rules! codes {
    ($($name:ident)*) => {
        /// The library's codes.
        pub const CODES: &[(&str, i32)] = &[$((stringify!($name), q::$name)),*];
    };
}

codes! {
    SQLITE_OK SQLITE_ERROR SQLITE_INTERNAL SQLITE_PERM SQLITE_ABORT SQLITE_BUSY SQLITE_LOCKED SQLITE_NOMEM SQLITE_READONLY
    SQLITE_INTERRUPT SQLITE_IOERR SQLITE_CORRUPT SQLITE_NOTFOUND SQLITE_FULL SQLITE_CANTOPEN SQLITE_PROTOCOL SQLITE_EMPTY
    SQLITE_SCHEMA SQLITE_TOOBIG SQLITE_CONSTRAINT SQLITE_MISMATCH SQLITE_MISUSE SQLITE_NOLFS SQLITE_AUTH SQLITE_FORMAT
    SQLITE_RANGE SQLITE_NOTADB SQLITE_NOTICE SQLITE_WARNING SQLITE_ROW SQLITE_DONE
    SQLITE_CONSTRAINT_CHECK SQLITE_CONSTRAINT_COMMITHOOK SQLITE_CONSTRAINT_FOREIGNKEY SQLITE_CONSTRAINT_FUNCTION
    SQLITE_CONSTRAINT_NOTNULL SQLITE_CONSTRAINT_PRIMARYKEY SQLITE_CONSTRAINT_TRIGGER SQLITE_CONSTRAINT_UNIQUE
    SQLITE_CONSTRAINT_VTAB SQLITE_CONSTRAINT_ROWID SQLITE_BUSY_RECOVERY SQLITE_BUSY_SNAPSHOT SQLITE_CANTOPEN_NOTEMPDIR
    SQLITE_CANTOPEN_ISDIR SQLITE_CANTOPEN_FULLPATH SQLITE_CORRUPT_VTAB SQLITE_READONLY_RECOVERY SQLITE_READONLY_CANTLOCK
    SQLITE_READONLY_ROLLBACK SQLITE_READONLY_DBMOVED SQLITE_LOCKED_SHAREDCACHE SQLITE_ABORT_ROLLBACK
    SQLITE_IOERR_READ SQLITE_IOERR_SHORT_READ SQLITE_IOERR_WRITE SQLITE_IOERR_FSYNC SQLITE_IOERR_TRUNCATE SQLITE_IOERR_LOCK
}

fn class(code: i32) -> Option<&'static NativeType> {
    Some(match code & 0xff {
        q::SQLITE_INTERNAL | q::SQLITE_NOTFOUND => &INTERNAL,
        q::SQLITE_NOMEM => return None,
        q::SQLITE_ERROR
        | q::SQLITE_PERM
        | q::SQLITE_ABORT
        | q::SQLITE_BUSY
        | q::SQLITE_LOCKED
        | q::SQLITE_READONLY
        | q::SQLITE_INTERRUPT
        | q::SQLITE_IOERR
        | q::SQLITE_FULL
        | q::SQLITE_CANTOPEN
        | q::SQLITE_PROTOCOL
        | q::SQLITE_EMPTY
        | q::SQLITE_SCHEMA => &OPERATIONAL,
        q::SQLITE_TOOBIG => &DATA,
        q::SQLITE_CONSTRAINT | q::SQLITE_MISMATCH => &INTEGRITY,
        q::SQLITE_MISUSE | q::SQLITE_RANGE => &INTERFACE,
        _ => &DATABASE,
    })
}

/// The exception of an error of the library.
pub fn raise(t: &Thread, e: &Failed) -> Raised {
    let Some(class) = class(e.code) else { return t.memory_error("") };
    let raised = t.error(class, &e.text);
    let exact = CODES.iter().find(|(_, code)| *code == e.code);
    let name = exact.or_else(|| CODES.iter().find(|(_, code)| *code == e.code & 0xff));
    let name = t.str(name.map_or("unknown", |(name, _)| name));
    for (key, value) in [("sqlite_errorcode", t.int(e.code.into())), ("sqlite_errorname", name)] {
        if let Err(e) = ops::setattr(t, raised.0.v(), t.intern(key).v(), value.v()) {
            return e;
        }
    }
    raised
}

/// A `ProgrammingError`.
pub fn programming(t: &Thread, text: impl std::fmt::Display) -> Raised {
    t.error(&PROGRAMMING, text)
}
