//! Scalars: the types that need no definition.

use super::formats::{is_cidr, is_decimal, is_time, is_uuid};
use serde_json::Value as Json;
use std::borrow::Cow;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// Everything about a scalar.
struct Row {
    /// Type name in a spec, such as `datetime`.
    name: &'static str,
    /// Names of the type in other formats and languages, in lowercase.
    foreign_names: &'static [&'static str],
    /// Noun for a value in messages, such as "a timestamp".
    noun: &'static str,
    /// JSON type of its values.
    json: JsonType,
    /// Whether a JSON string is a value.
    is_valid: fn(&str) -> bool,
    /// Keywords of its JSON Schema, which OpenAPI shares.
    schema: &'static [(&'static str, &'static str)],
    /// Module and name of its Rust type. The module is empty for primitive types and the prelude.
    rust: (&'static str, &'static str),
    /// Feature of the runtime that its Rust type needs, which is also the crate that defines the type.
    feature: Option<&'static str>,
    /// Size of its Rust type on a 64-bit target, in bytes.
    size: usize,
    /// How Rust source creates a value.
    expression: Expression,
    /// A value for examples: the content of a JSON string, or any other JSON value as it is written.
    sample: &'static str,
    /// Whether parameters can have the type, because there is one way to write its values as a plain string.
    in_parameters: bool,
    /// Whether `min_length`, `max_length` and `pattern` apply.
    has_length: bool,
    /// Whether ids can have the type.
    is_id: bool,
    /// Whether a cursor can have the type.
    is_cursor: bool,
}

/// JSON type of the values of a scalar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum JsonType {
    /// A string.
    String,
    /// `true` or `false`.
    Boolean,
    /// An integer within bounds, both of which are values.
    Integer {
        /// Least value.
        min: i128,
        /// Greatest value.
        max: i128,
    },
    /// A number.
    Number,
    /// Any value.
    Any,
}

/// How Rust source creates a value of a scalar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Expression {
    /// A literal of its own, such as `1`.
    Literal,
    /// A string literal that converts: `"text".into()`. Callers can pass whatever converts.
    Into,
    /// A string literal that is parsed: `"2026-01-31".parse()?`. A number is parsed from its digits.
    Parse,
    /// This expression, because no literal is close to the JSON value.
    Fixed(&'static str),
}

/// Seconds of the earliest timestamp that `jiff::Timestamp` represents.
const UNIX_TIME_MIN: i128 = -377_705_023_201;

/// Seconds of the latest timestamp that `jiff::Timestamp` represents.
const UNIX_TIME_MAX: i128 = 253_402_207_200;

/// A value in a format that its Rust type parses.
const FORMAT: Row = Row {
    name: "",
    foreign_names: &[],
    noun: "",
    json: JsonType::String,
    is_valid: |_| true,
    schema: &[],
    rust: ("", ""),
    feature: None,
    size: 0,
    expression: Expression::Parse,
    sample: "",
    in_parameters: true,
    has_length: false,
    is_id: false,
    is_cursor: false,
};

/// A number or boolean.
const PRIMITIVE: Row = Row {
    expression: Expression::Literal,
    ..FORMAT
};

