//! Data flows one way: beside each other, no two modules need each other, and the maps say in which order they stand.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use proc_macro2::{TokenStream, TokenTree};
use syn::UseTree;

/// A module by its names from the crate's root.
type Module = Vec<String>;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// All modules below `folder` with what stands in them.
fn modules(folder: &Path, inside: &Module, found: &mut BTreeMap<Module, TokenStream>) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        let stem = path.file_stem().and_then(|stem| stem.to_str());
        let mut module = inside.clone();
        if let Some(stem) = stem.filter(|stem| !["mod", "lib", "main"].contains(stem)) {
            module.push(stem.to_owned());
        }
        if path.is_dir() {
            modules(&path, &module, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.insert(module, read(&path).parse().expect("tokens"));
        }
    }
}

/// Collects the paths that start with `crate`, `self` or `super`, each from the root of the crate on.
fn paths(tokens: TokenStream, module: &Module, found: &mut BTreeSet<Module>) {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    let mut index = 0;
    while index < tokens.len() {
        let before = index
            .checked_sub(1)
            .map(|before| tokens[before].to_string());
        match &tokens[index] {
            // Tests may use whatever they like.
            TokenTree::Ident(word) if word == "mod" && follows(&tokens, index + 1, "tests") => {
                index += 2
            }
            // `$crate` is the way of a macro's caller, and what follows `::` is no start.
            TokenTree::Ident(word) if !matches!(before.as_deref(), Some("$" | ":")) => {
                let start = match word.to_string().as_str() {
                    "crate" => Some(Module::new()),
                    "self" => Some(module.clone()),
                    "super" => Some(parent(module)),
                    _ => None,
                };
                if let Some(start) = start {
                    tail(&tokens[index + 1..], start, found);
                }
            }
            TokenTree::Group(group) => paths(group.stream(), module, found),
            _ => {}
        }
        index += 1;
    }
}

fn follows(tokens: &[TokenTree], index: usize, word: &str) -> bool {
    tokens
        .get(index)
        .is_some_and(|token| token.to_string() == word)
}

fn parent(module: &Module) -> Module {
    module[..module.len().saturating_sub(1)].to_vec()
}

/// What stands behind the start of a path: `::name…` or `::{several}`.
fn tail(tokens: &[TokenTree], start: Module, found: &mut BTreeSet<Module>) {
    let [TokenTree::Punct(_), TokenTree::Punct(_), next, rest @ ..] = tokens else {
        return;
    };
    if tokens[0].to_string() != ":" || tokens[1].to_string() != ":" {
        return;
    }
    match next {
        TokenTree::Ident(word) if word == "super" => tail(rest, parent(&start), found),
        TokenTree::Ident(word) => {
            let path = [start, vec![word.to_string()]].concat();
            found.insert(path.clone());
            tail(rest, path, found);
        }
        TokenTree::Group(group) => {
            let members: Vec<TokenTree> = group.stream().into_iter().collect();
            for member in members.split(|token| token.to_string() == ",") {
                if let [TokenTree::Ident(word), rest @ ..] = member {
                    let path = [start.clone(), vec![word.to_string()]].concat();
                    found.insert(path.clone());
                    tail(rest, path, found);
                }
            }
        }
        _ => {}
    }
}

/// The names that a module hands on from the modules inside it, with the module that each comes from.
fn handed_on(tokens: TokenStream) -> BTreeMap<String, String> {
    fn flatten(tree: &UseTree, first: Option<&str>, found: &mut BTreeMap<String, String>) {
        let mut take = |name: String| found.extend(first.map(|first| (name, first.to_owned())));
        match tree {
            UseTree::Path(path) => {
                let step = path.ident.to_string();
                flatten(&path.tree, Some(first.unwrap_or(&step)), found);
            }
            UseTree::Group(group) => {
                for tree in &group.items {
                    flatten(tree, first, found);
                }
            }
            UseTree::Name(name) => take(name.ident.to_string()),
            UseTree::Rename(name) => take(name.rename.to_string()),
            UseTree::Glob(_) => {}
        }
    }
    let mut found = BTreeMap::new();
    for item in syn::parse2::<syn::File>(tokens).expect("a file").items {
        if let syn::Item::Use(item) = item {
            flatten(&item.tree, None, &mut found);
        }
    }
    found
}

