//! Frames and the two stacks of a thread: registers lie contiguously on one, what else a frame has on the other.
//!
//! A callee's registers overlap its caller's: its arguments are the caller's topmost temporaries. Everything above the running frame's
//! registers is garbage; a new frame empties its registers first. A generator's registers are on the heap.
//!
//! Must never know instructions.

use heddle_objects::types::code::CodeObject as Code;
use heddle_objects::{Ref, Res, Thread, Value};
use heddle_threads::sync::atomic::{AtomicU32, Ordering::Relaxed};
use std::cell::Cell;

/// Registers that a thread's stack has at most (address space; memory comes when used).
const REGISTERS: usize = 32 << 20;
/// Frames that a thread's stack has at most.
const FRAMES: usize = 1 << 20;
/// Registers that are kept free for native callers.
const SPARE: usize = 1 << 10;

/// `sys.getrecursionlimit()`
static RECURSION_LIMIT: AtomicU32 = AtomicU32::new(1000);
/// Frames that there may be: the same, as far as the stack goes.
static DEPTH_LIMIT: AtomicU32 = AtomicU32::new(1000);

/// `sys.getrecursionlimit()`
pub fn recursion_limit() -> u32 {
    RECURSION_LIMIT.load(Relaxed)
}

/// `sys.setrecursionlimit(n)`
pub fn set_recursion_limit(n: u32) {
    RECURSION_LIMIT.store(n, Relaxed);
    DEPTH_LIMIT.store(n.min(FRAMES as u32 - 2), Relaxed);
}

/// A running Python function.
pub struct Frame {
    /// The code's payload, kept alive by `code_value`.
    pub code: *const Code,
    /// Register 0.
    pub regs: *mut Value,
    /// The next instruction, as of the last time it was saved.
    pub pc: *const AtomicU32,
    /// The code object, kept alive by the function.
    pub code_value: Value,
    /// The function; owned, except by a generator's frame, whose generator owns it. Code that `exec` runs has one, too.
    pub func: Value,
    /// The globals, a dict, kept alive by the function.
    pub globals: Value,
    /// The built-ins, a dict, kept alive by the function.
    pub builtins: Value,
    /// The mapping of a class body's or module's names; owned. UNDEF for functions.
    pub locals: Value,
    /// The Python frame object, once somebody has asked for it; owned.
    pub object: Cell<Value>,
    /// The generator whose frame this is; kept alive by who resumes it. UNDEF for none.
    pub generator: Value,
    /// The instance that this frame initialises, which a call of its class returns; owned. UNDEF for none.
    pub instance: Value,
    /// The caller's register for the result.
    pub result: u32,
    /// Returning from it returns to Rust.
    pub entry: bool,
    /// `st.top` before this frame.
    pub below: *mut Value,
}

impl Frame {
    /// The code's payload.
    #[inline(always)]
    pub fn code(&self) -> &Code {
        // SAFETY: the frame's function keeps its code alive.
        unsafe { &*self.code }
    }
}

/// What the interpreter keeps for a thread.
pub struct State {
    registers: *mut Value,
    frames: *mut Frame,
    /// The running frame; null: none.
    pub frame: Cell<*mut Frame>,
    /// The first free register.
    pub top: Cell<*mut Value>,
    /// Running frames.
    pub depth: Cell<u32>,
    /// `sys.settrace` and `sys.setprofile`.
    pub tracing: crate::trace::Tracing,
}

fn map(bytes: usize) -> *mut libc::c_void {
    // SAFETY: an anonymous mapping of its own.
    let p = unsafe {
        libc::mmap(
            std::ptr::null_mut(),
            bytes,
            libc::PROT_READ | libc::PROT_WRITE,
            libc::MAP_PRIVATE | libc::MAP_ANONYMOUS | libc::MAP_NORESERVE,
            -1,
            0,
        )
    };
    assert!(p != libc::MAP_FAILED, "no address space for a thread's stack");
    p
}

impl State {
    /// Empty stacks.
    pub fn new() -> State {
        let registers: *mut Value = map(REGISTERS * size_of::<Value>()).cast();
        State {
            registers,
            frames: map(FRAMES * size_of::<Frame>()).cast(),
            frame: Cell::new(std::ptr::null_mut()),
            top: Cell::new(registers),
            depth: Cell::new(0),
            tracing: Default::default(),
        }
    }

