//! The assembler: instructions with labels to words, tables and sizes.
//!
//! It drops what cannot be reached, checks of variables that are surely bound, and jumps to the next instruction; then it
//! finds the smallest encoding of each jump. Must never know Python's syntax. Start reading at [`Assembler::finish`].

use crate::code::{Code, Handler};
use crate::flow::{self, Graph};
use crate::insn::Insn;
use crate::op::{Field, Kind, Op};
use crate::positions::{Position, Positions};

/// A place in the code, placed or still to be placed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Label(u32);

/// What the assembler cannot express.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AssembleError(pub String);

#[derive(Clone, Copy)]
struct Item {
    insn: Insn,
    label: Option<Label>,
    position: Position,
}

/// Collects instructions.
#[derive(Default)]
pub struct Assembler {
    items: Vec<Item>,
    labels: Vec<Option<usize>>,
    handlers: Vec<(Label, Label, Label, u32)>,
    position: Position,
}

impl Assembler {
    /// An empty one.
    pub fn new() -> Assembler {
        Assembler::default()
    }

    /// The position of the instructions that follow.
    pub fn set_position(&mut self, position: Position) {
        self.position = position;
    }

    /// The current position.
    pub fn position(&self) -> Position {
        self.position
    }

    /// A label that is not placed yet.
    pub fn label(&mut self) -> Label {
        self.labels.push(None);
        Label(self.labels.len() as u32 - 1)
    }

    /// Places a label here.
    pub fn place(&mut self, label: Label) {
        self.labels[label.0 as usize] = Some(self.items.len());
    }

    /// A label placed here.
    pub fn here(&mut self) -> Label {
        let label = self.label();
        self.place(label);
        label
    }

    /// Adds an instruction.
    pub fn emit(&mut self, insn: Insn) {
        self.items.push(Item { insn, label: None, position: self.position });
    }

    /// Adds an instruction that jumps.
    pub fn emit_jump(&mut self, insn: Insn, target: Label) {
        self.items.push(Item { insn, label: Some(target), position: self.position });
    }

    /// Adds a row to the exception table; inner ranges must be added before outer ones.
    pub fn handler(&mut self, start: Label, end: Label, handler: Label, depth: u32) {
        self.handlers.push((start, end, handler, depth));
    }

    /// Fills the words, exception table and positions of a code object whose sizes are set.
    pub fn finish(mut self, code: &mut Code) -> Result<(), AssembleError> {
        if self.labels.iter().any(|place| place.is_none()) {
            self.drop_unplaced();
        }
        while self.simplify(code) {}
        let offsets = self.size()?;
        let mut words = Vec::with_capacity(offsets.last().map_or(0, |last| *last as usize));
        for (at, item) in self.items.iter().enumerate() {
            if !self.resolved(at, &offsets).encode(&mut words) {
                return Err(AssembleError(format!("operand of {} too large", item.insn.op.info().name)));
            }
        }
        code.positions = Positions::pack(
            self.items.iter().enumerate().map(|(at, item)| (item.position, offsets[at + 1] - offsets[at])),
        );
        code.handlers = self.table(&offsets);
        code.words = words;
        Ok(())
    }

    /// Labels nobody placed can only be used by code that was given up: they count as the end.
    fn drop_unplaced(&mut self) {
        let end = self.items.len();
        self.labels.iter_mut().for_each(|place| *place = Some(place.unwrap_or(end)));
    }

    fn place_of(&self, label: Label) -> usize {
        self.labels[label.0 as usize].unwrap_or(self.items.len())
    }

    fn table(&self, offsets: &[u32]) -> Vec<Handler> {
        let rows = self.handlers.iter().map(|(start, end, handler, depth)| Handler {
            start: offsets[self.place_of(*start)],
            end: offsets[self.place_of(*end)],
            handler: offsets[self.place_of(*handler)],
            depth: *depth,
        });
        rows.filter(|row| row.start < row.end).collect()
    }

