//! Contexts of the zstd library, safe to use. Must never know objects.

use ::zstd::zstd_safe::zstd_sys as z;
use std::ffi::{CStr, c_int};
use std::sync::Arc;

/// The library's words for a code that is an error.
pub fn check(code: usize) -> Result<usize, String> {
    // SAFETY: any number may be asked about; the name is a constant text.
    unsafe {
        if z::ZSTD_isError(code) == 0 {
            return Ok(code);
        }
        Err(CStr::from_ptr(z::ZSTD_getErrorName(code)).to_string_lossy().into_owned())
    }
}

/// The least and the most a compression parameter can be.
pub fn c_bounds(key: c_int) -> Result<(c_int, c_int), String> {
    if !C_PARAMETERS.iter().any(|(known, _)| *known == key) {
        return Err("Unsupported parameter".to_string());
    }
    // SAFETY: the parameter is one that the library lists.
    let bounds = unsafe { z::ZSTD_cParam_getBounds(c_parameter(key)) };
    check(bounds.error).map(|_| (bounds.lowerBound, bounds.upperBound))
}

/// The least and the most a decompression parameter can be.
pub fn d_bounds(key: c_int) -> Result<(c_int, c_int), String> {
    if key != WINDOW_LOG_MAX {
        return Err("Unsupported parameter".to_string());
    }
    // SAFETY: the parameter is one that the library lists.
    let bounds = unsafe { z::ZSTD_dParam_getBounds(z::ZSTD_dParameter::ZSTD_d_windowLogMax) };
    check(bounds.error).map(|_| (bounds.lowerBound, bounds.upperBound))
}

/// The compression parameters: the library's numbers, and what messages call them.
pub const C_PARAMETERS: &[(c_int, &str)] = &[
    (100, "compression_level"),
    (101, "window_log"),
    (102, "hash_log"),
    (103, "chain_log"),
    (104, "search_log"),
    (105, "min_match"),
    (106, "target_length"),
    (107, "strategy"),
    (160, "enable_long_distance_matching"),
    (161, "ldm_hash_log"),
    (162, "ldm_min_match"),
    (163, "ldm_bucket_size_log"),
    (164, "ldm_hash_rate_log"),
    (200, "content_size_flag"),
    (201, "checksum_flag"),
    (202, "dict_id_flag"),
    (400, "nb_workers"),
    (401, "job_size"),
    (402, "overlap_log"),
];

/// `ZSTD_c_compressionLevel`
pub const LEVEL: c_int = 100;
/// `ZSTD_c_nbWorkers`
pub const WORKERS: c_int = 400;
/// `ZSTD_d_windowLogMax`
pub const WINDOW_LOG_MAX: c_int = 100;

/// A parameter that is in [`C_PARAMETERS`].
fn c_parameter(key: c_int) -> z::ZSTD_cParameter {
    use z::ZSTD_cParameter::*;
    match key {
        101 => ZSTD_c_windowLog,
        102 => ZSTD_c_hashLog,
        103 => ZSTD_c_chainLog,
        104 => ZSTD_c_searchLog,
        105 => ZSTD_c_minMatch,
        106 => ZSTD_c_targetLength,
        107 => ZSTD_c_strategy,
        160 => ZSTD_c_enableLongDistanceMatching,
        161 => ZSTD_c_ldmHashLog,
        162 => ZSTD_c_ldmMinMatch,
        163 => ZSTD_c_ldmBucketSizeLog,
        164 => ZSTD_c_ldmHashRateLog,
        200 => ZSTD_c_contentSizeFlag,
        201 => ZSTD_c_checksumFlag,
        202 => ZSTD_c_dictIDFlag,
        400 => ZSTD_c_nbWorkers,
        401 => ZSTD_c_jobSize,
        402 => ZSTD_c_overlapLog,
        _ => ZSTD_c_compressionLevel,
    }
}

/// A dictionary prepared for compression with one level.
pub struct CDict(*mut z::ZSTD_CDict);

// SAFETY: once made it is only read.
unsafe impl Send for CDict {}
// SAFETY: as above.
unsafe impl Sync for CDict {}

impl CDict {
    /// `None` if the content is none that the library takes.
    pub fn new(content: &[u8], level: c_int) -> Option<CDict> {
        // SAFETY: the content is there; the library copies it.
        let made = unsafe { z::ZSTD_createCDict(content.as_ptr().cast(), content.len(), level) };
        (!made.is_null()).then_some(CDict(made))
    }
}

impl Drop for CDict {
    fn drop(&mut self) {
        // SAFETY: made above, freed once.
        unsafe { z::ZSTD_freeCDict(self.0) };
    }
}

/// A dictionary prepared for decompression.
pub struct DDict(*mut z::ZSTD_DDict);

// SAFETY: once made it is only read.
unsafe impl Send for DDict {}
// SAFETY: as above.
unsafe impl Sync for DDict {}

