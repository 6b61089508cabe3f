//! Sections on what goes wrong: errors, and what the client does by itself before there is one.

use super::{Guide, Told, link, operations};
use crate::emit::examples::{self, chained};
use crate::emit::values::Writer;

/// The kinds of errors that matter, and what they tell.
pub(super) fn errors(guide: &mut Guide<'_>, (resource, operation): Told<'_>) {
    let mut writer = Writer::new(guide.api);
    let call = chained("let call = ", &writer.call(resource, operation));
    writer.uses.insert("ErrorKind".to_owned());
    let id = match guide.api.request_id_header {
        Some(_) => "            println!(\"request {:?}\", api.request_id());\n",
        None => "",
    };
    let body = format!(
        "{call};
match call.await {{
    Ok(value) => println!(\"{{value:?}}\"),
    Err(error) => match error.kind() {{
        ErrorKind::Api(api) if api.status() == 404 => println!(\"there is no such thing\"),
        ErrorKind::Api(api) => {{
            println!(\"{{}}: {{:?}}\", api.status(), api.errors());
{id}            println!(\"come back in {{:?}}\", api.retry_after());
        }}
        ErrorKind::Timeout | ErrorKind::Connect => {{
            println!(\"unreachable after {{}} attempts\", error.attempts());
        }}
        ErrorKind::Decode(failure) => println!(\"{{}}: {{}}\", failure.path(), failure.reason()),
        _ => return Err(error.into()),
    }},
}}"
    );
    guide.heading("Errors");
    guide.text(
        "Whatever fails is an [`Error`]. Its [`kind`](Error::kind) tells what went wrong, and for the common questions \
         there are methods such as [`is_not_found`](Error::is_not_found).",
    );
    guide.block(examples::with_client(&writer, &[], &body));
    guide.text(
        "The text of an error holds neither secrets nor arguments nor bodies, so it may be logged. Only what the server \
         itself says of an error is quoted, and may repeat arguments: of five errors at most, each text cut to 300 \
         characters, control characters escaped, and the client's own secrets replaced by `[redacted]`. \
         [`source`](std::error::Error::source) leads to the cause below it.",
    );
    guide.text(
        "Calls are made in a Tokio runtime with time and I/O enabled, unless you bring \
         [another transport](#a-transport-of-your-own). Outside of any runtime they are an error, \
         [`ErrorKind::Executor`]; in one without time or I/O Tokio panics.",
    );
}

/// What is repeated, how long things may take, and how to have it otherwise.
pub(super) fn retries(guide: &mut Guide<'_>, told: Told<'_>) {
    guide.heading("Retries and time limits");
    guide.text(
        "An attempt is repeated when the exchange breaks off, and when the server answers 408, 409, 429 or 500 and above. \
         Before that the client waits as long as the server asks for, if that is a minute at most, or else half a second, \
         then a whole one, and so on up to eight, less a quarter at most by chance. `x-should-retry: true` or `false` from \
         the server overrules the status.",
    );
    if let Some(link) = not_idempotent(guide) {
        guide.text(&format!(
            "What must not happen twice is not repeated: when an operation that is not idempotent, such as {link}, may \
             have reached the server, its error is returned at once. Only 408 and 429 say that the server did not act, \
             and with `x-should-retry: true` it asks for another attempt. `retry_non_idempotent(true)` repeats it all the \
             same.",
        ));
    }
    let rows = [
        (
            "`timeout`",
            "one attempt, from connecting to the last byte",
            "60 s",
        ),
        (
            "`connect_timeout`",
            "connecting; of a client only, and only of its usual transport",
            "5 s",
        ),
        (
            "`deadline`",
            "a whole call, with all attempts and waits; each page of a list is a call",
            "none",
        ),
        ("`max_retries`", "attempts after the first", "2"),
        (
            "`max_response_bytes`",
            "the body of an answer, compressed and not; of a client only",
            "64 MiB",
        ),
    ];
    let rows = rows.map(|row| [row.0, row.1, row.2].map(str::to_owned).to_vec());
    guide.table(&["setting", "limits", "default"], rows);
    guide.text("Each is set on the builder of the client, and most of them on a request too:");
    guide.block(limits(guide, told));
    guide.text(
        "[`ClientBuilder::retry`] takes a [policy](runtime::RetryPolicy) of your own, which is told all about a \
         [failed attempt](runtime::FailedAttempt).",
    );
}

fn limits(guide: &Guide<'_>, (resource, operation): Told<'_>) -> Vec<String> {
    let mut writer = Writer::new(guide.api);
    let mut links = writer.call(resource, operation);
    links.extend(["deadline(Duration::from_secs(5))", "await?"].map(str::to_owned));
    writer.uses.insert("Client".to_owned());
    let env = if guide.has_environment() {
        "    .env()\n"
    } else {
        ""
    };
    let body = format!(
        "let client = Client::builder()
{env}    .timeout(Duration::from_secs(10))
    .deadline(Duration::from_secs(30))
    .max_retries(4)
    .build()?;
{};",
        chained("let value = ", &links)
    );
    examples::in_function(&writer, &["time::Duration"], &[], "async fn", &body)
}

/// A link to an operation that is not repeated, if there is one.
fn not_idempotent(guide: &Guide<'_>) -> Option<String> {
    let (resource, operation) = operations(guide.api)
        .filter(|(_, it)| !it.idempotent)
        .min_by_key(|(_, it)| it.deprecated.is_some())?;
    Some(link(&format!(
        "{}::{}::{}",
        resource.rust, resource.rust_type, operation.rust
    )))
}
