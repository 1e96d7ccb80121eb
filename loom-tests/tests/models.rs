//! Every model as a test, and the agreement of the models with the mutations.
#![cfg(loom)]

use heddle_loom_tests::{MODELS, each_model};
use heddle_threads::sync::Mutation;

macro_rules! tests {
    ($($protocol:ident: $($model:ident),+;)*) => {
        $($(#[test]
        fn $model() {
            heddle_loom_tests::models::$protocol::$model();
        })+)*
    };
}
each_model!(tests);

#[test]
fn mutations_and_models_agree() {
    let named = |model: &str| Mutation::ALL.iter().any(|(_, _, m)| *m == model);
    let written = |model: &str| MODELS.iter().any(|(name, _)| *name == model);
    for (name, _) in MODELS {
        assert!(named(name), "no mutation is there for the model {name}");
    }
    for (_, mutation, model) in Mutation::ALL {
        assert!(written(model), "{mutation} names {model}: no such model");
    }
}
