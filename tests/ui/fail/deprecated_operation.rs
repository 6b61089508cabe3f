//! Calling a deprecated operation warns with the reason and the end of life. The shipped API has none.
#![deny(deprecated)]

use golden_service::keys::Keys;

fn list(keys: Keys) {
    drop(keys.list());
}

fn main() {}
