//! The audit. `audit/base` is a spec, and each case in `audit/cases/*.txt` an edit of it. Both directions are audited:
//! from the base to the edited spec, and back.
//!
//! A case names the expected rules of the edit and, after `<-`, those of its reverse, followed by replacements:
//!
//! ```text
//! == param-became-required <- param-became-optional
//! @ resources/zones.yaml
//! - since: {type: date, docs: Keeps newer zones.}
//! + since: {type: date, required: true, docs: Keeps newer zones.}
//! ```
//!
//! The generated crates are compared too: every item that differs must belong to a change.
//!
//! `audit/cases/*.golden` has the expected changes. `BLESS=1 cargo test -p clientwright-codegen --test audit` rewrites
//! them. Read the difference as the reviewer of a pull request.

#[path = "audit/attribution.rs"]
mod attribution;
#[path = "audit/by_direction.rs"]
mod by_direction;
#[path = "audit/case.rs"]
mod case;
#[path = "audit/cases.rs"]
mod cases;
#[path = "audit/causes.rs"]
mod causes;
#[path = "audit/constraints.rs"]
mod constraints;
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
