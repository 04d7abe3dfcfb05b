//! `factpress why`: what an output is made from, and what changed since it was built.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use super::Exit;
use super::console::Console;
use super::site::{self, ViewArgs};
use crate::error::{Error, Result};
use crate::nearest::nearest;
use crate::output::Wanted;
use crate::path::percent_decode;
use crate::publish::manifest::{self, Manifest};
use crate::session::Session;

/// Tell what an output is made from, and whether it has changed since the last build
///
/// Names the sources of an output, and every input that its bytes depend on with a digest: two runs with equal digests
/// make equal bytes.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  factpress why guide/start.html
  factpress why http://127.0.0.1:4000/guide/start.html
  factpress why content/guide/start.md docs")]
pub(super) struct Args {
    /// An output, its URL, or a source
    #[arg(value_name = "URL_OR_PATH")]
    what: String,
    /// The folder of the site
    #[arg(value_name = "PATH", default_value = ".", hide_default_value = true)]
    path: PathBuf,
    /// The output folder of the last build [default: `out` of the configuration, else public/ in the site]
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    #[command(flatten)]
    view: ViewArgs,
}

/// Answers.
pub(super) fn run(args: &Args, console: &Console) -> Result<Exit> {
    let options = site::options(&args.path, &args.view, args.out.clone())?;
    let session = Session::open(options)?;
    let found = find(&session, args);
    if found.is_empty() {
        return Err(unknown(&session, args));
    }
    let manifest = manifest::read(session.out());
    let mut text = String::new();
    for (at, index) in found.into_iter().enumerate() {
        if at > 0 {
            text.push('\n');
        }
        answer(&mut text, &session, index, manifest.as_ref());
    }
    console.print(|out| out.write_all(text.as_bytes()))?;
    Ok(Exit::Clean)
}

/// The outputs that are meant: the one at a path, else those whose own source it is, else those made from it.
fn find(session: &Session, args: &Args) -> Vec<usize> {
    let outputs = session.wanted();
    let wanted = output_path(&args.what, session.config().base_url.as_deref());
    let at = |path: &str| outputs.iter().position(|one| one.out.as_str() == path);
    let as_folder = format!("{}/index.html", wanted.trim_end_matches('/'));
    let exact = at(&wanted).or_else(|| at(as_folder.trim_start_matches('/')));
    if let Some(index) = exact {
        return vec![index];
    }
    let source = source_path(&args.what, &args.path);
    let with = |test: &dyn Fn(&Wanted) -> bool| -> Vec<usize> {
        outputs.iter().enumerate().filter(|(_, one)| test(one)).map(|(index, _)| index).collect()
    };
    let own = with(&|one| one.from.first().is_some_and(|from| from.as_str() == source));
    if own.is_empty() { with(&|one| one.from.iter().any(|from| from.as_str() == source)) } else { own }
}

/// The path of an output, from a path or a URL: decoded, without scheme and host, query and fragment.
fn output_path(what: &str, base_url: Option<&str>) -> String {
    let below_base = base_url.and_then(|base| what.strip_prefix(base));
    let after_host = || what.split_once("://").map(|(_, rest)| rest.split_once('/').map_or("", |(_, path)| path));
    let path = below_base.or_else(after_host).unwrap_or(what);
    let path = path.split(['?', '#']).next().unwrap_or("");
    // A file name may hold a percent sign of its own: then it is taken as it stands.
    let decoded = percent_decode(path).map_or_else(|| path.to_owned(), std::borrow::Cow::into_owned);
    let plain = decoded.trim_start_matches("./").trim_start_matches('/');
    plain.to_owned()
}

/// The path of a source, relative to the site: what is written, or what is left of it below the site's folder.
fn source_path(what: &str, root: &Path) -> String {
    let path = Path::new(what);
    let below = path.strip_prefix(root).unwrap_or(path);
    let text = below.to_string_lossy();
    text.trim_start_matches("./").to_owned()
}

fn unknown(session: &Session, args: &Args) -> Error {
    let wanted = output_path(&args.what, session.config().base_url.as_deref());
    let outputs = session.wanted().iter();
    let paths =
        outputs.flat_map(|one| std::iter::once(one.out.as_str()).chain(one.from.first().map(|from| from.as_str())));
    let hint = nearest(&wanted, paths).map_or(String::new(), |near| format!("; did you mean `{near}`?"));
    Error::Usage(format!("nothing is published at or from `{}`{hint}", args.what.escape_debug()))
}

/// Writes what is known of one output.
fn answer(text: &mut String, session: &Session, index: usize, manifest: Option<&Manifest>) {
    let wanted = &session.wanted()[index];
    let _ = writeln!(text, "{}", wanted.out);
    for (at, from) in wanted.from.iter().enumerate() {
        let _ = writeln!(text, "  {}  {from}", if at == 0 { "from" } else { "    " });
    }
    let entry = manifest.and_then(|manifest| manifest.outputs.get(&wanted.out));
    let name = wanted.inputs.iter().map(|input| input.name.len()).max().unwrap_or(0).max(4);
    let _ = writeln!(text, "  {:name$}  {}", "key", wanted.key.hex());
    let before: Vec<&str> = entry.map_or_else(Vec::new, |entry| entry.inputs.split(' ').collect());
    for input in &wanted.inputs {
        let changed = entry.is_some() && !before.contains(&manifest::inputs(std::slice::from_ref(input)).as_str());
        let mark = if changed { "  changed" } else { "" };
        let _ = writeln!(text, "  {:name$}  {}{mark}", input.name, input.digest.hex());
    }
    let since = match (manifest, entry.map(|entry| entry.key)) {
        (None, _) => "there is no build to compare with",
        (Some(_), None) => "new since the last build",
        (Some(_), Some(None)) => "made again with every build, as its template failed",
        (Some(_), Some(Some(key))) if key == wanted.key => "unchanged since the last build",
        (Some(_), Some(Some(_))) => "changed since the last build",
    };
    let _ = writeln!(text, "  {since}");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn outputs_and_sources() {
        for (what, path) in [
            ("a/b.html", "a/b.html"),
            ("/a/b.html#x", "a/b.html"),
            ("./a.html", "a.html"),
            ("http://127.0.0.1:4000/a%20b.html?x", "a b.html"),
            ("http://127.0.0.1:4000", ""),
            ("https://docs.example/guide/a.html", "a.html"),
            ("100%.html", "100%.html"),
        ] {
            assert_eq!(output_path(what, Some("https://docs.example/guide/")), path);
        }
        assert_eq!(source_path("docs/content/a.md", Path::new("docs")), "content/a.md");
        assert_eq!(source_path("./content/a.md", Path::new(".")), "content/a.md");
    }
}
