//! Callers that must compile, and callers that must not: properties of the generated API that only the compiler can check.

/// `cargo quick` skips this module.
mod compiler {
    #[test]
    fn callers_compile_or_fail_as_recorded() {
        let cases = trybuild::TestCases::new();
        cases.pass("ui/pass/*.rs");
        cases.compile_fail("ui/fail/*.rs");
    }
}
