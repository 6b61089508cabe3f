//! Index of the types of a spec, with resolved aliases.

use super::selection::Selection;
use super::{cycles, given_constraints};
use crate::diag::{Code, Report, did_you_mean, suggest};
use crate::ir::{Allowed, Constraints, ResourceId, Ty, TypeId};
use crate::source::Span;
use crate::spec::decode::Spanned;
use crate::spec::{self, EnumValue, Scalar, Spec, TypeDef, TypeExpr};
use crate::yaml::Key;
use serde_json::Value as Json;
use std::collections::BTreeMap;

/// A type as declared in the spec.
#[derive(Debug, Clone, Copy)]
pub(super) struct Declared<'a> {
    pub key: &'a Key,
    pub def: &'a TypeDef,
    pub owner: Option<ResourceId>,
}

/// All types, those of `types/` first. A [`TypeId`] is a position.
#[derive(Debug)]
pub(super) struct Index<'a> {
    pub declared: Vec<Declared<'a>>,
    by_name: BTreeMap<&'a str, TypeId>,
    /// The target of each alias; `None` for other types and for invalid aliases.
    aliases: Vec<Option<Ty>>,
    /// The model that each type takes fields from; `None` for other types and for invalid ones.
    bases: Vec<Option<TypeId>>,
    /// All types, each after its base.
    order: Vec<TypeId>,
    members: Vec<Members<'a>>,
    /// The constraints of each type with constraints; `None` for other types.
    constraints: Vec<Option<Constraints>>,
    /// Scalars whose malformed values fields keep by default.
    pub lenient: Vec<Scalar>,
}

/// Members of a type by name.
#[derive(Debug, Default)]
pub(super) struct Members<'a> {
    /// Fields of a model.
    pub fields: BTreeMap<&'a str, MemberField<'a>>,
    /// Names of the fields that every returned value has.
    pub required: Vec<&'a str>,
    /// Values of an enum.
    pub values: BTreeMap<&'a str, &'a EnumValue>,
}

/// A field of a model as declared in the spec.
#[derive(Debug, Clone, Copy)]
pub(super) struct MemberField<'a> {
    pub ty: &'a TypeExpr,
    pub nullable: bool,
    pub constant: Option<&'a Spanned<Json>>,
    /// Whether malformed values are kept, if the field sets it.
    pub lenient: Option<bool>,
    write_only: bool,
    /// Location of the declaration.
    pub span: Span,
}

