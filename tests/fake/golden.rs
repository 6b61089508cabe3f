//! Fakes of other APIs: without an envelope, and with other pagination, bodies and credentials.

use serde_json::{Value, json};

use crate::alone;

#[test]
fn pages_by_cursor_offset_and_number() {
    let fake = golden_responses::testing::Fake::new();
    let jobs = fake.client().expect("a client").jobs();
    let seed = |name: &str, item: fn(u64) -> Value| {
        fake.collection(name, &[])
            .expect(name)
            .generate(45, item)
            .expect("it fits");
    };
    seed(
        "jobs",
        |index| json!({"id": format!("job-{index}"), "state": "done"}),
    );
    seed("jobs.list_by_offset", |_| json!({"state": "waiting"}));
    seed("jobs.list_by_page", |index| format!("job {index}").into());
    seed("jobs.list_all", |_| json!({}));
    alone(async {
        let by_cursor = jobs.list().limit(10).items().try_collect::<Vec<_>>().await;
        let by_cursor = by_cursor.expect("jobs");
        let ids: Vec<_> = by_cursor.iter().map(|job| job.id.to_string()).collect();
        assert_eq!(
            ids,
            (0..45).map(|it| format!("job-{it}")).collect::<Vec<_>>()
        );
        let by_offset = jobs
            .list_by_offset()
            .limit(7)
            .items()
            .try_collect::<Vec<_>>()
            .await;
        assert_eq!(by_offset.expect("jobs").len(), 45);
        let by_page = jobs.list_by_page().items().try_collect::<Vec<_>>().await;
        assert_eq!(by_page.expect("names").len(), 45);
        assert_eq!(jobs.list_all().await.expect("jobs").len(), 45);
        let error = jobs.list().after("nowhere").await.expect_err("no cursor");
        assert_eq!(error.status().map(|it| it.as_u16()), Some(400), "{error:?}");
        // The largest numbers a request can contain.
        let far = jobs.list_by_offset().offset(i64::MAX).limit(1).await;
        assert!(far.expect("a page").items.is_empty());
        let cursor = format!("after-{}", u64::MAX);
        let far = jobs.list().after(cursor).limit(1).await;
        assert!(far.expect("a page").items.is_empty());
    });
}

#[test]
fn pages_follow_the_last_item_and_urls() {
    let fake = golden_lists::testing::Fake::new();
    let events = fake.client().expect("a client").events();
    let event = |index: u64| json!({"id": format!("evt_{index}")});
    let ids = (0..45).map(|it| format!("evt_{it}")).collect::<Vec<_>>();
    for list in ["", ".by_last_item_elsewhere", ".by_link", ".by_url"] {
        let name = format!("events{list}");
        let collection = fake.collection(&name, &[]).expect("events");
        collection.generate(45, event).expect("it fits");
    }
    let server = fake.serve().expect("a server");
    let served = server.client().expect("a client");
    let check = async |events: golden_lists::events::Events| {
        for list in [
            events.by_last_item().limit(7).items(),
            events.by_last_item_elsewhere().items(),
            events.by_link().per_page(10).items(),
            events.by_url().items(),
        ] {
            let found: Vec<_> = list.try_collect().await.expect("events");
            let found: Vec<_> = found.iter().map(|it| it.id.to_string()).collect();
            assert_eq!(found, ids);
        }
        let error = events.by_last_item().starting_after("evt_45").await;
        let error = error.expect_err("no such event");
        assert_eq!(error.status().map(|it| it.as_u16()), Some(400), "{error:?}");
    };
    alone(check(events));
    tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .expect("a runtime")
        .block_on(check(served.events()));
}

#[test]
fn items_are_created_and_deleted_without_an_envelope() {
    let fake = golden_responses::testing::Fake::new();
    let jobs = fake.client().expect("a client").jobs();
    let collection = fake.collection("jobs", &[]).expect("jobs");
    collection.insert(json!({"id": "job-1"})).expect("it fits");
    alone(async {
        jobs.exists("job-1").await.expect("it is there");
        let job = jobs.get("job-1").await.expect("it is there");
        assert_eq!(job.state.as_str(), "waiting");
        jobs.delete("job-1").await.expect("it is gone");
        let error = jobs.get("job-1").await.expect_err("it is gone");
        assert!(error.is_not_found(), "{error:?}");
        assert!(
            error
                .to_string()
                .contains("no item in `jobs` has this identifier"),
            "{error}"
        );
        assert!(jobs.exists("job-1").await.is_err());
    });
}

