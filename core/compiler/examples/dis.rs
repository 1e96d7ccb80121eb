//! Compiles files and prints their bytecode, or one line a code object as `tests/oracle/facts.py` does (`--facts`), or the
//! distinct ranges of source its instructions stand for (`--positions`).
//!
//! `cargo run -p heddle-compiler --example dis -- [--facts | --positions] FILE...`

use heddle_bytecode::{Code, disassemble};
use heddle_compiler::{Options, compile};
use heddle_syntax::symtable::SymbolTable;
use heddle_syntax::{Mode, Source, check, parse};

fn main() {
    let (mut show_facts, mut show_positions) = (false, false);
    for path in std::env::args().skip(1) {
        if path == "--positions" {
            show_positions = true;
            continue;
        }
        if path == "--facts" {
            show_facts = true;
            continue;
        }
        let Ok(content) = std::fs::read(&path) else { continue };
        match make(&path, &content) {
            Ok(code) if show_positions => {
                println!("== {path}");
                positions(&code);
            }
            Ok(code) if show_facts => {
                println!("== {path}");
                facts(&code);
            }
            Ok(code) => print!("{}", disassemble(&code)),
            Err(error) => println!("== {path}\n{error}"),
        }
    }
}

fn make(path: &str, content: &[u8]) -> Result<Code, String> {
    let source = Source::from_bytes(path, content).map_err(|error| error.to_string())?;
    let tree = parse(source, Mode::Exec).map_err(|error| error.to_string())?;
    let table = SymbolTable::build(&tree).map_err(|error| error.to_string())?;
    check(&tree, &table).map_err(|error| error.to_string())?;
    compile(&tree, &table, Options::default()).map_err(|error| error.to_string())
}

fn facts(code: &Code) {
    let mut lines: Vec<u32> =
        code.positions.runs().map(|(position, _)| position.line).filter(|line| *line > 0).collect();
    lines.sort_unstable();
    lines.dedup();
    let lines: Vec<String> = lines.iter().map(u32::to_string).collect();
    println!(
        "{}|{}|{}|{:#x}|{}/{}/{}|{}|{}|{}|{}",
        code.name,
        code.qualname,
        code.first_line,
        code.flags,
        code.argcount,
        code.posonlyargcount,
        code.kwonlyargcount,
        code.varnames.join(","),
        code.cellvars.join(","),
        code.freevars.join(","),
        lines.join(",")
    );
    code.children().for_each(|child| facts(child));
}

fn positions(code: &Code) {
    let mut all: Vec<String> = code
        .positions
        .runs()
        .map(|(p, _)| format!("{}-{}:{}-{}", p.line, p.end_line, p.column, p.end_column))
        .collect();
    all.sort_unstable();
    all.dedup();
    println!("{}|{}|{}", code.qualname, code.first_line, all.join(","));
    code.children().for_each(|child| positions(child));
}
