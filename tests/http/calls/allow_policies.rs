//! The operations on allow policies.
#![expect(deprecated, reason = "the deprecated parameters are still sent")]

use cloudflare_email_security::allow_policies::{AllowPolicies, CreateAllowPolicyParams};

use super::{Arguments, Outcome, account, fill, known, one, page, required, text, writable};

pub fn call(policies: &AllowPolicies, method: &str, mut arguments: Arguments) -> Outcome {
    let account = account(&mut arguments);
    if method == "list" {
        let request = fill!(policies.list(account), arguments;
            is_acceptable_sender = known;
            is_exempt_recipient = known;
            is_trusted_sender = known;
            order = known;
            pattern = text;
            pattern_type = known;
            verify_sender = known;
            direction = known;
            page = known;
            per_page = known;
            search = text;
        );
        return page(request.send(), &arguments);
    }
    if method == "create" {
        let params = CreateAllowPolicyParams {
            is_acceptable_sender: required(&mut arguments, "is_acceptable_sender"),
            is_exempt_recipient: required(&mut arguments, "is_exempt_recipient"),
            is_regex: required(&mut arguments, "is_regex"),
            is_trusted_sender: required(&mut arguments, "is_trusted_sender"),
            pattern: required(&mut arguments, "pattern"),
            pattern_type: writable(required(&mut arguments, "pattern_type")),
            verify_sender: required(&mut arguments, "verify_sender"),
        };
        let request = fill!(policies.create(account, params), arguments;
            comments = text, clear_comments;
            is_recipient = known;
            is_sender = known;
            is_spoof = known;
        );
        return one(request.send(), &arguments);
    }
    let policy = required::<String>(&mut arguments, "policy_id");
    match method {
        "get" => one(policies.get(account, policy).send(), &arguments),
        "edit" => {
            let request = fill!(policies.edit(account, policy), arguments;
                comments = text, clear_comments;
                is_acceptable_sender = known;
                is_exempt_recipient = known;
                is_regex = known;
                is_trusted_sender = known;
                pattern = text;
                pattern_type = writable;
                verify_sender = known;
                is_recipient = known;
                is_sender = known;
                is_spoof = known;
            );
            one(request.send(), &arguments)
        }
        "delete" => one(policies.delete(account, policy).send(), &arguments),
        _ => panic!("no operation `allow_policies.{method}`"),
    }
}
