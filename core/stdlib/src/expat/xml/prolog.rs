//! What stands before the first element and behind the last: declarations, the document type, comments.

use super::cursor::{Cursor, INVALID, Read, Stop, is_space};
use super::dtd::{self, Entity};
use super::event::{Event, What};
use super::input::Encoding;
use super::{Kind, Parser, State};

impl Parser {
    /// The very beginning: a declaration perhaps.
    pub(super) fn start(&mut self) -> Read<bool> {
        let (kind, whole) = (self.kind, self.input_is_whole());
        let rest = self.input().rest();
        if rest.len() < 6 && !whole && "<?xml ".starts_with(rest) {
            return Err(Stop::More);
        }
        let is_declaration = rest.strip_prefix("<?xml").is_some_and(|r| r.starts_with(is_space));
        let after = match kind {
            Kind::Document => State::Prolog,
            Kind::Entity => State::Content,
            Kind::Dtd => State::Subset,
        };
        if is_declaration {
            let (version, encoding, standalone, n) = self.declaration()?;
            self.state = after;
            self.dtd.lock().standalone |= kind == Kind::Document && standalone == 1;
            self.report(What::XmlDecl { version, encoding, standalone }, n);
            return Ok(true);
        }
        self.state = after;
        Ok(true)
    }

    #[allow(clippy::type_complexity)] // One use.
    fn declaration(&self) -> Read<(Option<String>, Option<String>, i32, usize)> {
        let bad = if self.kind == Kind::Document { 30 } else { 31 };
        let mut c = Cursor::new(self.input().rest());
        c.i = 5;
        let (mut version, mut encoding, mut standalone) = (None, None, -1);
        let mut seen = 0;
        loop {
            let spaced = c.space()?;
            if c.eat("?>")? {
                break;
            }
            let at = c.i;
            if !spaced {
                return c.error(bad);
            }
            let Ok(name) = c.name() else { return Err(Stop::At(bad, at)) };
            c.space()?;
            if c.peek()? != '=' {
                return c.error(bad);
            }
            c.i += 1;
            c.space()?;
            let value_at = c.i + 1;
            let value = c.quoted().map_err(|e| match e {
                Stop::At(_, at) => Stop::At(bad, at),
                more => more,
            })?;
            match name {
                "version" if seen < 1 => {
                    if value != "1.0" {
                        return Err(Stop::At(bad, value_at));
                    }
                    seen = 1;
                    version = Some(value.to_string());
                }
                "encoding" if seen < 2 && (seen == 1 || self.kind != Kind::Document) => {
                    seen = 2;
                    if !value.starts_with(|c: char| c.is_ascii_alphabetic()) {
                        return Err(Stop::At(bad, value_at));
                    }
                    let wide = matches!(Encoding::named(value), Some(Encoding::Utf16Be | Encoding::Utf16Le));
                    let is_wide =
                        matches!(self.document.encoding, Some(Encoding::Utf16Be | Encoding::Utf16Le));
                    if wide != is_wide
                        && !self.document.is_fixed()
                        && (wide || Encoding::named(value).is_some())
                    {
                        return Err(Stop::At(19, value_at));
                    }
                    encoding = Some(value.to_string());
                }
                "standalone" if seen < 3 && seen >= 1 && self.kind == Kind::Document => {
                    seen = 3;
                    standalone = match value {
                        "yes" => 1,
                        "no" => 0,
                        _ => return Err(Stop::At(bad, value_at)),
                    };
                }
                _ => return Err(Stop::At(bad, at)),
            }
        }
        if version.is_none() && self.kind == Kind::Document {
            return Err(Stop::At(bad, c.i - 2));
        }
        Ok((version, encoding, standalone, c.i))
    }

    pub(super) fn prolog(&mut self) -> Read<bool> {
        let in_epilog = self.state == State::Epilog;
        let rest = self.input().rest();
        let mut c = Cursor::new(rest);
        let spaces = rest.len() - rest.trim_start_matches(is_space).len();
        if spaces > 0 {
            self.report(What::Other, spaces);
            return Ok(true);
        }
        let (junk, unexpected) = if in_epilog { (9, 9) } else { (2, INVALID) };
        if c.peek()? != '<' {
            return c.error(junk);
        }
        c.i += 1;
        match c.peek()? {
            '?' => self.instruction(),
            '!' => {
                c.i += 1;
                if c.peek()? == '-' {
                    return self.comment();
                }
                if in_epilog {
                    return Err(Stop::At(9, 0));
                }
                self.doctype()
            }
            '/' if !in_epilog => Err(Stop::At(INVALID, 1)),
            _ if in_epilog => Err(Stop::At(unexpected, 0)),
            _ => {
                if self.wanted.foreign && !self.seen_doctype {
                    self.seen_doctype = true;
                    self.external_dtd = Some((None, None));
                    self.outside();
                    return Ok(true);
                }
                self.state = State::Content;
                let done = self.content();
                if done.is_err() {
                    self.state = State::Prolog;
                }
                done
            }
        }
    }

