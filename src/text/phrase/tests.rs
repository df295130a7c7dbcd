use super::*;
use crate::text::Language;

fn english(phrase: &Phrase) -> Vec<Piece> {
    phrase.pieces(Language::of("en"))
}

/// Pieces as text: `w` words, `(a|b|)` branches, `{kind:name}`, `<name>`.
fn show(pieces: &[Piece]) -> String {
    let one = |piece: &Piece| match piece {
        Piece::Word(word) => word.clone(),
        Piece::Any(branches) => {
            let branches: Vec<_> = branches.iter().map(|branch| show(branch)).collect();
            format!("({})", branches.join("|"))
        }
        Piece::Slot { kind: Some(kind), name } => format!("{{{kind}:{name}}}"),
        Piece::Slot { kind: None, name } => format!("{{{name}}}"),
        Piece::Words(name) => format!("<{name}>"),
    };
    pieces.iter().map(one).collect::<Vec<_>>().join(" ")
}

#[test]
fn pieces_table() {
    for (source, expected) in [
        ("Where is my Order?", "where is my order"),
        ("where's it", "where 's it"),
        ("(a|b c) d", "(a|b c) d"),
        ("[what are] [the] costs", "(what are|) (the|) costs"),
        ("[a|b] c", "(a|b|) c"),
        ("light[s]", "(lights|light)"),
        ("re(fund|turn)ed it", "(refunded|returned) it"),
        ("(vorherige|letzte)[n] Frage", "(vorherigen|vorherige|letzten|letzte) frage"),
        ("e[-]mail", "(e mail|email)"),
        ("(it|that)['s] ok", "(it 's|it|that 's|that) ok"),
        ("(foo bar|baz)qux", "(foo barqux|bazqux)"),
        ("a([b] c)d", "(ab cd|acd)"),
        ("where is it [{order_no}]?", "where is it ({order_no}|)"),
        ("#{order_no}, please", "{order_no} please"),
        ("from {date:start}to{end}", "from {date:start} to {end}"),
        ("{n}(kg|g)", "{n} (kg|g)"),
        ("{name}'s order", "{name} ('s|s) order"),
        ("{name}[’s] order", "{name} ('s|s|) order"),
        ("l'{ville} 5℃(s|x)", "l {ville} (5 cs|5 cx)"),
        (
            "<please>, (return|send back) (something|{product})",
            "<please> (return|send back) (something|{product})",
        ),
        ("[[a] b] c", "((a|) b|) c"),
        ("(a|a|A)", "a"),
        ("(a|-) b", "(a|) b"),
        ("!?", ""),
        ("(!|?)", ""),
        (r"1 \< 2 \(or so\) \\", "1 2 or so"),
        ("订[单]", "(订 单|订)"),
        ("❤️ (it|❤️)", "❤ (it|❤)"),
        ("👨\u{200D}👩\u{200D}👧 [x]", "👨\u{200D}👩\u{200D}👧 (x|)"),
        ("1️⃣[st]", "(1 st|1)"),
        ("n\u{202A}a [क]् 🇩[🇪]", "na (क्|) (🇩🇪|🇩)"),
    ] {
        let phrase = Phrase::parse(source).unwrap_or_else(|e| panic!("{source:?}: {e:?}"));
        assert_eq!(show(&english(&phrase)), expected, "{source:?}");
        assert_eq!(phrase.source(), source);
        let can_be_empty = Piece::can_be_empty(&english(&phrase));
        assert_eq!(phrase.can_be_empty(Language::of("en")), can_be_empty, "{source:?}");
    }
}

