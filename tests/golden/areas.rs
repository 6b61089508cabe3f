//! Resources that are areas: names of requests, and models with the names of resources and namespaces.

use clientwright_tests::server::{Answer, Server};
use golden_areas::hardware::{
    Duration, ErrorKind, GetHardware, GetHardwareParams, Hardware, HardwareApi, MatchHardware,
    Sled, SledList, SledListParams, SledViewResponse, Transport,
};
use golden_areas::{Client, SystemArea, types};
use serde_json::json;

#[tokio::test]
async fn requests_of_longer_names_do_not_repeat_the_area() {
    let id = "f174e90a-fafe-4643-bbbc-4a0ed4fc8415";
    let server = Server::constant(Answer::new(200, json!([{"id": id}]))).await;
    let client = Client::builder().base_url(server.url()).build();
    let area: SystemArea = client.expect("a client").system();
    let hardware: HardwareApi = area.hardware();
    let params = SledListParams {
        window: Duration::Hour,
        kind: ErrorKind::Fan,
        transport: Transport::Rail,
    };
    let request: SledList = hardware.sled_list(params);
    let sleds: Vec<Sled> = request.await.expect("sleds");
    assert_eq!(sleds[0].id.to_string(), id);
    let seen = server.seen().remove(0);
    assert_eq!(seen.path, "/system/hardware/sleds");
    assert_eq!(
        seen.query.as_deref(),
        Some("window=hour&kind=fan&transport=rail")
    );
}

#[tokio::test]
async fn models_can_have_the_names_of_resources_and_namespaces() {
    let found = json!({"system": {"name": "s"}});
    let server = Server::constant(Answer::new(200, found)).await;
    let client = Client::builder().base_url(server.url()).build();
    let params = GetHardwareParams {
        window: Duration::Day,
        kind: ErrorKind::Disk,
        transport: Transport::Cart,
    };
    let request: GetHardware = client.expect("a client").system().hardware().get(params);
    let hardware: Hardware = request.await.expect("the hardware");
    let system: types::System = hardware.system;
    assert_eq!(system.name, "s");
}

/// The names of the other request and of the responses.
#[test]
fn names_have_no_trailing_underscore() {
    let _: Option<(MatchHardware, SledViewResponse)> = None;
}
