//! Strings with code in names, paths, URLs and file names.

use crate::{API, EVIL, outcome, quoted, resource};
use clientwright_codegen::ir::TypeKind;
use clientwright_codegen::naming;

#[test]
fn evil_strings_in_docs_and_values_are_kept() {
    for evil in EVIL {
        let text = quoted(evil);
        let spec = format!(
            "docs: {text}\noperations:\n  get:\n    http: GET /thing\n    docs: {text}\n    permissions: [{text}]\n    \
             returns: Thing\n    errors: {{404: {text}}}\n    deprecated: {{note: {text}}}\ntypes:\n  Thing:\n    \
             docs: {text}\n    doc_aliases: [{text}]\n    fields:\n      name: {{type: string, docs: {text}, default: {text}, example: {text}}}\n"
        );
        match outcome(resource(spec)) {
            Ok(api) => {
                let is_invisible = ["\u{202e}", "\u{0}"].contains(evil);
                let expected = if is_invisible { "" } else { evil.trim() };
                assert_eq!(api.resources[0].docs, expected);
            }
            Err(report) => panic!("{evil:?} in docs and values is harmless, but:\n{report}"),
        }
    }
}

#[test]
fn evil_enum_values_are_kept_with_a_rust_name() {
    for evil in EVIL {
        let text = quoted(evil);
        let spec = format!(
            "operations:\n  get: {{http: GET /thing, returns: Thing}}\ntypes:\n  Thing:\n    enum:\n      {text}: {{rust_name: Evil}}\n"
        );
        let api = outcome(resource(spec))
            .unwrap_or_else(|report| panic!("{evil:?} has a `rust_name`, but:\n{report}"));
        let TypeKind::StringEnum(variants) = &api.types[0].kind else {
            panic!("not an enum")
        };
        assert_eq!(
            (variants[0].wire.as_str(), variants[0].rust.as_str()),
            (*evil, "Evil")
        );
    }
}

#[test]
fn evil_names_are_rejected_or_become_identifiers() {
    let is_identifier = |name: &str| {
        syn::parse_str::<syn::Ident>(name).is_ok()
            || name.starts_with("r#") && syn::parse_str::<syn::Ident>(&name[2..]).is_err()
    };
    for evil in EVIL {
        for name in [naming::value(evil), naming::type_name(evil)]
            .into_iter()
            .flatten()
        {
            assert!(is_identifier(&name), "{evil:?} becomes `{name}`");
        }
        for is_type in [false, true] {
            assert!(
                !naming::is_pinnable(evil, is_type) || is_identifier(evil),
                "{evil:?} is a valid `rust_name`"
            );
        }
        let text = quoted(evil);
        let specs = [
            format!("operations:\n  {text}: {{http: GET /thing}}\n"),
            format!(
                "operations:\n  get: {{http: GET /thing, query: {{{text}: string}}, headers: {{{text}: string}}, cookies: {{{text}: string}}}}\n"
            ),
            format!(
                "operations:\n  get: {{http: GET /thing, returns: Thing}}\ntypes:\n  Thing: {{fields: {{{text}: string}}}}\n"
            ),
            format!(
                "operations:\n  get: {{http: GET /thing, returns: Thing}}\ntypes:\n  Thing: {{enum: [{text}]}}\n"
            ),
            format!(
                "operations:\n  get: {{http: GET /thing, returns: Thing}}\ntypes:\n  Thing: {{one_of: {{{text}: string}}}}\n"
            ),
            format!(
                "operations:\n  get: {{http: GET /thing, returns: {text}}}\ntypes:\n  {text}: {{enum: [a]}}\n"
            ),
            format!("operations:\n  get: {{http: GET /thing, rust_name: {text}}}\n"),
            format!("item: {text}\noperations:\n  get: {{http: GET /thing}}\n"),
            format!("namespace: {text}\noperations:\n  get: {{http: GET /thing}}\n"),
            format!("rust_name: {text}\noperations:\n  get: {{http: GET /thing}}\n"),
        ];
        for spec in specs {
            let Ok(api) = outcome(resource(spec.clone())) else {
                continue;
            };
            let resource = &api.resources[0];
            let operation = &resource.operations[0];
            let mut names = vec![
                &resource.rust,
                &resource.rust_type,
                &operation.rust,
                &operation.rust_request,
            ];
            names.extend(operation.parameters.iter().map(|it| &it.field.rust));
            names.extend(api.types.iter().map(|ty| &ty.rust));
            for name in names {
                assert!(is_identifier(name), "`{name}` from:\n{spec}");
            }
        }
    }
}

#[test]
fn evil_paths_are_rejected_or_plain() {
    for evil in EVIL {
        let specs = [
            format!(
                "operations:\n  get: {{http: {}}}\n",
                quoted(&format!("GET /things/{evil}"))
            ),
            format!("operations:\n  get: {{http: {}}}\n", quoted(evil)),
            format!(
                "path: {}\noperations:\n  get: {{http: GET}}\n",
                quoted(&format!("/{evil}"))
            ),
            format!(
                "path_parameters: {{{0}: string}}\noperations:\n  get: {{http: {1}}}\n",
                quoted(evil),
                quoted(&format!("GET /{{{evil}}}"))
            ),
        ];
        for spec in specs {
            let Ok(api) = outcome(resource(spec)) else {
                continue;
            };
            let path = &api.resources[0].operations[0].path;
            assert!(
                path.chars()
                    .all(|c| c.is_ascii_graphic() && !"\"\\?#<>^`|".contains(c)),
                "{path:?}"
            );
            assert!(
                !path
                    .split('/')
                    .any(|segment| segment == ".." || segment == "."),
                "{path:?} has a dot segment"
            );
        }
    }
}

