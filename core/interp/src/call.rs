//! Calls: frames for Python functions, argument binding, function objects.
//!
//! Must never know how instructions are dispatched.

use crate::frame::{Frame, State, own, release};
use crate::run;
use heddle_bytecode::flags;
use heddle_objects::native::ArgVec;
use heddle_objects::types::code::CodeObject as Code;
use heddle_objects::types::function::{FUNCTION, Function};
use heddle_objects::types::{dict, str, tuple};
use heddle_objects::{Args, Fixed, Raised, Ref, Res, Slot, Thread, Value, name, ops};
use heddle_threads::sync::atomic::Ordering::Relaxed;
use smallvec::SmallVec;

/// Calls the Python function in `window[0]` with the `n` arguments behind it, the last `names.len()` of them named: its frame goes on
/// the stack, the window's references into it. On error the window is empty.
///
/// # Safety
/// The window is the topmost of the running frame's registers.
pub unsafe fn enter(
    t: &Thread,
    st: &State,
    window: *mut Value,
    n: usize,
    names: &[Value],
    result: u32,
) -> Res<()> {
    // SAFETY: the caller's promise.
    let in_generator = unsafe { !(*st.frame.get()).generator.is_undef() };
    // SAFETY: the window owns the function.
    let func = unsafe { Ref::own(std::mem::replace(&mut *window, Value::UNDEF)) };
    // SAFETY: `n` arguments follow.
    let mut base = unsafe { window.add(1) };
    if in_generator {
        // A generator's registers are on the heap: the arguments move to the stack.
        let top = st.top.get();
        // SAFETY: there are spare registers above the top.
        unsafe {
            for k in 0..n {
                top.add(k).write(std::mem::replace(&mut *base.add(k), Value::UNDEF));
            }
        }
        base = top;
    }
    // SAFETY: the arguments lie at `base`, on the stack.
    unsafe { push_function(t, st, func, base, n, names, result, false) }
}

/// Puts the frame of `func` on the stack; its `n` arguments lie at `base` and are owned.
///
/// # Safety
/// The arguments are the topmost owned registers of the stack.
#[allow(clippy::too_many_arguments)]
#[inline]
pub unsafe fn push_function(
    t: &Thread,
    st: &State,
    func: Ref,
    base: *mut Value,
    n: usize,
    names: &[Value],
    result: u32,
    entry: bool,
) -> Res<()> {
    let f_value = func.v();
    let f = f_value.expect::<Function>();
    let code_value = f.code.peek();
    let code = code_value.expect::<Code>();
    let count = code.registers as usize;
    if let Err(e) = st.check_room(t, base, count.max(n)) {
        // SAFETY: the arguments are owned.
        (0..n).for_each(|k| unsafe { release(t, std::mem::replace(&mut *base.add(k), Value::UNDEF)) });
        return Err(e);
    }
    let simple = n == code.plain_args as usize && names.is_empty();
    let bound = if simple {
        n
    } else {
        // Whatever binding calls works above the arguments.
        let below = st.top.get();
        // SAFETY: room was checked.
        st.top.set(unsafe { base.add(n.max(count)) });
        // SAFETY: the caller's promise.
        let r = unsafe {
            if bind_simple(t, f, code, base, n, names) { Ok(()) } else { bind(t, f, code, base, n, names) }
        };
        st.top.set(below);
        r?;
        code.code.parameters() as usize
    };
    // SAFETY: room was checked.
    unsafe {
        for k in bound..count {
            base.add(k).write(Value::UNDEF);
        }
    }
    let below = st.top.get();
    // SAFETY: as above.
    st.top.set(unsafe { base.add(count) });
    st.push(Frame {
        code: std::ptr::from_ref(code),
        regs: base,
        pc: code.words.as_ptr(),
        code_value,
        globals: f.globals.v(),
        builtins: f.builtins.v(),
        locals: Value::UNDEF,
        instance: Value::UNDEF,
        object: std::cell::Cell::new(Value::UNDEF),
        generator: Value::UNDEF,
        func: func.into_value(),
        result,
        entry,
        below,
    });
    Ok(())
}

