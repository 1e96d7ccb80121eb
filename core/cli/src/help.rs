//! The help texts.

/// Which text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Help {
    /// `-h`
    Usage,
    /// `--help-env`
    Environment,
    /// `--help-xoptions`
    Xoptions,
    /// `--help-all`
    All,
}

impl Help {
    /// The text.
    pub fn text(self, program: &str) -> String {
        match self {
            Help::Usage => format!("{}{OPTIONS}", usage(program)),
            Help::Environment => ENVIRONMENT.to_owned(),
            Help::Xoptions => XOPTIONS.to_owned(),
            Help::All => format!("{}{OPTIONS}\n{ENVIRONMENT}\n{XOPTIONS}", usage(program)),
        }
    }
}

/// The line that sums it up.
pub fn usage(program: &str) -> String {
    format!("usage: {program} [option] ... [-c cmd | -m mod | file | -] [arg] ...\n")
}

const OPTIONS: &str = "\
What to run:
  file      a script, or a folder or archive that has a __main__.py
  -c cmd    the program in cmd; what follows is its arguments
  -m mod    a module or package as a script; what follows is its arguments
  -         standard input; without any of these too, and as a prompt if it is a terminal
  arg ...   the program's arguments, in sys.argv[1:]
How to run it:
  -i        go on with a prompt when the program is done (PYTHONINSPECT)
  -O        leave out assertions and `if __debug__:` (PYTHONOPTIMIZE)
  -OO       leave out docstrings too
  -q        no greeting at the prompt
  -u        do not buffer stdout and stderr (PYTHONUNBUFFERED)
  -x        skip the script's first line
  -B        write no .pyc files (PYTHONDONTWRITEBYTECODE)
  -R        random hashes, whatever PYTHONHASHSEED says
  -X opt    options of the implementation: see --help-xoptions
  --check-hash-based-pycs always|default|never
            which hash-based .pyc files are compared with their sources
Where modules come from:
  -E        ignore the variables PYTHON* (such as PYTHONPATH)
  -I        isolated: -E, -P and -s
  -P        do not put the script's or the current folder first in sys.path (PYTHONSAFEPATH)
  -s        leave out the user's own site-packages (PYTHONNOUSERSITE)
  -S        do not import site
What to be told:
  -b        warn where bytes are compared with str or int, or made a str; -bb: an error
  -d        debug the parser (PYTHONDEBUG; without effect here)
  -v        show each import; -vv: each place that was looked at (PYTHONVERBOSE)
  -W arg    warnings: action:message:category:module:lineno (PYTHONWARNINGS)
  -h, -?    this text (--help); more: --help-env, --help-xoptions, --help-all
  -V        the version (--version); -VV: with details
";

const ENVIRONMENT: &str = "\
Variables with an option of the same meaning (see -h and --help-xoptions):
  PYTHONDEBUG PYTHONDONTWRITEBYTECODE PYTHONINSPECT PYTHONNOUSERSITE PYTHONOPTIMIZE PYTHONSAFEPATH
  PYTHONUNBUFFERED PYTHONVERBOSE PYTHONWARNINGS
  PYTHONDEVMODE PYTHONFAULTHANDLER PYTHONINTMAXSTRDIGITS PYTHONNODEBUGRANGES PYTHONPROFILEIMPORTTIME
  PYTHONPYCACHEPREFIX PYTHONTRACEMALLOC PYTHONUTF8 PYTHONWARNDEFAULTENCODING PYTHON_CONTEXT_AWARE_WARNINGS
  PYTHON_CPU_COUNT PYTHON_FROZEN_MODULES PYTHON_GIL PYTHON_THREAD_INHERIT_CONTEXT
Others:
  PYTHONPATH           folders to import from before the standard library, separated by ':'
  PYTHONHOME           another prefix, or prefix:exec_prefix
  PYTHONHASHSEED       'random', or a number from 0 to 4294967295 for the same hashes in each run
  PYTHONIOENCODING     encoding[:errors] of stdin, stdout and stderr
  PYTHONSTARTUP        a file to run before the first prompt
  PYTHONUSERBASE       the folder that holds the user's site-packages
  PYTHONBREAKPOINT     what breakpoint() calls; 0 for nothing
  PYTHONASYNCIODEBUG   asyncio's debug mode
  PYTHON_COLORS        1 or 0: output with colours or without
  PYTHON_BASIC_REPL    a plain prompt
  PYTHON_HISTORY       the file with the prompt's history
";

const XOPTIONS: &str = "\
Options of the implementation:
  -X context_aware_warnings=[0|1]  keep warning filters in context variables (default 1)
  -X cpu_count=N         what os.cpu_count() says; 'default' for the machine's
  -X dev                 development mode: more warnings and checks
  -X faulthandler        show the Python stack when the process crashes
  -X frozen_modules=[on|off]  accepted; the library is inside the executable in any case
  -X gil=0               accepted; there is no global lock, and 1 is an error
  -X importtime[=2]      show how long each import takes; 2: modules that are loaded already too
  -X int_max_str_digits=N  the longest int in decimal text; 0 for no limit
  -X no_debug_ranges     code without columns: smaller, and tracebacks without marks
  -X pycache_prefix=PATH  write .pyc files into another tree
  -X thread_inherit_context=[0|1]  a new thread begins with its starter's context (default 1)
  -X tracemalloc[=N]     trace allocations, with N frames
  -X utf8[=0|1]          UTF-8 mode
  -X warn_default_encoding  warn where text is read or written without an encoding
Others are kept in sys._xoptions.
";
