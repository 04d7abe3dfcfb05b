//! Resolves references: what a destination means on the page it stands on.

use std::borrow::Cow;
use std::sync::OnceLock;

use rustc_hash::{FxHashMap, FxHashSet};
use unicode_normalization::UnicodeNormalization;

use super::address::{Claims, asset_out, fold};
use super::{Answer, Claim, Compiled, Generated, HOME, PageId, Site, Unresolved};
use crate::address::{Address, is_safe};
use crate::markdown::{RefKind, Reference};
use crate::path::{OutPath, PathError, SourcePath, percent_decode};
use crate::source::{Role, Sources};
use crate::span::FileId;

/// All that references can lead to.
pub(super) struct Index<'a> {
    pub(super) site: &'a Site,
    pub(super) sources: &'a Sources,
    pub(super) claims: &'a Claims,
    /// What lies where no link should lead; known once a link does.
    nearby: OnceLock<Nearby<'a>>,
    /// Pages by stem and by title, folded; for wikilinks only.
    names: FxHashMap<Cow<'a, str>, Vec<PageId>>,
}

/// What a link may mean that leads to no file.
struct Nearby<'a> {
    /// Folders that hold anything, as source paths.
    folders: FxHashSet<&'a str>,
    /// Files by their path as file systems see it that ignore case and Unicode forms.
    folded: FxHashMap<Cow<'a, str>, FileId>,
}

impl<'a> Nearby<'a> {
    fn new(sources: &'a Sources) -> Self {
        let mut folders = FxHashSet::default();
        let mut folded = FxHashMap::default();
        for file in sources.iter().filter(|file| is_content(file.role)) {
            folded.entry(fold(file.path.as_str())).or_insert(file.id);
            let mut folder = file.path.parent();
            // A folder that is known has known folders above it.
            while !folder.is_empty() && folders.insert(folder) {
                folder = folder.rfind('/').map_or("", |at| &folder[..at]);
            }
        }
        folders.insert("");
        Self { folders, folded }
    }
}

/// Where a reference stands.
#[derive(Clone, Copy)]
pub(super) struct Here<'a> {
    pub(super) path: &'a SourcePath,
    pub(super) mount: u16,
    pub(super) page: Option<PageId>,
}

impl<'a> Index<'a> {
    pub(super) fn new(site: &'a Site, sources: &'a Sources, claims: &'a Claims) -> Self {
        let mut names: FxHashMap<Cow<'a, str>, Vec<PageId>> = FxHashMap::default();
        if site.config.wikilinks {
            for (id, page) in site.page_ids().zip(&site.pages) {
                let stem = fold(page.path.stem());
                let title = fold(&page.object.exports.title);
                names.entry(stem.clone()).or_default().push(id);
                if title != stem && !title.is_empty() {
                    names.entry(title).or_default().push(id);
                }
            }
        }
        Self { site, sources, claims, nearby: OnceLock::new(), names }
    }

    /// The answers to all references of a page.
    pub(super) fn answers(&self, id: PageId) -> Vec<Answer> {
        let page = self.site.page(id);
        let here = Here { path: &page.path, mount: page.mount, page: Some(id) };
        page.object.imports.iter().map(|reference| self.answer(here, reference)).collect()
    }

    /// The answers to all references of a file that is no page.
    pub(super) fn outline(&self, summary: &Compiled) -> Vec<Answer> {
        let here = Here { path: &summary.path, mount: summary.mount, page: None };
        summary.object.imports.iter().map(|reference| self.answer(here, reference)).collect()
    }

    /// The page at a path below a mount's content.
    pub(super) fn page_at(&self, mount: u16, path: &str) -> Option<PageId> {
        let content = &self.site.layout.mounts.get(mount as usize)?.content;
        let wanted = content.join(path).ok()?;
        let file = self.sources.at(wanted.as_str()).map(|file| file.id);
        file.and_then(|file| self.site.by_file.get(&file).copied()).or_else(|| self.index_page(&wanted))
    }

