//! `displayhook`, `excepthook`, `unraisablehook`: what is shown to the user.

use heddle_interp as interp;
use heddle_objects::native::{Def, def};
use heddle_objects::typeobj::{NativeType, TypeDef};
use heddle_objects::types::exceptions::display::{self, Frames};
use heddle_objects::types::{dict, exceptions as exc, set, str, structseq, tuple};
use heddle_objects::{Raised, Ref, Res, Thread, Value, ops};
use std::sync::OnceLock;

/// The hooks.
pub static FUNCTIONS: &[Def] = &[
    def("displayhook(object, /)", displayhook),
    def("excepthook(exctype, value, traceback, /)", |t, a| {
        if exc::is_exception(a[1]) {
            if ops::getattr_str(t, a[1], "__traceback__")?.is_none() && !a[2].is_none() {
                ops::setattr(t, a[1], t.intern("__traceback__").v(), a[2])?;
            }
            write_error(t, &display::uncaught(t, a[1], &Sources));
        } else {
            write_error(
                t,
                &format!(
                    "TypeError: print_exception(): Exception expected for value, {} found\n",
                    ops::type_name(a[1])
                ),
            );
        }
        Ok(Ref::NONE)
    }),
    def("unraisablehook(unraisable, /)", |t, a| {
        let get = |name: &str| ops::getattr_str(t, a[0], name);
        let (value, message, object) = (get("exc_value")?, get("err_msg")?, get("object")?);
        let message =
            if message.is_none() { "Exception ignored in".to_string() } else { str::lossy(message.v()) };
        write_error(t, &exc::unraisable_text(t, value.v(), &message, object.v(), &Sources));
        Ok(Ref::NONE)
    }),
    def("breakpointhook(*args, **kws)", breakpointhook),
];

/// Calls what `$PYTHONBREAKPOINT` names, `pdb.set_trace` if it names nothing; a name that leads nowhere is a warning.
fn breakpointhook(t: &Thread, a: &[Value]) -> Res {
    let path = std::env::var("PYTHONBREAKPOINT").unwrap_or_default();
    let path = match path.as_str() {
        "0" => return Ok(Ref::NONE),
        "" => "pdb.set_trace",
        path => path,
    };
    let hook = match path.rsplit_once('.') {
        Some(("", _)) => Ref::UNDEF,
        Some((module, name)) => breakpoint_target(t, module, name)?,
        None => breakpoint_target(t, "builtins", path)?,
    };
    if hook.is_undef() {
        let warnings = heddle_objects::import_module(t, "warnings")?;
        let text = t.str(&format!("Ignoring unimportable $PYTHONBREAKPOINT: \"{path}\""));
        ops::call_method(t, warnings.v(), "warn", &[text.v(), exc::RUNTIME_WARNING.get()])?;
        return Ok(Ref::NONE);
    }
    crate::util::call_with(t, hook.v(), tuple::items(&a[0]), a[1])
}

/// The attribute of a module; UNDEF if there is no such module or attribute.
fn breakpoint_target(t: &Thread, module: &str, name: &str) -> Res {
    let module = match interp::import::import_full(t, module) {
        Ok(module) => module,
        Err(e) if e.is(&exc::IMPORT_ERROR) || e.is(&exc::VALUE_ERROR) => return Ok(Ref::UNDEF),
        Err(e) => return Err(e),
    };
    ops::getattr_opt(t, module.v(), t.intern(name).v())
}

fn displayhook(t: &Thread, a: &[Value]) -> Res {
    if a[0].is_none() {
        return Ok(Ref::NONE);
    }
    let builtins = interp::builtins::dict();
    let underscore = t.intern("_");
    dict::set_str(t, builtins, underscore.v(), Value::NONE);
    let text = ops::repr(t, a[0])?;
    let out = interp::sys_attr(t, "stdout");
    if out.is_none_or_undef() {
        return Err(t.runtime_error("lost sys.stdout"));
    }
    ops::call_method(t, out.v(), "write", &[text.v()])?;
    ops::call_method(t, out.v(), "write", &[t.intern("\n").v()])?;
    dict::set_str(t, builtins, underscore.v(), a[0]);
    Ok(Ref::NONE)
}

/// Writes to `sys.stderr`, or to the process's own if that is not there or fails.
pub fn write_error(t: &Thread, text: &str) {
    let file = interp::sys_attr(t, "stderr");
    if !file.is_none_or_undef() {
        let s = t.str(text);
        if ops::call_method(t, file.v(), "write", &[s.v()]).is_ok() {
            let _ = ops::call_method(t, file.v(), "flush", &[]);
            return;
        }
    }
    eprint!("{text}");
}

/// The text for an exception that nobody has caught.
pub fn uncaught_text(t: &Thread, e: Value) -> String {
    display::uncaught(t, e, &Sources)
}

/// Source lines from files, from the embedded library, and from `__loader__.get_source`.
struct Sources;

