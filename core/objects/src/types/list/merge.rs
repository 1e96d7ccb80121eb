//! A stable sort whose comparison may fail, or answer as it likes: whatever it says, the result is a permutation.
//!
//! Natural runs (short ones lengthened by binary insertion) are merged in the order of Munro and Wild's powersort ("Nearly-
//! Optimal Mergesorts", ESA 2018), so that presorted input costs about one comparison an item. Must never know values.

/// Runs shorter than this are lengthened.
const MIN_RUN: usize = 24;

/// Sorts `v`; `less(a, b)` says whether `a` must come before `b`. On an error `v` is some permutation of what it was.
pub fn sort<T: Copy, E>(v: &mut [T], less: &mut impl FnMut(&T, &T) -> Result<bool, E>) -> Result<(), E> {
    let n = v.len();
    let mut buffer: Vec<T> = Vec::new();
    // Runs that wait to be merged: start, length, and the power of the boundary to the next one.
    let mut runs: Vec<(usize, usize, u32)> = Vec::new();
    let mut start = 0;
    while start < n {
        let len = next_run(&mut v[start..], less)?;
        if let Some(&(s, l, _)) = runs.last() {
            let power = boundary_power(s, l, len, n);
            while runs.len() > 1 && runs[runs.len() - 2].2 > power {
                merge_last(v, &mut runs, &mut buffer, less)?;
            }
            if let Some(last) = runs.last_mut() {
                last.2 = power;
            }
        }
        runs.push((start, len, 0));
        start += len;
    }
    while runs.len() > 1 {
        merge_last(v, &mut runs, &mut buffer, less)?;
    }
    Ok(())
}

/// How deep in a balanced tree over `0..n` the boundary between two neighbouring runs lies.
fn boundary_power(start: usize, first: usize, second: usize, n: usize) -> u32 {
    // Twice the middles of the two runs, as fractions of 2n: the first binary digit in which they differ.
    let a = 2 * start + first;
    let b = a + first + second;
    let scale = |x: usize| ((x as u128) << 62) / n as u128;
    ((scale(a) ^ scale(b)) as u64).leading_zeros()
}

/// Makes the start of `v` a run, and says how long it is.
fn next_run<T: Copy, E>(v: &mut [T], less: &mut impl FnMut(&T, &T) -> Result<bool, E>) -> Result<usize, E> {
    let n = v.len();
    if n < 2 {
        return Ok(n);
    }
    let mut len = 2;
    if less(&v[1], &v[0])? {
        while len < n && less(&v[len], &v[len - 1])? {
            len += 1;
        }
        v[..len].reverse();
    } else {
        while len < n && !less(&v[len], &v[len - 1])? {
            len += 1;
        }
    }
    let wanted = MIN_RUN.min(n);
    while len < wanted {
        let item = v[len];
        let at = upper_bound(&v[..len], &item, less)?;
        v.copy_within(at..len, at + 1);
        v[at] = item;
        len += 1;
    }
    Ok(len)
}

/// The first index of a run whose item must come after `item`.
fn upper_bound<T, E>(
    run: &[T],
    item: &T,
    less: &mut impl FnMut(&T, &T) -> Result<bool, E>,
) -> Result<usize, E> {
    let (mut low, mut high) = (0, run.len());
    while low < high {
        let middle = low + (high - low) / 2;
        if less(item, &run[middle])? { high = middle } else { low = middle + 1 }
    }
    Ok(low)
}

/// The first index of a run whose item need not come before `item`.
fn lower_bound<T, E>(
    run: &[T],
    item: &T,
    less: &mut impl FnMut(&T, &T) -> Result<bool, E>,
) -> Result<usize, E> {
    let (mut low, mut high) = (0, run.len());
    while low < high {
        let middle = low + (high - low) / 2;
        if less(&run[middle], item)? { low = middle + 1 } else { high = middle }
    }
    Ok(low)
}

fn merge_last<T: Copy, E>(
    v: &mut [T],
    runs: &mut Vec<(usize, usize, u32)>,
    buffer: &mut Vec<T>,
    less: &mut impl FnMut(&T, &T) -> Result<bool, E>,
) -> Result<(), E> {
    let (Some((middle, second, power)), Some((start, first, _))) = (runs.pop(), runs.pop()) else {
        return Ok(());
    };
    runs.push((start, first + second, power));
    merge(&mut v[start..middle + second], first, buffer, less)
}

