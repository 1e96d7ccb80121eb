//! f-strings and t-strings as nodes: adjacent pieces of text become one constant.
//!
//! Must never know other expressions.

use super::make::Maker;
use heddle_objects::{Ref, Res};
use heddle_syntax::ast::{self, ConversionFlag, FStringPart, InterpolatedElement, InterpolatedStringElement};
use heddle_syntax::literal::{Text, interpolated_text, string_part};
use heddle_syntax::text_size::{Ranged, TextRange};

/// A piece of text with its place, not yet a node.
struct Run {
    text: Text,
    start: u32,
    end: u32,
    unicode: bool,
}

/// The values of a string while they are found.
#[derive(Default)]
struct Values {
    made: Vec<Ref>,
    run: Option<Run>,
}

impl Maker<'_> {
    pub(super) fn f_string(&mut self, node: &ast::ExprFString) -> Res {
        let mut values = Values::default();
        for part in &node.value {
            match part {
                FStringPart::Literal(part) => {
                    let text = string_part(self.source, part);
                    let unicode = part.flags.prefix().is_unicode();
                    add_text(&mut values, text, part.range, unicode);
                }
                FStringPart::FString(part) => {
                    let raw = part.flags.prefix().is_raw();
                    self.elements(&mut values, &part.elements, raw, "FormattedValue")?;
                }
            }
        }
        let values = self.finish(values)?;
        self.node("JoinedStr", node.range, vec![("values", values)])
    }

    pub(super) fn t_string(&mut self, node: &ast::ExprTString) -> Res {
        let mut values = Values::default();
        for part in &node.value {
            self.elements(&mut values, &part.elements, part.flags.prefix().is_raw(), "Interpolation")?;
        }
        let values = self.finish(values)?;
        self.node("TemplateStr", node.range, vec![("values", values)])
    }

    fn elements(
        &mut self,
        values: &mut Values,
        elements: &ast::InterpolatedStringElements,
        raw: bool,
        class: &'static str,
    ) -> Res<()> {
        for element in elements {
            match element {
                InterpolatedStringElement::Literal(piece) => {
                    let text = interpolated_text(self.source, piece, raw);
                    add_text(values, text, piece.range, false);
                }
                InterpolatedStringElement::Interpolation(field) => {
                    if let Some(debug) = &field.debug_text {
                        let start = field.range.start().to_u32() + 1;
                        let end = start + debug.as_str().len() as u32;
                        let range = TextRange::new(start.into(), end.into());
                        add_text(values, Text::from(debug.as_str()), range, false);
                    }
                    self.flush(values)?;
                    let field = self.field(field, raw, class)?;
                    values.made.push(field);
                }
            }
        }
        Ok(())
    }

    /// Makes the pending text a constant.
    fn flush(&mut self, values: &mut Values) -> Res<()> {
        if let Some(run) = values.run.take()
            && !run.text.is_empty()
        {
            let text = self.text(&run.text);
            let kind = if run.unicode { self.t.intern("u") } else { Ref::NONE };
            values.made.push(self.constant_at(text, kind, run.start, run.end)?);
        }
        Ok(())
    }

    fn finish(&mut self, mut values: Values) -> Res {
        self.flush(&mut values)?;
        Ok(self.list(values.made))
    }

    fn field(&mut self, field: &InterpolatedElement, raw: bool, class: &'static str) -> Res {
        let value = self.expr(&field.expression)?;
        let conversion = match field.conversion {
            ConversionFlag::None if field.debug_text.is_some() && field.format_spec.is_none() => {
                i64::from(b'r')
            }
            ConversionFlag::None => -1,
            flag => i64::from(flag as i8),
        };
        let conversion = self.int(conversion);
        let spec = match &field.format_spec {
            None => Ref::NONE,
            Some(spec) => {
                let mut values = Values::default();
                self.elements(&mut values, &spec.elements, raw, "FormattedValue")?;
                let values = self.finish(values)?;
                // The colon is the specification's first character.
                let start = spec.range.start().to_u32().saturating_sub(1);
                self.node_at("JoinedStr", start, spec.range.end().to_u32(), vec![("values", values)])?
            }
        };
        let mut fields = vec![("value", value), ("conversion", conversion), ("format_spec", spec)];
        if class == "Interpolation" {
            let text = self.t.str(self.field_text(field));
            fields.insert(1, ("str", text));
        }
        self.node(class, field.range, fields)
    }

    /// The source of a field's expression, with the parentheses around it.
    fn field_text(&self, field: &InterpolatedElement) -> &str {
        let source = self.source.text();
        let start = field.range.start().to_usize() + 1;
        let after = field.expression.range().end().to_usize();
        let rest = source.get(after..field.range.end().to_usize()).unwrap_or("");
        let closing = rest.find(|c: char| !(c.is_whitespace() || c == ')')).unwrap_or(0);
        source.get(start..after + closing).unwrap_or("").trim_end()
    }
}

fn add_text(values: &mut Values, text: Text, range: TextRange, unicode: bool) {
    let (start, end) = (range.start().to_u32(), range.end().to_u32());
    match &mut values.run {
        Some(run) => {
            run.text.push_text(&text);
            run.end = end;
        }
        None => values.run = Some(Run { text, start, end, unicode }),
    }
}