/// Puts the frame of a function on the stack whose arguments need no binding; `func` and the `code.plain_args` arguments at `base` are
/// owned and move into it. [`State::check_room`] was asked.
///
/// # Safety
/// The arguments are the topmost owned registers of the stack; `f` and `code` are those of `func`.
#[inline(always)]
pub unsafe fn push_plain(
    st: &State,
    func: Value,
    f: &Function,
    code_value: Value,
    code: &Code,
    base: *mut Value,
    result: u32,
    instance: Value,
) {
    let count = code.registers as usize;
    // SAFETY: room was checked.
    unsafe {
        for k in code.plain_args as usize..count {
            base.add(k).write(Value::UNDEF);
        }
        let below = st.top.replace(base.add(count));
        st.push(Frame {
            code: std::ptr::from_ref(code),
            regs: base,
            pc: code.words.as_ptr(),
            code_value,
            globals: f.globals.v(),
            builtins: f.builtins.v(),
            locals: Value::UNDEF,
            instance,
            object: std::cell::Cell::new(Value::UNDEF),
            generator: Value::UNDEF,
            func,
            result,
            entry: false,
            below,
        });
    }
}

/// [`leave`] for the frames of nearly all calls: the caller's register for the result. `None`: the frame is still there, and more is to
/// be done.
///
/// # Safety
/// `p` is the running frame, `code` its code.
#[inline(always)]
pub unsafe fn leave_plain(t: &Thread, st: &State, p: *mut Frame, code: &Code) -> Option<u32> {
    // SAFETY: the caller's promise.
    let frame = unsafe { &*p };
    // All are objects or UNDEF, whose bits no object's word lies within.
    let rest = |f: &Frame| {
        f.locals.bits() | f.instance.bits() | f.generator.bits() | f.object.get().bits()
            == Value::UNDEF.bits()
    };
    if frame.entry || !rest(frame) {
        return None;
    }
    empty(t, frame.regs, code.registers as usize);
    // A finaliser that ran just now may have asked for the frame's object.
    if !rest(frame) {
        return None;
    }
    let (func, result) = (frame.func, frame.result);
    st.unlink(frame.below);
    release(t, func);
    Some(result)
}

/// Gives up what registers hold. Finalisers may run; they see the register empty. Others than objects may keep their bits: what is above
/// the running frame is garbage.
#[inline(always)]
fn empty(t: &Thread, regs: *mut Value, count: usize) {
    for k in 0..count {
        // SAFETY: the frame's registers.
        unsafe {
            let v = *regs.add(k);
            if v.is_obj() {
                *regs.add(k) = Value::UNDEF;
                release(t, v);
            }
        }
    }
}

/// Gives up a frame's registers and takes it off the stack.
#[inline]
pub fn leave(t: &Thread, st: &State) {
    let p = st.frame.get();
    // SAFETY: there is a running frame.
    let frame = unsafe { &*p };
    if !frame.object.get().is_undef() {
        crate::frameobj::detach(t, frame);
    }
    empty(t, frame.regs, frame.code().registers as usize);
    let (func, generator, locals) = (frame.func, frame.generator, frame.locals);
    let (instance, object) = (frame.instance, frame.object.get());
    if object.is_obj() && crate::frameobj::is_live(object) {
        // A finaliser that ran just now has asked for it.
        crate::frameobj::detach(t, frame);
    }
    st.unlink(frame.below);
    // What functions hardly ever have.
    for v in [locals, instance, object] {
        if v.is_obj() {
            release(t, v);
        }
    }
    if generator.is_undef() {
        release(t, func);
    }
}

