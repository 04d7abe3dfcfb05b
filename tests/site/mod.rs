//! A site in a temporary folder: everything that the tests ask of the program, in one place.
#![expect(clippy::disallowed_methods, reason = "tests lay out sites and read outputs back")]
#![allow(dead_code, unreachable_pub, reason = "each test program uses its part of this module")]

pub mod diff;
pub mod html;
pub mod outline;
pub mod setup;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::os::unix::fs::MetadataExt as _;
use std::path::{Path, PathBuf};

use factpress::error::Error;
use factpress::output::Content;
use factpress::publish::reader;
use factpress::report::{self, Format, Style};
use factpress::session::{self, Options, Session};
use factpress::source::Sources;
use factpress::span::Span;

/// The day that counts as today in all tests.
pub const TODAY: &str = "2026-06-01";

/// The root of the project.
pub fn project() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// The folder with data of other projects that may stand beside the checkout.
pub fn shared(path: &str) -> PathBuf {
    project().join("../shared").join(path)
}

/// Says that something was not tested; written past the capture of the test harness.
pub fn skipped(what: &str, why: &str) {
    use std::io::Write as _;
    let _ = writeln!(std::io::stderr(), "skipped: {what}: {why}");
}

/// A session's options for a site and an output folder.
pub fn options(root: &Path, out: &Path) -> Options {
    Options { root: root.to_owned(), out: Some(out.to_owned()), today: Some(TODAY.to_owned()), ..Options::default() }
}

/// What a person and a program are told, and what lies in the output folder.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Result {
    /// The report for people, whole, without times and colours.
    pub human: String,
    /// The report for editors.
    pub short: String,
    /// The report for programs.
    pub json: String,
    /// The files of the output folder; empty where nothing was published.
    pub outputs: BTreeMap<String, Vec<u8>>,
}

/// The reports of findings.
pub fn reports(input: report::Input<'_>) -> Result {
    let text = |format| report::render(format, input, Style::default());
    Result {
        human: text(Format::Human),
        short: text(Format::Short),
        json: text(Format::Json),
        outputs: BTreeMap::new(),
    }
}

/// The reports of a session as it stands.
pub fn told(session: &Session) -> Result {
    reports(report::Input { findings: session.findings(), sources: session.sources(), summary: session.summary() })
}

/// Publishes a session; gives what was told and written.
///
/// # Errors
/// Where the output folder is refused.
pub fn publish(session: &mut Session, out: &Path) -> std::result::Result<Result, Error> {
    let outcome = session.publish(false)?;
    let mut result = told(session);
    if outcome.withheld {
        result.human.push_str("nothing was published\n");
    }
    result.outputs = stamps(out).into_keys().map(|path| (path.clone(), read(&out.join(&path)))).collect();
    Ok(result)
}

/// Builds a site from nothing with so many threads.
///
/// # Errors
/// Where the site cannot be read or the output folder is refused.
pub fn clean(root: &Path, out: &Path, threads: usize) -> std::result::Result<Result, Error> {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("a pool of threads");
    pool.install(|| publish(&mut Session::open(options(root, out))?, out))
}

/// What the next build prints where it finds nothing to do; none where it finds something.
pub fn up_to_date(root: &Path, out: &Path) -> Option<Result> {
    let known = session::scan(options(root, out)).ok()?.up_to_date()?;
    let (findings, sources, summary) = (&known.findings, &known.sources, &known.summary);
    Some(reports(report::Input { findings, sources, summary }))
}

/// Whether a build has kept none of its findings, so that the next one looks for them again.
pub fn keeps_no_findings(out: &Path) -> bool {
    let manifest = text(&out.join("manifest.json")).unwrap_or_default();
    serde_json::from_str(&manifest).is_ok_and(|manifest: serde_json::Value| manifest["record"].is_null())
}

/// What a file is, so that touching it shows: inode, time of change, size.
pub type Stamp = (u64, i64, i64, u64);

