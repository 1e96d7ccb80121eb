//! Source text to code objects, and code objects run in a namespace.

use crate::call;
use heddle_compiler::Options;
use heddle_objects::types::exceptions as exc;
use heddle_objects::types::{code, dict, int, str};
use heddle_objects::{Raised, Ref, Res, Thread, Value, ops};
use heddle_syntax::ast::{Mod, Stmt};
use heddle_syntax::symtable::SymbolTable;
use heddle_syntax::{ErrorClass, Mode, Source, SyntaxError, SyntaxWarning, Tree, check_with_warnings, parse};
use std::sync::Arc;

/// `-O` and so on: what `compile` uses where it is not told.
pub static OPTIMIZE: heddle_threads::sync::atomic::AtomicU8 = heddle_threads::sync::atomic::AtomicU8::new(0);

/// Source text as it comes.
#[derive(Clone, Copy)]
pub enum Text<'a> {
    /// A file's bytes, which may say how they are encoded.
    Bytes(&'a [u8]),
    /// Characters: what they say of an encoding does not matter.
    Str(&'a str),
}

impl<'a> From<&'a [u8]> for Text<'a> {
    fn from(bytes: &'a [u8]) -> Self {
        Text::Bytes(bytes)
    }
}

impl Text<'_> {
    fn source(self, filename: &str) -> Result<Source, SyntaxError> {
        match self {
            Text::Bytes(bytes) => Source::from_bytes(filename, bytes),
            Text::Str(text) => Source::new(filename, text),
        }
    }
}

/// The characters of a file in an encoding that only Python's codecs know; `None`: it is in none of those.
fn recoded(t: &Thread, text: Text, filename: &str) -> Res<Option<String>> {
    let Text::Bytes(bytes) = text else { return Ok(None) };
    let Some(encoding) = heddle_syntax::foreign_encoding(bytes) else { return Ok(None) };
    let held = heddle_objects::types::bytes::new(t, bytes);
    match heddle_objects::codecs::decode_text(t, held.v(), &encoding, None) {
        Ok(text) => Ok(heddle_objects::types::str::try_view(&text.v()).and_then(|view| view.to_utf8())),
        // The parser says that it does not know it.
        Err(e) if e.is(&exc::LOOKUP_ERROR) => Ok(None),
        Err(e) if e.is(&exc::UNICODE_ERROR) => {
            let message = format!("(unicode error) {}", heddle_objects::ops::str_text(t, e.0.v())?);
            Err(syntax_error(t, &SyntaxError::bare(ErrorClass::SyntaxError, message, filename)))
        }
        Err(e) => Err(e),
    }
}

/// Compiles source text to a code object.
pub fn source<'a>(
    t: &Thread,
    text: impl Into<Text<'a>>,
    filename: &str,
    mode: Mode,
    options: Options,
) -> Res {
    let text = text.into();
    let recoded = recoded(t, text, filename)?;
    let text = recoded.as_deref().map_or(text, Text::Str);
    let parsed = t.blocking(|| {
        let source = text.source(filename)?;
        let tree = parse(source, mode)?;
        let table = SymbolTable::build(&tree)?;
        let more = check_with_warnings(&tree, &table)?;
        let warnings = [tree.warnings(), &more].concat();
        let code = heddle_compiler::compile(&tree, &table, options);
        Ok::<_, SyntaxError>((code, warnings, tree))
    });
    let (code, warnings, tree) = parsed.map_err(|e| syntax_error(t, &e))?;
    warn(t, &tree, &warnings)?;
    match code {
        Err(e) => Err(t.error(&exc::SYNTAX_ERROR, e)),
        Ok(code) => code::new(t, &Arc::new(code)),
    }
}

/// Issues warnings; one that becomes an exception is a SyntaxError at its place.
fn warn(t: &Thread, tree: &Tree, warnings: &[SyntaxWarning]) -> Res<()> {
    for w in warnings {
        let modules = crate::sys_modules(t);
        let module = dict::get_str(t, modules.v(), t.intern("_warnings").v());
        if module.is_undef() {
            return Ok(());
        }
        let explicit = ops::getattr_str(t, module.v(), "warn_explicit")?;
        let category = exc::SYNTAX_WARNING.get();
        let filename = t.str(tree.source().filename());
        let line = t.int(i64::from(w.lineno));
        let issued =
            ops::call_pos(t, explicit.v(), &[t.str(&w.message).v(), category, filename.v(), line.v()]);
        match issued {
            Err(e) if e.is(&exc::SYNTAX_WARNING) => {
                return Err(syntax_error(t, &tree.source().warning_as_error(w)));
            }
            other => drop(other?),
        }
    }
    Ok(())
}

/// Parses source text to a syntax tree of Python objects; `optimised` for a level of optimisation.
pub fn tree(t: &Thread, text: Text, filename: &str, mode: Mode, optimised: Option<u8>) -> Res {
    let recoded = recoded(t, text, filename)?;
    let text = recoded.as_deref().map_or(text, Text::Str);
    let tree = t.blocking(|| text.source(filename).and_then(|source| parse(source, mode)));
    match tree {
        Err(e) => Err(syntax_error(t, &e)),
        Ok(tree) => {
            warn(t, &tree, tree.warnings())?;
            crate::ast::to_python(t, &tree, optimised)
        }
    }
}

/// Reads a syntax tree of Python objects.
pub fn read_tree(
    t: &Thread,
    root: Value,
    filename: &str,
    mode: Mode,
    options: Options,
) -> Res<crate::ast::Read> {
    let future = options.flags & heddle_bytecode::flags::FUTURE_ANNOTATIONS != 0;
    crate::ast::from_python(t, root, filename, mode, future)
}

