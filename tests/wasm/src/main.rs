//! The client on wasm32-unknown-unknown: a transport and a timer that no other thread may have, and no clock.
//!
//! ```console
//! $ cargo build -p clientwright-wasm --target wasm32-unknown-unknown
//! $ node tests/wasm/run.mjs target/wasm32-unknown-unknown/debug/clientwright-wasm.wasm
//! ```

#[cfg(target_family = "wasm")]
mod proof;

/// Ends in a trap if anything is not as it should be: there is nobody to print to.
fn main() {
    #[cfg(target_family = "wasm")]
    proof::run();
}
