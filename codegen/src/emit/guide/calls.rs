//! Sections on making calls: the first one, lists, options of a request, code that is not async.

use super::{Guide, Told, paged};
use crate::emit::examples::{self, chained};
use crate::emit::values::Writer;

/// From nothing to a first answer.
pub(super) fn first(guide: &mut Guide<'_>, (resource, operation): Told<'_>) {
    let api = guide.api;
    let mut writer = Writer::new(api);
    let call = examples::body(&mut writer, resource, operation);
    writer.uses.insert("Client".to_owned());
    let client = if guide.has_environment() {
        "from_env"
    } else {
        "new"
    };
    let body = format!("let client = Client::{client}()?;\n{call}");
    guide.heading("A first call");
    guide.block(examples::in_function(&writer, &[], &[], "async fn", &body));
    guide.text(
        "Build a [`Client`] once and clone it: its clones share their connections. Every method at the end of the chain \
         returns a request. What the operation cannot do without are arguments, and fields of a struct where there are \
         several; what is optional are methods of the request. Awaiting the request makes the call, on Tokio unless you \
         bring [another transport](#a-transport-of-your-own).",
    );
    guide.text(
        "Leaving a parameter out, setting it and clearing it are three things: `clear_…` is there for whatever may be \
         `null`. Ids and enums have types of their own. Enums keep values that this version does not know, so match with \
         a `_` arm.",
    );
}

/// Items, pages, page by page.
pub(super) fn lists(guide: &mut Guide<'_>) {
    let Some((resource, operation)) = paged(guide.api) else {
        return;
    };
    let mut writer = Writer::new(guide.api);
    let list = chained("let list = ", &writer.call(resource, operation));
    let body = format!(
        "{list};

// Item by item. The next page is fetched when it is needed.
let mut items = list.clone().items();
while let Some(item) = items.try_next().await? {{
    println!(\"{{item:?}}\");
}}

// Page by page, with what the server says of each.
let mut pages = list.clone().pages();
while let Some(page) = pages.try_next().await? {{
    println!(\"{{}} of {{:?}}\", page.items.len(), page.info.total_count);
}}

// One page, and another when you want it.
let page = list.await?;
if let Some(next) = page.next() {{
    println!(\"{{:?}}\", next.await?.items);
}}"
    );
    guide.heading("Lists");
    guide.text("Awaiting a list fetches one page. [`Items`] and [`Pages`] go through all of them:");
    guide.block(examples::with_client(&writer, &[], &body));
    guide.text(
        "Both are `futures` streams as well. They end with the last page, without an extra request if the server tells \
         how many there are, and after an error. A server that sends the same page again is an error, \
         [`ErrorKind::RepeatedPage`], and never a loop.",
    );
}

/// What one request can do besides its parameters, and all of its answer.
pub(super) fn options(guide: &mut Guide<'_>, (resource, operation): Told<'_>) {
    let mut writer = Writer::new(guide.api);
    let mut links = writer.call(resource, operation);
    links.extend(
        [
            "timeout(Duration::from_secs(5))",
            "max_retries(0)",
            "extra_header(\"x-trace\", \"42\")",
            "extra_query(\"debug\", \"true\")",
            "send()",
            "with_response()",
            "await?",
        ]
        .map(str::to_owned),
    );
    let id = match guide.api.request_id_header {
        Some(_) => "println!(\"request {:?}\", response.request_id());\n",
        None => "",
    };
    let body = format!(
        "{};
println!(\"{{}} after {{}} attempts\", response.status(), response.attempts());
{id}println!(\"{{}} bytes of {{:?}}\", response.bytes().len(), response.headers().get(\"content-type\"));
println!(\"{{:?}}\", response.value());",
        chained("let response = ", &links)
    );
    guide.heading("Options of one request, and its whole answer");
    guide.text(
        "Every request takes what this version of the crate does not know: headers, query parameters and members of a \
         body. [`with_response`](Call::with_response) gives the whole answer beside the value.",
    );
    guide.block(examples::with_client(&writer, &["time::Duration"], &body));
}

/// The same calls without async.
pub(super) fn blocking(guide: &mut Guide<'_>, (resource, operation): Told<'_>) {
    let mut writer = Writer::new(guide.api);
    let mut links = writer.call(resource, operation);
    links.push("send_blocking()?".to_owned());
    let mut body = format!(
        "{};\nprintln!(\"{{value:?}}\");",
        chained("let value = ", &links)
    );
    let mut lists = "";
    if let Some((resource, operation)) = paged(guide.api) {
        let mut links = writer.call(resource, operation);
        links.extend(["items()", "blocking()"].map(str::to_owned));
        body.push_str(&format!(
            "\n\n{};\nfor item in items {{\n    println!(\"{{:?}}\", item?);\n}}",
            chained("let items = ", &links)
        ));
        lists = ", and lists are iterators";
    }
    let client = format!("client: {}::Client", guide.api.crate_name());
    guide.heading("Without async");
    guide.text(&format!(
        "With the feature `blocking` every request has `send_blocking`{lists}:"
    ));
    let function = "#[cfg(feature = \"blocking\")] fn";
    guide.block(examples::in_function(
        &writer,
        &[],
        &[client],
        function,
        &body,
    ));
    guide.text(
        "Inside of an async runtime, where blocking could stop everything for ever, that is an error, \
         [`ErrorKind::Executor`]: await the request there. Tokio's `spawn_blocking` counts as inside; what waits there \
         is `Handle::current().block_on(request.send())`.",
    );
}
