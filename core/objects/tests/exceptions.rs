//! Exceptions: the tree, constructors, chaining, groups, and how they are shown.

use heddle_objects::types::exceptions::{self as exc, display};
use heddle_objects::types::{dict, list, str, tuple, type_};
use heddle_objects::{Args, Ref, Thread, Value, ops};

#[test]
fn exceptions() {
    Thread::enter(&heddle_objects::runtime(), |t| {
        heddle_objects::boot(t);
        the_tree(t);
        constructors(t);
        os_errors(t);
        syntax_errors(t);
        unicode_errors(t);
        contexts_have_no_cycles(t);
        groups_split(t);
        except_star(t);
        shown(t);
        t.m.collect();
    });
}

fn make(t: &Thread, class: &heddle_objects::typeobj::NativeType, args: &[Value]) -> Ref {
    ops::call_pos(t, class.get(), args).expect("it can be made")
}

fn text(t: &Thread, v: Value) -> String {
    ops::str_text(t, v).expect("it has a text")
}

fn attr(t: &Thread, v: Value, name: &str) -> Ref {
    ops::getattr_str(t, v, name).expect("the attribute is there")
}

fn fails(t: &Thread, class: &heddle_objects::typeobj::NativeType, args: Args) -> String {
    let e = ops::call(t, class.get(), args).expect_err("the arguments are wrong");
    format!("{}: {}", ops::type_name(e.0.v()), text(t, e.0.v()))
}

fn the_tree(t: &Thread) {
    for native in exc::ALL {
        assert!(type_::is_type(native.get()));
        assert!(exc::is_exception_class(native.get()), "{}", native.def.name);
    }
    let mro = heddle_objects::typeobj::mro(t, exc::EXCEPTION_GROUP.get());
    let names: Vec<String> =
        tuple::items(&mro).iter().map(|c| heddle_objects::typeobj::name_of(*c)).collect();
    assert_eq!(names, ["ExceptionGroup", "BaseExceptionGroup", "Exception", "BaseException", "object"]);
}

fn constructors(t: &Thread) {
    let (a, b) = (t.str("a"), Value::int32(2));
    let e = make(t, &exc::VALUE_ERROR, &[a.v()]);
    assert_eq!(text(t, e.v()), "a");
    assert_eq!(text(t, make(t, &exc::VALUE_ERROR, &[]).v()), "");
    let names = [t.str("x")];
    let named = Args { all: &[b], names: &[names[0].v()] };
    assert_eq!(fails(t, &exc::VALUE_ERROR, named), "TypeError: ValueError() takes no keyword arguments");
    assert_eq!(
        fails(t, &exc::IMPORT_ERROR, named),
        "TypeError: ImportError() got an unexpected keyword argument 'x'"
    );
    let name = t.str("name");
    let e = ops::call(t, exc::NAME_ERROR.get(), Args { all: &[a.v(), b], names: &[name.v()] })
        .expect("NameError has a name");
    assert!(attr(t, e.v(), "name").is(b));
    assert_eq!(text(t, e.v()), "a");
    let e = make(t, &exc::STOP_ITERATION, &[b, Value::NONE]);
    assert!(attr(t, e.v(), "value").is(b));
    assert!(attr(t, make(t, &exc::SYSTEM_EXIT, &[]).v(), "code").is_none());
    assert!(tuple::try_items(&attr(t, make(t, &exc::SYSTEM_EXIT, &[b, b]).v(), "code")).is_some());
    // Setting attributes.
    let e = make(t, &exc::TYPE_ERROR, &[]);
    let set =
        |name: &str, v: Value| ops::setattr(t, e.v(), t.intern(name).v(), v).map_err(|e| text(t, e.0.v()));
    assert_eq!(
        set("__context__", b),
        Err("exception context must be None or derive from BaseException".to_string())
    );
    assert_eq!(set("__cause__", Value::UNDEF), Err("__cause__ may not be deleted".to_string()));
    assert_eq!(set("__traceback__", b), Err("__traceback__ must be a traceback or None".to_string()));
    assert_eq!(set("__suppress_context__", b), Err("attribute value type must be bool".to_string()));
    assert_eq!(set("__cause__", Value::NONE), Ok(()));
    assert!(attr(t, e.v(), "__suppress_context__").is(Value::TRUE));
    exc::add_note(t, e.v(), "note");
    assert_eq!(list::len(t, attr(t, e.v(), "__notes__").v()), 1);
    // What a class of Python's own adds to the arguments.
    let bases = tuple::from_values(t, &[exc::VALUE_ERROR.get()]);
    let class = ops::call_pos(t, type_::TYPE.get(), &[t.str("Mine").v(), bases.v(), dict::new(t).v()])
        .expect("exceptions can be derived from");
    let e = ops::call_pos(t, class.v(), &[a.v()]).expect("it can be made");
    assert!(exc::is_exception(e.v()) && exc::VALUE_ERROR.is_instance(e.v()));
    assert_eq!(text(t, e.v()), "a");
}

