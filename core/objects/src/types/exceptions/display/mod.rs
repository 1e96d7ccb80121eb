//! What python prints for an exception that nobody caught: chain, traceback, carets, hints, groups, notes.
//!
//! [`uncaught`] gives the whole text, [`unraisable`] the shorter one of `sys.unraisablehook`. What is asked about frames and
//! source goes through [`Frames`]. First all exceptions are gathered, with the cycles cut (the same one is shown once); then they are
//! written. Nothing here raises: what fails to show is shown as having failed.

mod anchors;
mod frames;
pub mod suggest;
mod syntax;
mod text;

pub use frames::{Entry, Files, Frames, NoFrames, entry_of};

use super::{base, cause, context, data, group, is_exception};
use crate::ops;
use crate::refs::Ref;
use crate::thread::Thread;
use crate::types::{list, str, tuple, type_};
use crate::value::Value;
use heddle_threads::sync::atomic::Ordering::*;
use std::collections::HashSet;

const CAUSE: &str = "\nThe above exception was the direct cause of the following exception:\n\n";
const CONTEXT: &str = "\nDuring handling of the above exception, another exception occurred:\n\n";

/// Exceptions of one group that are shown.
const MOST_OF_GROUP: usize = 15;
/// Groups within groups that are shown.
const DEEPEST_GROUP: usize = 10;

/// An exception to show.
struct Node {
    e: Ref,
    cause: Option<usize>,
    context: Option<usize>,
    /// The exceptions of a group.
    exceptions: Option<Vec<usize>>,
}

/// The text for an uncaught exception.
pub fn uncaught(t: &Thread, e: Value, frames: &dyn Frames) -> String {
    let nodes = gather(t, e);
    let mut out = Output { t, frames, nodes: &nodes, depth: 0, need_close: false, text: String::new() };
    out.chain(0);
    out.text
}

/// The traceback (without carets) and the last line.
pub fn unraisable(t: &Thread, e: Value, frames: &dyn Frames) -> String {
    let mut out = String::new();
    let entries = frames::entries(t, base::traceback(t, e), frames);
    if !entries.is_empty() {
        out.push_str("Traceback (most recent call last):\n");
        out.push_str(&frames::format(t, &entries, frames, false));
    }
    out.push_str(&format!("{}: {}\n", class_name(t, e), safe_str(t, e, "exception")));
    out
}

/// The exception and what it is chained to and made of.
fn gather(t: &Thread, e: Value) -> Vec<Node> {
    let node = |e: Ref| Node { e, cause: None, context: None, exceptions: None };
    let mut nodes = vec![node(Ref::new(e))];
    let mut seen = HashSet::from([e.bits()]);
    let mut queue = vec![0];
    while let Some(k) = queue.pop() {
        let e = nodes[k].e.clone();
        let mut later = vec![];
        let mut add = |nodes: &mut Vec<Node>, e: Ref| {
            nodes.push(node(e));
            later.push(nodes.len() - 1);
            nodes.len() - 1
        };
        let c = cause(t, e.v());
        if is_exception(c.v()) && seen.insert(c.v().bits()) {
            nodes[k].cause = Some(add(&mut nodes, c));
        }
        let c = context(t, e.v());
        let wanted = nodes[k].cause.is_none() && !data(&e).suppress.load(Relaxed);
        if wanted && is_exception(c.v()) && seen.insert(c.v().bits()) {
            nodes[k].context = Some(add(&mut nodes, c));
        }
        if group::is_group(e.v()) {
            let (all, _) = group::exceptions(t, e.v());
            let mut inner = vec![];
            for &e in tuple::try_items(&all).unwrap_or(&[]) {
                seen.insert(e.bits());
                inner.push(add(&mut nodes, Ref::new(e)));
            }
            nodes[k].exceptions = Some(inner);
        }
        queue.extend(later);
        if nodes.len() > MOST_NODES {
            break;
        }
    }
    nodes
}

/// Exceptions that are gathered: a bound for groups that contain a group many times.
const MOST_NODES: usize = 1 << 16;

struct Output<'a> {
    t: &'a Thread,
    frames: &'a dyn Frames,
    nodes: &'a [Node],
    /// How deep in groups we are.
    depth: usize,
    need_close: bool,
    text: String,
}

