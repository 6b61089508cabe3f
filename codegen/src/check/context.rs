//! What resolving an operation needs to see.

use super::index::Index;
use super::shared::Shared;
use crate::ir::Api;
use crate::spec::Spec;

/// What resolving an operation needs to see.
pub(super) struct Context<'a> {
    pub spec: &'a Spec,
    pub index: &'a Index<'a>,
    /// The API so far: service and types.
    pub api: &'a Api,
    pub shared: &'a Shared<'a>,
}
