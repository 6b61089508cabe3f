//! Recursive types.

use crate::{keeps, refuses, write};
use golden_shapes::trees::{Book, Folder};
use serde_json::{Value, json};

#[test]
fn recursive_types_decode() {
    let json = json!({
        "id": 1,
        "parent": {"id": 2, "shortcut": null},
        "shortcut": {"id": 3, "shortcut": {"id": 4, "shortcut": null}},
        "alias": null,
        "children": [{"id": 5, "shortcut": null}],
        "by_name": {"six": {"id": 6, "shortcut": null}},
    });
    let folder: Folder = keeps(&json);
    assert_eq!(folder.alias, Some(None));
    assert_eq!(folder.parent.map(|parent| parent.id.get()), Some(2));
    let made = Folder::new(1, None)
        .parent(Folder::new(2, None))
        .alias(Folder::new(3, None))
        .children([Folder::new(4, None)]);
    assert_eq!(keeps::<Folder>(&write(&made)), made);
}

#[test]
fn mutually_recursive_types_decode() {
    let id = "f174e90a-fafe-4643-bbbc-4a0ed4fc8415";
    let book = |author: Value| json!({"id": id, "author": author});
    let json = book(json!({"name": "Ada", "latest": book(json!({"name": "Bea"}))}));
    let latest = keeps::<Book>(&json).author.latest;
    assert_eq!(
        latest.map(|book| (book.id.to_string(), book.author.name)),
        Some((id.to_owned(), "Bea".to_owned()))
    );
}

#[test]
fn errors_in_recursive_types_have_a_path() {
    refuses::<Folder>(
        &json!({"id": 1, "shortcut": null, "children": [{"id": 2, "shortcut": null}, {"id": "x"}]}),
        &["children[1].id"],
    );
    refuses::<Folder>(
        &json!({"id": 1, "shortcut": null, "by_name": {"a": {"shortcut": null}}}),
        &["by_name.a.id", "missing"],
    );
    refuses::<Book>(
        &json!({"id": "no uuid", "author": {"name": "Ada"}}),
        &["id", "UUID"],
    );
}
