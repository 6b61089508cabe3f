//! What an API is about to lose: every deprecation with its days left and the operations that still lead to it.

use super::facts::Facts;
use super::reach::Reach;
use super::report::{Change, Location};
use super::subject::Subject;
use crate::ir::{
    Api, Content, Deprecation, Field, Operation, ParameterLocation, Resource, Type, TypeKind,
};
use crate::source::{Sources, Span};
use jiff::Unit;
use jiff::civil::Date;
use serde::{Serialize, Serializer};
use std::collections::{BTreeMap, BTreeSet};

/// Name and version of the JSON form. A field may be added under the same name; none is changed or removed.
pub const SCHEMA: &str = "deprecations/1";

/// All deprecations of an API.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct DeprecationReport {
    /// Always [`SCHEMA`].
    pub schema: &'static str,
    /// The day that ends of life were compared with.
    #[serde(serialize_with = "date")]
    pub as_of: Date,
    /// The deprecations: by end of life, those without one last, then by subject.
    pub entries: Vec<DeprecationEntry>,
}

/// Something that is deprecated.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct DeprecationEntry {
    /// Its stable path, such as `Zone.paused`. What several operations share has that of the first.
    pub subject: String,
    /// Stable paths of what shares its declaration: the fields of bodies that take those of a model, the parameters of
    /// other operations.
    pub also: Vec<String>,
    /// What kind of thing it is, in words.
    pub kind: String,
    /// First day on which it was deprecated.
    #[serde(serialize_with = "some_date")]
    pub since: Option<Date>,
    /// Day from which it may be gone.
    #[serde(serialize_with = "some_date")]
    pub end_of_life: Option<Date>,
    /// Days until then; negative, when that day has passed.
    pub days: Option<i64>,
    /// What to use instead, as the spec names it.
    pub replacement: Option<String>,
    /// More on how to move.
    pub note: Option<String>,
    /// Ids of the operations that lead to it, sorted.
    pub used_by: Vec<String>,
    /// Where it is declared.
    pub location: Location,
}

/// All deprecations of an API, as they stand on a day. The sources are those that the API was read from.
pub fn collect(api: &Api, sources: &Sources, as_of: Date) -> DeprecationReport {
    let facts = Facts::of(api);
    let mut collector = Collector {
        sources,
        as_of,
        reach: Reach::of(&facts),
        facts,
        found: BTreeMap::new(),
    };
    for ty in &api.types {
        collector.add_type(ty);
    }
    for resource in &api.resources {
        for operation in &resource.operations {
            collector.add_operation(resource, operation);
        }
    }
    let mut entries: Vec<_> = collector.found.into_values().collect();
    entries.sort_by(|a, b| {
        let key = |it: &DeprecationEntry| (it.end_of_life.is_none(), it.end_of_life);
        key(a).cmp(&key(b)).then_with(|| a.subject.cmp(&b.subject))
    });
    DeprecationReport {
        schema: SCHEMA,
        as_of,
        entries,
    }
}

impl DeprecationReport {
    /// Leaves, of the changes that are ends of life which have passed, one for each declaration, as it is listed here: a
    /// body has those of the model whose fields it takes.
    pub fn name_each_once(&self, changes: &mut Vec<Change>) {
        let entry_of = |subject: &str| {
            let mut entries = self.entries.iter();
            entries.position(|entry| {
                entry.subject == subject || entry.also.iter().any(|other| other == subject)
            })
        };
        let mut seen = BTreeSet::new();
        changes.retain(|change| {
            let entry = change.is_of_the_day().then(|| entry_of(&change.subject));
            entry.flatten().is_none_or(|entry| seen.insert(entry))
        });
    }
}

struct Collector<'a> {
    sources: &'a Sources,
    as_of: Date,
    facts: Facts,
    reach: Reach,
    /// By the deprecation's place and the last step: what is declared once and used by many is one entry.
    found: BTreeMap<(Span, String), DeprecationEntry>,
}

