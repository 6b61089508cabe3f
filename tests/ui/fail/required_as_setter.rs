//! What is required is not also a setter: there is one place to give it.

use cloudflare_email_security::block_senders::{BlockSenders, CreateBlockSenderParams};

fn create(senders: BlockSenders, params: CreateBlockSenderParams) {
    drop(senders.create("account", params).pattern("example.com"));
}

fn main() {}
