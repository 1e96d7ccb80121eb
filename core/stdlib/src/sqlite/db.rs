//! Connections and statements of the SQLite library, safe to use from any thread: the library's own locks guard them.
//! Must never know objects. Whoever calls is detached where a call may take long or call back.

use heddle_threads::sync::atomic::{AtomicBool, Ordering::Relaxed};
use libsqlite3_sys as q;
use std::ffi::{CStr, CString, c_char, c_int};
use std::sync::Arc;

/// An open database. It is closed when it and its statements are gone.
pub struct Db {
    raw: *mut q::sqlite3,
}

// SAFETY: the library is built so that any thread may use a connection at any time.
unsafe impl Send for Db {}
// SAFETY: as above.
unsafe impl Sync for Db {}

/// A code of the library that is an error, with its words.
#[derive(Clone, Debug)]
pub struct Failed {
    /// Extended.
    pub code: c_int,
    /// The library's words.
    pub text: String,
}

impl Db {
    /// Opens a database.
    pub fn open(path: &CStr, flags: c_int) -> Result<Db, Failed> {
        let mut raw = std::ptr::null_mut();
        // SAFETY: the path is there; the library gives a handle even if it fails.
        let code = unsafe { q::sqlite3_open_v2(path.as_ptr(), &mut raw, flags, std::ptr::null()) };
        let db = Db { raw };
        if code != q::SQLITE_OK {
            return Err(db.failed(code));
        }
        // SAFETY: the handle is open.
        unsafe { q::sqlite3_extended_result_codes(raw, 1) };
        Ok(db)
    }

    /// The handle, open as long as this is.
    pub fn raw(&self) -> *mut q::sqlite3 {
        self.raw
    }

    /// The last error.
    pub fn failed(&self, code: c_int) -> Failed {
        if self.raw.is_null() {
            return Failed { code: q::SQLITE_NOMEM, text: "out of memory".to_string() };
        }
        // SAFETY: the handle is open; the text is copied at once.
        unsafe {
            let extended = q::sqlite3_extended_errcode(self.raw);
            let text = CStr::from_ptr(q::sqlite3_errmsg(self.raw)).to_string_lossy().into_owned();
            if extended & 0xff == code & 0xff {
                return Failed { code: extended, text };
            }
            let text = CStr::from_ptr(q::sqlite3_errstr(code)).to_string_lossy().into_owned();
            Failed { code, text }
        }
    }

    /// An error unless the code is none.
    pub fn check(&self, code: c_int) -> Result<(), Failed> {
        if code == q::SQLITE_OK { Ok(()) } else { Err(self.failed(code)) }
    }

    /// Whether no transaction is open.
    pub fn is_autocommit(&self) -> bool {
        // SAFETY: the handle is open.
        unsafe { q::sqlite3_get_autocommit(self.raw) != 0 }
    }

    /// Runs statements without results.
    pub fn run(self: &Arc<Db>, sql: &str) -> Result<(), Failed> {
        let (statement, _) = Statement::prepare(self, sql)?;
        let Some(statement) = statement else { return Ok(()) };
        match statement.step() {
            q::SQLITE_DONE | q::SQLITE_ROW => Ok(()),
            code => Err(self.failed(code)),
        }
    }
}

impl Drop for Db {
    fn drop(&mut self) {
        // SAFETY: opened above, closed once; statements that are left keep it half alive.
        unsafe { q::sqlite3_close(self.raw) };
    }
}

/// A compiled statement.
pub struct Statement {
    raw: *mut q::sqlite3_stmt,
    /// Its database.
    pub db: Arc<Db>,
    /// Its source.
    pub sql: String,
    /// `INSERT`, `UPDATE`, `DELETE`, `REPLACE`
    pub is_dml: bool,
    /// Whether it has to be reset before it is run.
    pub is_running: AtomicBool,
}

// SAFETY: as of `Db`.
unsafe impl Send for Statement {}
// SAFETY: as of `Db`.
unsafe impl Sync for Statement {}

/// A column's value.
pub enum Column {
    /// NULL
    Null,
    /// INTEGER
    Int(i64),
    /// REAL
    Float(f64),
    /// TEXT, in what should be UTF-8.
    Text(Vec<u8>),
    /// BLOB
    Blob(Vec<u8>),
}

