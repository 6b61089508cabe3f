//! The state of a fake, and its handling of requests, independently of the transport.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use bytes::Bytes;
use http::header::{HOST, HeaderMap, HeaderName, HeaderValue};
use http::{Method, Uri};

use super::clock::Clock;
use super::error_response::ErrorResponse;
use super::fault::{DeliveryMode, Fault, Faults};
use super::handler::{Arguments, handle};
use super::journal::{Journal, RecordedRequest};
use super::replay::Replays;
use super::response::Response;
use super::route::{Route, routes};
use super::schema::{Api, Collection, Endpoint, Origin, Role};
use super::selection::CustomFilters;
use super::store::Store;
use super::stub::Stub;
use super::{auth, headers, stub, token, validation};
use crate::base_url;

/// A response and how it is delivered.
#[derive(Debug)]
pub(super) struct Delivery {
    pub(super) response: Response,
    pub(super) mode: DeliveryMode,
    pub(super) delay: Duration,
}

/// The state of a fake.
#[derive(Debug)]
pub(super) struct Backend {
    pub(super) api: &'static Api,
    /// Path of the service's base URL, without a trailing slash.
    pub(super) base_path: String,
    /// Virtual time of in-memory clients.
    pub(super) clock: Arc<Clock>,
    state: Mutex<State>,
}

#[derive(Debug, Default)]
pub(super) struct State {
    /// By the path of the collection and the values of its parameters.
    stores: BTreeMap<(&'static str, Vec<String>), Store>,
    changes: u64,
    clock: Arc<Clock>,
    /// Stubbed responses, by operation.
    stubs: BTreeMap<&'static str, Stub>,
    /// Stubbed headers, by operation.
    headers: BTreeMap<&'static str, HeaderMap>,
    replays: Replays,
    pub(super) custom_filters: CustomFilters,
    pub(super) faults: Faults,
    pub(super) journal: Journal,
}

impl State {
    /// The store of a collection with these path values.
    pub(super) fn store(
        &mut self,
        collection: &'static Collection,
        path_values: Vec<String>,
    ) -> &mut Store {
        let store = self.stores.entry((collection.path, path_values));
        store.or_insert_with(|| Store::new(collection))
    }

    /// Advances the time by a second and returns it, in seconds since the fake was created.
    pub(super) fn change(&mut self) -> u64 {
        self.changes += 1;
        self.changes.saturating_add(self.clock.now().as_secs())
    }

    pub(super) fn stub(&mut self, operation: &'static str, stub: Stub) {
        self.stubs.insert(operation, stub);
    }

    pub(super) fn set_header(
        &mut self,
        operation: &'static str,
        name: HeaderName,
        value: HeaderValue,
    ) {
        let headers = self.headers.entry(operation).or_default();
        headers.insert(name, value);
    }
}

impl Backend {
    pub(super) fn new(api: &'static Api) -> Arc<Self> {
        let url =
            base_url::expand(api.service.base_url, api.service.variables, &[]).unwrap_or_default();
        let path = url.parse::<Uri>().map(|url| url.path().to_owned());
        let path = path.unwrap_or_default();
        let clock = Arc::<Clock>::default();
        let state = State {
            clock: Arc::clone(&clock),
            ..State::default()
        };
        Arc::new(Self {
            api,
            base_path: path.trim_end_matches('/').to_owned(),
            clock,
            state: Mutex::new(state),
        })
    }

    pub(super) fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// All operations of the API.
    pub(super) fn endpoints(&self) -> impl Iterator<Item = &'static Endpoint> {
        self.api.resources.iter().flat_map(|it| it.endpoints)
    }

