#!/bin/sh
# The executable under ThreadSanitizer, with hostile threads: `tsan.sh [TARGET_DIR] [SECONDS]`. Fails if it reports anything.
# With HEDDLE_GC_STRESS=300 in the environment it also collects all the time.
set -eu
cd "$(dirname "$0")/../../.."
target=${1:-target/tsan}
seconds=${2:-60}
export RUSTFLAGS="-Zsanitizer=thread -Cunsafe-allow-abi-mismatch=sanitizer --cfg heddle_tsan"
export TSAN_OPTIONS="suppressions=$PWD/gc/tests/tsan.supp exitcode=66 halt_on_error=0"
cargo +nightly build --release --target x86_64-unknown-linux-gnu --target-dir "$target" -p heddle-cli
# Without address randomisation: the sanitizer's shadow memory has fixed places.
export HEDDLE_HOSTILE_SECONDS="$seconds"
exec setarch -R python3 core/cli/tests/check_scripts.py "$target/x86_64-unknown-linux-gnu/release/heddle" \
    --jobs 1 --timeout "$((seconds * 20))" core/cli/tests/hostile
