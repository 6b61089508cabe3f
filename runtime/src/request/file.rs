//! Request bodies from files, which are read on Tokio's threads for blocking operations.

use std::fs::File;
use std::future::Future;
use std::io::{self, Read};
use std::path::PathBuf;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use futures_core::Stream;
use tokio::task::{JoinHandle, spawn_blocking};

use super::upload::{Source, Upload};
use crate::transport::{Body, TransportError};

/// Bytes that are read at once.
const CHUNK: usize = 128 << 10;

impl Upload {
    /// Creates content from a file, which is opened for each attempt. Its length is sent as
    /// `content-length`.
    ///
    /// The call fails with [`ErrorKind::Io`](crate::ErrorKind::Io) if the file cannot be read.
    pub fn file(path: impl Into<PathBuf>) -> Self {
        Self::new(OnDisk(path.into()))
    }
}

struct OnDisk(PathBuf);

impl Source for OnDisk {
    fn open(&self) -> Result<Body, TransportError> {
        let file = File::open(&self.0).and_then(|file| {
            let length = file.metadata()?.len();
            Ok((file, length))
        });
        let (file, length) = file.map_err(TransportError::source)?;
        let chunks = Chunks {
            file: Some(file),
            left: length,
            reading: None,
        };
        Ok(Body::stream(chunks).with_length(length))
    }
}

/// The chunks of a file. Data that is appended while the file is read is ignored.
struct Chunks {
    /// `None` while a chunk is being read.
    file: Option<File>,
    left: u64,
    reading: Option<Reading>,
}

/// A chunk that is being read, and the file.
type Reading = JoinHandle<io::Result<(File, Vec<u8>)>>;

impl Stream for Chunks {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        if let Some(file) = self.file.take() {
            let length = self.left.min(CHUNK as u64);
            if length == 0 {
                return Poll::Ready(None);
            }
            self.reading = Some(spawn_blocking(move || read(file, length)));
        }
        let Some(reading) = &mut self.reading else {
            return Poll::Ready(None);
        };
        let read = ready!(Pin::new(reading).poll(context)).map_err(io::Error::other);
        self.reading = None;
        Poll::Ready(Some(match read.and_then(|it| it) {
            Ok((file, chunk)) => {
                self.file = Some(file);
                self.left -= chunk.len() as u64;
                Ok(chunk.into())
            }
            Err(error) => Err(TransportError::source(error)),
        }))
    }
}

fn read(mut file: File, length: u64) -> io::Result<(File, Vec<u8>)> {
    let mut chunk = Vec::with_capacity(CHUNK);
    file.by_ref().take(length).read_to_end(&mut chunk)?;
    if chunk.is_empty() {
        let reason = "the file became shorter while it was sent";
        return Err(io::Error::new(io::ErrorKind::UnexpectedEof, reason));
    }
    Ok((file, chunk))
}
