//! Decoding and encoding a page of 1,000 policies, compared with the same model with serde derives.

mod derived;

use cloudflare_email_security::allow_policies::AllowPolicy;
use derived::Derived;
use divan::counter::BytesCount;

fn main() {
    divan::main();
}

/// A page with the members in the order of the reference's example.
fn page() -> Vec<u8> {
    let items: Vec<_> = (0..1000)
        .map(|number| {
            format!(
                r#"{{"id":"f174e90a-fafe-4643-bbbc-{number:012}","created_at":"2014-01-01T05:20:00.12345Z","last_modified":"2014-01-01T05:20:00.12345Z","comments":"Trust all messages","is_acceptable_sender":false,"is_exempt_recipient":false,"is_recipient":false,"is_regex":false,"is_sender":true,"is_spoof":false,"is_trusted_sender":true,"modified_at":"2014-01-01T05:20:00.12345Z","pattern":"test{number}@example.com","pattern_type":"EMAIL","verify_sender":true}}"#
            )
        })
        .collect();
    format!("[{}]", items.join(",")).into_bytes()
}

#[divan::bench_group]
mod decode {
    use super::{AllowPolicy, BytesCount, Derived, page};

    #[divan::bench]
    fn ours(bencher: divan::Bencher<'_, '_>) {
        let page = page();
        bencher.counter(BytesCount::of_slice(&page)).bench(|| {
            clientwright_runtime::model::from_json::<Vec<AllowPolicy>>(&page).map(|it| it.len())
        });
    }

    #[divan::bench]
    fn derived(bencher: divan::Bencher<'_, '_>) {
        let page = page();
        bencher
            .counter(BytesCount::of_slice(&page))
            .bench(|| serde_json::from_slice::<Vec<Derived>>(&page).map(|it| it.len()));
    }
}

#[divan::bench_group]
mod encode {
    use super::{AllowPolicy, Derived, page};

    #[divan::bench]
    fn ours(bencher: divan::Bencher<'_, '_>) {
        let items: Vec<AllowPolicy> = serde_json::from_slice(&page()).unwrap();
        bencher.bench(|| serde_json::to_vec(&items).map(|it| it.len()));
    }

    #[divan::bench]
    fn derived(bencher: divan::Bencher<'_, '_>) {
        let items: Vec<Derived> = serde_json::from_slice(&page()).unwrap();
        bencher.bench(|| serde_json::to_vec(&items).map(|it| it.len()));
    }
}
