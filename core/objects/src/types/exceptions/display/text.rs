//! Text helpers of the display: indenting, dedenting, widths. Must never know exceptions.

/// Each line with `prefix` before it.
pub(super) fn indent(text: &str, prefix: &str) -> String {
    let mut out = String::with_capacity(text.len() + prefix.len() * 4);
    for line in text.split_inclusive('\n') {
        out.push_str(prefix);
        out.push_str(line);
    }
    out
}

/// Takes the spaces and tabs away that all lines which are not blank begin with; blank lines become empty.
pub(super) fn dedent(text: &str) -> String {
    let blank = |line: &str| line.trim().is_empty();
    let mut lines = text.split('\n').filter(|line| !blank(line));
    let first = lines.next().unwrap_or("");
    let mut margin = first.len() - first.trim_start_matches([' ', '\t']).len();
    for line in lines {
        let same = line.bytes().zip(first.bytes()).take_while(|(a, b)| a == b).count();
        margin = margin.min(same);
    }
    let lines: Vec<&str> =
        text.split('\n').map(|line| if blank(line) { "" } else { &line[margin..] }).collect();
    lines.join("\n")
}

/// Whether a character takes two columns (East Asian Width W or F).
fn is_wide(c: char) -> bool {
    matches!(u32::from(c),
        0x1100..=0x115F | 0x231A..=0x231B | 0x2329..=0x232A | 0x23E9..=0x23EC | 0x23F0 | 0x23F3
        | 0x25FD..=0x25FE | 0x2614..=0x2615 | 0x2648..=0x2653 | 0x267F | 0x2693 | 0x26A1 | 0x26AA..=0x26AB
        | 0x26BD..=0x26BE | 0x26C4..=0x26C5 | 0x26CE | 0x26D4 | 0x26EA | 0x26F2..=0x26F3 | 0x26F5 | 0x26FA
        | 0x26FD | 0x2705 | 0x270A..=0x270B | 0x2728 | 0x274C | 0x274E | 0x2753..=0x2755 | 0x2757
        | 0x2795..=0x2797 | 0x27B0 | 0x27BF | 0x2B1B..=0x2B1C | 0x2B50 | 0x2B55 | 0x2E80..=0x303E
        | 0x3041..=0x33FF | 0x3400..=0x4DBF | 0x4E00..=0xA4CF | 0xA960..=0xA97F | 0xAC00..=0xD7A3
        | 0xF900..=0xFAFF | 0xFE10..=0xFE19 | 0xFE30..=0xFE6F | 0xFF01..=0xFF60 | 0xFFE0..=0xFFE6
        | 0x16FE0..=0x18D08 | 0x1AFF0..=0x1B2FB | 0x1F004 | 0x1F0CF | 0x1F18E | 0x1F191..=0x1F19A
        | 0x1F200..=0x1F265 | 0x1F300..=0x1F320 | 0x1F32D..=0x1F335 | 0x1F337..=0x1F37C
        | 0x1F37E..=0x1F393 | 0x1F3A0..=0x1F3CA | 0x1F3CF..=0x1F3D3 | 0x1F3E0..=0x1F3F0 | 0x1F3F4
        | 0x1F3F8..=0x1F43E | 0x1F440 | 0x1F442..=0x1F4FC | 0x1F4FF..=0x1F53D | 0x1F54B..=0x1F567
        | 0x1F57A | 0x1F595..=0x1F596 | 0x1F5A4 | 0x1F5FB..=0x1F64F | 0x1F680..=0x1F6C5 | 0x1F6CC
        | 0x1F6D0..=0x1F6D2 | 0x1F6D5..=0x1F6DF | 0x1F6EB..=0x1F6EC | 0x1F6F4..=0x1F6FC
        | 0x1F7E0..=0x1F7F0 | 0x1F90C..=0x1F93A | 0x1F93C..=0x1F945 | 0x1F947..=0x1F9FF
        | 0x1FA70..=0x1FAFF | 0x20000..=0x3FFFD)
}

/// The columns that the first `offset` characters take.
pub(super) fn width(line: &[char], offset: usize) -> usize {
    if line.iter().all(char::is_ascii) {
        return offset;
    }
    line.iter().take(offset).map(|&c| if is_wide(c) { 2 } else { 1 }).sum()
}

/// The character index of a byte offset into a line's UTF-8.
pub(super) fn char_offset(line: &str, byte: usize) -> usize {
    let end = byte.min(line.len());
    // A column within a character counts it, as CPython's replacing decoder does.
    String::from_utf8_lossy(&line.as_bytes()[..end]).chars().count()
}