#[test]
fn bulk_deletes_are_atomic() {
    let fake = golden_responses::testing::Fake::new();
    let jobs = fake.client().expect("a client").jobs();
    let collection = fake.collection("jobs", &[]).expect("jobs");
    for id in ["a", "b", "c"] {
        collection.insert(json!({"id": id})).expect("it fits");
    }
    let some = |ids: &[&str]| {
        let ids = ids.iter().map(|id| id.to_string().into()).collect();
        jobs.delete_some(golden_responses::jobs::DeleteSomeParams { ids })
    };
    alone(async {
        let error = some(&["a", "x"]).await.expect_err("one is not there");
        assert!(error.is_not_found(), "{error:?}");
        assert_eq!(collection.items().len(), 3);
        some(&["a", "c", "a"]).await.expect("they are there");
        some(&[]).await.expect("nothing to do");
    });
    let left = collection.items();
    assert_eq!(left.len(), 1);
    assert_eq!(left[0]["id"], "b");
}

#[test]
fn bulk_delete_ids_are_in_the_query_or_the_body() {
    let fake = golden_shapes::testing::Fake::new();
    let trees = fake.client().expect("a client").trees();
    let folders = fake.collection("trees.get_folder", &[]).expect("folders");
    let books = fake.collection("trees.get_book", &[]).expect("books");
    folders.generate(3, |_| json!({})).expect("it fits");
    let ids = ["Ann", "Ben"].map(|name| {
        let book = json!({"author": {"name": name}});
        books.insert(book).expect("it fits")
    });
    alone(async {
        let some = golden_shapes::trees::DeleteFoldersParams {
            id: vec![1.into(), 3.into()],
        };
        trees.delete_folders(some).await.expect("they are there");
        let ids = [ids[1].parse().expect("a UUID")];
        let gone = trees.delete_books(&ids).await.expect("it is there");
        assert_eq!(gone[0].author.name, "Ben");
    });
    assert_eq!(folders.items().len(), 1);
    assert_eq!(books.items().len(), 1);
}

#[test]
fn underivable_behavior_is_not_guessed() {
    let fake = golden_responses::testing::Fake::new();
    let client = fake.builder().max_retries(0).build().expect("a client");
    let jobs = client.jobs();
    alone(async {
        let errors = [
            jobs.start("job-1").await.map(drop).expect_err("unknown"),
            jobs.count().await.map(drop).expect_err("unknown"),
            jobs.log("job-1").await.map(drop).expect_err("unknown"),
            // Without a list it is unclear what to delete.
            jobs.sweep().await.expect_err("unknown"),
            jobs.list_all().await.map(drop).expect_err("not filled"),
        ];
        for error in &errors {
            assert_eq!(error.status().map(|it| it.as_u16()), Some(501), "{error:?}");
            let operation = error.operation().expect("an operation");
            assert!(error.to_string().contains("fake."), "{operation}: {error}");
        }
        fake.stub("jobs.count", 200, 7).expect("a response");
        fake.stub("jobs.log", 200, "it ran").expect("a response");
        fake.stub("jobs.stop", 204, Value::Null)
            .expect("a response");
        fake.stub("jobs.start", 201, json!([])).expect("a response");
        assert_eq!(jobs.count().await.expect("a number"), 7);
        assert_eq!(jobs.log("job-1").await.expect("a text"), "it ran");
        jobs.stop("job-1").await.expect("nothing");
        jobs.start("job-1").await.expect("jobs");
    });
}

#[test]
fn other_envelopes_and_combined_credentials() {
    let fake = golden_service::testing::Fake::new();
    let client = fake.client().expect("a client");
    let keys = client.admin().users().keys();
    alone(async {
        let params = golden_service::keys::CreateKeyParams {
            name: "one".to_owned(),
        };
        assert_eq!(keys.create(params).await.expect("a key").name, "one");
        fake.stub("status.get", 200, json!({"ready": true}))
            .expect("a response");
        assert!(client.status().get().await.expect("a status").ready);
    });
    let seen = fake.requests();
    assert_eq!(seen[0].header("authorization"), Some("[redacted]"));
    assert_eq!(seen[0].path, "/users/keys");
}

