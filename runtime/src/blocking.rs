//! Waiting for a call without an executor of one's own.

use std::future::Future;
use std::io;
use std::sync::OnceLock;

use tokio::runtime::{Builder, Handle, Runtime};

use crate::model::Decode;
use crate::{Call, CallWithResponse, Error, ErrorKind, Items, Page, Pages, Response};

/// One for all clients and for good, since connections live in it from call to call. It costs one thread.
static EXECUTOR: OnceLock<io::Result<Runtime>> = OnceLock::new();

/// Drives a future on this thread.
pub(crate) fn block_on<F: Future>(future: F) -> Result<F::Output, Error> {
    if Handle::try_current().is_ok() {
        // Blocking here would stop whatever else this thread of the executor has to do, perhaps for ever.
        return Err(Error::new(
            ErrorKind::Executor,
            "a blocking call inside of an async runtime: await it instead, or wait for it with \
             `Handle::current().block_on(…)` where Tokio may block, such as in `spawn_blocking`"
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
            format!("no thread for the connections: {error}"),
        )),
    }
}

impl<T> Call<T> {
    /// Blocks this thread until the value is there.
    ///
    /// Tokio's `spawn_blocking` counts as inside of a runtime, from which it cannot be told: there,
    /// `Handle::current().block_on(call)` waits.
    ///
    /// # Errors
    /// Those of the call, and [`ErrorKind::Executor`] inside of an async runtime, where
    /// the call must be awaited.
    pub fn wait(self) -> Result<T, Error> {
        block_on(self)?
    }
}

impl<T> CallWithResponse<T> {
    /// Blocks this thread until the answer is there.
    ///
    /// # Errors
    /// As [`Call::wait`].
    pub fn wait(self) -> Result<Response<T>, Error> {
        block_on(self)?
    }
}

impl<T: Decode> Pages<T> {
    /// The same pages for code that is not async.
    pub fn blocking(self) -> BlockingPages<T> {
        BlockingPages::new(self)
    }
}

impl<T: Decode> Items<T> {
    /// The same items for code that is not async.
    pub fn blocking(self) -> BlockingItems<T> {
        BlockingItems::new(self)
    }
}

/// The items of all pages of a list, one blocking call for each page. Ends after the first error.
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

/// All pages of a list, one blocking call for each. Ends after the first error.
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
