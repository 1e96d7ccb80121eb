//! A whole program: run as `__main__`, then the end of the process in CPython's order.

use heddle_interp as interp;
use heddle_objects::types::{dict, exceptions as exc, module};
use heddle_objects::{Raised, Ref, Res, Thread, Value, ops};
use heddle_stdlib::sys;
use std::path::PathBuf;

/// What to run.
#[derive(Clone, Debug)]
pub enum Program {
    /// `-c`
    Command(String),
    /// `-m`
    Module(String),
    /// A script, or a folder or archive with a `__main__.py`.
    File(PathBuf),
    /// A program from the standard input.
    Stdin,
}

/// How a program is run.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// Import `site` first.
    pub site: bool,
    /// `-i`: go on with a prompt; the standard input is a prompt even if it is no terminal.
    pub interactive: bool,
    /// `-i` or PYTHONINSPECT: go on with a prompt.
    pub inspect: bool,
    /// `-q`
    pub quiet: bool,
    /// `-x`: the script's first line is not Python.
    pub skip_first_line: bool,
    /// Whether the environment counts.
    pub environment: bool,
    /// PYTHONSTARTUP
    pub startup: Option<PathBuf>,
}

fn main_module(t: &Thread) -> (Ref, Ref) {
    let modules = interp::sys_modules(t);
    let found = dict::get_str(t, modules.v(), t.intern("__main__").v());
    if !found.is_undef() {
        let d = heddle_objects::types::module::dict_of(t, found.v());
        return (found, d);
    }
    let m = module::new(t, "__main__");
    let d = heddle_objects::types::module::dict_of(t, m.v());
    dict::set_str(t, d.v(), t.intern("__builtins__").v(), interp::builtins::module(t).v());
    dict::set_str(t, modules.v(), t.intern("__main__").v(), m.v());
    (m, d)
}

fn run_source(t: &Thread, d: &Ref, text: &[u8], filename: &str) -> Res {
    let code = interp::compile::source(t, text, filename, interp::Mode::Exec, interp::compile_options())?;
    interp::compile::run_code(t, code.v(), d.v(), Value::UNDEF)
}

/// The common indentation is taken off, as CPython does for `-c`.
fn dedent(text: &str) -> String {
    let indents = text.lines().filter(|l| !l.trim().is_empty()).map(|l| l.len() - l.trim_start().len());
    let n = indents.min().unwrap_or(0);
    if n == 0 {
        return text.to_string();
    }
    text.lines().map(|l| l.get(n..).unwrap_or("")).collect::<Vec<_>>().join("\n")
}

/// The prompt, in `__main__`.
fn prompt(t: &Thread, options: &Options, fresh: bool) -> Res {
    let (_m, d) = main_module(t);
    let space = dict::new(t);
    dict::set_str(t, space.v(), t.intern("__name__").v(), t.intern("_heddle_prompt").v());
    run_source(t, &space, include_bytes!("prompt.py"), "<heddle prompt>")?;
    let run = dict::get_str(t, space.v(), t.intern("run").v());
    let start = match &options.startup {
        Some(path) if fresh => t.str(&path.to_string_lossy()),
        _ => Ref::NONE,
    };
    ops::call_pos(t, run.v(), &[d.v(), start.v(), Value::bool(fresh && !options.quiet)])
}

/// Without the first line's text, its end stays: lines keep their numbers.
fn without_first_line(text: &[u8]) -> &[u8] {
    text.iter().position(|&b| b == b'\n').map_or(&[], |at| &text[at..])
}

