//! The least that any generator of documentation has to do: read, parse, render, highlight, fill a template, write.
//!
//! [`run`] does it as fast as the same crates allow, page by page, on two threads. It follows no link, checks nothing,
//! and shares no code with factpress: it is what factpress is measured against.
#![expect(clippy::disallowed_methods, reason = "reads, writes and measures as a generator of its own")]

mod code;
mod html;
mod language;
mod report;
mod template;
mod tokens;

use std::collections::BTreeSet;
use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Instant;

use rayon::prelude::*;
use walkdir::WalkDir;

pub(crate) use report::Report;

use code::Blocks;
use report::Work;
use template::Template;

/// Anything that can go wrong; the floor knows no findings.
pub(crate) type Failure = Box<dyn Error + Send + Sync>;

/// How many threads work, whatever the machine has.
pub(crate) const THREADS: usize = 2;

/// A file to read and the file to write.
struct Page {
    from: PathBuf,
    to: PathBuf,
}

/// Makes HTML of every Markdown file below `source`, in the new folder `out`.
pub(crate) fn run(source: &Path, out: &Path) -> Result<Report, Failure> {
    let began = Instant::now();
    let pages = list(source, out)?;
    make_folders(out, &pages)?;
    let listing = began.elapsed();
    let template = Template::new()?;
    let blocks = Blocks::default();
    let threads = rayon::ThreadPoolBuilder::new().num_threads(THREADS).build()?;
    let work = threads.install(|| {
        pages.par_iter().map(|page| make(page, &template, &blocks)).try_reduce(Work::default, |a, b| Ok(a + b))
    })?;
    Ok(Report { pages: pages.len(), listing, work, elapsed: began.elapsed() })
}

fn list(source: &Path, out: &Path) -> Result<Vec<Page>, Failure> {
    let mut pages = Vec::new();
    for entry in WalkDir::new(source) {
        let entry = entry?;
        if entry.file_type().is_file() && entry.path().extension().is_some_and(|extension| extension == "md") {
            let from = entry.into_path();
            let to = out.join(from.strip_prefix(source)?).with_extension("html");
            pages.push(Page { from, to });
        }
    }
    Ok(pages)
}

fn make_folders(out: &Path, pages: &[Page]) -> Result<(), Failure> {
    fs::create_dir(out)?;
    let folders: BTreeSet<&Path> = pages.iter().filter_map(|page| page.to.parent()).collect();
    for folder in folders {
        fs::create_dir_all(folder)?;
    }
    Ok(())
}

fn make(page: &Page, template: &Template, blocks: &Blocks) -> Result<Work, Failure> {
    let began = Instant::now();
    let text = fs::read_to_string(&page.from)?;
    let read = began.elapsed();

    let html = html::render(&text, blocks);
    let rendered = began.elapsed();

    let whole = template.fill(&html.title, &html.body)?;
    let filled = began.elapsed();

    fs::write(&page.to, &whole)?;
    Ok(Work {
        source_bytes: text.len(),
        html_bytes: whole.len(),
        highlighted: html.highlighted,
        read,
        render: rendered - read - html.highlighting,
        highlight: html.highlighting,
        template: filled - rendered,
        write: began.elapsed() - filled,
    })
}
