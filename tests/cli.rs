//! The command line from outside: help, exit codes, and what is printed where.
#![expect(clippy::disallowed_methods, reason = "tests lay out sites and start the program")]
#![expect(clippy::expect_used, reason = "a test that cannot be set up fails")]

#[path = "cli/elsewhere.rs"]
mod elsewhere;
#[path = "cli/internal.rs"]
mod internal;
#[path = "cli/suggest.rs"]
mod suggest;

use std::io::Read as _;
use std::process::{Command, Output, Stdio};

fn factpress(args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_factpress"));
    command.args(args).env_remove("SOURCE_DATE_EPOCH").env_remove("CLICOLOR_FORCE").stdin(Stdio::null());
    command
}

fn run(args: &[&str]) -> (Option<i32>, String, String) {
    let Output { status, stdout, stderr } = factpress(args).output().expect("it starts");
    let text = |bytes| String::from_utf8(bytes).expect("text");
    (status.code(), text(stdout), text(stderr))
}

#[test]
fn help() {
    for (command, says) in [
        (&["--help"][..], "factpress build --strict"),
        (&["build", "--help"], "--strict"),
        (&["check", "--help"], "factpress check --fix --dry-run"),
        (&["serve", "--help"], "factpress serve --open"),
        (&["explain", "--help"], "factpress explain broken-link"),
        (&["why", "--help"], "URL_OR_PATH"),
        (&["facts"], "factpress facts schema"),
        (&["facts", "--help"], "factpress facts schema"),
        (&["facts", "schema", "--help"], "--write <DIR>"),
        (&["facts", "suggest", "--help"], "--write <FILE>"),
        (&["facts", "uses", "--help"], "--format <FORMAT>"),
        (&["facts", "impact", "--help"], "--if <VALUE>"),
    ] {
        let (code, out, err) = run(command);
        assert_eq!((code, err.as_str()), (Some(0), ""), "{command:?}");
        assert!(out.contains("Examples:\n") && out.contains(says), "{command:?}: {out}");
        assert!(!out.contains('\u{1b}'), "no colours in a pipe");
    }
    assert_eq!(run(&["--version"]).1, format!("factpress {}\n", env!("CARGO_PKG_VERSION")));
}

#[test]
fn mistakes_on_the_command_line() {
    for (args, says) in [
        (&["check", "--bogus"][..], "--bogus"),
        (&["check", "--dry-run"], "--fix"),
        (&["check", "--output", "--fix"], "--output"),
        (&["check", "--today", "2026-02-30"], "2026-02-30"),
        (&["check", "--threads", "0"], "--threads"),
        (&["--port", "1", "check"], "`check`"),
        (&["why"], "URL_OR_PATH"),
        (&["biuld"], "did you mean the command `build`?"),
        (&["fcats"], "did you mean the command `facts`?"),
        (&["facts", "shema"], "'schema'"),
        (&["facts", "uses"], "X[.FIELD]"),
        (&["facts", "impact", "x.y"], "--if <VALUE>"),
        (&["facts", "schema", "config", "--one"], "--one"),
        (&["facts", "schema", "--one", "--write", "x"], "--write"),
        (&["facts", "schema", "a", "b", "--write", "x"], "--write"),
    ] {
        let (code, out, err) = run(args);
        assert_eq!((code, out.as_str()), (Some(2), ""), "{args:?}");
        assert!(err.starts_with("error: ") && err.contains(says), "{args:?}: {err}");
    }
    let output = factpress(&["check"]).env("SOURCE_DATE_EPOCH", "soon").output().expect("it starts");
    assert_eq!(output.status.code(), Some(2));
}

