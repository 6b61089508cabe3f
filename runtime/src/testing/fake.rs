//! The handle of a fake, as tests use it.

use std::fmt;
use std::io;
use std::marker::PhantomData;
use std::sync::Arc;
use std::time::Duration;

use serde_json::Value;

use super::backend::Backend;
use super::collection::Collection;
use super::credentials::with_credentials;
use super::memory::{Memory, VirtualTimer};
use super::schema::{Described, Endpoint, Role};
use super::{Fault, RecordedRequest, Server};
use super::{selection, suggestions};
use crate::{Backoff, ClientBuilder, Error, Timer, Transport};

/// A fake of the API of the client `C`. It has no items at first. Clones share their state.
///
/// Time is virtual: it starts at 2026-01-01 and advances only while a client waits. It cannot be
/// set. The timestamps of items, such as `created_at`, also advance by a second with each change. If
/// a test depends on a timestamp, insert an item with that timestamp.
pub struct Fake<C> {
    pub(super) backend: Arc<Backend>,
    client: PhantomData<fn() -> C>,
}

impl<C: Described> Fake<C> {
    /// Creates a fake without items.
    #[must_use]
    pub fn new() -> Self {
        Self {
            backend: Backend::new(C::api()),
            client: PhantomData,
        }
    }

    /// Creates an in-memory client of the fake.
    ///
    /// The client runs in virtual time, so delays and timeouts take no real time. It runs on any
    /// executor.
    ///
    /// # Errors
    /// Returns `ErrorKind::Config` if the client cannot be built.
    pub fn client(&self) -> Result<C, Error> {
        self.builder().build()
    }

    /// Creates a builder for an in-memory client, with credentials that the fake accepts.
    ///
    /// Retry delays have no jitter, so they are the same in every run.
    pub fn builder(&self) -> ClientBuilder<C> {
        let service = self.backend.api.service;
        let builder = ClientBuilder::new(service)
            .base_url(format!("http://fake.invalid{}", self.backend.base_path))
            .transport(self.transport())
            .timer(self.timer())
            .retry(Backoff::default().without_jitter());
        with_credentials(builder, service)
    }

    /// Returns a transport that sends requests to the fake in memory, for a custom builder.
    #[must_use]
    pub fn transport(&self) -> impl Transport + use<C> {
        Memory {
            backend: Arc::clone(&self.backend),
            clock: Arc::clone(&self.backend.clock),
        }
    }

    /// Returns a timer that waits in virtual time, for a custom builder. Use it with `transport`.
    #[must_use]
    pub fn timer(&self) -> impl Timer + use<C> {
        VirtualTimer(Arc::clone(&self.backend.clock))
    }

    /// Starts an HTTP server on localhost that shares the state of this fake.
    ///
    /// The server runs in real time until it is dropped.
    ///
    /// # Errors
    /// Returns an error if no port can be bound or no thread can be started.
    pub fn serve(&self) -> io::Result<Server<C>> {
        Server::start(Arc::clone(&self.backend))
    }

    /// Returns a collection, or a singleton, to read and insert its items.
    ///
    /// `name` is a resource, e.g. `allow_policies`, or an operation, e.g. `jobs.list_by_page`. If a
    /// resource has several collections, its name means the one with the shortest path.
    /// `path_values` are the values of the collection's path parameters, e.g. the account.
    ///
    /// # Errors
    /// Returns `ErrorKind::Config` if there is no such collection, or if `path_values` does not have
    /// one value for each parameter.
    pub fn collection(&self, name: &str, path_values: &[&str]) -> Result<Collection, Error> {
        let named = self
            .backend
            .endpoints()
            .find(|it| it.operation.name == name);
        let role = match named {
            Some(endpoint) => endpoint.role,
            None => {
                let mut resources = self.backend.api.resources.iter();
                let found = resources.find(|resource| resource.id == name);
                let roles = found.into_iter().flat_map(|it| it.endpoints);
                let roles = roles.filter_map(|endpoint| endpoint.role);
                // Others of the resource, such as a count, are below it.
                roles.min_by_key(|role| role.collection().path.matches('/').count())
            }
        };
        let collection = role
            .as_ref()
            .map(Role::collection)
            .ok_or_else(|| self.unknown_collection(name))?;
        let expected = collection.parameter_count();
        if path_values.len() != expected {
            return Err(Error::config(format!(
                "`{name}` takes {expected} value{} for its path, `{}`, not {}",
                if expected == 1 { "" } else { "s" },
                collection.path,
                path_values.len()
            )));
        }
        Ok(Collection::new(
            Arc::clone(&self.backend),
            collection,
            path_values,
        ))
    }

