//! `sqlite3.Cursor`: runs statements and gives their rows. One thread at a time uses it: others are refused.

use super::connection::{self, CONNECTION, Connection};
use super::convert;
use super::db::{Db, Statement};
use super::errors::{programming, raise};
use super::table;
use crate::compress::locked;
use crate::util::init;
use heddle_objects::native::{Def, def, def_doc};
use heddle_objects::payload::{Payload, obj};
use heddle_objects::refs::Slot;
use heddle_objects::slots::Slots;
use heddle_objects::typeobj::{GetSet, NativeType, TypeDef, flags, getset, getter};
use heddle_objects::types::{dict, list, tuple};
use heddle_objects::{Ref, Res, Thread, Value, ops};
use heddle_threads::sync::Mutex;
use heddle_threads::sync::atomic::{AtomicBool, AtomicIsize, Ordering::Relaxed};
use libsqlite3_sys as q;
use std::sync::Arc;

/// A cursor's payload.
pub struct Cursor {
    connection: Slot,
    row_factory: Slot,
    description: Slot,
    lastrowid: Slot,
    /// Of each column None or its converter; UNDEF: there are none.
    converters: Slot,
    statement: Mutex<Option<Arc<Statement>>>,
    rowcount: AtomicIsize,
    arraysize: AtomicIsize,
    has_row: AtomicBool,
    busy: AtomicBool,
    closed: AtomicBool,
}
heddle_objects::payload!(Cursor { connection, row_factory, description, lastrowid, converters });

/// `sqlite3.Cursor`
pub static CURSOR: NativeType = NativeType::new(TypeDef {
    flags: flags::BASE | flags::WEAKREF,
    methods: METHODS,
    getset: GETSET,
    doc: "SQLite database cursor class.",
    ..TypeDef::new("sqlite3.Cursor", <Cursor as Payload>::vtable, slots)
});

fn get(v: &Value) -> &Cursor {
    v.expect::<Cursor>()
}

fn slots(s: &mut Slots) {
    s.new = Some(|t, cls, _| {
        let new = Cursor {
            connection: Slot::undef(),
            row_factory: Slot::new(Ref::NONE),
            description: Slot::new(Ref::NONE),
            lastrowid: Slot::new(Ref::NONE),
            converters: Slot::undef(),
            statement: Mutex::new(None),
            rowcount: AtomicIsize::new(-1),
            arraysize: AtomicIsize::new(1),
            has_row: AtomicBool::new(false),
            busy: AtomicBool::new(false),
            closed: AtomicBool::new(false),
        };
        Ok(t.alloc(crate::util::shape_of_class(cls), new))
    });
    init!(s, "Cursor($self, connection, /)", |t, a| {
        if !CONNECTION.is_instance(a[1]) {
            let name = ops::type_name(a[1]);
            return Err(
                t.type_error(format_args!("Cursor() argument 1 must be sqlite3.Connection, not {name}"))
            );
        }
        get(&a[0]).connection.set(t, obj(a[0]), Ref::new(a[1]));
        connection::db(t, a[1])?;
        Ok(Ref::NONE)
    });
    s.iter = Some(|_, v| Ok(Ref::new(v)));
    s.next = Some(next);
}

/// The description of a cursor; `None`: it is no cursor.
pub fn description(t: &Thread, v: Value) -> Option<Ref> {
    CURSOR.is_instance(v).then(|| get(&v).description.get(t, obj(v)))
}

/// A cursor in use; nobody else uses it until this is dropped.
struct Use<'a> {
    c: &'a Cursor,
    connection: Ref,
    db: Arc<Db>,
}

impl Drop for Use<'_> {
    fn drop(&mut self) {
        self.c.busy.store(false, Relaxed);
    }
}

fn enter<'a>(t: &Thread, v: &'a Value) -> Res<Use<'a>> {
    let c = get(v);
    let connection = c.connection.get(t, obj(*v));
    if connection.is_undef() {
        return Err(programming(t, "Base Cursor.__init__ not called."));
    }
    if c.closed.load(Relaxed) {
        return Err(programming(t, "Cannot operate on a closed cursor."));
    }
    let db = connection::db(t, connection.v())?;
    if c.busy.swap(true, Relaxed) {
        return Err(programming(t, "Recursive use of cursors not allowed."));
    }
    Ok(Use { c, connection, db })
}

impl Use<'_> {
    /// Ends the statement that is being read.
    fn finish(&self, t: &Thread) {
        self.c.has_row.store(false, Relaxed);
        if let Some(statement) = locked(t, &self.c.statement, Option::take) {
            t.blocking(|| drop_detached(statement));
        }
    }

    fn step(&self, t: &Thread, statement: &Arc<Statement>) -> Res<bool> {
        match t.blocking(|| statement.step()) {
            q::SQLITE_ROW => Ok(true),
            q::SQLITE_DONE => Ok(false),
            code => {
                let e = raise(t, &self.db.failed(code));
                t.blocking(|| statement.reset());
                Err(e)
            }
        }
    }
}

fn drop_detached(statement: Arc<Statement>) {
    statement.reset();
    drop(statement);
}

