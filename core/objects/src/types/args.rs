//! Arguments of `new` and `init` slots, which get them as they came.
//!
//! Must never know any type's own arguments.

use crate::error::Res;
use crate::native::Args;
use crate::thread::Thread;
use crate::types::str;
use crate::value::Value;

/// Optional arguments by position or by name, UNDEF where they are missing.
pub fn bind<const N: usize>(t: &Thread, function: &str, names: [&str; N], args: Args) -> Res<[Value; N]> {
    let given = args.positional();
    if given.len() > N {
        let s = if N == 1 { "" } else { "s" };
        return Err(
            t.type_error(format_args!("{function} expected at most {N} argument{s}, got {}", given.len()))
        );
    }
    let mut bound = [Value::UNDEF; N];
    bound[..given.len()].copy_from_slice(given);
    for (name, value) in args.pairs() {
        let Some(k) = names.iter().position(|n| str::equals(name, n)) else {
            return Err(t.type_error(format_args!(
                "{function}() got an unexpected keyword argument '{}'",
                str::lossy(name)
            )));
        };
        if !bound[k].is_undef() {
            return Err(t.type_error(format_args!(
                "argument for {function}() given by name ('{}') and position ({})",
                names[k],
                k + 1
            )));
        }
        bound[k] = value;
    }
    Ok(bound)
}

/// What a message about a bad argument calls it: its type, but None by its name.
pub fn shown(v: Value) -> String {
    if v.is_none() { "None".to_string() } else { crate::ops::type_name(v) }
}
