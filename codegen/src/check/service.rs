//! `api.yaml`: the package, the servers, and the conventions that operations share.

use super::fields::docs;
use super::names::{self, CrateNames, Owner};
use super::{
    duplicates, grammar, idempotency, namespaces, pagination, response_headers, security, servers,
};
use crate::diag::{Code, Report};
use crate::ir::{Api, Envelope};
use crate::naming;
use crate::rust::names as reserved_names;
use crate::spec::decode::Text;
use crate::spec::{self, Spec};

/// Resolves an API without its types and resources.
pub(super) fn resolve(spec: &Spec, names: &mut CrateNames, report: &mut Report) -> Api {
    let file = &spec.api;
    package_name(&file.name, report);
    version(&file.version, report);
    for suffix in [&file.resource_suffix, &file.namespace_suffix]
        .into_iter()
        .flatten()
    {
        let owner = Owner::new("suffix", &suffix.value, suffix.span);
        // Reports a suffix that cannot end a type name.
        let _ = names::type_name(&suffix.value, Some(suffix), &owner, report);
    }
    grammar::web_address(file.documentation.as_ref(), report);
    grammar::web_address(file.repository.as_ref(), report);
    grammar::environment_variable(file.base_url_env.as_ref(), report);
    grammar::response_header(file.request_id_header.as_ref(), report);
    let requirements = |it: &spec::Security| security::requirements(&it.requirements, file, report);
    let security = file.security.as_ref().map(requirements).unwrap_or_default();
    Api {
        package: file.name.value.clone(),
        version: file.version.value.clone(),
        title: file.title.value.clone(),
        docs: docs(file.docs.as_ref()),
        documentation: text(file.documentation.as_ref()),
        repository: text(file.repository.as_ref()),
        servers: servers::resolve(file, report),
        base_url_env: text(file.base_url_env.as_ref()),
        schemes: security::schemes(file, report),
        security,
        envelope: file.envelope.as_ref().map(|it| envelope(it, report)),
        request_id_header: text(file.request_id_header.as_ref()),
        idempotency_key_header: idempotency::header(file, report),
        response_headers: response_headers::resolve(file, report),
        paginations: pagination::resolve(file, report),
        namespaces: namespaces::resolve(file, names, report),
        webhooks: None,
        types: Vec::new(),
        resources: Vec::new(),
        span: file.span,
        version_span: file.version.span,
        security_span: file.security.as_ref().map(|it| it.span),
    }
}

fn text(text: Option<&Text>) -> Option<String> {
    text.map(|text| text.value.clone())
}

fn package_name(name: &Text, report: &mut Report) {
    let kebab = naming::kebab(&name.value);
    let begins = name
        .value
        .starts_with(|first: char| first.is_ascii_alphabetic());
    if kebab == name.value && begins && name.value.is_ascii() {
        reserve_package(name, report);
        return;
    }
    let usable: String = kebab
        .chars()
        .filter(|c| c.is_ascii_alphanumeric() || *c == '-')
        .collect();
    let usable = usable
        .trim_start_matches(|c: char| !c.is_ascii_alphabetic())
        .trim_end_matches('-');
    report.error(
        Code::UnusableName,
        name.span,
        format!("`{}` is not a valid package name", name.value),
        match usable {
            "" => "use kebab-case, as in `example-api`".to_owned(),
            usable => format!("use kebab-case, as in `{usable}`"),
        },
    );
}

/// Reports the name of a package whose crate cannot be named in Rust, or that is the name of another crate.
fn reserve_package(name: &Text, report: &mut Report) {
    let crate_name = naming::snake(&name.value);
    if naming::is_keyword(&crate_name) || reserved_names::is_crate(&crate_name) {
        report.error(
            Code::ReservedName,
            name.span,
            format!("the package name `{}` is reserved", name.value),
            format!("use another name, such as `{}-api`", name.value),
        );
    }
}

fn version(version: &Text, report: &mut Report) {
    if !is_semver(&version.value) {
        report.error(
            Code::InvalidValue,
            version.span,
            format!("`{}` is not a valid version", version.value),
            "use three numbers, such as `1.4.0`, or `1.4.0-rc.1` for a pre-release",
        );
    }
}

/// Whether a string is a version of Semantic Versioning 2.0.0, as Cargo parses it.
fn is_semver(version: &str) -> bool {
    let (version, build) = match version.split_once('+') {
        Some((version, build)) => (version, Some(build)),
        None => (version, None),
    };
    let (core, pre_release) = match version.split_once('-') {
        Some((core, pre_release)) => (core, Some(pre_release)),
        None => (version, None),
    };
    let number =
        |text: &str| text == "0" || !text.starts_with(['0', '+']) && text.parse::<u64>().is_ok();
    core.split('.').count() == 3
        && core.split('.').all(number)
        && pre_release.is_none_or(|it| it.split('.').all(|it| is_identifier(it) && !is_padded(it)))
        && build.is_none_or(|it| it.split('.').all(is_identifier))
}

/// Whether a string is an identifier of a pre-release or build.
fn is_identifier(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
}

/// Whether a string is a number with leading zeros, which pre-releases must not have.
fn is_padded(text: &str) -> bool {
    text.len() > 1 && text.starts_with('0') && text.bytes().all(|it| it.is_ascii_digit())
}

/// Resolves the envelope, whose keys name different members.
fn envelope(envelope: &spec::Envelope, report: &mut Report) -> Envelope {
    let others = [
        &envelope.success,
        &envelope.errors,
        &envelope.messages,
        &envelope.page_info,
    ];
    let members = [&envelope.result]
        .into_iter()
        .chain(others.into_iter().flatten());
    duplicates::check("envelope member", members, report);
    Envelope {
        result: envelope.result.value.clone(),
        success: text(envelope.success.as_ref()),
        errors: text(envelope.errors.as_ref()),
        messages: text(envelope.messages.as_ref()),
        page_info: text(envelope.page_info.as_ref()),
        span: envelope.span,
    }
}
