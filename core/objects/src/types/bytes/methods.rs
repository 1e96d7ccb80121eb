//! The tables of methods of `bytes` and `bytearray`, which have most in common.

use super::{change, find, pad, split};
use crate::native::{Def, def};
use crate::types::bytearray;

pub(super) const DOC: &str = "bytes(iterable_of_ints) -> bytes\n\
    bytes(string, encoding[, errors]) -> bytes\n\
    bytes(bytes_or_buffer) -> immutable copy of bytes_or_buffer\n\
    bytes(int) -> bytes object of size given by the parameter initialized with null bytes\n\
    bytes() -> empty bytes object";

/// What both types have.
const COMMON: [Def; 41] = [
    def("capitalize($self, /)", change::capitalize),
    def("center($self, width, fillchar=b' ', /)", pad::center),
    def("count($self, sub[, start[, end]], /)", find::count),
    def("decode($self, /, encoding='utf-8', errors='strict')", change::decode),
    def("endswith($self, suffix[, start[, end]], /)", find::endswith),
    def("expandtabs($self, /, tabsize=8)", pad::expandtabs),
    def("find($self, sub[, start[, end]], /)", find::find),
    def("hex($self, /, sep=<unrepresentable>, bytes_per_sep=1)", change::hex),
    def("index($self, sub[, start[, end]], /)", find::index),
    def("isalnum($self, /)", change::isalnum),
    def("isalpha($self, /)", change::isalpha),
    def("isascii($self, /)", change::isascii),
    def("isdigit($self, /)", change::isdigit),
    def("islower($self, /)", change::islower),
    def("isspace($self, /)", change::isspace),
    def("istitle($self, /)", change::istitle),
    def("isupper($self, /)", change::isupper),
    def("join($self, iterable_of_bytes, /)", split::join),
    def("ljust($self, width, fillchar=b' ', /)", pad::ljust),
    def("lower($self, /)", change::lower),
    def("lstrip($self, bytes=None, /)", split::lstrip),
    def("maketrans(frm, to, /)", change::maketrans),
    def("partition($self, sep, /)", split::partition),
    def("replace($self, old, new, count=-1, /)", change::replace),
    def("removeprefix($self, prefix, /)", split::removeprefix),
    def("removesuffix($self, suffix, /)", split::removesuffix),
    def("rfind($self, sub[, start[, end]], /)", find::rfind),
    def("rindex($self, sub[, start[, end]], /)", find::rindex),
    def("rjust($self, width, fillchar=b' ', /)", pad::rjust),
    def("rpartition($self, sep, /)", split::rpartition),
    def("rsplit($self, /, sep=None, maxsplit=-1)", split::rsplit),
    def("rstrip($self, bytes=None, /)", split::rstrip),
    def("split($self, /, sep=None, maxsplit=-1)", split::split),
    def("splitlines($self, /, keepends=False)", split::splitlines),
    def("startswith($self, prefix[, start[, end]], /)", find::startswith),
    def("strip($self, bytes=None, /)", split::strip),
    def("swapcase($self, /)", change::swapcase),
    def("title($self, /)", change::title),
    def("translate($self, table, /, delete=b'')", change::translate),
    def("upper($self, /)", change::upper),
    def("zfill($self, width, /)", pad::zfill),
];

const OF_BYTES: [Def; 4] = [
    def("__bytes__($self, /)", change::dunder_bytes),
    def("__getnewargs__($self, /)", change::getnewargs),
    def("__sizeof__($self, /)", change::sizeof),
    def("fromhex($type, string, /)", change::fromhex),
];

const OF_BYTEARRAY: [Def; 15] = [
    def("__release_buffer__($self, buffer, /)", bytearray::methods::release_buffer),
    def("fromhex($type, string, /)", change::fromhex_bytearray),
    def("__alloc__($self, /)", bytearray::methods::alloc),
    def("__reduce__($self, /)", bytearray::methods::reduce),
    def("__reduce_ex__($self, proto=0, /)", bytearray::methods::reduce_ex),
    def("__sizeof__($self, /)", bytearray::methods::sizeof),
    def("append($self, item, /)", bytearray::methods::append),
    def("clear($self, /)", bytearray::methods::clear),
    def("copy($self, /)", bytearray::methods::copy),
    def("extend($self, iterable_of_ints, /)", bytearray::methods::extend),
    def("insert($self, index, item, /)", bytearray::methods::insert),
    def("pop($self, index=-1, /)", bytearray::methods::pop),
    def("remove($self, value, /)", bytearray::methods::remove),
    def("resize($self, size, /)", bytearray::methods::resize),
    def("reverse($self, /)", bytearray::methods::reverse),
];

const fn both<const A: usize, const N: usize>(own: [Def; A]) -> [Def; N] {
    let mut all = [COMMON[0]; N];
    let mut k = 0;
    while k < N {
        all[k] = if k < COMMON.len() { COMMON[k] } else { own[k - COMMON.len()] };
        k += 1;
    }
    all
}

pub(super) static METHODS: &[Def] = &both::<{ OF_BYTES.len() }, { COMMON.len() + OF_BYTES.len() }>(OF_BYTES);
/// The methods of `bytearray`.
pub(crate) static BYTEARRAY: &[Def] =
    &both::<{ OF_BYTEARRAY.len() }, { COMMON.len() + OF_BYTEARRAY.len() }>(OF_BYTEARRAY);
