//! `_imp`: what `importlib` needs of the runtime: native modules, the import lock, file names in code objects.

use crate::NativeModule;
use crate::thread::RLock;
use heddle_interp as interp;
use heddle_objects::native::{Def, def};
use heddle_objects::types::{code, dict, exceptions as exc, str};
use heddle_objects::{Ref, Res, Thread, Value, ops};

/// Guards the table of the modules' locks, which is `importlib`'s; held by who forks, so that the child finds the table whole.
pub(crate) static IMPORT_LOCK: RLock = RLock::new();

/// The module.
pub static MODULE: NativeModule = NativeModule {
    init: |t, m| {
        m.set(t, "check_hash_based_pycs", t.intern("default"));
        m.set_int(t, "pyc_magic_number_token", i64::from(MAGIC));
        Ok(())
    },
    ..NativeModule::new("_imp", FUNCTIONS)
};

/// The magic number of our `.pyc` files, as an int of four bytes; CPython's end with `\r\n`, so do ours.
pub const MAGIC: u32 = 0x0a0d_4801;

const FUNCTIONS: &[Def] = &[
    def("is_builtin(name, /)", |t, a| {
        let name = str::lossy(a[0]);
        let found = crate::find(&name).is_some();
        let always = name == "sys" || name == "builtins";
        Ok(t.int(if always { -1 } else { i64::from(found) }))
    }),
    def("create_builtin(spec, /)", |t, a| {
        let name = ops::getattr_str(t, a[0], "name")?;
        let text = str::lossy(name.v());
        let modules = interp::sys_modules(t);
        let there = dict::get(t, modules.v(), name.v())?;
        if !there.is_undef() {
            return Ok(there);
        }
        match text.as_str() {
            "sys" => Ok(Ref::new(interp::sys())),
            "builtins" => Ok(interp::builtins::module(t)),
            _ => match crate::find(&text) {
                Some(native) => native.make(t),
                None => Ok(Ref::NONE),
            },
        }
    }),
    def("exec_builtin(mod, /)", |t, _| Ok(t.int(0))),
    def("is_frozen(name, /)", |_, _| Ok(Ref::FALSE)),
    def("is_frozen_package(name, /)", |t, a| no_frozen(t, a[0])),
    def("find_frozen(name, /, *, withdata=False)", |_, _| Ok(Ref::NONE)),
    def("get_frozen_object(name, data=None, /)", |t, a| no_frozen(t, a[0])),
    def("init_frozen(name, /)", |t, a| no_frozen(t, a[0])),
    def("_frozen_module_names()", |t, _| Ok(heddle_objects::types::list::from_refs(t, vec![]))),
    def("_override_frozen_modules_for_tests(override, /)", |_, _| Ok(Ref::NONE)),
    def("_override_multi_interp_extensions_check(override, /)", |t, _| Ok(t.int(0))),
    def("create_dynamic(spec, file=None, /)", |t, a| {
        let name = ops::getattr_str(t, a[0], "name")?;
        Err(exc::import_error(
            t,
            &exc::IMPORT_ERROR,
            "extension modules are not there yet",
            name.v(),
            Value::NONE,
            Value::NONE,
        ))
    }),
    def("exec_dynamic(mod, /)", |t, _| Ok(t.int(0))),
    def("extension_suffixes()", |t, _| Ok(heddle_objects::types::list::from_refs(t, vec![]))),
    def("lock_held()", |_, _| Ok(Ref::bool(IMPORT_LOCK.is_held()))),
    def("acquire_lock()", |t, _| IMPORT_LOCK.enter(t).map(|()| Ref::NONE)),
    def("release_lock()", |t, _| {
        if !IMPORT_LOCK.leave(t) {
            return Err(t.runtime_error("not holding the import lock"));
        }
        Ok(Ref::NONE)
    }),
    def("source_hash(key, source)", |t, a| {
        use std::hash::Hasher;
        let key = ops::arg_i64(t, a[0])? as u64;
        let bytes = heddle_objects::types::buffer::to_vec(t, a[1])?;
        let mut hasher = siphasher::sip::SipHasher13::new_with_keys(key, 0);
        hasher.write(&bytes);
        Ok(heddle_objects::types::bytes::new(t, &hasher.finish().to_le_bytes()))
    }),
    def("_fix_co_filename(code, path, /)", |t, a| {
        if !code::is_code(a[0]) {
            return Err(t.type_error("_fix_co_filename() argument 1 must be code"));
        }
        Ok(Ref::NONE)
    }),
];

