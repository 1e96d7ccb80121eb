//! Where in an expression its failing part is: the operator of a binary operation, the brackets of a call or a subscript.
//!
//! The expression is not parsed but skimmed: brackets and strings are skipped, and the operator that binds least is found among what
//! is left. What is skimmed is known to be an expression that has been compiled. Must never know exceptions.

/// Lines from 0, columns in characters.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Anchors {
    /// Where the marked part begins.
    pub left: (usize, usize),
    /// Where it ends.
    pub right: (usize, usize),
}

enum Token {
    Name(String),
    /// A number, a string.
    Operand,
    Op {
        text: String,
        at: usize,
    },
    Group {
        open: char,
        from: usize,
        to: usize,
    },
}

/// The index after a string that begins at `at` (its prefix included), if one does.
fn skip_string(s: &[char], at: usize) -> Option<usize> {
    let mut k = at;
    while k < s.len() && k - at < 3 && s[k].is_ascii_alphabetic() {
        k += 1;
    }
    let quote = *s.get(k).filter(|c| **c == '\'' || **c == '"')?;
    let prefix: String = s[at..k].iter().collect::<String>().to_ascii_lowercase();
    if !["", "r", "b", "u", "f", "t", "rb", "br", "rf", "fr", "rt", "tr"].contains(&prefix.as_str()) {
        return None;
    }
    let formatted = prefix.contains(['f', 't']);
    let triple = s.get(k + 1) == Some(&quote) && s.get(k + 2) == Some(&quote);
    k += if triple { 3 } else { 1 };
    while k < s.len() {
        match s[k] {
            '\\' => k += 2,
            '{' if formatted && s.get(k + 1) == Some(&'{') => k += 2,
            '{' if formatted => k = skip_group(s, k)?,
            c if c == quote && !triple => return Some(k + 1),
            c if c == quote && s.get(k + 1) == Some(&quote) && s.get(k + 2) == Some(&quote) => {
                return Some(k + 3);
            }
            _ => k += 1,
        }
    }
    None
}

/// The index after the bracket that closes the one at `at`.
fn skip_group(s: &[char], at: usize) -> Option<usize> {
    let mut depth = 0usize;
    let mut k = at;
    while k < s.len() {
        let boundary = k == 0 || !(s[k - 1].is_alphanumeric() || s[k - 1] == '_');
        if (boundary || s[k] == '\'' || s[k] == '"')
            && let Some(end) = skip_string(s, k)
        {
            k = end;
            continue;
        }
        match s[k] {
            '(' | '[' | '{' => depth += 1,
            ')' | ']' | '}' => {
                depth = depth.checked_sub(1)?;
                if depth == 0 {
                    return Some(k + 1);
                }
            }
            '#' => {
                while k < s.len() && s[k] != '\n' {
                    k += 1;
                }
                continue;
            }
            _ => {}
        }
        k += 1;
    }
    None
}

const OPERATORS: [&str; 29] = [
    "**=", "//=", "<<=", ">>=", "**", "//", "<<", ">>", "<=", ">=", "==", "!=", ":=", "->", "+=", "-=", "*=",
    "/=", "+", "-", "*", "/", "%", "@", "&", "|", "^", "~", ".",
];

