//! `sqlite3.Connection`: a database, its transactions, and the Python functions that it calls.

use super::callbacks;
use super::cursor;
use super::db::{Db, Failed, Statement, c_string};
use super::errors::{self, programming, raise};
use crate::compress::locked;
use crate::util::{flag, init, shape_of_class};
use heddle_objects::native::{Def, def, def_doc};
use heddle_objects::payload::{Payload, obj};
use heddle_objects::refs::Slot;
use heddle_objects::slots::Slots;
use heddle_objects::typeobj::{GetSet, NativeType, TypeDef, flags, getset, getter};
use heddle_objects::types::{buffer, bytes, list, str};
use heddle_objects::{Ref, Res, Thread, Value, ops};
use heddle_threads::sync::Mutex;
use heddle_threads::sync::atomic::{AtomicBool, AtomicIsize, AtomicU64, Ordering::Relaxed};
use libsqlite3_sys as q;
use std::sync::{Arc, Weak};

/// What a mutex guards.
#[derive(Default)]
struct State {
    db: Option<Arc<Db>>,
    /// Statements that may be used again, the last used last.
    cache: Vec<Arc<Statement>>,
    cache_size: usize,
    /// All statements.
    all: Vec<Weak<Statement>>,
    isolation: Option<String>,
}

/// A connection's payload.
pub struct Connection {
    state: Mutex<State>,
    /// `row_factory`
    pub row_factory: Slot,
    /// `text_factory`
    pub text_factory: Slot,
    /// What the library calls, a list.
    kept: Slot,
    /// `detect_types`
    pub detect: AtomicIsize,
    autocommit: AtomicIsize,
    thread: AtomicU64,
    checks: AtomicBool,
    ready: AtomicBool,
}
heddle_objects::payload!(Connection { row_factory, text_factory, kept });

/// `sqlite3.Connection`
pub static CONNECTION: NativeType = NativeType::new(TypeDef {
    flags: flags::BASE | flags::WEAKREF,
    methods: METHODS,
    getset: GETSET,
    doc: "SQLite database connection object.",
    ..TypeDef::new("sqlite3.Connection", <Connection as Payload>::vtable, slots)
});

fn get(v: &Value) -> &Connection {
    v.expect::<Connection>()
}

/// A str argument.
pub fn text(t: &Thread, v: Value, function: &str, at: usize) -> Res<String> {
    if !str::is_str(v) {
        let name = ops::type_name(v);
        return Err(t.type_error(format_args!("{function}() argument {at} must be str, not {name}")));
    }
    str::to_utf8(t, v)
}

const LEGACY: isize = -1;

fn slots(s: &mut Slots) {
    s.new = Some(|t, cls, _| {
        let new = Connection {
            state: Mutex::default(),
            row_factory: Slot::new(Ref::NONE),
            text_factory: Slot::undef(),
            kept: Slot::new(list::new(t)),
            detect: AtomicIsize::new(0),
            autocommit: AtomicIsize::new(LEGACY),
            thread: AtomicU64::new(0),
            checks: AtomicBool::new(true),
            ready: AtomicBool::new(false),
        };
        Ok(t.alloc(shape_of_class(cls), new))
    });
    init!(
        s,
        "Connection($self, database, timeout=5.0, detect_types=0, isolation_level='', check_same_thread=True, factory=ConnectionType, cached_statements=128, uri=False, *, autocommit=-1)",
        open
    );
    s.call = Some(|t, v, args| {
        let [sql] = args.all else { return Err(t.type_error("__call__ takes exactly one argument")) };
        let db = db(t, v)?;
        let _ = prepare(t, v, &db, &text(t, *sql, "__call__", 1)?)?;
        Ok(Ref::NONE)
    });
}

fn level(t: &Thread, v: Value) -> Res<Option<String>> {
    if v.is_none() {
        return Ok(None);
    }
    if !str::is_str(v) {
        return Err(t.type_error("isolation_level must be str or None"));
    }
    let level = str::lossy(v).to_uppercase();
    if ["", "DEFERRED", "IMMEDIATE", "EXCLUSIVE"].contains(&level.as_str()) {
        return Ok(Some(level));
    }
    Err(t.value_error("isolation_level string must be '', 'DEFERRED', 'IMMEDIATE', or 'EXCLUSIVE'"))
}

