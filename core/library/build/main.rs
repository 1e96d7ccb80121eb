//! Makes the archive of the standard library: takes the published tree, leaves out what makes no sense in one executable, applies
//! Heddle's own patches and files from `overlay/`, and compresses each file by itself.
//!
//! What it must never know: what the files mean. It works on paths and bytes; a patch is a search text and a replacement.

mod archive;
mod patches;
mod tree;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

fn main() {
    let crate_root = PathBuf::from(variable("CARGO_MANIFEST_DIR"));
    let overlay = crate_root.join("overlay");
    println!("cargo::rerun-if-changed=build");
    println!("cargo::rerun-if-changed=overlay");
    println!("cargo::rustc-env=HEDDLE_MULTIARCH={}", multiarch());

    let mut files = tree::read(Path::new(rustpython_pylib::LIB_PATH));
    files.retain(|path, _| tree::belongs(path));
    files.extend(tree::read(&overlay.join("files")).into_iter().map(|(path, content)| {
        // The name of the module that `sysconfig` asks for says which platform it describes.
        (path.replace("PLATFORM", &platform()), content)
    }));
    let list = overlay.join("patches.txt");
    if let Err(message) = patches::apply(&text(&list), &mut files) {
        panic!("{}: {message}", list.display());
    }

    let packed = archive::pack(&files, level());
    let out = PathBuf::from(variable("OUT_DIR")).join("library.archive");
    std::fs::write(&out, packed).unwrap_or_else(|error| panic!("{}: {error}", out.display()));
}

/// A release is made once and read often; a development build should not wait for the last few percent.
fn level() -> i32 {
    if variable("PROFILE") == "release" { 19 } else { 7 }
}

/// `sys.implementation._multiarch` of the target.
fn multiarch() -> String {
    let arch = variable("CARGO_CFG_TARGET_ARCH");
    match variable("CARGO_CFG_TARGET_OS").as_str() {
        "linux" => {
            let libc = std::env::var("CARGO_CFG_TARGET_ENV").unwrap_or_default();
            format!("{arch}-linux-{}", if libc == "musl" { "musl" } else { "gnu" })
        }
        "macos" => "darwin".to_owned(),
        _ => String::new(),
    }
}

/// `sys.abiflags`, `sys.platform` and `sys.implementation._multiarch`, joined as `sysconfig` joins them.
fn platform() -> String {
    let system = match variable("CARGO_CFG_TARGET_OS").as_str() {
        "macos" => "darwin".to_owned(),
        other => other.to_owned(),
    };
    format!("t_{system}_{}", multiarch())
}

fn variable(name: &str) -> String {
    std::env::var(name).unwrap_or_else(|_| panic!("cargo sets {name}"))
}

fn text(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The files of the library: path inside it, with `/`, to content.
type Files = BTreeMap<String, Vec<u8>>;
