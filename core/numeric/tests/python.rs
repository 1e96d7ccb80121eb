//! Compares the crate with python3.14 by the table that `cases.py` writes: `tests/cases.tsv`, or the file that
//! `HEDDLE_NUMERIC_CASES` names (for a long random run).

mod ops;

use ops::Outcome;

/// Functions whose last bits are the C library's or the series' own, and how many units of the last place count as equal.
const TOLERANT: [(&str, u64); 13] = [
    ("math.acosh", 1),
    ("math.asinh", 1),
    ("math.atanh", 1),
    ("math.cbrt", 3),
    ("math.erf", 1),
    ("math.erfc", 2),
    ("math.gamma", 20),
    ("math.lgamma", 60),
    ("math.hypot", 1),
    ("math.hypotn", 1),
    ("math.dist", 1),
    ("math.sumprod", 1),
    ("cmath.", 4),
];

fn float(text: &str) -> Option<f64> {
    u64::from_str_radix(text, 16).ok().filter(|_| text.len() == 16).map(f64::from_bits)
}

fn ulps(a: &str, b: &str) -> Option<u64> {
    let place = |text: &str| {
        let bits = float(text)?.to_bits();
        let size = (bits & (u64::MAX >> 1)) as i64;
        Some(if bits >> 63 == 1 { -size } else { size })
    };
    Some(place(a)?.abs_diff(place(b)?))
}

fn alike(op: &str, got: &str, expected: &str) -> bool {
    if got == expected {
        return true;
    }
    let Some((_, tolerance)) =
        TOLERANT.iter().find(|(name, _)| op == *name || name.ends_with('.') && op.starts_with(name))
    else {
        return false;
    };
    let (got, expected): (Vec<_>, Vec<_>) = (got.split(' ').collect(), expected.split(' ').collect());
    // Beside 1 and 2 the logarithm of gamma is near zero, and only its distance from zero means something.
    let near = |a: &str, b: &str| {
        op == "math.lgamma" && float(a).zip(float(b)).is_some_and(|(a, b)| (a - b).abs() < 2e-15)
    };
    got.len() == expected.len()
        && got
            .iter()
            .zip(&expected)
            .all(|(a, b)| a == b || ulps(a, b).is_some_and(|ulps| ulps <= *tolerance) || near(a, b))
}

#[test]
fn as_python_does() {
    let file = std::env::var("HEDDLE_NUMERIC_CASES")
        .unwrap_or_else(|_| concat!(env!("CARGO_MANIFEST_DIR"), "/tests/cases.tsv").to_string());
    let table = std::fs::read_to_string(file).expect("the table of cases");
    let (mut count, mut wrong) = (0, Vec::new());
    for line in table.lines() {
        let fields: Vec<&str> = line.split('\t').collect();
        let [op, args @ .., expected] = fields.as_slice() else { panic!("{line}") };
        let got = match ops::evaluate(op, args) {
            Outcome::Value(text) => text,
            Outcome::Error(kind, message) => format!("!{kind} {message}"),
        };
        count += 1;
        if !alike(op, &got, expected) {
            wrong.push(format!("{op} {args:?}\n  python {expected}\n  heddle {got}"));
        }
    }
    assert!(count > 1000, "only {count} cases");
    let most = std::env::var("HEDDLE_NUMERIC_SHOWN").ok().and_then(|n| n.parse().ok()).unwrap_or(40);
    let shown = wrong.iter().take(most).cloned().collect::<Vec<_>>().join("\n");
    assert!(wrong.is_empty(), "{} of {count} differ:\n{shown}", wrong.len());
}
