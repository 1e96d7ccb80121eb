//! The `heddle` executable.

#![forbid(unsafe_code)]

use heddle_cli::{Config, FirstPath, Run};
use heddle_embed::{Options, Program, Settings, Stdio};
use std::ffi::OsStr;
use std::io::Write;

/// Bytes of the stack that Python's main thread runs on: deep recursion of natives needs some.
const STACK: u64 = 64 << 20;

// ThreadSanitizer has to see what is allocated and freed.
#[cfg(not(heddle_tsan))]
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() {
    let status = match heddle_cli::configure(std::env::args_os().collect(), &|name| std::env::var_os(name)) {
        Ok(config) => {
            heddle_embed::raise_stack_limit(STACK);
            run(&config)
        }
        Err(early) => {
            // Nobody is left to be told if these streams are closed.
            let _ = std::io::stdout().write_all(early.out.as_bytes());
            let _ = std::io::stderr().write_all(early.err.as_bytes());
            i32::from(early.code)
        }
    };
    std::process::exit(status)
}

fn text(s: impl AsRef<OsStr>) -> String {
    s.as_ref().to_string_lossy().into_owned()
}

/// `sys.path` before `site` adds to it.
fn path(config: &Config) -> Vec<String> {
    let mut path = vec![];
    match config.first_path() {
        FirstPath::None => {}
        FirstPath::Empty => path.push(String::new()),
        FirstPath::CurrentFolder => path.push(std::env::current_dir().map_or_else(|_| String::new(), text)),
        FirstPath::FolderOf(script) => {
            let script = std::fs::canonicalize(&script).unwrap_or_else(|_| script.into());
            if !script.is_dir() {
                path.push(script.parent().map_or_else(String::new, text));
            }
        }
    }
    path.extend(config.paths.pythonpath.iter().map(|entry| match text(entry) {
        empty if empty.is_empty() => std::env::current_dir().map_or_else(|_| String::new(), text),
        entry => std::path::absolute(&entry).map_or(entry, text),
    }));
    path.push(heddle_embed::LIBRARY_ROOT.to_string());
    path
}

fn settings(config: &Config) -> Settings {
    let f = &config.flags;
    let flags = vec![
        f.debug.into(),
        f.inspect.into(),
        f.interactive.into(),
        f.optimize.into(),
        f.dont_write_bytecode.into(),
        f.no_user_site.into(),
        f.no_site.into(),
        f.ignore_environment.into(),
        f.verbose.into(),
        f.bytes_warning.into(),
        f.quiet.into(),
        f.hash_randomization.into(),
        f.isolated.into(),
        f.dev_mode.into(),
        f.utf8_mode.into(),
        f.warn_default_encoding.into(),
        f.safe_path.into(),
        f.int_max_str_digits.into(),
        f.gil.into(),
        f.thread_inherit_context.into(),
        f.context_aware_warnings.into(),
    ];
    let seed = match config.hash_seed {
        heddle_cli::HashSeed::Random => None,
        heddle_cli::HashSeed::Fixed(n) => Some(n),
    };
    Settings {
        argv: config.argv.iter().map(text).collect(),
        orig_argv: config.orig_argv.iter().map(text).collect(),
        path: path(config),
        flags,
        warnoptions: config.warnoptions.iter().map(text).collect(),
        xoptions: config.xoptions.iter().map(|(k, v)| (text(k), v.as_ref().map(text))).collect(),
        executable: std::env::current_exe().map_or_else(|_| String::new(), text),
        pycache_prefix: config.pycache_prefix.as_ref().map(text),
        dont_write_bytecode: true,
        library: heddle_embed::LIBRARY_ROOT.to_string(),
        optimize: config.flags.optimize.clamp(0, 2) as u8,
        hash_seed: seed,
        stdio: Stdio {
            encoding: config.stdio.encoding.clone(),
            errors: config.stdio.errors.clone(),
            buffered: config.stdio.buffered,
        },
        leaves_signals: false,
        faulthandler: config.faulthandler,
        int_max_str_digits: config.flags.int_max_str_digits.max(0) as usize,
        gc_stress: std::env::var("HEDDLE_GC_STRESS").ok().and_then(|n| n.parse().ok()).unwrap_or(0),
    }
}

fn run(config: &Config) -> i32 {
    let program = match &config.run {
        Run::Command(source) => Program::Command(text(source)),
        Run::Module(name) => Program::Module(text(name)),
        Run::File(path) => Program::File(path.into()),
        Run::Stdin => Program::Stdin,
    };
    heddle_embed::start(&settings(config), |t| {
        let options = Options {
            site: !config.flags.no_site,
            interactive: config.flags.interactive,
            inspect: config.flags.inspect,
            environment: !config.flags.ignore_environment,
            quiet: config.flags.quiet,
            skip_first_line: config.skip_source_first_line,
            startup: config.startup.as_ref().map(Into::into),
        };
        let status = heddle_embed::run_program(t, &program, &options);
        // Daemon threads may still run: the process ends under them, as CPython's does.
        let _ = std::io::stdout().flush();
        std::process::exit(status)
    })
}
