//! Middleware around the HTTP transport: logging, a rate limit, and tokens that are renewed when they expire.
//!
//! A middleware is a transport that calls the one it wraps. It sees each attempt, so also the retries of a call. The server is
//! the fake of the crate, so neither a token nor a network is needed:
//!
//! ```console
//! $ cargo run --example middleware -p cloudflare-email-security
//! ```

use cloudflare_email_security::runtime::http::{HeaderValue, StatusCode, header::AUTHORIZATION};
use cloudflare_email_security::runtime::{Body, BoxFuture, Bytes, Transport, TransportError, http};
use cloudflare_email_security::testing::{Fake, Fault};
use std::time::Duration;
use tokio::sync::Mutex;
use tokio::time::{Instant, sleep_until};

type Request = http::Request<Option<Bytes>>;
type Response = http::Response<Body>;

const ACCOUNT: &str = "023e105f4ecef8ad9ca31a8372d0c353";

/// Prints each request with its status and duration.
struct Log<T>(T);

impl<T: Transport> Transport for Log<T> {
    fn send(&self, request: Request) -> BoxFuture<'_, Result<Response, TransportError>> {
        Box::pin(async move {
            // The query and the headers can contain secrets.
            let line = format!("{} {}", request.method(), request.uri().path());
            let start = Instant::now();
            let result = self.0.send(request).await;
            let outcome = match &result {
                Ok(response) => response.status().to_string(),
                Err(error) => error.to_string(),
            };
            println!("  {line}: {outcome} after {:?}", start.elapsed());
            result
        })
    }
}

/// Sends at most one request per interval. Requests that come earlier wait for their turn; this counts toward their timeout.
struct RateLimit<T> {
    inner: T,
    interval: Duration,
    /// When the next request can be sent.
    next: Mutex<Instant>,
}

impl<T> RateLimit<T> {
    fn new(inner: T, interval: Duration) -> Self {
        Self {
            inner,
            interval,
            next: Mutex::new(Instant::now()),
        }
    }
}

impl<T: Transport> Transport for RateLimit<T> {
    fn send(&self, request: Request) -> BoxFuture<'_, Result<Response, TransportError>> {
        Box::pin(async move {
            let turn = {
                let mut next = self.next.lock().await;
                let turn = (*next).max(Instant::now());
                *next = turn + self.interval;
                turn
            };
            sleep_until(turn).await;
            self.inner.send(request).await
        })
    }
}

/// Sends a token that expires. If the server rejects it, gets a new one and sends the request again, once.
struct RenewToken<T> {
    inner: T,
    token: Mutex<HeaderValue>,
}

impl<T: Transport> RenewToken<T> {
    async fn send_with(
        &self,
        token: &HeaderValue,
        mut request: Request,
    ) -> Result<Response, TransportError> {
        request.headers_mut().insert(AUTHORIZATION, token.clone());
        self.inner.send(request).await
    }
}

impl<T: Transport> Transport for RenewToken<T> {
    fn send(&self, request: Request) -> BoxFuture<'_, Result<Response, TransportError>> {
        Box::pin(async move {
            let token = self.token.lock().await.clone();
            let response = self.send_with(&token, request.clone()).await?;
            if response.status() != StatusCode::UNAUTHORIZED {
                return Ok(response);
            }
            let token = {
                let mut current = self.token.lock().await;
                // Another call may have renewed it meanwhile.
                if *current == token {
                    *current = new_token().await;
                }
                current.clone()
            };
            self.send_with(&token, request).await
        })
    }
}

/// A real program asks its identity provider.
async fn new_token() -> HeaderValue {
    println!("  (new token)");
    let mut token = HeaderValue::from_static("Bearer the-second-token");
    // Debug output hides sensitive values.
    token.set_sensitive(true);
    token
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let fake = Fake::new();
    let server = fake.serve()?;
    // With the real server, call `Client::builder()`. The middleware added last is called first.
    let client = server
        .builder()
        .wrap_transport(Log)
        .wrap_transport(|inner| RenewToken {
            inner,
            token: Mutex::new(HeaderValue::from_static("Bearer the-first-token")),
        })
        .wrap_transport(|inner| RateLimit::new(inner, Duration::from_millis(50)))
        .build()?;
    let domains = client.email_security().settings().domains();

    println!("The token has expired:");
    fake.fail_next(Fault::status(401))?;
    domains.list(ACCOUNT).await?;

    println!("The server is unavailable, and the client retries:");
    fake.fail_next(Fault::status(503).header("retry-after-ms", "20"))?;
    domains.list(ACCOUNT).await?;

    println!("Three calls at once, 50 ms apart:");
    let (first, second, third) = tokio::join!(
        domains.list(ACCOUNT).send(),
        domains.list(ACCOUNT).send(),
        domains.list(ACCOUNT).send(),
    );
    for page in [first?, second?, third?] {
        println!("  {} domains", page.items.len());
    }
    Ok(())
}
