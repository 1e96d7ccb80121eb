//! No input that `check` accepts makes the compiler panic or make code that the verifier refuses; no bytes make the reader panic.
//!
//! Inputs: the snippets of the syntax crate's error table, and the golden files with lines removed.

use heddle_bytecode::{Code, from_bytes, to_bytes, verify};
use heddle_compiler::{Options, compile};
use heddle_syntax::symtable::SymbolTable;
use heddle_syntax::{Mode, Source, check, parse};

fn try_one(text: &str, mode: Mode) -> Option<Code> {
    let tree = parse(Source::new("t", text).ok()?, mode).ok()?;
    let table = SymbolTable::build(&tree).ok()?;
    check(&tree, &table).ok()?;
    let mut last = None;
    for optimize in 0..3 {
        let code = compile(&tree, &table, Options { optimize, flags: 0 })
            .unwrap_or_else(|error| panic!("{error}\n{text}"));
        verify(&code).unwrap_or_else(|error| panic!("{error}\n{text}"));
        last = Some(code);
    }
    last
}

fn golden() -> Vec<String> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/golden");
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let paths = entries.map(|entry| entry.path()).filter(|path| path.extension().is_some_and(|e| e == "py"));
    paths.filter_map(|path| std::fs::read_to_string(path).ok()).collect()
}

#[test]
fn snippets_of_the_error_table() {
    let table = include_str!("../../syntax/tests/oracle/errors.tsv");
    let mut compiled = 0;
    for line in table.lines() {
        let mut columns = line.splitn(3, '\t');
        let _mode = columns.next();
        let text =
            columns.next().unwrap_or("").replace("\\n", "\n").replace("\\t", "\t").replace("\\\\", "\\");
        for mode in [Mode::Exec, Mode::Single, Mode::Eval] {
            compiled += usize::from(try_one(&text, mode).is_some());
        }
    }
    assert!(compiled > 0, "none of the snippets compile");
}

#[test]
fn damaged_pieces() {
    let mut compiled = 0;
    for text in golden() {
        let lines: Vec<&str> = text.lines().collect();
        for skipped in 0..lines.len() {
            let mut rest = lines.clone();
            rest.remove(skipped);
            compiled += usize::from(try_one(&(rest.join("\n") + "\n"), Mode::Exec).is_some());
        }
    }
    assert!(compiled > 50, "only {compiled} pieces compile");
}

#[test]
fn damaged_bytes() {
    let mut state = 1u32;
    for text in golden() {
        let Some(code) = try_one(&text, Mode::Exec) else { continue };
        let bytes = to_bytes(&code);
        for _ in 0..200 {
            let mut damaged = bytes.clone();
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            let at = state as usize % damaged.len();
            damaged[at] ^= (state >> 24) as u8 | 1;
            let _ = from_bytes(&damaged);
            let _ = from_bytes(&bytes[..at]);
        }
    }
}

#[test]
fn deep_trees() {
    for text in [
        "-".repeat(24_000) + "x",
        "x".to_owned() + &"+x".repeat(24_000),
        "(".repeat(100) + "1" + &",)".repeat(100),
        "lambda: ".repeat(140) + "0",
        "x".to_owned() + &".y()".repeat(8_000),
    ] {
        let _ = try_one(&text, Mode::Eval);
    }
}
