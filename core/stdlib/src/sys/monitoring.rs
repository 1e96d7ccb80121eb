//! `sys.monitoring` and `sys._jit`: tools may be registered; events cannot be switched on yet, which is an error that says so.

use crate::Module;
use heddle_interp as interp;
use heddle_objects::native::{Def, def};
use heddle_objects::types::{dict, list, module, namespace, object};
use heddle_objects::{Ref, Res, Thread, Value, ops};

/// Tools that Python code may register; CPython keeps two more for itself.
const TOOLS: i32 = 6;
/// In the module: one name a tool, or None.
const NAMES: &str = "_tools";

const EVENTS: [(&str, i64); 20] = [
    ("PY_START", 1),
    ("PY_RESUME", 1 << 1),
    ("PY_RETURN", 1 << 2),
    ("PY_YIELD", 1 << 3),
    ("CALL", 1 << 4),
    ("LINE", 1 << 5),
    ("INSTRUCTION", 1 << 6),
    ("JUMP", 1 << 7),
    ("BRANCH_LEFT", 1 << 8),
    ("BRANCH_RIGHT", 1 << 9),
    ("STOP_ITERATION", 1 << 10),
    ("RAISE", 1 << 11),
    ("EXCEPTION_HANDLED", 1 << 12),
    ("PY_UNWIND", 1 << 13),
    ("PY_THROW", 1 << 14),
    ("RERAISE", 1 << 15),
    ("C_RETURN", 1 << 16),
    ("C_RAISE", 1 << 17),
    ("BRANCH", 1 << 18),
    ("NO_EVENTS", 0),
];

const MONITORING: &[Def] = &[
    def("use_tool_id(tool_id, name, /)", |t, a| {
        let k = tool(t, a[0])?;
        if !heddle_objects::types::str::STR.is_instance(a[1]) {
            return Err(t.value_error("tool name must be a str"));
        }
        let names = names(t);
        if !list::get(t, names.v(), k).is_none_or_undef() {
            return Err(t.value_error(format_args!("tool {k} is already in use")));
        }
        list::set(t, names.v(), k, Ref::new(a[1]));
        Ok(Ref::NONE)
    }),
    def("clear_tool_id(tool_id, /)", |t, a| tool(t, a[0]).map(|_| Ref::NONE)),
    def("free_tool_id(tool_id, /)", |t, a| {
        let k = tool(t, a[0])?;
        list::set(t, names(t).v(), k, Ref::NONE);
        Ok(Ref::NONE)
    }),
    def("get_tool(tool_id, /)", |t, a| {
        let k = tool(t, a[0])?;
        Ok(list::get(t, names(t).v(), k).some().unwrap_or(Ref::NONE))
    }),
    def("register_callback(tool_id, event, func, /)", |t, a| {
        tool(t, a[0])?;
        let event = ops::arg_i32(t, a[1])?;
        if event <= 0 || event & (event - 1) != 0 {
            return Err(t.value_error("The callback can only be set for one event at a time"));
        }
        if i64::from(event) > 1 << 18 {
            return Err(t.value_error(format_args!("invalid event {event}")));
        }
        Ok(Ref::NONE)
    }),
    def("get_events(tool_id, /)", |t, a| used(t, a[0]).map(|()| t.int(0))),
    def("set_events(tool_id, event_set, /)", |t, a| set_events(t, a[0], a[1])),
    def("get_local_events(tool_id, code, /)", |t, a| used(t, a[0]).map(|()| t.int(0))),
    def("set_local_events(tool_id, code, event_set, /)", |t, a| set_events(t, a[0], a[2])),
    def("restart_events(/)", |_, _| Ok(Ref::NONE)),
    def("_all_events(/)", |t, _| Ok(dict::new(t))),
];

const JIT: &[Def] = &[
    def("is_available(/)", |_, _| Ok(Ref::FALSE)),
    def("is_enabled(/)", |_, _| Ok(Ref::FALSE)),
    def("is_active(/)", |_, _| Ok(Ref::FALSE)),
];

fn names(t: &Thread) -> Ref {
    let m = interp::sys_attr(t, "monitoring");
    match m.v().payload::<module::Module>() {
        Some(data) => dict::get_str(t, data.dict.get(t, ops::object(m.v())).v(), t.intern(NAMES).v()),
        None => list::from_refs(t, vec![]),
    }
}

fn tool(t: &Thread, v: Value) -> Res<usize> {
    let n = ops::arg_i32(t, v)?;
    if !(0..TOOLS).contains(&n) {
        return Err(t.value_error(format_args!("invalid tool {n} (must be between 0 and 5)")));
    }
    Ok(n as usize)
}

fn used(t: &Thread, v: Value) -> Res<()> {
    let k = tool(t, v)?;
    if list::get(t, names(t).v(), k).is_none_or_undef() {
        return Err(t.value_error(format_args!("tool {k} is not in use")));
    }
    Ok(())
}

fn set_events(t: &Thread, who: Value, events: Value) -> Res {
    used(t, who)?;
    let events = ops::arg_i32(t, events)?;
    if !(0..1 << 19).contains(&events) {
        return Err(t.value_error(format_args!("invalid event set 0x{events:x}")));
    }
    if events != 0 {
        return Err(t.error(
            &heddle_objects::types::exceptions::NOT_IMPLEMENTED_ERROR,
            "Heddle cannot monitor events yet",
        ));
    }
    Ok(Ref::NONE)
}

fn submodule(t: &Thread, name: &str, functions: &'static [Def]) -> Module {
    let object = module::new(t, name);
    let dict = module::dict_of(t, object.v());
    let m = Module { object, dict };
    for def in functions {
        let f = heddle_objects::types::descr::function(t, m.object.v(), def);
        m.set(t, def.signature.split('(').next().unwrap_or(""), f);
    }
    m
}

/// Puts both into `sys`.
pub fn add(t: &Thread, sys: &Module) {
    let m = submodule(t, "sys.monitoring", MONITORING);
    for (name, id) in [("DEBUGGER_ID", 0), ("COVERAGE_ID", 1), ("PROFILER_ID", 2), ("OPTIMIZER_ID", 5)] {
        m.set_int(t, name, id);
    }
    for name in ["DISABLE", "MISSING"] {
        m.set(t, name, ops::call_pos(t, object::OBJECT.get_ref().v(), &[]).unwrap_or(Ref::NONE));
    }
    let events: Vec<(&str, Value)> =
        EVENTS.iter().map(|&(name, bit)| (name, Value::int32(bit as i32))).collect();
    m.set(t, "events", namespace::new(t, &events).unwrap_or(Ref::NONE));
    m.set(t, NAMES, list::from_refs(t, (0..TOOLS).map(|_| Ref::NONE).collect()));
    sys.set(t, "monitoring", m.object);
    sys.set(t, "_jit", submodule(t, "sys._jit", JIT).object);
}
