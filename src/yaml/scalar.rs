//! What an unquoted value is: YAML 1.2's core schema, made strict where it surprises people.

use super::Value;

/// Reads an unquoted value.
pub(super) fn plain(text: &str) -> Value {
    match text {
        "" | "~" | "null" | "Null" | "NULL" => return Value::Null,
        "true" => return Value::Bool(true),
        "false" => return Value::Bool(false),
        _ => {}
    }
    // All numbers begin so; nearly all texts do not.
    if !text.starts_with(|c: char| matches!(c, '0'..='9' | '+' | '-' | '.')) {
        return Value::Text(text.to_owned());
    }
    number(text).unwrap_or_else(|| Value::Text(text.to_owned()))
}

fn number(text: &str) -> Option<Value> {
    let negative = text.starts_with('-');
    let unsigned = text.strip_prefix(['+', '-']).unwrap_or(text);
    match unsigned {
        ".inf" | ".Inf" | ".INF" => {
            return Some(Value::Float(if negative { f64::NEG_INFINITY } else { f64::INFINITY }));
        }
        ".nan" | ".NaN" | ".NAN" if unsigned == text => return Some(Value::Float(f64::NAN)),
        _ => {}
    }
    if let Some((digits, radix)) = prefixed(text) {
        let valid = !digits.is_empty() && digits.chars().all(|digit| digit.is_digit(radix));
        return valid.then(|| i64::from_str_radix(digits, radix).ok().map(Value::Integer))?;
    }
    let whole = unsigned.find(|c: char| !c.is_ascii_digit()).unwrap_or(unsigned.len());
    if whole > 1 && unsigned.starts_with('0') {
        // An account number or a code: what people mean is the digits.
        return None;
    }
    if whole == unsigned.len() {
        return text.parse().map(Value::Integer).ok().or_else(|| text.parse().map(Value::Float).ok());
    }
    is_decimal(unsigned, whole).then(|| text.parse().ok().map(Value::Float))?
}

/// The digits after `0x` or `0o`.
fn prefixed(text: &str) -> Option<(&str, u32)> {
    text.strip_prefix("0x").map(|digits| (digits, 16)).or_else(|| text.strip_prefix("0o").map(|digits| (digits, 8)))
}

/// Whether a text without sign that begins with `whole` digits is a number with a fraction or an exponent.
fn is_decimal(text: &str, whole: usize) -> bool {
    let (mantissa, exponent) = match text.find(['e', 'E']) {
        Some(at) => (&text[..at], Some(&text[at + 1..])),
        None => (text, None),
    };
    let fraction = match mantissa.get(whole..) {
        Some("") => "",
        Some(rest) if rest.starts_with('.') => &rest[1..],
        _ => return false,
    };
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let exponent = exponent.is_none_or(|exponent| {
        let exponent = exponent.strip_prefix(['+', '-']).unwrap_or(exponent);
        !exponent.is_empty() && digits(exponent)
    });
    whole + fraction.len() > 0 && digits(fraction) && exponent
}
