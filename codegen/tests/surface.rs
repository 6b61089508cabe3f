//! The listing of a crate's public Rust items: what it holds, and what each item is there for.
//!
//! That it is true is proved elsewhere, against the compiled crates: `tests/surface` of the workspace.

use clientwright_codegen::audit::join::Line;
use clientwright_codegen::emit::RuntimeSource;
use clientwright_codegen::ir::Api;
use clientwright_codegen::source::Sources;
use clientwright_codegen::surface::rust::{ItemKind, RustItem, listing};
use clientwright_codegen::tree::Tree;
use clientwright_codegen::{files, resolve};
use std::collections::BTreeMap;
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
fn items(spec: &str) -> Vec<RustItem> {
    let api = api(&Path::new(HERE).join(spec));
    listing(&api, &tree(&api))
}

/// The items of a crate that consists of these files.
fn items_of(sources: &[(&str, &str)]) -> Vec<RustItem> {
    let mut tree = Tree::default();
    for (path, text) in sources {
        tree.insert(*path, (*text).to_owned());
    }
    listing(&api(&Path::new(HERE).join("../spec")), &tree)
}

fn lines(items: &[RustItem]) -> Vec<&str> {
    items.iter().map(|it| it.line.as_str()).collect()
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
            "service.auth.api_token",
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
            "allow_policies::ListAllowPolicies::extra_header",
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
        let items = listing(&api, &tree(&api));
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
        let api = api(&spec);
        for item in listing(&api, &tree(&api)) {
            let read = Line::parse(&item.line).expect(&item.line);
            assert_eq!(
                (read.kind.as_str(), &read.path, &read.feature),
                (item.kind.word(), &item.path, &item.feature)
            );
            assert_eq!(read.has("deprecated"), item.deprecated, "{}", item.line);
        }
    }
}

#[test]
fn an_item_is_named_by_its_kind_path_and_feature() {
    for spec in specs() {
        let api = api(&spec);
        let mut seen = BTreeMap::new();
        for item in listing(&api, &tree(&api)) {
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
        let lines = text.lines().skip(1);
        assert!(lines.clone().is_sorted(), "{path}");
        let file = file.strip_suffix(".txt").expect("the ending");
        written.extend(lines.map(|line| (file.to_owned(), line.to_owned())));
    }
    let listed = listing(&api, &tree).into_iter();
    let mut listed: Vec<_> = listed.map(|it| (it.file, it.line)).collect();
    listed.sort();
    written.sort();
    assert_eq!(written, listed);
}

#[test]
fn what_needs_a_feature_says_so() {
    let items = items_of(&[
        (
            "src/lib.rs",
            "#[cfg(feature = \"testing\")] pub mod testing;",
        ),
        (
            "src/testing.rs",
            "
            #[derive(Debug)] pub struct Server { pub port: u16 }
            impl Server {
                pub fn new() -> Self {}
                #[cfg(feature = \"blocking\")] pub fn wait(&self) {}
            }
            #[cfg(feature = \"blocking\")] impl Clone for Server {}
            ",
        ),
    ]);
    let auto = "RefUnwindSafe + Send + Sync + Unpin + UnwindSafe";
    assert_eq!(
        lines(&items),
        [
            "field   testing::Server::port: u16 [feature=testing]",
            "fn      testing::Server::new() -> Self [feature=testing]",
            "fn      testing::Server::wait(&self) [feature=testing+blocking]",
            "impl    testing::Server: Clone [feature=testing+blocking]",
            &format!("impl    testing::Server: Debug + {auto} [feature=testing]"),
            "mod     testing [feature=testing]",
            "struct  testing::Server [feature=testing]",
        ]
    );
}

#[test]
fn only_what_callers_can_reach_is_listed() {
    let items = items_of(&[
        (
            "src/lib.rs",
            "mod inner; pub mod outer; pub use inner::{Shown as Renamed}; pub use runtime::Uuid as Id;
             pub(crate) fn crate_only() {} #[doc(hidden)] pub fn hidden() {}",
        ),
        (
            "src/inner.rs",
            "pub struct Shown; pub struct Unreached(pub u8); impl Unreached { pub fn no(&self) {} }
             impl Shown { pub fn yes(&self) -> super::outer::Deep {} fn no(&self) {} }",
        ),
        ("src/outer/mod.rs", "mod deep; pub use deep::*;"),
        (
            "src/outer/deep.rs",
            "use crate::inner::Shown; pub type Deep = Option<Shown>; pub const LIMIT: runtime::Uuid = 3;",
        ),
    ]);
    let auto = "RefUnwindSafe + Send + Sync + Unpin + UnwindSafe";
    assert_eq!(
        lines(&items),
        [
            "const   outer::LIMIT: Id = 3",
            "fn      Renamed::yes(&self) -> outer::Deep",
            &format!("impl    Renamed: {auto}"),
            "mod     outer",
            "struct  Renamed",
            "type    outer::Deep = Option<Renamed>",
            "use     Id = runtime::Uuid",
        ]
    );
}

#[test]
fn signatures_are_whole() {
    let cases = [
        ("pub fn f() {}", "f()"),
        (
            "pub const fn f(mut a: [u8; 4], _: &mut str) {}",
            "f(a: [u8; 4], _: &mut str) [const]",
        ),
        (
            "pub async fn f<'a, T: Send + 'a>(a: &'a T) -> (u8,) {}",
            "f<'a, T: Send + 'a>(a: &'a T) -> (u8,) [async]",
        ),
        (
            "pub fn f<T>(a: T) -> ! where T: ?Sized {}",
            "f<T>(a: T) -> ! where T: ?Sized",
        ),
        (
            "pub fn f(a: impl Fn(&str, u8) -> Option<()> + Send + 'static) {}",
            "f(a: impl Fn(&str, u8) -> Option<()> + Send + 'static)",
        ),
        (
            "pub fn f(a: Box<dyn std::error::Error + Send>, r#type: runtime::Url) {}",
            "f(a: Box<dyn Error + Send>, type: url::Url)",
        ),
        (
            "pub fn f(a: impl IntoIterator<Item = impl Into<String>>) -> &'static [u8] {}",
            "f(a: impl IntoIterator<Item = impl Into<String>>) -> &'static [u8]",
        ),
        (
            "#[must_use] #[deprecated(since = \"1\", note = \"use `g`\")] pub fn f() {}",
            "f() [must_use] [deprecated since=\"1\" note=\"use `g`\"]",
        ),
    ];
    for (source, expected) in cases {
        let items = items_of(&[("src/lib.rs", source)]);
        assert_eq!(lines(&items), [format!("fn      {expected}")], "{source}");
    }
}
