//! The acceptance figures: cases interleaved in one run, the empty loop subtracted, ratios of
//! medians of pairwise ratios, against their targets.
//!
//! `cargo run --profile bench -p heddle-benches --bin ratios [python3.14]`: with an interpreter, its
//! `gc.collect()` is measured beside ours on the same graph. Exits with 1 if a target is missed.

use heddle_benches::{Case, cases, clock, pauses};
use std::collections::HashMap;
use std::process::Command;

/// Times each pair of cases is measured.
const ROUNDS: usize = 11;

/// One ratio: a case over a rival, at most `target` if there is one.
const RATIOS: &[(&str, &str, Option<f64>)] = &[
    ("count/owner_pair", "count/atomic_pair", Some(0.45)),
    ("count/owner_pair", "count/arc_pair", None),
    ("count/foreign_pair", "count/atomic_pair", Some(0.7)),
    ("count/owner_pair_of_object_in_use", "count/atomic_pair", None),
    ("count/foreign_pair_2_threads", "count/atomic_pair_2_threads", Some(0.5)),
    ("count/foreign_pair_2_threads", "count/arc_pair_2_threads", None),
    ("rotation/1/owner", "rotation/1/atomic_2_threads", None),
    ("rotation/1/foreigner", "rotation/1/atomic_2_threads", None),
    ("rotation/16/owner", "rotation/16/atomic_2_threads", None),
    ("rotation/16/foreigner", "rotation/16/atomic_2_threads", None),
    ("rotation/256/owner", "rotation/256/atomic_2_threads", None),
    ("rotation/256/foreigner", "rotation/256/atomic_2_threads", None),
    ("rotation/4096/owner", "rotation/4096/atomic_2_threads", None),
    ("rotation/4096/foreigner", "rotation/4096/atomic_2_threads", None),
    ("lock/skipped", "lock/taken", Some(0.1)),
    ("lock/taken", "lock/parking_lot", None),
    ("lock/contended_2_threads", "lock/parking_lot_contended_2_threads", None),
    ("read/slot", "read/epoch_pin_and_clone", None),
    ("read/slot", "read/mutex_and_clone", None),
    ("read/slot_2_threads", "read/epoch_pin_and_clone_2_threads", None),
    ("reclaim/heddle_retire", "reclaim/epoch_defer", None),
    ("weak/upgrade", "weak/std_upgrade", None),
    ("alloc/heddle_2_words", "alloc/mimalloc_2_words", Some(1.0)),
    ("alloc/heddle_4_words", "alloc/mimalloc_4_words", Some(1.0)),
    ("alloc/heddle_6_words", "alloc/mimalloc_6_words", Some(1.0)),
    ("alloc/heddle_14_words", "alloc/mimalloc_14_words", Some(1.0)),
    ("alloc/heddle_30_words", "alloc/mimalloc_30_words", Some(1.0)),
    ("alloc_batch/heddle_2_words", "alloc_batch/mimalloc_2_words", Some(1.0)),
    ("alloc_batch/heddle_4_words", "alloc_batch/mimalloc_4_words", Some(1.0)),
    ("alloc_batch/heddle_6_words", "alloc_batch/mimalloc_6_words", Some(1.0)),
    ("alloc_batch/heddle_14_words", "alloc_batch/mimalloc_14_words", Some(1.0)),
    ("alloc_batch/heddle_30_words", "alloc_batch/mimalloc_30_words", Some(1.0)),
    ("alloc/heddle_2_words", "alloc/system_2_words", None),
    ("alloc_batch/heddle_2_words", "alloc_batch/system_2_words", None),
    ("thread/safepoint", "count/atomic_pair", None),
    ("thread/detach_attach", "count/atomic_pair", None),
];

