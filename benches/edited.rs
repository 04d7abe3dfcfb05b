//! A site of guides that is edited, in one way after the other.
#![expect(clippy::disallowed_methods, reason = "writes and reads the files of the site")]

use std::fs;
use std::path::{Path, PathBuf};

use factpress::path::{OutPath, SourcePath};

use crate::guides::Failure;

/// How many pages show the fact that is edited.
const SHOWN: usize = 50;

/// The guide that is edited.
const GUIDE: &str = "iam-user-guide";

/// Its page that is edited, which many others link to.
const PAGE: &str = "id_roles";

/// What is edited.
#[derive(Clone, Copy)]
pub(crate) enum Edit {
    /// A sentence of a page.
    Page,
    /// The title of a page that others link to.
    Heading,
    /// A fact that fifty pages show.
    Fact,
    /// A template of the site's own.
    Template,
}

impl Edit {
    pub(crate) const ALL: [Self; 4] = [Self::Page, Self::Heading, Self::Fact, Self::Template];

    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Page => "a sentence of a page",
            Self::Heading => "a title others link to",
            Self::Fact => "a fact on 50 pages",
            Self::Template => "a template",
        }
    }
}

/// A site that can be edited.
pub(crate) struct Edited {
    root: PathBuf,
    content: PathBuf,
    text: String,
    template: String,
}

impl Edited {
    /// Puts facts and a template into a copy of guides; what was edited before is as it was.
    pub(crate) fn prepare(root: &Path) -> Result<Self, Failure> {
        let content = root.join(GUIDE).join("doc_source");
        let kept = root.join("page.kept");
        if !kept.exists() {
            fs::copy(content.join(PAGE).with_extension("md"), &kept)?;
            fs::create_dir_all(content.join("facts/kinds"))?;
            fs::write(content.join("facts/kinds/pier.yaml"), "fields: { seats: integer }\n")?;
            let mut pages: Vec<PathBuf> =
                fs::read_dir(&content)?.map(|it| Ok(it?.path())).collect::<Result<_, Failure>>()?;
            pages.retain(|path| {
                path.extension().is_some_and(|it| it == "md") && path.file_stem().is_some_and(|it| it != PAGE)
            });
            pages.sort();
            for page in pages.iter().take(SHOWN) {
                let text = fs::read_to_string(page)?;
                fs::write(page, format!("{text}\nThere are *0*<!-- fact: north.seats --> seats.\n"))?;
            }
        }
        let template = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("templates/base.html"))?;
        let edited = Self { root: root.to_owned(), content, text: fs::read_to_string(&kept)?, template };
        edited.write_fact(0)?;
        fs::write(edited.content.join(PAGE).with_extension("md"), &edited.text)?;
        fs::create_dir_all(root.join("templates"))?;
        fs::write(root.join("templates/base.html"), &edited.template)?;
        Ok(edited)
    }

    /// Edits a file, unlike any time before.
    pub(crate) fn edit(&self, edit: Edit, round: usize) -> Result<(), Failure> {
        let page = self.content.join(PAGE).with_extension("md");
        match edit {
            Edit::Page => fs::write(page, format!("{}\nEdit {round}.\n", self.text))?,
            Edit::Heading => fs::write(page, self.text.replacen("# ", &format!("# Edit {round}: "), 1))?,
            Edit::Fact => self.write_fact(round + 1)?,
            Edit::Template => {
                let text = self.template.replacen("</body>", &format!("<!-- {round} --></body>"), 1);
                fs::write(self.root.join("templates/base.html"), text)?;
            }
        }
        Ok(())
    }

    /// The source that an edit changes.
    pub(crate) fn edited(&self, edit: Edit) -> Result<SourcePath, Failure> {
        let path = match edit {
            Edit::Page | Edit::Heading => format!("{GUIDE}/doc_source/{PAGE}.md"),
            Edit::Fact => format!("{GUIDE}/doc_source/facts/pier.yaml"),
            Edit::Template => "templates/base.html".to_owned(),
        };
        Ok(SourcePath::new(&path).map_err(|_| "no path of a source")?)
    }

    /// The output that is looked at.
    pub(crate) fn page(&self) -> Result<OutPath, Failure> {
        Ok(OutPath::new(&format!("{GUIDE}/{PAGE}.html")).map_err(|_| "no path of an output")?)
    }

    /// The output that shows the fact. The pages that state it say what they said, until they are corrected.
    pub(crate) fn thing(&self) -> Result<OutPath, Failure> {
        Ok(OutPath::new("facts/pier/north.html").map_err(|_| "no path of an output")?)
    }

    fn write_fact(&self, seats: usize) -> Result<(), Failure> {
        Ok(fs::write(self.content.join("facts/pier.yaml"), format!("north: {{ seats: {seats} }}\n"))?)
    }
}
