//! The timeline of a report. Bars of removed elements end at the date of the report.

use crate::parts::{change, lifecycle, place};
use crate::sample::empty;
use clientwright_codegen::audit::render::{Format, render};
use clientwright_codegen::audit::report::{Change, Class, Locations, Report};

/// The percentage after a string, in tenths.
fn after(text: &str, start: &str) -> i64 {
    let (_, rest) = text.split_once(start).expect(text);
    let (number, _) = rest.split_once('%').expect(rest);
    number.replace('.', "").parse().expect(number)
}

#[test]
fn bars_end_at_removal_or_end_of_life() {
    // The end of life and whether the element is removed; class and text of the row, and whether the bar ends today.
    let cases = [
        (
            Some("2027-11-01"),
            true,
            "removed",
            "2027-11-01 <span>removed here</span>",
            true,
        ),
        (None, true, "removed", "– <span>removed here</span>", true),
        (
            Some("2026-10-01"),
            true,
            "removed",
            "2026-10-01 <span>removed here</span>",
            false,
        ),
        (
            Some("2027-11-01"),
            false,
            "later",
            "2027-11-01 <span>in 343 days</span>",
            false,
        ),
        (
            Some("2026-11-23"),
            false,
            "passed",
            "2026-11-23 <span>today</span>",
            true,
        ),
        (None, false, "open", "<td>–</td>", false),
    ];
    for (end, is_removed, class, words, ends_today) in cases {
        let there = place("spec/api.yaml", 1);
        let change = Change {
            lifecycle: lifecycle("2026-01-01", end, None),
            location: Locations {
                base: there.clone(),
                head: there.filter(|_| !is_removed),
            },
            ..change(Class::Breaking, "Zone.old", "some-rule", "something")
        };
        let report = Report {
            changes: vec![change],
            ..empty()
        };
        let page = render(&report, Format::Html);
        let (_, line) = page.split_once("<table style").expect(&page);
        let (_, row) = line.split_once("<tbody>").expect(line);
        let (row, _) = row.split_once("</tbody>").expect(row);
        let case = format!("{end:?} {is_removed}: {row}");
        assert!(row.contains(&format!("<tr class=\"{class}\">")), "{case}");
        assert!(row.contains(words), "{case}");
        let (left, width) = (after(row, "left: "), after(row, "width: "));
        let today = after(line, "--today: ");
        assert_eq!(left + width == today, ends_today, "{case}");
    }
}
