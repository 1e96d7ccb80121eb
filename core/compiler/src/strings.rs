//! f-strings and t-strings.
//!
//! Must never know how values are formatted.

use crate::unit::{Reg, TEMP};
use crate::{Compiler, Result};
use heddle_bytecode::{Const, Op};
use heddle_syntax::ast::{self, FStringPart, InterpolatedElement, InterpolatedStringElement};
use heddle_syntax::literal::{Text, interpolated_text, string_part};
use heddle_syntax::text_size::{Ranged, TextRange};

/// A piece of a template: text (adjacent ones joined) or a field.
enum Piece<'a> {
    Text(Text),
    Field(&'a InterpolatedElement),
}

#[derive(Default)]
struct Pieces<'a>(Vec<Piece<'a>>);

impl<'a> Pieces<'a> {
    fn text(&mut self, text: &Text) {
        match self.0.last_mut() {
            _ if text.is_empty() => {}
            Some(Piece::Text(last)) => last.push_text(text),
            _ => self.0.push(Piece::Text(text.clone())),
        }
    }

    fn elements(
        &mut self,
        source: &heddle_syntax::Source,
        elements: impl IntoIterator<Item = &'a InterpolatedStringElement>,
        raw: bool,
    ) {
        for element in elements {
            match element {
                InterpolatedStringElement::Literal(piece) => {
                    self.text(&interpolated_text(source, piece, raw));
                }
                InterpolatedStringElement::Interpolation(field) => {
                    if let Some(debug) = &field.debug_text {
                        self.text(&Text::from(debug.as_str()));
                    }
                    self.0.push(Piece::Field(field));
                }
            }
        }
    }
}

/// Pieces beyond this many are joined in groups.
const MANY: usize = 100;

impl<'a> Compiler<'a> {
    pub(crate) fn f_string(&mut self, node: &'a ast::ExprFString, want: Option<Reg>) -> Result<Reg> {
        let mut pieces = Pieces::default();
        for part in &node.value {
            match part {
                FStringPart::Literal(part) => pieces.text(&string_part(self.source, part)),
                FStringPart::FString(part) => {
                    pieces.elements(self.source, &part.elements, part.flags.prefix().is_raw());
                }
            }
        }
        self.join(&pieces.0, node.range, want, is_raw_f(node))
    }

