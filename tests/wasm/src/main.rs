//! The client on wasm32-unknown-unknown, with a transport and a timer that are not `Send`, and without a clock.
//!
//! ```console
//! $ cargo build -p clientwright-wasm --target wasm32-unknown-unknown
//! $ node tests/wasm/run.mjs target/wasm32-unknown-unknown/debug/clientwright-wasm.wasm
//! ```

#[cfg(target_family = "wasm")]
mod proof;

/// Traps if a check fails, because there is no output.
fn main() {
    #[cfg(target_family = "wasm")]
    proof::run();
}
