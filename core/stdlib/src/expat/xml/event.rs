//! What a parser reports. Must never know who listens.

use super::input::Place;

/// A content model: its kind, how often, a name, its parts.
#[derive(Clone, Debug)]
pub struct Model {
    /// `XML_CTYPE_...`
    pub kind: u8,
    /// `XML_CQUANT_...`
    pub quant: u8,
    /// An element's name.
    pub name: Option<String>,
    /// Parts.
    pub parts: Vec<Model>,
}

/// What was found.
#[derive(Clone, Debug)]
pub enum What {
    /// An element begins: its attributes, the first `given` of them not from defaults.
    Start { name: String, attributes: Vec<(String, String)>, given: usize },
    /// An element ends.
    End(String),
    /// Text.
    Text(String),
    /// A processing instruction.
    Pi(String, String),
    /// A comment.
    Comment(String),
    /// `<![CDATA[`
    StartCdata,
    /// `]]>`
    EndCdata,
    /// A prefix is bound.
    StartNs(Option<String>, Option<String>),
    /// A prefix is bound no more.
    EndNs(Option<String>),
    /// The XML declaration; standalone is -1, 0 or 1.
    XmlDecl { version: Option<String>, encoding: Option<String>, standalone: i32 },
    /// `<!DOCTYPE`
    StartDoctype { name: String, system: Option<String>, public: Option<String>, internal: bool },
    /// The end of it.
    EndDoctype,
    /// `<!ELEMENT`
    Element(String, Model),
    /// An attribute of `<!ATTLIST`
    Attlist { element: String, name: String, kind: String, default: Option<String>, required: bool },
    /// `<!ENTITY`
    Entity {
        name: String,
        is_parameter: bool,
        value: Option<String>,
        system: Option<String>,
        public: Option<String>,
        notation: Option<String>,
    },
    /// `<!NOTATION`
    Notation { name: String, system: Option<String>, public: Option<String> },
    /// A reference to an external entity; `None`: the DTD's external part.
    External { context: Option<String>, system: Option<String>, public: Option<String> },
    /// An entity that was not looked into.
    Skipped(String, bool),
    /// The document depends on what is outside of it.
    NotStandalone,
    /// Nothing else than its source.
    Other,
}

/// What was found, and where.
#[derive(Clone, Debug)]
pub struct Event {
    /// What.
    pub what: What,
    /// Where it begins.
    pub place: Place,
    /// Its source, empty for all but the first event of it.
    pub raw: String,
}
