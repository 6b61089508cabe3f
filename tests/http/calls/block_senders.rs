//! The operations on blocked senders.

use cloudflare_email_security::block_senders::{BlockSenders, CreateBlockSenderParams};

use super::{Arguments, Outcome, account, fill, known, one, page, required, text, writable};

pub fn call(senders: &BlockSenders, method: &str, mut arguments: Arguments) -> Outcome {
    let account = account(&mut arguments);
    if method == "list" {
        let request = fill!(senders.list(account), arguments;
            order = known;
            pattern = text;
            pattern_type = known;
            direction = known;
            page = known;
            per_page = known;
            search = text;
        );
        return page(request.send(), &arguments);
    }
    if method == "create" {
        let params = CreateBlockSenderParams {
            is_regex: required(&mut arguments, "is_regex"),
            pattern: required(&mut arguments, "pattern"),
            pattern_type: writable(required(&mut arguments, "pattern_type")),
        };
        let request = fill!(senders.create(account, params), arguments;
            comments = text, clear_comments;
        );
        return one(request.send(), &arguments);
    }
    let pattern = required::<String>(&mut arguments, "pattern_id");
    match method {
        "get" => one(senders.get(account, pattern).send(), &arguments),
        "edit" => {
            let request = fill!(senders.edit(account, pattern), arguments;
                comments = text, clear_comments;
                is_regex = known;
                pattern = text;
                pattern_type = writable;
            );
            one(request.send(), &arguments)
        }
        "delete" => one(senders.delete(account, pattern).send(), &arguments),
        _ => panic!("no operation `block_senders.{method}`"),
    }
}