    /// One round of removals; whether anything went.
    fn simplify(&mut self, code: &Code) -> bool {
        let insns: Vec<Insn> = self.items.iter().map(|item| item.insn).collect();
        let targets: Vec<Option<usize>> =
            self.items.iter().map(|item| item.label.map(|label| self.place_of(label))).collect();
        let handlers: Vec<(usize, usize, usize, u32)> = self
            .handlers
            .iter()
            .map(|(start, end, handler, depth)| {
                (self.place_of(*start), self.place_of(*end), self.place_of(*handler), *depth)
            })
            .collect();
        let graph = Graph {
            insns: &insns,
            targets: &targets,
            handlers: &handlers,
            registers: code.registers,
            first_temp: code.first_temp,
            parameters: code.parameters(),
        };
        let states = flow::states(&graph);
        let mut keep = vec![true; insns.len()];
        for (at, insn) in insns.iter().enumerate() {
            keep[at] = match &states[at] {
                None => false,
                Some(state) if insn.op == Op::CHECK_BOUND => !state.has(insn.a),
                Some(_) => insn.op != Op::JUMP || targets[at] != Some(at + 1),
            };
        }
        if keep.iter().all(|keep| *keep) {
            return false;
        }
        self.remove(&keep);
        true
    }

    fn remove(&mut self, keep: &[bool]) {
        // A handler that went was never reached: nothing in its range raises.
        let labels = std::mem::take(&mut self.labels);
        let place = |label: Label| labels[label.0 as usize].unwrap_or(keep.len());
        self.handlers.retain(|row| keep.get(place(row.2)).is_some_and(|keep| *keep));
        self.labels = labels;
        let mut moved = Vec::with_capacity(keep.len() + 1);
        let mut count = 0;
        for keep in keep {
            moved.push(count);
            count += usize::from(*keep);
        }
        moved.push(count);
        for place in &mut self.labels {
            *place = place.map(|at| moved[at]);
        }
        let mut flags = keep.iter();
        self.items.retain(|_| *flags.next().unwrap_or(&true));
        let kept: Vec<_> =
            self.handlers.iter().filter(|row| self.place_of(row.0) < self.place_of(row.1)).copied().collect();
        self.handlers = kept;
    }

    fn resolved(&self, at: usize, offsets: &[u32]) -> Insn {
        let item = &self.items[at];
        let mut insn = item.insn;
        if let (Some(label), Some(field)) = (item.label, insn.op.info().jump()) {
            insn.set(field, offsets[self.place_of(label)].wrapping_sub(offsets[at + 1]));
        }
        insn
    }

    /// Word offsets, grown until every jump fits.
    fn size(&self) -> Result<Vec<u32>, AssembleError> {
        let mut sizes: Vec<u32> = self
            .items
            .iter()
            .map(|item| {
                let mut insn = item.insn;
                if let Some(field) = insn.op.info().jump() {
                    insn.set(field, 0);
                }
                insn.words()
            })
            .collect();
        loop {
            let mut offsets = Vec::with_capacity(sizes.len() + 1);
            let mut total = 0u32;
            for size in &sizes {
                offsets.push(total);
                total += size;
            }
            offsets.push(total);
            let mut grew = false;
            for (at, size) in sizes.iter_mut().enumerate() {
                let words = self.resolved(at, &offsets).words();
                if words > *size {
                    *size = words;
                    grew = true;
                } else if words < *size {
                    return Err(AssembleError("a jump shrank".to_owned()));
                }
            }
            if !grew {
                return Ok(offsets);
            }
        }
    }
}

impl Insn {
    /// An instruction whose operands are given in the order of the table (jumps are left 0).
    pub fn new(op: Op, operands: &[u32]) -> Insn {
        let mut insn = Insn { op, a: 0, b: 0, c: 0, d: 0, e: 0 };
        let fields = op.info().operands.iter().filter(|(_, kind)| *kind != Kind::Jump);
        for ((field, _), value) in fields.zip(operands) {
            insn.set(*field, *value);
        }
        debug_assert!(
            operands.len() == op.info().operands.len() - usize::from(op.info().jump().is_some()),
            "{}",
            op.info().name
        );
        insn
    }

    /// Whether a field is a jump's.
    pub fn is_jump_field(&self, field: Field) -> bool {
        self.op.info().jump() == Some(field)
    }
}

impl Assembler {
    /// Gives every register operand another number.
    pub fn renumber(&mut self, number: impl Fn(u32) -> u32) {
        for item in &mut self.items {
            for (field, kind) in item.insn.op.info().operands {
                if kind.is_register() {
                    item.insn.set(*field, number(item.insn.get(*field)));
                }
            }
        }
        for row in &mut self.handlers {
            row.3 = number(row.3);
        }
    }
}
