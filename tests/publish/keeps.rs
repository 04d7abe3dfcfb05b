//! What a build leaves alone, what it replaces, what it removes: E-22, E-23, E-35, E-36.

use std::fs;
use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _, symlink};
use std::sync::Mutex;

use factpress::publish::{Means, Record, Step, manifest, unchanged};

use crate::folder::{Build, Folders, MEANS, files, inputs, site, stamps, tree};

fn means(links: bool, exchange: bool) -> Means<'static> {
    Means { links, exchange, ..Means::default() }
}

#[test]
fn builds_a_site_and_changes_it() {
    for (links, exchange) in MEANS {
        let folders = Folders::new();
        let first = site(&[("index.html", "one"), ("a/b.html", "two"), ("a/c.html", "three"), ("d/e/f.html", "four")]);
        let outcome = folders.build_with(&first, means(links, exchange)).expect("a build");
        assert_eq!((outcome.written, outcome.unchanged, outcome.removed), (4, 0, 0));
        assert_eq!(files(&folders.out), first);

        let before = stamps(&folders.out);
        let second = site(&[("index.html", "one"), ("a/b.html", "new"), ("a/c.html", "three"), ("g.html", "five")]);
        let outcome = folders.build_with(&second, means(links, exchange)).expect("a build");
        assert_eq!((outcome.written, outcome.unchanged, outcome.removed), (2, 2, 1));
        assert_eq!(outcome.notes, Vec::<String>::new());
        assert_eq!(files(&folders.out), second);
        assert!(!folders.out.join("d").exists(), "empty folders go with their files");
        assert_eq!(folders.leftovers(), Vec::<String>::new());

        let after = stamps(&folders.out);
        for path in ["index.html", "a/c.html"] {
            let path = folders.out.join(path);
            assert_eq!((before[&path].1, before[&path].2), (after[&path].1, after[&path].2), "time of {path:?}");
            assert_eq!(links, before[&path].0 == after[&path].0, "inode of {path:?}");
            assert_eq!(fs::metadata(&path).expect("it is there").nlink(), 1);
        }
        assert!(unchanged(&folders.out, inputs(&second)).is_some());
        assert!(unchanged(&folders.out, inputs(&first)).is_none());
    }
}

#[test]
fn a_build_that_changes_nothing_touches_nothing() {
    let folders = Folders::new();
    let site = site(&[("index.html", "one"), ("a/b.html", "two"), ("empty.txt", "")]);
    folders.build(&site).expect("a build");
    folders.put("CNAME", "docs.example.org");
    let before = stamps(&folders.out);
    let produced = Mutex::new(Vec::new());
    let build = Build {
        folders: &folders,
        out: &folders.out,
        site: &site,
        means: Means::default(),
        produced: &produced,
        tells: &|_| {},
    };
    let record = || Record { value: serde_json::json!({ "n": 1 }), again: &[] };
    let outcome = build.stage(|staged| staged.commit(record())).expect("a build");
    assert_eq!((outcome.written, outcome.unchanged, outcome.removed), (0, 3, 0));
    assert_eq!(stamps(&folders.out), before);
    assert_eq!(produced.lock().expect("the list").len(), 0, "nothing is made again");

    // Another record: the manifest alone is exchanged.
    build.stage(|staged| staged.commit(Record { value: serde_json::json!(2), again: &[1] })).expect("a build");
    let after = stamps(&folders.out);
    for (path, stamp) in &before {
        let name = path.file_name().expect("a name");
        let expected = name == "manifest.json" || name == "public";
        assert_eq!(after[path] != *stamp, expected, "{path:?}");
    }
    assert_eq!(manifest::read(&folders.out).expect("a manifest").record, serde_json::json!(2));

    // An output that asked for it is made again, and is found to be the same.
    build.stage(|staged| staged.commit(record())).expect("a build");
    assert_eq!(*produced.lock().expect("the list"), ["empty.txt"]);
    assert_eq!(folders.leftovers(), Vec::<String>::new());
}

#[test]
fn a_staged_site_that_is_discarded_or_dropped_leaves_no_trace() {
    let folders = Folders::new();
    let first = site(&[("index.html", "one")]);
    let second = site(&[("index.html", "two"), ("b.html", "b")]);
    let deep = folders.root.join("build/deep/public");
    for out in [&folders.out, &deep] {
        let before = tree(&folders.root);
        let build = Build {
            folders: &folders,
            out,
            site: &second,
            means: Means::default(),
            produced: &Mutex::default(),
            tells: &|_| {},
        };
        build
            .stage(|staged| {
                assert_eq!(staged.changed(), 2);
                staged.discard();
                Ok(())
            })
            .expect("a stage");
        assert_eq!(tree(&folders.root), before);
        build.stage(|_| Ok(())).expect("a stage");
        assert_eq!(tree(&folders.root), before);
        folders.build(&first).expect("a build");
    }
    folders.build_to(&deep, &second, Means::default()).expect("a build in a folder that was not there");
    assert_eq!(files(&deep), second);
}

