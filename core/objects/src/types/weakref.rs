//! Weak references.

use crate::thread::Thread;
use heddle_gc::WeakCell;
use std::sync::Arc;

/// An object that this cell named has died: its callbacks are due.
pub fn cleared(_t: &Thread, _cell: &Arc<WeakCell>) {}
