//! The cases of all files, resolved and audited once, because several tests need them.

use crate::case::{Case, Side, case_files, folder, parse, report, spec, surface};
use clientwright_codegen::audit::State;
use clientwright_codegen::audit::report::Report;
use clientwright_codegen::surface::Item;
use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;
use std::sync::OnceLock;

/// The base of all cases.
pub struct Base {
    pub files: BTreeMap<String, String>,
    pub side: Side,
    pub items: Vec<Item>,
}

/// A case, the edited side, and the reports on both directions.
pub struct Audited {
    pub case: Case,
    /// The file that contains the case.
    pub file: PathBuf,
    pub head: Side,
    pub items: Vec<Item>,
    /// From the base to the head.
    pub there: Report,
    /// From the head to the base.
    pub back: Report,
}

pub fn base() -> &'static Base {
    static BASE: OnceLock<Base> = OnceLock::new();
    BASE.get_or_init(|| {
        let files = spec(&folder().join("base"));
        let side = Side::of(&files).unwrap_or_else(|report| panic!("{report}"));
        Base {
            items: surface(&side),
            files,
            side,
        }
    })
}

/// The cases, by file and in order.
pub fn cases() -> &'static [Audited] {
    static CASES: OnceLock<Vec<Audited>> = OnceLock::new();
    CASES.get_or_init(|| {
        let base = base();
        let state = State::of(&base.side.api, &base.side.sources);
        let mut all = Vec::new();
        for file in case_files() {
            let text = fs::read_to_string(&file).expect("a text");
            let cases = parse(&text, &base.files).unwrap_or_else(|error| panic!("{error}"));
            let audited = cases
                .into_iter()
                .map(|case| Audited::of(case, file.clone(), &state));
            all.extend(audited);
        }
        all
    })
}

impl Audited {
    fn of(case: Case, file: PathBuf, base: &State<'_>) -> Self {
        let head = Side::of(&case.files).unwrap_or_else(|error| panic!("{}: {error}", case.title));
        let state = State::of(&head.api, &head.sources);
        let (there, back) = (
            report(base, &state, &case.removed_names),
            report(&state, base, &case.removed_names),
        );
        Self {
            items: surface(&head),
            case,
            file,
            head,
            there,
            back,
        }
    }
}
