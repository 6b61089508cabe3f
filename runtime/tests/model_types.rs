//! Scalars, formats, enums, identifiers and unions.

use std::borrow::Cow;
use std::collections::{BTreeSet, HashSet};
use std::fmt::Debug;
use std::net::IpAddr;

use clientwright_runtime as runtime;
use runtime::model::{
    Base64, Date, Decimal, Decode, Time, Timestamp, UnixTime, UnrecognizedValue, Value, from_json,
};

#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
enum PatternType {
    Email,
    Domain,
    Unrecognized(UnrecognizedValue),
}
runtime::string_enum!(PatternType: Email = "EMAIL", Domain = "DOMAIN");

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum PatternTypeInput {
    Email,
    Domain,
}
runtime::string_enum!(input PatternTypeInput: Email = "EMAIL", Domain = "DOMAIN");

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum LevelInput {
    Low,
    High,
}
runtime::int_enum!(input LevelInput: Low = 1, High = 10);

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Level {
    Low,
    High,
    Unrecognized(i64),
}
runtime::int_enum!(Level: Low = 1, High = 10);

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
struct AccountId(String);
runtime::string_id!(AccountId);

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
struct ZoneNumber(u64);
runtime::scalar_id!(ZoneNumber(u64));

#[derive(Debug, Clone, PartialEq)]
struct Cat {
    kind: String,
    lives: Option<i64>,
}
runtime::object! { Cat: required kind; optional lives; }

#[derive(Debug, Clone, PartialEq)]
struct Dog {
    kind: String,
    tail: bool,
}
runtime::object! { Dog: required kind, tail; }

#[derive(Debug, Clone, PartialEq)]
enum Pet {
    Cat(Cat),
    Dog(Box<Dog>),
    Unrecognized(Value),
}
runtime::tagged_union!(Pet by "kind": Cat(_) = "cat", Dog(_) = "dog" | "puppy");

#[derive(Debug, Clone, PartialEq)]
enum Target {
    Number(i64),
    Dog(Dog),
    Names(Vec<String>),
    Unrecognized(Value),
}
runtime::untagged_union!(Target: Number(_), Dog(_), Names(_));

/// Decodes `json`, as a document and as a value in a list, and encodes it again.
#[track_caller]
fn reads<T: Decode + PartialEq + Debug + serde::Serialize>(json: &str, expected: T, written: &str) {
    assert_eq!(
        from_json::<T>(json.as_bytes()).as_ref(),
        Ok(&expected),
        "{json}"
    );
    let list = format!("[{json},{json}]");
    assert_eq!(
        from_json::<Vec<T>>(list.as_bytes()).map(|all| all.len()),
        Ok(2),
        "{json}"
    );
    assert_eq!(
        serde_json::to_string(&expected).expect(json),
        written,
        "{json}"
    );
}

#[track_caller]
fn refuses<T: Decode + Debug>(json: &str, error: &str) {
    let found = from_json::<T>(json.as_bytes()).expect_err(json);
    assert_eq!(found.to_string(), error, "{json}");
}

#[test]
fn numbers_are_exact() {
    for (json, expected, written) in [
        ("9223372036854775807", i64::MAX, "9223372036854775807"),
        ("-9223372036854775808", i64::MIN, "-9223372036854775808"),
        ("1.0", 1, "1"),
        ("-3e2", -300, "-300"),
        ("9007199254740992.0", 1 << 53, "9007199254740992"),
    ] {
        reads(json, expected, written);
    }
    reads("18446744073709551615", u64::MAX, "18446744073709551615");
    reads("-2147483648", i32::MIN, "-2147483648");
    reads("4294967295", u32::MAX, "4294967295");
    reads("3", 3.0, "3.0");
    reads("1e300", 1e300, "1e+300");
    reads(
        "18446744073709551615",
        u64::MAX as f64,
        "1.8446744073709552e+19",
    );
    for json in ["1.5", "9007199254740994.0", "18446744073709551616", "1e30"] {
        refuses::<i64>(json, "expected an integer that can be represented exactly");
    }
    refuses::<i64>("9223372036854775808", "out of range for i64");
    refuses::<i32>("2147483648", "out of range for i32");
    refuses::<u64>("-1", "out of range for u64");
    refuses::<bool>("0", "expected a boolean, found a number");
    refuses::<f64>("\"1\"", "expected a number, found a string");
    refuses::<String>("true", "expected a string, found a boolean");
}

