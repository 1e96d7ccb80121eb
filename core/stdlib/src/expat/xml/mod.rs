//! A parser of XML 1.0, with namespaces if wanted, that takes its text in pieces and gives one event at a time.
//!
//! `input` is where text comes from, `cursor` reads it, `dtd` what is declared, `content` elements and text, `prolog` what stands
//! around them. Must never know Python: who listens decides what is done with an event.

mod content;
mod cursor;
mod dtd;
pub mod event;
pub mod input;
mod prolog;

use cursor::{INVALID, Read, Stop};
use dtd::Dtd;
use event::{Event, What};
use heddle_threads::sync::Mutex;
use input::{Encoding, Input, Place};
use std::collections::VecDeque;
use std::sync::Arc;

/// An error: its number, and where.
#[derive(Clone, Copy, Debug)]
pub struct Failure {
    /// `XML_ERROR_...`
    pub code: u8,
    /// Where.
    pub place: Place,
}

/// What the next call gives.
pub enum Next {
    /// Something was found.
    Event(Event),
    /// More text is needed, or all is done.
    Wait,
}

/// What a parser is told about who listens.
#[derive(Clone, Copy, Debug, Default)]
pub struct Wanted {
    /// Somebody takes what has no handler: sources are kept.
    pub raw: bool,
    /// Internal entities are reported, not expanded.
    pub keep_entities: bool,
    /// External entities are reported.
    pub external: bool,
    /// When parameter entities are parsed: 0 never, 1 unless standalone, 2 always.
    pub parameter: u8,
    /// Names in namespaces come with their prefix.
    pub prefixes: bool,
    /// The document has an external part even if it does not say so.
    pub foreign: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    /// Nothing was read.
    Start,
    /// Before the root element.
    Prolog,
    /// In the internal subset.
    Subset,
    /// Behind the internal subset.
    AfterSubset,
    /// In elements.
    Content,
    /// In `<![CDATA[`.
    Cdata,
    /// Behind the root element.
    Epilog,
}

/// What a parser parses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A document.
    Document,
    /// An external entity in content.
    Entity,
    /// An external part of a DTD.
    Dtd,
}

/// An open element.
struct Open {
    /// As it was written.
    raw: String,
    /// As it is reported.
    name: String,
    /// How many namespaces were bound before it.
    bindings: usize,
    /// How many inputs there were.
    inputs: usize,
}

/// An entity's text that is being read.
struct Inner {
    name: String,
    input: Input,
    /// In a DTD.
    is_parameter: bool,
}

/// A parser.
pub struct Parser {
    document: Input,
    inner: Vec<Inner>,
    kind: Kind,
    state: State,
    open: Vec<Open>,
    namespaces: Option<String>,
    bindings: Vec<(Option<String>, Option<String>)>,
    dtd: Arc<Mutex<Dtd>>,
    queue: VecDeque<Event>,
    seen_doctype: bool,
    external_dtd: Option<(Option<String>, Option<String>)>,
    /// The text of what could not be read yet was this long.
    waited: usize,
    /// Whether reading is put off until there is much more.
    pub deferral: bool,
    /// Bytes that entities added.
    amplified: usize,
    /// Where the current event is.
    pub current: Place,
    failed: Option<Failure>,
    /// Everything was read.
    pub finished: bool,
    /// Who listens.
    pub wanted: Wanted,
}

impl Parser {
    /// A parser of a document; the encoding may be given, and what stands between a namespace and a name.
    pub fn new(encoding: Option<Encoding>, namespaces: Option<String>) -> Parser {
        Parser {
            document: Input::new(encoding),
            inner: vec![],
            kind: Kind::Document,
            state: State::Start,
            open: vec![],
            bindings: vec![(Some("xml".to_string()), Some(XML.to_string()))],
            namespaces,
            dtd: Arc::default(),
            queue: VecDeque::new(),
            seen_doctype: false,
            external_dtd: None,
            waited: 0,
            deferral: true,
            amplified: 0,
            current: Place { line: 1, column: 0, index: 0 },
            failed: None,
            finished: false,
            wanted: Wanted::default(),
        }
    }

    /// A parser of an external entity, or (without a context) of an external part of the DTD.
    pub fn child(&self, has_context: bool, encoding: Option<Encoding>) -> Parser {
        let mut child = Parser::new(encoding, self.namespaces.clone());
        child.kind = if has_context { Kind::Entity } else { Kind::Dtd };
        child.dtd = self.dtd.clone();
        child.bindings = self.bindings.clone();
        child.deferral = self.deferral;
        child.wanted = self.wanted;
        child
    }

    /// Whether nothing was given to it yet.
    pub fn is_fresh(&self) -> bool {
        self.state == State::Start && self.document.text.is_empty()
    }

    /// The encoding that has to be looked up, if any.
    pub fn unknown_encoding(&mut self) -> Option<String> {
        self.document.unknown.take()
    }

    /// The answer: a table, or `None` if there is no such encoding.
    pub fn set_encoding(&mut self, table: Option<Encoding>) {
        match table {
            Some(table) => {
                self.document.encoding = Some(table);
                self.document.decode();
            }
            None => self.failed = Some(Failure { code: 18, place: self.document.place }),
        }
    }

    /// Sets the encoding of text that is a str.
    pub fn fix_utf8(&mut self) {
        self.document.fix(Encoding::Utf8);
    }

    /// More bytes.
    pub fn feed(&mut self, data: &[u8], last: bool) {
        self.document.feed(data, last);
    }