fn os_errors(t: &Thread) {
    let (message, file) = (t.str("gone"), t.str("f"));
    let e = make(t, &exc::OS_ERROR, &[Value::int32(libc_enoent()), message.v(), file.v()]);
    assert!(exc::FILE_NOT_FOUND_ERROR.is_exact(e.v()));
    assert!(attr(t, e.v(), "filename").is(file.v()));
    assert_eq!(tuple::items(&exc::args(t, e.v())).len(), 2);
    let e = make(t, &exc::OS_ERROR, &[Value::int32(9999), message.v()]);
    assert!(exc::OS_ERROR.is_exact(e.v()));
    let e = make(t, &exc::BLOCKING_IO_ERROR, &[Value::int32(11), message.v(), Value::int32(7)]);
    assert_eq!(attr(t, e.v(), "characters_written").as_small_int(), Some(7));
    let e = make(t, &exc::OS_ERROR, &[message.v()]);
    assert!(attr(t, e.v(), "errno").is_none());
    let missing = ops::getattr_str(t, e.v(), "characters_written").expect_err("nothing was written");
    assert_eq!(text(t, missing.0.v()), "characters_written");
}

fn libc_enoent() -> i32 {
    2
}

fn syntax_errors(t: &Thread) {
    let place = exc::Place {
        filename: "/a/b.py".to_string(),
        line: 3,
        offset: 5,
        text: Some("  x = = 1\n".to_string()),
        end: Some((3, 6)),
    };
    let e = exc::syntax_error(t, &exc::SYNTAX_ERROR, "invalid syntax", &place);
    assert_eq!(text(t, e.0.v()), "invalid syntax (b.py, line 3)");
    assert_eq!(
        display::uncaught(t, e.0.v(), &display::NoFrames),
        "  File \"/a/b.py\", line 3\n    x = = 1\n      ^\nSyntaxError: invalid syntax\n"
    );
    assert_eq!(attr(t, e.0.v(), "end_offset").as_small_int(), Some(6));
    let message = t.str("m");
    let five = tuple::from_values(t, &[Value::NONE; 5]);
    assert_eq!(
        fails(t, &exc::SYNTAX_ERROR, Args::pos(&[message.v(), five.v()])),
        "TypeError: end_offset must be provided when end_lineno is provided"
    );
    assert_eq!(text(t, make(t, &exc::TAB_ERROR, &[message.v()]).v()), "m");
}

fn unicode_errors(t: &Thread) {
    let e = exc::encode_error(t, "ascii", t.str("a\u{1234}").v(), 1, 2, "ordinal not in range(128)");
    assert_eq!(
        text(t, e.0.v()),
        "'ascii' codec can't encode character '\\u1234' in position 1: ordinal not in range(128)"
    );
    let e = exc::encode_error(t, "ascii", t.str("abc").v(), 1, 9, "no");
    assert_eq!(text(t, e.0.v()), "'ascii' codec can't encode characters in position 1-8: no");
    assert_eq!(
        fails(t, &exc::UNICODE_ENCODE_ERROR, Args::NONE),
        "TypeError: function takes exactly 5 arguments (0 given)"
    );
}

fn contexts_have_no_cycles(t: &Thread) {
    let [a, b, c] = [(); 3].map(|()| make(t, &exc::VALUE_ERROR, &[]));
    exc::set_context_value(t, b.v(), a.clone());
    exc::set_context_value(t, c.v(), b.clone());
    // `a` is raised while `c` is handled: the chain c -> b -> a loses its end.
    let before = t.set_handled(c.clone());
    exc::set_context(t, a.v());
    assert!(exc::context(t, a.v()).is(c.v()));
    assert!(exc::context(t, b.v()).is_undef());
    // An exception is not its own context.
    exc::set_context(t, c.v());
    assert!(exc::context(t, c.v()).is(b.v()));
    // What natives raise is chained by itself.
    let raised = t.type_error("x");
    assert!(exc::context(t, raised.0.v()).is(c.v()));
    drop(t.set_handled(before));
    assert!(exc::context(t, t.type_error("x").0.v()).is_undef());
    let raised = exc::raise_from(t, a.v(), exc::KEY_ERROR.get()).expect("a class is a cause");
    assert!(exc::KEY_ERROR.is_exact(exc::cause(t, raised.0.v()).v()));
    let wrong = exc::raise_from(t, a.v(), Value::int32(1)).expect_err("an int is none");
    assert_eq!(text(t, wrong.0.v()), "exception causes must derive from BaseException");
}

fn group(t: &Thread, message: &str, of: &[&Ref]) -> Ref {
    exc::new_group(t, message, of.iter().map(|&e| e.clone()).collect()).expect("a group")
}

