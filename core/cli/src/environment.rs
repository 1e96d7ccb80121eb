//! The environment as Python reads it: an empty variable is none, and `-E` hides those that begin with PYTHON.

use std::ffi::OsString;
use std::os::unix::ffi::OsStrExt;

/// Looks up one variable.
pub type Lookup<'a> = dyn Fn(&str) -> Option<OsString> + 'a;

/// The variables that Python may use.
pub struct Environment<'a> {
    lookup: &'a Lookup<'a>,
    ignored: bool,
}

impl<'a> Environment<'a> {
    /// `ignored`: as after `-E`.
    pub fn new(lookup: &'a Lookup<'a>, ignored: bool) -> Self {
        Environment { lookup, ignored }
    }

    /// A variable of Python's own.
    pub fn get(&self, name: &str) -> Option<OsString> {
        debug_assert!(name.starts_with("PYTHON"));
        if self.ignored { None } else { self.system(name) }
    }

    /// A variable of the system's, which `-E` does not hide.
    pub fn system(&self, name: &str) -> Option<OsString> {
        (self.lookup)(name).filter(|value| !value.is_empty())
    }

    /// Whether a variable has any value.
    pub fn has(&self, name: &str) -> bool {
        self.get(name).is_some()
    }

    /// A variable that stands for an option: the number in it if there is one, 1 for anything else, 0 if it is not set.
    pub fn flag(&self, name: &str) -> i32 {
        self.get(name).map_or(0, |value| integer(value.as_bytes()).filter(|number| *number >= 0).unwrap_or(1))
    }
}

/// A C `int` in decimal, as `strtol` reads it (space and a sign may precede it; no text at all is 0), to the text's end.
pub fn integer(text: &[u8]) -> Option<i32> {
    if text.is_empty() {
        return Some(0);
    }
    let text = std::str::from_utf8(text).ok()?;
    let digits = text.trim_start_matches([' ', '\t', '\n', '\x0b', '\x0c', '\r']);
    // `parse` takes a sign and digits, no more and no less: what `strtol` takes.
    digits.parse().ok()
}
