//! The commands from outside: exit codes, streams, and what they do to files.

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
        &["schema"],
        &["explain"],
        &["bench"],
    ] {
        let outcome = run(&[command, &["--help"]].concat());
        assert_eq!(outcome.code, 0, "{command:?}");
        assert!(
            outcome.stdout.starts_with("cargo xtask"),
            "{command:?}: {}",
            outcome.stdout
        );
        assert_eq!(outcome.stderr, "", "{command:?}");
    }
}

#[test]
fn wrong_usage_is_2_and_says_so_on_stderr() {
    let wrong: &[&[&str]] = &[
        &[],
        &["generat"],
        &["generate", "--spek", "x"],
        &["generate", "--spec"],
        &["generate", "--spec", "/nowhere"],
        &["export"],
        &["export", "raml"],
        &["explain", "E9999"],
        &["check", "extra"],
    ];
    for arguments in wrong {
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
fn explain_takes_a_code_in_any_spelling() {
    for code in ["E0012", "e0012", "0012"] {
        assert!(
            run(&["explain", code]).stdout.starts_with("# E0012"),
            "{code}"
        );
    }
    assert!(run(&["explain"]).stdout.lines().count() > 40);
}

#[test]
fn generating_twice_touches_nothing() {
    let sandbox = Sandbox::new();
    let first = sandbox.generate();
    assert_eq!(first.code, 0, "{}", first.stderr);
    assert!(
        first.stdout.contains("5 resources, 24 operations"),
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
fn an_edited_doc_rewrites_exactly_the_files_that_mention_it() {
    let sandbox = Sandbox::new();
    sandbox.generate();
    let (before, times) = (sandbox.files(), sandbox.times());
    sandbox.edit("resources/domains.yaml", "docs: ", "docs: Edited. ");
    let outcome = sandbox.generate();
    assert_eq!(outcome.code, 0, "{}", outcome.stderr);
    let changed = sandbox.differing(&before);
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
fn orphans_are_removed_and_nothing_else() {
    let sandbox = Sandbox::new();
    sandbox.generate();
    fs::write(sandbox.out().join("NOTES.md"), "mine").unwrap();
    fs::write(sandbox.out().join("src/domains/mine.rs"), "// mine").unwrap();
    fs::remove_file(sandbox.spec().join("resources/domains.yaml")).unwrap();
    fs::remove_file(sandbox.spec().join("resources/block_senders.yaml")).unwrap();
    assert_eq!(
        run(&[
            "check",
            "--spec",
            &sandbox.spec_arg(),
            "--out",
            &sandbox.out_arg()
        ])
        .code,
        1
    );
    let outcome = sandbox.generate();
    assert_eq!(outcome.code, 0, "{}", outcome.stderr);
    let files = sandbox.files();
    assert!(files.contains_key("NOTES.md") && files.contains_key("src/domains/mine.rs"));
    assert!(!files.contains_key("src/domains/types.rs"));
    assert!(!sandbox.out().join("src/block_senders").exists());
}

#[test]
fn files_that_were_not_generated_are_never_overwritten() {
    let sandbox = Sandbox::new();
    fs::create_dir_all(sandbox.out().join("src")).unwrap();
    fs::write(sandbox.out().join("src/lib.rs"), "// mine\n").unwrap();
    let outcome = sandbox.generate();
    assert_eq!(outcome.code, 2);
    assert!(outcome.stderr.contains("src/lib.rs"), "{}", outcome.stderr);
    assert_eq!(sandbox.files().len(), 1);
    assert_eq!(sandbox.files()["src/lib.rs"], "// mine\n");
}

#[cfg(unix)]
#[test]
fn links_are_not_followed() {
    let sandbox = Sandbox::new();
    sandbox.generate();
    let elsewhere = sandbox.folder().join("elsewhere.rs");
    fs::rename(sandbox.out().join("src/client.rs"), &elsewhere).unwrap();
    std::os::unix::fs::symlink(&elsewhere, sandbox.out().join("src/client.rs")).unwrap();
    let before = fs::read_to_string(&elsewhere).unwrap();
    assert_eq!(sandbox.generate().code, 2);
    assert_eq!(fs::read_to_string(&elsewhere).unwrap(), before);
}

#[test]
fn check_lists_what_differs() {
    let sandbox = Sandbox::new();
    sandbox.generate();
    let check = || {
        run(&[
            "check",
            "--spec",
            &sandbox.spec_arg(),
            "--out",
            &sandbox.out_arg(),
        ])
    };
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
fn a_kill_leaves_each_file_old_or_new_and_the_next_run_repairs_the_rest() {
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
fn line_ends_and_the_order_of_reading_do_not_matter() {
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

/// An edit of the shipped spec: file, what to replace, with what, and the code and place that the finding has.
type Edit = (&'static str, &'static str, &'static str, &'static str);

#[test]
fn wrong_specs_are_2_point_at_the_line_and_write_nothing() {
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
