//! Where the parts of a site lie.

use crate::path::SourcePath;

/// One folder of content: the whole site, or one section of a folder that holds several sites.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mount {
    /// The first part of its outputs' paths; empty where the site is this one folder.
    pub name: String,
    /// The folder its pages lie in; the empty path is the root itself.
    pub content: SourcePath,
}

/// The parts of a site.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Layout {
    /// The folders of content, by name.
    pub mounts: Vec<Mount>,
    /// `factpress.yaml`, where there is one.
    pub config: Option<SourcePath>,
    /// Overriding templates.
    pub templates: Option<SourcePath>,
    /// Overriding and additional static files.
    pub statics: Option<SourcePath>,
    /// Typed facts.
    pub facts: Option<SourcePath>,
}
