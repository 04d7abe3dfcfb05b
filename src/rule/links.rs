//! Rules about links, anchors and images.

super::family! { Links:
    BROKEN_LINK = "broken-link" Error "a link to a page or file that does not exist";
    MISSING_ANCHOR = "missing-anchor" Error "a link to an anchor that its page does not have";
    MISSING_ASSET = "missing-asset" Error "an image or other file that is not there";
    CASE_MISMATCH = "case-mismatch" Error "a link that differs from the file's name in case only";
    OUTSIDE_SITE = "outside-site" Error "a link that leads out of the site's folder";
    UNSAFE_SCHEME = "unsafe-scheme" Error "a link with a scheme that is not allowed";
    EMPTY_LINK = "empty-link" Error "a link without a destination or without a text";
    UNDEFINED_LABEL = "undefined-label" Error "a reference link or footnote whose label is defined nowhere";
    INVALID_ADDRESS = "invalid-address" Error "an address that no browser can follow";
    DIRECTORY_WITHOUT_INDEX = "directory-without-index" Error "a link to a folder that has no page of its own";
    MISSING_BACKLINK = "missing-backlink" Error "a page that does not link to that of a related thing";
    INSECURE_LINK = "insecure-link" Warning "http where the same address is used with https too";
    REDIRECT_TO_SELF = "redirect-to-self" Warning "an alias or link that leads back to its own page";
    MIXED_LINK_TARGETS = "mixed-link-targets" Off "the title of a page as the text of links to different targets";
    STALE_LABEL = "stale-label" Off "a link text that was once the title of its target";
}
