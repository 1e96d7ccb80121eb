//! Golden disassembly: `golden/NAME.py` compiles to `golden/NAME.dis`, at optimisation level 0.
//!
//! To make the `.dis` files anew: `HEDDLE_BLESS=1 cargo test -p heddle-compiler --test golden`, then read the difference.

use heddle_bytecode::{disassemble, from_bytes, to_bytes, verify};
use heddle_compiler::{Options, compile};
use heddle_syntax::symtable::SymbolTable;
use heddle_syntax::{Mode, Source, check, parse};
use std::path::Path;

#[test]
fn disassembly_is_as_recorded() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden");
    let bless = std::env::var_os("HEDDLE_BLESS").is_some();
    let mut wrong = Vec::new();
    let mut seen = 0;
    for entry in std::fs::read_dir(folder).expect("the folder of golden files").flatten() {
        let path = entry.path();
        if path.extension().is_none_or(|extension| extension != "py") {
            continue;
        }
        seen += 1;
        let text = std::fs::read_to_string(&path).expect("a golden file");
        let tree = parse(Source::new("golden", &text).expect("source"), Mode::Exec).expect("parses");
        let table = SymbolTable::build(&tree).expect("has scopes");
        check(&tree, &table).expect("is sound");
        let code = compile(&tree, &table, Options::default()).expect("compiles");
        verify(&code).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        assert_eq!(from_bytes(&to_bytes(&code)).as_ref(), Ok(&code), "{}", path.display());
        let found = disassemble(&code);
        let golden = path.with_extension("dis");
        if bless {
            std::fs::write(&golden, &found).expect("writes the golden file");
        } else if std::fs::read_to_string(&golden).ok().as_deref() != Some(&*found) {
            wrong.push(format!("{}\n{found}", path.display()));
        }
    }
    assert!(seen >= 40, "only {seen} golden files");
    assert!(wrong.is_empty(), "{} differ:\n{}", wrong.len(), wrong.join("\n"));
}
