//! Naming a deprecated model warns, with what to use instead and until when. The shipped API has none.
#![deny(deprecated)]

use golden_service::keys::KeyRing;

fn color(ring: KeyRing) -> Option<String> {
    ring.color
}

fn main() {}
