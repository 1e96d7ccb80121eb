//! Names, variables, flags and lines of code objects against CPython 3.14: `oracle/facts.expected` is made by
//! `python3.14 oracle/facts.py golden/*.py` in this folder.

use heddle_bytecode::Code;
use heddle_compiler::{Options, compile};
use heddle_syntax::symtable::SymbolTable;
use heddle_syntax::{Mode, Source, check, parse};

/// Code objects whose sets of lines may differ (lines of jumps that CPython merges or repeats).
const LINES_MAY_DIFFER: usize = 6;

fn facts(code: &Code, out: &mut Vec<(String, Vec<u32>)>) {
    let mut lines: Vec<u32> = code.positions.runs().map(|(position, _)| position.line).collect();
    lines.retain(|line| *line > 0 && *line != code.first_line);
    lines.sort_unstable();
    lines.dedup();
    let text = format!(
        "{}|{}|{}|{:#x}|{}/{}/{}|{}|{}|{}",
        code.name,
        code.qualname,
        code.first_line,
        code.flags,
        code.argcount,
        code.posonlyargcount,
        code.kwonlyargcount,
        code.varnames.join(","),
        code.cellvars.join(","),
        code.freevars.join(",")
    );
    out.push((text, lines));
    code.children().for_each(|child| facts(child, out));
}

fn compiled(name: &str) -> Vec<(String, Vec<u32>)> {
    let path = format!("{}/tests/{name}", env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(path).expect("a golden file");
    let tree = parse(Source::new(name, &text).expect("source"), Mode::Exec).expect("parses");
    let table = SymbolTable::build(&tree).expect("has scopes");
    check(&tree, &table).expect("is sound");
    let mut out = Vec::new();
    facts(&compile(&tree, &table, Options::default()).expect("compiles"), &mut out);
    out
}

#[test]
fn code_objects_are_cpythons() {
    let (mut wrong, mut lines_differ, mut count) = (Vec::new(), Vec::new(), 0);
    for section in include_str!("oracle/facts.expected").split("== ").skip(1) {
        let mut rows = section.lines();
        let name = rows.next().unwrap_or("");
        let mut found = compiled(name);
        for row in rows {
            count += 1;
            let (text, lines) = row.rsplit_once('|').unwrap_or((row, ""));
            let text = text.replace("|__conditional_annotations__|", "||");
            let Some(at) = found.iter().position(|(ours, _)| *ours == text) else {
                wrong.push(format!("{name}: {text}"));
                continue;
            };
            let first: u32 = text.split('|').nth(2).and_then(|line| line.parse().ok()).unwrap_or(0);
            let lines: Vec<u32> = lines.split(',').filter_map(|line| line.parse().ok()).collect();
            let lines: Vec<u32> = lines.into_iter().filter(|line| *line != first).collect();
            let (_, ours) = found.remove(at);
            if ours != lines {
                lines_differ.push(format!("{name}: {text}: {ours:?} for {lines:?}"));
            }
        }
        wrong.extend(found.iter().map(|(text, _)| format!("{name}: ours alone: {text}")));
    }
    println!("{count} code objects, {} with other lines\n{}", lines_differ.len(), lines_differ.join("\n"));
    assert!(count > 90, "only {count} code objects");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(lines_differ.len() <= LINES_MAY_DIFFER, "{}", lines_differ.join("\n"));
}