    /// The string of all pieces.
    fn join(&mut self, pieces: &[Piece<'a>], range: TextRange, want: Option<Reg>, raw: bool) -> Result<Reg> {
        let mark = self.mark();
        match pieces {
            [] => {
                self.at(range);
                return Ok(self.load_const(Const::str(""), want));
            }
            [Piece::Text(text)] => {
                self.at(range);
                return Ok(self.load_const(Const::Str(text.as_bytes().into()), want));
            }
            [Piece::Field(field)] => return self.field(field, want, raw),
            _ => {}
        }
        let first = TEMP + mark;
        let mut count = 0;
        for piece in pieces {
            if count as usize == MANY {
                self.emit_at(range, Op::BUILD_STRING, &[first, first, count]);
                self.release(mark + 1);
                count = 1;
            }
            let register = self.temp();
            match piece {
                Piece::Text(text) => {
                    self.at(range);
                    self.load_const(Const::Str(text.as_bytes().into()), Some(register));
                }
                Piece::Field(field) => {
                    self.field(field, Some(register), raw)?;
                }
            }
            count += 1;
        }
        self.release(mark);
        let dest = self.dest(want);
        self.emit_at(range, Op::BUILD_STRING, &[dest, first, count]);
        Ok(dest)
    }

    fn conversion(&self, field: &InterpolatedElement) -> u32 {
        match field.conversion {
            ast::ConversionFlag::Str => 1,
            ast::ConversionFlag::Repr => 2,
            ast::ConversionFlag::Ascii => 3,
            ast::ConversionFlag::None => {
                u32::from(field.debug_text.is_some() && field.format_spec.is_none()) * 2
            }
        }
    }

    fn field(&mut self, field: &'a InterpolatedElement, want: Option<Reg>, raw: bool) -> Result<Reg> {
        let mark = self.mark();
        let mut value = self.expr(&field.expression, None)?;
        let conversion = self.conversion(field);
        if conversion != 0 {
            self.release(mark);
            let converted = self.temp();
            self.emit_at(field.range, Op::CONVERT, &[converted, value, conversion]);
            value = converted;
        }
        let spec = match &field.format_spec {
            Some(spec) => Some(self.spec(spec, None, raw)?),
            None => None,
        };
        self.release(mark);
        let dest = self.dest(want);
        self.at(field.range);
        match spec {
            Some(spec) => self.emit(Op::FORMAT_SPEC, &[dest, value, spec]),
            None => self.emit(Op::FORMAT, &[dest, value]),
        }
        Ok(dest)
    }

    fn spec(
        &mut self,
        spec: &'a ast::InterpolatedStringFormatSpec,
        want: Option<Reg>,
        raw: bool,
    ) -> Result<Reg> {
        let mut pieces = Pieces::default();
        pieces.elements(self.source, &spec.elements, raw);
        self.join(&pieces.0, spec.range, want, raw)
    }

    pub(crate) fn t_string(&mut self, node: &'a ast::ExprTString, want: Option<Reg>) -> Result<Reg> {
        let mark = self.mark();
        let mut pieces = Pieces::default();
        let mut raw = false;
        for part in &node.value {
            raw = part.flags.prefix().is_raw();
            pieces.elements(self.source, &part.elements, raw);
        }
        let mut texts = vec![Text::new()];
        for piece in &pieces.0 {
            match piece {
                Piece::Text(text) => {
                    if let Some(last) = texts.last_mut() {
                        last.push_text(text);
                    }
                }
                Piece::Field(_) => texts.push(Text::new()),
            }
        }
        let texts: Vec<Const> = texts.iter().map(|text| Const::Str(text.as_bytes().into())).collect();
        let strings = self.temp();
        self.at(node.range);
        self.load_const(Const::Tuple(texts.into()), Some(strings));
        let fields = self.temp();
        self.emit(Op::BUILD_LIST, &[fields, fields, 0]);
        for piece in &pieces.0 {
            let Piece::Field(field) = piece else { continue };
            let mark = self.mark();
            let made = self.interpolation(field, raw)?;
            self.emit(Op::LIST_APPEND, &[fields, made]);
            self.release(mark);
        }
        self.emit_at(node.range, Op::LIST_TO_TUPLE, &[fields, fields]);
        self.release(mark);
        let dest = self.dest(want);
        self.emit(Op::BUILD_TEMPLATE, &[dest, strings, fields]);
        Ok(dest)
    }

    fn interpolation(&mut self, field: &'a InterpolatedElement, raw: bool) -> Result<Reg> {
        let first = self.temp();
        self.expr(&field.expression, Some(first))?;
        let text = self.temp();
        self.at(field.range);
        let shown = Const::str(self.field_text(field));
        self.load_const(shown, Some(text));
        if let Some(spec) = &field.format_spec {
            let register = self.temp();
            self.spec(spec, Some(register), raw)?;
        }
        let conversion = self.conversion(field);
        let operands = [first, first, u32::from(field.format_spec.is_some()), conversion];
        self.emit_at(field.range, Op::BUILD_INTERPOLATION, &operands);
        Ok(first)
    }

    /// The source of a field's expression, with the parentheses around it.
    fn field_text(&self, field: &InterpolatedElement) -> &'a str {
        if let Some(text) = self.source.stated_text(field.range.start().to_u32()) {
            return text;
        }
        let source = self.source.text();
        let start = field.range.start().to_usize() + 1;
        let after = field.expression.range().end().to_usize();
        let rest = source.get(after..field.range.end().to_usize()).unwrap_or("");
        let closing = rest.find(|c: char| !(c.is_whitespace() || c == ')')).unwrap_or(0);
        source.get(start..after + closing).unwrap_or("").trim()
    }
}

fn is_raw_f(node: &ast::ExprFString) -> bool {
    node.value.f_strings().any(|part| part.flags.prefix().is_raw())
}
