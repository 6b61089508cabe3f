//! Exit codes, output and file changes of the commands. README.md describes the folder.

mod audit;
mod disk;
mod fixtures;
mod import;
mod sandbox;

use sandbox::{Sandbox, run};
use std::fs;
use std::time::Duration;

#[test]
fn every_command_has_help() {
    for command in [
        &[][..],
        &["generate"],
        &["check"],
        &["export"],
        &["import"],
        &["schema"],
        &["explain"],
        &["diff"],
        &["deprecations"],
        &["diff-driver"],
    ] {
        let outcome = run(&[command, &["--help"]].concat());
        assert_eq!(outcome.code, 0, "{command:?}");
        assert!(
            outcome.stdout.contains("\nUsage: cargo xtask"),
            "{command:?}: {}",
            outcome.stdout
        );
        assert_eq!(outcome.stderr, "", "{command:?}");
    }
}

#[test]
fn invalid_arguments_exit_with_2() {
    let invalid: &[&[&str]] = &[
        &[],
        &["generat"],
        &["generate", "--spek", "x"],
        &["generate", "--spec"],
        &["generate", "--spec", "/nowhere"],
        &["export"],
        &["export", "raml"],
        &["explain", "E9999"],
        &["explain", "E0012", "E0013"],
        &["check", "extra"],
    ];
    for arguments in invalid {
        let outcome = run(arguments);
        assert_eq!(outcome.code, 2, "{arguments:?}");
        assert!(
            outcome.stderr.starts_with("error: "),
            "{arguments:?}: {}",
            outcome.stderr
        );
        assert_eq!(outcome.stdout, "", "{arguments:?}");
    }
}

#[test]
fn explain_accepts_any_spelling_of_a_code() {
    for code in ["E0012", "e0012", "0012"] {
        assert!(
            run(&["explain", code]).stdout.starts_with("# E0012"),
            "{code}"
        );
    }
    assert!(run(&["explain"]).stdout.lines().count() > 40);
}

#[test]
fn explain_accepts_the_name_of_a_lint() {
    let outcome = run(&["explain", "unused-type"]);
    assert!(outcome.stdout.starts_with("# E0011"), "{}", outcome.stdout);
}

#[test]
fn warnings_are_printed_and_are_not_errors() {
    let sandbox = Sandbox::new();
    sandbox.edit(
        "api.yaml",
        "\nversion: ",
        "\nlints: {unused-type: {level: warn, reason: The spec is imported.}}\nversion: ",
    );
    sandbox.edit(
        "resources/allow_policies.yaml",
        "\ntypes:\n",
        "\ntypes:\n  Unused: {type: string}\n",
    );
    for outcome in [sandbox.generate(), sandbox.check()] {
        assert_eq!(outcome.code, 0, "{}", outcome.stderr);
        let warned = ["warning[E0011]: the type `Unused`", "allow_policies.yaml:"];
        for part in warned {
            assert!(outcome.stderr.contains(part), "{}", outcome.stderr);
        }
        let last = outcome.stderr.lines().last();
        assert_eq!(last, Some("warning: 1 warning in the spec"));
    }
}

#[test]
fn generating_again_writes_nothing() {
    let sandbox = Sandbox::new();
    let first = sandbox.generate();
    assert_eq!(first.code, 0, "{}", first.stderr);
    assert!(
        first.stdout.contains("4 resources, 13 operations"),
        "{}",
        first.stdout
    );
    let (files, times) = (sandbox.files(), sandbox.times());
    let second = sandbox.generate();
    assert!(
        second.stdout.contains(" 0 files written"),
        "{}",
        second.stdout
    );
    assert_eq!(sandbox.files(), files);
    assert_eq!(sandbox.times(), times);
}

#[test]
fn an_edit_rewrites_only_the_files_that_contain_it() {
    let sandbox = Sandbox::new();
    sandbox.generate();
    let (before, times) = (sandbox.files(), sandbox.times());
    sandbox.edit("resources/domains.yaml", "docs: ", "docs: Edited. ");
    let outcome = sandbox.generate();
    assert_eq!(outcome.code, 0, "{}", outcome.stderr);
    let changed = sandbox.changed_since(&before);
    assert!(!changed.is_empty());
    for (path, text) in sandbox.files() {
        assert_eq!(changed.contains(&path), text.contains("Edited."), "{path}");
        assert_eq!(
            changed.contains(&path),
            sandbox.times()[&path] != times[&path],
            "{path}"
        );
    }
}