/// Calls the Python function `f` with copies of `args` in the running loop: its frame is on the stack, and its result goes to the
/// caller's register `result`. `f` comes back if it is no function that takes just these, or something is pending.
#[inline]
pub fn step_into(t: &Thread, st: &State, f: Ref, args: &[Value], result: u32) -> Result<(), Ref> {
    if !heddle_objects::types::function::is_function(f.v()) || crate::PENDING.load(Relaxed) != 0 {
        return Err(f);
    }
    let f_value = f.v();
    // SAFETY: it is a function, which keeps its code.
    let (data, code_value) = unsafe {
        let data = f_value.payload_unchecked::<Function>();
        (data, data.code.peek())
    };
    // SAFETY: a function's code is a code object.
    let code = unsafe { code_value.payload_unchecked::<Code>() };
    let base = st.top.get();
    if args.len() != code.plain_args as usize || !st.has_room(base, code.registers as usize) {
        return Err(f);
    }
    // SAFETY: there is room.
    unsafe {
        for (k, v) in args.iter().enumerate() {
            base.add(k).write(t.hold(*v).into_value());
        }
        push_plain(st, f.into_value(), data, code_value, code, base, result, Value::UNDEF);
    }
    Ok(())
}

/// Calls the `__iter__` of `v` in the running loop, if that is a generator function: what it returns needs no look. As [`step_into`].
pub fn step_into_iter(t: &Thread, st: &State, v: Value, result: u32) -> bool {
    let Some(f) = heddle_objects::slotdefs::python_iter(t, v) else { return false };
    let makes_generator = f
        .payload::<Function>()
        .is_some_and(|data| data.code.peek().expect::<Code>().code.flags & flags::GENERATOR != 0);
    makes_generator && step_into(t, st, f, &[v], result).is_ok()
}

/// Puts arguments into their parameters' registers where nothing but defaults is missing and nothing is left over. False: nothing
/// was done, and [`bind`] does it, or says what is wrong.
///
/// # Safety
/// As for [`bind`].
unsafe fn bind_simple(
    t: &Thread,
    f: &Function,
    code: &Code,
    base: *mut Value,
    n: usize,
    names: &[Value],
) -> bool {
    let raw = &code.code;
    let (argcount, posonly) = (raw.argcount as usize, raw.posonlyargcount as usize);
    let total = argcount + raw.kwonlyargcount as usize;
    let given = n - names.len();
    let variadic = raw.flags & flags::VARARGS != 0;
    if raw.flags & flags::VARKEYWORDS != 0 || total > 62 || names.len() > 16 {
        return false;
    }
    if given > argcount && (!variadic || !names.is_empty()) {
        return false;
    }
    let mut filled = (1u64 << given.min(argcount)) - 1;
    let mut places = [0u8; 16];
    for (place, name) in places.iter_mut().zip(names) {
        let Some(k) = (posonly..total).find(|&k| code.varnames[k].v().is(*name)) else { return false };
        if filled & 1 << k != 0 {
            return false;
        }
        filled |= 1 << k;
        *place = k as u8;
    }
    // (Only trailing positional parameters have defaults.)
    let missing = (given..argcount).find(|&k| filled & 1 << k == 0);
    let defaults = if missing.is_some() { f.defaults.get(t, ops_object(f)) } else { Ref::UNDEF };
    let defaults = tuple::try_items(&defaults).unwrap_or(&[]);
    if defaults.len() > argcount || missing.is_some_and(|k| k < argcount - defaults.len()) {
        return false;
    }
    let mut keyword_defaults: SmallVec<[(usize, Ref); 4]> = SmallVec::new();
    if (argcount..total).any(|k| filled & 1 << k == 0) {
        let dict = f.kwdefaults.get(t, ops_object(f));
        if !dict::DICT.has_shape_of(dict.v()) {
            return false;
        }
        for k in (argcount..total).filter(|k| filled & 1 << k == 0) {
            match dict::get_str(t, dict.v(), code.varnames[k].v()) {
                v if v.is_undef() => return false,
                v => keyword_defaults.push((k, v)),
            }
        }
    }
    // SAFETY: `n` owned arguments lie at `base`, and there is room for all parameters.
    unsafe {
        let mut named = [Value::UNDEF; 16];
        for (k, v) in named.iter_mut().enumerate().take(names.len()) {
            *v = *base.add(given + k);
        }
        // What is left over becomes a tuple, behind all parameters.
        let rest = std::slice::from_raw_parts(base.add(argcount), given.saturating_sub(argcount));
        let rest = variadic.then(|| match rest {
            [] => tuple::empty(t),
            rest => tuple::from_iter(t, rest.iter().map(|v| Ref::own(*v))),
        });
        for k in given.min(argcount)..total.max(n) {
            base.add(k).write(Value::UNDEF);
        }
        if let Some(rest) = rest {
            base.add(total).write(rest.into_value());
        }
        for k in 0..names.len() {
            base.add(places[k] as usize).write(named[k]);
        }
        for k in (given..argcount).filter(|k| filled & 1 << k == 0) {
            base.add(k).write(t.hold(defaults[k + defaults.len() - argcount]).into_value());
        }
        for (k, v) in keyword_defaults {
            base.add(k).write(v.into_value());
        }
    }
    true
}

