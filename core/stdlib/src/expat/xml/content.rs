//! Elements, text, references: what stands between the first tag and the last.

use super::cursor::{Cursor, INVALID, Read, Stop, is_char};
use super::dtd::{self, Attribute, Entity};
use super::event::What;
use super::{Kind, Open, Parser, State, XML, XMLNS};

impl Parser {
    pub(super) fn content(&mut self) -> Read<bool> {
        let rest = self.input().rest();
        let mut c = Cursor::new(rest);
        match c.peek()? {
            '<' => {}
            '&' => return self.reference(),
            _ => return self.text(),
        }
        c.i += 1;
        match c.peek()? {
            '/' => return self.end_tag(),
            '!' => {
                c.i += 1;
                if c.eat("[")? {
                    c.expect("CDATA[")?;
                    let n = c.i;
                    self.state = State::Cdata;
                    self.report(What::StartCdata, n);
                    return Ok(true);
                }
                if c.peek()? == '-' {
                    return self.comment();
                }
                c.error(INVALID)
            }
            '?' => self.instruction(),
            _ => self.start_tag(),
        }
    }

    pub(super) fn comment(&mut self) -> Read<bool> {
        let mut c = Cursor::new(self.input().rest());
        c.expect("<!--")?;
        let text = c.until("--")?;
        if c.peek()? != '>' {
            return c.error(INVALID);
        }
        c.i += 1;
        let (what, n) = (What::Comment(lines(text)), c.i);
        self.report(what, n);
        Ok(true)
    }

    pub(super) fn instruction(&mut self) -> Read<bool> {
        let mut c = Cursor::new(self.input().rest());
        c.expect("<?")?;
        let target = c.name()?.to_string();
        let data = if c.eat("?>")? {
            String::new()
        } else {
            c.must_space()?;
            lines(c.until("?>")?)
        };
        if target.eq_ignore_ascii_case("xml") {
            return Err(Stop::At(if target == "xml" { 17 } else { INVALID }, 0));
        }
        let n = c.i;
        self.report(What::Pi(target, data), n);
        Ok(true)
    }

    /// Text up to the next markup; each line's end is a piece of its own.
    fn text(&mut self) -> Read<bool> {
        let whole = self.input_is_whole();
        let rest = self.input().rest();
        if rest.starts_with(['\r', '\n']) {
            if rest == "\r" && !whole {
                return Err(Stop::More);
            }
            let n = if rest.starts_with("\r\n") { 2 } else { 1 };
            self.report(What::Text("\n".to_string()), n);
            return Ok(true);
        }
        let mut n = rest.len();
        for (k, ch) in rest.char_indices() {
            match ch {
                '<' | '&' | '\r' | '\n' => {
                    n = k;
                    break;
                }
                ']' => {
                    if rest[k..].starts_with("]]>") {
                        if k == 0 {
                            return Err(Stop::At(INVALID, 2));
                        }
                        n = k;
                        break;
                    }
                    // It may be the beginning of that.
                    if !whole && "]]>".starts_with(&rest[k..]) {
                        n = k;
                        break;
                    }
                }
                _ if !is_char(ch) => {
                    if k == 0 {
                        return Err(Stop::At(INVALID, 0));
                    }
                    n = k;
                    break;
                }
                _ => {}
            }
        }
        if n == 0 {
            return Err(Stop::More);
        }
        let text = rest[..n].to_string();
        self.report(What::Text(text), n);
        Ok(true)
    }

    pub(super) fn cdata(&mut self) -> Read<bool> {
        let whole = self.input_is_whole();
        let rest = self.input().rest();
        if rest.starts_with("]]>") {
            self.state = State::Content;
            self.report(What::EndCdata, 3);
            return Ok(true);
        }
        if rest.starts_with(['\r', '\n']) {
            if rest == "\r" && !whole {
                return Err(Stop::More);
            }
            let n = if rest.starts_with("\r\n") { 2 } else { 1 };
            self.report(What::Text("\n".to_string()), n);
            return Ok(true);
        }
        let mut n = rest.len();
        for (k, ch) in rest.char_indices() {
            let stops = match ch {
                '\r' | '\n' => true,
                ']' => rest[k..].starts_with("]]>") || "]]>".starts_with(&rest[k..]),
                _ if !is_char(ch) => {
                    if k == 0 {
                        return Err(Stop::At(INVALID, 0));
                    }
                    true
                }
                _ => false,
            };
            if stops {
                n = k;
                break;
            }
        }
        if n == 0 {
            return Err(Stop::More);
        }
        let text = rest[..n].to_string();
        self.report(What::Text(text), n);
        Ok(true)
    }