    fn doctype(&mut self) -> Read<bool> {
        let mut c = Cursor::new(self.input().rest());
        c.i = 2;
        c.expect("DOCTYPE")?;
        if self.seen_doctype {
            return Err(Stop::At(2, 0));
        }
        c.must_space()?;
        let name = c.name()?.to_string();
        c.space()?;
        let (system, public) = dtd::external_id(&mut c, true)?.unwrap_or_default();
        c.space()?;
        let internal = match c.next()? {
            '[' => true,
            '>' => false,
            _ => {
                c.i -= 1;
                return c.error(2);
            }
        };
        let n = c.i;
        self.seen_doctype = true;
        let has_outside = system.is_some();
        if has_outside || self.wanted.foreign {
            self.external_dtd = Some((system.clone(), public.clone()));
        }
        self.dtd.lock().is_partial |= has_outside;
        self.state = if internal { State::Subset } else { State::Prolog };
        let place = self.place(n - 1);
        self.report(What::StartDoctype { name, system, public, internal }, n);
        if let Some(event) = self.queue.back_mut() {
            event.place = place;
        }
        if !internal {
            self.outside();
            self.report_at(What::EndDoctype, place);
        }
        Ok(true)
    }

    /// The DTD's external part is read now, if somebody wants it.
    fn outside(&mut self) {
        let Some((system, public)) = self.external_dtd.take() else { return };
        let standalone = self.dtd.lock().standalone;
        let place = self.place(0);
        let read = match self.wanted.parameter {
            0 => false,
            1 => !standalone,
            _ => true,
        };
        if read && self.wanted.external {
            self.dtd.lock().is_partial = false;
            self.report_at(What::External { context: None, system, public }, place);
        }
        if !standalone {
            self.report_at(What::NotStandalone, place);
        }
    }

    pub(super) fn after_subset(&mut self) -> Read<bool> {
        let mut c = Cursor::new(self.input().rest());
        c.space()?;
        if c.peek()? != '>' {
            return c.error(2);
        }
        let n = c.i;
        self.consume(n);
        self.state = State::Prolog;
        self.outside();
        self.report(What::EndDoctype, 1);
        Ok(true)
    }

    pub(super) fn subset(&mut self) -> Read<bool> {
        let outside = self.kind == Kind::Dtd || self.inner.iter().any(|i| i.is_parameter);
        let rest = self.input().rest();
        let spaces = rest.len() - rest.trim_start_matches(is_space).len();
        if spaces > 0 {
            self.report(What::Other, spaces);
            return Ok(true);
        }
        let mut c = Cursor::new(rest);
        match c.peek()? {
            ']' if self.kind != Kind::Dtd && self.inner.is_empty() => {
                self.consume(1);
                self.state = State::AfterSubset;
                return Ok(true);
            }
            ']' if outside && rest.starts_with("]]>") => {
                self.consume(3);
                return Ok(true);
            }
            '%' => return self.parameter_reference(),
            '<' => c.i += 1,
            _ => return c.error(2),
        }
        match c.peek()? {
            '?' => return self.instruction(),
            '!' => c.i += 1,
            _ => return c.error(INVALID),
        }
        match c.peek()? {
            '-' => return self.comment(),
            '[' if outside => return self.conditional(),
            _ => {}
        }
        let mut events = vec![];
        let table = self.dtd.clone();
        let n = if outside {
            // References to parameter entities stand anywhere in declarations there.
            let (text, n) = self.expanded()?;
            let mut c = Cursor::new(&text);
            c.i = 2;
            dtd::declaration(&mut c, &mut table.lock(), false, &mut events).map_err(|e| match e {
                Stop::At(code, _) => Stop::At(code, 0),
                Stop::More => Stop::At(29, 0),
            })?;
            events.iter_mut().for_each(|(_, at)| *at = 0);
            n
        } else {
            dtd::declaration(&mut c, &mut table.lock(), true, &mut events)?;
            c.i
        };
        let places: Vec<_> = events.iter().map(|(_, at)| self.place(*at)).collect();
        if events.is_empty() {
            self.report(What::Other, n);
            return Ok(true);
        }
        let mut raw = if self.wanted.raw { self.input().rest()[..n].to_string() } else { String::new() };
        for ((what, _), place) in events.into_iter().zip(places) {
            self.queue.push_back(Event { what, place, raw: std::mem::take(&mut raw) });
        }
        self.consume(n);
        Ok(true)
    }

