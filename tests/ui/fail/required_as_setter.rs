//! Required fields have no setter.

use cloudflare_email_security::block_senders::{BlockSenders, CreateBlockSenderParams};

fn create(senders: BlockSenders, params: CreateBlockSenderParams) {
    drop(senders.create("account", params).pattern("example.com"));
}

fn main() {}
