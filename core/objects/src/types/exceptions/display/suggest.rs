//! "Did you mean": the name that was probably meant. Costs and limits are CPython's. Must never know exceptions.

const MOVE: usize = 2;
const CASE: usize = 1;
const MOST_CANDIDATES: usize = 750;
const LONGEST: usize = 40;

fn substitution(a: u8, b: u8) -> usize {
    if a == b {
        0
    } else if a.eq_ignore_ascii_case(&b) {
        CASE
    } else {
        MOVE
    }
}

/// The weighted edit distance of two names, in bytes; anything above `limit` if it is above.
fn distance(mut a: &[u8], mut b: &[u8], limit: usize) -> usize {
    let before = a.iter().zip(b).take_while(|(x, y)| x == y).count();
    (a, b) = (&a[before..], &b[before..]);
    let behind = a.iter().rev().zip(b.iter().rev()).take_while(|(x, y)| x == y).count();
    (a, b) = (&a[..a.len() - behind], &b[..b.len() - behind]);
    if a.is_empty() || b.is_empty() {
        return MOVE * (a.len() + b.len());
    }
    if a.len() > LONGEST || b.len() > LONGEST || a.len().abs_diff(b.len()) * MOVE > limit {
        return limit + 1;
    }
    // row[j]: the distance of what was read of `a` from the first j bytes of `b`.
    let mut row: Vec<usize> = (0..=b.len()).map(|j| j * MOVE).collect();
    for (i, &x) in a.iter().enumerate() {
        let mut diagonal = std::mem::replace(&mut row[0], (i + 1) * MOVE);
        for (j, &y) in b.iter().enumerate() {
            let above = row[j + 1];
            row[j + 1] = (diagonal + substitution(x, y)).min(above.min(row[j]) + MOVE);
            diagonal = above;
        }
        if row.iter().all(|&d| d > limit) {
            return limit + 1;
        }
    }
    row[b.len()]
}

/// The candidate that is most like `wrong`, if one is like it enough; the first of several.
pub fn closest(wrong: &str, candidates: &[String]) -> Option<String> {
    if candidates.len() >= MOST_CANDIDATES || wrong.len() > LONGEST {
        return None;
    }
    let mut best: Option<(usize, &String)> = None;
    for candidate in candidates.iter().filter(|c| *c != wrong) {
        // No more than a third of the characters may differ.
        let mut limit = (wrong.len() + candidate.len() + 3) * MOVE / 6;
        if let Some((least, _)) = best {
            let Some(less) = least.checked_sub(1) else { break };
            limit = limit.min(less);
        }
        let d = distance(wrong.as_bytes(), candidate.as_bytes(), limit);
        if d <= limit {
            best = Some((d, candidate));
        }
    }
    best.map(|(_, name)| name.clone())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn near_names_are_found() {
        let names: Vec<String> =
            ["bluch", "blech", "BLUCH", "append", "a_very_long_name"].map(String::from).into();
        assert_eq!(closest("blach", &names).as_deref(), Some("bluch"));
        assert_eq!(closest("apend", &names).as_deref(), Some("append"));
        assert_eq!(closest("Bluch", &names).as_deref(), Some("bluch"));
        assert_eq!(closest("zzz", &names), None);
        assert_eq!(closest("append", &names), None);
        let many: Vec<String> = (0..800).map(|k| format!("x{k}")).collect();
        assert_eq!(closest("x_", &many), None);
    }
}
