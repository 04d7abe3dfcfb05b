//! Which language a code block is in. The rules of factpress, written a second time: the work has to be the same.

/// The name of the block's grammar, by the first word of its info string, else by a guess.
pub(super) fn of(info: &str, code: &str) -> Option<&'static str> {
    match info.split([' ', '\t', ',', '{']).find(|word| !word.is_empty()) {
        Some(word) => named(word),
        None => guess(code.trim()),
    }
}

fn named(word: &str) -> Option<&'static str> {
    Some(match word.to_ascii_lowercase().as_str() {
        "json" | "jsonc" | "json5" => "json",
        "yaml" | "yml" => "yaml",
        "sh" | "bash" | "shell" | "console" | "zsh" | "shell-session" | "sh-session" => "bash",
        "python" | "py" | "python3" => "python",
        "javascript" | "js" | "mjs" | "cjs" | "node" => "javascript",
        "java" => "java",
        "go" | "golang" => "go",
        "xml" | "html" | "svg" | "xhtml" => "xml",
        "hcl" | "terraform" | "tf" => "hcl",
        "toml" => "toml",
        _ => return None,
    })
}

const COMMANDS: [&str; 23] = [
    "aws",
    "curl",
    "sudo",
    "cd",
    "export",
    "git",
    "npm",
    "pip",
    "pip3",
    "cargo",
    "docker",
    "kubectl",
    "mkdir",
    "chmod",
    "cp",
    "mv",
    "rm",
    "ssh",
    "scp",
    "wget",
    "yum",
    "apt-get",
    "factpress",
];

fn guess(text: &str) -> Option<&'static str> {
    let first = text.lines().next().unwrap_or("").trim_end();
    let command = first.split_once(' ').is_some_and(|(word, _)| COMMANDS.contains(&word));
    if is_json(text) {
        Some("json")
    } else if command || first.starts_with("$ ") || first.starts_with("#!/") {
        Some("bash")
    } else if is_yaml(text) {
        Some("yaml")
    } else {
        None
    }
}

fn is_json(text: &str) -> bool {
    if text.starts_with('{') && text.ends_with('}') {
        text.contains('"') || text.len() == 2
    } else {
        text.starts_with('[') && text.ends_with(']') && text.contains(['{', '"'])
    }
}

/// At least two of the first lines that say something, half of them `key: value`, the others items or indented.
fn is_yaml(text: &str) -> bool {
    let (mut keys, mut lines) = (0, 0);
    for line in text.lines().take(12) {
        let bare = line.trim_start();
        if bare.is_empty() || bare.starts_with('#') || bare == "---" {
            continue;
        }
        lines += 1;
        if is_key(bare.strip_prefix("- ").unwrap_or(bare)) {
            keys += 1;
        } else if !bare.starts_with("- ") && (keys == 0 || !line.starts_with(' ')) {
            return false;
        }
    }
    lines >= 2 && keys * 2 >= lines
}

fn is_key(item: &str) -> bool {
    let Some((key, value)) = item.split_once(':') else { return false };
    !key.is_empty()
        && key.chars().all(|c| c.is_ascii_alphanumeric() || "_-.\"'/".contains(c))
        && (value.is_empty() || value.starts_with(' '))
        && !value.ends_with([';', '{', ','])
}
