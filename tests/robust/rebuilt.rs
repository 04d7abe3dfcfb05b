//! Edits of a site in which one part rests on another, each followed by what a clean build makes. What the thousand random edits
//! hit by chance, this has by name.
#![expect(clippy::disallowed_methods, reason = "tests lay out and edit sites")]

use std::fs;

use factpress::path::SourcePath;
use factpress::session::{Options, Session, Texts};

use crate::edits::equals_clean;
use crate::site;
use crate::sites::Laid;

/// Files and their texts.
type Texted = &'static [(&'static str, &'static str)];

/// A site, and texts that some of its files have one after the other; each step is one save of all its files.
struct Scene {
    name: &'static str,
    files: Texted,
    steps: &'static [Texted],
}

const SCENES: &[Scene] = &[
    Scene {
        name: "an anchor that others link to",
        files: &[
            ("content/index.md", "# Home\n\n[Part](a.md#part), [none](a.md#none), [self](#home).\n"),
            ("content/a.md", "# A\n\n## Part\n\nText. [Back](index.md).\n"),
            ("content/b.md", "# B\n\n[A](a.md), [Part](a.md#part).\n"),
        ],
        steps: &[
            &[("content/a.md", "# A\n\n## Other\n\nText. [Back](index.md).\n")],
            &[("content/a.md", "# A\n\n## Part\n\n## None\n\nText. [Back](index.md).\n")],
            &[("content/a.md", "# Another\n\n## Part\n\nText. [Back](index.md).\n")],
            &[("content/a.md", "# Another\n\nFirst. [B](b.md). [Back](index.md).\n\n## Part\n")],
            &[("content/a.md", ""), ("content/b.md", "# C\n\n[A](a.md).\n")],
        ],
    },
    Scene {
        name: "titles outside the navigation",
        files: &[
            ("content/index.md", "# Home\n\nText.\n"),
            ("content/SUMMARY.md", "# Summary\n\n- [One](one.md)\n"),
            ("content/one.md", "# One\n\nText.\n"),
            ("content/x.md", "# Aaa\n\n[One](one.md).\n"),
            ("content/y.md", "# Bbb\n\n[One](one.md), [X](x.md).\n"),
        ],
        steps: &[
            &[("content/x.md", "# Zzz\n\n[One](one.md).\n")],
            &[("content/y.md", "# Yyy\n\n[One](one.md), [X](x.md).\n")],
            &[("content/SUMMARY.md", "# Summary\n\n- [One](one.md)\n  - [X](x.md)\n")],
            &[("content/SUMMARY.md", "# Summary\n\n- [Why](y.md)\n- [Lost](lost.md)\n- [Later]()\n")],
            &[("content/one.md", "# Two\n\n[Why](y.md).\n"), ("content/SUMMARY.md", "- [Two](one.md)\n")],
        ],
    },
    Scene {
        name: "the list of the home page",
        files: &[
            ("content/index.md", "# Home\n\n- [A](a.md)\n- [B](b.md)\n"),
            ("content/a.md", "# A\n\n[B](b.md).\n"),
            ("content/b.md", "# B\n\n[A](a.md).\n"),
        ],
        steps: &[
            &[("content/index.md", "# Home\n\n- [A](a.md)\n  - [Bee](b.md)\n")],
            &[("content/index.md", "# Home\n\n[A](a.md) and [B](b.md).\n")],
            &[("content/index.md", "# House\n\n- [B](b.md)\n- [A](a.md)\n- [C](c.md)\n")],
            &[("content/b.md", "# Bee\n\n- [A](a.md)\n- [Home](index.md)\n")],
        ],
    },
    Scene {
        name: "aliases and files at one place",
        files: &[
            ("content/index.md", "# Home\n\n[File](old.html), [data](data.txt).\n"),
            ("content/a.md", "---\naliases: [data.txt]\n---\n# A\n\n[Old](old.html).\n"),
            ("content/old.html", "<p>old</p>\n"),
            ("content/data.txt", "data"),
        ],
        steps: &[
            &[("content/a.md", "---\naliases: [old.html]\n---\n# A\n\n[Old](old.html).\n")],
            &[("content/a.md", "---\naliases: [older.html]\n---\n# A\n\n[Old](older.html).\n")],
            &[("content/index.md", "# Home\n\nNothing.\n")],
            &[("content/index.md", "# Home\n\n[Old](older.html), [data](data.txt?x=1#y).\n")],
            &[("content/a.md", "# A\n\nNo more.\n")],
        ],
    },
    Scene {
        name: "addresses at which a guide is published",
        files: &[
            ("factpress.yaml", "dialect: aws\n"),
            ("content/index.md", "# Guide<a name=\"index\"></a>\n\n+ [A](honey.md)\n"),
            ("content/honey.md", "# Honey<a name=\"honey\"></a>\n\n[C](https://d.example/g/combs.html#part).\n"),
            ("content/combs.md", "# Combs<a name=\"combs\"></a>\n\n[H](https://d.example/G/honey.html).\n"),
            ("content/hives.md", "# Hives<a name=\"hives\"></a>\n\n[S](https://d.example/g/swarms.html).\n"),
            ("content/swarms.md", "# Swarms<a name=\"swarms\"></a>\n\n[H](https://d.example/g/hives.html#part).\n"),
        ],
        steps: &[
            &[(
                "content/combs.md",
                "# Combs<a name=\"combs\"></a>\n\n## P<a name=\"part\"></a>\n\n[H](https://d.example/g/honey.html).\n",
            )],
            &[("content/combs.md", "# Wax<a name=\"combs\"></a>\n\n[H](https://d.example/g/honey.html).\n")],
            &[("content/combs.md", "# Wax<a name=\"combs\"></a>\n\nNothing.\n")],
            &[("content/hives.md", "# Hives\n\nNo name.\n")],
            &[(
                "content/hives.md",
                "# Hives<a name=\"hives\"></a>\n\n## P<a name=\"part\"></a>\n\n[S](https://d.example/g/swarms.html).\n",
            )],
            &[("content/combs.md", "# Wax<a name=\"combs\"></a>\n\n[H](https://d.example/g/honey.html).\n")],
        ],
    },
    Scene {
        name: "wikilinks",
        files: &[
            ("factpress.yaml", "wikilinks: true\n"),
            ("content/index.md", "# Home\n\n[[A]] and [[The bee]] and [[a#part]].\n"),
            ("content/a.md", "# A\n\n## Part\n\nText.\n"),
            ("content/b.md", "# B\n\nText, [[Home]].\n"),
        ],
        steps: &[
            &[("content/b.md", "# The bee\n\nText, [[Home]].\n")],
            &[("content/a.md", "# The bee\n\n## Part\n\nText.\n")],
            &[("content/a.md", "# A\n\n## Parts\n\nText.\n")],
        ],
    },
    Scene {
        name: "several sections",
        files: &[
            ("first/docs/index.md", "# First\n\n[Two](../../second/docs/b.md), [part](../../second/docs/b.md#part).\n"),
            ("first/docs/a.md", "# A\n\n[B](../../second/docs/b.md).\n"),
            ("second/docs/index.md", "# Second\n\n[A](../../first/docs/a.md).\n"),
            ("second/docs/b.md", "# B\n\n## Part\n\n[A](../../first/docs/a.md).\n"),
        ],
        steps: &[
            &[("second/docs/index.md", "# Other\n\n[A](../../first/docs/a.md).\n")],
            &[("second/docs/b.md", "# Bee\n\n[A](../../first/docs/a.md).\n")],
            &[("first/docs/a.md", "# Title\n\n[B](../../second/docs/b.md#part), [I](../../second/docs/index.md).\n")],
        ],
    },
    Scene {
        name: "includes",
        files: &[
            ("content/index.md", "# Home\n\n<!-- include: _part.md -->\n\n[A](a.md#shared).\n"),
            ("content/a.md", "# A\n\n<!-- include: _part.md -->\n\n<!-- include: code.txt -->\n"),
            ("content/_part.md", "## Shared\n\nA sentence. [Home](index.md).\n"),
            ("content/code.txt", "code\n"),
        ],
        steps: &[
            &[("content/_part.md", "## Changed\n\nA sentence. [Home](index.md).\n")],
            &[("content/code.txt", "other code\n")],
            &[("content/a.md", "# A\n\nNo more.\n")],
            &[("content/code.txt", "more code\n")],
            &[("content/a.md", "# A\n\n<!-- include: code.txt -->\n"), ("content/code.txt", "again\n")],
            &[("content/_part.md", "Nothing.\n\n<!-- include: a.md -->\n")],
        ],
    },
    Scene {
        name: "drafts, and pages that cannot be read",
        files: &[
            ("content/index.md", "# Home\n\n[A](a.md), [B](b.md#part).\n"),
            ("content/a.md", "# A\n\n[B](b.md).\n"),
            ("content/b.md", "# B\n\n## Part\n\n[A](a.md).\n"),
        ],
        steps: &[
            &[("content/b.md", "---\ndraft: true\n---\n# B\n\n## Part\n\n[A](a.md).\n")],
            &[("content/a.md", "# Title\n\n[B](b.md).\n")],
            &[("content/b.md", "# B\n\n## Part\n\n[A](a.md).\n")],
            &[("content/b.md", "# B\n\n\u{0}\u{1}\n")],
            &[("content/b.md", "---\ntitle: [\n---\n# B\n")],
            &[("content/b.md", "---\ntitle: Bee\norder: 1\n---\n# B\n\n## Part\n")],
        ],
    },
    Scene {
        name: "facts",
        files: &[
            ("content/facts/kinds/pier.yaml", PIER),
            (
                "content/facts/pier.yaml",
                "one: { name: PierNo1, seats: 4, next: two }\ntwo: { name: PierNo2, seats: 5, note: 'See [A](a.md#part).' }\n",
            ),
            ("content/index.md", "# Home\n\nPierNo1 has 4 seats. PierNo2 and PierNo3. *4*<!-- fact: one.seats -->\n"),
            (
                "content/a.md",
                "---\nabout: [one]\n---\n# A\n\n## Part\n\nPierNo2 has 4 seats. [One](facts/pier.yaml#one).\n",
            ),
            (
                "content/own.md",
                "---\nkind: pier\nid: own\nfacts: { name: PierNo7, seats: 70 }\n---\n# Own\n\nThe pier has 70 seats.\n",
            ),
        ],
        steps: &[
            &[(
                "content/facts/pier.yaml",
                "one: { name: PierNo1, seats: 5, next: two }\ntwo: { name: PierNo2, seats: 5, note: 'See [A](a.md#part).' }\n",
            )],
            &[(
                "content/facts/pier.yaml",
                "one: { name: PierNo3, seats: 5, next: two }\ntwo: { name: PierNo2, seats: 4, note: 'See [A](a.md).' }\n",
            )],
            &[(
                "content/facts/pier.yaml",
                "one: { name: PierNo3, seats: 5, next: own }\ntwo: { name: PierNo1, note: 'See [B](b.md).' }\n",
            )],
            &[(
                "content/facts/pier.yaml",
                "one: { name: PierNo1, seats: 5, page: a.md }\ntwo: { name: PierNo2, seats: 4, next: one }\n",
            )],
            &[(
                "content/facts/pier.yaml",
                "one: { name: PierNo1, seats: 5, page: 'a.md#part' }\ntwo: { name: PierNo2, seats: 4, next: one }\n",
            )],
            &[("content/a.md", "---\nabout: [two]\n---\n# A\n\n## Part\n\nPierNo2 has 4 seats. PierNo1.\n")],
            &[(
                "content/own.md",
                "---\nkind: pier\nid: own\nfacts: { name: PierNo1, seats: 70 }\n---\n# Own\n\nThe pier has 7 seats.\n",
            )],
            &[
                ("content/own.md", "# Own\n\nThe pier has 7 seats. PierNo7.\n"),
                ("content/facts/pier.yaml", "one: { name: PierNo7, seats: 7 }\n"),
            ],
            &[(
                "content/facts/kinds/pier.yaml",
                "title: Quay\nlabel: name\nfields:\n  name: { type: identifier, pattern: 'PierNo[0-9]+' }\n  seats: integer\n",
            )],
            &[("content/facts/kinds/pier.yaml", PIER), ("content/index.md", "# Start\n\nPierNo7 has 8 seats.\n")],
        ],
    },
    Scene {
        name: "the theme with other files",
        files: &[
            ("content/index.md", "# Home\n\n[A](a.md).\n"),
            ("content/a.md", "# A\n\nText.\n"),
            ("templates/redirect.html", "<p>{{ page.title }}</p>\n"),
            ("static/custom.css", "p { color: red }\n"),
        ],
        steps: &[
            &[("templates/redirect.html", "<p>{{ page.title }}!</p>\n"), ("content/a.md", "# A\n\nText. More.\n")],
            &[("static/custom.css", "p { color: blue }\n"), ("content/a.md", "# Title\n\nText.\n")],
            &[("templates/redirect.html", "{% if %}\n")],
            &[("factpress.yaml", "title: A title\n")],
            &[("content/index.md", "# House\n\n[A](a.md).\n")],
        ],
    },
];

