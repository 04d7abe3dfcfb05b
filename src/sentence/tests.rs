//! What sentence patterns find.

use super::*;
use crate::pattern::{Pattern, fixed};

const ROLE: &str = "AWSServiceRoleFor[A-Za-z0-9_]+";
const PRINCIPAL: &str = r"([a-z0-9-]+\.)+amazonaws\.com(\.cn)?";

fn name(field: u16, pattern: &str) -> Name {
    let fixed = fixed(pattern);
    Name {
        slot: Slot { kind: 0, field },
        pattern: Pattern::new(pattern).expect("a pattern"),
        any_case: (fixed.head >= 6).then(|| Pattern::new(&format!("(?i:{pattern})")).expect("a pattern")),
        except: None,
        literal: fixed.literal,
        signs: fixed.signs,
    }
}

fn grammar(written: &str, states: bool) -> Grammar {
    let called: Vec<Vec<Part>> = ["(the|this) role", "(the|this) (… )?service-linked role"]
        .map(|phrase| parse(phrase).expect("a phrase"))
        .into();
    let place = |name: &str| match name {
        "name" => Some(Place::new(
            Slot { kind: 0, field: 0 },
            Value::Name(NameId(0), ROLE.to_owned(), true),
            false,
            called.clone(),
        )),
        "principals" => Some(Place::new(
            Slot { kind: 0, field: 1 },
            Value::Name(NameId(1), PRINCIPAL.to_owned(), false),
            true,
            Vec::new(),
        )),
        _ => None,
    };
    let origin = Origin { kind: 0, sentence: 0, written, states };
    let form = Form::new(origin, &parse(written).expect("a pattern"), &place).expect("a form");
    Grammar::new(vec![name(0, ROLE), name(1, PRINCIPAL)], vec![form])
}

/// What is found in a text: names in their order, then each sentence as what stands in its places, void ones in brackets.
fn found(written: &str, states: bool, text: &str) -> Vec<String> {
    let mut code = Vec::new();
    let mut plain = String::new();
    for (number, part) in text.split('`').enumerate() {
        if number % 2 == 1 {
            code.push(plain.len()..plain.len() + part.len());
        }
        plain.push_str(part);
    }
    let reading = grammar(written, states).read(&plain, &code);
    let sentences = reading.sentences.iter().map(|found| {
        let filled: Vec<String> = found
            .filled
            .iter()
            .map(|(_, filled)| match filled {
                Filled::Value(at) => plain[at.clone()].to_owned(),
                Filled::Joined(at) => format!("+{}", &plain[at.clone()]),
                Filled::Called(at) => format!("({})", &plain[at.clone()]),
                Filled::Refused(at) => format!("!{}", &plain[at.clone()]),
            })
            .collect();
        let filled = filled.join(" ");
        if found.void { format!("[{filled}]") } else { filled }
    });
    sentences.collect()
}

#[test]
fn fields_are_filled() {
    let trusts = "{name} trusts?( the)?( following)?( services?)?( to assume the role)? {principals}";
    for (text, wanted) in [
        ("AWSServiceRoleForA trusts `a.amazonaws.com`.", vec!["AWSServiceRoleForA a.amazonaws.com"]),
        (
            "The AWSServiceRoleForA service-linked role trusts the following services to assume the role: a.amazonaws.com",
            vec!["AWSServiceRoleForA a.amazonaws.com"],
        ),
        ("The `AWSServiceRoleForA` role trusts a.amazonaws.com", vec!["AWSServiceRoleForA a.amazonaws.com"]),
        ("The `AWSOtherRole` service-linked role trusts a.amazonaws.com", vec![]),
        ("This role trusts the service b.amazonaws.com.cn.", vec!["(This role) b.amazonaws.com.cn"]),
        (
            "awsservicerolefora trusts a.amazonaws.com, b.amazonaws.com, and c.amazonaws.com",
            vec!["awsservicerolefora a.amazonaws.com b.amazonaws.com c.amazonaws.com"],
        ),
        ("AWSServiceRoleForA trusts nobody", vec![]),
        ("AWSServiceRoleForA. Trust a.amazonaws.com", vec![]),
        ("AWSServiceRoleForA-x trusts a.amazonaws.com", vec![]),
        ("AWSServiceRoleForA trusts `a.amazon.com`", vec!["AWSServiceRoleForA !a.amazon.com"]),
        ("AWSServiceRoleForA trusts `you`", vec!["AWSServiceRoleForA !you"]),
    ] {
        assert_eq!(found(trusts, false, text), wanted, "{text}");
    }
    assert_eq!(
        found(
            "role/aws-service-role/{principals}/{name}",
            false,
            "arn:aws:iam::1:role/aws-service-role/a.amazonaws.com/AWSServiceRoleForA*"
        ),
        ["a.amazonaws.com AWSServiceRoleForA"]
    );
}

#[test]
fn contractions_conditions_and_negations() {
    let delete = "you cannot delete {name}";
    for (text, wanted) in [
        ("You can't delete AWSServiceRoleForA.", vec!["AWSServiceRoleForA"]),
        ("you can not delete AWSServiceRoleForA", vec!["AWSServiceRoleForA"]),
        ("You can’t delete this role while it is used.", vec!["[(this role)]"]),
        ("It is not so that you cannot delete AWSServiceRoleForA.", vec!["[AWSServiceRoleForA]"]),
    ] {
        assert_eq!(found(delete, true, text), wanted, "{text}");
    }
    let make = "do not need to … create {name}";
    assert_eq!(found(make, true, "You don't need to manually create AWSServiceRoleForA"), ["AWSServiceRoleForA"]);
    assert_eq!(found("you don't delete {name}", true, "You do not delete the role"), ["(the role)"]);
    assert_eq!(found("delete … {name}", true, "delete, but never change, AWSServiceRoleForA"), Vec::<String>::new());
}

#[test]
fn names_are_whole_tokens() {
    let names = |text: &str| {
        let reading = grammar("delete {name}", true).read(text, &[]);
        reading
            .names
            .iter()
            .map(|found| format!("{}{}", &text[found.at.clone()], if found.prefix { "*" } else { "" }))
            .collect::<Vec<_>>()
    };
    assert_eq!(
        names(
            "role/a.b.amazonaws.com/AWSServiceRoleForA_b* and AWSServiceRoleForX-y, x.amazonaws.com.tw; AWSServiceRoleForZ's"
        ),
        ["a.b.amazonaws.com", "AWSServiceRoleForA_b*", "AWSServiceRoleForZ"]
    );
}
