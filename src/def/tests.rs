use super::*;

fn load(files: &[(&str, &str)]) -> (Definitions, Vec<Problem>) {
    let mut loader = Loader::default();
    for (name, text) in files {
        loader.yaml_str(name, text);
    }
    loader.load(&Limits::default())
}

fn report(files: &[(&str, &str)]) -> String {
    let problems = load(files).1;
    problems.iter().map(|problem| format!("{problem:#}\n")).collect()
}

const SHOP: &str = r##"
format: 1
about: {name: Ada, language: en, zone: Europe/Berlin}
queues:
  general:
  complaints: {priority: high}
words:
  parcel: (order|parcel|package)
entities:
  service:
    values:
      repair: [fix, bike repair]
      fitting: size advice
      test ride:
  colour: {values: [red, 007, no]}
  order_no: {regex: '#?(\d{6,8})'}
intents:
  order_status:
    topic: orders
    user:
      - where is my <parcel> [{order_no}]
      - "{order_no}"
      - no
      - 13:00
    not_user: when will it be refunded
    keywords: {all: order, any: [where, late], none: [cancel]}
    patterns: ['\\b(?P<order_no>\\d{6})\\b']
    call: {order: lookup_order}
    priority: -2
    act: 0.6
    valid_until: 2027-12-31
    bot:
      - if: order.error == "not_found"
        text: I cannot find it.
        buttons: {Track it: "{{ order.link }}", Something else: help, Web: "https://shop.example"}
        custom: {a: [1, 007, 1.50, 2.5, true, no, "3"], b:, c: null}
      - On its way.
  help:
    user: [help, what can you do]
    bot: I can help.
    buttons: [orders, returns]
    keywords: assist
  human:
    user: talk to a human
    handoff: true
  angry:
    user: this is bad
    handoff: {queue: complaints, reason: angry, priority: urgent, bot: I am sorry.}
handoff: {bot: One moment., queue: general}
fallback:
  act: 0.5
  ask: 0.3
  gap: 0.1
  offer: 3
  none: None of these
  steps: [clarify, {rephrase: What?}, {handoff: general}]
privacy: {max_input: 500}
tests:
  matches:
    help: what now
    none: [rome, 1e3]
"##;

fn named<'d, T>(map: &'d Map<T>, name: &str) -> &'d T {
    map.iter().find(|(key, _)| key.as_str() == name).map(|(_, value)| value).unwrap()
}

#[test]
fn a_bot_is_read_with_all_its_keys() {
    let (bot, problems) = load(&[("shop.yaml", SHOP)]);
    assert!(problems.is_empty(), "{}", report(&[("shop.yaml", SHOP)]));
    assert_eq!(bot.about.language(), "en");
    assert_eq!(bot.intents.len(), 4);
    let status = named(&bot.intents, "order_status");
    let phrases: Vec<&str> = status.user.iter().map(|text| text.as_str()).collect();
    assert_eq!(phrases, ["where is my <parcel> [{order_no}]", "{order_no}", "no", "13:00"]);
    assert_eq!(bot.sources.slice(status.user[1].at), "\"{order_no}\"");
    let place = bot.sources.place(status.user[3].at);
    assert_eq!((place.line, place.column, place.excerpt.as_str()), (24, 9, "      - 13:00"));
    let keywords = status.keywords.as_ref().unwrap();
    assert_eq!(keywords.any.len(), 2);
    assert_eq!(status.priority.unwrap().value, -2);
    let [first, second] = &status.bot[..] else { panic!("two answers") };
    assert!(first.condition.is_some() && second.condition.is_none());
    let targets: Vec<bool> = first
        .buttons
        .as_ref()
        .unwrap()
        .list
        .iter()
        .map(|button| matches!(button.target, Target::Url(_)))
        .collect();
    assert_eq!(targets, [true, false, true]);
    let custom = crate::Value::map([
        (
            "a",
            crate::Value::List(vec![
                1.into(),
                "007".into(),
                "1.50".into(),
                2.5.into(),
                true.into(),
                "no".into(),
                "3".into(),
            ]),
        ),
        ("b", crate::Value::Null),
        ("c", crate::Value::Null),
    ]);
    assert_eq!(first.custom, Some(custom));
    let services = named(&bot.entities, "service").values.as_ref().unwrap();
    let counts: Vec<usize> = services.list.iter().map(|value| value.synonyms.len()).collect();
    assert_eq!(counts, [2, 1, 0]);
    assert!(named(&bot.intents, "human").handoff.as_ref().unwrap().queue.is_none());
    assert_eq!(bot.fallback.steps.len(), 3);
    assert_eq!(named(&bot.tests.matches, "none")[1].as_str(), "1e3");
}

#[test]
fn files_merge_by_key_and_tell_both_places_of_a_key_given_twice() {
    let a =
        "about: {name: A}\nintents:\n  hi: {user: hi, bot: Hi}\ntests: {matches: {hi: [hey]}}\n";
    let b = "about: {language: de}\nintents:\n  bye: {user: bye, bot: Bye}\ntests: {matches: {bye: [cu]}}\n";
    let (bot, problems) = load(&[("a.yaml", a), ("b.yaml", b)]);
    assert!(problems.is_empty(), "{problems:?}");
    assert_eq!((bot.about.language(), bot.intents.len(), bot.tests.matches.len()), ("de", 2, 2));
    let c = "intents:\n  bye: {user: so long, bot: Bye}\n";
    let shown = report(&[("a.yaml", a), ("b.yaml", b), ("c.yaml", c)]);
    assert!(shown.starts_with("c.yaml:2:3: `bye` is given twice"), "{shown}");
    assert!(shown.contains("first given here: b.yaml:3:3"), "{shown}");
}

