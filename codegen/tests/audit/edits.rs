//! Random edits of a resolved API, and the same API in a different order.

use clientwright_codegen::ir::{
    Access, Api, Constraints, Content, Deprecation, Field, ListStyle, Method, Model, Operation,
    Paginated, Scalar, Ty, Type, TypeId, TypeKind, Variant,
};
use clientwright_codegen::source::FileId;
use serde_json::json;

/// A linear congruential generator, which is the same on every platform.
pub struct Random(u64);

impl Random {
    pub fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ 0x5DEE_CE66)
    }

    /// A number below `end`, or 0 if `end` is 0.
    pub fn below(&mut self, end: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap_or_default() % end.max(1)
    }

    fn flip(&mut self) -> bool {
        self.below(2) == 0
    }

    fn of<'a, T>(&mut self, items: &'a mut [T]) -> Option<&'a mut T> {
        let at = self.below(items.len());
        items.get_mut(at)
    }
}

/// The API after one to four edits, and their descriptions.
pub fn edited(api: &Api, random: &mut Random) -> (Api, Vec<String>) {
    let mut api = api.clone();
    let count = 1 + random.below(4);
    let edits = (0..count).filter_map(|_| edit(&mut api, random)).collect();
    (api, edits)
}

fn edit(api: &mut Api, random: &mut Random) -> Option<String> {
    match random.below(8) {
        0 => service(api, random),
        1 => resource(api, random),
        2 | 3 => operation(api, random),
        4 => ty(api, random),
        _ => {
            let types = api.types.len();
            let (field, is_in_path) = any_field(api, random)?;
            Some(change_field(field, is_in_path, types, random))
        }
    }
}

fn service(api: &mut Api, random: &mut Random) -> Option<String> {
    match random.below(11) {
        0 => api.title.push('!'),
        1 => api.version = "9.9.9".to_owned(),
        2 => api.base_url_env = None,
        3 => api.servers.first_mut()?.url.push_str("/v2"),
        4 => api.security.reverse(),
        5 => api.envelope = None,
        6 => {
            let pagination = random.of(&mut api.paginations)?;
            pagination.start.as_mut()?.push('2');
        }
        7 => api.request_id_header = Some("x-other".to_owned()),
        8 => api.idempotency_key_header.as_mut()?.push('2'),
        9 => random.of(&mut api.schemes)?.parameter.push('2'),
        _ => random.of(&mut api.namespaces)?.rust.push('2'),
    }
    Some("service".to_owned())
}

fn resource(api: &mut Api, random: &mut Random) -> Option<String> {
    let types = api.types.len();
    if random.below(4) == 0 && api.resources.len() > 1 {
        // The last one, so that the owners of types keep their indices.
        let index = api.resources.len() - 1;
        if api
            .types
            .iter()
            .any(|it| it.owner.is_some_and(|it| it.0 == index))
        {
            return None;
        }
        return api.resources.pop().map(|it| format!("removed {}", it.id));
    }
    let resource = random.of(&mut api.resources)?;
    let what = random.below(6);
    match what {
        0 => resource.id.push('2'),
        1 => resource.rust.push('2'),
        2 => resource.docs.push('!'),
        3 => {
            let at = random.below(resource.operations.len());
            (resource.operations.len() > 1).then(|| resource.operations.remove(at))?;
        }
        4 => {
            let mut other = random.of(&mut resource.operations)?.clone();
            other.name.push_str("_again");
            other.path.push_str("/again");
            let extra = random.flip().then(|| new_field("extra", types, random));
            other.path_parameters.extend(extra);
            resource.operations.push(other);
        }
        _ => resource.item.push('2'),
    }
    Some(format!("resource {} {what}", resource.id))
}

