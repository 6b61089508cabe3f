//! Reads the lines of a checked-in listing.
//!
//! The audit needs it for the older state of an API, of which nothing but the listing may be known. Lines of older
//! versions may have a form that this one does not write; their details are kept as text.

use super::item::{Detail, Item, Traits};
use super::kind::ItemKind;
use super::list::EVERY_REQUEST;
use crate::rust::{Argument, Receiver, Signature, TraitRef, Type, request_methods};
use std::collections::BTreeSet;

/// The items of the files of a listing.
pub fn parse<'a>(files: impl IntoIterator<Item = &'a str>) -> Vec<Item> {
    let lines = files.into_iter().flat_map(str::lines);
    once(lines.filter_map(Item::parse).collect())
}

/// The items with each method of every request listed once. Older versions list it for each request.
fn once(items: Vec<Item>) -> Vec<Item> {
    let methods: BTreeSet<_> = request_methods().into_iter().map(|it| it.name).collect();
    let requests = items.iter().filter(|it| it.is_request());
    let requests: BTreeSet<_> = requests.map(|it| it.path.clone()).collect();
    let is_repeated = |item: &Item| {
        let of_request = item.owner().is_some_and(|owner| requests.contains(owner));
        item.kind == ItemKind::Function && of_request && methods.contains(item.name())
    };
    let (repeated, mut items): (Vec<_>, Vec<_>) = items.into_iter().partition(is_repeated);
    let mut seen = BTreeSet::new();
    for mut item in repeated {
        item.path = format!("{EVERY_REQUEST}::{}", item.name());
        item.line = item.to_string();
        if seen.insert(item.line.clone()) {
            items.push(item);
        }
    }
    items
}

/// Marks without a value.
const MARKS: &[&str] = &["must_use", "non_exhaustive", "private_fields"];

impl Item {
    /// The item of a line; none for a comment, an empty line or a kind that does not exist.
    pub fn parse(line: &str) -> Option<Self> {
        let line = line.trim_end();
        let (word, after) = line.split_once(' ')?;
        let kind = ItemKind::parse(word)?;
        let after = after.trim_start();
        let (path, rest) = after.split_at(end_of_path(after));
        // The brackets of a feature are not marks, and package metadata has none.
        let (rest, marks) = match kind {
            ItemKind::Feature | ItemKind::Package => (rest, Vec::new()),
            _ => marks(rest),
        };
        let has = |name: &str| marks.contains(&name);
        let with_prefix = |prefix: &str| marks.iter().find(|it| it.starts_with(prefix));
        let feature = with_prefix("feature=").and_then(|it| it.split_once('='));
        Some(Self {
            must_use: has("must_use"),
            non_exhaustive: has("non_exhaustive"),
            private_fields: has("private_fields"),
            deprecated: with_prefix("deprecated").map(|it| (*it).to_owned()),
            feature: feature.map(|(_, feature)| feature.to_owned()),
            line: line.to_owned(),
            ..Self::new(kind, path.to_owned(), detail(kind, rest))
        })
    }
}

/// The length of the path that the text starts with.
fn end_of_path(text: &str) -> usize {
    let mut rest = text;
    loop {
        let is_part = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '#' | '*');
        rest = rest.trim_start_matches(is_part);
        match rest.strip_prefix("::") {
            Some(after) => rest = after,
            None => return text.len() - rest.len(),
        }
    }
}

fn detail(kind: ItemKind, rest: &str) -> Detail {
    let known = match kind {
        _ if rest.is_empty() => Some(Detail::None),
        ItemKind::Field | ItemKind::Static => {
            rest.strip_prefix(": ").and_then(ty).map(Detail::Typed)
        }
        ItemKind::Alias => rest.strip_prefix(" = ").and_then(ty).map(Detail::Alias),
        ItemKind::Variant => {
            let inner = rest.strip_prefix('(').and_then(|it| it.strip_suffix(')'));
            inner.and_then(ty).map(Detail::Holds)
        }
        ItemKind::Constant => constant(rest),
        ItemKind::Function => signature(rest).map(Detail::Function),
        ItemKind::Impl => rest.strip_prefix(": ").and_then(traits).map(Detail::Traits),
        ItemKind::Package | ItemKind::Use => {
            let value = rest.strip_prefix(" = ");
            value.map(|it| Detail::Value(it.to_owned()))
        }
        ItemKind::Feature => {
            let list = rest
                .strip_prefix(" = [")
                .and_then(|it| it.strip_suffix(']'));
            let list = list.map(|it| it.split(", ").filter(|it| !it.is_empty()));
            list.map(|it| Detail::Features(it.map(str::to_owned).collect()))
        }
        ItemKind::Module | ItemKind::Struct | ItemKind::Enum => None,
    };
    known.unwrap_or_else(|| Detail::Other(rest.to_owned()))
}

