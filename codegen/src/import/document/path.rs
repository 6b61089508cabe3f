//! Paths of files in references.

/// The folder of a file, without a `/` at the end; empty for the folder of the root file.
fn folder(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// Path of a file that another one refers to, relative to the folder of the root file. Leading `..` are kept. `None` if the
/// path is absolute.
pub(super) fn join(referrer: &str, relative: &str) -> Option<String> {
    if relative.starts_with('/') || relative.contains('\\') {
        return None;
    }
    let mut parts: Vec<&str> = Vec::new();
    for part in folder(referrer).split('/').chain(relative.split('/')) {
        match part {
            "" | "." => {}
            ".." if parts.last().is_some_and(|last| *last != "..") => {
                parts.pop();
            }
            _ => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

#[cfg(test)]
mod tests {
    use super::join;

    #[test]
    fn paths_are_relative_to_the_referring_file() {
        for (referrer, relative, expected) in [
            ("openapi.yaml", "pet.yaml", Some("pet.yaml")),
            (
                "openapi.yaml",
                "./schemas/pet.yaml",
                Some("schemas/pet.yaml"),
            ),
            ("schemas/pet.yaml", "cat.yaml", Some("schemas/cat.yaml")),
            ("schemas/pet.yaml", "../openapi.yaml", Some("openapi.yaml")),
            ("schemas/a/pet.yaml", "../../x//y.yaml", Some("x/y.yaml")),
            (
                "openapi.yaml",
                "../common/pet.yaml",
                Some("../common/pet.yaml"),
            ),
            ("../common/pet.yaml", "../x.yaml", Some("../x.yaml")),
            ("../common/pet.yaml", "../../x.yaml", Some("../../x.yaml")),
            ("openapi.yaml", "/etc/passwd", None),
            ("openapi.yaml", "..\\x.yaml", None),
        ] {
            let found = join(referrer, relative);
            assert_eq!(found.as_deref(), expected, "{referrer} {relative}");
        }
    }
}
