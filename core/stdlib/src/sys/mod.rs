//! `sys`. What the command line decides comes in as [`Settings`].

mod display;
mod info;
mod monitoring;
mod state;

use crate::Module;
use heddle_interp as interp;
use heddle_library::identity;
use heddle_objects::types::{dict, list, module, namespace, tuple};
use heddle_objects::{Ref, Thread};

pub use display::{remember_command, report, uncaught_text, write_error};
pub use state::{exit_code, finalizing, set_finalizing};

/// What `sys` is told at the start.
#[derive(Default)]
pub struct Settings {
    /// `sys.argv`
    pub argv: Vec<String>,
    /// `sys.orig_argv`
    pub orig_argv: Vec<String>,
    /// `sys.path`
    pub path: Vec<String>,
    /// `sys.flags`, in its order.
    pub flags: Vec<i64>,
    /// `sys.warnoptions`
    pub warnoptions: Vec<String>,
    /// `sys._xoptions`
    pub xoptions: Vec<(String, Option<String>)>,
    /// `sys.executable`
    pub executable: String,
    /// `sys.pycache_prefix`
    pub pycache_prefix: Option<String>,
    /// `sys.dont_write_bytecode`
    pub dont_write_bytecode: bool,
    /// Where the library pretends to be.
    pub library: String,
    /// `-O`: 0 to 2.
    pub optimize: u8,
    /// The key of str and bytes hashes; `None`: random.
    pub hash_seed: Option<u32>,
    /// The limit of digits of ints as text; 0: none.
    pub int_max_str_digits: usize,
    /// The standard streams.
    pub stdio: Stdio,
    /// Whether signals are left as they are: in a program that Python is only a part of.
    pub leaves_signals: bool,
    /// `-X faulthandler`
    pub faulthandler: bool,
    /// A collection at every so many safepoints; 0: only when due.
    pub gc_stress: u32,
}

/// How the standard streams are made.
#[derive(Clone, Debug)]
pub struct Stdio {
    /// The encoding of all three.
    pub encoding: String,
    /// How stdin and stdout treat what the encoding lacks.
    pub errors: String,
    /// Whether what is written waits for a full buffer or a line's end.
    pub buffered: bool,
}

impl Default for Stdio {
    fn default() -> Stdio {
        Stdio { encoding: "utf-8".to_string(), errors: "strict".to_string(), buffered: true }
    }
}

fn strings(t: &Thread, all: &[String]) -> Ref {
    list::from_refs(t, all.iter().map(|s| t.str(s)).collect())
}

/// Makes the module, and the dict `sys.modules` with it and `builtins` in it.
pub fn make(t: &Thread, s: &Settings) -> Ref {
    let object = module::new(t, "sys");
    let d = heddle_objects::types::module::dict_of(t, object.v());
    let m = Module { object, dict: d };
    let modules = dict::new(t);
    for (name, v) in [("sys", &m.object), ("builtins", &interp::builtins::module(t))] {
        dict::set_str(t, modules.v(), t.intern(name).v(), v.v());
    }
    m.set(t, "modules", modules);
    for def in state::FUNCTIONS.iter().chain(display::FUNCTIONS) {
        let f = heddle_objects::types::descr::function(t, m.object.v(), def);
        m.set(t, def.signature.split('(').next().unwrap_or(""), f);
    }
    m.set(t, "argv", strings(t, &s.argv));
    m.set(t, "orig_argv", strings(t, &s.orig_argv));
    m.set(t, "path", strings(t, &s.path));
    m.set(t, "warnoptions", strings(t, &s.warnoptions));
    let x = dict::new(t);
    for (k, v) in &s.xoptions {
        let v = v.as_ref().map_or(Ref::TRUE, |v| t.str(v));
        dict::set_str(t, x.v(), t.intern(k).v(), v.v());
    }
    m.set(t, "_xoptions", x);
    for name in ["meta_path", "path_hooks"] {
        m.set(t, name, list::from_refs(t, vec![]));
    }
    m.set(t, "path_importer_cache", dict::new(t));
    info::add(t, &m, s);
    monitoring::add(t, &m);
    identity_of(t, &m, s);
    for name in ["displayhook", "excepthook", "unraisablehook", "breakpointhook"] {
        let f = dict::get_str(t, m.dict(), t.intern(name).v());
        m.set(t, &format!("__{name}__"), f);
    }
    // There until the streams are.
    for name in ["stdin", "stdout", "stderr"] {
        m.set(t, name, Ref::NONE);
    }
    heddle_objects::types::exceptions::set_unraisable_hook(display::unraisable);
    let r = m.object.clone();
    interp::set_sys(m.object);
    r
}