impl Output<'_> {
    fn margin(&self) -> String {
        " ".repeat(2 * self.depth)
    }

    fn emit(&mut self, text: &str, mark: char) {
        let mut prefix = self.margin();
        if self.depth != 0 {
            prefix.push(mark);
            prefix.push(' ');
        }
        self.text.push_str(&text::indent(text, &prefix));
    }

    fn chain(&mut self, k: usize) {
        let mut links = vec![];
        let mut at = Some(k);
        while let Some(k) = at {
            let node = &self.nodes[k];
            let (sentence, next) = match (node.cause, node.context) {
                (Some(c), _) => (Some(CAUSE), Some(c)),
                (None, Some(c)) => (Some(CONTEXT), Some(c)),
                (None, None) => (None, None),
            };
            links.push((sentence, k));
            at = next;
        }
        for (sentence, k) in links.into_iter().rev() {
            if let Some(sentence) = sentence {
                self.emit(sentence, '|');
            }
            self.one(k);
        }
    }

    fn one(&mut self, k: usize) {
        let t = self.t;
        let node = &self.nodes[k];
        let Some(exceptions) = &node.exceptions else {
            let entries = frames::entries(t, base::traceback(t, node.e.v()), self.frames);
            if !entries.is_empty() {
                self.emit("Traceback (most recent call last):\n", '|');
                let lines = frames::format(t, &entries, self.frames, true);
                self.emit(&lines, '|');
            }
            let only = only(t, node.e.v(), &entries, self.frames);
            self.emit(&only, '|');
            return;
        };
        if self.depth > DEEPEST_GROUP {
            self.emit(&format!("... (max_group_depth is {DEEPEST_GROUP})\n"), '|');
            return;
        }
        let top = self.depth == 0;
        if top {
            self.depth += 1;
        }
        let entries = frames::entries(t, base::traceback(t, node.e.v()), self.frames);
        if !entries.is_empty() {
            self.emit("Exception Group Traceback (most recent call last):\n", if top { '+' } else { '|' });
            let lines = frames::format(t, &entries, self.frames, true);
            self.emit(&lines, '|');
        }
        let only = only(t, node.e.v(), &entries, self.frames);
        self.emit(&only, '|');
        self.members(exceptions);
        if top {
            self.depth = 0;
        }
    }

    fn members(&mut self, exceptions: &[usize]) {
        let n = exceptions.len().min(MOST_OF_GROUP + 1);
        self.need_close = false;
        for (i, &k) in exceptions.iter().take(n).enumerate() {
            let last = i == n - 1;
            if last {
                // The line that closes the box may come from a group within.
                self.need_close = true;
            }
            let cut = i >= MOST_OF_GROUP;
            let title = if cut { "...".to_string() } else { (i + 1).to_string() };
            let corner = if i == 0 { "+-" } else { "  " };
            let margin = self.margin();
            self.text.push_str(&format!("{margin}{corner}+---------------- {title} ----------------\n"));
            self.depth += 1;
            if cut {
                let more = exceptions.len() - MOST_OF_GROUP;
                let s = if more > 1 { "s" } else { "" };
                self.emit(&format!("and {more} more exception{s}\n"), '|');
            } else {
                self.chain(k);
            }
            if last && self.need_close {
                let margin = self.margin();
                self.text.push_str(&format!("{margin}+------------------------------------\n"));
                self.need_close = false;
            }
            self.depth -= 1;
        }
    }
}

/// The name of an exception's class as it is shown: with its module unless that is `builtins` or `__main__`.
fn class_name(t: &Thread, e: Value) -> String {
    let class = ops::type_of(e);
    let qualname = ops::getattr_str(t, class, "__qualname__")
        .map_or_else(|_| crate::typeobj::name_of(class), |v| str::lossy(v.v()));
    let Ok(module) = ops::getattr_str(t, class, "__module__") else { return qualname };
    if !str::is_str(module.v()) {
        return format!("<unknown>.{qualname}");
    }
    match str::lossy(module.v()).as_str() {
        "builtins" | "__main__" => qualname,
        module => format!("{module}.{qualname}"),
    }
}

fn safe_str(t: &Thread, v: Value, what: &str) -> String {
    ops::str_text(t, v).unwrap_or_else(|_| format!("<{what} str() failed>"))
}

fn safe_repr(t: &Thread, v: Value, what: &str) -> String {
    ops::repr_text(t, v).unwrap_or_else(|_| format!("<{what} repr() failed>"))
}

/// `Class: text`, or `Class` alone.
fn final_line(class: &str, text: Option<&str>) -> String {
    match text {
        Some(text) if !text.is_empty() => format!("{class}: {text}\n"),
        _ => format!("{class}\n"),
    }
}