#[test]
fn callers_choose_ids_and_write_only_members_are_hidden() {
    let fake = golden_service::testing::Fake::new();
    let tags = fake.client().expect("a client").tags();
    let stored = fake.collection("tags", &[]).expect("tags");
    let create =
        |name: &str| tags.create(golden_service::tags::CreateTagParams { name: name.into() });
    alone(async {
        let made = create("red")
            .secret("hush")
            .extra_body("made_at", &"1999-01-01T00:00:00Z");
        let made = made.send().with_response().await.expect("a tag");
        assert!(!made.bytes().windows(4).any(|it| it == b"hush"));
        let year = made.value().made_at.to_string();
        assert!(year.starts_with("2026-"), "what the server writes: {year}");
        let seen = tags.get("red").send().with_response().await.expect("it");
        assert_eq!(seen.value(), made.value());
        assert!(!seen.bytes().windows(4).any(|it| it == b"hush"));
        assert_eq!(stored.get("red").expect("it")["secret"], "hush");

        let error = create("red").await.expect_err("taken");
        assert_eq!(error.status().map(|it| it.as_u16()), Some(409), "{error:?}");
        assert_eq!(stored.items().len(), 1);
    });
    let mistake = stored.insert(json!({"name": "blue", "parts": [{"texd": "a"}]}));
    let error = mistake.expect_err("a mistake").to_string();
    assert!(error.contains("did you mean `text`?"), "{error}");
}

#[test]
fn sort_orders_compare_numbers_and_are_named_so() {
    let fake = golden_service::testing::Fake::new();
    let tags = fake.client().expect("a client").tags();
    let stored = fake.collection("tags", &[]).expect("tags");
    for (name, weight) in [
        ("a", json!(10)),
        ("b", json!(9.5)),
        ("c", json!(-1)),
        ("d", json!(2)),
    ] {
        stored
            .insert(json!({"name": name, "weight": weight}))
            .expect("it fits");
    }
    alone(async {
        let sorted = tags.list().sort_by(golden_service::tags::TagPart::Weight);
        let sorted = sorted.await.expect("tags");
        let names: Vec<_> = sorted.iter().map(|tag| tag.name.to_string()).collect();
        assert_eq!(names, ["c", "d", "b", "a"]);
        // Member names alone do not make a sort order: this parameter may select what is shown.
        let shown = tags.list().shown(golden_service::tags::TagPart::Weight);
        let error = shown.await.expect_err("unknown");
        assert_eq!(error.status().map(|it| it.as_u16()), Some(501), "{error:?}");
    });
}

#[test]
fn singletons_are_changed_and_deleted() {
    let fake = golden_service::testing::Fake::new();
    let client = fake.client().expect("a client");
    let preferences = client.admin().users().preferences();
    alone(async {
        // A singleton that nothing deletes exists from the start, one per user.
        let taste = preferences.get("ann").await.expect("a taste");
        assert_eq!((taste.color.as_str(), taste.size), ("blue", None));
        let edited = preferences.edit("ann").size(7).await.expect("a taste");
        assert_eq!((edited.color.as_str(), edited.size), ("blue", Some(7)));
        let params = golden_service::preferences::ReplacePreferenceParams {
            color: "red".to_owned(),
        };
        preferences.replace("ann", params).await.expect("replaced");
        let taste = preferences.get("ann").await.expect("a taste");
        assert_eq!((taste.color.as_str(), taste.size), ("red", None));
        let other = preferences.get("ben").await.expect("a taste");
        assert_eq!(other.color, "blue");
        let error = preferences.reset("ann").await.expect_err("unknown");
        assert_eq!(error.status().map(|it| it.as_u16()), Some(501), "{error:?}");

        // A singleton that can be deleted exists once it is put.
        let missing = [
            preferences.get_picture("ann").await.map(drop),
            preferences.has_picture("ann").await,
            preferences.delete_picture("ann").await,
        ];
        for result in missing {
            let error = result.expect_err("no picture");
            assert!(error.is_not_found(), "{error:?}");
        }
        let put = |title: &str| {
            let title = title.to_owned();
            let params = golden_service::preferences::PutPictureParams { title };
            preferences.put_picture("ann", params)
        };
        let first = put("a tree").await.expect("a picture");
        assert_eq!(preferences.get_picture("ann").await.expect("it"), first);
        let second = put("a house").await.expect("a picture");
        assert_eq!(
            (second.title.as_str(), second.hung_at),
            ("a house", first.hung_at)
        );
        preferences.has_picture("ann").await.expect("it is there");
        assert!(preferences.has_picture("ben").await.is_err());
        preferences.delete_picture("ann").await.expect("it is gone");
        assert!(preferences.get_picture("ann").await.is_err());
    });
}