impl DDict {
    /// `None` if the content is none that the library takes.
    pub fn new(content: &[u8]) -> Option<DDict> {
        // SAFETY: the content is there; the library copies it.
        let made = unsafe { z::ZSTD_createDDict(content.as_ptr().cast(), content.len()) };
        (!made.is_null()).then_some(DDict(made))
    }
}

impl Drop for DDict {
    fn drop(&mut self) {
        // SAFETY: made above, freed once.
        unsafe { z::ZSTD_freeDDict(self.0) };
    }
}

/// What a compressor uses of a dictionary; it is kept as long as the context.
#[derive(Clone)]
pub enum CUse {
    /// Prepared.
    Digested(Arc<CDict>),
    /// As it is.
    Content(Arc<Vec<u8>>),
    /// As what stands before the data of the next frame.
    Prefix(Arc<Vec<u8>>),
}

/// What a decompressor uses of a dictionary.
#[derive(Clone)]
pub enum DUse {
    /// Prepared.
    Digested(Arc<DDict>),
    /// As it is.
    Content(Arc<Vec<u8>>),
    /// As what stands before the data of the next frame.
    Prefix(Arc<Vec<u8>>),
}

/// A compression context.
pub struct CContext {
    raw: *mut z::ZSTD_CCtx,
    kept: Option<CUse>,
}

// SAFETY: the context owns its state, and whoever has `&mut` is alone with it.
unsafe impl Send for CContext {}

/// When a call of [`CContext::step`] ends.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum End {
    /// When the input is taken.
    Continue,
    /// When all of it can be decompressed.
    Block,
    /// When the frame is complete.
    Frame,
}

impl CContext {
    /// A fresh one; `None`: no memory.
    pub fn new() -> Option<CContext> {
        // SAFETY: no preconditions.
        let raw = unsafe { z::ZSTD_createCCtx() };
        (!raw.is_null()).then_some(CContext { raw, kept: None })
    }

    /// Sets a parameter that has bounds.
    pub fn set(&mut self, key: c_int, value: c_int) -> Result<(), String> {
        c_bounds(key)?;
        // SAFETY: the context is open.
        check(unsafe { z::ZSTD_CCtx_setParameter(self.raw, c_parameter(key), value) }).map(drop)
    }

    /// Uses a dictionary.
    pub fn use_dictionary(&mut self, dictionary: CUse) -> Result<(), String> {
        // SAFETY: the context is open, and keeps what the library only refers to.
        let code = unsafe {
            match &dictionary {
                CUse::Digested(d) => z::ZSTD_CCtx_refCDict(self.raw, d.0),
                CUse::Content(d) => z::ZSTD_CCtx_loadDictionary(self.raw, d.as_ptr().cast(), d.len()),
                CUse::Prefix(d) => z::ZSTD_CCtx_refPrefix(self.raw, d.as_ptr().cast(), d.len()),
            }
        };
        check(code)?;
        self.kept = Some(dictionary);
        Ok(())
    }

    /// Says how long the next frame's data will be; `None`: unknown.
    pub fn pledge(&mut self, size: Option<u64>) -> Result<(), String> {
        // SAFETY: the context is open. -1: unknown.
        check(unsafe { z::ZSTD_CCtx_setPledgedSrcSize(self.raw, size.unwrap_or(u64::MAX)) }).map(drop)
    }

    /// One call: takes what was used off `input`, and says how much is still to come and how much was written.
    pub fn step(&mut self, input: &mut &[u8], out: &mut [u8], end: End) -> Result<(usize, usize), String> {
        let mut from = z::ZSTD_inBuffer { src: input.as_ptr().cast(), size: input.len(), pos: 0 };
        let mut to = z::ZSTD_outBuffer { dst: out.as_mut_ptr().cast(), size: out.len(), pos: 0 };
        let end = match end {
            End::Continue => z::ZSTD_EndDirective::ZSTD_e_continue,
            End::Block => z::ZSTD_EndDirective::ZSTD_e_flush,
            End::Frame => z::ZSTD_EndDirective::ZSTD_e_end,
        };
        // SAFETY: both buffers are as long as said.
        let code = unsafe { z::ZSTD_compressStream2(self.raw, &mut to, &mut from, end) };
        *input = &input[from.pos..];
        Ok((check(code)?, to.pos))
    }

    /// Forgets the frame that was begun.
    pub fn reset(&mut self) {
        // SAFETY: the context is open.
        unsafe { z::ZSTD_CCtx_reset(self.raw, z::ZSTD_ResetDirective::ZSTD_reset_session_only) };
    }
}

impl Drop for CContext {
    fn drop(&mut self) {
        // SAFETY: made by `new`, freed once.
        unsafe { z::ZSTD_freeCCtx(self.raw) };
    }
}

/// A decompression context.
pub struct DContext {
    raw: *mut z::ZSTD_DCtx,
    kept: Option<DUse>,
}

// SAFETY: as of `CContext`.
unsafe impl Send for DContext {}

impl DContext {
    /// A fresh one; `None`: no memory.
    pub fn new() -> Option<DContext> {
        // SAFETY: no preconditions.
        let raw = unsafe { z::ZSTD_createDCtx() };
        (!raw.is_null()).then_some(DContext { raw, kept: None })
    }