fn autocommit_of(t: &Thread, v: Value) -> Res<isize> {
    if v.is(Value::TRUE) {
        return Ok(1);
    }
    if v.is(Value::FALSE) {
        return Ok(0);
    }
    if heddle_objects::types::int::to_i64(v) == Some(-1) {
        return Ok(LEGACY);
    }
    Err(t.value_error("autocommit must be True, False, or sqlite3.LEGACY_TRANSACTION_CONTROL"))
}

fn open(t: &Thread, a: &[Value]) -> Res {
    let fspath = crate::util::import(t, "os")?;
    let path = ops::call_method(t, fspath.v(), "fspath", &[a[1]])?;
    let path = if str::is_str(path.v()) {
        str::to_utf8(t, path.v())?
    } else {
        String::from_utf8_lossy(&buffer::to_vec(t, path.v())?).into_owned()
    };
    let path = c_string(&path).ok_or_else(|| t.value_error("embedded null character"))?;
    let timeout = if a[2].is_undef() { 5.0 } else { ops::arg_f64(t, a[2])? };
    let detect = if a[3].is_undef() { 0 } else { ops::arg_i32(t, a[3])? };
    let isolation = if a[4].is_undef() { Some(String::new()) } else { level(t, a[4])? };
    let checks = flag(t, a[5], true)?;
    let cache_size = if a[7].is_undef() { 128 } else { ops::arg_i32(t, a[7])?.max(0) as usize };
    let uri = flag(t, a[8], false)?;
    let autocommit = if a[9].is_undef() { LEGACY } else { autocommit_of(t, a[9])? };
    let mode = q::SQLITE_OPEN_READWRITE | q::SQLITE_OPEN_CREATE | if uri { q::SQLITE_OPEN_URI } else { 0 };
    let opened = t.blocking(|| {
        let db = Arc::new(Db::open(&path, mode)?);
        // SAFETY: the handle is open.
        unsafe { q::sqlite3_busy_timeout(db.raw(), (timeout * 1000.0) as i32) };
        if autocommit == 0 {
            db.run("BEGIN")?;
        }
        Ok(db)
    });
    let db = opened.map_err(|e: Failed| raise(t, &e))?;
    let c = get(&a[0]);
    c.detect.store(detect as isize, Relaxed);
    c.checks.store(checks, Relaxed);
    c.autocommit.store(autocommit, Relaxed);
    c.thread.store(t.ident.get(), Relaxed);
    locked(t, &c.state, |s| {
        *s = State { db: Some(db), cache_size, isolation, ..State::default() };
    });
    c.ready.store(true, Relaxed);
    Ok(Ref::NONE)
}

/// The open database of a connection that this thread may use.
pub fn db(t: &Thread, v: Value) -> Res<Arc<Db>> {
    let c = get(&v);
    check_thread(t, c)?;
    if !c.ready.load(Relaxed) {
        return Err(programming(t, "Base Connection.__init__ not called."));
    }
    locked(t, &c.state, |s| s.db.clone())
        .ok_or_else(|| programming(t, "Cannot operate on a closed database."))
}

fn check_thread(t: &Thread, c: &Connection) -> Res<()> {
    let (made, here) = (c.thread.load(Relaxed), t.ident.get());
    if c.ready.load(Relaxed) && c.checks.load(Relaxed) && made != here {
        return Err(programming(
            t,
            format_args!(
                "SQLite objects created in a thread can only be used in that same thread. The object was created in thread id {made} and this is thread id {here}."
            ),
        ));
    }
    Ok(())
}