#[test]
fn tests_can_insert_singletons() {
    let fake = golden_service::testing::Fake::new();
    let client = fake.client().expect("a client");
    let pictures = fake.collection("preferences.get_picture", &["ann"]);
    let pictures = pictures.expect("pictures");
    let health = fake.collection("status", &[]).expect("a status");
    alone(async {
        // No operation creates it, so the fake does not make it up.
        let error = client.status().get().await.expect_err("unknown");
        assert_eq!(error.status().map(|it| it.as_u16()), Some(501), "{error:?}");
        health.insert(json!({"ready": false})).expect("it fits");
        assert!(!client.status().get().await.expect("a status").ready);

        let preferences = client.admin().users().preferences();
        for title in ["a tree", "a house"] {
            pictures.insert(json!({"title": title})).expect("it fits");
            let picture = preferences.get_picture("ann").await.expect("a picture");
            assert_eq!(picture.title, title);
        }
        pictures
            .generate(3, |index| json!({"title": format!("{index}")}))
            .expect("it fits");
        assert_eq!(pictures.items().len(), 1);
        assert_eq!(pictures.get("").expect("it")["title"], "0");
    });
}

#[test]
fn ids_can_be_numbers_and_uuids() {
    let fake = golden_shapes::testing::Fake::new();
    let trees = fake.client().expect("a client").trees();
    let folders = fake.collection("trees.get_folder", &[]).expect("folders");
    let books = fake.collection("trees.get_book", &[]).expect("books");
    assert_eq!(folders.insert(json!({})).expect("it fits"), "1");
    folders.insert(json!({})).expect("it fits");
    let book = books
        .insert(json!({"author": {"name": "Ann"}}))
        .expect("it fits");
    alone(async {
        let folder = trees.get_folder(2).await.expect("a folder");
        assert_eq!(folder.id.to_string(), "2");
        let book = trees.get_book(
            book.parse::<golden_shapes::runtime::Uuid>()
                .expect("a UUID"),
        );
        assert_eq!(book.await.expect("a book").author.name, "Ann");
    });
}

#[test]
fn bodies_and_parameters_of_every_type_are_validated() {
    let fake = golden_requests::testing::Fake::new();
    let client = fake.builder().max_retries(0).build().expect("a client");
    alone(async {
        let parameters = client.parameters();
        fake.stub("parameters.lists", 204, Value::Null)
            .expect("a response");
        parameters
            .lists()
            .repeat(["a", "b"])
            .brackets([1, 2])
            .comma([golden_requests::parameters::Word::First])
            .await
            .expect("lists");
        let bad = [
            parameters.lists().extra_query("brackets[]", "x").await,
            parameters.lists().extra_query("comma", "first,third").await,
            parameters.lists().extra_query("pipe", "2026-01-01|x").await,
        ];
        for result in bad {
            let error = result.expect_err("a bad value");
            assert_eq!(error.status().map(|it| it.as_u16()), Some(400), "{error:?}");
        }
    });
}

#[test]
fn constraints_of_fields_are_enforced() {
    use golden_shapes::types::Constrained;
    let fake = golden_shapes::testing::Fake::new();
    let echo = fake.client().expect("a client").echo();
    let status = |value: &Constrained| {
        let error = alone(echo.constraints(value).into_future()).expect_err("an error");
        let pointer = error
            .api()
            .and_then(|it| it.errors().first()?.pointer.clone());
        (error.status().map(|it| it.as_u16()), pointer)
    };
    let new = || Constrained::new("ab");
    // The fake cannot derive what the operation does.
    assert_eq!(status(&new().even(4).tags(["a", "b"])), (Some(501), None));
    for (value, pointer) in [
        (Constrained::new(""), "/name"),
        (Constrained::new("A"), "/name"),
        (Constrained::new("a".repeat(65)), "/name"),
        (new().percent(100.5), "/percent"),
        (new().even(0), "/even"),
        (new().even(7), "/even"),
        (new().even(1000), "/even"),
        (new().tags(Vec::<String>::new()), "/tags"),
        (new().tags(["a", "a"]), "/tags"),
    ] {
        let pointer = Some(pointer.to_owned());
        assert_eq!(status(&value), (Some(400), pointer), "{value:?}");
    }
}

#[test]
fn documents_in_a_query_are_null_only_if_they_can_be() {
    let fake = golden_nested::testing::Fake::new();
    fake.stub("searches.list", 200, json!([]))
        .expect("a response");
    let searches = fake.client().expect("a client").searches();
    alone(async {
        let found = searches.list().clear_owner().await;
        assert!(found.expect("`null` is allowed").is_empty());
        let error = searches.list().extra_query("document", "null").await;
        let error = error.expect_err("`null` is no filter");
        assert_eq!(error.status().map(|it| it.as_u16()), Some(400), "{error:?}");
    });
}
