//! What a build does when the system says no: E-16, E-26, E-33. The old site stays, and nothing is left beside it.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::os::unix::process::CommandExt as _;
use std::path::Path;
use std::process::Command;

use factpress::error::Error;
use factpress::publish::Means;

use crate::folder::{Folders, Site, files, site};

/// Mounts a small file system at `at`; false where we may not.
fn mount(at: &Path, options: &str) -> bool {
    fs::create_dir_all(at).expect("a folder");
    let done = Command::new("mount").args(["-t", "tmpfs", "-o", options, "none"]).arg(at).output();
    done.is_ok_and(|done| done.status.success())
}

/// A mount that goes with its test.
struct Mounted<'a>(&'a Path);

impl Drop for Mounted<'_> {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg(self.0).status();
    }
}

fn big(pages: usize) -> Site {
    (0..pages).map(|n| (format!("{n}.html"), format!("{n} {}", "x".repeat(20_000)))).collect()
}

#[test]
fn a_full_disk() {
    let folders = Folders::new();
    let disk = folders.temporary.path().join("disk");
    if !mount(&disk, "size=1m") {
        println!("skipped: may not mount a small file system");
        return;
    }
    let _mounted = Mounted(&disk);
    for (links, exchange) in crate::folder::MEANS {
        let out = disk.join("out/public");
        let means = Means { links, exchange, ..Means::default() };
        folders.build_to(&out, &big(20), means).expect("there is room for this");
        let mut more = big(60);
        more.insert("new.html".to_owned(), "new".to_owned());
        match folders.build_to(&out, &more, means) {
            Err(Error::Write { path, source }) => {
                assert_eq!(source.kind(), std::io::ErrorKind::StorageFull, "{source}");
                assert!(path.starts_with(&out) && path.file_name().is_some(), "{}", path.display());
            }
            other => panic!("a full disk: {other:?}"),
        }
        assert_eq!(files(&out), big(20));
        assert_eq!(fs::read_dir(disk.join("out")).expect("a folder").count(), 1, "nothing is left beside it");
        fs::remove_dir_all(disk.join("out")).expect("it was there");
    }
}

#[test]
fn a_disk_that_is_not_to_be_written() {
    let folders = Folders::new();
    let disk = folders.temporary.path().join("disk");
    if !mount(&disk, "size=1m") {
        println!("skipped: may not mount a small file system");
        return;
    }
    let _mounted = Mounted(&disk);
    let out = disk.join("public");
    let one = site(&[("index.html", "one")]);
    folders.build_to(&out, &one, Means::default()).expect("a build");
    let remounted = Command::new("mount").args(["-o", "remount,ro"]).arg(&disk).status().expect("mount");
    assert!(remounted.success());
    let failed = folders.build_to(&out, &site(&[("index.html", "two")]), Means::default());
    assert!(matches!(failed, Err(Error::Write { .. })), "{failed:?}");
    assert_eq!(files(&out), one);
}

#[test]
fn mount_points_are_refused() {
    let folders = Folders::new();
    let one = site(&[("index.html", "one")]);
    if !mount(&folders.out, "size=1m") {
        println!("skipped: may not mount a small file system");
        return;
    }
    let _mounted = Mounted(&folders.out);
    let refused = folders.build(&one).expect_err("a mount point").to_string();
    assert!(refused.contains("mount point"), "{refused}");
    let inside = folders.out.join("site");
    folders.build_to(&inside, &one, Means::default()).expect("a folder on another file system");
    let data = inside.join("data");
    assert!(mount(&data, "size=1m"));
    let _data = Mounted(&data);
    fs::write(data.join("file"), "mine").expect("a file");
    let refused = folders.build_to(&inside, &site(&[("index.html", "two")]), Means::default());
    assert!(refused.expect_err("a mount point").to_string().contains("`data` in it is a mount point"));
    assert_eq!(fs::read_to_string(data.join("file")).expect("it is there"), "mine");
}

