//! The audit from outside: `audit/base` is a spec, and each case in `audit/cases/*.txt` an edit of it, which is looked at
//! in both directions.
//!
//! A case names the rules that it is about, for the way there and behind `<-` for the way back, and then has pieces of
//! text that are replaced:
//!
//! ```text
//! == param-became-required <- param-became-optional
//! @ resources/zones.yaml
//! - since: {type: date, docs: Keeps newer zones.}
//! + since: {type: date, required: true, docs: Keeps newer zones.}
//! ```
//!
//! The crates of both sides are compared too: what a case does to them has to hang under its changes.
//!
//! What it gives stands beside it in `audit/cases/*.golden`. `BLESS=1 cargo test -p clientwright-codegen --test audit`
//! writes that anew. Read the difference as one who has to decide whether a pull request may go in.

#[path = "audit/attribution.rs"]
mod attribution;
#[path = "audit/case.rs"]
mod case;
#[path = "audit/causes.rs"]
mod causes;
#[path = "audit/crosscheck/mod.rs"]
mod crosscheck;
#[path = "audit/edits.rs"]
mod edits;
#[path = "audit/ids.rs"]
mod ids;
#[path = "audit/joined.rs"]
mod joined;
#[path = "audit/listed.rs"]
mod listed;
#[path = "audit/places.rs"]
mod places;
#[path = "audit/produced.rs"]
mod produced;
#[path = "audit/properties.rs"]
mod properties;
#[path = "audit/reaching.rs"]
mod reaching;
#[path = "audit/report.rs"]
mod report;
#[path = "audit/rules.rs"]
mod rules;
#[path = "audit/shown.rs"]
mod shown;
#[path = "audit/verdict.rs"]
mod verdict;
#[path = "audit/witness/mod.rs"]
mod witness;
