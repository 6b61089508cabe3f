//! `cargo xtask diff`: what changed since an older state of the API, for whom, and whether that may go in.

mod approve;
mod compare;
mod explain;
mod head;
mod lookup;
mod mend;
mod options;
mod show;

use crate::base::Base;
use crate::error::Error;
use crate::{Outcome, output};
use clientwright_codegen::audit::report::{Class, Report, Verdict};
pub(crate) use compare::compare;
pub(crate) use head::{Head, day};
pub(crate) use options::date;
use options::{Action, FailOn, Request};

/// Runs the command.
pub(crate) fn run(arguments: &mut lexopt::Parser) -> Result<Outcome, Error> {
    let Some(request) = Request::read(arguments)? else {
        return Ok(Outcome::Fine);
    };
    if let Action::ExplainRule(rule) = &request.action {
        output::text(&crate::explain::rule(rule)?)?;
        return Ok(Outcome::Fine);
    }
    let head = Head::read(&request.spec, request.out.as_deref(), request.as_of)?;
    let base = Base::read(request.base.as_deref(), &request.spec)?;
    let report = compare(&base, &head)?;
    match &request.action {
        Action::Explain(id) => output::text(&explain::change(&report, id)?)?,
        Action::Approve { change, approval } => {
            approve::append(&request.spec, &head, &report, change, approval)?;
        }
        Action::Show | Action::ExplainRule(_) => {
            show::show(&report, &head.api, &request)?;
            head.say_what_is_stale();
            return Ok(outcome(&report, request.fail_on, head.is_stale()));
        }
    }
    Ok(Outcome::Fine)
}

/// What the process ends with. What the audit does not understand is worst, since then it cannot vouch for the rest.
fn outcome(report: &Report, fail_on: FailOn, is_stale: bool) -> Outcome {
    let breaks =
        |class: Class| matches!(class, Class::PolicyError | Class::Silent | Class::Breaking);
    let is_found = match fail_on {
        FailOn::Never => return Outcome::Fine,
        FailOn::Policy => report.verdict != Verdict::Pass,
        FailOn::Breaking => report.changes.iter().any(|change| breaks(change.class)),
        FailOn::Any => report.changes.iter().any(|change| !change.is_of_the_day()),
    };
    if report.verdict == Verdict::Unclassified {
        Outcome::Unclassified
    } else if is_stale {
        Outcome::Stale
    } else if is_found {
        Outcome::Finding
    } else {
        Outcome::Fine
    }
}

#[cfg(test)]
mod tests {
    use super::{FailOn, outcome};
    use crate::Outcome;
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
            version: VersionCheck::default(),
            verdict,
            counts: Counts::default(),
            changes: Vec::new(),
        }
    }

    #[test]
    fn the_worst_decides() {
        use FailOn::{Any, Never, Policy};
        use Outcome::{Finding, Fine, Stale, Unclassified};
        let cases = [
            (Verdict::Pass, Policy, false, Fine),
            (Verdict::Pass, Policy, true, Stale),
            (Verdict::Violation, Policy, false, Finding),
            (Verdict::Violation, Policy, true, Stale),
            (Verdict::Violation, Never, true, Fine),
            (Verdict::Unclassified, Policy, true, Unclassified),
            (Verdict::Unclassified, Any, false, Unclassified),
            (Verdict::Unclassified, Never, false, Fine),
        ];
        for (verdict, fail_on, is_stale, expected) in cases {
            let found = outcome(&report(verdict), fail_on, is_stale);
            assert_eq!(found, expected, "{verdict:?} {fail_on:?} {is_stale}");
        }
    }
}
