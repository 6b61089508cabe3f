//! Generated crates have some types of the runtime under another name, and rustdoc shows the docs of their methods there
//! without resolving links: they would be shown as they are written.

use std::fs;
use std::path::Path;

#[test]
fn methods_of_aliased_types_have_no_links_in_their_docs() {
    let sources = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    for file in [
        "config/mod.rs",
        "page/mod.rs",
        "testing/fake.rs",
        "testing/server.rs",
        "testing/stubbing.rs",
    ] {
        let text = fs::read_to_string(sources.join(file)).expect(file);
        let methods = text.lines().filter(|line| line.starts_with("    ///"));
        let links: Vec<_> = methods.filter(|line| line.contains("[`")).collect();
        assert!(links.is_empty(), "{file}: {links:#?}");
    }
}