/// Which module needs which other one beside it, by the module that both are in.
fn needs(source: &Path) -> BTreeMap<Module, BTreeMap<String, BTreeSet<String>>> {
    let mut sources = BTreeMap::new();
    modules(source, &Module::new(), &mut sources);
    let handed_on: BTreeMap<_, _> = sources
        .iter()
        .map(|(module, tokens)| (module.clone(), handed_on(tokens.clone())))
        .collect();
    let mut needs = BTreeMap::<Module, BTreeMap<String, BTreeSet<String>>>::new();
    for (module, tokens) in &sources {
        let mut used = BTreeSet::new();
        paths(tokens.clone(), module, &mut used);
        for path in used {
            let common = module.iter().zip(&path).take_while(|(a, b)| a == b).count();
            let (Some(from), Some(to)) = (module.get(common), path.get(common)) else {
                continue;
            };
            let inside = module[..common].to_vec();
            // What stands behind a module may be an item, which that module may have from one inside it.
            let known = |name: &String| {
                sources.contains_key(&[inside.clone(), vec![name.clone()]].concat())
            };
            let to = Some(to).filter(|name| known(name));
            let to = to.or_else(|| {
                handed_on
                    .get(&inside)?
                    .get(&path[common])
                    .filter(|name| known(name))
            });
            if let Some(to) = to.filter(|to| *to != from) {
                let needs = needs.entry(inside).or_default();
                needs.entry(from.clone()).or_default().insert(to.clone());
            }
        }
    }
    needs
}

/// A way from a module back to itself.
fn cycle(needs: &BTreeMap<String, BTreeSet<String>>) -> Option<Vec<String>> {
    fn walk(
        name: &String,
        needs: &BTreeMap<String, BTreeSet<String>>,
        way: &mut Vec<String>,
        done: &mut BTreeSet<String>,
    ) -> bool {
        let again = way.contains(name);
        way.push(name.clone());
        if again
            || (!done.contains(name)
                && needs
                    .get(name)
                    .into_iter()
                    .flatten()
                    .any(|next| walk(next, needs, way, done)))
        {
            return true;
        }
        way.pop();
        done.insert(name.clone());
        false
    }
    let mut done = BTreeSet::new();
    needs.keys().find_map(|name| {
        let mut way = Vec::new();
        walk(name, needs, &mut way, &mut done).then_some(way)
    })
}

#[test]
fn no_two_modules_need_each_other() {
    let mut found = Vec::new();
    for package in ["codegen", "runtime", "xtask"] {
        let needs = needs(&root().join(package).join("src"));
        assert!(!needs.is_empty(), "{package} is read");
        for (inside, needs) in needs {
            if let Some(way) = cycle(&needs) {
                found.push(format!(
                    "{package} {}: {}",
                    inside.join("::"),
                    way.join(" -> ")
                ));
            }
        }
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}

/// The modules that a map lists, in its order: the words that its lines begin with.
fn listed(map: &str, indent: &str) -> Vec<String> {
    map.lines()
        .filter_map(|line| line.strip_prefix(indent))
        .filter(|line| line.starts_with(|c: char| c.is_ascii_lowercase()))
        .filter_map(|line| line.split("  ").next())
        .flat_map(|names| names.split(", "))
        .map(str::to_owned)
        .collect()
}

#[test]
fn the_maps_list_every_module_after_what_it_needs() {
    let between = |file: &str, start: &str, end: &str| {
        let text = read(&root().join(file));
        let (_, text) = text.split_once(start).expect("the start of the map");
        let (map, _) = text.split_once(end).expect("the end of the map");
        map.to_owned()
    };
    let maps = [
        (
            "codegen",
            listed(
                &between("ARCHITECTURE.md", "\ncodegen/", "\nruntime/"),
                "  ",
            ),
        ),
        (
            "runtime",
            listed(&between("runtime/ARCHITECTURE.md", "```\n", "```"), ""),
        ),
    ];
    let mut wrong = Vec::new();
    for (package, order) in maps {
        let source = root().join(package).join("src");
        let mut all = BTreeMap::new();
        modules(&source, &Module::new(), &mut all);
        let place = |name: &String| order.iter().position(|listed| listed == name);
        for module in all.keys().filter(|module| module.len() == 1) {
            if place(&module[0]).is_none() {
                wrong.push(format!("{package}: the map lacks {}", module[0]));
            }
        }
        for (module, needed) in needs(&source).remove(&Module::new()).unwrap_or_default() {
            for other in needed.iter().filter(|other| place(other) > place(&module)) {
                wrong.push(format!(
                    "{package}: {module} stands before {other} and needs it"
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