    fn reference(&mut self) -> Read<bool> {
        let mut c = Cursor::new(self.input().rest());
        c.i = 1;
        if c.eat("#")? {
            let character = dtd::character(&mut c, 0)?;
            let n = c.i;
            self.report(What::Text(character.to_string()), n);
            return Ok(true);
        }
        let name = c.name()?.to_string();
        if c.peek()? != ';' {
            return c.error(INVALID);
        }
        let n = c.i + 1;
        if let Some(character) = dtd::predefined(&name) {
            self.report(What::Text(character.to_string()), n);
            return Ok(true);
        }
        let (entity, partial) = {
            let dtd = self.dtd.lock();
            (dtd.general.get(&name).cloned(), dtd.is_partial && !dtd.standalone)
        };
        match entity {
            None if partial => self.report(What::Skipped(name, false), n),
            None => return Err(Stop::At(11, 0)),
            Some(Entity { notation: Some(_), .. }) => return Err(Stop::At(15, 0)),
            Some(Entity { value: Some(value), .. }) => {
                if self.wanted.keep_entities {
                    self.report(What::Skipped(name, false), n);
                    return Ok(true);
                }
                if self.inner.iter().any(|i| i.name == name) {
                    return Err(Stop::At(12, 0));
                }
                // In the document the reference stays until its text was read.
                if !self.inner.is_empty() {
                    self.consume(n);
                }
                self.enter(name, value, false)?;
            }
            Some(Entity { system, public, .. }) => {
                let context = self.context(&name);
                let what = if self.wanted.external {
                    What::External { context: Some(context), system, public }
                } else {
                    What::Other
                };
                self.report(what, n);
            }
        }
        Ok(true)
    }

    /// What a parser of an external entity is told of where it stands.
    fn context(&self, name: &str) -> String {
        let mut parts: Vec<String> = vec![];
        if self.namespaces.is_some() {
            for (prefix, uri) in &self.bindings {
                let uri = uri.as_deref().unwrap_or("");
                match prefix {
                    Some(prefix) => parts.push(format!("{prefix}={uri}")),
                    None => parts.push(format!("={uri}")),
                }
            }
        }
        parts.extend(self.inner.iter().map(|i| i.name.clone()));
        parts.push(name.to_string());
        parts.join("\u{c}")
    }

    fn end_tag(&mut self) -> Read<bool> {
        let mut c = Cursor::new(self.input().rest());
        c.i = 2;
        let name = c.name()?;
        c.space()?;
        if c.peek()? != '>' {
            return c.error(INVALID);
        }
        let n = c.i + 1;
        let depth = self.inner.len();
        match self.open.last() {
            Some(open) if open.inputs != depth + 1 => return Err(Stop::At(13, 0)),
            Some(open) if open.raw == name => {}
            None if self.kind == Kind::Entity => return Err(Stop::At(13, 0)),
            _ => return Err(Stop::At(7, 2)),
        }
        self.close(n);
        Ok(true)
    }

    /// Ends the innermost element; its end tag is the next `n` bytes.
    fn close(&mut self, n: usize) {
        let Some(open) = self.open.pop() else { return };
        let place = self.place(0);
        self.report(What::End(open.name), n);
        while self.bindings.len() > open.bindings {
            if let Some((prefix, _)) = self.bindings.pop() {
                self.report_at(What::EndNs(prefix), place);
            }
        }
        if self.open.is_empty() && self.kind == Kind::Document {
            self.state = State::Epilog;
        }
    }

    fn start_tag(&mut self) -> Read<bool> {
        let table = self.dtd.clone();
        let dtd = table.lock();
        let mut c = Cursor::new(self.input().rest());
        c.i = 1;
        let raw_name = c.name()?.to_string();
        let name_end = c.i;
        let declared: &[Attribute] = dtd.attributes.get(&raw_name).map_or(&[], |v| v);
        let mut attributes: Vec<(String, String)> = vec![];
        let empty = loop {
            let spaced = c.space()?;
            match c.peek()? {
                '>' => break false,
                '/' => {
                    c.i += 1;
                    if c.peek()? != '>' {
                        return c.error(INVALID);
                    }
                    break true;
                }
                _ if !spaced => return c.error(INVALID),
                _ => {}
            }
            let at = c.i;
            let name = c.name()?.to_string();
            self.check_colons(&name, at)?;
            c.space()?;
            if c.peek()? != '=' {
                return c.error(INVALID);
            }
            c.i += 1;
            c.space()?;
            let quote = match c.peek()? {
                quote @ ('"' | '\'') => quote,
                _ => return c.error(INVALID),
            };
            c.i += 1;
            let is_cdata = declared.iter().find(|d| d.name == name).is_none_or(|d| d.is_cdata);
            let value = dtd::attribute_value(&mut c, quote, &dtd, is_cdata)?;
            if attributes.iter().any(|(known, _)| *known == name) {
                return Err(Stop::At(8, at));
            }
            attributes.push((name, value));
        };
        let n = c.i + 1;
        self.check_colons(&raw_name, 1)?;
        let _ = name_end;
        let given = attributes.len();
        for d in declared {
            if let Some(value) = &d.default
                && !attributes.iter().any(|(name, _)| *name == d.name)
            {
                attributes.push((d.name.clone(), value.clone()));
            }
        }
        drop(dtd);
        self.open_element(raw_name, attributes, given, n, empty)
    }