fn execute(t: &Thread, v: Value, sql: Value, parameters: Value, many: bool) -> Res {
    let sql = connection::text(t, sql, if many { "executemany" } else { "execute" }, 1)?;
    let sets = if many { ops::iter(t, parameters)? } else { Ref::NONE };
    {
        let this = enter(t, &v)?;
        this.finish(t);
        this.c.rowcount.store(-1, Relaxed);
        this.c.description.set(t, obj(v), Ref::NONE);
        let statement = connection::prepare(t, this.connection.v(), &this.db, &sql)?;
        if statement.is_running.load(Relaxed) {
            t.blocking(|| statement.reset());
        }
        statement.clear();
        if many && !statement.is_dml {
            return Err(programming(t, "executemany() can only execute DML statements."));
        }
        if statement.is_dml {
            connection::begin(t, this.connection.v(), &this.db)?;
        }
        let mut count = 0;
        let mut more = true;
        while more {
            let set = if many { ops::next(t, sets.v())? } else { Ref::new(parameters) };
            if set.is_undef() && many {
                break;
            }
            if set.is_undef() {
                convert::bind(t, &statement, tuple::empty(t).v())?;
            } else {
                convert::bind(t, &statement, set.v())?;
            }
            let row = this.step(t, &statement)?;
            if !many {
                describe(t, v, &this, &statement)?;
                more = false;
                if row {
                    locked(t, &this.c.statement, |s| *s = Some(statement.clone()));
                    this.c.has_row.store(true, Relaxed);
                }
            }
            if !row || many {
                if statement.is_dml {
                    // SAFETY: the handle is open.
                    count += i64::from(unsafe { q::sqlite3_changes(this.db.raw()) });
                }
                t.blocking(|| statement.reset());
                if many {
                    statement.clear();
                }
            }
        }
        if statement.is_dml && !this.c.has_row.load(Relaxed) {
            this.c.rowcount.store(count as isize, Relaxed);
        }
        if !many {
            // SAFETY: the handle is open.
            let id = unsafe { q::sqlite3_last_insert_rowid(this.db.raw()) };
            this.c.lastrowid.set(t, obj(v), t.int(id));
        }
    }
    Ok(Ref::new(v))
}

/// Notes what the columns are called, and what converts them.
fn describe(t: &Thread, v: Value, this: &Use, statement: &Statement) -> Res<()> {
    let n = statement.columns();
    if n == 0 {
        return Ok(());
    }
    let detect = this.connection.expect::<Connection>().detect.load(Relaxed);
    let known = if detect != 0 { table(t, "converters")? } else { Ref::NONE };
    let (mut columns, mut converters, mut any) = (vec![], vec![], false);
    for k in 0..n {
        let full = statement.column_name(k).unwrap_or_default();
        let mut name = full.as_str();
        let mut found = Ref::NONE;
        if detect & 2 != 0
            && let Some((before, after)) = full.split_once('[')
        {
            name = before.trim_end();
            if let Some((key, _)) = after.split_once(']') {
                let f = dict::get(t, known.v(), t.str(&key.to_uppercase()).v())?;
                found = if f.is_undef() { Ref::NONE } else { f };
            }
        }
        if found.v().is_none()
            && detect & 1 != 0
            && let Some(declared) = statement.column_type(k)
        {
            let end = declared.find([' ', '(']).unwrap_or(declared.len());
            let f = dict::get(t, known.v(), t.str(&declared[..end].to_uppercase()).v())?;
            found = if f.is_undef() { Ref::NONE } else { f };
        }
        any |= !found.v().is_none();
        converters.push(found);
        let mut seven = vec![t.str(name)];
        seven.resize_with(7, || Ref::NONE);
        columns.push(tuple::from_refs(t, seven));
    }
    this.c.description.set(t, obj(v), tuple::from_refs(t, columns));
    let converters = if any { tuple::from_refs(t, converters) } else { Ref::UNDEF };
    this.c.converters.set(t, obj(v), converters);
    Ok(())
}

fn next(t: &Thread, v: Value) -> Res {
    let data = {
        let this = enter(t, &v)?;
        if !this.c.has_row.load(Relaxed) {
            return Ok(Ref::UNDEF);
        }
        let Some(statement) = locked(t, &this.c.statement, |s| s.clone()) else { return Ok(Ref::UNDEF) };
        let converters = this.c.converters.get(t, obj(v));
        let factory = this.connection.expect::<Connection>().text_factory.get(t, this.connection.obj());
        let mut cells = vec![];
        for k in 0..statement.columns() {
            let converter = tuple::try_items(&converters.v()).and_then(|c| c.get(k as usize).copied());
            let converter = converter.filter(|c| !c.is_none()).map(Ref::new);
            cells.push(convert::cell(t, &statement, k, converter.as_ref(), factory.v())?);
        }
        let data = tuple::from_refs(t, cells);
        match this.step(t, &statement) {
            Ok(true) => {}
            Ok(false) => {
                if statement.is_dml {
                    // SAFETY: the handle is open.
                    let n = unsafe { q::sqlite3_changes(this.db.raw()) };
                    this.c.rowcount.store(n as isize, Relaxed);
                }
                drop(statement);
                this.finish(t);
            }
            Err(e) => {
                drop(statement);
                this.finish(t);
                return Err(e);
            }
        }
        data
    };
    let factory = get(&v).row_factory.get(t, obj(v));
    if factory.v().is_none() {
        return Ok(data);
    }
    ops::call_pos(t, factory.v(), &[v, data.v()])
}