impl Collector<'_> {
    fn add_type(&mut self, ty: &Type) {
        let subject = Subject::named_type(&ty.name);
        self.add_part(&subject, kind(&ty.kind), ty.deprecated.as_ref(), ty.span);
        match &ty.kind {
            TypeKind::Model(model) => {
                for field in &model.fields {
                    let subject = subject.child(&field.wire);
                    self.add_part(&subject, "field", field.deprecated.as_ref(), field.span);
                }
            }
            TypeKind::StringEnum(values) | TypeKind::IntEnum(values) => {
                for value in values {
                    let subject = subject.child(&value.wire);
                    self.add_part(&subject, "value", value.deprecated.as_ref(), value.span);
                }
            }
            TypeKind::Id(_)
            | TypeKind::TaggedUnion { .. }
            | TypeKind::Union(_)
            | TypeKind::Alias(_) => {}
        }
    }

    /// A type, or what stands in one.
    fn add_part(
        &mut self,
        subject: &Subject,
        kind: &str,
        deprecated: Option<&Deprecation>,
        span: Span,
    ) {
        let element = self.facts.get(subject);
        let (sending, receiving) = element
            .map(|element| self.reach.of_type(subject, element))
            .unwrap_or_default();
        let users = sending.union(&receiving).cloned().collect();
        self.add(subject, kind, deprecated, span, &users);
    }

    fn add_operation(&mut self, resource: &Resource, operation: &Operation) {
        let users = BTreeSet::from([operation.id.clone()]);
        let subject = Subject::resource(&resource.id).child(&operation.name);
        self.add(
            &subject,
            "operation",
            operation.deprecated.as_ref(),
            operation.span,
            &users,
        );
        let placeholders = operation
            .path_parameters
            .iter()
            .map(|field| (ParameterLocation::Path, field));
        let parameters = operation
            .parameters
            .iter()
            .map(|it| (it.location, &it.field));
        for (location, field) in placeholders.chain(parameters) {
            let kind = format!("{} parameter", location.word());
            self.add_field(&subject.child(location.word()), &kind, field, &users);
        }
        if let Some(Content::Fields { fields, .. }) = operation.body.as_ref().map(|it| &it.content)
        {
            for field in fields {
                self.add_field(&subject.child("body"), "body field", field, &users);
            }
        }
    }

    fn add_field(&mut self, owner: &Subject, kind: &str, field: &Field, users: &BTreeSet<String>) {
        let subject = owner.child(&field.wire);
        self.add(&subject, kind, field.deprecated.as_ref(), field.span, users);
    }

    fn add(
        &mut self,
        subject: &Subject,
        kind: &str,
        deprecated: Option<&Deprecation>,
        span: Span,
        users: &BTreeSet<String>,
    ) {
        let Some(deprecated) = deprecated else { return };
        let (line, column) = self.sources.line_column(span);
        let file = self.sources.display_path(span.file);
        let as_of = self.as_of;
        // A body has the deprecations of the model whose fields it takes.
        let key = (deprecated.span, subject.name().to_owned());
        let entry = self.found.entry(key).or_insert_with(|| DeprecationEntry {
            subject: subject.to_string(),
            also: Vec::new(),
            kind: kind.to_owned(),
            since: deprecated.since,
            end_of_life: deprecated.end_of_life,
            days: deprecated
                .end_of_life
                .and_then(|day| days_between(as_of, day)),
            replacement: deprecated.replacement.clone(),
            note: deprecated.note.clone(),
            used_by: Vec::new(),
            location: Location { file, line, column },
        });
        let subject = subject.to_string();
        if subject != entry.subject {
            entry.also.push(subject);
        }
        let both: BTreeSet<_> = entry
            .used_by
            .drain(..)
            .chain(users.iter().cloned())
            .collect();
        entry.used_by = both.into_iter().collect();
    }
}

/// What a type is, in words.
fn kind(kind: &TypeKind) -> &'static str {
    match kind {
        TypeKind::Model(_) => "model",
        TypeKind::StringEnum(_) => "string enum",
        TypeKind::IntEnum(_) => "integer enum",
        TypeKind::Id(_) => "identifier",
        TypeKind::TaggedUnion { .. } => "tagged union",
        TypeKind::Union(_) => "untagged union",
        TypeKind::Alias(_) => "alias",
    }
}

fn days_between(from: Date, to: Date) -> Option<i64> {
    let span = from.until((Unit::Day, to)).ok()?;
    Some(i64::from(span.get_days()))
}

fn date<S: Serializer>(date: &Date, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(date)
}

fn some_date<S: Serializer>(date: &Option<Date>, serializer: S) -> Result<S::Ok, S::Error> {
    match date {
        Some(date) => serializer.collect_str(date),
        None => serializer.serialize_none(),
    }
}
