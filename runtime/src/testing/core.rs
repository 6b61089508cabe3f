//! The fake: receives requests and returns responses, independently of the transport.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use bytes::Bytes;
use http::{Method, Uri};
use serde_json::Value;

use super::act::{Asked, act};
use super::answer::{Answer, success};
use super::clock::Clock;
use super::describe::{Api, Collection, Endpoint, Origin, Role};
use super::fault::{Delivery, Fault, Faults};
use super::journal::{Journal, Seen};
use super::refusal::Refusal;
use super::route::{Route, routes};
use super::select::Taught;
use super::store::Store;
use super::{auth, check};
use crate::base_url;

/// A response and how it is delivered.
#[derive(Debug)]
pub(super) struct Reply {
    pub(super) answer: Answer,
    pub(super) delivery: Delivery,
    pub(super) delay: Duration,
}

/// The state of a fake.
#[derive(Debug)]
pub(super) struct Core {
    pub(super) api: &'static Api,
    /// Path of the service's base URL, without a trailing slash.
    pub(super) base_path: String,
    /// Virtual time of in-memory clients.
    pub(super) clock: Arc<Clock>,
    state: Mutex<State>,
}

#[derive(Debug, Default)]
pub(super) struct State {
    /// By path and the values in it.
    stores: BTreeMap<(&'static str, Vec<String>), Store>,
    changes: u64,
    clock: Arc<Clock>,
    scripts: BTreeMap<&'static str, (u16, Value)>,
    pub(super) taught: Taught,
    pub(super) faults: Faults,
    pub(super) journal: Journal,
}

impl State {
    /// The store of a collection with these path values.
    pub(super) fn store(
        &mut self,
        collection: &'static Collection,
        scope: Vec<String>,
    ) -> &mut Store {
        let store = self.stores.entry((collection.path, scope));
        store.or_insert_with(|| Store::new(collection))
    }

    /// Advances the time by a second and returns it, in seconds since the fake was created.
    pub(super) fn change(&mut self) -> u64 {
        self.changes += 1;
        self.changes.saturating_add(self.clock.now().as_secs())
    }

    pub(super) fn script(&mut self, operation: &'static str, status: u16, value: Value) {
        self.scripts.insert(operation, (status, value));
    }
}

impl Core {
    pub(super) fn new(api: &'static Api) -> Arc<Self> {
        let url = base_url::expand(api.service, &[]).unwrap_or_default();
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
    pub(super) fn handle(&self, request: &http::Request<Bytes>) -> Reply {
        let path = request.uri().path();
        let path = path.strip_prefix(&self.base_path).unwrap_or(path);
        let routes = routes(self.api, path);
        let route = routes.iter().find(|it| method(it) == request.method());
        let operation = route.map(|route| route.endpoint.operation.name);

        let mut state = self.state();
        let fault = state.faults.strike(operation);
        let service = self.api.service;
        let mut answer = match fault.as_ref().and_then(|fault| fault.instead(service)) {
            Some(answer) => answer,
            None => match route {
                None => self.not_found(&routes, request.method()),
                Some(route) => self
                    .act(&mut state, route, request)
                    .unwrap_or_else(|refusal| Answer::refusal(service, &refusal)),
            },
        };
        if let Some(fault) = &fault {
            answer = fault.dress(answer);
        }
        let mut delivery = fault.as_ref().map_or(Delivery::Whole, |it| it.delivery);
        if !answer.takes_body(request.method()) {
            answer.body = Bytes::new();
            delivery = delivery.without_body();
        }
        let seen = Seen::new(service, operation, path, request, answer.status.as_u16());
        state.journal.note(seen);
        drop(state);
        Reply {
            answer,
            delivery,
            delay: fault.as_ref().map_or(Duration::ZERO, |it: &Fault| it.delay),
        }
    }

    fn not_found(&self, routes: &[Route], method: &Method) -> Answer {
        let service = self.api.service;
        if routes.is_empty() {
            let refusal = Refusal::new(404, "no operation has this path");
            return Answer::refusal(service, &refusal);
        }
        let methods = routes
            .iter()
            .map(|it| it.endpoint.operation.method.as_str());
        let allowed: Vec<&str> = methods.collect();
        let refusal = Refusal::new(
            405,
            format!("no operation at this path has the method {method}"),
        );
        Answer::refusal(service, &refusal).allowing(&allowed)
    }

    fn act(
        &self,
        state: &mut State,
        route: &Route,
        request: &http::Request<Bytes>,
    ) -> Result<Answer, Refusal> {
        let endpoint = route.endpoint;
        let name = endpoint.operation.name;
        auth::check(self.api.service, endpoint.operation, request)?;
        check::parameters(request, route)?;
        let body = check::body(request, route)?;
        if let Some((status, value)) = state.scripts.get(name) {
            return Ok(self.scripted(endpoint, *status, value));
        }
        let Some(role) = endpoint.role else {
            return Err(unknown(name));
        };
        let collection = role.collection();
        let scope = route.scope(collection);
        let is_filled_by_test = collection.origin == Origin::Test;
        if is_filled_by_test && !state.stores.contains_key(&(collection.path, scope.clone())) {
            return Err(unfilled(name));
        }
        let moment = match role {
            // Reading changes nothing, so it takes no time.
            Role::List(_) | Role::Get(_) | Role::Exists(_) => 0,
            _ => state.change(),
        };
        let query = request.uri().query().unwrap_or_default();
        let asked = Asked {
            query,
            body,
            moment,
            taught: state.taught.clone(),
        };
        let store = state.store(collection, scope);
        act(self.api.service, role, route, asked, store)
    }

    fn scripted(&self, endpoint: &Endpoint, status: u16, value: &Value) -> Answer {
        let accept = endpoint.operation.accept;
        match value {
            Value::String(text) if accept != "application/json" => {
                Answer::new(status, accept, text.clone().into())
            }
            Value::Null if endpoint.answer.is_none() => Answer::new(status, "", Bytes::new()),
            value if (200..300).contains(&status) => {
                let body = success(self.api.service, endpoint, value.clone());
                Answer::json(status, &body)
            }
            value => Answer::json(status, value),
        }
    }
}

fn method(route: &Route) -> Method {
    route.endpoint.operation.method.into()
}

fn unknown(operation: &str) -> Refusal {
    let message = format!(
        "the fake cannot derive the behavior of `{operation}` from the API; script it: fake.answer(\"{operation}\", 200, …)"
    );
    Refusal::untold(message)
}

fn unfilled(operation: &str) -> Refusal {
    let message = format!(
        "no operation creates what `{operation}` returns; insert it: fake.collection(\"{operation}\", …)"
    );
    Refusal::untold(message)
}
