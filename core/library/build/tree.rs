//! Reads a tree of files, and says which of them belong in the library.

use crate::Files;
use std::path::Path;

/// Folders and files of the published tree that stay out: they need Tk, they are tests, or they are another runtime's own.
const LEFT_OUT: &[&str] = &[
    "PSF-LICENSE", // the repository's LICENSE-PSF
    "README.md",
    "_dummy_os.py",
    "_dummy_thread.py",
    "_pycodecs.py",
    "dummy_threading.py",
    "email/architecture.rst",
    "idlelib/",
    "lib2to3/",
    "test/",
    "tkinter/",
    "turtle.py",
    "turtledemo/",
];

/// Every file under `root`.
pub fn read(root: &Path) -> Files {
    let mut files = Files::new();
    collect(root, "", &mut files);
    assert!(!files.is_empty(), "no files under {}", root.display());
    files
}

fn collect(folder: &Path, prefix: &str, files: &mut Files) {
    let entries = std::fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    for entry in entries {
        let entry = entry.expect("a readable folder");
        let name = entry.file_name().into_string().expect("names in the library are UTF-8");
        if name == "__pycache__" {
            continue;
        }
        let (path, inside) = (entry.path(), format!("{prefix}{name}"));
        if path.is_dir() {
            collect(&path, &format!("{inside}/"), files);
        } else {
            let content = std::fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
            files.insert(inside, content);
        }
    }
}

/// Whether a file of the published tree goes into the executable.
pub fn belongs(path: &str) -> bool {
    let left_out =
        LEFT_OUT.iter().any(|name| if name.ends_with('/') { path.starts_with(name) } else { path == *name });
    !left_out && !path.ends_with(".pyc") && !path.ends_with("/mypy.ini")
}