    /// With namespaces, a name has one colon at most, and not at an end.
    fn check_colons(&self, name: &str, at: usize) -> Read<()> {
        if self.namespaces.is_none() {
            return Ok(());
        }
        let Some(first) = name.find(':') else { return Ok(()) };
        if first == 0 {
            return Err(Stop::At(INVALID, at));
        }
        if let Some(second) = name[first + 1..].find(':') {
            return Err(Stop::At(INVALID, at + first + 1 + second));
        }
        if first + 1 == name.len() {
            return Err(Stop::At(INVALID, at + name.len()));
        }
        Ok(())
    }

    fn open_element(
        &mut self,
        raw: String,
        mut attributes: Vec<(String, String)>,
        mut given: usize,
        n: usize,
        empty: bool,
    ) -> Read<bool> {
        let bindings = self.bindings.len();
        let mut name = raw.clone();
        let place = self.place(0);
        if self.namespaces.is_some() {
            let mut kept = Vec::with_capacity(attributes.len());
            let (mut at, mut kept_given) = (0, 0);
            for (attribute, value) in attributes {
                let is_given = at < given;
                at += 1;
                let prefix = match attribute.strip_prefix("xmlns") {
                    Some("") => None,
                    Some(rest) if rest.starts_with(':') => Some(rest[1..].to_string()),
                    _ => {
                        kept_given += usize::from(is_given);
                        kept.push((attribute, value));
                        continue;
                    }
                };
                self.bind(prefix, value)?;
            }
            given = kept_given;
            name = self.resolve(&raw, true)?;
            for (attribute, _) in &mut kept {
                *attribute = self.resolve(attribute, false)?;
            }
            for k in 1..kept.len() {
                if kept[k].0.len() > 1 && kept[..k].iter().any(|(a, _)| *a == kept[k].0) {
                    return Err(Stop::At(8, 0));
                }
            }
            attributes = kept;
            for k in bindings..self.bindings.len() {
                let (prefix, uri) = self.bindings[k].clone();
                self.report_at(What::StartNs(prefix, uri), place);
            }
        }
        let inputs = self.inner.len() + 1;
        self.open.push(Open { raw, name: name.clone(), bindings, inputs });
        self.state = State::Content;
        self.report(What::Start { name, attributes, given }, n);
        if empty {
            // Both tags are the one: the end has no source of its own.
            let open = self.open.len();
            self.close(0);
            debug_assert!(self.open.len() < open);
            if let Some(last) = self.queue.iter_mut().rev().find(|e| matches!(e.what, What::End(_))) {
                last.raw.clear();
            }
            let _ = place;
        }
        Ok(true)
    }

    fn bind(&mut self, prefix: Option<String>, uri: String) -> Read<()> {
        let fail = |code| Err(Stop::At(code, 0));
        match prefix.as_deref() {
            Some("xmlns") => return fail(39),
            Some("xml") if uri != XML => return fail(38),
            Some("xml") => {}
            Some(_) if uri.is_empty() => return fail(28),
            _ if uri == XML || uri == XMLNS => return fail(40),
            _ => {}
        }
        self.bindings.push((prefix, if uri.is_empty() { None } else { Some(uri) }));
        Ok(())
    }

    /// A name with its namespace.
    fn resolve(&self, name: &str, is_element: bool) -> Read<String> {
        let Some(separator) = &self.namespaces else { return Ok(name.to_string()) };
        let (prefix, local) = match name.split_once(':') {
            Some((prefix, local)) => (Some(prefix), local),
            None if is_element => (None, name),
            None => return Ok(name.to_string()),
        };
        let bound = self.bindings.iter().rev().find(|(p, _)| p.as_deref() == prefix);
        match (bound, prefix) {
            (Some((_, Some(uri))), _) => Ok(match prefix {
                Some(prefix) if self.wanted.prefixes && !separator.is_empty() => {
                    format!("{uri}{separator}{local}{separator}{prefix}")
                }
                _ => format!("{uri}{separator}{local}"),
            }),
            (_, None) => Ok(name.to_string()),
            (_, Some("xmlns")) => Ok(name.to_string()),
            _ => Err(Stop::At(27, 0)),
        }
    }
}

/// Text with every line's end a newline.
pub fn lines(text: &str) -> String {
    if text.contains('\r') { text.replace("\r\n", "\n").replace('\r', "\n") } else { text.to_string() }
}
