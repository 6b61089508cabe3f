//! Nested values in forms and parameters on the wire.

use clientwright_tests::server::{Answer, Seen, Server};
use golden_nested::searches::{
    ById, Filter, GetSearchesParams, Line, Moment, NameOrNumber, Paging, Range, State,
};
use golden_nested::sessions::{
    Address, Card, CreateSessionParams, LineItem, Mode, Payment, PriceData, ProductData, Settings,
    Shipping, Tax, Unset, UpdateSessionParams,
};
use golden_nested::{Client, Error};
use serde_json::json;

/// The request of a call as the server received it.
async fn seen<T>(
    answer: serde_json::Value,
    call: impl AsyncFnOnce(Client) -> Result<T, Error>,
) -> Seen {
    let server = Server::constant(Answer::new(200, answer)).await;
    let client = Client::builder()
        .base_url(server.url())
        .build()
        .expect("a client");
    call(client).await.expect("a response");
    server.seen().remove(0)
}

/// The query that a call sends, with decoded brackets.
async fn query<T>(call: impl AsyncFnOnce(Client) -> Result<T, Error>) -> String {
    let query = seen(json!([]), call).await.query.expect("a query");
    query.replace("%5B", "[").replace("%5D", "]")
}

/// The form that a call sends, with decoded brackets.
async fn form<T>(call: impl AsyncFnOnce(Client) -> Result<T, Error>) -> String {
    let seen = seen(json!({"id": "cs_1"}), call).await;
    assert_eq!(
        seen.header("content-type"),
        Some("application/x-www-form-urlencoded")
    );
    let body = String::from_utf8(seen.body).expect("a body of text");
    body.replace("%5B", "[").replace("%5D", "]")
}

fn params_of_get() -> GetSearchesParams {
    GetSearchesParams {
        lines: Vec::new(),
        sort: "name".into(),
        document: Filter::new(),
        parent: None,
    }
}

fn params(line_items: Vec<LineItem>) -> CreateSessionParams {
    CreateSessionParams {
        mode: Mode::Payment,
        line_items,
    }
}

/// The guides of Stripe write `line_items[0][price]`, `automatic_tax[enabled]`, `metadata[order_id]`, `expand[]` and, for lists in
/// objects, `payment_method_options[us_bank_account][financial_connections][permissions][]`. Its SDKs number lists instead, such
/// as `images[0]`; the API accepts both.
#[tokio::test]
async fn forms_are_nested_as_in_the_documentation_of_stripe() {
    let product = ProductData::new("T-shirt").images(["https://example.com/1.png"]);
    let price = PriceData::new("usd")
        .product_data(product)
        .unit_amount(2000);
    let items = vec![
        LineItem::new().price("price_1").quantity(2),
        LineItem::new().price_data(price).quantity(1),
    ];
    let form = form(async |client| {
        let request = client.sessions().create(params(items));
        request
            .payment_method_types(["card", "link"])
            .expand(["customer", "line_items.data"])
            .metadata([("order_id".to_owned(), "6735".to_owned())].into())
            .automatic_tax(Tax::new(true).liable(["self"]))
            .await
    })
    .await;
    let pairs = [
        "mode=payment",
        "line_items[0][price]=price_1",
        "line_items[0][quantity]=2",
        "line_items[1][price_data][currency]=usd",
        "line_items[1][price_data][product_data][name]=T-shirt",
        "line_items[1][price_data][product_data][images][0]=https%3A%2F%2Fexample.com%2F1.png",
        "line_items[1][price_data][unit_amount]=2000",
        "line_items[1][quantity]=1",
        "version=2",
        "payment_method_types[]=card",
        "payment_method_types[]=link",
        "expand[]=customer",
        "expand[]=line_items.data",
        "metadata[order_id]=6735",
        "automatic_tax[enabled]=true",
        "automatic_tax[liable][]=self",
    ];
    assert_eq!(form, pairs.join("&"));
}

#[tokio::test]
async fn lists_of_forms_follow_their_style() {
    let form = form(async |client| {
        let request = client.sessions().create(params(Vec::new()));
        request
            .tags(["a", "b"])
            .locales(["en", "d,e"])
            .numbers([1, 2])
            .matrix([vec![1, 2], vec![]])
            .payload(json!({"any": [1, {"thing": null}]}))
            .await
    })
    .await;
    let pairs = [
        "mode=payment",
        "version=2",
        "tags=a",
        "tags=b",
        "locales=en,d%2Ce",
        "numbers[0]=1",
        "numbers[1]=2",
        "matrix[0][]=1",
        "matrix[0][]=2",
        "payload[any][0]=1",
        "payload[any][1][thing]=",
    ];
    assert_eq!(form, pairs.join("&"));
}

#[tokio::test]
async fn values_of_forms_are_cleared_by_empty_strings() {
    let country = || UpdateSessionParams {
        country: "DE".to_owned(),
    };
    let set = form(async |client| {
        let address = Address::new("Bonn").lines(["Am Hof 1"]);
        let request = client.sessions().update("cs_1", country());
        request
            .description("a b")
            .allowed_countries(["DE"])
            .shipping(Shipping::Address(address))
            .await
    })
    .await;
    assert_eq!(
        set,
        "country=DE&description=a+b&allowed_countries[]=DE&shipping[city]=Bonn&shipping[lines][0]=Am+Hof+1"
    );
    let cleared = form(async |client| {
        let request = client.sessions().update("cs_1", country());
        request
            .clear_description()
            .metadata([("order_id".to_owned(), String::new())].into())
            .shipping(Shipping::Unset(Unset::Unset))
            .await
    })
    .await;
    assert_eq!(
        cleared,
        "country=DE&description=&metadata[order_id]=&shipping="
    );
}

