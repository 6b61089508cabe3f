//! Shared state for resolving operations.

use super::index::Index;
use super::shared_parameters::SharedParameters;
use crate::ir::Api;
use crate::spec::Spec;

/// The spec, index and shared parameters, for resolving operations.
pub(super) struct Context<'a> {
    pub spec: &'a Spec,
    pub index: &'a Index<'a>,
    /// The API with its service and types, still without resources.
    pub api: &'a Api,
    pub shared: &'a SharedParameters<'a>,
}