type Moved = SmallVec<[Ref; 8]>;

/// Puts arguments into their parameters' registers.
///
/// # Safety
/// `n` owned arguments lie at `base`, with room for the code's registers. On error they are given up.
#[cold]
unsafe fn bind(
    t: &Thread,
    f: &Function,
    code: &Code,
    base: *mut Value,
    n: usize,
    names: &[Value],
) -> Res<()> {
    let raw = &code.code;
    let (argcount, kwonly) = (raw.argcount as usize, raw.kwonlyargcount as usize);
    let total = argcount + kwonly;
    // SAFETY: the caller's promise.
    let mut args: Moved =
        (0..n).map(|k| unsafe { Ref::own(std::mem::replace(&mut *base.add(k), Value::UNDEF)) }).collect();
    let given = n - names.len();
    let named: Moved = args.drain(given..).collect();
    let mut slots: Moved = SmallVec::with_capacity(raw.parameters() as usize);
    let taken = given.min(argcount);
    let mut rest: Vec<Ref> = args.drain(taken..).collect();
    slots.extend(args);
    slots.resize_with(total, || Ref::UNDEF);
    let kwargs = if raw.flags & flags::VARKEYWORDS != 0 { Some(dict::new(t)) } else { None };
    for (name, value) in names.iter().zip(named) {
        if !str::is_str(*name) {
            return Err(t.type_error(format_args!("{}() keywords must be strings", qualname(t, f))));
        }
        let from = raw.posonlyargcount as usize;
        match (from..total).find(|&k| str::same_text(code.varnames[k].v(), *name)) {
            Some(k) if slots[k].is_undef() => slots[k] = value,
            Some(_) => {
                return Err(t.type_error(format_args!(
                    "{}() got multiple values for argument '{}'",
                    qualname(t, f),
                    str::lossy(*name)
                )));
            }
            None => match &kwargs {
                Some(d) => dict::set(t, d.v(), *name, value.v())?,
                None => return Err(unexpected_keyword(t, f, code, *name, names)),
            },
        }
    }
    let defaults = f.defaults.get(t, ops_object(f));
    let defaults_items = tuple::try_items(&defaults).unwrap_or(&[]);
    if given > argcount && raw.flags & flags::VARARGS == 0 {
        return Err(too_many_positional(t, f, code, given, defaults_items.len(), &slots));
    }
    if taken < argcount {
        let first_default = argcount - defaults_items.len().min(argcount);
        let skip = defaults_items.len().saturating_sub(argcount);
        let mut missing = vec![];
        for k in 0..argcount {
            if slots[k].is_undef() {
                if k >= first_default {
                    slots[k] = Ref::new(defaults_items[skip + k - first_default]);
                } else {
                    missing.push(k);
                }
            }
        }
        if !missing.is_empty() {
            return Err(missing_arguments(t, f, code, &missing, "positional"));
        }
    }
    if kwonly > 0 {
        let kwdefaults = f.kwdefaults.get(t, ops_object(f));
        let mut missing = vec![];
        for k in argcount..total {
            if slots[k].is_undef() {
                if !kwdefaults.is_none_or_undef() {
                    slots[k] = dict::get(t, kwdefaults.v(), code.varnames[k].v())?;
                }
                if slots[k].is_undef() {
                    missing.push(k);
                }
            }
        }
        if !missing.is_empty() {
            return Err(missing_arguments(t, f, code, &missing, "keyword-only"));
        }
    }
    if raw.flags & flags::VARARGS != 0 {
        slots.push(tuple::from_refs(t, std::mem::take(&mut rest)));
    }
    slots.extend(kwargs);
    for (k, v) in slots.into_iter().enumerate() {
        // SAFETY: the caller promises room.
        unsafe { base.add(k).write(v.into_value()) };
    }
    Ok(())
}

