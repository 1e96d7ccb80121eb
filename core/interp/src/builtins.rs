//! The module `builtins`: functions that need frames, and the table of all others.

use crate::compile;
use crate::frame::State;
use heddle_compiler::Options;
use heddle_objects::native::{Def, def};
use heddle_objects::types::{code, descr, dict, exceptions as exc, module, str};
use heddle_objects::{Ref, Res, Thread, Value, ops};
use heddle_syntax::Mode;
use heddle_threads::sync::atomic::{AtomicU64, Ordering::*};

static MODULE: AtomicU64 = AtomicU64::new(0);

/// The module.
pub fn module(_t: &Thread) -> Ref {
    // SAFETY: `install` stored it for good.
    Ref::new(unsafe { Value::from_bits(MODULE.load(Acquire)) })
}

/// Its dict.
pub fn dict() -> Value {
    let m = MODULE.load(Acquire);
    // SAFETY: `install` stored it for good.
    let m = unsafe { Value::from_bits(m) };
    m.expect::<module::Module>().dict.peek()
}

/// Makes the module.
pub fn install(t: &Thread) {
    let m = module::new(t, "builtins");
    let d = m.expect::<module::Module>().dict.get(t, m.obj());
    let put = |name: &str, v: Ref| dict::set_str(t, d.v(), t.intern(name).v(), v.v());
    for table in heddle_objects::builtin_tables() {
        for f in *table {
            put(f.signature.split('(').next().unwrap_or(""), descr::function(t, m.v(), f));
        }
    }
    for f in FUNCTIONS.iter().chain(crate::console::FUNCTIONS) {
        put(f.signature.split('(').next().unwrap_or(""), descr::function(t, m.v(), f));
    }
    for ty in heddle_objects::builtin_types() {
        put(heddle_objects::typeobj::split_name(ty.def.name).1, ty.get_ref());
    }
    for ty in exc::ALL {
        put(heddle_objects::typeobj::split_name(ty.def.name).1, ty.get_ref());
    }
    put("EnvironmentError", exc::OS_ERROR.get_ref());
    put("IOError", exc::OS_ERROR.get_ref());
    put("None", Ref::NONE);
    put("True", Ref::TRUE);
    put("False", Ref::FALSE);
    put("Ellipsis", Ref::immediate(Value::ELLIPSIS));
    put("NotImplemented", Ref::NOT_IMPLEMENTED);
    put("__debug__", Ref::bool(compile::OPTIMIZE.load(Relaxed) == 0));
    heddle_objects::set_builtins(d);
    MODULE.store(m.into_value().bits(), Release);
}

const FUNCTIONS: &[Def] = &[
    def("print(*args, sep=' ', end='\\n', file=None, flush=False)", print),
    def("globals()", |t, _| match State::of(t).current() {
        Some(f) => Ok(Ref::new(f.globals)),
        None => Ok(Ref::NONE),
    }),
    def("locals()", |t, _| match State::of(t).current() {
        Some(f) => crate::names::load_locals(t, f),
        None => Err(t.system_error("frame does not exist")),
    }),
    def("exec(source, /, globals=None, locals=None, *, closure=None)", exec),
    def("eval(source, /, globals=None, locals=None)", eval),
    def(
        "compile(source, filename, mode, flags=0, dont_inherit=False, optimize=-1, *, _feature_version=-1)",
        compile_function,
    ),
    def("aiter(async_iterable, /)", |t, a| {
        if ops::slots_of(a[0]).aiter.is_none() {
            return Err(
                t.type_error(format_args!("'{}' object is not an async iterable", ops::type_name(a[0])))
            );
        }
        crate::generator::aiter(t, a[0])
    }),
    def("anext(async_iterator, default=<unrepresentable>, /)", crate::asyncgen::anext_function),
    def("__import__(name, globals=None, locals=None, fromlist=(), level=0)", crate::import::import),
];

