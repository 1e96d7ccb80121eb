//! Compiles every Python file of the embedded standard library, verifies and serialises the code.
//!
//! Other files instead, under folders separated by `:`, where a syntax error is no failure:
//! `HEDDLE_PY_LIB=/usr/lib/python3.14 cargo test -p heddle-compiler --test library -- --nocapture`

use heddle_bytecode::{Code, from_bytes, instructions, to_bytes, verify};
use heddle_compiler::{Options, compile};
use heddle_syntax::symtable::SymbolTable;
use heddle_syntax::{Mode, Source, check, parse};
use std::path::Path;
use std::time::{Duration, Instant};

#[derive(Default)]
struct Totals {
    codes: usize,
    instructions: usize,
    words: usize,
    serialised: usize,
    constants: usize,
    time: Duration,
}

#[test]
fn every_file_of_a_library_compiles() {
    let embedded = std::env::var("HEDDLE_PY_LIB").is_err();
    let files = files();
    let mut wrong = Vec::new();
    let mut totals = Totals::default();
    let mut refused = Vec::new();
    for name in &files {
        let content = if embedded { heddle_library::read(name) } else { std::fs::read(name).ok() };
        let Some(content) = content else { continue };
        let Ok(source) = Source::from_bytes(name, &content) else {
            refused.push(name);
            continue;
        };
        if let Err(message) = one(source, &mut totals) {
            match message {
                Some(message) => wrong.push(format!("{name}: {message}")),
                None => refused.push(name),
            }
        }
    }
    println!(
        "{} files ({} with syntax errors), {} code objects, {} instructions in {} words, {} constants, {} bytes \
         serialised, compiled in {:?}, {} wrong",
        files.len(),
        refused.len(),
        totals.codes,
        totals.instructions,
        totals.words,
        totals.constants,
        totals.serialised,
        totals.time,
        wrong.len()
    );
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(!embedded || refused.is_empty(), "syntax errors in the library: {refused:?}");
}

fn one(source: Source, totals: &mut Totals) -> Result<(), Option<String>> {
    let tree = parse(source, Mode::Exec).map_err(|_| None)?;
    let table = SymbolTable::build(&tree).map_err(|_| None)?;
    check(&tree, &table).map_err(|_| None)?;
    let start = Instant::now();
    let code = compile(&tree, &table, Options::default()).map_err(|error| Some(error.to_string()))?;
    totals.time += start.elapsed();
    verify(&code).map_err(|error| Some(error.to_string()))?;
    let bytes = to_bytes(&code);
    totals.serialised += bytes.len();
    let again = from_bytes(&bytes).map_err(|error| Some(error.0))?;
    if again != code {
        return Err(Some("serialisation changes the code".to_owned()));
    }
    count(&code, totals);
    Ok(())
}

fn count(code: &Code, totals: &mut Totals) {
    totals.codes += 1;
    totals.words += code.words.len();
    totals.constants += code.constants.len();
    totals.instructions += instructions(code).map_or(0, |all| all.len());
    code.children().for_each(|child| count(child, totals));
}

fn files() -> Vec<String> {
    let Ok(folders) = std::env::var("HEDDLE_PY_LIB") else {
        return heddle_library::all_paths().filter(|path| path.ends_with(".py")).map(str::to_owned).collect();
    };
    let mut files = Vec::new();
    folders
        .split(':')
        .filter(|name| !name.is_empty())
        .for_each(|folder| collect(Path::new(folder), &mut files));
    files
}

fn collect(path: &Path, files: &mut Vec<String>) {
    if path.is_dir() {
        for entry in std::fs::read_dir(path).into_iter().flatten().flatten() {
            collect(&entry.path(), files);
        }
    } else if path.extension().is_some_and(|extension| extension == "py") {
        files.push(path.display().to_string());
    }
}
