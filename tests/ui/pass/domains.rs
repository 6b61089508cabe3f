//! Every operation on protected domains, with the fewest and with all parameters.

use clientwright_tests::prove;
use cloudflare_email_security::domains::{
    DeletedDomain, DeliveryMode, Disposition, DmarcStatus, Domain, DomainAuthorization, DomainId,
    DomainOrder, DomainStatus, Domains, EmailsProcessed, Folder, InboxProvider, Region, SpfStatus,
};
use cloudflare_email_security::types::{AccountId, SortDirection};
use cloudflare_email_security::{Call, Client, Error, Items, Page, Pages, Timestamp};

fn minimal(domains: &Domains) {
    let _: Call<Page<Domain>> = prove::request(domains.list("account"));
    let _: Call<Domain> = prove::request(domains.get("account", "domain"));
    let _: Call<Domain> = prove::request(domains.edit("account", "domain"));
    let _: Call<DeletedDomain> = prove::request(domains.delete("account", "domain"));
}

fn full(domains: &Domains, account: &AccountId, domain: &DomainId) {
    let list = domains
        .list(account)
        .active_delivery_mode(DeliveryMode::Direct)
        .allowed_delivery_mode(DeliveryMode::RetroScan)
        .direction(SortDirection::Asc)
        .domain(["example.com", "example.org"])
        .integration_id("integration")
        .order(DomainOrder::Domain)
        .page(1)
        .per_page(1000)
        .search("example")
        .status(DomainStatus::Active);
    let _: Pages<Domain> = list.clone().pages();
    let _: Items<Domain> = list.clone().items();
    let _: Call<Page<Domain>> = list.send();
    let _: Call<Domain> = domains
        .edit(account, domain)
        .allowed_delivery_modes([DeliveryMode::Bcc, DeliveryMode::Journal, DeliveryMode::Api])
        .domain("example.com")
        .drop_dispositions(vec![Disposition::MaliciousBec, Disposition::Unknown])
        .folder(Folder::AllItems)
        .integration_id("integration")
        .clear_integration_id()
        .ip_restrictions(vec![String::from("192.0.2.0/24")])
        .lookback_hops(2)
        .regions([Region::Global])
        .require_tls_inbound(true)
        .require_tls_outbound(true)
        .transport("mx.example.com")
        .send();
    let _: Call<Domain> = domains.get(account, domain).send();
    let _: Call<DeletedDomain> = domains.delete(account, domain).send();
}

async fn awaited(domains: Domains) -> Result<(), Error> {
    let page: Page<Domain> = domains.list("account").await?;
    for domain in &page {
        let Some(id) = &domain.id else { continue };
        let domain: Domain = domains.get("account", id).await?;
        let _: Option<Timestamp> = domain.authorization.map(|state| state.timestamp);
        let _: Domain = domains.edit("account", id).await?;
        let _: DeletedDomain = domains.delete("account", id).await?;
    }
    Ok(())
}

fn main() {
    prove::model::<Domain>();
    prove::model::<DomainAuthorization>();
    prove::model::<EmailsProcessed>();
    prove::model::<DeletedDomain>();
    prove::model::<DomainId>();
    prove::model::<DomainOrder>();
    prove::model::<DomainStatus>();
    prove::model::<DeliveryMode>();
    prove::model::<Disposition>();
    prove::model::<Folder>();
    prove::model::<InboxProvider>();
    prove::model::<Region>();
    prove::model::<DmarcStatus>();
    prove::model::<SpfStatus>();
    let client: Client = prove::client();
    let domains = client.email_security().settings().domains();
    minimal(&domains);
    full(
        &domains,
        &AccountId::from("account"),
        &DomainId::from("domain"),
    );
    prove::future(awaited(domains));
}
