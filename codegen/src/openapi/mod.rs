//! Export of the resolved API as an OpenAPI document.

mod export;

pub use export::export;
