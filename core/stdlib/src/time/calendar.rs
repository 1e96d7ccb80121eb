//! Points in time as people write them: `struct_time`, and what makes one or takes one.

use super::whole_seconds;
use heddle_interp as interp;
use heddle_objects::native::{Def, def};
use heddle_objects::typeobj::{NativeType, TypeDef, flags};
use heddle_objects::types::{dict, str, structseq, tuple};
use heddle_objects::{Ref, Res, Thread, Value, ops};

/// `time.struct_time`
pub static STRUCT_TIME: NativeType = NativeType::new(TypeDef {
    flags: flags::MUTABLE,
    fixed: 2,
    extra: |t, put| structseq::fields(t, STRUCT_TIME.get(), FIELDS, 9, put),
    doc: "The time value as returned by gmtime(), localtime(), and strptime(), and\n \
          accepted by asctime(), mktime() and strftime().  May be considered as a\n \
          sequence of 9 integers.",
    ..structseq::declare("time.struct_time")
});

const FIELDS: &[&str] = &[
    "tm_year",
    "tm_mon",
    "tm_mday",
    "tm_hour",
    "tm_min",
    "tm_sec",
    "tm_wday",
    "tm_yday",
    "tm_isdst",
    "tm_zone",
    "tm_gmtoff",
];

pub(super) const FUNCTIONS: &[Def] = &[
    def("gmtime(seconds=None, /)", |t, a| {
        let when = point(t, a[0])?;
        Ok(make(t, &broken_down(t, when, libc::gmtime_r)?, "UTC"))
    }),
    def("localtime(seconds=None, /)", |t, a| {
        let tm = local(t, point(t, a[0])?)?;
        Ok(make(t, &tm, &zone(&tm)))
    }),
    def("mktime(tuple, /)", |t, a| {
        let mut tm = parts(t, a[0], "mktime(): illegal time tuple argument")?;
        tm.tm_wday = -1;
        // SAFETY: the struct is whole.
        let when = unsafe { libc::mktime(&mut tm) };
        if when == -1 && tm.tm_wday == -1 {
            return Err(t.overflow_error("mktime argument out of range"));
        }
        Ok(t.float(when as f64))
    }),
    def("asctime(tuple=<unrepresentable>, /)", |t, a| {
        let tm = match a[0].is_undef() {
            true => local(t, point(t, Value::NONE)?)?,
            false => checked(t, parts(t, a[0], "asctime(): illegal time tuple argument")?)?,
        };
        Ok(t.str(&as_text(&tm)))
    }),
    def("ctime(seconds=None, /)", |t, a| Ok(t.str(&as_text(&local(t, point(t, a[0])?)?)))),
    def("strftime(format, tuple=<unrepresentable>, /)", strftime),
    def("strptime", |t, a| {
        let m = interp::import::import_full(t, "_strptime")?;
        let f = ops::getattr_str(t, m.v(), "_strptime_time")?;
        crate::util::call_with(t, f.v(), tuple::items(&a[0]), a[1])
    }),
    def("tzset()", |t, _| {
        // SAFETY: reads the environment, which Python's threads change only through `os`.
        unsafe { tzset() };
        let modules = interp::sys_modules(t);
        let m = dict::get_str(t, modules.v(), t.intern("time").v());
        let d = heddle_objects::types::module::dict_of(t, m.v());
        if !d.is_undef() {
            set_zone(t, d.v());
        }
        Ok(Ref::NONE)
    }),
];

unsafe extern "C" {
    fn tzset();
}

fn point(t: &Thread, v: Value) -> Res<libc::time_t> {
    if v.is_none_or_undef() {
        // SAFETY: no preconditions.
        return Ok(unsafe { libc::time(std::ptr::null_mut()) });
    }
    whole_seconds(t, v)
}

type Breaker = unsafe extern "C" fn(*const libc::time_t, *mut libc::tm) -> *mut libc::tm;