#[test]
fn explain() {
    let (code, out, err) = run(&["explain", "broken-link"]);
    assert_eq!((code, err.as_str()), (Some(0), ""));
    assert!(out.starts_with("broken-link (level error unless configured, family links)\n"), "{out}");

    let (code, out, err) = run(&["explain", "broken-lnk"]);
    assert_eq!((code, out.as_str()), (Some(2), ""));
    assert_eq!(err, "error: there is no rule `broken-lnk`; did you mean `broken-link`?\n");

    let (code, out, _) = run(&["explain"]);
    assert_eq!(code, Some(0));
    for rule in factpress::rule::all() {
        assert!(out.contains(&format!("\n  {} ", rule.name)), "{}", rule.name);
    }
}

#[test]
fn a_closed_pipe_is_no_error() {
    let mut child = factpress(&["explain"]).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("it starts");
    drop(child.stdout.take());
    let mut err = String::new();
    child.stderr.take().expect("piped").read_to_string(&mut err).expect("text");
    assert_eq!((child.wait().expect("it ends").code(), err.as_str()), (Some(0), ""));
}

/// A site with one broken link, one certain fix and one warning.
fn site() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let content = folder.path().join("content");
    std::fs::create_dir(&content).expect("made");
    std::fs::write(content.join("index.md"), "\u{FEFF}# Home\r\n\r\n[gone](gone.md) [A](A.md)\r\n").expect("written");
    std::fs::write(content.join("a.md"), "# A\n").expect("written");
    folder
}

fn run_in(folder: &tempfile::TempDir, args: &[&str]) -> (Option<i32>, String, String) {
    let Output { status, stdout, stderr } = factpress(args).current_dir(folder.path()).output().expect("it starts");
    let text = |bytes| String::from_utf8(bytes).expect("text");
    (status.code(), text(stdout), text(stderr))
}

#[test]
fn check_and_fix() {
    let site = site();
    let (code, out, err) = run_in(&site, &["check", "--format", "short"]);
    assert_eq!((code, err.as_str()), (Some(1), ""));
    assert!(out.starts_with("content/index.md:3:8: error[broken-link]: "), "{out}");
    assert!(out.contains("content/index.md:3:21: error[case-mismatch]: "), "{out}");

    let (code, out, _) = run_in(&site, &["check"]);
    assert_eq!(code, Some(1));
    assert!(out.contains("\n next: factpress check --fix --dry-run · factpress explain "), "{out}");

    let (code, out, err) = run_in(&site, &["check", "--fix", "--dry-run"]);
    assert_eq!((code, out.as_str()), (Some(1), "content/index.md:3:21: A.md -> a.md\n"), "{err}");

    let (code, out, err) = run_in(&site, &["check", "--fix", "--format", "short"]);
    assert_eq!((code, err.as_str()), (Some(1), "1 edit made in 1 file\n"));
    assert!(!out.contains("case-mismatch"), "{out}");
    let text = std::fs::read_to_string(site.path().join("content/index.md")).expect("there");
    assert_eq!(text, "\u{FEFF}# Home\r\n\r\n[gone](gone.md) [A](a.md)\r\n");
}

#[test]
fn json_from_outside_is_the_same_with_any_number_of_threads() {
    let site = site();
    let (code, one, _) = run_in(&site, &["check", "--format", "json", "--threads", "1"]);
    let (_, many, _) = run_in(&site, &["check", "--format", "json"]);
    assert_eq!((code, &one), (Some(1), &many));
    let json: serde_json::Value = serde_json::from_str(&one).expect("JSON");
    assert_eq!(json["findings"][0]["path"], "content/index.md");
    assert_eq!(json["summary"]["errors"], 2);
}

#[test]
fn strict_builds_write_nothing_while_there_are_errors() {
    let site = site();
    let (code, _, err) = run_in(&site, &["build", "--strict"]);
    assert_eq!((code, err.as_str()), (Some(1), "nothing was written: the errors above come first\n"));
    assert!(!site.path().join("public").exists());
    let (code, _, _) = run_in(&site, &["build"]);
    assert_eq!(code, Some(1));
    assert!(site.path().join("public").exists());
    let (code, _, err) = run_in(&site, &["build", "--out", "content"]);
    assert_eq!(code, Some(2));
    assert!(err.starts_with("error: refusing to write to `content`"), "{err}");
}

