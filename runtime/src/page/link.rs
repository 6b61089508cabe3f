//! The `Link` header (RFC 8288).

use http::HeaderMap;
use http::header::LINK;

/// The target of the first link with the relation `next`. Links in the context of another resource
/// (`anchor`) are ignored, and so is the rest of a header after a syntax error.
pub(super) fn next(headers: &HeaderMap) -> Option<String> {
    let values = headers.get_all(LINK).iter();
    let mut texts = values.filter_map(|value| value.to_str().ok());
    texts.find_map(next_in)
}

fn next_in(header: &str) -> Option<String> {
    let mut rest = header;
    loop {
        rest = rest.trim_start_matches([' ', '\t', ',']);
        let (target, parameters) = rest.strip_prefix('<')?.split_once('>')?;
        rest = parameters;
        let mut relations = None;
        let mut has_anchor = false;
        while let Some(parameter) = rest.trim_start().strip_prefix(';') {
            let (name, value, after) = parameter_of(parameter)?;
            rest = after;
            if name.eq_ignore_ascii_case("rel") {
                // Only the first one counts (RFC 8288, section 3.3).
                relations.get_or_insert(value);
            } else if name.eq_ignore_ascii_case("anchor") {
                has_anchor = true;
            }
        }
        let is_next = relations.is_some_and(|it| {
            it.split_ascii_whitespace()
                .any(|it| it.eq_ignore_ascii_case("next"))
        });
        if is_next && !has_anchor {
            return Some(target.to_owned());
        }
    }
}

/// Name and value of a parameter, and the text after it.
fn parameter_of(text: &str) -> Option<(&str, String, &str)> {
    let end = text.find(['=', ';', ',']).unwrap_or(text.len());
    let (name, rest) = text.split_at(end);
    let name = name.trim();
    let Some(value) = rest.strip_prefix('=') else {
        return Some((name, String::new(), rest));
    };
    let value = value.trim_start();
    let Some(quoted) = value.strip_prefix('"') else {
        let end = value.find([';', ',']).unwrap_or(value.len());
        let (value, rest) = value.split_at(end);
        return Some((name, value.trim_end().to_owned(), rest));
    };
    let mut content = String::new();
    let mut characters = quoted.char_indices();
    while let Some((at, character)) = characters.next() {
        match character {
            '"' => return Some((name, content, &quoted[at + 1..])),
            '\\' => content.extend(characters.next().map(|(_, escaped)| escaped)),
            other => content.push(other),
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use http::HeaderValue;

    use super::*;

    #[test]
    fn the_first_link_to_the_next_page_is_found() {
        for (header, wanted) in [
            (
                r#"<https://a.example/jobs?page=2>; rel="next""#,
                Some("https://a.example/jobs?page=2"),
            ),
            (
                r#"</jobs?page=1>; rel="prev", </jobs?page=3>; rel="next", </jobs?page=9>; rel="last""#,
                Some("/jobs?page=3"),
            ),
            ("<?page=2>;rel=next", Some("?page=2")),
            (
                r#"<?a=1,2>; title="a, \"b\"; rel=\"next\""; rel="last Next""#,
                Some("?a=1,2"),
            ),
            (r#"<?page=1>; rel="prev"; rel="next""#, None),
            (r##"<?page=2>; rel="next"; anchor="#other""##, None),
            (r#"<?page=2>; rel="nextish""#, None),
            (r#", ,<?page=2> ; media ; REL = "next""#, Some("?page=2")),
            (r#"<?page=2>; rel="next"#, None),
            ("<?page=2", None),
            ("page=2; rel=next", None),
            ("", None),
        ] {
            let mut headers = HeaderMap::new();
            headers.append(LINK, HeaderValue::from_static("</other>; rel=help"));
            headers.append(LINK, HeaderValue::from_str(header).expect(header));
            assert_eq!(next(&headers).as_deref(), wanted, "{header}");
        }
    }
}