    /// Sets a parameter that has bounds.
    pub fn set(&mut self, key: c_int, value: c_int) -> Result<(), String> {
        d_bounds(key)?;
        let parameter = z::ZSTD_dParameter::ZSTD_d_windowLogMax;
        // SAFETY: the context is open.
        check(unsafe { z::ZSTD_DCtx_setParameter(self.raw, parameter, value) }).map(drop)
    }

    /// Uses a dictionary.
    pub fn use_dictionary(&mut self, dictionary: DUse) -> Result<(), String> {
        // SAFETY: the context is open, and keeps what the library only refers to.
        let code = unsafe {
            match &dictionary {
                DUse::Digested(d) => z::ZSTD_DCtx_refDDict(self.raw, d.0),
                DUse::Content(d) => z::ZSTD_DCtx_loadDictionary(self.raw, d.as_ptr().cast(), d.len()),
                DUse::Prefix(d) => z::ZSTD_DCtx_refPrefix(self.raw, d.as_ptr().cast(), d.len()),
            }
        };
        check(code)?;
        self.kept = Some(dictionary);
        Ok(())
    }

    /// One call: takes what was used off `input`; how much was written, and whether the frame has ended.
    pub fn step(&mut self, input: &mut &[u8], out: &mut [u8]) -> Result<(usize, bool), String> {
        let mut from = z::ZSTD_inBuffer { src: input.as_ptr().cast(), size: input.len(), pos: 0 };
        let mut to = z::ZSTD_outBuffer { dst: out.as_mut_ptr().cast(), size: out.len(), pos: 0 };
        // SAFETY: both buffers are as long as said.
        let code = unsafe { z::ZSTD_decompressStream(self.raw, &mut to, &mut from) };
        *input = &input[from.pos..];
        Ok((to.pos, check(code)? == 0))
    }
}

impl Drop for DContext {
    fn drop(&mut self) {
        // SAFETY: made by `new`, freed once.
        unsafe { z::ZSTD_freeDCtx(self.raw) };
    }
}

/// The number in a dictionary's head; 0: it has none.
pub fn dictionary_id(content: &[u8]) -> u32 {
    // SAFETY: the bytes are there.
    unsafe { z::ZSTD_getDictID_fromDict(content.as_ptr().cast(), content.len()) }
}

/// How long the first frame is.
pub fn frame_size(data: &[u8]) -> Result<usize, String> {
    // SAFETY: the bytes are there.
    check(unsafe { z::ZSTD_findFrameCompressedSize(data.as_ptr().cast(), data.len()) })
}

/// How long the first frame's data is, if it says so, and its dictionary's number; `None`: it is no frame.
pub fn frame_info(data: &[u8]) -> Option<(Option<u64>, u32)> {
    const UNKNOWN: u64 = u64::MAX;
    const ERROR: u64 = u64::MAX - 1;
    // SAFETY: the bytes are there.
    unsafe {
        let size = z::ZSTD_getFrameContentSize(data.as_ptr().cast(), data.len());
        let id = z::ZSTD_getDictID_fromFrame(data.as_ptr().cast(), data.len());
        match size {
            ERROR => None,
            UNKNOWN => Some((None, id)),
            size => Some((Some(size), id)),
        }
    }
}

/// The library's version as text.
pub fn version() -> String {
    // SAFETY: a constant text.
    unsafe { CStr::from_ptr(z::ZSTD_versionString()) }.to_string_lossy().into_owned()
}

/// A dictionary of at most `room` bytes from samples laid end to end.
pub fn train(samples: &[u8], sizes: &[usize], room: usize) -> Result<Vec<u8>, String> {
    let mut out = vec![0; room];
    // SAFETY: all are as long as said, and the sizes add up to the samples.
    let code = unsafe {
        z::ZDICT_trainFromBuffer(
            out.as_mut_ptr().cast(),
            room,
            samples.as_ptr().cast(),
            sizes.as_ptr(),
            sizes.len() as u32,
        )
    };
    out.truncate(check(code)?);
    Ok(out)
}

/// A dictionary of at most `room` bytes with this content, and a head that fits the samples.
pub fn finalize(
    content: &[u8],
    samples: &[u8],
    sizes: &[usize],
    room: usize,
    level: c_int,
) -> Result<Vec<u8>, String> {
    let mut out = vec![0; room];
    let parameters = z::ZDICT_params_t { compressionLevel: level, notificationLevel: 0, dictID: 0 };
    // SAFETY: all are as long as said, and the sizes add up to the samples.
    let code = unsafe {
        z::ZDICT_finalizeDictionary(
            out.as_mut_ptr().cast(),
            room,
            content.as_ptr().cast(),
            content.len(),
            samples.as_ptr().cast(),
            sizes.as_ptr(),
            sizes.len() as u32,
            parameters,
        )
    };
    out.truncate(check(code)?);
    Ok(out)
}