/// A site with one kind and one thing of it.
fn site_with_facts() -> tempfile::TempDir {
    let folder = site();
    let facts = folder.path().join("content/facts");
    std::fs::create_dir_all(facts.join("kinds")).expect("made");
    std::fs::write(facts.join("kinds/harbour.yaml"), "fields: { name: { type: text, required: true } }\n")
        .expect("written");
    std::fs::write(facts.join("harbour.yaml"), "kiel: { name: Kiel }\n").expect("written");
    folder
}

#[test]
fn schemas_on_the_standard_output() {
    let site = site_with_facts();
    let (code, out, err) = run_in(&site, &["facts", "schema"]);
    assert_eq!((code, err.as_str()), (Some(0), ""));
    assert_eq!(
        out,
        "config         factpress.yaml\n\
         kind           content/facts/kinds/*.yaml\n\
         harbour        content/facts/harbour.yaml\n\
         harbour --one  content/facts/harbour/*.yaml\n"
    );
    let json = |args: &[&str]| {
        let (code, out, err) = run_in(&site, args);
        assert_eq!((code, err.as_str()), (Some(0), ""), "{args:?}");
        serde_json::from_str::<serde_json::Value>(&out).expect("JSON")
    };
    assert!(json(&["facts", "schema", "config"])["properties"]["base_url"].is_object());
    assert!(json(&["facts", "schema", "kind"])["properties"]["sentences"].is_object());
    let thing = json(&["facts", "schema", "harbour", ".", "--one"]);
    assert_eq!(thing["required"], serde_json::json!(["name"]));
    let things = json(&["facts", "schema", "harbour.yaml"]);
    assert_eq!(things["additionalProperties"]["properties"], thing["properties"]);

    let (code, out, err) = run_in(&site, &["facts", "schema", "habour"]);
    assert_eq!((code, out.as_str()), (Some(2), ""));
    assert_eq!(err, "error: there is no kind `habour`; did you mean `harbour`?\n");
    let (_, _, err) = run_in(&site, &["facts", "schema", "boat"]);
    assert_eq!(err, "error: there is no kind `boat`; `factpress facts schema` lists what there is\n");
}

#[test]
fn schemas_as_files_with_the_settings_of_the_editor() {
    let site = site_with_facts();
    let (code, out, err) = run_in(&site, &["facts", "schema", "--write", ".schemas"]);
    assert_eq!(code, Some(0));
    assert!(err.starts_with("4 schemas written, 0 unchanged; "), "{err}");
    let settings: serde_json::Value = serde_json::from_str(&out).expect("JSON");
    assert_eq!(
        settings["yaml.schemas"],
        serde_json::json!({
            "./.schemas/factpress.json": "factpress.yaml",
            "./.schemas/kind.json": ["content/facts/kinds/*.yaml", "content/facts/kinds/*.yml"],
            "./.schemas/things/harbour.json": ["content/facts/harbour.yaml", "content/facts/harbour.yml"],
            "./.schemas/thing/harbour.json": ["content/facts/harbour/*.yaml", "content/facts/harbour/*.yml"],
        })
    );
    for path in settings["yaml.schemas"].as_object().expect("a map").keys() {
        let text = std::fs::read_to_string(site.path().join(path)).expect("written");
        serde_json::from_str::<serde_json::Value>(&text).expect("JSON");
    }

    // A kind that changes is written again, and no file that is somebody's own.
    let kind = site.path().join("content/facts/kinds/harbour.yaml");
    std::fs::write(kind, "fields: { depth: nubmer, name: text }\n").expect("written");
    let (code, _, err) = run_in(&site, &["facts", "schema", "--write", ".schemas"]);
    assert_eq!(code, Some(0));
    assert!(
        err.starts_with("note: 1 mistake in the facts, see `factpress check`\n2 schemas written, 2 unchanged; "),
        "{err}"
    );
    let own = site.path().join(".schemas/kind.json");
    std::fs::write(&own, "{ \"mine\": true }").expect("written");
    let (code, out, err) = run_in(&site, &["facts", "schema", "--write", ".schemas"]);
    assert_eq!((code, out.as_str()), (Some(2), ""));
    assert!(err.contains("error: refusing to write to `.schemas/kind.json`: "), "{err}");
    assert_eq!(std::fs::read_to_string(&own).expect("there"), "{ \"mine\": true }");

    let folder = site.path().to_str().expect("text");
    let elsewhere = tempfile::tempdir().expect("a folder");
    let (code, out, _) = run_in(&elsewhere, &["facts", "schema", "--write", "schemas", folder]);
    assert_eq!(code, Some(0));
    assert!(out.contains("/schemas/factpress.json\": \"factpress.yaml\"") && !out.contains("\"./"), "{out}");
}

