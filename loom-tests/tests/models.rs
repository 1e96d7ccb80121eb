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

/// Models that mutations name and that are still to be written. Take a name out when its model comes.
const AWAITED: &[&str] = &[
    "credit_against_merge_and_free",
    "fresh_header_against_stale_reader",
    "merge_against_last_decrement",
    "owner_against_foreign",
    "queue_against_exit",
    "queue_against_zero_local",
    "remote_free_against_adoption",
    "remote_free_against_owner",
    "remote_free_is_found",
    "table_growth_against_reader",
    "table_publish_against_reader",
    "try_incref_against_last_decrement",
    "try_incref_against_private_free",
    "try_incref_against_reuse",
    "two_foreigners_last_use",
    "two_foreigners_queue_once",
    "weak_upgrade_against_death",
    "weak_upgrade_against_resurrection",
];

#[test]
fn mutations_and_models_agree() {
    let named = |model: &str| Mutation::ALL.iter().any(|(_, _, m)| *m == model);
    let written = |model: &str| MODELS.iter().any(|(name, _)| *name == model);
    for (name, _) in MODELS {
        assert!(named(name), "no mutation is there for the model {name}");
        assert!(!AWAITED.contains(name), "the model {name} is there: no longer awaited");
    }
    for (_, mutation, model) in Mutation::ALL {
        assert!(written(model) || AWAITED.contains(model), "{mutation} names {model}: no such model");
    }
}
