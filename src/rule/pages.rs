//! Rules about what a page says and how it is built.

super::family! { Pages:
    DUPLICATE_ANCHOR = "duplicate-anchor" Error "an anchor given twice on one page";
    OUTPUT_COLLISION = "output-collision" Error "two sources that would be written to one place";
    BAD_INCLUDE = "bad-include" Error "an include that cannot be followed";
    UNBALANCED_HTML = "unbalanced-html" Error "raw HTML whose tags do not pair";
    FOREIGN_SYNTAX = "foreign-syntax" Error "syntax of another generator, shown as plain text";
    DUPLICATE_TITLE = "duplicate-title" Warning "two pages of one section with the same title";
    MISSING_TITLE = "missing-title" Warning "a page without a title";
    HEADING_INCREMENT = "heading-increment" Warning "a heading that skips a level";
    MISSING_ALT = "missing-alt" Warning "an image without a text for those who cannot see it";
    NO_LINKS_TO_PAGE = "no-links-to-page" Warning "a page that neither a link nor the navigation leads to";
    REPAIRED_FENCE = "repaired-fence" Warning "a code block whose end has text behind it";
    OMITTED_TABLE = "omitted-table" Warning "a table that the export left out";
    UNKNOWN_CHARACTER_REFERENCE = "unknown-character-reference" Warning "an `&name;` that is no character's name";
    NOT_IN_NAV = "not-in-nav" Info "a page that the navigation leaves out";
    REVIEW_DUE = "review-due" Warning "a page or a thing whose date of review has passed";
}
