//! Blocking calls and iterators.

use std::future::Future;
use std::io;
use std::sync::OnceLock;

use tokio::runtime::{Builder, Handle, Runtime};

use crate::model::Decode;
use crate::{Call, CallWithResponse, Error, ErrorKind, Items, Page, Pages, Response};

/// Shared by all clients and never shut down, because pooled connections live on it. Costs one
/// thread.
static EXECUTOR: OnceLock<io::Result<Runtime>> = OnceLock::new();

/// Runs a future to completion on the current thread.
pub(crate) fn block_on<F: Future>(future: F) -> Result<F::Output, Error> {
    if Handle::try_current().is_ok() {
        // Blocking would stall every other task on this thread, possibly forever.
        return Err(Error::new(
            ErrorKind::Executor,
            "cannot block within a Tokio runtime: await the call instead, or use \
             `Handle::current().block_on(…)` where blocking is allowed, such as in `spawn_blocking`"
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
        Ok(executor) => Ok(executor.block_on(future)),
        Err(error) => Err(Error::new(
            ErrorKind::Executor,
            format!("cannot start the thread for blocking calls: {error}"),
        )),
    }
}

impl<T> Call<T> {
    /// Blocks the current thread until the call completes.
    ///
    /// # Errors
    /// Returns the errors of the call, and [`ErrorKind::Executor`] if called from within a Tokio
    /// runtime, where the call must be awaited instead. This includes Tokio's `spawn_blocking`; use
    /// `Handle::current().block_on(call)` there.
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
