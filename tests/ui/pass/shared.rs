//! Shared types: ids, enums, errors and streams.

use std::collections::{BTreeSet, HashSet};

use clientwright_tests::prove;
use cloudflare_email_security::domains::Domain;
use cloudflare_email_security::types::{AccountId, PatternType, PatternTypeInput, SortDirection};
use cloudflare_email_security::{Client, Credentials, Error, Items, Pages};

fn shared<T: Send + Sync + 'static>() {}

fn main() {
    prove::model::<AccountId>();
    prove::model::<PatternType>();
    prove::model::<SortDirection>();
    shared::<Client>();
    shared::<Credentials>();
    shared::<Error>();
    fn movable<T: Send + Unpin + 'static>() {}
    movable::<Items<Domain>>();
    movable::<Pages<Domain>>();

    let id = AccountId::from("account");
    assert_eq!(
        (id.as_str(), id.to_string().as_str()),
        ("account", "account")
    );
    assert!(
        BTreeSet::from([id.clone()]).contains(&id) && HashSet::from([id.clone()]).contains(&id)
    );
    assert_eq!("account".parse(), Ok(id));

    // Input values convert to returned values; the reverse does not compile.
    assert_eq!(PatternType::from(PatternTypeInput::Ip), PatternType::Ip);
    assert_eq!(PatternType::from("NEWS").as_str(), "NEWS");

    // Errors convert to boxed errors.
    let refused = Client::new(Credentials::api_token("")).map(drop);
    let error: Box<dyn std::error::Error + Send + Sync> = refused.expect_err("no token").into();
    assert!(error.downcast_ref::<Error>().is_some_and(Error::is_config));
}
