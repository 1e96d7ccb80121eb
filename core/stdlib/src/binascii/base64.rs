//! Base 64. Must never know objects.

const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// The value of each letter; 64: no letter.
const VALUES: [u8; 256] = {
    let mut values = [64; 256];
    let mut k = 0;
    while k < 64 {
        values[LETTERS[k] as usize] = k as u8;
        k += 1;
    }
    values
};

/// Bytes as text, with or without a newline behind.
pub fn encode(data: &[u8], newline: bool) -> Vec<u8> {
    let mut out = Vec::with_capacity(data.len().div_ceil(3) * 4 + 1);
    for part in data.chunks(3) {
        let word = part.iter().enumerate().fold(0u32, |word, (k, &b)| word | u32::from(b) << (16 - 8 * k));
        for k in 0..4 {
            out.push(if k <= part.len() { LETTERS[(word >> (18 - 6 * k)) as usize & 63] } else { b'=' });
        }
    }
    if newline {
        out.push(b'\n');
    }
    out
}

/// Text to bytes. What is no letter is skipped, unless `strict`.
pub fn decode(text: &[u8], strict: bool) -> Result<Vec<u8>, String> {
    let fail = |message: &str| Err(message.to_string());
    let mut out = Vec::with_capacity(text.len() / 4 * 3 + 3);
    // How many letters of a group of four there are, the bits that are left of them, and the pads since the last letter.
    let (mut letters, mut left, mut pads) = (0, 0u8, 0);
    for (k, &c) in text.iter().enumerate() {
        if c == b'=' {
            pads += 1;
            if strict && letters == 0 {
                return fail(if k == 0 {
                    "Leading padding not allowed"
                } else {
                    "Excess padding not allowed"
                });
            }
            if strict && letters == 1 {
                break;
            }
            if strict && letters + pads >= 4 && k + 1 < text.len() {
                return fail(match text[k + 1] {
                    b'=' => "Excess padding not allowed",
                    c if VALUES[c as usize] == 64 => "Only base64 data is allowed",
                    _ => "Excess data after padding",
                });
            }
            continue;
        }
        let value = VALUES[c as usize];
        if value == 64 {
            if strict {
                return fail("Only base64 data is allowed");
            }
            continue;
        }
        if strict && pads > 0 {
            return fail("Discontinuous padding not allowed");
        }
        pads = 0;
        match letters {
            0 => left = value,
            1 => {
                out.push(left << 2 | value >> 4);
                left = value & 0x0f;
            }
            2 => {
                out.push(left << 4 | value >> 2);
                left = value & 0x03;
            }
            _ => out.push(left << 6 | value),
        }
        letters = (letters + 1) % 4;
    }
    match letters {
        0 => Ok(out),
        1 => Err(format!(
            "Invalid base64-encoded string: number of data characters ({}) cannot be 1 more than a multiple of 4",
            out.len() / 3 * 4 + 1
        )),
        n if n + pads < 4 => fail("Incorrect padding"),
        _ => Ok(out),
    }
}
