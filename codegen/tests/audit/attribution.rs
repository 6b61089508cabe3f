//! The table of causes: every row applies to a case or a random edit.

use crate::case::Side;
use crate::cases::{base, cases};
use crate::causes;
use crate::edits::{self, Random};
use clientwright_codegen::audit::{State, used_causes};
use std::collections::BTreeMap;

/// Number of random edits.
const ROUNDS: u64 = 200;

/// A resource with a `list` operation, whose request is named after the resource.
fn list_of(resource: &str) -> Side {
    let api =
        "name: demo\nversion: 1.0.0\ntitle: Demo\ndocs: A demo.\nservers: [https://example.com]\n";
    let text = "docs: Parts.\nitem: part\noperations:\n  \
                list: {docs: Lists parts., http: GET /parts, returns: [string]}\n";
    let files = BTreeMap::from([
        ("api.yaml".to_owned(), api.to_owned()),
        (format!("resources/{resource}.yaml"), text.to_owned()),
    ]);
    Side::of(&files).unwrap_or_else(|report| panic!("{report}"))
}

#[test]
fn every_row_of_the_table_of_causes_is_used() {
    let base = &base().side;
    let mut edited = Vec::new();
    for seed in 0..ROUNDS {
        let (api, _) = edits::edited(&base.api, &mut Random::new(seed));
        let sources = base.sources.clone();
        edited.push(Side { api, sources });
    }
    let mut others = causes::sides();
    others.push((list_of("parts"), list_of("pieces")));
    let heads = cases().iter().map(|it| &it.head).chain(&edited);
    let of_base = heads.map(|head| (base, head));
    let pairs = of_base.chain(others.iter().map(|(old, new)| (old, new)));
    let mut rows: Vec<(String, bool)> = Vec::new();
    for (base, head) in pairs {
        let states = [base, head].map(|side| State::of(&side.api, &side.sources));
        let [base, head] = &states;
        for (old, new) in [(base, head), (head, base)] {
            let used = used_causes(old, new);
            if rows.is_empty() {
                rows.clone_from(&used);
            }
            for ((_, ever), (_, now)) in rows.iter_mut().zip(used) {
                *ever |= now;
            }
        }
    }
    let unused: Vec<_> = rows.iter().filter(|(_, used)| !used).collect();
    assert!(
        !rows.is_empty() && unused.is_empty(),
        "unused rows: {unused:#?}"
    );
}
