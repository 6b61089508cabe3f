//! Nested values in forms on the wire.

use clientwright_tests::server::{Answer, Server};
use golden_nested::sessions::{
    Address, CreateSessionParams, LineItem, Mode, PriceData, ProductData, Shipping, Tax, Unset,
    UpdateSessionParams,
};
use golden_nested::{Client, Error};
use serde_json::json;

/// The form that a call sends, with decoded brackets.
async fn form<T>(call: impl AsyncFnOnce(Client) -> Result<T, Error>) -> String {
    let server = Server::constant(Answer::new(200, json!({"id": "cs_1"}))).await;
    let client = Client::builder()
        .base_url(server.url())
        .build()
        .expect("a client");
    call(client).await.expect("a response");
    let seen = server.seen().remove(0);
    assert_eq!(
        seen.header("content-type"),
        Some("application/x-www-form-urlencoded")
    );
    let body = String::from_utf8(seen.body).expect("a body of text");
    body.replace("%5B", "[").replace("%5D", "]")
}

fn params(line_items: Vec<LineItem>) -> CreateSessionParams {
    CreateSessionParams {
        mode: Mode::Payment,
        line_items,
    }
}

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
