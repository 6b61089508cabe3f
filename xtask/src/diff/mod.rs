//! `cargo xtask diff`: reports the API changes since a base, and the version they require.

mod approve;
mod compare;
mod documents;
pub(crate) mod drift;
mod explain;
mod find;
mod head;
mod ledger_file;
mod location;
mod options;
mod print;
mod tombstones;

use crate::arguments::Arguments;
use crate::base::Base;
use crate::error::Error;
use crate::exit::Outcome;
use crate::output;
use clientwright_codegen::audit::report::{Change, Class, Report, Verdict};
pub(crate) use compare::{Comparison, compare};
pub(crate) use head::{Head, commit_date};
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
pub(crate) use options::parse_date;
use options::{Action, FailOn, HELP, Options};
use std::time::{SystemTime, UNIX_EPOCH};

/// Runs the command.
pub(crate) fn run(arguments: &mut Arguments) -> Result<Outcome, Error> {
    let Some(options) = Options::parse(arguments)? else {
        return output::help(HELP);
    };
    if let Action::ExplainRule(rule) = &options.action {
        output::write(&crate::explain::rule(rule)?)?;
        return Ok(Outcome::Success);
    }
    let (base, head) = states(&options)?;
    let Comparison {
        report,
        missing_tombstones,
    } = compare(&base, &head)?;
    match &options.action {
        Action::ExplainChange(id) => output::write(&explain::change(&report, id)?)?,
        Action::Approve { changes, approval } => {
            approve::append(&options.spec, &head, &report, (changes, approval))?;
        }
        Action::WriteTombstones => {
            tombstones::append(&options.spec, &head, &missing_tombstones)?;
        }
        Action::Report | Action::ExplainRule(_) => return print_report(&report, &head, &options),
    }
    Ok(Outcome::Success)
}

/// Prints the report, and decides the result of the command.
fn print_report(report: &Report, head: &Head, options: &Options) -> Result<Outcome, Error> {
    print::print(report, &head.api, options)?;
    head.print_stale();
    Ok(outcome(report, options.fail_on, head.is_stale()))
}

/// The two states to compare.
fn states(options: &Options) -> Result<(Base, Head), Error> {
    let Some((base, head)) = &options.documents else {
        let head = Head::read(&options.spec, options.out.as_deref(), options.as_of)?;
        let base = Base::read(
            options.base.as_deref(),
            &options.spec,
            options.out.as_deref(),
        )?;
        return Ok((base, head));
    };
    let as_of = options.as_of.unwrap_or_else(today);
    documents::of_documents(base, head, as_of)
}

/// The current date, in UTC.
fn today() -> Date {
    let since_1970 = SystemTime::now().duration_since(UNIX_EPOCH);
    let seconds = since_1970.map_or(0, |it| it.as_secs());
    let now = Timestamp::from_second(i64::try_from(seconds).unwrap_or_default());
    TimeZone::UTC.to_datetime(now.unwrap_or_default()).date()
}

/// The result of a comparison. An unclassified change is the worst, because the rest of the report may be wrong too.
fn outcome(report: &Report, fail_on: FailOn, is_stale: bool) -> Outcome {
    let breaks =
        |class: Class| matches!(class, Class::PolicyError | Class::Silent | Class::Breaking);
    let has_problems = match fail_on {
        FailOn::Never => return Outcome::Success,
        FailOn::Policy => report.verdict != Verdict::Pass,
        FailOn::Breaking => report.changes.iter().any(|change| breaks(change.class)),
        FailOn::AnyButDocs => {
            let is_counted = |it: &Change| !it.is_overdue() && it.class != Class::Docs;
            report.changes.iter().any(is_counted)
        }
        FailOn::Any => report.changes.iter().any(|change| !change.is_overdue()),
    };
    if report.verdict == Verdict::Unclassified {
        Outcome::Unclassified
    } else if is_stale {
        Outcome::Stale
    } else if has_problems {
        Outcome::Problems
    } else {
        Outcome::Success
    }
}

#[cfg(test)]
mod tests {
    use super::{FailOn, outcome};
    use crate::exit::Outcome;
    use clientwright_codegen::audit::report::{
        Bump, Counts, Report, Revision, SCHEMA, Verdict, VersionCheck,
    };
    use jiff::civil::date;

    fn report(verdict: Verdict) -> Report {
        Report {
            schema: SCHEMA,
            base: Revision::default(),
            head: Revision::default(),
            as_of: date(2026, 1, 15),
            required_bump: Bump::None,
            base_is_listed: true,
            of_documents: false,
            version: VersionCheck::default(),
            verdict,
            counts: Counts::default(),
            changes: Vec::new(),
        }
    }

    #[test]
    fn the_worst_problem_decides() {
        use FailOn::{Any, Never, Policy};
        use Outcome::{Problems, Stale, Success, Unclassified};
        let cases = [
            (Verdict::Pass, Policy, false, Success),
            (Verdict::Pass, Policy, true, Stale),
            (Verdict::Violation, Policy, false, Problems),
            (Verdict::Violation, Policy, true, Stale),
            (Verdict::Violation, Never, true, Success),
            (Verdict::Unclassified, Policy, true, Unclassified),
            (Verdict::Unclassified, Any, false, Unclassified),
            (Verdict::Unclassified, Never, false, Success),
        ];
        for (verdict, fail_on, is_stale, expected) in cases {
            let found = outcome(&report(verdict), fail_on, is_stale);
            assert_eq!(found, expected, "{verdict:?} {fail_on:?} {is_stale}");
        }
    }
}
