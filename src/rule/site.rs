//! Rules about the configuration, the files and the templates.

super::family! { Site:
    BAD_CONFIG = "bad-config" Error "a value in the configuration or front matter that does not fit";
    UNKNOWN_KEY = "unknown-key" Error "a key that factpress does not know";
    NOT_UTF8 = "not-utf8" Error "a file that is not UTF-8";
    YAML_SYNTAX = "yaml-syntax" Error "YAML that cannot be read";
    DUPLICATE_KEY = "duplicate-key" Error "a key given twice";
    TEMPLATE_ERROR = "template-error" Error "a template that cannot be read or rendered";
    TOO_LARGE = "too-large" Error "a file or value past the limits";
    UNREADABLE = "unreadable" Error "a file that cannot be read";
    SYMLINK_ESCAPE = "symlink-escape" Error "a symbolic link that leads out of the site, to itself, or nowhere";
    ALLOW_WITHOUT_REASON = "allow-without-reason" Error "an excuse that gives no reason";
    UNUSED_ALLOW = "unused-allow" Warning "an excuse that excuses nothing";
    LOW_CONTRAST = "low-contrast" Warning "a colour of the site's theme that is hard to read";
}
