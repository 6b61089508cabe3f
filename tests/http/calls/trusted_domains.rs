//! The operations on trusted domains.

use cloudflare_email_security::trusted_domains::{CreateTrustedDomainParams, TrustedDomains};

use super::{Arguments, Outcome, account, fill, known, one, page, required, text};

pub fn call(domains: &TrustedDomains, method: &str, mut arguments: Arguments) -> Outcome {
    let account = account(&mut arguments);
    if method == "list" {
        let request = fill!(domains.list(account), arguments;
            is_recent = known;
            is_similarity = known;
            order = known;
            pattern = text;
            direction = known;
            page = known;
            per_page = known;
            search = text;
        );
        return page(request.send(), &arguments);
    }
    if method == "create" {
        let params = CreateTrustedDomainParams {
            is_recent: required(&mut arguments, "is_recent"),
            is_regex: required(&mut arguments, "is_regex"),
            is_similarity: required(&mut arguments, "is_similarity"),
            pattern: required(&mut arguments, "pattern"),
        };
        let request = fill!(domains.create(account, params), arguments;
            comments = text, clear_comments;
        );
        return one(request.send(), &arguments);
    }
    let domain = required::<String>(&mut arguments, "trusted_domain_id");
    match method {
        "get" => one(domains.get(account, domain).send(), &arguments),
        "edit" => {
            let request = fill!(domains.edit(account, domain), arguments;
                comments = text, clear_comments;
                is_recent = known;
                is_regex = known;
                is_similarity = known;
                pattern = text;
            );
            one(request.send(), &arguments)
        }
        "delete" => one(domains.delete(account, domain).send(), &arguments),
        _ => panic!("no operation `trusted_domains.{method}`"),
    }
}