#[test]
fn only_orphans_are_removed() {
    let sandbox = Sandbox::new();
    sandbox.generate();
    fs::write(sandbox.out().join("NOTES.md"), "by hand").unwrap();
    fs::write(sandbox.out().join("src/domains/notes.rs"), "// by hand").unwrap();
    fs::write(sandbox.out().join("api/rust/notes.txt"), "by hand").unwrap();
    assert!(sandbox.out().join("api/rust/domains.txt").exists());
    fs::remove_file(sandbox.spec().join("resources/domains.yaml")).unwrap();
    fs::remove_file(sandbox.spec().join("resources/block_senders.yaml")).unwrap();
    assert_eq!(sandbox.check().code, 1);
    let outcome = sandbox.generate();
    assert_eq!(outcome.code, 0, "{}", outcome.stderr);
    let files = sandbox.files();
    assert!(files.contains_key("NOTES.md") && files.contains_key("src/domains/notes.rs"));
    assert!(!files.contains_key("src/domains/types.rs"));
    assert!(!sandbox.out().join("src/block_senders").exists());
    assert!(
        files.contains_key("api/rust/notes.txt") && !files.contains_key("api/rust/domains.txt")
    );
}

#[test]
fn files_that_were_not_generated_are_never_overwritten() {
    let sandbox = Sandbox::new();
    fs::create_dir_all(sandbox.out().join("src")).unwrap();
    fs::write(sandbox.out().join("src/lib.rs"), "// by hand\n").unwrap();
    let outcome = sandbox.generate();
    assert_eq!(outcome.code, 2);
    assert!(outcome.stderr.contains("src/lib.rs"), "{}", outcome.stderr);
    assert_eq!(sandbox.files().len(), 1);
    assert_eq!(sandbox.files()["src/lib.rs"], "// by hand\n");
}

#[cfg(unix)]
#[test]
fn symbolic_links_are_not_followed() {
    for linked in ["src/client.rs", "src"] {
        let sandbox = Sandbox::new();
        sandbox.generate();
        let elsewhere = sandbox.folder().join("elsewhere");
        fs::rename(sandbox.out().join(linked), &elsewhere).unwrap();
        std::os::unix::fs::symlink(&elsewhere, sandbox.out().join(linked)).unwrap();
        sandbox.edit("api.yaml", "title: ", "title: New ");
        sandbox.edit("resources/domains.yaml", "docs: ", "docs: New. ");
        let before = sandbox.files();
        let outcome = sandbox.generate();
        assert_eq!(outcome.code, 2, "{linked}");
        assert!(
            outcome.stderr.contains(linked),
            "{linked}: {}",
            outcome.stderr
        );
        assert_eq!(sandbox.files(), before, "{linked}");
    }
}

