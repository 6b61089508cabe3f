//! Streams of bytes.

use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use futures_core::{FusedStream, Stream};
use http::{HeaderMap, StatusCode};

use crate::response::Incoming;
use crate::{Call, Error, Request};

/// The body of a response as a stream of chunks.
///
/// Chunks are received on demand, so memory does not depend on the size of the body, and the client's
/// limit for response bodies does not apply. The call is retried until the headers of the response
/// have been received; an error after that ends the stream. Dropping the stream cancels the
/// download.
///
/// ```
/// # use clientwright_runtime::{Download, Error};
/// # async fn example(mut download: Download) -> Result<(), Error> {
/// let mut length = 0;
/// while let Some(chunk) = download.try_next().await? {
///     length += chunk.len();
/// }
/// # Ok(())
/// # }
/// ```
#[must_use = "a stream does nothing until it is polled"]
pub struct Download {
    incoming: Incoming,
}

impl Download {
    /// Sets the maximum wait for a chunk.
    ///
    /// Default: the `timeout` of the request. The `deadline` of the request limits the whole
    /// download.
    pub fn idle_timeout(mut self, limit: Duration) -> Self {
        self.incoming.set_idle_timeout(limit);
        self
    }

    /// Status of the response.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        self.incoming.response().status()
    }

    /// Headers of the response.
    #[must_use]
    pub fn headers(&self) -> &HeaderMap {
        self.incoming.response().headers()
    }

    /// Length of the body, if the server sent it and the body is not compressed.
    #[must_use]
    pub fn content_length(&self) -> Option<u64> {
        self.incoming.content_length()
    }

    /// Returns the next chunk, which is not empty; `None` after the last one.
    pub async fn next(&mut self) -> Option<Result<Bytes, Error>> {
        poll_fn(|context| self.incoming.poll_chunk(context)).await
    }

    /// Returns the next chunk, which is not empty; `Ok(None)` after the last one.
    ///
    /// # Errors
    /// Returns [`ErrorKind::Timeout`](crate::ErrorKind::Timeout) if the server sends nothing for
    /// too long, [`ErrorKind::Transport`](crate::ErrorKind::Transport) if the connection fails, and
    /// [`ErrorKind::Decode`](crate::ErrorKind::Decode) if the body cannot be decompressed.
    pub async fn try_next(&mut self) -> Result<Option<Bytes>, Error> {
        self.next().await.transpose()
    }
}

impl Stream for Download {
    type Item = Result<Bytes, Error>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.incoming.poll_chunk(context)
    }
}

impl FusedStream for Download {
    fn is_terminated(&self) -> bool {
        self.incoming.is_terminated()
    }
}

impl fmt::Debug for Download {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Download")
            .field("status", &self.status())
            .field("content_length", &self.content_length())
            .finish_non_exhaustive()
    }
}

impl Request {
    /// Sends the request and returns the body of a success response as a stream.
    pub fn download(self) -> Call<Download> {
        Call::stream(self, |incoming| Ok(Download { incoming }))
    }
}

/// Writing to a file, on Tokio's threads for blocking operations.
#[cfg(feature = "reqwest")]
mod file {
    use std::fs::File;
    use std::io::{self, Write};
    use std::path::PathBuf;

    use super::Download;
    use crate::{Error, ErrorKind};

    impl Download {
        /// Writes the body to a file and returns its length. Replaces an existing file.
        ///
        /// If the download fails, the file has the part that was received.
        ///
        /// # Errors
        /// Returns the errors of [`try_next`](Self::try_next), and [`ErrorKind::Io`] if the file
        /// cannot be written.
        pub async fn save(mut self, path: impl Into<PathBuf>) -> Result<u64, Error> {
            let path = path.into();
            let created = unblock(move || File::create(path)).await;
            let mut file = created.map_err(|error| self.not_written(error))?;
            let mut length = 0;
            while let Some(chunk) = self.try_next().await? {
                length += chunk.len() as u64;
                let written = unblock(move || file.write_all(&chunk).map(|()| file)).await;
                file = written.map_err(|error| self.not_written(error))?;
            }
            Ok(length)
        }

        fn not_written(&self, error: io::Error) -> Error {
            let message = "cannot write the file".to_owned();
            let response = self.incoming.response();
            response.error(ErrorKind::Io, message).with_source(error)
        }
    }

    /// Runs a blocking operation without blocking the executor.
    async fn unblock<T: Send + 'static>(
        operation: impl FnOnce() -> io::Result<T> + Send + 'static,
    ) -> io::Result<T> {
        let task = tokio::task::spawn_blocking(operation);
        task.await.map_err(io::Error::other)?
    }
}
