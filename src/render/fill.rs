//! Writes the linker's answers into the holes of a body: one pass, one string.

use std::ops::Range;

use super::shown_facts::ShownFacts;
use super::target::{Target, reason};
use super::urls::Urls;
use crate::markdown::{Body, Candidate, Hole, HoleKind, Reference, escape, file_name};

/// What a hole costs on average, for the reserve.
const PER_HOLE: usize = 56;

/// The references of a page and what they lead to.
#[derive(Clone, Copy, Debug)]
pub(super) struct Filling<'a> {
    /// The references.
    pub(super) imports: &'a [Reference],
    /// What each leads to.
    pub(super) targets: &'a [Target<'a>],
    /// The facts it shows.
    pub(super) facts: &'a ShownFacts<'a>,
    /// Where the page lies.
    pub(super) urls: Urls<'a>,
}

impl Filling<'_> {
    /// The inside of the page's title, where it begins with one.
    pub(super) fn title(&self, body: &Body) -> Option<String> {
        let has = body.title_end > 0 || !body.title_id.is_empty();
        has.then(|| self.fill(body, 0..body.title_end, title_holes(body)))
    }

    /// The page after its title.
    pub(super) fn rest(&self, body: &Body) -> String {
        let after = &body.holes[title_holes(body).len()..];
        self.fill(body, body.title_end..body.html.len(), after)
    }

    fn fill(&self, body: &Body, range: Range<usize>, holes: &[Hole]) -> String {
        let mut out = String::with_capacity(range.len() + holes.len() * PER_HOLE);
        let mut from = range.start;
        for hole in holes {
            let at = (hole.at as usize).clamp(from, range.end);
            out.push_str(body.html.get(from..at).unwrap_or(""));
            self.write(&mut out, body, hole.what);
            from = at;
        }
        out.push_str(body.html.get(from..range.end).unwrap_or(""));
        out
    }

    fn write(&self, out: &mut String, body: &Body, what: HoleKind) {
        let number = match what {
            HoleKind::LinkOpen(number)
            | HoleKind::LinkClose(number)
            | HoleKind::ImageOpen(number)
            | HoleKind::ImageClose(number)
            | HoleKind::PictureOpen(number)
            | HoleKind::PictureClose(number)
            | HoleKind::Label(number)
            | HoleKind::Attribute(number, _) => number,
            HoleKind::NameOpen(number) => return self.facts.name(out, self.urls, number, true),
            HoleKind::NameClose(number) => return self.facts.name(out, self.urls, number, false),
            HoleKind::FactOpen(number) => return self.facts.value(out, self.urls, number, true),
            HoleKind::FactClose(number) => return self.facts.value(out, self.urls, number, false),
            HoleKind::View(number) => return self.facts.view(out, number),
            HoleKind::Srcset(number) => {
                self.srcset(out, body.srcsets.get(number as usize).map_or(&[], Vec::as_slice));
                return;
            }
        };
        let (Some(reference), Some(target)) = (self.imports.get(number as usize), self.targets.get(number as usize))
        else {
            return;
        };
        match what {
            HoleKind::LinkOpen(_) => self.link(out, reference, target),
            HoleKind::LinkClose(_) => {
                out.push_str(if matches!(target, Target::Unresolved(_)) { "</span>" } else { "</a>" });
            }
            HoleKind::ImageOpen(_) => self.image(out, reference, target),
            HoleKind::ImageClose(_) => out.push_str(if is_picture(target) { "\">" } else { "</span>" }),
            HoleKind::PictureOpen(_) if matches!(target, Target::External(_)) => self.picture(out, reference, target),
            HoleKind::PictureOpen(_) => self.image(out, reference, target),
            HoleKind::PictureClose(_) => out.push_str(match target {
                Target::External(_) => "</a>",
                target if is_picture(target) => "\">",
                _ => "</span>",
            }),
            HoleKind::Label(_) => match target {
                Target::Page { label: Some(label), .. } => escape(out, label),
                _ => escape(out, &reference.text),
            },
            HoleKind::Srcset(_)
            | HoleKind::NameOpen(_)
            | HoleKind::NameClose(_)
            | HoleKind::FactOpen(_)
            | HoleKind::FactClose(_)
            | HoleKind::View(_) => {}
            HoleKind::Attribute(_, name) => {
                if !matches!(target, Target::Unresolved(_)) {
                    out.push(' ');
                    out.push_str(name);
                    out.push_str("=\"");
                    self.address(out, target);
                    out.push('"');
                }
            }
        }
    }

    fn srcset(&self, out: &mut String, candidates: &[Candidate]) {
        let mut between = " srcset=\"";
        for candidate in candidates {
            let target = self.targets.get(candidate.reference as usize);
            let Some(target) = target.filter(|target| is_picture(target)) else { continue };
            out.push_str(std::mem::replace(&mut between, ", "));
            self.address(out, target);
            if !candidate.descriptor.is_empty() {
                out.push(' ');
                escape(out, &candidate.descriptor);
            }
        }
        if between == ", " {
            out.push('"');
        }
    }

    fn link(&self, out: &mut String, reference: &Reference, target: &Target<'_>) {
        let missing = match target {
            Target::Unresolved(why) => {
                mark(out, "broken", &reason(why));
                return;
            }
            Target::Page { missing, .. } => *missing,
            _ => None,
        };
        out.push_str(if missing.is_some() { "<a class=\"half\" href=\"" } else { "<a href=\"" });
        self.address(out, target);
        out.push('"');
        match missing {
            Some(anchor) if reference.title.is_empty() => {
                out.push_str(" title=\"The page has no section “");
                escape(out, anchor);
                out.push_str("”\"");
            }
            _ => title(out, &reference.title),
        }
        out.push('>');
    }

    fn image(&self, out: &mut String, reference: &Reference, target: &Target<'_>) {
        if !is_picture(target) {
            let why = match target {
                Target::Unresolved(why) => reason(why).replacen("Broken link", "Missing image", 1),
                _ => "Missing image: its address is that of a page".to_owned(),
            };
            mark(out, "no-image", &why);
            return;
        }
        out.push_str("<img src=\"");
        self.address(out, target);
        out.push('"');
        if let Target::Asset { size: Some((width, height)), .. } = target {
            out.push_str(&format!(" width=\"{width}\" height=\"{height}\""));
        }
        out.push_str(" loading=\"lazy\" decoding=\"async\"");
        title(out, &reference.title);
        out.push_str(" alt=\"");
    }

    /// The beginning of a link to an image. Its text follows in the body; an image without one is named by its file.
    fn picture(&self, out: &mut String, reference: &Reference, target: &Target<'_>) {
        out.push_str("<a class=\"picture\" href=\"");
        self.address(out, target);
        out.push('"');
        title(out, &reference.title);
        out.push_str(">Image: ");
        if reference.text.is_empty() {
            escape(out, file_name(&reference.dest));
        }
    }

    /// The address of a target, ready to stand between double quotes.
    fn address(&self, out: &mut String, target: &Target<'_>) {
        escape(out, &target.address(self.urls));
    }
}