#[test]
fn evil_addresses_and_headers_are_rejected_or_plain() {
    for evil in EVIL {
        let text = quoted(evil);
        let url = quoted(&format!("https://api.example.com/{evil}"));
        let host = quoted(&format!("https://{evil}"));
        let head = "name: demo\nversion: 0.1.0\ntitle: Demo\n";
        let apis = [
            format!("{head}servers: [{text}]\n"),
            format!("{head}servers: [{url}]\n"),
            format!("{head}servers: [{host}]\n"),
            format!(
                "name: {text}\nversion: 0.1.0\ntitle: Demo\nservers: [https://api.example.com]\n"
            ),
            format!(
                "name: demo\nversion: {text}\ntitle: Demo\nservers: [https://api.example.com]\n"
            ),
            format!(
                "{API}security: {{schemes: {{key: {{kind: header, name: {text}}}}}, requirements: [[key]]}}\n"
            ),
            format!(
                "{API}security: {{schemes: {{{text}: {{kind: bearer}}}}, requirements: [[{text}]]}}\n"
            ),
            format!("{API}request_id_header: {text}\n"),
            format!("{API}idempotency_key_header: {text}\n"),
            format!("{API}base_url_env: {text}\n"),
            format!("{API}title: {text}\n"),
        ];
        for api in apis {
            let resource = "operations:\n  get: {http: GET /thing}\n".to_owned();
            let Ok(api) = outcome(vec![
                ("api.yaml".to_owned(), api),
                ("resources/things.yaml".to_owned(), resource),
            ]) else {
                continue;
            };
            let plain = |text: &str| {
                text.chars()
                    .all(|c| c.is_ascii_graphic() && !"\"\\<>^`|?#".contains(c))
            };
            assert!(
                api.servers.iter().all(|server| plain(&server.url)),
                "{:?}",
                api.servers
            );
            let name = |text: &str| {
                text.chars()
                    .all(|c| c.is_ascii_alphanumeric() || "-_.+".contains(c))
            };
            assert!(
                name(&api.package) && name(&api.version),
                "{:?} {:?}",
                api.package,
                api.version
            );
            let token = |text: &str| {
                text.chars()
                    .all(|c| c.is_ascii_alphanumeric() || "!#$%&'*+-.^_`|~".contains(c))
            };
            assert!(
                api.schemes.iter().all(|scheme| token(&scheme.parameter)),
                "{:?}",
                api.schemes
            );
            assert!(
                [&api.request_id_header, &api.idempotency_key_header]
                    .into_iter()
                    .flatten()
                    .all(|name| token(name) && !name.is_empty()),
                "{:?}",
                api.request_id_header
            );
        }
    }
}

#[test]
fn evil_file_names_are_rejected() {
    for evil in EVIL.iter().filter(|evil| !matches!(**evil, "con" | "self")) {
        for path in [
            format!("resources/{evil}.yaml"),
            format!("types/{evil}.yaml"),
            evil.to_string(),
            format!("{evil}/api.yaml"),
        ] {
            let mut files = resource("operations:\n  get: {http: GET /thing}\n");
            files.push((path.clone(), "docs: Evil.\noperations: {}\n".to_owned()));
            assert!(
                outcome(files).is_err(),
                "{path:?} is a valid path in a spec"
            );
        }
    }
}

/// A spec with a placeholder in every place that accepts any text.
const TEMPLATE: &str = include_str!("texts.yaml");

/// A text that attacks docs in every way at once. Its code would fail to compile or run.
pub const EVERYTHING: &str = concat!(
    "x\r\n~~~\nfn main() { panic!() }\n~~~\n> ```\n> fn main() { panic!() }\n\n",
    "    fn main() { panic!() }\n\n> ~~~\n> evil!()\n\n- ~~~ rust\n  evil!()\n\n",
    "<script>alert(1)</script> [a](javascript:alert) [b] [c][d] ![e](f) </code> `<b>\n",
    "a `<script>|</script>`\n|---|---|\n| `<script>|</script>` |\n\n| a |\n|---|\n`<i>|</i>`\n\n",
    "> a `<b>|</b>`\n> |---|---|\n\nx | `<b>|</b>`\n--- | ---\n\n",
    "[g]: javascript:alert\n[^1]: h\n\u{202e}i\u{2066}j\u{200b}k\u{feff}l\u{2028}m\u{85}n\u{1b}[2J*/ /* \"#\\",
);

/// A text that is also a valid pattern.
pub const CHECKED: &str = "x`<b>`\r\n~~~\n|<script>\u{202e}\u{200b}$";

/// A text whose last words would start a block, were it wrapped as code before them.
const WRAPPED: &str =
    "<script>alert(1)</script><img src=x onerro<script>r=alert(1)> &lt;b&gt; <!-- x --> # y | z";

/// The spec in which a text is in every place that accepts any text, and another in the places that accept some only.
pub fn texts(text: &str, checked: &str) -> Vec<(String, String)> {
    let spec = TEMPLATE.replace("$CHECKED", &quoted(checked));
    let spec = spec.replace("$TEXT", &quoted(text));
    let files = spec.split("#--- ").skip(1);
    let files = files.map(|file| file.split_once('\n').expect("a path and a line feed"));
    files
        .map(|(path, text)| (path.to_owned(), text.to_owned()))
        .collect()
}

#[test]
fn evil_texts_are_inert_in_every_place() {
    for text in EVIL.iter().chain([&EVERYTHING, &WRAPPED]) {
        if let Err(report) = outcome(texts(text, "checked")) {
            assert!(text.trim().is_empty(), "{text:?} is rejected:\n{report}");
        }
        let _ = outcome(texts("text", text));
    }
    if let Err(report) = outcome(texts(EVERYTHING, CHECKED)) {
        panic!("{report}");
    }
}
