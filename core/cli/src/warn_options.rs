//! The order of `sys.warnoptions`: of two that match, the later wins.

use crate::command_line::CommandLine;
use crate::environment::Environment;
use std::ffi::{OsStr, OsString};
use std::os::unix::ffi::OsStrExt;

/// Development mode's, the environment's, the command line's, and `-b`'s; a repeated one keeps its first place.
pub fn warn_options(dev_mode: bool, line: &CommandLine, environment: &Environment) -> Vec<OsString> {
    let mut options: Vec<OsString> = Vec::new();
    let mut add = |option: &OsStr| {
        if !options.iter().any(|other| other == option) {
            options.push(option.to_owned());
        }
    };
    if dev_mode {
        add(OsStr::new("default"));
    }
    if let Some(list) = environment.get("PYTHONWARNINGS") {
        let parts = list.as_bytes().split(|byte| *byte == b',').filter(|part| !part.is_empty());
        parts.for_each(|part| add(OsStr::from_bytes(part)));
    }
    line.warnings.iter().for_each(|option| add(option));
    match line.bytes_warning {
        0 => {}
        1 => add(OsStr::new("default::BytesWarning")),
        _ => add(OsStr::new("error::BytesWarning")),
    }
    options
}
