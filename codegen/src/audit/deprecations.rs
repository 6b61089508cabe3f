//! What an API is about to lose: every deprecation with its days left and the operations that still lead to it.

use super::report::Location;
use super::subject::Subject;
use crate::ir::{
    Api, Content, Deprecation, Field, Operation, Place, Resource, Ty, Type, TypeId, TypeKind,
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
    let mut collector = Collector {
        sources,
        as_of,
        found: BTreeMap::new(),
    };
    let users = users(api);
    for (index, ty) in api.types.iter().enumerate() {
        let users = users.get(&TypeId(index)).cloned().unwrap_or_default();
        collector.add_type(ty, &users);
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

struct Collector<'a> {
    sources: &'a Sources,
    as_of: Date,
    /// By the deprecation's place and the last step: what is declared once and used by many is one entry.
    found: BTreeMap<(Span, String), DeprecationEntry>,
}

impl Collector<'_> {
    fn add_type(&mut self, ty: &Type, users: &BTreeSet<String>) {
        let subject = Subject::named_type(&ty.name);
        self.add(
            &subject,
            kind(&ty.kind),
            ty.deprecated.as_ref(),
            ty.span,
            users,
        );
        match &ty.kind {
            TypeKind::Model(model) => {
                for field in &model.fields {
                    self.add_field(&subject, "field", field, users);
                }
            }
            TypeKind::StringEnum(values) | TypeKind::IntEnum(values) => {
                for value in values {
                    let subject = subject.child(&value.wire);
                    self.add(
                        &subject,
                        "value",
                        value.deprecated.as_ref(),
                        value.span,
                        users,
                    );
                }
            }
            TypeKind::Id(_)
            | TypeKind::TaggedUnion { .. }
            | TypeKind::Union(_)
            | TypeKind::Alias(_) => {}
        }
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
            .map(|field| (Place::Path, field));
        let parameters = operation.parameters.iter().map(|it| (it.place, &it.field));
        for (place, field) in placeholders.chain(parameters) {
            let kind = format!("{} parameter", place.word());
            self.add_field(&subject.child(place.word()), &kind, field, &users);
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

/// The operations that lead to each type, directly or through other types.
fn users(api: &Api) -> BTreeMap<TypeId, BTreeSet<String>> {
    let mut users: BTreeMap<TypeId, BTreeSet<String>> = BTreeMap::new();
    for operation in api
        .resources
        .iter()
        .flat_map(|resource| &resource.operations)
    {
        let mut waiting = named_by(operation);
        let mut seen = BTreeSet::new();
        while let Some(id) = waiting.pop() {
            if seen.insert(id) {
                users.entry(id).or_default().insert(operation.id.clone());
                waiting.extend(inside(&api.ty(id).kind));
            }
        }
    }
    users
}

/// The types that an operation names.
fn named_by(operation: &Operation) -> Vec<TypeId> {
    let mut ids = Vec::new();
    let parameters = operation
        .parameters
        .iter()
        .map(|parameter| &parameter.field);
    for field in operation.path_parameters.iter().chain(parameters) {
        ids.extend(target(&field.ty));
    }
    match operation.body.as_ref().map(|body| &body.content) {
        Some(Content::Fields { of, fields }) => {
            ids.extend(of);
            ids.extend(fields.iter().filter_map(|field| target(&field.ty)));
        }
        Some(Content::Whole(ty)) => ids.extend(target(ty)),
        None => {}
    }
    let returned = operation.responses.iter().map(|response| &response.ty);
    let failed = operation.errors.iter().map(|error| &error.ty);
    let returned = returned.chain(failed).flatten();
    ids.extend(returned.filter_map(target));
    ids
}

/// The types that a type names.
fn inside(kind: &TypeKind) -> Vec<TypeId> {
    match kind {
        TypeKind::Model(model) => {
            let fields = model.fields.iter().map(|field| &field.ty);
            fields.chain(&model.rest).filter_map(target).collect()
        }
        TypeKind::TaggedUnion { variants, .. } | TypeKind::Union(variants) => {
            let variants = variants.iter().map(|variant| &variant.ty);
            variants.filter_map(target).collect()
        }
        TypeKind::Alias(ty) => target(ty).into_iter().collect(),
        TypeKind::StringEnum(_) | TypeKind::IntEnum(_) | TypeKind::Id(_) => Vec::new(),
    }
}

/// The type that a use names, in lists and maps too.
fn target(mut ty: &Ty) -> Option<TypeId> {
    loop {
        match ty {
            Ty::Scalar(_) => return None,
            Ty::Named(id) => return Some(*id),
            Ty::List(inner) | Ty::Map(inner) => ty = inner,
        }
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
