//! A thousand edits of a site in a session that stays open: after each, what it serves is what a clean build makes, byte for
//! byte, and it finds the same.
#![expect(clippy::disallowed_methods, reason = "tests lay out and edit sites")]

use std::collections::BTreeMap;
use std::fs;

use factpress::output::Content;
use factpress::path::{OutPath, SourcePath};
use factpress::session::{Options, Session, Texts};

use crate::site;
use crate::sites::Laid;

/// How many edits are made.
pub(crate) const EDITS: usize = 1000;

/// Where the numbers begin.
pub(crate) const SEED: u64 = 0x9E37_79B9_7F4A_7C15;

/// What lies there before the first edit.
pub(crate) const START: &[(&str, &str)] =
    &[("content/index.md", "# Home\n"), ("content/facts/kinds/pier.yaml", KIND), ("content/img.png", "x")];

/// A generator of numbers that is the same everywhere (xorshift, Marsaglia 2003).
pub(crate) struct Dice(pub u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 11).unwrap_or(0) % sides
    }

    fn one<'t>(&mut self, of: &[&'t str]) -> &'t str {
        of[self.roll(of.len())]
    }
}

/// The files of a site by path, as they lie on disk.
pub(crate) type Files = BTreeMap<String, String>;

/// Pages that may be there.
const PAGES: [&str; 12] = [
    "index.md",
    "a.md",
    "b.md",
    "c.md",
    "guide/index.md",
    "guide/start.md",
    "guide/next.md",
    "guide/deep/x.md",
    "other/y.md",
    "other/z.md",
    "_part.md",
    "guide/_note.md",
];

const KIND: &str = "title: Pier\nlabel: name\ncalled: ['the pier']\nfields:\n  \
    name: { type: identifier, pattern: 'PierNo[0-9]+', autolink: page, unknown_names: near }\n  \
    seats: integer\n  next: { type: ref, to: pier, symmetric: true }\n  note: markdown\n\
    sentences: ['{name} has {seats} seats', 'the pier has {seats} seats']\n";

fn page(dice: &mut Dice) -> String {
    let mut text = String::new();
    match dice.roll(8) {
        0 => text.push_str("---\ntitle: A title\norder: 3\n---\n"),
        1 => text.push_str("---\naliases: [old.html]\n---\n"),
        2 => text.push_str("---\nabout: [one]\ndescription: What it is about.\n---\n"),
        3 => text.push_str("---\nkind: pier\nid: own\nfacts: { name: PierNo7, seats: 70 }\n---\n"),
        4 => text.push_str("---\ndraft: true\n---\n"),
        _ => {}
    }
    text.push_str(&format!("# {}\n\n", dice.one(&["Start", "Next", "Piers", "Title {#own}", "PierNo1"])));
    for _ in 0..dice.roll(6) {
        let to = PAGES[dice.roll(PAGES.len())];
        let anchor = dice.one(&["", "#own", "#part", "#part", "#part-1", "#nowhere"]);
        text.push_str(&match dice.roll(15) {
            // What a navigation is made from, where it is the home page's.
            14 => "- [there](/a.md)\n- [there](/b.md)\n- [there](/guide/start.md)\n\n".to_owned(),
            11..=13 => format!("See [there](/{to}{anchor}).\n\n"),
            0 => format!("See [there]({to}{anchor}) and [up](../{to}).\n\n"),
            1 => "## Part\n\nText of it.\n\n".to_owned(),
            2 => "PierNo1 has 10 seats. PierNo2 has 10 seats.\n\n".to_owned(),
            3 => "There are *10*<!-- fact: one.seats --> seats.\n\n".to_owned(),
            4 => "<!-- facts: table pier: seats, next -->\n\n<!-- /facts -->\n\n".to_owned(),
            5 => "<!-- include: _part.md -->\n\n".to_owned(),
            6 => "![picture](img.png) and [the file](data.txt)\n\n".to_owned(),
            7 => "About [one](facts/pier.yaml#one), [its seats](/facts/pier.yaml#one.seats). PierNo3.\n\n".to_owned(),
            8 => "```json\n{ \"a\": 1 }\n```\n\n".to_owned(),
            9 => "The pier has 20 seats.\n\n".to_owned(),
            _ => format!("Plain words, {}.\n\n", dice.roll(100)),
        });
    }
    text
}

