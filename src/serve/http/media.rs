//! Media types by file extension: one fixed table, so that the same site looks the same on every machine.

/// Extensions and their types.
const TYPES: [(&str, &str); 38] = [
    ("avif", "image/avif"),
    ("atom", "application/atom+xml; charset=utf-8"),
    ("bmp", "image/bmp"),
    ("css", "text/css; charset=utf-8"),
    ("csv", "text/csv; charset=utf-8"),
    ("gif", "image/gif"),
    ("gz", "application/gzip"),
    ("htm", "text/html; charset=utf-8"),
    ("html", "text/html; charset=utf-8"),
    ("ico", "image/x-icon"),
    ("jpeg", "image/jpeg"),
    ("jpg", "image/jpeg"),
    ("js", "text/javascript; charset=utf-8"),
    ("json", "application/json; charset=utf-8"),
    ("map", "application/json; charset=utf-8"),
    ("md", "text/markdown; charset=utf-8"),
    ("mjs", "text/javascript; charset=utf-8"),
    ("mp3", "audio/mpeg"),
    ("mp4", "video/mp4"),
    ("ogg", "audio/ogg"),
    ("otf", "font/otf"),
    ("pdf", "application/pdf"),
    ("png", "image/png"),
    ("rss", "application/rss+xml; charset=utf-8"),
    ("svg", "image/svg+xml; charset=utf-8"),
    ("tar", "application/x-tar"),
    ("ttf", "font/ttf"),
    ("txt", "text/plain; charset=utf-8"),
    ("vtt", "text/vtt; charset=utf-8"),
    ("wasm", "application/wasm"),
    ("wav", "audio/wav"),
    ("webm", "video/webm"),
    ("webmanifest", "application/manifest+json; charset=utf-8"),
    ("webp", "image/webp"),
    ("woff", "font/woff"),
    ("woff2", "font/woff2"),
    ("xml", "application/xml; charset=utf-8"),
    ("zip", "application/zip"),
];

/// The type of a page.
pub(super) const HTML: &str = "text/html; charset=utf-8";
/// The type of a script.
pub(super) const SCRIPT: &str = "text/javascript; charset=utf-8";
/// The type of what pages are told of findings.
pub(super) const JSON: &str = "application/json; charset=utf-8";
/// The type of an error without a page of its own.
pub(super) const TEXT: &str = "text/plain; charset=utf-8";

/// The media type of a file with an extension; what is not known is bytes.
pub(super) fn of(extension: &str) -> &'static str {
    let lower = extension.to_ascii_lowercase();
    TYPES.iter().find(|(known, _)| *known == lower).map_or("application/octet-stream", |(_, media)| media)
}