    fn answer(&self, here: Here<'_>, reference: &Reference) -> Answer {
        if reference.kind == RefKind::Wiki {
            return self.wiki(here, &reference.dest);
        }
        match Address::parse(&reference.dest) {
            Address::Empty => Answer::Unresolved(Unresolved::Empty),
            Address::Fragment(fragment) => match here.page {
                Some(page) => self.at_anchor(page, Some(fragment), None),
                None => Answer::Unresolved(Unresolved::Empty),
            },
            Address::Network(address) => {
                if address.len() > 2 && !address.contains(char::is_whitespace) {
                    Answer::External
                } else {
                    Answer::Unresolved(Unresolved::Invalid("it has no host"))
                }
            }
            Address::External { scheme, address } => self.external(Some(here.mount), scheme, address, reference.kind),
            Address::Path { path, query, fragment } => self.path(here, path, query, fragment),
        }
    }

    /// What an absolute address leads to. `from` is the section that names it.
    pub(super) fn external(&self, from: Option<u16>, scheme: &str, address: &str, kind: RefKind) -> Answer {
        if kind.is_asset() && is_inline_picture(address) {
            return Answer::External;
        }
        if !is_safe(scheme) {
            return Answer::Unresolved(Unresolved::Scheme);
        }
        if address.chars().any(|c| c.is_control() || c == ' ') {
            return Answer::Unresolved(Unresolved::Invalid("it holds a space or a control character"));
        }
        let rest = &address[scheme.len() + 1..];
        if scheme.eq_ignore_ascii_case("http") || scheme.eq_ignore_ascii_case("https") {
            let Some(rest) = rest.strip_prefix("//") else {
                return Answer::Unresolved(Unresolved::Invalid("`//` is missing after its scheme"));
            };
            let host = rest.split(['/', '?', '#']).next().unwrap_or("");
            let host = host.rsplit('@').next().unwrap_or(host);
            if host.is_empty() || host.starts_with(':') {
                return Answer::Unresolved(Unresolved::Invalid("it has no host"));
            }
            if host.contains(['<', '>', '^', '|', '\\', '"', '`', '{', '}']) {
                return Answer::Unresolved(Unresolved::Invalid("its host cannot be a host's name"));
            }
            return self.own_address(from, rest).unwrap_or(Answer::External);
        }
        if rest.is_empty() {
            return Answer::Unresolved(Unresolved::Invalid("nothing follows its scheme"));
        }
        Answer::External
    }

    pub(super) fn path(&self, here: Here<'_>, path: &str, query: Option<&str>, fragment: Option<&str>) -> Answer {
        if path.is_empty() {
            return here
                .page
                .map_or(Answer::Unresolved(Unresolved::Empty), |page| self.at_anchor(page, fragment, query));
        }
        let Some(decoded) = percent_decode(path) else {
            return Answer::Unresolved(Unresolved::Invalid("its percent-escapes are not UTF-8"));
        };
        let wanted = match self.follow(here, &decoded) {
            Ok(wanted) => wanted,
            Err(PathError::Outside) => return Answer::Unresolved(Unresolved::Outside),
            Err(PathError::Invalid) => {
                return Answer::Unresolved(Unresolved::Invalid("it holds a backslash or a control character"));
            }
        };
        match self.find(&wanted) {
            Ok(Target::Page(page)) => self.at_anchor(page, fragment, query),
            Ok(Target::File(file)) => self.file(file, query, fragment),
            Ok(Target::Output(out)) => self.led(out, query, fragment),
            Err(unresolved) => match self.at_root(&decoded) {
                Some(out) => self.led(out, query, fragment),
                None => Answer::Unresolved(unresolved),
            },
        }
    }

    /// The source path that a decoded path means on a page. A leading `/` means the content folder.
    fn follow(&self, here: Here<'_>, path: &str) -> Result<SourcePath, PathError> {
        match path.strip_prefix('/') {
            None => here.path.sibling(path),
            Some(path) => {
                let mounts = &self.site.layout.mounts;
                let content = mounts.get(here.mount as usize).map(|mount| &mount.content);
                let wanted = content.map_or_else(|| SourcePath::new(path), |content| content.join(path))?;
                // `/section/page` from another section.
                let section = mounts.iter().find_map(|mount| {
                    let below = path.strip_prefix(mount.name.as_str())?;
                    let inside = below.is_empty() || below.starts_with('/');
                    (!mount.name.is_empty() && inside).then(|| mount.content.join(below))
                });
                match section {
                    Some(other) if self.find(&wanted).is_err() => other,
                    _ => Ok(wanted),
                }
            }
        }
    }

