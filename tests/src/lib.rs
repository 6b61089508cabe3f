//! Shared by the test suites: a loopback server, and compile-time checks of types.

mod message;
pub mod prove;
pub mod server;

/// Compiles the examples of the README.
#[cfg(doctest)]
#[doc = include_str!("../../README.md")]
pub struct Readme;
