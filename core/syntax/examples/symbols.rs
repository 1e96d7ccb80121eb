//! Parses every Python file in the given files and folders, and prints its scopes (`--scopes`) or counts and times.
//!
//! `cargo run -p heddle-syntax --example symbols -- [--scopes] PATH...`

use heddle_syntax::symtable::{SymbolTable, dump};
use heddle_syntax::{Mode, Source, SyntaxError, check, parse};
use std::path::{Path, PathBuf};
use std::time::Instant;

fn main() {
    let mut show = false;
    let mut files = Vec::new();
    for argument in std::env::args().skip(1) {
        match argument.as_str() {
            "--scopes" => show = true,
            path => collect(Path::new(path), &mut files),
        }
    }
    files.sort();
    let (mut bytes, mut scopes, mut symbols, mut refused) = (0, 0, 0, 0);
    let mut time = std::time::Duration::ZERO;
    for path in &files {
        let Ok(content) = std::fs::read(path) else { continue };
        bytes += content.len();
        let start = Instant::now();
        let table = build(path, &content);
        time += start.elapsed();
        if show {
            println!("== {}", path.display());
        }
        match table {
            Ok(table) => {
                scopes += table.scopes().len();
                symbols += (0..table.scopes().len() as u32)
                    .map(|id| table.symbols(heddle_syntax::symtable::ScopeId(id)).len())
                    .sum::<usize>();
                if show {
                    print!("{}", dump(&table));
                }
            }
            Err(error) => {
                refused += 1;
                if show {
                    println!("{}", error.class.name());
                } else {
                    println!("{error}");
                }
            }
        }
    }
    if !show {
        println!(
            "{} files, {bytes} bytes, {scopes} scopes, {symbols} symbols, {refused} refused, {time:?}",
            files.len()
        );
    }
}

fn build(path: &Path, content: &[u8]) -> Result<SymbolTable, SyntaxError> {
    let tree = parse(Source::from_bytes(&path.display().to_string(), content)?, Mode::Exec)?;
    let table = SymbolTable::build(&tree)?;
    check(&tree, &table)?;
    Ok(table)
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
