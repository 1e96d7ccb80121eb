//! Declarations of document types: read into events and into what the parser needs to know later.

use super::cursor::{Cursor, INVALID, Read, Stop, is_char};
use super::event::{Model, What};
use std::collections::HashMap;

/// A declared entity.
#[derive(Clone, Debug, Default)]
pub struct Entity {
    /// The text of an internal one.
    pub value: Option<String>,
    /// Where an external one is.
    pub system: Option<String>,
    /// Its public identifier.
    pub public: Option<String>,
    /// Of an unparsed one.
    pub notation: Option<String>,
}

/// A declared attribute.
#[derive(Clone, Debug)]
pub struct Attribute {
    /// Its name.
    pub name: String,
    /// Whether white space in its values stays.
    pub is_cdata: bool,
    /// What it is where it is not given.
    pub default: Option<String>,
}

/// What was declared.
#[derive(Clone, Debug, Default)]
pub struct Dtd {
    /// General entities.
    pub general: HashMap<String, Entity>,
    /// Parameter entities.
    pub parameter: HashMap<String, Entity>,
    /// Attributes of elements.
    pub attributes: HashMap<String, Vec<Attribute>>,
    /// Whether there are parts that were not read, in which more may be declared.
    pub is_partial: bool,
    /// Whether declarations are not taken any more.
    pub is_deaf: bool,
    /// `standalone="yes"`
    pub standalone: bool,
}

/// "illegal character(s) in public id"
const PUBLIC_ID: u8 = 32;
/// "illegal parameter entity reference"
const PARAMETER_REF: u8 = 10;
/// "syntax error"
const SYNTAX: u8 = 2;
const BAD_REFERENCE: u8 = 14;

/// The character of the reference behind `&#`, taken up to its `;`. `at`: where the reference begins, for errors.
pub fn character(c: &mut Cursor, at: usize) -> Read<char> {
    let radix = if c.eat("x")? { 16 } else { 10 };
    let mut n: u32 = 0;
    let mut any = false;
    loop {
        let next = c.peek()?;
        match next.to_digit(radix) {
            Some(d) => n = n.saturating_mul(radix).saturating_add(d),
            None if next == ';' && any => break,
            None => return c.error(INVALID),
        }
        any = true;
        c.i += 1;
    }
    c.i += 1;
    char::from_u32(n).filter(|&c| is_char(c)).ok_or(Stop::At(BAD_REFERENCE, at))
}

/// `SYSTEM "s"`, `PUBLIC "p" "s"`: system and public identifier.
pub fn external_id(c: &mut Cursor, system_needed: bool) -> Read<Option<(Option<String>, Option<String>)>> {
    if c.eat("SYSTEM")? {
        c.must_space()?;
        return Ok(Some((Some(c.quoted()?.to_string()), None)));
    }
    if !c.eat("PUBLIC")? {
        return Ok(None);
    }
    c.must_space()?;
    let start = c.i + 1;
    let public = c.quoted()?;
    let legal = |c: char| c.is_ascii_alphanumeric() || " \r\n-'()+,./:=?;!*#@$_%".contains(c);
    if public.chars().any(|c| !legal(c)) {
        return Err(Stop::At(PUBLIC_ID, start));
    }
    let public = public.split_ascii_whitespace().collect::<Vec<_>>().join(" ");
    let spaced = c.space()?;
    let system = match c.peek()? {
        '"' | '\'' if spaced => Some(c.quoted()?.to_string()),
        _ if system_needed => return c.error(SYNTAX),
        _ => None,
    };
    Ok(Some((system, Some(public))))
}

fn close(c: &mut Cursor) -> Read<()> {
    c.space()?;
    if c.peek()? != '>' {
        return c.error(SYNTAX);
    }
    c.i += 1;
    Ok(())
}

/// A declaration that begins here, behind `<!`; `inside`: whether it stands in the document itself.
pub fn declaration(c: &mut Cursor, dtd: &mut Dtd, inside: bool, events: &mut Vec<(What, usize)>) -> Read<()> {
    let word = c.name()?;
    let heard = !dtd.is_deaf;
    match word {
        "ELEMENT" => {
            c.must_space()?;
            let name = c.name()?.to_string();
            if !c.space()? {
                return c.error(SYNTAX);
            }
            let model = content(c)?;
            let start = c.last;
            close(c)?;
            if heard {
                events.push((What::Element(name, model), start));
            }
        }
        "ATTLIST" => attlist(c, dtd, events)?,
        "ENTITY" => entity(c, dtd, inside, events)?,
        "NOTATION" => {
            c.must_space()?;
            let name = c.name()?.to_string();
            c.must_space()?;
            let Some((system, public)) = external_id(c, false)? else { return c.error(SYNTAX) };
            let start = c.last;
            close(c)?;
            if heard {
                events.push((What::Notation { name, system, public }, start));
            }
        }
        _ => return c.error(INVALID),
    }
    Ok(())
}

