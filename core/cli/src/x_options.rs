//! The `-X` options, and the variables that say the same.
//!
//! Of one option given twice the first counts, but `sys._xoptions` shows the last: that is CPython's way.

use crate::config::{Early, HashSeed};
use crate::environment::{Environment, integer};
use crate::getopt::split_once;
use std::ffi::{OsStr, OsString};

/// The options as they are written.
pub struct Xoptions<'a>(pub &'a [OsString]);

impl Xoptions<'_> {
    /// The value of an option: None if it is not given, `Some(None)` if it has no value. What is no text is no value that any of
    /// them takes.
    pub fn value(&self, name: &str) -> Option<Option<String>> {
        self.raw(name).map(|value| value.map(|value| value.to_string_lossy().into_owned()))
    }

    fn raw(&self, name: &str) -> Option<Option<OsString>> {
        self.0
            .iter()
            .map(|option| split(option))
            .find(|(key, _)| key == OsStr::new(name))
            .map(|(_, value)| value)
    }

    /// Whether an option is given.
    pub fn has(&self, name: &str) -> bool {
        self.raw(name).is_some()
    }

    /// `sys._xoptions`.
    pub fn shown(&self) -> Vec<(OsString, Option<OsString>)> {
        let mut shown: Vec<(OsString, Option<OsString>)> = Vec::new();
        for option in self.0 {
            let (key, value) = split(option);
            match shown.iter_mut().find(|(other, _)| *other == key) {
                Some((_, old)) => *old = value,
                None => shown.push((key, value)),
            }
        }
        shown
    }

    /// `sys.flags.int_max_str_digits`.
    pub fn int_max_str_digits(&self, environment: &Environment) -> Result<i32, Early> {
        const PLACE: &str = "config_init_int_max_str_digits";
        let limit = |value: &[u8], place: &str| {
            integer(value).filter(|digits| *digits == 0 || *digits >= 640).ok_or_else(|| {
                Early::fatal(PLACE, &format!("{place}: invalid limit; must be >= 640 or 0 for unlimited."))
            })
        };
        let mut digits = 4300;
        if let Some(value) = environment.get("PYTHONINTMAXSTRDIGITS") {
            digits = limit(value.as_encoded_bytes(), "PYTHONINTMAXSTRDIGITS")?;
        }
        if let Some(value) = self.value("int_max_str_digits") {
            digits = limit(number(&value), "-X int_max_str_digits")?;
        }
        Ok(digits)
    }

    /// 0, 1 or 2.
    pub fn import_time(&self, environment: &Environment) -> Result<u8, Early> {
        const PLACE: &str = "config_init_import_time";
        let level = |value: &[u8], complaint: &str| match integer(value) {
            None => Ok(1),
            _ if value.is_empty() => Ok(1),
            Some(level @ 0..=2) => Ok(level as u8),
            Some(_) => Err(Early::fatal(
                PLACE,
                &format!("{complaint} other than 1 and 2 are reserved for future use."),
            )),
        };
        let mut time = 0;
        if let Some(value) = environment.get("PYTHONPROFILEIMPORTTIME") {
            time = level(value.as_encoded_bytes(), "PYTHONPROFILEIMPORTTIME: numeric values")?;
        }
        if let Some(value) = self.value("importtime") {
            time = level(value.unwrap_or_default().as_bytes(), "-X importtime: values")?;
        }
        Ok(time)
    }

    /// How many frames; 0 is off.
    pub fn tracemalloc(&self, environment: &Environment) -> Result<u16, Early> {
        let frames = |value: &[u8], complaint: &str| match integer(value) {
            Some(frames @ 0..) => {
                u16::try_from(frames).map_err(|_| Early::fatal("init_interp_main", "can't start tracemalloc"))
            }
            _ => Err(Early::fatal("config_init_tracemalloc", complaint)),
        };
        let mut count = 0;
        if let Some(value) = environment.get("PYTHONTRACEMALLOC") {
            count = frames(value.as_encoded_bytes(), "PYTHONTRACEMALLOC: invalid number of frames")?;
        }
        match self.value("tracemalloc") {
            None => {}
            Some(None) => count = 1,
            Some(Some(value)) => {
                count = frames(value.as_bytes(), "-X tracemalloc=NFRAME: invalid number of frames")?;
            }
        }
        Ok(count)
    }

    /// What `os.cpu_count()` is to say.
    pub fn cpu_count(&self, environment: &Environment) -> Result<Option<u32>, Early> {
        const COMPLAINT: &str =
            "-X cpu_count=n option: n is missing or an invalid number, n must be greater than 0";
        let count = |value: &[u8]| match value {
            b"default" => Ok(None),
            _ => match integer(value).and_then(|count| u32::try_from(count).ok()) {
                Some(count @ 1..) => Ok(Some(count)),
                _ => Err(Early::fatal("config_init_cpu_count", COMPLAINT)),
            },
        };
        let mut cpus = None;
        if let Some(value) = environment.get("PYTHON_CPU_COUNT") {
            cpus = count(value.as_encoded_bytes())?;
        }
        if let Some(value) = self.value("cpu_count") {
            cpus = count(number(&value))?;
        }
        Ok(cpus)
    }

    /// An option that is 0 or 1: `-X option=n`, or its variable.
    pub fn switch(
        &self,
        option: &str,
        variable: &str,
        default: i32,
        environment: &Environment,
    ) -> Result<i32, Early> {
        let place = format!("config_init_{option}");
        let on = |value: &[u8], complaint: String| {
            integer(value).filter(|on| (0..=1).contains(on)).ok_or_else(|| Early::fatal(&place, &complaint))
        };
        let mut switch = default;
        if let Some(value) = environment.get(variable) {
            switch = on(value.as_encoded_bytes(), format!("{variable}=N: N is missing or invalid"))?;
        }
        if let Some(value) = self.value(option) {
            let complaint = format!("-X {option}=n: n is missing or invalid");
            switch = on(number(&value), complaint)?;
        }
        Ok(switch)
    }

    /// There is no lock, and none to be had: only 0 will do.
    pub fn gil(&self, environment: &Environment) -> Result<(), Early> {
        const PLACE: &str = "config_read_gil";
        let check = |value: &str| match value {
            "0" => Ok(()),
            "1" => Err(Early::fatal(PLACE, "Enabling the GIL is not supported by this build")),
            _ => Err(Early::fatal(PLACE, "PYTHON_GIL / -X gil must be \"0\" or \"1\"")),
        };
        if let Some(value) = environment.get("PYTHON_GIL") {
            check(&value.to_string_lossy())?;
        }
        self.value("gil").map_or(Ok(()), |value| check(&value.unwrap_or_default()))
    }

    /// `on` or `off`.
    pub fn frozen_modules(&self, environment: &Environment) -> Result<Option<bool>, Early> {
        let on = |value: &str, place: &str| match value {
            "on" => Ok(Some(true)),
            "off" => Ok(Some(false)),
            _ => Err(Early::fatal("", &format!("bad value for {place} (expected \"on\" or \"off\")"))),
        };
        let mut frozen = None;
        if let Some(value) = environment.get("PYTHON_FROZEN_MODULES") {
            frozen = on(&value.to_string_lossy(), "PYTHON_FROZEN_MODULES")?;
        }
        match self.value("frozen_modules").map(Option::unwrap_or_default) {
            None => Ok(frozen),
            Some(value) if value.is_empty() => Ok(Some(true)),
            Some(value) => on(&value, "option -X frozen_modules"),
        }
    }

    /// `sys.pycache_prefix`; an option without a value takes the variable's away.
    pub fn pycache_prefix(&self, environment: &Environment) -> Option<OsString> {
        match self.raw("pycache_prefix") {
            Some(value) => value.filter(|value| !value.is_empty()),
            None => environment.get("PYTHONPYCACHEPREFIX"),
        }
    }
}

/// The key of hashes. `-R` asks for a random one, whatever the variable says.
pub fn hash_seed(random: bool, environment: &Environment) -> Result<HashSeed, Early> {
    let value = match environment.get("PYTHONHASHSEED") {
        Some(value) if !random && value != "random" => value,
        _ => return Ok(HashSeed::Random),
    };
    // As `strtoul` reads it: space and a sign may precede the digits.
    let text = value.to_str().unwrap_or_default().trim_start_matches([' ', '\t', '\n', '\x0b', '\x0c', '\r']);
    text.parse().map(HashSeed::Fixed).map_err(|_| {
        let message = "PYTHONHASHSEED must be \"random\" or an integer in range [0; 4294967295]";
        Early::fatal("config_init_hash_seed", message)
    })
}

/// The number of an option that must have one: a key alone is no number, where one with `=` and nothing behind it is 0.
fn number(value: &Option<String>) -> &[u8] {
    value.as_ref().map_or(b"none", |value| value.as_bytes())
}

/// `key=value`, or a key alone.
fn split(option: &OsStr) -> (OsString, Option<OsString>) {
    split_once(option, b'=').map_or((option.to_owned(), None), |(key, value)| (key, Some(value)))
}