/// The statement of a text, from the cache if it is there.
pub fn prepare(t: &Thread, v: Value, db: &Arc<Db>, sql: &str) -> Res<Arc<Statement>> {
    if sql.contains('\0') {
        return Err(programming(t, "the query contains a null character"));
    }
    let c = get(&v);
    let cached = locked(t, &c.state, |s| {
        let at = s.cache.iter().position(|x| x.sql == sql && Arc::strong_count(x) == 1)?;
        Some(s.cache.remove(at))
    });
    if let Some(found) = cached {
        locked(t, &c.state, |s| s.cache.push(found.clone()));
        return Ok(found);
    }
    let made = t.blocking(|| Statement::prepare(db, sql).map(|(s, rest)| (s, super::db::is_blank(rest))));
    let (statement, alone) = made.map_err(|e| raise(t, &e))?;
    if !alone {
        return Err(programming(t, "You can only execute one statement at a time."));
    }
    let Some(statement) = statement else {
        // Nothing to do: a statement that does nothing.
        return t
            .blocking(|| Statement::prepare(db, "SELECT 1 WHERE 0"))
            .map_err(|e| raise(t, &e))
            .and_then(|(s, _)| s.map(Arc::new).ok_or_else(|| t.system_error("no statement")));
    };
    let statement = Arc::new(statement);
    locked(t, &c.state, |s| {
        s.all.retain(|w| w.strong_count() > 0);
        s.all.push(Arc::downgrade(&statement));
        if s.cache_size > 0 {
            if s.cache.len() >= s.cache_size {
                s.cache.remove(0);
            }
            s.cache.push(statement.clone());
        }
    });
    Ok(statement)
}

/// Opens a transaction before a statement that changes data, if that is left to us.
pub fn begin(t: &Thread, v: Value, db: &Arc<Db>) -> Res<()> {
    let c = get(&v);
    if c.autocommit.load(Relaxed) != LEGACY || !db.is_autocommit() {
        return Ok(());
    }
    match locked(t, &c.state, |s| s.isolation.clone()) {
        Some(level) => run(t, db, &format!("BEGIN {level}")),
        None => Ok(()),
    }
}

/// Whether `executescript` commits first.
pub fn is_legacy(v: Value) -> bool {
    get(&v).autocommit.load(Relaxed) == LEGACY
}

/// Runs a statement without results.
pub fn run(t: &Thread, db: &Arc<Db>, sql: &str) -> Res<()> {
    t.blocking(|| db.run(sql)).map_err(|e| raise(t, &e))
}

fn end(t: &Thread, v: Value, word: &str) -> Res {
    let db = db(t, v)?;
    match get(&v).autocommit.load(Relaxed) {
        LEGACY => {
            if !db.is_autocommit() {
                run(t, &db, word)?;
            }
        }
        0 => {
            run(t, &db, word)?;
            run(t, &db, "BEGIN")?;
        }
        _ => {}
    }
    Ok(Ref::NONE)
}

fn close(t: &Thread, a: &[Value]) -> Res {
    let c = get(&a[0]);
    check_thread(t, c)?;
    if !c.ready.load(Relaxed) {
        return Err(programming(t, "Base Connection.__init__ not called."));
    }
    let (db, cache, all) =
        locked(t, &c.state, |s| (s.db.take(), std::mem::take(&mut s.cache), std::mem::take(&mut s.all)));
    if let Some(db) = db {
        let rolled = t.blocking(|| {
            for statement in all.iter().filter_map(Weak::upgrade) {
                statement.reset();
            }
            drop(cache);
            let rolled = if c.autocommit.load(Relaxed) == 0 && !db.is_autocommit() {
                db.run("ROLLBACK")
            } else {
                Ok(())
            };
            drop(db);
            rolled
        });
        rolled.map_err(|e| raise(t, &e))?;
    }
    Ok(Ref::NONE)
}

fn new_cursor(t: &Thread, v: Value, factory: Value) -> Res {
    db(t, v)?;
    let class = if factory.is_undef() { cursor::CURSOR.get() } else { factory };
    let made = ops::call_pos(t, class, &[v])?;
    if !cursor::CURSOR.is_instance(made.v()) {
        let name = ops::type_name(made.v());
        return Err(t.type_error(format_args!("factory must return a cursor, not {name}")));
    }
    let factory = get(&v).row_factory.get(t, obj(v));
    if !factory.v().is_none() {
        ops::setattr(t, made.v(), t.intern("row_factory").v(), factory.v())?;
    }
    Ok(made)
}

fn through(t: &Thread, a: &[Value], method: &str) -> Res {
    let cursor = ops::call_method(t, a[0], "cursor", &[])?;
    let args: Vec<Value> = a[1..].iter().copied().filter(|v| !v.is_undef()).collect();
    ops::call_method(t, cursor.v(), method, &args)
}

/// Keeps a callable alive for the library, and gives the word to find it by.
fn keep(t: &Thread, v: Value, callable: Value) -> *mut std::ffi::c_void {
    let kept = get(&v).kept.get(t, obj(v));
    list::append(t, kept.v(), Ref::new(callable));
    callable.bits() as *mut std::ffi::c_void
}

