//! Many things: what grows with them is the reading, not the pages that name some of them.
#![expect(clippy::disallowed_methods, reason = "a test of time looks at a clock")]

use std::fmt::Write as _;
use std::time::{Duration, Instant};

use crate::sites::Laid;

/// How many files of things there are.
const FILES: usize = 50;

/// How many things each of them holds.
const EACH: usize = 1000;

/// How many pages name some of them.
const PAGES: usize = 20;

/// The longest that all of it may take, in a build for tests on a busy machine: five times what a calm one takes.
const MOST: Duration = Duration::from_secs(120);

const FIELDS: &str = "title: Host\nlabel: name\nfields:\n  name: { type: identifier, pattern: 'HostName[A-Z][0-9]+', required: true, unique: true, autolink: page }\n  \
    port: integer\n  zone: { type: enum, values: [east, west] }\n  next: { type: ref, to: KIND, inverse: before }\nsentences:\n  - '{name} listens on {port}'\n";

/// The name of a thing: a letter for the half of the files it stands in, and a number of its own.
fn name(file: usize, number: usize) -> String {
    let letter = if file < FILES / 2 { 'A' } else { 'B' };
    format!("HostName{letter}{:05}", file * EACH + number)
}

fn things(file: usize) -> String {
    let mut text = String::new();
    for number in 0..EACH {
        let (zone, next) = (if number % 2 == 0 { "east" } else { "west" }, (number + 1) % EACH);
        let _ = writeln!(
            text,
            "h{number}: {{ name: {}, port: {}, zone: {zone}, next: h{next} }}",
            name(file, number),
            1024 + number
        );
    }
    text
}

fn page(number: usize) -> String {
    let mut text = format!("# Page {number}\n\n");
    for at in 0..10 {
        let (file, thing) = ((number * 10 + at) % FILES, (number * 37 + at * 11) % EACH);
        let port = 1024 + thing;
        let _ =
            writeln!(text, "{} listens on {port}, as `{}` does.\n", name(file, thing), name(file, (thing + 1) % EACH));
    }
    let _ = writeln!(text, "[By its id](facts/k{number:02}.yaml#h1). Port 1025<!-- fact: k{number:02}/h1.port -->.\n");
    text
}

#[test]
fn fifty_thousand_things_and_twenty_pages() {
    let mut files: Vec<(String, String)> = Vec::new();
    for file in 0..FILES {
        let kind =
            FIELDS.replace("KIND", &format!("k{file:02}")).replace("[A-Z]", if file < FILES / 2 { "A" } else { "B" });
        files.push((format!("content/facts/kinds/k{file:02}.yaml"), kind));
        files.push((format!("content/facts/k{file:02}.yaml"), things(file)));
    }
    let links: String = (0..PAGES).map(|number| format!("- [Page {number}](p{number}.md)\n")).collect();
    files.push(("content/index.md".to_owned(), format!("# Hosts\n\n{links}")));
    for number in 0..PAGES {
        // One page says something else than the facts, and one slips in a name.
        let wrong = match number {
            3 => format!("\n{} listens on 7.\n", name(3, 3)),
            4 => "\nHostNameA0000x0 and HostNameA000077 are there.\n".to_owned(),
            _ => String::new(),
        };
        files.push((format!("content/p{number}.md"), page(number) + &wrong));
    }
    files.push(("factpress.yaml".to_owned(), "rules: { undocumented-entity: off }\n".to_owned()));
    let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    let laid = Laid::new(&files);
    let began = Instant::now();
    let session = laid.check();
    let took = began.elapsed();
    let found: Vec<(&str, &str)> = session
        .findings()
        .iter()
        .map(|finding| (finding.rule.name, session.sources().path(finding.span.file)))
        .collect();
    assert_eq!(found, [("contradicts-fact", "content/p3.md"), ("unknown-name", "content/p4.md")], "{took:?}");
    assert!(session.plan().outputs.len() > FILES * EACH, "each thing has a page");
    assert!(took < MOST, "{took:?}");
}
