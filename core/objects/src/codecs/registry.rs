//! The registry of codecs: search functions, what they found, and registered error handlers.
//!
//! Its state is a list and two dicts, made when first asked for and kept for good; as ordinary objects they need no lock here.
//! It must never know any codec.

use super::errors::STANDARD;
use crate::error::Res;
use crate::ops;
use crate::refs::Ref;
use crate::thread::Thread;
use crate::types::args::shown;
use crate::types::{descr, dict, exceptions as exc, list, str, tuple};
use crate::value::Value;
use heddle_threads::sync::atomic::{AtomicBool, AtomicU64, Ordering::*};

/// The state's objects.
#[derive(Clone, Copy)]
pub(super) struct State {
    /// The search functions, a list.
    pub path: Value,
    /// What was found, a dict by name.
    pub cache: Value,
    /// Error handlers, a dict by name.
    pub errors: Value,
}

/// Bits of the tuple of the state's objects; 0 until there is one.
static STATE: AtomicU64 = AtomicU64::new(0);
/// Whether `encodings` was imported, or is being. Relaxed: at worst it is imported twice.
static IMPORTED: AtomicBool = AtomicBool::new(false);

/// The state, made if need be.
pub(super) fn state(t: &Thread) -> State {
    // Acquire: pairs with the AcqRel in `make`.
    let bits = match STATE.load(Acquire) {
        0 => make(t),
        bits => bits,
    };
    // SAFETY: the tuple was given away for good.
    let all = unsafe { Value::from_bits(bits) };
    let [path, cache, errors] = *tuple::items(&all) else { unreachable!("the state has three parts") };
    State { path, cache, errors }
}

#[cold]
fn make(t: &Thread) -> u64 {
    let errors = dict::new(t);
    for (name, def) in &STANDARD {
        let function = descr::function(t, Value::NONE, def);
        dict::set_str(t, errors.v(), t.intern(name).v(), function.v());
    }
    let all = tuple::from_refs(t, vec![list::from_refs(t, vec![]), dict::new(t), errors]);
    // SAFETY: held.
    unsafe {
        t.m.mark_seen(all.obj());
        t.m.immortalise(all.obj());
    }
    match STATE.compare_exchange(0, all.v().bits(), AcqRel, Acquire) {
        Ok(_) => all.into_value().bits(),
        Err(theirs) => theirs,
    }
}

/// `codecs.register(search_function)`
pub(super) fn register(t: &Thread, search: Value) -> Res<()> {
    if !ops::is_callable(search) {
        return Err(t.type_error("argument must be callable"));
    }
    list::append(t, state(t).path, Ref::new(search));
    Ok(())
}

/// `codecs.unregister(search_function)`
pub(super) fn unregister(t: &Thread, search: Value) -> Res<()> {
    let state = state(t);
    let all = list::snapshot(t, state.path);
    if let Some(k) = all.iter().position(|f| f.is(search)) {
        dict::clear(t, state.cache);
        ops::delitem(t, state.path, t.int(k as i64).v())?;
    }
    Ok(())
}

/// `codecs.lookup(encoding)`: a tuple of encoder, decoder, stream reader, stream writer.
pub fn lookup(t: &Thread, encoding: &str) -> Res {
    let state = state(t);
    let name: String =
        encoding.chars().map(|c| if c == ' ' { '-' } else { c.to_ascii_lowercase() }).collect();
    let name = t.intern(&name);
    let known = dict::get(t, state.cache, name.v())?;
    if !known.is_undef() {
        return Ok(known);
    }
    if !IMPORTED.swap(true, Relaxed) {
        let import = crate::builtin_function(t, "__import__");
        if import.is_none() {
            IMPORTED.store(false, Relaxed);
        } else if let Err(e) = ops::call_pos(t, import.v(), &[t.str("encodings").v()]) {
            IMPORTED.store(false, Relaxed);
            return Err(e);
        }
    }
    let search = list::snapshot(t, state.path);
    if search.is_empty() {
        return Err(t.lookup_error("no codec search functions registered: can't find encoding"));
    }
    for f in search {
        let found = ops::call_pos(t, f.v(), &[name.v()])?;
        if found.is_none() {
            continue;
        }
        if tuple::try_items(&found).is_none_or(|all| all.len() != 4) {
            return Err(t.type_error("codec search functions must return 4-tuples"));
        }
        dict::set(t, state.cache, name.v(), found.v())?;
        return Ok(found);
    }
    Err(t.lookup_error(format_args!("unknown encoding: {encoding}")))
}

/// Calls a codec's encoder (`which` 0) or decoder (1): the object that it makes.
fn run(t: &Thread, codec: Value, encoding: &str, which: usize, v: Value, errors: Option<&str>) -> Res {
    let f = tuple::items(&codec)[which];
    let handler = errors.map(|name| t.str(name));
    let made = match &handler {
        Some(handler) => ops::call_pos(t, f, &[v, handler.v()]),
        None => ops::call_pos(t, f, &[v]),
    };
    let (what, role) = [("encoding", "encoder"), ("decoding", "decoder")][which];
    let made = made.inspect_err(|e| {
        exc::add_note(t, e.0.v(), &format!("{what} with '{encoding}' codec failed"));
    })?;
    match tuple::try_items(&made) {
        Some([object, _]) => Ok(Ref::new(*object)),
        _ => Err(t.type_error(format_args!("{role} must return a tuple (object, integer)"))),
    }
}

/// `codecs.encode` (`which` 0) or `codecs.decode` (1) of anything to anything.
pub(super) fn convert(t: &Thread, encoding: &str, which: usize, v: Value, errors: Option<&str>) -> Res {
    let codec = lookup(t, encoding)?;
    run(t, codec.v(), encoding, which, v, errors)
}

/// The same for `str.encode` and `bytes.decode`, which take text encodings only.
pub(super) fn text_codec(
    t: &Thread,
    encoding: &str,
    what: &str,
    which: usize,
    v: Value,
    errors: Option<&str>,
) -> Res {
    let codec = lookup(t, encoding)?;
    if !tuple::TUPLE.is_exact(codec.v()) {
        let is_text = ops::getattr_opt(t, codec.v(), t.intern("_is_text_encoding").v())?;
        if !is_text.is_undef() && !ops::truth(t, is_text.v())? {
            return Err(t.lookup_error(format_args!(
                "'{encoding}' is not a text encoding; use codecs.{what}() to handle arbitrary codecs"
            )));
        }
    }
    run(t, codec.v(), encoding, which, v, errors)
}

/// A str argument of a function of `_codecs`.
pub(super) fn str_arg(t: &Thread, v: Value, function: &str, position: Option<usize>) -> Res<()> {
    if str::is_str(v) {
        return Ok(());
    }
    let which = position.map_or(String::new(), |k| format!(" {k}"));
    Err(t.type_error(format_args!("{function}() argument{which} must be str, not {}", shown(v))))
}
