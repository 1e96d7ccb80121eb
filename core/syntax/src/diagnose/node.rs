//! What the recogniser remembers of an expression.
//!
//! Must never know tokens.

/// The kinds of expression that messages tell apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    Name,
    Attribute,
    Subscript,
    Starred,
    List,
    Tuple,
    None,
    True,
    False,
    Ellipsis,
    Literal,
    FString,
    TString,
    Call,
    Dict,
    Set,
    ListComp,
    SetComp,
    DictComp,
    Generator,
    Lambda,
    Conditional,
    Operation,
    Comparison,
    Await,
    Yield,
    Named,
}

/// An expression: its shape, its byte range, and the parts in which a target can hide.
#[derive(Clone, Debug)]
pub(super) struct Node {
    pub(super) shape: Shape,
    pub(super) start: u32,
    pub(super) end: u32,
    /// Elements of a list or tuple, the value of a starred expression, the left side of `in`.
    pub(super) parts: Vec<Node>,
}

/// What targets are wanted for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Wanted {
    Assign,
    Delete,
    For,
}

impl Node {
    pub(super) fn leaf(shape: Shape, start: u32, end: u32) -> Node {
        Node { shape, start, end, parts: Vec::new() }
    }

    /// CPython's name for this kind of expression.
    pub(super) fn noun(&self) -> &'static str {
        match self.shape {
            Shape::Name => "name",
            Shape::Attribute => "attribute",
            Shape::Subscript => "subscript",
            Shape::Starred => "starred",
            Shape::List => "list",
            Shape::Tuple => "tuple",
            Shape::None => "None",
            Shape::True => "True",
            Shape::False => "False",
            Shape::Ellipsis => "ellipsis",
            Shape::Literal => "literal",
            Shape::FString => "f-string expression",
            Shape::TString => "t-string expression",
            Shape::Call => "function call",
            Shape::Dict => "dict literal",
            Shape::Set => "set display",
            Shape::ListComp => "list comprehension",
            Shape::SetComp => "set comprehension",
            Shape::DictComp => "dict comprehension",
            Shape::Generator => "generator expression",
            Shape::Lambda => "lambda",
            Shape::Conditional => "conditional expression",
            Shape::Operation => "expression",
            Shape::Comparison => "comparison",
            Shape::Await => "await expression",
            Shape::Yield => "yield expression",
            Shape::Named => "named expression",
        }
    }

    /// The first part that cannot be a target.
    pub(super) fn invalid_target(&self, wanted: Wanted) -> Option<&Node> {
        match self.shape {
            Shape::Name | Shape::Attribute | Shape::Subscript => None,
            Shape::List | Shape::Tuple => self.parts.iter().find_map(|part| part.invalid_target(wanted)),
            Shape::Starred if wanted != Wanted::Delete => {
                self.parts.first().and_then(|part| part.invalid_target(wanted))
            }
            Shape::Comparison if wanted == Wanted::For && !self.parts.is_empty() => {
                self.parts[0].invalid_target(wanted)
            }
            _ => Some(self),
        }
    }
}
