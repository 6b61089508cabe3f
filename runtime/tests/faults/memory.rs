//! Memory use of long lists.
//!
//! One test counts the live parts of pages, another measures the memory of a process.

use std::cell::Cell;
use std::future::ready;

use clientwright_runtime::model::{DecodeError, Source};
use clientwright_runtime::{
    Body, BoxFuture, Bytes, Client, ClientBuilder, Operation, PageStyle, Pagination, Service,
    Transport, TransportError, http, model::Decode,
};

const PAGES: u64 = 10_000;
const ITEMS: u64 = 50;

static SERVICE: Service = Service::new("test-client", "1.2.3", "http://localhost");
static LIST: Operation = Operation {
    pagination: Some(&Pagination {
        total_pages: Some("/total_pages"),
        ..Pagination::new(
            PageStyle::PageNumber {
                page: "page",
                first: 1,
            },
            "/items",
        )
    }),
    ..Operation::get("things.list", "/things")
};

fn page(number: u64) -> String {
    let items: Vec<String> = (0..ITEMS)
        .map(|item| format!("\"{:0100}\"", number * ITEMS + item))
        .collect();
    format!(r#"{{"total_pages":{PAGES},"items":[{}]}}"#, items.join(","))
}

/// Current and maximum number of live values.
#[derive(Default)]
struct Count {
    now: Cell<u64>,
    most: Cell<u64>,
}

impl Count {
    fn add(&self) {
        self.now.set(self.now.get() + 1);
        self.most.set(self.most.get().max(self.now.get()));
    }

    fn remove(&self) {
        self.now.set(self.now.get() - 1);
    }
}

thread_local! {
    static BODIES: Count = Count::default();
    static LIVING: Count = Count::default();
}

/// An item that is counted while it is alive.
struct Item;

impl Decode for Item {
    fn decode(source: &mut dyn Source<'_>) -> Result<Self, DecodeError> {
        source.text()?;
        LIVING.with(Count::add);
        Ok(Self)
    }
}

impl Drop for Item {
    fn drop(&mut self) {
        LIVING.with(Count::remove);
    }
}

/// A body that is counted while any part of it is alive.
struct Counted(Vec<u8>);

impl AsRef<[u8]> for Counted {
    fn as_ref(&self) -> &[u8] {
        &self.0
    }
}

impl Drop for Counted {
    fn drop(&mut self) {
        BODIES.with(Count::remove);
    }
}

/// Returns pages without a server.
struct InMemory;

impl Transport for InMemory {
    fn send(
        &self,
        request: http::Request<Option<Bytes>>,
    ) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
        let query = request.uri().query().unwrap_or_default();
        let number = query.strip_prefix("page=").unwrap_or("1");
        let body = Counted(page(number.parse().expect("a number")).into_bytes());
        BODIES.with(Count::add);
        let body = Body::from(Bytes::from_owner(body));
        Box::pin(ready(Ok(http::Response::new(body))))
    }
}

#[tokio::test]
async fn only_one_of_ten_thousand_pages_is_in_memory() {
    let client: Client = ClientBuilder::new(&SERVICE)
        .transport(InMemory)
        .build()
        .expect("a client");
    let mut items = client.request(&LIST).items::<Item>();
    let mut count = 0;
    while let Some(item) = items.try_next().await.expect("a page") {
        drop(item);
        count += 1;
    }
    assert_eq!(count, PAGES * ITEMS);
    drop(items);
    for (counted, most) in [(&BODIES, 1), (&LIVING, ITEMS)] {
        counted.with(|count| assert_eq!((count.now.get(), count.most.get()), (0, most)));
    }
}

/// Measures a child process that reads pages over a socket.
#[cfg(target_os = "linux")]
mod of_a_process {
    use std::env;
    use std::fs;
    use std::process::Command;

    use clientwright_runtime::{Client, ClientBuilder};

    use super::{ITEMS, LIST, PAGES, SERVICE, page};
    use crate::server::{Server, answer};

    /// Environment variable with the server's URL for the child process.
    const URL: &str = "TEN_THOUSAND_PAGES";
    const NAME: &str = "memory::of_a_process::memory_use_does_not_grow_with_the_number_of_pages";
    /// Maximum growth in memory pages: 2 MiB if a page has 4 KiB. The server sends 45 MiB in total.
    const GROWTH: u64 = 512;

    /// Resident memory in pages, see proc(5).
    fn resident() -> u64 {
        let sizes = fs::read_to_string("/proc/self/statm").expect("Linux");
        let resident = sizes.split(' ').nth(1).expect("a second number");
        resident.parse().expect("a number")
    }

    #[test]
    fn memory_use_does_not_grow_with_the_number_of_pages() {
        if let Ok(url) = env::var(URL) {
            return read_all(url);
        }
        let server =
            Server::start(|seen, _| answer(200, "", page(seen.number("page").unwrap_or(1))));
        let child = Command::new(env::current_exe().expect("this test"))
            .args(["--exact", NAME])
            .env(URL, &server.url)
            .output()
            .expect("a child");
        let said = String::from_utf8_lossy(&child.stdout);
        assert!(
            child.status.success() && said.contains("1 passed"),
            "{said}"
        );
        assert_eq!(server.count() as u64, PAGES);
    }

    #[tokio::main(flavor = "current_thread")]
    async fn read_all(url: String) {
        let client: Client = ClientBuilder::new(&SERVICE)
            .base_url(url)
            .build()
            .expect("a client");
        let mut items = client.request(&LIST).items::<String>();
        let mut count = 0;
        let mut early = 0;
        while let Some(item) = items.try_next().await.expect("a page") {
            assert_eq!(item.len(), 100);
            count += 1;
            if count == PAGES * ITEMS / 10 {
                early = resident();
            }
        }
        assert_eq!(count, PAGES * ITEMS);
        let late = resident();
        assert!(late <= early + GROWTH, "{early} and then {late}");
    }
}
