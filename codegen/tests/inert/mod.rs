//! Checks that docs of generated files run no code and contain no HTML of the spec, for several test targets.
//!
//! The files are read as rustc and rustdoc read them: docs are attributes, and rustdoc's Markdown is CommonMark with
//! tables, footnotes, strikethrough, task lists and smart punctuation.

use clientwright_codegen::tree::Tree;
use proc_macro2::{Group, TokenStream, TokenTree};
use pulldown_cmark::{
    BrokenLink, CodeBlockKind, CowStr, Event, LinkType, Options, Parser, Tag, TagEnd,
};

/// Languages of code blocks that rustdoc does not compile.
fn is_text(language: &str) -> bool {
    let plain = |c: char| c.is_ascii_alphanumeric() || "+-_#".contains(c);
    let rust = [
        "rust",
        "should_panic",
        "no_run",
        "ignore",
        "compile_fail",
        "test_harness",
        "allow_fail",
        "custom",
        "edition",
        "standalone",
        "E0",
    ];
    !language.is_empty()
        && language.chars().all(plain)
        && !rust.iter().any(|it| language.starts_with(it))
}

/// What the docs of generated files contain and must not.
pub fn flaws(tree: &Tree) -> Vec<String> {
    let manifest = tree.files().find(|(path, _)| *path == "Cargo.toml");
    let package = manifest.and_then(|(_, text)| text.split("name = \"").nth(1)?.split('"').next());
    let own = format!("{}::", package.unwrap_or_default().replace('-', "_"));
    let rust = tree.files().filter(|(path, _)| path.ends_with(".rs"));
    rust.flat_map(|(path, text)| {
        let mut flaws = of_characters(text);
        if let Ok(tokens) = text.parse() {
            let mut docs = Docs {
                own: &own,
                flaws: &mut flaws,
            };
            docs.visit(tokens);
        }
        flaws.into_iter().map(move |flaw| format!("{path}: {flaw}"))
    })
    .collect()
}

/// Characters that rustc rejects in source text.
fn of_characters(text: &str) -> Vec<String> {
    let is_rejected = |c: char| {
        c.is_control() && c != '\n' && c != '\t'
            || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    text.lines()
        .filter(|line| line.contains(is_rejected))
        .map(|line| format!("a control or direction character: {line:?}"))
        .collect()
}

/// Checks the docs of each item.
struct Docs<'a> {
    /// The path of the generated crate, which all examples of the generator use.
    own: &'a str,
    flaws: &'a mut Vec<String>,
}

impl Docs<'_> {
    /// Visits tokens, in which docs are attributes. Those of one item follow each other.
    fn visit(&mut self, tokens: TokenStream) {
        let mut docs = String::new();
        for token in tokens {
            match token {
                TokenTree::Punct(it) if matches!(it.as_char(), '#' | '!') => {}
                TokenTree::Group(group) => match attribute(&group, "doc") {
                    // The generator indents docs by one space.
                    Some(line) => {
                        docs.push_str(&(line.strip_prefix(' ').unwrap_or(&line).to_owned() + "\n"))
                    }
                    None => {
                        if let Some(note) = attribute(&group, "note") {
                            self.check(&note);
                        }
                        self.visit(group.stream());
                    }
                },
                _ => {
                    self.check(&docs);
                    docs.clear();
                }
            }
        }
        self.check(&docs);
    }
}

/// The value of `name = "value"` in a group of tokens.
fn attribute(group: &Group, name: &str) -> Option<String> {
    let tokens: Vec<_> = group.stream().into_iter().collect();
    tokens.windows(3).find_map(|tokens| match tokens {
        [
            TokenTree::Ident(found),
            TokenTree::Punct(_),
            TokenTree::Literal(value),
        ] if found == name => {
            let value = syn::parse_str::<syn::LitStr>(&value.to_string()).ok()?;
            Some(value.value())
        }
        _ => None,
    })
}

/// A target of a link to an item, such as `crate::Json` or `Error::kind`, or to a heading of the page.
fn is_item(target: &str) -> bool {
    let (path, heading) = target.split_once('#').unwrap_or((target, ""));
    let plain = |c: char| c.is_ascii_alphanumeric() || "_-".contains(c);
    heading.chars().all(plain)
        && (path.is_empty()
            || path.split("::").all(|step| {
                !step.is_empty() && step.chars().all(|c| c == '_' || c.is_ascii_alphanumeric())
            }))
}

impl Docs<'_> {
    fn check(&mut self, text: &str) {
        let options = Options::ENABLE_TABLES
            | Options::ENABLE_FOOTNOTES
            | Options::ENABLE_STRIKETHROUGH
            | Options::ENABLE_TASKLISTS
            | Options::ENABLE_SMART_PUNCTUATION;
        // rustdoc resolves every `[name]` as an item.
        let broken =
            |link: BrokenLink<'_>| Some((link.reference.into_string().into(), CowStr::from("")));
        let mut code: Option<(String, String)> = None;
        for event in Parser::new_with_broken_link_callback(text, options, Some(broken)) {
            match event {
                Event::Html(html) | Event::InlineHtml(html) => {
                    self.flaws.push(format!("HTML {html:?} in:\n{text}"));
                }
                Event::Start(Tag::CodeBlock(kind)) => {
                    let language = match kind {
                        CodeBlockKind::Fenced(language) => language.into_string(),
                        CodeBlockKind::Indented => "(indented)".to_owned(),
                    };
                    code = Some((language, String::new()));
                }
                Event::Text(piece) if code.is_some() => {
                    code.iter_mut().for_each(|(_, code)| code.push_str(&piece));
                }
                Event::End(TagEnd::CodeBlock) => {
                    let (language, code) = code.take().unwrap_or_default();
                    let example =
                        matches!(language.as_str(), "" | "no_run") && code.contains(self.own);
                    if !example && !is_text(&language) {
                        let flaw = format!("a code block that runs ({language:?}) in:\n{text}");
                        self.flaws.push(flaw);
                    }
                }
                Event::Start(Tag::Link {
                    link_type,
                    dest_url,
                    ..
                }) => self.check_link(link_type, &dest_url, text),
                Event::Start(Tag::FootnoteDefinition(name)) | Event::FootnoteReference(name) => {
                    self.flaws.push(format!("a footnote {name:?} in:\n{text}"));
                }
                _ => {}
            }
        }
    }

    fn check_link(&mut self, kind: LinkType, target: &str, text: &str) {
        let is_item = match kind {
            // Links of the generator to items are code.
            LinkType::ShortcutUnknown | LinkType::CollapsedUnknown | LinkType::ReferenceUnknown => {
                let name = target.strip_prefix('`').and_then(|it| it.strip_suffix('`'));
                is_item(name.unwrap_or(target))
            }
            _ => is_item(target),
        };
        let is_web = ["https://", "http://"]
            .iter()
            .any(|it| target.starts_with(it));
        if !is_item && !is_web {
            self.flaws.push(format!("a link to {target:?} in:\n{text}"));
        }
    }
}
