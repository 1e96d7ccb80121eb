//! Deep and hostile sources: parsing, tables, checks and dropping must not overflow the 2 MiB stack of a thread.

use heddle_syntax::symtable::SymbolTable;
use heddle_syntax::{ErrorClass, Mode, Source, SyntaxError, check, parse};

fn compile(text: &str) -> Result<(), SyntaxError> {
    let tree = parse(Source::new("t", text)?, Mode::Exec)?;
    let table = SymbolTable::build(&tree)?;
    check(&tree, &table)
}

/// Compiles on a thread with the stack that Rust gives threads, half of it used up by nothing.
fn on_small_stack(text: String) -> Result<(), SyntaxError> {
    let thread = std::thread::Builder::new().stack_size(2 << 20).spawn(move || compile(&text));
    thread.expect("a thread").join().expect("no overflow, no panic")
}

fn class(result: Result<(), SyntaxError>) -> Option<(ErrorClass, String)> {
    result.err().map(|error| (error.class, error.message))
}

#[test]
fn chains_of_ten_thousand_work() {
    for text in [
        ["x"; 10_000].join("+"),
        ["x"; 10_000].join(" and "),
        ["x"; 10_000].join(" < "),
        format!("a{}", ".b".repeat(10_000)),
        format!("a{}", "()".repeat(10_000)),
        format!("a{}", "[0]".repeat(10_000)),
        format!("{}1", "-".repeat(10_000)),
        format!("{}x", "not ".repeat(10_000)),
        format!("{}x", "a if b else ".repeat(10_000)),
        format!("{}x", "lambda: ".repeat(10_000)),
        format!("{}x", "lambda y, z=1: ".repeat(2_000)),
        ["x"; 10_000].join("**"),
        format!("if x: pass\n{}", "elif x: pass\n".repeat(10_000)),
        "'a' ".repeat(10_000),
        format!("{}1", "a = ".repeat(10_000)),
        format!("x = [{}]", "lambda: 0, ".repeat(30_000)),
        format!("x = {{{}}}", "'k': [1, -2, (3, x.y)], ".repeat(30_000)),
        format!("async def f():\n    {}x", "await x + ".repeat(10_000)),
    ] {
        let start = text[..text.len().min(30)].to_owned();
        assert_eq!(class(on_small_stack(text)), None, "{start}");
    }
}

#[test]
fn too_deep_is_refused() {
    for text in [
        ["x"; 100_000].join("+"),
        format!("{}1", "-".repeat(1_000_000)),
        format!("{}x", "lambda: ".repeat(100_000)),
        format!("a{}", ".b".repeat(100_000)),
        format!("{}x", "lambda y, z=1: ".repeat(100_000)),
        "a[0]".to_owned() + &"[0]".repeat(100_000),
    ] {
        let found = class(on_small_stack(text)).map(|(class, _)| class);
        assert_eq!(found, Some(ErrorClass::MemoryError));
    }
}

#[test]
fn nesting_has_cpythons_limits() {
    let nested = |open: &str, inner: &str, close: &str, n: usize| open.repeat(n) + inner + &close.repeat(n);
    assert_eq!(class(on_small_stack(nested("(", "x", ")", 200))), None);
    for (open, close) in [("(", ")"), ("[", "]"), ("{", "}"), ("f(", ")"), ("a[", "]"), ("{1: ", "}")] {
        let message = class(on_small_stack(nested(open, "x", close, 201))).map(|(_, message)| message);
        assert_eq!(message.as_deref(), Some("too many nested parentheses"), "{open}");
    }
    let indented = |n: usize| {
        let lines: String = (0..n).map(|i| " ".repeat(i) + "if 1:\n").collect();
        lines + &" ".repeat(n) + "pass\n"
    };
    assert_eq!(class(on_small_stack(indented(99))), None);
    let message = class(on_small_stack(indented(100))).map(|(_, message)| message);
    assert_eq!(message.as_deref(), Some("too many levels of indentation"));
}

#[test]
fn broken_and_deep_neither_aborts_nor_hangs() {
    for text in [
        "f'{".repeat(1_000),
        "f'{f\"{".repeat(1_000),
        "f'''{f\"\"\"{".repeat(1_000),
        "f'{x:".repeat(1_000),
        "(".repeat(100_000),
        "[lambda: ".repeat(150),
        format!("{} =", ["x"; 10_000].join("+")),
        format!("({} y", ["x"; 5_000].join("+")),
        format!("{}(", "-".repeat(9_000)),
        format!("{} $", "not ".repeat(9_000)),
        "a if ".repeat(5_000),
        format!("f({}", "x y ".repeat(5_000)),
        "(a b ".repeat(180),
        "print (".repeat(190) + "print x",
        "print ".repeat(3_000),
        "{".repeat(199) + "x" + &": 1}".repeat(198) + " $",
        "with (".repeat(199),
        "\\\n".repeat(100_000),
        "\"".repeat(99_999),
        "x = '\u{1F600}\\".to_owned(),
        "if x:\n\t".repeat(1_000),
    ] {
        let start = text[..text.len().min(30)].to_owned();
        assert!(on_small_stack(text).is_err(), "{start}");
    }
}
