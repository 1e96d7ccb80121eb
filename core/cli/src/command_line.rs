//! The command line, sorted: how often each option is given, what is to run, what is left for the program.
//!
//! What it must never know: the environment.

use crate::config::{CheckPycs, Early, Run};
use crate::getopt::{Opt, Options};
use crate::help::{self, Help};
use std::ffi::OsString;

/// What the command line says.
#[derive(Default)]
pub struct CommandLine {
    pub bytes_warning: i32,
    pub dont_write_bytecode: bool,
    pub debug: bool,
    pub ignore_environment: bool,
    pub interactive: bool,
    pub isolated: bool,
    pub optimize: i32,
    pub safe_path: bool,
    pub quiet: bool,
    pub random_hashes: bool,
    pub no_user_site: bool,
    pub no_site: bool,
    pub unbuffered: bool,
    pub verbose: i32,
    pub skip_first_line: bool,
    pub warnings: Vec<OsString>,
    /// As they are written, `key` or `key=value`.
    pub x_options: Vec<OsString>,
    pub check_pycs: CheckPycs,
    pub version: i32,
    pub help: Option<Help>,
    pub run: Option<Run>,
    pub argv: Vec<OsString>,
    /// What is wrong with it; the options before that are as they stand.
    pub error: Option<String>,
}

impl CommandLine {
    /// Sorts the arguments, of which the first is the program's name.
    pub fn new(arguments: &[OsString]) -> Self {
        let mut line = CommandLine::default();
        let mut options = Options::new(arguments);
        while let Some(option) = options.next() {
            match option {
                Ok((option, value)) => line.take(option, value),
                Err(message) => line.error = Some(message),
            }
            if line.error.is_some() {
                return line;
            }
        }
        line.rest(&arguments[options.taken()..]);
        line
    }

    fn take(&mut self, option: Opt, value: OsString) {
        match option {
            Opt::Letter(letter) => self.letter(letter, value),
            Opt::HelpAll => self.help = Some(Help::All),
            Opt::HelpEnv => self.help = Some(Help::Environment),
            Opt::HelpXoptions => self.help = Some(Help::Xoptions),
            Opt::CheckPycs => match value.to_str() {
                Some("default") => self.check_pycs = CheckPycs::Default,
                Some("always") => self.check_pycs = CheckPycs::Always,
                Some("never") => self.check_pycs = CheckPycs::Never,
                _ => {
                    let message = "--check-hash-based-pycs must be one of 'default', 'always', or 'never'";
                    self.error = Some(message.to_owned());
                }
            },
        }
    }

    fn letter(&mut self, letter: u8, value: OsString) {
        match letter {
            b'b' => self.bytes_warning += 1,
            b'B' => self.dont_write_bytecode = true,
            b'c' => self.run = Some(Run::Command(value)),
            b'd' => self.debug = true,
            b'E' => self.ignore_environment = true,
            b'h' | b'?' => self.help = Some(Help::Usage),
            b'i' => self.interactive = true,
            b'I' => self.isolated = true,
            b'm' => self.run = Some(Run::Module(value)),
            b'O' => self.optimize += 1,
            b'P' => self.safe_path = true,
            b'q' => self.quiet = true,
            b'R' => self.random_hashes = true,
            b's' => self.no_user_site = true,
            b'S' => self.no_site = true,
            b't' => {} // Python 2's: accepted, and without a meaning
            b'u' => self.unbuffered = true,
            b'v' => self.verbose += 1,
            b'V' => self.version += 1,
            b'W' => self.warnings.push(value),
            b'x' => self.skip_first_line = true,
            b'X' => self.x_options.push(value),
            other => unreachable!("the scanner knows no option {other}"),
        }
    }

    /// What follows the options: a file unless `-c` or `-m` was given, and the program's own arguments.
    fn rest(&mut self, rest: &[OsString]) {
        let first: OsString = match (&self.run, rest.first()) {
            (Some(Run::Command(_)), _) => "-c".into(),
            (Some(_), _) => "-m".into(),
            (None, None) => OsString::new(),
            (None, Some(file)) => {
                if file != "-" {
                    self.run = Some(Run::File(file.clone()));
                }
                self.argv = rest.to_vec();
                return;
            }
        };
        self.argv = std::iter::once(first).chain(rest.iter().cloned()).collect();
    }

    /// The end of a run that is none: an error in the options, help, the version.
    pub fn early(&self, program: &str) -> Option<Early> {
        if let Some(message) = &self.error {
            let err = format!(
                "{message}\n{}Try `{} -h' for more information.\n",
                help::usage(program),
                heddle_library::identity::NAME
            );
            return Some(Early { code: 2, out: String::new(), err });
        }
        if let Some(help) = self.help {
            return Some(Early::print(help.text(program)));
        }
        match self.version {
            0 => None,
            1 => Some(Early::print(format!("Heddle {}\n", heddle_library::identity::python_version()))),
            _ => Some(Early::print(format!("Heddle {}\n", heddle_library::identity::version()))),
        }
    }
}
