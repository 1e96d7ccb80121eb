//! What `unicodedata` says of single code points, in Unicode 16.0 and in 3.2, and what a text is in its normal forms.
//!
//! The tables in `records.rs` are written by `tools/unicode_properties.py`. It must never know Python.

use super::numeric;
use super::records::{
    self, BIDI, CATEGORIES, DECOMPOSED, NOW_BLOCKS, PAIRS, PARTS, RECORDS, SEQUENCES, TAGS, WIDTHS,
};
use crate::{Buf, Owned, View};

/// A version of the character database.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Version {
    /// 16.0
    Now,
    /// 3.2, which domain names are prepared with.
    Old,
}

/// A normal form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// Canonical composition.
    Nfc,
    /// Compatibility composition.
    Nfkc,
    /// Canonical decomposition.
    Nfd,
    /// Compatibility decomposition.
    Nfkd,
}

impl Form {
    fn is_compatible(self) -> bool {
        matches!(self, Form::Nfkc | Form::Nfkd)
    }

    fn composes(self) -> bool {
        matches!(self, Form::Nfc | Form::Nfkc)
    }

    /// The flag of code points that are never in texts of this form.
    fn never(self) -> u8 {
        match self {
            Form::Nfc => 2,
            Form::Nfkc => 4,
            Form::Nfd => 8,
            Form::Nfkd => 16,
        }
    }
}

const MIRRORED: u8 = 1;
/// May become part of what stands before it.
const JOINS: u8 = 32;

const SHIFT: u32 = super::data::SHIFT;
const MASK: usize = (1 << SHIFT) - 1;

fn record(version: Version, cp: u32) -> [u8; 5] {
    let (blocks, index): (&[u16], &[u16]) = match version {
        Version::Now => (&NOW_BLOCKS, &records::NOW_INDEX),
        Version::Old => (&records::OLD_BLOCKS, &records::OLD_INDEX),
    };
    let block = blocks[((cp >> SHIFT) as usize).min(blocks.len() - 1)] as usize;
    RECORDS[index[block << SHIFT | cp as usize & MASK] as usize]
}

impl Version {
    /// `category`
    pub fn category(self, cp: u32) -> &'static str {
        CATEGORIES[record(self, cp)[0] as usize]
    }

    /// `bidirectional`
    pub fn bidirectional(self, cp: u32) -> &'static str {
        BIDI[record(self, cp)[1] as usize]
    }

    /// `combining`
    pub fn combining(self, cp: u32) -> u8 {
        record(self, cp)[2]
    }

    /// `east_asian_width`
    pub fn east_asian_width(self, cp: u32) -> &'static str {
        WIDTHS[record(self, cp)[3] as usize]
    }

    /// `mirrored`
    pub fn is_mirrored(self, cp: u32) -> bool {
        record(self, cp)[4] & MIRRORED != 0
    }

    /// Whether the version has this code point.
    pub fn is_assigned(self, cp: u32) -> bool {
        self == Version::Now || self.category(cp) != "Cn"
    }

    /// `numeric`
    pub fn numeric(self, cp: u32) -> Option<f64> {
        if self == Version::Old {
            if !self.is_assigned(cp) {
                return None;
            }
            if let Ok(at) = records::OLD_NUMBERS.binary_search_by_key(&cp, |&(cp, _)| cp) {
                let value = records::OLD_NUMBERS[at].1;
                return (value >= 0.0).then_some(value);
            }
        }
        numeric(cp)
    }

    /// `decimal`
    pub fn decimal(self, cp: u32) -> Option<u8> {
        if self == Version::Old {
            // Superscripts, subscripts and Ethiopic digits were decimals then.
            if matches!(cp, 0xB2 | 0xB3 | 0xB9 | 0x1369..=0x1371 | 0x2070 | 0x2074..=0x2079 | 0x2080..=0x2089)
            {
                return super::digit(cp);
            }
            if !self.is_assigned(cp) {
                return None;
            }
        }
        super::decimal(cp)
    }

    /// `decomposition`: "<tag> 0041 0300"
    pub fn decomposition(self, cp: u32) -> String {
        if !self.is_assigned(cp) {
            return String::new();
        }
        let mut parts = [0; 3];
        if let Some(n) = hangul_parts(cp, &mut parts) {
            return shown("", &parts[..n]);
        }
        match decomposed(cp) {
            Some((tag, parts)) => shown(tag, parts),
            None => String::new(),
        }
    }
}

fn shown(tag: &str, parts: &[u32]) -> String {
    let mut text = tag.to_string();
    for part in parts {
        if !text.is_empty() {
            text.push(' ');
        }
        text.push_str(&format!("{part:04X}"));
    }
    text
}

/// The code points of a named sequence.
pub fn sequence(name: &str) -> Option<&'static str> {
    let name = name.to_ascii_uppercase();
    let at = SEQUENCES.binary_search_by_key(&name.as_str(), |&(name, _)| name).ok()?;
    Some(SEQUENCES[at].1)
}

fn decomposed(cp: u32) -> Option<(&'static str, &'static [u32])> {
    let at = DECOMPOSED.binary_search_by_key(&cp, |&(cp, ..)| cp).ok()?;
    let (_, tag, at, n) = DECOMPOSED[at];
    Some((TAGS[tag as usize], &PARTS[at as usize..at as usize + n as usize]))
}

