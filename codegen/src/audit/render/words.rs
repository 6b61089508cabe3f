//! What the reports say of a change, in the words and the order that all formats share.

use crate::audit::report::{
    Approval, Bump, Cause, Change, Class, Direction, Lifecycle, Location, Report, Revision,
    RustSeverity, Verdict, WireSeverity,
};
use jiff::Unit;
use jiff::civil::Date;

/// Changes that are shown together.
pub(super) struct Section<'a> {
    /// Its heading.
    pub(super) title: &'static str,
    /// What class its changes are of.
    pub(super) class: Class,
    /// Whether its changes keep all from going in.
    pub(super) blocks: bool,
    /// The changes, as the report orders them.
    pub(super) changes: Vec<&'a Change>,
}

/// Headings by class: of what blocks, and of what does not.
const TITLES: &[(Class, &str, &str)] = &[
    (
        Class::PolicyError,
        "Against the policy",
        "Against the policy, approved",
    ),
    (
        Class::Silent,
        "Compiles, behaves differently: needs approval",
        "Compiles, behaves differently: allowed",
    ),
    (
        Class::Breaking,
        "Breaking: needs approval",
        "Breaking: allowed",
    ),
    (
        Class::Deprecation,
        "Deprecations against the policy",
        "Deprecations",
    ),
    (Class::Additive, "Additions against the policy", "Added"),
    (Class::Docs, "Docs against the policy", "Docs only"),
];

/// The sections that hold a change: what is urgent first, and of that what blocks.
pub(super) fn sections(report: &Report) -> Vec<Section<'_>> {
    let halves = TITLES.iter().flat_map(|(class, blocked, allowed)| {
        [(*class, true, *blocked), (*class, false, *allowed)]
    });
    let sections = halves.map(|(class, blocks, title)| {
        let belongs = |change: &&Change| change.class == class && change.blocks() == blocks;
        let changes = report.changes.iter().filter(belongs).collect();
        Section {
            title,
            class,
            blocks,
            changes,
        }
    });
    sections
        .filter(|section| !section.changes.is_empty())
        .collect()
}

/// What a class is called beside a number.
pub(super) fn class(class: Class) -> &'static str {
    match class {
        Class::PolicyError => "against the policy",
        Class::Silent => "silent",
        Class::Breaking => "breaking",
        Class::Deprecation => "deprecation",
        Class::Additive => "added",
        Class::Docs => "docs",
    }
}

/// The name of a class where a machine reads it, as in the JSON form.
pub(super) fn class_key(class: Class) -> &'static str {
    match class {
        Class::PolicyError => "policy-error",
        Class::Silent => "silent",
        Class::Breaking => "breaking",
        Class::Deprecation => "deprecation",
        Class::Additive => "additive",
        Class::Docs => "docs",
    }
}

/// A sign for a change: whether it blocks, else what it is.
pub(super) fn sign(change: &Change) -> &'static str {
    match change.class {
        _ if change.blocks() => "❌",
        Class::PolicyError | Class::Silent | Class::Breaking => "✅",
        Class::Deprecation => "⚠️",
        Class::Additive => "➕",
        Class::Docs => "📝",
    }
}

/// The same without pictures, for where the font may have none.
pub(super) fn plain_sign(change: &Change) -> char {
    match change.class {
        _ if change.blocks() => '✗',
        Class::PolicyError | Class::Silent | Class::Breaking => '✓',
        Class::Deprecation => '!',
        Class::Additive => '+',
        Class::Docs => '·',
    }
}

/// What a change means on the wire.
pub(super) fn wire(severity: WireSeverity) -> &'static str {
    match severity {
        WireSeverity::None => "no effect",
        WireSeverity::Docs => "docs",
        WireSeverity::Lifecycle => "lifecycle",
        WireSeverity::Compatible => "compatible",
        WireSeverity::Risky => "risky",
        WireSeverity::Breaking => "breaking",
    }
}

