//! What the kinds of tests share: a server on loopback, and proofs about types.

mod message;
pub mod prove;
pub mod server;

/// The examples of the README, so that they keep compiling.
#[cfg(doctest)]
#[doc = include_str!("../../README.md")]
pub struct Readme;