fn no_frozen(t: &Thread, name: Value) -> Res {
    Err(exc::import_error(
        t,
        &exc::IMPORT_ERROR,
        &format!("No such frozen object named {}", str::lossy(name)),
        name,
        Value::NONE,
        Value::NONE,
    ))
}

/// `_heddle`: the embedded library.
pub static LIBRARY: NativeModule = NativeModule {
    init: |t, m| {
        m.set(t, "root", t.str(crate::LIBRARY_ROOT));
        Ok(())
    },
    ..NativeModule::new("_heddle", LIBRARY_FUNCTIONS)
};

const LIBRARY_FUNCTIONS: &[Def] = &[
    def("read(path, /)", |t, a| {
        Ok(match heddle_library::read(&str::lossy(a[0])) {
            Some(data) => heddle_objects::types::bytes::new(t, &data),
            None => Ref::NONE,
        })
    }),
    def("exists(path, /)", |_, a| Ok(Ref::bool(heddle_library::exists(&str::lossy(a[0]))))),
    def("is_dir(path, /)", |_, a| Ok(Ref::bool(heddle_library::is_dir(&str::lossy(a[0]))))),
    def("list_dir(path, /)", |t, a| {
        let all = heddle_library::list_dir(&str::lossy(a[0]));
        let items = all.iter().map(|(name, _)| t.str(name)).collect();
        Ok(heddle_objects::types::list::from_refs(t, items))
    }),
    def("code(path, filename, /)", |t, a| {
        let (path, options) = (str::lossy(a[0]), interp::compile_options());
        if options.optimize == 0
            && heddle_library::identity::file_name(&path) == str::lossy(a[1])
            && let Some(code) = t.blocking(|| heddle_frozen::code(&path))
        {
            return heddle_objects::types::code::new(t, &std::sync::Arc::new(code));
        }
        let Some(text) = heddle_library::read(&path) else { return Ok(Ref::NONE) };
        interp::compile::source(t, &*text, &str::lossy(a[1]), interp::Mode::Exec, options)
    }),
];

/// `_warnings`: only what `importlib` and the runtime itself call; the module `warnings` has the rest.
pub static WARNINGS: NativeModule = NativeModule::new("_warnings", WARNING_FUNCTIONS);

const WARNING_FUNCTIONS: &[Def] = &[
    def("warn(message, category=None, stacklevel=1, source=None, *, skip_file_prefixes=())", |t, a| {
        let m = interp::import::import_full(t, "warnings")?;
        let f = ops::getattr_str(t, m.v(), "warn")?;
        let level = if a[2].is_undef() { 1 } else { ops::arg_i64(t, a[2])? };
        ops::call_pos(t, f.v(), &[a[0], a[1].some().unwrap_or(Value::NONE), t.int(level).v()])
    }),
    def(
        "warn_explicit(message, category, filename, lineno, module=None, registry=None, module_globals=None, source=None)",
        |t, a| {
            let m = interp::import::import_full(t, "warnings")?;
            let f = ops::getattr_str(t, m.v(), "warn_explicit")?;
            let args: Vec<Value> = a.iter().map(|v| v.some().unwrap_or(Value::NONE)).collect();
            ops::call_pos(t, f.v(), &args)
        },
    ),
];
