//! Parses and builds the scopes of every Python file under the folders in `HEDDLE_PY_LIB` (separated by `:`).
//!
//! `HEDDLE_PY_LIB=/usr/lib/python3.14 cargo test -p heddle-syntax --test library -- --nocapture`
//! The example `symbols` does the same from the command line and prints times.

use heddle_syntax::symtable::SymbolTable;
use heddle_syntax::{Mode, Source, SyntaxError, check, parse};
use std::path::{Path, PathBuf};

#[test]
fn every_file_of_a_library_has_scopes() {
    let mut files = Vec::new();
    for folder in
        std::env::var("HEDDLE_PY_LIB").unwrap_or_default().split(':').filter(|name| !name.is_empty())
    {
        collect(Path::new(folder), &mut files);
    }
    let mut refused = Vec::new();
    for path in &files {
        let Ok(content) = std::fs::read(path) else { continue };
        if let Err(error) = build(path, &content) {
            refused.push(error.to_string());
        }
    }
    println!("{} files, {} refused", files.len(), refused.len());
    assert!(refused.is_empty(), "{}", refused.join("\n"));
}

fn build(path: &Path, content: &[u8]) -> Result<(), SyntaxError> {
    let tree = parse(Source::from_bytes(&path.display().to_string(), content)?, Mode::Exec)?;
    let table = SymbolTable::build(&tree)?;
    check(&tree, &table)
}

fn collect(path: &Path, files: &mut Vec<PathBuf>) {
    if path.is_dir() {
        for entry in std::fs::read_dir(path).into_iter().flatten().flatten() {
            collect(&entry.path(), files);
        }
    } else if path.extension().is_some_and(|extension| extension == "py") {
        files.push(path.to_owned());
    }
}
