//! `_locale`: the C library's locale, of which only the category settings are used.

use crate::NativeModule;
use heddle_objects::native::{Def, def};
use heddle_objects::types::{dict, exceptions as exc, list, str, tuple, type_};
use heddle_objects::{Ref, Res, Thread, Value, ops};
use heddle_threads::sync::Mutex;
use heddle_threads::sync::atomic::AtomicU64;
use std::ffi::{CStr, CString};

/// The module.
pub static MODULE: NativeModule = NativeModule {
    doc: "Support for POSIX locales.",
    init: |t, m| {
        for (name, n) in [
            ("LC_CTYPE", libc::LC_CTYPE),
            ("LC_NUMERIC", libc::LC_NUMERIC),
            ("LC_TIME", libc::LC_TIME),
            ("LC_COLLATE", libc::LC_COLLATE),
            ("LC_MONETARY", libc::LC_MONETARY),
            ("LC_MESSAGES", libc::LC_MESSAGES),
            ("LC_ALL", libc::LC_ALL),
            ("CHAR_MAX", 127),
            ("CODESET", libc::CODESET),
            ("RADIXCHAR", libc::RADIXCHAR),
            ("THOUSEP", libc::THOUSEP),
            ("D_T_FMT", libc::D_T_FMT),
            ("D_FMT", libc::D_FMT),
            ("T_FMT", libc::T_FMT),
            ("CRNCYSTR", libc::CRNCYSTR),
            ("YESEXPR", libc::YESEXPR),
            ("NOEXPR", libc::NOEXPR),
        ] {
            m.set_int(t, name, i64::from(n));
        }
        m.set(t, "Error", error_class(t));
        Ok(())
    },
    ..NativeModule::new("_locale", FUNCTIONS)
};

/// The C library keeps one locale for the process.
static LOCALE: Mutex<()> = Mutex::new(());

fn error_class(t: &Thread) -> Ref {
    static PLACE: AtomicU64 = AtomicU64::new(0);
    crate::util::singleton(t, &PLACE, |t| {
        let d = dict::new(t);
        dict::set_str(t, d.v(), t.intern("__module__").v(), t.intern("locale").v());
        let bases = tuple::from_refs(t, vec![exc::EXCEPTION.get_ref()]);
        let made = ops::call_pos(t, type_::TYPE.get(), &[t.intern("Error").v(), bases.v(), d.v()]);
        made.unwrap_or_else(|_| exc::EXCEPTION.get_ref())
    })
}

/// A copy of a string that the C library owns.
fn copied(p: *const libc::c_char) -> Option<Vec<u8>> {
    if p.is_null() {
        return None;
    }
    // SAFETY: the library's strings are terminated, and our lock keeps this module from changing it.
    Some(unsafe { CStr::from_ptr(p) }.to_bytes().to_vec())
}

fn setlocale(t: &Thread, a: &[Value]) -> Res {
    let category = ops::arg_i32(t, a[0])?;
    let wanted = if a[1].is_none_or_undef() {
        None
    } else {
        Some(CString::new(str::to_utf8(t, a[1])?).map_err(|_| t.value_error("embedded null character"))?)
    };
    let now = {
        let _guard = LOCALE.lock();
        // SAFETY: a terminated name or null.
        copied(unsafe { libc::setlocale(category, wanted.as_ref().map_or(std::ptr::null(), |w| w.as_ptr())) })
    };
    match now {
        Some(now) => Ok(heddle_objects::codecs::fs_decode(t, &now)),
        None => {
            let text =
                t.str(if wanted.is_some() { "unsupported locale setting" } else { "locale query failed" });
            let e = ops::call_pos(t, error_class(t).v(), &[text.v()])?;
            Err(heddle_objects::Raised(e))
        }
    }
}

fn localeconv(t: &Thread, _: &[Value]) -> Res {
    let (texts, groups, numbers) = {
        let _guard = LOCALE.lock();
        // SAFETY: the answer stays good until the next call, which our lock keeps away.
        unsafe {
            let c = &*libc::localeconv();
            let texts = [
                ("decimal_point", copied(c.decimal_point)),
                ("thousands_sep", copied(c.thousands_sep)),
                ("int_curr_symbol", copied(c.int_curr_symbol)),
                ("currency_symbol", copied(c.currency_symbol)),
                ("mon_decimal_point", copied(c.mon_decimal_point)),
                ("mon_thousands_sep", copied(c.mon_thousands_sep)),
                ("positive_sign", copied(c.positive_sign)),
                ("negative_sign", copied(c.negative_sign)),
            ];
            let groups = [("grouping", copied(c.grouping)), ("mon_grouping", copied(c.mon_grouping))];
            let numbers = [
                ("int_frac_digits", c.int_frac_digits),
                ("frac_digits", c.frac_digits),
                ("p_cs_precedes", c.p_cs_precedes),
                ("p_sep_by_space", c.p_sep_by_space),
                ("n_cs_precedes", c.n_cs_precedes),
                ("n_sep_by_space", c.n_sep_by_space),
                ("p_sign_posn", c.p_sign_posn),
                ("n_sign_posn", c.n_sign_posn),
            ];
            (texts, groups, numbers)
        }
    };
    let d = dict::new(t);
    let put = |name: &str, v: Ref| dict::set_str(t, d.v(), t.intern(name).v(), v.v());
    for (name, text) in texts {
        put(name, heddle_objects::codecs::fs_decode(t, &text.unwrap_or_default()));
    }
    for (name, group) in groups {
        let group = group.unwrap_or_default();
        let mut all: Vec<Ref> = group.iter().map(|b| t.int(i64::from(*b))).collect();
        if !all.is_empty() && group.last() != Some(&127) {
            all.push(t.int(0));
        }
        put(name, list::from_refs(t, all));
    }
    for (name, n) in numbers {
        put(name, t.int(i64::from(n)));
    }
    Ok(d)
}

const FUNCTIONS: &[Def] = &[
    def("setlocale(category, locale=None, /)", setlocale),
    def("localeconv()", localeconv),
    def("nl_langinfo(key, /)", |t, a| {
        let key = ops::arg_i32(t, a[0])?;
        let text = {
            let _guard = LOCALE.lock();
            // SAFETY: an int; unknown ones give an empty string.
            copied(unsafe { libc::nl_langinfo(key) })
        };
        Ok(heddle_objects::codecs::fs_decode(t, &text.unwrap_or_default()))
    }),
    def("getencoding()", |t, _| Ok(t.intern("UTF-8"))),
    def("strcoll(os1, os2, /)", |t, a| {
        let text = |v: Value| -> Res<CString> {
            CString::new(str::to_utf8(t, v)?).map_err(|_| t.value_error("embedded null character"))
        };
        let (x, y) = (text(a[0])?, text(a[1])?);
        let _guard = LOCALE.lock();
        // SAFETY: terminated texts.
        Ok(t.int(i64::from(unsafe { libc::strcoll(x.as_ptr(), y.as_ptr()) })))
    }),
    def("strxfrm(string, /)", |t, a| {
        let x = CString::new(str::to_utf8(t, a[0])?).map_err(|_| t.value_error("embedded null character"))?;
        let made = {
            let _guard = LOCALE.lock();
            // SAFETY: the first call says how much room the second needs.
            unsafe {
                let n = libc::strxfrm(std::ptr::null_mut(), x.as_ptr(), 0) + 1;
                let mut made = vec![0u8; n];
                libc::strxfrm(made.as_mut_ptr().cast(), x.as_ptr(), n);
                made.pop();
                made
            }
        };
        Ok(heddle_objects::codecs::fs_decode(t, &made))
    }),
];
