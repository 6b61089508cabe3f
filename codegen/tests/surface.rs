//! The listing of a crate's public Rust items: what it holds, and what each item is there for.
//!
//! That it is true is proved elsewhere, against the compiled crates: `tests/surface` of the workspace.

use clientwright_codegen::emit::RuntimeSource;
use clientwright_codegen::ir::Api;
use clientwright_codegen::lower::lower;
use clientwright_codegen::rust::{
    self, Argument, Behavior, Crate, Deprecation, Field, Function, Impl, Module, ModuleKind,
    Origin, Package, Receiver, Reexport, Struct, TraitRef, Type,
};
use clientwright_codegen::source::Sources;
use clientwright_codegen::surface::{Item, ItemKind, listing, parse};
use clientwright_codegen::tree::Tree;
use clientwright_codegen::{files, resolve};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

const HERE: &str = env!("CARGO_MANIFEST_DIR");

/// The folders of specs: the shipped one, and those of the golden crates.
fn specs() -> Vec<PathBuf> {
    let golden = fs::read_dir(Path::new(HERE).join("tests/golden")).expect("the golden crates");
    let mut specs: Vec<_> = golden
        .map(|it| it.expect("an entry").path().join("spec"))
        .collect();
    specs.push(Path::new(HERE).join("../spec"));
    specs
}

fn api(spec: &Path) -> Api {
    let mut files = BTreeMap::new();
    let mut waiting = vec![spec.to_owned()];
    while let Some(at) = waiting.pop() {
        for entry in fs::read_dir(&at).expect("a folder") {
            let path = entry.expect("an entry").path();
            let below = path.strip_prefix(spec).expect("a path below the folder");
            let name = below.to_string_lossy().replace('\\', "/");
            if path.is_dir() {
                waiting.push(path);
            } else if name.ends_with(".yaml") {
                files.insert(name, fs::read_to_string(&path).expect("a text"));
            }
        }
    }
    let sources = Sources::new("spec", files);
    resolve(&sources).unwrap_or_else(|report| panic!("{}", report.render(&sources)))
}

fn tree(api: &Api) -> Tree {
    let runtime = RuntimeSource::Workspace {
        path: "../runtime".to_owned(),
        examples: Vec::new(),
    };
    files(api, &runtime)
}

/// The items of a spec's crate.
fn items(spec: &str) -> Vec<Item> {
    let api = api(&Path::new(HERE).join(spec));
    listing(&lower(&api))
}

