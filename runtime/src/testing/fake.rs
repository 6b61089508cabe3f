//! The handle that tests use.

use std::fmt;
use std::io;
use std::marker::PhantomData;
use std::sync::Arc;
use std::time::Duration;

use serde_json::Value;

use super::answer::check_status;
use super::contents::Contents;
use super::core::Core;
use super::credentials::with_credentials;
use super::describe::{Endpoint, Role};
use super::memory::{Memory, VirtualTimer};
use super::{Described, Fault, Seen, Server};
use super::{near, select};
use crate::{Backoff, ClientBuilder, Error, Timer, Transport};

/// A fake of the API of the client `C`, initially empty. Clones share their state.
///
/// Time is virtual. It starts at 2026-01-01, advances only while a client waits, and cannot be set.
/// Times made up by the fake, such as `created_at`, also advance by a second with each change;
/// insert an item with explicit times if they matter.
pub struct Fake<C> {
    core: Arc<Core>,
    client: PhantomData<fn() -> C>,
}

impl<C: Described> Fake<C> {
    /// Creates a fake without items.
    #[must_use]
    pub fn new() -> Self {
        Self {
            core: Core::new(C::api()),
            client: PhantomData,
        }
    }

    /// Creates an in-memory client of the fake.
    ///
    /// It uses virtual time, so delays and timeouts take no real time, and runs on any executor.
    ///
    /// # Errors
    /// Returns `ErrorKind::Config` if the client cannot be built.
    pub fn client(&self) -> Result<C, Error> {
        self.builder().build()
    }

    /// Creates a builder for an in-memory client, with credentials the fake accepts.
    ///
    /// Retry delays have no jitter, so that they are deterministic.
    pub fn builder(&self) -> ClientBuilder<C> {
        let service = self.core.api.service;
        let builder = ClientBuilder::new(service)
            .base_url(format!("http://fake.invalid{}", self.core.base_path))
            .transport(self.transport())
            .timer(self.timer())
            .retry(Backoff::default().without_jitter());
        with_credentials(builder, service)
    }

    /// Returns a transport that sends requests to the fake in memory, for a custom builder.
    #[must_use]
    pub fn transport(&self) -> impl Transport + use<C> {
        Memory {
            core: Arc::clone(&self.core),
            clock: Arc::clone(&self.core.clock),
        }
    }

    /// Returns a timer that waits in virtual time, for a custom builder. Use it together with
    /// `transport`.
    #[must_use]
    pub fn timer(&self) -> impl Timer + use<C> {
        VirtualTimer(Arc::clone(&self.core.clock))
    }

    /// Serves the same state over HTTP on loopback, in real time, until the returned server is
    /// dropped.
    ///
    /// # Errors
    /// Returns an error if no port can be bound or no thread can be started.
    pub fn serve(&self) -> io::Result<Server<C>> {
        Server::start(Arc::clone(&self.core))
    }

    /// Returns the items of a collection, or of a singleton, for reading and inserting.
    ///
    /// `name` is a resource, e.g. `allow_policies`, or an operation if the resource has several
    /// collections, e.g. `jobs.list_by_page`. `scope` are the values of the collection's path
    /// parameters.
    ///
    /// # Errors
    /// Returns `ErrorKind::Config` if there is no such collection, or if its path has another
    /// number of parameters.
    pub fn collection(&self, name: &str, scope: &[&str]) -> Result<Contents, Error> {
        let named = self.core.endpoints().find(|it| it.operation.name == name);
        let role = match named {
            Some(endpoint) => endpoint.role,
            None => {
                let mut resources = self.core.api.resources.iter();
                let found = resources.find(|resource| resource.id == name);
                found.and_then(|it| it.endpoints.iter().find_map(|endpoint| endpoint.role))
            }
        };
        let collection = role
            .as_ref()
            .map(Role::collection)
            .ok_or_else(|| self.no_collection(name))?;
        let depth = collection.depth();
        if scope.len() != depth {
            return Err(Error::config(format!(
                "`{name}` takes {depth} value{} for its path, `{}`, not {}",
                if depth == 1 { "" } else { "s" },
                collection.path,
                scope.len()
            )));
        }
        Ok(Contents::new(Arc::clone(&self.core), collection, scope))
    }

