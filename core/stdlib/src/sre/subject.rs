//! What is searched: a str or bytes-like object, as the engine wants it.

use heddle_objects::types::{buffer, str};
use heddle_objects::{Res, Thread, Value, ops};
use heddle_text::View;
use rustpython_sre_engine::{Request, State};
use rustpython_wtf8::Wtf8;

/// Text or bytes to search.
pub enum Subject<'a> {
    /// One byte a character: bytes, ASCII and Latin-1 text.
    Narrow(std::borrow::Cow<'a, [u8]>),
    /// Other text. Positions are characters all the same.
    Wide(Vec<u8>, usize),
}

/// One match: where it is, and where its groups are (the whole match first).
#[derive(Clone, Debug)]
pub struct Found {
    /// Start and end of the match.
    pub span: (usize, usize),
    /// Starts and ends of the groups.
    pub groups: Vec<Option<(usize, usize)>>,
    /// The last group that matched, from 1.
    pub last: Option<usize>,
}

/// How to match.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum How {
    /// At the start.
    Match,
    /// At the start, to the end.
    Full,
    /// Anywhere.
    Search,
}

impl<'a> Subject<'a> {
    /// The subject of a pattern for text (`Some(true)`), bytes (`Some(false)`) or either.
    pub fn new(t: &Thread, v: &'a Value, text: Option<bool>) -> Res<Subject<'a>> {
        if let Some(view) = str::try_view(v) {
            if text == Some(false) {
                return Err(t.type_error("cannot use a bytes pattern on a string-like object"));
            }
            return Ok(match view {
                View::Ascii(s) | View::Latin1(s) => Subject::Narrow(s.into()),
                wide => Subject::Wide(wide.to_wtf8(), wide.len()),
            });
        }
        if ops::slots_of(*v).buffer.is_none() {
            return Err(t.type_error(format_args!(
                "expected string or bytes-like object, got '{}'",
                ops::type_name(*v)
            )));
        }
        if text == Some(true) {
            return Err(t.type_error("cannot use a string pattern on a bytes-like object"));
        }
        Ok(Subject::Narrow(buffer::to_vec(t, *v)?.into()))
    }

    /// Characters.
    pub fn len(&self) -> usize {
        match self {
            Subject::Narrow(s) => s.len(),
            Subject::Wide(_, n) => *n,
        }
    }

    /// One match in `start..end`. `advance`: an empty match at `start` does not count.
    pub fn find(
        &self,
        codes: &[u32],
        groups: usize,
        how: How,
        start: usize,
        end: usize,
        advance: bool,
    ) -> Option<Found> {
        match self {
            Subject::Narrow(s) => run(&**s, codes, groups, how, start, end, advance),
            Subject::Wide(s, _) => run(Wtf8::from_bytes(s)?, codes, groups, how, start, end, advance),
        }
    }
}

fn run<S: rustpython_sre_engine::StrDrive>(
    s: S,
    codes: &[u32],
    groups: usize,
    how: How,
    start: usize,
    end: usize,
    advance: bool,
) -> Option<Found> {
    if start > end {
        return None;
    }
    let mut request = Request::new(s, start, end, codes, how == How::Full);
    request.must_advance = advance;
    let mut state = State::default();
    let found = match how {
        How::Search => {
            state.reset(&request, start);
            state.search(request)
        }
        _ => state.py_match(&request),
    };
    if !found {
        return None;
    }
    let group = |k: usize| {
        let (a, b) = state.marks.get(k);
        a.into_option().zip(b.into_option())
    };
    Some(Found {
        span: (state.start, state.cursor.position),
        groups: (0..groups).map(group).collect(),
        last: usize::try_from(state.marks.last_index()).ok().filter(|k| *k > 0),
    })
}