fn checked(t: &Thread, db: &Db, code: i32) -> Res {
    match db.check(code) {
        Ok(()) => Ok(Ref::NONE),
        Err(e) => Err(raise(t, &e)),
    }
}

fn c_text(t: &Thread, v: Value, function: &str) -> Res<std::ffi::CString> {
    let name = text(t, v, function, 1)?;
    c_string(&name).ok_or_else(|| t.value_error("embedded null character"))
}

const METHODS: &[Def] = &[
    def_doc(
        "cursor($self, /, factory=<unrepresentable>)",
        |t, a| new_cursor(t, a[0], a[1]),
        "Return a cursor for the connection.",
    ),
    def_doc(
        "close($self, /)",
        close,
        "Close the database connection.\n\nAny pending transaction is not committed implicitly.",
    ),
    def_doc(
        "commit($self, /)",
        |t, a| end(t, a[0], "COMMIT"),
        "Commit any pending transaction to the database.\n\nIf there is no open transaction, this method is a no-op.",
    ),
    def_doc(
        "rollback($self, /)",
        |t, a| end(t, a[0], "ROLLBACK"),
        "Roll back to the start of any pending transaction.\n\nIf there is no open transaction, this method is a no-op.",
    ),
    def_doc(
        "execute($self, sql, parameters=(), /)",
        |t, a| through(t, a, "execute"),
        "Executes an SQL statement.",
    ),
    def_doc(
        "executemany($self, sql, parameters, /)",
        |t, a| through(t, a, "executemany"),
        "Repeatedly executes an SQL statement.",
    ),
    def_doc(
        "executescript($self, sql_script, /)",
        |t, a| through(t, a, "executescript"),
        "Executes multiple SQL statements at once.",
    ),
    def_doc(
        "interrupt($self, /)",
        |t, a| {
            let Some(db) = locked(t, &get(&a[0]).state, |s| s.db.clone()) else {
                return Err(programming(t, "Cannot operate on a closed database."));
            };
            // SAFETY: the handle is open; any thread may do this.
            unsafe { q::sqlite3_interrupt(db.raw()) };
            Ok(Ref::NONE)
        },
        "Abort any pending database operation.",
    ),
    def("__enter__($self, /)", |t, a| {
        db(t, a[0])?;
        Ok(Ref::new(a[0]))
    }),
    def("__exit__($self, type, value, traceback, /)", |t, a| {
        let database = db(t, a[0])?;
        if get(&a[0]).autocommit.load(Relaxed) == 1 || database.is_autocommit() {
            return Ok(Ref::FALSE);
        }
        if a[1].is_none() {
            if let Err(e) = ops::call_method(t, a[0], "commit", &[]) {
                ops::call_method(t, a[0], "rollback", &[])?;
                return Err(e);
            }
        } else {
            ops::call_method(t, a[0], "rollback", &[])?;
        }
        Ok(Ref::FALSE)
    }),
    def("create_function($self, /, name, narg, func, *, deterministic=False)", |t, a| {
        let db = db(t, a[0])?;
        let (name, n) = (c_text(t, a[1], "create_function")?, ops::arg_i32(t, a[2])?);
        let mode = q::SQLITE_UTF8 | if flag(t, a[4], false)? { q::SQLITE_DETERMINISTIC } else { 0 };
        let (data, f): (_, Option<callbacks::Function>) = if a[3].is_none() {
            (std::ptr::null_mut(), None)
        } else {
            (keep(t, a[0], a[3]), Some(callbacks::function))
        };
        // SAFETY: the handle is open; the callable is kept.
        let code = t.blocking(|| unsafe {
            q::sqlite3_create_function_v2(db.raw(), name.as_ptr(), n, mode, data, f, None, None, None)
        });
        if code != q::SQLITE_OK {
            return Err(t.error(&errors::OPERATIONAL, "Error creating function"));
        }
        Ok(Ref::NONE)
    }),
    def("create_aggregate($self, /, name, n_arg, aggregate_class)", |t, a| {
        let db = db(t, a[0])?;
        let (name, n) = (c_text(t, a[1], "create_aggregate")?, ops::arg_i32(t, a[2])?);
        let none = a[3].is_none();
        let data = if none { std::ptr::null_mut() } else { keep(t, a[0], a[3]) };
        let step: Option<callbacks::Function> = if none { None } else { Some(callbacks::step) };
        let last: Option<callbacks::Final> = if none { None } else { Some(callbacks::finalize) };
        // SAFETY: as above.
        let code = t.blocking(|| unsafe {
            q::sqlite3_create_function_v2(
                db.raw(),
                name.as_ptr(),
                n,
                q::SQLITE_UTF8,
                data,
                None,
                step,
                last,
                None,
            )
        });
        if code != q::SQLITE_OK {
            return Err(t.error(&errors::OPERATIONAL, "Error creating aggregate"));
        }
        Ok(Ref::NONE)
    }),
    def("create_window_function($self, name, num_params, aggregate_class, /)", |t, a| {
        let db = db(t, a[0])?;
        let (name, n) = (c_text(t, a[1], "create_window_function")?, ops::arg_i32(t, a[2])?);
        let none = a[3].is_none();
        let data = if none { std::ptr::null_mut() } else { keep(t, a[0], a[3]) };
        let step: Option<callbacks::Function> = if none { None } else { Some(callbacks::step) };
        let inverse: Option<callbacks::Function> = if none { None } else { Some(callbacks::inverse) };
        let last: Option<callbacks::Final> = if none { None } else { Some(callbacks::finalize) };
        let value: Option<callbacks::Final> = if none { None } else { Some(callbacks::value) };
        // SAFETY: as above.
        let code = t.blocking(|| unsafe {
            q::sqlite3_create_window_function(
                db.raw(),
                name.as_ptr(),
                n,
                q::SQLITE_UTF8,
                data,
                step,
                last,
                value,
                inverse,
                None,
            )
        });
        checked(t, &db, code)
    }),
    def("create_collation($self, name, callback, /)", |t, a| {
        let db = db(t, a[0])?;
        let name = c_text(t, a[1], "create_collation")?;
        if !a[2].is_none() && !ops::is_callable(a[2]) {
            return Err(t.type_error("parameter must be callable"));
        }
        let (data, f): (_, Option<callbacks::Collation>) = if a[2].is_none() {
            (std::ptr::null_mut(), None)
        } else {
            (keep(t, a[0], a[2]), Some(callbacks::collation))
        };
        // SAFETY: as above.
        let code = t.blocking(|| unsafe {
            q::sqlite3_create_collation_v2(db.raw(), name.as_ptr(), q::SQLITE_UTF8, data, f, None)
        });
        checked(t, &db, code)
    }),
    def("set_authorizer($self, /, authorizer_callback)", |t, a| {
        let db = db(t, a[0])?;
        let (data, f): (_, Option<callbacks::Authorizer>) = if a[1].is_none() {
            (std::ptr::null_mut(), None)
        } else {
            (keep(t, a[0], a[1]), Some(callbacks::authorizer))
        };
        // SAFETY: as above.
        let code = t.blocking(|| unsafe { q::sqlite3_set_authorizer(db.raw(), f, data) });
        checked(t, &db, code)
    }),
    def("set_progress_handler($self, /, progress_handler, n)", |t, a| {
        let db = db(t, a[0])?;
        let n = ops::arg_i32(t, a[2])?;
        let (data, f): (_, Option<callbacks::Progress>) = if a[1].is_none() {
            (std::ptr::null_mut(), None)
        } else {
            (keep(t, a[0], a[1]), Some(callbacks::progress))
        };
        // SAFETY: as above.
        t.blocking(|| unsafe { q::sqlite3_progress_handler(db.raw(), n, f, data) });
        Ok(Ref::NONE)
    }),
    def("set_trace_callback($self, /, trace_callback)", |t, a| {
        let db = db(t, a[0])?;
        let (data, f): (_, Option<callbacks::Trace>) = if a[1].is_none() {
            (std::ptr::null_mut(), None)
        } else {
            (keep(t, a[0], a[1]), Some(callbacks::trace))
        };
        let mask = if f.is_some() { q::SQLITE_TRACE_STMT as u32 } else { 0 };
        // SAFETY: as above.
        let code = t.blocking(|| unsafe { q::sqlite3_trace_v2(db.raw(), mask, f, data) });
        checked(t, &db, code)
    }),
    def("iterdump($self, /, *, filter=None)", |t, a| {
        db(t, a[0])?;
        let dump = crate::util::import(t, "sqlite3.dump")?;
        let f = ops::getattr_str(t, dump.v(), "_iterdump")?;
        let name = t.intern("filter");
        let filter = if a[1].is_undef() { Value::NONE } else { a[1] };
        ops::call(t, f.v(), heddle_objects::native::Args { all: &[a[0], filter], names: &[name.v()] })
    }),
    def("getlimit($self, category, /)", |t, a| limit(t, a[0], a[1], -1)),
    def("setlimit($self, category, limit, /)", |t, a| limit(t, a[0], a[1], ops::arg_i32(t, a[2])?)),
    def("serialize($self, /, *, name='main')", |t, a| {
        let db = db(t, a[0])?;
        let name = if a[1].is_undef() { c"main".to_owned() } else { c_text(t, a[1], "serialize")? };
        let data = t.blocking(|| {
            let mut size = 0;
            // SAFETY: the handle is open; what comes is as long as said, and freed here.
            unsafe {
                let p = q::sqlite3_serialize(db.raw(), name.as_ptr(), &mut size, 0);
                if p.is_null() {
                    return None;
                }
                let copy = std::slice::from_raw_parts(p, size as usize).to_vec();
                q::sqlite3_free(p.cast());
                Some(copy)
            }
        });
        match data {
            Some(data) => Ok(bytes::from_vec(t, data)),
            None => Err(t.error(&errors::OPERATIONAL, "unable to serialize")),
        }
    }),
    def("deserialize($self, data, /, *, name='main')", |t, a| {
        let db = db(t, a[0])?;
        let data = buffer::to_vec(t, a[1])?;
        let name = if a[2].is_undef() { c"main".to_owned() } else { c_text(t, a[2], "deserialize")? };
        // SAFETY: the memory is the library's own, and it frees it.
        let code = t.blocking(|| unsafe {
            let p: *mut u8 = q::sqlite3_malloc64(data.len() as u64).cast();
            if p.is_null() {
                return q::SQLITE_NOMEM;
            }
            std::ptr::copy_nonoverlapping(data.as_ptr(), p, data.len());
            let mode = (q::SQLITE_DESERIALIZE_FREEONCLOSE | q::SQLITE_DESERIALIZE_RESIZEABLE) as u32;
            q::sqlite3_deserialize(db.raw(), name.as_ptr(), p, data.len() as i64, data.len() as i64, mode)
        });
        checked(t, &db, code)
    }),
    def("backup($self, target, /, *, pages=-1, progress=None, name='main', sleep=0.25)", backup),
];

