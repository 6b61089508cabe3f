//! The deadline of a whole list.

use std::time::Duration;

use crate::{Error, ErrorKind, Request};

/// The deadline of a list, measured from the first request for a page.
#[derive(Clone, Copy, Default)]
pub(super) struct Deadline {
    limit: Option<Duration>,
    /// In the time of the client's timer.
    ends_at: Option<Duration>,
}

impl Deadline {
    pub(super) fn new(limit: Duration) -> Self {
        Self {
            limit: Some(limit),
            ends_at: None,
        }
    }

    /// Limits the call for a page to the remaining time.
    pub(super) fn limit(&mut self, request: &mut Request) -> Result<(), Error> {
        let Some(limit) = self.limit else {
            return Ok(());
        };
        let now = request.client().parts().timer.now();
        let ends_at = *self.ends_at.get_or_insert(now.saturating_add(limit));
        let left = ends_at.saturating_sub(now);
        if left.is_zero() {
            let message = format!("timed out: the list was not complete after {limit:?}");
            let error = Error::new(ErrorKind::Timeout, message);
            return Err(error.in_operation(request.operation().name));
        }
        request.set_list_deadline(Some(left));
        Ok(())
    }
}
