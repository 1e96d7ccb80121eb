//! Tracebacks look as python3.14 prints them. The cases come from `tools/tracebacks.py`, whose head says how.

use heddle_objects::types::exceptions::{self as exc, display};
use heddle_objects::types::traceback;
use heddle_objects::{Ref, Thread, Value};

/// One program that failed.
#[derive(Default)]
struct Case {
    name: String,
    source: Vec<String>,
    entries: Vec<display::Entry>,
    expected: Vec<String>,
}

fn cases() -> Vec<Case> {
    let mut out: Vec<Case> = vec![];
    let mut in_expected = false;
    for line in include_str!("data/tracebacks.txt").lines() {
        if let Some(name) = line.strip_prefix("=== ") {
            in_expected = false;
            out.push(Case { name: name.to_string(), ..Case::default() });
            continue;
        }
        let case = out.last_mut().expect("a case comes first");
        if let Some(text) = line.strip_prefix('|') {
            let to = if in_expected { &mut case.expected } else { &mut case.source };
            to.push(text.to_string());
        } else if let Some(entry) = line.strip_prefix("@ ") {
            let parts: Vec<&str> = entry.splitn(6, ' ').collect();
            let n = |k: usize| parts[k].parse::<i64>().expect("a number");
            case.entries.push(display::Entry {
                filename: parts[0].to_string(),
                name: parts[5].to_string(),
                line: Some(n(1) as u32),
                end_line: n(2) as u32,
                columns: (n(3) >= 0 && n(4) >= 0).then(|| (n(3) as u32, n(4) as u32)),
            });
        } else {
            assert_eq!(line, "---");
            in_expected = true;
        }
    }
    out
}

impl display::Frames for Case {
    fn entry(&self, _: &Thread, tb: Value) -> display::Entry {
        self.entries[tb.expect::<traceback::Traceback>().lasti as usize].clone()
    }

    fn source_line(&self, _: &Thread, filename: &str, _: Value, line: u32) -> Option<String> {
        (filename == self.name).then(|| self.source.get(line as usize - 1).cloned())?
    }
}

#[test]
fn tracebacks_look_like_pythons() {
    Thread::enter(&heddle_objects::runtime(), |t| {
        heddle_objects::boot(t);
        let cases = cases();
        assert!(cases.len() > 70);
        let mut wrong = 0;
        for case in &cases {
            let e = t.error_args(&exc::RUNTIME_ERROR, &[]).0;
            for k in (0..case.entries.len()).rev() {
                traceback::add(t, e.v(), Ref::NONE, k as i32, -1);
            }
            let shown = display::uncaught(t, e.v(), case);
            let lines: Vec<&str> =
                shown.strip_suffix("RuntimeError\n").expect("the last line").lines().collect();
            let (ours, rest) = case.expected.split_at(lines.len().min(case.expected.len()));
            if lines != ours || rest.first().is_none_or(|l| l.starts_with(' ')) {
                wrong += 1;
                eprintln!("{}\n{shown}\n--- python3.14:\n{}\n", case.name, case.expected.join("\n"));
            }
        }
        assert_eq!(wrong, 0, "of {}", cases.len());
    });
}