    /// The calling thread's.
    #[inline(always)]
    pub fn of<'a>(t: &'a Thread) -> &'a State {
        // SAFETY: set by `attach`, and alive as long as the thread.
        unsafe { &*t.interp.get().cast::<State>() }
    }

    /// The running frame, if there is one.
    #[inline(always)]
    pub fn current(&self) -> Option<&Frame> {
        // SAFETY: null or a frame in use.
        unsafe { self.frame.get().as_ref() }
    }

    /// The frame below one, if there is one.
    pub fn caller_of<'a>(&'a self, frame: &Frame) -> Option<&'a Frame> {
        let p = std::ptr::from_ref(frame).cast_mut();
        // SAFETY: frames lie one after the other.
        if p == self.frames { None } else { Some(unsafe { &*p.sub(1) }) }
    }

    /// All running frames, innermost first.
    pub fn all(&self) -> impl Iterator<Item = &Frame> {
        let mut next = self.current();
        std::iter::from_fn(move || {
            let frame = next?;
            next = self.caller_of(frame);
            Some(frame)
        })
    }

    /// Room for a frame and its registers from `regs` up. RecursionError if there is none.
    #[inline(always)]
    pub fn check_room(&self, t: &Thread, regs: *mut Value, count: usize) -> Res<()> {
        if self.has_room(regs, count) { Ok(()) } else { Err(too_deep(t, self)) }
    }

    /// [`State::check_room`] without the error.
    #[inline(always)]
    pub fn has_room(&self, regs: *mut Value, count: usize) -> bool {
        let end = self.registers as usize + (REGISTERS - SPARE) * size_of::<Value>();
        self.depth.get() < DEPTH_LIMIT.load(Relaxed) && regs as usize + count * size_of::<Value>() <= end
    }

    /// Puts a frame on the stack; it runs next.
    #[inline(always)]
    pub fn push(&self, frame: Frame) -> *mut Frame {
        let p = match self.frame.get() {
            p if p.is_null() => self.frames,
            // SAFETY: `check_room` was asked.
            p => unsafe { p.add(1) },
        };
        // SAFETY: in the mapping.
        unsafe { p.write(frame) };
        self.frame.set(p);
        self.depth.set(self.depth.get() + 1);
        p
    }

    /// Takes the running frame, whose `below` is given, off the stack; what it holds was read out before.
    #[inline(always)]
    pub fn unlink(&self, below: *mut Value) {
        let p = self.frame.get();
        // SAFETY: frames lie one after the other.
        self.frame.set(if p == self.frames { std::ptr::null_mut() } else { unsafe { p.sub(1) } });
        self.depth.set(self.depth.get() - 1);
        self.top.set(below);
    }

    /// Takes the running frame off the stack. Its references are the caller's to give up.
    #[inline(always)]
    pub fn pop(&self) -> Frame {
        let p = self.frame.get();
        // SAFETY: there is a running frame, read out once.
        let frame = unsafe { p.read() };
        // SAFETY: frames lie one after the other.
        self.frame.set(if p == self.frames { std::ptr::null_mut() } else { unsafe { p.sub(1) } });
        self.depth.set(self.depth.get() - 1);
        self.top.set(frame.below);
        frame
    }
}

impl Default for State {
    fn default() -> Self {
        Self::new()
    }
}

impl Drop for State {
    fn drop(&mut self) {
        // SAFETY: mapped in `new`; no frame is in use.
        unsafe {
            libc::munmap(self.registers.cast(), REGISTERS * size_of::<Value>());
            libc::munmap(self.frames.cast(), FRAMES * size_of::<Frame>());
        }
    }
}

#[cold]
fn too_deep(t: &Thread, st: &State) -> heddle_objects::Raised {
    // Making the exception may call Python: some frames more.
    let depth = st.depth.get();
    st.depth.set(depth.saturating_sub(50));
    let raised = t.recursion_error("maximum recursion depth exceeded");
    st.depth.set(depth);
    raised
}

/// Gives up a value that a register or frame owned.
#[inline(always)]
pub fn release(t: &Thread, v: Value) {
    if let Some(o) = v.as_obj() {
        // SAFETY: the register owned it; no lock is held.
        unsafe { t.m.decref(o) };
    }
}

/// One more reference, as a value that a register will own.
#[inline(always)]
pub fn own(v: Value) -> Value {
    Ref::new(v).into_value()
}