    fn find(&self, wanted: &SourcePath) -> Result<Target, Unresolved> {
        if let Some(file) = self.sources.at(wanted.as_str())
            && file.role != Role::Unusable
        {
            return Ok(self.site.by_file.get(&file.id).map_or(Target::File(file.id), |page| Target::Page(*page)));
        }
        if let Some(page) = self.index_page(wanted).or_else(|| self.page_of_html(wanted)) {
            return Ok(Target::Page(page));
        }
        if let Some(out) = self.home(wanted).or_else(|| self.output(wanted)) {
            return Ok(Target::Output(out));
        }
        let nearby = self.nearby.get_or_init(|| Nearby::new(self.sources));
        if nearby.folders.contains(wanted.as_str()) && !wanted.as_str().is_empty() {
            return Err(Unresolved::Directory { wanted: wanted.clone() });
        }
        if let Some(actual) = nearby.folded.get(&*fold(wanted.as_str())).copied() {
            return match self.sources.get(actual) {
                // Names that differ in their Unicode form only are the same name to people and to most file systems.
                Some(file) if file.path.as_str().nfc().eq(wanted.as_str().nfc()) => {
                    Ok(self.site.by_file.get(&actual).map_or(Target::File(actual), |page| Target::Page(*page)))
                }
                _ => Err(Unresolved::Case { wanted: wanted.clone(), actual }),
            };
        }
        let mounts = &self.site.layout.mounts;
        if !mounts.iter().any(|mount| wanted.below(mount.content.as_str()).is_some() || wanted == &mount.content) {
            return Err(Unresolved::Outside);
        }
        Err(Unresolved::NotFound { wanted: wanted.clone() })
    }

    /// The page of a folder.
    fn index_page(&self, folder: &SourcePath) -> Option<PageId> {
        ["index.md", "README.md"].iter().find_map(|name| {
            let file = self.sources.at(folder.join(name).ok()?.as_str())?;
            self.site.by_file.get(&file.id).copied()
        })
    }

    /// The page that becomes `wanted`, an address with `.html`.
    fn page_of_html(&self, wanted: &SourcePath) -> Option<PageId> {
        if !matches!(wanted.extension(), "html" | "htm") {
            return None;
        }
        let source = wanted.sibling(&format!("{}.md", wanted.stem())).ok()?;
        match self.sources.at(source.as_str()) {
            Some(file) => self.site.by_file.get(&file.id).copied(),
            None if wanted.stem() == "index" => self.index_page(&SourcePath::new(wanted.parent()).ok()?),
            None => None,
        }
    }

    /// The home of a mount, where its author wrote none.
    fn home(&self, wanted: &SourcePath) -> Option<OutPath> {
        let folder = if wanted.name() == HOME { wanted.parent() } else { wanted.as_str() };
        let mut homes = self.site.layout.mounts.iter().zip(&self.site.homes);
        homes.find(|(mount, _)| mount.content.as_str() == folder).map(|(_, home)| home.out.clone())
    }

    /// An output that is no author's page: static files, redirects, what factpress makes by itself.
    fn output(&self, wanted: &SourcePath) -> Option<OutPath> {
        let mounts = &self.site.layout.mounts;
        mounts.iter().zip(0..).find_map(|(_, mount)| {
            let out = asset_out(wanted, mount, &self.site.layout)?;
            match self.claims.holder(out.as_str())? {
                Claim::Generated(Generated::Manifest) => None,
                _ => Some(out),
            }
        })
    }

