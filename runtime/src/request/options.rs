//! The options of every request.
//!
//! `__request_options!` is the one table of them: signature, docs and effect. The setters of
//! [`Request`] and of every generated request type derive from it, as does the generator's listing
//! of them.

use std::time::Duration;

use super::{Request, encode, set};
use crate::config;

/// Options that override the settings of the client; `None` keeps the client's.
#[derive(Clone, Default)]
pub(super) struct Options {
    timeout: Option<Duration>,
    deadline: Option<Duration>,
    /// Time left for the list that the request is part of.
    list_deadline: Option<Duration>,
    max_retries: Option<u32>,
    retry_non_idempotent: Option<bool>,
    /// Whether the body of the response is received by a stream.
    is_stream: bool,
}

impl Request {
    /// Leaves the body of the response to a stream.
    pub(crate) fn set_stream(&mut self) {
        self.parts.options.is_stream = true;
    }

    /// Whether the body of the response is received by a stream.
    pub(crate) fn is_stream(&self) -> bool {
        self.parts.options.is_stream
    }

    /// Timeout of one attempt.
    pub(crate) fn attempt_timeout(&self) -> Duration {
        let options = &self.parts.options;
        options.timeout.unwrap_or(self.parts.client.parts().timeout)
    }

    /// Deadline of the call: all attempts and the delays between them.
    pub(crate) fn call_deadline(&self) -> Option<Duration> {
        let options = &self.parts.options;
        let own = options.deadline.or(self.parts.client.parts().deadline);
        own.into_iter().chain(options.list_deadline).min()
    }

    /// Sets the time left for the list that the request is part of.
    pub(crate) fn set_list_deadline(&mut self, left: Option<Duration>) {
        self.parts.options.list_deadline = left;
    }

    /// Maximum number of retries after the first attempt.
    pub(crate) fn retry_limit(&self) -> u32 {
        let options = &self.parts.options;
        options
            .max_retries
            .unwrap_or(self.parts.client.parts().max_retries)
    }

    /// Whether a request that is not idempotent may be retried after it may have reached the server.
    pub(crate) fn retries_non_idempotent(&self) -> bool {
        let options = &self.parts.options;
        options
            .retry_non_idempotent
            .unwrap_or(self.parts.client.parts().retry_non_idempotent)
    }
}

/// The options of every request, handed to the macro `callback` after its own arguments.
///
/// Each entry is `name(request, arguments) { effect }`, where `request` is the [`Request`] that the
/// effect changes. Types need absolute paths, since the entries expand in other crates too.
#[doc(hidden)]
#[macro_export]
macro_rules! __request_options {
    ([$($callback:tt)+] $($argument:tt)*) => {
        $($callback)+! {
            $($argument)*;

            /// Adds a header, replacing any existing value, including that of a default header.
            extra_header(request, name: &str, value: &str) {
                match config::header(name, value) {
                    Ok((name, value)) => set(&mut request.parts.extra_headers, name, value),
                    Err(reason) => request.reject(reason),
                }
            }

            /// Adds a query parameter, replacing any existing value.
            extra_query(request, name: &str, value: &str) {
                request.parts.query.set_text(name, value);
            }

            /// Adds a query parameter, keeping existing values.
            append_query(request, name: &str, value: &str) {
                request.parts.query.append_text(name, value);
            }

            /// Adds a field to the request body, replacing any existing value.
            extra_body(request, name: &str, value: &dyn $crate::Serialize) {
                match encode::json(value) {
                    Ok(json) => request.parts.body.set_json(name.to_owned().into(), json),
                    Err(reason) => request.reject(format!("`{name}` {reason}")),
                }
            }

            /// Sets the timeout of each attempt, from connecting until the response body has been
            /// read.
            ///
            /// If the response is a stream, limits the time until its headers have been received, and
            /// then each wait for a chunk of the body. Default: the client's `timeout`.
            timeout(request, timeout: ::core::time::Duration) {
                request.parts.options.timeout = Some(timeout);
            }

            /// Sets a deadline for the whole call: all attempts and the delays between them.
            ///
            /// If the response is a stream, the deadline includes the whole stream. Each page of a list
            /// is a call of its own; to limit the whole list, call `deadline` on its stream. Default:
            /// the client's `deadline`.
            deadline(request, deadline: ::core::time::Duration) {
                request.parts.options.deadline = Some(deadline);
            }

            /// Sets the maximum number of retries after a failed attempt.
            ///
            /// Default: the client's `max_retries`.
            max_retries(request, retries: u32) {
                request.parts.options.max_retries = Some(retries);
            }

            /// Sets whether the request is retried even if the server may already have processed
            /// it.
            ///
            /// Affects non-idempotent operations without an idempotency key only. Others are always
            /// eligible for retries, and so is every operation whose response asks for one with
            /// `x-should-retry: true`. Default: the client's `retry_non_idempotent`.
            retry_non_idempotent(request, retry: bool) {
                request.parts.options.retry_non_idempotent = Some(retry);
            }
        }
    };
}

