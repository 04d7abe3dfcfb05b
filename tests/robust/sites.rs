//! Whole sites, checked: names, aliases, links of the file system, schemes, files that change under our hands.
#![expect(clippy::disallowed_methods, reason = "tests lay out sites")]

use std::fs;
use std::os::unix::fs::symlink;
use std::path::PathBuf;

use factpress::session::Session;

use crate::site;

/// A site in a temporary folder.
pub(crate) struct Laid {
    folder: tempfile::TempDir,
}

impl Laid {
    pub(crate) fn new(files: &[(&str, &str)]) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let laid = Self { folder };
        files.iter().for_each(|(path, text)| site::write(&laid.at(path), text.as_bytes()));
        laid
    }

    pub(crate) fn at(&self, path: &str) -> PathBuf {
        self.folder.path().join("site").join(path)
    }

    fn link(&self, path: &str, target: &str) {
        symlink(target, self.at(path)).expect("a link");
    }

    pub(crate) fn check(&self) -> Session {
        let session = Session::open(site::options(&self.at(""), &self.at("public"))).expect("a site");
        assert_eq!(site::bad_spans(&session), Vec::<String>::new());
        session
    }
}

/// The findings of the rules named, one line each, without the messages.
fn found(session: &Session, rules: &[&str]) -> Vec<String> {
    let short = site::told(session).short;
    let lines = short.lines().filter_map(|line| Some(line.split_once("]: ")?.0.to_owned() + "]"));
    lines.filter(|line| rules.iter().any(|rule| line.contains(&format!("[{rule}]")))).collect()
}

#[test]
fn e28_e29_aliases_that_are_no_addresses() {
    let long = format!("{}.html", "x".repeat(300));
    for alias in [
        "../../x",
        "..",
        "C:\\x",
        "a\\b.html",
        "x\u{0}.html",
        "x\r.html",
        "x\n.html",
        "\"><script>alert(1)</script>",
        &long,
    ] {
        let quoted = serde_json::to_string(alias).expect("text");
        let laid = Laid::new(&[("content/index.md", &format!("---\naliases: [{quoted}]\n---\n# A\n"))]);
        let session = laid.check();
        assert!(!session.findings().is_empty(), "{alias:?} is taken without a word");
        let outputs = session.plan().outputs.iter().map(|planned| planned.out.to_string());
        let bad: Vec<String> =
            outputs.filter(|out| out.contains(['<', '\\', '\0', '\r', '\n']) || out.len() > 255).collect();
        assert_eq!(bad, Vec::<String>::new(), "{alias:?}");
    }
}

#[test]
fn e28_pages_with_names_that_are_too_long_or_strange() {
    let laid = Laid::new(&[("content/index.md", "# A\n\n[a](a./b.md) [b](con.md) [c](c%20/d.md)\n")]);
    for path in ["content/a./b.md", "content/con.md", "content/c /d.md"] {
        site::write(&laid.at(path), b"# P\n");
    }
    // 252 bytes and `.md` are a name on disk; 252 bytes and `.html` are none.
    site::write(&laid.at(&format!("content/{}.md", "y".repeat(252))), b"# Y\n");
    let session = laid.check();
    assert_eq!(found(&session, &["broken-link"]), Vec::<String>::new());
}

#[test]
fn e30_an_include_that_leaves_the_site_by_a_link() {
    let laid = Laid::new(&[
        ("content/index.md", "# A\n\n<!-- include: part.md -->\n\n<!-- include: folder/secret.md -->\n"),
        ("../secret.md", "SECRET\n"),
    ]);
    laid.link("content/part.md", "../../secret.md");
    laid.link("content/folder", "../..");
    let session = laid.check();
    assert_eq!(
        found(&session, &["bad-include"]),
        ["content/index.md:3:15: error[bad-include]", "content/index.md:5:15: error[bad-include]"]
    );
    assert!(session.site().pages.iter().all(|page| !page.object.body.html.contains("SECRET")));
}

#[test]
fn e31_a_static_file_and_a_page_at_one_address() {
    let laid = Laid::new(&[("content/index.md", "# A\n"), ("static/index.html", "<p>mine</p>")]);
    assert_eq!(found(&laid.check(), &["output-collision"]).len(), 1);
}

