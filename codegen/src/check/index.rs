//! The types of a spec by name, with aliases followed.

use super::rings;
use crate::diag::{Code, Report, did_you_mean, suggest};
use crate::ir::{ResourceId, Ty, TypeId};
use crate::source::Span;
use crate::spec::{self, Field, Scalar, Spec, TypeDef, TypeExpr, ValueDef};
use crate::yaml::Key;
use std::collections::BTreeMap;

/// A declaration of a type.
#[derive(Debug, Clone, Copy)]
pub(super) struct Declared<'a> {
    pub key: &'a Key,
    pub def: &'a TypeDef,
    pub owner: Option<ResourceId>,
}

/// All declarations, those of `types/` first; a [`TypeId`] is a position.
#[derive(Debug)]
pub(super) struct Index<'a> {
    pub declared: Vec<Declared<'a>>,
    by_name: BTreeMap<&'a str, TypeId>,
    /// What each alias means; nothing for other types, and for aliases that mean no type.
    aliases: Vec<Option<Ty>>,
    members: Vec<Members<'a>>,
}

/// The members of a declaration by name, so that finding one does not take longer the more there are.
#[derive(Debug, Default)]
pub(super) struct Members<'a> {
    /// The fields of a model.
    pub fields: BTreeMap<&'a str, &'a (Key, Field)>,
    /// The names of those that a returned value always has.
    pub required: Vec<&'a str>,
    /// The values of an enum.
    pub values: BTreeMap<&'a str, &'a ValueDef>,
}

impl<'a> Index<'a> {
    /// Collects the declarations; reports names that are declared twice, and aliases that lead nowhere.
    pub(super) fn build(spec: &'a Spec, report: &mut Report) -> Self {
        let mut index = Self {
            declared: Vec::new(),
            by_name: BTreeMap::new(),
            aliases: Vec::new(),
            members: Vec::new(),
        };
        for (key, def) in spec.types.iter().flat_map(|(_, _, file)| &file.types) {
            index.declare(
                Declared {
                    key,
                    def,
                    owner: None,
                },
                report,
            );
        }
        for (position, (_, _, file)) in spec.resources.iter().enumerate() {
            for (key, def) in &file.types {
                index.declare(
                    Declared {
                        key,
                        def,
                        owner: Some(ResourceId(position)),
                    },
                    report,
                );
            }
        }
        index.follow_aliases(report);
        index
    }

    fn declare(&mut self, declared: Declared<'a>, report: &mut Report) {
        let key = declared.key;
        let name = key.text.as_str();
        if let Some(first) = self.by_name.get(name) {
            report.error_between(
                Code::DuplicateType,
                key.span,
                format!("the type `{name}` is defined twice"),
                (self.declared[first.0].key.span, "first here"),
                "types are known in the whole spec; remove one of the two, or rename it",
            );
            return;
        }
        self.by_name.insert(name, TypeId(self.declared.len()));
        self.declared.push(declared);
        self.members.push(Members::of(declared.def));
    }

    /// Finds what each alias means. One in a ring means nothing, so that nobody else can run in circles.
    fn follow_aliases(&mut self, report: &mut Report) {
        let meanings = self
            .declared
            .iter()
            .map(|it| self.ty(it.def.alias()?, report));
        let mut aliases: Vec<_> = meanings.collect();
        let edges: Vec<Vec<_>> = aliases
            .iter()
            .map(|it| it.iter().filter_map(Ty::named).map(|id| id.0).collect())
            .collect();
        let components = rings::components(&edges);
        for (position, targets) in edges.iter().enumerate() {
            if targets
                .iter()
                .any(|target| components[*target] == components[position])
            {
                aliases[position] = None;
                let key = self.declared[position].key;
                report.error(
                    Code::InfiniteType,
                    key.span,
                    format!("`{}` is another name for itself", key.text),
                    "let one of the names in the ring mean a real type",
                );
            }
        }
        self.aliases = aliases;
    }

    /// The type that a name means.
    pub(super) fn named(&self, name: &str, span: Span, report: &mut Report) -> Option<TypeId> {
        let found = self.by_name.get(name).copied();
        if found.is_none() {
            let message = format!("the type `{name}` is not defined");
            let near = did_you_mean(name, self.by_name.keys().copied());
            match near.and_then(|near| self.by_name.get(near)) {
                Some(near) => {
                    let near = self.declared[near.0].key;
                    report.error_between(
                        Code::UndefinedType,
                        span,
                        message,
                        (near.span, "this one is defined"),
                        format!("did you mean `{}`?", near.text),
                    );
                }
                None => report.error(Code::UndefinedType, span, message, self.instead(name)),
            }
        }
        found
    }

