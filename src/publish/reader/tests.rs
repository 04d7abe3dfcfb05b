//! What the reader finds, and what it must not.
#![expect(clippy::disallowed_methods, reason = "makes folders to read back")]

use std::fs;
use std::path::Path;

use super::{Kind, Problem, read_back};

/// A folder with these files.
fn folder(files: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    for (path, text) in files {
        let place = folder.path().join(path);
        fs::create_dir_all(place.parent().expect("a parent")).expect("folders");
        fs::write(place, text).expect("a file");
    }
    folder
}

fn problems(folder: &Path) -> Vec<(Kind, String)> {
    let problems: Vec<Problem> = read_back(folder).expect("readable");
    problems.into_iter().map(|problem| (problem.kind, problem.what)).collect()
}

/// The problems of a page with this body at `a/p.html`, beside other files.
fn body(html: &str) -> Vec<(Kind, String)> {
    let page = format!("<!DOCTYPE html><html><head><title>t</title></head><body>{html}</body></html>");
    let folder = folder(&[
        ("a/p.html", page.as_str()),
        ("a/q.html", "<h1 id=\"über uns\">q</h1><a name=old></a>"),
        ("a/ü b.html", ""),
        ("a/100%.html", ""),
        ("a/i.png", ""),
        ("a/pages/index.html", ""),
        ("index.html", "<p id=x>"),
        ("site.css", ""),
    ]);
    problems(folder.path())
}

#[test]
fn what_is_right_is_not_reported() {
    for html in [
        "",
        "<a href=q.html>q</a><a href=../index.html#x>x</a><a href=./q.html?v=1>q</a>",
        "<a href='q.html#%C3%BCber%20uns'>q</a><a href='q.html#über uns'>q</a><a href=q.html#old>q</a>",
        "<a href=#>top</a><a href=#top>top</a><a href=#TOP>top</a><a href=q.html#top>top</a><a href=?x=1>x</a>",
        "<a href=q.html#:~:text=q>q</a><a href='%C3%BC%20b.html'>b</a><a href=100%25.html>c</a>",
        "<a href='https://example.org/nowhere'>e</a><a href=mailto:a@b.c>m</a><a href=HTTP://x>h</a>",
        "<img src=i.png srcset='i.png 1x, i.png 2x,i.png'><img src='data:image/png;base64,AA=='><a href=i.png#x>i</a>",
        "<link rel=stylesheet href=../site.css><link rel=icon href='data:,'><link rel=preconnect href=//x>",
        "<template><a href=gone.html id=t></a><p id=t></template>",
        "<script>document.write('<a href=gone.html>')</script><style>a:after{content:'</div>'}</style>",
        "<textarea><a href=gone.html></textarea><!-- <a href=gone.html> -->",
        "<ul><li>a<li>b<ul><li>c</ul></ul><dl><dt>a<dd>b<dt>c</dl><p>a<p>b<div>c</div>",
        "<table><thead><tr><th>a<tbody><tr><td>b<td><p>c<tr><td><table><tr><td>d</table></table>",
        "<svg viewBox='0 0 1 1'><path d=''/><g><use href=#s /></g><symbol id=s></symbol></svg><br><br/><img src=i.png>",
        "<select><optgroup label=a><option>a<option>b</select><ruby>a<rt>b</ruby>",
        "<details><summary>s</summary><p>t</details><a id=s name=s href=#s>s</a>",
        "<meta http-equiv=refresh content='0; url=q.html#old'><meta http-equiv=Refresh content=5>",
        "<a href=' q.html '>spaces around</a><video src=i.png poster=i.png></video>",
    ] {
        assert_eq!(body(html), Vec::new(), "{html}");
    }
}