/// The function object around a payload.
fn ops_object(f: &Function) -> heddle_gc::Obj {
    let p = std::ptr::from_ref(f).cast::<u8>().wrapping_sub(size_of::<heddle_gc::Header>());
    // SAFETY: a payload lies behind its header.
    unsafe { heddle_gc::Obj::from_ptr(p.cast_mut().cast()) }
        .unwrap_or_else(|| unreachable!("a payload has an address"))
}

fn qualname(t: &Thread, f: &Function) -> String {
    str::lossy(f.qualname.get(t, ops_object(f)).v())
}

#[cold]
fn unexpected_keyword(t: &Thread, f: &Function, code: &Code, name: Value, names: &[Value]) -> Raised {
    let raw = &code.code;
    let only: Vec<String> = (0..raw.posonlyargcount as usize)
        .filter(|&k| names.iter().any(|n| str::same_text(code.varnames[k].v(), *n)))
        .map(|k| str::lossy(code.varnames[k].v()))
        .collect();
    if !only.is_empty() {
        return t.type_error(format_args!(
            "{}() got some positional-only arguments passed as keyword arguments: '{}'",
            qualname(t, f),
            only.join(", ")
        ));
    }
    let text = str::lossy(name);
    let total = (raw.argcount + raw.kwonlyargcount) as usize;
    let candidates: Vec<String> =
        (raw.posonlyargcount as usize..total).map(|k| str::lossy(code.varnames[k].v())).collect();
    let hint = heddle_objects::types::exceptions::display::suggest::closest(&text, &candidates)
        .map_or(String::new(), |s| format!(". Did you mean '{s}'?"));
    t.type_error(format_args!("{}() got an unexpected keyword argument '{text}'{hint}", qualname(t, f)))
}

#[cold]
fn missing_arguments(t: &Thread, f: &Function, code: &Code, missing: &[usize], kind: &str) -> Raised {
    let names: Vec<String> =
        missing.iter().map(|&k| format!("'{}'", str::lossy(code.varnames[k].v()))).collect();
    let list = match names.as_slice() {
        [one] => one.clone(),
        [one, two] => format!("{one} and {two}"),
        [init @ .., last] => format!("{}, and {last}", init.join(", ")),
        [] => String::new(),
    };
    t.type_error(format_args!(
        "{}() missing {} required {kind} argument{}: {list}",
        qualname(t, f),
        missing.len(),
        if missing.len() == 1 { "" } else { "s" }
    ))
}

#[cold]
fn too_many_positional(
    t: &Thread,
    f: &Function,
    code: &Code,
    given: usize,
    defaults: usize,
    slots: &[Ref],
) -> Raised {
    let raw = &code.code;
    let argcount = raw.argcount as usize;
    let (takes, plural) = if defaults > 0 {
        (format!("from {} to {argcount}", argcount.saturating_sub(defaults)), true)
    } else {
        (argcount.to_string(), argcount != 1)
    };
    let kwonly_given = slots[argcount..].iter().filter(|s| !s.is_undef()).count();
    let plain = |n: usize| if n == 1 { "" } else { "s" };
    let extra = if kwonly_given > 0 {
        format!(
            " positional argument{} (and {kwonly_given} keyword-only argument{})",
            plain(given),
            plain(kwonly_given)
        )
    } else {
        String::new()
    };
    t.type_error(format_args!(
        "{}() takes {takes} positional argument{} but {given}{extra} {} given",
        qualname(t, f),
        if plural { "s" } else { "" },
        if given == 1 && kwonly_given == 0 { "was" } else { "were" }
    ))
}

