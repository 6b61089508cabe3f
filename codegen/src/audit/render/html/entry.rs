//! Writes one change of the page.

use super::sides::{write_rust, write_spec};
use crate::audit::escape::Html;
use crate::audit::render::markup::{Block, Inline};
use crate::audit::render::page::token;
use crate::audit::render::view::{Addressee, Category, Entry};
use crate::audit::render::words::{capitalized, count};
use crate::audit::subject::Subject;
use std::collections::BTreeSet;
use std::fmt::{Result, Write};

/// Number of members up to which they are shown unfolded.
const MEMBERS: usize = 8;

/// Id of the element of a change. Links to it stay valid in later reports.
pub(super) fn anchor(entry: &Entry<'_>) -> String {
    format!("c-{}", token(&entry.change.id))
}

/// Resources of the affected operations, or the root of the subject if there are none.
pub(super) fn resources(entry: &Entry<'_>) -> BTreeSet<String> {
    let change = entry.change;
    if change.affected_operations.is_empty() {
        let root = Subject::parse(&change.subject).map(|it| it.root().to_string());
        return BTreeSet::from([token(&root.unwrap_or_else(|| change.subject.clone()))]);
    }
    let operations = change.affected_operations.iter();
    operations.map(|id| resource(id)).collect()
}

/// Resource of an operation, as a token.
pub(in crate::audit::render) fn resource(operation: &str) -> String {
    let resource = Subject::parse(operation).and_then(|it| it.parent());
    token(&resource.map_or_else(|| operation.to_owned(), |it| it.to_string()))
}

pub(super) fn write_entry(out: &mut String, entry: &Entry<'_>, class: &str) -> Result {
    let change = entry.change;
    let is_open = change.blocks() || Category::of(change) < Category::Deprecation;
    let resources: Vec<_> = resources(entry).into_iter().collect();
    let effect = entry.effect.as_ref();
    writeln!(
        out,
        "<details class=\"change {class}{}\" id=\"{}\" data-class=\"{class}\" data-resources=\"{}\"{}>",
        if change.blocks() { " blocks" } else { "" },
        Html(&anchor(entry)),
        Html(&resources.join(" ")),
        if is_open { " open" } else { "" },
    )?;
    writeln!(
        out,
        "<summary><span class=\"sign\" aria-hidden=\"true\">{}</span> <span class=\"what\"><code class=\"subject\">{}</code> \
         <span class=\"message\">{}</span></span> <span class=\"badges\">{}{}{}</span></summary>\n<div class=\"body\">",
        entry.mark.plain(),
        Html(&change.subject),
        inline(&entry.message),
        effect.map_or(String::new(), |it| badge("wire", it.wire)),
        effect.map_or(String::new(), |it| badge("Rust", it.rust)),
        if entry.approval.is_some() {
            "<span class=\"badge approved\">approved</span>"
        } else {
            ""
        },
    )?;
    writeln!(out, "<div class=\"sides\">")?;
    write_spec(out, entry)?;
    if entry.effect.is_some() {
        write_rust(out, entry)?;
    }
    writeln!(out, "</div>")?;
    write_notes(out, entry)?;
    write_members(out, entry)?;
    let version = effect.map_or(String::new(), |it| format!(" <span>{}</span>", it.version));
    writeln!(
        out,
        "<p class=\"facts\"><span>rule {}</span> <span>id <code>{}</code></span>{version}</p>\n</div>\n</details>",
        entry.rules(|rule| format!("<code>{}</code>", Html(rule))),
        Html(&change.id),
    )
}

fn badge(axis: &str, severity: &str) -> String {
    let class = token(severity);
    format!(
        "<span class=\"badge {class}\"><span class=\"axis-name\">{axis}</span> {severity}</span>"
    )
}

/// Deprecation, approval, and what to do.
fn write_notes(out: &mut String, entry: &Entry<'_>) -> Result {
    if let Some(lifecycle) = &entry.lifecycle {
        let lifecycle = capitalized(lifecycle);
        writeln!(out, "<p class=\"note lifecycle\">{}</p>", Html(&lifecycle))?;
    }
    if let Some(approval) = &entry.approval {
        writeln!(
            out,
            "<p class=\"note approval\"><strong>Approved</strong> by <code>{}</code>: <q>{}</q> <span class=\"quiet\">{}</span></p>",
            Html(approval.owner),
            Html(approval.reason),
            Html(&approval.details)
        )?;
    }
    if !entry.advice.is_empty() {
        let title = match entry.addressee() {
            Addressee::Callers => "For callers",
            Addressee::Author => "Fix",
        };
        writeln!(out, "<div class=\"note todo\">\n<h3>{title}</h3>")?;
        for block in &entry.advice {
            match block {
                Block::Paragraph(inlines) => writeln!(out, "<p>{}</p>", inline(inlines))?,
                Block::Code { text, .. } => writeln!(out, "<pre>{}</pre>", Html(text))?,
            }
        }
        writeln!(out, "</div>")?;
    }
    match &entry.approve {
        Some(command) => writeln!(
            out,
            "<div class=\"note approve\">\n<h3>To approve</h3>\n<pre>{}</pre>\n</div>",
            Html(command)
        ),
        None => Ok(()),
    }
}

fn write_members(out: &mut String, entry: &Entry<'_>) -> Result {
    let members = &entry.change.members;
    if members.is_empty() {
        return Ok(());
    }
    let open = if members.len() > MEMBERS { "" } else { " open" };
    writeln!(
        out,
        "<details class=\"members\"{open}><summary>includes {}</summary>\n<ul>",
        count(members.len(), "element")
    )?;
    for member in members {
        writeln!(
            out,
            "<li><code>{}</code> <span class=\"quiet\">{}</span></li>",
            Html(&member.subject),
            Html(&member.kind)
        )?;
    }
    writeln!(out, "</ul>\n</details>")
}

/// Our own markup, with everything else escaped.
fn inline(inlines: &[Inline]) -> String {
    let texts = inlines.iter().map(|inlined| match inlined {
        Inline::Text(text) => Html(text).to_string(),
        Inline::Code(code) => format!("<code>{}</code>", Html(code)),
        Inline::Strong(inner) => format!("<strong>{}</strong>", inline(inner)),
        Inline::Struck(inner) => format!("<del>{}</del>", inline(inner)),
    });
    texts.collect()
}
