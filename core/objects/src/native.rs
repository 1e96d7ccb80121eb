//! Native functions: arguments as they arrive, and signatures that bind them.
//!
//! A native is `fn(&Thread, &[Value]) -> Res`; its [`Def`] carries a signature in Python's own words, such as
//! `"find($self, sub, start=None, end=None, /)"`. Binding puts each parameter into its place of the slice: UNDEF where an optional
//! one is missing, a tuple for `*args`, a dict for `**kwargs`. Must never know types other than str, tuple and dict.

use crate::error::Res;
use crate::refs::Ref;
use crate::thread::Thread;
use crate::types::{dict, str, tuple};
use crate::value::Value;
use heddle_threads::sync::atomic::{AtomicPtr, Ordering::*};
use smallvec::SmallVec;

/// Arguments of a call: positional ones, then the values of `names`. Owned by the caller, who keeps them alive.
#[derive(Clone, Copy)]
pub struct Args<'a> {
    /// All values.
    pub all: &'a [Value],
    /// Names of the last ones (interned or not; str).
    pub names: &'a [Value],
}

impl<'a> Args<'a> {
    /// No arguments.
    pub const NONE: Args<'static> = Args { all: &[], names: &[] };

    /// Positional arguments.
    #[inline(always)]
    pub fn pos(all: &'a [Value]) -> Args<'a> {
        Args { all, names: &[] }
    }

    /// The positional ones.
    #[inline(always)]
    pub fn positional(&self) -> &'a [Value] {
        &self.all[..self.all.len() - self.names.len()]
    }

    /// The values of the named ones.
    #[inline(always)]
    pub fn named(&self) -> &'a [Value] {
        &self.all[self.all.len() - self.names.len()..]
    }

    /// Names and values of the named ones.
    pub fn pairs(&self) -> impl Iterator<Item = (Value, Value)> + 'a {
        self.names.iter().copied().zip(self.named().iter().copied())
    }

    /// The value of a named argument.
    pub fn keyword(&self, name: &str) -> Option<Value> {
        self.pairs().find(|(n, _)| str::equals(*n, name)).map(|(_, v)| v)
    }

    /// The same with another first argument.
    pub fn with_first(&self, first: Value) -> ArgVec {
        let mut v = ArgVec::with_capacity(self.all.len() + 1);
        v.push(first);
        v.extend_from_slice(self.all);
        v
    }
}

/// Values gathered for a call; most calls have few.
pub type ArgVec = SmallVec<[Value; 8]>;

/// A native function.
pub type NativeFn = fn(&Thread, &[Value]) -> Res;

/// How a native in a type's table is bound.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Binding {
    /// `self` is the first argument.
    Method,
    /// The class is the first argument.
    Class,
    /// Nothing is.
    Static,
}

/// A native function with its name and signature.
#[derive(Clone, Copy)]
pub struct Def {
    /// `"name($self, a, b=1, /, *args, c, **kw)"`; `$self`, `$cls` (or, in a module, nothing) first.
    pub signature: &'static str,
    /// The function: gets one value a parameter.
    pub f: NativeFn,
    /// The documentation.
    pub doc: &'static str,
}

/// A [`Def`].
pub const fn def(signature: &'static str, f: NativeFn) -> Def {
    Def { signature, f, doc: "" }
}

/// A [`Def`] with documentation.
pub const fn def_doc(signature: &'static str, f: NativeFn, doc: &'static str) -> Def {
    Def { signature, f, doc }
}

/// A parsed signature.
#[derive(Debug)]
pub struct Signature {
    /// The function's name.
    pub name: &'static str,
    /// Names of all parameters that are not variadic, in order (`self` included).
    pub params: Vec<&'static str>,
    /// The text of each default, if there is one.
    pub defaults: Vec<Option<&'static str>>,
    /// How many of them are positional.
    pub positional: usize,
    /// How many of them can only be positional.
    pub positional_only: usize,
    /// How many positional ones have no default.
    pub required: usize,
    /// Whether there is `*args`.
    pub var_args: bool,
    /// Whether there is `**kwargs`.
    pub var_kwargs: bool,
    /// How it is bound.
    pub binding: Binding,
    /// The type (or the module, if it is not `builtins`) whose table it stands in, for messages; empty: not known.
    pub owner: &'static str,
    /// Everything positional-only, no variadics: the fast path.
    simple: bool,
    text: &'static str,
}

