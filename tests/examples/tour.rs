//! A tour of the client: list, create, get, edit, page through and delete allow policies.
//!
//! The server is the fake of the crate, so neither a token nor a network is needed:
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
    // With the real server, call `Client::from_env()`. It reads the token from CLOUDFLARE_API_TOKEN.
    let client = server.client()?;
    let policies = client.email_security().settings().allow_policies();

    println!("List the policies. Awaiting a request sends it.");
    let page = policies.list(ACCOUNT).await?;
    println!("  {} policies\n", page.items.len());

    println!("Create three policies. Required parameters are fields, optional ones are methods.");
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
        return Err("expected three policies".into());
    };
    println!("  the first is {}\n", describe(ann));

    println!("Get one by id. Passing the id of an account would not compile.");
    println!("  {}\n", describe(&policies.get(ACCOUNT, &bob.id).await?));

    println!("Edit it: set the comments, then clear them. Other fields keep their values.");
    let edit = policies.edit(ACCOUNT, &bob.id);
    println!("  {}", describe(&edit.clone().comments("checked").await?));
    println!("  {}\n", describe(&edit.clear_comments().await?));

    println!("Iterate over all policies, two per page. Pages are fetched when they are needed.");
    let mut items = policies.list(ACCOUNT).per_page(2).items();
    while let Some(policy) = items.try_next().await? {
        println!("  {}", describe(&policy));
    }
    println!();

    println!("Get one while the server is unavailable. The request is retried.");
    fake.fail_next(Fault::status(503).header("retry-after-ms", "20"))?;
    let response = policies
        .get(ACCOUNT, &bob.id)
        .send()
        .with_response()
        .await?;
    println!("  succeeded after {} attempts\n", response.attempts());

    println!("Delete one, then get it: the error has the reason.");
    let deleted = policies.delete(ACCOUNT, &ann.id).await?;
    println!("  deleted {}", deleted.id);
    match policies.get(ACCOUNT, deleted.id).await {
        Ok(policy) => println!("  it still exists: {}", describe(&policy)),
        Err(error) => match error.kind() {
            ErrorKind::Api(api) if api.status() == 404 => println!("  not found: {error}"),
            ErrorKind::Connect | ErrorKind::Timeout => println!("  try again later: {error}"),
            _ => return Err(error.into()),
        },
    }
    println!();

    println!("Requests that the server received:");
    for seen in fake.requests() {
        let operation = seen.operation.unwrap_or("no operation");
        println!("  {operation}: {} {}", seen.method, seen.status);
    }
    Ok(())
}

/// All fields except the id and the times are optional.
fn describe(policy: &AllowPolicy) -> String {
    let pattern = policy.pattern.as_deref().unwrap_or("anything");
    match &policy.comments {
        Some(comments) => format!("{}: {pattern} ({comments})", policy.id),
        None => format!("{}: {pattern}", policy.id),
    }
}