fn ty(text: &str) -> Option<Type<String>> {
    let mut parser = Parser(text);
    let ty = parser.ty()?;
    parser.0.is_empty().then_some(ty)
}

fn constant(text: &str) -> Option<Detail> {
    let mut parser = Parser(text.strip_prefix(": ")?);
    let ty = parser.ty()?;
    let value = parser.0.strip_prefix(" = ")?;
    Some(Detail::Constant(ty, value.to_owned()))
}

fn traits(text: &str) -> Option<Traits> {
    let mut parser = Parser(text);
    let mut traits = Traits {
        implemented: Vec::new(),
        missing: Vec::new(),
    };
    loop {
        if parser.eat("!") {
            traits.missing.push(parser.word()?.to_owned());
        } else {
            traits.implemented.push(parser.bound()?);
        }
        if parser.0.is_empty() {
            return Some(traits);
        }
        parser.expect(" + ")?;
    }
}

fn signature(text: &str) -> Option<Signature<String>> {
    let open = end_of_generics(text)?;
    let (generics, rest) = text.split_at(open);
    let generics = generics
        .strip_prefix('<')
        .and_then(|it| it.strip_suffix('>'));
    let mut parser = Parser(rest);
    parser.expect("(")?;
    let mut signature = Signature {
        generics: generics.into_iter().map(str::to_owned).collect(),
        receiver: parser.receiver(),
        arguments: Vec::new(),
        output: None,
    };
    while !parser.eat(")") {
        if signature.receiver.is_some() || !signature.arguments.is_empty() {
            parser.expect(", ")?;
        }
        let name = parser.word()?.to_owned();
        parser.expect(": ")?;
        let ty = parser.ty()?;
        signature.arguments.push(Argument { name, ty });
    }
    if parser.eat(" -> ") {
        signature.output = Some(parser.ty()?);
    }
    parser.0.is_empty().then_some(signature)
}

/// Where the arguments of a function start.
fn end_of_generics(text: &str) -> Option<usize> {
    let (mut depth, mut before) = (0usize, ' ');
    text.char_indices().find_map(|(index, c)| {
        match c {
            '<' => depth += 1,
            // The head of an arrow closes nothing.
            '>' if before != '-' => depth = depth.saturating_sub(1),
            '(' if depth == 0 => return Some(index),
            _ => {}
        }
        before = c;
        None
    })
}

/// The text that is left to parse.
struct Parser<'a>(&'a str);

impl<'a> Parser<'a> {
    fn eat(&mut self, text: &str) -> bool {
        let rest = self.0.strip_prefix(text);
        self.0 = rest.unwrap_or(self.0);
        rest.is_some()
    }

    fn expect(&mut self, text: &str) -> Option<()> {
        self.eat(text).then_some(())
    }