fn operation(api: &mut Api, random: &mut Random) -> Option<String> {
    let (types, paginations) = (api.types.len(), api.paginations.len());
    let resource = random.of(&mut api.resources)?;
    let operation: &mut Operation = random.of(&mut resource.operations)?;
    let what = random.below(18);
    match what {
        0 => operation.name.push('2'),
        1 => {
            operation.method = match operation.method {
                Method::Get => Method::Post,
                _ => Method::Get,
            }
        }
        2 => operation.path.push_str("/x"),
        3 => operation.idempotent = !operation.idempotent,
        4 => operation.permissions.push("more".to_owned()),
        5 => operation.security = Some(Vec::new()),
        6 => operation.body = None,
        7 => {
            operation.responses.pop();
        }
        8 => operation.responses.first_mut()?.status += 1,
        9 => operation.responses.first_mut()?.ty = Some(new_type(types, random)),
        10 => {
            operation.errors.pop();
        }
        11 => {
            operation.pagination = (paginations > 0).then(|| Paginated {
                scheme: random.below(paginations),
                items: None,
            });
        }
        12 => {
            let at = random.below(operation.parameters.len());
            (!operation.parameters.is_empty()).then(|| operation.parameters.remove(at))?;
        }
        13 => {
            let mut other = random.of(&mut operation.parameters)?.clone();
            other.field = new_field("extra", types, random);
            operation.parameters.push(other);
        }
        14 => operation.deprecated = deprecation(random),
        15 => {
            operation.path_parameters.pop();
        }
        16 => {
            // Swap two placeholders of the path.
            let mut names = operation.path_parameters.iter().map(|it| it.wire.clone());
            let (one, two) = (names.next()?, names.next()?);
            let path = operation.path.replace(&format!("{{{one}}}"), "{#}");
            let path = path.replace(&format!("{{{two}}}"), &format!("{{{one}}}"));
            operation.path = path.replace("{#}", &format!("{{{two}}}"));
            operation.path_parameters.swap(0, 1);
        }
        _ => operation.rust_request.push('2'),
    }
    Some(format!("operation {} {what}", operation.name))
}

fn ty(api: &mut Api, random: &mut Random) -> Option<String> {
    let types = api.types.len();
    let at = random.below(types);
    let names: Vec<_> = api.types.iter().map(|it| it.name.clone()).collect();
    let ty: &mut Type = api.types.get_mut(at)?;
    let what = random.below(12);
    match (what, &mut ty.kind) {
        (0, _) => ty.name.push('2'),
        (1, _) => ty.rust.push('2'),
        (2, _) => ty.owner = None,
        (3, _) => ty.sent = !ty.sent,
        (4, _) => ty.deprecated = deprecation(random),
        (5, _) => ty.kind = TypeKind::Id(Scalar::Uuid),
        (6, _) => {
            // Names differ in more than case, so this one is unique.
            let mut other = ty.clone();
            other.name = names.concat();
            api.types.push(other);
            return Some("type added".to_owned());
        }
        (
            _,
            TypeKind::Model(Model {
                fields,
                additional_properties: rest,
                any_of,
            }),
        ) => match random.below(5) {
            0 => fields.push(new_field("extra", types, random)),
            1 => {
                fields.pop();
            }
            2 => {
                fields.reverse();
                return Some(format!("type {} order", names.get(at)?));
            }
            3 => {
                let alternative = vec![fields.first()?.wire.clone()];
                match any_of.contains(&alternative) {
                    true => any_of.clear(),
                    false => any_of.push(alternative),
                }
            }
            _ => *rest = rest.is_none().then_some(Ty::Scalar(Scalar::Json)),
        },
        (_, TypeKind::StringEnum(values) | TypeKind::IntEnum(values)) => {
            value(values, random)?;
        }
        (_, TypeKind::Id(scalar)) => *scalar = Scalar::I64,
        (_, TypeKind::Constrained(scalar, constraints)) => match random.below(3) {
            0 => *scalar = Scalar::I64,
            1 => constraints.pattern = Some("^z".to_owned()),
            _ => constraints.max_length = bound(random),
        },
        (
            _,
            TypeKind::TaggedUnion {
                discriminator: tag,
                variants,
            },
        ) => match random.below(3) {
            0 => tag.push('2'),
            1 => variants.first_mut()?.name.push('2'),
            _ => {
                variants.pop();
            }
        },
        (_, TypeKind::Union(variants)) => match random.below(3) {
            0 => variants.reverse(),
            1 => variants.first_mut()?.ty = new_type(types, random),
            _ => {
                variants.pop();
            }
        },
        (_, TypeKind::Alias(target)) => *target = Ty::Scalar(Scalar::Json),
    }
    Some(format!("type {} {what}", names.get(at)?))
}

