//! Filter chains as Python has them: sequences of dicts.

use super::failed;
use super::stream::{Filter, Options, preset};
use heddle_objects::types::exceptions::KEY_ERROR;
use heddle_objects::types::{dict, int, str};
use heddle_objects::{Ref, Res, Thread, Value, error, ops};
use liblzma_sys as l;

/// The filters of a sequence.
pub fn chain(t: &Thread, filters: Value) -> Res<Vec<Filter>> {
    if dict::is_dict(filters) {
        return Err(t.type_error("dict is not a sequence"));
    }
    let n = ops::len(t, filters)?;
    if n > l::LZMA_FILTERS_MAX as usize {
        return Err(t.value_error(format_args!(
            "Too many filters - liblzma supports a maximum of {}",
            l::LZMA_FILTERS_MAX
        )));
    }
    let mut chain = Vec::with_capacity(n);
    for k in 0..n {
        let spec = ops::getitem(t, filters, t.int(k as i64).v())?;
        chain.push(filter(t, spec.v())?);
    }
    Ok(chain)
}

fn entry(t: &Thread, spec: Value, key: &str) -> Res<Option<Ref>> {
    error::unless(ops::getitem(t, spec, t.intern(key).v()), &KEY_ERROR)
}

/// An unsigned number of 64 bits.
fn number(t: &Thread, v: Value) -> Res<u64> {
    unsigned(t, v, "Python int too large for C uint64_t")
}

fn unsigned(t: &Thread, v: Value, too_large: &str) -> Res<u64> {
    let n = ops::index(t, v)?;
    if int::is_negative(n.v()) {
        return Err(t.value_error("Cannot convert negative int"));
    }
    int::to_u64(n.v()).ok_or_else(|| t.overflow_error(too_large))
}

/// A preset, 32 bits.
pub fn preset_number(t: &Thread, v: Value) -> Res<u32> {
    let too_large = "Python int too large for C uint32_t";
    u32::try_from(unsigned(t, v, too_large)?).map_err(|_| t.overflow_error(too_large))
}

/// The filter of one dict.
pub fn filter(t: &Thread, spec: Value) -> Res<Filter> {
    if ops::slots_of(spec).getitem.is_none() || str::is_str(spec) {
        return Err(t.type_error("Filter specifier must be a dict or dict-like object"));
    }
    let Some(id) = entry(t, spec, "id")? else {
        return Err(t.value_error("Filter specifier must have an \"id\" entry"));
    };
    let id = number(t, id.v())?;
    let options = match id {
        l::LZMA_FILTER_LZMA1 | l::LZMA_FILTER_LZMA2 => lzma(t, spec)?,
        l::LZMA_FILTER_DELTA => {
            let [dist] = values(t, spec, "delta", ["dist"], &[])?;
            // SAFETY: numbers and null pointers only.
            let mut options: Box<l::lzma_options_delta> = Box::new(unsafe { std::mem::zeroed() });
            options.type_ = 0;
            options.dist = dist.unwrap_or(1);
            Options::Delta(options)
        }
        4..=9 => {
            let [start] = values(t, spec, "BCJ", ["start_offset"], &[])?;
            Options::Bcj(Box::new(l::lzma_options_bcj { start_offset: start.unwrap_or(0) }))
        }
        id => return Err(t.value_error(format_args!("Invalid filter ID: {id}"))),
    };
    Ok(Filter { id, options })
}

/// The numbers of a dict that has no other keys.
fn values<const N: usize>(
    t: &Thread,
    spec: Value,
    kind: &str,
    keys: [&str; N],
    more: &[&str],
) -> Res<[Option<u32>; N]> {
    let invalid = || t.value_error(format_args!("Invalid filter specifier for {kind} filter"));
    let mut out = [None; N];
    let mut seen = 1;
    for (slot, key) in out.iter_mut().zip(keys) {
        if let Some(v) = entry(t, spec, key)? {
            seen += 1;
            let n = ops::index(t, v.v()).ok().and_then(|n| int::to_u64(n.v()));
            *slot = Some(n.and_then(|n| u32::try_from(n).ok()).ok_or_else(invalid)?);
        }
    }
    for key in more {
        seen += usize::from(entry(t, spec, key)?.is_some());
    }
    if ops::len(t, spec)? != seen {
        return Err(invalid());
    }
    Ok(out)
}

fn lzma(t: &Thread, spec: Value) -> Res<Options> {
    let level = match entry(t, spec, "preset")? {
        Some(v) => preset_number(t, v.v())?,
        None => l::LZMA_PRESET_DEFAULT,
    };
    let Some(mut o) = preset(level) else {
        return Err(t.error(&super::ERROR, format_args!("Invalid compression preset: {level}")));
    };
    let keys = ["dict_size", "lc", "lp", "pb", "mode", "nice_len", "mf", "depth"];
    let [dict_size, lc, lp, pb, mode, nice_len, mf, depth] = values(t, spec, "LZMA", keys, &["preset"])?;
    o.dict_size = dict_size.unwrap_or(o.dict_size);
    o.lc = lc.unwrap_or(o.lc);
    o.lp = lp.unwrap_or(o.lp);
    o.pb = pb.unwrap_or(o.pb);
    o.mode = mode.map_or(o.mode, |n| n as l::lzma_mode);
    o.nice_len = nice_len.unwrap_or(o.nice_len);
    o.mf = mf.map_or(o.mf, |n| n as l::lzma_match_finder);
    o.depth = depth.unwrap_or(o.depth);
    Ok(Options::Lzma(o))
}

/// `_encode_filter_properties(filter)`
pub fn encode_properties(t: &Thread, a: &[Value]) -> Res {
    let mut filter = filter(t, a[0])?;
    match super::stream::encode_properties(&mut filter) {
        Ok(properties) => Ok(heddle_objects::types::bytes::from_vec(t, properties)),
        Err(code) => Err(failed(t, code)),
    }
}

/// `_decode_filter_properties(filter_id, encoded_props)`
pub fn decode_properties(t: &Thread, a: &[Value]) -> Res {
    let id = number(t, a[0])?;
    let properties = heddle_objects::types::buffer::to_vec(t, a[1])?;
    let options = super::stream::decode_properties(id, &properties).map_err(|code| failed(t, code))?;
    let spec = dict::new(t);
    let put = |key: &str, n: u64| {
        dict::set_str(t, spec.v(), t.intern(key).v(), heddle_objects::types::int::from(t, n).v())
    };
    put("id", id);
    match options {
        None => {}
        Some(Options::Lzma(o)) if id == l::LZMA_FILTER_LZMA2 => put("dict_size", o.dict_size.into()),
        Some(Options::Lzma(o)) => {
            put("dict_size", o.dict_size.into());
            put("lc", o.lc.into());
            put("lp", o.lp.into());
            put("pb", o.pb.into());
        }
        Some(Options::Delta(o)) => put("dist", o.dist.into()),
        Some(Options::Bcj(o)) => put("start_offset", o.start_offset.into()),
    }
    Ok(spec)
}
