//! stub
use crate::thread::Thread;
use crate::value::Value;
/// Frames.
pub trait Frames {}
/// None.
pub struct NoFrames;
impl Frames for NoFrames {}
/// x
pub fn unraisable(_t: &Thread, _e: Value, _f: &dyn Frames) -> String {
    String::new()
}
