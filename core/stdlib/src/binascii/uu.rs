//! Unix-to-Unix encoding, a line at a time. Must never know objects.

/// At most 45 bytes as a line.
pub fn encode(data: &[u8], backtick: bool) -> Result<Vec<u8>, String> {
    if data.len() > 45 {
        return Err("At most 45 bytes at once".to_string());
    }
    let letter = |value: u8| if value == 0 && backtick { b'`' } else { b' ' + value };
    let mut out = vec![letter(data.len() as u8)];
    for part in data.chunks(3) {
        let word = part.iter().enumerate().fold(0u32, |word, (k, &b)| word | u32::from(b) << (16 - 8 * k));
        out.extend((0..4).map(|k| letter((word >> (18 - 6 * k)) as u8 & 63)));
    }
    out.push(b'\n');
    Ok(out)
}

/// A line to bytes. Spaces at its end may be missing.
pub fn decode(line: &[u8]) -> Result<Vec<u8>, String> {
    let Some((&first, mut rest)) = line.split_first() else { return Err("Missing length byte".to_string()) };
    let length = (first.wrapping_sub(b' ') & 63) as usize;
    let mut out = Vec::with_capacity(length);
    let (mut word, mut bits) = (0u32, 0);
    while out.len() < length {
        let value = match rest.split_first() {
            None => 0,
            Some((&c, more)) => {
                rest = more;
                match c {
                    b'\n' | b'\r' => 0,
                    b' '..=b'`' => (c - b' ') & 63,
                    _ => return Err("Illegal char".to_string()),
                }
            }
        };
        word = word << 6 | u32::from(value);
        bits += 6;
        if bits >= 8 {
            bits -= 8;
            out.push((word >> bits) as u8);
            word &= (1 << bits) - 1;
        }
    }
    if rest.iter().all(|c| matches!(c, b' ' | b'`' | b'\n' | b'\r')) {
        Ok(out)
    } else {
        Err("Trailing garbage".to_string())
    }
}