#[test]
fn every_problem_of_a_file_is_told_in_one_run() {
    let shown = report(&[(
        "x.yaml",
        "intents:\n  hi:\n    usr: [hello]\n    priority: high\n    bot: order #12 is\n    \n  hi: {bot: x}\nabout: {extends: y}\n",
    )]);
    for part in [
        "did you mean `user`?",
        "a whole number is expected here, found `high`",
        "is read as a comment",
        "`extends` is part of the format but does not work",
        "given twice",
    ] {
        assert!(shown.contains(part), "{part} not in:\n{shown}");
    }
}

/// A bot of `entries` FAQ entries with four phrases each.
pub(super) fn faq(entries: usize) -> String {
    let mut text = String::from("intents:\n");
    for i in 0..entries {
        text.push_str(&format!(
            "  question_{i}:\n    user:\n      - how do i reach the office number {i} in town\n      - where is (the|your) office {i}\n      - \"[please] tell me about: office {i}\"\n      - office {i} opening hours\n    bot: Office {i} is open from eight to five, and on Saturdays from ten to two. Ring the bell at the door.\n"
        ));
    }
    text
}

#[test]
fn the_schema_has_the_keys_that_work_and_no_others() {
    let schema = format_schema();
    let shared = schema.get("$defs").unwrap();
    let keys = |name: &str| -> Vec<String> {
        let schema = shared.get(name).unwrap();
        let map = match schema.get("anyOf") {
            Some(Value::List(forms)) => {
                forms.iter().find(|form| form.get("properties").is_some()).cloned().unwrap()
            }
            _ => schema.clone(),
        };
        let Some(Value::Map(properties)) = map.get("properties") else { panic!("no keys: {name}") };
        for (key, property) in properties {
            let doc = property.get("description").and_then(Value::as_str).unwrap_or("");
            assert!(doc.len() > 10, "{name}.{key} has no description");
        }
        properties.keys().cloned().collect()
    };
    assert!(keys("Sections").contains(&"intents".to_owned()));
    assert!(!keys("Privacy").contains(&"keep".to_owned()));
    assert!(keys("Intent").contains(&"user".to_owned()));
    let of_variant = [
        "buttons", "call", "custom", "forget", "go", "handoff", "if", "image", "schedule", "set",
        "survey", "text",
    ];
    assert_eq!(keys("Variant"), of_variant);
    assert_eq!(keys("Handoff"), ["bot", "closed", "needs", "priority", "queue", "reason"]);
}

#[test]
fn the_bots_that_ship_have_no_problems() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("intents");
    let mut bots = 0;
    for entry in std::fs::read_dir(&folder).unwrap() {
        let path = entry.unwrap().path();
        if !path.is_dir() {
            continue;
        }
        bots += 1;
        let mut loader = Loader::default();
        loader.yaml_path(&path, &Limits::default()).unwrap();
        let problems = loader.load(&Limits::default()).1;
        let shown: String = problems.iter().map(|problem| format!("{problem:#}\n")).collect();
        assert!(problems.is_empty(), "{shown}");
    }
    assert!(bots >= 2, "no bots in {}", folder.display());
}

#[test]
fn a_hundred_thousand_levels_are_too_deep() {
    for text in ["[".repeat(100_000), "- ".repeat(100_000), "{a: ".repeat(100_000)] {
        let shown = report(&[("deep.yaml", &text)]);
        assert!(shown.contains("nested deeper than 64 levels"), "{shown}");
    }
    // Whatever a host allows, the tree stays shallow enough to walk.
    let limits = Limits { max_depth: usize::MAX, ..Limits::default() };
    let mut loader = Loader::default();
    loader.yaml_str("deep.yaml", &"[".repeat(100_000));
    assert_eq!(loader.load(&limits).1.len(), 1);
}

#[test]
fn limits_are_kept() {
    let text = faq(100);
    for (limits, part) in [
        (Limits { max_nodes: 50, ..Limits::default() }, "more than 50 values"),
        (Limits { max_file: 500, ..Limits::default() }, "bytes, more than 500"),
        (Limits { max_depth: 2, ..Limits::default() }, "nested deeper than 2 levels"),
    ] {
        let mut loader = Loader::default();
        loader.yaml_str("faq.yaml", &text);
        let problems = loader.load(&limits).1;
        assert!(problems[0].message().contains(part), "{problems:?}");
    }
}

#[test]
fn problems_beyond_a_thousand_are_counted() {
    let text: String = (0..1_500).map(|i| format!("k{i}: v\n")).collect();
    let problems = load(&[("a.yaml", &text)]).1;
    assert_eq!(problems.len(), 1_001);
    assert_eq!(problems[1_000].message(), "500 more problems are not shown");
}

#[test]
fn line_ends_and_byte_order_marks_of_other_systems_are_read() {
    let text = "\u{feff}intents:\r\n  hi:\r\n    user: hi\r\n    bott: Hi\r\n";
    let problems = load(&[("a.yaml", text)]).1;
    let place = problems[0].place().unwrap();
    assert_eq!((place.line, place.column, place.excerpt.as_str()), (4, 5, "    bott: Hi"));
}
