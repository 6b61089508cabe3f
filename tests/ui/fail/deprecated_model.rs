//! Using a deprecated model warns with the replacement and the end of life. The shipped API has none.
#![deny(deprecated)]

use golden_service::keys::KeyRing;

fn color(ring: KeyRing) -> Option<String> {
    ring.color
}

fn main() {}