/// Makes a window with a bound method of a Python function in front into one with the function and its first argument: whether it was
/// one.
///
/// # Safety
/// The window is the topmost of the running frame's registers, and there is room for one more behind it.
#[inline(always)]
pub unsafe fn unfold_method(t: &Thread, window: *mut Value, n: usize) -> bool {
    use heddle_objects::types::method::{METHOD, Method};
    // SAFETY: the caller's promise.
    let callable = unsafe { *window };
    if !METHOD.has_shape_of(callable) {
        return false;
    }
    // SAFETY: its shape says so.
    let m = unsafe { callable.payload_unchecked::<Method>() };
    if !heddle_objects::types::function::is_function(m.function.v()) {
        return false;
    }
    // SAFETY: the caller's promise; the window owns what it holds.
    unsafe {
        std::ptr::copy(window.add(1), window.add(2), n);
        window.write(t.hold(m.function.v()).into_value());
        window.add(1).write(t.hold(m.this.v()).into_value());
    }
    release(t, callable);
    true
}

/// Gives up what a window holds: a callable and `n` arguments.
///
/// # Safety
/// The window is of the running frame.
#[inline(always)]
pub unsafe fn clear_window(t: &Thread, window: *mut Value, n: usize) {
    for k in 0..=n {
        // SAFETY: the caller's promise.
        let v = unsafe { std::mem::replace(&mut *window.add(k), Value::UNDEF) };
        release(t, v);
    }
}

/// Calls a class whose instances a Python `__init__` initialises: `made`, fresh, takes the place of the class in `window[0]`, and the
/// frame of `init` goes on the stack.
///
/// # Safety
/// As for [`enter`], and the running frame is no generator's.
pub unsafe fn initialise(
    t: &Thread,
    st: &State,
    window: *mut Value,
    n: usize,
    made: Ref,
    init: Ref,
    result: u32,
) -> Res<()> {
    let instance = made.clone();
    // SAFETY: the window owns the class.
    let class = unsafe { Ref::own(std::mem::replace(&mut *window, made.into_value())) };
    let init_value = init.v();
    // SAFETY: `inline_cache::construct` gives functions.
    let f = unsafe { init_value.payload_unchecked::<Function>() };
    let code_value = f.code.peek();
    // SAFETY: a function's code is a code object.
    let code = unsafe { code_value.payload_unchecked::<Code>() };
    if n + 1 == code.plain_args as usize && st.has_room(window, code.registers as usize) {
        // SAFETY: the caller's promise.
        unsafe {
            let instance = instance.into_value();
            push_plain(st, init.into_value(), f, code_value, code, window, result, instance);
        }
    } else {
        // SAFETY: the caller's promise.
        unsafe {
            push_function(t, st, init, window, n + 1, &[], result, false)?;
            (*st.frame.get()).instance = instance.into_value();
        }
    }
    drop(class);
    Ok(())
}

/// Calls what lies in `window[0]` with the arguments behind it, and empties the window.
///
/// # Safety
/// As for [`enter`].
pub unsafe fn window(t: &Thread, _st: &State, window: *mut Value, n: usize, names: &[Value]) -> Res {
    // SAFETY: the caller's promise.
    let all = unsafe { std::slice::from_raw_parts(window.add(1), n) };
    // SAFETY: as above.
    let f = unsafe { *window };
    let r = if crate::PENDING.load(Relaxed) == 0 {
        ops::call(t, f, Args { all, names })
    } else {
        crate::trace::native_call(t, f, || ops::call(t, f, Args { all, names }))
    };
    // SAFETY: as above.
    unsafe { clear_window(t, window, n) };
    r
}

/// `f(*args, **kwargs)`
pub fn unpacked(t: &Thread, f: Value, args: Value, kwargs: Value) -> Res {
    let items;
    let held;
    let positional: &[Value] = match tuple::try_items(&args) {
        Some(found) => found,
        None => {
            held = ops::collect(t, args).map_err(|e| bad_star(t, f, args, e))?;
            items = held.iter().map(Ref::v).collect::<Vec<_>>();
            &items
        }
    };
    if kwargs.is_undef() {
        return ops::call_pos(t, f, positional);
    }
    let pairs = dict::items(t, kwargs);
    let mut all: ArgVec = positional.into();
    let mut names = ArgVec::new();
    for (k, v) in &pairs {
        if !str::is_str(k.v()) {
            return Err(t.type_error("keywords must be strings"));
        }
        names.push(k.v());
        all.push(v.v());
    }
    ops::call(t, f, Args { all: &all, names: &names })
}