fn fetch(t: &Thread, v: Value, most: i64) -> Res {
    let rows = list::new(t);
    let mut n = 0;
    while most < 0 || n < most {
        let row = next(t, v)?;
        if row.is_undef() {
            break;
        }
        list::append(t, rows.v(), row);
        n += 1;
    }
    Ok(rows)
}

fn script(t: &Thread, a: &[Value]) -> Res {
    let sql = connection::text(t, a[1], "executescript", 1)?;
    if sql.contains('\0') {
        return Err(t.value_error("embedded null character"));
    }
    {
        let this = enter(t, &a[0])?;
        if connection::is_legacy(this.connection.v()) && !this.db.is_autocommit() {
            connection::run(t, &this.db, "COMMIT")?;
        }
        let done = t.blocking(|| {
            let mut rest = sql.as_str();
            while !rest.is_empty() {
                let (statement, after) = Statement::prepare(&this.db, rest)?;
                rest = after;
                let Some(statement) = statement else { continue };
                loop {
                    match statement.step() {
                        q::SQLITE_ROW => {}
                        q::SQLITE_DONE => break,
                        code => return Err(this.db.failed(code)),
                    }
                }
            }
            Ok(())
        });
        done.map_err(|e| raise(t, &e))?;
    }
    Ok(Ref::new(a[0]))
}

const METHODS: &[Def] = &[
    def_doc(
        "execute($self, sql, parameters=(), /)",
        |t, a| execute(t, a[0], a[1], a[2], false),
        "Executes an SQL statement.",
    ),
    def_doc(
        "executemany($self, sql, seq_of_parameters, /)",
        |t, a| execute(t, a[0], a[1], a[2], true),
        "Repeatedly executes an SQL statement.",
    ),
    def_doc("executescript($self, sql_script, /)", script, "Executes multiple SQL statements at once."),
    def_doc(
        "fetchone($self, /)",
        |t, a| {
            let row = next(t, a[0])?;
            Ok(if row.is_undef() { Ref::NONE } else { row })
        },
        "Fetches one row from the resultset.",
    ),
    def_doc(
        "fetchmany($self, /, size=1)",
        |t, a| {
            let n = if a[1].is_undef() {
                get(&a[0]).arraysize.load(Relaxed) as i64
            } else {
                ops::arg_i64(t, a[1])?
            };
            fetch(t, a[0], n)
        },
        "Fetches several rows from the resultset.\n\n  size\n    The default value is set by the Cursor.arraysize attribute.",
    ),
    def_doc("fetchall($self, /)", |t, a| fetch(t, a[0], -1), "Fetches all rows from the resultset."),
    def("setinputsizes($self, sizes, /)", |_, _| Ok(Ref::NONE)),
    def("setoutputsize($self, size, column=None, /)", |_, _| Ok(Ref::NONE)),
    def_doc(
        "close($self, /)",
        |t, a| {
            let c = get(&a[0]);
            let connection = c.connection.get(t, obj(a[0]));
            if connection.is_undef() {
                return Err(programming(t, "Base Cursor.__init__ not called."));
            }
            connection::db(t, connection.v())?;
            if c.busy.load(Relaxed) {
                return Err(programming(t, "Recursive use of cursors not allowed."));
            }
            c.has_row.store(false, Relaxed);
            if let Some(statement) = locked(t, &c.statement, Option::take) {
                t.blocking(|| drop_detached(statement));
            }
            c.closed.store(true, Relaxed);
            Ok(Ref::NONE)
        },
        "Closes the cursor.",
    ),
];

const GETSET: &[GetSet] = &[
    getter("connection", |t, v| {
        let held = get(&v).connection.get(t, obj(v));
        Ok(if held.is_undef() { Ref::NONE } else { held })
    }),
    getter("description", |t, v| Ok(get(&v).description.get(t, obj(v)))),
    getter("lastrowid", |t, v| Ok(get(&v).lastrowid.get(t, obj(v)))),
    getter("rowcount", |t, v| Ok(t.int(get(&v).rowcount.load(Relaxed) as i64))),
    getset(
        "arraysize",
        |t, v| Ok(t.int(get(&v).arraysize.load(Relaxed) as i64)),
        |t, v, value| {
            get(&v).arraysize.store(ops::index_isize(t, value)?, Relaxed);
            Ok(())
        },
    ),
    getset(
        "row_factory",
        |t, v| Ok(get(&v).row_factory.get(t, obj(v))),
        |t, v, value| {
            get(&v).row_factory.set(t, obj(v), Ref::new(value));
            Ok(())
        },
    ),
];
