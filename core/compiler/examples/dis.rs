//! Compiles files and prints their bytecode, or (`--facts`) one line a code object as `tests/oracle/facts.py` does.
//!
//! `cargo run -p heddle-compiler --example dis -- [--facts] FILE...`

use heddle_bytecode::{Code, disassemble};
use heddle_compiler::{Options, compile};
use heddle_syntax::symtable::SymbolTable;
use heddle_syntax::{Mode, Source, check, parse};

fn main() {
    let mut show_facts = false;
    for path in std::env::args().skip(1) {
        if path == "--facts" {
            show_facts = true;
            continue;
        }
        let Ok(content) = std::fs::read(&path) else { continue };
        match make(&path, &content) {
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