/// Merges the runs `v[..middle]` and `v[middle..]`.
fn merge<T: Copy, E>(
    v: &mut [T],
    middle: usize,
    buffer: &mut Vec<T>,
    less: &mut impl FnMut(&T, &T) -> Result<bool, E>,
) -> Result<(), E> {
    if !less(&v[middle], &v[middle - 1])? {
        return Ok(());
    }
    // What is in its place already stays there.
    let (left, right) = v.split_at(middle);
    let skip = upper_bound(left, &right[0], less)?;
    if skip == middle {
        return Ok(());
    }
    let keep = lower_bound(right, &left[middle - 1], less)?;
    let v = &mut v[skip..middle + keep];
    let middle = middle - skip;
    buffer.clear();
    if middle <= keep {
        buffer.extend_from_slice(&v[..middle]);
        merge_up(v, buffer, less)
    } else {
        buffer.extend_from_slice(&v[middle..]);
        merge_down(v, middle, buffer, less)
    }
}

/// The left run is in `buffer`, and its place in `v` is free.
fn merge_up<T: Copy, E>(
    v: &mut [T],
    buffer: &[T],
    less: &mut impl FnMut(&T, &T) -> Result<bool, E>,
) -> Result<(), E> {
    let (mut i, mut j, mut to) = (0, buffer.len(), 0);
    let mut outcome = Ok(());
    while i < buffer.len() && j < v.len() {
        match less(&v[j], &buffer[i]) {
            Ok(true) => {
                v[to] = v[j];
                j += 1;
            }
            Ok(false) => {
                v[to] = buffer[i];
                i += 1;
            }
            Err(e) => {
                outcome = Err(e);
                break;
            }
        }
        to += 1;
    }
    // The free places before `j` are as many as the buffer still has.
    v[to..j].copy_from_slice(&buffer[i..]);
    outcome
}

/// The right run is in `buffer`, and its place in `v` is free.
fn merge_down<T: Copy, E>(
    v: &mut [T],
    middle: usize,
    buffer: &[T],
    less: &mut impl FnMut(&T, &T) -> Result<bool, E>,
) -> Result<(), E> {
    let (mut i, mut j, mut to) = (middle, buffer.len(), v.len());
    let mut outcome = Ok(());
    while i > 0 && j > 0 {
        match less(&buffer[j - 1], &v[i - 1]) {
            Ok(true) => {
                v[to - 1] = v[i - 1];
                i -= 1;
            }
            Ok(false) => {
                v[to - 1] = buffer[j - 1];
                j -= 1;
            }
            Err(e) => {
                outcome = Err(e);
                break;
            }
        }
        to -= 1;
    }
    v[i..to].copy_from_slice(&buffer[..j]);
    outcome
}

#[cfg(test)]
mod tests {
    use super::sort;

    /// A small generator: the tests need no quality.
    fn numbers(n: usize, below: u64, mut seed: u64) -> Vec<u64> {
        let mut next = || {
            seed = seed.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
            (seed >> 33) % below
        };
        (0..n).map(|_| next()).collect()
    }

    fn inputs() -> Vec<Vec<u64>> {
        let mut all: Vec<Vec<u64>> = vec![];
        for n in [0, 1, 2, 3, 10, 23, 24, 25, 63, 64, 100, 1000, 4097] {
            all.push((0..n as u64).collect());
            all.push((0..n as u64).rev().collect());
            all.push(numbers(n, 10, 7));
            all.push(numbers(n, u64::MAX, 8));
            all.push((0..n as u64).map(|k| k % 50).collect());
            let mut nearly: Vec<u64> = (0..n as u64).collect();
            nearly.extend(numbers(5, 1000, 9));
            all.push(nearly);
        }
        all
    }

    #[test]
    fn sorts_and_keeps_the_order_of_equals() {
        for input in inputs() {
            let mut v: Vec<(u64, usize)> = input.iter().copied().zip(0..).collect();
            let mut expected = v.clone();
            expected.sort();
            let done: Result<(), ()> = sort(&mut v, &mut |a, b| Ok(a.0 < b.0));
            assert!(done.is_ok() && v == expected, "{} items", input.len());
        }
    }

    #[test]
    fn presorted_input_costs_one_comparison_an_item() {
        for descending in [false, true] {
            let mut v: Vec<u64> = (0..10_000).collect();
            if descending {
                v.reverse();
            }
            let mut n = 0;
            let _: Result<(), ()> = sort(&mut v, &mut |a, b| {
                n += 1;
                Ok(a < b)
            });
            assert_eq!(n, 9_999);
        }
    }

    #[test]
    fn nonsense_and_errors_leave_a_permutation() {
        for input in inputs() {
            let mut expected = input.clone();
            expected.sort_unstable();
            for k in [1, 5, 40, 333, usize::MAX] {
                let (mut v, mut n, mut seed) = (input.clone(), 0, k as u64);
                let _ = sort(&mut v, &mut |_, _| {
                    n += 1;
                    seed = seed.wrapping_mul(6364136223846793005).wrapping_add(1);
                    if n == k { Err(()) } else { Ok(seed >> 63 == 1) }
                });
                v.sort_unstable();
                assert_eq!(v, expected);
            }
        }
    }
}
