//! Decompression of streams.

use std::io::{self, Write};

use bytes::Bytes;
use flate2::write::MultiGzDecoder;

/// Compressed bytes that are decompressed at once. They expand to at most about 1 MiB, so that memory is bounded.
const PIECE: usize = 1024;

/// Decompresses gzip data in pieces.
pub(super) struct Inflater {
    decoder: MultiGzDecoder<Vec<u8>>,
    /// Received, but not decompressed.
    waiting: Bytes,
}

impl Inflater {
    pub(super) fn new() -> Self {
        Self {
            decoder: MultiGzDecoder::new(Vec::new()),
            waiting: Bytes::new(),
        }
    }

    /// Adds a chunk. The output of earlier chunks must have been taken.
    pub(super) fn push(&mut self, chunk: Bytes) {
        self.waiting = chunk;
    }

    /// The next decompressed bytes; `None` if they depend on another chunk.
    pub(super) fn next(&mut self) -> io::Result<Option<Bytes>> {
        while !self.waiting.is_empty() {
            let piece = self.waiting.split_to(PIECE.min(self.waiting.len()));
            self.decoder.write_all(&piece)?;
            self.decoder.flush()?;
            let output = std::mem::take(self.decoder.get_mut());
            if !output.is_empty() {
                return Ok(Some(output.into()));
            }
        }
        Ok(None)
    }

    /// The last bytes. Returns an error if the data is incomplete.
    pub(super) fn finish(&mut self) -> io::Result<Bytes> {
        self.decoder.try_finish()?;
        Ok(std::mem::take(self.decoder.get_mut()).into())
    }
}
