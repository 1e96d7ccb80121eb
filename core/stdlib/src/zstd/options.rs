//! The `options` of compressors and decompressors: dicts of parameters.

use super::context::{self, CContext, DContext};
use heddle_objects::typeobj::is_subtype;
use heddle_objects::types::dict;
use heddle_objects::{Raised, Ref, Res, Thread, Value, ops};
use heddle_threads::sync::atomic::{AtomicU64, Ordering::*};

// The enums of parameters: immortal classes, 0 until the library tells which they are.
static C_TYPE: AtomicU64 = AtomicU64::new(0);
static D_TYPE: AtomicU64 = AtomicU64::new(0);

/// Says which classes the parameters of either kind are instances of.
pub fn set_types(t: &Thread, compression: Value, decompression: Value) {
    for (place, class) in [(&C_TYPE, compression), (&D_TYPE, decompression)] {
        let class = Ref::new(class);
        // SAFETY: held.
        unsafe {
            t.m.mark_seen(class.obj());
            t.m.immortalise(class.obj());
        }
        // Release: pairs with the Acquire in `is_of`.
        place.store(class.v().bits(), Release);
    }
}

fn is_of(t: &Thread, place: &AtomicU64, v: Value) -> bool {
    // Acquire: pairs with the Release in `set_types`.
    match place.load(Acquire) {
        0 => false,
        // SAFETY: immortal.
        bits => is_subtype(t, ops::type_of(v), unsafe { Value::from_bits(bits) }),
    }
}

fn pairs(t: &Thread, function: &str, options: Value) -> Res<Vec<(Ref, Ref)>> {
    if !dict::is_dict(options) {
        let name = ops::type_name(options);
        return Err(t.type_error(format_args!("{function}() argument 'options' must be dict, not {name}")));
    }
    Ok(dict::items(t, options))
}

/// Sets what a dict says; the level, and the number of workers, come back.
pub fn compression(t: &Thread, c: &mut CContext, options: Value) -> Res<(Option<i32>, i32)> {
    let (mut level, mut workers) = (None, 0);
    for (key, value) in pairs(t, "ZstdCompressor", options)? {
        if is_of(t, &D_TYPE, key.v()) {
            return Err(t.type_error(
                "compression options dictionary key must not be a DecompressionParameter attribute",
            ));
        }
        let (key, value) = (ops::arg_i32(t, key.v())?, ops::arg_i32(t, value.v())?);
        match key {
            context::LEVEL => {
                check_level(t, value)?;
                level = Some(value);
            }
            context::WORKERS => workers = value,
            _ => {}
        }
        c.set(key, value).map_err(|_| {
            let name = context::C_PARAMETERS.iter().find(|(known, _)| *known == key).map(|(_, name)| *name);
            refused(t, "compression", name, key, value, context::c_bounds(key).ok())
        })?;
    }
    Ok((level, workers))
}

/// Sets what a dict says.
pub fn decompression(t: &Thread, d: &mut DContext, options: Value) -> Res<()> {
    for (key, value) in pairs(t, "ZstdDecompressor", options)? {
        if is_of(t, &C_TYPE, key.v()) {
            return Err(t.type_error(
                "compression options dictionary key must not be a CompressionParameter attribute",
            ));
        }
        let (key, value) = (ops::arg_i32(t, key.v())?, ops::arg_i32(t, value.v())?);
        d.set(key, value).map_err(|_| {
            let name = (key == context::WINDOW_LOG_MAX).then_some("window_log_max");
            refused(t, "decompression", name, key, value, context::d_bounds(key).ok())
        })?;
    }
    Ok(())
}

/// ValueError unless a level is one.
pub fn check_level(t: &Thread, level: i32) -> Res<()> {
    match context::c_bounds(context::LEVEL) {
        Ok((low, high)) if !(low..=high).contains(&level) => Err(t.value_error(format_args!(
            "illegal compression level {level}; the valid range is [{low}, {high}]"
        ))),
        _ => Ok(()),
    }
}

fn refused(
    t: &Thread,
    kind: &str,
    name: Option<&str>,
    key: i32,
    value: i32,
    bounds: Option<(i32, i32)>,
) -> Raised {
    match (name, bounds) {
        (Some(name), Some((low, high))) => t.value_error(format_args!(
            "{kind} parameter '{name}' received an illegal value {value}; the valid range is [{low}, {high}]"
        )),
        (Some(name), None) => t.value_error(format_args!("invalid {kind} parameter '{name}'")),
        _ => t.value_error(format_args!("invalid {kind} parameter 'unknown parameter (key {key})'")),
    }
}