/// What a change means for source.
pub(super) fn rust(severity: RustSeverity) -> &'static str {
    match severity {
        RustSeverity::None => "no effect",
        RustSeverity::Docs => "docs",
        RustSeverity::Minor => "minor",
        RustSeverity::Warning => "warning",
        RustSeverity::Silent => "silent",
        RustSeverity::Major => "major",
    }
}

/// A step of the version.
pub(super) fn step(bump: Bump) -> &'static str {
    match bump {
        Bump::None => "no step",
        Bump::Patch => "patch step",
        Bump::Minor => "minor step",
        Bump::Major => "major step",
    }
}

/// Which way data travels; none, where none does.
pub(super) fn direction(direction: Direction) -> Option<&'static str> {
    match direction {
        Direction::None => None,
        Direction::Request => Some("request"),
        Direction::Response => Some("response"),
        Direction::Both => Some("request and response"),
    }
}

/// A number of things.
pub(super) fn count(number: usize, thing: &str) -> String {
    format!("{number} {thing}{}", if number == 1 { "" } else { "s" })
}

/// A text that starts a sentence.
pub(super) fn capitalised(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or(String::new(), |first| {
        first.to_uppercase().chain(chars).collect()
    })
}

fn against(breaches: usize) -> String {
    format!("{} against the policy", count(breaches, "change"))
}

/// The verdict in a few words.
pub(super) fn verdict(report: &Report) -> String {
    let blocking: Vec<_> = report
        .changes
        .iter()
        .filter(|change| change.blocks())
        .collect();
    let breaches = blocking
        .iter()
        .filter(|it| it.class == Class::PolicyError)
        .count();
    match (report.verdict, breaches, blocking.len() - breaches) {
        (Verdict::Unclassified, ..) => "something differs that no rule claims".to_owned(),
        (Verdict::Pass, ..) if report.changes.is_empty() => "nothing changed".to_owned(),
        (Verdict::Pass, ..) => "nothing stands against it".to_owned(),
        (Verdict::Violation, 0, 0) if !report.version.sufficient => {
            "the version is too low".to_owned()
        }
        (Verdict::Violation, 0, 0) => "a policy is violated".to_owned(),
        (Verdict::Violation, 0, 1) => "1 change needs approval".to_owned(),
        (Verdict::Violation, 0, open) => format!("{open} changes need approval"),
        (Verdict::Violation, breaches, 0) => against(breaches),
        (Verdict::Violation, breaches, 1) => format!("{}, 1 needs approval", against(breaches)),
        (Verdict::Violation, breaches, open) => {
            format!("{}, {open} need approval", against(breaches))
        }
    }
}

/// What is said about the version.
pub(super) struct Version<'a> {
    /// Words before the number.
    pub(super) lead: &'static str,
    /// The number.
    pub(super) number: &'a str,
    /// Words behind it.
    pub(super) rest: String,
}

/// Which version the changes need.
pub(super) fn version(report: &Report) -> Version<'_> {
    let version = &report.version;
    if version.sufficient {
        let rest = match report.required_bump {
            Bump::None => "is enough, no new one is needed".to_owned(),
            least => format!(
                "is enough, {} or later is needed ({})",
                version.required,
                step(least)
            ),
        };
        Version {
            lead: "version",
            number: &version.head,
            rest,
        }
    } else {
        let rest = format!("({}; is {})", step(report.required_bump), version.head);
        Version {
            lead: "next version must be",
            number: &version.required,
            rest,
        }
    }
}

/// What made the changes.
pub(super) fn causes(report: &Report) -> String {
    let of = |cause| {
        report
            .changes
            .iter()
            .filter(|change| change.cause == cause)
            .count()
    };
    let (generator, runtime) = (of(Cause::Generator), of(Cause::Runtime));
    match (of(Cause::Spec), generator, runtime) {
        (0, 0, 0) => "spec, generator and runtime unchanged".to_owned(),
        (_, 0, 0) => "all from the spec, generator unchanged".to_owned(),
        (spec, ..) => format!(
            "{spec} from the spec, {generator} from the generator, {runtime} from the runtime"
        ),
    }
}