#[test]
fn foreign_files_stay() {
    for (links, exchange) in MEANS {
        let folders = Folders::new();
        folders.build(&site(&[("index.html", "one"), ("a/b.html", "two"), ("a/c/d.html", "three")])).expect("a build");
        folders.put(".git/HEAD", "ref");
        folders.put(".git/objects/ab/cd", "object");
        folders.put("CNAME", "docs.example.org");
        folders.put(".nojekyll", "");
        folders.put("a/mine.txt", "mine");
        folders.put("a/c/mine.txt", "mine");
        fs::create_dir_all(folders.out.join("empty/er")).expect("folders");
        fs::create_dir(folders.out.join("shut")).expect("a folder");
        folders.put("shut/in.txt", "in");
        fs::set_permissions(folders.out.join("shut"), fs::Permissions::from_mode(0o500)).expect("permissions");
        fs::set_permissions(folders.out.join("CNAME"), fs::Permissions::from_mode(0o604)).expect("permissions");
        fs::set_permissions(&folders.out, fs::Permissions::from_mode(0o2751)).expect("permissions");
        symlink("nowhere", folders.out.join("dangling")).expect("a link");
        symlink("..", folders.out.join("up")).expect("a link");
        std::os::unix::net::UnixListener::bind(folders.out.join("socket")).map(drop).expect("a socket");
        if !links {
            fs::remove_file(folders.out.join("socket")).expect("it was there");
        }
        let mut expected = tree(&folders.out);
        let before = stamps(&folders.out);

        let outcome = folders
            .build_with(&site(&[("index.html", "two"), ("a/c/d.html", "three")]), means(links, exchange))
            .unwrap_or_else(|error| panic!("{error} {links} {exchange}"));
        assert_eq!((outcome.written, outcome.unchanged, outcome.removed), (1, 1, 1));
        let mut after = tree(&folders.out);
        for path in ["index.html", "a/b.html", "manifest.json"] {
            expected.remove(std::path::Path::new(path));
            after.remove(std::path::Path::new(path));
        }
        assert_eq!(after, expected);
        let stamps = stamps(&folders.out);
        let cname = folders.out.join("CNAME");
        assert_eq!((stamps[&cname].1, stamps[&cname].2), (before[&cname].1, before[&cname].2));
        let mode = |path: &str| fs::metadata(folders.out.join(path)).expect("it is there").mode() & 0o7777;
        assert_eq!((mode("shut"), mode("CNAME"), mode("")), (0o500, 0o604, 0o2751));
        assert_eq!(folders.leftovers(), Vec::<String>::new());
    }
}

#[test]
fn edited_outputs_are_replaced_with_a_note() {
    let folders = Folders::new();
    let first = site(&[("a.html", "a"), ("b.html", "b"), ("c.html", "c"), ("d.html", "d"), ("e.html", "e")]);
    folders.build(&first).expect("a build");
    folders.put("a.html", "edited");
    folders.put("b.html", "edited");
    fs::remove_file(folders.out.join("c.html")).expect("it was there");
    fs::remove_file(folders.out.join("d.html")).expect("it was there");
    fs::write(folders.root.join("precious"), "d").expect("a file");
    symlink(folders.root.join("precious"), folders.out.join("d.html")).expect("a link");
    assert!(unchanged(&folders.out, inputs(&first)).is_none());
    let mut second = first.clone();
    second.remove("b.html");
    let outcome = folders.build(&second).expect("a build");
    assert_eq!((outcome.written, outcome.unchanged, outcome.removed), (3, 1, 1));
    assert_eq!(
        outcome.notes,
        [
            "`a.html` had been edited in the output folder and is replaced",
            "`d.html` had been edited in the output folder and is replaced",
            "`b.html` had been edited in the output folder and is removed with its source",
        ]
    );
    assert_eq!(files(&folders.out), second);
    assert_eq!(fs::read_to_string(folders.root.join("precious")).expect("it is there"), "d");
}

