//! The timeline of deprecations: a table, so that screen readers can read it, with a bar in each row.

use crate::audit::deprecations::days_between;
use crate::audit::escape::Html;
use crate::audit::render::dates::left;
use jiff::ToSpan;
use jiff::civil::Date;
use std::fmt::{Result, Write};

/// Days before the first and after the last date, so that no bar ends at the edge.
const MARGIN: i64 = 30;
/// Days within which an end of life is soon.
const SOON: i64 = 90;
/// Position of the last labeled date, in tenths of a percent.
const LAST_TICK: i64 = 930;
/// Maximum number of labeled dates.
const TICKS: usize = 6;

/// A row of the timeline.
pub(crate) struct Bar {
    /// The deprecated element, as text.
    pub(crate) subject: String,
    /// Id of the HTML element with the details.
    pub(crate) anchor: String,
    /// Start of the bar.
    pub(crate) since: Option<Date>,
    /// End of the bar.
    pub(crate) end_of_life: Option<Date>,
    /// Whether the change removes the element.
    pub(crate) is_removed: bool,
}

/// The range of days.
struct Axis {
    first: Date,
    days: i64,
}

impl Axis {
    fn over(bars: &[Bar], as_of: Date) -> Option<Self> {
        let dates = bars
            .iter()
            .flat_map(|bar| bar.since.into_iter().chain(bar.end_of_life));
        let dates: Vec<_> = dates.chain([as_of]).collect();
        let (first, last) = (*dates.iter().min()?, *dates.iter().max()?);
        let first = first.checked_sub(MARGIN.days()).unwrap_or(first);
        let last = last.checked_add(MARGIN.days()).unwrap_or(last);
        let days = days_between(first, last)?.max(1);
        Some(Self { first, days })
    }

    /// Position of a day in tenths of a percent. Integers are the same on every machine.
    fn at(&self, date: Date) -> i64 {
        let days = days_between(self.first, date).unwrap_or(0);
        (days * 1_000 / self.days).clamp(0, 1_000)
    }

    /// First days of the labeled months.
    fn ticks(&self) -> Vec<Date> {
        let steps = [1, 3, 6, 12, 24, 60, 120, 600, 1_200, 12_000];
        let ticks = steps.iter().map(|months| self.every(*months));
        ticks
            .into_iter()
            .find(|ticks| ticks.len() <= TICKS)
            .unwrap_or_default()
    }

    /// First days of every so many months, counted from January; at most one more than can be labeled.
    fn every(&self, months: i32) -> Vec<Date> {
        let start = i32::from(self.first.year()) * 12 + i32::from(self.first.month()) - 1;
        let firsts = (1..).map(|step| (start.div_euclid(months) + step) * months);
        let dates = firsts.map_while(|month| {
            let year = i16::try_from(month.div_euclid(12)).ok()?;
            let month = i8::try_from(month.rem_euclid(12) + 1).ok()?;
            Date::new(year, month, 1).ok()
        });
        let dates = dates.take_while(|date| {
            days_between(self.first, *date).is_some_and(|days| days < self.days)
        });
        dates.take(TICKS + 1).collect()
    }
}

/// The section with the timeline; empty if there are no bars.
pub(crate) fn timeline(bars: &[Bar], as_of: Date) -> String {
    let mut out = String::new();
    if let Some(axis) = Axis::over(bars, as_of)
        && !bars.is_empty()
    {
        // Writing to a string cannot fail.
        let _ = write_timeline(&mut out, bars, &axis, as_of);
    }
    out
}

fn write_timeline(out: &mut String, bars: &[Bar], axis: &Axis, as_of: Date) -> Result {
    writeln!(
        out,
        "<section class=\"timeline\" aria-labelledby=\"timeline\">\n<h2 id=\"timeline\">Timeline of deprecations</h2>\n\
         <table style=\"--today: {}\">\n<thead><tr><th scope=\"col\">element</th><th scope=\"col\">since</th>\
         <th scope=\"col\">end of life</th><td class=\"axis\" aria-hidden=\"true\"><div class=\"track\">",
        percent(axis.at(as_of))
    )?;
    for tick in axis
        .ticks()
        .into_iter()
        .filter(|tick| axis.at(*tick) <= LAST_TICK)
    {
        let text = if tick.month() == 1 {
            tick.strftime("%Y")
        } else {
            tick.strftime("%Y-%m")
        };
        writeln!(
            out,
            "<span class=\"tick\" style=\"left: {}\">{text}</span>",
            percent(axis.at(tick))
        )?;
    }
    writeln!(
        out,
        "<span class=\"today{}\">as of {as_of}</span></div></td></tr></thead>\n<tbody>",
        if axis.at(as_of) > 500 { " late" } else { "" }
    )?;
    for bar in bars {
        write_bar(out, bar, axis, as_of)?;
    }
    writeln!(out, "</tbody>\n</table>\n</section>")
}

fn write_bar(out: &mut String, bar: &Bar, axis: &Axis, as_of: Date) -> Result {
    let days = bar.end_of_life.and_then(|day| days_between(as_of, day));
    let urgency = match days {
        _ if bar.is_removed => "removed",
        None => "open",
        Some(..=0) => "passed",
        Some(1..=SOON) => "soon",
        Some(_) => "later",
    };
    let from = bar.since.map_or(0, |day| axis.at(day));
    let end = if bar.is_removed {
        Some(bar.end_of_life.map_or(as_of, |day| day.min(as_of)))
    } else {
        bar.end_of_life
    };
    let to = end.map_or(1_000, |day| axis.at(day)).max(from);
    let date = |date: Option<Date>| date.map_or("–".to_owned(), |date| date.to_string());
    let distance = match days {
        _ if bar.is_removed => " <span>removed here</span>".to_owned(),
        Some(days) => format!(" <span>{}</span>", left(days)),
        None => String::new(),
    };
    writeln!(
        out,
        "<tr class=\"{urgency}\"><th scope=\"row\"><a href=\"#{}\"><code>{}</code></a></th><td>{}</td><td>{}{distance}</td>\
         <td class=\"axis\" aria-hidden=\"true\"><div class=\"track\"><span class=\"bar{}\" style=\"left: {}; width: {}\">\
         </span></div></td></tr>",
        Html(&bar.anchor),
        Html(&bar.subject),
        date(bar.since),
        date(bar.end_of_life),
        if bar.since.is_none() {
            " from-ever"
        } else {
            ""
        },
        percent(from),
        percent(to - from),
    )
}

fn percent(tenths: i64) -> String {
    format!("{}.{}%", tenths / 10, tenths % 10)
}