/// The stamps of all files below a folder, by path.
pub fn stamps(folder: &Path) -> BTreeMap<String, Stamp> {
    let files = walkdir::WalkDir::new(folder).into_iter().flatten().filter(|entry| !entry.file_type().is_dir());
    files
        .filter_map(|entry| {
            let path = entry.path().strip_prefix(folder).ok()?.to_str()?.to_owned();
            let meta = entry.metadata().ok()?;
            Some((path, (meta.ino(), meta.mtime(), meta.mtime_nsec(), meta.size())))
        })
        .collect()
}

/// Problems that the independent reader finds in an output folder.
pub fn read_back(out: &Path) -> Vec<String> {
    match reader::read_back(out) {
        Ok(problems) => problems.iter().map(ToString::to_string).collect(),
        Err(error) => vec![error.to_string()],
    }
}

/// What rendering on request gives for each planned output that differs from what was published.
pub fn differently_served(session: &Session, outputs: &BTreeMap<String, Vec<u8>>) -> Vec<String> {
    let planned = session.plan().outputs.iter().map(|planned| &planned.out);
    planned
        .filter(|path| {
            let bytes = match session.make(path).map(|made| made.content) {
                Some(Content::Bytes(bytes)) => bytes,
                Some(Content::File(file)) => read(&file),
                None => return true,
            };
            outputs.get(path.as_str()) != Some(&bytes)
        })
        .map(ToString::to_string)
        .collect()
}

/// Spans of findings that are out of bounds or cut a character.
pub fn bad_spans(session: &Session) -> Vec<String> {
    let sources = session.sources();
    let spans = session.findings().iter().flat_map(|finding| {
        let related = finding.related.iter().map(|label| label.span);
        let edits = finding.fix.iter().flat_map(|fix| fix.edits.iter().map(|edit| edit.span));
        std::iter::once(finding.span).chain(related).chain(edits).map(move |span| (finding.rule.name, span))
    });
    spans.filter(|(_, span)| !sound(sources, *span)).map(|(rule, span)| format!("{rule}: {span:?}")).collect()
}

fn sound(sources: &Sources, span: Span) -> bool {
    let text = sources.text(span.file);
    let (start, end) = (span.start as usize, span.end as usize);
    let known = sources.get(span.file).is_some();
    known && start <= end && end <= text.len().max(start) && text.get(start..end.min(text.len())).is_some()
        || known && start == 0 && end == 0
}

/// The names of the rules that were reported.
pub fn rules(session: &Session) -> BTreeSet<&'static str> {
    session.findings().iter().map(|finding| finding.rule.name).collect()
}

/// A path without the digest that the theme's files carry in their names: `theme.css` for `theme.8c1f02ab.css`.
pub fn unhashed(path: &str) -> String {
    let digest = |part: &str| part.len() == 8 && part.bytes().all(|byte| byte.is_ascii_hexdigit());
    let parts: Vec<&str> = path.split('.').filter(|part| !digest(part)).collect();
    parts.join(".")
}

/// The bytes of a file; empty where it cannot be read.
pub fn read(path: &Path) -> Vec<u8> {
    fs::read(path).unwrap_or_default()
}

/// The text of a file; none where it is not there.
pub fn text(path: &Path) -> Option<String> {
    fs::read_to_string(path).ok()
}

/// Writes a file and the folders it lies in.
pub fn write(path: &Path, bytes: &[u8]) {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).expect("a folder");
    }
    // Not written over in place: the old file may be a link, or be hard-linked into an output.
    let _ = fs::remove_file(path);
    fs::write(path, bytes).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
}

/// Copies a folder with all that lies in it; symbolic links stay links.
pub fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder");
    for entry in walkdir::WalkDir::new(from).min_depth(1).into_iter().flatten() {
        let place = to.join(entry.path().strip_prefix(from).expect("below the folder"));
        if entry.file_type().is_dir() {
            fs::create_dir_all(&place).expect("a folder");
        } else if entry.file_type().is_symlink() {
            let target = fs::read_link(entry.path()).expect("a link");
            std::os::unix::fs::symlink(target, &place).expect("a link");
        } else if entry.file_type().is_file() {
            write(&place, &read(entry.path()));
        }
    }
}

/// The folders directly in a folder, by name.
pub fn folders(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let mut folders: Vec<PathBuf> = entries.map(|entry| entry.path()).filter(|path| path.is_dir()).collect();
    folders.sort();
    folders
}
