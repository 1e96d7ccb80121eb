//! The `heddle` executable.

#![forbid(unsafe_code)]

use std::io::Write;
use std::process::ExitCode;

fn main() -> ExitCode {
    match heddle_cli::configure(std::env::args_os().collect(), &|name| std::env::var_os(name)) {
        Ok(_) => {
            eprintln!("heddle: the interpreter is not linked into this executable yet");
            ExitCode::from(1)
        }
        Err(early) => {
            // Nobody is left to be told if these streams are closed.
            let _ = std::io::stdout().write_all(early.out.as_bytes());
            let _ = std::io::stderr().write_all(early.err.as_bytes());
            ExitCode::from(early.code)
        }
    }
}
