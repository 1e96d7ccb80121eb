//! Case of whole texts: `upper`, `lower`, `title`, `capitalize`, `swapcase`, `casefold`.
//!
//! It must never know a locale: the mappings are Unicode's full ones, with the final sigma as the only condition.

use crate::unicode::{self, Mapped};
use crate::unit::Unit;
use crate::{Buf, Owned, View};

/// Capital sigma, whose lower case depends on where in a word it stands.
const SIGMA: u32 = 0x3A3;

impl View<'_> {
    /// `str.upper`.
    pub fn to_upper(self) -> Owned {
        match self {
            View::Ascii(s) => ascii(s.to_ascii_uppercase()),
            _ => self.map(|_, cp| unicode::to_upper(cp)),
        }
    }

    /// `str.lower`.
    pub fn to_lower(self) -> Owned {
        match self {
            View::Ascii(s) => ascii(s.to_ascii_lowercase()),
            _ => self.map(|at, cp| self.lower_at(at, cp)),
        }
    }

    /// `str.casefold`.
    pub fn casefold(self) -> Owned {
        match self {
            View::Ascii(s) => ascii(s.to_ascii_lowercase()),
            _ => self.map(|_, cp| unicode::to_folded(cp)),
        }
    }

    /// `str.swapcase`.
    pub fn swapcase(self) -> Owned {
        match self {
            View::Ascii(s) => ascii(crate::bytes::swapcase(s)),
            _ => self.map(|at, cp| {
                if unicode::is_upper(cp) {
                    self.lower_at(at, cp)
                } else if unicode::is_lower(cp) {
                    unicode::to_upper(cp)
                } else {
                    Mapped::one(cp)
                }
            }),
        }
    }

    /// `str.title`: a letter is in title case where the code point before it has no case.
    pub fn to_title(self) -> Owned {
        if let View::Ascii(s) = self {
            return ascii(crate::bytes::title(s));
        }
        let mut inside = false;
        self.map(|at, cp| {
            let mapped = if inside { self.lower_at(at, cp) } else { unicode::to_title(cp) };
            inside = unicode::is_cased(cp);
            mapped
        })
    }

    /// `str.capitalize`: the first code point in title case, the others in lower case.
    pub fn capitalize(self) -> Owned {
        match self {
            View::Ascii(s) => ascii(crate::bytes::capitalize(s)),
            _ => self.map(|at, cp| if at == 0 { unicode::to_title(cp) } else { self.lower_at(at, cp) }),
        }
    }

    fn map(self, mut mapping: impl FnMut(usize, u32) -> Mapped) -> Owned {
        // Most code points become one of the same width: those are written without a question about the kind.
        let (narrow, at, held) = match self {
            View::Ascii(s) | View::Latin1(s) => map_units(s, &mut mapping),
            View::Ucs2(s) => map_units(s, &mut mapping),
            View::Ucs4(s) => map_units(s, &mut mapping),
        };
        let Some(held) = held else { return narrow };
        let mut buf = Buf::with_capacity(self.len() + 2);
        buf.push_view(narrow.view());
        held.as_slice().iter().for_each(|&cp| buf.push(cp));
        for (at, cp) in (at + 1..).zip(self.slice(at + 1..self.len()).chars()) {
            mapping(at, cp).as_slice().iter().for_each(|&cp| buf.push(cp));
        }
        buf.finish()
    }

    #[inline]
    fn lower_at(self, at: usize, cp: u32) -> Mapped {
        match cp {
            SIGMA => Mapped::one(if self.ends_word(at) { 0x3C2 } else { 0x3C3 }),
            _ => unicode::to_lower(cp),
        }
    }

    /// Unicode's Final_Sigma: a cased letter before and none after, whatever ignorable stands between.
    fn ends_word(self, at: usize) -> bool {
        let cased = |neighbour: Option<u32>| neighbour.is_some_and(unicode::is_cased);
        let skip = |&cp: &u32| !unicode::is_case_ignorable(cp);
        cased(self.slice(0..at).chars().rev().find(skip))
            && !cased(self.slice(at + 1..self.len()).chars().find(skip))
    }
}

/// Maps units as long as they become units: what came out, and where the first other one is and what it becomes.
fn map_units<T: Unit>(
    units: &[T],
    mapping: &mut impl FnMut(usize, u32) -> Mapped,
) -> (Owned, usize, Option<Mapped>) {
    let mut out = vec![T::default(); units.len()];
    for (at, (slot, unit)) in out.iter_mut().zip(units).enumerate() {
        let mapped = mapping(at, unit.cp());
        match *mapped.as_slice() {
            [cp] if cp <= T::LIMIT => *slot = T::from_cp(cp),
            _ => {
                out.truncate(at);
                return (Owned::from_units(out), at, Some(mapped));
            }
        }
    }
    (Owned::from_units(out), units.len(), None)
}

fn ascii(bytes: Vec<u8>) -> Owned {
    Owned::from_latin1(bytes)
}
