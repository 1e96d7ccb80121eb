//! The state of a text stream: how it encodes and decodes, what was decoded and not handed out, what was encoded and not written.
//!
//! Decoding goes through [`decode`], natively where the codec is known here, else by an incremental decoder.

use super::super::gate::Gate;
use super::super::newline::{self, Newline, Translator};
use heddle_objects::codecs::{self, Codec};
use heddle_objects::types::{bytes, str};
use heddle_objects::{Raised, Ref, Res, Slot, Thread, Value, ops};
use heddle_text::Owned;
use heddle_threads::sync::Mutex;

/// Where decoding stands, so that `tell` can find the way back: what was not decoded before a chunk, and the chunk.
#[derive(Clone, Default)]
pub struct Snapshot {
    /// The flags of an incremental decoder, UNDEF-like 0 for native ones.
    pub flags: i64,
    /// The bytes that the decoder held back before the chunk, and the chunk.
    pub input: Vec<u8>,
}

/// What changes while a stream is used.
pub struct State {
    pub ready: bool,
    pub detached: bool,
    pub finalizing: bool,
    pub line_buffering: bool,
    pub write_through: bool,
    pub newline: Newline,
    /// `None`: by incremental codecs.
    pub codec: Option<Codec>,
    /// Encoded, not written.
    pub pending: Vec<u8>,
    /// How much of the decoded text was handed out.
    pub used: usize,
    /// Bytes that a native decoder held back.
    pub held: Vec<u8>,
    pub translator: Translator,
    pub snapshot: Option<Snapshot>,
    pub seekable: bool,
    pub telling: bool,
    pub has_read1: bool,
    pub chunk_size: usize,
}

/// A TextIOWrapper's payload.
pub struct TextIo {
    pub buffer: Slot,
    pub encoding: Slot,
    pub errors: Slot,
    /// Incremental ones, UNDEF if native or not needed.
    pub encoder: Slot,
    pub decoder: Slot,
    /// Decoded text, a str; UNDEF for none.
    pub decoded: Slot,
    pub gate: Gate,
    pub state: Mutex<State>,
}
heddle_objects::payload!(TextIo { buffer, encoding, errors, encoder, decoder, decoded });

impl TextIo {
    /// One that is not initialised.
    pub fn new() -> TextIo {
        TextIo {
            buffer: Slot::undef(),
            encoding: Slot::undef(),
            errors: Slot::undef(),
            encoder: Slot::undef(),
            decoder: Slot::undef(),
            decoded: Slot::undef(),
            gate: Gate::default(),
            state: Mutex::new(State {
                ready: false,
                detached: false,
                finalizing: false,
                line_buffering: false,
                write_through: false,
                newline: Newline::Universal,
                codec: None,
                pending: vec![],
                used: 0,
                held: vec![],
                translator: Translator::default(),
                snapshot: None,
                seekable: false,
                telling: false,
                has_read1: false,
                chunk_size: 8192,
            }),
        }
    }
}

/// The payload.
pub fn of(v: &Value) -> &TextIo {
    v.expect::<TextIo>()
}

/// ValueError if a stream is not initialised, or detached.
pub fn check_attached(t: &Thread, v: Value) -> Res<()> {
    let (ready, detached) = {
        let s = of(&v).state.lock();
        (s.ready, s.detached)
    };
    if ready {
        return Ok(());
    }
    Err(not_ready(t, detached))
}

#[cold]
fn not_ready(t: &Thread, detached: bool) -> Raised {
    t.value_error(if detached {
        "underlying buffer has been detached"
    } else {
        "I/O operation on uninitialized object"
    })
}

/// The stream below.
pub fn buffer(t: &Thread, v: Value) -> Res {
    check_attached(t, v)?;
    Ok(of(&v).buffer.get(t, ops::object(v)))
}

/// `errors`
pub fn errors_of(t: &Thread, v: Value) -> String {
    let errors = of(&v).errors.get(t, ops::object(v));
    if str::is_str(errors.v()) { str::lossy(errors.v()) } else { "strict".to_string() }
}

/// Decodes the next bytes.
pub fn decode(t: &Thread, v: Value, input: Vec<u8>, last: bool) -> Res {
    let io = of(&v);
    let (codec, newline, mut held) = {
        let mut s = io.state.lock();
        (s.codec, s.newline, std::mem::take(&mut s.held))
    };
    let Some(codec) = codec else {
        let decoder = io.decoder.get(t, ops::object(v));
        if decoder.is_undef() {
            return Err(super::super::unsupported(t, "not readable"));
        }
        let input = bytes::from_vec(t, input);
        if newline::DECODER.is_exact(decoder.v()) {
            return newline::decode(t, decoder.v(), input.v(), last);
        }
        let text = ops::call_method(t, decoder.v(), "decode", &[input.v(), Value::bool(last)])?;
        if !str::is_str(text.v()) {
            return Err(t.type_error(format_args!(
                "decoder should return a string result, not '{}'",
                ops::type_name(text.v())
            )));
        }
        return Ok(text);
    };
    let input = if held.is_empty() {
        input
    } else {
        held.extend_from_slice(&input);
        held
    };
    let text = native(t, v, codec, &input, last)?;
    let text = if matches!(newline, Newline::Universal | Newline::Any) {
        let translate = newline == Newline::Universal;
        io.state.lock().translator.feed(&text, translate, last)
    } else {
        text
    };
    Ok(str::from_owned(t, &text))
}

fn native(t: &Thread, v: Value, codec: Codec, input: &[u8], last: bool) -> Res<Owned> {
    if input.is_ascii() {
        return Ok(Owned::from(heddle_text::View::Ascii(input)));
    }
    let made = codecs::decode_native(t, codec, input, Value::NONE, &errors_of(t, v), last)?;
    if made.consumed < input.len() {
        of(&v).state.lock().held = input[made.consumed..].to_vec();
    }
    Ok(made.text)
}

/// Forgets what was decoded and how decoding stands.
pub fn reset_decoding(t: &Thread, v: Value) -> Res<()> {
    let io = of(&v);
    {
        let mut s = io.state.lock();
        s.used = 0;
        s.held.clear();
        s.snapshot = None;
        s.translator.pending_cr = false;
    }
    io.decoded.set(t, ops::object(v), Ref::UNDEF);
    Ok(())
}

/// Encodes a text.
pub fn encode(t: &Thread, v: Value, text: Value) -> Res<Vec<u8>> {
    let codec = of(&v).state.lock().codec;
    if let Some(codec) = codec {
        if let heddle_text::View::Ascii(plain) = str::view(&text) {
            return Ok(plain.to_vec());
        }
        return codecs::encode_native(t, codec, text, &errors_of(t, v));
    }
    let encoder = of(&v).encoder.get(t, ops::object(v));
    if encoder.is_undef() {
        return Err(super::super::unsupported(t, "not writable"));
    }
    let made = ops::call_method(t, encoder.v(), "encode", &[text])?;
    match bytes::try_view(&made) {
        Some(made) => Ok(made.to_vec()),
        None => Err(t.type_error(format_args!(
            "encoder should return a bytes object, not '{}'",
            ops::type_name(made.v())
        ))),
    }
}