const PIER: &str = "title: Pier\nlabel: name\ncalled: ['the pier']\nfields:\n  \
    name: { type: identifier, pattern: 'PierNo[0-9]+', autolink: page, unknown_names: near }\n  \
    seats: integer\n  next: { type: ref, to: pier, symmetric: true }\n  note: markdown\n\
    sentences: ['{name} has {seats} seats', 'the pier has {seats} seats']\n";

#[test]
fn what_rests_on_what_was_edited_is_as_in_a_clean_build() {
    for Scene { name, files, steps } in SCENES {
        let laid = Laid::new(files);
        let options = Options { texts: Texts::Kept, ..site::options(&laid.at(""), &laid.at("public")) };
        let mut session = Session::open(options.clone()).expect("a site");
        equals_clean(&session, &options, name);
        for (number, step) in steps.iter().enumerate() {
            step.iter().for_each(|(path, text)| site::write(&laid.at(path), text.as_bytes()));
            let paths: Vec<SourcePath> = step.iter().filter_map(|(path, _)| SourcePath::new(path).ok()).collect();
            session = session.next(&paths).expect("the site is still there");
            equals_clean(&session, &options, &format!("{name}, step {number}"));
        }
    }
}

#[test]
fn a_page_whose_bytes_are_no_text_and_one_that_is_too_large_come_back() {
    let laid = Laid::new(&[("content/index.md", "# Home\n\n[A](a.md#part).\n"), ("content/a.md", "# A\n\n## Part\n")]);
    let options = Options { texts: Texts::Kept, ..site::options(&laid.at(""), &laid.at("public")) };
    let mut session = Session::open(options.clone()).expect("a site");
    let page = SourcePath::new("content/a.md").expect("a path");
    let large = "A sentence. ".repeat(2 << 20).into_bytes();
    for (number, bytes) in [&b"# A\xff\xfe\n"[..], b"# A\n\n## Part\n", &large, b"# A\n\n## Other\n"].iter().enumerate()
    {
        fs::write(laid.at(page.as_str()), bytes).expect("writes");
        session = session.next(std::slice::from_ref(&page)).expect("the site is still there");
        equals_clean(&session, &options, &format!("text {number}"));
    }
}