/// Implements the options as methods of [`Request`].
macro_rules! impl_options {
    (; $($(#[$docs:meta])* $name:ident($request:ident, $($argument:ident: $type:ty),*) $effect:block)*) => {
        impl Request {
            $(
                $(#[$docs])*
                pub fn $name(&mut self, $($argument: $type),*) {
                    let $request = self;
                    $effect
                }
            )*
        }
    };
}

/// Implements the options as methods of a generated request type, which forward to its [`Request`].
#[doc(hidden)]
#[macro_export]
macro_rules! __forward_options {
    ($builder:ident; $($(#[$docs:meta])* $name:ident($request:ident, $($argument:ident: $type:ty),*) $effect:tt)*) => {
        impl $builder {
            $(
                $(#[$docs])*
                pub fn $name(mut self, $($argument: $type),*) -> Self {
                    self.request.$name($($argument),*);
                    self
                }
            )*
        }
    };
}

/// Implements what every generated request type has in common: `.await`, `if_some`, the options of
/// every request and, with the feature `blocking`, `send_blocking`.
///
/// The type must have a field `request: Request` and a method `send(self) -> Call<Output>`.
#[macro_export]
macro_rules! request {
    ($builder:ident => $output:ty) => {
        impl $builder {
            /// Calls a setter of this request if `value` is `Some`.
            ///
            /// Keeps a chain of setters intact when a value is optional:
            /// `.if_some(name, Self::name)`.
            pub fn if_some<T>(
                self,
                value: ::core::option::Option<T>,
                set: impl ::core::ops::FnOnce(Self, T) -> Self,
            ) -> Self {
                match value {
                    ::core::option::Option::Some(value) => set(self, value),
                    ::core::option::Option::None => self,
                }
            }
        }

        $crate::__request_options!([$crate::__forward_options] $builder);
        $crate::__request_blocking!($builder => $output);

        impl ::core::future::IntoFuture for $builder {
            type Output = ::core::result::Result<$output, $crate::Error>;
            type IntoFuture = $crate::Call<$output>;

            fn into_future(self) -> Self::IntoFuture {
                self.send()
            }
        }

        // Never holds. It only makes the compiler suggest `.send()` where a future is expected. The
        // bound has a lifetime because the compiler rejects other bounds that never hold.
        #[doc(hidden)]
        impl ::core::future::Future for $builder
        where
            for<'a> &'a $builder: $crate::SentRequest,
        {
            type Output = ::core::result::Result<$output, $crate::Error>;

            fn poll(
                self: ::core::pin::Pin<&mut Self>,
                _: &mut ::core::task::Context<'_>,
            ) -> ::core::task::Poll<Self::Output> {
                ::core::task::Poll::Pending
            }
        }
    };
}

/// Implemented by no type. Its absence explains how to turn a request into a future.
#[doc(hidden)]
#[diagnostic::on_unimplemented(
    message = "a request is not a future",
    label = "call `.send()` on the request",
    note = "a request can be awaited; functions that take a future, such as `tokio::spawn` and \
            `try_join_all`, need the call that `.send()` returns"
)]
pub trait SentRequest {}

/// Implements `send_blocking` for a generated request type, with the feature `blocking`.
#[cfg(feature = "blocking")]
#[doc(hidden)]
#[macro_export]
macro_rules! __request_blocking {
    ($builder:ident => $output:ty) => {
        impl $builder {
            /// Sends the request and blocks the current thread until the call completes.
            ///
            /// # Errors
            ///
            /// Returns the errors of the call, and `ErrorKind::Executor` if called from an async
            /// task, where the request must be awaited instead. Code in Tokio's `spawn_blocking`
            /// may block.
            pub fn send_blocking(self) -> ::core::result::Result<$output, $crate::Error> {
                self.send().wait()
            }
        }
    };
}

/// Does nothing without the feature `blocking`.
#[cfg(not(feature = "blocking"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __request_blocking {
    ($builder:ident => $output:ty) => {};
}

__request_options!([impl_options]);