#[test]
fn unread_values_are_skipped() {
    for json in [r#"{"a":[1,"x",{}]}"#, "[[]]", "null", "-1.5", "\"\\n\""] {
        reads(json, (), "null");
    }
    assert!(from_json::<()>(b"[1,}").is_err());
}

#[test]
fn decimals_keep_their_digits() {
    for text in [
        "12.50",
        "-0.00",
        "+1",
        "1e-7",
        "00123456789012345678901234567890.5",
    ] {
        let decimal: Decimal = text.parse().expect(text);
        assert_eq!(decimal.to_string(), text);
        let json = format!("\"{text}\"");
        reads(&json, decimal, &json);
    }
    assert_eq!(Decimal::from(-7).as_ref(), "-7");
    for text in ["", ".", "inf", "NaN", "1,5", "1 ", "0x1"] {
        assert!(text.parse::<Decimal>().is_err(), "{text}");
    }
    refuses::<Decimal>("1.5", "expected a string, found a number");
}

#[test]
fn unix_times_are_seconds() {
    let time: Timestamp = "2026-01-31T12:00:00Z".parse().expect("a time");
    reads("1769860800", UnixTime(time), "1769860800");
    reads("1769860800.0", UnixTime(time), "1769860800");
    assert_eq!(UnixTime(time).to_string().parse(), Ok(UnixTime(time)));
    for bound in [-377_705_023_201, 253_402_207_200] {
        assert_eq!(
            UnixTime::from_second(bound).map(UnixTime::as_second),
            Ok(bound)
        );
    }
    assert!(UnixTime::from_second(-377_705_023_202).is_err());
    refuses::<UnixTime>("253402207201", "out of range for a Unix time");
}

#[test]
fn times_of_day_have_neither_date_nor_offset() {
    reads(
        "\"18:30:00.5\"",
        Time::constant(18, 30, 0, 500_000_000),
        "\"18:30:00.5\"",
    );
    reads("\"18:30\"", Time::constant(18, 30, 0, 0), "\"18:30:00\"");
    for text in [
        "18:30:00Z",
        "18:30:00+02:00",
        "2026-01-31T18:30:00",
        "1830",
        "24:00:00",
    ] {
        refuses::<Time>(&format!("\"{text}\""), "not a time of day (HH:MM:SS)");
    }
}