/// The Rust items of all changes.
pub(super) fn rust_items(report: &Report) -> usize {
    report
        .changes
        .iter()
        .map(|change| change.rust.items.len())
        .sum()
}

/// The operations of a change: some to name, and how many there are besides.
pub(super) fn operations(change: &Change, named: usize) -> (&[String], usize) {
    let (first, rest) = change
        .affected_operations
        .split_at(named.min(change.affected_operations.len()));
    (first, rest.len())
}

/// The places of a change, old and new; once, where both are the same line.
pub(super) fn places(change: &Change) -> Vec<String> {
    let text = |place: &Location| format!("{}:{}", place.file, place.line);
    let (base, head) = (&change.location.base, &change.location.head);
    let mut places: Vec<_> = base.iter().chain(head).map(text).collect();
    places.dedup();
    places
}

/// A deprecation in a sentence's parts: since when, until when and how far that is, and what to use.
pub(super) fn lifecycle(lifecycle: &Lifecycle, as_of: Date) -> Vec<String> {
    let days = lifecycle
        .eol
        .as_ref()
        .and_then(|eol| days_until(as_of, eol));
    parts(lifecycle, days.map(left))
}

/// The same without the distance, for what is read on another day.
pub(super) fn lifecycle_dates(lifecycle: &Lifecycle) -> Vec<String> {
    parts(lifecycle, None)
}

fn parts(lifecycle: &Lifecycle, distance: Option<String>) -> Vec<String> {
    let since = lifecycle
        .since
        .as_ref()
        .map(|since| format!("deprecated since {since}"));
    let distance = distance.map_or(String::new(), |distance| format!(" ({distance})"));
    let eol = lifecycle
        .eol
        .as_ref()
        .map(|eol| format!("end of life {eol}{distance}"));
    let replacement = lifecycle.replacement.as_ref().map(|it| format!("use {it}"));
    since.into_iter().chain(eol).chain(replacement).collect()
}

/// A number of days until a day, in words.
pub(super) fn left(days: i64) -> String {
    match days {
        0 => "today".to_owned(),
        1 => "tomorrow".to_owned(),
        -1 => "yesterday".to_owned(),
        2.. => format!("in {days} days"),
        _ => format!("{} days ago", days.unsigned_abs()),
    }
}

/// Days from one day to another, written `YYYY-MM-DD`; none when it is no date.
pub(super) fn days_until(from: Date, to: &str) -> Option<i64> {
    days_between(from, to.parse().ok()?)
}

/// Days from one day to another.
pub(super) fn days_between(from: Date, to: Date) -> Option<i64> {
    let span = from.until((Unit::Day, to)).ok()?;
    Some(i64::from(span.get_days()))
}

/// The command that approves a change.
pub(super) fn approve(change: &Change) -> String {
    format!(
        "cargo xtask diff --approve {} --reason \"…\" --owner @you --expires YYYY-MM-DD",
        change.id
    )
}

/// Whether all may go in.
pub(super) fn passes(report: &Report) -> bool {
    report.verdict == Verdict::Pass
}

/// Whether an approval would let a change pass. What no rule claims cannot be approved.
pub(super) fn approvable(report: &Report, change: &Change) -> bool {
    change.blocks() && report.verdict != Verdict::Unclassified
}

/// A state by its name, with the start of its commit.
pub(super) fn revision(revision: &Revision) -> String {
    let name = &revision.name;
    match &revision.sha {
        Some(sha) => format!("{name}@{}", sha.chars().take(7).collect::<String>()),
        None => name.clone(),
    }
}

/// Where an approval was discussed and until when it counts.
pub(super) fn approval_details(approval: &Approval) -> String {
    let expires = approval
        .expires
        .as_ref()
        .map(|day| format!("expires {day}"));
    let parts: Vec<_> = approval.issue.iter().cloned().chain(expires).collect();
    parts.join(", ")
}