/// `print`: to `sys.stdout`, or while there is none to the process's standard output.
fn print(t: &Thread, a: &[Value]) -> Res {
    // `sep`, `end`, `file`, `flush`, then the tuple of arguments.
    let (sep, end, file, flush, args) = (a[0], a[1], a[2], a[3], a[4]);
    for (v, name) in [(sep, "sep"), (end, "end")] {
        if !v.is_none_or_undef() && !str::is_str(v) {
            return Err(
                t.type_error(format_args!("{name} must be None or a string, not {}", ops::type_name(v)))
            );
        }
    }
    let file = if file.is_none_or_undef() { crate::sys_attr(t, "stdout") } else { Ref::new(file) };
    if file.is_none() {
        return Ok(Ref::NONE);
    }
    let mut buf = heddle_text::Buf::new();
    let items = heddle_objects::types::tuple::items(&args);
    let sep_ref;
    let sep_view = if sep.is_none_or_undef() {
        heddle_text::View::Ascii(b" ")
    } else {
        sep_ref = sep;
        str::view(&sep_ref)
    };
    for (k, item) in items.iter().enumerate() {
        if k > 0 {
            buf.push_view(sep_view);
        }
        let text = ops::to_str(t, *item)?;
        buf.push_view(str::view(&text));
    }
    let end_ref;
    buf.push_view(if end.is_none_or_undef() {
        heddle_text::View::Ascii(b"\n")
    } else {
        end_ref = end;
        str::view(&end_ref)
    });
    let text = buf.finish();
    if file.is_undef() {
        use std::io::Write;
        let bytes = text.view().to_wtf8();
        let _ = std::io::stdout().write_all(&bytes);
        let _ = std::io::stdout().flush();
        return Ok(Ref::NONE);
    }
    let text = str::from_owned(t, &text);
    ops::call_method(t, file.v(), "write", &[text.v()])?;
    if !flush.is_undef() && ops::truth(t, flush)? {
        ops::call_method(t, file.v(), "flush", &[])?;
    }
    Ok(Ref::NONE)
}

/// The globals and locals that `exec` and `eval` run with.
fn namespaces(t: &Thread, what: &str, globals: Value, locals: Value) -> Res<(Ref, Ref)> {
    if !globals.is_none_or_undef() && !dict::is_dict(globals) {
        return Err(if what != "eval" {
            t.type_error(format_args!("exec() globals must be a dict, not {}", ops::type_name(globals)))
        } else if crate::is_mapping_like(globals) {
            t.type_error("globals must be a real dict; try eval(expr, {}, mapping)")
        } else {
            t.type_error("globals must be a dict")
        });
    }
    if !locals.is_none_or_undef() && !crate::is_mapping_like(locals) {
        return Err(if what == "eval" {
            t.type_error("locals must be a mapping")
        } else {
            t.type_error(format_args!("locals must be a mapping or None, not {}", ops::type_name(locals)))
        });
    }
    let (g, l) = if globals.is_none_or_undef() {
        let st = State::of(t);
        let Some(f) = st.current() else { return Err(t.system_error("globals and locals cannot be NULL")) };
        let l = if locals.is_none_or_undef() { crate::names::load_locals(t, f)? } else { Ref::new(locals) };
        (Ref::new(f.globals), l)
    } else {
        let l = if locals.is_none_or_undef() { globals } else { locals };
        (Ref::new(globals), Ref::new(l))
    };
    Ok((g, l))
}

/// The text in what `exec` and its like were given.
enum Given {
    Str(String),
    Bytes(Vec<u8>),
}

impl Given {
    fn bytes(&self) -> &[u8] {
        match self {
            Given::Str(s) => s.as_bytes(),
            Given::Bytes(s) => s,
        }
    }

    /// The text, without blanks in front if it is an expression's.
    fn text(&self, expression: bool) -> compile::Text<'_> {
        let blank = |b: &u8| !expression || !matches!(b, b' ' | b'\t');
        match self {
            Given::Str(s) => compile::Text::Str(&s[s.as_bytes().iter().position(blank).unwrap_or(s.len())..]),
            Given::Bytes(s) => compile::Text::Bytes(&s[s.iter().position(blank).unwrap_or(s.len())..]),
        }
    }
}

fn source_text(t: &Thread, v: Value, what: &str) -> Res<Given> {
    let (given, null) = if let Some(view) = str::try_view(&v) {
        match view.to_utf8() {
            Some(text) => {
                let null = text.contains('\0');
                (Given::Str(text), null)
            }
            None => return Err(crate::surrogates_in_source(t, v)),
        }
    } else {
        let bytes = crate::bytes_of(t, v)?.ok_or_else(|| {
            let third = if what == "compile()" { "AST" } else { "code" };
            t.type_error(format_args!("{what} arg 1 must be a string, bytes or {third} object"))
        })?;
        let null = bytes.contains(&0);
        (Given::Bytes(bytes), null)
    };
    if null {
        return Err(t.error(&exc::SYNTAX_ERROR, "source code string cannot contain null bytes"));
    }
    Ok(given)
}

/// Future features that the calling code has on.
fn inherited_flags(t: &Thread) -> u32 {
    use heddle_bytecode::flags::*;
    let mask = FUTURE_ANNOTATIONS | FUTURE_BARRY | FUTURE_GENERATOR_STOP | 0x3e0000;
    State::of(t).current().map_or(0, |f| f.code().code.flags & mask)
}

fn options(t: &Thread) -> Options {
    Options { optimize: compile::OPTIMIZE.load(Relaxed), flags: inherited_flags(t) }
}