/// The last lines of an exception: class, text, hint, notes.
fn only(t: &Thread, e: Value, entries: &[(Entry, Ref)], frames: &dyn Frames) -> String {
    let class = class_name(t, e);
    let mut out = if super::SYNTAX_ERROR.is_instance(e) {
        syntax::format(t, e, &class)
    } else {
        let mut text = safe_str(t, e, "exception");
        text.push_str(&hint(t, e, entries, frames));
        final_line(&class, Some(&text))
    };
    match base::notes(t, e) {
        Ok(notes) if notes.is_undef() || notes.is_none() => {}
        Ok(notes) if is_sequence(notes.v()) => {
            for note in ops::collect(t, notes.v()).unwrap_or_default() {
                out.push_str(&safe_str(t, note.v(), "note"));
                out.push('\n');
            }
        }
        Ok(notes) => out.push_str(&format!("{}\n", safe_repr(t, notes.v(), "__notes__"))),
        Err(e) => {
            let shown = safe_repr(t, e.0.v(), "__notes__");
            out.push_str(&format!("Ignored error getting __notes__: {shown}\n"));
        }
    }
    out
}

fn is_sequence(v: Value) -> bool {
    list::is_list(v) || tuple::try_items(&v).is_some()
}

/// ". Did you mean: 'x'?" and the like; nothing where nothing comes to mind.
fn hint(t: &Thread, e: Value, entries: &[(Entry, Ref)], frames: &dyn Frames) -> String {
    let named = super::NAME_ERROR.is_instance(e);
    let import = super::IMPORT_ERROR.is_instance(e);
    let attribute = super::ATTRIBUTE_ERROR.is_instance(e);
    if !named && !import && !attribute {
        return String::new();
    }
    let key = if import { "name_from" } else { "name" };
    let Ok(wrong) = ops::getattr_str(t, e, key) else { return String::new() };
    if !str::is_str(wrong.v()) {
        return String::new();
    }
    let text = str::lossy(wrong.v());
    let suggestion = if attribute {
        suggest_attribute(t, e, &text, entries)
    } else if import {
        suggest_import(t, e, &text, frames)
    } else {
        suggest_name(t, wrong.v(), &text, entries)
    };
    let mut out = suggestion.as_ref().map_or(String::new(), |s| format!(". Did you mean: '{s}'?"));
    if named && frames.is_stdlib_module(t, &text) {
        let or = if suggestion.is_some() { " Or did" } else { ". Did" };
        out.push_str(&format!("{or} you forget to import '{text}'?"));
    }
    out
}

/// The names that `dir(v)` gives, sorted.
fn names_of(t: &Thread, v: Value) -> Option<Vec<String>> {
    let name = t.intern("__dir__");
    // A class has the `__dir__` of its instances: its own is that of its metaclass.
    let names = if type_::is_type(v) {
        ops::call_special(t, v, name.v(), &[]).ok()?
    } else {
        ops::call_method(t, v, "__dir__", &[]).ok()?
    };
    if names.is_undef() {
        return None;
    }
    let names = ops::collect(t, names.v()).ok()?;
    let mut names: Vec<String> =
        names.iter().filter(|n| str::is_str(n.v())).map(|n| str::lossy(n.v())).collect();
    names.sort();
    Some(names)
}

fn suggest_attribute(t: &Thread, e: Value, wrong: &str, entries: &[(Entry, Ref)]) -> Option<String> {
    let obj = ops::getattr_str(t, e, "obj").ok()?;
    let mut names = names_of(t, obj.v())?;
    let mut hide = !wrong.starts_with('_');
    if hide
        && let Some((_, frame)) = entries.last()
        && let Some((_, this)) = frames::names_in(t, frame.v())
    {
        hide = !this.is(obj.v());
    }
    if hide {
        names.retain(|n| !n.starts_with('_'));
    }
    suggest::closest(wrong, &names)
}

fn suggest_import(t: &Thread, e: Value, wrong: &str, frames: &dyn Frames) -> Option<String> {
    let name = ops::getattr_str(t, e, "name").ok()?;
    let module = frames.module(t, name.v())?;
    let mut names = names_of(t, module.v())?;
    if !wrong.starts_with('_') {
        names.retain(|n| !n.starts_with('_'));
    }
    suggest::closest(wrong, &names)
}

fn suggest_name(t: &Thread, name: Value, wrong: &str, entries: &[(Entry, Ref)]) -> Option<String> {
    let (_, frame) = entries.last()?;
    let (names, this) = frames::names_in(t, frame.v())?;
    if !this.is_undef() && ops::getattr(t, this.v(), name).is_ok() {
        return Some(format!("self.{wrong}"));
    }
    suggest::closest(wrong, &names)
}
