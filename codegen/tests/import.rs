//! Imports OpenAPI documents. `tests/import/<name>.yaml` is a document and `tests/import/<name>/` the spec that it becomes, with
//! the losses in `losses.txt`.

use clientwright_codegen as codegen;
use codegen::import::{Import, Lock, Options, ReportFormat};
use codegen::source::Sources;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/import")
}

/// Imports a document with one file.
fn import(name: &str, text: String) -> Import {
    let sources = Sources::new("", BTreeMap::from([(name.to_owned(), text)]));
    match codegen::import::openapi(&sources, name, &Options::default()) {
        Ok(import) => import,
        Err(report) => panic!("{}", report.render(&sources)),
    }
}

/// The errors of an imported spec, as they are printed.
fn errors(import: &Import) -> String {
    let sources = Sources::new("", import.files.clone());
    let report = import.errors.as_ref();
    report.map(|it| it.render(&sources)).unwrap_or_default()
}

/// Documents in a folder.
fn documents(folder: &Path) -> Vec<PathBuf> {
    let entries =
        std::fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let paths = entries.map(|entry| entry.unwrap().path());
    let mut paths: Vec<_> = paths.filter(|path| path.is_file()).collect();
    paths.sort();
    paths
}

fn file_name(path: &Path) -> String {
    path.file_name().unwrap().to_string_lossy().into_owned()
}

#[test]
fn documents_become_readable_specs() {
    let bless = std::env::var_os("BLESS").is_some();
    let mut compared = 0;
    for path in documents(&folder()) {
        let import = import(&file_name(&path), std::fs::read_to_string(&path).unwrap());
        assert_eq!(errors(&import), "", "{}", path.display());
        let mut files = import.files.clone();
        files.insert(
            "losses.txt".to_owned(),
            import.report.render(ReportFormat::Text),
        );
        let expected = path.with_extension("");
        if bless {
            let _ = std::fs::remove_dir_all(&expected);
        }
        for (name, text) in &files {
            let file = expected.join(name);
            if bless {
                std::fs::create_dir_all(file.parent().unwrap()).unwrap();
                std::fs::write(&file, text).unwrap();
            }
            let expected = std::fs::read_to_string(&file)
                .unwrap_or_default()
                .replace("\r\n", "\n");
            assert_eq!(
                *text,
                expected,
                "{}: run with BLESS=1 and review the change",
                file.display()
            );
            compared += 1;
        }
    }
    assert!(compared > 3);
}

#[test]
fn imported_specs_generate_a_crate() {
    for path in documents(&folder()) {
        let import = import(&file_name(&path), std::fs::read_to_string(&path).unwrap());
        let sources = Sources::new("", import.files);
        let runtime = codegen::emit::RuntimeSource::Workspace {
            path: "../runtime".to_owned(),
            examples: Vec::new(),
        };
        let tree = codegen::generate(&sources, &runtime);
        assert!(tree.is_ok(), "{}", path.display());
    }
}

#[test]
fn the_order_of_files_and_types_does_not_depend_on_the_run() {
    for path in documents(&folder()) {
        let text = std::fs::read_to_string(&path).unwrap();
        let first = import(&file_name(&path), text.clone());
        let second = import(&file_name(&path), text);
        assert_eq!(first.files, second.files);
    }
}

/// Imports a document with the names of an earlier import.
fn import_again(text: &str, lock: &Lock) -> Import {
    let sources = Sources::new("", BTreeMap::from([("a.yaml".to_owned(), text.to_owned())]));
    let options = Options {
        lock: lock.clone(),
        ..Options::default()
    };
    codegen::import::openapi(&sources, "a.yaml", &options).expect("a valid document")
}

/// Names of a lock file, without its comment.
fn locked(import: &Import) -> String {
    assert_eq!(errors(import), "");
    let text = import.lock.to_text();
    let lines = text
        .lines()
        .filter(|it| !it.is_empty() && !it.starts_with('#'));
    lines.collect::<Vec<_>>().join("\n")
}