fn quantifier(c: &mut Cursor) -> Read<u8> {
    let quant = match c.peek()? {
        '?' => 1,
        '*' => 2,
        '+' => 3,
        _ => return Ok(0),
    };
    c.i += 1;
    Ok(quant)
}

fn content(c: &mut Cursor) -> Read<Model> {
    let leaf = |kind| Model { kind, quant: 0, name: None, parts: vec![] };
    if c.eat("EMPTY")? {
        return Ok(leaf(1));
    }
    if c.eat("ANY")? {
        return Ok(leaf(2));
    }
    if c.peek()? != '(' {
        return c.error(SYNTAX);
    }
    c.i += 1;
    c.space()?;
    if !c.eat("#PCDATA")? {
        return group(c, 0);
    }
    let mut model = leaf(3);
    loop {
        c.space()?;
        match c.next()? {
            ')' => {
                c.last = c.i - 1;
                break;
            }
            '|' => {
                c.space()?;
                let name = Some(c.name()?.to_string());
                model.parts.push(Model { name, ..leaf(4) });
            }
            _ => {
                c.i -= 1;
                return c.error(SYNTAX);
            }
        }
    }
    model.quant = quantifier(c)?;
    if !model.parts.is_empty() && model.quant != 2 {
        return c.error(SYNTAX);
    }
    Ok(model)
}

/// Deeper groups are refused.
const DEEPEST: usize = 1000;

/// A group, behind its parenthesis.
fn group(c: &mut Cursor, depth: usize) -> Read<Model> {
    if depth > DEEPEST {
        return c.error(1);
    }
    let (mut separator, mut parts) = (None, vec![]);
    loop {
        c.space()?;
        if c.peek()? == '(' {
            c.i += 1;
            parts.push(group(c, depth + 1)?);
        } else {
            let name = c.name()?.to_string();
            parts.push(Model { kind: 4, quant: quantifier(c)?, name: Some(name), parts: vec![] });
        }
        c.space()?;
        match c.peek()? {
            ')' => break,
            s @ ('|' | ',') if separator.is_none_or(|known| known == s) => separator = Some(s),
            _ => return c.error(SYNTAX),
        }
        c.i += 1;
    }
    c.last = c.i;
    c.i += 1;
    let kind = if separator == Some('|') { 5 } else { 6 };
    Ok(Model { kind, quant: quantifier(c)?, name: None, parts })
}

fn attlist(c: &mut Cursor, dtd: &mut Dtd, events: &mut Vec<(What, usize)>) -> Read<()> {
    c.must_space()?;
    let element = c.name()?.to_string();
    loop {
        let spaced = c.space()?;
        if c.peek()? == '>' {
            c.i += 1;
            return Ok(());
        }
        if !spaced {
            return c.error(SYNTAX);
        }
        let name = c.name()?.to_string();
        c.must_space()?;
        let mut kind = String::new();
        if c.peek()? != '(' {
            kind.push_str(c.name()?);
            let known =
                ["CDATA", "ID", "IDREF", "IDREFS", "ENTITY", "ENTITIES", "NMTOKEN", "NMTOKENS", "NOTATION"];
            if !known.contains(&kind.as_str()) {
                return c.error(SYNTAX);
            }
            c.must_space()?;
        }
        if c.peek()? == '(' {
            c.i += 1;
            kind.push('(');
            loop {
                c.space()?;
                kind.push_str(c.nmtoken()?);
                c.space()?;
                match c.next()? {
                    ')' => break,
                    '|' => kind.push('|'),
                    _ => {
                        c.i -= 1;
                        return c.error(SYNTAX);
                    }
                }
            }
            kind.push(')');
            c.must_space()?;
        }
        let is_cdata = kind == "CDATA";
        let (mut default, mut required) = (None, false);
        if c.eat("#REQUIRED")? {
            required = true;
        } else if !c.eat("#IMPLIED")? {
            if c.eat("#FIXED")? {
                required = true;
                c.must_space()?;
            }
            if !matches!(c.peek()?, '"' | '\'') {
                return c.error(SYNTAX);
            }
            c.last = c.i;
            let quote = c.next()?;
            default = Some(attribute_value(c, quote, dtd, is_cdata)?);
        }
        if dtd.is_deaf {
            continue;
        }
        let start = c.last;
        let known = dtd.attributes.entry(element.clone()).or_default();
        if !known.iter().any(|a| a.name == name) {
            known.push(Attribute { name: name.clone(), is_cdata, default: default.clone() });
        }
        events.push((What::Attlist { element: element.clone(), name, kind, default, required }, start));
    }
}

/// An attribute's value, behind its quote, up to and with the other.
pub fn attribute_value(c: &mut Cursor, quote: char, dtd: &Dtd, is_cdata: bool) -> Read<String> {
    let mut out = String::new();
    loop {
        let at = c.i;
        match c.next()? {
            q if q == quote => break,
            '<' => return Err(Stop::At(INVALID, at)),
            '&' => reference(c, at, dtd, &mut out, &mut Vec::new())?,
            '\r' => {
                if c.peek()? == '\n' {
                    c.i += 1;
                }
                out.push(' ');
            }
            '\n' | '\t' => out.push(' '),
            other if !is_char(other) => return Err(Stop::At(INVALID, at)),
            other => out.push(other),
        }
    }
    if !is_cdata {
        out = out.split(' ').filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ");
    }
    Ok(out)
}