    /// The next declaration with the texts of parameter entities in it, and how long its source is.
    fn expanded(&self) -> Read<(String, usize)> {
        let rest = self.input().rest();
        let dtd = self.dtd.lock();
        let mut text = String::new();
        let mut quote = None;
        let mut k = 0;
        while let Some(ch) = rest[k..].chars().next() {
            k += ch.len_utf8();
            match ch {
                '"' | '\'' if quote.is_none() => quote = Some(ch),
                _ if Some(ch) == quote => quote = None,
                '>' if quote.is_none() => {
                    text.push(ch);
                    return Ok((text, k));
                }
                '%' if quote.is_none() => {
                    let mut c = Cursor::new(&rest[k..]);
                    if let Ok(name) = c.name()
                        && c.rest().starts_with(';')
                    {
                        if let Some(Entity { value: Some(value), .. }) = dtd.parameter.get(name) {
                            text.push(' ');
                            text.push_str(value);
                            text.push(' ');
                        }
                        k += c.i + 1;
                        continue;
                    }
                }
                _ => {}
            }
            text.push(ch);
        }
        Err(Stop::More)
    }

    fn conditional(&mut self) -> Read<bool> {
        let rest = self.input().rest();
        let mut c = Cursor::new(rest);
        c.i = 3;
        c.space()?;
        let mut word = String::new();
        if c.eat("%")? {
            let name = c.name()?;
            if !c.eat(";")? {
                return c.error(INVALID);
            }
            if let Some(Entity { value: Some(value), .. }) = self.dtd.lock().parameter.get(name) {
                word = value.trim().to_string();
            }
        } else {
            word.push_str(c.name()?);
        }
        c.space()?;
        if c.peek()? != '[' {
            return c.error(2);
        }
        c.i += 1;
        let n = match word.as_str() {
            "INCLUDE" => c.i,
            "IGNORE" => {
                let mut depth = 1;
                while depth > 0 {
                    if c.eat("<![")? {
                        depth += 1;
                    } else if c.eat("]]>")? {
                        depth -= 1;
                    } else {
                        c.next()?;
                    }
                }
                c.i
            }
            _ => return Err(Stop::At(2, 3)),
        };
        self.report(What::Other, n);
        Ok(true)
    }

    fn parameter_reference(&mut self) -> Read<bool> {
        let mut c = Cursor::new(self.input().rest());
        c.i = 1;
        let name = c.name()?.to_string();
        if c.peek()? != ';' {
            return c.error(INVALID);
        }
        let n = c.i + 1;
        let standalone = self.dtd.lock().standalone;
        if self.wanted.parameter == 0
            || (self.wanted.parameter == 1 && standalone && self.kind == Kind::Document)
        {
            let mut dtd = self.dtd.lock();
            dtd.is_partial = true;
            dtd.is_deaf |= !standalone;
            drop(dtd);
            self.report(What::Skipped(name, true), n);
            return Ok(true);
        }
        let entity = self.dtd.lock().parameter.get(&name).cloned();
        match entity {
            None => {
                self.dtd.lock().is_partial = true;
                self.report(What::Skipped(name, true), n);
            }
            Some(Entity { value: Some(value), .. }) => {
                if !self.inner.is_empty() {
                    self.consume(n);
                }
                self.enter(name, value, true)?;
            }
            Some(Entity { system, public, .. }) => {
                if self.wanted.external {
                    self.report(What::External { context: None, system, public }, n);
                } else {
                    let mut dtd = self.dtd.lock();
                    dtd.is_partial = true;
                    dtd.is_deaf |= !standalone;
                    drop(dtd);
                    self.report(What::Other, n);
                }
            }
        }
        Ok(true)
    }
}