// Hangul syllables are computed: a leading consonant, a vowel, and perhaps a trailing consonant.
const S: u32 = 0xAC00;
const L: u32 = 0x1100;
const V: u32 = 0x1161;
const T: u32 = 0x11A7;
const VS: u32 = 21;
const TS: u32 = 28;
const SYLLABLES: u32 = 19 * VS * TS;

fn hangul_parts(cp: u32, parts: &mut [u32; 3]) -> Option<usize> {
    let at = cp.wrapping_sub(S);
    if at >= SYLLABLES {
        return None;
    }
    *parts = [L + at / (VS * TS), V + at % (VS * TS) / TS, T + at % TS];
    Some(if parts[2] == T { 2 } else { 3 })
}

fn compose(first: u32, second: u32) -> Option<u32> {
    let (l, v) = (first.wrapping_sub(L), second.wrapping_sub(V));
    if l < 19 && v < VS {
        return Some(S + (l * VS + v) * TS);
    }
    let (s, t) = (first.wrapping_sub(S), second.wrapping_sub(T));
    if s < SYLLABLES && s.is_multiple_of(TS) && (1..TS).contains(&t) {
        return Some(first + t);
    }
    let at = PAIRS.binary_search_by_key(&(first, second), |&(a, b, _)| (a, b)).ok()?;
    Some(PAIRS[at].2)
}

/// Whether a text is surely in a form; `None`: a closer look is needed.
fn quick(version: Version, form: Form, text: View) -> Option<bool> {
    if let View::Ascii(_) = text {
        return Some(true);
    }
    let (mut last, mut maybe) = (0, false);
    for cp in text.chars() {
        if cp < 0x80 {
            last = 0;
            continue;
        }
        let [_, _, combining, _, flags] = record(version, cp);
        if flags & form.never() != 0 || (combining != 0 && last > combining) {
            return Some(false);
        }
        maybe |= form.composes() && flags & JOINS != 0;
        last = combining;
    }
    if maybe { None } else { Some(true) }
}

/// `is_normalized`
pub fn is_normalized(version: Version, form: Form, text: View) -> bool {
    match quick(version, form, text) {
        Some(answer) if version == Version::Now => answer,
        _ => normalize(version, form, text).is_none_or(|other| other.view() == text),
    }
}

/// `normalize`: `None` if the text is in that form already.
pub fn normalize(version: Version, form: Form, text: View) -> Option<Owned> {
    if quick(version, form, text) == Some(true) {
        return None;
    }
    let mut units = decompose(version, form.is_compatible(), text);
    if form.composes() {
        recompose(&mut units);
    }
    let mut out = Buf::with_capacity(units.len());
    units.iter().for_each(|&(cp, _)| out.push(cp));
    Some(out.finish())
}

/// Code points with their combining classes.
type Units = Vec<(u32, u8)>;

fn decompose(version: Version, compatible: bool, text: View) -> Units {
    let mut out: Units = Vec::with_capacity(text.len() + text.len() / 4);
    let mut stack: Vec<u32> = Vec::new();
    for cp in text.chars() {
        stack.push(cp);
        while let Some(cp) = stack.pop() {
            let mut parts = [0; 3];
            if let Some(n) = hangul_parts(cp, &mut parts) {
                out.extend(parts[..n].iter().map(|&cp| (cp, 0)));
                continue;
            }
            if version == Version::Old {
                if let Ok(at) = records::OLD_DECOMPOSED.binary_search_by_key(&cp, |&(cp, _)| cp) {
                    stack.push(records::OLD_DECOMPOSED[at].1);
                    continue;
                }
                if !version.is_assigned(cp) {
                    // Marks are ordered as they are now.
                    push(&mut out, cp, Version::Now.combining(cp));
                    continue;
                }
            }
            let [_, _, combining, _, flags] = record(Version::Now, cp);
            if flags & Form::Nfkd.never() != 0
                && let Some((tag, parts)) = decomposed(cp)
                && (compatible || tag.is_empty())
            {
                stack.extend(parts.iter().rev());
                continue;
            }
            push(&mut out, cp, combining);
        }
    }
    out
}

/// Puts a code point behind, before the marks of higher classes.
fn push(out: &mut Units, cp: u32, combining: u8) {
    let mut at = out.len();
    if combining != 0 {
        while at > 0 && out[at - 1].1 > combining {
            at -= 1;
        }
    }
    out.insert(at, (cp, combining));
}

fn recompose(units: &mut Units) {
    let mut written = 0;
    // Where the last starter was written, and the class of the last mark kept behind it.
    let (mut starter, mut last): (Option<usize>, u8) = (None, 0);
    for k in 0..units.len() {
        let (cp, combining) = units[k];
        if let Some(at) = starter {
            let adjacent = written == at + 1;
            if (adjacent || (last != 0 && last < combining))
                && let Some(composed) = compose(units[at].0, cp)
            {
                units[at].0 = composed;
                continue;
            }
        }
        if combining == 0 {
            starter = Some(written);
            last = 0;
        } else {
            last = combining;
        }
        units[written] = (cp, combining);
        written += 1;
    }
    units.truncate(written);
}
