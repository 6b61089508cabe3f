//! The types of the values of Rust types that are not generated.

use std::collections::BTreeMap;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use super::ty::{Type, Typed};
use crate::model::{Base64, Constraints, Date, Decimal, Lenient, Time, Timestamp, UnixTime, Value};

macro_rules! scalars {
    ($($rust:ty = $ty:ident;)*) => {$(
        impl Typed for $rust {
            const TYPE: Type = Type::$ty;
        }
    )*};
}

scalars! {
    String = String;
    bool = Bool;
    i32 = Int32;
    u32 = UInt32;
    i64 = Int64;
    u64 = UInt64;
    f64 = Number;
    Timestamp = DateTime;
    Date = Date;
    Time = Time;
    UnixTime = UnixTime;
    Decimal = Decimal;
    IpAddr = Ip;
    Ipv4Addr = Ipv4;
    Ipv6Addr = Ipv6;
    Base64 = Bytes;
    Value = Any;
}
#[cfg(feature = "uuid")]
scalars! { uuid::Uuid = Uuid; }
#[cfg(feature = "url")]
scalars! { url::Url = Uri; }
#[cfg(feature = "ipnet")]
scalars! { ipnet::IpNet = Cidr; }

impl<T: Typed> Typed for Option<T> {
    const TYPE: Type = T::TYPE;
    const ITEM: Type = Type::Nullable(&T::TYPE);
    const CONSTRAINTS: Constraints = T::CONSTRAINTS;
}

impl<T: Typed> Typed for Lenient<T> {
    const TYPE: Type = T::TYPE;
    const CONSTRAINTS: Constraints = T::CONSTRAINTS;
}

impl<T: Typed> Typed for Box<T> {
    const TYPE: Type = T::TYPE;
    const CONSTRAINTS: Constraints = T::CONSTRAINTS;
}

impl<T: Typed> Typed for Vec<T> {
    const TYPE: Type = Type::List(&T::ITEM);
    const CONSTRAINTS: Constraints = Constraints::new().items(&T::CONSTRAINTS);
}

impl<T: Typed> Typed for BTreeMap<String, T> {
    const TYPE: Type = Type::Map(&T::ITEM);
    const CONSTRAINTS: Constraints = Constraints::new().items(&T::CONSTRAINTS);
}

/// The type of the value that a variant of a union holds.
#[doc(hidden)]
#[must_use]
pub const fn of_variant<T: Typed, U>(_variant: fn(T) -> U) -> Type {
    T::TYPE
}