#[test]
fn formats_round_trip() {
    let time: Timestamp = "2014-01-01T05:20:00.123456789Z"
        .parse()
        .expect("a timestamp");
    for json in [
        r#""2014-01-01T05:20:00.123456789Z""#,
        r#""2014-01-01t05:20:00.123456789z""#,
        r#""2014-01-01T06:20:00.123456789+01:00""#,
        // Digits beyond nanoseconds are dropped.
        r#""2014-01-01T05:20:00.1234567899Z""#,
        r#""2014-01-01T06:20:00.123456789000000001+01:00""#,
    ] {
        reads(json, time, r#""2014-01-01T05:20:00.123456789Z""#);
    }
    reads(
        r#""2024-02-29""#,
        "2024-02-29".parse::<Date>().expect("a date"),
        r#""2024-02-29""#,
    );
    reads(
        r#""::1""#,
        "::1".parse::<IpAddr>().expect("an address"),
        r#""::1""#,
    );
    reads(r#""aGk=""#, Base64(b"hi".to_vec()), r#""aGk=""#);
    reads(r#""aGk""#, Base64(b"hi".to_vec()), r#""aGk=""#);
    refuses::<Timestamp>(r#""2014-01-01T05:20:00""#, "not an RFC 3339 timestamp");
    refuses::<Timestamp>(
        r#""2014-01-01T05:20:00.1234567891""#,
        "not an RFC 3339 timestamp",
    );
    refuses::<Timestamp>("7", "expected a string, found a number");
    refuses::<Date>(r#""2023-02-29""#, "not a date (YYYY-MM-DD)");
    refuses::<IpAddr>(r#""1.2.3.256""#, "not an IP address");
    refuses::<Base64>(r#""a*""#, "not base64");
}

#[test]
fn enums_keep_unknown_values() {
    reads(r#""EMAIL""#, PatternType::Email, r#""EMAIL""#);
    reads(r#""email""#, PatternType::from("email"), r#""email""#);
    assert!(
        matches!(PatternType::from("NEW"), PatternType::Unrecognized(value) if value.as_str() == "NEW")
    );
    assert_eq!("DOMAIN".parse(), Ok(PatternType::Domain));
    assert_eq!(PatternType::from("DOMAIN".to_owned()).as_ref(), "DOMAIN");
    assert_eq!(format!("{:>6}|", PatternType::Email), " EMAIL|");
    let unrecognized = UnrecognizedValue::new("NEW");
    assert_eq!(format!("{unrecognized:>4}|"), " NEW|");
    assert_eq!(PatternTypeInput::Email.to_string(), "EMAIL");
    assert_eq!(
        serde_json::to_value(PatternTypeInput::Email).expect("text"),
        "EMAIL"
    );
    refuses::<PatternType>("null", "expected a string, found null");

    reads("10", Level::High, "10");
    reads("-7", Level::Unrecognized(-7), "-7");
    assert_eq!(Level::Low.to_string(), "1");
    refuses::<Level>(r#""1""#, "expected an integer, found a string");
}

#[test]
fn identifiers_are_strings() {
    let id = AccountId::from("a/b");
    reads(r#""a/b""#, id.clone(), r#""a/b""#);
    assert_eq!(
        (AccountId::from(&id), AccountId::from("a/b".to_owned())),
        (id.clone(), id.clone())
    );
    assert_eq!(
        (id.to_string(), id.as_str(), "a/b".parse()),
        ("a/b".to_owned(), "a/b", Ok(id.clone()))
    );
}

#[test]
fn identifiers_may_be_numbers() {
    reads("7", ZoneNumber(7), "7");
    assert_eq!(
        ("7".parse(), ZoneNumber::from(&ZoneNumber(7)).get()),
        (Ok(ZoneNumber(7)), 7)
    );
    assert_eq!(format!("{:02}", ZoneNumber::from(7)), "07");
    refuses::<ZoneNumber>("-7", "out of range for u64");
}

#[test]
fn unions_decode_the_matching_variant() {
    let dog = || Dog {
        kind: "puppy".into(),
        tail: true,
    };
    let dog_json = r#"{"kind":"puppy","tail":true}"#;
    reads(dog_json, Pet::Dog(Box::new(dog())), dog_json);
    reads(
        r#"{"lives":9,"kind":"cat"}"#,
        Pet::Cat(Cat {
            kind: "cat".into(),
            lives: Some(9),
        }),
        r#"{"kind":"cat","lives":9}"#,
    );
    let fish = serde_json::json!({"big": 18446744073709551615_u64, "kind": "fish"});
    let fish_json = r#"{"big":18446744073709551615,"kind":"fish"}"#;
    reads(fish_json, Pet::Unrecognized(fish), fish_json);
    refuses::<Pet>("{}", "kind: missing");
    refuses::<Pet>(r#"{"kind":1}"#, "kind: expected a string");
    refuses::<Pet>("[]", "expected an object");
    refuses::<Vec<Pet>>(r#"[{"kind":"dog"}]"#, "[0].tail: missing");

    reads("7", Target::Number(7), "7");
    reads(dog_json, Target::Dog(dog()), dog_json);
    reads(r#"["a"]"#, Target::Names(vec!["a".into()]), r#"["a"]"#);
    reads(
        r#"{"kind":"x"}"#,
        Target::Unrecognized(serde_json::json!({"kind": "x"})),
        r#"{"kind":"x"}"#,
    );
}

#[cfg(feature = "uuid")]
#[test]
fn uuids() {
    let uuid: uuid::Uuid = "67e55044-10b1-426f-9247-bb680e5fe0c8"
        .parse()
        .expect("a UUID");
    reads(
        r#""67e55044-10b1-426f-9247-bb680e5fe0c8""#,
        uuid,
        r#""67e55044-10b1-426f-9247-bb680e5fe0c8""#,
    );
    refuses::<uuid::Uuid>(r#""67e55044""#, "not a UUID");
}

#[cfg(feature = "url")]
#[test]
fn urls() {
    let url: url::Url = "https://a.example/b".parse().expect("a URL");
    reads(r#""https://a.example/b""#, url, r#""https://a.example/b""#);
    refuses::<url::Url>(r#""/b""#, "not a URL");
}

#[cfg(feature = "ipnet")]
#[test]
fn networks() {
    let network: ipnet::IpNet = "10.0.0.0/8".parse().expect("a network");
    reads(r#""10.0.0.0/8""#, network, r#""10.0.0.0/8""#);
    refuses::<ipnet::IpNet>(r#""10.0.0.0/33""#, "not an IP network (address/length)");
}

#[test]
fn enums_of_request_bodies_are_parsed() {
    let error = "expected one of `EMAIL`, `DOMAIN`";
    let email = PatternTypeInput::try_from("EMAIL");
    assert_eq!(email, Ok(PatternTypeInput::Email));
    let parsed: Result<PatternTypeInput, runtime::ParseEnumError> = "DOMAIN".parse();
    assert_eq!(parsed, Ok(PatternTypeInput::Domain));
    let parsed = "s3cret".parse::<PatternTypeInput>();
    let boxed: Option<Box<dyn std::error::Error>> = parsed.err().map(Into::into);
    assert_eq!(boxed.map(|it| it.to_string()).as_deref(), Some(error));
    reads(r#""DOMAIN""#, PatternTypeInput::Domain, r#""DOMAIN""#);
    refuses::<PatternTypeInput>(r#""s3cret""#, error);
    let read = serde_json::from_str::<PatternTypeInput>(r#""UNKNOWN""#);
    assert_eq!(read.err().map(|it| it.to_string()).as_deref(), Some(error));

    assert_eq!(LevelInput::try_from(10), Ok(LevelInput::High));
    reads("1", LevelInput::Low, "1");
    refuses::<LevelInput>("7", "expected one of `1`, `10`");
}

#[test]
fn enums_are_ordered_by_their_values() {
    let other = |text: &str| PatternType::Unrecognized(UnrecognizedValue::new(text));
    let mut values = vec![
        other("EMAIL"),
        PatternType::Email,
        other("Z"),
        PatternType::Domain,
    ];
    values.sort();
    let sorted = vec![
        PatternType::Domain,
        PatternType::Email,
        other("EMAIL"),
        other("Z"),
    ];
    assert_eq!(values, sorted);
    assert!(PatternTypeInput::Domain < PatternTypeInput::Email);
    assert!(Level::Low < Level::Unrecognized(2) && Level::Unrecognized(2) < Level::High);
    assert!(LevelInput::Low < LevelInput::High);
    let (known, unknown) = (Level::Low, Level::Unrecognized(1));
    assert_ne!(known, unknown);
    assert_ne!(known.cmp(&unknown), std::cmp::Ordering::Equal);
}

#[test]
fn ids_convert_from_and_into_strings() {
    let id = AccountId::from("a1");
    assert_eq!(AccountId::from(Cow::Borrowed("a1")), id);
    assert_eq!(AccountId::from(Cow::<str>::Owned("a1".to_owned())), id);
    let references = [&id, &id];
    let copied: Vec<AccountId> = references.iter().map(Into::into).collect();
    assert_eq!(copied, [id.clone(), id.clone()]);
    let owned = "a1".to_owned();
    assert!(id == *"a1" && id == "a1" && id == owned && id != "a2");
    let text: String = id.into();
    assert_eq!(text, "a1");
    let number = ZoneNumber(7);
    assert_eq!(ZoneNumber::from(&&number), number);
}

/// `Borrow<str>` requires that `Hash`, `Eq` and `Ord` agree with `str`.
#[test]
fn ids_are_found_by_str() {
    let ids = ["b", "a", ""].map(AccountId::from);
    let sorted: BTreeSet<_> = ids.iter().cloned().collect();
    let hashed: HashSet<_> = ids.into_iter().collect();
    for text in ["", "a", "b"] {
        assert!(sorted.contains(text) && hashed.contains(text), "{text:?}");
    }
    assert!(!sorted.contains("c") && !hashed.contains("c"));
    let order: Vec<_> = sorted.iter().map(AccountId::as_str).collect();
    assert_eq!(order, ["", "a", "b"]);
}