#[test]
fn e32_links_in_circles_and_inside() {
    let laid = Laid::new(&[("content/index.md", "# A\n\n[b](b/c.md)\n"), ("content/b/c.md", "# C\n\nText.\n")]);
    laid.link("content/one.md", "two.md");
    laid.link("content/two.md", "one.md");
    laid.link("content/b/up", "..");
    laid.link("content/same", "b");
    let session = laid.check();
    let pages: Vec<&str> = session.site().pages.iter().map(|page| page.path.as_str()).collect();
    assert_eq!(pages, ["content/b/c.md", "content/index.md"]);
    let paths: Vec<String> = found(&session, &["symlink-escape", "unreadable"]);
    for path in ["content/one.md", "content/two.md", "content/b/up"] {
        assert_eq!(paths.iter().filter(|line| line.starts_with(&format!("{path}:"))).count(), 1, "{path}: {paths:?}");
    }
}

#[test]
fn e33_files_that_change_while_a_session_lives() {
    let laid = Laid::new(&[
        ("content/index.md", "# A\n\n[b](b/c.md) ![p](p.png)\n\n<!-- include: part.md -->\n"),
        ("content/b/c.md", "# C\n\nText.\n"),
        ("content/part.md", "Part.\n"),
        ("content/p.png", "no picture"),
    ]);
    let mut session = laid.check();
    let changes: [&dyn Fn(); 6] = [
        &|| fs::rename(laid.at("content/b"), laid.at("content/d")).expect("renamed"),
        &|| fs::remove_file(laid.at("content/p.png")).expect("removed"),
        &|| {
            fs::remove_file(laid.at("content/part.md")).expect("removed");
            fs::create_dir(laid.at("content/part.md")).expect("a folder");
        },
        &|| site::write(&laid.at("content/index.md"), &b"# A\n\n[b](b/c.md) \xff\n".repeat(500)),
        &|| fs::remove_file(laid.at("content/index.md")).expect("removed"),
        &|| fs::remove_dir_all(laid.at("content/d")).expect("removed"),
    ];
    for (number, change) in changes.iter().enumerate() {
        change();
        session.refresh().expect("the site is still there");
        assert_eq!(site::bad_spans(&session), Vec::<String>::new(), "after change {number}");
        let fresh = laid.check();
        assert_eq!(site::told(&session).json, site::told(&fresh).json, "after change {number}");
    }
    // The site itself may go: an error, and the session is as it was.
    fs::remove_dir_all(laid.at("")).expect("removed");
    let before = site::told(&session).short;
    if session.refresh().is_err() {
        assert_eq!(site::told(&session).short, before);
    }
}

#[test]
fn e45_unsafe_schemes_in_every_place() {
    let schemes = [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "&#106;avascript:alert(1)",
        "javascript&colon;alert(1)",
        "data:text/html,x",
        "vbscript:x",
        "file:///etc/passwd",
        "java&Tab;script:x",
        "&#1;javascript:x",
    ];
    for scheme in schemes {
        for place in [
            "[a](@)",
            "[a](<@>)",
            "![a](@)",
            "[a]\n\n[a]: @",
            "[a]\n\n[a]: <@>",
            "<a href=\"@\">a</a>",
            "<a href='@'>a</a>",
            "<a href=@>a</a>",
            "<img src=\"@\" alt=\"a\">",
            "<form action=\"@\"></form>",
            "<object data=\"@\"></object>",
            "<div>\n<a href=\"@\">a</a>\n</div>",
            "| a |\n| - |\n| [a](@) |",
            "a[^1]\n\n[^1]: [a](@)",
            "# b [a](@)",
        ] {
            let text = format!("# A\n\n{}\n", place.replace('@', scheme));
            let laid = Laid::new(&[("content/index.md", &text)]);
            let session = laid.check();
            let found = found(&session, &["unsafe-scheme"]);
            let [one] = found.as_slice() else { panic!("{text}: {found:?}") };
            assert!(one.starts_with("content/index.md:"), "{one}");
        }
    }
}