const PETS: &str = r#"
openapi: 3.1.0
info: {title: Pets}
servers: [{url: https://pets.example.com}]
paths:
  /pets:
    get:
      operationId: listPets
      tags: [pets]
      responses: {"200": {description: d, content: {application/json: {schema: {type: array, items: {$ref: '#/components/schemas/Pet'}}}}}}
  /pets/{id}:
    get:
      operationId: getPet
      tags: [pets]
      parameters: [{name: id, in: path, required: true, schema: {type: string}}]
      responses: {"200": {description: d, content: {application/json: {schema: {$ref: '#/components/schemas/Pet'}}}}}
components:
  schemas:
    Pet:
      type: object
      properties:
        status: {type: string, enum: [new, sold]}
        former: {type: string, enum: [new, sold]}
        size:
          oneOf:
          - {type: object, required: [a], properties: {a: {type: string}}}
          - {type: object, required: [b], properties: {b: {type: string}}}
"#;

/// Each edit of a document, and the lines of the lock file that change.
#[test]
fn names_of_an_import_stay() {
    let first = import("a.yaml", PETS.to_owned());
    let names = locked(&first);
    assert!(names.contains("Pet/former: PetStatus"), "{names}");
    for (edit, (from, to), expected) in [
        ("nothing", ("", ""), ""),
        ("the title", ("title: Pets", "title: Animals"), ""),
        ("the ID of an operation", ("getPet", "fetchAnimal"), ""),
        (
            "the tag of an operation",
            (
                "operationId: getPet\n      tags: [pets]",
                "operationId: getPet\n      tags: [animals]",
            ),
            "",
        ),
        (
            "the name of a placeholder",
            (
                "{id}:\n    get:\n      operationId: getPet\n      tags: [pets]\n      parameters: [{name: id",
                "{pet}:\n    get:\n      operationId: getPet\n      tags: [pets]\n      parameters: [{name: pet",
            ),
            "",
        ),
        (
            "the first of two identical schemas",
            (
                "status: {type: string, enum: [new, sold]}",
                "status: {type: string}",
            ),
            "-Pet/status: PetStatus",
        ),
        (
            "the second one",
            (
                "former: {type: string, enum: [new, sold]}",
                "former: {type: string, enum: [a, b]}",
            ),
            "-Pet/former: PetStatus +Pet/former: PetFormer",
        ),
        (
            "a schema with the name of a type",
            (
                "  schemas:\n    Pet:\n      type: object\n      properties:\n",
                "  schemas:\n    PetStatus: {type: integer, enum: [1, 2]}\n    Pet:\n      type: object\n      properties:\n        code: {$ref: '#/components/schemas/PetStatus'}\n",
            ),
            "+PetStatus: PetStatusKind",
        ),
        (
            "an operation with the name of another one",
            (
                "  /pets/{id}:",
                "  /animals:\n    get: {operationId: list, tags: [pets], responses: {'204': {description: d}}}\n  /pets/{id}:",
            ),
            "+GET /animals: pets.list_2",
        ),
    ] {
        let text = PETS.replacen(from, to, 1);
        let second = import_again(&text, &first.lock);
        let new = locked(&second);
        let differ = |one: &str, other: &str, sign: &str| {
            let lines = entries(one)
                .into_iter()
                .filter(|it| !entries(other).contains(it));
            lines.map(|it| format!("{sign}{it}")).collect::<Vec<_>>()
        };
        let changes = [differ(&names, &new, "-"), differ(&new, &names, "+")].concat();
        assert_eq!(changes.join(" "), expected, "{edit}\n{new}");
        assert_eq!(
            import_again(&text, &second.lock).files,
            second.files,
            "{edit}"
        );
        let sources = Sources::new(
            "",
            BTreeMap::from([("import.lock".to_owned(), second.lock.to_text())]),
        );
        assert_eq!(Lock::parse(&sources).as_ref(), Ok(&second.lock), "{edit}");
    }
}

/// The name of the operation for a tag, an ID and the name of a schema that its request would have.
#[test]
fn operations_have_names_that_their_requests_can_have() {
    for (tag, id, schema, expected) in [
        ("pets", "createPet", "Animal", "pets.create"),
        ("pets", "createPet", "CreatePet", "pets.post_pet"),
        // An operation with one result has no type for its response.
        ("pets", "createPet", "CreatePetResponse", "pets.create"),
        ("pets", "createPet", "CreatePetParams", "pets.post_pet"),
        ("pets", "feedPet", "FeedPet", "pets.feed_pet_2"),
        ("ISOs", "listISOs", "Iso", "isos.list"),
        ("APIKeys", "createAPIKey", "Key", "api_keys.create"),
    ] {
        let text = format!(
            "openapi: 3.1.0\ninfo: {{title: t}}\nservers: [{{url: https://pets.example.com}}]\npaths:\n  /a:\n    post:\n      \
             operationId: {id}\n      tags: [{tag}]\n      requestBody: {{content: {{application/json: {{schema: \
             {{$ref: '#/components/schemas/{schema}'}}}}}}}}\n      responses: {{'204': {{description: d}}}}\ncomponents:\n  schemas:\n    \
             {schema}: {{type: object, additionalProperties: true}}\n"
        );
        let import = import("a.yaml", text);
        let names = locked(&import);
        assert!(
            names.contains(&format!("POST /a: {expected}\n")),
            "{schema}: {names}"
        );
    }
}

/// The entries of a lock file, whether they are on one line or on several.
fn entries(text: &str) -> Vec<String> {
    let parts = text.split(['\n', '{', '}', ',']).map(str::trim);
    let entries = parts.filter(|it| it.split_once(": ").is_some_and(|(_, it)| !it.is_empty()));
    entries.map(str::to_owned).collect()
}

/// The shipped spec, exported and imported, has the same operations.
#[test]
fn exported_documents_are_imported() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../spec");
    let mut files = BTreeMap::new();
    for part in ["", "resources", "types"] {
        for path in std::fs::read_dir(folder.join(part)).into_iter().flatten() {
            let path = path.unwrap().path();
            if path.extension().is_some_and(|it| it == "yaml") {
                let name = path
                    .strip_prefix(&folder)
                    .unwrap()
                    .to_string_lossy()
                    .replace('\\', "/");
                files.insert(name, std::fs::read_to_string(&path).unwrap());
            }
        }
    }
    let api = codegen::resolve(&Sources::new("", files)).unwrap();
    let import = import("openapi.json", codegen::openapi::export(&api));
    assert_eq!(errors(&import), "");
    let imported = codegen::resolve(&Sources::new("", import.files)).unwrap();
    let routes = |api: &codegen::ir::Api| {
        let operations = api.resources.iter().flat_map(|it| &it.operations);
        let mut routes: Vec<_> = operations
            .map(|it| format!("{} {}", it.method.name(), shape(&it.path)))
            .collect();
        routes.sort();
        routes
    };
    assert_eq!(routes(&imported), routes(&api));
    assert!(!routes(&api).is_empty());
}

/// Documents that would take the importer forever, or overflow its stack, without a bound. They are read in a thread with the
/// stack of a test.
#[test]
fn hostile_documents_are_bounded() {
    let get = |schema: &str, schemas: &str| {
        format!(
            "{{\"openapi\": \"3.1.0\", \"info\": {{\"title\": \"t\"}}, \"paths\": {{\"/a\": {{\"get\": {{\"parameters\": [{{\"name\": \"q\", \
             \"in\": \"query\", \"schema\": {schema}}}], \"responses\": {{\"204\": {{\"description\": \"d\"}}}}}}}}}}, \
             \"components\": {{\"schemas\": {{{schemas}}}}}}}"
        )
    };
    let reference = |name: &str| format!("{{\"$ref\": \"#/components/schemas/{name}\"}}");
    let chain = |count: usize, schema: &dyn Fn(usize) -> String| {
        let schemas: Vec<_> = (0..count)
            .map(|index| format!("\"A{index}\": {}", schema(index)))
            .collect();
        schemas.join(", ")
    };
    let itself = format!(
        "\"A0\": {{\"oneOf\": [{{\"type\": \"integer\"}}, {}]}}",
        reference("A0")
    );
    let wide = chain(40, &|_| {
        let all: Vec<_> = (0..40)
            .map(|index| reference(&format!("A{index}")))
            .collect();
        format!("{{\"oneOf\": [{}]}}", all.join(", "))
    });
    let next = |index: usize| reference(&format!("A{}", index + 1));
    let all_of = chain(300, &|index| {
        format!(
            "{{\"allOf\": [{}], \"properties\": {{\"p{index}\": {{\"type\": \"string\"}}}}}}",
            next(index)
        )
    });
    let nested = chain(3_000, &|index| {
        format!("{{\"properties\": {{\"p\": {}}}}}", next(index))
    });
    let aliases = chain(3_000, &|index| format!("{{\"allOf\": [{}]}}", next(index)));
    let alias = format!("\"A0\": {{\"allOf\": [{}]}}", reference("A0"));
    for schemas in [itself, wide, all_of, nested, aliases, alias] {
        let text = get(&reference("A0"), &schemas);
        let sources = Sources::new("", BTreeMap::from([("a.json".to_owned(), text)]));
        // A spec or errors: both are answers.
        let _ = codegen::import::openapi(&sources, "a.json", &Options::default());
    }
}

/// A path without the names of its parameters.
fn shape(path: &str) -> String {
    let segments = path.split('/');
    let segments: Vec<_> = segments
        .map(|it| if it.starts_with('{') { "{}" } else { it })
        .collect();
    segments.join("/")
}

/// Needs a folder of OpenAPI documents in the environment variable `CLIENTWRIGHT_DOCUMENTS`.
#[test]
#[ignore = "needs a folder of documents"]
fn real_documents_become_valid_specs() {
    let folder = std::env::var_os("CLIENTWRIGHT_DOCUMENTS").expect("the folder is set");
    let documents = documents(Path::new(&folder));
    assert!(!documents.is_empty());
    for path in documents {
        let text = std::fs::read_to_string(&path).unwrap();
        let import = import(&file_name(&path), text.clone());
        assert_eq!(errors(&import), "", "{}", path.display());
        assert!(import.operations > 0, "{}", path.display());
        let again = import_again(&text, &import.lock);
        assert!(again.files == import.files, "{}", path.display());
        assert!(again.lock == import.lock, "{}", path.display());
        println!(
            "{}: {} operations, {} types, {} losses",
            file_name(&path),
            import.operations,
            import.types,
            import.report.count()
        );
    }
}