fn facts(dice: &mut Dice) -> String {
    let mut text = String::new();
    for (id, number) in [("one", 1), ("two", 2), ("three", 3)] {
        if dice.roll(5) > 0 {
            let seats = dice.one(&["10", "20", "x"]);
            text.push_str(&format!("{id}: {{ name: PierNo{number}, seats: {seats}"));
            text.push_str(dice.one(&[
                "",
                ", next: two",
                ", page: a.md",
                ", note: 'See [a](a.md).'",
                ", summary: Short.",
            ]));
            text.push_str(" }\n");
        }
    }
    text
}

/// Makes one edit. Gives the paths that were touched.
pub(crate) fn edit(dice: &mut Dice, laid: &Laid, files: &mut Files) -> Vec<String> {
    let write = |files: &mut Files, path: String, text: String| {
        site::write(&laid.at(&path), text.as_bytes());
        files.insert(path.clone(), text);
        path
    };
    let some_page = format!("content/{}", PAGES[dice.roll(PAGES.len())]);
    match dice.roll(22) {
        0 => {
            let text = facts(dice);
            vec![write(files, "content/facts/pier.yaml".to_owned(), text)]
        }
        1 if files.remove(&some_page).is_some() => {
            fs::remove_file(laid.at(&some_page)).expect("removed");
            vec![some_page]
        }
        2 => match files.remove(&some_page) {
            Some(text) => {
                let to = format!("content/{}", PAGES[dice.roll(PAGES.len())]);
                fs::remove_file(laid.at(&some_page)).expect("removed");
                vec![some_page, write(files, to, text)]
            }
            None => Vec::new(),
        },
        3 => {
            let text = dice.one(&["a { color: #333 }\n", "a { color: #222 }\n"]).to_owned();
            vec![write(files, "static/custom.css".to_owned(), text)]
        }
        4 => {
            let text = format!("title: Site {}\nrules: {{ no-links-to-page: off }}\n", dice.roll(2));
            vec![write(files, "factpress.yaml".to_owned(), text)]
        }
        5 => vec![write(files, "content/data.txt".to_owned(), format!("{}\n", dice.roll(9)))],
        6 => {
            let kind = if dice.roll(2) == 0 { KIND.to_owned() } else { KIND.replace("title: Pier", "title: Jetty") };
            vec![write(files, "content/facts/kinds/pier.yaml".to_owned(), kind)]
        }
        7 => {
            let own = "{% extends \"base.html\" %}{% block main %}<main>MARK {{ page.html | safe }}</main>{% endblock main %}";
            vec![write(files, "templates/doc.html".to_owned(), own.replace("MARK", dice.one(&["1", "2", "{{"])))]
        }
        // What is typed most of the time: one place of a page that is there.
        16..=21 if files.contains_key(&some_page) => {
            let (from, to) = [
                ("Plain words", "Other words"),
                ("Other words", "Plain words, *more* of them"),
                ("10 seats", "20 seats"),
                ("20 seats", "10 seats"),
                ("*10*", "*11*"),
                ("PierNo1", "PierNo2"),
                ("Text of it", "See [there](a.md). Text of it"),
                ("[there]", "[over there]"),
                ("\n\n", "\n\nA first paragraph.\n\n"),
                ("## Part", "## Another part"),
                ("draft: true", "draft: false"),
                ("title: A title", "title: Another title"),
                ("", "\u{FEFF}"),
                ("- [there]", "\n[there]"),
                ("\n[there]", "- [there]"),
            ][dice.roll(15)];
            let often = if from.ends_with("[there]") { usize::MAX } else { 1 };
            let text = files.get(&some_page).map_or_else(String::new, |text| text.replacen(from, to, often));
            vec![write(files, some_page, text)]
        }
        // As editors save: another file takes the place of the old one.
        8 => {
            let text = page(dice);
            let beside = format!("{some_page}~");
            site::write(&laid.at(&beside), text.as_bytes());
            fs::rename(laid.at(&beside), laid.at(&some_page)).expect("renamed");
            files.insert(some_page.clone(), text);
            vec![beside, some_page]
        }
        _ => {
            let text = page(dice);
            vec![write(files, some_page, text)]
        }
    }
}

