//! What each page of a site is written in: as the configuration says, else as the pages show.

use rustc_hash::FxHashSet;

use crate::config::Config;
use crate::dialect::{Dialect, looks_like_aws};
use crate::markdown;
use crate::source::{Mount, Role, SourceFile, Sources};
use crate::span::FileId;

/// The dialects of a site, decided once for a compilation.
#[derive(Debug, Default)]
pub(super) struct Dialects {
    /// By mount: that of all of its pages; none where each page has its own.
    mounts: Vec<Option<Dialect>>,
    /// Pages that show that they are in the AWS dialect.
    aws: FxHashSet<FileId>,
}

impl Dialects {
    /// Decides by the configuration and by the first lines of the pages, of which `shows` tells whether they are in the AWS
    /// dialect.
    pub(super) fn new(sources: &Sources, mounts: &[Mount], config: &Config, shows: impl Fn(FileId) -> bool) -> Self {
        let configured = |mount: &Mount| config.dialect.get(&mount.name).or_else(|| config.dialect.get("")).copied();
        let mut mounts: Vec<Option<Dialect>> = mounts.iter().map(configured).collect();
        let mut aws = FxHashSet::default();
        // Pages by mount, and those of them that show it. Homes are left out: they are exported in another form.
        let mut counts = vec![(0_usize, 0_usize); mounts.len()];
        for file in sources.iter() {
            let (Role::Page(mount) | Role::Summary(mount)) = file.role else { continue };
            let mount = mount as usize;
            if file.text.is_none() {
                continue;
            }
            if mounts.get(mount).is_none_or(Option::is_some) {
                continue;
            }
            let shows = shows(file.id);
            if shows {
                aws.insert(file.id);
            }
            let home = ["index.md", "README.md"].iter().any(|name| file.path.name().eq_ignore_ascii_case(name));
            if matches!(file.role, Role::Page(_)) && !home {
                counts[mount].0 += 1;
                counts[mount].1 += usize::from(shows);
            }
        }
        for (mount, (pages, showing)) in mounts.iter_mut().zip(counts) {
            if mount.is_none() && showing > 0 && showing * 10 >= pages * 9 {
                *mount = Some(Dialect::Aws);
            }
        }
        Self { mounts, aws }
    }

    /// The dialect of a page, or of a file that is navigation.
    pub(super) fn of(&self, file: &SourceFile) -> Dialect {
        let (Role::Page(mount) | Role::Summary(mount)) = file.role else { return Dialect::Plain };
        let own = || if self.aws.contains(&file.id) { Dialect::Aws } else { Dialect::Plain };
        self.mounts.get(mount as usize).copied().flatten().unwrap_or_else(own)
    }

    /// The dialect of each mount as a whole; plain where only some of its pages are in another.
    pub(super) fn of_mounts(&self) -> Vec<Dialect> {
        self.mounts.iter().map(|dialect| dialect.unwrap_or(Dialect::Plain)).collect()
    }
}

/// Whether a page's first lines show that it is in the AWS dialect.
pub(super) fn shows_aws(file: FileId, stem: &str, text: &str) -> bool {
    looks_like_aws(body(file, text), stem)
}

/// A page's text from where its Markdown begins. Front matter is read only where there may be any.
fn body(file: FileId, text: &str) -> &str {
    let bare = text.trim_start_matches('\u{FEFF}');
    if !bare.starts_with(['-', '+']) {
        return bare;
    }
    let (_, start, _) = markdown::front_matter(file, text);
    text.get(start..).unwrap_or(bare)
}

#[cfg(test)]
mod tests {
    use super::Dialects;
    use crate::config::Config;
    use crate::dialect::Dialect;
    use crate::digest::Digest;
    use crate::path::SourcePath;
    use crate::source::{Mount, Role, SourceFile, Sources};

    /// The dialects of one folder: of each page, and of the folder as a whole. Pages whose names begin with `a` show that
    /// they are in the AWS dialect.
    fn dialects(names: &[&str], config: &Config) -> (Vec<Dialect>, Dialect) {
        let mut sources = Sources::new("root".into());
        let mut files = Vec::new();
        for name in names {
            let path = SourcePath::new(&format!("{name}.md")).expect("a path");
            let text = if name.starts_with('a') { format!("# T<a name=\"{name}\"></a>\n") } else { "# T\n".to_owned() };
            let id = sources.intern(&path);
            let (digest, len) = (Digest::default(), 0);
            files.push(SourceFile { id, path, role: Role::Page(0), text: Some(text.into()), digest, len, size: None });
        }
        sources.set(files.clone(), Vec::new());
        let mounts = [Mount { name: String::new(), content: SourcePath::default() }];
        let shows = |id| sources.get(id).is_some_and(|file| shows_aws(id, file.path.stem(), sources.text(id)));
        let dialects = Dialects::new(&sources, &mounts, config, shows);
        (files.iter().map(|file| dialects.of(file)).collect(), dialects.of_mounts()[0])
    }

    #[test]
    fn nine_of_ten_pages_speak_for_all() {
        use Dialect::{Aws, Plain};
        let nine = ["a1", "a2", "a3", "a4", "a5", "a6", "a7", "a8", "a9", "b", "index", "README"];
        assert_eq!(dialects(&nine, &Config::default()), (vec![Aws; 12], Aws));
        let (pages, whole) = dialects(&nine[1..], &Config::default());
        assert_eq!((&pages[..8], &pages[8..], whole), (&[Aws; 8][..], &[Plain; 3][..], Plain));
        assert_eq!(dialects(&["index"], &Config::default()), (vec![Plain], Plain));
    }

    #[test]
    fn the_configuration_comes_first() {
        for said in [Dialect::Aws, Dialect::Plain] {
            let config = Config { dialect: [(String::new(), said)].into(), ..Config::default() };
            assert_eq!(dialects(&["a1", "b"], &config), (vec![said; 2], said));
        }
    }
}
