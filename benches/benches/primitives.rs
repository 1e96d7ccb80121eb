//! The criterion benchmarks: every case of the crate, measured in thread CPU time.
//!
//! `cargo bench -p heddle-benches` runs all; a filter behind `--` runs some. The loop that each case
//! pays for is not subtracted here: `count/empty_loop` shows what it is.

use criterion::measurement::{Measurement, ValueFormatter, WallTime};
use criterion::{BenchmarkGroup, Criterion, criterion_group, criterion_main};
use std::time::Duration;

/// The formatter of criterion's wall clock, for thread CPU time.
struct ThreadTime(WallTime);

impl Measurement for ThreadTime {
    type Intermediate = f64;
    type Value = Duration;

    fn start(&self) -> f64 {
        heddle_benches::clock::thread_cpu_ns()
    }

    fn end(&self, start: f64) -> Duration {
        Duration::from_nanos((self.start() - start) as u64)
    }

    fn add(&self, a: &Duration, b: &Duration) -> Duration {
        *a + *b
    }

    fn zero(&self) -> Duration {
        Duration::ZERO
    }

    fn to_f64(&self, value: &Duration) -> f64 {
        value.as_nanos() as f64
    }

    fn formatter(&self) -> &dyn ValueFormatter {
        self.0.formatter()
    }
}

fn primitives(c: &mut Criterion<ThreadTime>) {
    for mut case in heddle_benches::cases() {
        let (group, name) = case.name.split_once('/').expect("group/name");
        let mut group: BenchmarkGroup<'_, ThreadTime> = c.benchmark_group(group);
        group.bench_function(name, |b| {
            b.iter_custom(|n| Duration::from_nanos((case.run)(n) as u64));
        });
        group.finish();
    }
}

fn configured() -> Criterion<ThreadTime> {
    Criterion::default()
        .with_measurement(ThreadTime(WallTime))
        .sample_size(20)
        .warm_up_time(Duration::from_millis(200))
        .measurement_time(Duration::from_millis(800))
}

criterion_group! { name = benches; config = configured(); targets = primitives }
criterion_main!(benches);