table! {
    /// A type that needs no definition.
    Scalar {
        /// A string.
        String = Row {
            name: "string",
            foreign_names: &["str", "text"],
            noun: "a string",
            schema: &[("type", "string")],
            rust: ("", "String"),
            size: 24,
            expression: Expression::Into,
            sample: "text",
            has_length: true,
            is_id: true,
            is_cursor: true,
            ..FORMAT
        };
        /// `true` or `false`.
        Bool = Row {
            name: "bool",
            foreign_names: &["boolean"],
            noun: "`true` or `false`",
            json: JsonType::Boolean,
            schema: &[("type", "boolean")],
            rust: ("", "bool"),
            size: 1,
            sample: "true",
            ..PRIMITIVE
        };
        /// A 32-bit integer.
        I32 = Row {
            name: "i32",
            foreign_names: &["int32"],
            noun: "a 32-bit integer",
            json: JsonType::Integer { min: i32::MIN as i128, max: i32::MAX as i128 },
            schema: &[("type", "integer"), ("format", "int32")],
            rust: ("", "i32"),
            size: 4,
            sample: "1",
            is_cursor: true,
            ..PRIMITIVE
        };
        /// A 32-bit unsigned integer.
        U32 = Row {
            name: "u32",
            foreign_names: &["uint32"],
            noun: "a 32-bit unsigned integer",
            json: JsonType::Integer { min: 0, max: u32::MAX as i128 },
            schema: &[("type", "integer"), ("format", "uint32")],
            rust: ("", "u32"),
            size: 4,
            sample: "1",
            is_cursor: true,
            ..PRIMITIVE
        };
        /// A 64-bit integer.
        I64 = Row {
            name: "i64",
            foreign_names: &["integer", "int", "int64", "long"],
            noun: "a 64-bit integer",
            json: JsonType::Integer { min: i64::MIN as i128, max: i64::MAX as i128 },
            schema: &[("type", "integer"), ("format", "int64")],
            rust: ("", "i64"),
            size: 8,
            sample: "1",
            is_id: true,
            is_cursor: true,
            ..PRIMITIVE
        };
        /// A 64-bit unsigned integer.
        U64 = Row {
            name: "u64",
            foreign_names: &["uint64", "usize"],
            noun: "a 64-bit unsigned integer",
            json: JsonType::Integer { min: 0, max: u64::MAX as i128 },
            schema: &[("type", "integer"), ("format", "uint64")],
            rust: ("", "u64"),
            size: 8,
            sample: "1",
            is_id: true,
            is_cursor: true,
            ..PRIMITIVE
        };
        /// A 64-bit floating-point number.
        F64 = Row {
            name: "f64",
            foreign_names: &["number", "float", "double", "f32"],
            noun: "a number",
            json: JsonType::Number,
            schema: &[("type", "number"), ("format", "double")],
            rust: ("", "f64"),
            size: 8,
            sample: "1.5",
            ..PRIMITIVE
        };
        /// A decimal number of any precision, as a string.
        Decimal = Row {
            name: "decimal",
            foreign_names: &["money", "bigdecimal", "numeric"],
            noun: "a decimal number",
            is_valid: is_decimal,
            schema: &[("type", "string"), ("format", "decimal")],
            rust: ("runtime", "Decimal"),
            size: 16,
            sample: "12.50",
            ..FORMAT
        };
        /// A timestamp, RFC 3339.
        DateTime = Row {
            name: "datetime",
            foreign_names: &["date-time", "date_time", "timestamp"],
            noun: "a timestamp",
            is_valid: |text| text.parse::<jiff::Timestamp>().is_ok(),
            schema: &[("type", "string"), ("format", "date-time")],
            rust: ("runtime", "Timestamp"),
            size: 16,
            sample: "2026-01-31T12:00:00Z",
            is_cursor: true,
            ..FORMAT
        };
        /// A timestamp in seconds since the Unix epoch.
        UnixTime = Row {
            name: "unix_time",
            foreign_names: &["unix-time", "unixtime", "epoch"],
            noun: "a Unix time",
            json: JsonType::Integer { min: UNIX_TIME_MIN, max: UNIX_TIME_MAX },
            schema: &[("type", "integer"), ("format", "unix-time")],
            rust: ("runtime", "UnixTime"),
            size: 16,
            sample: "1769860800",
            is_cursor: true,
            ..FORMAT
        };
        /// A calendar date, RFC 3339.
        Date = Row {
            name: "date",
            noun: "a date",
            is_valid: |text| text.parse::<jiff::civil::Date>().is_ok(),
            schema: &[("type", "string"), ("format", "date")],
            rust: ("runtime", "Date"),
            size: 4,
            sample: "2026-01-31",
            ..FORMAT
        };
        /// A time of day without an offset, RFC 3339 `partial-time`.
        Time = Row {
            name: "time",
            foreign_names: &["time-local", "time_local", "time_of_day"],
            noun: "a time of day",
            is_valid: is_time,
            schema: &[("type", "string"), ("format", "time-local")],
            rust: ("runtime", "Time"),
            size: 8,
            sample: "09:30:00",
            ..FORMAT
        };
        /// A UUID, RFC 9562.
        Uuid = Row {
            name: "uuid",
            foreign_names: &["guid"],
            noun: "a UUID",
            is_valid: is_uuid,
            schema: &[("type", "string"), ("format", "uuid")],
            rust: ("runtime", "Uuid"),
            size: 16,
            feature: Some("uuid"),
            sample: "f174e90a-fafe-4643-bbbc-4a0ed4fc8415",
            is_id: true,
            is_cursor: true,
            ..FORMAT
        };
        /// A URI with a scheme, RFC 3986.
        Uri = Row {
            name: "uri",
            foreign_names: &["url"],
            noun: "a URI",
            is_valid: |text| text.contains(':'),
            schema: &[("type", "string"), ("format", "uri")],
            rust: ("runtime", "Url"),
            size: 88,
            feature: Some("url"),
            sample: "https://example.com",
            has_length: true,
            ..FORMAT
        };
        /// An IPv4 or IPv6 address.
        Ip = Row {
            name: "ip",
            noun: "an IP address",
            is_valid: |text| text.parse::<IpAddr>().is_ok(),
            schema: &[("type", "string"), ("format", "ip")],
            rust: ("std::net", "IpAddr"),
            size: 17,
            sample: "192.0.2.1",
            ..FORMAT
        };
        /// An IPv4 address.
        Ipv4 = Row {
            name: "ipv4",
            noun: "an IPv4 address",
            is_valid: |text| text.parse::<Ipv4Addr>().is_ok(),
            schema: &[("type", "string"), ("format", "ipv4")],
            rust: ("std::net", "Ipv4Addr"),
            size: 4,
            sample: "192.0.2.1",
            ..FORMAT
        };
        /// An IPv6 address.
        Ipv6 = Row {
            name: "ipv6",
            noun: "an IPv6 address",
            is_valid: |text| text.parse::<Ipv6Addr>().is_ok(),
            schema: &[("type", "string"), ("format", "ipv6")],
            rust: ("std::net", "Ipv6Addr"),
            size: 16,
            sample: "2001:db8::1",
            ..FORMAT
        };
        /// An IP network in CIDR notation.
        Cidr = Row {
            name: "cidr",
            noun: "a network",
            is_valid: is_cidr,
            schema: &[("type", "string"), ("format", "cidr")],
            rust: ("runtime", "IpNet"),
            size: 18,
            feature: Some("ipnet"),
            sample: "192.0.2.0/24",
            ..FORMAT
        };
        /// Bytes: base64 in JSON, raw in bodies and files.
        Bytes = Row {
            name: "bytes",
            foreign_names: &["binary", "byte", "base64", "blob"],
            noun: "a base64 string",
            schema: &[("type", "string"), ("contentEncoding", "base64")],
            rust: ("runtime", "Base64"),
            size: 24,
            expression: Expression::Fixed("b\"content\".to_vec().into()"),
            sample: "Y29udGVudA==",
            in_parameters: false,
            has_length: true,
            ..FORMAT
        };
        /// Any JSON value.
        Json = Row {
            name: "json",
            foreign_names: &["any", "value"],
            noun: "a value",
            json: JsonType::Any,
            rust: ("runtime", "Json"),
            size: 32,
            expression: Expression::Into,
            sample: "value",
            in_parameters: false,
            ..FORMAT
        };
    }
}