    fn take(&mut self, is_part: impl Fn(char) -> bool) -> Option<&'a str> {
        let end = self.0.find(|c| !is_part(c)).unwrap_or(self.0.len());
        let (taken, rest) = self.0.split_at(end);
        self.0 = rest;
        (!taken.is_empty()).then_some(taken)
    }

    fn word(&mut self) -> Option<&'a str> {
        self.take(|c| c.is_alphanumeric() || c == '_')
    }

    fn path(&mut self) -> Option<String> {
        let mut path = self.word()?.to_owned();
        while self.eat("::") {
            path.push_str("::");
            path.push_str(self.word()?);
        }
        Some(path)
    }

    fn receiver(&mut self) -> Option<Receiver> {
        let all = [Receiver::Mutable, Receiver::Reference, Receiver::Value];
        all.into_iter().find(|it| {
            let rest = self.0.strip_prefix(it.as_str());
            let rest = rest.filter(|rest| rest.starts_with([')', ',']));
            self.0 = rest.unwrap_or(self.0);
            rest.is_some()
        })
    }

    fn ty(&mut self) -> Option<Type<String>> {
        if self.eat("!") {
            return Some(Type::Path("!".to_owned(), Vec::new()));
        }
        if self.eat("&") {
            return Some(Type::Reference(Box::new(self.ty()?)));
        }
        if self.eat("[") {
            let item = self.ty()?;
            self.expect("]")?;
            return Some(Type::Slice(Box::new(item)));
        }
        if self.eat("(") {
            return self.list(")").map(Type::Tuple);
        }
        if self.eat("impl ") {
            return self.bounds().map(Type::Impl);
        }
        if self.eat("dyn ") {
            return self.bounds().map(Type::Dyn);
        }
        if self.eat("<") {
            let ty = self.ty()?;
            self.expect(" as ")?;
            let of = self.bound()?;
            self.expect(">::")?;
            let name = self.word()?.to_owned();
            return Some(Type::Projection(Box::new(ty), Box::new(of), name));
        }
        let path = self.path()?;
        let arguments = if self.eat("<") {
            self.list(">")?
        } else {
            Vec::new()
        };
        Some(Type::Path(path, arguments))
    }

    /// Types up to the end of a list.
    fn list(&mut self, end: &str) -> Option<Vec<Type<String>>> {
        let mut list = Vec::new();
        while !self.eat(end) {
            if !list.is_empty() {
                self.expect(",")?;
                // The comma in `(T,)`.
                if self.eat(end) {
                    break;
                }
                self.expect(" ")?;
            }
            list.push(self.ty()?);
        }
        Some(list)
    }

    fn bounds(&mut self) -> Option<Vec<TraitRef<String>>> {
        let mut bounds = vec![self.bound()?];
        while self.eat(" + ") {
            bounds.push(self.bound()?);
        }
        Some(bounds)
    }

    fn bound(&mut self) -> Option<TraitRef<String>> {
        let mut bound = TraitRef {
            path: self.path()?,
            arguments: Vec::new(),
            bindings: Vec::new(),
            call: None,
        };
        if self.eat("(") {
            let inputs = self.list(")")?;
            let output = if self.eat(" -> ") {
                Some(Box::new(self.ty()?))
            } else {
                None
            };
            bound.call = Some((inputs, output));
        } else if self.eat("<") {
            let mut is_first = true;
            while !self.eat(">") {
                if !is_first {
                    self.expect(", ")?;
                }
                is_first = false;
                match self.binding() {
                    Some(name) => bound.bindings.push((name, self.ty()?)),
                    None => bound.arguments.push(self.ty()?),
                }
            }
        }
        Some(bound)
    }

    /// The name in `Name = T`.
    fn binding(&mut self) -> Option<String> {
        let mut ahead = Parser(self.0);
        let name = ahead.word()?;
        ahead.expect(" = ")?;
        self.0 = ahead.0;
        Some(name.to_owned())
    }
}

/// Splits ` [a] [b c="d"]` off the end. Brackets in quotes do not count.
fn marks(text: &str) -> (&str, Vec<&str>) {
    for (start, _) in text.match_indices(" [") {
        let (before, after) = text.split_at(start);
        if let Some(marks) = read_marks(after) {
            return (before, marks);
        }
    }
    (text, Vec::new())
}

/// Whether this version writes the mark. A mark of an older version, such as `const`, is part of the text.
fn is_known(mark: &str) -> bool {
    let name = mark.split([' ', '=']).next().unwrap_or(mark);
    match name {
        "deprecated" | "feature" => true,
        _ => MARKS.contains(&mark),
    }
}

/// The marks, if the text consists of nothing else.
fn read_marks(text: &str) -> Option<Vec<&str>> {
    let mut marks = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        rest = rest.strip_prefix(" [")?;
        let (mut end, mut quoted, mut escaped) = (None, false, false);
        for (index, c) in rest.char_indices() {
            match c {
                _ if escaped => escaped = false,
                '\\' if quoted => escaped = true,
                '"' => quoted = !quoted,
                ']' if !quoted => {
                    end = Some(index);
                    break;
                }
                _ => {}
            }
        }
        let (mark, after) = rest.split_at(end?);
        if !is_known(mark) {
            return None;
        }
        marks.push(mark);
        rest = after.strip_prefix(']')?;
    }
    Some(marks)
}
