//! Functions and their signatures.

use super::types::separated;
use super::{Deprecation, Path, Type};
use crate::naming;
use std::fmt::{self, Display};

/// The declaration of a function or method.
#[derive(Debug, Clone)]
pub struct Function {
    /// Name of the function.
    pub name: String,
    /// Everything in its declaration that follows the name.
    pub signature: Signature,
    /// Whether callers can use it; otherwise, only the crate can.
    pub is_public: bool,
    /// Whether the compiler warns if the result is unused.
    pub must_use: bool,
    /// Deprecation that callers are warned of.
    pub deprecated: Option<Deprecation>,
    /// Feature that enables the function.
    pub feature: Option<&'static str>,
    /// Stable path in the spec; that of the type, if absent.
    pub subject: Option<String>,
}

/// The signature of a function.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signature<P = Path> {
    /// Generic parameters with their bounds.
    pub generics: Vec<String>,
    /// How a method takes `self`.
    pub receiver: Option<Receiver>,
    /// All other arguments.
    pub arguments: Vec<Argument<P>>,
    /// Type of the result; the unit type, if absent.
    pub output: Option<Type<P>>,
}

/// How a method takes `self`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Receiver {
    /// `self`
    Value,
    /// `&self`
    Reference,
    /// `&mut self`
    Mutable,
}

/// An argument of a function.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Argument<P = Path> {
    /// Name of the argument.
    pub name: String,
    /// Type of the argument.
    pub ty: Type<P>,
}

impl Function {
    /// A function without arguments.
    pub fn new(name: impl Into<String>, receiver: Option<Receiver>, output: Type) -> Self {
        Self {
            name: name.into(),
            signature: Signature {
                generics: Vec::new(),
                receiver,
                arguments: Vec::new(),
                output: Some(output),
            },
            is_public: true,
            must_use: false,
            deprecated: None,
            feature: None,
            subject: None,
        }
    }

    /// Adds an argument.
    #[must_use]
    pub fn argument(mut self, name: impl Into<String>, ty: Type) -> Self {
        let name = name.into();
        self.signature.arguments.push(Argument { name, ty });
        self
    }

    /// Makes the function visible in the crate only.
    #[must_use]
    pub fn private(mut self) -> Self {
        self.is_public = false;
        self
    }

    /// Marks the function as `#[must_use]`.
    #[must_use]
    pub fn must_use(mut self) -> Self {
        self.must_use = true;
        self
    }

    /// Sets the stable path in the spec.
    #[must_use]
    pub fn subject(mut self, subject: &str) -> Self {
        self.subject = Some(subject.to_owned());
        self
    }

    /// Sets the deprecation.
    #[must_use]
    pub fn deprecated(mut self, deprecated: Option<Deprecation>) -> Self {
        self.deprecated = deprecated;
        self
    }
}

impl<P> Signature<P> {
    /// The same signature with its types mapped by `f`.
    pub fn map<Q>(&self, f: &mut impl FnMut(&Type<P>) -> Type<Q>) -> Signature<Q> {
        let arguments = self.arguments.iter();
        Signature {
            generics: self.generics.clone(),
            receiver: self.receiver,
            arguments: arguments
                .map(|it| Argument {
                    name: naming::plain(&it.name).to_owned(),
                    ty: f(&it.ty),
                })
                .collect(),
            output: self.output.as_ref().map(f),
        }
    }

    /// The types of the arguments and of the result.
    pub fn types(&self) -> impl Iterator<Item = &Type<P>> {
        self.arguments.iter().map(|it| &it.ty).chain(&self.output)
    }
}

impl Receiver {
    /// The receiver as Rust writes it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Value => "self",
            Self::Reference => "&self",
            Self::Mutable => "&mut self",
        }
    }
}

impl<P: Display> Display for Signature<P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.generics.is_empty() {
            f.write_str("<")?;
            separated(f, &self.generics, ", ")?;
            f.write_str(">")?;
        }
        f.write_str("(")?;
        if let Some(receiver) = self.receiver {
            f.write_str(receiver.as_str())?;
            if !self.arguments.is_empty() {
                f.write_str(", ")?;
            }
        }
        separated(f, &self.arguments, ", ")?;
        f.write_str(")")?;
        match &self.output {
            Some(output) => write!(f, " -> {output}"),
            None => Ok(()),
        }
    }
}

impl<P: Display> Display for Argument<P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", naming::plain(&self.name), self.ty)
    }
}
