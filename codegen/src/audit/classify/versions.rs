//! Entries on the version of the package.

use super::Context;
use super::build::plain;
use crate::audit::report::{Change, VersionCheck};
use crate::audit::subject::Subject;
use crate::audit::version::is_decreased;

const INSUFFICIENT: &str = "version-bump-insufficient";
const DECREASED: &str = "version-decreased";

/// The rules that speak here.
pub(in crate::audit) const RULES: &[&str] = &[INSUFFICIENT, DECREASED];

/// What is wrong with the version.
pub(in crate::audit) fn changes(check: &VersionCheck, context: &Context<'_>) -> Vec<Change> {
    let subject = Subject::reserved("service").child("version");
    if is_decreased(&check.base, &check.head) {
        let values = (Some(check.base.clone()), Some(check.head.clone()));
        return plain(context, DECREASED, &subject, values)
            .into_iter()
            .collect();
    }
    if check.sufficient {
        return Vec::new();
    }
    let values = (Some(check.head.clone()), Some(check.required.clone()));
    plain(context, INSUFFICIENT, &subject, values)
        .into_iter()
        .collect()
}
