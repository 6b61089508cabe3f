//! A server with nothing but allow policies, kept in memory. It prints what it hears and says.

use std::io;

use cloudflare_email_security::Json;
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufStream};
use tokio::net::{TcpListener, TcpStream};

/// Starts the server and tells its URL.
pub async fn start() -> io::Result<String> {
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let url = format!("http://{}/client/v4", listener.local_addr()?);
    tokio::spawn(async move {
        let mut policies = Policies::default();
        while let Ok((stream, _)) = listener.accept().await {
            if let Err(error) = serve(stream, &mut policies).await {
                println!("  the fake server lost a connection: {error}");
            }
        }
    });
    Ok(url)
}

/// One request, one answer, and the connection is closed.
async fn serve(stream: TcpStream, policies: &mut Policies) -> io::Result<()> {
    let mut stream = BufStream::new(stream);
    let mut line = String::new();
    stream.read_line(&mut line).await?;
    let mut words = line.split_whitespace().map(str::to_owned);
    let method = words.next().unwrap_or_default();
    let target = words.next().unwrap_or_default();
    let mut length = 0;
    while line.trim() != "" {
        line.clear();
        stream.read_line(&mut line).await?;
        if let Some(value) = line.to_ascii_lowercase().strip_prefix("content-length:") {
            length = value.trim().parse().map_err(io::Error::other)?;
        }
    }
    let mut body = vec![0; length];
    stream.read_exact(&mut body).await?;

    let path = target
        .rsplit_once("/settings")
        .map_or(&*target, |(_, path)| path);
    let heard = format!("{method} {path} {}", String::from_utf8_lossy(&body));
    println!("  → {}", heard.trim_end());
    let (status, answer) = policies.answer(&method, path, &body);
    println!("  ← {status}");

    let length = answer.len();
    let head =
        format!("HTTP/1.1 {status} -\r\nconnection: close\r\ncontent-length: {length}\r\n\r\n");
    stream.write_all(head.as_bytes()).await?;
    stream.write_all(answer.as_bytes()).await?;
    stream.flush().await
}

#[derive(Default)]
struct Policies {
    stored: Vec<Json>,
    created: usize,
}

impl Policies {
    fn answer(&mut self, method: &str, path: &str, body: &[u8]) -> (u16, String) {
        let id = path.strip_prefix("/allow_policies/");
        let place = id.and_then(|id| self.stored.iter().position(|policy| policy["id"] == id));
        let result = match (method, place) {
            ("GET", None) if id.is_none() => return (200, self.page(path)),
            ("POST", None) => {
                self.created += 1;
                let mut policy = Json::Null;
                policy["id"] = format!("policy-{}", self.created).into();
                policy["created_at"] = "2026-01-02T03:04:05Z".into();
                self.stored.push(merge(policy, body));
                self.stored.last().cloned()
            }
            ("GET", Some(place)) => self.stored.get(place).cloned(),
            ("PATCH", Some(place)) => {
                self.stored[place] = merge(self.stored[place].take(), body);
                self.stored.get(place).cloned()
            }
            ("DELETE", Some(place)) => Some(self.stored.remove(place)),
            _ => None,
        };
        match result {
            Some(result) => (200, format!(r#"{{"success":true,"result":{result}}}"#)),
            None => (
                404,
                r#"{"success":false,"errors":[{"code":1001,"message":"no such policy"}]}"#.into(),
            ),
        }
    }

    /// The page that the query asks for, and how many policies there are in all.
    fn page(&self, path: &str) -> String {
        let number = |name: &str| {
            let (_, query) = path.split_once('?')?;
            let mut pairs = query.split('&').filter_map(|pair| pair.split_once('='));
            pairs.find(|(key, _)| *key == name)?.1.parse().ok()
        };
        let page = number("page").unwrap_or(1);
        let per_page = number("per_page").unwrap_or(20);
        let rest = self.stored.iter().skip((page - 1) * per_page);
        let items: Vec<Json> = rest.take(per_page).cloned().collect();
        let (items, total) = (Json::from(items), self.stored.len());
        format!(
            r#"{{"success":true,"result":{items},"result_info":{{"page":{page},"per_page":{per_page},"total_count":{total}}}}}"#
        )
    }
}

/// The policy with the members of the body in place of its own.
fn merge(mut policy: Json, body: &[u8]) -> Json {
    if let Ok(Json::Object(members)) = String::from_utf8_lossy(body).parse() {
        for (name, value) in members {
            policy[name] = value;
        }
    }
    policy
}