#[test]
fn items_know_what_they_are_there_for() {
    use ItemKind::{Enum, Field, Function, Impl, Module, Struct, Variant};
    let shipped = "../spec";
    let (service, responses) = ("tests/golden/service/spec", "tests/golden/responses/spec");
    let cases = [
        (shipped, Module, "allow_policies", "allow_policies"),
        (
            shipped,
            Function,
            "Settings::allow_policies",
            "allow_policies",
        ),
        (
            shipped,
            Function,
            "EmailSecurity::settings",
            "namespaces.email_security.settings",
        ),
        (
            shipped,
            Struct,
            "EmailSecurity",
            "namespaces.email_security",
        ),
        (
            shipped,
            Function,
            "Credentials::api_token",
            "service.security.api_token",
        ),
        (
            shipped,
            Struct,
            "allow_policies::AllowPolicies",
            "allow_policies",
        ),
        (
            shipped,
            Function,
            "allow_policies::AllowPolicies::list",
            "allow_policies.list",
        ),
        (
            shipped,
            Impl,
            "allow_policies::ListAllowPolicies",
            "allow_policies.list",
        ),
        (
            shipped,
            Function,
            "allow_policies::ListAllowPolicies::send",
            "allow_policies.list",
        ),
        (
            shipped,
            Function,
            "allow_policies::ListAllowPolicies::page",
            "allow_policies.list.query.page",
        ),
        (
            shipped,
            Field,
            "allow_policies::CreateAllowPolicyParams::pattern",
            "allow_policies.create.body.pattern",
        ),
        (
            shipped,
            Function,
            "allow_policies::EditAllowPolicy::clear_comments",
            "allow_policies.edit.body.comments",
        ),
        (
            shipped,
            Field,
            "allow_policies::AllowPolicy::pattern",
            "AllowPolicy.pattern",
        ),
        (shipped, Enum, "types::PatternTypeInput", "PatternType"),
        (
            shipped,
            Variant,
            "types::PatternType::Email",
            "PatternType.EMAIL",
        ),
        (
            shipped,
            Variant,
            "types::PatternTypeInput::Email",
            "PatternType.EMAIL",
        ),
        (
            shipped,
            Variant,
            "types::PatternType::Unrecognized",
            "PatternType",
        ),
        (shipped, Function, "types::AccountId::as_str", "AccountId"),
        // Its module is called otherwise than its file.
        (service, Function, "profile::Profile::get", "me.get"),
        (
            responses,
            Variant,
            "jobs::StartJobResponse::Created",
            "jobs.start.response.201",
        ),
        (responses, Variant, "jobs::Owner::Person", "Owner.person"),
    ];
    let listings = [shipped, service, responses].map(|spec| (spec, items(spec)));
    let listings = BTreeMap::from(listings);
    for (spec, kind, path, subject) in cases {
        let items = &listings[spec];
        let found = items.iter().find(|it| it.kind == kind && it.path == path);
        let found = found.unwrap_or_else(|| panic!("{path} is not listed"));
        assert_eq!(found.subject.as_deref(), Some(subject), "{path}");
    }
}

#[test]
fn only_the_crate_itself_is_there_for_nothing() {
    for spec in specs() {
        let api = api(&spec);
        let items = listing(&lower(&api));
        let without: Vec<_> = items.iter().filter(|it| it.subject.is_none()).collect();
        assert!(
            without.iter().all(|it| it.file == "crate"),
            "{}: {without:#?}",
            spec.display()
        );
        let of_types = without.iter().find(|it| it.path.starts_with("types::"));
        assert_eq!(of_types, None, "{}", spec.display());
    }
}

#[test]
fn a_line_is_read_as_it_was_written() {
    for spec in specs() {
        for item in listing(&lower(&api(&spec))) {
            let read = Item::parse(&item.line).expect(&item.line);
            // A line names neither its file nor what it belongs to.
            let read = Item {
                file: item.file.clone(),
                subject: item.subject.clone(),
                ..read
            };
            assert_eq!(read, item);
        }
    }
}

#[test]
fn lines_of_older_versions_are_read_as_far_as_they_are_known() {
    let lines = [
        "fn      zones::Zones::list(&self) -> ListZones [must_use]",
        "field   zones::Zone::ids: Option<Vec<[u8]>>",
        "variant a::B::C [deprecated note=\"use `[x]` \\\"now\\\"\"] [feature=x]",
        "feature native-tls = [runtime/native-tls]",
        "impl    types::Id: !Send + AsRef<str> + FromStr<Err = <uuid::Uuid as FromStr>::Err>",
        "crate   rust-version = 1.88",
        "const   a::LIMIT: u8 = 3",
        "fn      a::f<T>(self, value: Option<T>, set: impl FnOnce(Self, T) -> Self) -> Self",
        "fn      a::f(a: Box<dyn Error + Send>, type: url::Url) -> impl Future<Output = (u8,)>",
        // Kept as text.
        "fn      a::f(a: [u8; 4], b: &mut str) [const]",
        "fn      a::f<'a, T: Send + 'a>(a: &'a T) -> (u8,) [async] [must_use]",
        "fn      a::f<'a, T: Send + 'a>(a: &'a T) -> (u8,)",
        "fn      a::f<T>(a: T) -> ! where T: ?Sized",
        "struct  a::B<const N: usize> [private_fields]",
    ];
    for line in lines {
        assert_eq!(Item::parse(line).expect(line).to_string(), line);
    }
    assert_eq!(Item::parse("# a comment"), None);
    assert_eq!(Item::parse(""), None);
}

