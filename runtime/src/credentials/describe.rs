//! Names of schemes in error messages.

use crate::{Scheme, SchemeKind};

pub(super) fn names<'a>(schemes: impl Iterator<Item = &'a Scheme>) -> String {
    schemes.map(describe).collect::<Vec<_>>().join(", ")
}

pub(super) fn describe(scheme: &Scheme) -> String {
    match scheme.variables() {
        Some(variables) => format!("{} ({})", scheme.name, variables.join(" and ")),
        None => scheme.name.to_owned(),
    }
}

impl Scheme {
    /// The environment variables that hold the secret; `None` if it is not read from the environment.
    pub(crate) fn variables(&self) -> Option<Vec<&'static str>> {
        match self.kind {
            SchemeKind::OAuth2(oauth) => Some(vec![oauth.client_id_env?, oauth.client_secret_env?]),
            _ => Some(vec![self.env?]),
        }
    }
}
