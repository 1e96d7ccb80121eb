//! Syntax errors against CPython 3.14: `oracle/errors.tsv` is made by `oracle/errors.py`.
//!
//! `oracle/known_differences.txt` lists the snippets whose error differs; it may only get shorter. Run with
//! `HEDDLE_SHOW=1 cargo test -p heddle-syntax --test errors -- --nocapture` to see them.

use heddle_syntax::symtable::SymbolTable;
use heddle_syntax::{Mode, Source, SyntaxError, check, parse};
use std::collections::BTreeSet;

fn compile(text: &str, mode: Mode) -> Result<(), SyntaxError> {
    let tree = parse(Source::new("t", text)?, mode)?;
    let table = SymbolTable::build(&tree)?;
    check(&tree, &table)
}

fn describe(result: Result<(), SyntaxError>) -> String {
    match result {
        Ok(()) => "ok\t\t0\t0\t0\t0".to_owned(),
        Err(error) => format!(
            "{}\t{}\t{}\t{}\t{}\t{}",
            error.class.name(),
            escape(&error.message),
            error.lineno,
            error.offset,
            error.end_lineno,
            error.end_offset
        ),
    }
}

fn escape(text: &str) -> String {
    text.replace('\\', "\\\\").replace('\n', "\\n").replace('\t', "\\t").replace('\r', "\\r")
}

fn unescape(text: &str) -> String {
    let mut out = String::new();
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        match c {
            '\\' => match chars.next() {
                Some('n') => out.push('\n'),
                Some('t') => out.push('\t'),
                Some('r') => out.push('\r'),
                other => out.extend(other),
            },
            c => out.push(c),
        }
    }
    out
}

#[test]
fn errors_are_cpythons() {
    let known: BTreeSet<&str> = include_str!("oracle/known_differences.txt").lines().collect();
    let show = std::env::var_os("HEDDLE_SHOW").is_some();
    let (mut same, mut worse, mut better) = (0, Vec::new(), Vec::new());
    for line in table().lines() {
        let mut columns = line.splitn(3, '\t');
        let (mode, snippet, expected) =
            (columns.next().unwrap_or(""), columns.next().unwrap_or(""), columns.next().unwrap_or(""));
        let mode_value = match mode {
            "eval" => Mode::Eval,
            "single" => Mode::Single,
            _ => Mode::Exec,
        };
        let found = describe(compile(&unescape(snippet), mode_value));
        let key = format!("{mode}\t{snippet}");
        if found == expected {
            same += 1;
            if known.contains(key.as_str()) {
                better.push(key);
            }
            continue;
        }
        if show {
            println!("{key}\n    found    {found}\n    expected {expected}");
        }
        if !known.contains(key.as_str()) {
            worse.push(key);
        }
    }
    println!("{same} errors as in CPython, {} known differences, {} new", known.len(), worse.len());
    assert!(
        worse.is_empty(),
        "differ from CPython and are not in known_differences.txt:\n{}",
        worse.join("\n")
    );
    assert!(better.is_empty(), "take these out of known_differences.txt:\n{}", better.join("\n"));
    assert!(same >= 80);
}

/// The committed table, or the file that `HEDDLE_ERRORS` names (same columns), to try other snippets.
fn table() -> String {
    match std::env::var_os("HEDDLE_ERRORS") {
        Some(path) => std::fs::read_to_string(path).expect("HEDDLE_ERRORS names a readable file"),
        None => include_str!("oracle/errors.tsv").to_owned(),
    }
}
