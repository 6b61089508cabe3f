//! Every operation on allow policies, with the fewest and with all parameters.

use clientwright_tests::prove;
use cloudflare_email_security::allow_policies::{
    AllowPolicies, AllowPolicy, AllowPolicyId, AllowPolicyOrder, CreateAllowPolicyParams,
    DeletedAllowPolicy,
};
use cloudflare_email_security::types::{AccountId, PatternType, PatternTypeInput, SortDirection};
use cloudflare_email_security::{Call, Client, Error, Items, Page, Pages, Timestamp};

fn params() -> CreateAllowPolicyParams {
    CreateAllowPolicyParams {
        is_acceptable_sender: false,
        is_exempt_recipient: false,
        is_regex: false,
        is_trusted_sender: true,
        pattern: "test@example.com".to_owned(),
        pattern_type: PatternTypeInput::Email,
        verify_sender: true,
    }
}

fn minimal(policies: &AllowPolicies) {
    let _: Call<Page<AllowPolicy>> = prove::request(policies.list("account"));
    let _: Call<AllowPolicy> = prove::request(policies.get("account", "policy"));
    let _: Call<AllowPolicy> = prove::request(policies.create("account", params()));
    let _: Call<AllowPolicy> = prove::request(policies.edit("account", "policy"));
    let _: Call<DeletedAllowPolicy> = prove::request(policies.delete("account", "policy"));
}

#[expect(deprecated, reason = "the deprecated parameters are still there")]
fn full(policies: &AllowPolicies, account: &AccountId, policy: &AllowPolicyId) {
    let list = policies
        .list(account)
        .direction(SortDirection::Desc)
        .is_acceptable_sender(true)
        .is_exempt_recipient(true)
        .is_trusted_sender(true)
        .order(AllowPolicyOrder::CreatedAt)
        .page(1)
        .pattern("test@example.com")
        .pattern_type(PatternType::Unknown)
        .per_page(1000)
        .search("test")
        .verify_sender(true);
    let _: Pages<AllowPolicy> = list.clone().pages();
    let _: Items<AllowPolicy> = list.clone().items();
    let _: Call<Page<AllowPolicy>> = list.send();
    let _: Call<AllowPolicy> = policies
        .create(account, params())
        .comments("a remark")
        .clear_comments()
        .is_recipient(false)
        .is_sender(false)
        .is_spoof(false)
        .send();
    let _: Call<AllowPolicy> = policies
        .edit(account, policy)
        .comments(String::from("a remark"))
        .clear_comments()
        .is_acceptable_sender(true)
        .is_exempt_recipient(true)
        .is_recipient(true)
        .is_regex(true)
        .is_sender(true)
        .is_spoof(true)
        .is_trusted_sender(true)
        .pattern("example.com")
        .pattern_type(PatternTypeInput::Domain)
        .verify_sender(true)
        .send();
    let _: Call<AllowPolicy> = policies.get(account, policy).send();
    let _: Call<DeletedAllowPolicy> = policies.delete(account, policy).send();
}

async fn awaited(policies: AllowPolicies) -> Result<(), Error> {
    for policy in policies.list("account").await? {
        let _: Timestamp = policy.created_at;
        let policy: AllowPolicy = policies.get("account", policy.id).await?;
        let policy: AllowPolicy = policies.edit("account", &policy.id).await?;
        let _: DeletedAllowPolicy = policies.delete("account", policy.id).await?;
    }
    let _: AllowPolicy = policies.create("account", params()).await?;
    Ok(())
}

fn main() {
    prove::model::<AllowPolicy>();
    prove::model::<AllowPolicyId>();
    prove::model::<AllowPolicyOrder>();
    prove::model::<DeletedAllowPolicy>();
    let client: Client = prove::client();
    let policies = client.email_security().settings().allow_policies();
    minimal(&policies);
    full(
        &policies,
        &AccountId::from("account"),
        &AllowPolicyId::from("policy"),
    );
    prove::future(awaited(policies));
}
