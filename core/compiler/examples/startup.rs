//! How long it takes to read and compile the embedded library's modules at a start: once for what every start imports, once for a
//! program with a few common imports too. Beside it: reading the same code back from its serialised form.
//!
//! `cargo run --release -p heddle-compiler --example startup`

use heddle_bytecode::{Code, from_bytes, to_bytes, verify};
use heddle_compiler::{Options, compile};
use heddle_syntax::symtable::SymbolTable;
use heddle_syntax::{Mode, Source, check, parse};
use std::time::{Duration, Instant};

/// What CPython 3.14 has in `sys.modules` after `-c pass` and comes from Python files.
const START: &[&str] = &[
    "_collections_abc",
    "_sitebuiltins",
    "abc",
    "codecs",
    "encodings",
    "encodings.aliases",
    "encodings.utf_8",
    "genericpath",
    "importlib._bootstrap",
    "importlib._bootstrap_external",
    "io",
    "linecache",
    "os",
    "posixpath",
    "site",
    "stat",
    "zipimport",
];

/// What `import re, json, threading, collections, functools, unittest` adds.
const MORE: &[&str] = &[
    "_colorize",
    "_opcode_metadata",
    "_py_warnings",
    "_weakrefset",
    "annotationlib",
    "argparse",
    "ast",
    "collections",
    "contextlib",
    "copy",
    "copyreg",
    "dataclasses",
    "difflib",
    "dis",
    "enum",
    "fnmatch",
    "functools",
    "gettext",
    "heapq",
    "importlib",
    "importlib.machinery",
    "inspect",
    "json",
    "json.decoder",
    "json.encoder",
    "json.scanner",
    "keyword",
    "opcode",
    "operator",
    "pprint",
    "re",
    "re._casefix",
    "re._compiler",
    "re._constants",
    "re._parser",
    "reprlib",
    "signal",
    "textwrap",
    "threading",
    "token",
    "tokenize",
    "traceback",
    "types",
    "unittest",
    "unittest.case",
    "unittest.loader",
    "unittest.main",
    "unittest.result",
    "unittest.runner",
    "unittest.signals",
    "unittest.suite",
    "unittest.util",
    "warnings",
    "weakref",
];

const ROUNDS: usize = 15;

#[derive(Default)]
struct Stages {
    read: Duration,
    parse: Duration,
    names: Duration,
    compile: Duration,
    verify: Duration,
    write: Duration,
    read_back: Duration,
    source: usize,
    code: usize,
}

fn main() {
    report("a start", START.iter().copied());
    report("a start and six imports", START.iter().chain(MORE).copied());
}

fn report(what: &str, modules: impl Iterator<Item = &'static str>) {
    let paths: Vec<String> = modules.map(path).collect();
    let mut rounds: Vec<Stages> = (0..ROUNDS).map(|_| round(&paths)).collect();
    rounds.sort_by_key(|stages| stages.read + stages.parse + stages.names + stages.compile);
    // The median round: the first ones warm up, and other processes disturb some.
    let stages = &rounds[ROUNDS / 2];
    let whole = stages.read + stages.parse + stages.names + stages.compile;
    println!(
        "{what}: {} modules, {} KiB of source, {} KiB of serialised code",
        paths.len(),
        stages.source >> 10,
        stages.code >> 10
    );
    println!(
        "  read {:.2?} + parse {:.2?} + names {:.2?} + compile {:.2?} = {whole:.2?}",
        stages.read, stages.parse, stages.names, stages.compile
    );
    println!("  instead: read the code back {:.2?} (and verify it {:.2?})", stages.read_back, stages.verify);
}

fn round(paths: &[String]) -> Stages {
    let mut stages = Stages::default();
    for path in paths {
        let content =
            timed(&mut stages.read, || heddle_library::read(path)).expect("a module of the library");
        stages.source += content.len();
        let tree = timed(&mut stages.parse, || {
            let source = Source::from_bytes(path, &content).expect("text");
            parse(source, Mode::Exec).expect("correct")
        });
        let table = timed(&mut stages.names, || {
            let table = SymbolTable::build(&tree).expect("correct");
            check(&tree, &table).expect("correct");
            table
        });
        let code: Code =
            timed(&mut stages.compile, || compile(&tree, &table, Options::default()).expect("compiles"));
        timed(&mut stages.verify, || verify(&code).expect("sound"));
        let bytes = timed(&mut stages.write, || to_bytes(&code));
        stages.code += bytes.len();
        let again = timed(&mut stages.read_back, || from_bytes(&bytes).expect("whole"));
        assert!(again == code);
    }
    stages
}

fn timed<T>(total: &mut Duration, work: impl FnOnce() -> T) -> T {
    let start = Instant::now();
    let result = work();
    *total += start.elapsed();
    result
}

/// Where a module's source is.
fn path(module: &str) -> String {
    let path = module.replace('.', "/");
    if heddle_library::is_dir(&path) { format!("{path}/__init__.py") } else { format!("{path}.py") }
}