    /// Defines which items of a list a query parameter selects, for example for a search.
    ///
    /// `keeps` receives an item and the value of the parameter. With several values, an item is
    /// selected if any of them selects it.
    ///
    /// # Errors
    /// Returns `ErrorKind::Config` if there is no such operation, if it does not list a collection,
    /// or if it has no such query parameter. Pagination parameters cannot be redefined.
    pub fn filter(
        &self,
        operation: &str,
        parameter: &str,
        keeps: impl Fn(&Value, &str) -> bool + Send + Sync + 'static,
    ) -> Result<(), Error> {
        let endpoint = self.endpoint(operation)?;
        if !matches!(endpoint.role, Some(Role::List(_))) {
            return Err(Error::config(format!(
                "`{operation}` does not list a collection"
            )));
        }
        let known = select::parameters(endpoint).map(|it| it.field.name);
        let found = known.clone().find(|it| *it == parameter);
        let name = found.ok_or_else(|| {
            let message = format!("`{operation}` has no filter `{parameter}`");
            near::unknown(message, parameter, known)
        })?;
        let taught = &mut self.core.state().taught;
        taught.add(endpoint.operation.name, name, Arc::new(keeps));
        Ok(())
    }

    /// Sets the response of an operation from now on.
    ///
    /// The value of a success response is wrapped in the envelope of the operation; for an error
    /// status it is the whole body. A string is sent verbatim if the operation does not return
    /// JSON.
    ///
    /// Requests are still validated, but have no effect on the state.
    ///
    /// # Errors
    /// Returns `ErrorKind::Config` if there is no such operation, or if the status is not between
    /// 200 and 599.
    pub fn answer(
        &self,
        operation: &str,
        status: u16,
        value: impl Into<Value>,
    ) -> Result<(), Error> {
        let name = self.endpoint(operation)?.operation.name;
        check_status(status).map_err(Error::config)?;
        self.core.state().script(name, status, value.into());
        Ok(())
    }

    /// Injects a fault into the next request of any operation.
    ///
    /// # Errors
    /// Returns `ErrorKind::Config` if the status or a header of the fault is invalid.
    pub fn fail_next(&self, fault: Fault) -> Result<(), Error> {
        self.core.state().faults.push(None, fault)
    }

    /// Injects a fault into the next request of an operation.
    ///
    /// Faults that apply to the same request are queued: each waits until the earlier ones are
    /// over.
    ///
    /// # Errors
    /// Same as `fail_next`, and if there is no such operation.
    pub fn fail(&self, operation: &str, fault: Fault) -> Result<(), Error> {
        let name = self.endpoint(operation)?.operation.name;
        self.core.state().faults.push(Some(name), fault)
    }

    /// Removes all pending faults.
    pub fn clear_faults(&self) {
        self.core.state().faults.clear();
    }

    /// Returns the requests received so far, up to the latest 10,000, with secrets redacted.
    #[must_use]
    pub fn requests(&self) -> Vec<Seen> {
        self.core.state().journal.seen()
    }

    /// Returns the requests received since the last call of this method.
    #[must_use]
    pub fn take_requests(&self) -> Vec<Seen> {
        self.core.state().journal.take()
    }

    /// Returns the total number of requests received.
    #[must_use]
    pub fn request_count(&self) -> u64 {
        self.core.state().journal.count()
    }

    /// Returns the virtual time elapsed, which is the time in-memory clients have waited.
    ///
    /// It is the same in every run: without a delay requested by the server, clients of the fake
    /// wait 0.5, 1, 2, 4 and then 8 seconds between attempts.
    #[must_use]
    pub fn elapsed(&self) -> Duration {
        self.core.clock.now()
    }

    fn endpoint(&self, operation: &str) -> Result<&'static Endpoint, Error> {
        let found = self
            .core
            .endpoints()
            .find(|endpoint| endpoint.operation.name == operation);
        found.ok_or_else(|| {
            let known = self.core.endpoints().map(|it| it.operation.name);
            let message = format!("unknown operation `{operation}`");
            near::unknown(message, operation, known)
        })
    }

    fn no_collection(&self, name: &str) -> Error {
        let with_role = |it: &&Endpoint| it.role.is_some();
        let endpoints = self.core.endpoints().filter(with_role);
        let resources = self.core.api.resources.iter();
        let resources = resources.filter(|it| it.endpoints.iter().any(|it| it.role.is_some()));
        let message = format!("unknown collection `{name}`");
        // A name with a dot is meant as an operation.
        if name.contains('.') {
            near::unknown(message, name, endpoints.map(|it| it.operation.name))
        } else {
            near::unknown(message, name, resources.map(|it| it.id))
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
            core: Arc::clone(&self.core),
            client: PhantomData,
        }
    }
}

impl<C> fmt::Debug for Fake<C> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Fake")
            .field("service", &self.core.api.service.package)
            .finish_non_exhaustive()
    }
}
