//! The frame of all pages. A page is one file that loads nothing, and can be read without JavaScript, in print and on a
//! phone.
//!
//! Items that can be filtered are elements with the attributes `data-class` and `data-resources` (a list of tokens).
//! [`Filters`] lists the choices. The script only shows and hides items.

mod timeline;

use crate::audit::escape::Html;
use std::fmt::{Result, Write};

pub(super) use timeline::{Bar, timeline};

const STYLE: &str = include_str!("style.css");
const SCRIPT: &str = include_str!("script.js");

/// Nothing can be loaded, sent or framed, even if a string of a spec became markup.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

/// A page. Everything except the title is HTML.
pub(super) struct Page<'a> {
    /// Title, as text.
    pub(super) title: &'a str,
    /// Content before the filters.
    pub(super) header: &'a str,
    pub(super) filters: Filters,
    /// The list.
    pub(super) main: &'a str,
    /// Content after the list.
    pub(super) footer: &'a str,
}

/// Choices of the filter.
pub(super) struct Filters {
    /// Noun for an item, singular and plural.
    pub(super) noun: [&'static str; 2],
    /// Number of items.
    pub(super) items: usize,
    /// Classes: the value of `data-class`, its name, and the number of items.
    pub(super) classes: Vec<(&'static str, &'static str, usize)>,
    /// Tokens of `data-resources`, sorted.
    pub(super) resources: Vec<String>,
}

/// Writes a page.
pub(super) fn page(page: &Page<'_>) -> String {
    let mut out = String::new();
    // Writing to a string cannot fail.
    let _ = write_page(&mut out, page);
    out
}

fn write_page(out: &mut String, page: &Page<'_>) -> Result {
    let Page {
        title,
        header,
        filters,
        main,
        footer,
    } = page;
    writeln!(
        out,
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"{POLICY}\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n\
         <title>{}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n\
         <a class=\"skip\" href=\"#main\">Skip to the list</a>\n{header}",
        Html(title)
    )?;
    write_filters(out, filters)?;
    writeln!(
        out,
        "<main id=\"main\" tabindex=\"-1\">\n{main}</main>\n<footer>\n{footer}</footer>\n\
         <script>\n{SCRIPT}</script>\n</body>\n</html>"
    )
}

/// Writes the form, which the script shows. Without the script it has no effect.
fn write_filters(out: &mut String, filters: &Filters) -> Result {
    let Filters {
        noun: [one, several],
        items,
        classes,
        resources,
    } = filters;
    writeln!(
        out,
        "<form class=\"filters\" role=\"search\" aria-label=\"Filter\" data-one=\"{one}\" data-several=\"{several}\" hidden>"
    )?;
    writeln!(out, "<fieldset class=\"classes\"><legend>Class</legend>")?;
    for (key, name, number) in classes {
        writeln!(
            out,
            "<label class=\"chip {key}\"><input type=\"checkbox\" name=\"class\" value=\"{key}\" checked> {name} \
             <span class=\"number\">{number}</span></label>"
        )?;
    }
    writeln!(out, "</fieldset>")?;
    writeln!(
        out,
        "<label class=\"choice\"><span>Resource</span> <select name=\"resource\"><option value=\"\">all</option>"
    )?;
    for resource in resources {
        let resource = Html(resource);
        writeln!(out, "<option value=\"{resource}\">{resource}</option>")?;
    }
    writeln!(
        out,
        "</select></label>\n\
         <label class=\"choice text\"><span>Text</span> <input type=\"search\" name=\"text\" autocomplete=\"off\" \
         spellcheck=\"false\" placeholder=\"name, rule, id …\" aria-keyshortcuts=\"/\"></label>\n\
         <div class=\"buttons\"><button type=\"button\" name=\"open\">Open all</button>\
         <button type=\"button\" name=\"close\">Close all</button>\
         <button type=\"button\" name=\"clear\">Reset</button></div>\n\
         <fieldset class=\"theme\"><legend>Colors</legend>"
    )?;
    for (value, name) in [("", "auto"), ("light", "light"), ("dark", "dark")] {
        let checked = if value.is_empty() { " checked" } else { "" };
        writeln!(
            out,
            "<label><input type=\"radio\" name=\"theme\" value=\"{value}\"{checked}> <span>{name}</span></label>"
        )?;
    }
    writeln!(
        out,
        "</fieldset>\n<output aria-live=\"polite\">{items} {}</output>\n</form>",
        if *items == 1 { one } else { several }
    )
}

/// A token of an attribute that is a list of tokens: it contains no space.
pub(super) fn token(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join("_")
}
