//! Quoted-printable. Must never know objects.

/// What is quoted.
#[derive(Clone, Copy)]
pub struct Style {
    /// Spaces and tabs inside lines.
    pub quote_tabs: bool,
    /// Ends of lines stay as they are.
    pub is_text: bool,
    /// As in headers: a space is an underscore.
    pub header: bool,
}

/// Characters of a line, with the `=` that continues it.
const LINE: usize = 76;

/// Text to bytes.
pub fn decode(text: &[u8], header: bool) -> Vec<u8> {
    let mut out = Vec::with_capacity(text.len());
    let digit = |c: u8| (c as char).to_digit(16);
    let mut k = 0;
    while k < text.len() {
        let c = text[k];
        k += 1;
        if header && c == b'_' {
            out.push(b' ');
        } else if c != b'=' {
            out.push(c);
        } else {
            match &text[k..] {
                [] => {}
                // A line that goes on.
                [b'\n' | b'\r', ..] => {
                    k += text[k..].iter().position(|&c| c == b'\n').map_or(text.len() - k, |n| n + 1)
                }
                // Written by a broken encoder.
                [b'=', ..] => {
                    out.push(b'=');
                    k += 1;
                }
                [a, b, ..] => match (digit(*a), digit(*b)) {
                    (Some(high), Some(low)) => {
                        out.push((high << 4 | low) as u8);
                        k += 2;
                    }
                    _ => out.push(b'='),
                },
                [_] => out.push(b'='),
            }
        }
    }
    out
}

fn quote(out: &mut Vec<u8>, c: u8) {
    out.push(b'=');
    out.extend([c >> 4, c & 15].map(|d| b"0123456789ABCDEF"[d as usize]));
}

/// Whether the byte at `k` has to be quoted, `column` characters into its line.
fn is_quoted(data: &[u8], k: usize, column: usize, style: Style) -> bool {
    let (c, next) = (data[k], data.get(k + 1));
    match c {
        127.. | b'=' => true,
        b'_' => style.header,
        // A dot alone on a line ends a mail.
        b'.' => column == 0 && matches!(next, None | Some(b'\n' | b'\r' | 0)),
        b'\r' | b'\n' => !style.is_text,
        b' ' | b'\t' => style.quote_tabs || next.is_none(),
        0..33 => true,
        _ => false,
    }
}

/// Bytes to text.
pub fn encode(data: &[u8], style: Style) -> Vec<u8> {
    let crlf = data.iter().position(|&c| c == b'\n').is_some_and(|k| k > 0 && data[k - 1] == b'\r');
    let end: &[u8] = if crlf { b"\r\n" } else { b"\n" };
    let mut out = Vec::with_capacity(data.len() + data.len() / 8);
    let (mut k, mut column) = (0, 0);
    let go_on = |out: &mut Vec<u8>, column: &mut usize| {
        out.push(b'=');
        out.extend_from_slice(end);
        *column = 0;
    };
    while k < data.len() {
        let c = data[k];
        if is_quoted(data, k, column, style) {
            if column + 3 >= LINE {
                go_on(&mut out, &mut column);
            }
            quote(&mut out, c);
            column += 3;
            k += 1;
        } else if style.is_text && (c == b'\n' || (c == b'\r' && data.get(k + 1) == Some(&b'\n'))) {
            // Space at the end of a line would get lost.
            if let Some(last @ (b' ' | b'\t')) = out.last().copied() {
                out.pop();
                quote(&mut out, last);
            }
            out.extend_from_slice(end);
            column = 0;
            k += if c == b'\r' { 2 } else { 1 };
        } else {
            if data.get(k + 1).is_some_and(|&next| next != b'\n') && column + 1 >= LINE {
                go_on(&mut out, &mut column);
            }
            column += 1;
            out.push(if style.header && c == b' ' { b'_' } else { c });
            k += 1;
        }
    }
    out
}
