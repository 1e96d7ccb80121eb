//! Python from several Rust threads at once: each counts the primes of a range.
//!
//! `cargo run --release -p heddle-embed --example threads`

use heddle_embed::{Error, Runtime};
use std::time::Instant;

const PROGRAM: &str = "
def primes(start, stop):
    return sum(n > 1 and all(n % k for k in range(2, int(n ** 0.5) + 1)) for n in range(start, stop))
";

fn main() -> Result<(), Error> {
    let rt = Runtime::new()?;
    rt.exec(PROGRAM)?;
    let threads = std::thread::available_parallelism().map_or(2, usize::from) as i64;
    let step = 200_000 / threads;
    let begin = Instant::now();
    let workers: Vec<_> = (0..threads)
        .map(|k| {
            let rt = rt.clone();
            std::thread::spawn(move || rt.call::<i64>("primes", (k * step, (k + 1) * step)))
        })
        .collect();
    let mut found = 0;
    for worker in workers {
        found += worker.join().expect("no panic")?;
    }
    println!("{found} primes below {}, {threads} threads, {:?}", threads * step, begin.elapsed());
    rt.finish();
    Ok(())
}
