//! The operations on protected domains.

use cloudflare_email_security::domains::{DeliveryMode, Disposition, Domains, Region};

use super::{Arguments, Outcome, account, fill, known, list, one, page, required, text};

pub fn call(domains: &Domains, method: &str, mut arguments: Arguments) -> Outcome {
    let account = account(&mut arguments);
    if method == "list" {
        let request = fill!(domains.list(account), arguments;
            active_delivery_mode = known;
            allowed_delivery_mode = known;
            domain = list::<String>;
            integration_id = text;
            order = known;
            status = known;
            direction = known;
            page = known;
            per_page = known;
            search = text;
        );
        return page(request.send(), &arguments);
    }
    let domain = required::<String>(&mut arguments, "domain_id");
    match method {
        "get" => one(domains.get(account, domain).send(), &arguments),
        "edit" => {
            let request = fill!(domains.edit(account, domain), arguments;
                allowed_delivery_modes = list::<DeliveryMode>;
                domain = text;
                drop_dispositions = list::<Disposition>;
                folder = known;
                integration_id = text, clear_integration_id;
                ip_restrictions = list::<String>;
                lookback_hops = known;
                regions = list::<Region>;
                require_tls_inbound = known;
                require_tls_outbound = known;
                transport = text;
            );
            one(request.send(), &arguments)
        }
        "delete" => one(domains.delete(account, domain).send(), &arguments),
        _ => panic!("no operation `domains.{method}`"),
    }
}
