//! Tests of the formats on sources made by hand.
#![expect(clippy::disallowed_methods, reason = "holds a report to a limit of time")]

use std::path::PathBuf;
use std::time::{Duration, Instant};

use super::*;
use crate::digest::Digest;
use crate::path::SourcePath;
use crate::rule::{links, pages, site};
use crate::source::{Role, SourceFile};
use crate::span::{FileId, Span};
use crate::summary::NotChecked;

/// Sources with these texts; ids count from 0 in their order.
fn sources(texts: &[(&str, &str)]) -> Sources {
    let mut sources = Sources::new(PathBuf::from("site"));
    let mut files = Vec::new();
    for (path, text) in texts {
        let path = SourcePath::new(path).expect("a path");
        let id = sources.intern(&path);
        files.push(SourceFile {
            id,
            path,
            role: Role::Page(0),
            text: Some((*text).into()),
            digest: Digest::of(text.as_bytes()),
            len: text.len() as u64,
            size: None,
        });
    }
    sources.set(files, Vec::new());
    sources
}

/// The span of the first `what` in a file.
fn span(sources: &Sources, file: u32, what: &str) -> Span {
    let at = sources.text(FileId(file)).find(what).expect("it stands there");
    Span::new(FileId(file), at, at + what.len())
}

/// The report without its summary.
fn shown(sources: &Sources, findings: &[Finding]) -> String {
    let input = Input { findings, sources, summary: &Summary::default() };
    let all = render(Format::Human, input, Style::default());
    let end = all.find("\n rule ").map_or(0, |at| at + 1);
    all[..end].to_owned()
}

/// A finding with everything in it, and its sources.
fn full() -> (Sources, Finding) {
    let sources = sources(&[
        ("a.md", "# A\n\nSee [path](payments.md#escalation) for more.\n"),
        ("payments.md", "# Payments\n\n## Escalation path\n\ntext\n"),
    ]);
    let finding = Finding::new(
        &links::MISSING_ANCHOR,
        span(&sources, 0, "payments.md#escalation"),
        "no anchor `escalation` in `payments.md`",
    )
    .help("did you mean `#escalation-path`?")
    .related(span(&sources, 1, "Escalation path"), "`#escalation-path` is here")
    .related(span(&sources, 0, "# A"), "on this page")
    .fix("write `#escalation-path`", span(&sources, 0, "#escalation"), "#escalation-path")
    .cause("payments.md#escalation")
    .remedy("payments.md#escalation -> #escalation-path");
    (sources, finding)
}

/// Findings of one rule, each with its own cause where `apart`.
fn many(count: usize, apart: bool) -> (Sources, Vec<Finding>) {
    let text = "[x](gone.md)\n".repeat(count);
    let sources = sources(&[("a.md", &text)]);
    let findings = (0..count)
        .map(|at| {
            let place = Span::new(FileId(0), at * 13 + 4, at * 13 + 11);
            let cause = if apart { format!("gone.md {at}") } else { "gone.md".to_owned() };
            Finding::new(&links::BROKEN_LINK, place, "no page `gone.md`").cause(cause)
        })
        .collect();
    (sources, findings)
}