fn broken_down(t: &Thread, when: libc::time_t, f: Breaker) -> Res<libc::tm> {
    // SAFETY: all zeros is a `tm`; the function reads one word and writes the struct.
    unsafe {
        let mut tm: libc::tm = std::mem::zeroed();
        if f(&when, &mut tm).is_null() {
            return Err(t.os_error(libc::EOVERFLOW, None));
        }
        Ok(tm)
    }
}

fn local(t: &Thread, when: libc::time_t) -> Res<libc::tm> {
    broken_down(t, when, libc::localtime_r)
}

fn zone(tm: &libc::tm) -> String {
    if tm.tm_zone.is_null() {
        return String::new();
    }
    // SAFETY: the C library keeps the names of zones.
    unsafe { std::ffi::CStr::from_ptr(tm.tm_zone) }.to_string_lossy().into_owned()
}

fn make(t: &Thread, tm: &libc::tm, zone: &str) -> Ref {
    let int = |n: i32| t.int(n.into());
    let items = vec![
        t.int(i64::from(tm.tm_year) + 1900),
        int(tm.tm_mon + 1),
        int(tm.tm_mday),
        int(tm.tm_hour),
        int(tm.tm_min),
        int(tm.tm_sec),
        int((tm.tm_wday + 6) % 7),
        int(tm.tm_yday + 1),
        int(tm.tm_isdst),
    ];
    structseq::make_with(t, &STRUCT_TIME, items, vec![t.str(zone), t.int(tm.tm_gmtoff)])
}

/// A tuple of nine as a C struct.
fn parts(t: &Thread, v: Value, illegal: &str) -> Res<libc::tm> {
    let Some(items) = tuple::try_items(&v) else {
        return Err(t.type_error("Tuple or struct_time argument required"));
    };
    if items.len() != 9 {
        return Err(t.type_error(illegal));
    }
    let mut n = [0; 9];
    for (to, v) in n.iter_mut().zip(items) {
        *to = ops::arg_i32(t, *v)?;
    }
    // SAFETY: all zeros is a `tm`.
    let mut tm: libc::tm = unsafe { std::mem::zeroed() };
    tm.tm_year = n[0].checked_sub(1900).ok_or_else(|| t.overflow_error("year out of range"))?;
    tm.tm_mon = n[1].wrapping_sub(1);
    (tm.tm_mday, tm.tm_hour, tm.tm_min, tm.tm_sec) = (n[2], n[3], n[4], n[5]);
    tm.tm_wday = (n[6].wrapping_add(1)) % 7;
    tm.tm_yday = n[7].wrapping_sub(1);
    tm.tm_isdst = n[8];
    if STRUCT_TIME.is_instance(v) {
        let offset = ops::getattr_str(t, v, "tm_gmtoff")?;
        tm.tm_gmtoff = heddle_objects::types::int::to_i64(offset.v()).unwrap_or(0);
    }
    Ok(tm)
}

/// ValueError for parts that formatting could not survive; zeros where a one is meant are put right.
fn checked(t: &Thread, mut tm: libc::tm) -> Res<libc::tm> {
    let wrong = |what: &str| Err(t.value_error(format_args!("{what} out of range")));
    match tm.tm_mon {
        -1 => tm.tm_mon = 0,
        0..=11 => (),
        _ => return wrong("month"),
    }
    match tm.tm_mday {
        0 => tm.tm_mday = 1,
        1..=31 => (),
        _ => return wrong("day of month"),
    }
    if !(0..=23).contains(&tm.tm_hour) {
        return wrong("hour");
    }
    if !(0..=59).contains(&tm.tm_min) {
        return wrong("minute");
    }
    if !(0..=61).contains(&tm.tm_sec) {
        return wrong("seconds");
    }
    if tm.tm_wday < 0 {
        return wrong("day of week");
    }
    match tm.tm_yday {
        -1 => tm.tm_yday = 0,
        0..=365 => (),
        _ => return wrong("day of year"),
    }
    Ok(tm)
}