/// Compiles a syntax tree of Python objects to a code object.
pub fn from_tree(t: &Thread, root: Value, filename: &str, mode: Mode, options: Options) -> Res {
    let crate::ast::Read { tree, constants } = read_tree(t, root, filename, mode, options)?;
    let checked = t.blocking(|| {
        let table = SymbolTable::build(&tree)?;
        let warnings = check_with_warnings(&tree, &table)?;
        Ok::<_, SyntaxError>((heddle_compiler::compile_with(&tree, &table, options, &constants), warnings))
    });
    let (code, warnings) = checked.map_err(|e| syntax_error(t, &e))?;
    warn(t, &tree, &warnings)?;
    match code {
        Err(e) => Err(t.error(&exc::SYNTAX_ERROR, e)),
        Ok(code) => code::new(t, &Arc::new(code)),
    }
}

/// Whether a compound statement of a prompt has not been ended by an empty line.
pub fn goes_on(text: &[u8], mode: Mode) -> bool {
    if mode != Mode::Single || text.ends_with(b"\n") {
        return false;
    }
    let parsed = Source::from_bytes("", text).and_then(|source| parse(source, mode));
    parsed.is_ok_and(|tree| match tree.root() {
        Mod::Module(module) => module.body.iter().any(|s| {
            matches!(
                s,
                Stmt::FunctionDef(_)
                    | Stmt::ClassDef(_)
                    | Stmt::If(_)
                    | Stmt::For(_)
                    | Stmt::While(_)
                    | Stmt::With(_)
                    | Stmt::Try(_)
                    | Stmt::Match(_)
            )
        }),
        Mod::Expression(_) => false,
    })
}

/// `PyCF_ALLOW_INCOMPLETE_INPUT`: a SyntaxError where the source merely ends too early becomes an `_IncompleteInputError`.
pub fn incomplete(t: &Thread, e: Raised, text: &[u8]) -> Raised {
    let field = |name: &str| ops::getattr_str(t, e.0.v(), name).ok();
    let number = |name: &str| field(name).and_then(|v| int::to_i64(v.v())).map_or(0, |n| n.max(1) as usize);
    let message = field("msg").map_or_else(String::new, |m| str::lossy(m.v()));
    let text = String::from_utf8_lossy(text);
    let (line, offset) = (number("lineno"), number("offset"));
    let rest: String = text
        .split_inclusive('\n')
        .skip(line.saturating_sub(1))
        .enumerate()
        .flat_map(|(k, l)| l.chars().skip(if k == 0 { offset.saturating_sub(1) } else { 0 }))
        .collect();
    let blank = rest.lines().all(|l| l.trim_start().is_empty() || l.trim_start().starts_with('#'));
    let ends = message.contains("was never closed")
        || message.starts_with("unterminated triple-quoted")
        || message.starts_with("unexpected EOF")
        || blank
            && (message.starts_with("expected an indented block")
                || message.starts_with("expected 'except'"))
        || rest.is_empty() && text.ends_with('\n') && message == "invalid syntax";
    if !e.is(&exc::SYNTAX_ERROR) || !ends {
        return e;
    }
    t.error(&exc::INCOMPLETE_INPUT_ERROR, "incomplete input")
}

/// A syntax error as an exception.
pub fn syntax_error(t: &Thread, e: &SyntaxError) -> Raised {
    let class = match e.class {
        ErrorClass::SyntaxError => &exc::SYNTAX_ERROR,
        ErrorClass::IndentationError => &exc::INDENTATION_ERROR,
        ErrorClass::TabError => &exc::TAB_ERROR,
        ErrorClass::MemoryError => return t.memory_error(&e.message),
    };
    if e.lineno == 0 {
        return t.error(class, &e.message);
    }
    let text = e.text.as_ref().map_or(Ref::NONE, |text| t.str(text));
    let numbers = [i64::from(e.end_lineno), i64::from(e.end_offset)].map(|n| t.int(n));
    let [end_line, end_offset] = numbers;
    let parts = vec![
        t.str(&e.filename),
        t.int(i64::from(e.lineno)),
        t.int(i64::from(e.offset)),
        text,
        end_line,
        end_offset,
    ];
    let parts = heddle_objects::types::tuple::from_refs(t, parts);
    t.error_args(class, &[t.str(&e.message).v(), parts.v()])
}

/// Runs a code object with these globals and locals (UNDEF: the globals).
pub fn run_code(t: &Thread, code: Value, globals: Value, locals: Value) -> Res {
    let key = t.intern("__builtins__");
    let mut builtins = dict::get_str(t, globals, key.v());
    if builtins.is_undef() {
        builtins = Ref::new(crate::builtins::dict());
        let module = crate::builtins::module(t);
        dict::set_str(t, globals, key.v(), module.v());
    }
    if heddle_objects::types::module::MODULE.is_instance(builtins.v()) {
        builtins = heddle_objects::ops::instance_dict(t, builtins.v());
    }
    let f = call::new_function(t, code, globals, builtins.v());
    let locals = if locals.is_undef() { globals } else { locals };
    call::run_with_locals(t, f.v(), Ref::new(locals))
}

/// [`run_code`] of code with free variables: their cells are `closure`.
pub fn run_code_with_closure(t: &Thread, code: Value, globals: Value, locals: Value, closure: Value) -> Res {
    if closure.is_none_or_undef() {
        return run_code(t, code, globals, locals);
    }
    let f = call::new_function(t, code, globals, crate::builtins::dict());
    call::set_function(t, f.v(), 3, Ref::new(closure));
    call::run_with_locals(t, f.v(), Ref::new(locals))
}
