//! Algorithms over slices of units of any width, shared by text and bytes.
//!
//! It must never know what a unit means: what counts as white space or ends a line comes in as a function. Everything is
//! linear in the length of what it looks at.

mod search;
mod split;
mod twoway;

pub(crate) use search::{Finder, WideFinder, count, find, find_one_wide, matches, rfind, rfind_wide};
pub(crate) use split::*;