    /// Handles a request.
    pub(super) fn handle(&self, request: &http::Request<Bytes>) -> Delivery {
        let path = request.uri().path();
        let path = path.strip_prefix(&self.base_path).unwrap_or(path);
        let routes = routes(self.api, path);
        let routes_of_method = || routes.iter().filter(|it| method(it) == request.method());
        let route = routes_of_method().find(|it| it.has_content_types(request.headers()));
        let route = route.or(routes_of_method().next());
        let operation = route.map(|route| route.endpoint.operation.name);

        let mut state = self.state();
        let fault = state.faults.next(operation);
        let service = self.api.service;
        let mut response = match fault.as_ref().and_then(|fault| fault.replacement(service)) {
            Some(response) => response,
            None if token::is_token_request(service, request) => {
                token::respond(request, state.journal.count() + 1)
            }
            None => match route {
                None => self.not_found(&routes, request.method()),
                Some(route) => self
                    .process(&mut state, route, request)
                    .unwrap_or_else(|error| Response::error(service, &error)),
            },
        };
        let stubbed = operation.and_then(|operation| state.headers.get(operation));
        for (name, value) in stubbed.into_iter().flatten() {
            response.headers.insert(name, value.clone());
        }
        if let Some(fault) = &fault {
            fault.add_headers(&mut response);
        }
        headers::declare(&mut response, self.api, route.map(|it| it.endpoint));
        response.identify(service, state.journal.count() + 1);
        let mut mode = fault.as_ref().map_or(DeliveryMode::Whole, |it| it.mode);
        if !response.may_have_body(request.method()) {
            response.body = Bytes::new();
            mode = mode.without_body();
        }
        let status = response.status.as_u16();
        let recorded = RecordedRequest::new(service, operation, path, request, status);
        state.journal.record(recorded);
        drop(state);
        Delivery {
            response,
            mode,
            delay: fault.as_ref().map_or(Duration::ZERO, |it: &Fault| it.delay),
        }
    }

    fn not_found(&self, routes: &[Route], method: &Method) -> Response {
        let service = self.api.service;
        if routes.is_empty() {
            let error = ErrorResponse::new(404, "no operation has this path");
            return Response::error(service, &error);
        }
        let methods = routes
            .iter()
            .map(|it| it.endpoint.operation.method.as_str());
        let allowed: Vec<&str> = methods.collect();
        let error = ErrorResponse::new(
            405,
            format!("no operation at this path has the method {method}"),
        );
        Response::error(service, &error).with_allow(&allowed)
    }

    /// Validates the request and applies its operation.
    fn process(
        &self,
        state: &mut State,
        route: &Route,
        request: &http::Request<Bytes>,
    ) -> Result<Response, ErrorResponse> {
        let endpoint = route.endpoint;
        let name = endpoint.operation.name;
        auth::check(self.api.service, endpoint.operation, request)?;
        validation::parameters(request, route)?;
        let body = validation::body(request, route)?;
        if let Some(stub) = state.stubs.get(name) {
            return Ok(stub.respond(self.api.service, endpoint, request.headers()));
        }
        let Some(role) = endpoint.role else {
            return Err(stub::required(endpoint));
        };
        if let Some(response) = state.replays.find(endpoint.operation, request)? {
            return Ok(response);
        }
        let collection = role.collection();
        let path_values = route.path_values(collection);
        let is_filled_by_test = collection.origin == Origin::Test;
        let is_known = |state: &State| {
            let key = (collection.path, path_values.clone());
            state.stores.contains_key(&key)
        };
        if is_filled_by_test && !is_known(state) {
            return Err(nothing_inserted(name));
        }
        let time = match role {
            // Reading changes nothing, so it takes no time.
            Role::List(_) | Role::Get(_) | Role::Exists(_) => 0,
            _ => state.change(),
        };
        let query = request.uri().query().unwrap_or_default();
        let arguments = Arguments {
            url: &absolute(request),
            query,
            body,
            time,
            custom_filters: state.custom_filters.clone(),
        };
        let store = state.store(collection, path_values);
        let response = handle(self.api.service, role, route, arguments, store)?;
        state.replays.record(endpoint.operation, request, &response);
        Ok(response)
    }
}

/// The URL of a request. Requests of the server have only a path.
fn absolute(request: &http::Request<Bytes>) -> String {
    let host = request.headers().get(HOST).and_then(|it| it.to_str().ok());
    match (request.uri().authority(), host) {
        (None, Some(host)) => format!("http://{host}{}", request.uri()),
        _ => request.uri().to_string(),
    }
}

fn method(route: &Route) -> Method {
    route.endpoint.operation.method.into()
}

fn nothing_inserted(operation: &str) -> ErrorResponse {
    let message = format!(
        "no operation creates the items that `{operation}` returns; insert them: fake.collection(\"{operation}\", …)"
    );
    ErrorResponse::not_configured(message)
}
