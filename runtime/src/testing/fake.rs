//! What a test holds in its hands.

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

/// A fake of the API of the client `C`, empty at first. Clones share their state.
///
/// Its time is virtual: it begins at 2026-01-01, and only what clients wait moves it; a test neither sets nor stops it.
/// Times that the fake makes up, such as `created_at`, follow it and are a second later with each change; where a
/// certain one matters, give it to `insert` of the collection.
pub struct Fake<C> {
    core: Arc<Core>,
    client: PhantomData<fn() -> C>,
}

impl<C: Described> Fake<C> {
    /// A fake that knows nothing yet.
    #[must_use]
    pub fn new() -> Self {
        Self {
            core: Core::new(C::api()),
            client: PhantomData,
        }
    }

    /// A client of the fake, without a socket and in virtual time: waits and time limits take no real time, and any
    /// executor will do.
    ///
    /// # Errors
    /// `ErrorKind::Config`, as `build` of the builder has it.
    pub fn client(&self) -> Result<C, Error> {
        self.builder().build()
    }

    /// Settings of such a client, with credentials that the fake takes. It waits between attempts without chance, so
    /// that a test can say how long.
    pub fn builder(&self) -> ClientBuilder<C> {
        let service = self.core.api.service;
        let builder = ClientBuilder::new(service)
            .base_url(format!("http://fake.invalid{}", self.core.base_path))
            .transport(self.transport())
            .timer(self.timer())
            .retry(Backoff::default().without_jitter());
        with_credentials(builder, service)
    }

    /// What carries requests to the fake without a socket, for settings of one's own.
    #[must_use]
    pub fn transport(&self) -> impl Transport + use<C> {
        Memory {
            core: Arc::clone(&self.core),
            clock: Arc::clone(&self.core.clock),
        }
    }

    /// What waits in the fake's virtual time, for settings of one's own. Goes together with
    /// `transport`.
    #[must_use]
    pub fn timer(&self) -> impl Timer + use<C> {
        VirtualTimer(Arc::clone(&self.core.clock))
    }

    /// Serves the same state over HTTP on loopback, in real time, until what is returned is dropped.
    ///
    /// # Errors
    /// When no port or no thread is to be had.
    pub fn serve(&self) -> io::Result<Server<C>> {
        Server::start(Arc::clone(&self.core))
    }

    /// The items of a collection, or the one thing at a path, to look at and to fill. It is named by its resource, `allow_policies`, or, where that
    /// has several, by one of the operations that work on it, `jobs.list_by_page`; `scope` are the values of its path.
    ///
    /// # Errors
    /// `ErrorKind::Config` when there is no such collection, or its path takes another
    /// number of values.
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

    /// Says which items of a list a value of a query parameter keeps, such as what a search finds. Of several values, each
    /// adds what it keeps.
    ///
    /// # Errors
    /// `ErrorKind::Config` when there is no such operation, it does not list a collection, or
    /// its query has no such parameter. What chooses a page cannot be told anew.
    pub fn filter(
        &self,
        operation: &str,
        parameter: &str,
        keeps: impl Fn(&Value, &str) -> bool + Send + Sync + 'static,
    ) -> Result<(), Error> {
        let endpoint = self.endpoint(operation)?;
        if !matches!(endpoint.role, Some(Role::List(_))) {
            return Err(Error::config(format!("`{operation}` lists no collection")));
        }
        let known = select::parameters(endpoint).map(|it| it.field.name);
        let found = known.clone().find(|it| *it == parameter);
        let name = found.ok_or_else(|| {
            let message = format!("no filter of `{operation}` is called `{parameter}`");
            near::unknown(message, parameter, known)
        })?;
        let taught = &mut self.core.state().taught;
        taught.add(endpoint.operation.name, name, Arc::new(keeps));
        Ok(())
    }

    /// Lets an operation answer this from now on. A success is wrapped as the answers of the operation are; anything
    /// else is the whole body. A text is sent as it is where the operation does not answer in JSON.
    ///
    /// Requests are checked all the same, but nothing is stored or looked up.
    ///
    /// # Errors
    /// `ErrorKind::Config` when there is no such operation, or the status is not one from
    /// 200 to 599.
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

    /// Lets the next request fail, whatever its operation.
    ///
    /// # Errors
    /// `ErrorKind::Config` when the fault has a status or header that cannot be sent.
    pub fn fail_next(&self, fault: Fault) -> Result<(), Error> {
        self.core.state().faults.push(None, fault)
    }

    /// Lets the next request of an operation fail. Of several faults that are meant for a request the one that was
    /// asked for first comes first, and the others wait until it is over.
    ///
    /// # Errors
    /// As `fail_next`, and when there is no such operation.
    pub fn fail(&self, operation: &str, fault: Fault) -> Result<(), Error> {
        let name = self.endpoint(operation)?.operation.name;
        self.core.state().faults.push(Some(name), fault)
    }

    /// Forgets the faults that have not come yet.
    pub fn clear_faults(&self) {
        self.core.state().faults.clear();
    }

    /// The requests that the fake has seen, the latest 10,000 at most, without their secrets.
    #[must_use]
    pub fn requests(&self) -> Vec<Seen> {
        self.core.state().journal.seen()
    }

    /// The requests since this was asked last.
    #[must_use]
    pub fn take_requests(&self) -> Vec<Seen> {
        self.core.state().journal.take()
    }

    /// How many requests the fake has seen in all.
    #[must_use]
    pub fn request_count(&self) -> u64 {
        self.core.state().journal.count()
    }

    /// The virtual time that has passed: what clients without a socket have waited. It is the same in every run: the
    /// clients of the fake wait 0.5, 1, 2, 4 and then 8 seconds between attempts, or as long as the answer asks for.
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
            let message = format!("no operation is called `{operation}`");
            near::unknown(message, operation, known)
        })
    }

    fn no_collection(&self, name: &str) -> Error {
        let with_role = |it: &&Endpoint| it.role.is_some();
        let endpoints = self.core.endpoints().filter(with_role);
        let resources = self.core.api.resources.iter();
        let resources = resources.filter(|it| it.endpoints.iter().any(|it| it.role.is_some()));
        let message = format!("`{name}` names no collection");
        // With a dot it is meant as an operation.
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