fn identity_of(t: &Thread, m: &Module, s: &Settings) {
    m.set(t, "version", t.str(&identity::version()));
    m.set_int(t, "hexversion", i64::from(identity::HEXVERSION));
    m.set_int(t, "api_version", 1013);
    m.set(
        t,
        "copyright",
        t.str("Copyright (c) the Heddle developers; the library: Copyright (c) Python Software Foundation."),
    );
    m.set(t, "platform", t.intern("linux"));
    m.set(t, "byteorder", t.intern(if cfg!(target_endian = "little") { "little" } else { "big" }));
    m.set_int(t, "maxsize", i64::MAX);
    m.set_int(t, "maxunicode", 0x10ffff);
    m.set(t, "abiflags", t.intern(identity::ABIFLAGS));
    m.set(t, "platlibdir", t.intern("lib"));
    m.set(t, "float_repr_style", t.intern("short"));
    m.set(t, "executable", t.str(&s.executable));
    m.set(t, "_base_executable", t.str(&s.executable));
    let prefix = std::path::Path::new(&s.executable)
        .parent()
        .and_then(std::path::Path::parent)
        .map_or_else(|| "/usr/local".to_string(), |p| p.to_string_lossy().into_owned());
    for name in ["prefix", "exec_prefix", "base_prefix", "base_exec_prefix"] {
        m.set(t, name, t.str(&prefix));
    }
    m.set(t, "_home", Ref::NONE);
    m.set(t, "_stdlib_dir", t.str(&s.library));
    m.set(t, "_framework", t.intern(""));
    m.set(t, "_git", tuple::from_refs(t, vec![t.str("Heddle"), t.str(""), t.str("")]));
    m.set(t, "dont_write_bytecode", Ref::bool(s.dont_write_bytecode));
    m.set(t, "pycache_prefix", s.pycache_prefix.as_ref().map_or(Ref::NONE, |p| t.str(p)));
    let native = crate::MODULES.iter().map(|m| m.name).chain(["builtins", "sys"]);
    let mut names: Vec<&str> = native.collect();
    names.sort_unstable();
    m.set(t, "builtin_module_names", tuple::from_refs(t, names.iter().map(|n| t.intern(n)).collect()));
    m.set(t, "stdlib_module_names", info::library_names(t));
    let version = dict::get_str(t, m.dict(), t.intern("version_info").v());
    let about = dict::new(t);
    for (key, v) in [
        ("name", t.intern(identity::NAME)),
        ("cache_tag", t.intern(identity::CACHE_TAG)),
        ("version", version),
        ("hexversion", t.int(i64::from(identity::HEXVERSION))),
        ("_multiarch", t.intern(identity::MULTIARCH)),
        ("supports_isolated_interpreters", Ref::FALSE),
    ] {
        dict::set_str(t, about.v(), t.intern(key).v(), v.v());
    }
    m.set(t, "implementation", {
        let pairs: Vec<(String, Ref)> = dict::items(t, about.v())
            .into_iter()
            .map(|(k, v)| (heddle_objects::types::str::lossy(k.v()), v))
            .collect();
        let pairs: Vec<(&str, heddle_objects::Value)> =
            pairs.iter().map(|(k, v)| (k.as_str(), v.v())).collect();
        namespace::new(t, &pairs).unwrap_or(Ref::NONE)
    });
}