fn limit(t: &Thread, v: Value, category: Value, value: i32) -> Res {
    let db = db(t, v)?;
    let category = ops::arg_i32(t, category)?;
    // SAFETY: the handle is open.
    match unsafe { q::sqlite3_limit(db.raw(), category, value) } {
        -1 => Err(programming(t, "'category' is out of bounds")),
        n => Ok(t.int(n.into())),
    }
}

fn backup(t: &Thread, a: &[Value]) -> Res {
    let from = db(t, a[0])?;
    if !CONNECTION.is_instance(a[1]) {
        let name = ops::type_name(a[1]);
        return Err(t.type_error(format_args!("backup() argument 1 must be sqlite3.Connection, not {name}")));
    }
    if a[1].is(a[0]) {
        return Err(t.value_error("target cannot be the same connection instance"));
    }
    let to = db(t, a[1])?;
    let pages = match if a[2].is_undef() { -1 } else { ops::arg_i32(t, a[2])? } {
        0 => -1,
        n => n,
    };
    let has_progress = !a[3].is_none_or_undef();
    if has_progress && !ops::is_callable(a[3]) {
        return Err(t.type_error("progress argument must be a callable"));
    }
    let name = if a[4].is_undef() { c"main".to_owned() } else { c_text(t, a[4], "backup")? };
    let sleep = if a[5].is_undef() { 0.25 } else { ops::arg_f64(t, a[5])? };
    // SAFETY: both handles are open until the end.
    let handle =
        t.blocking(
            || unsafe { q::sqlite3_backup_init(to.raw(), c"main".as_ptr(), from.raw(), name.as_ptr()) }
                as usize,
        );
    if handle == 0 {
        return Err(raise(t, &to.failed(q::SQLITE_ERROR)));
    }
    let handle = handle as *mut q::sqlite3_backup;
    let mut result = Ok(());
    let mut code;
    loop {
        // SAFETY: the backup is not finished yet.
        code = t.blocking(|| unsafe { q::sqlite3_backup_step(handle, pages) });
        if has_progress {
            // SAFETY: as above.
            let (left, all) =
                unsafe { (q::sqlite3_backup_remaining(handle), q::sqlite3_backup_pagecount(handle)) };
            let args = [Value::int32(code), Value::int32(left), Value::int32(all)];
            result = ops::call_pos(t, a[3], &args).map(drop);
        }
        if result.is_err() || !matches!(code, q::SQLITE_OK | q::SQLITE_BUSY | q::SQLITE_LOCKED) {
            break;
        }
        if code != q::SQLITE_OK {
            // SAFETY: no preconditions.
            t.blocking(|| unsafe { q::sqlite3_sleep((sleep * 1000.0) as i32) });
        }
    }
    // SAFETY: finished once.
    let finished = t.blocking(|| unsafe { q::sqlite3_backup_finish(handle) });
    result?;
    if code != q::SQLITE_DONE && finished != q::SQLITE_OK {
        return Err(raise(t, &to.failed(finished)));
    }
    Ok(Ref::NONE)
}

