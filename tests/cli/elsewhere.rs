//! Facts that lie outside of the site.

use super::run_in;

#[test]
fn views_do_not_link_out_of_the_site() {
    let folder = tempfile::tempdir().expect("a folder");
    let view = "# Ferries\n\n<!-- facts: list ferry -->\n<!-- /facts -->\n";
    for (path, text) in [
        ("site/content/index.md", view),
        ("over/kinds/ferry.yaml", "label: name\nfields: { name: text }\n"),
        ("over/ferry.yaml", "anna: { name: Anna }\nberta: { name: Berta, page: index.md }\n"),
    ] {
        let path = folder.path().join(path);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("made");
        std::fs::write(path, text).expect("written");
    }
    let page = || std::fs::read_to_string(folder.path().join("site/content/index.md")).expect("there");
    let (code, out, err) = run_in(&folder, &["check", "site", "--fix", "--facts", "over"]);
    assert_eq!(code, Some(0), "{out}{err}");
    assert_eq!(page(), "# Ferries\n\n<!-- facts: list ferry -->\n\n- Anna\n- [Berta](index.md)\n\n<!-- /facts -->\n");
    assert_eq!(run_in(&folder, &["check", "site", "--facts", "over"]).0, Some(0));
}