impl<'a> Index<'a> {
    /// Collects the types of a spec. Reports duplicate names and aliases without a target.
    pub(super) fn build(spec: &'a Spec, report: &mut Report) -> Self {
        let mut index = Self {
            declared: Vec::new(),
            by_name: BTreeMap::new(),
            aliases: Vec::new(),
            bases: Vec::new(),
            order: Vec::new(),
            members: Vec::new(),
            constraints: Vec::new(),
            lenient: Vec::new(),
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
        index.find_bases(report);
        index.collect_members();
        let constraints = index.declared.iter().map(|it| {
            it.def.constrained()?;
            Some(given_constraints::unchecked(&it.def.constraints))
        });
        index.constraints = constraints.collect();
        index
    }

    fn declare(&mut self, declared: Declared<'a>, report: &mut Report) {
        let key = declared.key;
        let name = key.text.as_str();
        if let Some(first) = self.by_name.get(name) {
            report.error_between(
                Code::DuplicateType,
                key.span,
                format!("duplicate type `{name}`"),
                (self.declared[first.0].key.span, "first defined here"),
                "remove or rename one of them; type names are shared by the whole spec",
            );
            return;
        }
        self.by_name.insert(name, TypeId(self.declared.len()));
        self.declared.push(declared);
    }

    /// Resolves the targets of aliases. An alias that is part of a cycle gets none, so that following aliases always ends.
    fn follow_aliases(&mut self, report: &mut Report) {
        let targets = self
            .declared
            .iter()
            .map(|it| self.ty(it.def.alias()?, report));
        let mut aliases: Vec<_> = targets.collect();
        let edges: Vec<Vec<_>> = aliases
            .iter()
            .map(|it| it.iter().filter_map(Ty::named).map(|id| id.0).collect())
            .collect();
        let components = cycles::components(&edges);
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
                    format!("the alias `{}` refers to itself", key.text),
                    "change one alias of the cycle to refer to a type that is not an alias",
                );
            }
        }
        self.aliases = aliases;
    }

    /// Finds the model that each type takes fields from. A type that is part of a cycle gets none, so that following them
    /// always ends.
    fn find_bases(&mut self, report: &mut Report) {
        let bases = self
            .declared
            .iter()
            .map(|it| self.find_base(it.def, report));
        let mut bases: Vec<_> = bases.collect();
        let edges: Vec<Vec<_>> = bases
            .iter()
            .map(|it| it.iter().map(|id: &TypeId| id.0).collect())
            .collect();
        let components = cycles::components(&edges);
        let mut users: Vec<Vec<TypeId>> = vec![Vec::new(); bases.len()];
        for (position, base) in bases.iter_mut().enumerate() {
            let Some(id) = *base else {
                self.order.push(TypeId(position));
                continue;
            };
            if components[id.0] == components[position] {
                *base = None;
                self.order.push(TypeId(position));
                let key = self.declared[position].key;
                report.error(
                    Code::InfiniteType,
                    key.span,
                    format!("the type `{}` takes its fields from itself", key.text),
                    "change one `of` of the cycle to a model that declares its own fields",
                );
            } else {
                users[id.0].push(TypeId(position));
            }
        }
        let mut done = 0;
        while let Some(id) = self.order.get(done) {
            let users = std::mem::take(&mut users[id.0]);
            self.order.extend(users);
            done += 1;
        }
        self.bases = bases;
    }

    fn find_base(&self, def: &TypeDef, report: &mut Report) -> Option<TypeId> {
        let name = def.of.as_ref()?;
        let named = Ty::Named(self.named(&name.value, name.span, report)?);
        if let Ty::Named(id) = self.resolved(&named)
            && self.declared[id.0].def.is_model()
        {
            return Some(*id);
        }
        Selection::of_type(def).report_not_a_model(name, report);
        None
    }

    fn collect_members(&mut self) {
        self.members
            .resize_with(self.declared.len(), Members::default);
        for id in &self.order {
            let def = self.declared[id.0].def;
            let base = self.base(*id).map(|base| &self.members[base.0]);
            self.members[id.0] = Members::new(def, base);
        }
    }

    /// Looks up a type by name.
    pub(super) fn find(&self, name: &str) -> Option<TypeId> {
        self.by_name.get(name).copied()
    }

    /// Looks up a type by name; reports it if it is not defined.
    pub(super) fn named(&self, name: &str, span: Span, report: &mut Report) -> Option<TypeId> {
        let found = self.find(name);
        if found.is_none() {
            let message = format!("the type `{name}` is not defined");
            let similar = did_you_mean(name, self.by_name.keys().copied());
            match similar.and_then(|similar| self.by_name.get(similar)) {
                Some(similar) => {
                    let similar = self.declared[similar.0].key;
                    report.error_between(
                        Code::UndefinedType,
                        span,
                        message,
                        (similar.span, "a type with a similar name"),
                        format!("did you mean `{}`?", similar.text),
                    );
                }
                None => report.error(Code::UndefinedType, span, message, self.suggest(name)),
            }
        }
        found
    }

    /// Help line for a name that is not similar to a defined one.
    fn suggest(&self, name: &str) -> String {
        let defined = self.by_name.keys().copied();
        match spec::type_help(name) {
            Some(help) => help.into_owned(),
            None => suggest(name, Scalar::NAMES.iter().copied().chain(defined)),
        }
    }

    /// Resolves a type expression; reports undefined types, and `T?` outside of a list or map.
    pub(super) fn ty(&self, expr: &TypeExpr, report: &mut Report) -> Option<Ty> {
        if let TypeExpr::Nullable(value, span) = expr {
            report.error(
                Code::MalformedType,
                *span,
                format!("`{expr}` can only be the type of an item, of a value of a map, or of a response"),
                format!("use `{value}`; fields can be `null` if `nullable` is set, and are optional unless `required` is set"),
            );
            return None;
        }
        self.nullable_ty(expr, report)
    }

    /// Like [`Self::ty`], for types that can be `T?`.
    pub(super) fn nullable_ty(&self, expr: &TypeExpr, report: &mut Report) -> Option<Ty> {
        let mut inner = |expr: &TypeExpr| Some(Box::new(self.nullable_ty(expr, report)?));
        Some(match expr {
            TypeExpr::Scalar(scalar) => Ty::Scalar(*scalar),
            TypeExpr::Name(name, span) => Ty::Named(self.named(name, *span, report)?),
            TypeExpr::List(item) => Ty::List(inner(item)?),
            TypeExpr::Map(value) => Ty::Map(inner(value)?),
            TypeExpr::Nullable(value, _) => Ty::Nullable(inner(value)?),
        })
    }

    /// Like [`Self::ty`], where another rule reports undefined types.
    pub(super) fn known(&self, expr: &TypeExpr) -> Option<Ty> {
        Some(match expr {
            TypeExpr::Scalar(scalar) => Ty::Scalar(*scalar),
            TypeExpr::Name(name, _) => Ty::Named(*self.by_name.get(name.as_str())?),
            TypeExpr::List(item) => Ty::List(Box::new(self.known(item)?)),
            TypeExpr::Map(value) => Ty::Map(Box::new(self.known(value)?)),
            TypeExpr::Nullable(value, _) => Ty::Nullable(Box::new(self.known(value)?)),
        })
    }

    /// The declaration of a type, and its members.
    pub(super) fn declared(&self, id: TypeId) -> (Declared<'a>, &Members<'a>) {
        (self.declared[id.0], &self.members[id.0])
    }

    /// The model that a type takes fields from; `None` for other types and for invalid ones.
    pub(super) fn base(&self, id: TypeId) -> Option<TypeId> {
        self.bases[id.0]
    }

    /// All types, each after its base.
    pub(super) fn order(&self) -> &[TypeId] {
        &self.order
    }

    /// The target of an alias; `None` if it is invalid.
    pub(super) fn alias(&self, id: TypeId) -> Option<&Ty> {
        self.aliases[id.0].as_ref()
    }

    /// Follows aliases to the type behind them.
    pub(super) fn resolved<'t>(&'t self, mut ty: &'t Ty) -> &'t Ty {
        while let Ty::Named(id) = ty
            && let Some(target) = self.alias(*id)
        {
            ty = target;
        }
        ty
    }

    /// Like [`Self::resolved`], for the type as it is written.
    pub(super) fn meaning<'t>(&'t self, mut expr: &'t TypeExpr) -> &'t TypeExpr {
        while let TypeExpr::Name(name, _) = expr
            && let Some(id) = self.find(name)
            // An alias that is part of a cycle has no target.
            && self.alias(id).is_some()
            && let Some(target) = self.declared[id.0].def.alias()
        {
            expr = target;
        }
        expr
    }

    /// Like [`Self::resolved`], also inside lists and maps.
    pub(super) fn fully_resolved(&self, ty: &Ty) -> Ty {
        ty.fully_resolved(&|ty| self.resolved(ty))
    }

    /// The scalar of a type with constraints; `None` for other types.
    pub(super) fn constrained(&self, id: TypeId) -> Option<Scalar> {
        self.declared[id.0].def.constrained()
    }

    /// The values that a type with constraints allows; `None` for other types.
    pub(super) fn allowed(&self, id: TypeId) -> Option<Allowed<'_>> {
        Some(Allowed {
            scalar: self.constrained(id)?,
            of_type: self.constraints[id.0].as_ref(),
            of_use: None,
        })
    }

    /// The scalar behind aliases, ids and types with constraints, if the type is one.
    pub(super) fn scalar(&self, ty: &Ty) -> Option<Scalar> {
        match self.resolved(ty) {
            Ty::Scalar(scalar) => Some(*scalar),
            Ty::Named(id) => match &self.declared[id.0].def.id {
                Some(TypeExpr::Scalar(scalar)) => Some(*scalar),
                _ => self.constrained(*id),
            },
            Ty::List(_) | Ty::Map(_) | Ty::Nullable(_) => None,
        }
    }
}

