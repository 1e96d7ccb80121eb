//! Decides a run: the command line, then what the environment adds to it.
//!
//! The order is CPython's, because it shows when more than one thing is wrong: first what reading text depends on (`-X utf8`), then
//! errors in the options, then `-h` and `-V`, and the values of the other `-X` options and variables last.

use crate::command_line::CommandLine;
use crate::config::{Config, Early, Flags, HashSeed, Paths, Run};
use crate::environment::{Environment, Lookup};
use crate::locale::Locale;
use crate::warn_options::warn_options;
use crate::x_options::{Xoptions, hash_seed};
use std::ffi::{OsStr, OsString};
use std::os::unix::ffi::OsStrExt;

/// Decides the run that the process's arguments (the program's name first) and environment ask for.
pub fn configure(arguments: Vec<OsString>, lookup: &Lookup) -> Result<Config, Early> {
    let line = CommandLine::new(&arguments);
    let environment = Environment::new(lookup, line.ignore_environment || line.isolated);
    let options = Xoptions(&line.x_options);
    let locale = Locale::new(&environment);
    allocator(&environment)?;
    let utf8_mode = locale.utf8_mode(&options, &environment)?;
    let program = arguments.first().map(|program| program.to_string_lossy().into_owned()).unwrap_or_default();
    if let Some(early) = line.early(&program) {
        return Err(early);
    }

    let seed = hash_seed(line.random_hashes, &environment)?;
    options.gil(&environment)?;
    let flags = flags(&line, utf8_mode, seed, &options, &environment)?;
    Ok(Config {
        flags,
        warnoptions: warn_options(flags.dev_mode, &line, &environment),
        xoptions: options.shown(),
        paths: paths(&environment),
        stdio: locale.stdio(
            utf8_mode,
            !line.unbuffered && environment.flag("PYTHONUNBUFFERED") == 0,
            &environment,
        ),
        hash_seed: seed,
        skip_source_first_line: line.skip_first_line,
        check_hash_based_pycs: line.check_pycs,
        pycache_prefix: options.pycache_prefix(&environment),
        import_time: options.import_time(&environment)?,
        tracemalloc: options.tracemalloc(&environment)?,
        faulthandler: flags.dev_mode || options.has("faulthandler") || environment.has("PYTHONFAULTHANDLER"),
        code_debug_ranges: !options.has("no_debug_ranges") && !environment.has("PYTHONNODEBUGRANGES"),
        cpu_count: options.cpu_count(&environment)?,
        frozen_modules: options.frozen_modules(&environment)?,
        startup: environment.get("PYTHONSTARTUP"),
        run: line.run.unwrap_or(Run::Stdin),
        argv: line.argv,
        orig_argv: arguments,
    })
}

fn flags(
    line: &CommandLine,
    utf8_mode: bool,
    seed: HashSeed,
    options: &Xoptions,
    environment: &Environment,
) -> Result<Flags, Early> {
    // An option that can be repeated and its variable: the stronger counts.
    let level = |given: i32, variable| given.max(environment.flag(variable));
    Ok(Flags {
        debug: line.debug || environment.flag("PYTHONDEBUG") != 0,
        // Not a number: any value asks for the prompt.
        inspect: line.interactive || environment.has("PYTHONINSPECT"),
        interactive: line.interactive,
        optimize: level(line.optimize, "PYTHONOPTIMIZE"),
        dont_write_bytecode: line.dont_write_bytecode || environment.flag("PYTHONDONTWRITEBYTECODE") != 0,
        no_user_site: line.no_user_site || line.isolated || environment.flag("PYTHONNOUSERSITE") != 0,
        no_site: line.no_site,
        ignore_environment: line.ignore_environment || line.isolated,
        verbose: level(line.verbose, "PYTHONVERBOSE"),
        bytes_warning: line.bytes_warning,
        quiet: line.quiet,
        hash_randomization: seed != HashSeed::Fixed(0),
        isolated: line.isolated,
        dev_mode: options.has("dev") || environment.has("PYTHONDEVMODE"),
        utf8_mode,
        warn_default_encoding: options.has("warn_default_encoding")
            || environment.has("PYTHONWARNDEFAULTENCODING"),
        safe_path: line.safe_path || line.isolated || environment.has("PYTHONSAFEPATH"),
        int_max_str_digits: options.int_max_str_digits(environment)?,
        gil: 0,
        thread_inherit_context: options.switch(
            "thread_inherit_context",
            "PYTHON_THREAD_INHERIT_CONTEXT",
            1,
            environment,
        )?,
        context_aware_warnings: options.switch(
            "context_aware_warnings",
            "PYTHON_CONTEXT_AWARE_WARNINGS",
            1,
            environment,
        )?,
    })
}

fn paths(environment: &Environment) -> Paths {
    let list = environment.get("PYTHONPATH");
    let entries = list.as_ref().map(|list| list.as_bytes().split(|byte| *byte == b':'));
    Paths {
        home: environment.get("PYTHONHOME"),
        pythonpath: entries.into_iter().flatten().map(|entry| OsStr::from_bytes(entry).to_owned()).collect(),
        platlibdir: environment.get("PYTHONPLATLIBDIR"),
    }
}

/// Heddle has one allocator, but a name that CPython does not know is an error in either.
fn allocator(environment: &Environment) -> Result<(), Early> {
    const KNOWN: [&str; 8] = [
        "default",
        "debug",
        "malloc",
        "malloc_debug",
        "mimalloc",
        "mimalloc_debug",
        "pymalloc",
        "pymalloc_debug",
    ];
    match environment.get("PYTHONMALLOC") {
        Some(name) if !KNOWN.iter().any(|known| name == *known) => {
            Err(Early::fatal("preconfig_init_allocator", "PYTHONMALLOC: unknown allocator"))
        }
        _ => Ok(()),
    }
}
