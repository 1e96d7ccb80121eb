//! [`Runtime`]: Python for Rust programs.
//!
//! Where to start reading: [`Runtime::attach`], which everything else goes through.

use crate::convert::{FromPython, IntoArgs, IntoPython};
use crate::start::start;
use heddle_interp as interp;
use heddle_objects::types::{dict, module};
use heddle_objects::{Raised, Ref, Res, Thread, Value, ops, thread};
use heddle_stdlib::sys::{self, Settings};
use std::fmt;
use std::sync::{Arc, OnceLock};

/// Python in this process. Clones are the same Python; any thread may use any of them, at the same time as others: there is no
/// lock to wait for.
///
/// ```
/// let rt = heddle_embed::Runtime::new()?;
/// assert_eq!(rt.eval::<i64>("40 + 2")?, 42);
/// # Ok::<(), heddle_embed::Error>(())
/// ```
///
/// What is executed shares one namespace, that of the module `__main__`.
#[derive(Clone, Debug)]
pub struct Runtime {
    shared: Arc<Shared>,
}

#[derive(Debug)]
struct Shared {
    /// The thread that started Python, which Python's signal handlers run on.
    main: std::thread::ThreadId,
}

/// A Python exception, as text: it says the same on any thread.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Error {
    /// The name of its class: `ZeroDivisionError`
    pub kind: String,
    /// `str(exception)`
    pub message: String,
    /// The report that Python would print.
    pub traceback: String,
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.message.as_str() {
            "" => f.write_str(&self.kind),
            text => write!(f, "{}: {text}", self.kind),
        }
    }
}

impl std::error::Error for Error {}

impl Error {
    fn new(t: &Thread, e: &Raised) -> Error {
        Error {
            kind: ops::type_name(e.0.v()),
            message: ops::str_text(t, e.0.v()).unwrap_or_default(),
            traceback: sys::uncaught_text(t, e.0.v()),
        }
    }
}

static RUNTIME: OnceLock<Runtime> = OnceLock::new();

/// An attached thread: what Python code runs on. See [`Runtime::attach`].
#[derive(Clone, Copy)]
pub struct Python<'a>(&'a Thread);

impl Runtime {
    /// Starts Python on the calling thread, or gives the Python that this process has. `site` is not imported, no signal handler
    /// installed and the environment not looked at: `sys.path` is the library alone.
    pub fn new() -> Result<Runtime, Error> {
        let mut failed = None;
        let runtime = RUNTIME.get_or_init(|| {
            start(&settings(), |t| {
                if let Err(e) = main_dict(t) {
                    failed = Some(Error::new(t, &e));
                }
            });
            Runtime { shared: Arc::new(Shared { main: std::thread::current().id() }) }
        });
        failed.map_or_else(|| Ok(runtime.clone()), Err)
    }

    /// Runs `f` with the calling thread attached to Python. Attaching takes some microseconds: whoever does much attaches once
    /// around it. Within `f` it is free. While `f` does something else for long it keeps collections waiting:
    /// [`Python::detached`].
    pub fn attach<R>(&self, f: impl FnOnce(Python<'_>) -> R) -> R {
        if let Some(t) = thread::try_current() {
            return f(Python(t));
        }
        interp::with_thread(|t| {
            t.is_main.set(std::thread::current().id() == self.shared.main);
            f(Python(t))
        })
    }

    /// The value of an expression.
    pub fn eval<T: FromPython>(&self, expression: &str) -> Result<T, Error> {
        self.attach(|py| py.eval(expression))
    }

    /// Runs statements.
    pub fn exec(&self, statements: &str) -> Result<(), Error> {
        self.attach(|py| py.exec(statements))
    }

    /// Calls what a name, or any expression, stands for.
    pub fn call<T: FromPython>(&self, function: &str, args: impl IntoArgs) -> Result<T, Error> {
        self.attach(|py| py.call(function, args))
    }

    /// Sets a name of `__main__`.
    pub fn set(&self, name: &str, value: impl IntoPython) -> Result<(), Error> {
        self.attach(|py| py.set(name, value))
    }

    /// Ends Python's part of the program: waits for threads that are no daemons, calls what `atexit` has, flushes the standard
    /// streams. The exit status that CPython would give: 0, or 120 if output was lost.
    pub fn finish(&self) -> i32 {
        self.attach(|py| crate::program::finish(py.0, 0))
    }
}

impl Python<'_> {
    /// See [`Runtime::eval`].
    pub fn eval<T: FromPython>(self, expression: &str) -> Result<T, Error> {
        self.catch(|t| T::from_python(t, evaluate(t, expression)?.v()))
    }

    /// See [`Runtime::exec`].
    pub fn exec(self, statements: &str) -> Result<(), Error> {
        self.catch(|t| run(t, statements, interp::Mode::Exec).map(drop))
    }

    /// See [`Runtime::call`].
    pub fn call<T: FromPython>(self, function: &str, args: impl IntoArgs) -> Result<T, Error> {
        self.catch(|t| {
            let function = evaluate(t, function)?;
            let args = args.into_args(t);
            let args: Vec<Value> = args.iter().map(Ref::v).collect();
            T::from_python(t, ops::call_pos(t, function.v(), &args)?.v())
        })
    }

    /// See [`Runtime::set`].
    pub fn set(self, name: &str, value: impl IntoPython) -> Result<(), Error> {
        self.catch(|t| {
            let value = value.into_python(t);
            dict::set(t, main_dict(t)?.v(), t.intern(name).v(), value.v())
        })
    }

    /// Runs `f`, which may block and uses no Python, while the thread holds nothing up.
    pub fn detached<R>(self, f: impl FnOnce() -> R) -> R {
        self.0.blocking(f)
    }

    fn catch<R>(self, f: impl FnOnce(&Thread) -> Res<R>) -> Result<R, Error> {
        f(self.0).map_err(|e| Error::new(self.0, &e))
    }
}

fn evaluate(t: &Thread, expression: &str) -> Res {
    run(t, expression.trim(), interp::Mode::Eval)
}

fn run(t: &Thread, text: &str, mode: interp::Mode) -> Res {
    let code = interp::compile::source(t, text.as_bytes(), "<embedded>", mode, interp::compile_options())?;
    interp::compile::run_code(t, code.v(), main_dict(t)?.v(), Value::UNDEF)
}

/// The namespace of `__main__`, which is made where it is not there.
fn main_dict(t: &Thread) -> Res {
    let modules = interp::sys_modules(t);
    let name = t.intern("__main__");
    let found = dict::get_str(t, modules.v(), name.v());
    if !found.is_undef() {
        return ops::getattr_str(t, found.v(), "__dict__");
    }
    let made = module::new(t, "__main__");
    dict::set_str(t, modules.v(), name.v(), made.v());
    Ok(module::dict_of(t, made.v()))
}

fn settings() -> Settings {
    let mut flags = vec![0; 21];
    // In the order of `sys.flags`: hash_randomization, int_max_str_digits, thread_inherit_context, context_aware_warnings.
    (flags[11], flags[17], flags[19], flags[20]) = (1, 4300, 1, 1);
    Settings {
        argv: vec![String::new()],
        path: vec![crate::LIBRARY_ROOT.to_string()],
        flags,
        executable: std::env::current_exe()
            .map_or_else(|_| String::new(), |p| p.to_string_lossy().into_owned()),
        dont_write_bytecode: true,
        library: crate::LIBRARY_ROOT.to_string(),
        int_max_str_digits: 4300,
        leaves_signals: true,
        ..Settings::default()
    }
}
