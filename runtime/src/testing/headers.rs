//! Headers of responses that the API declares.

use http::HeaderValue;
use http::header::{
    CONNECTION, CONTENT_ENCODING, CONTENT_LENGTH, CONTENT_TYPE, HeaderName, LINK, LOCATION,
    TRANSFER_ENCODING,
};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use super::request::text;
use super::response::Response;
use super::sample;
use super::schema::{Api, Endpoint, Type};

/// Everything except the unreserved characters of RFC 3986.
const NOT_UNRESERVED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

/// The URL of an item in the collection at a URL.
pub(super) fn item_url(collection: &str, key: &str) -> String {
    format!("{collection}/{}", utf8_percent_encode(key, NOT_UNRESERVED))
}

/// Adds the declared headers that a response lacks.
pub(super) fn declare(response: &mut Response, api: &Api, endpoint: Option<&Endpoint>) {
    let own = endpoint.map_or(&[][..], |it| it.headers_of(response.status.as_u16()));
    for header in own.iter().chain(api.headers) {
        let Ok(name) = header.name.parse::<HeaderName>() else {
            continue;
        };
        let is_request_id = api
            .service
            .request_id
            .is_some_and(|it| name.as_str().eq_ignore_ascii_case(it));
        // The fake numbers the requests.
        if is_made_elsewhere(&name) || is_request_id && matches!(header.ty, Type::String) {
            continue;
        }
        let url = response.location.clone().filter(|_| name == LOCATION);
        let value = url.or_else(|| value(&name, header.ty));
        if let Some(Ok(value)) = value.map(HeaderValue::try_from) {
            response.headers.entry(name).or_insert(value);
        }
    }
}

/// Whether a header describes the body, the connection, the next page, or whether clients retry, so
/// that a sample would be wrong.
fn is_made_elsewhere(name: &HeaderName) -> bool {
    let names = [
        CONNECTION,
        CONTENT_ENCODING,
        CONTENT_LENGTH,
        CONTENT_TYPE,
        LINK,
        TRANSFER_ENCODING,
    ];
    names.contains(name) || name == "x-should-retry"
}

/// A value of a header. That of `Location` is a URL, whatever its type.
fn value(name: &HeaderName, ty: Type) -> Option<String> {
    let ty = if *name == LOCATION { Type::Uri } else { ty };
    sample::value_of(ty).map(|value| text(&value))
}

#[cfg(test)]
mod tests {
    use std::fmt::Debug;
    use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
    use std::str::FromStr;

    use super::*;
    use crate::testing::schema::{ResponseHeader, Typed};
    use crate::{Date, Decimal, Header, Operation, Service, Time, Timestamp, UnixTime};

    static OPERATION: Operation = Operation::get("items.get", "/items");
    static SERVICE: Service = Service::new("items", "1.0.0", "https://items.example.com");

    fn api(headers: &'static [ResponseHeader]) -> Api {
        Api::new(&SERVICE, &[]).headers(headers)
    }

    fn check<T: Typed + FromStr + Debug>() {
        const NAME: &str = "x-value";
        let header = ResponseHeader::of(Header::<T>::new(NAME));
        let api = api(Box::leak(Box::new([header])));
        let mut response = Response::new(200, "", bytes::Bytes::new());
        declare(&mut response, &api, None);
        let found = Header::<T>::new(NAME).get(&response.headers);
        assert!(matches!(found, Ok(Some(_))), "{found:?} of {:?}", T::TYPE);
    }

    #[test]
    fn samples_have_the_type_of_the_header() {
        check::<String>();
        check::<bool>();
        check::<i32>();
        check::<i64>();
        check::<u32>();
        check::<u64>();
        check::<f64>();
        check::<Timestamp>();
        check::<Date>();
        check::<Time>();
        check::<UnixTime>();
        check::<Decimal>();
        check::<IpAddr>();
        check::<Ipv4Addr>();
        check::<Ipv6Addr>();
        #[cfg(feature = "uuid")]
        check::<crate::Uuid>();
        #[cfg(feature = "url")]
        check::<crate::Url>();
        #[cfg(feature = "ipnet")]
        check::<crate::IpNet>();
    }

    #[test]
    fn the_most_specific_status_decides() {
        const A: ResponseHeader = ResponseHeader::of(Header::<bool>::new("x-a"));
        const B: ResponseHeader = ResponseHeader::of(Header::<bool>::new("x-b"));
        const C: ResponseHeader = ResponseHeader::of(Header::<bool>::new("x-c"));
        const D: ResponseHeader = ResponseHeader::of(Header::<String>::new("Content-Length"));
        let endpoint = Endpoint::new(&OPERATION).headers(&[
            ("200", &[A, D]),
            ("404", &[]),
            ("4xx", &[B]),
            ("default", &[C]),
        ]);
        let api = api(&[]);
        let cases: [(u16, &[&str]); 5] = [
            (200, &["x-a"]),
            (201, &[]),
            (404, &[]),
            (409, &["x-b"]),
            (500, &["x-c"]),
        ];
        for (status, expected) in cases {
            let mut response = Response::new(status, "", bytes::Bytes::new());
            declare(&mut response, &api, Some(&endpoint));
            let names: Vec<_> = response.headers.keys().map(HeaderName::as_str).collect();
            assert_eq!(names, expected, "{status}");
        }
    }
}
