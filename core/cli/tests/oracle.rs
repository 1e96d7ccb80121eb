//! Compares what is made of each command line in `oracle/cases.txt` with what CPython 3.14 made of it (`oracle/expected.txt`).
//!
//! To record again, with another CPython or after a change of the cases:
//! `python3 core/cli/tests/oracle/record.py /path/to/python3.14 > core/cli/tests/oracle/expected.txt`

use heddle_cli::{CheckPycs, Config, Early, FirstPath, Run, configure};
use std::collections::BTreeMap;
use std::ffi::OsString;

const CASES: &str = include_str!("oracle/cases.txt");
const EXPECTED: &str = include_str!("oracle/expected.txt");
const REPORT: &str = "exec(open(\"report.py\").read())";

#[test]
fn each_case_is_as_in_cpython() {
    let (mut wrong, mut compared) = (Vec::new(), 0);
    for (case, expected) in recorded() {
        let got = report(case);
        compared += 1;
        if got != expected {
            wrong.push(format!("{case}\n  expected\n{}\n  got\n{}", expected.join("\n"), got.join("\n")));
        }
    }
    let cases = CASES.lines().filter(|line| !line.is_empty() && !line.starts_with('#')).count();
    assert_eq!(compared, cases, "cases.txt has changed: record it again");
    assert!(wrong.is_empty(), "{} of {compared} cases:\n{}", wrong.len(), wrong.join("\n\n"));
}

/// The cases, each with its lines.
fn recorded() -> Vec<(&'static str, Vec<String>)> {
    let mut cases: Vec<(&str, Vec<String>)> = Vec::new();
    for line in EXPECTED.lines() {
        match line.strip_prefix("    ") {
            Some(reported) => cases.last_mut().expect("a case comes first").1.push(reported.to_owned()),
            None => cases.push((line, Vec::new())),
        }
    }
    cases
}

/// What `report.py` would report.
fn report(case: &str) -> Vec<String> {
    let words = words(case);
    let program = words.iter().position(|word| word == "heddle").expect("a program");
    let mut environment = BTreeMap::from([("LC_ALL".to_owned(), "C.UTF-8".to_owned())]);
    environment.extend(words[..program].iter().map(|word| {
        let (name, value) = word.split_once('=').expect("a variable");
        (name.to_owned(), value.to_owned())
    }));
    let arguments = words[program..].iter().map(|word| if word == "REPORT" { REPORT } else { word });
    let config =
        configure(arguments.map(OsString::from).collect(), &|name| environment.get(name).map(OsString::from));
    match config {
        Ok(config) => lines(&config),
        Err(early) => vec![ended(&early)],
    }
}

fn ended(early: &Early) -> String {
    if early.code != 0 {
        assert!(early.out.is_empty());
        return format!("exit {}: {}", early.code, early.err.lines().next().unwrap_or_default());
    }
    assert!(early.err.is_empty());
    match early.out.strip_prefix("Heddle 3.") {
        Some(rest) if rest.contains('(') => "exit 0: version and build".to_owned(),
        Some(_) => "exit 0: version".to_owned(),
        None => "exit 0: help".to_owned(),
    }
}

fn lines(config: &Config) -> Vec<String> {
    let xoptions = config.xoptions.iter().map(|(key, value)| {
        let value = value.as_ref().map_or("True".to_owned(), quoted);
        format!("{}: {value}", quoted(key))
    });
    let check_pycs = match config.check_hash_based_pycs {
        CheckPycs::Default => "default",
        CheckPycs::Always => "always",
        CheckPycs::Never => "never",
    };
    let stdio = &config.stdio;
    vec![
        format!("argv {}", list(&config.argv)),
        format!("orig_argv {}", list(&config.orig_argv[1..])),
        format!("flags{}", flags(config)),
        format!("warnoptions {}", list(&config.warnoptions)),
        format!("xoptions {{{}}}", xoptions.collect::<Vec<_>>().join(", ")),
        format!("path {}", list(&path(config))),
        format!("pycache_prefix {}", config.pycache_prefix.as_ref().map_or("None".to_owned(), quoted)),
        format!("stdio {} {} {} backslashreplace", stdio.encoding, stdio.errors, stdio.errors),
        format!("unbuffered {}", python(!stdio.buffered)),
        format!(
            "others check_pycs {check_pycs} tracemalloc {} faulthandler {} cpu_count {} columns {}",
            config.tracemalloc,
            python(config.faulthandler),
            config.cpu_count.map_or(-1, i64::from),
            python(config.code_debug_ranges)
        ),
    ]
}