    fn file(&self, file: FileId, query: Option<&str>, fragment: Option<&str>) -> Answer {
        match self.sources.get(file).map(|file| file.role) {
            Some(Role::Asset(_)) => {
                Answer::Asset { file, query: query.map(Into::into), fragment: fragment.map(Into::into) }
            }
            Some(Role::Static) => match self.static_output(file) {
                Some(out) => Answer::output(out, query, fragment),
                None => Answer::Unresolved(Unresolved::Unpublished { file }),
            },
            Some(Role::Facts) => self.of_facts(file, query, fragment),
            _ => Answer::Unresolved(Unresolved::Unpublished { file }),
        }
    }

    /// Where a file of the site's `static/` is published, for a link that goes by its source.
    fn static_output(&self, file: FileId) -> Option<OutPath> {
        let below = self.sources.get(file)?.path.below(self.site.layout.statics.as_ref()?.as_str())?;
        let out = OutPath::new(below).ok()?;
        match self.claims.holder(out.as_str())? {
            Claim::File(holder) if *holder == file => Some(out),
            _ => None,
        }
    }

    pub(super) fn at_anchor(&self, page: PageId, fragment: Option<&str>, query: Option<&str>) -> Answer {
        let query = query.map(Into::into);
        let whole = |query| Answer::Page { page, anchor: None, query, missing: None };
        let Some(fragment) = fragment else { return whole(query) };
        // A text fragment names a passage for the browser; an anchor may stand before it.
        let fragment = fragment.split(":~:").next().unwrap_or("");
        if fragment.is_empty() || fragment == "top" {
            return whole(query);
        }
        let decoded = percent_decode(fragment).unwrap_or(Cow::Borrowed(fragment));
        let anchors = &self.site.page(page).object.exports.anchors;
        match anchors.get(&decoded).or_else(|| anchors.get(fragment)) {
            Some(anchor) => Answer::Page { page, anchor: Some(anchor.output_id().into()), query, missing: None },
            None => Answer::Page { page, anchor: None, query, missing: Some(decoded.into()) },
        }
    }

    /// `[[page#anchor]]`: a path beside the page, else the only page with that file name or title.
    fn wiki(&self, here: Here<'_>, dest: &str) -> Answer {
        let (name, fragment) = dest.split_once('#').map_or((dest, None), |(name, fragment)| (name, Some(fragment)));
        let name = name.trim().trim_end_matches('\\');
        if name.is_empty() {
            return here.page.map_or(Answer::Unresolved(Unresolved::Empty), |page| self.at_heading(page, fragment));
        }
        for path in [name.to_owned(), format!("{name}.md")] {
            if let Ok(wanted) = self.follow(here, &path)
                && let Ok(Target::Page(page)) = self.find(&wanted)
            {
                return self.at_heading(page, fragment);
            }
        }
        match self.names.get(&*fold(name)).map(Vec::as_slice) {
            Some([page]) => self.at_heading(*page, fragment),
            _ => match here.path.sibling(&format!("{name}.md")) {
                Ok(wanted) => Answer::Unresolved(Unresolved::NotFound { wanted }),
                Err(_) => Answer::Unresolved(Unresolved::Outside),
            },
        }
    }

    /// In wikilinks the part after `#` may be a heading as it reads.
    fn at_heading(&self, page: PageId, fragment: Option<&str>) -> Answer {
        let answer = self.at_anchor(page, fragment, None);
        match (&answer, fragment) {
            (Answer::Page { missing: Some(_), .. }, Some(fragment)) => {
                match self.at_anchor(page, Some(&crate::markdown::slug(fragment)), None) {
                    found @ Answer::Page { missing: None, .. } => found,
                    _ => answer,
                }
            }
            _ => answer,
        }
    }
}

/// What a path leads to.
enum Target {
    Page(PageId),
    File(FileId),
    Output(OutPath),
}

fn is_content(role: Role) -> bool {
    matches!(role, Role::Page(_) | Role::Asset(_) | Role::Summary(_))
}

/// A picture written into its address; nothing in it can run.
fn is_inline_picture(address: &str) -> bool {
    ["data:image/png", "data:image/jpeg", "data:image/gif", "data:image/webp", "data:image/avif"]
        .iter()
        .any(|kind| address.get(..kind.len()).is_some_and(|head| head.eq_ignore_ascii_case(kind)))
}
