//! What this Python calls itself: the values behind `sys.version`, `sys.implementation` and `heddle --version`.
//!
//! The library's own files agree with them: `overlay/patches.txt` (`platform` looks for `[Heddle` in `sys.version`) and
//! `overlay/files/_sysconfigdata_PLATFORM.py` (whose name has the ABI flags and the platform's in it).

/// The CPython release whose library this is: major, minor, micro. Always a final release.
pub const VERSION: (u8, u8, u8) = (3, 14, 7);

/// [`VERSION`] as `sys.hexversion` has it.
pub const HEXVERSION: u32 =
    (VERSION.0 as u32) << 24 | (VERSION.1 as u32) << 16 | (VERSION.2 as u32) << 8 | 0xF0;

/// `sys.implementation.name`.
pub const NAME: &str = "heddle";

/// `sys.implementation.cache_tag`.
pub const CACHE_TAG: &str = "heddle-314";

/// `sys.abiflags`: there is no global lock.
pub const ABIFLAGS: &str = "t";

/// `sys.implementation._multiarch`, which is part of the name of `sysconfig`'s data module.
pub const MULTIARCH: &str = env!("HEDDLE_MULTIARCH");

/// Heddle's own version, as `sys.implementation.version` has it beside Python's.
pub const HEDDLE_VERSION: &str = env!("CARGO_PKG_VERSION");

/// `3.14.7`.
pub fn python_version() -> String {
    format!("{}.{}.{}", VERSION.0, VERSION.1, VERSION.2)
}

/// `sys.version`. It has no date in it: the same sources make the same executable.
pub fn version() -> String {
    format!("{} free-threading build ({NAME}) [Heddle {HEDDLE_VERSION}]", python_version())
}

/// Where the library pretends to be: no such folder exists.
pub const LIBRARY_ROOT: &str = "/<heddle>/lib/python3.14";

/// The file name that a module of the library has, by its path in it. What import itself is made of is named as CPython names it.
pub fn file_name(path: &str) -> String {
    match path {
        "importlib/_bootstrap.py" => "<frozen importlib._bootstrap>".to_owned(),
        "importlib/_bootstrap_external.py" => "<frozen importlib._bootstrap_external>".to_owned(),
        _ => format!("{LIBRARY_ROOT}/{path}"),
    }
}