/// Not a test of its own: a build that another test starts with fewer rights.
#[test]
fn bound() {
    let Ok(root) = std::env::var("FACTPRESS_TEST_BOUND") else { return };
    let folders = Folders { root: root.clone().into(), out: Path::new(&root).join("public"), ..Folders::new() };
    match folders.build(&big(30)) {
        Ok(_) => println!("verdict: built"),
        Err(Error::Write { path, source }) => println!("verdict: write {} {:?}", path.display(), source.kind()),
        Err(Error::Read { path, source }) => println!("verdict: read {} {:?}", path.display(), source.kind()),
        Err(error) => println!("verdict: {error}"),
    }
}

/// Runs `bound` through `command`; gives its verdict.
fn verdict(command: &mut Command, folders: &Folders) -> String {
    let done = command
        .args(["--exact", "fails::bound", "--nocapture", "--test-threads=1"])
        .env("FACTPRESS_TEST_BOUND", &folders.root)
        .output()
        .expect("a process");
    let text = String::from_utf8_lossy(&done.stdout).into_owned();
    let verdict = text.split("verdict: ").nth(1).and_then(|rest| rest.lines().next());
    verdict.map_or_else(|| format!("none: {text} {}", String::from_utf8_lossy(&done.stderr)), str::to_owned)
}

#[test]
fn a_folder_without_the_right_to_write() {
    let folders = Folders::new();
    folders.build(&site(&[("index.html", "one")])).expect("a build");
    let mode = |path: &Path, mode| fs::set_permissions(path, fs::Permissions::from_mode(mode)).expect("permissions");
    mode(folders.temporary.path(), 0o755);
    mode(&folders.root, 0o555);
    let program = std::env::current_exe().expect("this program");
    let is_root = fs::write(folders.root.join("probe"), "").is_ok();
    let mut command = Command::new(&program);
    if is_root {
        let _ = fs::remove_file(folders.root.join("probe"));
        command.uid(65534).gid(65534);
        let runs = Command::new(&program).uid(65534).gid(65534).arg("--list").output();
        if !runs.is_ok_and(|done| done.status.success()) {
            println!("skipped: this program cannot run with fewer rights");
            return;
        }
    }
    let verdict = verdict(&mut command, &folders);
    mode(&folders.root, 0o755);
    assert!(verdict.starts_with("write ") && verdict.ends_with("PermissionDenied"), "{verdict}");
    assert_eq!(files(&folders.out), site(&[("index.html", "one")]));
    assert_eq!(folders.leftovers(), Vec::<String>::new());
}

#[test]
fn too_few_open_files() {
    let folders = Folders::new();
    let one = site(&[("index.html", "one"), ("a/b.html", "b")]);
    let program = std::env::current_exe().expect("this program");
    let mut kinds = std::collections::BTreeSet::new();
    for limit in 4..16 {
        folders.build(&one).expect("a build");
        let mut command = Command::new("sh");
        command.args(["-c", &format!("ulimit -n {limit}; exec \"$0\" \"$@\"")]).arg(&program);
        let verdict = verdict(&mut command, &folders);
        if verdict.starts_with("built") {
            assert_eq!(files(&folders.out), big(30), "limit {limit}");
        } else {
            assert_eq!(files(&folders.out), one, "limit {limit}: {verdict}");
        }
        kinds.insert(verdict.split(' ').next().unwrap_or_default().to_owned());
    }
    assert!(kinds.contains("built") && kinds.len() > 1, "{kinds:?}");
    folders.build(&one).expect("the next build");
    assert_eq!(folders.leftovers(), Vec::<String>::new());
}

#[test]
fn an_asset_that_cannot_be_read() {
    let folders = Folders::new();
    let one = site(&[("index.html", "one")]);
    folders.build(&one).expect("a build");
    let pipe = folders.root.join("pipe");
    let made = Command::new("mkfifo").arg(&pipe).status();
    assert!(made.is_ok_and(|made| made.success()));
    for source in [folders.root.join("gone.png"), folders.root.join("content"), pipe, "/dev/zero".into()] {
        let two = site(&[("index.html", "two"), ("a.png", &format!("file:{}", source.display()))]);
        match folders.build(&two) {
            Err(Error::Read { path, .. }) => assert_eq!(path, source),
            other => panic!("{}: {other:?}", source.display()),
        }
        assert_eq!(files(&folders.out), one);
        assert_eq!(folders.leftovers(), Vec::<String>::new());
    }
}