fn exec(t: &Thread, a: &[Value]) -> Res {
    let (g, l) = namespaces(t, "exec", a[1], a[2])?;
    let closure = a[3];
    let code = if code::is_code(a[0]) {
        Ref::new(a[0])
    } else {
        let text = source_text(t, a[0], "exec()")?;
        compile::source(t, text.text(false), "<string>", Mode::Exec, options(t))?
    };
    let free = code::data(&code).freevars.len();
    if free > 0 {
        let cells = heddle_objects::types::tuple::try_items(&closure).unwrap_or(&[]);
        if cells.len() != free || !cells.iter().all(|c| heddle_objects::types::cell::is_cell(*c)) {
            return Err(t.type_error(if closure.is_none_or_undef() {
                "code object passed to exec() may not contain free variables".to_string()
            } else {
                format!("code object requires a closure of exactly length {free}")
            }));
        }
    } else if !closure.is_none_or_undef() {
        return Err(t.type_error("cannot use a closure with this code object"));
    }
    compile::run_code_with_closure(t, code.v(), g.v(), l.v(), closure)?;
    Ok(Ref::NONE)
}

fn eval(t: &Thread, a: &[Value]) -> Res {
    let (g, l) = namespaces(t, "eval", a[1], a[2])?;
    let code = if code::is_code(a[0]) {
        if !code::data(&a[0]).freevars.is_empty() {
            return Err(t.type_error("code object passed to eval() may not contain free variables"));
        }
        Ref::new(a[0])
    } else {
        let text = source_text(t, a[0], "eval()")?;
        compile::source(t, text.text(true), "<string>", Mode::Eval, options(t))?
    };
    compile::run_code(t, code.v(), g.v(), l.v())
}

/// `PyCF_DONT_IMPLY_DEDENT`
const DONT_IMPLY_DEDENT: i64 = 0x200;
/// `PyCF_ALLOW_INCOMPLETE_INPUT`
const ALLOW_INCOMPLETE_INPUT: i64 = 0x4000;
/// `PyCF_ONLY_AST`
const ONLY_AST: i64 = 0x400;
/// `PyCF_OPTIMIZED_AST`
const OPTIMIZED_AST: i64 = 0x8000 | ONLY_AST;

fn compile_function(t: &Thread, a: &[Value]) -> Res {
    let filename = crate::fs_path(t, a[1])?;
    let mode = match str::lossy(a[2]).as_str() {
        "exec" => Mode::Exec,
        "eval" => Mode::Eval,
        "single" => Mode::Single,
        "func_type" => {
            return Err(t.value_error("compile() mode 'func_type' requires flag PyCF_ONLY_AST"));
        }
        _ => return Err(t.value_error("compile() mode must be 'exec', 'eval' or 'single'")),
    };
    let flags = if a[3].is_undef() { 0 } else { ops::arg_i64(t, a[3])? };
    let dont_inherit = !a[4].is_undef() && ops::truth(t, a[4])?;
    let optimize = if a[5].is_undef() { -1 } else { ops::arg_i64(t, a[5])? };
    if !(-1..=2).contains(&optimize) {
        return Err(t.value_error("compile(): invalid optimize value"));
    }
    const KNOWN: i64 = 0x1fe0000 | 0x400 | 0x100 | 0x200 | 0x1000 | 0x2000 | 0x4000 | 0x8000;
    if flags & !KNOWN != 0 {
        return Err(t.value_error("compile(): unrecognised flags"));
    }
    let mut o = Options { optimize: compile::OPTIMIZE.load(Relaxed), flags: (flags & 0x1fe0000) as u32 };
    if !dont_inherit {
        o.flags |= inherited_flags(t);
    }
    if optimize >= 0 {
        o.optimize = optimize as u8;
    }
    if crate::ast::is_node(t, a[0])? {
        if flags & ONLY_AST != 0 {
            compile::read_tree(t, a[0], &filename, mode, o)?;
            return Ok(Ref::new(a[0]));
        }
        return compile::from_tree(t, a[0], &filename, mode, o);
    }
    let text = source_text(t, a[0], "compile()")?;
    if flags & ONLY_AST != 0 {
        let optimised = (flags & OPTIMIZED_AST == OPTIMIZED_AST).then_some(o.optimize);
        return compile::tree(t, text.text(false), &filename, mode, optimised);
    }
    if flags & (ALLOW_INCOMPLETE_INPUT | DONT_IMPLY_DEDENT) == ALLOW_INCOMPLETE_INPUT | DONT_IMPLY_DEDENT
        && compile::goes_on(text.bytes(), mode)
    {
        return Err(t.error(&exc::INCOMPLETE_INPUT_ERROR, "incomplete input"));
    }
    compile::source(t, text.text(false), &filename, mode, o).map_err(|e| {
        if flags & ALLOW_INCOMPLETE_INPUT != 0 { compile::incomplete(t, e, text.bytes()) } else { e }
    })
}

/// `builtins.__import__`
pub fn import_function(t: &Thread) -> Ref {
    dict::get_str(t, dict(), t.intern("__import__").v()).some().unwrap_or(Ref::NONE)
}