fn main() {
    let mut missed = 0;
    let mut report = |label: &str, value: f64, target: Option<f64>, detail: String| {
        let verdict = match target {
            Some(t) if value <= t => format!("<= {t}  ok"),
            Some(t) => {
                missed += 1;
                format!("<= {t}  MISSED")
            }
            None => String::new(),
        };
        println!("{label:<75} {value:>6.3}  {verdict:<15} {detail}");
    };

    let probe = |when: &str| {
        let ceiling = clock::ceiling();
        let void = if ceiling < 1.9 { "  (below 1.9: figures of two threads are void)" } else { "" };
        println!("ceiling of two threads, {when}: {ceiling:.2}{void}");
    };
    probe("before");
    let mut by_name: HashMap<&str, Case> = cases().into_iter().map(|c| (c.name, c)).collect();
    println!("{:<75} {:>6}", "ratio (thread CPU time per operation, empty loop subtracted)", "median");
    for &(a, b, target) in RATIOS {
        let single = |name: &str| !name.contains("2_threads") && !name.starts_with("rotation");
        clock::pin(single(a) && single(b));
        let mut rounds = Vec::new();
        for _ in 0..ROUNDS {
            let (ta, tb) = (per_op(&mut by_name, a), per_op(&mut by_name, b));
            rounds.push((ta / tb, ta, tb));
        }
        let pick = |f: fn(&(f64, f64, f64)) -> f64| median(rounds.iter().map(f).collect());
        let (ta, tb) = (pick(|r| r.1), pick(|r| r.2));
        report(&format!("{a} : {b}"), pick(|r| r.0), target, format!("{ta:.2} ns : {tb:.2} ns"));
    }

    clock::pin(false);
    println!("\ncollection of 1,000,000 two-object cycles (wall time)");
    let mut both = Vec::new();
    for _ in 0..7 {
        let settled = |threads| median(pauses::collect_cycles(1_000_000, threads, 5).split_off(1));
        let (one, two) = (settled(1), settled(2));
        both.push((one, two, std::env::args().nth(1).map(|python| python_collect(&python))));
    }
    let ms = |t: f64| t * 1e3;
    let (one, two) = (median(both.iter().map(|b| b.0).collect()), median(both.iter().map(|b| b.1).collect()));
    let detail = format!("{:.1} ms : {:.1} ms", ms(two), ms(one));
    report("two threads : one", median(both.iter().map(|b| b.1 / b.0).collect()), Some(0.65), detail);
    if both[0].2.is_some() {
        let python = |b: &(f64, f64, Option<f64>)| b.2.expect("measured every round");
        let peer = median(both.iter().map(python).collect());
        let rows = [("one thread : peer", one), ("two threads : peer", two)];
        for ((label, t), target) in rows.into_iter().zip([None, Some(0.5)]) {
            let ratio = median(
                both.iter().map(|b| if label.starts_with("one") { b.0 } else { b.1 } / python(b)).collect(),
            );
            report(label, ratio, target, format!("{:.1} ms : {:.1} ms", ms(t), ms(peer)));
        }
    }

    println!("\nlatencies (wall time)                               median       worst");
    for (label, mut ns) in [
        ("stop-the-world of 8 threads", pauses::stops(8, 2000)),
        ("stop-the-world of 2 threads", pauses::stops(2, 2000)),
        ("detach + attach, 1 thread", pauses::detaches(1, 100_000)),
        ("detach + attach, 8 threads", pauses::detaches(8, 100_000)),
    ] {
        ns.sort_by(f64::total_cmp);
        let worst = ns[ns.len() - 1];
        println!("{label:<45} {:>9.2} us {:>9.2} us", median(ns) / 1e3, worst / 1e3);
    }
    probe("after");
    if missed > 0 {
        println!("\n{missed} target(s) missed");
        std::process::exit(1);
    }
}

/// Nanoseconds of one operation of a case, its empty loop subtracted.
fn per_op(by_name: &mut HashMap<&str, Case>, name: &str) -> f64 {
    let mut run = |name: &str| {
        let case = by_name.get_mut(name).unwrap_or_else(|| panic!("no case {name}"));
        let n =
            if name.contains("2_threads") || name.starts_with("rotation") { 2_000_000 } else { 1_000_000 };
        ((case.run)(n) / n as f64, case.empty)
    };
    let (t, empty) = run(name);
    (t - run(empty).0).max(0.0)
}

fn median(mut v: Vec<f64>) -> f64 {
    v.sort_by(f64::total_cmp);
    v[v.len() / 2]
}

/// Seconds of the peer's `gc.collect()` on the same graph: a million cycles of two instances with
/// two slots each. The median of five rounds in one process but the first, as for ours.
fn python_collect(python: &str) -> f64 {
    const SCRIPT: &str = "
import gc, time
class N:
    __slots__ = ('a', 'b')
def make(n):
    for i in range(n):
        x = N(); y = N()
        x.a = y; x.b = None
        y.a = x; y.b = None
gc.disable()
times = []
for round in range(5):
    make(1000000)
    start = time.perf_counter()
    n = gc.collect()
    t = time.perf_counter() - start
    assert n == 2000000, n
    times.append(t)
print(sorted(times[1:])[2])
";
    let out = Command::new(python).args(["-c", SCRIPT]).output().expect("the interpreter runs");
    let text = String::from_utf8_lossy(&out.stdout);
    text.trim().parse().unwrap_or_else(|_| panic!("{python}: {}", String::from_utf8_lossy(&out.stderr)))
}
