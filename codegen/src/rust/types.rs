//! Types and trait references. `P` is how paths are written: [`Path`] in the model, a string in listings.

use super::Path;
use std::fmt::{self, Display};

/// A type.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Type<P = Path> {
    /// A named type with its arguments, such as `Vec<T>`.
    Path(P, Vec<Self>),
    /// `&T`
    Reference(Box<Self>),
    /// `[T]`
    Slice(Box<Self>),
    /// `(A, B)`; the unit type if empty.
    Tuple(Vec<Self>),
    /// `impl Trait`
    Impl(Vec<TraitRef<P>>),
    /// `dyn Trait`
    Dyn(Vec<TraitRef<P>>),
    /// `<T as Trait>::Name`
    Projection(Box<Self>, Box<TraitRef<P>>, String),
}

/// A trait with its arguments.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TraitRef<P = Path> {
    /// Path of the trait.
    pub path: P,
    /// Type arguments, such as `T` of `From<T>`.
    pub arguments: Vec<Type<P>>,
    /// Associated types, such as `Item = T` of `Iterator<Item = T>`.
    pub bindings: Vec<(String, Type<P>)>,
    /// Inputs and output of the `Fn` traits, such as `FnOnce(A) -> B`.
    pub call: Option<Call<P>>,
}

/// Inputs and output of a trait in parenthesized syntax.
pub type Call<P> = (Vec<Type<P>>, Option<Box<Type<P>>>);

impl Type {
    /// A type of the prelude, a primitive type or a generic parameter.
    pub fn plain(name: &'static str) -> Self {
        Self::named(Path::plain(name))
    }

    /// A type of the runtime.
    pub fn runtime(name: &'static str) -> Self {
        Self::named(Path::runtime(name))
    }

    /// A type without arguments.
    pub fn named(path: Path) -> Self {
        Self::Path(path, Vec::new())
    }

    /// `Name<T>` for a type of the prelude.
    pub fn generic(name: &'static str, argument: Self) -> Self {
        Self::Path(Path::plain(name), vec![argument])
    }

    /// `Option<T>`
    pub fn option(self) -> Self {
        Self::generic("Option", self)
    }

    /// `&T`
    pub fn reference(self) -> Self {
        Self::Reference(Box::new(self))
    }

    /// `impl Into<T>`
    pub fn into_impl(self) -> Self {
        Self::Impl(vec![TraitRef::of(Path::plain("Into"), self)])
    }

    /// The unit type.
    pub fn unit() -> Self {
        Self::Tuple(Vec::new())
    }
}

impl TraitRef {
    /// A trait without arguments.
    pub fn plain(path: Path) -> Self {
        Self {
            path,
            arguments: Vec::new(),
            bindings: Vec::new(),
            call: None,
        }
    }

    /// A trait with one argument.
    pub fn of(path: Path, argument: Type) -> Self {
        Self {
            arguments: vec![argument],
            ..Self::plain(path)
        }
    }

    /// The trait with an associated type.
    #[must_use]
    pub fn with(mut self, name: &str, ty: Type) -> Self {
        self.bindings.push((name.to_owned(), ty));
        self
    }
}

impl<P> Type<P> {
    /// The same type with each named type replaced by what `f` returns for its path and its replaced arguments.
    pub fn map<Q>(&self, f: &mut impl FnMut(&P, Vec<Type<Q>>) -> Type<Q>) -> Type<Q>
    where
        P: ToString,
        Q: From<String>,
    {
        match self {
            Self::Path(path, arguments) => {
                let arguments = arguments.iter().map(|it| it.map(f)).collect();
                f(path, arguments)
            }
            Self::Reference(ty) => Type::Reference(Box::new(ty.map(f))),
            Self::Slice(ty) => Type::Slice(Box::new(ty.map(f))),
            Self::Tuple(types) => Type::Tuple(types.iter().map(|it| it.map(f)).collect()),
            Self::Impl(bounds) => Type::Impl(bounds.iter().map(|it| it.map(f)).collect()),
            Self::Dyn(bounds) => Type::Dyn(bounds.iter().map(|it| it.map(f)).collect()),
            Self::Projection(ty, of, name) => {
                Type::Projection(Box::new(ty.map(f)), Box::new(of.map(f)), name.clone())
            }
        }
    }

