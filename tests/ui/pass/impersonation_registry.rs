//! Every operation on the impersonation registry, with the fewest and with all parameters.

use clientwright_tests::prove;
use cloudflare_email_security::impersonation_registry::{
    CreateImpersonationRegistryEntryParams, DeletedImpersonationRegistryEntry,
    ImpersonationRegistry, ImpersonationRegistryEntry, ImpersonationRegistryEntryId,
    ImpersonationRegistryOrder, Provenance,
};
use cloudflare_email_security::types::{AccountId, SortDirection};
use cloudflare_email_security::{Call, Client, Error, Items, Page, Pages};

type Entry = ImpersonationRegistryEntry;
type EntryId = ImpersonationRegistryEntryId;

fn params() -> CreateImpersonationRegistryEntryParams {
    CreateImpersonationRegistryEntryParams {
        email: "john.doe@example.com".into(),
        is_email_regex: false,
        name: "John Doe".into(),
    }
}

fn minimal(registry: &ImpersonationRegistry) {
    let _: Call<Page<Entry>> = prove::request(registry.list("account"));
    let _: Call<Entry> = prove::request(registry.get("account", "entry"));
    let _: Call<Entry> = prove::request(registry.create("account", params()));
    let _: Call<Entry> = prove::request(registry.edit("account", "entry"));
    let _: Call<DeletedImpersonationRegistryEntry> =
        prove::request(registry.delete("account", "entry"));
}

fn full(registry: &ImpersonationRegistry, account: &AccountId, entry: &EntryId) {
    let list = registry
        .list(account)
        .direction(SortDirection::Asc)
        .order(ImpersonationRegistryOrder::Name)
        .page(1)
        .per_page(1000)
        .provenance(Provenance::SnoopyOffice365)
        .search("john");
    let _: Pages<Entry> = list.clone().pages();
    let _: Items<Entry> = list.clone().items();
    let _: Call<Page<Entry>> = list.send();
    let _: Call<Entry> = registry
        .create(account, params())
        .comments("a remark")
        .clear_comments()
        .directory_id(1)
        .clear_directory_id()
        .directory_node_id(2)
        .clear_directory_node_id()
        .external_directory_node_id("node")
        .clear_external_directory_node_id()
        .provenance(Provenance::A1sInternal)
        .send();
    let _: Call<Entry> = registry
        .edit(account, entry)
        .comments("a remark")
        .clear_comments()
        .directory_id(1)
        .clear_directory_id()
        .directory_node_id(2)
        .clear_directory_node_id()
        .email("john@example.com")
        .external_directory_node_id("node")
        .clear_external_directory_node_id()
        .is_email_regex(false)
        .name("John")
        .provenance(Provenance::SnoopyGoogleDirectory)
        .send();
    let _: Call<Entry> = registry.get(account, entry).send();
    let _: Call<DeletedImpersonationRegistryEntry> = registry.delete(account, entry).send();
}

async fn awaited(registry: ImpersonationRegistry) -> Result<(), Error> {
    let entry: Entry = registry.create("account", params()).await?;
    let _: Option<i64> = entry.directory_id;
    let Some(id) = entry.id else { return Ok(()) };
    let _: Page<Entry> = registry.list("account").await?;
    let _: Entry = registry.get("account", &id).await?;
    let _: Entry = registry.edit("account", &id).await?;
    let _: DeletedImpersonationRegistryEntry = registry.delete("account", id).await?;
    Ok(())
}

fn main() {
    prove::model::<Entry>();
    prove::model::<EntryId>();
    prove::model::<DeletedImpersonationRegistryEntry>();
    prove::model::<ImpersonationRegistryOrder>();
    prove::model::<Provenance>();
    let client: Client = prove::client();
    let registry = client.email_security().settings().impersonation_registry();
    minimal(&registry);
    full(
        &registry,
        &AccountId::from("account"),
        &EntryId::from("entry"),
    );
    prove::future(awaited(registry));
}
