//! Python's standard library, inside the executable: CPython 3.14's pure-Python modules, compressed one by one.
//!
//! ```
//! let source = heddle_library::read("json/__init__.py").expect("json is in the library");
//! assert!(source.starts_with(b"r\"\"\"JSON"));
//! assert!(heddle_library::is_dir("json"));
//! ```
//!
//! What it must never know: Python objects, import, the interpreter. A path is relative to the library's root, with `/` between
//! its parts and none at its ends; the root itself is `""`.
//!
//! Lookups (`exists`, `is_dir`, `size`, `list_dir`) search the index in the executable's read-only data: they decompress nothing
//! and, but for the list, allocate nothing. There is no state: every function may be called from any thread at any time.
//!
//! Where to start reading: `archive.rs` has the format; `build/main.rs` says what goes in, and `overlay/` what Heddle changes.

#![forbid(unsafe_code)]

mod archive;
pub mod identity;

use archive::Archive;

static LIBRARY: Archive = Archive::new(include_bytes!(concat!(env!("OUT_DIR"), "/library.archive")));

/// The content of a file; None if there is no such file.
pub fn read(path: &str) -> Option<Vec<u8>> {
    LIBRARY.find(path).map(|file| LIBRARY.unpack(file))
}

/// The length of a file's content in bytes.
pub fn size(path: &str) -> Option<usize> {
    LIBRARY.find(path).map(|file| LIBRARY.size(file))
}

/// Whether there is a file of this name (a folder is none).
pub fn exists(path: &str) -> bool {
    LIBRARY.find(path).is_some()
}

/// Whether there is a folder of this name. The root, `""`, is one.
pub fn is_dir(path: &str) -> bool {
    LIBRARY.is_dir(path)
}

/// What a folder holds, sorted: names, and whether each is a folder itself. Empty if there is no such folder.
pub fn list_dir(path: &str) -> Vec<(&'static str, bool)> {
    LIBRARY.list_dir(path)
}

/// Every file's path, sorted bytewise.
pub fn all_paths() -> impl ExactSizeIterator<Item = &'static str> {
    (0..LIBRARY.len()).map(|file| LIBRARY.path(file))
}
