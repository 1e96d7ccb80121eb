//! What the locale's name says about text: UTF-8 mode, and the encoding of the standard streams.
//!
//! What it must never know: the C library's locale, which is never set. The name alone decides, by the rules of PEP 538 (the C
//! locale counts as C.UTF-8) and PEP 540 (and turns UTF-8 mode on).

use crate::config::{Early, Stdio};
use crate::environment::Environment;
use crate::x_options::Xoptions;

/// The locale's name.
pub struct Locale {
    name: String,
    /// LC_ALL is not to be overridden, so that the C locale stays what it is.
    fixed: bool,
}

impl Locale {
    pub fn new(environment: &Environment) -> Self {
        let text = |name| environment.system(name).map(|value| value.to_string_lossy().into_owned());
        let fixed = text("LC_ALL");
        let is_fixed = fixed.is_some();
        let name = fixed.or_else(|| text("LC_CTYPE")).or_else(|| text("LANG")).unwrap_or_else(|| "C".into());
        Locale { name, fixed: is_fixed }
    }

    fn is_c(&self) -> bool {
        matches!(self.name.as_str(), "C" | "POSIX")
    }

    /// Whether UTF-8 mode is on.
    pub fn utf8_mode(&self, options: &Xoptions, environment: &Environment) -> Result<bool, Early> {
        const PLACE: &str = "preconfig_init_utf8_mode";
        if let Some(value) = options.value("utf8") {
            return match value.as_deref() {
                None | Some("1") => Ok(true),
                Some("0") => Ok(false),
                _ => Err(Early::fatal(PLACE, "invalid -X utf8 option value")),
            };
        }
        match environment.get("PYTHONUTF8") {
            None => Ok(self.is_c()),
            Some(value) if value == "1" => Ok(true),
            Some(value) if value == "0" => Ok(false),
            Some(_) => Err(Early::fatal(PLACE, "invalid PYTHONUTF8 environment variable value")),
        }
    }

    /// The standard streams' encoding and errors.
    pub fn stdio(&self, utf8_mode: bool, buffered: bool, environment: &Environment) -> Stdio {
        let coerced =
            self.is_c() && !self.fixed && environment.get("PYTHONCOERCECLOCALE").is_none_or(|on| on != "0");
        let encoding = match self.name.split_once('.') {
            _ if utf8_mode || coerced => "utf-8".to_owned(),
            _ if self.is_c() => "ascii".to_owned(),
            Some((_, codeset)) => canonical(codeset.split('@').next().unwrap_or_default()),
            None => "utf-8".to_owned(),
        };
        let lenient =
            utf8_mode || self.is_c() || matches!(self.name.as_str(), "C.UTF-8" | "C.utf8" | "UTF-8");
        let errors = if lenient { "surrogateescape" } else { "strict" }.to_owned();
        let mut stdio = Stdio { encoding, errors, buffered };
        if let Some(wanted) = environment.get("PYTHONIOENCODING") {
            let wanted = wanted.to_string_lossy().into_owned();
            let (encoding, errors) = wanted.split_once(':').unwrap_or((&wanted, ""));
            if !encoding.is_empty() {
                encoding.clone_into(&mut stdio.encoding);
                "strict".clone_into(&mut stdio.errors);
            }
            if !errors.is_empty() {
                errors.clone_into(&mut stdio.errors);
            }
        }
        stdio
    }
}

fn canonical(codeset: &str) -> String {
    if codeset.eq_ignore_ascii_case("utf-8") || codeset.eq_ignore_ascii_case("utf8") {
        "utf-8".to_owned()
    } else {
        codeset.to_owned()
    }
}
