//! `factpress explain`: what a rule is for, or the list of all rules.

use std::fmt::Write as _;

use super::Exit;
use super::console::Console;
use crate::error::{Error, Result};
use crate::nearest::nearest;
use crate::rule::{self, Family, Rule};

/// Tell what a rule is for and how to mend what it finds
///
/// Without a rule: all rules, by family. The rule is the word in brackets of a finding, as in error[broken-link].
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  factpress explain broken-link
  factpress explain              all rules")]
pub(super) struct Args {
    /// The rule
    #[arg(value_name = "RULE")]
    rule: Option<String>,
}

/// Explains.
pub(super) fn run(args: &Args, console: &Console) -> Result<Exit> {
    let text = match &args.rule {
        None => list(),
        Some(name) => page(rule::by_name(name).ok_or_else(|| unknown(name))?),
    };
    console.print(|out| out.write_all(text.as_bytes()))?;
    Ok(Exit::Clean)
}

fn unknown(name: &str) -> Error {
    let near = nearest(name, rule::all().map(|rule| rule.name));
    let hint =
        near.map_or_else(|| "`factpress explain` lists all rules".to_owned(), |near| format!("did you mean `{near}`?"));
    Error::Usage(format!("there is no rule `{}`; {hint}", name.escape_debug()))
}

/// One rule: its level and family, then its page of the manual.
fn page(rule: &Rule) -> String {
    let docs = rule.docs.trim();
    // The heading repeats the name.
    let body = match docs.split_once('\n') {
        Some((heading, rest)) if heading.starts_with("# ") => rest,
        None if docs.starts_with("# ") => "",
        _ => docs,
    };
    let mut text = format!(
        "{} (level {} unless configured, family {})\n{}\n",
        rule.name,
        rule.level.word(),
        rule.family.word(),
        rule.summary
    );
    if !body.trim().is_empty() {
        let _ = write!(text, "\n{}\n", body.trim());
    }
    text
}

/// All rules, by family.
fn list() -> String {
    let name = rule::all().map(|rule| rule.name.len()).max().unwrap_or(0);
    let mut text = String::new();
    for family in Family::ALL {
        let _ = writeln!(text, "{}", family.word());
        for rule in rule::all().filter(|rule| rule.family == family) {
            let _ = writeln!(text, "  {:name$}  {:7}  {}", rule.name, rule.level.word(), rule.summary);
        }
        text.push('\n');
    }
    text.push_str("factpress explain RULE tells more about one of them.\n");
    text
}