/// A site with two ferries, and pages that speak of them.
fn ferries() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let kind = "title: Ferry\nlabel: name\nfields:\n  name: { type: identifier, pattern: 'Vessel[A-Z][a-z]+', autolink: page }\n  \
        seats: integer\n  ports: { type: text, list: true }\n  state: { type: enum, values: { daily: Runs daily, docked: In the dock } }\n  \
        twin: { type: ref, to: ferry }\nsentences: ['{name} has {seats} seats', { says: ['{name} runs every day'], state: daily }]\n";
    let things = "anna:\n  name: VesselAnna\n  seats: 1200 # all of them\n  ports:\n    - Kiel\n    - Oslo\n  state: daily\n\
        berta: { name: VesselBerta, seats: 80 }\n";
    let index = "# Ferries\n\nVesselAnna has 1200 seats. VesselAnna has 80 seats.\n\n## Two\n\n\
        [The first](facts/ferry.yaml#anna) has 1,200<!-- fact: anna.seats --> of them.\n";
    let dora = "---\nkind: ferry\nfacts: { name: VesselDora }\n---\n# Dora\n\nVesselDora has 7 seats.\n";
    for (path, text) in [
        ("content/facts/kinds/ferry.yaml", kind),
        ("content/facts/ferry.yaml", things),
        ("content/index.md", index),
        ("content/dora.md", dora),
    ] {
        let path = folder.path().join(path);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("made");
        std::fs::write(path, text).expect("written");
    }
    folder
}

#[test]
fn uses_of_facts() {
    let site = ferries();
    let (code, out, err) = run_in(&site, &["facts", "uses", "anna"]);
    assert_eq!((code, err.as_str()), (Some(0), ""));
    assert_eq!(
        out,
        "content/index.md\n  \
         content/index.md:3:1  names and links to `name` under `Ferries`\n      VesselAnna has 1200 seats.\n  \
         content/index.md:3:16  agrees with `seats` under `Ferries`\n      VesselAnna has 1200 seats\n  \
         content/index.md:3:28  names `name` under `Ferries`\n      VesselAnna has 80 seats.\n  \
         content/index.md:3:43  contradicts `seats` under `Ferries`\n      VesselAnna has 80 seats\n  \
         content/index.md:7:13  links to `ferry/anna` under `Two`\n      The first has 1,200 of them.\n  \
         content/index.md:7:40  shows `seats` under `Two`\n      \
         [The first](facts/ferry.yaml#anna) has 1,200<!-- fact: anna.seats --> of them.\n\n\
         6 uses of `ferry/anna` on 1 page\n"
    );
    let (_, out, _) = run_in(&site, &["facts", "uses", "ferry/anna.seats", "--format", "short"]);
    assert_eq!(out.lines().count(), 3, "{out}");
    assert!(out.contains("content/index.md:3:43: contradicts `seats`: VesselAnna has 80 seats\n"), "{out}");
    let (_, out, _) = run_in(&site, &["facts", "uses", "VesselAnna.seats", "--format", "json"]);
    let json: serde_json::Value = serde_json::from_str(&out).expect("JSON");
    assert_eq!((&json["of"], &json["uses"][2]["how"]), (&"ferry/anna.seats".into(), &"shows".into()));
    assert_eq!(json["uses"][2]["url"], "index.html#two");
    assert_eq!(run_in(&site, &["facts", "uses", "anna.twin"]).1, "no page uses `ferry/anna.twin`\n");
    for (name, says) in [
        ("ana", "no thing is called `ana`; did you mean `anna`?"),
        ("ferry/ana.seats", "no thing is called `ferry/ana.seats`; did you mean `ferry/anna.seats`?"),
        ("anna.seat", "`ferry` has no field `seat`; did you mean `anna.seats`?"),
    ] {
        let (code, out, err) = run_in(&site, &["facts", "uses", name]);
        assert_eq!((code, out.as_str(), err), (Some(2), "", format!("error: {says}\n")));
    }
}

