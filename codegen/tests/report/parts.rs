//! Parts of changes.

use clientwright_codegen::audit::report::{
    Bump, Change, Class, Direction, Elements, Lifecycle, Location, Locations, Origin, Policy, Rust,
    RustItem, RustSeverity, Wire, WireSeverity,
};
use clientwright_codegen::surface::Item;

/// A string with markup, workflow commands, mentions, and characters that change the reading direction.
pub const HOSTILE: &str = "<script>alert(1)</script> `x` ``` | ]]> **b** [l](javascript:1) @team #1\n::error::x \u{202e}\u{7} --> \" ' & %0A";

pub fn change(class: Class, subject: &str, rule: &str, message: &str) -> Change {
    // Any id that is unique will do.
    let mut number: u64 = 14_695_981_039_346_656_037;
    for byte in subject.bytes().chain(rule.bytes()) {
        number = (number ^ u64::from(byte)).wrapping_mul(1_099_511_628_211);
    }
    Change {
        id: format!("{number:016x}").chars().take(10).collect(),
        rule: rule.to_owned(),
        also: Vec::new(),
        class,
        policy: Policy::None,
        bump: Bump::None,
        subject: subject.to_owned(),
        kind: "field".to_owned(),
        direction: Direction::None,
        wire: Wire::default(),
        rust: Rust::default(),
        origin: Origin::Spec,
        affected_operations: Vec::new(),
        affected_by_errors: Vec::new(),
        location: Locations::default(),
        lifecycle: None,
        approval: None,
        message: message.to_owned(),
        remarks: Vec::new(),
        migration: String::new(),
        members: Vec::new(),
        elements: Elements::default(),
    }
}

pub fn wire(severity: WireSeverity, old: Option<&str>, new: Option<&str>) -> Wire {
    Wire {
        severity,
        old: old.map(str::to_owned),
        new: new.map(str::to_owned),
        ..Wire::default()
    }
}

pub fn rust(severity: RustSeverity, items: Vec<RustItem>) -> Rust {
    Rust { severity, items }
}

/// An item, by its lines in a listing.
pub fn item(old: Option<&str>, new: Option<&str>) -> RustItem {
    let parse = |line: &str| Item::parse(line).expect(line);
    match (old.map(parse), new.map(parse)) {
        (None, new) => RustItem::Added(new.expect("a line")),
        (Some(old), None) => RustItem::Removed(old),
        (Some(old), Some(new)) => RustItem::Changed {
            old: Box::new(old),
            new: Box::new(new),
        },
    }
}

pub fn place(file: &str, line: usize) -> Option<Location> {
    Some(Location {
        file: file.to_owned(),
        line,
        column: 7,
    })
}

pub fn ids(ids: &[&str]) -> Vec<String> {
    ids.iter().map(|id| (*id).to_owned()).collect()
}

pub fn lifecycle(since: &str, eol: Option<&str>, replacement: Option<&str>) -> Option<Lifecycle> {
    Some(Lifecycle {
        since: Some(since.parse().expect(since)),
        eol: eol.map(|day| day.parse().expect(day)),
        replacement: replacement.map(str::to_owned),
    })
}