impl Statement {
    /// The first statement of a text (none, if there is only white space), and what is behind it.
    pub fn prepare<'a>(db: &Arc<Db>, sql: &'a str) -> Result<(Option<Statement>, &'a str), Failed> {
        let mut raw = std::ptr::null_mut();
        let mut tail: *const c_char = std::ptr::null();
        let start: *const c_char = sql.as_ptr().cast();
        let len = c_int::try_from(sql.len()).unwrap_or(c_int::MAX);
        // SAFETY: the text is as long as said.
        let code = unsafe { q::sqlite3_prepare_v2(db.raw, start, len, &mut raw, &mut tail) };
        db.check(code)?;
        let used = if tail.is_null() { sql.len() } else { (tail as usize) - (start as usize) };
        let rest = sql.get(used..).unwrap_or("");
        if raw.is_null() {
            return Ok((None, rest));
        }
        let word = first_word(sql);
        let is_dml = ["INSERT", "UPDATE", "DELETE", "REPLACE"].iter().any(|w| word.eq_ignore_ascii_case(w));
        let sql = sql[..used].to_string();
        Ok((Some(Statement { raw, db: db.clone(), sql, is_dml, is_running: AtomicBool::new(false) }), rest))
    }

    /// Goes on.
    pub fn step(&self) -> c_int {
        self.is_running.store(true, Relaxed);
        // SAFETY: the statement is alive.
        unsafe { q::sqlite3_step(self.raw) }
    }

    /// Makes it ready for the next run.
    pub fn reset(&self) -> c_int {
        if !self.is_running.swap(false, Relaxed) {
            return q::SQLITE_OK;
        }
        // SAFETY: the statement is alive.
        unsafe { q::sqlite3_reset(self.raw) }
    }

    /// Forgets what was bound.
    pub fn clear(&self) {
        // SAFETY: the statement is alive.
        unsafe { q::sqlite3_clear_bindings(self.raw) };
    }

    /// How many columns its rows have.
    pub fn columns(&self) -> c_int {
        // SAFETY: the statement is alive.
        unsafe { q::sqlite3_column_count(self.raw) }
    }

    /// The text behind a pointer of the library.
    fn text(p: *const c_char) -> Option<String> {
        // SAFETY: null, or a text that is there until the next call; it is copied.
        (!p.is_null()).then(|| unsafe { CStr::from_ptr(p) }.to_string_lossy().into_owned())
    }

    /// A column's name.
    pub fn column_name(&self, k: c_int) -> Option<String> {
        // SAFETY: the statement is alive.
        Self::text(unsafe { q::sqlite3_column_name(self.raw, k) })
    }

    /// A column's declared type.
    pub fn column_type(&self, k: c_int) -> Option<String> {
        // SAFETY: the statement is alive.
        Self::text(unsafe { q::sqlite3_column_decltype(self.raw, k) })
    }

    /// The current row's value of a column.
    pub fn column(&self, k: c_int) -> Column {
        // SAFETY: the statement is alive; what the pointers show is copied before the next call.
        unsafe {
            let copy = |p: *const u8| {
                let n = q::sqlite3_column_bytes(self.raw, k) as usize;
                if p.is_null() { vec![] } else { std::slice::from_raw_parts(p, n).to_vec() }
            };
            match q::sqlite3_column_type(self.raw, k) {
                q::SQLITE_INTEGER => Column::Int(q::sqlite3_column_int64(self.raw, k)),
                q::SQLITE_FLOAT => Column::Float(q::sqlite3_column_double(self.raw, k)),
                q::SQLITE_TEXT => Column::Text(copy(q::sqlite3_column_text(self.raw, k).cast())),
                q::SQLITE_BLOB => Column::Blob(copy(q::sqlite3_column_blob(self.raw, k).cast())),
                _ => Column::Null,
            }
        }
    }

    /// Binds a value.
    pub fn bind(&self, k: c_int, value: &Column) -> c_int {
        let copied = q::SQLITE_TRANSIENT();
        // SAFETY: the statement is alive, the library copies what it is given.
        unsafe {
            match value {
                Column::Null => q::sqlite3_bind_null(self.raw, k),
                Column::Int(n) => q::sqlite3_bind_int64(self.raw, k, *n),
                Column::Float(f) => q::sqlite3_bind_double(self.raw, k, *f),
                Column::Text(s) => {
                    let n = s.len() as u64;
                    let utf8 = q::SQLITE_UTF8 as std::ffi::c_uchar;
                    q::sqlite3_bind_text64(self.raw, k, s.as_ptr().cast(), n, copied, utf8)
                }
                Column::Blob(b) if b.is_empty() => q::sqlite3_bind_zeroblob(self.raw, k, 0),
                Column::Blob(b) => {
                    q::sqlite3_bind_blob64(self.raw, k, b.as_ptr().cast(), b.len() as u64, copied)
                }
            }
        }
    }

    /// How many parameters it has.
    pub fn parameters(&self) -> c_int {
        // SAFETY: the statement is alive.
        unsafe { q::sqlite3_bind_parameter_count(self.raw) }
    }

    /// A parameter's name, with its sign.
    pub fn parameter_name(&self, k: c_int) -> Option<String> {
        // SAFETY: the statement is alive.
        Self::text(unsafe { q::sqlite3_bind_parameter_name(self.raw, k) })
    }
}

impl Drop for Statement {
    fn drop(&mut self) {
        // SAFETY: prepared above, finalized once.
        unsafe { q::sqlite3_finalize(self.raw) };
    }
}

/// What stands in front of the first word: white space and comments.
fn skip(sql: &str) -> &str {
    let mut s = sql;
    loop {
        s = s.trim_start();
        if let Some(rest) = s.strip_prefix("--") {
            s = rest.split_once('\n').map_or("", |(_, rest)| rest);
        } else if let Some(rest) = s.strip_prefix("/*") {
            s = rest.split_once("*/").map_or("", |(_, rest)| rest);
        } else {
            return s;
        }
    }
}

fn first_word(sql: &str) -> &str {
    let s = skip(sql);
    &s[..s.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(s.len())]
}

/// Whether there is nothing but white space and comments.
pub fn is_blank(sql: &str) -> bool {
    skip(sql).is_empty()
}

/// A text as the library wants it.
pub fn c_string(text: &str) -> Option<CString> {
    CString::new(text).ok()
}