impl Signature {
    /// Parses the text of a [`Def`]. A name alone takes anything: `*args, **kwargs`.
    ///
    /// # Panics
    /// If the text is not a signature: a fault of the table it stands in.
    pub fn parse(text: &'static str) -> Signature {
        let Some((name, rest)) = text.split_once('(') else {
            return Signature {
                name: text,
                params: vec![],
                defaults: vec![],
                positional: 0,
                positional_only: 0,
                required: 0,
                var_args: true,
                var_kwargs: true,
                binding: Binding::Static,
                owner: "",
                simple: false,
                text: "",
            };
        };
        let inner =
            rest.trim_end().strip_suffix(')').unwrap_or_else(|| panic!("signature without ')': {text}"));
        let mut s = Signature {
            name: name.trim(),
            params: vec![],
            defaults: vec![],
            positional: 0,
            positional_only: 0,
            required: 0,
            var_args: false,
            var_kwargs: false,
            binding: Binding::Static,
            owner: "",
            simple: false,
            text: &text[name.len()..],
        };
        let mut keyword_only = false;
        let parts = split_parameters(inner);
        for (part, optional) in parts.into_iter().flat_map(optional_parameters) {
            if part == "/" {
                s.positional_only = s.params.len();
            } else if part == "*" {
                keyword_only = true;
            } else if let Some(rest) = part.strip_prefix('*') {
                if rest.starts_with('*') {
                    s.var_kwargs = true
                } else {
                    s.var_args = true
                }
                keyword_only = true;
            } else {
                let (param, default) = match part.split_once('=') {
                    Some((p, d)) => (p.trim(), Some(d.trim())),
                    None if optional => (part, Some("<missing>")),
                    None => (part, None),
                };
                let param = match param {
                    "$self" | "$module" => {
                        s.binding = Binding::Method;
                        "self"
                    }
                    "$cls" | "$type" => {
                        s.binding = Binding::Class;
                        "cls"
                    }
                    p => p,
                };
                s.params.push(param);
                s.defaults.push(default);
                if !keyword_only {
                    s.positional += 1;
                    if default.is_none() {
                        s.required = s.positional;
                    }
                }
            }
        }
        if s.binding != Binding::Static {
            s.positional_only = s.positional_only.max(1);
        }
        s.simple = s.positional == s.params.len() && !s.var_args && !s.var_kwargs;
        s
    }