impl<'a> Members<'a> {
    /// The members of a type. `base` has those of the model that it takes fields from.
    fn new(def: &'a TypeDef, base: Option<&Self>) -> Self {
        let selection = Selection::of_type(def);
        let overrides = selection.overrides_by_field();
        let inherited = selection.listed().filter_map(|(name, required)| {
            let field = base?.fields.get(name.value.as_str())?;
            let over = overrides.get(name.value.as_str());
            let field = MemberField {
                ty: over.and_then(|it| it.ty.as_ref()).unwrap_or(field.ty),
                nullable: over
                    .and_then(|it| it.nullable.as_ref())
                    .map_or(field.nullable, |it| it.value),
                span: name.span,
                ..*field
            };
            Some((name.value.as_str(), required, field))
        });
        let own = def.fields.iter().flatten().map(|(key, field)| {
            let member = MemberField {
                ty: &field.ty,
                nullable: field.nullable,
                constant: field.constant.as_ref(),
                lenient: field.lenient.as_ref().map(|it| it.value),
                write_only: field.write_only,
                span: key.span,
            };
            (key.text.as_str(), field.required, member)
        });
        let fields: Vec<_> = inherited.chain(own).collect();
        let required = fields
            .iter()
            .filter(|(_, required, field)| *required && !field.write_only);
        Self {
            required: required.map(|(name, ..)| *name).collect(),
            fields: fields
                .into_iter()
                .map(|(name, _, field)| (name, field))
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

/// Whether a type expression can refer to a name; reports it if none can.
pub(super) fn is_valid_name(key: &Key, report: &mut Report) -> bool {
    let name = key.text.as_str();
    let (message, help) = if Scalar::from_name(name).is_some() {
        (
            format!("`{name}` is a built-in type and cannot be redefined"),
            "choose another name",
        )
    } else if !TypeExpr::is_name(name) {
        (
            format!("`{name}` is not a valid type name"),
            "use only ASCII letters, digits and `_`, and start with a letter, as in `BlockedSender`",
        )
    } else {
        return true;
    };
    report.error(Code::UnusableTypeName, key.span, message, help);
    false
}
