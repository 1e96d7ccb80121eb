//! What a run is to be: plain data, for the interpreter to act on.

use std::ffi::{OsStr, OsString};

/// Everything that the command line and the environment decide.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Config {
    /// What to run.
    pub run: Run,
    /// `sys.argv`. The first is the script, `-c`, `-m` (which the module's path replaces once it is found), `-` or empty.
    pub argv: Vec<OsString>,
    /// `sys.orig_argv`: the process's own arguments.
    pub orig_argv: Vec<OsString>,
    /// `sys.flags`.
    pub flags: Flags,
    /// `sys.warnoptions`, the weakest first.
    pub warnoptions: Vec<OsString>,
    /// `sys._xoptions`: None stands for True.
    pub xoptions: Vec<(OsString, Option<OsString>)>,
    /// Where modules come from.
    pub paths: Paths,
    /// The standard streams.
    pub stdio: Stdio,
    /// The key of str and bytes hashes.
    pub hash_seed: HashSeed,
    /// `-x`: the script's first line is not Python.
    pub skip_source_first_line: bool,
    /// `_imp.check_hash_based_pycs`.
    pub check_hash_based_pycs: CheckPycs,
    /// `sys.pycache_prefix`.
    pub pycache_prefix: Option<OsString>,
    /// `-X importtime`: 0, 1, or 2 to show modules that are loaded already too.
    pub import_time: u8,
    /// `-X tracemalloc`: how many frames to keep; 0 is off.
    pub tracemalloc: u16,
    /// `-X faulthandler`: dump the Python stack when the process crashes.
    pub faulthandler: bool,
    /// False after `-X no_debug_ranges`: code carries lines, but no columns.
    pub code_debug_ranges: bool,
    /// `-X cpu_count`: what `os.cpu_count()` says instead of the machine.
    pub cpu_count: Option<u32>,
    /// `-X frozen_modules`, if it is given. (Heddle's library is inside the executable in any case.)
    pub frozen_modules: Option<bool>,
    /// `PYTHONSTARTUP`: a file to run before the first prompt.
    pub startup: Option<OsString>,
}

/// What to run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Run {
    /// `-c`: a program, which is dedented and given a final newline before it is compiled.
    Command(OsString),
    /// `-m`: a module or package, as `__main__`.
    Module(OsString),
    /// A file, or a folder or archive with a `__main__.py`.
    File(OsString),
    /// The standard input: a prompt if it is a terminal or `flags.interactive` is set, a program otherwise.
    Stdin,
}

/// `sys.flags`, under its names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Flags {
    /// `-d`
    pub debug: bool,
    /// `-i`, or PYTHONINSPECT: a prompt after the program.
    pub inspect: bool,
    /// `-i`
    pub interactive: bool,
    /// `-O`: 1 without assertions, 2 or more without docstrings too.
    pub optimize: i32,
    /// `-B`
    pub dont_write_bytecode: bool,
    /// `-s`, `-I`
    pub no_user_site: bool,
    /// `-S`
    pub no_site: bool,
    /// `-E`, `-I`
    pub ignore_environment: bool,
    /// `-v`
    pub verbose: i32,
    /// `-b`: 1 warns, 2 or more is an error.
    pub bytes_warning: i32,
    /// `-q`
    pub quiet: bool,
    /// Whether str and bytes hashes differ from run to run (or follow a seed that is not 0).
    pub hash_randomization: bool,
    /// `-I`
    pub isolated: bool,
    /// `-X dev`
    pub dev_mode: bool,
    /// `-X utf8`, or the C locale.
    pub utf8_mode: bool,
    /// `-X warn_default_encoding`
    pub warn_default_encoding: bool,
    /// `-P`, `-I`
    pub safe_path: bool,
    /// `-X int_max_str_digits`: 0 is without a limit.
    pub int_max_str_digits: i32,
    /// Always 0: there is no lock to turn on.
    pub gil: i32,
    /// `-X thread_inherit_context`: on, as in every build without a lock.
    pub thread_inherit_context: i32,
    /// `-X context_aware_warnings`: on likewise.
    pub context_aware_warnings: i32,
}

/// Where modules come from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Paths {
    /// PYTHONHOME: `prefix` or `prefix:exec_prefix`.
    pub home: Option<OsString>,
    /// PYTHONPATH's entries, in order, as they are written (an empty one is the current folder). They precede the library.
    pub pythonpath: Vec<OsString>,
    /// PYTHONPLATLIBDIR.
    pub platlibdir: Option<OsString>,
}

/// The standard streams. The errors of stderr are always `backslashreplace`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stdio {
    /// The encoding of all three.
    pub encoding: String,
    /// How stdin and stdout treat what the encoding lacks.
    pub errors: String,
    /// False after `-u`: what is written to stdout and stderr goes out at once.
    pub buffered: bool,
}

/// The key of str and bytes hashes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HashSeed {
    /// The system's randomness.
    Random,
    /// PYTHONHASHSEED; 0 is the key of zeros.
    Fixed(u32),
}

/// `--check-hash-based-pycs`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum CheckPycs {
    /// As each file says.
    #[default]
    Default,
    /// Every such file against its source.
    Always,
    /// None.
    Never,
}

/// What `sys.path` begins with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FirstPath {
    /// Nothing of the program's own.
    None,
    /// The empty string: the current folder, whichever it is at each import.
    Empty,
    /// The folder that is current at the start.
    CurrentFolder,
    /// The folder of this script, its symbolic links followed; or the script itself if it is a folder or an archive.
    FolderOf(OsString),
}

/// An end before anything runs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Early {
    /// The exit status.
    pub code: u8,
    /// For stdout.
    pub out: String,
    /// For stderr.
    pub err: String,
}

impl Config {
    /// What `sys.path` begins with.
    pub fn first_path(&self) -> FirstPath {
        match &self.run {
            // A folder or an archive is where its own `__main__` is found, `-P` or not: whoever opens the file sees to that.
            _ if self.flags.safe_path => FirstPath::None,
            Run::File(path) => FirstPath::FolderOf(path.clone()),
            Run::Module(_) => FirstPath::CurrentFolder,
            Run::Command(_) | Run::Stdin => FirstPath::Empty,
        }
    }

    /// Whether an `-X` option is given, with any value.
    pub fn has_xoption(&self, name: &str) -> bool {
        self.xoptions.iter().any(|(key, _)| key == OsStr::new(name))
    }
}

impl Early {
    /// What was asked for is printed, and that is all.
    pub(crate) fn print(out: String) -> Self {
        Early { code: 0, out, err: String::new() }
    }

    /// A value from the environment or an `-X` option that Python cannot start with. `place` is what CPython names there: the
    /// check that failed.
    pub(crate) fn fatal(place: &str, message: &str) -> Self {
        let colon = if place.is_empty() { "" } else { ": " };
        let state = match place {
            "init_interp_main" => "core initialized",
            _ if place.starts_with("preconfig") => "preinitializing",
            _ => "preinitialized",
        };
        let err = format!("Fatal Python error: {place}{colon}{message}\nPython runtime state: {state}\n\n");
        Early { code: 1, out: String::new(), err }
    }
}
