//! The start of the process's Python: types, built-ins, `sys`, importing.

use heddle_interp as interp;
use heddle_objects::types::{dict, module};
use heddle_objects::{Ref, Res, Thread, Value, ops};
use heddle_stdlib::sys::Settings;

/// Brings Python up on the calling thread, which becomes its main thread, and runs `f`.
pub fn start<R>(settings: &Settings, f: impl FnOnce(&Thread) -> R) -> R {
    heddle_objects::shape::boot();
    set_process_wide(settings);
    interp::with_thread(|t| {
        t.is_main.set(true);
        heddle_objects::boot(t);
        interp::boot(t);
        heddle_stdlib::sys::make(t, settings);
        interp::import::set_loader(load);
        let up = importlib(t).and_then(|()| heddle_stdlib::io::install_std_streams(t, &settings.stdio));
        if let Err(e) = up {
            heddle_stdlib::sys::report(t, &e);
        }
        heddle_stdlib::signal::prepare();
        if !settings.leaves_signals
            && let Err(e) = heddle_stdlib::signal::install_defaults(t)
        {
            heddle_stdlib::sys::report(t, &e);
        }
        if settings.faulthandler
            && let Err(e) = heddle_objects::import_module(t, "faulthandler")
                .and_then(|m| ops::call_method(t, m.v(), "enable", &[]))
        {
            heddle_stdlib::sys::report(t, &e);
        }
        f(t)
    })
}

fn load(t: &Thread, name: &str) -> Res {
    if let Some(native) = heddle_stdlib::find(name) {
        let m = native.make(t)?;
        let modules = interp::sys_modules(t);
        dict::set(t, modules.v(), t.str(name).v(), m.v())?;
        return Ok(m);
    }
    let base = name.replace('.', "/");
    for (path, package) in [(format!("{base}/__init__.py"), true), (format!("{base}.py"), false)] {
        if let Some(text) = heddle_library::read(&path) {
            let dir = package.then(|| base.clone());
            return interp::import::load_source(t, name, &text, &path, dir.as_deref());
        }
    }
    Ok(Ref::UNDEF)
}

/// Brings `importlib` up: its two bootstrap modules, then the path hook of the embedded library.
fn importlib(t: &Thread) -> Res<()> {
    let modules = interp::sys_modules(t);
    let import = |name: &str| interp::import::import_full(t, name);
    let run = |name: &str, code: Ref| -> Res {
        let m = module::new(t, name);
        let d = heddle_objects::types::module::dict_of(t, m.v());
        dict::set_str(t, modules.v(), t.intern(name).v(), m.v());
        interp::compile::run_code(t, code.v(), d.v(), Value::UNDEF)?;
        Ok(m)
    };
    let compile = |text: &[u8], name: &str| {
        interp::compile::source(t, text, name, heddle_syntax::Mode::Exec, Default::default())
    };
    let library = |path: &str| match heddle_frozen::code(path) {
        Some(code) => heddle_objects::types::code::new(t, &std::sync::Arc::new(code)),
        None => compile(
            &heddle_library::read(path).unwrap_or_default(),
            &heddle_library::identity::file_name(path),
        ),
    };
    let bootstrap = run("_frozen_importlib", library("importlib/_bootstrap.py")?)?;
    let imp = import("_imp")?;
    for name in ["_thread", "_weakref", "_warnings", "_io", "posix", "marshal"] {
        import(name)?;
    }
    ops::call_method(t, bootstrap.v(), "_install", &[interp::sys(), imp.v()])?;
    run("_frozen_importlib_external", library("importlib/_bootstrap_external.py")?)?;
    ops::call_method(t, bootstrap.v(), "_install_external_importers", &[])?;
    let hook = run("_heddle_importer", compile(include_bytes!("importer.py"), "<heddle importer>")?)?;
    ops::call_method(t, hook.v(), "install", &[])?;
    interp::import::set_importlib(bootstrap);
    Ok(())
}

/// What concerns the whole process, before anything is hashed or compiled.
fn set_process_wide(settings: &Settings) {
    use heddle_threads::sync::atomic::Ordering::Relaxed;
    interp::compile::OPTIMIZE.store(settings.optimize, Relaxed);
    heddle_objects::types::int::set_digits_limit(settings.int_max_str_digits);
    let key = match settings.hash_seed {
        Some(0) => [0, 0],
        Some(seed) => {
            // Any function of the seed will do; the same key for the same seed is what counts.
            let mut x = u64::from(seed).wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
            [(); 2].map(|()| {
                x ^= x << 13;
                x ^= x >> 7;
                x ^= x << 17;
                x
            })
        }
        None => {
            use std::hash::{BuildHasher, RandomState};
            [(); 2].map(|()| RandomState::new().hash_one(0u8))
        }
    };
    heddle_objects::types::str::set_hash_key(key[0], key[1]);
    if settings.gc_stress != 0 {
        heddle_objects::runtime().set_stress(settings.gc_stress);
    }
}
