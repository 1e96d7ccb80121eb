//! stub
use crate::error::Fault;
use crate::parse::Mode;
use crate::source::Source;
use ruff_text_size::TextRange;

pub(crate) fn diagnose(_source: &Source, _mode: Mode, complaint: Option<TextRange>) -> Fault {
    let at = complaint.map_or(0, |r| r.start().to_u32());
    Fault::new("invalid syntax", at, at)
}
