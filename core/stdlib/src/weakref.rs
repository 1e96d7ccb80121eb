//! `_weakref`: the types are in `heddle_objects`; this names them.

use crate::NativeModule;
use heddle_objects::types::weakref;

/// The module.
pub static MODULE: NativeModule = NativeModule {
    doc: "Weak-reference support module.",
    types: &[],
    init: |t, m| {
        m.set(t, "ref", weakref::REF.get_ref());
        m.set(t, "ReferenceType", weakref::REF.get_ref());
        m.set(t, "ProxyType", weakref::PROXY.get_ref());
        m.set(t, "CallableProxyType", weakref::CALLABLE_PROXY.get_ref());
        Ok(())
    },
    ..NativeModule::new("_weakref", weakref::FUNCTIONS)
};
