//! What every generated builder can do besides its own parameters.

/// Completes a generated builder: `.await`, and the options that every request has.
///
/// Expects a struct with a field `request: Request` and a method `send(self) -> Call<Output>`.
#[macro_export]
macro_rules! request {
    ($builder:ident => $output:ty) => {
        impl $builder {
            /// Calls a method of this request with the value, if there is one: `if_some(name, Self::name)`.
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

            /// Sends this header, in place of one of the same name.
            pub fn extra_header(mut self, name: &str, value: &str) -> Self {
                self.request.extra_header(name, value);
                self
            }

            /// Sends this query parameter, in place of one of the same name.
            pub fn extra_query(mut self, name: &str, value: &str) -> Self {
                self.request.extra_query(name, value);
                self
            }

            /// Sends this member of the body, in place of one of the same name.
            pub fn extra_body(mut self, name: &str, value: &dyn $crate::Serialize) -> Self {
                self.request.extra_body(name, value);
                self
            }

            /// Limits one attempt, from connecting to the last byte of the answer.
            pub fn timeout(mut self, timeout: ::core::time::Duration) -> Self {
                self.request.timeout(timeout);
                self
            }

            /// Limits all attempts and the waits between them together. Each page of a list has this limit anew.
            pub fn deadline(mut self, deadline: ::core::time::Duration) -> Self {
                self.request.deadline(deadline);
                self
            }

            /// Repeats a failed attempt this often at most.
            pub fn max_retries(mut self, retries: u32) -> Self {
                self.request.max_retries(retries);
                self
            }

            /// Whether a failed attempt may be repeated although the server may already have acted on it. Matters to
            /// operations that are not idempotent alone; the others always may, and all may where the server asks for it.
            pub fn retry_non_idempotent(mut self, repeat: bool) -> Self {
                self.request.retry_non_idempotent(repeat);
                self
            }
        }

        $crate::blocking_request!($builder => $output);

        impl ::core::future::IntoFuture for $builder {
            type Output = ::core::result::Result<$output, $crate::Error>;
            type IntoFuture = $crate::Call<$output>;

            fn into_future(self) -> Self::IntoFuture {
                self.send()
            }
        }
    };
}

/// The blocking end of a generated builder, if the feature `blocking` is on.
#[cfg(feature = "blocking")]
#[doc(hidden)]
#[macro_export]
macro_rules! blocking_request {
    ($builder:ident => $output:ty) => {
        impl $builder {
            /// Makes the call and blocks this thread until it is over.
            ///
            /// # Errors
            ///
            /// Those of the call, and that it blocks inside of an async runtime, where it must be awaited. Tokio's
            /// `spawn_blocking` counts as inside of one: there, `Handle::current().block_on(request.send())` waits.
            pub fn send_blocking(self) -> ::core::result::Result<$output, $crate::Error> {
                self.send().wait()
            }
        }
    };
}

/// The blocking end of a generated builder, if the feature `blocking` is on.
#[cfg(not(feature = "blocking"))]
#[doc(hidden)]
#[macro_export]
macro_rules! blocking_request {
    ($builder:ident => $output:ty) => {};
}
