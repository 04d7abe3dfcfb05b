//! Lists of steps, which guides cut in pieces: how many steps each has, and where it begins to count.
//!
//! `lists.txt` was counted from the sources: a page, and for each ordered list in the order they begin, nested ones after
//! the list they stand in, the number of its steps; a list that does not begin with 1 would be `start+steps`.

use std::collections::BTreeMap;

use factpress::output::Content;
use factpress::path::OutPath;
use factpress::session::Session;

use super::site;

#[test]
fn steps_of_forty_pages() {
    let Some(guides) = super::guides("lists of steps") else { return };
    let mut wanted: BTreeMap<String, Vec<(String, String)>> = BTreeMap::new();
    let table = site::text(&site::project().join("tests/corpora/lists.txt")).expect("the table");
    for line in table.lines() {
        let (page, steps) = line.split_once(": ").expect("a page and its lists");
        let (guide, page) = page.split_once('/').expect("a guide and its page");
        wanted.entry(guide.to_owned()).or_default().push((page.to_owned(), steps.to_owned()));
    }
    let mut wrong = Vec::new();
    for guide in guides {
        let name = guide.file_name().expect("a name").to_string_lossy().into_owned();
        let Some(pages) = wanted.remove(&name) else { continue };
        let out = tempfile::tempdir().expect("a folder");
        let session = Session::open(site::options(&guide, out.path())).expect("a site");
        for (page, steps) in pages {
            let output = session.make(&OutPath::new(&format!("{page}.html")).expect("a path")).expect("a page").content;
            let Content::Bytes(html) = output else { panic!("{name}/{page} is no page") };
            let found = lists(&String::from_utf8_lossy(&html));
            if found != steps {
                wrong.push(format!("{name}/{page}: {found}, not {steps}"));
            }
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
    assert!(wanted.is_empty(), "guides that are not there: {:?}", wanted.keys());
}

/// The ordered lists of a page's own text.
fn lists(html: &str) -> String {
    let start = html.find("<div class=\"prose\"").unwrap_or(0);
    let text = html[start..].split("</main>").next().unwrap_or("");
    // Each list: where it begins to count, where nothing is counted for one without numbers, and how many items it has.
    let mut lists: Vec<(Option<String>, usize)> = Vec::new();
    let mut open: Vec<usize> = Vec::new();
    for tag in text.split('<').skip(1) {
        let tag = tag.split('>').next().unwrap_or("");
        match tag.split(' ').next().unwrap_or("") {
            kind @ ("ol" | "ul") => {
                let start = tag.split("start=\"").nth(1).and_then(|rest| rest.split('"').next()).unwrap_or("1");
                open.push(lists.len());
                lists.push(((kind == "ol").then(|| start.to_owned()), 0));
            }
            "li" => {
                if let Some(list) = open.last() {
                    lists[*list].1 += 1;
                }
            }
            "/ol" | "/ul" => {
                open.pop();
            }
            _ => {}
        }
    }
    let ordered = lists.into_iter().filter_map(|(start, items)| start.map(|start| (start, items)));
    let written: Vec<String> = ordered
        .map(|(start, items)| if start == "1" { items.to_string() } else { format!("{start}+{items}") })
        .collect();
    written.join(" ")
}
