//! Rules about kinds, entities and their facts.

super::family! { Facts:
    BAD_KIND = "bad-kind" Error "a kind of thing that cannot be read as it is written";
}
