//! What every generated builder can do besides its own parameters.

/// Completes a generated builder: `.await`, and the options that every request has.
///
/// Expects a struct with a field `request: Request` and a method `send(self) -> Call<Output>`.
#[macro_export]
macro_rules! request {
    ($builder:ident => $output:ty) => {
        impl $builder {
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
        }

        impl ::core::future::IntoFuture for $builder {
            type Output = ::core::result::Result<$output, $crate::Error>;
            type IntoFuture = $crate::Call<$output>;

            fn into_future(self) -> Self::IntoFuture {
                self.send()
            }
        }
    };
}
