//! A tour of the client: list, create, get, edit, page through and delete allow policies.
//!
//! The server is the fake that the crate brings for tests, so neither a token nor a network is needed:
//!
//! ```console
//! $ cargo run --example tour -p cloudflare-email-security
//! ```

use cloudflare_email_security::ErrorKind;
use cloudflare_email_security::allow_policies::{AllowPolicy, CreateAllowPolicyParams};
use cloudflare_email_security::testing::{Fake, Fault};
use cloudflare_email_security::types::PatternTypeInput;

const ACCOUNT: &str = "023e105f4ecef8ad9ca31a8372d0c353";

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let fake = Fake::new();
    let server = fake.serve()?;
    // For the real thing, `Client::from_env()?` is all: it takes the token from CLOUDFLARE_API_TOKEN.
    let client = server.client()?;
    let policies = client.email_security().settings().allow_policies();

    println!("What is there? Awaiting a request makes the call.");
    let page = policies.list(ACCOUNT).await?;
    println!("  {} policies\n", page.items.len());

    println!("Create three. What is required are fields, what is optional are methods.");
    let mut created = Vec::new();
    for pattern in ["ann@example.com", "bob@example.com", "eve@example.com"] {
        let params = CreateAllowPolicyParams {
            pattern: pattern.to_owned(),
            pattern_type: PatternTypeInput::Email,
            is_regex: false,
            is_acceptable_sender: true,
            is_exempt_recipient: false,
            is_trusted_sender: false,
            verify_sender: true,
        };
        created.push(policies.create(ACCOUNT, params).comments("new").await?);
    }
    let [ann, bob, _] = &created[..] else {
        return Err("three calls, but not three policies".into());
    };
    println!("  the first is {}\n", describe(ann));

    println!("Get one by its id. The id of an account would not compile here.");
    println!("  {}\n", describe(&policies.get(ACCOUNT, &bob.id).await?));

    println!("Edit it: set the comments, then clear them. Anything else stays as it is.");
    let edit = policies.edit(ACCOUNT, &bob.id);
    println!("  {}", describe(&edit.clone().comments("checked").await?));
    println!("  {}\n", describe(&edit.clear_comments().await?));

    println!("Go through all of them, two to a page: pages are fetched as they are needed.");
    let mut items = policies.list(ACCOUNT).per_page(2).items();
    while let Some(policy) = items.try_next().await? {
        println!("  {}", describe(&policy));
    }
    println!();

    println!("A server that is busy for a moment is asked again.");
    fake.fail_next(Fault::status(503).header("retry-after-ms", "20"))?;
    let answer = policies
        .get(ACCOUNT, &bob.id)
        .send()
        .with_response()
        .await?;
    println!("  it took {} attempts\n", answer.attempts());

    println!("Delete one, and ask for it again: the error says what went wrong.");
    let deleted = policies.delete(ACCOUNT, &ann.id).await?;
    println!("  {} is gone", deleted.id);
    match policies.get(ACCOUNT, deleted.id).await {
        Ok(policy) => println!("  but it is back: {}", describe(&policy)),
        Err(error) => match error.kind() {
            ErrorKind::Api(api) if api.status() == 404 => println!("  not found: {error}"),
            ErrorKind::Connect | ErrorKind::Timeout => println!("  try again later: {error}"),
            _ => return Err(error.into()),
        },
    }
    println!();

    println!("This is what the server has seen:");
    for seen in fake.requests() {
        let operation = seen.operation.unwrap_or("no operation");
        println!("  {operation}: {} {}", seen.method, seen.status);
    }
    Ok(())
}

/// The server may leave out any field but the id and the time, so the others are options.
fn describe(policy: &AllowPolicy) -> String {
    let pattern = policy.pattern.as_deref().unwrap_or("anything");
    match &policy.comments {
        Some(comments) => format!("{}: {pattern} ({comments})", policy.id),
        None => format!("{}: {pattern}", policy.id),
    }
}
