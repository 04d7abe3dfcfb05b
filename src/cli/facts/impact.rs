//! `factpress facts impact`: what would change if a fact had another value.

use std::io::{self, Write};

use super::super::Exit;
use super::super::console::Console;
use super::super::site::{SiteArgs, options};
use super::place::Place;
use crate::error::Result;
use crate::report::count;
use crate::report::inert::inert;
use crate::session::{Holds, Impact, Session, Turned};

/// Tell what would change if a fact had another value
///
/// Names the sentences, the values before markers and the views that would then contradict the facts, or agree with them, and
/// the outputs that would change. Nothing is written.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  factpress facts impact role/support.deletion --if never
  factpress facts impact role/support.principals --if a.example.com,b.example.com
  factpress facts impact role/support.deletion docs --if '~'

Exit codes: 0 done, 2 usage or environment.")]
pub(super) struct Args {
    /// A fact: `kind/id.field`, or an id, label or alias that only one thing has with `.field` behind it
    #[arg(value_name = "X.FIELD")]
    what: String,
    #[command(flatten)]
    site: SiteArgs,
    /// The value; of a list, several with commas between them; `~` for what is not documented
    #[arg(long = "if", value_name = "VALUE", allow_hyphen_values = true)]
    value: String,
}

/// Prints what would change.
pub(in crate::cli) fn run(args: &Args, console: &Console) -> Result<Exit> {
    let mut session = Session::open(options(&args.site.path, &args.site.view, None)?)?;
    let impact = session.impact(&args.what, &args.value)?;
    let mut place = Place::new(session.sources());
    console.print(|out| write(out, &impact, &args.value, &mut place))?;
    Ok(Exit::Clean)
}

fn write(out: &mut dyn Write, impact: &Impact, value: &str, place: &mut Place<'_>) -> io::Result<()> {
    writeln!(out, "if `{}` were `{}`", inert(&impact.name), inert(value.trim()))?;
    let heads = [
        (Holds::Contradicts, "would contradict"),
        (Holds::Agrees, "would agree"),
        (Holds::Open, "would be held against nothing"),
    ];
    for (then, head) in heads {
        let turned: Vec<&Turned> = impact.turned.iter().filter(|it| it.then == then).collect();
        if !turned.is_empty() {
            writeln!(out, "\n{head}:")?;
        }
        for it in turned {
            let now = match it.now {
                Holds::Agrees => "agrees now",
                Holds::Contradicts => "contradicts now",
                Holds::Open => "held against nothing now",
            };
            let of = if it.name == impact.name { String::new() } else { format!(", of `{}`", inert(&it.name)) };
            writeln!(out, "  {}  {now}{of}", place.written(it.span))?;
            writeln!(out, "      {}", inert(&place.sentence(it.span, it.sentence.as_deref())))?;
        }
    }
    if !impact.outputs.is_empty() {
        writeln!(out, "\noutputs that would change:")?;
    }
    for output in &impact.outputs {
        writeln!(out, "  {}", inert(output.as_str()))?;
    }
    let of = |then| impact.turned.iter().filter(|it| it.then == then).count();
    let still = match impact.still {
        0 => String::new(),
        still => format!(" and {still} as now"),
    };
    writeln!(
        out,
        "\n{} would contradict{still}, {} would agree, {} of {} would change",
        count(of(Holds::Contradicts), "place"),
        of(Holds::Agrees),
        impact.outputs.len(),
        count(impact.of, "output"),
    )
}