fn tokens(s: &[char]) -> Option<Vec<Token>> {
    let mut out = vec![];
    let mut k = 0;
    while k < s.len() {
        let c = s[k];
        if c.is_whitespace() || c == '\\' {
            k += 1;
        } else if c == '#' {
            while k < s.len() && s[k] != '\n' {
                k += 1;
            }
        } else if let Some(end) = skip_string(s, k) {
            out.push(Token::Operand);
            k = end;
        } else if matches!(c, '(' | '[' | '{') {
            let to = skip_group(s, k)?;
            out.push(Token::Group { open: c, from: k, to });
            k = to;
        } else if c.is_ascii_digit() || (c == '.' && s.get(k + 1).is_some_and(char::is_ascii_digit)) {
            while k < s.len()
                && (s[k].is_alphanumeric()
                    || s[k] == '_'
                    || s[k] == '.'
                    || (matches!(s[k], '+' | '-') && matches!(s[k - 1], 'e' | 'E')))
            {
                k += 1;
            }
            out.push(Token::Operand);
        } else if c.is_alphanumeric() || c == '_' {
            let from = k;
            while k < s.len() && (s[k].is_alphanumeric() || s[k] == '_') {
                k += 1;
            }
            out.push(Token::Name(s[from..k].iter().collect()));
        } else {
            let text =
                OPERATORS.iter().find(|op| op.chars().enumerate().all(|(i, c)| s.get(k + i) == Some(&c)));
            let text = text.map_or_else(|| c.to_string(), |op| (*op).to_string());
            let len = text.chars().count();
            out.push(Token::Op { text, at: k });
            k += len;
        }
    }
    Some(out)
}

/// How strongly a binary operator binds; `None` if it is none.
fn precedence(op: &str) -> Option<u8> {
    Some(match op {
        "|" => 1,
        "^" => 2,
        "&" => 3,
        "<<" | ">>" => 4,
        "+" | "-" => 5,
        "*" | "/" | "//" | "%" | "@" => 6,
        "**" => 8,
        _ => return None,
    })
}

/// Names at which an expression is of another kind, or no expression at all.
const KEYWORDS: [&str; 27] = [
    "if", "else", "lambda", "or", "and", "not", "in", "is", "for", "yield", "async", "raise", "return",
    "assert", "del", "import", "from", "with", "while", "class", "def", "try", "pass", "break", "continue",
    "global", "nonlocal",
];

/// The anchors of an expression; `None` if it is of another kind, or not understood.
pub(super) fn find(segment: &str) -> Option<Anchors> {
    let s: Vec<char> = segment.chars().collect();
    let tokens = tokens(&s)?;
    // A binary operator: where it is, and which token.
    let mut best: Option<(u8, usize)> = None;
    let mut operand_next = true;
    let mut unary_first = false;
    let mut awaited = false;
    for (k, token) in tokens.iter().enumerate() {
        match token {
            Token::Name(name) if KEYWORDS.contains(&name.as_str()) => return None,
            Token::Name(name) if name == "await" => awaited |= k == 0,
            Token::Name(_) => operand_next = false,
            Token::Operand => operand_next = false,
            Token::Group { open, .. } => {
                if *open == '{' && !operand_next {
                    return None;
                }
                operand_next = false;
            }
            Token::Op { text, .. } => match text.as_str() {
                "." if !operand_next => {}
                "+" | "-" | "~" if operand_next => unary_first |= k == 0,
                op => {
                    let level = precedence(op)?;
                    if operand_next {
                        return None;
                    }
                    // Left to right, but for powers.
                    if best.is_none_or(|(b, _)| level < b || (level == b && level != 8)) {
                        best = Some((level, k));
                    }
                    operand_next = true;
                }
            },
        }
    }
    if operand_next {
        return None;
    }
    if let Some((level, k)) = best {
        if level == 8 && unary_first {
            return None;
        }
        return Some(around_operator(&s, &tokens, k));
    }
    if unary_first || awaited || tokens.len() < 2 {
        return None;
    }
    match tokens.last() {
        Some(Token::Group { open: '(' | '[', from, .. }) => {
            Some(Anchors { left: place(&s, *from), right: place(&s, s.len()) })
        }
        _ => None,
    }
}

fn around_operator(s: &[char], tokens: &[Token], k: usize) -> Anchors {
    let Token::Op { text, at } = &tokens[k] else {
        return Anchors { left: (0, 0), right: (0, 0) };
    };
    let mut len = text.chars().count();
    // CPython takes a second character that is not in the right operand: the bracket around that operand, too.
    if len == 1
        && let [Token::Group { open: '(', from, to }] = tokens[k + 1..]
        && from == at + 1
        && is_plain_bracket(&s[from + 1..to - 1])
    {
        len = 2;
    }
    let left = place(s, *at);
    Anchors { left, right: (left.0, left.1 + len) }
}