impl Scalar {
    /// The scalar that other formats and languages call by this name, in any case.
    pub fn from_foreign_name(name: &str) -> Option<Self> {
        let name = name.to_ascii_lowercase();
        let mut all = Self::ALL.iter().copied();
        all.find(|it| it.row().foreign_names.contains(&name.as_str()))
    }

    /// Names of the type in other formats and languages, in lowercase.
    pub fn foreign_names(self) -> &'static [&'static str] {
        self.row().foreign_names
    }

    /// Noun for a value in messages.
    pub fn noun(self) -> Cow<'static, str> {
        let row = self.row();
        if row.expression == Expression::Parse {
            format!("{} such as `{}`", row.noun, row.sample).into()
        } else {
            row.noun.into()
        }
    }

    /// JSON type of its values.
    pub fn json(self) -> JsonType {
        self.row().json
    }

    /// Whether the JSON value is a value of the scalar.
    pub fn accepts(self, value: &Json) -> bool {
        match self.json() {
            JsonType::String => value.as_str().is_some_and(self.row().is_valid),
            JsonType::Boolean => value.is_boolean(),
            JsonType::Integer { min, max } => {
                integer(value).is_some_and(|value| (min..=max).contains(&value))
            }
            JsonType::Number => value.is_number(),
            JsonType::Any => true,
        }
    }

    /// Whether every JSON value of the other scalar is also one of this scalar.
    pub fn contains(self, other: Self) -> bool {
        match (self.json(), other.json()) {
            (JsonType::Any, _) => true,
            (JsonType::String, JsonType::String) => {
                let is_address = matches!(other, Self::Ipv4 | Self::Ipv6);
                self == Self::String || self == other || self == Self::Ip && is_address
            }
            (
                JsonType::Integer { min, max },
                JsonType::Integer {
                    min: least,
                    max: greatest,
                },
            ) => min <= least && greatest <= max,
            (JsonType::Number, JsonType::Integer { .. }) => true,
            (one, other) => one == other,
        }
    }

    /// The other scalars that contain this one, narrow ones first.
    pub fn wider(self) -> impl Iterator<Item = Self> {
        let all = Self::ALL.iter().copied();
        all.filter(move |other| *other != self && other.contains(self))
    }

    /// Whether its values are integers.
    pub fn is_integer(self) -> bool {
        matches!(self.json(), JsonType::Integer { .. })
    }

    /// Whether its Rust type is an integer.
    pub fn is_primitive_integer(self) -> bool {
        self.is_integer() && self.is_primitive()
    }

    /// Whether its values are numbers.
    pub fn is_number(self) -> bool {
        self.is_integer() || self.json() == JsonType::Number
    }

    /// Whether its Rust type is a number or `bool`, which is passed by value.
    pub fn is_primitive(self) -> bool {
        self.row().expression == Expression::Literal
    }

    /// Whether parameters can have the type.
    pub fn is_in_parameters(self) -> bool {
        self.row().in_parameters
    }

    /// Whether `min_length`, `max_length` and `pattern` apply.
    pub fn has_length(self) -> bool {
        self.row().has_length
    }

    /// Whether ids can have the type.
    pub fn is_id(self) -> bool {
        self.row().is_id
    }

    /// Whether a cursor can have the type.
    pub fn is_cursor(self) -> bool {
        self.row().is_cursor
    }

    /// Keywords of its JSON Schema, which OpenAPI shares.
    pub fn schema(self) -> &'static [(&'static str, &'static str)] {
        self.row().schema
    }

    /// Module of its Rust type; empty for primitive types and the prelude.
    pub fn rust_module(self) -> &'static str {
        self.row().rust.0
    }

    /// Name of its Rust type.
    pub fn rust_name(self) -> &'static str {
        self.row().rust.1
    }

    /// Feature of the runtime that its Rust type needs, which is also the crate that defines the type.
    pub fn feature(self) -> Option<&'static str> {
        self.row().feature
    }

    /// Size of its Rust type on a 64-bit target, in bytes.
    pub fn size(self) -> usize {
        self.row().size
    }

    /// How Rust source creates a value.
    pub fn expression(self) -> Expression {
        self.row().expression
    }

    /// A value for examples: the content of a JSON string, or any other JSON value as it is written.
    pub fn sample(self) -> &'static str {
        self.row().sample
    }
}

fn integer(value: &Json) -> Option<i128> {
    let signed = value.as_i64().map(i128::from);
    signed.or_else(|| value.as_u64().map(i128::from))
}
