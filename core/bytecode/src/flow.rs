//! Which registers are definitely written before each instruction, and which instructions can be reached.
//!
//! The assembler uses it to drop needless checks, the verifier to refuse reads of what nothing wrote.
//! Only instructions that the table marks `RAISE` reach handlers. Must never know words: it works on decoded instructions whose jumps are indices.

use crate::insn::Insn;
use crate::op::{END, Kind, Op, RAISE};

/// A list of instructions as the flow analysis sees it.
pub(crate) struct Graph<'a> {
    pub(crate) insns: &'a [Insn],
    /// The index each instruction may jump to.
    pub(crate) targets: &'a [Option<usize>],
    /// First, end, handler, depth; as indices.
    pub(crate) handlers: &'a [(usize, usize, usize, u32)],
    pub(crate) registers: u32,
    pub(crate) first_temp: u32,
    pub(crate) parameters: u32,
}

/// A set of registers.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Bits(Vec<u64>);

impl Bits {
    fn new(registers: u32) -> Bits {
        Bits(vec![0; registers as usize / 64 + 1])
    }

    pub(crate) fn has(&self, register: u32) -> bool {
        self.0.get(register as usize / 64).is_some_and(|word| word >> (register % 64) & 1 != 0)
    }

    fn put(&mut self, register: u32, on: bool) {
        if let Some(word) = self.0.get_mut(register as usize / 64) {
            let bit = 1 << (register % 64);
            *word = if on { *word | bit } else { *word & !bit };
        }
    }

    fn clear_from(&mut self, register: u32) {
        for (index, word) in self.0.iter_mut().enumerate() {
            let first = index as u32 * 64;
            if first >= register {
                *word = 0;
            } else if register - first < 64 {
                *word &= (1 << (register - first)) - 1;
            }
        }
    }

    /// Keeps what both have; whether that changed anything.
    fn meet(&mut self, other: &Bits) -> bool {
        let mut changed = false;
        for (mine, theirs) in self.0.iter_mut().zip(&other.0) {
            changed |= *mine & !theirs != 0;
            *mine &= theirs;
        }
        changed
    }
}

/// The registers an instruction's operand stands for.
pub(crate) fn span(insn: &Insn, value: u32, kind: Kind) -> std::ops::Range<u64> {
    let first = u64::from(value);
    let length = match kind {
        Kind::Window(fixed, each) => u64::from(fixed) + u64::from(each) * u64::from(insn.count()),
        Kind::WriteMany => u64::from(insn.count()),
        Kind::Write2 => 2,
        _ => 1,
    };
    first..first + length
}

/// Applies an instruction to the set: first what it consumes, then (unless `raised`) what it writes.
fn apply(insn: &Insn, state: &mut Bits, first_temp: u32, raised: bool) {
    let operands = insn.op.info().operands;
    for (field, kind) in operands {
        let value = insn.get(*field);
        let consumed = match kind {
            Kind::Read => value >= first_temp,
            Kind::Window(..) | Kind::Clear => true,
            _ => false,
        };
        if consumed {
            span(insn, value, *kind).for_each(|register| state.put(register as u32, false));
        }
    }
    if raised {
        return;
    }
    for (field, kind) in operands {
        let value = insn.get(*field);
        if matches!(kind, Kind::Write | Kind::Write2 | Kind::WriteMany | Kind::Maybe | Kind::Update) {
            span(insn, value, *kind).for_each(|register| state.put(register as u32, true));
        }
    }
}

/// The state before each instruction; `None` where control never comes.
pub(crate) fn states(graph: &Graph<'_>) -> Vec<Option<Bits>> {
    let count = graph.insns.len();
    let mut leader = vec![false; count];
    for target in graph.targets.iter().flatten().chain(graph.handlers.iter().map(|row| &row.2)) {
        if let Some(flag) = leader.get_mut(*target) {
            *flag = true;
        }
    }
    let cover = innermost(graph);
    let mut at_leader: Vec<Option<Bits>> = vec![None; count];
    let mut out: Vec<Option<Bits>> = vec![None; count];
    let mut entry = Bits::new(graph.registers);
    (0..graph.parameters).for_each(|register| entry.put(register, true));
    let mut work = vec![(0, entry)];
    while let Some((mut at, mut state)) = work.pop() {
        loop {
            if at >= count {
                break;
            }
            if leader[at] {
                match &mut at_leader[at] {
                    Some(known) => {
                        if !known.meet(&state) {
                            break;
                        }
                        state.clone_from(known);
                    }
                    slot => *slot = Some(state.clone()),
                }
            } else if at == 0 && out[0].is_some() {
                break;
            }
            let insn = &graph.insns[at];
            out[at] = Some(state.clone());
            if let Some(row) = cover[at].filter(|_| insn.op.info().flags & RAISE != 0) {
                let (.., handler, depth) = graph.handlers[row];
                let mut raised = state.clone();
                apply(insn, &mut raised, graph.first_temp, true);
                raised.clear_from(depth.max(graph.first_temp));
                raised.put(depth, true);
                join(&mut at_leader, &mut work, handler, raised);
            }
            apply(insn, &mut state, graph.first_temp, false);
            if let Some(target) = graph.targets[at] {
                let mut jumped = state.clone();
                if insn.op == Op::FOR_ITER {
                    jumped.put(insn.b, false);
                    let before = out[at].as_ref().is_some_and(|bits| bits.has(insn.a));
                    jumped.put(insn.a, before);
                }
                join(&mut at_leader, &mut work, target, jumped);
            }
            if insn.op.info().flags & END != 0 {
                break;
            }
            at += 1;
        }
    }
    out
}

/// Queues a place unless the state adds nothing to what is known there.
fn join(known: &mut [Option<Bits>], work: &mut Vec<(usize, Bits)>, at: usize, state: Bits) {
    if let Some(Some(bits)) = known.get(at)
        && !bits.clone().meet(&state)
    {
        return;
    }
    work.push((at, state));
}

/// The handler row that covers each instruction.
fn innermost(graph: &Graph<'_>) -> Vec<Option<usize>> {
    let mut cover = vec![None; graph.insns.len()];
    for (row, (start, end, ..)) in graph.handlers.iter().enumerate().rev() {
        let end = (*end).min(cover.len());
        if *start < end {
            cover[*start..end].fill(Some(row));
        }
    }
    cover
}