    /// Calls `f` with each path in the type.
    pub fn visit<'a>(&'a self, f: &mut impl FnMut(&'a P)) {
        match self {
            Self::Path(path, arguments) => {
                f(path);
                arguments.iter().for_each(|it| it.visit(f));
            }
            Self::Reference(ty) | Self::Slice(ty) => ty.visit(f),
            Self::Tuple(types) => types.iter().for_each(|it| it.visit(f)),
            Self::Impl(bounds) | Self::Dyn(bounds) => bounds.iter().for_each(|it| it.visit(f)),
            Self::Projection(ty, of, _) => {
                ty.visit(f);
                of.visit(f);
            }
        }
    }
}

impl<P> TraitRef<P> {
    /// As [`Type::map`]; the path of the trait itself is kept.
    pub fn map<Q>(&self, f: &mut impl FnMut(&P, Vec<Type<Q>>) -> Type<Q>) -> TraitRef<Q>
    where
        P: ToString,
        Q: From<String>,
    {
        let call = self.call.as_ref().map(|(inputs, output)| {
            let inputs = inputs.iter().map(|it| it.map(f)).collect();
            (inputs, output.as_ref().map(|it| Box::new(it.map(f))))
        });
        let bindings = self.bindings.iter();
        TraitRef {
            path: self.path.to_string().into(),
            arguments: self.arguments.iter().map(|it| it.map(f)).collect(),
            bindings: bindings
                .map(|(name, it)| (name.clone(), it.map(f)))
                .collect(),
            call,
        }
    }

    /// As [`Type::visit`], the path of the trait included.
    pub fn visit<'a>(&'a self, f: &mut impl FnMut(&'a P)) {
        f(&self.path);
        let bound = self.bindings.iter().map(|(_, ty)| ty);
        self.arguments
            .iter()
            .chain(bound)
            .for_each(|it| it.visit(f));
        if let Some((inputs, output)) = &self.call {
            inputs.iter().for_each(|it| it.visit(f));
            output.iter().for_each(|it| it.visit(f));
        }
    }
}

impl<P: Display> Display for Type<P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Path(path, arguments) if arguments.is_empty() => path.fmt(f),
            Self::Path(path, arguments) => {
                write!(f, "{path}<")?;
                separated(f, arguments, ", ")?;
                f.write_str(">")
            }
            Self::Reference(ty) => write!(f, "&{ty}"),
            Self::Slice(ty) => write!(f, "[{ty}]"),
            Self::Tuple(types) => match types.as_slice() {
                [one] => write!(f, "({one},)"),
                types => {
                    f.write_str("(")?;
                    separated(f, types, ", ")?;
                    f.write_str(")")
                }
            },
            Self::Impl(bounds) => {
                f.write_str("impl ")?;
                separated(f, bounds, " + ")
            }
            Self::Dyn(bounds) => {
                f.write_str("dyn ")?;
                separated(f, bounds, " + ")
            }
            Self::Projection(ty, of, name) => write!(f, "<{ty} as {of}>::{name}"),
        }
    }
}

impl<P: Display> Display for TraitRef<P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.path.fmt(f)?;
        if let Some((inputs, output)) = &self.call {
            f.write_str("(")?;
            separated(f, inputs, ", ")?;
            f.write_str(")")?;
            return match output {
                Some(output) => write!(f, " -> {output}"),
                None => Ok(()),
            };
        }
        if self.arguments.is_empty() && self.bindings.is_empty() {
            return Ok(());
        }
        f.write_str("<")?;
        separated(f, &self.arguments, ", ")?;
        for (index, (name, ty)) in self.bindings.iter().enumerate() {
            let separator = if index == 0 && self.arguments.is_empty() {
                ""
            } else {
                ", "
            };
            write!(f, "{separator}{name} = {ty}")?;
        }
        f.write_str(">")
    }
}

/// Writes the elements of a list.
pub(super) fn separated(
    f: &mut fmt::Formatter<'_>,
    list: &[impl Display],
    separator: &str,
) -> fmt::Result {
    for (index, element) in list.iter().enumerate() {
        if index > 0 {
            f.write_str(separator)?;
        }
        element.fmt(f)?;
    }
    Ok(())
}
