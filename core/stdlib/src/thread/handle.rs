//! Starting threads, waiting for them, and what they do when they end.

use super::local;
use crate::futex::{self, Done};
use crate::util::call_with;
use heddle_interp as interp;
use heddle_objects::native::{Def, def};
use heddle_objects::payload::Payload;
use heddle_objects::slots::Slots;
use heddle_objects::typeobj::{NativeType, TypeDef, flags, getter};
use heddle_objects::types::{dict, exceptions as exc, tuple};
use heddle_objects::{Ref, Res, Thread, Value, ops};
use heddle_threads::sync::Mutex;
use heddle_threads::sync::atomic::{AtomicIsize, AtomicU8, AtomicU64, AtomicUsize, Ordering::*};
use heddle_threads::sync::thread as os_thread;
use std::os::unix::thread::JoinHandleExt;
use std::sync::Arc;
use std::time::Duration;

/// Bytes of a thread's native stack unless `stack_size` says otherwise.
const STACK: usize = 16 << 20;
/// Less than this is not enough for a frame of ours.
const LEAST_STACK: usize = 1 << 20;

/// `stack_size()`; 0: the default.
pub static STACK_SIZE: AtomicUsize = AtomicUsize::new(0);
/// `_count()`
pub static COUNT: AtomicIsize = AtomicIsize::new(0);
/// Threads that the end of the program waits for. Locked by attached threads only, never across a safepoint: free in a fork's child.
static WAITED_FOR: Mutex<Vec<Arc<State>>> = Mutex::new(Vec::new());

/// What is known about a thread outside of it.
struct State {
    /// 0 before the thread has started.
    ident: AtomicU64,
    /// [`NEW`], [`STARTED`]
    stage: AtomicU8,
    done: Done,
}

impl Default for State {
    fn default() -> State {
        State { ident: AtomicU64::new(0), stage: AtomicU8::new(NEW), done: Done::default() }
    }
}

const NEW: u8 = 0;
const STARTED: u8 = 1;

/// A handle's payload.
pub struct Handle {
    state: Arc<State>,
}
heddle_objects::payload!(Handle {});

/// `_thread._ThreadHandle`
pub static HANDLE: NativeType = NativeType::new(TypeDef {
    flags: flags::WEAKREF,
    getset: &[getter("ident", |t, v| Ok(t.int(v.expect::<Handle>().state.ident.load(Relaxed) as i64)))],
    methods: METHODS,
    ..TypeDef::new("_thread._ThreadHandle", Handle::vtable, slots)
});

const METHODS: &[Def] = &[
    def("join($self, timeout=None, /)", join),
    def("_set_done($self, /)", |t, a| {
        let state = &a[0].expect::<Handle>().state;
        if state.stage.load(Acquire) == NEW {
            return Err(t.runtime_error("thread not started"));
        }
        stop_waiting_for(state);
        state.done.set();
        Ok(Ref::NONE)
    }),
    def("is_done($self, /)", |_, a| Ok(Ref::bool(a[0].expect::<Handle>().state.done.is_set()))),
];

fn slots(s: &mut Slots) {
    s.new = Some(|t, _, _| Ok(new_handle(t)));
    s.repr = Some(|t, v| {
        let ident = v.expect::<Handle>().state.ident.load(Relaxed);
        Ok(t.str(&format!("<{} object: ident={ident}>", ops::type_name(v))))
    });
}

fn new_handle(t: &Thread) -> Ref {
    t.alloc(HANDLE.shape(), Handle { state: Arc::default() })
}

/// `_make_thread_handle(ident)`: of a thread that runs already.
pub fn make_handle(t: &Thread, a: &[Value]) -> Res {
    let ident = ops::arg_i64(t, a[0])?;
    let handle = new_handle(t);
    let state = &handle.expect::<Handle>().state;
    state.ident.store(ident as u64, Relaxed);
    state.stage.store(STARTED, Release);
    Ok(handle)
}

fn join(t: &Thread, a: &[Value]) -> Res {
    let mut timeout = None;
    if !a[1].is_none_or_undef() {
        let ns = crate::time::nanoseconds(t, a[1], crate::time::Round::Timeout)?;
        timeout = u64::try_from(ns).ok().map(Duration::from_nanos);
    }
    let state = a[0].expect::<Handle>().state.clone();
    if state.stage.load(Acquire) == NEW {
        return Err(t.runtime_error("thread not started"));
    }
    if state.ident.load(Relaxed) == t.ident.get() && !state.done.is_set() {
        return Err(t.runtime_error("Cannot join current thread"));
    }
    state.done.wait(t, futex::deadline(timeout))?;
    Ok(Ref::NONE)
}

/// A thread's start: the words are references that move to the new thread.
struct Start {
    state: Arc<State>,
    function: Value,
    args: Value,
    kwargs: Value,
    daemon: bool,
}

// SAFETY: the references in it are marked as seen by other threads, and whoever has the `Start` owns them.
unsafe impl Send for Start {}

impl Start {
    /// The references, owned by the calling thread from now on.
    fn take(&mut self) -> [Ref; 3] {
        [&mut self.function, &mut self.args, &mut self.kwargs].map(|word| {
            // SAFETY: the words own what they name, and each is taken once.
            unsafe { Ref::own(std::mem::replace(word, Value::UNDEF)) }
        })
    }
}