#[test]
fn an_item_is_named_by_its_kind_path_and_feature() {
    for spec in specs() {
        let api = api(&spec);
        let mut seen = BTreeMap::new();
        for item in listing(&lower(&api)) {
            let key = (item.kind, item.path.clone(), item.feature.clone());
            let before = seen.insert(key, item.line.clone());
            assert_eq!(before, None, "{}", item.line);
        }
    }
}

#[test]
fn the_files_hold_the_lines_each_in_its_place() {
    let api = api(&Path::new(HERE).join("../spec"));
    let tree = tree(&api);
    let mut written = Vec::new();
    for (path, text) in tree.files() {
        let Some(file) = path.strip_prefix("api/rust/") else {
            continue;
        };
        assert!(text.lines().is_sorted(), "{path}");
        let lines = text.lines().filter(|line| !line.starts_with('#'));
        let file = file.strip_suffix(".txt").expect("the ending");
        written.extend(lines.map(|line| (file.to_owned(), line.to_owned())));
    }
    let listed = listing(&lower(&api)).into_iter();
    let mut listed: Vec<_> = listed.map(|it| (it.file, it.line)).collect();
    listed.sort();
    written.sort();
    assert_eq!(written, listed);
}

#[test]
fn methods_of_every_request_are_listed_once() {
    let items = items("../spec");
    let shared = items.iter().filter(|item| item.path.starts_with("*::"));
    assert!(shared.clone().all(|item| item.file == "crate"));
    let names: BTreeSet<_> = shared.map(Item::name).collect();
    assert!(names.contains("if_some") && names.contains("timeout"));
    let repeated = items
        .iter()
        .find(|item| !item.path.starts_with('*') && names.contains(item.name()));
    assert_eq!(repeated, None);
}

#[test]
fn listings_that_repeat_the_methods_of_every_request_are_read_as_if_they_did_not() {
    let repeated = "\
fn      a::Config::timeout(self, timeout: i64) -> Self [must_use]
fn      a::Get::own(self, own: i64) -> Self
fn      a::Get::timeout(self, timeout: Duration) -> Self
fn      a::List::timeout(self, timeout: Duration) -> Self
impl    a::Config: Clone
impl    a::Get: Clone + IntoFuture<IntoFuture = Call<()>, Output = Result<(), Error>>
impl    a::List: IntoFuture<IntoFuture = Call<()>, Output = Result<(), Error>>";
    let once = repeated.replace("a::Get::timeout", "*::timeout").replace(
        "fn      a::List::timeout(self, timeout: Duration) -> Self\n",
        "",
    );
    let lines = |listing: &str| -> BTreeSet<String> {
        parse([listing]).into_iter().map(|item| item.line).collect()
    };
    assert_eq!(lines(repeated), lines(&once));
    assert_eq!(lines(&once).len(), 6);
}

#[test]
fn items_behind_a_feature_are_marked() {
    let items = items("../spec");
    let with_feature: Vec<_> = items
        .iter()
        .map(|item| item.line.as_str())
        .filter(|line| line.contains("[feature=testing]"))
        .collect();
    assert_eq!(
        with_feature,
        [
            "impl    Client: runtime::Described [feature=testing]",
            "mod     testing [feature=testing]",
            "type    testing::Fake = runtime::Fake<Client> [feature=testing]",
            "type    testing::Server = runtime::Server<Client> [feature=testing]",
            "use     testing::Collection = runtime::testing::Collection [feature=testing]",
            "use     testing::Fault = runtime::testing::Fault [feature=testing]",
            "use     testing::RecordedRequest = runtime::testing::RecordedRequest [feature=testing]",
            "use     testing::Sample = runtime::testing::Sample [feature=testing]",
            "use     testing::json = runtime::testing::json [feature=testing]",
        ]
    );
}

