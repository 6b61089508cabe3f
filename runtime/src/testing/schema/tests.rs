//! The types that the macros derive.

use std::collections::BTreeMap;

use super::{Annotations, Field, Type, Typed};
use crate::model::{Timestamp, UnrecognizedValue, Value};

#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
struct NodeId(String);
crate::string_id!(NodeId);

#[derive(PartialEq, Eq)]
enum State {
    Open,
    Closed,
    Unrecognized(UnrecognizedValue),
}
crate::string_enum!(State: Open = "open", Closed = "closed");

#[derive(Clone, Copy, PartialEq, Eq)]
enum Level {
    Low,
}
crate::int_enum!(input Level: Low = -1);

struct Node {
    id: NodeId,
    state: Option<State>,
    parent: Option<Box<Node>>,
    closed_at: Option<Timestamp>,
    note: Option<Option<String>>,
    targets: Vec<Target>,
    rest: BTreeMap<String, Value>,
}
crate::object! {
    Node:
    required id, targets;
    optional state as "type", parent;
    nullable closed_at;
    optional_nullable note;
    ..rest;
}

impl Node {
    const ANNOTATIONS: Annotations = Annotations::new()
        .read_only(&["id"])
        .write_only(&["note"])
        .required(&["parent"])
        .nullable(&["type"])
        .defaults(&[("type", r#""open""#)])
        .examples(&[("id", r#""n1""#)]);
}

enum Target {
    Node(Box<Node>),
    Name(String),
    Unrecognized(Value),
}
crate::untagged_union!(Target: Node(_), Name(_));

fn field(name: &str) -> Field {
    let object = Node::TYPE.object().unwrap_or_else(|| panic!("an object"));
    let field = object.field(name);
    field.unwrap_or_else(|| panic!("no member `{name}`"))
}

#[test]
fn presence_and_names_follow_from_object() {
    let flags = |name: &str| (field(name).required, field(name).nullable);
    assert_eq!(flags("targets"), (true, false));
    assert_eq!(flags("closed_at"), (true, true));
    assert_eq!(flags("note"), (false, true));
    let object = Node::TYPE.object().unwrap_or_else(|| panic!("an object"));
    assert!(object.field("state").is_none(), "its name is `type`");
    assert!(object.additional_properties);
}

#[test]
fn annotations_of_a_model_are_applied() {
    assert!(field("id").read_only && !field("parent").read_only);
    assert!(field("note").write_only && !field("id").write_only);
    assert!(field("parent").required && field("type").nullable);
    assert_eq!(field("type").default, Some(r#""open""#));
    assert_eq!(field("id").example, Some(r#""n1""#));
}

#[test]
fn types_follow_from_rust_types() {
    assert!(matches!(field("id").ty, Type::String));
    assert!(matches!(
        field("type").ty,
        Type::StringEnum(["open", "closed"])
    ));
    assert!(matches!(Level::TYPE, Type::IntEnum([-1])));
    assert_eq!(Level::Low.as_i64(), -1);
    let parent = field("parent").ty.object().map(std::ptr::from_ref);
    assert_eq!(parent, Node::TYPE.object().map(std::ptr::from_ref));
    let Type::List(Type::Union(union)) = field("targets").ty else {
        panic!("{:?}", field("targets").ty);
    };
    let types = union().variants.iter().map(|(_, ty)| ty);
    let types: Vec<_> = types.collect();
    assert!(matches!(types[..], [Type::Object(_), Type::String]));
    assert_eq!(union().discriminator, None);
}