/// Those that differ from the usual, by name.
fn flags(config: &Config) -> String {
    let flags = &config.flags;
    let all = [
        ("bytes_warning", flags.bytes_warning, 0),
        ("debug", flags.debug.into(), 0),
        ("dev_mode", flags.dev_mode.into(), 0),
        ("dont_write_bytecode", flags.dont_write_bytecode.into(), 0),
        ("hash_randomization", flags.hash_randomization.into(), 1),
        ("ignore_environment", flags.ignore_environment.into(), 0),
        ("inspect", flags.inspect.into(), 0),
        ("int_max_str_digits", flags.int_max_str_digits, 4300),
        ("interactive", flags.interactive.into(), 0),
        ("isolated", flags.isolated.into(), 0),
        ("no_site", flags.no_site.into(), 0),
        ("no_user_site", flags.no_user_site.into(), 0),
        ("optimize", flags.optimize, 0),
        ("quiet", flags.quiet.into(), 0),
        ("safe_path", flags.safe_path.into(), 0),
        ("utf8_mode", flags.utf8_mode.into(), 0),
        ("verbose", flags.verbose, 0),
        ("warn_default_encoding", flags.warn_default_encoding.into(), 0),
    ];
    let unusual = all.iter().filter(|(_, value, usual)| value != usual);
    unusual.map(|(name, value, _)| format!(" {name}={value}")).collect()
}

/// `sys.path` before the library, in the folder CWD, which holds report.py.
fn path(config: &Config) -> Vec<OsString> {
    let first = match config.first_path() {
        FirstPath::None => None,
        FirstPath::Empty => Some(OsString::new()),
        FirstPath::CurrentFolder | FirstPath::FolderOf(_) => Some("CWD".into()),
    };
    // `site` makes the rest absolute and leaves out what is there already.
    let mut path: Vec<OsString> = Vec::new();
    for entry in &config.paths.pythonpath {
        let absolute = std::path::Path::new("CWD").join(entry);
        let absolute = absolute.components().as_path().as_os_str().to_owned();
        if !path.contains(&absolute) {
            path.push(absolute);
        }
    }
    first.into_iter().chain(path).collect()
}

fn python(value: bool) -> &'static str {
    if value { "True" } else { "False" }
}

fn list(texts: &[OsString]) -> String {
    format!("[{}]", texts.iter().map(quoted).collect::<Vec<_>>().join(", "))
}

fn quoted(text: &OsString) -> String {
    format!("'{}'", text.to_str().expect("text").replace(REPORT, "REPORT"))
}

/// Splits like a shell, with single quotes only.
fn words(line: &str) -> Vec<String> {
    let (mut words, mut word, mut quoted) = (Vec::new(), None::<String>, false);
    for letter in line.chars() {
        match letter {
            '\'' => {
                quoted = !quoted;
                word.get_or_insert_default();
            }
            ' ' if !quoted => words.extend(word.take()),
            _ => word.get_or_insert_default().push(letter),
        }
    }
    words.extend(word);
    words
}

#[test]
fn the_case_of_no_arguments_reads_standard_input() {
    for arguments in [vec![], vec!["heddle"]] {
        let config =
            configure(arguments.into_iter().map(OsString::from).collect(), &|_| None).expect("a run");
        assert_eq!(config.run, Run::Stdin);
        assert_eq!(config.argv, [""]);
    }
}