fn value(values: &mut Vec<Variant>, random: &mut Random) -> Option<()> {
    match random.below(5) {
        0 => values.first_mut()?.wire.push('2'),
        1 => values.first_mut()?.rust.push('2'),
        2 => {
            values.pop();
        }
        3 => {
            let value = random.of(values)?;
            value.read_only = !value.read_only;
        }
        _ => random.of(values)?.deprecated = deprecation(random),
    }
    Some(())
}

/// A field, and whether it is a path parameter.
fn any_field<'a>(api: &'a mut Api, random: &mut Random) -> Option<(&'a mut Field, bool)> {
    let of_types = api.types.iter_mut().flat_map(|it| match &mut it.kind {
        TypeKind::Model(model) => model.fields.iter_mut().map(|it| (it, false)).collect(),
        _ => Vec::new(),
    });
    let operations = api.resources.iter_mut().flat_map(|it| &mut it.operations);
    let of_operations = operations.flat_map(|it| {
        let body = it.body.iter_mut().flat_map(|body| match &mut body.content {
            Content::Fields { fields, .. } => fields.iter_mut().collect(),
            Content::Whole(_) => Vec::new(),
        });
        let parameters = it.parameters.iter_mut().map(|it| &mut it.field);
        let in_path = it.path_parameters.iter_mut().map(|it| (it, true));
        let others = parameters.chain(body).map(|it| (it, false));
        others.chain(in_path)
    });
    let mut fields: Vec<_> = of_types.chain(of_operations).collect();
    let at = random.below(fields.len());
    (!fields.is_empty()).then(|| fields.swap_remove(at))
}

fn change_field(field: &mut Field, is_in_path: bool, types: usize, random: &mut Random) -> String {
    let what = random.below(22);
    match what {
        0 => field.rust.push('2'),
        1..=3 => {
            field.ty = match what {
                3 => Ty::List(Box::new(field.ty.clone())),
                _ => new_type(types, random),
            };
            // Only fields of scalars are left out in Rust.
            field.implied = None;
        }
        // Path parameters are always required, and never `null`.
        4 => field.required ^= !is_in_path,
        5 => field.nullable ^= !is_in_path,
        6 => {
            field.access = [Access::Both, Access::ReadOnly, Access::WriteOnly][random.below(3)];
        }
        7 => field.default = random.flip().then(|| json!(random.below(9))),
        8 => field.constant = random.flip().then(|| json!("c")),
        9 => field.example = Some(json!(random.below(9))),
        10 => field.docs = ["", "Other."][random.below(2)].to_owned(),
        11 => field.constraints.min_length = bound(random),
        12 => field.constraints.max_length = bound(random),
        13 => field.constraints.pattern = random.flip().then(|| "^x$".to_owned()),
        14 => field.constraints.maximum = bound(random).map(Into::into),
        15 => field.constraints.exclusive_minimum = bound(random).map(Into::into),
        16 => field.constraints.multiple_of = bound(random).map(Into::into),
        17 => field.constraints.unique_items = !field.constraints.unique_items,
        18 => field.boxed = !field.boxed,
        19 => field.constraints.min_items = bound(random),
        20 => {
            let max_length = bound(random);
            field.constraints.items = max_length.map(|_| {
                Box::new(Constraints {
                    max_length,
                    ..Constraints::default()
                })
            });
        }
        _ => field.deprecated = deprecation(random),
    }
    format!("field {} {what}", field.wire)
}

fn bound(random: &mut Random) -> Option<u64> {
    random.flip().then(|| random.below(200) as u64)
}

fn new_type(types: usize, random: &mut Random) -> Ty {
    let ty = match random.below(6) {
        0 => Ty::Scalar(Scalar::String),
        1 => Ty::Scalar(Scalar::I64),
        2 => Ty::Scalar(Scalar::DateTime),
        3 => Ty::Scalar(Scalar::Json),
        _ if types > 0 => Ty::Named(TypeId(random.below(types))),
        _ => Ty::Scalar(Scalar::Bool),
    };
    match random.below(5) {
        0 => Ty::List(Box::new(ty)),
        1 => Ty::Map(Box::new(ty)),
        _ => ty,
    }
}