fn run(t: &Thread, program: &Program, options: &Options) -> Res {
    match program {
        Program::Command(text) => {
            let (_m, d) = main_module(t);
            let mut text = dedent(text);
            text.push('\n');
            sys::remember_command(&text);
            run_source(t, &d, text.as_bytes(), "<string>")
        }
        Program::Module(name) => {
            main_module(t);
            let runpy = interp::import::import_full(t, "runpy")?;
            ops::call_method(t, runpy.v(), "_run_module_as_main", &[t.str(name).v()])
        }
        Program::File(path) => {
            let shown =
                std::path::absolute(path).unwrap_or_else(|_| path.clone()).to_string_lossy().into_owned();
            let archive = path.is_dir() || std::fs::read(path).is_ok_and(|b| b.starts_with(b"PK\x03\x04"));
            let (_m, d) = main_module(t);
            if archive {
                let list = interp::sys_attr(t, "path");
                ops::call_method(t, list.v(), "insert", &[Value::int32(0), t.str(&shown).v()])?;
                let runpy = interp::import::import_full(t, "runpy")?;
                let name = t.str("__main__");
                return ops::call_method(t, runpy.v(), "_run_module_as_main", &[name.v(), Value::FALSE]);
            }
            let text = match std::fs::read(path) {
                Ok(text) => text,
                Err(e) => {
                    let name = interp::sys_attr(t, "executable");
                    let name = heddle_objects::types::str::lossy(name.v());
                    eprintln!(
                        "{name}: can't open file '{}': [Errno {}] {}",
                        std::path::absolute(path).unwrap_or_else(|_| path.clone()).display(),
                        e.raw_os_error().unwrap_or(0),
                        heddle_objects::error::errno_text(e.raw_os_error().unwrap_or(0))
                    );
                    return Err(t.error_args(&exc::SYSTEM_EXIT, &[Value::int32(2)]));
                }
            };
            dict::set_str(t, d.v(), t.intern("__file__").v(), t.str(&shown).v());
            dict::set_str(t, d.v(), t.intern("__cached__").v(), Value::NONE);
            let modules = interp::sys_modules(t);
            let external = dict::get_str(t, modules.v(), t.intern("_frozen_importlib_external").v());
            if !external.is_undef() {
                let class = ops::getattr_str(t, external.v(), "SourceFileLoader")?;
                let loader = ops::call_pos(t, class.v(), &[t.str("__main__").v(), t.str(&shown).v()])?;
                dict::set_str(t, d.v(), t.intern("__loader__").v(), loader.v());
            }
            let text = if options.skip_first_line { without_first_line(&text) } else { &text };
            run_source(t, &d, text, &shown)
        }
        Program::Stdin => {
            if is_prompt(options) {
                return prompt(t, options, true);
            }
            let (_m, d) = main_module(t);
            let mut text = vec![];
            t.blocking(|| {
                use std::io::Read;
                std::io::stdin().read_to_end(&mut text)
            })
            .map_err(|e| t.io_error(&e, None))?;
            run_source(t, &d, &text, "<stdin>")
        }
    }
}

/// Runs a program to its end. The exit status; a negative one is a signal.
pub fn run_program(t: &Thread, program: &Program, options: &Options) -> i32 {
    if options.site
        && let Err(e) = interp::import::import_full(t, "site")
    {
        sys::report(t, &e);
    }
    let prompted = matches!(program, Program::Stdin) && is_prompt(options);
    let mut status = match run(t, program, options) {
        Ok(_) => 0,
        Err(e) if !prompted && goes_on(options) => {
            inspected(t, &e);
            1
        }
        Err(e) => uncaught(t, &e),
    };
    if !prompted && goes_on(options) {
        status = match prompt(t, options, false) {
            Ok(_) => 0,
            Err(e) => uncaught(t, &e),
        };
    }
    finish(t, status)
}

/// Whether a prompt follows the program: decided at its end, as the program may set PYTHONINSPECT.
fn goes_on(options: &Options) -> bool {
    let asked = || options.environment && std::env::var_os("PYTHONINSPECT").is_some_and(|v| !v.is_empty());
    is_prompt(options) && (options.inspect || asked())
}

/// Whether the standard input is where somebody sits.
fn is_prompt(options: &Options) -> bool {
    use std::io::IsTerminal;
    options.interactive || std::io::stdin().is_terminal()
}

/// Reports what ended a program that a prompt follows: also SystemExit.
fn inspected(t: &Thread, e: &Raised) {
    let d = heddle_objects::types::module::dict_of(t, interp::sys());
    for name in ["last_exc", "last_value"] {
        dict::set_str(t, d.v(), t.intern(name).v(), e.0.v());
    }
    dict::set_str(t, d.v(), t.intern("last_type").v(), ops::type_of(e.0.v()));
    let tb = exc::traceback(t, e.0.v()).some().unwrap_or(Ref::NONE);
    dict::set_str(t, d.v(), t.intern("last_traceback").v(), tb.v());
    sys::report(t, e);
}

/// What an exception that nobody has caught means: its report, and a status.
fn uncaught(t: &Thread, e: &Raised) -> i32 {
    if e.is(&exc::SYSTEM_EXIT) {
        let (code, text) = sys::exit_code(t, e);
        if let Some(text) = text {
            sys::write_error(t, &format!("{text}\n"));
        }
        return code;
    }
    sys::report(t, e);
    if e.is(&exc::KEYBOARD_INTERRUPT) { 130 } else { 1 }
}

/// The end: threads that are no daemons, `atexit`, the standard streams.
pub(crate) fn finish(t: &Thread, mut status: i32) -> i32 {
    let modules = interp::sys_modules(t);
    let threading = dict::get_str(t, modules.v(), t.intern("threading").v());
    if !threading.is_undef()
        && let Err(e) = ops::call_method(t, threading.v(), "_shutdown", &[])
    {
        heddle_objects::types::exceptions::unraisable(
            t,
            e,
            "Exception ignored on threading shutdown",
            threading.v(),
        );
    }
    heddle_stdlib::atexit::run_exit_functions(t);
    sys::set_finalizing();
    if !heddle_stdlib::io::flush_std_streams(t) {
        // CPython's status for output that could not be written.
        status = 120;
    }
    status
}
