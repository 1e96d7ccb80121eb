//! Compiles every module of the library and writes `modules.frozen`: number of modules; for each, sorted by path, the offset and
//! length of its path, the offset and length of its code and its length when unpacked; the paths; the code, a zstd frame a module.
//! Numbers are little-endian `u32`. What does not compile is left out: it is compiled when it is imported, and says why it cannot.

use heddle_library::identity::file_name;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};

fn compile(path: &str) -> Option<Vec<u8>> {
    let text = heddle_library::read(path)?;
    let source = heddle_syntax::Source::from_bytes(&file_name(path), &text).ok()?;
    let tree = heddle_syntax::parse(source, heddle_syntax::Mode::Exec).ok()?;
    let table = heddle_syntax::symtable::SymbolTable::build(&tree).ok()?;
    heddle_syntax::check(&tree, &table).ok()?;
    let code = heddle_compiler::compile(&tree, &table, heddle_compiler::Options::default()).ok()?;
    Some(heddle_bytecode::to_bytes(&code))
}

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    let paths: Vec<&str> = heddle_library::all_paths().filter(|p| p.ends_with(".py")).collect();
    let (next, done) = (AtomicUsize::new(0), Mutex::new(Vec::new()));
    std::thread::scope(|s| {
        for _ in 0..std::thread::available_parallelism().map_or(1, usize::from) {
            // The compiler goes deep.
            let worker = std::thread::Builder::new().stack_size(64 << 20).spawn_scoped(s, || {
                while let Some(&path) = paths.get(next.fetch_add(1, Relaxed)) {
                    if let Some(code) = compile(path) {
                        let packed = zstd::bulk::compress(&code, 12).expect("zstd packs");
                        done.lock().expect("no panic elsewhere").push((path, packed, code.len()));
                    }
                }
            });
            worker.expect("a thread");
        }
    });
    let mut done = done.into_inner().expect("no panic elsewhere");
    done.sort_unstable();
    let (mut index, mut names, mut data) = (Vec::new(), Vec::new(), Vec::new());
    let mut put = |n: usize| index.extend_from_slice(&(n as u32).to_le_bytes());
    put(done.len());
    for (path, packed, full) in &done {
        [names.len(), path.len(), data.len(), packed.len(), *full].into_iter().for_each(&mut put);
        names.extend_from_slice(path.as_bytes());
        data.extend_from_slice(packed);
    }
    let out =
        std::path::Path::new(&std::env::var_os("OUT_DIR").expect("cargo says where")).join("modules.frozen");
    std::fs::write(out, [index, names, data].concat()).expect("the output can be written");
}