/// Whether what is in parentheses is a mere expression: no tuple, no generator.
fn is_plain_bracket(inner: &[char]) -> bool {
    let Some(tokens) = tokens(inner) else { return false };
    !tokens.is_empty()
        && !tokens.iter().any(|token| match token {
            Token::Op { text, .. } => text == ",",
            Token::Name(name) => name == "for" || name == "yield",
            _ => false,
        })
}

/// Line and column of an index.
fn place(s: &[char], at: usize) -> (usize, usize) {
    let before = &s[..at];
    let line = before.iter().filter(|c| **c == '\n').count();
    let column = before.iter().rev().take_while(|c| **c != '\n').count();
    (line, column)
}

/// Whether a line is nothing but `return f(...)` or `x = f(...)`, where the segment is the call: carets would say nothing then.
pub(super) fn is_whole_call(before: &str, segment: &str, after: &str) -> bool {
    let is_name = |s: &str| {
        !s.is_empty()
            && s.chars().all(|c| c.is_alphanumeric() || c == '_')
            && !s.starts_with(|c: char| c.is_ascii_digit())
    };
    // Parentheses around the call are not part of it.
    let (mut before, mut rest) = (before, after.trim_start());
    let mut bracketed = false;
    while let (Some(b), Some(r)) = (before.trim_end().strip_suffix('('), rest.strip_prefix(')')) {
        (before, rest, bracketed) = (b, r.trim_start(), true);
    }
    if !(rest.is_empty() || rest.starts_with(['#', ';'])) || before.starts_with(char::is_whitespace) {
        return false;
    }
    let head = before.trim_end();
    let head_fits = (head == "return" && (bracketed || before.len() > head.len()))
        || head.strip_suffix('=').is_some_and(|target| is_name(target.trim_end()));
    if !head_fits {
        return false;
    }
    let s: Vec<char> = segment.chars().collect();
    match tokens(&s).as_deref() {
        Some([Token::Name(name), Token::Group { open: '(', to, .. }]) => is_name(name) && *to == s.len(),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marked(segment: &str) -> Option<String> {
        let a = find(segment)?;
        assert_eq!((a.left.0, a.right.0), (0, 0), "one line");
        Some(segment.chars().skip(a.left.1).take(a.right.1 - a.left.1).collect())
    }

    #[test]
    fn the_loosest_operator_is_found() {
        for (segment, want) in [
            ("1/0", Some("/")),
            ("a + b * c", Some("+")),
            ("a * b + c", Some("+")),
            ("a - b - c(1 + 2)", Some("-")),
            ("a ** -b ** c", Some("**")),
            ("-a * b", Some("*")),
            ("-a ** b", None),
            ("a+(b)", Some("+(")),
            ("a+(b, c)", Some("+")),
            ("a // b", Some("//")),
            ("f'{a+1}' + \"+\"", Some("+")),
            ("f(x)(y)", Some("(y)")),
            ("d['k'][0]", Some("[0]")),
            ("a.b.c", None),
            ("a if b else c", None),
            ("a < b", None),
            ("await f(x)", None),
            ("(f)", None),
            ("[1, 2]", None),
            ("f(**k)", Some("(**k)")),
            ("1.5e+3 @ x", Some("@")),
        ] {
            assert_eq!(marked(segment).as_deref(), want, "{segment}");
        }
    }

    #[test]
    fn lines_that_are_one_call() {
        assert!(is_whole_call("return ", "f(1)", "  # why"));
        assert!(is_whole_call("x = ", "f(1, g(2))", ""));
        assert!(!is_whole_call("x = ", "a.f(1)", ""));
        assert!(!is_whole_call("x.y = ", "f(1)", ""));
        assert!(!is_whole_call("return ", "f(1)(2)", ""));
        assert!(!is_whole_call("x += ", "f(1)", ""));
        assert!(!is_whole_call("return ", "f(1)", " + 1"));
    }
}