/// A crate with a public module behind a feature, a private one, and items that callers cannot reach.
fn handmade<'a>() -> Crate<'a> {
    let server = || rust::Path::own("testing", "Server");
    let method = |name: &str| Function::new(name, Some(Receiver::Reference), Type::unit());
    let mut wait = method("wait");
    wait.feature = Some("blocking");
    let definition = Struct {
        path: server(),
        origin: Origin::Server,
        derives: &["Debug"],
        fields: vec![Field::private("port", Type::plain("u16"))],
        must_use: false,
        non_exhaustive: false,
        deprecated: None,
        subject: None,
    };
    let methods = Impl {
        ty: server(),
        methods: vec![
            wait.does(Behavior::Pages),
            method("port").does(Behavior::Pages),
            method("crate_only").private().does(Behavior::Pages),
        ],
    };
    let reexport = Reexport {
        path: rust::Path::own("testing", "Fault"),
        from: "runtime::testing",
    };
    let module = |path: &str, is_public, items| Module {
        kind: ModuleKind::Testing,
        path: path.to_owned(),
        is_public,
        feature: Some("testing"),
        resource: None,
        subject: None,
        items,
    };
    let items = vec![rust::Item::Struct(definition), rust::Item::Impl(methods)];
    Crate {
        modules: vec![
            module("testing", true, vec![rust::Item::Reexport(reexport)]),
            module("testing::server", false, items),
        ],
        request_methods: Vec::new(),
        package: Package {
            name: "demo".to_owned(),
            edition: "2024",
            rust_version: "1.88",
            features: &[],
        },
    }
}

#[test]
fn only_items_that_callers_can_reach_are_listed_with_all_features_they_need() {
    let items = listing(&handmade());
    let lines: Vec<_> = items
        .iter()
        .filter(|it| it.path.starts_with("testing"))
        .map(|it| it.line.as_str())
        .filter(|line| !line.starts_with("feature"))
        .collect();
    assert_eq!(
        lines,
        [
            "fn      testing::Server::port(&self) -> () [feature=testing]",
            "fn      testing::Server::wait(&self) -> () [feature=testing+blocking]",
            "impl    testing::Server: Debug + RefUnwindSafe + Send + Sync + Unpin + UnwindSafe [feature=testing]",
            "mod     testing [feature=testing]",
            "struct  testing::Server [private_fields] [feature=testing]",
            "use     testing::Fault = runtime::testing::Fault [feature=testing]",
        ]
    );
}

#[test]
fn signatures_are_whole() {
    let text = || Type::plain("str").reference();
    let function = |receiver| Function::new("f", receiver, Type::plain("Self"));
    let iterator = TraitRef::plain(rust::Path::plain("IntoIterator"));
    let strings = iterator.with("Item", Type::plain("String").into_impl());
    let cases = [
        (function(None), "() -> Self"),
        (
            function(Some(Receiver::Reference)).argument("r#type", Type::runtime("Url")),
            "(&self, type: url::Url) -> Self",
        ),
        (
            function(Some(Receiver::Value)).argument("a", Type::Impl(vec![strings])),
            "(self, a: impl IntoIterator<Item = impl Into<String>>) -> Self",
        ),
        (
            function(None)
                .argument("a", Type::Slice(Box::new(text())).reference())
                .argument("b", Type::unit().option()),
            "(a: &[&str], b: Option<()>) -> Self",
        ),
    ];
    for (function, expected) in cases {
        assert_eq!(function.signature.to_string(), expected);
    }
    let argument = Argument {
        name: "at".to_owned(),
        ty: Type::runtime("Timestamp"),
    };
    assert_eq!(argument.to_string(), "at: Timestamp");
    let deprecated = Deprecation {
        since: Some("1".to_owned()),
        note: Some("use `g`".to_owned()),
    };
    assert_eq!(
        deprecated.to_string(),
        "deprecated since=\"1\" note=\"use `g`\""
    );
}
