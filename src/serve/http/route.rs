//! Finds what a request asks for among the outputs of the site.
#![expect(clippy::disallowed_methods, reason = "sends files that are published as they lie on disk")]

use std::fs::File;

use crate::digest::{Digest, Hasher};
use crate::output::Content;
use crate::path::OutPath;

use super::request::{OWN, Place, Request};
use super::response::{Body, Response};
use super::{Act, Acted, Answers, Served, inject, media};

/// The script that keeps pages up to date and shows findings.
const SCRIPT: &str =
    concat!(include_str!("../page/morph.js"), include_str!("../page/overlay.js"), include_str!("../page/live.js"));

/// What a request leads to.
#[derive(Debug)]
pub(super) enum Route {
    /// An answer.
    Response(Response),
    /// The stream of events, for the page of an output or for whoever asks.
    Events(Option<OutPath>),
}

/// Answers a request. `build` names the build that is served, as it was before the output is made: a page that carries
/// an older name than its content is reloaded once too often, never once too seldom.
pub(super) fn route(request: &Request, answers: &dyn Answers, build: &str) -> Route {
    if request.place == Place::Above {
        let to_site = Response::text(301, "301: the site lies below").with("Location", answers.base());
        return Route::Response(to_site);
    }
    let Some(path) = request.place.output() else { return Route::Response(missing(answers, build)) };
    if let Some(own) = path.below(OWN) {
        return match &request.place {
            Place::File(_) => of_preview(request, answers, own),
            _ => Route::Response(nothing_here()),
        };
    }
    if let Some(response) = output(request, answers, &path, build) {
        return Route::Response(response);
    }
    Route::Response(to_folder(request, answers).unwrap_or_else(|| missing(answers, build)))
}

/// What belongs to the preview itself, and is for its own pages alone.
fn of_preview(request: &Request, answers: &dyn Answers, own: &str) -> Route {
    let acts = own.split_once('/').and_then(|(act, finding)| match act {
        "open" => Some((Act::Open, finding)),
        "fix" => Some((Act::Fix, finding)),
        _ => None,
    });
    Route::Response(match (own, acts) {
        ("preview.js", _) => script(request),
        ("events" | "findings", _) | (_, Some(_)) if !request.same_origin => {
            Response::text(403, "403: only pages of this preview are told about it")
        }
        ("events", _) => return Route::Events(request.page.clone()),
        // Who reads along from elsewhere may see what is found, and have nothing done.
        ("findings", _) => match answers.findings(request.page.as_ref(), request.local) {
            Some(json) => Response::new(200, media::JSON, Body::Bytes(json)),
            None => Response::new(204, media::JSON, Body::Bytes(Vec::new())),
        },
        (_, Some(_)) if !request.local => Response::text(403, "403: only who sits at this machine may do that"),
        // To ask what would be sent is no wish to have it done.
        (_, Some(_)) if request.head_only => Response::new(200, media::TEXT, Body::Bytes(Vec::new())),
        (_, Some((act, finding))) => match answers.act(&request.query, act, finding) {
            // The page that was asked from stays where it is.
            Acted::Done(said) if said.is_empty() => Response::new(204, media::TEXT, Body::Bytes(Vec::new())),
            Acted::Done(said) => Response::text(200, &said),
            Acted::Nothing => Response::text(404, "404: there is no such finding, or nothing to do about it"),
            Acted::Failed(reason) => Response::text(409, &reason),
            Acted::Stranger => Response::text(403, "403: this is not the token of this preview"),
        },
        _ => nothing_here(),
    })
}

fn nothing_here() -> Response {
    Response::text(404, "404: the preview has nothing here")
}

/// The answer with a planned output.
fn output(request: &Request, answers: &dyn Answers, path: &OutPath, build: &str) -> Option<Response> {
    let media = media::of(path.extension());
    let Served { content, whole } = answers.make(path)?;
    let (body, tag) = if media == media::HTML {
        tagged(inject::script(bytes(content)?, build))
    } else {
        match content {
            Content::Bytes(bytes) => tagged(bytes),
            Content::File(disk) => open(&disk)?,
        }
    };
    if !whole {
        // An open page keeps what it had, and is told what is wrong.
        return Some(Response::new(500, media, body));
    }
    Some(Response::found(request, media, body, &tag))
}

/// Leads from `/dir` to `/dir/`, where that is a page. The address is relative, so that it is right behind any proxy.
fn to_folder(request: &Request, answers: &dyn Answers) -> Option<Response> {
    let Place::File(path) = &request.place else { return None };
    let index = path.join("index.html").ok()?;
    let name = OutPath::new(path.name()).ok()?;
    answers.is_planned(&index).then(|| {
        // `a:b/` would read as an address with the scheme `a`.
        let dot = if name.as_str().contains(':') { "./" } else { "" };
        Response::text(301, "301: this is a folder").with("Location", format!("{dot}{}/", name.encoded()))
    })
}

/// The answer where there is nothing: the site's own page for that, where it has one.
fn missing(answers: &dyn Answers, build: &str) -> Response {
    match bytes(answers.missing()) {
        Some(page) if !page.is_empty() => Response::new(404, media::HTML, Body::Bytes(inject::script(page, build))),
        _ => Response::text(404, "404: there is no such page"),
    }
}

fn script(request: &Request) -> Response {
    let (body, tag) = tagged(SCRIPT.as_bytes().to_vec());
    Response::found(request, media::SCRIPT, body, &tag)
}

/// A body in memory with its tag.
fn tagged(bytes: Vec<u8>) -> (Body, String) {
    let tag = format!("\"{}\"", Digest::of(&bytes).hex());
    (Body::Bytes(bytes), tag)
}

/// A file as a body. Its tag is made from its size and time, since it may be large. Anything but a plain file, such as
/// a pipe that nobody fills, is not opened.
fn open(disk: &std::path::Path) -> Option<(Body, String)> {
    if !std::fs::metadata(disk).ok()?.is_file() {
        return None;
    }
    let file = File::open(disk).ok()?;
    let about = file.metadata().ok()?;
    let since = about.modified().ok()?.duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
    let mut hasher = Hasher::new();
    hasher.number(about.len()).number(since.as_secs()).number(u64::from(since.subsec_nanos()));
    Some((Body::File(file, about.len()), format!("\"{}\"", hasher.finish().hex())))
}

/// The bytes of an output, read from disk where they lie there.
fn bytes(content: Content) -> Option<Vec<u8>> {
    match content {
        Content::Bytes(bytes) => Some(bytes),
        Content::File(disk) => std::fs::metadata(&disk).ok()?.is_file().then(|| std::fs::read(&disk).ok())?,
    }
}
