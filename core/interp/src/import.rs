//! `__import__`: through `importlib._bootstrap` once that is there; before it, and for it, native modules and the embedded library.

use heddle_objects::types::{dict, module, str};
use heddle_objects::{Ref, Res, Thread, Value, ops};
use heddle_threads::sync::atomic::{AtomicUsize, Ordering::*};

/// Loads a module that only the executable has: `Ok(UNDEF)` if there is none of that name.
pub type Loader = fn(&Thread, &str) -> Res;
static LOADER: AtomicUsize = AtomicUsize::new(0);

/// Says who loads modules.
pub fn set_loader(f: Loader) {
    LOADER.store(f as usize, Release);
}

static IMPORTLIB: heddle_threads::sync::atomic::AtomicU64 = heddle_threads::sync::atomic::AtomicU64::new(0);

/// Says which module is `importlib._bootstrap`: from now on it finds and loads modules.
pub fn set_importlib(m: Ref) {
    IMPORTLIB.store(m.into_value().bits(), Release);
}

/// `importlib._bootstrap`; UNDEF before it is there.
pub fn importlib() -> Value {
    match IMPORTLIB.load(Acquire) {
        0 => Value::UNDEF,
        // SAFETY: `set_importlib` gave its reference away for good.
        bits => unsafe { Value::from_bits(bits) },
    }
}

/// `__import__(name, globals, locals, fromlist, level)`
pub fn import(t: &Thread, a: &[Value]) -> Res {
    let name = a[0];
    if !str::is_str(name) {
        return Err(t.type_error("module name must be a string"));
    }
    let level = if a[4].is_undef() { 0 } else { ops::arg_i64(t, a[4])? };
    if level < 0 {
        return Err(t.value_error("level must be >= 0"));
    }
    let globals = a[1].some().unwrap_or(Value::NONE);
    let fromlist = a[3].some().unwrap_or(Value::NONE);
    let full = if level > 0 { resolve(t, &str::lossy(name), globals, level)? } else { str::lossy(name) };
    if full.is_empty() {
        return Err(t.value_error("Empty module name"));
    }
    let m = import_full(t, &full)?;
    let has_from = !fromlist.is_none() && ops::truth(t, fromlist)?;
    if has_from {
        if ops::getattr_opt(t, m.v(), t.intern("__path__").v())?.is_undef() {
            return Ok(m);
        }
        let items = ops::collect(t, fromlist)?;
        for item in items {
            if !str::is_str(item.v()) || str::equals(item.v(), "*") {
                continue;
            }
            if ops::getattr_opt(t, m.v(), str::intern_value(t, item.v()).v())?.is_undef() {
                let sub = format!("{full}.{}", str::lossy(item.v()));
                match import_full(t, &sub) {
                    Err(e) if e.is(&heddle_objects::types::exceptions::MODULE_NOT_FOUND_ERROR) => {}
                    other => drop(other?),
                }
            }
        }
        return Ok(m);
    }
    let text = str::lossy(name);
    let Some((top, _)) = text.split_once('.') else { return Ok(m) };
    if level == 0 {
        return import_full(t, top);
    }
    let cut = full.len() - (text.len() - top.len());
    import_full(t, &full[..cut])
}

fn resolve(t: &Thread, name: &str, globals: Value, level: i64) -> Res<String> {
    let get =
        |key: &str| if globals.is_none() { Ref::UNDEF } else { dict::get_str(t, globals, t.intern(key).v()) };
    let package = get("__package__");
    let package = if str::is_str(package.v()) {
        str::lossy(package.v())
    } else {
        let own = str::lossy(get("__name__").v());
        if get("__path__").is_undef() {
            own.rsplit_once('.').map_or(String::new(), |(p, _)| p.to_string())
        } else {
            own
        }
    };
    let mut base = package.as_str();
    if base.is_empty() {
        return Err(t.error(
            &heddle_objects::types::exceptions::IMPORT_ERROR,
            "attempted relative import with no known parent package",
        ));
    }
    for _ in 1..level {
        match base.rsplit_once('.') {
            Some((b, _)) => base = b,
            None => {
                return Err(t.error(
                    &heddle_objects::types::exceptions::IMPORT_ERROR,
                    "attempted relative import beyond top-level package",
                ));
            }
        }
    }
    Ok(if name.is_empty() { base.to_string() } else { format!("{base}.{name}") })
}

