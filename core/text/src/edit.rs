//! Texts made of texts: `replace`, `join`, `repeat`, `translate`.
//!
//! It must never know what maps code points in a translation: that is a function.

use crate::seq;
use crate::unit::{Unit, fit, units};
use crate::{Buf, Kind, Owned, Storage, View};

/// What a translation makes of a code point.
#[derive(Clone, Debug)]
pub enum Translated {
    /// It stays.
    Same,
    /// It goes.
    Deleted,
    /// Another one.
    Char(u32),
    /// A text.
    Text(Owned),
}

impl View<'_> {
    /// `str.replace(old, new, limit)` (`usize::MAX` for no limit); nothing where that changes nothing. An empty `old` is
    /// found before and after each code point.
    pub fn replace(self, old: View<'_>, new: View<'_>, limit: usize) -> Option<Owned> {
        if limit == 0 || (old.is_empty() && new.is_empty()) {
            return None;
        }
        if old.is_empty() {
            return Some(self.interleave(new, limit));
        }
        units!(self, hay => {
            let old = fit(old)?;
            let mut places = seq::matches(hay, &old).take(limit).peekable();
            places.peek()?;
            let mut buf = Buf::with_capacity(self.len());
            let mut start = 0;
            for at in places {
                buf.push_view(self.slice(start..at));
                buf.push_view(new);
                start = at + old.len();
            }
            buf.push_view(self.slice(start..self.len()));
            Some(buf.finish())
        })
    }

    fn interleave(self, new: View<'_>, limit: usize) -> Owned {
        let times = limit.min(self.len() + 1);
        let mut buf = Buf::with_capacity(self.len() + times.saturating_mul(new.len()));
        for at in 0..times {
            buf.push_view(new);
            if at < self.len() {
                buf.push(self.get(at));
            }
        }
        buf.push_view(self.slice(times.min(self.len())..self.len()));
        buf.finish()
    }

    /// `str.join`: the parts, with this text between them.
    pub fn join<'p, P>(self, parts: P) -> Owned
    where
        P: IntoIterator<Item = View<'p>>,
        P::IntoIter: Clone,
    {
        let parts = parts.into_iter();
        let (mut len, mut count) = (0usize, 0usize);
        for part in parts.clone() {
            len += part.len();
            count += 1;
        }
        let mut buf = Buf::with_capacity(len + self.len() * count.saturating_sub(1));
        for (i, part) in parts.enumerate() {
            if i > 0 {
                buf.push_view(self);
            }
            buf.push_view(part);
        }
        buf.finish()
    }

    /// `str + str`.
    pub fn concat(self, other: View<'_>) -> Owned {
        let mut buf = Buf::with_capacity(self.len() + other.len());
        buf.push_view(self);
        buf.push_view(other);
        buf.finish()
    }

    /// `str * times`. The caller has checked that the length is bearable.
    pub fn repeat(self, times: usize) -> Owned {
        if self.kind() != self.narrowest() {
            return Owned::from(self).view().repeat(times);
        }
        if times == 0 {
            return Owned::new();
        }
        match self {
            View::Ascii(s) | View::Latin1(s) => Owned::from_latin1(s.repeat(times)),
            View::Ucs2(s) => Owned::from_narrowest(Storage::Ucs2(s.repeat(times))),
            View::Ucs4(s) => Owned::from_narrowest(Storage::Ucs4(s.repeat(times))),
        }
    }

    /// The text from the end: what `str[::-1]` is.
    pub fn reversed(self) -> Owned {
        match self {
            View::Ascii(s) => Owned::from_latin1(s.iter().rev().copied().collect()),
            _ => Owned::from_code_points(self.chars().rev()),
        }
    }

    /// Every `step`th code point of `count` from `start` on; `step` may be negative, every index must be in the text.
    pub fn step(self, start: usize, step: isize, count: usize) -> Owned {
        fn pick<T: Unit>(units: &[T], start: usize, step: isize, count: usize) -> impl Iterator<Item = T> {
            (0..count).map(move |i| units[start.wrapping_add_signed(step * i as isize)])
        }
        match self {
            View::Ascii(s) => Owned::from_latin1(pick(s, start, step, count).collect()),
            _ => units!(self, s => Owned::from_code_points(pick(s, start, step, count).map(Unit::cp))),
        }
    }

    /// `str.translate`. The function is asked once for each code point; of ASCII texts, as in CPython, once for each
    /// different one that does not become a text.
    pub fn translate<E>(self, mut table: impl FnMut(u32) -> Result<Translated, E>) -> Result<Owned, E> {
        let mut known: [Option<Translated>; 128] = [const { None }; 128];
        let remember = self.kind() == Kind::Ascii;
        let mut buf = Buf::with_capacity(self.len());
        for cp in self.chars() {
            let fresh;
            let translated = match known.get(cp as usize) {
                Some(Some(translated)) => translated,
                _ => {
                    fresh = table(cp)?;
                    if remember && !matches!(fresh, Translated::Text(_)) {
                        known[cp as usize] = Some(fresh.clone());
                    }
                    &fresh
                }
            };
            match translated {
                Translated::Same => buf.push(cp),
                Translated::Deleted => {}
                &Translated::Char(other) => buf.push(other),
                Translated::Text(text) => buf.push_view(text.view()),
            }
        }
        Ok(buf.finish())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::convert::Infallible;

    fn replaced(text: &str, old: &str, new: &str, limit: usize) -> Option<String> {
        let (text, old, new) = (Owned::from(text), Owned::from(old), Owned::from(new));
        text.view().replace(old.view(), new.view(), limit).map(|text| text.view().to_utf8().unwrap())
    }

    #[test]
    fn replace() {
        let all = usize::MAX;
        assert_eq!(replaced("aXbXc", "X", "€", all).as_deref(), Some("a€b€c"));
        assert_eq!(replaced("aXbXc", "X", "", 1).as_deref(), Some("abXc"));
        assert_eq!(replaced("aaa", "aa", "b", all).as_deref(), Some("ba"));
        assert_eq!(replaced("abc", "", "-", all).as_deref(), Some("-a-b-c-"));
        assert_eq!(replaced("abc", "", "-", 2).as_deref(), Some("-a-bc"));
        assert_eq!(replaced("", "", "é", all).as_deref(), Some("é"));
        assert_eq!(replaced("abc", "€", "-", all), None);
        assert_eq!(replaced("abc", "a", "-", 0), None);
        // What made it wide is gone.
        assert_eq!(
            Owned::from("a€").view().replace(View::Ucs2(&[0x20ac]), View::EMPTY, all).unwrap().kind(),
            Kind::Ascii
        );
    }

    #[test]
    fn join_and_repeat() {
        let wide = Owned::from("€");
        let parts = [View::Ascii(b"a"), wide.view(), View::EMPTY];
        assert_eq!(View::Ascii(b", ").join(parts), "a, €, ");
        assert_eq!(wide.view().join([View::Ascii(b"a")]).kind(), Kind::Ascii);
        assert_eq!(wide.view().join([]), "");
        assert_eq!(wide.view().repeat(3), "€€€");
        assert_eq!(wide.view().repeat(0).kind(), Kind::Ascii);
        assert_eq!(View::Ucs4(&[0x61]).repeat(2).view(), View::Ascii(b"aa"));
        assert_eq!(Owned::from("a€c").view().reversed(), "c€a");
        assert_eq!(Owned::from("a€c").view().step(2, -2, 2).kind(), Kind::Ascii);
        assert_eq!(Owned::from("abcd").view().step(1, 2, 2), "bd");
    }

    #[test]
    fn translate_asks_once_for_each_ascii_letter() {
        let mut asked = Vec::new();
        let mut table = |cp: u32| -> Result<Translated, Infallible> {
            asked.push(cp);
            Ok(match cp {
                0x61 => Translated::Char(0xe9),
                0x62 => Translated::Deleted,
                0x63 => Translated::Text(Owned::from("€€")),
                _ => Translated::Same,
            })
        };
        assert_eq!(View::Ascii(b"aabcdcb").translate(&mut table).unwrap(), "éé€€d€€");
        assert_eq!(asked, [0x61, 0x62, 0x63, 0x64, 0x63]);
        assert_eq!(View::Ascii(b"ab").translate(|_| Err::<Translated, _>("no")), Err("no"));
    }
}