#[test]
fn what_is_wrong_is_reported() {
    for (html, kind, what) in [
        ("<a href=gone.html>g</a>", Kind::DeadHref, "gone.html"),
        ("<a href=Q.html>g</a>", Kind::DeadHref, "Q.html"),
        ("<a href=../../index.html>g</a>", Kind::DeadHref, "../../index.html"),
        ("<a href=%252e.html>g</a>", Kind::DeadHref, "%252e.html"),
        ("<area href=gone.html>", Kind::DeadHref, "gone.html"),
        ("<form action=gone.html></form>", Kind::DeadHref, "gone.html"),
        ("<noscript><a href=gone.html>g</a></noscript>", Kind::DeadHref, "gone.html"),
        ("<meta http-equiv=refresh content=\"0; URL='gone.html'\">", Kind::DeadHref, "gone.html"),
        ("<a href=gone.html href=q.html>g</a>", Kind::DeadHref, "gone.html"),
        ("<a href=q.html/>g</a>", Kind::DeadHref, "q.html/"),
        ("<img src=gone.png>", Kind::DeadSrc, "gone.png"),
        ("<img src=i.png srcset='i.png 1x, gone.png 2x'>", Kind::DeadSrc, "gone.png"),
        ("<script src=gone.js></script>", Kind::DeadSrc, "gone.js"),
        ("<link rel=stylesheet href=gone.css>", Kind::DeadSrc, "gone.css"),
        ("<iframe src=gone.html></iframe>", Kind::DeadSrc, "gone.html"),
        ("<video><source src=gone.mp4></video>", Kind::DeadSrc, "gone.mp4"),
        ("<svg><use href=gone.svg#x /></svg>", Kind::DeadSrc, "gone.svg#x"),
        ("<a href=#gone>g</a>", Kind::DeadAnchor, "#gone"),
        ("<a href=q.html#gone>g</a>", Kind::DeadAnchor, "q.html#gone"),
        ("<a href=q.html#OLD>g</a>", Kind::DeadAnchor, "q.html#OLD"),
        ("<template><p id=t></template><a href=#t>t</a>", Kind::DeadAnchor, "#t"),
        ("<a href=pages>f</a>", Kind::FolderHref, "pages"),
        ("<a href=pages/>f</a>", Kind::FolderHref, "pages/"),
        ("<a href=..>f</a>", Kind::FolderHref, ".."),
        ("<a href=.>f</a>", Kind::FolderHref, "."),
        ("<a href=''>e</a>", Kind::EmptyAddress, ""),
        ("<img src>", Kind::EmptyAddress, ""),
        ("<a href=/a/q.html>r</a>", Kind::AbsoluteAddress, "/a/q.html"),
        ("<a href=//example.org/>r</a>", Kind::AbsoluteAddress, "//example.org/"),
        ("<a href=file:///etc/hostname>r</a>", Kind::AbsoluteAddress, "file:///etc/hostname"),
        ("<a href=' JaVaScRiPt:alert(1)'>u</a>", Kind::UnsafeScheme, " JaVaScRiPt:alert(1)"),
        ("<a href='java&Tab;script:x'>u</a>", Kind::UnsafeScheme, "java\tscript:x"),
        ("<a href='&#106;avascript:x'>u</a>", Kind::UnsafeScheme, "javascript:x"),
        ("<a href='data:text/html,x'>u</a>", Kind::UnsafeScheme, "data:text/html,x"),
        ("<iframe src='data:image/svg+xml,x'></iframe>", Kind::UnsafeScheme, "data:image/svg+xml,x"),
        ("<a href=100%.html>b</a>", Kind::BadEscape, "100%.html"),
        ("<a href=%zz.html>b</a>", Kind::BadEscape, "%zz.html"),
        ("<a href=%ff.html>b</a>", Kind::BadEscape, "%ff.html"),
        ("<a href=%00.html>b</a>", Kind::BadEscape, "%00.html"),
        ("<a href='a\\b.html'>b</a>", Kind::BadEscape, "a\\b.html"),
        ("<a href=q.html#%f>b</a>", Kind::BadEscape, "q.html#%f"),
        ("<base href=x/>", Kind::BaseElement, "x/"),
        ("<p id=a>a<p id=a>b", Kind::DuplicateId, "a"),
        ("<a name=a></a><a name=a></a>", Kind::DuplicateId, "a"),
        ("<div>", Kind::UnpairedTag, "<div>"),
        ("</div>", Kind::UnpairedTag, "</div>"),
        ("<p>a<div>b</div></p>", Kind::UnpairedTag, "</p>"),
        ("<b>a<i>b</b></i>", Kind::UnpairedTag, "<i>"),
        ("<div/>", Kind::UnpairedTag, "<div/>"),
        ("<ul><li><div></li></ul>", Kind::UnpairedTag, "<div>"),
        ("<svg><g></svg>", Kind::UnpairedTag, "<g>"),
        ("a</br>b", Kind::UnpairedTag, "</br>"),
        ("<script>let a = 1", Kind::UnpairedTag, "<script>"),
        ("<a title='", Kind::UnpairedTag, "<"),
    ] {
        let found = body(html);
        assert!(found.contains(&(kind, what.to_owned())), "{html}: {found:?}");
    }
}

#[test]
fn places_and_order() {
    let folder = folder(&[
        ("b.html", "<p>\n<a href=x.html>x</a>\n<noscript>\n<img src=y.png></noscript>\n<a href=a.html#no>n</a>"),
        ("a.html", "<p>\n\n<b>"),
    ]);
    let shown: Vec<String> = read_back(folder.path()).expect("readable").iter().map(ToString::to_string).collect();
    assert_eq!(
        shown,
        [
            "a.html:3: unpaired tag: `<b>`",
            "b.html:2: link to no file: `x.html`",
            "b.html:4: part of the page is no file: `y.png`",
            "b.html:5: link to no anchor: `a.html#no`",
        ]
    );
}

#[test]
fn bytes_of_any_kind_are_read() {
    let folder = tempfile::tempdir().expect("a folder");
    for (name, bytes) in [
        ("latin.html", b"<p>\xe9".as_slice()),
        ("nul.html", b"<p id=\0>\0<a href=\0>"),
        ("deep.html", "<div>".repeat(100_000).as_bytes()),
        ("list.html", "<ul><li>".repeat(20_000).as_bytes()),
        ("shut.html", "</i>".repeat(20_000).as_bytes()),
        ("noscript.html", "<noscript>".repeat(20_000).as_bytes()),
    ] {
        fs::write(folder.path().join(name), bytes).expect("a file");
    }
    let found = problems(folder.path());
    assert!(found.contains(&(Kind::NotUtf8, String::new())));
}

#[cfg(unix)]
#[test]
fn links_of_the_file_system() {
    let folder =
        folder(&[("a.html", "<a href=dir/x.html>x</a><a href=file.html>f</a><a href=lost.html>l</a>"), ("b", "")]);
    let link = |to: &str, at: &str| std::os::unix::fs::symlink(to, folder.path().join(at)).expect("a link");
    link(".", "dir");
    link("b", "file.html");
    link("nowhere", "lost.html");
    assert_eq!(problems(folder.path()), [(Kind::DeadHref, "lost.html".to_owned())]);
}
