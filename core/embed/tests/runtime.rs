//! The Rust API, from one thread and from many.

use heddle_embed::{Error, Runtime};

fn runtime() -> Runtime {
    Runtime::new().expect("starts")
}

/// Runs a test on a thread with the stack of a main thread: debug builds want more than a test's thread has.
fn roomy(test: impl FnOnce() -> Result<(), Error> + Send) -> Result<(), Error> {
    std::thread::scope(|scope| {
        let made = std::thread::Builder::new().stack_size(16 << 20).spawn_scoped(scope, test);
        made.expect("a thread").join().expect("no panic")
    })
}

#[test]
fn expressions_have_rust_values() -> Result<(), Error> {
    roomy(|| {
        let rt = runtime();
        assert_eq!(rt.eval::<i64>("40 + 2")?, 42);
        assert_eq!(rt.eval::<f64>("1 / 4")?, 0.25);
        assert_eq!(rt.eval::<String>("'é' * 2")?, "éé");
        assert_eq!(rt.eval::<Vec<u8>>("range(3)")?, [0, 1, 2]);
        assert_eq!(rt.eval::<Option<bool>>("None")?, None);
        assert_eq!(rt.eval::<(String, i64)>("('a', 1)")?, ("a".to_string(), 1));
        rt.eval::<()>("print")
    })
}

#[test]
fn exceptions_are_errors() {
    let rt = runtime();
    let e = rt.eval::<i64>("1 / 0").expect_err("raises");
    assert_eq!((e.kind.as_str(), e.message.as_str()), ("ZeroDivisionError", "division by zero"));
    assert!(e.traceback.starts_with("Traceback (most recent call last):"), "{}", e.traceback);
    assert_eq!(e.to_string(), "ZeroDivisionError: division by zero");
    assert_eq!(rt.eval::<i64>("1 +").expect_err("raises").kind, "SyntaxError");
    assert_eq!(rt.eval::<i64>("2 ** 70").expect_err("raises").kind, "OverflowError");
    assert_eq!(rt.eval::<u8>("-1").expect_err("raises").kind, "OverflowError");
    assert_eq!(rt.eval::<i64>("'x'").expect_err("raises").kind, "TypeError");
    assert_eq!(rt.eval::<String>("'\\ud800'").expect_err("raises").kind, "ValueError");
    assert_eq!(rt.exec("raise SystemExit(3)").expect_err("raises").kind, "SystemExit");
    assert_eq!(rt.call::<()>("missing", ()).expect_err("raises").kind, "NameError");
}

#[test]
fn names_and_calls() -> Result<(), Error> {
    roomy(|| {
        let rt = runtime();
        rt.exec("def embed_add(a, b=1, *rest):\n    return a + b + sum(rest)")?;
        assert_eq!(rt.call::<i64>("embed_add", (1,))?, 2);
        assert_eq!(rt.call::<i64>("embed_add", (1, 2, 3, 4))?, 10);
        rt.set("embed_words", vec!["b", "a"])?;
        assert_eq!(rt.call::<String>("','.join", (vec!["x", "y"],))?, "x,y");
        assert_eq!(rt.eval::<Vec<String>>("sorted(embed_words)")?, ["a", "b"]);
        assert_eq!(rt.eval::<String>("__import__('json').dumps({'a': [1, None]})")?, "{\"a\": [1, null]}");
        Ok(())
    })
}

#[test]
fn many_threads_at_once() -> Result<(), Error> {
    roomy(|| {
        fn is_shared<T: Clone + Send + Sync>() {}
        is_shared::<Runtime>();
        let rt = runtime();
        rt.exec("import threading\nembed_seen = []\nembed_lock = threading.Lock()\nembed_n = 0")?;
        let count = 8;
        std::thread::scope(|scope| {
            let workers: Vec<_> = (0..count)
                .map(|k| {
                    let rt = rt.clone();
                    let work = move || -> Result<i64, Error> {
                        for _ in 0..50 {
                            rt.exec("with embed_lock: embed_n += 1")?;
                        }
                        rt.call::<()>("embed_seen.append", (k,))?;
                        rt.attach(|py| {
                            let before = py.eval::<i64>("sum(range(1000))")?;
                            py.detached(std::thread::yield_now);
                            Ok(before + py.eval::<i64>("len(embed_seen) > 0")?)
                        })
                    };
                    std::thread::Builder::new()
                        .stack_size(16 << 20)
                        .spawn_scoped(scope, work)
                        .expect("a thread")
                })
                .collect();
            for worker in workers {
                assert_eq!(worker.join().expect("no panic")?, 499_501);
            }
            Ok::<(), Error>(())
        })?;
        assert_eq!(rt.eval::<i64>("embed_n")?, 50 * i64::from(count));
        assert_eq!(rt.eval::<Vec<i32>>("sorted(embed_seen)")?, (0..count).collect::<Vec<_>>());
        Ok(())
    })
}

#[test]
fn python_threads_and_a_finish() -> Result<(), Error> {
    roomy(|| {
        let rt = runtime();
        rt.exec(
        "import threading\nembed_out = []\nembed_t = threading.Thread(target=lambda: embed_out.append(1))\nembed_t.start()\nembed_t.join()",
    )?;
        assert_eq!(rt.eval::<Vec<i64>>("embed_out")?, [1]);
        Ok(())
    })
}
