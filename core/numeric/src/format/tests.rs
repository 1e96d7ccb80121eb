//! Tests of formatting.
