//! `input` and `breakpoint`: the built-in functions that work on what `sys` has at the moment.
//!
//! Must never know what the streams and the hook are.

use crate::hooks::sys_attr;
use heddle_objects::native::{Args, Def, def_doc};
use heddle_objects::types::{dict, exceptions as exc, str, tuple};
use heddle_objects::{Res, Thread, Value, ops};

pub(crate) const FUNCTIONS: &[Def] = &[
    def_doc(
        "input(prompt='', /)",
        input,
        "Read a string from standard input.  The trailing newline is stripped.\n\nThe prompt string, if given, is printed to \
         standard output without a\ntrailing newline before reading input.\n\nIf the user hits EOF (*nix: Ctrl-D, Windows: \
         Ctrl-Z+Return), raise EOFError.\nOn *nix systems, readline is used if available.",
    ),
    def_doc(
        "breakpoint(*args, **kws)",
        breakpoint,
        "Call sys.breakpointhook(*args, **kws).\n\nsys.breakpointhook() must accept whatever arguments are passed.\n\nBy \
         default, this drops you into the pdb debugger.",
    ),
];

/// A stream of `sys`, which must be there.
fn stream(t: &Thread, name: &str) -> Res {
    let found = sys_attr(t, name);
    if found.is_none_or_undef() {
        return Err(t.runtime_error(format_args!("lost sys.{name}")));
    }
    Ok(found)
}

fn input(t: &Thread, a: &[Value]) -> Res {
    let (stdin, stdout, stderr) = (stream(t, "stdin")?, stream(t, "stdout")?, stream(t, "stderr")?);
    // What is on its way to the terminal comes before the prompt; a stream that fails says so later.
    drop(ops::call_method(t, stderr.v(), "flush", &[]));
    if !a[0].is_undef() {
        let prompt = ops::to_str(t, a[0])?;
        ops::call_method(t, stdout.v(), "write", &[prompt.v()])?;
    }
    drop(ops::call_method(t, stdout.v(), "flush", &[]));
    let line = ops::call_method(t, stdin.v(), "readline", &[])?;
    if !str::is_str(line.v()) {
        return Err(t.type_error(format_args!(
            "object.readline() should return a str object, not '{}'",
            ops::type_name(line.v())
        )));
    }
    match str::len(line.v()) {
        0 => Err(t.error(&exc::EOF_ERROR, "EOF when reading a line")),
        _ => ops::call_method(t, line.v(), "removesuffix", &[t.intern("\n").v()]),
    }
}

fn breakpoint(t: &Thread, a: &[Value]) -> Res {
    let hook = sys_attr(t, "breakpointhook");
    if hook.is_undef() {
        return Err(t.runtime_error("lost sys.breakpointhook"));
    }
    let named = dict::items(t, a[1]);
    let names: Vec<Value> = named.iter().map(|(name, _)| name.v()).collect();
    let mut all = tuple::items(&a[0]).to_vec();
    all.extend(named.iter().map(|(_, value)| value.v()));
    ops::call(t, hook.v(), Args { all: &all, names: &names })
}