/// The module of this full name, imported if need be, its parents first.
pub fn import_full(t: &Thread, name: &str) -> Res {
    let modules = crate::sys_modules(t);
    let key = t.str(name);
    let found = dict::get(t, modules.v(), key.v())?;
    let lib = importlib();
    if found.is_none() && !lib.is_undef() {
        return Err(heddle_objects::types::exceptions::import_error(
            t,
            &heddle_objects::types::exceptions::MODULE_NOT_FOUND_ERROR,
            &format!("import of {name} halted; None in sys.modules"),
            key.v(),
            Value::NONE,
            Value::NONE,
        ));
    }
    if !found.is_undef() && !found.is_none() {
        if !lib.is_undef() && crate::slow::initializing(t, found.v()) {
            // Another thread may be in the middle of it: its lock is waited for.
            ops::call_method(t, lib, "_lock_unlock_module", &[key.v()])?;
        }
        return Ok(found);
    }
    if !lib.is_undef() {
        return ops::call_method(
            t,
            lib,
            "_find_and_load",
            &[key.v(), crate::builtins::import_function(t).v()],
        )
        .map_err(|e| strip_importlib(t, e));
    }
    let mut parent = Ref::UNDEF;
    if let Some((p, _)) = name.rsplit_once('.') {
        parent = import_full(t, p)?;
        let found = dict::get(t, modules.v(), key.v())?;
        if !found.is_undef() {
            return Ok(found);
        }
    }
    let p = LOADER.load(Acquire);
    let m = if p == 0 {
        Ref::UNDEF
    } else {
        // SAFETY: `set_loader` stored a function of this type.
        (unsafe { std::mem::transmute::<usize, Loader>(p) })(t, name)?
    };
    if m.is_undef() {
        return Err(heddle_objects::types::exceptions::import_error(
            t,
            &heddle_objects::types::exceptions::MODULE_NOT_FOUND_ERROR,
            &format!("No module named '{name}'"),
            key.v(),
            Value::NONE,
            Value::NONE,
        ));
    }
    if !parent.is_undef()
        && let Some((_, child)) = name.rsplit_once('.')
    {
        ops::setattr(t, parent.v(), t.intern(child).v(), m.v())?;
    }
    Ok(m)
}

/// A Python module made of source, registered before it runs.
pub fn load_source(t: &Thread, name: &str, text: &[u8], filename: &str, path: Option<&str>) -> Res {
    let m = module::new(t, name);
    let d = module::dict_of(t, m.v());
    let set = |key: &str, v: Ref| dict::set_str(t, d.v(), t.intern(key).v(), v.v());
    set("__file__", t.str(filename));
    match path {
        Some(path) => {
            set("__path__", heddle_objects::types::list::from_refs(t, vec![t.str(path)]));
            set("__package__", t.str(name));
        }
        None => set("__package__", t.str(name.rsplit_once('.').map_or("", |(p, _)| p))),
    }
    let modules = crate::sys_modules(t);
    let key = t.str(name);
    dict::set(t, modules.v(), key.v(), m.v())?;
    let run = || -> Res<()> {
        let code = crate::compile::source(t, text, filename, heddle_syntax::Mode::Exec, Default::default())?;
        crate::compile::run_code(t, code.v(), d.v(), Value::UNDEF)?;
        Ok(())
    };
    if let Err(e) = run() {
        dict::remove(t, modules.v(), key.v())?;
        return Err(e);
    }
    // A module may put another one in its place.
    let found = dict::get(t, modules.v(), key.v())?;
    Ok(if found.is_undef() { m } else { found })
}

/// Takes the entries of `importlib` out of a traceback that ends in an ImportError, or that goes through it to other code.
fn strip_importlib(t: &Thread, e: heddle_objects::Raised) -> heddle_objects::Raised {
    use heddle_objects::types::{exceptions as exc, traceback};
    let is_import_error = e.is(&exc::IMPORT_ERROR);
    let mut kept: Vec<Ref> = vec![];
    let mut chunk: Vec<Ref> = vec![];
    let mut tb = exc::traceback(t, e.0.v());
    let file = |tb: &Ref| {
        let frame = tb.expect::<traceback::Traceback>().frame.v();
        crate::frameobj::code_of(frame).map(|c| {
            let code = heddle_objects::types::code::data(&c);
            (code.code.filename.to_string(), code.code.name.to_string())
        })
    };
    while traceback::is_traceback(tb.v()) {
        let next = traceback::next(t, tb.v());
        match file(&tb) {
            Some((f, name)) if f.starts_with("<frozen importlib._bootstrap") => {
                let ends = name == "_call_with_frames_removed";
                chunk.push(tb);
                if ends || is_import_error {
                    chunk.clear();
                }
            }
            _ => {
                kept.append(&mut chunk);
                kept.push(tb);
            }
        }
        tb = next;
    }
    kept.append(&mut chunk);
    let mut new = Ref::UNDEF;
    for tb in kept.into_iter().rev() {
        let data = tb.expect::<traceback::Traceback>();
        new = traceback::new(t, new, data.frame.get(), data.lasti, data.lineno);
    }
    let _ = exc::set_traceback(t, e.0.v(), new.some().unwrap_or(Ref::NONE).v());
    e
}
