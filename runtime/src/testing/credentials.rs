//! Test credentials.

use crate::{ClientBuilder, Credentials, SecretString, Service};

/// Sets secrets for the service's first security requirement, if there is one.
pub(super) fn with_credentials<C: From<crate::Client>>(
    builder: ClientBuilder<C>,
    service: &Service,
) -> ClientBuilder<C> {
    let Some(schemes) = service.auth.first() else {
        return builder;
    };
    let secrets = schemes.iter().map(|_| SecretString::from("fake-secret"));
    builder.credentials(Credentials::new(0, secrets.collect()))
}
