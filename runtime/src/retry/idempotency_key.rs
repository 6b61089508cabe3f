//! Idempotency keys, which let a server ignore duplicates of a call.

/// Creates the keys of a client.
pub(crate) type KeyGenerator = Box<dyn Fn() -> String + Send + Sync>;

/// A random UUID (RFC 9562, version 4); `None` on targets without a source of randomness.
///
/// [`RandomState`](std::hash::RandomState) is seeded by the operating system, once per thread. The
/// process and the time keep keys distinct in processes and virtual machines that are copies of each
/// other.
#[cfg(not(all(target_family = "wasm", target_os = "unknown")))]
pub(crate) fn random_key() -> Option<String> {
    use std::hash::{BuildHasher, RandomState};
    use std::time::SystemTime;

    let (state, process, time) = (RandomState::new(), std::process::id(), SystemTime::now());
    let [high, low] = [0_u8, 1].map(|half| state.hash_one((process, time, half)));
    Some(uuid(high, low))
}

/// `RandomState` has a fixed seed on this target, and keys of different calls must differ.
#[cfg(all(target_family = "wasm", target_os = "unknown"))]
pub(crate) fn random_key() -> Option<String> {
    None
}

/// Formats random bits, six of which the version and the variant replace.
#[cfg_attr(
    all(target_family = "wasm", target_os = "unknown"),
    expect(dead_code, reason = "no random bits on this target")
)]
fn uuid(high: u64, low: u64) -> String {
    let high = high & !0xf000 | 0x4000;
    let low = low & !(0b11 << 62) | 0b10 << 62;
    format!(
        "{:08x}-{:04x}-{:04x}-{:04x}-{:012x}",
        high >> 32,
        high >> 16 & 0xffff,
        high & 0xffff,
        low >> 48,
        low & 0xffff_ffff_ffff,
    )
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn keys_are_distinct_uuids() {
        let threads = [(); 4].map(|()| {
            std::thread::spawn(|| (0..1000).filter_map(|_| random_key()).collect::<Vec<_>>())
        });
        let keys: BTreeSet<String> = threads
            .into_iter()
            .flat_map(|thread| thread.join().expect("the keys"))
            .collect();
        assert_eq!(keys.len(), 4000);
        for key in keys {
            let lengths: Vec<_> = key.split('-').map(str::len).collect();
            assert_eq!(lengths, [8, 4, 4, 4, 12], "{key}");
            assert_eq!(key.get(14..15), Some("4"), "{key}");
            assert!(
                key.get(19..20).is_some_and(|it| "89ab".contains(it)),
                "{key}"
            );
        }
    }

    #[test]
    fn version_and_variant_are_set() {
        assert_eq!(uuid(0, 0), "00000000-0000-4000-8000-000000000000");
        assert_eq!(
            uuid(u64::MAX, u64::MAX),
            "ffffffff-ffff-4fff-bfff-ffffffffffff"
        );
    }
}