    /// What to write instead of a name that is like none that is defined.
    fn instead(&self, name: &str) -> String {
        let defined = self.by_name.keys().copied();
        match spec::type_word(name) {
            Some(help) => help.to_owned(),
            None => suggest(name, Scalar::WORDS.iter().copied().chain(defined)),
        }
    }

    /// The type that an expression means.
    pub(super) fn ty(&self, expr: &TypeExpr, report: &mut Report) -> Option<Ty> {
        Some(match expr {
            TypeExpr::Scalar(scalar) => Ty::Scalar(*scalar),
            TypeExpr::Name(name, span) => Ty::Named(self.named(name, *span, report)?),
            TypeExpr::List(item) => Ty::List(Box::new(self.ty(item, report)?)),
            TypeExpr::Map(value) => Ty::Map(Box::new(self.ty(value, report)?)),
        })
    }

    /// As [`Self::ty`], where what is not defined is reported by another rule.
    pub(super) fn known(&self, expr: &TypeExpr) -> Option<Ty> {
        Some(match expr {
            TypeExpr::Scalar(scalar) => Ty::Scalar(*scalar),
            TypeExpr::Name(name, _) => Ty::Named(*self.by_name.get(name.as_str())?),
            TypeExpr::List(item) => Ty::List(Box::new(self.known(item)?)),
            TypeExpr::Map(value) => Ty::Map(Box::new(self.known(value)?)),
        })
    }

    /// The declaration behind an id, and its members.
    pub(super) fn declared(&self, id: TypeId) -> (Declared<'a>, &Members<'a>) {
        (self.declared[id.0], &self.members[id.0])
    }

    /// What an alias means; nothing, when it means no type.
    pub(super) fn alias(&self, id: TypeId) -> Option<&Ty> {
        self.aliases[id.0].as_ref()
    }

    /// The type behind a use, with aliases followed.
    pub(super) fn resolved<'t>(&'t self, mut ty: &'t Ty) -> &'t Ty {
        while let Ty::Named(id) = ty
            && let Some(meaning) = self.alias(*id)
        {
            ty = meaning;
        }
        ty
    }

    /// As [`Self::resolved`], inside of lists and maps too.
    pub(super) fn deep(&self, ty: &Ty) -> Ty {
        ty.deep(&|ty| self.resolved(ty))
    }

    /// The scalar behind a type, when it is one under whatever names.
    pub(super) fn scalar(&self, ty: &Ty) -> Option<Scalar> {
        match self.resolved(ty) {
            Ty::Scalar(scalar) => Some(*scalar),
            Ty::Named(id) => match self.declared[id.0].def.id.as_ref()? {
                TypeExpr::Scalar(scalar) => Some(*scalar),
                _ => None,
            },
            Ty::List(_) | Ty::Map(_) => None,
        }
    }
}

impl<'a> Members<'a> {
    fn of(def: &'a TypeDef) -> Self {
        let fields = || def.fields.iter().flatten();
        Self {
            fields: fields()
                .map(|entry| (entry.0.text.as_str(), entry))
                .collect(),
            required: fields()
                .filter(|(_, field)| field.required && !field.write_only)
                .map(|(key, _)| key.text.as_str())
                .collect(),
            values: def
                .values
                .iter()
                .flat_map(|values| &values.0)
                .map(|(key, value)| (key.text.as_str(), value))
                .collect(),
        }
    }
}

/// Whether a type expression could mean a name; reports it when none could.
pub(super) fn referable(key: &Key, report: &mut Report) -> bool {
    let name = key.text.as_str();
    let (message, help) = if Scalar::from_word(name).is_some() {
        (
            format!(
                "`{name}` is a type that the format knows, so a definition of it is never used"
            ),
            "give it another name",
        )
    } else if !TypeExpr::is_name(name) {
        (
            format!("`{name}` is not a name that a type can be referred to by"),
            "name it with ASCII letters, digits and `_`, beginning with a letter, such as `BlockedSender`",
        )
    } else {
        return true;
    };
    report.error(Code::UnusableTypeName, key.span, message, help);
    false
}
