//! Values that the host program hands over (`from`), and what is told where it does not.

#![allow(clippy::unwrap_used)] // a test may fail at once

use frontdesk::{Bot, Conversation, ListedValue};

const SHOP: &str = "
entities: {product: {from: catalog, values: [example]}}
intents: {stock: {user: 'do you have a {product}', bot: 'Yes: {{ product }}.'}}";

#[test]
fn the_host_s_values_replace_those_of_the_author() {
    let owned: Vec<ListedValue> = vec!["tent".into(), ListedValue::from(("lamp", ["torch"]))];
    let bot = Bot::builder().values("catalog", owned).yaml_str("s.yaml", SHOP).build().unwrap();
    let say = |text: &str| bot.respond(&mut Conversation::new(), text).text().to_owned();
    assert_eq!(say("do you have a torch?"), "Yes: lamp.");
    assert_eq!(say("do you have a tent"), "Yes: tent.");
    assert_ne!(say("do you have a example"), "Yes: example.");
    assert!(bot.warnings().is_empty(), "{:?}", bot.warnings());
}

#[test]
fn without_a_host_the_author_s_values_stand() {
    let bot = Bot::from_yaml_str("s.yaml", SHOP).unwrap();
    let reply = bot.respond(&mut Conversation::new(), "do you have a example");
    assert_eq!(reply.text(), "Yes: example.");
    assert!(bot.warnings().is_empty());
}

#[test]
fn what_is_missing_or_wrong_is_told() {
    let yaml = SHOP.replace(", values: [example]", "");
    let warnings =
        |bot: Bot| bot.warnings().iter().map(|p| p.code().to_owned()).collect::<Vec<_>>();
    // Nothing is handed over by a program that only looks at definitions.
    assert_eq!(warnings(Bot::from_yaml_str("s.yaml", &yaml).unwrap()), ["missing-values"]);
    let with = |name: &str, values: &[&str]| {
        Bot::builder().values(name, values.iter().copied()).yaml_str("s.yaml", &yaml).build()
    };
    let report = format!("{:#}", with("catalogue", &["tent"]).unwrap_err());
    assert!(report.contains("hands over no values `catalog`"), "{report}");
    assert!(report.contains("did you mean `catalogue`?"), "{report}");
    for (values, code) in
        [(&[][..], "empty-value"), (&["?!"], "empty-text"), (&["Tent", "tent"], "two-values")]
    {
        let error = with("catalog", values).unwrap_err();
        assert_eq!(error.problems().first().unwrap().code(), code, "{error:#}");
    }
    let unused = Bot::builder().values("colours", ["red"]).yaml_str("s.yaml", SHOP).build();
    assert_eq!(warnings(unused.unwrap()), ["unused-values"]);
}
