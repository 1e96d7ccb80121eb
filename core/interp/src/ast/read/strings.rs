//! f-strings and t-strings, read.
//!
//! Must never know how they are compiled.

use super::skeleton::Place;
use super::{LOAD, Reader};
use heddle_objects::types::str;
use heddle_objects::{Res, Value, ops};
use heddle_syntax::ast::{self, ConversionFlag, Expr, InterpolatedStringElement};

impl Reader<'_> {
    pub(super) fn f_string(&mut self, node: Value, kind: &str, place: Place) -> Res<Expr> {
        let start = self.skeleton.open(place);
        let mut elements = Vec::new();
        if kind == "JoinedStr" {
            self.elements(node, kind, &mut elements)?;
        } else {
            elements.push(self.field(node, kind, place)?);
        }
        let range = self.skeleton.close(start, place);
        let part = ast::FString {
            range,
            node_index: Default::default(),
            elements: elements.into(),
            flags: ast::FStringFlags::empty(),
        };
        let value = ast::FStringValue::single(part);
        Ok(Expr::FString(ast::ExprFString { node_index: Default::default(), range, value }))
    }

    pub(super) fn t_string(&mut self, node: Value, kind: &str, place: Place) -> Res<Expr> {
        let start = self.skeleton.open(place);
        let mut elements = Vec::new();
        if kind == "TemplateStr" {
            self.elements(node, kind, &mut elements)?;
        } else {
            elements.push(self.field(node, kind, place)?);
        }
        let range = self.skeleton.close(start, place);
        let part = ast::TString {
            range,
            node_index: Default::default(),
            elements: elements.into(),
            flags: ast::TStringFlags::empty(),
        };
        let value = ast::TStringValue::single(part);
        Ok(Expr::TString(ast::ExprTString { node_index: Default::default(), range, value }))
    }

    fn elements(&mut self, node: Value, class: &str, out: &mut Vec<InterpolatedStringElement>) -> Res<()> {
        for item in self.fields.list(node, class, "values")? {
            if item.v().is_none() {
                return Err(self.t.value_error("None disallowed in expression list"));
            }
            self.element(item.v(), out)?;
        }
        Ok(())
    }

    fn element(&mut self, item: Value, out: &mut Vec<InterpolatedStringElement>) -> Res<()> {
        let kind = self.fields.kind_of(item);
        match &*kind {
            "JoinedStr" => return self.deeper(|r| r.elements(item, "JoinedStr", out)),
            "FormattedValue" | "Interpolation" => {
                let place = self.fields.place(item, "expr")?;
                let field = self.deeper(|r| r.field(item, &kind, place))?;
                out.push(field);
                return Ok(());
            }
            "Constant" => {
                let value = self.fields.required(item, "Constant", "value")?;
                if str::STR.is_exact(value.v()) {
                    let place = self.fields.place(item, "expr")?;
                    let range = self.skeleton.piece(str::view(&value.v()).chars(), place);
                    out.push(InterpolatedStringElement::Literal(ast::InterpolatedStringLiteralElement {
                        range,
                        node_index: Default::default(),
                        value: str::lossy(value.v()).into(),
                    }));
                    return Ok(());
                }
            }
            _ => {}
        }
        // Anything else is formatted as it is.
        let place = self.fields.place(item, "expr")?;
        let start = self.skeleton.open(place);
        let expression = Box::new(self.expr(item, LOAD)?);
        let range = self.skeleton.close(start, place);
        out.push(InterpolatedStringElement::Interpolation(ast::InterpolatedElement {
            range,
            node_index: Default::default(),
            expression,
            debug_text: None,
            conversion: ConversionFlag::None,
            format_spec: None,
        }));
        Ok(())
    }

    fn field(&mut self, node: Value, class: &str, place: Place) -> Res<InterpolatedStringElement> {
        let start = self.skeleton.open(place);
        let expression = self.expr_field(node, class, "value", LOAD)?;
        let conversion = match self.fields.required_int(node, class, "conversion")? {
            -1 => ConversionFlag::None,
            115 => ConversionFlag::Str,
            114 => ConversionFlag::Repr,
            97 => ConversionFlag::Ascii,
            other => {
                return Err(self.t.system_error(format_args!("Unrecognized conversion character {other}")));
            }
        };
        if class == "Interpolation" {
            let text = self.fields.required(node, class, "str")?;
            let text = if text.v().is_none() { String::new() } else { ops::str_text(self.t, text.v())? };
            self.skeleton.places.text(start, text);
        }
        let spec = self.fields.optional(node, "format_spec")?;
        let format_spec = if spec.v().is_none() {
            None
        } else {
            let place = self.fields.place(spec.v(), "expr")?;
            let start = self.skeleton.open(place);
            let mut elements = Vec::new();
            self.element(spec.v(), &mut elements)?;
            let range = self.skeleton.close(start, place);
            Some(Box::new(ast::InterpolatedStringFormatSpec {
                range,
                node_index: Default::default(),
                elements: elements.into(),
            }))
        };
        let range = self.skeleton.close(start, place);
        Ok(InterpolatedStringElement::Interpolation(ast::InterpolatedElement {
            range,
            node_index: Default::default(),
            expression,
            debug_text: None,
            conversion,
            format_spec,
        }))
    }
}
