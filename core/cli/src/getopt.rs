//! CPython's rules for options: grouped letters, a value in the same argument or the next, a few long names in full.
//!
//! What it must never know: what an option means.

use std::ffi::{OsStr, OsString};
use std::os::unix::ffi::{OsStrExt, OsStringExt};

/// The letters that Python knows; a colon follows those with a value.
const LETTERS: &[u8] = b"bBc:dEhiIm:OPqRsStuvVW:xX:?";

/// The long names, each with the option it stands for, and whether a value follows.
const NAMES: &[(&[u8], Opt, bool)] = &[
    (b"check-hash-based-pycs", Opt::CheckPycs, true),
    (b"help", Opt::Letter(b'h'), false),
    (b"help-all", Opt::HelpAll, false),
    (b"help-env", Opt::HelpEnv, false),
    (b"help-xoptions", Opt::HelpXoptions, false),
    (b"version", Opt::Letter(b'V'), false),
];

/// One option.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Opt {
    /// `-x`
    Letter(u8),
    /// `--check-hash-based-pycs`
    CheckPycs,
    /// `--help-all`
    HelpAll,
    /// `--help-env`
    HelpEnv,
    /// `--help-xoptions`
    HelpXoptions,
}

/// The options of a command line, one after the other. It ends at the first argument that is none, after `--`, and after `-c` and
/// `-m` with their value.
pub struct Options<'a> {
    arguments: &'a [OsString],
    /// The next argument to look at.
    next: usize,
    /// The letters left in the argument before it.
    letters: &'a [u8],
    ended: bool,
}

impl<'a> Options<'a> {
    /// Starts after the program's name.
    pub fn new(arguments: &'a [OsString]) -> Self {
        Options { arguments, next: arguments.len().min(1), letters: b"", ended: false }
    }

    /// How many arguments the options took, the program's name included.
    pub fn taken(&self) -> usize {
        self.next
    }

    /// The next option with its value, an error message, or None at the end.
    pub fn next(&mut self) -> Option<Result<(Opt, OsString), String>> {
        if self.ended {
            return None;
        }
        if self.letters.is_empty() {
            let argument = self.arguments.get(self.next)?.as_bytes();
            if argument == b"-" || !argument.starts_with(b"-") {
                return None;
            }
            self.next += 1;
            if argument == b"--" {
                self.ended = true;
                return None;
            }
            if let Some(name) = argument.strip_prefix(b"--") {
                return Some(self.long(name));
            }
            self.letters = &argument[1..];
        }
        Some(self.letter())
    }

    fn long(&mut self, name: &[u8]) -> Result<(Opt, OsString), String> {
        let Some((_, option, has_value)) = NAMES.iter().find(|(known, ..)| *known == name) else {
            return Err(format!("Unknown option: --{}", String::from_utf8_lossy(name)));
        };
        if !has_value {
            return Ok((*option, OsString::new()));
        }
        let missing = || format!("Argument expected for the --{} options", String::from_utf8_lossy(name));
        Ok((*option, self.argument().ok_or_else(missing)?))
    }

    fn letter(&mut self) -> Result<(Opt, OsString), String> {
        let letter = self.letters[0];
        self.letters = &self.letters[1..];
        let known = LETTERS.iter().position(|known| *known == letter && letter != b':');
        let Some(place) = known else {
            // The whole character, if the argument is text.
            let rest = [&[letter], self.letters].concat();
            let shown = String::from_utf8_lossy(&rest).chars().next().unwrap_or(char::REPLACEMENT_CHARACTER);
            return Err(format!("Unknown option: -{shown}"));
        };
        if LETTERS.get(place + 1) != Some(&b':') {
            return Ok((Opt::Letter(letter), OsString::new()));
        }
        let value = if self.letters.is_empty() {
            self.argument()
                .ok_or_else(|| format!("Argument expected for the -{} option", char::from(letter)))?
        } else {
            OsStr::from_bytes(std::mem::take(&mut self.letters)).to_owned()
        };
        self.ended = matches!(letter, b'c' | b'm');
        Ok((Opt::Letter(letter), value))
    }

    fn argument(&mut self) -> Option<OsString> {
        let value = self.arguments.get(self.next)?.clone();
        self.next += 1;
        Some(value)
    }
}

/// Splits at the first `separator`.
pub fn split_once(text: &OsStr, separator: u8) -> Option<(OsString, OsString)> {
    let bytes = text.as_bytes();
    let at = bytes.iter().position(|byte| *byte == separator)?;
    Some((OsString::from_vec(bytes[..at].to_vec()), OsString::from_vec(bytes[at + 1..].to_vec())))
}