fn groups_split(t: &Thread) {
    let (value, ty) = (make(t, &exc::VALUE_ERROR, &[]), make(t, &exc::TYPE_ERROR, &[]));
    let inner = group(t, "inner", &[&ty, &value]);
    let outer = group(t, "outer", &[&inner, &value]);
    assert!(exc::EXCEPTION_GROUP.is_exact(outer.v()));
    assert_eq!(text(t, outer.v()), "outer (2 sub-exceptions)");
    exc::add_note(t, outer.v(), "kept");
    let pair = ops::call_method(t, outer.v(), "split", &[exc::TYPE_ERROR.get()]).expect("it splits");
    let [matching, rest] = *tuple::items(&pair) else { panic!("two parts") };
    assert_eq!(text(t, matching), "outer (1 sub-exception)");
    assert_eq!(text(t, rest), "outer (2 sub-exceptions)");
    assert_eq!(list::len(t, attr(t, rest, "__notes__").v()), 1);
    let stop = make(t, &exc::KEYBOARD_INTERRUPT, &[]);
    assert!(exc::BASE_EXCEPTION_GROUP.is_exact(group(t, "g", &[&stop]).v()));
    let (message, all) = (t.str("g"), tuple::from_values(t, &[stop.v()]));
    let args = [message.v(), all.v()];
    assert_eq!(
        fails(t, &exc::EXCEPTION_GROUP, Args::pos(&args)),
        "TypeError: Cannot nest BaseExceptions in an ExceptionGroup"
    );
    let args = [message.v(), Value::int32(1)];
    assert_eq!(
        fails(t, &exc::EXCEPTION_GROUP, Args::pos(&args)),
        "TypeError: second argument (exceptions) must be a sequence"
    );
    let none = ops::call_method(t, outer.v(), "subgroup", &[exc::KEY_ERROR.get()]).expect("it can be asked");
    assert!(none.is_none());
}

fn except_star(t: &Thread) {
    let (value, ty) = (make(t, &exc::VALUE_ERROR, &[]), make(t, &exc::TYPE_ERROR, &[]));
    // A naked exception is wrapped for its handler.
    let (rest, matching) = exc::match_group(t, value.v(), exc::VALUE_ERROR.get()).expect("a match");
    assert!(rest.is_undef() && exc::is_group(matching.v()));
    let (rest, matching) = exc::match_group(t, value.v(), exc::TYPE_ERROR.get()).expect("no match");
    assert!(rest.is(value.v()) && matching.is_undef());
    let outer = group(t, "outer", &[&value, &ty]);
    let (rest, matching) = exc::match_group(t, outer.v(), exc::TYPE_ERROR.get()).expect("a part");
    assert_eq!(text(t, matching.v()), "outer (1 sub-exception)");
    // One part raised again, the rest not handled: the original comes back together.
    let again = exc::prep_reraise_star(t, outer.v(), &[matching.v(), rest.v()]).expect("a group");
    assert_eq!(text(t, again.v()), "outer (2 sub-exceptions)");
    // A handler raised something of its own.
    let new = make(t, &exc::KEY_ERROR, &[]);
    let mixed = exc::prep_reraise_star(t, outer.v(), &[new.v(), rest.v()]).expect("a group");
    assert_eq!(text(t, mixed.v()), " (2 sub-exceptions)");
    let alone = exc::prep_reraise_star(t, outer.v(), &[new.v(), Value::NONE]).expect("one exception");
    assert!(alone.is(new.v()));
    let nothing = exc::prep_reraise_star(t, outer.v(), &[Value::NONE]).expect("nothing");
    assert!(nothing.is_undef());
    let e = exc::check_except_star_type(t, exc::EXCEPTION_GROUP.get()).expect_err("no groups");
    assert_eq!(text(t, e.0.v()), "catching ExceptionGroup with except* is not allowed. Use except instead.");
}

fn shown(t: &Thread) {
    let show = |e: &Ref| display::uncaught(t, e.v(), &display::NoFrames);
    let cause = make(t, &exc::VALUE_ERROR, &[t.str("first").v()]);
    let e = make(t, &exc::TYPE_ERROR, &[t.str("second").v()]);
    exc::set_context_value(t, e.v(), cause.clone());
    assert_eq!(
        show(&e),
        "ValueError: first\n\nDuring handling of the above exception, another exception occurred:\n\nTypeError: second\n"
    );
    exc::set_cause(t, e.v(), cause.clone());
    assert_eq!(
        show(&e),
        "ValueError: first\n\nThe above exception was the direct cause of the following exception:\n\nTypeError: second\n"
    );
    exc::set_cause(t, e.v(), Ref::UNDEF);
    assert_eq!(show(&e), "TypeError: second\n");
    exc::add_note(t, e.v(), "one\ntwo");
    assert_eq!(show(&e), "TypeError: second\none\ntwo\n");
    let inner = group(t, "inner", &[&cause]);
    let outer = group(t, "outer", &[&e, &inner]);
    assert_eq!(
        show(&outer),
        "  | ExceptionGroup: outer (2 sub-exceptions)\n  +-+---------------- 1 ----------------\n    | TypeError: second\n    \
         | one\n    | two\n    +---------------- 2 ----------------\n    | ExceptionGroup: inner (1 sub-exception)\n    \
         +-+---------------- 1 ----------------\n      | ValueError: first\n      +------------------------------------\n"
    );
    assert_eq!(show(&make(t, &exc::KEY_ERROR, &[])), "KeyError\n");
    assert!(str::is_str(t.str("x").v()));
}