impl Frames for Sources {
    fn source_line(&self, t: &Thread, filename: &str, frame: Value, line: u32) -> Option<String> {
        if filename == "<string>"
            && let Some(text) = COMMAND.get()
        {
            return text.lines().nth(line as usize - 1).map(str::to_string);
        }
        let text = match std::fs::read(filename) {
            Ok(bytes) => String::from_utf8_lossy(&bytes).into_owned(),
            Err(_) => {
                let embedded = filename
                    .strip_prefix(crate::LIBRARY_ROOT)
                    .and_then(|p| heddle_library::read(p.trim_start_matches('/')));
                match embedded {
                    Some(bytes) => String::from_utf8_lossy(&bytes).into_owned(),
                    None => from_loader(t, frame)?,
                }
            }
        };
        text.lines().nth(line as usize - 1).map(str::to_string)
    }

    fn limit(&self, t: &Thread) -> Option<usize> {
        let n = interp::sys_attr(t, "tracebacklimit");
        n.as_small_int().map(|n| n.max(0) as usize)
    }

    fn is_stdlib_module(&self, t: &Thread, name: &str) -> bool {
        let all = interp::sys_attr(t, "stdlib_module_names");
        set::is_frozen(all.v()) && set::contains(t, all.v(), t.str(name).v()).unwrap_or(false)
    }

    fn module(&self, t: &Thread, name: Value) -> Option<Ref> {
        let modules = interp::sys_modules(t);
        dict::get(t, modules.v(), name).ok()?.some()
    }
}

fn from_loader(t: &Thread, frame: Value) -> Option<String> {
    let globals = interp::frameobj::globals_of(frame)?;
    let loader = dict::get_str(t, globals, t.intern("__loader__").v()).some()?;
    let name = dict::get_str(t, globals, t.intern("__name__").v()).some()?;
    let source = ops::call_method(t, loader.v(), "get_source", &[name.v()]).ok()?;
    str::is_str(source.v()).then(|| str::lossy(source.v()))
}

static UNRAISABLE_ARGS: NativeType = NativeType::new(TypeDef {
    extra: |t, put| {
        structseq::fields(t, UNRAISABLE_ARGS.get(), UNRAISABLE_FIELDS, UNRAISABLE_FIELDS.len(), put)
    },
    ..structseq::declare("sys.UnraisableHookArgs")
});
const UNRAISABLE_FIELDS: &[&str] = &["exc_type", "exc_value", "exc_traceback", "err_msg", "object"];

/// An exception that nobody can catch, through `sys.unraisablehook`.
pub(super) fn unraisable(t: &Thread, e: Value, message: &str, object: Value) {
    let hook = interp::sys_attr(t, "unraisablehook");
    if hook.is_none_or_undef() {
        write_error(t, &exc::unraisable_text(t, e, message, object, &Sources));
        return;
    }
    // What was being done is said in the message, the object with it.
    let (message, object) = match (message, object.is_none_or_undef()) {
        ("", true) => (Ref::NONE, Ref::NONE),
        ("", false) => (Ref::NONE, Ref::new(object)),
        (text, true) => (t.str(text), Ref::NONE),
        (text, false) => {
            let shown = ops::repr_text(t, object).unwrap_or_else(|_| "<object repr() failed>".to_string());
            (t.str(&format!("{text} {shown}")), Ref::NONE)
        }
    };
    let tb = exc::traceback(t, e).some().unwrap_or(Ref::NONE);
    let items = vec![Ref::new(ops::type_of(e)), Ref::new(e), tb, message, object];
    let args = structseq::make(t, &UNRAISABLE_ARGS, items);
    if let Err(second) = ops::call_pos(t, hook.v(), &[args.v()]) {
        let shown = ops::repr_text(t, hook.v()).unwrap_or_else(|_| "<object repr() failed>".to_string());
        let text = display::unraisable(t, second.0.v(), &Sources);
        write_error(t, &format!("Exception ignored in sys.unraisablehook: {shown}\n{text}"));
    }
}

/// The program of `-c`, for the lines of its tracebacks.
static COMMAND: OnceLock<String> = OnceLock::new();

/// Notes the program of `-c`.
pub fn remember_command(text: &str) {
    let _ = COMMAND.set(text.to_string());
}

/// An exception that nobody has caught, through `sys.excepthook`.
pub fn report(t: &Thread, e: &Raised) {
    let hook = interp::sys_attr(t, "excepthook");
    let tb = exc::traceback(t, e.0.v()).some().unwrap_or(Ref::NONE);
    let ty = Ref::new(ops::type_of(e.0.v()));
    if hook.is_none_or_undef() {
        write_error(t, &display::uncaught(t, e.0.v(), &Sources));
        return;
    }
    if let Err(second) = ops::call_pos(t, hook.v(), &[ty.v(), e.0.v(), tb.v()]) {
        write_error(t, "Error in sys.excepthook:\n");
        write_error(t, &display::uncaught(t, second.0.v(), &Sources));
        write_error(t, "\nOriginal exception was:\n");
        write_error(t, &display::uncaught(t, e.0.v(), &Sources));
    }
}