#[tokio::test]
async fn the_members_of_a_whole_value_are_a_form() {
    let address = Address::new("Bonn").lines(["Am Hof 1"]);
    let settings = Settings::new("DE")
        .description("a b")
        .allowed_countries(["DE", "FR"])
        .shipping(Shipping::Address(address));
    let replaced = form(async |client| client.sessions().replace("cs_1", &settings).await).await;
    assert_eq!(
        replaced,
        "country=DE&description=a+b&allowed_countries=DE&allowed_countries=FR&shipping[city]=Bonn&shipping[lines][0]=Am+Hof+1"
    );
    let card = Payment::Card(Card::new("tok_1"));
    let paid = form(async |client| client.sessions().pay("cs_1").body(&card).await).await;
    assert_eq!(paid, "method=card&token=tok_1");
    let notes = [("order_id".to_owned(), "67&35".to_owned())].into();
    let annotated = form(async |client| client.sessions().annotate("cs_1", &notes).await).await;
    assert_eq!(annotated, "order_id=67%2635");
}

#[tokio::test]
async fn objects_and_unions_in_a_query_are_nested() {
    let filter = || {
        let filter = Filter::new().owner(NameOrNumber::Number(7));
        filter.words(["a", "b"]).created(Range::new().gte(1))
    };
    let sent = query(async |client| {
        let request = client.searches().list();
        request
            .created(Moment::Range(Range::new().gte(1).lt(2)))
            .r#where(filter())
            .lines([
                Line::new().price("p").taxes(["x", "y"]),
                Line::new().price("q"),
            ])
            .tagged(filter())
            .matrix([vec![1], vec![2]])
            .state(State::Id(ById::new("i")))
            .await
    })
    .await;
    let pairs = [
        "created[gte]=1",
        "created[lt]=2",
        "where[owner]=7",
        "where[words][0]=a",
        "where[words][1]=b",
        "where[created][gte]=1",
        "lines[0][price]=p",
        "lines[0][taxes][0]=x",
        "lines[0][taxes][1]=y",
        "lines[1][price]=q",
        "tagged[owner]=7",
        "tagged[words][]=a",
        "tagged[words][]=b",
        "tagged[created][gte]=1",
        "matrix[0][]=1",
        "matrix[1][]=2",
        "state[kind]=id",
        "state[id]=i",
    ];
    assert_eq!(sent, pairs.join("&"));
}

#[tokio::test]
async fn members_of_exploded_objects_are_parameters() {
    let sent = query(async |client| {
        let paging = Paging::new().limit(5).fields(["a", "b"]);
        let request = client.searches().list();
        request
            .paging(paging.after(Range::new().gte(3)))
            .labels([("x y".to_owned(), "1&2".to_owned())].into())
            .created(Moment::At(9))
            .any_of([NameOrNumber::from(1), NameOrNumber::from("a,b")])
            .ids(["a", "b"])
            .await
    })
    .await;
    assert_eq!(
        sent,
        "limit=5&fields=a&fields=b&after[gte]=3&x+y=1%262&created=9&any_of=1,a%2Cb&ids[0]=a&ids[1]=b"
    );
}

#[tokio::test]
async fn json_in_a_query_is_a_document() {
    let sent = query(async |client| {
        let request = client.searches().list();
        request
            .document(Filter::new().words(["a b"]))
            .value(json!([1, {"x": null}]))
            .owner("me".into())
            .await
    })
    .await;
    assert_eq!(
        sent,
        "document=%7B%22words%22%3A[%22a+b%22]%7D&value=[1%2C%7B%22x%22%3Anull%7D]&owner=%22me%22"
    );
}

#[tokio::test]
async fn documents_in_a_query_can_be_null() {
    let cleared = query(async |client| client.searches().list().clear_owner().await).await;
    assert_eq!(cleared, "owner=null");
    let sent = query(async |client| {
        let params = params_of_get();
        client.searches().get(NameOrNumber::from(1), params).await
    });
    assert_eq!(sent.await, "sort=name&document=%7B%7D&parent=null");
}

#[tokio::test]
async fn unions_of_plain_values_are_sent_everywhere() {
    let params = || GetSearchesParams {
        lines: vec![Line::new().price("p")],
        parent: Some(Range::new().lt(1)),
        ..params_of_get()
    };
    let seen = seen(json!([]), async |client| {
        let request = client.searches().get(NameOrNumber::from("a/b"), params());
        request
            .x_owner(7.into())
            .x_owners([NameOrNumber::from(1), NameOrNumber::from("x")])
            .session("s".into())
            .await
    })
    .await;
    assert_eq!(seen.path, "/searches/a%2Fb");
    let query = "lines%5B0%5D%5Bprice%5D=p&sort=name&document=%7B%7D&parent=%7B%22lt%22%3A1%7D";
    assert_eq!(seen.query.as_deref(), Some(query));
    assert_eq!(seen.header("x-owner"), Some("7"));
    assert_eq!(seen.header("x-owners"), Some("1,x"));
    assert_eq!(seen.header("cookie"), Some("session=s"));
}

#[tokio::test]
async fn values_of_unknown_variants_are_rejected_unless_plain() {
    let client = Client::new().expect("a client");
    let params = params_of_get();
    let project = NameOrNumber::Unrecognized(json!({"id": 1}));
    let error = client.searches().get(project, params).await;
    let error = error.expect_err("an object is no segment").to_string();
    assert!(error.contains("`project` must not be an object"), "{error}");
}