/// An output as a session makes it: whether it is whole, and its bytes.
pub(crate) fn made(session: &Session, out: &OutPath) -> (bool, Vec<u8>) {
    match session.make(out) {
        Some(made) => match made.content {
            Content::Bytes(bytes) => (made.whole, bytes),
            Content::File(disk) => (made.whole, fs::read(disk).unwrap_or_default()),
        },
        None => (false, Vec::new()),
    }
}

/// Every output that a session serves, and what it found.
fn served(session: &Session) -> (BTreeMap<String, (bool, Vec<u8>)>, String) {
    let outputs = session.plan().outputs.iter();
    let outputs = outputs.map(|planned| (planned.out.to_string(), made(session, &planned.out)));
    (outputs.collect(), site::told(session).short)
}

#[test]
fn a_thousand_edits_leave_what_a_clean_build_makes() {
    let laid = Laid::new(START);
    let options = Options { texts: Texts::Kept, ..site::options(&laid.at(""), &laid.at("public")) };
    let mut dice = Dice(SEED);
    let mut files = Files::new();
    let mut session = Session::open(options.clone()).expect("a site");
    for number in 0..EDITS {
        let touched = edit(&mut dice, &laid, &mut files);
        let paths: Vec<SourcePath> = touched.iter().filter_map(|path| SourcePath::new(path).ok()).collect();
        session = session.next(&paths).expect("the site is still there");
        equals_clean(&session, &options, &format!("edit {number} of {touched:?}"));
    }
}

/// Holds a session against one that is opened now.
pub(crate) fn equals_clean(session: &Session, options: &Options, after: &str) {
    let (outputs, found) = served(session);
    let clean = Session::open(options.clone()).expect("a site");
    let (wanted, wanted_found) = served(&clean);
    let differ: Vec<&String> = wanted
        .iter()
        .filter(|(out, bytes)| outputs.get(*out) != Some(*bytes))
        .map(|(out, _)| out)
        .chain(outputs.keys().filter(|out| !wanted.contains_key(*out)))
        .collect();
    assert!(differ.is_empty(), "after {after}: {differ:?}");
    assert_eq!(found, wanted_found, "after {after}");
    for (now, wanted) in session.wanted().iter().zip(clean.wanted()) {
        assert_eq!((&now.out, now.key), (&wanted.out, wanted.key), "after {after}");
    }
}

#[test]
fn of_two_files_that_want_one_place_it_is_whose_links_stay() {
    let laid = Laid::new(&[
        ("content/index.md", "# Home\n\n[First](A.txt).\n"),
        ("content/other.md", "# Other\n\n[Second](a.txt).\n"),
        ("content/A.txt", "first"),
        ("content/a.txt", "second"),
    ]);
    if fs::read(laid.at("content/A.txt")).expect("a file") != b"first" {
        println!("skipped: here, names that differ in case are one name");
        return;
    }
    let options = Options { texts: Texts::Kept, ..site::options(&laid.at(""), &laid.at("public")) };
    let mut session = Session::open(options.clone()).expect("a site");
    assert!(session.plan().at(&OutPath::new("a.txt").expect("a path")).is_none());
    let index = SourcePath::new("content/index.md").expect("a path");
    for (text, published) in [("# Home\n\nNone.\n", "a.txt"), ("# Home\n\n[First](A.txt).\n", "A.txt")] {
        fs::write(laid.at(index.as_str()), text).expect("writes");
        session = session.next(std::slice::from_ref(&index)).expect("the site is still there");
        assert!(session.plan().at(&OutPath::new(published).expect("a path")).is_some(), "{published}");
        equals_clean(&session, &options, text);
    }
}
