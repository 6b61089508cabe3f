//! The frame of our pages: one file each, without network, readable with JavaScript off, in print and on a phone.
//!
//! Every item that can be filtered is an element with `data-class` (words, one of which a checked box must name) and
//! `data-resources` (words); [`Filters`] says what there is to choose from. The script only hides and shows.

mod timeline;

use crate::audit::escape::Html;
use std::fmt::{Result, Write};

pub(super) use timeline::{Bar, timeline};

const STYLE: &str = include_str!("style.css");
const SCRIPT: &str = include_str!("script.js");

/// Nothing is loaded, sent or framed, even if a text of a spec should become markup.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

/// A page. All but the title is HTML already.
pub(super) struct Page<'a> {
    /// What the tab is called, as text.
    pub(super) title: &'a str,
    /// What stands at the top.
    pub(super) header: &'a str,
    /// What can be chosen from.
    pub(super) filters: Filters,
    /// The rest.
    pub(super) main: &'a str,
    /// What stands at the bottom.
    pub(super) footer: &'a str,
}

/// What items can be chosen by.
pub(super) struct Filters {
    /// What one item is called, and several.
    pub(super) thing: [&'static str; 2],
    /// How many items there are.
    pub(super) items: usize,
    /// Classes: the word of `data-class`, what it is called, how many there are.
    pub(super) classes: Vec<(&'static str, &'static str, usize)>,
    /// Words of `data-resources`, sorted.
    pub(super) resources: Vec<String>,
}

/// The text of the page.
pub(super) fn page(page: &Page<'_>) -> String {
    let mut out = String::new();
    // Writing to a string does not fail.
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

/// The form is hidden until the script, without which it would do nothing, shows it.
fn write_filters(out: &mut String, filters: &Filters) -> Result {
    let Filters {
        thing: [one, several],
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
         <fieldset class=\"theme\"><legend>Colours</legend>"
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

/// Words of an attribute that is read as a list: no word holds a space.
pub(super) fn word(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join("_")
}
