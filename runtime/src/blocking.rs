//! Blocking calls and iterators.

use std::future::{Future, poll_fn};
use std::io;
use std::pin::{Pin, pin};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, OnceLock};
use std::task::{Context, Poll, Wake, Waker};
use std::thread::{self, Thread};

use tokio::runtime::{Builder, Handle, Runtime};
use tokio::task::coop::consume_budget;

use crate::model::Decode;
use crate::{
    Bytes, Call, CallWithResponse, Download, Error, ErrorKind, EventStream, Items, JsonLines, Page,
    Pages, Response, Stream,
};

/// Shared by all clients and never shut down, because pooled connections live on it. Costs one
/// thread.
static EXECUTOR: OnceLock<io::Result<Runtime>> = OnceLock::new();

/// Runs a future to completion on the current thread.
pub(crate) fn block_on<F: Future>(future: F) -> Result<F::Output, Error> {
    if is_async_task() {
        // Blocking would stall every other task on this thread, possibly forever.
        return Err(Error::new(
            ErrorKind::Executor,
            "cannot block within an async task: await the call instead, or block in \
             `tokio::task::spawn_blocking`"
                .to_owned(),
        ));
    }
    let executor = EXECUTOR.get_or_init(|| {
        Builder::new_multi_thread()
            .worker_threads(1)
            .thread_name("http-client")
            .enable_all()
            .build()
    });
    match executor {
        Ok(executor) => {
            // `Runtime::block_on` panics on some threads of other runtimes. Connections and timers
            // are driven by the thread of this one.
            let _entered = executor.enter();
            Ok(poll_to_end(future))
        }
        Err(error) => Err(Error::new(
            ErrorKind::Executor,
            format!("cannot start the thread for blocking calls: {error}"),
        )),
    }
}

/// Whether the current thread polls a task of Tokio, or the future of its `block_on`.
///
/// Tokio limits how much a task can do before it yields. It lifts this limit where blocking is
/// allowed, such as in `spawn_blocking` and `block_in_place`.
fn is_async_task() -> bool {
    let mut context = Context::from_waker(Waker::noop());
    // The limit is a `u8`. Reaching it makes the task yield at its next `.await`.
    Handle::try_current().is_ok()
        && (0..=u8::MAX).any(|_| pin!(consume_budget()).poll(&mut context).is_pending())
}

/// Wakes a thread that waits for a future.
struct Unpark {
    thread: Thread,
    /// Whether the future was woken since it was last polled. The token of `Thread::unpark` alone is
    /// not enough, because a future that parks the thread itself may take it.
    is_woken: AtomicBool,
}

impl Wake for Unpark {
    fn wake(self: Arc<Self>) {
        self.is_woken.store(true, Ordering::Release);
        self.thread.unpark();
    }
}

/// Polls a future until it is ready. The thread sleeps in between.
fn poll_to_end<F: Future>(future: F) -> F::Output {
    let unpark = Arc::new(Unpark {
        thread: thread::current(),
        is_woken: AtomicBool::new(false),
    });
    let waker = Arc::clone(&unpark).into();
    let mut context = Context::from_waker(&waker);
    let mut future = pin!(future);
    loop {
        if let Poll::Ready(output) = future.as_mut().poll(&mut context) {
            return output;
        }
        while !unpark.is_woken.swap(false, Ordering::Acquire) {
            thread::park();
        }
    }
}

impl<T> Call<T> {
    /// Blocks the current thread until the call completes.
    ///
    /// # Errors
    /// Returns the errors of the call, and [`ErrorKind::Executor`] if called from an async task,
    /// where the call must be awaited instead. Code in Tokio's `spawn_blocking` may block.
    pub fn wait(self) -> Result<T, Error> {
        block_on(self)?
    }
}

impl<T> CallWithResponse<T> {
    /// Blocks the current thread until the call completes.
    ///
    /// # Errors
    /// Same as [`Call::wait`].
    pub fn wait(self) -> Result<Response<T>, Error> {
        block_on(self)?
    }
}

impl<T: Decode> Pages<T> {
    /// Converts the stream into an iterator that blocks the current thread.
    pub fn blocking(self) -> BlockingPages<T> {
        BlockingPages::new(self)
    }
}

impl<T: Decode> Items<T> {
    /// Converts the stream into an iterator that blocks the current thread.
    pub fn blocking(self) -> BlockingItems<T> {
        BlockingItems::new(self)
    }
}