fn stop_waiting_for(state: &Arc<State>) {
    WAITED_FOR.lock().retain(|other| !Arc::ptr_eq(other, state));
}

fn start(t: &Thread, state: Arc<State>, function: Value, args: Ref, kwargs: Ref, daemon: bool) -> Res<u64> {
    let parts = [Ref::new(function), args, kwargs];
    for part in &parts {
        if let Some(o) = part.as_obj() {
            // SAFETY: held. From now on another thread may count it.
            unsafe { t.m.mark_seen(o) };
        }
    }
    let [function, args, kwargs] = parts.map(Ref::into_value);
    let boot = Start { state: state.clone(), function, args, kwargs, daemon };
    // Not run: the references come back through this.
    let boot = Arc::new(Mutex::new(Some(boot)));
    let theirs = boot.clone();
    let size = match STACK_SIZE.load(Relaxed) {
        0 => STACK,
        n => n.max(LEAST_STACK),
    };
    COUNT.fetch_add(1, Relaxed);
    if !daemon {
        WAITED_FOR.lock().push(state.clone());
    }
    // Release: pairs with the Acquire in `join`.
    state.stage.store(STARTED, Release);
    let spawned = os_thread::Builder::new().stack_size(size).spawn(move || {
        let start = theirs.lock().take();
        drop(theirs);
        if let Some(start) = start {
            thread_main(start);
        }
    });
    match spawned {
        Ok(os) => {
            let ident = os.as_pthread_t() as u64;
            state.ident.store(ident, Relaxed);
            Ok(ident)
        }
        Err(_) => {
            COUNT.fetch_sub(1, Relaxed);
            stop_waiting_for(&state);
            state.stage.store(NEW, Release);
            let back = boot.lock().take();
            drop(back.map(|mut b| b.take()));
            Err(t.runtime_error("can't start new thread"))
        }
    }
}

/// The whole life of a thread.
fn thread_main(mut start: Start) {
    /// However the thread ends, it has ended.
    struct End(Arc<State>);
    impl Drop for End {
        fn drop(&mut self) {
            self.0.done.set();
        }
    }
    let end = End(start.state.clone());
    interp::with_thread(|t| {
        end.0.ident.store(t.ident.get(), Relaxed);
        let [function, args, kwargs] = start.take();
        if let Err(e) = call_with(t, function.v(), tuple::items(&args), kwargs.v())
            && !e.is(&exc::SYSTEM_EXIT)
        {
            exc::unraisable(t, e, "Exception ignored in thread started by", function.v());
        }
        drop((function, args, kwargs));
        local::thread_ends(t);
        COUNT.fetch_sub(1, Relaxed);
        if !start.daemon {
            stop_waiting_for(&end.0);
        }
    });
}

/// `start_new_thread(function, args, kwargs={})`
pub fn start_new_thread(t: &Thread, a: &[Value]) -> Res {
    if !ops::is_callable(a[0]) {
        return Err(t.type_error("first arg must be callable"));
    }
    if tuple::try_items(&a[1]).is_none() {
        return Err(t.type_error("2nd arg must be a tuple"));
    }
    if !a[2].is_undef() && !dict::is_dict(a[2]) {
        return Err(t.type_error("optional 3rd arg must be a dictionary"));
    }
    refuse_at_exit(t)?;
    let kwargs = if a[2].is_undef() { Ref::UNDEF } else { Ref::new(a[2]) };
    Ok(t.int(start(t, Arc::default(), a[0], Ref::new(a[1]), kwargs, true)? as i64))
}

/// `start_joinable_thread(function, handle=None, daemon=True)`
pub fn start_joinable_thread(t: &Thread, a: &[Value]) -> Res {
    if !ops::is_callable(a[0]) {
        return Err(t.type_error("thread function must be callable"));
    }
    if !a[1].is_none_or_undef() && !HANDLE.is_exact(a[1]) {
        return Err(t.type_error("'handle' must be a _ThreadHandle"));
    }
    let daemon = crate::util::flag(t, a[2], true)?;
    refuse_at_exit(t)?;
    let handle = if a[1].is_none_or_undef() { new_handle(t) } else { Ref::new(a[1]) };
    let state = handle.expect::<Handle>().state.clone();
    // Only one of two who start the same handle does it.
    if state.stage.compare_exchange(NEW, STARTED, AcqRel, Acquire).is_err() {
        return Err(t.runtime_error("thread already started"));
    }
    let empty = tuple::empty(t);
    start(t, state, a[0], empty, Ref::UNDEF, daemon)?;
    Ok(handle)
}

fn refuse_at_exit(t: &Thread) -> Res<()> {
    if !crate::sys::finalizing() {
        return Ok(());
    }
    Err(t.error(&exc::PYTHON_FINALIZATION_ERROR, "can't create new thread at interpreter shutdown"))
}

/// `_shutdown()`: waits for all threads that are not daemons.
pub fn shutdown(t: &Thread) -> Res<()> {
    loop {
        let me = t.ident.get();
        let next = WAITED_FOR.lock().iter().find(|s| s.ident.load(Relaxed) != me || me == 0).cloned();
        let Some(state) = next else { return Ok(()) };
        state.done.wait(t, None)?;
        stop_waiting_for(&state);
    }
}