#[test]
fn lookalikes_and_files_of_other_crates_are_kept() {
    let sandbox = Sandbox::new();
    sandbox.generate();
    let generated = fs::read_to_string(sandbox.out().join("src/lib.rs")).unwrap();
    let kept = [
        (
            "src/notes.rs",
            "// How it works:\n// @generated by `cargo xtask generate`\n",
        ),
        ("other/Cargo.toml", "[package]"),
        ("other/src/lib.rs", generated.as_str()),
        ("src/nested/Cargo.toml", "[package]"),
        ("src/nested/lib.rs", generated.as_str()),
        ("old.rs", generated.as_str()),
    ];
    for (path, text) in kept {
        let path = sandbox.out().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    let outcome = sandbox.generate();
    assert!(outcome.stdout.contains(" 0 removed"), "{}", outcome.stdout);
    for (path, text) in kept {
        assert_eq!(sandbox.files()[path], text, "{path}");
    }
}

#[test]
fn a_folder_in_place_of_a_file_is_an_error() {
    let sandbox = Sandbox::new();
    fs::create_dir_all(sandbox.out().join("src/types.rs")).unwrap();
    let outcome = sandbox.generate();
    assert_eq!(outcome.code, 2, "{}", outcome.stderr);
    assert!(sandbox.files().is_empty());
}

#[test]
fn unfinished_files_are_removed() {
    let sandbox = Sandbox::new();
    sandbox.generate();
    let files = sandbox.files();
    for left in [
        ".Cargo.toml.7.xtask-unfinished",
        "src/.lib.rs.7.xtask-unfinished",
    ] {
        fs::write(sandbox.out().join(left), "half").unwrap();
    }
    sandbox.generate();
    assert_eq!(sandbox.files(), files);
}

#[test]
fn a_resource_can_be_named_target() {
    let sandbox = Sandbox::new();
    fs::rename(
        sandbox.spec().join("resources/domains.yaml"),
        sandbox.spec().join("resources/target.yaml"),
    )
    .unwrap();
    assert_eq!(sandbox.generate().code, 0);
    assert_eq!(sandbox.check().code, 0);
}

#[cfg(unix)]
#[test]
fn closed_pipes_are_not_errors() {
    for command in [&["export", "openapi"][..], &["schema"], &["explain"]] {
        let mut child = std::process::Command::new(env!("CARGO_BIN_EXE_xtask"))
            .args(command)
            .stdout(std::process::Stdio::piped())
            .stderr(std::process::Stdio::piped())
            .spawn()
            .unwrap();
        drop(child.stdout.take());
        let output = child.wait_with_output().unwrap();
        assert_eq!(output.status.code(), Some(0), "{command:?}");
        assert_eq!(String::from_utf8_lossy(&output.stderr), "", "{command:?}");
    }
}

#[test]
fn check_lists_the_differences() {
    let sandbox = Sandbox::new();
    sandbox.generate();
    let check = || sandbox.check();
    assert_eq!(check().code, 0);
    fs::remove_file(sandbox.out().join("src/client.rs")).unwrap();
    let types = sandbox.out().join("src/types.rs");
    fs::write(&types, fs::read_to_string(&types).unwrap() + "\n").unwrap();
    let lib = fs::read_to_string(sandbox.out().join("src/lib.rs")).unwrap();
    fs::write(sandbox.out().join("src/old.rs"), lib).unwrap();
    let outcome = check();
    assert_eq!(outcome.code, 1);
    for line in ["missing: ", "stale: ", "orphaned: "] {
        assert!(outcome.stdout.contains(line), "{line}: {}", outcome.stdout);
    }
    assert!(
        outcome.stderr.contains("cargo xtask generate"),
        "{}",
        outcome.stderr
    );
}

#[test]
fn a_killed_run_leaves_whole_files_and_the_next_run_completes_it() {
    let old = Sandbox::new();
    old.generate();
    let before = old.files();
    let new = Sandbox::new();
    new.edit("api.yaml", "title: ", "title: New ");
    new.edit("types/shared.yaml", "docs: ", "docs: New. ");
    new.edit("resources/domains.yaml", "docs: ", "docs: New. ");
    new.generate();
    let after = new.files();
    for delay in (0..12).map(|step| Duration::from_micros(step * 3000)) {
        let sandbox = Sandbox::new();
        sandbox.generate();
        for file in ["api.yaml", "types/shared.yaml", "resources/domains.yaml"] {
            fs::copy(new.spec().join(file), sandbox.spec().join(file)).unwrap();
        }
        sandbox.generate_and_kill(delay);
        for (path, text) in sandbox.files() {
            let known = before.get(&path) == Some(&text) || after.get(&path) == Some(&text);
            assert!(
                known || path.ends_with(".xtask-unfinished"),
                "{path} after {delay:?}"
            );
        }
        assert_eq!(sandbox.generate().code, 0);
        assert_eq!(sandbox.files(), after, "after {delay:?}");
    }
}

#[test]
fn line_endings_do_not_matter() {
    let sandbox = Sandbox::new();
    sandbox.generate();
    let windows = Sandbox::new();
    for file in ["api.yaml", "types/shared.yaml", "resources/domains.yaml"] {
        let path = windows.spec().join(file);
        let text = fs::read_to_string(&path).unwrap();
        fs::write(&path, text.replace('\n', "\r\n")).unwrap();
    }
    assert_eq!(windows.generate().code, 0);
    assert_eq!(windows.files(), sandbox.files());
}

/// An edit of the fixture: file, old and new string, and the code of the error.
type Edit = (&'static str, &'static str, &'static str, &'static str);

#[test]
fn invalid_specs_exit_with_2_and_write_nothing() {
    let edits: &[Edit] = &[
        (
            "resources/allow_policies.yaml",
            "    docs: ",
            "    dcos: ",
            "E0003",
        ),
        (
            "resources/allow_policies.yaml",
            "type: AllowPolicyId",
            "type: AllowPolicyIdd",
            "E0010",
        ),
        (
            "resources/block_senders.yaml",
            "http: PATCH",
            "http: GET",
            "E0020",
        ),
        (
            "resources/block_senders.yaml",
            "/{pattern_id}",
            "/{patternid}",
            "E0021",
        ),
        (
            "resources/allow_policies.yaml",
            "use: is_exempt_recipient",
            "use: is_exempt",
            "E0051",
        ),
        (
            "resources/trusted_domains.yaml",
            "      is_similarity:",
            "      isRecent: {type: bool}\n      is_similarity:",
            "E0030",
        ),
        (
            "resources/allow_policies.yaml",
            "end_of_life: 2026-07-01",
            "end_of_life: 2020-07-01",
            "E0050",
        ),
        ("resources/domains.yaml", "\n  list:", "\n\tlist:", "E0001"),
    ];
    for (file, from, to, code) in edits {
        let sandbox = Sandbox::new();
        let line = sandbox.edit(file, from, to);
        let outcome = sandbox.generate();
        assert_eq!(outcome.code, 2, "{from}");
        assert!(
            outcome.stderr.contains(&format!("error[{code}]")),
            "{from}: {}",
            outcome.stderr
        );
        assert!(
            outcome.stderr.contains(&format!("{file}:{line}:")),
            "{from}: line {line}\n{}",
            outcome.stderr
        );
        assert!(
            outcome.stderr.contains("help: "),
            "{from}: {}",
            outcome.stderr
        );
        assert_eq!(outcome.stdout, "", "{from}");
        assert!(!sandbox.out().exists(), "{from}");
    }
    let sandbox = Sandbox::new();
    fs::write(sandbox.spec().join("resources/domains.yaml"), "").unwrap();
    let outcome = sandbox.generate();
    assert_eq!(outcome.code, 2);
    assert!(
        outcome.stderr.contains("resources/domains.yaml:1:1"),
        "{}",
        outcome.stderr
    );
}