#[test]
fn content_decides_and_not_time() {
    let folders = Folders::new();
    let first = site(&[("a.html", "aaaa")]);
    folders.build(&first).expect("a build");
    let place = folders.out.join("a.html");
    let time = fs::metadata(&place).expect("it is there").modified().expect("a time");
    fs::write(&place, "bbbb").expect("an edit");
    fs::File::options().write(true).open(&place).expect("a file").set_modified(time).expect("a time");
    assert!(unchanged(&folders.out, inputs(&first)).is_none());
    assert_eq!(folders.build(&first).expect("a build").written, 1);
    assert_eq!(folders.text("a.html"), "aaaa");
}

#[test]
fn a_path_may_turn_from_file_to_folder_and_back() {
    let folders = Folders::new();
    for outputs in [[("a", "file")], [("a/b", "in a folder")], [("a", "file")], [("a/b/c", "deeper")], [("a/b", "b")]] {
        let site = site(&outputs);
        folders.build(&site).expect("a build");
        assert_eq!(files(&folders.out), site);
    }
}

#[test]
fn files_are_published_as_they_are() {
    let folders = Folders::new();
    let asset = folders.root.join("content/big.bin");
    fs::write(&asset, vec![7; 300_000]).expect("an asset");
    fs::set_permissions(&asset, fs::Permissions::from_mode(0o600)).expect("permissions");
    let site = site(&[("big.bin", &format!("file:{}", asset.display()))]);
    assert_eq!(folders.build(&site).expect("a build").written, 1);
    let published = folders.out.join("big.bin");
    assert_eq!(fs::read(&published).expect("published"), fs::read(&asset).expect("the asset"));
    let (source, copy) = (fs::metadata(&asset).expect("source"), fs::metadata(&published).expect("copy"));
    assert_ne!((source.ino(), source.mode()), (copy.ino(), copy.mode()), "a file of its own");
    // The same bytes under another key are found to be the same.
    let other =
        crate::folder::site(&[("big.bin", &format!("file:{}/./big.bin", folders.root.join("content").display()))]);
    assert_eq!(folders.build(&other).expect("a build").written, 0);
    fs::write(&asset, vec![8; 300_000]).expect("a new asset");
    let again = crate::folder::site(&[("big.bin", &format!("file:{}", asset.display()))]);
    assert_eq!(folders.build(&again).expect("a build").written, 1);
    assert_eq!(fs::read(&published).expect("published"), vec![8; 300_000]);
}

#[test]
fn what_is_put_there_during_the_build_is_carried_over() {
    for (links, exchange) in MEANS {
        let folders = Folders::new();
        folders.build(&site(&[("index.html", "one"), ("a/b.html", "b")])).expect("a build");
        folders.put("CNAME", "old");
        let told = |step: Step| {
            if step == Step::Recorded {
                folders.put("new.txt", "new");
                folders.put("a/new.txt", "new");
                folders.put("n/e/w.txt", "new");
                fs::write(folders.root.join("CNAME"), "new").expect("a file");
                fs::rename(folders.root.join("CNAME"), folders.out.join("CNAME")).expect("exchanged");
            }
        };
        let outcome = folders
            .build_with(&site(&[("index.html", "two")]), Means { links, exchange, told: &told })
            .expect("a build");
        assert_eq!(outcome.notes, Vec::<String>::new());
        let expected =
            [("index.html", "two"), ("new.txt", "new"), ("a/new.txt", "new"), ("n/e/w.txt", "new"), ("CNAME", "new")];
        assert_eq!(files(&folders.out), site(&expected));
        assert_eq!(folders.leftovers(), Vec::<String>::new());
    }
}

#[test]
fn equal_sites_are_equal_byte_for_byte() {
    let outputs: Vec<(String, String)> =
        (0..300).map(|n| (format!("{}/{n}.html", n % 7), format!("page {n}"))).collect();
    let site = outputs.into_iter().collect();
    let trees: Vec<_> = [1, 2, 7]
        .into_iter()
        .map(|threads| {
            let folders = Folders::new();
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("threads");
            pool.install(|| folders.build(&site)).expect("a build");
            tree(&folders.out)
        })
        .collect();
    assert_eq!(trees[0].len(), 300 + 7 + 1);
    assert!(trees.windows(2).all(|two| two[0] == two[1]));
}

#[test]
fn an_output_folder_that_is_a_link_stays_one() {
    let folders = Folders::new();
    let real = folders.root.join("srv/www");
    fs::create_dir_all(&real).expect("a folder");
    symlink("srv/www", &folders.out).expect("a link");
    for text in ["one", "two"] {
        let site = site(&[("index.html", text)]);
        folders.build(&site).expect("a build");
        assert_eq!(files(&real), site);
        assert!(fs::symlink_metadata(&folders.out).expect("the link").is_symlink());
    }
    assert_eq!(fs::read_dir(folders.root.join("srv")).expect("a folder").count(), 1);
}