    /// Defines the filter of a query parameter of a list, for example of a search.
    ///
    /// `predicate` takes an item and the value of the parameter, and returns whether the list
    /// contains the item. If the parameter has several values, an item is listed if any of them
    /// selects it.
    ///
    /// # Errors
    /// Returns `ErrorKind::Config` if there is no such operation, if it does not list a collection,
    /// or if it has no such query parameter. Pagination parameters are not filters.
    pub fn filter(
        &self,
        operation: &str,
        parameter: &str,
        predicate: impl Fn(&Value, &str) -> bool + Send + Sync + 'static,
    ) -> Result<(), Error> {
        let endpoint = self.endpoint(operation)?;
        if !matches!(endpoint.role, Some(Role::List(_))) {
            return Err(Error::config(format!(
                "`{operation}` does not list a collection"
            )));
        }
        let known = selection::parameters(endpoint).map(|it| it.field.name);
        let found = known.clone().find(|it| *it == parameter);
        let name = found.ok_or_else(|| {
            let message = format!("`{operation}` has no filter `{parameter}`");
            suggestions::unknown_name(message, parameter, known)
        })?;
        let filters = &mut self.backend.state().custom_filters;
        filters.insert(endpoint.operation.name, name, Arc::new(predicate));
        Ok(())
    }

    /// Injects a fault into the following requests of any operation: one, unless the fault sets
    /// `times` or `after`.
    ///
    /// # Errors
    /// Returns `ErrorKind::Config` if the status or a header of the fault is invalid.
    pub fn fail_next(&self, fault: Fault) -> Result<(), Error> {
        self.backend.state().faults.push(None, fault)
    }

    /// Injects a fault into the following requests of an operation: one, unless the fault sets
    /// `times` or `after`.
    ///
    /// If several faults match a request, the first one added applies; the others apply once it is
    /// used up.
    ///
    /// # Errors
    /// Same as `fail_next`, and if there is no such operation.
    pub fn fail(&self, operation: &str, fault: Fault) -> Result<(), Error> {
        let name = self.endpoint(operation)?.operation.name;
        self.backend.state().faults.push(Some(name), fault)
    }

    /// Removes all pending faults.
    pub fn clear_faults(&self) {
        self.backend.state().faults.clear();
    }

    /// Returns the recorded requests, at most the latest 10,000, with secrets redacted.
    ///
    /// Does not include those removed by `take_requests`.
    #[must_use]
    pub fn requests(&self) -> Vec<RecordedRequest> {
        self.backend.state().journal.requests()
    }

    /// Removes and returns the recorded requests.
    #[must_use]
    pub fn take_requests(&self) -> Vec<RecordedRequest> {
        self.backend.state().journal.take()
    }

    /// Returns the total number of requests received.
    #[must_use]
    pub fn request_count(&self) -> u64 {
        self.backend.state().journal.count()
    }

    /// Returns the elapsed virtual time: how long in-memory clients have waited.
    ///
    /// It is the same in every run. Between attempts, clients of the fake wait as long as a
    /// `Retry-After` header requests, otherwise 0.5, 1, 2, 4 and then 8 seconds.
    #[must_use]
    pub fn elapsed(&self) -> Duration {
        self.backend.clock.now()
    }

    pub(super) fn endpoint(&self, operation: &str) -> Result<&'static Endpoint, Error> {
        let found = self
            .backend
            .endpoints()
            .find(|endpoint| endpoint.operation.name == operation);
        found.ok_or_else(|| {
            let known = self.backend.endpoints().map(|it| it.operation.name);
            let message = format!("unknown operation `{operation}`");
            suggestions::unknown_name(message, operation, known)
        })
    }

    fn unknown_collection(&self, name: &str) -> Error {
        let with_role = |it: &&Endpoint| it.role.is_some();
        let endpoints = self.backend.endpoints().filter(with_role);
        let resources = self.backend.api.resources.iter();
        let resources = resources.filter(|it| it.endpoints.iter().any(|it| it.role.is_some()));
        let message = format!("unknown collection `{name}`");
        // Only names of operations have a dot.
        if name.contains('.') {
            suggestions::unknown_name(message, name, endpoints.map(|it| it.operation.name))
        } else {
            suggestions::unknown_name(message, name, resources.map(|it| it.id))
        }
    }
}

impl<C: Described> Default for Fake<C> {
    fn default() -> Self {
        Self::new()
    }
}

impl<C> Clone for Fake<C> {
    fn clone(&self) -> Self {
        Self {
            backend: Arc::clone(&self.backend),
            client: PhantomData,
        }
    }
}

impl<C> fmt::Debug for Fake<C> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Fake")
            .field("service", &self.backend.api.service.package)
            .finish_non_exhaustive()
    }
}
