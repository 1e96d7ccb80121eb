//! Scopes against CPython 3.14's own `symtable`: `oracle/symtable.expected` is made by `oracle/symtable_oracle.py`.

use heddle_syntax::symtable::{SymbolTable, dump};
use heddle_syntax::{Mode, Source, parse};

#[test]
fn scopes_are_cpythons() {
    let snippets = include_str!("oracle/symtable.txt").split("----\n");
    let expected = include_str!("oracle/symtable.expected").split("----\n").skip(1);
    let mut wrong = 0;
    for (snippet, expected) in snippets.zip(expected) {
        let tree = parse(Source::new("t", snippet).expect("source"), Mode::Exec).expect("parses");
        let found =
            SymbolTable::build(&tree).map(|table| dump(&table)).unwrap_or_else(|error| error.to_string());
        if found != expected {
            wrong += 1;
            println!("{snippet}--- found\n{found}--- expected\n{expected}");
        }
    }
    assert_eq!(wrong, 0, "{wrong} snippets differ from CPython");
}
