//! `factpress facts schema`: JSON Schemas of the YAML files of a site, for editors.
#![expect(clippy::disallowed_methods, reason = "writes the schemas to the folder that --write names")]

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use serde_json::{Map, Value};

use super::super::Exit;
use super::super::console::Console;
use crate::error::{Error, Result};
use crate::nearest::nearest;
use crate::report::count;
use crate::report::inert::inert;
use crate::session::schemas::{self, FileSchema, Holds, MADE};
use crate::session::{self, Options, Scanned};

/// The facts folder of a site that is not looked at.
const USUAL: &str = "content/facts";

/// Print JSON Schemas of a site's YAML files, for editors
///
/// An editor that knows the schema of a file completes its keys and values, says what they mean, and marks mistakes while
/// you type. The schema of a kind knows its fields, their types, and the things that there are: make it again when these
/// change. Without a word, prints which schemas there are.
#[derive(Debug, clap::Args)]
#[command(
    override_usage = "factpress facts schema [WHAT [PATH]] [--one]\n       factpress facts schema --write <DIR> [PATH]"
)]
#[command(after_help = "\
Examples:
  factpress facts schema                    which schemas there are
  factpress facts schema config             that of factpress.yaml
  factpress facts schema kind               that of the files in kinds/, as content/facts/kinds/role.yaml
  factpress facts schema role               that of content/facts/role.yaml
  factpress facts schema role --one         that of content/facts/role/*.yaml
  factpress facts schema --write .schemas   all of them as files, and the editor's settings

A kind that is itself called config or kind is asked for as config.yaml or kind.yaml.

Exit codes: 0 done, 2 usage or environment.")]
pub(super) struct Args {
    /// The files: config, kind, or the name of a kind
    #[arg(value_name = "WHAT")]
    what: Option<String>,
    /// The folder of the site [default: the current one]
    #[arg(value_name = "PATH")]
    path: Option<PathBuf>,
    /// Of files that hold one thing each
    #[arg(long)]
    one: bool,
    /// Write all schemas to a folder, and print what belongs into the settings of VS Code
    #[arg(long, value_name = "DIR", conflicts_with = "one")]
    write: Option<PathBuf>,
}

/// Prints a schema, writes all, or says which there are.
pub(in crate::cli) fn run(args: &Args, console: &Console) -> Result<Exit> {
    let here = PathBuf::from(".");
    match (&args.write, &args.what) {
        (Some(folder), root) => {
            if args.path.is_some() {
                return Err(Error::Usage("--write writes all schemas: the only word is the site's folder".to_owned()));
            }
            let root = root.as_ref().map_or(here, PathBuf::from);
            write(folder, &root, console)?;
        }
        (None, None) if args.one => return Err(Error::Usage("--one needs the name of a kind".to_owned())),
        (None, None) => list(&scan(&here, console)?, console)?,
        (None, Some(what)) => {
            let schema = of(what, args.one, args.path.as_ref().unwrap_or(&here), console)?;
            console.print(|out| out.write_all(schema.json.as_bytes()))?;
        }
    }
    Ok(Exit::Clean)
}

/// Reads the site. Says where its facts have mistakes, as what they are in is not in the schemas.
fn scan(root: &Path, console: &Console) -> Result<Scanned> {
    let scanned = session::scan(Options { root: root.to_owned(), ..Options::default() })?;
    match scanned.mistakes_in_facts() {
        0 => {}
        many => console.note(&format!("note: {} in the facts, see `factpress check`", count(many, "mistake"))),
    }
    Ok(scanned)
}

/// The schema that a word asks for.
fn of(what: &str, one: bool, root: &Path, console: &Console) -> Result<FileSchema> {
    // These are the same for every site, so that none is needed.
    let general = match what {
        "config" => Some(schemas::of_config()),
        "kind" => Some(schemas::of_kinds(USUAL)),
        _ => None,
    };
    if let Some(schema) = general {
        return if one {
            Err(Error::Usage(format!("`{what}` is no kind, and --one is for things")))
        } else {
            Ok(schema)
        };
    }
    let scanned = scan(root, console)?;
    let name = what.strip_suffix(".yaml").unwrap_or(what);
    scanned.schema_of(name, one).ok_or_else(|| unknown(what, &scanned))
}

fn unknown(what: &str, scanned: &Scanned) -> Error {
    let near = nearest(what, scanned.kinds().chain(["config", "kind"]));
    let hint = match near {
        Some(near) => format!("did you mean `{near}`?"),
        None => "`factpress facts schema` lists what there is".to_owned(),
    };
    Error::Usage(format!("there is no kind `{}`; {hint}", what.escape_debug()))
}

/// Says which schemas there are, and for which files.
fn list(scanned: &Scanned, console: &Console) -> Result<()> {
    let schemas: Vec<(String, String)> =
        scanned.schemas().iter().map(|schema| (asked(schema), schema.files.clone())).collect();
    let width = schemas.iter().map(|(asked, _)| asked.chars().count()).max().unwrap_or(0);
    console.print(|out| {
        schemas.iter().try_for_each(|(asked, files)| writeln!(out, "{:width$}  {}", inert(asked), inert(files)))
    })
}

/// The words that ask for a schema.
fn asked(schema: &FileSchema) -> String {
    let of_kind = |name: &str| if matches!(name, "config" | "kind") { format!("{name}.yaml") } else { name.to_owned() };
    match &schema.holds {
        Holds::Config => "config".to_owned(),
        Holds::Kind => "kind".to_owned(),
        Holds::Things(kind) => of_kind(kind),
        Holds::Thing(kind) => format!("{} --one", of_kind(kind)),
    }
}

/// Writes all schemas below a folder, and prints which files they are for.
fn write(folder: &Path, root: &Path, console: &Console) -> Result<()> {
    let schemas = scan(root, console)?.schemas();
    // All are looked at before any is written.
    let mut stale = Vec::new();
    for schema in &schemas {
        let path = folder.join(&schema.path);
        if is_stale(&path, &schema.json)? {
            stale.push((path, &schema.json));
        }
    }
    for (path, json) in &stale {
        let failed = |source| Error::Write { path: path.clone(), source };
        fs::create_dir_all(path.parent().unwrap_or(folder)).map_err(failed)?;
        fs::write(path, json).map_err(failed)?;
    }
    let shown = seen_from(folder, root);
    let settings: Map<String, Value> =
        schemas.iter().map(|schema| (format!("{shown}/{}", schema.path), schema.patterns())).collect();
    let settings = Value::Object([("yaml.schemas".to_owned(), settings.into())].into_iter().collect());
    console.note(&format!(
        "{} written, {} unchanged; for the settings of VS Code, as `.vscode/settings.json` of the site:",
        count(stale.len(), "schema"),
        schemas.len() - stale.len()
    ));
    console.print(|out| writeln!(out, "{settings:#}"))
}

/// Whether a schema must be written. What is there and was not made here is never replaced.
fn is_stale(path: &Path, json: &str) -> Result<bool> {
    let there = match fs::read(path) {
        Ok(there) => there,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(true),
        Err(source) => return Err(Error::Read { path: path.to_owned(), source }),
    };
    if there == json.as_bytes() {
        return Ok(false);
    }
    let made = serde_json::from_slice::<Value>(&there).is_ok_and(|value| {
        value.get("$comment").and_then(Value::as_str).is_some_and(|comment| comment.starts_with(MADE))
    });
    if made {
        return Ok(true);
    }
    Err(Error::Refused { path: path.to_owned(), reason: "it is there, and no schema that was made here".to_owned() })
}

/// The folder of schemas as the settings of an editor name it that has the site open: relative where it lies in the site.
fn seen_from(folder: &Path, root: &Path) -> String {
    let absolute = |path: &Path| fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let (folder, root) = (absolute(folder), absolute(root));
    let text = |path: &Path| path.to_string_lossy().replace('\\', "/").trim_end_matches('/').to_owned();
    match folder.strip_prefix(&root) {
        Ok(below) if below.as_os_str().is_empty() => ".".to_owned(),
        Ok(below) => format!("./{}", text(below)),
        Err(_) => text(&folder),
    }
}
