//! Rules about kinds, entities and their facts.

super::family! { Facts:
    BAD_KIND = "bad-kind" Error "a kind of thing that cannot be read as it is written";
    UNKNOWN_KIND = "unknown-kind" Error "things of a kind that is not described";
    UNKNOWN_FIELD = "unknown-field" Error "a field that its kind does not have";
    WRONG_TYPE = "wrong-type" Error "a value that is not of the type of its field";
    PATTERN_MISMATCH = "pattern-mismatch" Error "an identifier that does not have the form of its field";
    MISSING_FIELD = "missing-field" Error "a thing that does not state what every one must";
    DUPLICATE_VALUE = "duplicate-value" Error "a thing described twice, or a value that only one may have";
    CONTRADICTS_FACT = "contradicts-fact" Error "a sentence that says something else than a fact";
    LOSSY_VALUE = "lossy-value" Warning "a value that other programs read as another one";
    STALE_VIEW = "stale-view" Error "a view of facts whose text is not what they say";
    UNKNOWN_NAME = "unknown-name" Warning "a name of a known form that nothing has";
    UNKNOWN_ENTITY = "unknown-entity" Error "a reference to a thing that is not described";
    UNDOCUMENTED_ENTITY = "undocumented-entity" Warning "a thing that no page speaks of";
    UNUSED_FACT = "unused-fact" Off "a fact that no page shows, names or states";
    AMBIGUOUS_ENTITY = "ambiguous-entity" Error "a name that several things have";
}