/// An entity's text may make an attribute this long.
const LONGEST: usize = 64 << 20;

/// What a reference in an attribute's value stands for, behind its `&`.
fn reference(c: &mut Cursor, at: usize, dtd: &Dtd, out: &mut String, open: &mut Vec<String>) -> Read<()> {
    if c.eat("#")? {
        out.push(character(c, at)?);
        return Ok(());
    }
    let name = c.name()?;
    if c.peek()? != ';' {
        return c.error(INVALID);
    }
    c.i += 1;
    if let Some(predefined) = predefined(name) {
        out.push(predefined);
        return Ok(());
    }
    let fail = |code| Err(Stop::At(code, at));
    let Some(entity) = dtd.general.get(name) else {
        // It may be declared in what was not read.
        return if dtd.is_partial && !dtd.standalone { Ok(()) } else { fail(11) };
    };
    if open.iter().any(|o| o == name) {
        return fail(12);
    }
    if entity.notation.is_some() {
        return fail(15);
    }
    let Some(value) = &entity.value else { return fail(16) };
    open.push(name.to_string());
    let mut inner = Cursor::new(value);
    while let Ok(next) = inner.next() {
        match next {
            '<' => return fail(INVALID),
            '&' => reference(&mut inner, 0, dtd, out, open).map_err(|e| match e {
                Stop::At(code, _) => Stop::At(code, at),
                Stop::More => Stop::At(INVALID, at),
            })?,
            '\n' | '\t' | '\r' => out.push(' '),
            other => out.push(other),
        }
        if out.len() > LONGEST {
            return fail(43);
        }
    }
    open.pop();
    Ok(())
}

/// The five entities that need no declaration.
pub fn predefined(name: &str) -> Option<char> {
    Some(match name {
        "lt" => '<',
        "gt" => '>',
        "amp" => '&',
        "quot" => '"',
        "apos" => '\'',
        _ => return None,
    })
}

fn entity(c: &mut Cursor, dtd: &mut Dtd, inside: bool, events: &mut Vec<(What, usize)>) -> Read<()> {
    c.must_space()?;
    let is_parameter = c.eat("%")?;
    if is_parameter {
        c.must_space()?;
    }
    let name = c.name()?.to_string();
    c.must_space()?;
    let start;
    let mut entity = Entity::default();
    match external_id(c, true)? {
        Some((system, public)) => {
            (entity.system, entity.public) = (system, public);
            let spaced = c.space()?;
            if !is_parameter && spaced && c.eat("NDATA")? {
                c.must_space()?;
                entity.notation = Some(c.name()?.to_string());
            }
            start = c.last;
        }
        None => {
            if !matches!(c.peek()?, '"' | '\'') {
                return c.error(SYNTAX);
            }
            start = c.i;
            let quote = c.next()?;
            entity.value = Some(entity_value(c, quote, dtd, inside)?);
        }
    }
    close(c)?;
    if dtd.is_deaf {
        return Ok(());
    }
    let table = if is_parameter { &mut dtd.parameter } else { &mut dtd.general };
    if table.contains_key(&name) {
        // The first declaration counts.
        return Ok(());
    }
    table.insert(name.clone(), entity.clone());
    let Entity { value, system, public, notation } = entity;
    events.push((What::Entity { name, is_parameter, value, system, public, notation }, start));
    Ok(())
}

fn entity_value(c: &mut Cursor, quote: char, dtd: &Dtd, inside: bool) -> Read<String> {
    let mut out = String::new();
    loop {
        let at = c.i;
        match c.next()? {
            q if q == quote => return Ok(out),
            '%' => {
                let name = c.name()?;
                if c.peek()? != ';' {
                    return c.error(INVALID);
                }
                c.i += 1;
                if inside {
                    return Err(Stop::At(PARAMETER_REF, at));
                }
                if let Some(Entity { value: Some(value), .. }) = dtd.parameter.get(name) {
                    out.push_str(value);
                }
                if out.len() > LONGEST {
                    return Err(Stop::At(43, at));
                }
            }
            '&' if c.peek()? == '#' => {
                c.i += 1;
                out.push(character(c, at)?);
            }
            '&' => {
                let name = c.name()?;
                if c.peek()? != ';' {
                    return c.error(INVALID);
                }
                c.i += 1;
                out.push('&');
                out.push_str(name);
                out.push(';');
            }
            '\r' => {
                if c.peek()? == '\n' {
                    c.i += 1;
                }
                out.push('\n');
            }
            other if !is_char(other) => return Err(Stop::At(INVALID, at)),
            other => out.push(other),
        }
    }
}
