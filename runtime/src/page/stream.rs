//! Streams of pages and items.

use std::fmt;
use std::future::{Future, poll_fn};
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;
use std::vec;

use futures_core::{FusedStream, Stream};

use super::Page;
use super::deadline::Deadline;
use crate::model::Decode;
use crate::{Call, Error, Request};

/// A stream of the pages of a list.
///
/// Fetches pages on demand. Ends after the first error.
#[must_use = "a stream does nothing until it is polled"]
pub struct Pages<T> {
    step: Step<T>,
    deadline: Deadline,
}

enum Step<T> {
    Ready(Request),
    Fetching(Call<Page<T>>),
    Done,
}

impl<T: Decode> Pages<T> {
    pub(crate) fn new(first: Request) -> Self {
        Self {
            step: Step::Ready(first),
            deadline: Deadline::default(),
        }
    }

    /// Sets a deadline for the whole list: all calls, and the time that the caller takes between
    /// them. It starts with the first call.
    ///
    /// The `deadline` of the request limits each call.
    pub fn deadline(self, deadline: Duration) -> Self {
        let deadline = Deadline::new(deadline);
        Self { deadline, ..self }
    }

    /// Returns the next page; `None` after the last one.
    pub async fn next(&mut self) -> Option<Result<Page<T>, Error>> {
        poll_fn(|context| self.poll_page(context)).await
    }

    /// Returns the next page; `Ok(None)` after the last one.
    ///
    /// # Errors
    /// Returns the errors of the calls that fetch pages,
    /// [`ErrorKind::RepeatedPage`](crate::ErrorKind::RepeatedPage) if the server returns the same
    /// page again, [`ErrorKind::TooManyPages`](crate::ErrorKind::TooManyPages) after `max_pages`
    /// pages, and [`ErrorKind::Timeout`](crate::ErrorKind::Timeout) after the deadline of the list.
    pub async fn try_next(&mut self) -> Result<Option<Page<T>>, Error> {
        self.next().await.transpose()
    }

    fn poll_page(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<Page<T>, Error>>> {
        loop {
            match std::mem::replace(&mut self.step, Step::Done) {
                Step::Ready(mut request) => match self.deadline.limit(&mut request) {
                    Ok(()) => self.step = Step::Fetching(request.send_page()),
                    Err(error) => return Poll::Ready(Some(Err(error))),
                },
                Step::Fetching(mut call) => {
                    let Poll::Ready(page) = Pin::new(&mut call).poll(context) else {
                        self.step = Step::Fetching(call);
                        return Poll::Pending;
                    };
                    if let Some(request) = page.as_ref().ok().and_then(Page::next_request) {
                        self.step = Step::Ready(request);
                    }
                    return Poll::Ready(Some(page));
                }
                Step::Done => return Poll::Ready(None),
            }
        }
    }
}

impl<T: Decode> Stream for Pages<T> {
    type Item = Result<Page<T>, Error>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.poll_page(context)
    }
}

impl<T: Decode> FusedStream for Pages<T> {
    fn is_terminated(&self) -> bool {
        matches!(self.step, Step::Done)
    }
}

/// A stream of the items of a list.
///
/// Fetches pages on demand. Ends after the first error.
#[must_use = "a stream does nothing until it is polled"]
pub struct Items<T> {
    page: vec::IntoIter<T>,
    pages: Pages<T>,
}

/// Items are returned by value and never pinned.
impl<T> Unpin for Items<T> {}

impl<T: Decode> Items<T> {
    pub(crate) fn new(first: Request) -> Self {
        Self {
            page: Vec::new().into_iter(),
            pages: Pages::new(first),
        }
    }

    pub(super) fn starting_with(page: Page<T>) -> Self {
        let step = page.next_request().map_or(Step::Done, Step::Ready);
        Self {
            page: page.items.into_iter(),
            pages: Pages {
                step,
                deadline: Deadline::default(),
            },
        }
    }

    /// Sets a deadline for the whole list: all calls, and the time that the caller takes between
    /// them. It starts with the first call.
    ///
    /// The `deadline` of the request limits each call.
    pub fn deadline(self, deadline: Duration) -> Self {
        Self {
            pages: self.pages.deadline(deadline),
            ..self
        }
    }

    /// Returns the next item; `None` after the last one.
    pub async fn next(&mut self) -> Option<Result<T, Error>> {
        poll_fn(|context| self.poll_item(context)).await
    }

    /// Returns the next item; `Ok(None)` after the last one.
    ///
    /// # Errors
    /// Returns the errors of the calls that fetch pages,
    /// [`ErrorKind::RepeatedPage`](crate::ErrorKind::RepeatedPage) if the server returns the same
    /// page again, [`ErrorKind::TooManyPages`](crate::ErrorKind::TooManyPages) after `max_pages`
    /// pages, and [`ErrorKind::Timeout`](crate::ErrorKind::Timeout) after the deadline of the list.
    pub async fn try_next(&mut self) -> Result<Option<T>, Error> {
        self.next().await.transpose()
    }

    /// Collects all items into a collection, e.g. a `Vec`.
    ///
    /// # Errors
    /// Returns the first error of [`try_next`](Self::try_next). The items collected before it are
    /// dropped.
    pub async fn try_collect<C: Default + Extend<T>>(mut self) -> Result<C, Error> {
        let mut items = C::default();
        while let Some(item) = self.try_next().await? {
            items.extend([item]);
        }
        Ok(items)
    }

    fn poll_item(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<T, Error>>> {
        loop {
            if let Some(item) = self.page.next() {
                return Poll::Ready(Some(Ok(item)));
            }
            match ready!(self.pages.poll_page(context)) {
                Some(Ok(page)) => self.page = page.into_iter(),
                Some(Err(error)) => return Poll::Ready(Some(Err(error))),
                None => return Poll::Ready(None),
            }
        }
    }
}

impl<T: Decode> Stream for Items<T> {
    type Item = Result<T, Error>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.poll_item(context)
    }
}

impl<T: Decode> FusedStream for Items<T> {
    fn is_terminated(&self) -> bool {
        self.page.len() == 0 && self.pages.is_terminated()
    }
}

impl<T> fmt::Debug for Pages<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Pages").finish_non_exhaustive()
    }
}

impl<T> fmt::Debug for Items<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Items").finish_non_exhaustive()
    }
}