fn as_text(tm: &libc::tm) -> String {
    const DAYS: [&str; 7] = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];
    const MONTHS: [&str; 12] =
        ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    format!(
        "{} {}{:3} {:02}:{:02}:{:02} {}",
        DAYS[tm.tm_wday as usize % 7],
        MONTHS[tm.tm_mon as usize % 12],
        tm.tm_mday,
        tm.tm_hour,
        tm.tm_min,
        tm.tm_sec,
        i64::from(tm.tm_year) + 1900
    )
}

fn strftime(t: &Thread, a: &[Value]) -> Res {
    if !str::is_str(a[0]) {
        let given = ops::type_name(a[0]);
        return Err(t.type_error(format_args!("strftime() argument 1 must be str, not {given}")));
    }
    let mut tm = match a[1].is_undef() {
        true => local(t, point(t, Value::NONE)?)?,
        false => checked(t, parts(t, a[1], "strftime(): illegal time tuple argument")?)?,
    };
    // Given as a tuple, it has no zone of its own.
    let name = std::ffi::CString::new(match STRUCT_TIME.is_instance(a[1]) {
        true => {
            let zone = ops::getattr_str(t, a[1], "tm_zone")?;
            if zone.is_none() { String::new() } else { str::lossy(zone.v()) }
        }
        false => zone(&tm),
    })
    .unwrap_or_default();
    if STRUCT_TIME.is_instance(a[1]) {
        tm.tm_zone = name.as_ptr();
    } else if !a[1].is_undef() {
        fill_zone(&mut tm);
    }
    tm.tm_isdst = tm.tm_isdst.clamp(-1, 1);
    let text = str::to_utf8(t, a[0])?;
    // The C function stops at a NUL: the parts between them are formatted one by one.
    let mut out = String::new();
    for (k, part) in text.split('\0').enumerate() {
        if k > 0 {
            out.push('\0');
        }
        out.push_str(&format_part(part, &tm));
    }
    Ok(t.str(&out))
}

/// The zone and offset that a time without them has, by its daylight saving flag.
fn fill_zone(tm: &mut libc::tm) {
    let mut copy = *tm;
    // SAFETY: the struct is whole.
    unsafe { libc::mktime(&mut copy) };
    tm.tm_zone = copy.tm_zone;
    tm.tm_gmtoff = copy.tm_gmtoff;
}

fn format_part(format: &str, tm: &libc::tm) -> String {
    if format.is_empty() {
        return String::new();
    }
    let Ok(format) = std::ffi::CString::new(format) else { return String::new() };
    let mut size = 1024;
    loop {
        let mut buffer = vec![0u8; size];
        // SAFETY: the buffer is as long as said; the struct is whole and its zone alive.
        let n = unsafe { libc::strftime(buffer.as_mut_ptr().cast(), size, format.as_ptr(), tm) };
        // Nothing written: too small, or nothing to write; no directive is longer than 256 times its text.
        if n > 0 || size >= 256 * format.as_bytes().len() {
            buffer.truncate(n);
            return String::from_utf8_lossy(&buffer).into_owned();
        }
        size *= 4;
    }
}

/// `timezone`, `altzone`, `daylight`, `tzname`: of the zone as it is this year.
pub(super) fn set_zone(t: &Thread, d: Value) {
    const YEAR: libc::time_t = (365 * 24 + 6) * 3600;
    // SAFETY: reads the environment and the zone's file.
    let now = unsafe {
        tzset();
        libc::time(std::ptr::null_mut())
    };
    let start = now / YEAR * YEAR;
    let (Ok(january), Ok(july)) = (local(t, start), local(t, start + YEAR / 2)) else { return };
    let (mut standard, mut summer) = (january, july);
    if -january.tm_gmtoff < -july.tm_gmtoff {
        // Summer is in January there.
        (standard, summer) = (july, january);
    }
    let set = |name: &str, value: Ref| dict::set_str(t, d, t.intern(name).v(), value.v());
    set("timezone", t.int(-standard.tm_gmtoff));
    set("altzone", t.int(-summer.tm_gmtoff));
    set("daylight", t.int((standard.tm_gmtoff != summer.tm_gmtoff).into()));
    set("tzname", tuple::from_refs(t, vec![t.str(&zone(&standard)), t.str(&zone(&summer))]));
}
