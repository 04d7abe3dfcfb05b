//! What a build refuses before it touches anything: E-20, E-21, E-24, E-28, E-34.

use std::env;
use std::fs;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use factpress::error::Error;
use factpress::publish::{Means, guard, manifest};

use crate::folder::{Build, Folders, files, site, tree};

/// Builds to `out`; the reason it was refused for. Nothing may have changed.
fn reason(folders: &Folders, out: &Path) -> String {
    let before = tree(folders.temporary.path());
    let result = folders.build_to(out, &site(&[("index.html", "one")]), Means::default());
    assert_eq!(tree(folders.temporary.path()), before, "{} was touched", out.display());
    match result {
        Err(Error::Refused { reason, .. }) => reason,
        other => panic!("{} was not refused: {other:?}", out.display()),
    }
}

#[test]
fn folders_that_are_hold_or_lie_in_the_sources() {
    let folders = Folders::new();
    let root = &folders.root;
    symlink("content", root.join("link")).expect("a link");
    symlink("content/guide", root.join("deep-link")).expect("a link");
    symlink("nowhere", root.join("dangling")).expect("a link");
    symlink("loop", root.join("loop")).expect("a link");
    fs::create_dir(root.join("other")).expect("a folder");
    for (out, expected) in [
        ("", "is the site's root"),
        (".", "is the site's root"),
        ("..", "holds the site's root"),
        ("content", "is a source"),
        ("content/", "is a source"),
        ("content/out", "lies in a source"),
        ("content/guide", "lies in a source"),
        ("content/new/deep/out", "lies in a source"),
        ("templates", "is a source"),
        ("factpress.yaml", "is a source"),
        ("link", "is a source"),
        ("link/out", "lies in a source"),
        ("deep-link", "lies in a source"),
        ("deep-link/..", "is a source"),
        ("other/../content", "is a source"),
        ("gone/../content", "is a source"),
        ("public/../../site/content", "is a source"),
        ("other/../..", "holds the site's root"),
        ("CONTENT", "is a source"),
        ("Content/Out", "lies in a source"),
        ("../SITE/content", "is a source"),
        ("dangling", "leads nowhere"),
        ("dangling/out", "leads nowhere"),
        ("loop", "cannot be resolved"),
        ("factpress.yaml/out", "cannot be resolved"),
    ] {
        let reason = reason(&folders, &root.join(out));
        assert!(reason.contains(expected), "{out}: {reason}");
    }
    guard(&folders.out, root, &folders.sources()).expect("the default is allowed");
    guard(&root.join("contents"), root, &folders.sources()).expect("a name that begins like another is allowed");
}

#[test]
fn folders_of_the_user_and_of_the_system() {
    let folders = Folders::new();
    let home = env::home_dir().expect("a home folder");
    let current = env::current_dir().expect("a current folder");
    let mut outs = vec![PathBuf::from("/"), PathBuf::from("/.."), PathBuf::from("."), home.clone(), current.clone()];
    outs.extend(home.parent().map(Path::to_owned));
    outs.extend(current.parent().map(Path::to_owned));
    outs.push(PathBuf::new());
    for out in outs {
        let result = guard(&out, &folders.root, &folders.sources());
        assert!(matches!(result, Err(Error::Refused { .. })), "{}: {result:?}", out.display());
    }
}

#[test]
fn folders_that_are_in_use_and_not_ours() {
    let folders = Folders::new();
    folders.put("photo.jpg", "mine");
    assert!(reason(&folders, &folders.out).contains("did not make"));
    fs::remove_file(folders.out.join("photo.jpg")).expect("it was there");
    // What hosts and git expect is no sign of use.
    folders.put(".git/HEAD", "ref");
    folders.put("CNAME", "docs.example.org");
    folders.build(&site(&[("index.html", "one")])).expect("a build");
    assert_eq!((folders.text("CNAME").as_str(), folders.text("index.html").as_str()), ("docs.example.org", "one"));
    fs::remove_dir_all(&folders.out).expect("it was there");
    fs::write(&folders.out, "a file").expect("a file");
    assert!(reason(&folders, &folders.out).contains("it is a file"));
}

#[test]
fn folders_whose_manifest_is_not_valid() {
    let folders = Folders::new();
    folders.build(&site(&[("a.html", "one")])).expect("a build");
    fs::write(folders.root.join("x"), "precious").expect("a file");
    let text = folders.text("manifest.json");
    for bad in [
        String::new(),
        "{}".to_owned(),
        "[".repeat(100_000),
        text[..text.len() - 3].to_owned(),
        text.replace("\"version\": 1", "\"version\": 999"),
        text.replace("a.html", "../x"),
        text.replace("a.html", "../../x"),
        text.replace("a.html", "/etc/hostname"),
        text.replace("a.html", "manifest.json"),
    ] {
        folders.put("manifest.json", &bad);
        assert!(manifest::read(&folders.out).is_none());
        assert!(reason(&folders, &folders.out).contains("manifest.json"), "{bad:.80}");
    }
    fs::remove_file(folders.out.join("manifest.json")).expect("it was there");
    symlink("../manifest", folders.out.join("manifest.json")).expect("a link");
    fs::write(folders.root.join("manifest"), &text).expect("a file");
    assert!(reason(&folders, &folders.out).contains("manifest.json"));
}