    /// `__text_signature__`
    pub fn text(&self) -> Option<&'static str> {
        (!self.text.is_empty()).then_some(self.text)
    }

    /// How many values a bound call has.
    pub fn slots(&self) -> usize {
        self.params.len() + usize::from(self.var_args) + usize::from(self.var_kwargs)
    }

    /// Calls `f` with its arguments in their places: parameters in order, then the tuple of `*args`, then the dict of `**kwargs`.
    #[inline]
    pub fn call(&self, t: &Thread, f: NativeFn, args: Args) -> Res {
        if self.simple && args.names.is_empty() {
            let n = args.all.len();
            if n == self.params.len() {
                return f(t, args.all);
            }
            if n >= self.required && n < self.params.len() {
                let mut bound = ArgVec::from_slice(args.all);
                bound.resize(self.params.len(), Value::UNDEF);
                return f(t, &bound);
            }
        }
        self.call_slow(t, f, args)
    }

    /// How many of the positional parameters count in messages (`self` does not).
    fn shown(&self, n: usize) -> usize {
        n - usize::from(self.binding != Binding::Static && n > 0)
    }

    #[cold]
    fn call_slow(&self, t: &Thread, f: NativeFn, args: Args) -> Res {
        let given = args.positional();
        let n = self.params.len();
        let mut bound: ArgVec = smallvec::smallvec![Value::UNDEF; n];
        if !args.names.is_empty() && n == self.positional_only && !self.var_kwargs && !self.var_args {
            return Err(t.type_error(format_args!("{}() takes no keyword arguments", self.qualified_name())));
        }
        if args.all.len() > n && !self.var_args && !self.var_kwargs {
            return Err(self.wrong_count(t, given.len(), args.names.len()));
        }
        let taken = given.len().min(self.positional);
        bound[..taken].copy_from_slice(&given[..taken]);
        if given.len() > self.positional && !self.var_args {
            return Err(self.wrong_count(t, given.len(), args.names.len()));
        }
        let extra = if self.var_args { Some(tuple::from_values(t, &given[taken..])) } else { None };
        let rest = if self.var_kwargs { Some(dict::new(t)) } else { None };
        for (name, value) in args.pairs() {
            let found = (self.positional_only..n).find(|&k| str::equals(name, self.params[k]));
            match (found, &rest) {
                (Some(k), _) if bound[k].is_undef() => bound[k] = value,
                (Some(k), _) => {
                    return Err(if k < given.len() {
                        t.type_error(format_args!(
                            "argument for {}() given by name ('{}') and position ({})",
                            self.name,
                            self.params[k],
                            self.shown(k + 1)
                        ))
                    } else {
                        t.type_error(format_args!(
                            "{}() got multiple values for argument '{}'",
                            self.name, self.params[k]
                        ))
                    });
                }
                (None, Some(rest)) => dict::set(t, rest.v(), name, value)?,
                (None, None) => {
                    // `sorted` hands its arguments to `list.sort`, and that is what CPython's message names.
                    let function = if self.name == "sorted" { "sort" } else { self.name };
                    return Err(unexpected_keyword(t, function, name, &self.params[self.positional_only..]));
                }
            }
        }
        for k in 0..n {
            if bound[k].is_undef() && self.defaults[k].is_none() {
                if k < self.positional_only {
                    return Err(self.wrong_count(t, given.len(), args.names.len()));
                }
                return Err(t.type_error(format_args!(
                    "{}() missing required argument '{}' (pos {})",
                    self.name,
                    self.params[k],
                    self.shown(k + 1)
                )));
            }
        }
        bound.extend(extra.iter().chain(rest.iter()).map(Ref::v));
        f(t, &bound)
    }

    /// The name with the type or module in front.
    fn qualified_name(&self) -> String {
        if self.owner.is_empty() { self.name.to_string() } else { format!("{}.{}", self.owner, self.name) }
    }

    /// The message for a call with too many or too few arguments, in the words of CPython's different parsers.
    fn wrong_count(&self, t: &Thread, given: usize, named: usize) -> crate::error::Raised {
        let (given, most, least) =
            (self.shown(given), self.shown(self.positional), self.shown(self.required));
        let plural = |n: usize| if n == 1 { "" } else { "s" };
        let name = self.name;
        if name == "sorted" {
            return t.type_error(format_args!("{name} expected 1 argument, got {given}"));
        }
        if self.positional_only < self.params.len() {
            let (all, total) = (self.shown(self.params.len()), given + named);
            let (how, few) = if least < most { ("at most", "at least") } else { ("exactly", "exactly") };
            return t.type_error(if total > all {
                let keyword = if given == 0 { "keyword " } else { "" };
                format!("{name}() takes at most {all} {keyword}argument{} ({total} given)", plural(all))
            } else if given > most && most == 0 {
                format!("{name}() takes no positional arguments")
            } else if given > most {
                format!("{name}() takes {how} {most} positional argument{} ({given} given)", plural(most))
            } else {
                let least = self.shown(self.required.min(self.positional_only));
                format!("{name}() takes {few} {least} positional argument{} ({given} given)", plural(least))
            });
        }
        t.type_error(if most == 0 {
            format!("{}() takes no arguments ({given} given)", self.qualified_name())
        } else if least == most && most == 1 {
            format!("{}() takes exactly one argument ({given} given)", self.qualified_name())
        } else if least == most {
            format!("{name} expected {most} argument{}, got {given}", plural(most))
        } else if given < least {
            format!("{name} expected at least {least} argument{}, got {given}", plural(least))
        } else {
            format!("{name} expected at most {most} argument{}, got {given}", plural(most))
        })
    }
}

