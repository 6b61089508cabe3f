//! Test credentials.

use crate::{ClientBuilder, Credentials, SecretString, Service};

/// Sets secrets for all security requirements of the service.
pub(super) fn with_credentials<C: From<crate::Client>>(
    mut builder: ClientBuilder<C>,
    service: &Service,
) -> ClientBuilder<C> {
    for (requirement, schemes) in service.auth.iter().enumerate() {
        let secrets = schemes.iter().map(|_| SecretString::from("fake-secret"));
        let credentials = Credentials::new(requirement, secrets.collect());
        builder = match requirement {
            0 => builder.credentials(credentials),
            _ => builder.add_credentials(credentials),
        };
    }
    builder
}
