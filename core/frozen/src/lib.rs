//! The standard library's modules as code objects, compiled when the executable was built: a program starts without compiling any.
//!
//! ```
//! let code = heddle_frozen::code("json/__init__.py").expect("json is in the library");
//! assert_eq!(&*code.name, "<module>");
//! ```
//!
//! What it must never know: Python objects, import. Modules are named as in `heddle-library`. `build.rs` has the format, which this
//! trusts: the same build made it, and the verifier has seen it.

#![forbid(unsafe_code)]

use heddle_bytecode::Code;

static MODULES: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/modules.frozen"));

/// Numbers that the index has a module.
const FIELDS: usize = 5;

fn number(at: usize) -> usize {
    let bytes = MODULES[at * 4..at * 4 + 4].try_into().expect("four bytes");
    u32::from_le_bytes(bytes) as usize
}

fn field(module: usize, k: usize) -> usize {
    number(1 + module * FIELDS + k)
}

fn path(module: usize) -> &'static [u8] {
    let start = names() + field(module, 0);
    &MODULES[start..start + field(module, 1)]
}

fn names() -> usize {
    4 + number(0) * FIELDS * 4
}

/// The code of a module by the path of its file in the library; `None` if it was not compiled.
pub fn code(module: &str) -> Option<Code> {
    let count = number(0);
    let (mut low, mut high) = (0, count);
    while low < high {
        let middle = (low + high) / 2;
        if path(middle) < module.as_bytes() { low = middle + 1 } else { high = middle }
    }
    if low == count || path(low) != module.as_bytes() {
        return None;
    }
    let data = names() + field(count - 1, 0) + field(count - 1, 1);
    let start = data + field(low, 2);
    let packed = &MODULES[start..start + field(low, 3)];
    let bytes = zstd::bulk::decompress(packed, field(low, 4)).expect("the build is whole");
    Some(heddle_bytecode::from_trusted_bytes(&bytes).expect("the same build wrote it"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_module_of_the_library_is_there() {
        let missing: Vec<&str> =
            heddle_library::all_paths().filter(|p| p.ends_with(".py") && code(p).is_none()).collect();
        assert!(missing.is_empty(), "{missing:?}");
        assert!(code("no_such_module.py").is_none());
    }

    #[test]
    fn the_code_is_verified_code() {
        let code = code("heapq.py").expect("heapq is in the library");
        assert_eq!(heddle_bytecode::verify(&code), Ok(()));
        assert_eq!(&*code.filename, heddle_library::identity::file_name("heapq.py"));
    }
}