fn new_field(name: &str, types: usize, random: &mut Random) -> Field {
    Field {
        wire: name.to_owned(),
        rust: name.to_owned(),
        ty: new_type(types, random),
        boxed: false,
        implied: None,
        lenient: false,
        required: random.flip(),
        nullable: random.flip(),
        access: Access::Both,
        default: None,
        constant: random.flip().then(|| json!("c")),
        example: None,
        style: ListStyle::Repeat,
        content_types: Vec::new(),
        constraints: Default::default(),
        docs: String::new(),
        deprecated: None,
        span: FileId::NONE.start(),
    }
}

fn deprecation(random: &mut Random) -> Option<Deprecation> {
    let day = |random: &mut Random| {
        let days = ["2025-01-01", "2026-03-01", "2027-01-01"];
        random
            .flip()
            .then(|| days[random.below(3)].parse().expect("a date"))
    };
    random.flip().then(|| Deprecation {
        since: day(random),
        end_of_life: day(random),
        replacement: random.flip().then(|| "other".to_owned()),
        rust_replacement: random.flip().then(|| "Other".to_owned()),
        note: random.flip().then(|| "Move.".to_owned()),
        span: FileId::NONE.start(),
    })
}

/// The API with every insignificant order reversed.
pub fn reordered(api: &Api) -> Api {
    let mut api = api.clone();
    let count = api.types.len();
    let turned = |id: TypeId| TypeId(count - 1 - id.0);
    if let Some(webhooks) = &mut api.webhooks {
        webhooks.event = turned(webhooks.event);
    }
    api.types.reverse();
    let resources = api.resources.len();
    for ty in &mut api.types {
        if let Some(owner) = &mut ty.owner {
            owner.0 = resources - 1 - owner.0;
        }
        ty.doc_aliases.reverse();
        match &mut ty.kind {
            TypeKind::Model(model) => {
                model
                    .fields
                    .iter_mut()
                    .for_each(|it| turn(&mut it.ty, &turned));
                model
                    .additional_properties
                    .iter_mut()
                    .for_each(|it| turn(it, &turned));
                model.any_of.reverse();
                // The arguments of `new` are in the order of the fields.
                if !ty.sent {
                    model.fields.reverse();
                }
            }
            TypeKind::StringEnum(values) | TypeKind::IntEnum(values) => values.reverse(),
            TypeKind::Id(_) | TypeKind::Constrained(..) => {}
            TypeKind::TaggedUnion { variants, .. } => {
                variants.iter_mut().for_each(|it| turn(&mut it.ty, &turned));
                variants.reverse();
            }
            TypeKind::Union(variants) => {
                variants.iter_mut().for_each(|it| turn(&mut it.ty, &turned));
            }
            TypeKind::Alias(target) => turn(target, &turned),
        }
    }
    api.resources.reverse();
    for resource in &mut api.resources {
        resource.operations.reverse();
        for operation in &mut resource.operations {
            operation.doc_aliases.reverse();
            operation.permissions.reverse();
            operation.parameters.reverse();
            operation.responses.reverse();
            operation.errors.reverse();
            let parameters = operation.parameters.iter_mut().map(|it| &mut it.field);
            parameters
                .chain(&mut operation.path_parameters)
                .for_each(|it| turn(&mut it.ty, &turned));
            if let Some(body) = &mut operation.body {
                match &mut body.content {
                    Content::Fields { of, fields } => {
                        fields.iter_mut().for_each(|it| turn(&mut it.ty, &turned));
                        fields.reverse();
                        of.iter_mut().for_each(|it| *it = turned(*it));
                    }
                    Content::Whole(ty) => turn(ty, &turned),
                }
            }
            let responses = operation.responses.iter_mut().flat_map(|it| &mut it.ty);
            let errors = operation.errors.iter_mut().flat_map(|it| &mut it.ty);
            responses.chain(errors).for_each(|it| turn(it, &turned));
        }
    }
    api.namespaces.reverse();
    api
}

fn turn(ty: &mut Ty, turned: &impl Fn(TypeId) -> TypeId) {
    match ty {
        Ty::Scalar(_) => {}
        Ty::Named(id) => *id = turned(*id),
        Ty::List(item) | Ty::Map(item) | Ty::Nullable(item) => turn(item, turned),
    }
}
