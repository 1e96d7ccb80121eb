//! A coder of liblzma, safe to use, and the chains of filters it is made from. Must never know objects.

use liblzma_sys as l;
use std::ffi::c_void;

/// An open coder.
pub struct Stream(Box<l::lzma_stream>);

// SAFETY: the coder owns its state, and whoever has `&mut Stream` is alone with it.
unsafe impl Send for Stream {}

/// The options of one filter.
pub enum Options {
    /// LZMA1 and LZMA2.
    Lzma(Box<l::lzma_options_lzma>),
    /// Differences.
    Delta(Box<l::lzma_options_delta>),
    /// Branches of machine code.
    Bcj(Box<l::lzma_options_bcj>),
}

/// A filter.
pub struct Filter {
    /// Which.
    pub id: u64,
    /// How.
    pub options: Options,
}

/// Filters as the library wants them, while `filters` are there.
pub fn chain(filters: &mut [Filter]) -> Vec<l::lzma_filter> {
    let mut chain: Vec<l::lzma_filter> = filters.iter_mut().map(Filter::raw).collect();
    chain.push(l::lzma_filter { id: l::LZMA_VLI_UNKNOWN, options: std::ptr::null_mut() });
    chain
}

impl Filter {
    /// One filter as the library wants it, while this is there.
    pub fn raw(&mut self) -> l::lzma_filter {
        let options: *mut c_void = match &mut self.options {
            Options::Lzma(o) => std::ptr::from_mut(&mut **o).cast(),
            Options::Delta(o) => std::ptr::from_mut(&mut **o).cast(),
            Options::Bcj(o) => std::ptr::from_mut(&mut **o).cast(),
        };
        l::lzma_filter { id: self.id, options }
    }
}

/// The options of a preset; `None` if there is no such.
pub fn preset(preset: u32) -> Option<Box<l::lzma_options_lzma>> {
    // SAFETY: numbers and null pointers only.
    let mut options: Box<l::lzma_options_lzma> = Box::new(unsafe { std::mem::zeroed() });
    // SAFETY: the options are there.
    (unsafe { l::lzma_lzma_preset(&mut *options, preset) } == 0).then_some(options)
}

/// What a coder is made for.
pub enum Coder<'a> {
    /// A `.xz` encoder with a preset.
    Easy(u32, l::lzma_check),
    /// A `.xz` encoder with filters.
    Encoder(&'a mut [Filter], l::lzma_check),
    /// A `.lzma` encoder.
    AloneEncoder(&'a mut Filter),
    /// An encoder without a container.
    RawEncoder(&'a mut [Filter]),
    /// A decoder that finds out.
    Auto(u64),
    /// A `.xz` decoder.
    Decoder(u64),
    /// A `.lzma` decoder.
    AloneDecoder(u64),
    /// A decoder without a container.
    RawDecoder(&'a mut [Filter]),
}

const FLAGS: u32 = l::LZMA_TELL_ANY_CHECK | l::LZMA_TELL_NO_CHECK;

impl Stream {
    /// A coder; the library's code if it cannot be.
    pub fn new(coder: Coder) -> Result<Stream, l::lzma_ret> {
        // SAFETY: zeroes are what `LZMA_STREAM_INIT` is.
        let mut stream = Stream(Box::new(unsafe { std::mem::zeroed() }));
        let raw: *mut l::lzma_stream = &mut *stream.0;
        // SAFETY: the stream is fresh; filters and options outlive the call, the library copies what it keeps.
        let code = unsafe {
            match coder {
                Coder::Easy(preset, check) => l::lzma_easy_encoder(raw, preset, check),
                Coder::Encoder(filters, check) => l::lzma_stream_encoder(raw, chain(filters).as_ptr(), check),
                Coder::AloneEncoder(filter) => l::lzma_alone_encoder(raw, filter.raw().options.cast()),
                Coder::RawEncoder(filters) => l::lzma_raw_encoder(raw, chain(filters).as_ptr()),
                Coder::Auto(limit) => l::lzma_auto_decoder(raw, limit, FLAGS),
                Coder::Decoder(limit) => l::lzma_stream_decoder(raw, limit, FLAGS),
                Coder::AloneDecoder(limit) => l::lzma_alone_decoder(raw, limit),
                Coder::RawDecoder(filters) => l::lzma_raw_decoder(raw, chain(filters).as_ptr()),
            }
        };
        if code == l::LZMA_OK { Ok(stream) } else { Err(code) }
    }

    /// One call: takes what was used off `input`, and says the code and how much was written.
    pub fn step(
        &mut self,
        input: &mut &[u8],
        out: &mut [u8],
        action: l::lzma_action,
    ) -> (l::lzma_ret, usize) {
        let (given, room) = (input.len(), out.len());
        self.0.next_in = input.as_ptr();
        self.0.avail_in = given;
        self.0.next_out = out.as_mut_ptr();
        self.0.avail_out = room;
        // SAFETY: both buffers are as long as said.
        let mut code = unsafe { l::lzma_code(&mut *self.0, action) };
        if code == l::LZMA_BUF_ERROR && self.0.avail_in == 0 && self.0.avail_out > 0 {
            // It only wants more.
            code = l::LZMA_OK;
        }
        *input = &input[given - self.0.avail_in..];
        (code, room - self.0.avail_out)
    }

    /// The kind of checksum of what is being decoded.
    pub fn check(&self) -> u32 {
        // SAFETY: asked when the decoder just said that it knows.
        unsafe { l::lzma_get_check(&*self.0) as u32 }
    }
}

impl Drop for Stream {
    fn drop(&mut self) {
        // SAFETY: the stream is open, or was never opened, which is as good.
        unsafe { l::lzma_end(&mut *self.0) };
    }
}

/// A filter's properties as containers store them.
pub fn encode_properties(filter: &mut Filter) -> Result<Vec<u8>, l::lzma_ret> {
    let raw = filter.raw();
    let mut size = 0;
    // SAFETY: the filter is there.
    match unsafe { l::lzma_properties_size(&mut size, &raw) } {
        l::LZMA_OK => {}
        code => return Err(code),
    }
    let mut out = vec![0; size as usize];
    // SAFETY: there is as much room as the library asked for.
    match unsafe { l::lzma_properties_encode(&raw, out.as_mut_ptr()) } {
        l::LZMA_OK => Ok(out),
        code => Err(code),
    }
}

/// What properties say; `None`: nothing beyond the filter's defaults.
pub fn decode_properties(id: u64, properties: &[u8]) -> Result<Option<Options>, l::lzma_ret> {
    let mut raw = l::lzma_filter { id, options: std::ptr::null_mut() };
    // SAFETY: the bytes are there.
    match unsafe {
        l::lzma_properties_decode(&mut raw, std::ptr::null(), properties.as_ptr(), properties.len())
    } {
        l::LZMA_OK => {}
        code => return Err(code),
    }
    if raw.options.is_null() {
        return Ok(None);
    }
    // SAFETY: the library made options of this filter's kind with malloc; they are copied and freed.
    unsafe {
        let options = match id {
            l::LZMA_FILTER_LZMA1 | l::LZMA_FILTER_LZMA2 => {
                Options::Lzma(Box::new(std::ptr::read(raw.options.cast())))
            }
            l::LZMA_FILTER_DELTA => Options::Delta(Box::new(std::ptr::read(raw.options.cast()))),
            _ => Options::Bcj(Box::new(std::ptr::read(raw.options.cast()))),
        };
        libc::free(raw.options);
        Ok(Some(options))
    }
}