    /// The next event.
    pub fn next(&mut self) -> Result<Next, Failure> {
        loop {
            if let Some(event) = self.queue.pop_front() {
                self.current = event.place;
                return Ok(Next::Event(event));
            }
            if let Some(failure) = self.failed {
                self.current = failure.place;
                return Err(failure);
            }
            if self.finished {
                return Ok(Next::Wait);
            }
            let (rest, whole) = (self.input().rest().len(), self.input_is_whole());
            if self.inner.is_empty() && self.waited > 0 && !whole && self.deferral && rest < 2 * self.waited {
                return Ok(Next::Wait);
            }
            self.waited = 0;
            match self.step() {
                Ok(true) => {}
                Ok(false) => {
                    if self.inner.is_empty() {
                        self.current = self.document.place;
                    }
                    return Ok(Next::Wait);
                }
                Err(Stop::More) if !whole => {
                    self.waited = rest;
                    return Ok(Next::Wait);
                }
                Err(stop) => {
                    let (code, at) = match stop {
                        Stop::At(code, at) => (code, at),
                        Stop::More if self.input().broken => (INVALID, rest),
                        Stop::More => self.incomplete(),
                    };
                    let place = if self.inner.is_empty() {
                        self.document.place_at(at).0
                    } else {
                        self.document.place
                    };
                    self.failed = Some(Failure { code, place });
                }
            }
        }
    }

    /// What is wrong with a text that ends in the middle of something, and where.
    fn incomplete(&self) -> (u8, usize) {
        match self.state {
            State::Cdata => (20, self.input().rest().len()),
            // A parameter entity's text ends in a declaration.
            State::Subset if !self.inner.is_empty() => (29, 0),
            _ => (5, 0),
        }
    }

    fn input(&self) -> &Input {
        self.inner.last().map_or(&self.document, |i| &i.input)
    }

    fn input_is_whole(&self) -> bool {
        let input = self.input();
        input.last || input.broken
    }

    /// Where an event of the current input is: entities are where they are referred to.
    fn place(&self, at: usize) -> Place {
        if self.inner.is_empty() { self.document.place_at(at).0 } else { self.document.place }
    }

    /// Takes text.
    fn consume(&mut self, n: usize) {
        match self.inner.last_mut() {
            Some(inner) => inner.input.consume(n),
            None => self.document.consume(n),
        }
    }

    /// Reports something that began here and whose source is the next `n` bytes, which are taken.
    fn report(&mut self, what: What, n: usize) {
        let raw = if self.wanted.raw { self.input().rest()[..n].to_string() } else { String::new() };
        let place = self.place(0);
        self.queue.push_back(Event { what, place, raw });
        self.consume(n);
    }

    /// Reports something without a source of its own.
    fn report_at(&mut self, what: What, place: Place) {
        self.queue.push_back(Event { what, place, raw: String::new() });
    }

    /// Reads one thing; false: there is no more text.
    fn step(&mut self) -> Read<bool> {
        if self.document.encoding.is_none() {
            return if self.document.last { Err(Stop::At(3, 0)) } else { Ok(false) };
        }
        if self.input().rest().is_empty() {
            if self.input().broken {
                return Err(Stop::At(INVALID, 0));
            }
            if let Some(inner) = self.inner.last() {
                let is_parameter = inner.is_parameter;
                let depth = self.inner.len();
                if !is_parameter
                    && (self.open.last().is_some_and(|o| o.inputs >= depth + 1) || self.state == State::Cdata)
                {
                    return Err(Stop::At(13, 0));
                }
                self.inner.pop();
                if self.inner.is_empty() {
                    let n = self.pending_reference();
                    self.document.consume(n);
                }
                return Ok(true);
            }
            if !self.document.last {
                return Ok(false);
            }
            return self.end().map(|()| true);
        }
        match self.state {
            State::Start => self.start(),
            State::Prolog | State::Epilog => self.prolog(),
            State::Subset => self.subset(),
            State::AfterSubset => self.after_subset(),
            State::Content => self.content(),
            State::Cdata => self.cdata(),
        }
    }

    /// The source of the reference whose entity was just read: it stays until then, so that places are right.
    fn pending_reference(&self) -> usize {
        let rest = self.document.rest();
        if rest.starts_with(['&', '%']) { rest.find(';').map_or(0, |n| n + 1) } else { 0 }
    }

    /// The end of all text.
    fn end(&mut self) -> Read<()> {
        let fits = match self.kind {
            Kind::Document => self.state == State::Epilog,
            Kind::Entity => match self.state {
                State::Start => true,
                State::Content if self.open.is_empty() => true,
                State::Content => return Err(Stop::At(13, 0)),
                _ => false,
            },
            Kind::Dtd => matches!(self.state, State::Start | State::Subset),
        };
        if !fits {
            return Err(Stop::At(
                match self.state {
                    State::Cdata => 20,
                    State::Subset | State::AfterSubset => 3,
                    _ => 3,
                },
                0,
            ));
        }
        self.finished = true;
        Ok(())
    }

    /// Goes on in an entity's text.
    fn enter(&mut self, name: String, text: String, is_parameter: bool) -> Read<()> {
        if self.inner.iter().any(|i| i.name == name && i.is_parameter == is_parameter) {
            return Err(Stop::At(12, 0));
        }
        self.amplified += text.len();
        let direct = self.document.place.index + 1;
        if self.amplified > 8 << 20 && self.amplified / direct > 100 {
            return Err(Stop::At(43, 0));
        }
        self.inner.push(Inner { name, input: Input::whole(text), is_parameter });
        Ok(())
    }
}

/// The namespace of `xml:`.
const XML: &str = "http://www.w3.org/XML/1998/namespace";
/// The namespace of `xmlns:`.
const XMLNS: &str = "http://www.w3.org/2000/xmlns/";