#[test]
fn help_related_and_fix() {
    let (sources, finding) = full();
    let expected = "\
error[missing-anchor]: no anchor `escalation` in `payments.md`
 --> a.md:3:12
  |
1 | # A
  | --- on this page
2 |
3 | See [path](payments.md#escalation) for more.
  |            ^^^^^^^^^^^^^^^^^^^^^^
  |
 ::: payments.md:3:4
  |
3 | ## Escalation path
  |    --------------- `#escalation-path` is here
  |
  = help: did you mean `#escalation-path`? (`--fix` writes it)

";
    assert_eq!(shown(&sources, &[finding]), expected);
}

#[test]
fn a_file_as_a_whole() {
    let sources = sources(&[("a.md", "text\n"), ("b.md", "")]);
    let whole = |file| Span::whole(FileId(file));
    let alone = Finding::new(&pages::MISSING_TITLE, whole(0), "page has no title").help("begin it with `# `");
    let both = Finding::new(&pages::OUTPUT_COLLISION, whole(1), "two sources are published as `a.html`")
        .related(whole(0), "the other one");
    let expected = "\
warning[missing-title]: page has no title
 --> a.md:1:1
  = help: begin it with `# `

error[output-collision]: two sources are published as `a.html`
 --> b.md:1:1
  |
 ::: a.md:1:1
  = note: the other one

";
    assert_eq!(shown(&sources, &[both, alone]), expected);
}

#[test]
fn edges_of_files() {
    let sources = sources(&[
        ("bom.md", "\u{FEFF}[x](y)\r\n\tüber 日本 [x](z)\rlone [x](w)"),
        ("end.md", "a\n\n"),
        ("none.md", ""),
    ]);
    let at = |file, what| Finding::new(&links::BROKEN_LINK, span(&sources, file, what), format!("no page `{what}`"));
    let raw = |file, start, end, message: &str| {
        Finding::new(&pages::UNBALANCED_HTML, Span::new(FileId(file), start, end), message)
    };
    let findings = [
        at(0, "y"),
        at(0, "z"),
        at(0, "w"),
        raw(0, 20, 21, "inside a character"),
        raw(1, 3, 3, "at the end"),
        raw(1, 0, 3, "over several lines"),
        raw(1, 90, 95, "past the end"),
        Finding::new(&site::TOO_LARGE, Span::new(FileId(2), 9, 9), "no text"),
    ];
    let expected = "\
error[broken-link]: no page `y`
 --> bom.md:1:5
  |
1 | [x](y)
  |     ^

error[unbalanced-html]: inside a character
 --> bom.md:2:7
  |
2 |     über 日本 [x](z)
  |          ^^

error[broken-link]: no page `z`
 --> bom.md:2:14
  |
2 |     über 日本 [x](z)
  |                   ^

error[broken-link]: no page `w`
 --> bom.md:3:10
  |
3 | lone [x](w)
  |          ^

error[unbalanced-html]: over several lines
 --> end.md:1:1
  |
1 | a
  | ^

error[unbalanced-html]: at the end
 --> end.md:3:1
  |
3 |
  | ^

error[unbalanced-html]: past the end
 --> end.md:3:1
  |
3 |
  | ^

error[too-large]: no text
 --> none.md:1:1

";
    assert_eq!(shown(&sources, &findings), expected);
}

#[test]
fn very_long_lines_are_cut_around_the_place() {
    let text = format!("first\n{}[x](gone.md){}\n", "ü".repeat(500_000), "y".repeat(500_000));
    let sources = sources(&[("a.md", &text)]);
    let finding = Finding::new(&links::BROKEN_LINK, span(&sources, 0, "gone.md"), "no page `gone.md`");
    let report = shown(&sources, &[finding]);
    assert!(report.contains(" --> a.md:2:500005\n"), "{report}");
    assert!(report.contains("[x](gone.md)yyy") && report.len() < 1000, "{report}");
    let whole = Finding::new(&pages::UNBALANCED_HTML, Span::new(FileId(0), 7, 900_000), "everything");
    assert!(shown(&sources, &[whole]).len() < 2000);
}

#[test]
fn nothing_reaches_the_terminal_that_it_would_obey() {
    let sources = sources(&[("a\u{202e}.md", "x \u{1b}]0;title\u{7} [x](\u{9b}31m) \u{feff}\u{202e}\u{0}\n")]);
    let place = Span::new(FileId(0), 2, 20);
    let finding = Finding::new(&links::BROKEN_LINK, place, "no page `\u{1b}[2J\n`")
        .help("\u{1b}[31mred")
        .related(place, "\u{8}\u{8}here")
        .fix("\u{1b}c", place, "x");
    let input = Input { findings: &[finding], sources: &sources, summary: &Summary::default() };
    for format in [Format::Human, Format::Short] {
        let report = render(format, input, Style::default());
        let obeyed = report.chars().find(|c| (c.is_control() && *c != '\n') || matches!(c, '\u{202e}' | '\u{feff}'));
        assert_eq!(obeyed, None, "{report}");
    }
}

#[test]
fn one_line_a_finding() {
    let (sources, finding) = full();
    let input = Input { findings: &[finding], sources: &sources, summary: &Summary::default() };
    assert_eq!(
        render(Format::Short, input, Style::default()),
        "a.md:3:12: error[missing-anchor]: no anchor `escalation` in `payments.md`\n"
    );
}

#[test]
fn the_summary() {
    let sources = sources(&[("a.md", "")]);
    let of = |rule, times: usize, cause: &str, remedy: &str, fixed: usize| {
        (0..times)
            .map(|at| {
                let finding = Finding::new(rule, Span::whole(FileId(0)), "m").cause(cause).remedy(remedy);
                if at < fixed { finding.fix("t", Span::whole(FileId(0)), "x") } else { finding }
            })
            .collect::<Vec<_>>()
    };
    let mut findings = of(&links::MISSING_ANCHOR, 133, "a", "payments.md#escalation -> #escalation-path", 122);
    findings.extend(of(&links::MISSING_ANCHOR, 268, "b\u{1b}", "", 0));
    findings.extend(of(&links::BROKEN_LINK, 12, "c", "runbooks/oncall.md -> oncall/index.md", 12));
    findings.extend(of(&links::INSECURE_LINK, 1187, "d", "", 0));
    let summary = Summary {
        pages: 4012,
        links: 31_877,
        anchors: 9204,
        facts: 96,
        sentences_agreeing: 0,
        errors: 413,
        warnings: 1187,
        not_checked: vec![NotChecked { what: "external links".into(), count: 2310, reason: "--external".into() }],
    };
    let style = Style { extent: Extent::First(0), elapsed: Some(Duration::from_millis(400)), ..Style::default() };
    let report = render(Format::Human, Input { findings: &findings, sources: &sources, summary: &summary }, style);
    let expected = "\
... and 1,600 more findings: --all shows them, --format json holds them

 rule            found  causes  certain fix
 missing-anchor    401       2       122       268 x b␛
 broken-link        12       1        12        12 x runbooks/oncall.md -> oncall/index.md
 insecure-link   1,187       1         0     1,187 x d
 413 errors, 1,187 warnings in 4 causes · 4,012 pages, 31,877 links, 9,204 anchors, 96 facts, 0.4 s
 not checked: 2,310 external links (--external)
 next: factpress check --fix --dry-run · factpress explain missing-anchor
";
    assert_eq!(report, expected);
    let clean = Summary { pages: 1, ..Summary::default() };
    let report = render(Format::Human, Input { findings: &[], sources: &sources, summary: &clean }, Style::default());
    assert_eq!(report, " 0 errors, 0 warnings · 1 page, 0 links, 0 anchors\n");
}

#[test]
fn a_thousand_findings() {
    let (sources, findings) = many(1000, true);
    let input = Input { findings: &findings, sources: &sources, summary: &Summary::default() };
    let lines = |extent| {
        let report = render(Format::Human, input, Style { extent, ..Style::default() });
        (report.matches("error[").count(), report.lines().count(), report)
    };
    assert_eq!(lines(Extent::All).0, 1000);
    let (shown, _, report) = lines(Extent::First(50));
    assert_eq!(shown, 50);
    assert!(report.contains("\n... and 950 more findings:"));
    let (shown, height, report) = lines(Extent::Screen(40));
    assert!(shown > 1 && height < 40, "{report}");
    assert!(report.contains(&format!("\n... and {} more findings:", 1000 - shown)), "{report}");

    let json: serde_json::Value = serde_json::from_str(&render(Format::Json, input, Style::default())).expect("JSON");
    let ids: std::collections::BTreeSet<_> =
        json["findings"].as_array().expect("a list").iter().map(|one| one["id"].to_string()).collect();
    assert_eq!(ids.len(), 1000);
}

#[test]
fn one_cause_is_shown_once_on_a_screen() {
    let (sources, mut findings) = many(30, false);
    findings[0].cause = "another".into();
    let input = Input { findings: &findings, sources: &sources, summary: &Summary::default() };
    let report = render(Format::Human, input, Style { extent: Extent::Screen(50), ..Style::default() });
    assert_eq!(report.matches("error[").count(), 2);
    assert!(report.starts_with("error[broken-link]: no page `gone.md`\n --> a.md:2:5\n"), "{report}");
    assert!(report.contains("= note: 28 more with the same cause\n"), "{report}");
    assert!(!report.contains("... and"), "{report}");
}

#[test]
fn json_says_everything() {
    let (sources, finding) = full();
    let summary = Summary { pages: 2, errors: 1, ..Summary::default() };
    let input = Input { findings: &[finding.clone(), finding], sources: &sources, summary: &summary };
    let json: serde_json::Value = serde_json::from_str(&render(Format::Json, input, Style::default())).expect("JSON");
    let (first, second) = (&json["findings"][0], &json["findings"][1]);
    assert_ne!(first["id"], second["id"]);
    let expected = serde_json::json!({
        "id": first["id"],
        "rule": "missing-anchor",
        "url": "rules/missing-anchor.html",
        "level": "error",
        "message": "no anchor `escalation` in `payments.md`",
        "path": "a.md", "line": 3, "column": 12, "end_line": 3, "end_column": 34,
        "text": "payments.md#escalation",
        "help": ["did you mean `#escalation-path`?"],
        "related": [
            { "path": "payments.md", "line": 3, "column": 4, "end_line": 3, "end_column": 19,
              "message": "`#escalation-path` is here" },
            { "path": "a.md", "line": 1, "column": 1, "end_line": 1, "end_column": 4, "message": "on this page" },
        ],
        "fix": {
            "title": "write `#escalation-path`",
            "edits": [{ "path": "a.md", "start": 27, "end": 38, "text": "#escalation-path" }],
        },
    });
    assert_eq!(*first, expected);
    assert_eq!(json["version"], 1);
    assert_eq!(json["summary"]["pages"], 2);
    assert_eq!(json["summary"]["not_checked"], serde_json::json!([]));
}

#[test]
fn fingerprints_stay_when_lines_move() {
    let (before, finding) = full();
    let name = |sources: &Sources, finding: &Finding| fingerprint::Fingerprints::new(sources).next(finding).to_string();
    let moved = sources(&[("a.md", "new\n\n# A\n\n[path](payments.md#escalation)")]);
    let mut later = finding.clone();
    later.span = span(&moved, 0, "payments.md#escalation");
    assert_eq!(name(&before, &finding), name(&moved, &later));
    assert_eq!(name(&before, &finding).len(), 16);
    later.cause = "another".into();
    assert_ne!(name(&before, &finding), name(&moved, &later));
}

#[test]
fn many_findings_on_one_line() {
    let text = "[x](gone.md) ".repeat(20_000);
    let sources = sources(&[("a.md", &text)]);
    let findings: Vec<Finding> = (0..20_000)
        .map(|at| Finding::new(&links::BROKEN_LINK, Span::new(FileId(0), at * 13 + 4, at * 13 + 11), "no page"))
        .collect();
    let began = Instant::now();
    let input = Input { findings: &findings, sources: &sources, summary: &Summary::default() };
    let json = render(Format::Json, input, Style::default());
    assert!(json.contains("\"column\":259992"));
    assert!(began.elapsed() < Duration::from_secs(30), "{:?}", began.elapsed());
}

proptest::proptest! {
    #[test]
    fn any_text_and_any_places(
        text in "(\u{FEFF}|[a ü日\t\r\n\u{1b}\u{301}\u{200d}👩]|ab{300}){0,40}",
        places in proptest::collection::vec((0_usize..200, 0_usize..60, 0_u32..2), 1..5),
        width in 0_usize..120,
    ) {
        let sources = sources(&[("a.md", &text), ("b.md", &text)]);
        let mut spans = places.iter().map(|(start, len, file)| Span::new(FileId(*file), *start, start + len));
        let own = spans.next().expect("one at least");
        let finding = spans.fold(Finding::new(&links::BROKEN_LINK, own, "m"), |finding, span| finding.related(span, "r"));
        let input = Input { findings: &[finding], sources: &sources, summary: &Summary::default() };
        let style = Style { width, ..Style::default() };
        let report = render(Format::Human, input, style);
        let obeyed = report.contains(['\u{1b}', '\t', '\r']);
        proptest::prop_assert!(!obeyed, "{}", report);
        let place = places::Places::new(&sources).start(own);
        let at = format!("{}.md:{}:{}\n", ["a", "b"][own.file.0 as usize], place.line, place.column);
        let border = text.is_char_boundary(own.range().start.min(text.len()));
        let line_end = text.get(own.range().start..).is_some_and(|rest| rest.starts_with(['\r', '\n']));
        let in_bom = text.starts_with('\u{FEFF}') && own.start < 3;
        proptest::prop_assert!(!border || line_end || in_bom || report.contains(&at), "{}{}", at, report);
        serde_json::from_str::<serde_json::Value>(&render(Format::Json, input, style)).expect("JSON");
    }
}
