//! Report of an import as Markdown.

use super::report::{Decision, ImportReport, Lost, Place};
use crate::markdown::{Docs, Inline, code};

/// The report, with a section for each kind of loss.
pub(super) fn report(report: &ImportReport) -> String {
    let mut docs = Docs::default();
    docs.section(
        "Import report",
        Docs::paragraph(Inline::text(&report.title())),
    );
    for (kind, losses) in report.by_kind() {
        docs.section(kind.code(), kind.description());
        docs.add(Docs::paragraph(Inline::join(
            &["Instead:".into(), kind.instead().into()],
            " ",
        )));
        let rows = losses.iter().map(|Lost { place, detail, .. }| {
            let [position, pointer] = cells(place);
            vec![position, pointer, Inline::text(detail)]
        });
        docs.add(Docs::table(&["place", "pointer", "element"], rows));
    }
    if !report.decisions.is_empty() {
        let rows = report.decisions.iter().map(|it| {
            let Decision {
                place,
                decision,
                reason,
            } = it;
            let [position, pointer] = cells(place);
            vec![
                position,
                pointer,
                Inline::text(decision),
                Inline::text(reason),
            ]
        });
        let table = Docs::table(&["place", "pointer", "decision", "reason"], rows);
        docs.section("Decisions", table);
    }
    docs.lines().join("\n") + "\n"
}

fn cells(place: &Place) -> [Inline; 2] {
    let Place {
        file,
        line,
        column,
        pointer,
    } = place;
    [code(format!("{file}:{line}:{column}")), code(pointer)]
}
