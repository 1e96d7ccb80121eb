//! `pwd` and `grp`: users and groups of the system.

use crate::NativeModule;
use heddle_objects::codecs::{fs_decode, fs_encode};
use heddle_objects::native::{Def, def};
use heddle_objects::typeobj::{NativeType, TypeDef};
use heddle_objects::types::{list, str, structseq};
use heddle_objects::{Ref, Res, Thread, Value, ops};
use heddle_threads::sync::Mutex;
use std::ffi::{CStr, CString};

/// `pwd`
pub static PWD: NativeModule = NativeModule {
    doc: "This module provides access to the Unix password database.",
    types: &[&PASSWD],
    ..NativeModule::new("pwd", PWD_FUNCTIONS)
};

/// `grp`
pub static GRP: NativeModule = NativeModule {
    doc: "Access to the Unix group database.",
    types: &[&GROUP],
    ..NativeModule::new("grp", GRP_FUNCTIONS)
};

static PASSWD: NativeType = NativeType::new(TypeDef {
    extra: |t, put| structseq::fields(t, PASSWD.get(), PASSWD_FIELDS, 7, put),
    ..structseq::declare("pwd.struct_passwd")
});
const PASSWD_FIELDS: &[&str] =
    &["pw_name", "pw_passwd", "pw_uid", "pw_gid", "pw_gecos", "pw_dir", "pw_shell"];

static GROUP: NativeType = NativeType::new(TypeDef {
    extra: |t, put| structseq::fields(t, GROUP.get(), GROUP_FIELDS, 4, put),
    ..structseq::declare("grp.struct_group")
});
const GROUP_FIELDS: &[&str] = &["gr_name", "gr_passwd", "gr_gid", "gr_mem"];

/// The C library's answers lie in memory of its own: one caller at a time, who copies before the next. Held by attached threads
/// only, never across a safepoint.
static ONE_AT_A_TIME: Mutex<()> = Mutex::new(());

struct Entry {
    texts: Vec<Vec<u8>>,
    ids: [u32; 2],
    members: Vec<Vec<u8>>,
}

/// # Safety
/// `p` is null or a terminated string.
unsafe fn text(p: *const libc::c_char) -> Vec<u8> {
    // SAFETY: the caller's promise.
    if p.is_null() { vec![] } else { unsafe { CStr::from_ptr(p) }.to_bytes().to_vec() }
}

/// # Safety
/// `p` is an entry that the C library has just given.
unsafe fn user(p: *const libc::passwd) -> Entry {
    // SAFETY: the caller's promise.
    unsafe {
        let e = &*p;
        let texts = [e.pw_name, e.pw_passwd, e.pw_gecos, e.pw_dir, e.pw_shell].map(|p| text(p));
        Entry { texts: texts.into(), ids: [e.pw_uid, e.pw_gid], members: vec![] }
    }
}

/// # Safety
/// `p` is an entry that the C library has just given.
unsafe fn group(p: *const libc::group) -> Entry {
    // SAFETY: the caller's promise; the list of members ends with null.
    unsafe {
        let e = &*p;
        let mut members = vec![];
        let mut at = e.gr_mem;
        while !at.is_null() && !(*at).is_null() {
            members.push(text(*at));
            at = at.add(1);
        }
        Entry { texts: vec![text(e.gr_name), text(e.gr_passwd)], ids: [e.gr_gid, 0], members }
    }
}

fn user_object(t: &Thread, e: &Entry) -> Ref {
    let s = |k: usize| fs_decode(t, &e.texts[k]);
    let items = vec![s(0), s(1), t.int(e.ids[0].into()), t.int(e.ids[1].into()), s(2), s(3), s(4)];
    structseq::make(t, &PASSWD, items)
}

fn group_object(t: &Thread, e: &Entry) -> Ref {
    let members = list::from_refs(t, e.members.iter().map(|m| fs_decode(t, m)).collect());
    let items = vec![fs_decode(t, &e.texts[0]), fs_decode(t, &e.texts[1]), t.int(e.ids[0].into()), members];
    structseq::make(t, &GROUP, items)
}

