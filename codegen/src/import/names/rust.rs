//! `rust_name` of fields, enum values and variants whose names cannot be derived, or clash.

use crate::naming;
use std::collections::BTreeSet;

/// Rust names of fields that need one, by position. `taken` are names that fields cannot have.
pub(in crate::import) fn of_fields<'a>(
    wires: impl Iterator<Item = &'a str>,
    taken: &[&str],
) -> Vec<Option<String>> {
    let taken = taken.iter().map(|it| (*it).to_owned()).collect();
    assign(wires, taken, naming::value, naming::snake, "field")
}

/// Rust names of the values of an enum that need one, by position.
pub(in crate::import) fn of_values<'a>(
    wires: impl Iterator<Item = &'a str>,
    are_integers: bool,
) -> Vec<Option<String>> {
    let taken = BTreeSet::from(["Unrecognized".to_owned()]);
    // The names of negative integers are derived with a word for the sign.
    let derive = |wire: &str| match wire.strip_prefix('-').filter(|_| are_integers) {
        Some(_) => naming::type_name(&format!("minus {wire}")),
        None => naming::type_name(wire),
    };
    assign(
        wires,
        taken,
        derive,
        |name| naming::type_name(name).unwrap_or_default(),
        "value",
    )
}

/// Rust names of the variants of a union that need one, by position.
pub(in crate::import) fn of_variants<'a>(
    names: impl Iterator<Item = &'a str>,
) -> Vec<Option<String>> {
    of_values(names, false)
}

fn assign<'a>(
    wires: impl Iterator<Item = &'a str>,
    mut taken: BTreeSet<String>,
    derive: impl Fn(&str) -> Result<String, naming::NameError>,
    case: impl Fn(&str) -> String,
    noun: &str,
) -> Vec<Option<String>> {
    let wires: Vec<_> = wires.collect();
    let mut names = vec![None; wires.len()];
    let mut pending = Vec::new();
    for (index, wire) in wires.iter().enumerate() {
        match derive(wire) {
            Ok(name) if taken.insert(name.clone()) => {}
            _ => pending.push(index),
        }
    }
    for index in pending {
        let words = spelled(wires[index], noun);
        let mut name = case(&words);
        let mut number = 2;
        while !naming_is_free(&name, &taken) {
            name = case(&format!("{words} {number}"));
            number += 1;
        }
        taken.insert(name.clone());
        names[index] = Some(name);
    }
    names
}

fn naming_is_free(name: &str, taken: &BTreeSet<String>) -> bool {
    !name.is_empty() && !naming::is_keyword(name) && !taken.contains(name)
}

/// A name with words for its symbols: `+1` is `plus 1`.
fn spelled(wire: &str, noun: &str) -> String {
    let mut words = String::new();
    for c in wire.chars() {
        let word = match c {
            c if c.is_ascii_alphanumeric() => {
                words.push(c);
                continue;
            }
            '+' => "plus",
            '-' => "minus",
            '*' => "any",
            '/' => "slash",
            '<' => "less",
            '>' => "greater",
            '=' => "equal",
            '!' => "not",
            '%' => "percent",
            '&' => "and",
            '|' => "or",
            '@' => "at",
            '#' => "number",
            '$' => "dollar",
            '.' => "dot",
            ':' => "colon",
            '~' => "tilde",
            _ => "",
        };
        words.push(' ');
        words.push_str(word);
        words.push(' ');
    }
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    match words.chars().next() {
        None if wire.is_empty() => "empty".to_owned(),
        None => noun.to_owned(),
        Some(first) if first.is_ascii_digit() => format!("{noun} {words}"),
        Some(_) => words,
    }
}
