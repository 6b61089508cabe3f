//! Every operation on trusted domains, with the fewest and with all parameters.

use clientwright_tests::prove;
use cloudflare_email_security::trusted_domains::{
    CreateTrustedDomainParams, DeletedTrustedDomain, TrustedDomain, TrustedDomainId,
    TrustedDomainOrder, TrustedDomains,
};
use cloudflare_email_security::types::{AccountId, SortDirection};
use cloudflare_email_security::{Call, Client, Error, Items, Page, Pages};

fn params() -> CreateTrustedDomainParams {
    CreateTrustedDomainParams {
        is_recent: true,
        is_regex: false,
        is_similarity: false,
        pattern: "example.com".into(),
    }
}

fn minimal(domains: &TrustedDomains) {
    let _: Call<Page<TrustedDomain>> = prove::request(domains.list("account"));
    let _: Call<TrustedDomain> = prove::request(domains.get("account", "domain"));
    let _: Call<TrustedDomain> = prove::request(domains.create("account", params()));
    let _: Call<TrustedDomain> = prove::request(domains.edit("account", "domain"));
    let _: Call<DeletedTrustedDomain> = prove::request(domains.delete("account", "domain"));
}

fn full(domains: &TrustedDomains, account: &AccountId, domain: &TrustedDomainId) {
    let list = domains
        .list(account)
        .direction(SortDirection::Asc)
        .is_recent(true)
        .is_similarity(true)
        .order(TrustedDomainOrder::Pattern)
        .page(1)
        .pattern("example.com")
        .per_page(1000)
        .search("example");
    let _: Pages<TrustedDomain> = list.clone().pages();
    let _: Items<TrustedDomain> = list.clone().items();
    let _: Call<Page<TrustedDomain>> = list.send();
    let _: Call<TrustedDomain> = domains
        .create(account, params())
        .comments("a remark")
        .clear_comments()
        .send();
    let _: Call<TrustedDomain> = domains
        .edit(account, domain)
        .comments("a remark")
        .clear_comments()
        .is_recent(false)
        .is_regex(false)
        .is_similarity(false)
        .pattern("example.org")
        .send();
    let _: Call<TrustedDomain> = domains.get(account, domain).send();
    let _: Call<DeletedTrustedDomain> = domains.delete(account, domain).send();
}

async fn awaited(domains: TrustedDomains) -> Result<(), Error> {
    let domain: TrustedDomain = domains.create("account", params()).await?;
    let Some(id) = domain.id else { return Ok(()) };
    let _: Page<TrustedDomain> = domains.list("account").await?;
    let _: TrustedDomain = domains.get("account", &id).await?;
    let _: TrustedDomain = domains.edit("account", &id).await?;
    let _: DeletedTrustedDomain = domains.delete("account", id).await?;
    Ok(())
}

fn main() {
    prove::model::<TrustedDomain>();
    prove::model::<TrustedDomainId>();
    prove::model::<TrustedDomainOrder>();
    prove::model::<DeletedTrustedDomain>();
    let client: Client = prove::client();
    let domains = client.email_security().settings().trusted_domains();
    minimal(&domains);
    full(
        &domains,
        &AccountId::from("account"),
        &TrustedDomainId::from("domain"),
    );
    prove::future(awaited(domains));
}
