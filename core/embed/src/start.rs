//! The start of the process's Python: types, built-ins, `sys`, importing.

use heddle_interp as interp;
use heddle_objects::types::{dict, module};
use heddle_stdlib::sys::Settings;
use heddle_objects::{Ref, Res, Thread, Value};

/// Brings Python up on the calling thread, which becomes its main thread, and runs `f`.
pub fn start<R>(settings: &Settings, f: impl FnOnce(&Thread) -> R) -> R {
    heddle_objects::shape::boot();
    interp::with_thread(|t| {
        t.is_main.set(true);
        heddle_objects::boot(t);
        interp::boot(t);
        heddle_stdlib::sys::make(t, settings);
        interp::import::set_loader(load);
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

/// Runs source text as the module `__main__`.
pub fn run_file(t: &Thread, text: &[u8], filename: &str) -> Res {
    let m = module::new(t, "__main__");
    let d = interp::slow_module_dict(t, m.v());
    dict::set_str(t, d.v(), t.intern("__file__").v(), t.str(filename).v());
    let modules = interp::sys_modules(t);
    dict::set_str(t, modules.v(), t.intern("__main__").v(), m.v());
    let code = interp::compile::source(t, text, filename, heddle_syntax::Mode::Exec, Default::default())?;
    interp::compile::run_code(t, code.v(), d.v(), Value::UNDEF)
}