fn name(t: &Thread, function: &str, v: Value) -> Res<CString> {
    if !str::is_str(v) {
        let given = ops::type_name(v);
        return Err(t.type_error(format_args!("{function}() argument must be str, not {given}")));
    }
    CString::new(fs_encode(t, v)?).map_err(|_| t.value_error("embedded null character"))
}

/// A user's or group's number; `None`: no such number can be.
fn number(t: &Thread, v: Value) -> Res<Option<u32>> {
    let n = ops::index(t, v)?;
    Ok(match heddle_objects::types::int::to_i64(n.v()) {
        Some(-1) => Some(u32::MAX),
        Some(n) => u32::try_from(n).ok(),
        None => None,
    })
}

const PWD_FUNCTIONS: &[Def] = &[
    def("getpwnam(name, /)", |t, a| {
        let key = name(t, "getpwnam", a[0])?;
        let found = {
            let _one = ONE_AT_A_TIME.lock();
            // SAFETY: a terminated string; the answer is copied under the lock.
            unsafe { libc::getpwnam(key.as_ptr()).as_ref() }.map(|p| unsafe { user(p) })
        };
        match found {
            Some(e) => Ok(user_object(t, &e)),
            None => {
                let shown = ops::repr_text(t, a[0])?;
                Err(t.key_error(t.str(&format!("getpwnam(): name not found: {shown}")).v()))
            }
        }
    }),
    def("getpwuid(uidobj, /)", |t, a| {
        let found = number(t, a[0])?.and_then(|n| {
            let _one = ONE_AT_A_TIME.lock();
            // SAFETY: as in `getpwnam`.
            unsafe { libc::getpwuid(n).as_ref() }.map(|p| unsafe { user(p) })
        });
        match found {
            Some(e) => Ok(user_object(t, &e)),
            None => {
                let shown = ops::str_text(t, a[0])?;
                Err(t.key_error(t.str(&format!("getpwuid(): uid not found: {shown}")).v()))
            }
        }
    }),
    def("getpwall()", |t, _| {
        let mut all = vec![];
        {
            let _one = ONE_AT_A_TIME.lock();
            // SAFETY: one after the other, each copied before the next.
            unsafe {
                libc::setpwent();
                while let Some(p) = libc::getpwent().as_ref() {
                    all.push(user(p));
                }
                libc::endpwent();
            }
        }
        Ok(list::from_refs(t, all.iter().map(|e| user_object(t, e)).collect()))
    }),
];

const GRP_FUNCTIONS: &[Def] = &[
    def("getgrnam(name)", |t, a| {
        let key = name(t, "getgrnam", a[0])?;
        let found = {
            let _one = ONE_AT_A_TIME.lock();
            // SAFETY: as in `getpwnam`.
            unsafe { libc::getgrnam(key.as_ptr()).as_ref() }.map(|p| unsafe { group(p) })
        };
        match found {
            Some(e) => Ok(group_object(t, &e)),
            None => {
                let shown = ops::repr_text(t, a[0])?;
                Err(t.key_error(t.str(&format!("getgrnam(): name not found: {shown}")).v()))
            }
        }
    }),
    def("getgrgid(id)", |t, a| {
        let found = number(t, a[0])?.and_then(|n| {
            let _one = ONE_AT_A_TIME.lock();
            // SAFETY: as in `getpwnam`.
            unsafe { libc::getgrgid(n).as_ref() }.map(|p| unsafe { group(p) })
        });
        match found {
            Some(e) => Ok(group_object(t, &e)),
            None => {
                let shown = ops::str_text(t, a[0])?;
                Err(t.key_error(t.str(&format!("getgrgid(): gid not found: {shown}")).v()))
            }
        }
    }),
    def("getgrall()", |t, _| {
        let mut all = vec![];
        {
            let _one = ONE_AT_A_TIME.lock();
            // SAFETY: one after the other, each copied before the next.
            unsafe {
                libc::setgrent();
                while let Some(p) = libc::getgrent().as_ref() {
                    all.push(group(p));
                }
                libc::endgrent();
            }
        }
        Ok(list::from_refs(t, all.iter().map(|e| group_object(t, e)).collect()))
    }),
];
