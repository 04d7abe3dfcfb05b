//! What all commands that read a site are told, and what those that report are told beside it.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use clap::ValueEnum;

use super::console::Console;
use super::{Exit, today};
use crate::date::Date;
use crate::error::{Error, Result};
use crate::finding::Finding;
use crate::report::{self, Extent, Format, Input, Style};
use crate::rule::Level;
use crate::session::{Options, Session, Texts};

/// Which site, and as of when.
#[derive(Debug, clap::Args)]
pub(super) struct SiteArgs {
    /// The folder of the site
    #[arg(value_name = "PATH", default_value = ".", hide_default_value = true)]
    pub path: PathBuf,
    #[command(flatten)]
    pub view: ViewArgs,
}

/// How a site is looked at.
#[derive(Debug, clap::Args)]
pub(super) struct ViewArgs {
    /// The day that counts as today, as YYYY-MM-DD; else SOURCE_DATE_EPOCH, the configuration's `today`, the clock
    #[arg(long, value_name = "DATE", value_parser = day)]
    today: Option<String>,
    /// Take pages with `draft: true` as part of the site
    #[arg(long)]
    drafts: bool,
    /// Take the facts in this folder, with its `kinds/`, instead of those of the site
    #[arg(long, value_name = "DIR")]
    facts: Option<PathBuf>,
}

/// How a run is made and reported.
#[derive(Debug, clap::Args)]
pub(super) struct RunArgs {
    /// The form of the report
    #[arg(long, value_enum, default_value_t = FormatArg::Human, value_name = "FORMAT")]
    format: FormatArg,
    /// Show every finding, by path: else one for each cause at a terminal, and the first 50 elsewhere
    #[arg(long)]
    all: bool,
    /// Say how long each stage took
    #[arg(long)]
    timings: bool,
    /// How many threads to use; the result is the same with any number [default: one for each processor]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    threads: Option<u16>,
}

/// The form of the report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum FormatArg {
    /// Source lines, help, and a summary by causes
    Human,
    /// One line a finding: path:line:column: level[rule]: message
    Short,
    /// One JSON object with every finding
    Json,
}

impl RunArgs {
    /// The form of the report.
    pub(super) fn format(&self) -> Format {
        match self.format {
            FormatArg::Human => Format::Human,
            FormatArg::Short => Format::Short,
            FormatArg::Json => Format::Json,
        }
    }
}

/// How many findings are printed where the output is no terminal and nobody asked for all.
const FIRST: usize = 50;

fn day(text: &str) -> std::result::Result<String, String> {
    Date::parse(text).map(|_| text.to_owned()).ok_or_else(|| "not a day that exists, as YYYY-MM-DD".to_owned())
}

/// What a session is told.
///
/// # Errors
/// Where `SOURCE_DATE_EPOCH` is no time.
pub(super) fn options(path: &Path, view: &ViewArgs, out: Option<PathBuf>) -> Result<Options> {
    let today = match &view.today {
        Some(day) => Some(day.clone()),
        None => today::from_environment()?,
    };
    Ok(Options {
        root: path.to_owned(),
        out,
        today,
        clock: today::from_clock(),
        facts: view.facts.clone(),
        kinds: Vec::new(),
        drafts: view.drafts,
        texts: Texts::Released,
    })
}

/// Runs some work on as many threads as was asked for.
///
/// # Errors
/// Those of the work, and where the threads cannot be made.
pub(super) fn on_threads<T: Send>(args: &RunArgs, work: impl FnOnce() -> Result<T> + Send) -> Result<T> {
    let Some(threads) = args.threads else { return work() };
    rayon::ThreadPoolBuilder::new()
        .num_threads(usize::from(threads))
        .build()
        .map_err(|error| Error::Usage(format!("cannot make {threads} threads: {error}")))?
        .install(work)
}

/// What is reported of a run.
#[derive(Clone, Copy)]
pub(super) struct Run<'a> {
    /// Findings, sources, numbers.
    pub input: Input<'a>,
    /// The stages and how long they took.
    pub stages: &'a [(&'static str, Duration)],
    /// When the command began.
    pub began: Instant,
    /// The folder of the site, as the command line names it.
    pub path: &'a Path,
}

/// The findings and numbers of a session.
pub(super) fn of(session: &Session) -> Input<'_> {
    Input { findings: session.findings(), sources: session.sources(), summary: session.summary() }
}

/// Prints what a run has found, and how long its stages took where that was asked for. The exit says whether there are
/// errors.
///
/// # Errors
/// Where the output cannot be written.
pub(super) fn report(run: Run<'_>, args: &RunArgs, console: &Console) -> Result<Exit> {
    let site = shell_word(run.path);
    let style = Style {
        color: console.color,
        width: console.width(),
        extent: match console.terminal {
            _ if args.all => Extent::All,
            Some(terminal) => Extent::Screen(terminal.lines),
            None => Extent::First(FIRST),
        },
        elapsed: Some(run.began.elapsed()),
        site: &site,
    };
    console.print(|out| report::write(out, args.format(), run.input, style))?;
    if args.timings {
        timings(run.stages, run.began.elapsed(), console);
    }
    Ok(exit(run.input.findings))
}

/// How a command ends that has these findings.
pub(super) fn exit(findings: &[Finding]) -> Exit {
    let failed = findings.iter().any(|finding| finding.level == Level::Error);
    if failed { Exit::Findings } else { Exit::Clean }
}

fn timings(stages: &[(&'static str, Duration)], all: Duration, console: &Console) {
    let width = stages.iter().map(|(stage, _)| stage.len()).max().unwrap_or(0).max(3);
    for (stage, took) in stages.iter().chain([&("all", all)]) {
        console.note(&format!("{stage:width$}  {:>9.1} ms", took.as_secs_f64() * 1000.0));
    }
}

/// A path as a word of a shell, empty for the current folder.
fn shell_word(path: &Path) -> String {
    let text = path.to_string_lossy();
    if text == "." {
        return String::new();
    }
    let plain = |c: char| c.is_alphanumeric() || matches!(c, '/' | '.' | '_' | '-' | '+' | ',' | ':' | '@');
    if text.chars().all(plain) && !text.starts_with('-') {
        return text.into_owned();
    }
    format!("'{}'", text.replace('\'', r"'\''"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shell_words() {
        let word = |path: &str| shell_word(Path::new(path));
        assert_eq!(word("."), "");
        assert_eq!(word("../docs"), "../docs");
        assert_eq!(word("my docs"), "'my docs'");
        assert_eq!(word("it's"), r"'it'\''s'");
    }
}
