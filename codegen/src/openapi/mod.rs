//! OpenAPI documents: the way out.

mod export;

pub use export::export;
