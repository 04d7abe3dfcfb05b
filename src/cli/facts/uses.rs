//! `factpress facts uses`: where pages use a thing or a fact.

use std::io::{self, Write};

use serde_json::json;

use super::super::Exit;
use super::super::console::Console;
use super::super::site::{SiteArgs, options};
use super::{ListFormat, place::Place};
use crate::error::Result;
use crate::report::count;
use crate::report::inert::inert;
use crate::session::Session;
use crate::session::uses::{FactUses, UsedAt};

/// List where pages use a thing or a fact
///
/// Finds the values that markers and views show, links to the thing, its names, and the sentences that say what a fact says, or
/// something else. Without a field, all facts of the thing and the thing itself.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  factpress facts uses role/support             all that pages say and show of a thing
  factpress facts uses role/support.principals  of one of its facts
  factpress facts uses support docs --format short

Exit codes: 0 done, 2 usage or environment.")]
pub(super) struct Args {
    /// A thing or one of its facts: `kind/id`, or an id, label or alias that only one thing has; `.field` behind it
    #[arg(value_name = "X[.FIELD]")]
    what: String,
    #[command(flatten)]
    site: SiteArgs,
    /// The form of the list
    #[arg(long, value_enum, default_value_t = ListFormat::Human, value_name = "FORMAT")]
    format: ListFormat,
}

/// Prints the list.
pub(in crate::cli) fn run(args: &Args, console: &Console) -> Result<Exit> {
    let mut session = Session::open(options(&args.site.path, &args.site.view, None)?)?;
    let found = session.uses(&args.what)?;
    let mut place = Place::new(session.sources());
    console.print(|out| match args.format {
        ListFormat::Human => human(out, &found, &mut place),
        ListFormat::Short => found.uses.iter().try_for_each(|it| {
            let at = place.written(it.span);
            writeln!(out, "{at}: {}: {}", what(&found, it), inert(&place.sentence(it.span, it.sentence.as_deref())))
        }),
        ListFormat::Json => as_json(out, &found, &mut place),
    })?;
    Ok(Exit::Clean)
}

fn human(out: &mut dyn Write, found: &FactUses, place: &mut Place<'_>) -> io::Result<()> {
    let mut pages = 0;
    let mut last = None;
    for it in &found.uses {
        if last != Some(it.page) {
            pages += 1;
            let space = if last.is_some() { "\n" } else { "" };
            writeln!(out, "{space}{}", inert(place.path(it.page)))?;
            last = Some(it.page);
        }
        write!(out, "  {}  {}", place.written(it.span), what(found, it))?;
        if let Some(section) = &it.section {
            write!(out, " under `{}`", inert(section))?;
        }
        writeln!(out, "\n      {}", inert(&place.sentence(it.span, it.sentence.as_deref())))?;
    }
    match found.uses.len() {
        0 => writeln!(out, "no page uses `{}`", inert(&found.name)),
        uses => writeln!(out, "\n{} of `{}` on {}", count(uses, "use"), inert(&found.name), count(pages, "page")),
    }
}

/// How what is used: `names the name`.
fn what(found: &FactUses, it: &UsedAt) -> String {
    match it.fields.as_slice() {
        [] => format!("{} `{}`", it.how.says(), inert(&found.name)),
        fields => {
            let fields: Vec<String> = fields.iter().map(|field| format!("`{}`", inert(field))).collect();
            format!("{} {}", it.how.says(), fields.join(", "))
        }
    }
}

fn as_json(out: &mut dyn Write, found: &FactUses, place: &mut Place<'_>) -> io::Result<()> {
    let uses: Vec<serde_json::Value> = found
        .uses
        .iter()
        .map(|it| {
            let (start, end) = (place.start(it.span), place.end(it.span));
            json!({
                "page": place.path(it.page), "path": place.path(it.span.file),
                "line": start.line, "column": start.column, "end_line": end.line, "end_column": end.column,
                "how": it.how.word(), "fields": it.fields, "section": it.section, "url": it.url,
                "sentence": place.sentence(it.span, it.sentence.as_deref()),
            })
        })
        .collect();
    let whole = json!({ "version": 1, "of": found.name, "uses": uses });
    serde_json::to_writer_pretty(&mut *out, &whole)?;
    writeln!(out)
}