fn bad_star(t: &Thread, f: Value, args: Value, e: Raised) -> Raised {
    if e.is(&heddle_objects::types::exceptions::TYPE_ERROR) && ops::slots_of(args).iter.is_none() {
        return t.type_error(format_args!(
            "{} argument after * must be an iterable, not {}",
            describe(t, f),
            ops::type_name(args)
        ));
    }
    e
}

/// A callable as messages name it: `module.qualname()`.
pub fn describe(t: &Thread, f: Value) -> String {
    let qualname = ops::getattr_str(t, f, "__qualname__").ok().filter(|q| str::is_str(q.v()));
    let Some(qualname) = qualname else {
        return ops::str_text(t, f).unwrap_or_default();
    };
    let module = ops::getattr_str(t, f, "__module__").ok().filter(|m| str::is_str(m.v()));
    match module {
        Some(m) if !str::equals(m.v(), "builtins") => {
            format!("{}.{}()", str::lossy(m.v()), str::lossy(qualname.v()))
        }
        _ => format!("{}()", str::lossy(qualname.v())),
    }
}

/// The `call` slot of functions: native code calls Python.
pub fn function_call(t: &Thread, f: Value, args: Args) -> Res {
    let st = State::of(t);
    let base = st.top.get();
    let n = args.all.len();
    st.check_room(t, base, n)?;
    for (k, v) in args.all.iter().enumerate() {
        // SAFETY: room was checked.
        unsafe { base.add(k).write(own(*v)) };
    }
    // SAFETY: the arguments lie on top of the stack.
    unsafe { push_function(t, st, Ref::new(f), base, n, args.names, 0, true) }?;
    run::run(t, st)
}

/// Runs a function's code with `locals` as its namespace: class bodies, `exec`, modules.
pub fn run_with_locals(t: &Thread, f: Value, locals: Ref) -> Res {
    let st = State::of(t);
    let base = st.top.get();
    // SAFETY: no arguments.
    unsafe { push_function(t, st, Ref::new(f), base, 0, &[], 0, true) }?;
    // SAFETY: just pushed.
    unsafe { (*st.frame.get()).locals = locals.into_value() };
    run::run(t, st)
}

/// A function of a code object in the running frame's globals.
pub fn make_function(t: &Thread, frame: &Frame, code: Value) -> Ref {
    new_function(t, code, frame.globals, frame.builtins)
}

/// A function of a code object.
pub fn new_function(t: &Thread, code: Value, globals: Value, builtins: Value) -> Ref {
    let c = code.expect::<Code>();
    let raw = &c.code;
    let doc = match c.constants.first() {
        Some(doc) if raw.flags & flags::HAS_DOCSTRING != 0 => doc.get(),
        _ => Ref::NONE,
    };
    let module = dict::get_str(t, globals, name!(t, "__name__"));
    t.alloc(
        FUNCTION.shape(),
        Function {
            code: Slot::new(Ref::new(code)),
            globals: Fixed::new(Ref::new(globals)),
            builtins: Fixed::new(Ref::new(builtins)),
            closure: Slot::undef(),
            defaults: Slot::undef(),
            kwdefaults: Slot::undef(),
            name: Slot::new(c.name.get()),
            qualname: Slot::new(c.qualname.get()),
            module: Slot::new(if module.is_undef() { Ref::NONE } else { module }),
            doc: Slot::new(doc),
            annotations: Slot::undef(),
            annotate: Slot::undef(),
            type_params: Slot::undef(),
            dict: Slot::undef(),
        },
    )
}

/// Sets a part of a fresh function: SET_FUNCTION.
pub fn set_function(t: &Thread, f: Value, part: usize, v: Ref) {
    let data = f.expect::<Function>();
    let slot = match part {
        0 => &data.defaults,
        1 => &data.kwdefaults,
        2 => &data.annotate,
        3 => &data.closure,
        _ => &data.annotations,
    };
    slot.set(t, ops::object(f), v);
}
