//! What attributes say of an item, as marks at the end of its line.

use std::fmt;
use syn::{Attribute, Expr, ExprLit, Lit, MetaNameValue, Path, Token, punctuated::Punctuated};

/// The attributes that concern callers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Marks {
    pub(super) must_use: bool,
    pub(super) non_exhaustive: bool,
    /// Whether there are fields that callers cannot name, so that they cannot write the struct out.
    pub(super) private_fields: bool,
    /// The mark of the deprecation.
    pub(super) deprecated: Option<String>,
    /// The feature that it needs.
    pub(super) feature: Option<String>,
    /// Whether the docs leave it out, so that callers have no business with it.
    pub(super) hidden: bool,
}

impl Marks {
    /// The marks of an item that stands where a feature is needed already.
    pub(super) fn read(attributes: &[Attribute], feature: Option<&str>) -> Self {
        let mut marks = Self {
            feature: feature.map(str::to_owned),
            ..Self::default()
        };
        for attribute in attributes {
            let path = attribute.path();
            if path.is_ident("must_use") {
                marks.must_use = true;
            } else if path.is_ident("non_exhaustive") {
                marks.non_exhaustive = true;
            } else if path.is_ident("deprecated") {
                marks.deprecated = Some(deprecated(attribute));
            } else if path.is_ident("doc") {
                marks.hidden |= attribute
                    .parse_args::<Path>()
                    .is_ok_and(|it| it.is_ident("hidden"));
            } else if path.is_ident("cfg")
                && let Some(needed) = needed_feature(attribute)
            {
                marks.feature = Some(match marks.feature {
                    Some(outer) if outer != needed => format!("{outer}+{needed}"),
                    _ => needed,
                });
            }
        }
        marks
    }

    /// The marks of a part, which need not repeat the deprecation of the whole.
    pub(super) fn within(mut self, whole: &Self) -> Self {
        if self.deprecated == whole.deprecated {
            self.deprecated = None;
        }
        self
    }
}

/// The names that `derive` is told.
pub(super) fn derives(attributes: &[Attribute]) -> Vec<String> {
    let lists = attributes
        .iter()
        .filter(|it| it.path().is_ident("derive"))
        .filter_map(|it| {
            it.parse_args_with(Punctuated::<Path, Token![,]>::parse_terminated)
                .ok()
        });
    lists
        .flatten()
        .filter_map(|path| Some(path.segments.last()?.ident.to_string()))
        .collect()
}

fn deprecated(attribute: &Attribute) -> String {
    let mut mark = String::from("deprecated");
    let pairs = attribute
        .parse_args_with(Punctuated::<MetaNameValue, Token![,]>::parse_terminated)
        .unwrap_or_default();
    for key in ["since", "note"] {
        let value = pairs.iter().find(|pair| pair.path.is_ident(key));
        if let Some(value) = value.and_then(text) {
            mark.push_str(&format!(" {key}={value:?}"));
        }
    }
    mark
}

/// `x` of `cfg(feature = "x")`.
fn needed_feature(attribute: &Attribute) -> Option<String> {
    let pair = attribute.parse_args::<MetaNameValue>().ok()?;
    text(&pair).filter(|_| pair.path.is_ident("feature"))
}

fn text(pair: &MetaNameValue) -> Option<String> {
    match &pair.value {
        Expr::Lit(ExprLit {
            lit: Lit::Str(text),
            ..
        }) => Some(text.value()),
        _ => None,
    }
}

impl fmt::Display for Marks {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let flags = [
            (self.must_use, "must_use"),
            (self.non_exhaustive, "non_exhaustive"),
            (self.private_fields, "private_fields"),
        ];
        for (_, word) in flags.iter().filter(|(is_set, _)| *is_set) {
            write!(f, " [{word}]")?;
        }
        if let Some(deprecated) = &self.deprecated {
            write!(f, " [{deprecated}]")?;
        }
        if let Some(feature) = &self.feature {
            write!(f, " [feature={feature}]")?;
        }
        Ok(())
    }
}
