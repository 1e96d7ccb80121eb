//! Compiles every Python file under the folders in `HEDDLE_PY_LIB` (separated by `:`), verifies and serialises the code.
//!
//! `HEDDLE_PY_LIB=/usr/lib/python3.14 cargo test -p heddle-compiler --test library -- --nocapture`

use heddle_bytecode::{Code, from_bytes, instructions, to_bytes, verify};
use heddle_compiler::{Options, compile};
use heddle_syntax::symtable::SymbolTable;
use heddle_syntax::{Mode, Source, check, parse};
use std::path::{Path, PathBuf};
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
    let mut files = Vec::new();
    for folder in
        std::env::var("HEDDLE_PY_LIB").unwrap_or_default().split(':').filter(|name| !name.is_empty())
    {
        collect(Path::new(folder), &mut files);
    }
    let mut wrong = Vec::new();
    let mut totals = Totals::default();
    let mut refused = 0;
    for path in &files {
        let Ok(content) = std::fs::read(path) else { continue };
        let name = path.display().to_string();
        let Ok(source) = Source::from_bytes(&name, &content) else {
            refused += 1;
            continue;
        };
        if let Err(message) = one(source, &mut totals) {
            match message {
                Some(message) => wrong.push(format!("{name}: {message}")),
                None => refused += 1,
            }
        }
    }
    println!(
        "{} files ({refused} with syntax errors), {} code objects, {} instructions in {} words, {} constants, {} bytes \
         serialised, compiled in {:?}, {} wrong",
        files.len(),
        totals.codes,
        totals.instructions,
        totals.words,
        totals.constants,
        totals.serialised,
        totals.time,
        wrong.len()
    );
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
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

fn collect(path: &Path, files: &mut Vec<PathBuf>) {
    if path.is_dir() {
        for entry in std::fs::read_dir(path).into_iter().flatten().flatten() {
            collect(&entry.path(), files);
        }
    } else if path.extension().is_some_and(|extension| extension == "py") {
        files.push(path.to_owned());
    }
}