#[test]
fn a_manifest_reaches_nothing_outside_through_links() {
    let folders = Folders::new();
    folders.build(&site(&[("index.html", "one"), ("img/a.png", "a"), ("img/b.png", "b")])).expect("a build");
    let photos = folders.root.join("photos");
    fs::create_dir(&photos).expect("a folder");
    fs::write(photos.join("a.png"), "a").expect("a photo");
    fs::remove_dir_all(folders.out.join("img")).expect("it was there");
    symlink(&photos, folders.out.join("img")).expect("a link");
    let wants_it = site(&[("index.html", "two"), ("img/a.png", "new")]);
    let before = tree(folders.temporary.path());
    let refused = folders.build(&wants_it).expect_err("a link stands in the way").to_string();
    assert!(refused.contains("`img` in it was not made by factpress"), "{refused}");
    assert_eq!(tree(folders.temporary.path()), before);
    folders.build(&site(&[("index.html", "two")])).expect("a build");
    assert!(fs::symlink_metadata(folders.out.join("img")).expect("the link").is_symlink());
    assert_eq!(fs::read_to_string(photos.join("a.png")).expect("it is there"), "a");
}

#[test]
fn what_is_foreign_is_not_built_over() {
    for (foreign, wanted) in
        [("b.html", "b.html"), ("b", "b/c.html"), ("b.html/mine", "b.html"), ("b/c/mine", "b/c"), ("b/c", "b/c/d.html")]
    {
        let folders = Folders::new();
        folders.build(&site(&[("index.html", "one")])).expect("a build");
        folders.put(foreign, "mine");
        let before = tree(folders.temporary.path());
        let refused = folders.build(&site(&[("index.html", "two"), (wanted, "ours")]));
        assert!(matches!(refused, Err(Error::Refused { .. })), "{foreign} and {wanted}: {refused:?}");
        assert_eq!(tree(folders.temporary.path()), before, "{foreign} and {wanted}");
    }
    // An empty folder of the user's counts too.
    let folders = Folders::new();
    folders.build(&site(&[("index.html", "one")])).expect("a build");
    fs::create_dir(folders.out.join("b.html")).expect("a folder");
    folders.build(&site(&[("b.html", "ours")])).expect_err("a folder stands in the way");
}

#[test]
fn outputs_that_cannot_lie_together() {
    let folders = Folders::new();
    for outputs in [[("a", "1"), ("a/b", "2")], [("manifest.json", "1"), ("b", "2")], [("", "1"), ("b", "2")]] {
        let refused = folders.build(&site(&outputs));
        assert!(matches!(refused, Err(Error::Refused { .. })), "{outputs:?}: {refused:?}");
        assert!(!folders.out.exists());
        assert_eq!(folders.leftovers(), Vec::<String>::new());
    }
    let long = "x".repeat(300);
    match folders.build(&site(&[(long.as_str(), "1")])) {
        Err(Error::Write { path, .. }) => assert_eq!(path, folders.out.join(&long)),
        other => panic!("a name of 300 bytes: {other:?}"),
    }
    assert!(!folders.out.exists());
}

#[test]
fn two_builds_at_once() {
    let folders = Folders::new();
    let (one, two) = (site(&[("index.html", "one")]), site(&[("index.html", "two")]));
    let build = Build {
        folders: &folders,
        out: &folders.out,
        site: &one,
        means: Means::default(),
        produced: &Mutex::default(),
        tells: &|_| {},
    };
    build
        .stage(|staged| {
            let locked = folders.build(&two);
            assert!(matches!(locked, Err(Error::Locked { .. })), "{locked:?}");
            staged.commit(factpress::publish::Record { value: serde_json::Value::Null, again: &[] })
        })
        .expect("the first build");
    assert_eq!(files(&folders.out), one);
    folders.build(&two).expect("the second build, later");
    // Many at once: each is refused or whole.
    let many: Vec<_> =
        (0..4).map(|n| site(&[("index.html", &format!("{n}")), (&format!("{n}.html"), "own")])).collect();
    std::thread::scope(|scope| {
        for site in &many {
            let folders = &folders;
            scope.spawn(move || {
                for _ in 0..20 {
                    match folders.build(site) {
                        Ok(_) | Err(Error::Locked { .. }) => {}
                        Err(error) => panic!("{error}"),
                    }
                }
            });
        }
    });
    assert!(many.contains(&files(&folders.out)), "{:?}", files(&folders.out));
    assert_eq!(folders.leftovers(), Vec::<String>::new());
}
