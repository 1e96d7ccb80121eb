//! A list in a process with one thread, where tables grow in place: one test only, so that no other thread attaches.

mod support;

#[test]
fn list_against_model() {
    support::python(|t| (0..40).for_each(|seed| support::list_against_model(t, seed, 2_000)));
}
