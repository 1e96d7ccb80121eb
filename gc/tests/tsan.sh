#!/bin/sh
# The tests of threads and gc under ThreadSanitizer, in smaller sizes. Fails if it reports anything.
set -eu
cd "$(dirname "$0")/../.."
target=${1:-target/tsan}
export RUSTFLAGS="-Zsanitizer=thread -Cunsafe-allow-abi-mismatch=sanitizer --cfg heddle_tsan"
export TSAN_OPTIONS="suppressions=$PWD/gc/tests/tsan.supp"
# Without address randomisation: the sanitizer's shadow memory has fixed places.
exec setarch -R cargo +nightly test --target x86_64-unknown-linux-gnu --target-dir "$target" \
    -p heddle-threads -p heddle-gc --tests
