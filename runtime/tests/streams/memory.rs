//! Memory use of large streams. A child process receives them from this one, so that only the client is measured.

use std::env;
use std::fs;
use std::io;
use std::process::Command;

use clientwright_runtime::{BodyFormat, Client, Json, Operation, Upload};

use crate::server::{Connection, Server};
use crate::{builder_of, download};

/// Environment variable with the server's URL for the child process.
const URL: &str = "STREAMS_URL";
/// Maximum growth of the resident memory of the client, in KiB.
const GROWTH: u64 = 16 << 10;

/// Peak resident memory of this process in KiB, see proc_pid_status(5).
fn peak() -> u64 {
    let status = fs::read_to_string("/proc/self/status").expect("Linux");
    let mut lines = status.lines();
    let peak = lines.find_map(|line| line.strip_prefix("VmHWM:"));
    let peak = peak.expect("a peak").trim().trim_end_matches(" kB");
    peak.parse().expect("a number")
}

/// Runs `receive` in a child process with a client of this server, and checks that its memory does
/// not grow.
fn measure<F: Future<Output = ()>>(
    test: &str,
    respond: impl Fn(&mut Connection) -> io::Result<()> + Send + Sync + 'static,
    transfer: impl FnOnce(Client) -> F,
) {
    if let Ok(url) = env::var(URL) {
        let runtime = tokio::runtime::Builder::new_current_thread();
        let runtime = { runtime }.enable_all().build().expect("a runtime");
        let client = builder_of(url).build().expect("a client");
        // Code and allocator caches are not part of the stream.
        let before = peak();
        runtime.block_on(transfer(client));
        let after = peak();
        assert!(
            after <= before + GROWTH,
            "{before} KiB and then {after} KiB"
        );
        return;
    }
    let server = Server::start(move |_, connection| respond(connection));
    let child = Command::new(env::current_exe().expect("this test"))
        .args(["--exact", test, "--include-ignored"])
        .env(URL, &server.url)
        .output()
        .expect("a child");
    let said = String::from_utf8_lossy(&child.stdout);
    assert!(
        child.status.success() && said.contains("1 passed"),
        "{said}"
    );
}

fn download_of(test: &str, mebibytes: u64) {
    let length = mebibytes << 20;
    measure(
        test,
        move |connection| {
            connection.head(200, &[("content-length", &length.to_string())])?;
            (0..length >> 16).try_for_each(|_| connection.send(&download::CHUNK))
        },
        |client| async move {
            static FILE: Operation = Operation::get("files.content", "/file");
            let call = client.request(&FILE).download();
            let mut download = call.await.expect("a response");
            let mut received = 0;
            while let Some(chunk) = download.try_next().await.expect("a chunk") {
                received += chunk.len() as u64;
            }
            assert_eq!(received, length);
        },
    );
}

/// Sends a sparse file, which takes no space on the disk.
fn upload_of(test: &str, mebibytes: u64) {
    let length = mebibytes << 20;
    measure(
        test,
        move |connection| {
            let mut received = 0;
            connection.read_body(|bytes| received += bytes.len() as u64)?;
            let status = if received == length { 204 } else { 400 };
            connection.head(status, &[("content-length", "0")])
        },
        |client| async move {
            static REPLACE: Operation = Operation {
                body: Some(BodyFormat::Bytes),
                ..Operation::put("files.replace", "/file")
            };
            let name = format!("sparse-{}", std::process::id());
            let path = env::temp_dir().join(name);
            let file = fs::File::create(&path).expect("a file");
            file.set_len(length).expect("a sparse file");
            let mut request = client.request(&REPLACE);
            request.bytes(Upload::file(&path));
            let result = request.send_empty().await;
            fs::remove_file(&path).expect("a file");
            result.expect("a response");
        },
    );
}

#[test]
fn uploads_use_constant_memory() {
    upload_of("memory::uploads_use_constant_memory", 128);
}

#[test]
#[ignore = "transfers 2 GiB; run by .ci/run"]
fn uploads_of_2_gib_use_constant_memory() {
    upload_of("memory::uploads_of_2_gib_use_constant_memory", 2 << 10);
}

#[test]
fn downloads_use_constant_memory() {
    download_of("memory::downloads_use_constant_memory", 128);
}

#[test]
#[ignore = "transfers 2 GiB; run by .ci/run"]
fn downloads_of_2_gib_use_constant_memory() {
    download_of("memory::downloads_of_2_gib_use_constant_memory", 2 << 10);
}

/// Receives numbered events, over connections that are cut in the middle of an event.
fn events_of(test: &str, count: u64) {
    const PER_CONNECTION: u64 = 30_000;
    measure(
        test,
        move |connection| {
            let first = connection.seen.header("last-event-id");
            let first = first.map_or(0, |id| id.parse::<u64>().expect("a number") + 1);
            connection.chunked(200, "text/event-stream")?;
            let last = count.min(first + PER_CONNECTION);
            let mut text = "retry: 1\n\n".to_owned();
            for id in first..last {
                text.push_str(&format!("id: {id}\ndata: {{\"number\": {id}}}\n\n"));
                if text.len() > 1 << 15 || id + 1 == last {
                    connection.chunk(&text)?;
                    text.clear();
                }
            }
            if last == count {
                connection.end()
            } else {
                connection.chunk(format!("id: {last}\ndata: {{\"num"))
            }
        },
        |client| async move {
            static WATCH: Operation = Operation {
                accept: "text/event-stream",
                ..Operation::get("events.watch", "/events")
            };
            let call = client.request(&WATCH).send_events::<Json>();
            let mut events = call.await.expect("a response");
            let mut expected = 0;
            while let Some(event) = events.try_next().await.expect("an event") {
                assert_eq!(event.data["number"], expected);
                expected += 1;
            }
            assert_eq!(expected, count);
        },
    );
}

#[test]
fn events_use_constant_memory() {
    events_of("memory::events_use_constant_memory", 50_000);
}

#[test]
#[ignore = "receives a million events; run by .ci/run"]
fn a_million_events_use_constant_memory() {
    events_of("memory::a_million_events_use_constant_memory", 1_000_000);
}
