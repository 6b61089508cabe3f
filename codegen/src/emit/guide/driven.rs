//! Examples that run as tests without a network and without an executor, since nothing in them has to wait.

use crate::emit::examples::imports;
use crate::emit::values::Writer;

/// A block of code that runs; only with a feature, if it needs one. All of it stands in a function that the reader does
/// not see, so that nothing of it is there without the feature.
pub(super) fn example(writer: &Writer<'_>, feature: Option<&str>, body: &str) -> Vec<String> {
    let given: Vec<_> = writer
        .given
        .iter()
        .map(|(name, ty)| format!("{name}: {ty}"))
        .collect();
    let condition = feature.map(|feature| format!("# #[cfg(feature = {feature:?})]"));
    // What the writer could not make, nobody can: then it only compiles.
    let runs = given.is_empty();
    let mut lines = vec![if runs { "```" } else { "```no_run" }.to_owned()];
    lines.extend(condition.clone());
    lines.push(format!(
        "# async fn example({}) -> Result<(), Box<dyn std::error::Error>> {{",
        given.join(", ")
    ));
    lines.extend(imports(&writer.api.crate_name(), &writer.uses));
    lines.extend(body.lines().map(str::to_owned));
    lines.push("# Ok(())".to_owned());
    lines.push("# }".to_owned());
    lines.push("# fn main() {".to_owned());
    if runs {
        lines.extend(condition);
        lines.extend(DRIVE.lines().map(str::to_owned));
    }
    lines.push("# }".to_owned());
    lines.push("```".to_owned());
    lines
}

/// Polls until the example is over, and fails when it fails or is stuck.
const DRIVE: &str = "# {
# let mut example = std::pin::pin!(example());
# let mut context = std::task::Context::from_waker(std::task::Waker::noop());
# let mut polls = (0..1000).map(|_| std::future::Future::poll(example.as_mut(), &mut context));
# let outcome = polls.find(std::task::Poll::is_ready);
# assert!(matches!(outcome, Some(std::task::Poll::Ready(Ok(())))), \"{outcome:?}\");
# }";