impl<T> EventStream<T> {
    /// Converts the stream into an iterator that blocks the current thread.
    pub fn blocking(self) -> BlockingStream<Self> {
        BlockingStream { stream: Some(self) }
    }
}

impl<T: Decode> JsonLines<T> {
    /// Converts the stream into an iterator that blocks the current thread.
    pub fn blocking(self) -> BlockingStream<Self> {
        BlockingStream { stream: Some(self) }
    }
}

/// Blocking iterator over the events or lines of a response.
#[derive(Debug)]
pub struct BlockingStream<S> {
    stream: Option<S>,
}

impl<S: Stream<Item = Result<T, Error>> + Unpin, T> Iterator for BlockingStream<S> {
    type Item = Result<T, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        let stream = self.stream.as_mut()?;
        let next = poll_fn(|context| Pin::new(&mut *stream).poll_next(context));
        block_on(next).unwrap_or_else(|error| {
            // Every further call would fail in the same way.
            self.stream = None;
            Some(Err(error))
        })
    }
}

impl Download {
    /// Converts the stream into an iterator and reader that blocks the current thread.
    pub fn blocking(self) -> BlockingDownload {
        BlockingDownload {
            download: Some(self),
            rest: Bytes::new(),
        }
    }
}

/// Blocking iterator over the chunks of a response body, and reader of its bytes.
///
/// Ends after the first error.
///
/// ```
/// # use clientwright_runtime::Download;
/// # fn example(download: Download) -> std::io::Result<()> {
/// let mut file = std::fs::File::create("report.pdf")?;
/// std::io::copy(&mut download.blocking(), &mut file)?;
/// # Ok(())
/// # }
/// ```
#[derive(Debug)]
pub struct BlockingDownload {
    download: Option<Download>,
    /// The part of the last chunk that has not been read.
    rest: Bytes,
}

impl Iterator for BlockingDownload {
    type Item = Result<Bytes, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        if !self.rest.is_empty() {
            return Some(Ok(std::mem::take(&mut self.rest)));
        }
        let next = block_on(self.download.as_mut()?.try_next())
            .and_then(|next| next)
            .transpose();
        if !matches!(next, Some(Ok(_))) {
            self.download = None;
        }
        next
    }
}

impl io::Read for BlockingDownload {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.rest.is_empty() {
            let chunk = self.next().transpose().map_err(io::Error::other)?;
            self.rest = chunk.unwrap_or_default();
        }
        let length = buffer.len().min(self.rest.len());
        buffer[..length].copy_from_slice(&self.rest.split_to(length));
        Ok(length)
    }
}

/// Blocking iterator over the items of a list.
///
/// Fetches each page when its first item is needed. Ends after the first error.
#[derive(Debug)]
pub struct BlockingItems<T> {
    items: Option<Items<T>>,
}

impl<T> BlockingItems<T> {
    pub(crate) fn new(items: Items<T>) -> Self {
        Self { items: Some(items) }
    }
}

impl<T: Decode> Iterator for BlockingItems<T> {
    type Item = Result<T, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        let next = block_on(self.items.as_mut()?.try_next())
            .and_then(|next| next)
            .transpose();
        if !matches!(next, Some(Ok(_))) {
            self.items = None;
        }
        next
    }
}

/// Blocking iterator over the pages of a list.
///
/// Fetches each page when it is needed. Ends after the first error.
#[derive(Debug)]
pub struct BlockingPages<T> {
    pages: Option<Pages<T>>,
}

impl<T> BlockingPages<T> {
    pub(crate) fn new(pages: Pages<T>) -> Self {
        Self { pages: Some(pages) }
    }
}

impl<T: Decode> Iterator for BlockingPages<T> {
    type Item = Result<Page<T>, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        let next = block_on(self.pages.as_mut()?.try_next())
            .and_then(|next| next)
            .transpose();
        if !matches!(next, Some(Ok(_))) {
            self.pages = None;
        }
        next
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc;
    use std::time::Duration;

    use super::*;

    #[test]
    fn futures_may_park_the_thread() {
        let (sender, done) = mpsc::channel();
        thread::spawn(move || {
            let mut is_woken = false;
            let future = poll_fn(|context| {
                if is_woken {
                    return Poll::Ready(());
                }
                is_woken = true;
                context.waker().wake_by_ref();
                // A channel that waits for a message does the same.
                thread::park();
                Poll::Pending
            });
            sender.send(block_on(future).is_ok())
        });
        assert_eq!(done.recv_timeout(Duration::from_secs(10)), Ok(true));
    }
}
