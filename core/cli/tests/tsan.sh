#!/bin/sh
# The executable under ThreadSanitizer, with hostile threads: `tsan.sh [TARGET_DIR] [SECONDS] [SCRIPT...]`. Fails if it reports anything.
set -eu
cd "$(dirname "$0")/../../.."
target=${1:-target/tsan}
seconds=${2:-60}
export RUSTFLAGS="-Zsanitizer=thread -Cunsafe-allow-abi-mismatch=sanitizer --cfg heddle_tsan"
export TSAN_OPTIONS="suppressions=$PWD/gc/tests/tsan.supp exitcode=66 halt_on_error=0"
cargo +nightly build --release --target x86_64-unknown-linux-gnu --target-dir "$target" -p heddle-cli
# Without address randomisation: the sanitizer's shadow memory has fixed places.
exec setarch -R "$target/x86_64-unknown-linux-gnu/release/heddle" core/cli/tests/hostile.py --seconds "$seconds"
