//! Kinds that come with the program, which a site may take by their names.

/// The built-in kinds by name, in its order: the name, and the kind as YAML.
const KINDS: [(&str, &str); 4] = [
    ("managed_policy", include_str!("managed_policy.yaml")),
    ("permission", include_str!("permission.yaml")),
    ("service", include_str!("service.yaml")),
    ("service_linked_role", include_str!("service_linked_role.yaml")),
];

/// The built-in kind with a name, as YAML.
pub fn builtin(name: &str) -> Option<&'static str> {
    KINDS.iter().find(|(kind, _)| *kind == name).map(|(_, yaml)| *yaml)
}

/// The names of the built-in kinds, in their order.
pub fn builtins() -> impl Iterator<Item = &'static str> {
    KINDS.iter().map(|(name, _)| *name)
}

#[cfg(test)]
mod tests {
    use super::KINDS;
    use crate::facts::{File, read};
    use crate::span::FileId;

    #[test]
    fn built_in_kinds_have_no_mistakes() {
        let paths = KINDS.map(|(name, yaml)| (format!("kinds/{name}.yaml"), yaml));
        let files = (0..).zip(&paths).map(|(id, (path, text))| File { id: FileId(id), path, text });
        let (facts, findings) = read(files, []);
        assert!(findings.is_empty(), "{findings:?}");
        assert_eq!(facts.kinds.len(), KINDS.len());
    }
}