#[test]
fn impact_of_facts() {
    let site = ferries();
    let of = |what: &str, value: &str| run_in(&site, &["facts", "impact", what, "--if", value]);
    let before = std::fs::read_to_string(site.path().join("content/facts/ferry.yaml")).expect("there");
    let (code, out, err) = of("anna.seats", "80");
    assert_eq!((code, err.as_str()), (Some(0), ""));
    let whole = out.rsplit_once(" of ").map_or("", |(whole, _)| whole);
    assert_eq!(
        whole,
        "if `ferry/anna.seats` were `80`\n\n\
         would contradict:\n  \
         content/index.md:3:16  agrees now\n      VesselAnna has 1200 seats\n  \
         content/index.md:7:40  agrees now\n      [The first](facts/ferry.yaml#anna) has 1,200<!-- fact: anna.seats --> of them.\n\n\
         would agree:\n  content/index.md:3:43  contradicts now\n      VesselAnna has 80 seats\n\n\
         outputs that would change:\n  facts.json\n  facts/ferry/anna.html\n  facts/ferry/anna.json\n  facts/ferry/index.html\n\n\
         2 places would contradict, 1 would agree, 4"
    );
    assert!(of("anna.seats", "500").1.contains("\n2 places would contradict and 1 as now, 0 would agree, "));
    let (_, out, _) = of("anna.seats", "~");
    assert!(out.contains("would be held against nothing:\n  content/index.md:3:16  agrees now\n"), "{out}");
    assert!(out.contains("would contradict:\n  content/index.md:7:40  agrees now\n"), "{out}");
    assert!(of("anna.ports", "Kiel, Oslo").1.contains("\n0 places would contradict, 0 would agree, 0 of "));
    // What is not stated yet, and what the front matter of a page states: its places are those of the page as it is.
    assert!(of("berta.state", "docked").1.contains("\n  facts/ferry/berta.html\n"));
    let (_, out, _) = of("dora.seats", "7");
    assert!(out.contains("would agree:\n  content/dora.md:7:16  held against nothing now\n"), "{out}");
    assert!(out.contains("\n  dora.html\n"), "{out}");
    for (what, value, says) in [
        ("anna.seats", "many", "`ferry/anna.seats` cannot be `many`; it takes a whole number, or `~`"),
        ("anna.state", "dock", "`ferry/anna.state` cannot be `dock`; it takes `daily` or `docked`, or `~`"),
        (
            "anna.twin",
            "bert",
            "`ferry/anna.twin` cannot be `bert`; it takes the id of a `ferry`, or `~`, and there is no `ferry/bert`; did you mean `berta`?",
        ),
        ("anna", "1", "`ferry/anna` is a thing; name one of its fields: `name`, `seats`, `ports`, `state`, `twin`"),
        ("anna.seat", "1", "`ferry` has no field `seat`; did you mean `anna.seats`?"),
    ] {
        let (code, out, err) = of(what, value);
        assert_eq!((code, out.as_str(), err), (Some(2), "", format!("error: {says}\n")));
    }
    assert_eq!(std::fs::read_to_string(site.path().join("content/facts/ferry.yaml")).expect("there"), before);

    // What is foretold is what comes.
    let (_, foretold, _) = of("anna.seats", "80");
    assert_eq!(run_in(&site, &["build"]).0, Some(1));
    let keys = |site: &tempfile::TempDir| {
        let manifest = std::fs::read(site.path().join("public/manifest.json")).expect("built");
        let manifest: serde_json::Value = serde_json::from_slice(&manifest).expect("JSON");
        manifest["outputs"].as_object().expect("a map").clone()
    };
    let old = keys(&site);
    std::fs::write(site.path().join("content/facts/ferry.yaml"), before.replace("1200 #", "80 #")).expect("written");
    assert_eq!(run_in(&site, &["build"]).0, Some(1));
    let changed: Vec<String> = keys(&site)
        .iter()
        .filter(|(path, entry)| old.get(*path) != Some(*entry))
        .map(|(path, _)| path.clone())
        .collect();
    let list = foretold.split("outputs that would change:\n").nth(1).expect("a list");
    let list: Vec<String> =
        list.lines().take_while(|line| !line.is_empty()).map(|line| line.trim().to_owned()).collect();
    assert_eq!(changed, list);
}

