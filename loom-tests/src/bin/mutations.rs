//! Runs each mutation's model with the mutation in force and expects it to fail.
//!
//! `mutations [NAME ..]` runs all mutations, or the named ones, two at a time, each in a process of
//! its own; `mutations --model NAME` runs one model in this process. A model that hits the time limit
//! or loom's limit of branches has shown nothing: that is not a catch. A deadlock that loom finds is.
#![allow(clippy::disallowed_types, clippy::disallowed_methods)]

#[cfg(not(loom))]
fn main() {
    eprintln!("the models need --cfg loom: run `cargo loom-mutations`");
    std::process::exit(2);
}

#[cfg(loom)]
fn main() {
    let args: Vec<String> = std::env::args().skip(1).collect();
    match args.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["--model", name] => run::model(name),
        ["--model", ..] => run::usage("--model takes one name"),
        _ => run::mutations(&args),
    }
}

#[cfg(loom)]
mod run {
    use heddle_loom_tests::MODELS;
    use heddle_threads::sync::Mutation;
    use std::io::Read;
    use std::process::{Command, Stdio, exit};
    use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
    use std::time::{Duration, Instant};

    const LIMIT: Duration = Duration::from_secs(120);
    const AT_ONCE: usize = 2;

    pub fn usage(what: &str) -> ! {
        eprintln!("{what}\nusage: mutations [MUTATION ..] | --model MODEL");
        exit(2)
    }

    pub fn model(name: &str) {
        match MODELS.iter().find(|(n, _)| *n == name) {
            Some((_, run)) => run(),
            None => usage(&format!("no model is called {name}")),
        }
    }

    type Entry = (Mutation, &'static str, &'static str);

    pub fn mutations(names: &[String]) {
        for name in names {
            if !Mutation::ALL.iter().any(|(_, n, _)| n == name) {
                usage(&format!("no mutation is called {name}"));
            }
        }
        let wanted = |e: &&Entry| names.is_empty() || names.iter().any(|n| n == e.1);
        let entries: Vec<&Entry> = Mutation::ALL.iter().filter(wanted).collect();
        let (next, passed) = (AtomicUsize::new(0), AtomicUsize::new(0));
        std::thread::scope(|scope| {
            for _ in 0..AT_ONCE {
                scope.spawn(|| {
                    while let Some((_, mutation, model)) = entries.get(next.fetch_add(1, Relaxed)) {
                        let started = Instant::now();
                        let (caught, how) = verdict(mutation, model);
                        passed.fetch_add(usize::from(caught), Relaxed);
                        let word = if caught { "ok  " } else { "FAIL" };
                        let s = started.elapsed().as_secs_f64();
                        println!("{word} {mutation} by {model} ({s:.1} s): {how}");
                    }
                });
            }
        });
        let passed = passed.into_inner();
        let failed = entries.len() - passed;
        println!("{passed} passed, {failed} failed");
        exit(i32::from(failed > 0));
    }

    /// Whether `model` fails under `mutation`, and how.
    fn verdict(mutation: &str, model: &str) -> (bool, String) {
        if !MODELS.iter().any(|(n, _)| *n == model) {
            return (false, "there is no such model".into());
        }
        let mut child = Command::new(std::env::current_exe().expect("this program has a path"))
            .args(["--model", model])
            .env("HEDDLE_MUTATION", mutation)
            .env("RUST_BACKTRACE", "0")
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .expect("this program can be started again");
        let mut stderr = child.stderr.take().expect("it is piped");
        let reader = std::thread::spawn(move || {
            let mut text = Vec::new();
            let _ = stderr.read_to_end(&mut text);
            String::from_utf8_lossy(&text).into_owned()
        });
        let started = Instant::now();
        let status = loop {
            if let Some(status) = child.try_wait().expect("it is our child") {
                break Some(status);
            }
            if started.elapsed() > LIMIT {
                child.kill().and_then(|()| child.wait()).expect("it is our child");
                break None;
            }
            std::thread::sleep(Duration::from_millis(5));
        };
        let said = first_panic(&reader.join().expect("the reader does not panic"));
        match status {
            None => (false, format!("timed out after {} s", LIMIT.as_secs())),
            Some(s) if s.success() => (false, "survived".into()),
            Some(s) if s.code() == Some(2) => (false, "the model was not run".into()),
            Some(_) if said.contains("maximum number of branches") => (false, format!("no verdict: {said}")),
            Some(_) => (true, said),
        }
    }

    /// The message of the first panic in a program's output, on one line.
    fn first_panic(text: &str) -> String {
        let lines: Vec<&str> = text.lines().collect();
        let Some(at) = lines.iter().position(|l| l.contains("panicked at")) else {
            return text.lines().last().unwrap_or("no output").into();
        };
        lines[at + 1..].iter().copied().find(|l| !l.trim().is_empty()).unwrap_or("").trim().into()
    }
}
