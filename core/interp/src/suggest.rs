//! "Did you mean": the closest of some names.

/// The largest distance that is still a typing error, as CPython sets it: a third of both lengths.
const MOVE: usize = 2;
const CASE: usize = 1;

fn cost(a: u8, b: u8) -> usize {
    if a == b {
        0
    } else if a.eq_ignore_ascii_case(&b) {
        CASE
    } else {
        MOVE
    }
}

/// The weighted edit distance of two names, or `None` beyond `limit`.
fn distance(a: &[u8], b: &[u8], limit: usize) -> Option<usize> {
    if a.len().abs_diff(b.len()) * MOVE > limit {
        return None;
    }
    let mut row: Vec<usize> = (0..=b.len()).map(|k| k * MOVE).collect();
    for (i, &x) in a.iter().enumerate() {
        let mut diagonal = row[0];
        row[0] = (i + 1) * MOVE;
        for (j, &y) in b.iter().enumerate() {
            let substituted = diagonal + cost(x, y);
            diagonal = row[j + 1];
            row[j + 1] = substituted.min(row[j].min(row[j + 1]) + MOVE);
        }
    }
    row.last().copied().filter(|d| *d <= limit)
}

/// The name among `candidates` that `wrong` was probably meant to be.
pub fn closest<'a>(wrong: &str, candidates: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    if wrong.len() > 40 {
        return None;
    }
    let mut best: Option<(usize, &str)> = None;
    for (count, candidate) in candidates.enumerate() {
        if count > 750 || candidate.len() > 40 {
            continue;
        }
        if candidate == wrong {
            continue;
        }
        let mut limit = (wrong.len() + candidate.len() + 3) * MOVE / 6;
        if let Some((d, _)) = best {
            limit = limit.min(d - 1);
        }
        if let Some(d) = distance(wrong.as_bytes(), candidate.as_bytes(), limit)
            && best.is_none_or(|(b, _)| d < b)
        {
            if d == 0 {
                return Some(candidate);
            }
            best = Some((d, candidate));
        }
    }
    best.map(|(_, name)| name)
}