#[test]
fn errors_table() {
    let deep = format!("{}a{}", "(".repeat(17), ")".repeat(17));
    let many = "a[b][c][d][e][f][g][h]";
    for (source, at, message) in [
        ("", 0..0, "the phrase is empty"),
        (" \t", 0..2, "the phrase is empty"),
        ("a (b", 2..3, "`(` is never closed"),
        ("a [b (c]", 7..8, "expected `)`, found `]`"),
        ("a b) c", 3..4, "`)` closes nothing"),
        ("a ] c", 2..3, "`]` closes nothing"),
        ("a } c", 2..3, "`}` closes nothing"),
        ("a > c", 2..3, "`>` closes nothing"),
        ("ä {b", 3..4, "`{` is never closed"),
        ("{b (c)}", 0..1, "`{` is never closed"),
        ("<b", 0..1, "`<` is never closed"),
        ("i <3 u>", 2..7, "`<3 u>` is not the name of words"),
        ("(a|)", 2..4, "an alternative is empty"),
        ("(|a)", 0..2, "an alternative is empty"),
        ("[ ]", 0..3, "an alternative is empty"),
        ("a|b", 1..2, "`|` stands outside of brackets"),
        ("{}", 0..2, "`{}` names no slot"),
        ("{date:}", 0..7, "`{date:}` names no slot"),
        ("{order no}", 0..10, "`{order no}` is not the name of a slot"),
        ("{1st}", 0..5, "`{1st}` is not the name of a slot"),
        ("<>", 0..2, "`<>` names no words"),
        (r"my \d", 3..5, r"`\d` is not an escape"),
        (r"my \", 3..4, r"`\` at the end escapes nothing"),
        (&deep, 16..17, "brackets are nested more than 16 deep"),
        (many, 1..22, "one word has more than 64 readings"),
        ("re({a}|b)", 2..9, "a slot or named piece stands in brackets that are part of a word"),
        ("<parcel>s", 0..8, "`<parcel>` stands against other letters"),
        ("x <a>[b]", 2..5, "`<a>` stands against other letters"),
    ] {
        let error = Phrase::parse(source).map(|phrase| show(&english(&phrase))).unwrap_err();
        assert_eq!((error.message.as_str(), error.at.clone()), (message, at), "{source:?}");
        assert!(!error.help.is_empty() && source.get(error.at).is_some(), "{source:?}");
    }
}

#[test]
fn a_hundred_thousand_brackets_are_an_error_and_nothing_else() {
    for bracket in ["(", "[", "{", "<", "(a[", "\\", "|"] {
        assert!(Phrase::parse(&bracket.repeat(100_001)).is_err(), "{bracket}");
    }
    let flat = "a(b)".repeat(50_000);
    assert_eq!(english(&Phrase::parse(&flat).unwrap()).len(), 1);
    let wide = format!("({})", (0..50_000).map(|i| format!("w{i}")).collect::<Vec<_>>().join("|"));
    assert_eq!(english(&Phrase::parse(&wide).unwrap()).len(), 1);
}

#[test]
fn references_come_with_their_places() {
    let phrase = Phrase::parse("ü <please> send [to {date:day} (or {x})]").unwrap();
    let slots: Vec<_> = phrase.slots();
    assert_eq!(slots.iter().map(|slot| slot.name.as_str()).collect::<Vec<_>>(), ["day", "x"]);
    assert_eq!(slots[0].kind.as_deref(), Some("date"));
    assert_eq!(phrase.source().get(slots[0].at.clone()), Some("{date:day}"));
    assert_eq!(phrase.source().get(phrase.words()[0].at.clone()), Some("<please>"));
    assert!(!phrase.is_plain());
}

#[test]
fn plain_phrases_and_escapes() {
    let plain = Phrase::parse("Wo ist mein Paket?").unwrap();
    assert_eq!(plain.plain_text(), Some("Wo ist mein Paket?"));
    let escaped = Phrase::parse(r"a \| b\(c\)").unwrap();
    assert_eq!(escaped.plain_text(), Some("a | b(c)"));
    assert_eq!(escape_phrase("a | b(c) \\ <x>"), r"a \| b\(c\) \\ \<x\>");
    assert!(Phrase::parse("[a] [b|c]?").unwrap().can_be_empty(Language::of("en")));
    assert!(!Phrase::parse("[a] {b}").unwrap().can_be_empty(Language::of("en")));
}

/// Samples with `<p>` = `(please|can you)`, `<loop>` = `<loop> x`, and two values for `{n}`.
fn sample(source: &str, limit: usize) -> Vec<String> {
    let please = Phrase::parse("(please|can you)").unwrap();
    let endless = Phrase::parse("<loop> x").unwrap();
    let wide = Phrase::parse("<wider> <wider> <wider> <wider>").unwrap();
    let wider = Phrase::parse("<wide> <wide> <wide> <wide> [a]").unwrap();
    let numbers = ["7".to_owned(), "42".to_owned()];
    let words = |name: &str| match name {
        "p" => Some(&please),
        "loop" => Some(&endless),
        "wide" => Some(&wide),
        "wider" => Some(&wider),
        _ => None,
    };
    let values = |slot: &SlotRef| if slot.name == "n" { numbers.as_slice() } else { &[] };
    let readings = Readings::new(&words, &values);
    readings.sample(&Phrase::parse(source).unwrap(), limit)
}

#[test]
fn readings_table() {
    for (source, expected) in [
        ("  plain   text ", vec!["plain text"]),
        ("[<p>] go", vec!["please go", "can you go", "go"]),
        ("light[s] (on|off)", vec!["lights on", "light on", "lights off", "light off"]),
        ("re(fund|turn)ed", vec!["refunded", "returned"]),
        ("{n}kg (of {x}|now)", vec!["7kg of", "42kg of", "7kg now", "42kg now"]),
        ("(foo bar|baz)qux", vec!["foo barqux", "bazqux"]),
        ("( a | a ) b", vec!["a b"]),
        ("[a]", vec!["a"]),
        ("<unknown> x", vec!["x"]),
        ("it[ is]?", vec!["itis?", "it?"]),
        (
            "-<p>, a{n}{n}kg",
            vec![
                "-please, a7 7kg",
                "-can you, a7 7kg",
                "-please, a42 7kg",
                "-can you, a42 7kg",
                "-please, a7 42kg",
                "-can you, a7 42kg",
                "-please, a42 42kg",
                "-can you, a42 42kg",
            ],
        ),
    ] {
        assert_eq!(sample(source, 10), expected, "{source:?}");
    }
    assert_eq!(sample("a [b]", 1), ["a b"]);
    assert_eq!(sample("a [b]", 0), [""; 0]);
}

#[test]
fn many_readings_are_spread() {
    let once = "(a|b|c|d|e) (1|2|3|4) [x] (p|q|r|s|t|u|v) (y|z)";
    let with = |readings: &[String], word: &str| {
        readings.iter().filter(|reading| reading.split(' ').any(|part| part == word)).count()
    };
    let readings = sample(once, 28);
    assert_eq!(readings.len(), 28);
    for (words, about) in [("abcde", 28 / 5), ("1234", 7), ("x", 14), ("pqrstuv", 4), ("yz", 14)] {
        for word in words.chars() {
            let count = with(&readings, &word.to_string());
            assert!(count.abs_diff(about) <= 2, "{word}: {count} of 28, not about {about}");
        }
    }
    let readings = sample(&format!("{once} ").repeat(8), 100);
    assert_eq!(readings.len(), 100);
    assert!((19..=21).contains(&readings.iter().filter(|r| r.starts_with('c')).count()));
    assert_eq!(readings, sample(&format!("{once} ").repeat(8), 100));
}

#[test]
fn endless_and_huge_phrases_end() {
    assert!(sample("<loop>", 5).len() <= 5);
    assert!(sample("<wide>", 5).len() <= 5);
    assert_eq!(sample(&"[a|b] ".repeat(10_000), 5).len(), 0, "too long to teach anything");
}