/// The holes in the title.
fn title_holes(body: &Body) -> &[Hole] {
    // What closes in the title is written at its end, and what opens after it may lie at the same byte.
    let end = body.holes.partition_point(|hole| (hole.at as usize) < body.title_end);
    let closing = body.holes[end..]
        .iter()
        .take_while(|hole| {
            hole.at as usize == body.title_end
                && body.title_end > 0
                && matches!(hole.what, HoleKind::LinkClose(_) | HoleKind::ImageClose(_))
        })
        .count();
    &body.holes[..end + closing]
}

/// Whether a target can be shown in the page.
fn is_picture(target: &Target<'_>) -> bool {
    matches!(target, Target::Asset { .. } | Target::External(_) | Target::Output { .. })
}

fn mark(out: &mut String, class: &str, why: &str) {
    out.push_str("<span class=\"");
    out.push_str(class);
    out.push_str("\" title=\"");
    escape(out, why);
    out.push_str("\">");
}

fn title(out: &mut String, title: &str) {
    if !title.is_empty() {
        out.push_str(" title=\"");
        escape(out, title);
        out.push('"');
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::link::Unresolved;
    use crate::markdown::RefKind;
    use crate::path::{OutPath, SourcePath};
    use crate::span::{FileId, Span};

    fn reference(kind: RefKind, title: &str) -> Reference {
        Reference {
            kind,
            dest: "dest".into(),
            span: Span::whole(FileId(0)),
            text: "".into(),
            title: title.into(),
            heading: None,
            excerpt: None,
        }
    }

    fn out(path: &str) -> OutPath {
        OutPath::new(path).expect("a path")
    }

    fn filled(kind: RefKind, title: &str, target: Target<'_>, holes: [HoleKind; 2]) -> String {
        let here = out("a/here.html");
        let body = Body {
            html: "<p>x</p>".to_owned(),
            title_end: 0,
            title_id: String::new(),
            holes: vec![Hole { at: 3, what: holes[0] }, Hole { at: 4, what: holes[1] }],
            srcsets: Vec::new(),
        };
        let imports = [reference(kind, title)];
        let filling = Filling {
            imports: &imports,
            targets: &[target],
            facts: &ShownFacts::default(),
            urls: Urls::relative(&here),
        };
        filling.rest(&body)
    }

    fn link(title: &str, target: Target<'_>) -> String {
        filled(RefKind::Link, title, target, [HoleKind::LinkOpen(0), HoleKind::LinkClose(0)])
    }

    fn image(target: Target<'_>) -> String {
        filled(RefKind::Image, "", target, [HoleKind::ImageOpen(0), HoleKind::ImageClose(0)])
    }

    #[test]
    fn links() {
        let page = out("b/t.html");
        let whole = Target::Page { out: &page, anchor: None, query: None, missing: None, label: None };
        assert_eq!(link("", whole), "<p><a href=\"../b/t.html\">x</a></p>");
        let place =
            Target::Page { out: &page, anchor: Some("s\"t"), query: Some("q=1&r=\"2"), missing: None, label: None };
        assert_eq!(
            link("say \"hi\"", place),
            "<p><a href=\"../b/t.html?q=1&amp;r=%222#s%22t\" title=\"say &quot;hi&quot;\">x</a></p>"
        );
        let half = Target::Page { out: &page, anchor: None, query: None, missing: Some("<gone>"), label: None };
        assert_eq!(
            link("", half),
            "<p><a class=\"half\" href=\"../b/t.html\" title=\"The page has no section “&lt;gone&gt;”\">x</a></p>"
        );
        assert_eq!(link("", Target::External("https://x/?a&b\"")), "<p><a href=\"https://x/?a&amp;b%22\">x</a></p>");
        assert_eq!(
            link("", Target::Output { out: &out("a-z.html"), query: Some("q&r"), fragment: Some("b") }),
            "<p><a href=\"../a-z.html?q&amp;r#b\">x</a></p>"
        );
    }

    #[test]
    fn a_link_that_leads_nowhere_has_no_address() {
        let why = Unresolved::NotFound { wanted: SourcePath::new("a/<b>.md").expect("a path") };
        assert_eq!(
            link("t", Target::Unresolved(&why)),
            "<p><span class=\"broken\" title=\"Broken link: there is no a/&lt;b&gt;.md\">x</span></p>"
        );
        let none = filled(RefKind::HtmlLink, "", Target::Unresolved(&why), [HoleKind::Attribute(0, "href"); 2]);
        assert_eq!(none, "<p>x</p>");
    }

    #[test]
    fn images() {
        let file = out("a/p.png");
        let known = Target::Asset { out: &file, query: Some("v=1"), fragment: Some("view"), size: Some((3, 4)) };
        assert_eq!(
            image(known),
            "<p><img src=\"p.png?v=1#view\" width=\"3\" height=\"4\" loading=\"lazy\" decoding=\"async\" alt=\"x\"></p>"
        );
        assert_eq!(
            image(Target::Unresolved(&Unresolved::Outside)),
            "<p><span class=\"no-image\" title=\"Missing image: it leads out of the site\">x</span></p>"
        );
    }

    #[test]
    fn attributes() {
        let page = out("a/here.html");
        let target = Target::Page { out: &page, anchor: Some("s"), query: None, missing: None, label: None };
        let html = filled(RefKind::HtmlLink, "", target, [HoleKind::Attribute(0, "href"), HoleKind::LinkClose(7)]);
        assert_eq!(html, "<p> href=\"#s\"x</p>");
    }

    #[test]
    fn pictures_of_other_hosts_are_linked_to() {
        let picture =
            |target| filled(RefKind::Image, "", target, [HoleKind::PictureOpen(0), HoleKind::PictureClose(0)]);
        assert_eq!(
            picture(Target::External("https://x/a.png")),
            "<p><a class=\"picture\" href=\"https://x/a.png\">Image: destx</a></p>"
        );
        let file = out("a/p.png");
        assert_eq!(
            picture(Target::Asset { out: &file, query: None, fragment: None, size: None }),
            "<p><img src=\"p.png\" loading=\"lazy\" decoding=\"async\" alt=\"x\"></p>"
        );
    }

    #[test]
    fn labels() {
        let page = out("b/t.html");
        let label = |label| {
            let target = Target::Page { out: &page, anchor: None, query: None, missing: None, label };
            filled(RefKind::Auto, "", target, [HoleKind::Label(0), HoleKind::LinkClose(0)])
        };
        assert_eq!(label(Some("A & B")), "<p>A &amp; Bx</a></p>");
        assert_eq!(label(None), "<p>x</a></p>");
    }

    #[test]
    fn a_title_keeps_its_own_holes() {
        let here = out("here.html");
        let page = out("t.html");
        let body = Body {
            html: "T<p>".to_owned(),
            title_end: 1,
            title_id: "t".to_owned(),
            holes: vec![
                Hole { at: 0, what: HoleKind::LinkOpen(0) },
                Hole { at: 1, what: HoleKind::LinkClose(0) },
                Hole { at: 1, what: HoleKind::LinkOpen(0) },
            ],
            srcsets: Vec::new(),
        };
        let imports = [reference(RefKind::Link, "")];
        let target = Target::Page { out: &page, anchor: None, query: None, missing: None, label: None };
        let filling = Filling {
            imports: &imports,
            targets: &[target],
            facts: &ShownFacts::default(),
            urls: Urls::relative(&here),
        };
        assert_eq!(filling.title(&body).as_deref(), Some("<a href=\"t.html\">T</a>"));
        assert_eq!(filling.rest(&body), "<a href=\"t.html\"><p>");
    }
}