const ROLES: &str = "# Roles

## One

AWSServiceRoleForHarbour trusts `harbour.amazonaws.com`. You cannot delete the role.

## Two

AWSServiceRoleForPier trusts `pier.amazonaws.com`.

AWSServiceRoleForPier uses `PierPolicy`. If you like, you cannot delete AWSServiceRoleForPier.
";

const OTHER_ROLES: &str = "# Other roles

AWSServiceRoleForPier uses `DockPolicy`. AWSServiceRoleForHarbour and AWSServiceRoleForPier are there.

You cannot delete the role.
";

#[test]
fn things_are_proposed_from_pages() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = |name: &str| folder.path().join(name).to_str().expect("text").to_owned();
    std::fs::write(path("index.md"), ROLES).expect("written");
    std::fs::write(path("other.md"), OTHER_ROLES).expect("written");
    let root = path("");
    let (code, out, err) = run(&["facts", "suggest", "service_linked_role", &root]);
    assert_eq!((code, err.as_str()), (Some(0), ""));
    let proposed = "# Proposed from pages, for review: Service-linked roles. Each value stands with where it was read.

harbour:
  name: AWSServiceRoleForHarbour
  principals:
    - harbour.amazonaws.com # index.md:5
  deletion: never # index.md:5

pier:
  name: AWSServiceRoleForPier
  principals:
    - pier.amazonaws.com # index.md:9
  # policy: pages disagree
  #   DockPolicy in other.md:3
  #   PierPolicy in index.md:11
  # deletion: nothing was found, and it is required
";
    assert_eq!(out, proposed);
    let file = path("roles.yaml");
    let (code, said, _) = run(&["facts", "suggest", "service_linked_role", &root, "--write", &file]);
    assert_eq!(code, Some(0));
    assert!(said.starts_with("proposed 2 things in "), "{said}");
    assert_eq!(std::fs::read_to_string(&file).expect("a file"), proposed);
    let (code, _, err) = run(&["facts", "suggest", "service_linked_role", &root, "--write", &file]);
    assert_eq!(code, Some(2));
    assert!(err.contains("is there already"), "{err}");
    let (code, _, err) = run(&["facts", "suggest", "service_linked_rol", &root]);
    assert_eq!(code, Some(2));
    assert!(err.contains("there is no kind `service_linked_rol`"), "{err}");
}
