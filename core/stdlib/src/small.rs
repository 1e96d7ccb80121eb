//! Modules that are tables: `_codecs`, `_string`, `_typing`, `_types`.

use crate::NativeModule;
use heddle_objects::Ref;
use heddle_objects::types;

/// `_codecs`
pub static CODECS: NativeModule =
    NativeModule::new("_codecs", heddle_objects::codecs::module::CODECS_FUNCTIONS);

/// `_string`
pub static STRING: NativeModule =
    NativeModule::new("_string", heddle_objects::builtins_string::STRING_FUNCTIONS);

/// `_typing`
pub static TYPING: NativeModule = NativeModule {
    types: &[
        &types::typevar::TYPE_VAR,
        &types::typevar_parts::PARAM_SPEC,
        &types::typevar_parts::PARAM_SPEC_ARGS,
        &types::typevar_parts::PARAM_SPEC_KWARGS,
        &types::typevar_parts::TYPE_VAR_TUPLE,
        &types::type_alias::TYPE_ALIAS,
        &types::typevar_parts::GENERIC,
    ],
    init: |t, m| {
        m.set(t, "Union", types::union::UNION.get_ref());
        m.set(t, "NoDefault", Ref::new(types::typevar_parts::no_default(t)));
        Ok(())
    },
    ..NativeModule::new("_typing", types::typevar_parts::FUNCTIONS)
};
