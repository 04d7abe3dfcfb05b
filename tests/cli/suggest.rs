//! What `facts suggest` writes is read back as it was meant.

use std::path::Path;

use super::run_in;

const FERRY: &str = "title: Ferry
plural: Ferries
label: name
fields:
  name: { type: identifier, pattern: 'Vessel[A-Za-z0-9]+', autolink: page }
  seats: integer
  weight: number
  flag: boolean
  season: { type: enum, values: { runs: runs in winter, stays: stays ashore } }
  built: date
  docks: { type: ref, to: dock, list: true }
  home: { type: ref, to: dock }
  twin: { type: ref, to: ferry }
sentences:
  - '{name} has {seats} seats'
  - '{name} weighs {weight} tons'
  - '{name} carries cars: {flag}'
  - '{name} always {season}'
  - '{name} was built on {built}'
  - '{name} calls at {docks}'
  - '{name} belongs to {home}'
  - '{name} is a twin of {twin}'
";

const DOCK: &str = "label: name\nfields: { name: { type: identifier, pattern: 'DockNo[0-9]+', autolink: page } }\n";

const PAGE: &str = "# Ferries

VesselAnna has 1,200 seats. VesselAnna weighs \u{2212}5.50 tons. VesselAnna carries cars: True. VesselAnna always Runs in winter.
VesselAnna was built on 1998-04-02. VesselAnna calls at DockNo2 and DockNo9. VesselAnna belongs to DockNo1.

## Again

VesselAnna has 1200 seats. VesselAnna weighs \u{2212}5.5 tons. Vessel55 has 7 seats. Vessel55 belongs to DockNo9. Vessel55 weighs
3 tons. Vessel55 weighs 4 tons. Vessel55 is a twin of VesselOtto.
";

const PROPOSED: &str = "# Proposed from pages, for review: Ferries. Each value stands with where it was read.

\"55\":
  name: Vessel55
  seats: 7 # content/index.md:8
  # weight: pages disagree
  #   3 in content/index.md:9
  #   4 in content/index.md:9
  # home: DockNo9 in content/index.md:8; it takes the id of a `dock`, or `~`
  twin: anna # content/index.md:9

anna-2:
  name: VesselAnna
  seats: 1200 # content/index.md:3, content/index.md:8
  weight: -5.5 # content/index.md:3, content/index.md:8
  flag: true # content/index.md:3
  season: runs # content/index.md:3
  built: \"1998-04-02\" # content/index.md:4
  docks:
    - second # content/index.md:4
  # docks: DockNo9 in content/index.md:4; it takes the id of a `dock`, or several with commas between them, or `~`
  home: first # content/index.md:4
";

/// Writes files below the facts folder of a site.
fn write(site: &Path, files: &[(&str, &str)]) {
    for (path, text) in files {
        let path = site.join("content/facts").join(path);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("made");
        std::fs::write(path, text).expect("written");
    }
}

#[test]
fn proposals_are_read_back() {
    let site = tempfile::tempdir().expect("a folder");
    write(
        site.path(),
        &[
            ("kinds/ferry.yaml", FERRY),
            ("kinds/dock.yaml", DOCK),
            ("dock.yaml", "first: { name: DockNo1 }\nsecond: { name: DockNo2 }\n"),
            ("ferry/anna.yaml", "name: VesselOtto\n"),
            ("../index.md", PAGE),
        ],
    );
    let (code, _, err) = run_in(&site, &["facts", "suggest", "ferry", "--write", "content/facts/ferry.yaml"]);
    assert_eq!((code, err.as_str()), (Some(0), ""));
    let written = std::fs::read_to_string(site.path().join("content/facts/ferry.yaml")).expect("written");
    assert_eq!(written, PROPOSED);
    let (_, json, _) = run_in(&site, &["check", "--format", "json"]);
    let json: serde_json::Value = serde_json::from_str(&json).expect("JSON");
    let found = json["findings"].as_array().expect("a list");
    let in_it: Vec<_> = found.iter().filter(|it| it["path"] == "content/facts/ferry.yaml").collect();
    assert!(in_it.is_empty(), "{in_it:#?}");
    let contradicted = found.iter().filter(|it| it["rule"] == "contradicts-fact");
    assert_eq!(contradicted.count(), 1, "only of the dock that nobody has described: {found:#?}");
}

#[test]
fn odd_words_stay_in_their_lines() {
    let site = tempfile::tempdir().expect("a folder");
    let kind = "plural: \"Roles\\nevil: { name: RoleForEvil }\"\nlabel: name\nfields:\n  \
        name: { type: identifier, pattern: 'RoleFor[A-Za-z_]+' }\n  state: { type: enum, values: { \"c\\nd: e\": rests } }\n\
        sentences: ['{name} always {state}']\n";
    write(site.path(), &[("kinds/role.yaml", kind), ("../index.md", "# Roles\n\nRoleFor__ always rests.\n")]);
    let (code, out, err) = run_in(&site, &["facts", "suggest", "role"]);
    assert_eq!((code, err.as_str()), (Some(0), ""));
    assert_eq!(
        out,
        "# Proposed from pages, for review: Roles evil: { name: RoleForEvil }. Each value stands with where it was read.\n\n\
        thing:\n  name: RoleFor__\n  state: \"c\\u000Ad: e\" # content/index.md:3\n"
    );
}

#[test]
fn where_nothing_is_said_no_file_comes() {
    let site = tempfile::tempdir().expect("a folder");
    write(site.path(), &[("kinds/role.yaml", "fields: { note: text }\n"), ("../index.md", "# Roles\n\nText.\n")]);
    let (code, out, err) = run_in(&site, &["facts", "suggest", "role", "--write", "content/facts/role.yaml"]);
    assert_eq!((code, out.as_str()), (Some(0), ""));
    assert_eq!(err, "no page states anything, in the form of its sentences, of a `role` that is not described\n");
    assert!(!site.path().join("content/facts/role.yaml").exists());
    let (code, _, err) = run_in(&site, &["facts", "suggest", "x\u{1b}[31my"]);
    assert_eq!((code, err.contains('\u{1b}')), (Some(2), false), "{err}");
}
