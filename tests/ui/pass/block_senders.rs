//! Every operation on blocked senders, with the fewest and with all parameters.

use clientwright_tests::prove;
use cloudflare_email_security::block_senders::{
    BlockSender, BlockSenderId, BlockSenderOrder, BlockSenders, CreateBlockSenderParams,
    DeletedBlockSender,
};
use cloudflare_email_security::types::{AccountId, PatternType, PatternTypeInput, SortDirection};
use cloudflare_email_security::{Call, Client, Error, Items, Page, Pages, Timestamp};

fn params() -> CreateBlockSenderParams {
    CreateBlockSenderParams {
        is_regex: false,
        pattern: "192.0.2.1".into(),
        pattern_type: PatternTypeInput::Ip,
    }
}

fn minimal(senders: &BlockSenders) {
    let _: Call<Page<BlockSender>> = prove::request(senders.list("account"));
    let _: Call<BlockSender> = prove::request(senders.get("account", "sender"));
    let _: Call<BlockSender> = prove::request(senders.create("account", params()));
    let _: Call<BlockSender> = prove::request(senders.edit("account", "sender"));
    let _: Call<DeletedBlockSender> = prove::request(senders.delete("account", "sender"));
}

fn full(senders: &BlockSenders, account: &AccountId, sender: &BlockSenderId) {
    let list = senders
        .list(account)
        .direction(SortDirection::Asc)
        .order(BlockSenderOrder::Pattern)
        .page(1)
        .pattern("example.com")
        .pattern_type(PatternType::Domain)
        .per_page(1000)
        .search("example");
    let _: Pages<BlockSender> = list.clone().pages();
    let _: Items<BlockSender> = list.clone().items();
    let _: Call<Page<BlockSender>> = list.send();
    let _: Call<BlockSender> = senders
        .create(account, params())
        .comments("a remark")
        .clear_comments()
        .send();
    let _: Call<BlockSender> = senders
        .edit(account, sender)
        .comments("a remark")
        .clear_comments()
        .is_regex(true)
        .pattern(".*@example[.]com")
        .pattern_type(PatternTypeInput::Email)
        .send();
    let _: Call<BlockSender> = senders.get(account, sender).send();
    let _: Call<DeletedBlockSender> = senders.delete(account, sender).send();
}

async fn awaited(senders: BlockSenders) -> Result<(), Error> {
    let sender: BlockSender = senders.create("account", params()).await?;
    let _: Option<Timestamp> = sender.created_at;
    let Some(id) = sender.id else { return Ok(()) };
    let _: Page<BlockSender> = senders.list("account").await?;
    let _: BlockSender = senders.get("account", &id).await?;
    let _: BlockSender = senders.edit("account", &id).await?;
    let _: DeletedBlockSender = senders.delete("account", id).await?;
    Ok(())
}

fn main() {
    prove::model::<BlockSender>();
    prove::model::<BlockSenderId>();
    prove::model::<BlockSenderOrder>();
    prove::model::<DeletedBlockSender>();
    let client: Client = prove::client();
    let senders = client.email_security().settings().block_senders();
    minimal(&senders);
    full(
        &senders,
        &AccountId::from("account"),
        &BlockSenderId::from("sender"),
    );
    prove::future(awaited(senders));
}