const GETSET: &[GetSet] = &[
    getset(
        "isolation_level",
        |t, v| {
            db(t, v)?;
            Ok(locked(t, &get(&v).state, |s| s.isolation.clone()).map_or(Ref::NONE, |l| t.str(&l)))
        },
        |t, v, value| {
            if value.is_undef() {
                return Err(t.attribute_error("cannot delete attribute"));
            }
            let new = level(t, value)?;
            let database = db(t, v)?;
            let ends = new.is_none() && !database.is_autocommit();
            locked(t, &get(&v).state, |s| s.isolation = new);
            if ends { run(t, &database, "COMMIT") } else { Ok(()) }
        },
    ),
    getset(
        "autocommit",
        |t, v| {
            db(t, v)?;
            Ok(match get(&v).autocommit.load(Relaxed) {
                LEGACY => t.int(-1),
                n => Ref::bool(n == 1),
            })
        },
        |t, v, value| {
            let database = db(t, v)?;
            let new = autocommit_of(t, value)?;
            match new {
                1 if !database.is_autocommit() => run(t, &database, "COMMIT")?,
                0 if database.is_autocommit() => run(t, &database, "BEGIN")?,
                _ => {}
            }
            get(&v).autocommit.store(new, Relaxed);
            Ok(())
        },
    ),
    getter("in_transaction", |t, v| Ok(Ref::bool(!db(t, v)?.is_autocommit()))),
    getter("total_changes", |t, v| {
        let db = db(t, v)?;
        // SAFETY: the handle is open.
        Ok(t.int(unsafe { q::sqlite3_total_changes(db.raw()) }.into()))
    }),
    getset(
        "row_factory",
        |t, v| Ok(get(&v).row_factory.get(t, obj(v))),
        |t, v, value| {
            get(&v).row_factory.set(t, obj(v), Ref::new(value));
            Ok(())
        },
    ),
    getset(
        "text_factory",
        |t, v| {
            let held = get(&v).text_factory.get(t, obj(v));
            Ok(if held.is_undef() { str::STR.get_ref() } else { held })
        },
        |t, v, value| {
            get(&v).text_factory.set(t, obj(v), Ref::new(value));
            Ok(())
        },
    ),
    getter("Warning", |_, _| Ok(errors::WARNING.get_ref())),
    getter("Error", |_, _| Ok(errors::ERROR.get_ref())),
    getter("InterfaceError", |_, _| Ok(errors::INTERFACE.get_ref())),
    getter("DatabaseError", |_, _| Ok(errors::DATABASE.get_ref())),
    getter("InternalError", |_, _| Ok(errors::INTERNAL.get_ref())),
    getter("OperationalError", |_, _| Ok(errors::OPERATIONAL.get_ref())),
    getter("ProgrammingError", |_, _| Ok(errors::PROGRAMMING.get_ref())),
    getter("IntegrityError", |_, _| Ok(errors::INTEGRITY.get_ref())),
    getter("DataError", |_, _| Ok(errors::DATA.get_ref())),
    getter("NotSupportedError", |_, _| Ok(errors::NOT_SUPPORTED.get_ref())),
];
