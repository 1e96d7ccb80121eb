//! What is Heddle's own at start-up, and what no Python program can see.

use heddle_cli::{Config, Early, FirstPath, HashSeed, Run, configure};
use std::ffi::{OsStr, OsString};
use std::os::unix::ffi::OsStrExt;
use std::process::Command;

fn start(arguments: &[&str], environment: &[(&str, &str)]) -> Result<Config, Early> {
    let arguments = std::iter::once("heddle").chain(arguments.iter().copied()).map(OsString::from).collect();
    configure(arguments, &|name| {
        environment.iter().find(|(other, _)| *other == name).map(|(_, value)| value.into())
    })
}

#[test]
fn there_is_no_lock_to_turn_on() {
    for (arguments, environment) in [(&[][..], &[][..]), (&["-Xgil=0"], &[]), (&[], &[("PYTHON_GIL", "0")])] {
        assert_eq!(start(arguments, environment).expect("a run").flags.gil, 0);
    }
    let early = start(&["-X", "gil=1"], &[]).expect_err("an error");
    assert_eq!(early.code, 1);
    assert!(early.err.starts_with("Fatal Python error: config_read_gil: Enabling the GIL is not supported"));
}

#[test]
fn threads_inherit_contexts_unless_told_not_to() {
    let flags = |arguments: &[&str], environment| {
        let flags = start(arguments, environment).expect("a run").flags;
        (flags.thread_inherit_context, flags.context_aware_warnings)
    };
    assert_eq!(flags(&[], &[]), (1, 1));
    assert_eq!(flags(&["-Xthread_inherit_context=0"], &[]), (0, 1));
    assert_eq!(flags(&["-Xcontext_aware_warnings="], &[]), (1, 0));
    assert_eq!(flags(&["-Xcontext_aware_warnings=1"], &[("PYTHON_CONTEXT_AWARE_WARNINGS", "0")]), (1, 1));
    assert_eq!(flags(&["-E"], &[("PYTHON_THREAD_INHERIT_CONTEXT", "0")]), (1, 1));
}

#[test]
fn hash_seeds() {
    let seed = |value| start(&[], &[("PYTHONHASHSEED", value)]).expect("a run").hash_seed;
    assert_eq!(seed("0"), HashSeed::Fixed(0));
    assert_eq!(seed("4294967295"), HashSeed::Fixed(u32::MAX));
    assert_eq!(seed("random"), HashSeed::Random);
    assert_eq!(seed(""), HashSeed::Random);
}

#[test]
fn what_runs_and_where_its_modules_are() {
    let run = |arguments: &[&str]| {
        let config = start(arguments, &[]).expect("a run");
        (config.run.clone(), config.first_path())
    };
    assert_eq!(run(&["-c", "pass"]), (Run::Command("pass".into()), FirstPath::Empty));
    assert_eq!(run(&["-m", "a.b"]), (Run::Module("a.b".into()), FirstPath::CurrentFolder));
    assert_eq!(run(&["d/a.py"]), (Run::File("d/a.py".into()), FirstPath::FolderOf("d/a.py".into())));
    assert_eq!(run(&["-", "a.py"]), (Run::Stdin, FirstPath::Empty));
    assert_eq!(run(&["-I", "a.py"]), (Run::File("a.py".into()), FirstPath::None));
}

#[test]
fn variables_that_only_the_interpreter_reads() {
    let environment = [("PYTHONHOME", "/h:/e"), ("PYTHONSTARTUP", "s.py"), ("PYTHONPLATLIBDIR", "lib64")];
    let config = start(&[], &environment).expect("a run");
    assert_eq!(config.paths.home.as_deref(), Some(OsStr::new("/h:/e")));
    assert_eq!(config.paths.platlibdir.as_deref(), Some(OsStr::new("lib64")));
    assert_eq!(config.startup.as_deref(), Some(OsStr::new("s.py")));
    let config = start(&["-I"], &environment).expect("a run");
    assert_eq!((config.paths, config.startup), Default::default());
}

#[test]
fn the_import_time_option_has_three_levels() {
    let level = |arguments: &[&str], environment| start(arguments, environment).expect("a run").import_time;
    assert_eq!(level(&[], &[]), 0);
    assert_eq!(level(&["-Ximporttime"], &[]), 1);
    assert_eq!(level(&["-Ximporttime="], &[]), 1);
    assert_eq!(level(&["-Ximporttime=0"], &[("PYTHONPROFILEIMPORTTIME", "2")]), 0);
    assert_eq!(level(&[], &[("PYTHONPROFILEIMPORTTIME", "2")]), 2);
}

#[test]
fn the_encoding_of_a_locale_is_in_its_name() {
    let stdio = |name| {
        let stdio = start(&[], &[("LANG", name)]).expect("a run").stdio;
        (stdio.encoding, stdio.errors)
    };
    assert_eq!(stdio("de_DE.UTF-8"), ("utf-8".into(), "strict".into()));
    assert_eq!(stdio("de_DE.ISO-8859-15@euro"), ("ISO-8859-15".into(), "strict".into()));
    assert_eq!(stdio("de_DE"), ("utf-8".into(), "strict".into()));
}

#[test]
fn arguments_need_not_be_text() {
    let odd = OsStr::from_bytes(b"a\xFF=\xFE").to_owned();
    let arguments = ["heddle".into(), "-X".into(), odd.clone(), "-W".into(), odd.clone(), odd.clone()];
    let config = configure(arguments.into(), &|_| None).expect("a run");
    assert_eq!(
        config.xoptions,
        [(OsStr::from_bytes(b"a\xFF").into(), Some(OsStr::from_bytes(b"\xFE").into()))]
    );
    assert_eq!((config.run, config.warnoptions), (Run::File(odd.clone()), vec![odd]));
    let early = configure(vec!["heddle".into(), OsStr::from_bytes(b"-O\xFF").into()], &|_| None)
        .expect_err("an error");
    assert_eq!(early.err.lines().next(), Some("Unknown option: -\u{FFFD}"));
    let early = start(&["-Oé"], &[]).expect_err("an error");
    assert_eq!(early.err.lines().next(), Some("Unknown option: -é"));
}

#[test]
fn usage_errors_name_the_program() {
    let early = start(&["-z"], &[]).expect_err("an error");
    assert_eq!(
        early.err,
        "Unknown option: -z\nusage: heddle [option] ... [-c cmd | -m mod | file | -] [arg] ...\n\
         Try `heddle -h' for more information.\n"
    );
}

#[test]
fn the_executable_answers() {
    let run = |argument: &str| {
        let done = Command::new(env!("CARGO_BIN_EXE_heddle")).arg(argument).output().expect("it starts");
        (
            done.status.code(),
            String::from_utf8(done.stdout).expect("text"),
            String::from_utf8(done.stderr).expect("text"),
        )
    };
    assert_eq!(run("--version"), (Some(0), "Heddle 3.14.7\n".into(), String::new()));
    let (code, out, err) = run("-VV");
    assert_eq!((code, err), (Some(0), String::new()));
    assert!(out.starts_with("Heddle 3.14.7 free-threading build (heddle) [Heddle "), "{out}");
    let (code, out, err) = run("--no-such-option");
    assert_eq!((code, out.as_str()), (Some(2), ""));
    assert!(err.starts_with("Unknown option: --no-such-option\nusage: "), "{err}");
    let (code, out, _) = run("--help-all");
    assert_eq!(code, Some(0));
    for part in ["-c cmd", "PYTHONPATH", "-X utf8"] {
        assert!(out.contains(part), "{part}");
    }
}
