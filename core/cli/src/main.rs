//! The `heddle` executable.

#![forbid(unsafe_code)]

use std::io::Write;
use std::process::ExitCode;

fn main() -> ExitCode {
    match heddle_cli::configure(std::env::args_os().collect(), &|name| std::env::var_os(name)) {
        Ok(config) => run(&config),
        Err(early) => {
            // Nobody is left to be told if these streams are closed.
            let _ = std::io::stdout().write_all(early.out.as_bytes());
            let _ = std::io::stderr().write_all(early.err.as_bytes());
            ExitCode::from(early.code)
        }
    }
}

fn run(config: &heddle_cli::Config) -> ExitCode {
    let (text, name) = match &config.run {
        heddle_cli::Run::File(path) => match std::fs::read(path) {
            Ok(text) => (text, path.to_string_lossy().into_owned()),
            Err(e) => {
                eprintln!("heddle: can't open file '{}': {e}", path.display());
                return ExitCode::from(2);
            }
        },
        heddle_cli::Run::Command(text) => {
            (text.to_string_lossy().into_owned().into_bytes(), "<string>".to_string())
        }
        _ => {
            eprintln!("heddle: not there yet");
            return ExitCode::from(1);
        }
    };
    heddle_embed::start(&Default::default(), |t| match heddle_embed::run_file(t, &text, &name) {
        Ok(_) => ExitCode::SUCCESS,
        Err(e) => {
            let shown = heddle_objects::ops::str_text(t, e.0.v()).unwrap_or_default();
            eprintln!("{}: {shown}", heddle_objects::ops::type_name(e.0.v()));
            let mut tb = heddle_objects::types::exceptions::traceback(t, e.0.v());
            while heddle_objects::types::traceback::is_traceback(tb.v()) {
                eprintln!("  line {}", heddle_objects::types::traceback::lineno(tb.v()));
                tb = heddle_objects::types::traceback::next(t, tb.v());
            }
            ExitCode::from(1)
        }
    })
}
