//! The operations on the impersonation registry.

use cloudflare_email_security::impersonation_registry::{
    CreateImpersonationRegistryEntryParams, ImpersonationRegistry,
};

use super::{Arguments, Outcome, account, fill, known, one, page, required, text};

pub fn call(registry: &ImpersonationRegistry, method: &str, mut arguments: Arguments) -> Outcome {
    let account = account(&mut arguments);
    if method == "list" {
        let request = fill!(registry.list(account), arguments;
            order = known;
            provenance = known;
            direction = known;
            page = known;
            per_page = known;
            search = text;
        );
        return page(request.send(), &arguments);
    }
    if method == "create" {
        let params = CreateImpersonationRegistryEntryParams {
            email: required(&mut arguments, "email"),
            is_email_regex: required(&mut arguments, "is_email_regex"),
            name: required(&mut arguments, "name"),
        };
        let request = fill!(registry.create(account, params), arguments;
            comments = text, clear_comments;
            directory_id = known, clear_directory_id;
            directory_node_id = known, clear_directory_node_id;
            external_directory_node_id = text, clear_external_directory_node_id;
            provenance = known;
        );
        return one(request.send(), &arguments);
    }
    let entry = required::<String>(&mut arguments, "impersonation_registry_id");
    match method {
        "get" => one(registry.get(account, entry).send(), &arguments),
        "edit" => {
            let request = fill!(registry.edit(account, entry), arguments;
                comments = text, clear_comments;
                directory_id = known, clear_directory_id;
                directory_node_id = known, clear_directory_node_id;
                email = text;
                external_directory_node_id = text, clear_external_directory_node_id;
                is_email_regex = known;
                name = text;
                provenance = known;
            );
            one(request.send(), &arguments)
        }
        "delete" => one(registry.delete(account, entry).send(), &arguments),
        _ => panic!("no operation `impersonation_registry.{method}`"),
    }
}
