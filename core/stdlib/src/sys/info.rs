//! The struct sequences of `sys`: `flags`, `version_info`, `hash_info` and so on.

use super::Settings;
use crate::Module;
use heddle_library::identity;
use heddle_objects::typeobj::{NativeType, TypeDef};
use heddle_objects::types::{set, structseq};
use heddle_objects::{Ref, Thread};

macro_rules! info {
    ($($name:ident $text:literal [$($field:literal),*];)*) => {
        $(static $name: NativeType = NativeType::new(TypeDef {
            flags: heddle_objects::typeobj::flags::DISALLOW_INSTANTIATION,
            extra: |t, put| structseq::fields(t, $name.get(), &[$($field),*], [$($field),*].len(), put),
            ..structseq::declare($text)
        });)*
    };
}

info! {
    FLAGS "sys.flags" ["debug", "inspect", "interactive", "optimize", "dont_write_bytecode", "no_user_site", "no_site",
        "ignore_environment", "verbose", "bytes_warning", "quiet", "hash_randomization", "isolated", "dev_mode", "utf8_mode",
        "warn_default_encoding", "safe_path", "int_max_str_digits", "gil", "thread_inherit_context",
        "context_aware_warnings"];
    VERSION "sys.version_info" ["major", "minor", "micro", "releaselevel", "serial"];
    HASH "sys.hash_info" ["width", "modulus", "inf", "nan", "imag", "algorithm", "hash_bits", "seed_bits", "cutoff"];
    INT "sys.int_info" ["bits_per_digit", "sizeof_digit", "default_max_str_digits", "str_digits_check_threshold"];
    FLOAT "sys.float_info" ["max", "max_exp", "max_10_exp", "min", "min_exp", "min_10_exp", "dig", "mant_dig", "epsilon",
        "radix", "rounds"];
    THREAD "sys.thread_info" ["name", "lock", "version"];
}

/// Puts them into the module.
pub fn add(t: &Thread, m: &Module, s: &Settings) {
    let int = |n: i64| t.int(n);
    let bools = ["dev_mode", "safe_path"];
    let names = [
        "debug",
        "inspect",
        "interactive",
        "optimize",
        "dont_write_bytecode",
        "no_user_site",
        "no_site",
        "ignore_environment",
        "verbose",
        "bytes_warning",
        "quiet",
        "hash_randomization",
        "isolated",
        "dev_mode",
        "utf8_mode",
        "warn_default_encoding",
        "safe_path",
        "int_max_str_digits",
        "gil",
        "thread_inherit_context",
        "context_aware_warnings",
    ];
    let flags = names
        .iter()
        .enumerate()
        .map(|(k, name)| {
            let n = s.flags.get(k).copied().unwrap_or(0);
            if bools.contains(name) { Ref::bool(n != 0) } else { int(n) }
        })
        .collect();
    m.set(t, "flags", structseq::make(t, &FLAGS, flags));
    let (major, minor, micro) = identity::VERSION;
    let version = vec![int(major.into()), int(minor.into()), int(micro.into()), t.intern("final"), int(0)];
    m.set(t, "version_info", structseq::make(t, &VERSION, version));
    let hash = vec![
        int(64),
        int((1 << 61) - 1),
        int(314159),
        int(0),
        int(1000003),
        t.intern("siphash13"),
        int(64),
        int(128),
        int(0),
    ];
    m.set(t, "hash_info", structseq::make(t, &HASH, hash));
    m.set(t, "int_info", structseq::make(t, &INT, vec![int(30), int(4), int(4300), int(640)]));
    let float = vec![
        t.float(f64::MAX),
        int(1024),
        int(308),
        t.float(f64::MIN_POSITIVE),
        int(-1021),
        int(-307),
        int(15),
        int(53),
        t.float(f64::EPSILON),
        int(2),
        int(1),
    ];
    m.set(t, "float_info", structseq::make(t, &FLOAT, float));
    let thread = vec![t.intern("pthread"), t.intern("futex"), Ref::NONE];
    m.set(t, "thread_info", structseq::make(t, &THREAD, thread));
}

/// `sys.stdlib_module_names`
pub fn library_names(t: &Thread) -> Ref {
    let mut names: Vec<String> = vec!["builtins".into(), "sys".into()];
    names.extend(crate::MODULES.iter().map(|m| m.name.to_string()));
    for (name, dir) in heddle_library::list_dir("") {
        if dir {
            names.push(name.to_string());
        } else if let Some(stem) = name.strip_suffix(".py") {
            names.push(stem.to_string());
        }
    }
    names.retain(|n| !n.starts_with("_sysconfigdata") && n != "__phello__");
    set::frozen_from_refs(t, names.iter().map(|n| t.intern(n)).collect()).unwrap_or(Ref::NONE)
}