/// The TypeError for a named argument that a native does not know, with the name that was probably meant.
#[cold]
pub fn unexpected_keyword(t: &Thread, function: &str, name: Value, known: &[&str]) -> crate::error::Raised {
    let name = str::lossy(name);
    let known: Vec<String> = known.iter().map(|k| k.to_string()).collect();
    let hint = match crate::types::exceptions::display::suggest::closest(&name, &known) {
        Some(meant) => format!(". Did you mean '{meant}'?"),
        None => String::new(),
    };
    t.type_error(format_args!("{function}() got an unexpected keyword argument '{name}'{hint}"))
}

/// A signature that is parsed when it is first used: for `__new__` and `__init__`, whose slots get their arguments unbound.
pub struct LazySignature {
    text: &'static str,
    parsed: AtomicPtr<Signature>,
}

impl LazySignature {
    /// `"function($cls, code, globals, name=None)"`
    pub const fn new(text: &'static str) -> LazySignature {
        LazySignature { text, parsed: AtomicPtr::new(std::ptr::null_mut()) }
    }

    /// The signature.
    #[inline]
    pub fn get(&self) -> &'static Signature {
        // Acquire: pairs with the Release below.
        let p = self.parsed.load(Acquire);
        if !p.is_null() {
            // SAFETY: published, never freed.
            return unsafe { &*p };
        }
        let new: &'static Signature = Box::leak(Box::new(Signature::parse(self.text)));
        // Of two that are parsed at once both are good. Release: pairs with the Acquire above.
        self.parsed.store(std::ptr::from_ref(new).cast_mut(), Release);
        new
    }

    /// Calls `f` with `first` (the class, the instance) and the arguments in their places.
    pub fn call(&self, t: &Thread, first: Value, args: Args, f: NativeFn) -> Res {
        self.get().call(t, f, Args { all: &args.with_first(first), names: args.names })
    }
}

/// Splits at commas outside brackets and quotes.
fn split_parameters(text: &'static str) -> Vec<&'static str> {
    let (mut parts, mut depth, mut quote, mut from) = (vec![], 0i32, None, 0);
    for (at, c) in text.char_indices() {
        match (quote, c) {
            (Some(q), c) if c == q => quote = None,
            (Some(_), _) => {}
            (None, '\'' | '"') => quote = Some(c),
            (None, '(' | '[' | '{') => depth += 1,
            (None, ')' | ']' | '}') => depth -= 1,
            (None, ',') if depth == 0 => {
                parts.push(text[from..at].trim());
                from = at + 1;
            }
            _ => {}
        }
    }
    parts.push(text[from..].trim());
    parts.retain(|p| !p.is_empty());
    parts
}

/// The parameters in `sub[, start[, end]]`: all but the first may be left out, though they have no default.
fn optional_parameters(part: &'static str) -> impl Iterator<Item = (&'static str, bool)> {
    let group = if part.contains("[,") { part.trim_end_matches(']') } else { part };
    group.split("[,").enumerate().map(|(k, name)| (name.trim(), k > 0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signatures_parse() {
        let s = Signature::parse("find($self, sub, start=None, end=(1, 2), /, *args, key=',', **kw)");
        assert_eq!((s.name, s.binding), ("find", Binding::Method));
        assert_eq!(s.params, ["self", "sub", "start", "end", "key"]);
        assert_eq!((s.positional, s.positional_only, s.required), (4, 4, 2));
        assert!(s.var_args && s.var_kwargs);
        assert_eq!(s.defaults[4], Some("','"));
        let s = Signature::parse("sort($self, /, *, key=None, reverse=False)");
        assert_eq!((s.positional, s.positional_only, s.required), (1, 1, 1));
        let s = Signature::parse("find($self, sub[, start[, end]], /)");
        assert_eq!(s.params, ["self", "sub", "start", "end"]);
        assert_eq!((s.positional_only, s.required), (4, 2));
        assert_eq!(s.text(), Some("($self, sub[, start[, end]], /)"));
    }
}
